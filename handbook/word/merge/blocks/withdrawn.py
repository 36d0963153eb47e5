"""What stood open in a block and, taken back, came back nowhere: the source still says it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from handbook.word.merge.blocks.answered_proposals import aligned
from handbook.word.merge.blocks.tracked_changes import Reviser, doomed
from handbook.word.merge.package.report import Outcome
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.units import Content, Row, Table, Unit, cell_text, text_of
from handbook.word.reading.word_file import rows_of

WITHDRAWN = (
    "Een voorstel dat hier nog openstond, is ingetrokken: het past niet meer in uw tekst. De bron"
    " zegt nu:\n{}"
)


class OpenWords:
    """The words of our open proposals in a block, before they were taken back.

    In a table they are looked up row by row: the same words may stand in another one.
    """

    def __init__(
        self, hers: Unit, hanging: Sequence[Unit], last: Content, reviser: Reviser
    ) -> None:
        """Read them.

        Args:
            hers: her block.
            hanging: the paragraphs below it that are only a proposal.
            last: what the source said when we last wrote.
            reviser: who proposed.
        """
        self._said, self._last = hers.content, last
        rows = rows_of(hers.element) if isinstance(hers.content, Table) else []
        self._in_rows = [_open(row, reviser) for row in rows]
        self._words = _words("\n".join(each.text for each in (hers, *hanging)))
        self._open = {w for each in (hers, *hanging) for w in _open(each.element, reviser)}

    def lost(self, new: Content, now: Sequence[Unit], told: Sequence[Outcome]) -> str:
        """Return what the source says with words that stood open and do not stand there now.

        Args:
            new: what the source says now; of a table come the rows with such words.
            now: the block as it is now, with what is proposed in it and below it.
            told: what is told of it already.
        """
        known = _words("\n".join(each.note for each in told))
        known += _words("\n".join(each.text for each in told if each.kind == "withheld"))
        sides = self._said, self._last, new, now[0].content
        tables = [each for each in sides if isinstance(each, Table)]
        if len(tables) == len(sides):
            return "\n".join(self._lost_rows(*tables, known=known))
        known += _words("\n".join(each.text for each in now))
        lost = (self._words & _words(text_of(new))) - known
        return "" if self._open.isdisjoint(lost) else text_of(new)

    def _lost_rows(
        self, said: Table, last: Table, new: Table, now: Table, *, known: Counter[str]
    ) -> Iterator[str]:
        back, here = aligned(last, new).back, aligned(new, now).pairs
        stood = aligned(last, said).pairs
        for at, row in enumerate(new.rows):
            mine = stood.get(back.get(at, -1))
            if mine is not None:
                there = _words(_text(now.rows[here[at]])) if at in here else Counter[str]()
                both = _words(_text(said.rows[mine])) & _words(_text(row))
                if not self._in_rows[mine].isdisjoint(both - (there + known)):
                    yield _text(row)


def _open(element: Element, reviser: Reviser) -> frozenset[str]:
    return frozenset(
        word
        for part in doomed(element, reviser)
        for whole in [*part.iter(_P)] or [part]  # Word cuts a text in runs wherever it likes
        for word in _words("".join(whole.itertext(_T)))
    )


def _text(row: Row) -> str:
    return " | ".join(cell_text(cell) for cell in row)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


_P, _T = qualified("w:p"), qualified("w:t")
