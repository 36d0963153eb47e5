"""Two lists of texts side by side: which stayed, which changed, which came and which went."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence

Pair = tuple[int | None, int | None]

_WORD = re.compile(r"\w+")
# Below this share of common words two texts are two texts, not one that changed.
_ALIKE = 0.4
# The largest gap in which every pair is weighed; a larger one takes about a second.
_LARGEST = 250_000


def pairs(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Return every index of `old` and of `new` once, in the order of both.

    (i, j) stand for each other, with equal or with similar text; (i, None) went, (None, j) came.
    Of a gap what went stands before what came. A text that moved went and came.
    """
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    out: list[Pair] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            out += zip(range(start, end), range(first, last), strict=True)
        else:
            out += _gap(old[start:end], new[first:last], start, first)
    return tuple(out)


def _gap(old: Sequence[str], new: Sequence[str], start: int, first: int) -> list[Pair]:
    """Return the pairs of a piece in which no text is equal; its indices start there."""
    out: list[Pair] = []
    left = right = 0
    for at, to in [*_alike(old, new), (len(old), len(new))]:
        out += [(start + each, None) for each in range(left, at)]
        out += [(None, first + each) for each in range(right, to)]
        if at < len(old) and to < len(new):
            out.append((start + at, first + to))
        left, right = at + 1, to + 1
    return out


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs with most words in common altogether, in the order of both."""
    if not old or not new or len(old) * len(new) > _LARGEST:
        return []
    before, after = [_words(text) for text in old], [_words(text) for text in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    weight = [[_share(each, other) for other in after] for each in before]
    for at in reversed(range(len(old))):
        for to in reversed(range(len(new))):
            joined = best[at + 1][to + 1] + weight[at][to] if weight[at][to] else 0.0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], joined)
    return _walk(best, weight)


def _walk(best: list[list[float]], weight: list[list[float]]) -> list[tuple[int, int]]:
    found = []
    at = to = 0
    while at < len(weight) and to < len(weight[0]):
        if weight[at][to] and best[at][to] == best[at + 1][to + 1] + weight[at][to]:
            found.append((at, to))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1
    return found


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two texts have in common, 0 where that is too little to count."""
    total = one.total() + other.total()
    share = 2 * (one & other).total() / total if total else 0.0
    return share if share >= _ALIKE else 0.0
