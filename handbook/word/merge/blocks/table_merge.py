"""A table that both changed: row by row and cell by cell, what is new as a tracked change."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from handbook.word.merge.blocks.block_alignment import Alignment, Item, align
from handbook.word.merge.blocks.kept_formatting import is_set
from handbook.word.merge.blocks.tracked_changes import Reviser, mark_row, track
from handbook.word.merge.blocks.transplant import SharedParts, Transplant
from handbook.word.merge.blocks.word_merge import Edit, merge_words
from handbook.word.merge.package.report import Kind
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.units import Cell, Para, Row, Table, Unit, cell_text, objects, text_of
from handbook.word.reading.word_file import cells_of, rows_of

_ALIKE = 0.3

_GONE = "Deze rij is in de bron vervallen. U hebt haar aangepast; daarom blijft zij staan."
_LAYOUT = "De bron van deze tabel is gewijzigd; uw tabel blijft zoals zij is."
_NEWS = " De nieuwe tekst is:\n"
_WENT = "Dit is in de bron vervallen:\n"
_CELL = "De bron van deze cel is gewijzigd; uw tekst blijft staan. De nieuwe tekst is:\n"
_WORDS = (
    "U en de bron hebben dezelfde woorden gewijzigd. Het voorstel staat als wijziging in de tekst."
    "\nUw tekst was: {}"
)


@dataclass(slots=True)
class TableMerge:
    """Merges one table.

    Attributes:
        say: puts a comment beside an element of hers; where there are no comments it does nothing.
        notes: what is to be known of it, in Dutch.
        kinds: what became of its rows and cells.
        changed: True when her table is no longer what it was.
    """

    shared: SharedParts
    transplant: Transplant
    reviser: Reviser
    say: Callable[[Element, str], None]
    story: str
    notes: list[str] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)
    changed: bool = False

    def merge(self, hers: Unit, base: Table, new: Unit, known: Sequence[Element] = ()) -> Kind:
        """Return what became of the table as a whole: the gravest of what became of its rows.

        `known` are the rows of `base`, with the bookmarks in them, where there are any.
        """
        mine, theirs = hers.content, new.content
        assert isinstance(mine, Table)
        assert isinstance(theirs, Table)
        mine_rows, new_rows = rows_of(hers.element), rows_of(new.element)
        olds = [_item(row, known[at : at + 1]) for at, row in enumerate(base.rows)]
        to_hers, to_new = (
            align(olds, [_item(r, (e,)) for r, e in zip(table.rows, rows, strict=True)], _ALIKE)
            for table, rows in ((mine, mine_rows), (theirs, new_rows))
        )
        rows = base.rows, mine.rows, theirs.rows
        sides = _Sides(*rows, known, mine_rows, new_rows, to_hers, to_new)
        if len({_width(row) for each in rows for row in each}) != 1:
            self._other_columns(hers.element, sides)
            return "conflict"
        self._share_lists(to_hers, to_new, mine_rows, new_rows)
        self._rows(sides)
        return next((kind for kind in _GRAVEST if kind in self.kinds), "same")

    def _other_columns(self, element: Element, sides: "_Sides") -> None:
        """Tell what the source changed in a table that cannot be merged row by row."""
        back = sides.to_new.back
        news = [
            row for at, row in enumerate(sides.new) if at not in back or row != sides.base[back[at]]
        ]
        went = [
            sides.base[at] for at in sorted(sides.to_hers.pairs) if at not in sides.to_new.pairs
        ]
        text = _LAYOUT + (_NEWS + _listed(news or sides.new) if news or not went else "")
        if went:
            text += ("\n" if news else " ") + _WENT + _listed(went)
        self._tell(element, text)

    def _conflict(self, element: Element, text: str, rows: Sequence[Row]) -> None:
        self._tell(element, text + _listed(rows))

    def _tell(self, element: Element, text: str) -> None:
        self.say(element, text)
        self.notes.append(text)
        self.kinds.add("conflict")

    def _share_lists(
        self, to_hers: Alignment, to_new: Alignment, mine: list[Element], new: list[Element]
    ) -> None:
        """Let rows that come count on in the list that her rows are numbered by."""
        for base, at in to_new.pairs.items():
            if base in to_hers.pairs:
                ours = [each.get(_VAL) for each in new[at].iter(_NUMID)]
                hers = [each.get(_VAL) for each in mine[to_hers.pairs[base]].iter(_NUMID)]
                for one, other in zip(ours, hers, strict=False):
                    if other != "0":
                        self.shared.lists.setdefault(one, other)

    def _rows(self, sides: "_Sides") -> None:
        last: Element | None = None
        back = sides.to_new.back
        twins = _twins(sides)
        for at, row in enumerate(sides.new):
            base = back.get(at)
            hers = None if base is None else sides.to_hers.pairs.get(base)
            if at in twins:
                last = sides.hers_rows[twins[at]]
            elif base is None:
                last = self._add_row(sides, at, last)
            elif hers is None:
                if row != sides.base[base]:
                    self._withhold(row)
            else:
                last = sides.hers_rows[hers]
                self._row(sides, base, hers, at)
        for base, hers in sides.to_hers.pairs.items():
            if base not in sides.to_new.pairs:
                self._drop_row(sides, base, hers)

    def _withhold(self, row: Row) -> None:
        self.kinds.add("withheld")
        text = " | ".join(cell_text(cell) for cell in row)
        self.notes.append(f"U hebt deze rij verwijderd; de bron heeft haar gewijzigd: {text}")

    def _add_row(self, sides: "_Sides", at: int, last: Element | None) -> Element:
        made = self.transplant.take(sides.new_rows[at])
        if last is None:
            sides.hers_rows[0].addprevious(made)
        else:
            last.addnext(made)
        mark_row(made, "ins", self.reviser)
        self._did("merged")
        return made

    def _did(self, kind: Kind) -> None:
        self.kinds.add(kind)
        self.changed = True

    def _drop_row(self, sides: "_Sides", base: int, hers: int) -> None:
        row = sides.hers_rows[hers]
        if sides.hers[hers] == sides.base[base] and not _worked(row):
            mark_row(row, "del", self.reviser)
            self._did("merged")
        else:
            self.say(row, _GONE)
            self.notes.append(_GONE)
            self.kinds.add("gone")

    def _row(self, sides: "_Sides", base: int, hers: int, new: int) -> None:
        old, mine, theirs = sides.base[base], sides.hers[hers], sides.new[new]
        if theirs in (old, mine):
            return
        cells = cells_of(sides.hers_rows[hers]), cells_of(sides.new_rows[new])
        if [each.span for each in mine] != [each.span for each in theirs] or len(old) != len(mine):
            self._conflict(sides.hers_rows[hers], _LAYOUT + _NEWS, [theirs])
            return
        before = cells_of(sides.known[base]) if sides.known else cells[1]
        for at, (was, is_now, wanted) in enumerate(zip(old, mine, theirs, strict=True)):
            if wanted not in (was, is_now):
                elements = cells[0][at], before[at], cells[1][at]
                self._cell(elements, (was, is_now, wanted))

    def _cell(self, elements: Sequence[Element], cells: tuple[Cell, Cell, Cell]) -> None:
        (old, mine, new), (element, before, source) = cells, elements
        exact = self.shared.opened.document.exact
        worked = _worked(element) or is_set(element, before, exact=exact)
        if old == mine and not (worked or self.shared.is_arranged(element, before)):
            self._fill(element, source)
            self._did("renewed")
            return
        plain = _paragraphs(cells, element)
        edits = [merge_words(*(text_of(each) for each in three)) for three in plain]
        if plain and self._track(element, plain, edits):
            return
        # Both changed it into the same words: only a link or a look is hers.
        if cell_text(old) != cell_text(mine) == cell_text(new) and not _shows(old, mine, new):
            return
        self._conflict(element, _CELL, [(new,)])

    def _fill(self, element: Element, source: Element) -> None:
        names = {str(each.get(_NAME)) for each in element.iter(_START)}
        former = element.makeelement(element.tag)
        former.extend([each for each in element if each.tag != _TCPR])
        element.extend(self.transplant.take(each, names) for each in source if each.tag != _TCPR)
        self.shared.carry(former, element)

    def _track(
        self,
        element: Element,
        plain: Sequence[tuple[Para, Para, Para]],
        edits: list[tuple[Edit, ...]],
    ) -> bool:
        lost = any(each.lost.strip() for some in edits for each in some)
        if lost and self.story != "body":
            return False
        said = "\n".join(text_of(mine) for _, mine, _ in plain)
        whole = element.findall(_P)
        tried = [copy.deepcopy(each) for each in whole]  # all of the cell, or nothing of it
        for paragraph, (_, mine, _), some in zip(tried, plain, edits, strict=True):
            if some and not track(paragraph, some, self.reviser, text_of(mine)):
                return False
        for former, made in zip(whole, tried, strict=True):
            element.replace(former, made)
        if lost:
            self.say(element, _WORDS.format(said))
            self.notes.append(_WORDS.format(said))
        self._did("conflict" if lost else "merged")
        return True


def _listed(rows: Sequence[Row]) -> str:
    return "\n".join(" | ".join(cell_text(cell) for cell in row) for row in rows)


def _shows(*cells: Cell) -> bool:
    """Tell whether anything but plain words stands in a cell: a picture, a note, a table."""
    return any(
        not isinstance(block, Para) or any(each.kind != "text" for each in block.pieces)
        for cell in cells
        for block in cell.blocks
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    base: Sequence[Row]
    hers: Sequence[Row]
    new: Sequence[Row]
    known: Sequence[Element]
    hers_rows: list[Element]
    new_rows: list[Element]
    to_hers: Alignment
    to_new: Alignment


def _twins(sides: _Sides) -> dict[int, int]:
    """Return which of the rows that she added the source has now as well, by index in the new."""
    known, old = set(sides.to_hers.pairs.values()), sides.to_new.back
    own = [at for at in range(len(sides.hers)) if at not in known]
    found: dict[int, int] = {}
    for at, row in enumerate(sides.new):
        wanted = [" ".join(cell_text(cell).split()) for cell in row]
        for mine in own if at not in old and any(wanted) else ():
            said = [" ".join(cell_text(cell).split()) for cell in sides.hers[mine]]
            if said == wanted and mine not in found.values():
                found[at] = mine
                break
    return found


def _item(row: Row, elements: Sequence[Element]) -> Item:
    marks = {str(e.get(_NAME)) for element in elements for e in element.iter(_START)}
    return Item(Table("", (row,)), frozenset(marks))


def _width(row: Row) -> int:
    return sum(int(cell.span) for cell in row)


def _worked(element: Element) -> bool:
    return any(each.tag in (_REFERENCE, _REVISED, _REMOVED) for each in element.iter())


def _paragraphs(cells: tuple[Cell, Cell, Cell], element: Element) -> list[tuple[Para, Para, Para]]:
    """Return the paragraphs of a cell three by three; none when they cannot be paired."""
    blocks = [[each for each in cell.blocks if isinstance(each, Para)] for cell in cells]
    numbers = {len(each) for each in blocks} | {len(cell.blocks) for cell in cells}
    if numbers != {len(element.findall(_P))}:
        return []
    three = [(one, two, last) for one, two, last in zip(*blocks, strict=True)]
    return three if all(objects(old) == objects(new) for old, _, new in three) else []


_GRAVEST: tuple[Kind, ...] = ("conflict", "withheld", "gone", "merged", "renewed")
_VAL, _NUMID, _NAME, _START, _P, _TCPR, _REFERENCE, _REVISED, _REMOVED = (
    qualified(f"w:{n}")
    for n in (
        *("val", "numId", "name", "bookmarkStart", "p", "tcPr", "commentReference"),
        *("ins", "del"),
    )
)
