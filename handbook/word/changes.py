"""What changed between two Word files, as text; and the first page of a copy that shows it."""

import copy
from collections.abc import Iterator, Mapping, Sequence

from handbook.model.comparison import Change
from handbook.word.alignment import pairs
from handbook.word.contents import OUTLINE
from handbook.word.markup import Element, escape, parse, qualified, serialise
from handbook.word.package import MAIN, pack, read
from handbook.word.redline import row_text, rows, settled, steps, text, units
from handbook.word.stylesheet import read_stylesheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY, _P, _PPR, _STYLE, _VAL, _SECTION, _SIZE, _MARGINS = (
    qualified(f"w:{name}")
    for name in ("body", "p", "pPr", "pStyle", "val", "sectPr", "pgSz", "pgMar")
)


def changes(old: bytes, new: bytes) -> tuple[Change, ...]:
    """Return what the body of `old` became in `new`, paragraph by paragraph and row by row.

    Changes that somebody tracked in either count as accepted, as in a redline.

    Raises:
        ValueError: one of them is no Word file that can be read.
    """
    before, after = read(old), read(new)
    was, now = settled(before, MAIN, comments=True), settled(after, MAIN, comments=True)
    return tuple(_changes(units(was), units(now), _headings(before) | _headings(after)))


def with_first_page(data: bytes, heading: str, lines: Sequence[str]) -> bytes:
    """Return the Word file `data` with a page before all others: a heading and some lines."""
    parts = read(data)
    root = parse(parts[MAIN])
    body = root.find(_BODY)
    texts = [_paragraph(heading, bold=True, size=32), *(_paragraph(each) for each in lines)]
    made = parse(f'<w:body xmlns:w="{_W}">{"".join(texts)}</w:body>'.encode())
    last = next(made[-1].iter(_PPR))
    last.append(_section(next(reversed(list(root.iter(_SECTION))), None)))
    for at, each in enumerate(list(made)):
        body.insert(at, each)
    return pack({**parts, MAIN: serialise(root)})


def _section(last: Element | None) -> Element:
    """Return a section on paper like the last one, without its headers: a cover is drawn there."""
    made = parse(f'<w:sectPr xmlns:w="{_W}"/>'.encode())
    for each in () if last is None else last:
        if each.tag in (_SIZE, _MARGINS):
            made.append(copy.deepcopy(each))
    return made


def _paragraph(said: str, *, bold: bool = False, size: int = 22) -> str:
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
    return (
        '<w:p><w:pPr><w:spacing w:after="120"/></w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(said)}</w:t></w:r></w:p>'
    )


def _changes(
    old: Sequence[Element], new: Sequence[Element], headings: frozenset[str]
) -> Iterator[Change]:
    place = ""
    for was, now in steps(old, new):
        unit = was if now is None else now
        if _is_heading(unit, headings):
            place = text(unit)
        if was is not None and now is not None and was.tag != _P:
            yield from _rows(place, was, now)
            continue
        before, after = ("" if each is None else text(each) for each in (was, now))
        if before.strip() != after.strip():
            yield Change(place=place, before=before, after=after)


def _rows(place: str, old: Element, new: Element) -> Iterator[Change]:
    before = [row_text(row) for row in rows(old)]
    after = [row_text(row) for row in rows(new)]
    for left, right in pairs(before, after):
        was = "" if left is None else before[left]
        now = "" if right is None else after[right]
        if was != now:
            yield Change(place=place, before=was, after=now)


def _headings(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the ids of the heading styles of a file: Word gives them names of its own."""
    ids = read_stylesheet(parts).ids
    return frozenset(
        style for (kind, name), style in ids.items() if kind == "paragraph" and name in OUTLINE
    )


def _is_heading(unit: Element, headings: frozenset[str]) -> bool:
    style = next(unit.iter(_STYLE), None) if unit.tag == _P else None
    return style is not None and style.get(_VAL) in headings
