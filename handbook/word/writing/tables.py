"""Tables in which no word is broken, whose head repeats and whose rows stay whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.word.package.markup import Element, qualified, text_of
from handbook.word.writing.blocks import column_widths
from handbook.word.writing.contents_page import style_of
from handbook.word.writing.hyphenation import pieces
from handbook.word.writing.styles import Look, Stylesheet
from handbook.word.writing.text_width import word_width

_NARROWEST = 1_000
_ANY = 1_000_000
_SPARE = 30  # twips: rounding in Word's own layout
_BREAKS = re.compile(r"[\s\u200b]+|(?<=[-–—])")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How wide words print in a table: its styles, font and the margins of its cells."""

    sheet: Stylesheet
    font: str
    margin: int

    def word(self, word: str, look: Look) -> int:
        return word_width(word, look, self.font)

    def piece(self, word: str, look: Look) -> int:
        """Return the width of the longest piece of a word, each with its hyphen."""
        return max(word_width(f"{each}-", look, self.font) for each in pieces(word))


def fit(root: Element, sheet: Stylesheet, font: str) -> None:
    """Widen the columns of fixed tables so that no word is wider than its column.

    A fixed table looks the same everywhere, but a Dutch compound that does not fit is broken in
    the middle. Space comes from the columns that have most to spare; the table keeps its width.
    Where the words of a row together are too wide, the longest get optional hyphens.
    """
    for table in root.iter(_TABLE):
        layout = table.find(f"{_TBLPR}/{_LAYOUT}")
        if layout is None or layout.get(_TYPE) != "fixed":
            continue
        columns = table.findall(f"{_GRID}/{_COLUMN}")
        widths = [_whole(each.get(_W)) for each in columns]
        room = _room(table, sheet, sum(widths))
        fitted = list(column_widths(tuple(widths), room)) if room < sum(widths) else widths
        fitted = _fit_words(table, _Measure(sheet, font.casefold(), _margin(table, sheet)), fitted)
        if fitted != widths:
            for column, width in zip(columns, fitted, strict=True):
                column.set(_W, str(width))
            _set_width(table, sum(fitted))
            _set_cells(table, fitted)


def _fit_words(table: Element, measure: _Measure, widths: list[int]) -> list[int]:
    needs = _needs(table, measure, [_ANY] * len(widths))
    if sum(needs) <= sum(widths):
        return widen(widths, needs)
    shared = widen(widths, needs)
    fitted = widen(shared, _needs(table, measure, shared))
    _cut_words(table, measure, fitted)
    return fitted


def _room(table: Element, sheet: Stylesheet, width: int) -> int:
    """Return how wide a table may be: as it is, or within the cell that it stands in."""
    cell = next(table.iterancestors(_CELL), None)
    inside = None if cell is None else cell.find(f"{_TCPR}/{_TCW}")
    if inside is None or inside.get(_TYPE) != "dxa":
        return width
    return min(width, max(_whole(inside.get(_W)) - _margin(table, sheet), _NARROWEST))


def _margin(table: Element, sheet: Stylesheet) -> int:
    style = table.find(f"{_TBLPR}/{_TBL_STYLE}")
    return sheet.margins.get("" if style is None else style.get(_VAL, ""), 216) + _SPARE


def keep_rows(root: Element) -> None:
    """Mark the head row of each table that has one as repeating, and keep every row on one page."""
    for table in root.iter(_TABLE):
        look = table.find(f"{_TBLPR}/{_LOOK}")
        rows = table.findall(_ROW)
        for number, row in enumerate(rows):
            properties = row.find(_TRPR)
            if properties is None:
                properties = row.makeelement(_TRPR)
                row.insert(1 if row.find(_TBLPREX) is not None else 0, properties)
            _ensure(properties, _CANT_SPLIT)
            if number == 0 and look is not None and look.get(_FIRST_ROW) in ("1", "true", "on"):
                _ensure(properties, _HEAD)


def _ensure(properties: Element, name: str) -> None:
    if properties.find(name) is None:
        properties.append(properties.makeelement(name))


