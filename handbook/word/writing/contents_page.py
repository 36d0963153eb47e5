"""Headings numbered as Word will number them, and the contents page made from them."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handbook.word.package.markup import Element, fragment, qualified, text_of
from handbook.word.writing.blocks import paragraph, text_run
from handbook.word.writing.styles import Level, Stylesheet, number_format

PLACEHOLDER = (
    '<w:sdt><w:sdtPr><w:alias w:val="Inhoudsopgave"/><w:tag w:val="handbook:inhoudsopgave"/>'
    '<w:id w:val="730001"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
)
# Style names and the level at which they stand in the outline.
OUTLINE: Mapping[str, int] = {
    "heading 1": 1,
    "heading 2": 2,
    "heading 3": 3,
    "heading 4": 4,
    "kop zonder nummer": 1,
    "bijlagekop": 1,
}
_DEEPEST = 2
_SHORT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a document: its level, number ("2.1", "A", or "") and `_Toc` bookmark."""

    level: int
    number: str
    text: str
    bookmark: str


def mark_headings(root: Element, sheet: Stylesheet) -> tuple[Heading, ...]:
    """Return the headings of `root` in order, and give each the bookmark that contents point to.

    The name of a bookmark is made of the heading's source where it has one, and of its text
    otherwise: it stays the same when a chapter is put before it.
    """
    counters: dict[int, dict[int, int]] = {}
    taken: set[str] = set()
    found = []
    for element in root.iter(_PARAGRAPH):
        style = style_of(element)
        level = OUTLINE.get(sheet.names.get(style, ""), 0)
        text = text_of(element).strip() if level else ""
        if not text:
            continue
        number = _number(sheet, style, counters)
        name = _bookmark(element, text, taken)
        _wrap(element, name)
        found.append(Heading(level=level, number=number, text=text, bookmark=name))
    return tuple(found)


def style_of(element: Element) -> str:
    """Return the style id of a paragraph, "" for the default style."""
    style = element.find(f"{_PPR}/{_STYLE}")
    return "" if style is None else str(style.get(_VAL, ""))


def _number(sheet: Stylesheet, style: str, counters: dict[int, dict[int, int]]) -> str:
    """Return the number that Word gives the next paragraph of a style, and count it."""
    listed, level = sheet.numbering.get(style, (0, 0))
    levels = sheet.levels.get(sheet.abstracts.get(listed, -1), {})
    if level not in levels:
        return ""
    counts = counters.setdefault(sheet.abstracts[listed], {})
    counts[level] = counts.get(level, levels[level].start - 1) + 1
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    return _printed(levels, level, counts)


def _printed(levels: Mapping[int, Level], level: int, counts: Mapping[int, int]) -> str:
    def count(match: re.Match[str]) -> str:
        each = int(match[1]) - 1
        here = levels.get(each, Level())
        return number_format(here.format, counts.get(each, here.start))

    if levels[level].format in ("none", "bullet"):
        return ""
    return re.sub(r"%(\d)", count, levels[level].pattern)


def _bookmark(element: Element, text: str, taken: set[str]) -> str:
    source = next(
        (
            each.get(_NAME)
            for each in element.iter(_START)
            if (each.get(_NAME) or "").startswith("_kh")
        ),
        text,
    )
    number = 0
    while (name := _toc_name(f"{source}#{number}" if number else source)) in taken:
        number += 1
    taken.add(name)
    return name


def _toc_name(source: str) -> str:
    digest = int(hashlib.sha256(source.encode()).hexdigest()[:12], 16)
    return f"_Toc{digest % 1_000_000_000:09}"


def _wrap(element: Element, name: str) -> None:
    """Put a bookmark around what a paragraph says. Ids are given out later, for all bookmarks."""
    first = 1 if len(element) and element[0].tag == _PPR else 0
    start, end = element.makeelement(_START), element.makeelement(_END)
    start.set(_ID, name)
    start.set(_NAME, name)
    end.set(_ID, name)
    element.insert(first, start)
    element.append(end)


def fill_contents(
    root: Element, headings: Sequence[Heading], sheet: Stylesheet, pages: Mapping[str, str]
) -> None:
    """Fill the places where a contents page was asked for, with headings of level 1 and 2.

    With `pages` each entry ends in a tab and a field with its page number. Without, it ends
    after its text: a row of dots that leads nowhere looks broken. Word fills in the numbers when
    the reader asks it to update the table. Never `updateFields`: Word then asks a question at
    every opening.
    """
    entries = [each for each in headings if each.level <= _DEEPEST]
    for control in list(root.iter(_SDT)):
        tag = control.find(f"{_SDTPR}/{_TAG}")
        if tag is None or tag.get(_VAL) != "handbook:inhoudsopgave":
            continue
        content = control.find(_CONTENT)
        if not entries:
            control.getparent().remove(control)
            continue
        content[:] = fragment("".join(_entries(entries, sheet, pages)))


def _entries(
    entries: Sequence[Heading], sheet: Stylesheet, pages: Mapping[str, str]
) -> Iterable[str]:
    numbered = all(each.bookmark in pages for each in entries)
    for index, each in enumerate(entries):
        style = sheet.paragraph(f"toc {each.level}")
        yield paragraph(style, (_OPEN if index == 0 else "") + _entry(each, pages, numbered))
    yield paragraph(sheet.paragraph("Tabelafstand"), _field_mark("end"))


def _entry(heading: Heading, pages: Mapping[str, str], numbered: bool) -> str:  # noqa: FBT001
    # A long number ("Bijlage A") would run past the tab stop and on to the one of the page.
    gap = "\t" if len(heading.number) <= _SHORT else "  "
    label = text_run(f"{heading.number}{gap}") if heading.number else ""
    page = ""
    if numbered:
        page = (
            text_run("\t")
            + _field_mark("begin")
            + _instruction(f"PAGEREF {heading.bookmark} \\h")
            + _field_mark("separate")
            + text_run(pages[heading.bookmark])
            + _field_mark("end")
        )
    return (
        f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">'
        f"{label}{text_run(heading.text)}{page}</w:hyperlink>"
    )


def _field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


_OPEN = _field_mark("begin") + _instruction('TOC \\o "1-2" \\h \\z \\u') + _field_mark("separate")
_PARAGRAPH, _PPR, _STYLE, _VAL = (qualified(n) for n in ("w:p", "w:pPr", "w:pStyle", "w:val"))
_START, _END = qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")
_NAME, _ID = qualified("w:name"), qualified("w:id")
_SDT, _SDTPR, _TAG, _CONTENT = (qualified(n) for n in ("w:sdt", "w:sdtPr", "w:tag", "w:sdtContent"))
