"""Three texts, word by word: what she wrote, and what the source changed since, on top of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.word.comparison.word_diff import changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace characters `start` to `end` of her text by `text`.

    `lost` is what she had written there herself, "" unless both changed the same words.
    """

    start: int
    end: int
    text: str
    lost: str = ""


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Changes of both that touch the same words of the base, from `start` to `end`."""

    start: int
    end: int
    hers: tuple[_Hunk, ...]
    theirs: tuple[_Hunk, ...]


def merge_words(base: str, hers: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that bring the changes of base → new into her text, in order.

    Where both inserted at the same spot, the new words come after hers, unless hers begin or end
    with them. Where both changed the same words, the edit replaces hers, and says in `lost` which.
    """
    mine, theirs = _hunks(base, hers), _hunks(base, new)
    edits = []
    for cluster in _clusters(mine, theirs):
        if all(any(_says(each, hunk) for each in mine) for hunk in cluster.theirs):
            continue  # both did the same
        before = [each for each in mine if each not in cluster.hers and each.end <= cluster.start]
        start = cluster.start + sum(len(each.text) - each.end + each.start for each in before)
        old = _applied(base, cluster, cluster.hers)
        text = _applied(base, cluster, cluster.theirs)
        if old != text:
            lost = old if cluster.hers else ""
            edits.append(Edit(start=start, end=start + len(old), text=text, lost=lost))
    return tuple(edits)


def _hunks(old: str, new: str) -> tuple[_Hunk, ...]:
    found, at = [], 0
    for each in changes(old, new):
        if each.old != each.new:
            found.append(_Hunk(at, at + len(each.old), each.new))
        at += len(each.old)
    return tuple(found)


def _says(mine: _Hunk, theirs: _Hunk) -> bool:
    """True when she did what the source did, also where she typed more words before or after."""
    if mine == theirs:
        return True
    added, said = theirs.text.strip(), mine.text.strip()
    if not added or {mine.start, mine.end, theirs.end} != {theirs.start}:
        return False
    whole = rf"\b{re.escape(added)}\b"
    return bool(re.match(whole, said) or re.search(rf"{whole}$", said))


def _clusters(mine: Sequence[_Hunk], theirs: Sequence[_Hunk]) -> list[_Cluster]:
    """Return the changes of the source, each with all that it touches."""
    found: list[_Cluster] = []
    for hunk in theirs:
        cluster = _grown(_Cluster(hunk.start, hunk.end, (), (hunk,)), mine)
        while found and _touch(found[-1], cluster):
            former = found.pop()
            together = (*former.theirs, *cluster.theirs)
            low, high = min(former.start, cluster.start), max(former.end, cluster.end)
            cluster = _grown(_Cluster(low, high, (), together), mine)
        found.append(cluster)
    return found


def _grown(cluster: _Cluster, mine: Sequence[_Hunk]) -> _Cluster:
    touched = tuple(each for each in mine if _touch(cluster, each))
    low = min([cluster.start, *(each.start for each in touched)])
    high = max([cluster.end, *(each.end for each in touched)])
    grown = _Cluster(low, high, touched, cluster.theirs)
    return grown if (low, high) == (cluster.start, cluster.end) else _grown(grown, mine)


def _touch(one: "_Cluster | _Hunk", other: "_Cluster | _Hunk") -> bool:
    """Two insertions at one spot, and neighbours, do not touch."""
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return max(one.start, other.start) < min(one.end, other.end)


def _applied(base: str, cluster: _Cluster, hunks: Sequence[_Hunk]) -> str:
    """Return the words of a cluster as one of both left them."""
    text, at = "", cluster.start
    for each in hunks:
        text += base[at : each.start] + each.text
        at = each.end
    return text + base[at : cluster.end]