def widen(widths: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Return `widths` (twips) so that each is at least its need, with the same sum.

    Where the needs together are more than there is, the columns share in proportion to them.
    """
    total = sum(widths)
    if sum(needs) > total:
        shared = [need * total // sum(needs) for need in needs]
        shared[-1] += total - sum(shared)
        return shared
    result = [max(width, need) for width, need in zip(widths, needs, strict=True)]
    excess = sum(result) - total
    while excess:
        spare = [width - need for width, need in zip(result, needs, strict=True)]
        widest = max(range(len(spare)), key=lambda index: (spare[index], -index))
        taken = min(excess, spare[widest])
        result[widest] -= taken
        excess -= taken
    return result


def _needs(table: Element, measure: _Measure, rooms: Sequence[int]) -> list[int]:
    """Return the least width of each column in twips: its longest word and the cell's margins.

    A word that does not fit in its room, the width of a column, counts as its longest piece.
    """
    needs = [0] * len(rooms)
    for spot, cell in _single_cells(table, len(rooms)):
        inside = rooms[spot] - measure.margin
        found = (
            measure.piece(word, look)
            if measure.word(word, look) > inside
            else measure.word(word, look)
            for word, look in _words(cell, measure.sheet)
        )
        needs[spot] = max(needs[spot], max(found, default=0) + measure.margin)
    return needs


def _single_cells(table: Element, columns: int) -> Iterator[tuple[int, Element]]:
    """Yield the cells that fill one column, each with the number of that column."""
    for row in table.findall(_ROW):
        spot = 0
        for cell in row.findall(_CELL):
            span = _span(cell)
            if span == 1 and spot < columns:
                yield spot, cell
            spot += span


def _words(cell: Element, sheet: Stylesheet) -> Iterator[tuple[str, Look]]:
    for paragraph in cell.iter(_PARAGRAPH):
        look = sheet.looks.get(style_of(paragraph), Look())
        for word in _BREAKS.split(text_of(paragraph)):
            yield word, look


def _cut_words(table: Element, measure: _Measure, widths: Sequence[int]) -> None:
    """Put optional hyphens in the words that are wider than their column.

    Word hyphenates by itself where the reader has Dutch; other programs cut at any letter.
    """
    for spot, cell in _single_cells(table, len(widths)):
        for paragraph in cell.iter(_PARAGRAPH):
            look = measure.sheet.looks.get(style_of(paragraph), Look())
            for text in list(paragraph.iter(_TEXT)):
                cut = [
                    piece
                    for word in re.split(r"(\W+)", text.text or "")
                    for piece in _fitting(word, measure, look, widths[spot] - measure.margin)
                ]
                _hyphenate(text, cut)


def _fitting(word: str, measure: _Measure, look: Look, room: int) -> tuple[str, ...]:
    """Return `word` as one piece where it fits, else its pieces with a mark before each further."""
    if measure.word(word, look) <= room:
        return (word,)
    first, *others = pieces(word)
    return (first, *(f"\u00ad{each}" for each in others))


def _hyphenate(text: Element, cut: Sequence[str]) -> None:
    stretches = (
        re.split("\u00ad", "".join(cut)) if any(each[:1] == "\u00ad" for each in cut) else []
    )
    for number, stretch in enumerate(stretches):
        if number:
            text.addprevious(text.makeelement(_SOFT))
        part = text.makeelement(_TEXT)
        part.text = stretch
        part.set(_SPACE, "preserve")
        text.addprevious(part)
    if stretches:
        text.getparent().remove(text)


def _set_width(table: Element, total: int) -> None:
    width = table.find(f"{_TBLPR}/{_TBLW}")
    if width is not None and width.get(_TYPE) == "dxa":
        width.set(_W, str(total))


def _set_cells(table: Element, widths: Sequence[int]) -> None:
    for row in table.findall(_ROW):
        spot = 0
        for cell in row.findall(_CELL):
            span = _span(cell)
            width = cell.find(f"{_TCPR}/{_TCW}")
            if width is not None:
                width.set(_W, str(sum(widths[spot : spot + span])))
                width.set(_TYPE, "dxa")
            spot += span


def _whole(text: str | None) -> int:
    """Return a measure as a number; a percentage or nonsense counts as 0."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() else 0


def _span(cell: Element) -> int:
    span = cell.find(f"{_TCPR}/{_GRID_SPAN}")
    return 1 if span is None else max(1, _whole(span.get(_VAL)))


_TABLE, _TBLPR, _LAYOUT, _GRID, _COLUMN = (
    qualified(n) for n in ("w:tbl", "w:tblPr", "w:tblLayout", "w:tblGrid", "w:gridCol")
)
_ROW, _CELL, _TCPR, _TCW, _GRID_SPAN = (
    qualified(n) for n in ("w:tr", "w:tc", "w:tcPr", "w:tcW", "w:gridSpan")
)
_TRPR, _TBLPREX, _CANT_SPLIT, _HEAD = (
    qualified(n) for n in ("w:trPr", "w:tblPrEx", "w:cantSplit", "w:tblHeader")
)
_TBLW, _TEXT, _SOFT = (qualified(n) for n in ("w:tblW", "w:t", "w:softHyphen"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOK, _FIRST_ROW, _TBL_STYLE = (qualified(n) for n in ("w:tblLook", "w:firstRow", "w:tblStyle"))
_PARAGRAPH, _TYPE, _W, _VAL = (qualified(n) for n in ("w:p", "w:type", "w:w", "w:val"))
