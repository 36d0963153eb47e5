"""What stood open in a block and, taken back, came back nowhere: the source still says it."""

import re
from collections import Counter
from collections.abc import Sequence

from handbook.word.merge.blocks.tracked_changes import Reviser, doomed
from handbook.word.merge.package.report import Outcome
from handbook.word.package.markup import qualified
from handbook.word.reading.units import Content, Table, Unit, cell_text, text_of

WITHDRAWN = (
    "Een voorstel dat hier nog openstond, is ingetrokken: het past niet meer in uw tekst. De bron"
    " zegt nu:\n{}"
)


class OpenWords:
    """The words of our open proposals in some blocks, before they were taken back."""

    def __init__(self, blocks: Sequence[Unit], reviser: Reviser) -> None:
        self._said = _words("\n".join(each.text for each in blocks))
        self._open = frozenset(
            word
            for each in blocks
            for part in doomed(each.element, reviser)
            for whole in [*part.iter(_P)] or [part]  # Word cuts a text in runs wherever it likes
            for word in _words("".join(whole.itertext(_T)))
        )

    def lost(self, new: Content, now: Sequence[Unit], told: Sequence[Outcome]) -> str:
        """Return what the source says with words that stood open and do not stand there now.

        Args:
            new: what the source says now; of a table come the rows with such words.
            now: the blocks as they are now, with what is proposed in them.
            told: what is told of them already.
        """
        here = [each.text for each in now] + [each.note for each in told]
        here += [each.text for each in told if each.kind == "withheld"]
        lost = (self._said & _words(text_of(new))) - _words("\n".join(here))
        lost = Counter({word: times for word, times in lost.items() if word in self._open})
        if not isinstance(new, Table):
            return text_of(new) if lost else ""
        rows = [" | ".join(cell_text(cell) for cell in row) for row in new.rows]
        shown = set()
        while lost:
            held = [(_words(row) & lost).total() for row in rows]
            shown.add(held.index(max(held)))
            lost -= _words(rows[held.index(max(held))])
        return "\n".join(rows[at] for at in sorted(shown))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


_P, _T = qualified("w:p"), qualified("w:t")
