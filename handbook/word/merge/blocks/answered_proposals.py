"""What both agree on in a block where she answered some of our proposals, and others stand open."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from handbook.word.comparison.word_diff import changes
from handbook.word.merge.blocks.block_alignment import Alignment, Item, align
from handbook.word.merge.blocks.tracked_changes import Reviser, is_open
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.run_content import Piece
from handbook.word.reading.units import Content, Para, Row, Table, Unit, cell_text, text_of
from handbook.word.reading.word_file import cells_of, rows_of

_ALIKE = 0.3
_Pair = tuple[str, str]


class Waiting:
    """The proposals that stood open in a block, before they were taken back.

    What is not among them she accepted or rejected, or we wrote it without asking: of all that
    the source has said the last word.
    """

    def __init__(self, block: Element, reviser: Reviser, said: Content) -> None:
        self._said = said if isinstance(said, Table) else Table("", ())
        rows = rows_of(block) if isinstance(said, Table) else []
        self._cells_open = {
            cell for row in rows for cell in cells_of(row) if is_open(cell, reviser)
        }
        self._rows_open = {row for row in rows if is_open(row, reviser)}
        self._words_in = {  # of a row that is proposed to go nothing is read
            at
            for at, row in enumerate(rows)
            if row in self._rows_open and not reviser.owns(row.find(f"{_TRPR}/{_DEL}"))
        }
        self._words = Counter(_proposed(block, reviser)) if block.tag == _P else Counter()

    def agreed(self, before: Content, last: Content, hers: Unit, new: Content) -> Content:
        """Return what both agree on, cell by cell and word by word.

        Args:
            before: what they agreed on before the first of these proposals.
            last: what the source said when we last wrote.
            hers: her block, with the open proposals taken back.
            new: what the source says now.
        """
        both = before, last, hers.content
        if isinstance(before, Table) and isinstance(last, Table) and isinstance(both[2], Table):
            return Table(before.style, tuple(self._rows(before, last, hers, new)))
        if isinstance(before, Para) and isinstance(last, Para):
            return self._paragraph(before, last)
        return before

    def _rows(self, before: Table, last: Table, hers: Unit, new: Content) -> Iterator[Row]:
        assert isinstance(hers.content, Table)
        elements, to_hers = rows_of(hers.element), aligned(before, hers.content).pairs
        back, upto = aligned(before, last).back, 0
        kept = sorted(self._kept(before, hers, new) - set(back.values()))
        waiting = self._waiting(last)
        for at, row in enumerate(last.rows):
            if at not in back:
                if at not in waiting:
                    yield row
                continue
            yield from (before.rows[each] for each in kept if upto <= each < back[at])
            upto = max(upto, back[at] + 1)
            mine, old = to_hers.get(back[at]), before.rows[back[at]]
            if mine is None:
                yield old if at in waiting else row
            else:
                yield self._cells_of(old, row, cells_of(elements[mine]))
        yield from (before.rows[each] for each in kept if each >= upto)

    def _waiting(self, last: Table) -> set[int]:
        """Return of which rows that we last wrote words stand open in her table, by index.

        She may have given the table other columns, or taken words from what we proposed. Where
        it cannot be told of which row a proposal is, it may be of any that she has not.
        """
        pairs = aligned(last, self._said).pairs
        stray = self._words_in - set(pairs.values())
        return {
            at
            for at in range(len(last.rows))
            if (pairs[at] in self._words_in if at in pairs else stray)
        }

    def _kept(self, before: Table, hers: Unit, new: Content) -> set[int]:
        """Return which rows still stand without her having said that they go, by index.

        Of these she has not said yet, or she refused that they go and the source has them again.
        """
        assert isinstance(hers.content, Table)
        elements = rows_of(hers.element)
        pairs = aligned(before, hers.content).pairs
        waiting = {at for at, mine in pairs.items() if elements[mine] in self._rows_open}
        found = _found(before, hers.content) & _found(before, new)
        mine = hers.content.rows
        return waiting | {at for at in found if _is_whole(mine[pairs[at]], before.rows[at])}

    def _cells_of(self, before: Row, last: Row, cells: list[Element]) -> Row:
        if not len(cells) == len(before) == len(last):
            return last if self._cells_open.isdisjoint(cells) else before
        return tuple(
            old if cell in self._cells_open else new
            for cell, old, new in zip(cells, before, last, strict=True)
        )

    def _paragraph(self, before: Para, last: Para) -> Para:
        """Return the text with the open changes as before and the others as the source has them.

        Where it cannot be told which are open, all count as such.
        """
        plain = all(
            each.kind == "text" and not each.link for each in (*before.pieces, *last.pieces)
        )
        pieces = changes(text_of(before), text_of(last))
        made = Counter(_pair(each.old, each.new) for each in pieces if each.old != each.new)
        known = all(made[pair] == often for pair, often in self._words.items())
        if not (plain and known and self._words):
            return before
        text = "".join(
            each.old if _pair(each.old, each.new) in self._words else each.new for each in pieces
        )
        return replace(before, pieces=(Piece("text", text),))


def _proposed(paragraph: Element, reviser: Reviser) -> Iterator[_Pair]:
    """Yield each proposal in a paragraph: the words that go and those that come."""
    old = new = ""
    for text in paragraph.iter(_T, _DELETED):
        marks = [each.tag for each in text.iterancestors(_INS, _DEL) if reviser.owns(each)]
        if _DEL in marks and not new:
            old += text.text or ""
        elif _INS in marks:
            new += text.text or ""
        elif old or new:
            yield _pair(old, new)
            old, new = (text.text or "") if _DEL in marks else "", ""
    if old or new:
        yield _pair(old, new)


def _pair(old: str, new: str) -> _Pair:
    return " ".join(old.split()), " ".join(new.split())


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell_text(each).split()) for each in row)


def _found(table: Table, other: Content) -> set[int]:
    """Return which rows of a table another one has too, by index, by what each is about."""
    if not isinstance(other, Table):
        return set()
    pairs = aligned(table, other).pairs
    return {at for at, to in pairs.items() if _name(table.rows[at]) == _name(other.rows[to])}


def _is_whole(row: Row, before: Row) -> bool:
    """Tell whether no cell of a row is empty that said something: she may have accepted that."""
    return all(now or not was for now, was in zip(_texts(row), _texts(before), strict=False))


def _name(row: Row) -> str:
    """Return what a row is about: the first of its cells that says anything."""
    return next(filter(None, _texts(row)), "")


def aligned(first: Table, second: Table) -> Alignment:
    """Return which row of `second` each of `first` became, by its words."""
    one, other = ([Item(Table("", (row,))) for row in each.rows] for each in (first, second))
    return align(one, other, _ALIKE)


_P, _T, _DELETED, _TRPR, _INS, _DEL = (
    qualified(f"w:{n}") for n in ("p", "t", "delText", "trPr", "ins", "del")
)
