"""How wide words print, and where a long Dutch word may be cut."""

from functools import lru_cache
from itertools import accumulate, pairwise

from pyphen import Pyphen

from handbook.word.writing.styles import Look

# Hundredths of the font size, measured in Carlito, which has the widths of Calibri.
_GROUPS = {
    23: "ijl|' I",
    25: ",.`",
    28: ":;",
    31: "()[]-ftJr{}",
    39: '/\\"*+<=>~^_1',
    43: "csvxyz?",
    47: "ELFSTgk$#",
    52: "234567890aebdhnopqu",
    56: "BPRYXKCZ",
    63: "ADGHNUV&",
    67: "OQ",
    72: "w%",
    82: "mM",
    89: "W@",
}
_WIDTHS = {ord(letter): width for width, letters in _GROUPS.items() for letter in letters}
_USUAL = 53
# How much wider a font is than Calibri. An unknown font counts as wide: a column that is a little
# too wide does less harm than a broken word.
_WIDER = {
    "calibri": 1.0,
    "times new roman": 1.0,
    "cambria": 1.06,
    "aptos": 1.1,
    "trebuchet ms": 1.1,
    "segoe ui": 1.12,
    "tahoma": 1.12,
    "arial": 1.13,
    "georgia": 1.14,
    "verdana": 1.3,
}
_UNKNOWN = 1.25
_BOLD = 1.06
_LEAST = 3
_TREMA = frozenset("äëïöü")
# Words whose seam in a compound the patterns do not see: they would write mel-d-re-ge-ling.
_KNOWN = ("eva-lu-a-tie", "re-ge-ling")


@lru_cache(maxsize=20_000)
def word_width(word: str, look: Look, font: str) -> int:
    """Return about how wide `word` prints, in twips; letters not measured count as an average."""
    letters = word.upper() if look.caps else word
    hundredths = sum(_WIDTHS.get(ord(letter), _USUAL) for letter in letters)
    wider = _WIDER.get(font, _UNKNOWN) * (_BOLD if look.bold else 1.0)
    return round(hundredths * look.size * 10 * wider / 100)


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
