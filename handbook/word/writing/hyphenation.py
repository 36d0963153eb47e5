"""Where a long Dutch word may be cut."""

from functools import lru_cache
from itertools import accumulate, pairwise

from pyphen import Pyphen

_LEAST = 3
_TREMA = frozenset("äëïöü")
# Words whose seam in a compound the patterns do not see: they would write mel-d-re-ge-ling.
_KNOWN = ("eva-lu-a-tie", "re-ge-ling")


@lru_cache(maxsize=5_000)
def pieces(word: str) -> tuple[str, ...]:
    """Return `word` cut where a hyphen may stand: at known parts, and by the Dutch patterns.

    At the ends three letters stay together, and what is no plain word is not cut. Nothing is cut
    before a letter with a trema: a hyphen takes the place of the trema there (co-ordinator), and a
    mark in the text cannot change its letters.
    """
    if not word.isalpha() or len(word) < 2 * _LEAST or len(word.lower()) != len(word):
        return (word,)
    low = word.lower()
    fit = (each for each in _spots(low) if _LEAST <= each <= len(word) - _LEAST)
    edges = [0, *sorted(each for each in fit if low[each] not in _TREMA), len(word)]
    return tuple(word[start:end] for start, end in pairwise(edges))


def _spots(low: str) -> set[int]:
    """Return where the patterns cut `low`; a known part has cuts of its own, and one before it."""
    spots = set(_patterns().positions(low))
    for hyphened in _KNOWN:
        part = hyphened.replace("-", "")
        at = low.find(part)
        if at >= 0:
            spots -= set(range(at - 1, at + len(part)))
            spots |= set(accumulate((len(each) for each in hyphened.split("-")[:-1]), initial=at))
    return spots


@lru_cache(maxsize=1)
def _patterns() -> Pyphen:
    """Return the Dutch hyphenation patterns of OpenTaal, that pyphen brings along."""
    return Pyphen(lang="nl_NL", left=_LEAST, right=_LEAST)
