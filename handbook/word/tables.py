"""Tables in which no word is broken, whose head repeats and whose rows stay whole."""

import re
from collections.abc import Sequence
from functools import lru_cache

from handbook.word.blocks import column_widths
from handbook.word.contents import style_of
from handbook.word.markup import Element, qualified, text_of
from handbook.word.stylesheet import Look, Stylesheet

# Widths of the letters from blank to ~ in hundredths of the font size, measured in Carlito, which
# has the widths of Calibri.
_WIDTHS = [
    *(
        23,
        33,
        40,
        50,
        51,
        71,
        68,
        22,
        30,
        30,
        50,
        50,
        25,
        31,
        25,
        39,
        51,
        51,
        51,
        51,
        51,
        51,
        51,
        51,
    ),
    *(
        51,
        51,
        27,
        27,
        50,
        50,
        50,
        46,
        89,
        58,
        54,
        53,
        62,
        49,
        46,
        63,
        62,
        25,
        32,
        52,
        42,
        85,
        65,
        66,
    ),
    *(
        52,
        67,
        54,
        46,
        49,
        64,
        57,
        89,
        52,
        49,
        47,
        31,
        39,
        31,
        50,
        50,
        29,
        48,
        53,
        42,
        53,
        50,
        31,
        47,
    ),
    *(53, 23, 24, 45, 23, 80, 53, 53, 53, 53, 35, 39, 33, 53, 45, 71, 43, 45, 40, 31, 46, 31, 50),
]
# How much wider a font is than Calibri. An unknown font counts as wide: a column that is a little
# too wide does less harm than a broken word.
_WIDER = {"calibri": 1.0, "arial": 1.13, "segoe ui": 1.12, "georgia": 1.14, "trebuchet ms": 1.1}
_WIDER |= {"aptos": 1.1, "tahoma": 1.12, "verdana": 1.3, "times new roman": 1.0, "cambria": 1.06}
_UNKNOWN = 1.25
_BOLD = 1.04
_NARROWEST = 1_000
_SPARE = 30  # twips: rounding in Word's own layout
_BREAKS = re.compile(r"[\s\u200b]+|(?<=[-–—])")


def fit(root: Element, sheet: Stylesheet, font: str) -> None:
    """Widen the columns of fixed tables so that no word is wider than its column.

    A fixed table looks the same everywhere, but a Dutch compound that does not fit is broken in
    the middle. Space comes from the columns that have most to spare; the table keeps its width.
    Where the words of a row together are too wide, every column gets its share.
    """
    for table in root.iter(_TABLE):
        layout = table.find(f"{_TBLPR}/{_LAYOUT}")
        if layout is None or layout.get(_TYPE) != "fixed":
            continue
        columns = table.findall(f"{_GRID}/{_COLUMN}")
        widths = [int(each.get(_W, "0")) for each in columns]
        room = _room(table, sheet, sum(widths))
        shrunk = list(column_widths(tuple(widths), room)) if room < sum(widths) else widths
        fitted = widen(shrunk, _needs(table, sheet, font, len(columns)))
        if fitted != widths:
            for column, width in zip(columns, fitted, strict=True):
                column.set(_W, str(width))
            _set_width(table, sum(fitted))
            _set_cells(table, fitted)


def _room(table: Element, sheet: Stylesheet, width: int) -> int:
    """Return how wide a table may be: as it is, or within the cell that it stands in."""
    cell = next(table.iterancestors(_CELL), None)
    inside = None if cell is None else cell.find(f"{_TCPR}/{_TCW}")
    if inside is None or inside.get(_TYPE) != "dxa":
        return width
    return min(width, max(int(inside.get(_W, "0")) - _margin(table, sheet), _NARROWEST))


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


def _needs(table: Element, sheet: Stylesheet, font: str, columns: int) -> list[int]:
    """Return the least width of each column in twips: its longest word and the cell's margins."""
    margin = _margin(table, sheet)
    needs = [0] * columns
    for row in table.findall(_ROW):
        spot = 0
        for cell in row.findall(_CELL):
            span = _span(cell)
            if span == 1 and spot < columns:
                needs[spot] = max(needs[spot], _widest(cell, sheet, font.casefold()) + margin)
            spot += span
    return needs


def _widest(cell: Element, sheet: Stylesheet, font: str) -> int:
    found = 0
    for paragraph in cell.iter(_PARAGRAPH):
        look = sheet.looks.get(style_of(paragraph), Look())
        for word in _BREAKS.split(text_of(paragraph)):
            found = max(found, word_width(word, look, font))
    return found


@lru_cache(maxsize=20_000)
def word_width(word: str, look: Look, font: str) -> int:
    """Return about how wide `word` prints, in twips; letters outside ASCII count as an average."""
    if look.caps:
        word = word.upper()
    hundredths = sum(_WIDTHS[ord(letter) - 32] if " " <= letter <= "~" else 53 for letter in word)
    wider = _WIDER.get(font, _UNKNOWN) * (_BOLD if look.bold else 1.0)
    return round(hundredths * look.size * 10 * wider / 100)


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


def _span(cell: Element) -> int:
    span = cell.find(f"{_TCPR}/{_GRID_SPAN}")
    return 1 if span is None else int(span.get(_VAL, "1"))


_TABLE, _TBLPR, _LAYOUT, _GRID, _COLUMN = (
    qualified(n) for n in ("w:tbl", "w:tblPr", "w:tblLayout", "w:tblGrid", "w:gridCol")
)
_ROW, _CELL, _TCPR, _TCW, _GRID_SPAN = (
    qualified(n) for n in ("w:tr", "w:tc", "w:tcPr", "w:tcW", "w:gridSpan")
)
_TRPR, _TBLPREX, _CANT_SPLIT, _HEAD = (
    qualified(n) for n in ("w:trPr", "w:tblPrEx", "w:cantSplit", "w:tblHeader")
)
_TBLW = qualified("w:tblW")
_LOOK, _FIRST_ROW, _TBL_STYLE = (qualified(n) for n in ("w:tblLook", "w:firstRow", "w:tblStyle"))
_PARAGRAPH, _TYPE, _W, _VAL = (qualified(n) for n in ("w:p", "w:type", "w:w", "w:val"))
