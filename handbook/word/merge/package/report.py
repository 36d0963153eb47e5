"""What a merge tells: per block what became of it, or why nothing was merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "unchanged",
    "kept",
    "same",
    "renewed",
    "added",
    "dropped",
    "own",
    "merged",
    "conflict",
    "gone",
    "open",
    "deleted",
    "withheld",
]
WORDS: Mapping[Kind, str] = {
    "unchanged": "ongewijzigd",
    "kept": "behouden",
    "same": "al gelijk",
    "renewed": "vernieuwd",
    "added": "nieuw",
    "dropped": "vervallen",
    "own": "eigen toevoeging",
    "merged": "samengevoegd",
    "conflict": "in conflict",
    "gone": "vervallen in de bron, behouden",
    "open": "voorstel staat nog open",
    "deleted": "verwijderd gebleven",
    "withheld": "niet overgenomen",
}
"""How a report calls each of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one block.

    Attributes:
        kind: what became of it.
        story: "body", or which header or footer ("header:0:default").
        place: the heading it stands under, "" above the first.
        text: what it says in her file, or the new text that was not taken over.
        note: what is to be known about it, a Dutch sentence, or "".
        marks: our hidden bookmarks in it.
    """

    kind: Kind
    story: str
    place: str
    text: str
    note: str = ""
    marks: frozenset[str] = frozenset()


Reason = Literal[
    "no_base",
    "damaged_base",
    "two_bases",
    "lost_base",
    "other_document",
    "unlike",
    "strict",
    "signed",
    "macros",
    "chunk",
    "empty",
    "no_word",
    "unreadable",
    "locked",
    "gate",
    "fault",
]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was merged; her file stays as it is. `why` and `mend` are Dutch sentences."""

    reason: Reason
    why: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The file that came of it, and what became of every block in the order of the new text."""

    data: bytes
    outcomes: tuple[Outcome, ...]

    def count(self, *kinds: Kind) -> int:
        """Return how many blocks became one of `kinds`."""
        return sum(each.kind in kinds for each in self.outcomes)
