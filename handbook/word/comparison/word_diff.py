"""Two versions of a text become the words that stayed, went and came."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]|_")
# A blank or a short word between two changes reads as noise: it goes with them.
_ISLAND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A piece of text: `old` as it was and `new` as it is; equal where nothing changed."""

    old: str
    new: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return the pieces of two texts in order, word by word.

    All `old` joined give `old`, all `new` joined give `new`; no two changed pieces are neighbours.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    pieces = [
        Change(old="".join(before[start:end]), new="".join(after[first:last]))
        for _, start, end, first, last in matcher.get_opcodes()
    ]
    return _joined(_without_islands(pieces))


def _without_islands(pieces: Sequence[Change]) -> list[tuple[Change, bool]]:
    """Return each piece and whether it counts as changed."""
    last = len(pieces) - 1
    return [
        (piece, piece.old != piece.new or (0 < at < last and len(piece.old.strip()) <= _ISLAND))
        for at, piece in enumerate(pieces)
    ]


def _joined(marked: Sequence[tuple[Change, bool]]) -> tuple[Change, ...]:
    """Return the pieces with neighbours that count as changed put together."""
    out: list[tuple[Change, bool]] = []
    for piece, changed in marked:
        if changed and out and out[-1][1]:
            former = out.pop()[0]
            piece = Change(old=former.old + piece.old, new=former.new + piece.new)  # noqa: PLW2901
        out.append((piece, changed))
    return tuple(piece for piece, _ in out)
