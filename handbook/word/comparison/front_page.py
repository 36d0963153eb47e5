"""The page before a copy that shows what changed: what, why, and under which headings."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.word.package.markup import Element, escape, parse, qualified, serialise
from handbook.word.package.package import MAIN, pack, read
from handbook.word.writing.styles import Stylesheet, read_stylesheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KICKER = "Kopie om te lezen"
_HEAD = ("Onder de kop", "Wijzigingen")
_COUNT = 1_701  # twips, the column of numbers
# In a handbook the style for the title of the contents begins a page.
_HERE = '<w:pageBreakBefore w:val="0"/><w:spacing w:before="0"/>'
_A4 = 9_128  # twips, the text of a page in portrait


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What a reader has to know first; `counts` tells how much changed under each heading."""

    title: str
    subject: str
    lines: tuple[str, ...]
    counts: Mapping[str, int]


def with_front_page(data: bytes, page: FrontPage) -> bytes:
    """Return the Word file `data` with `page` before all others, in the styles of that file.

    Headings are no heading styles: they would count along, and stand in the contents.

    Raises:
        ValueError: it is no Word file that can be read.
    """
    parts = read(data)
    root = parse(parts[MAIN])
    section = _section(next(reversed(list(root.iter(_SECTION))), None))
    texts = "".join(_written(page, read_stylesheet(parts), _width(section)))
    made = parse(f'<w:body xmlns:w="{_W}">{texts}</w:body>'.encode())
    next(made[-1].iter(_PPR)).append(section)
    body = root.find(_BODY)
    for at, each in enumerate(list(made)):
        body.insert(at, each)
    return pack({**parts, MAIN: serialise(root)})


def _written(page: FrontPage, sheet: Stylesheet, width: int) -> Iterator[str]:
    yield _paragraph(_KICKER, sheet.paragraph("Bovenregel"))
    yield _paragraph(page.title, sheet.paragraph("TOC Heading"), "<w:b/>", _HERE)
    yield _paragraph(page.subject, sheet.paragraph("Inleiding"))
    for each in page.lines:
        yield _paragraph(each, sheet.paragraph("Body Text"))
    if page.counts:
        yield _table(page.counts, sheet, width)
    yield _paragraph("", sheet.paragraph("Tabelafstand"))


def _paragraph(said: str, style: str, look: str = "", place: str = "") -> str:
    """Return a paragraph; `look` is how it prints where the file has no such style."""
    named = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    letters = f"<w:rPr>{look}</w:rPr>" if look and not style else ""
    text = f'<w:r>{letters}<w:t xml:space="preserve">{escape(said)}</w:t></w:r>' if said else ""
    return f"<w:p><w:pPr>{named}{place}</w:pPr>{text}</w:p>"


def _table(counts: Mapping[str, int], sheet: Stylesheet, width: int) -> str:
    widths = (width - _COUNT, _COUNT)
    plain, head = sheet.paragraph("Tabeltekst"), sheet.paragraph("Tabelkop")
    rows = [(each or "Bovenaan", str(number)) for each, number in counts.items()]
    style = sheet.table("Tabel handboek")
    named = f'<w:tblStyle w:val="{escape(style)}"/>' if style else ""
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f"<w:tbl><w:tblPr>{named}"
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420"'
        ' w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
        ' w:noVBand="1"/><w:tblCaption w:val="Wijzigingen per kop"/></w:tblPr><w:tblGrid>'
        f"{grid}</w:tblGrid>"
        f"{_row(_HEAD, widths, head, '<w:tblHeader/>')}"
        f"{''.join(_row(each, widths, plain) for each in rows)}</w:tbl>"
    )


def _row(texts: tuple[str, str], widths: tuple[int, int], style: str, marks: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>'
        for said, width in zip((_paragraph(each, style) for each in texts), widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{cells}</w:tr>"


def _section(last: Element | None) -> Element:
    """Return a section on paper like the last one, without its headers: a cover is drawn there."""
    made = parse(f'<w:sectPr xmlns:w="{_W}"/>'.encode())
    for each in () if last is None else last:
        if each.tag in (_SIZE, _MARGINS):
            made.append(copy.deepcopy(each))
    return made


def _width(section: Element) -> int:
    """Return the width of the text in twips; that of A4 where the paper does not tell."""
    size, margins = section.find(_SIZE), section.find(_MARGINS)
    if size is None or margins is None:
        return _A4
    numbers = [size.get(_WIDE), margins.get(_LEFT), margins.get(_RIGHT)]
    if not all(each is not None and each.isdecimal() for each in numbers):
        return _A4
    page, left, right = (int(each) for each in numbers)
    return max(page - left - right, 2 * _COUNT)


_BODY, _PPR, _SECTION, _SIZE, _MARGINS, _WIDE, _LEFT, _RIGHT = (
    qualified(f"w:{name}")
    for name in ("body", "pPr", "sectPr", "pgSz", "pgMar", "w", "left", "right")
)
