"""What changed between two Word files, as text."""

from collections.abc import Iterator, Mapping, Sequence

from handbook.model.features.comparison import Change
from handbook.word.comparison.alignment import pairs
from handbook.word.comparison.redline import row_text, rows, settled, steps, text, units
from handbook.word.package.markup import Element, qualified
from handbook.word.package.package import MAIN, read
from handbook.word.writing.contents_page import OUTLINE
from handbook.word.writing.styles import read_stylesheet

_P, _STYLE, _VAL = (qualified(f"w:{name}") for name in ("p", "pStyle", "val"))


def changes(old: bytes, new: bytes) -> tuple[Change, ...]:
    """Return what the body of `old` became in `new`, paragraph by paragraph and row by row.

    Changes that somebody tracked in either count as accepted, as in a redline.

    Raises:
        ValueError: one of them is no Word file that can be read.
    """
    before, after = read(old), read(new)
    was, now = settled(before, MAIN, comments=True), settled(after, MAIN, comments=True)
    return tuple(_changes(units(was), units(now), _headings(before) | _headings(after)))


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
