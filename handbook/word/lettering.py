"""How wide words print, and where a long Dutch word may be cut."""

import re
from functools import lru_cache
from itertools import accumulate, pairwise

from handbook.word.stylesheet import Look

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
_VOWELS = re.compile(r"ij|[aeiouyáàäâéèëêíìïîóòöôúùüû]+")
# What a Dutch syllable can begin with, besides one consonant.
_ONSETS = (
    *("schr", "sch", "chr", "ch", "bl", "br", "dr", "dw", "fl", "fr", "gl", "gr", "kl", "kn"),
    *("kr", "kw", "pl", "pr", "sl", "sm", "sn", "sp", "st", "tr", "tw", "vl", "vr", "wr", "zw"),
    *("th", "ph"),
)
# What long words in this field are made of, cut as a Dutch dictionary cuts them. The rule of
# syllables knows no seams and would write ove-reenkomst.
_KNOWN = (
    *("aan-vraag", "ac-ti-vi-teit", "ad-mi-ni-stra-tie", "af-spraak", "be-ge-leid", "be-leids"),
    *("be-spre-king", "com-mis-sie", "co-ör-di-na-tor", "dos-sier", "eva-lu-a-tie", "for-mu-lier"),
    *("func-ti-o-na-ris", "hulp-ver-le-ning", "in-stel-ling", "mede-wer-ker", "on-der-deel"),
    *("on-der-zoek", "on-der-steu-ning", "or-ga-ni-sa-tie", "over-een-komst", "over-leg"),
    *("over-zicht", "pro-ce-du-re", "rap-por-ta-ge", "re-ge-ling", "re-gis-tra-tie"),
    *("toe-stem-ming", "uit-voe-ring", "ver-ga-de-ring", "ver-kla-ring", "ver-le-ning", "ver-slag"),
    *("ver-te-gen-woor-di-g", "ver-trou-wens", "ver-wer-king", "voor-zie-ning", "vrij-wil-lig"),
    *("werk-plek", "wij-zi-ging", "ze-ker-heid"),
)


@lru_cache(maxsize=20_000)
def word_width(word: str, look: Look, font: str) -> int:
    """Return about how wide `word` prints, in twips; letters not measured count as an average."""
    letters = word.upper() if look.caps else word
    hundredths = sum(_WIDTHS.get(ord(letter), _USUAL) for letter in letters)
    wider = _WIDER.get(font, _UNKNOWN) * (_BOLD if look.bold else 1.0)
    return round(hundredths * look.size * 10 * wider / 100)


@lru_cache(maxsize=5_000)
def pieces(word: str) -> tuple[str, ...]:
    """Return `word` cut where a hyphen may stand: at known parts, and at syllables.

    At the ends three letters stay together, and what is no plain word is not cut. The rule of
    syllables may cut a compound beside its seam; it is for words that fit nowhere else, where the
    reader's program would cut at any letter.
    """
    if not word.isalpha() or len(word) < 2 * _LEAST or len(word.lower()) != len(word):
        return (word,)
    low = word.lower()
    spots, known = _seams(low)
    spots |= {spot for spot in _syllables(low) if not any(spot in each for each in known)}
    edges = [0, *sorted(each for each in spots if _LEAST <= each <= len(word) - _LEAST), len(word)]
    return tuple(word[start:end] for start, end in pairwise(edges))


def _seams(low: str) -> tuple[set[int], list[range]]:
    """Return the cuts that known parts of `low` bring, and where no other rule may cut."""
    spots: set[int] = set()
    known: list[range] = []
    for hyphened in _KNOWN:
        part = hyphened.replace("-", "")
        at = low.find(part)
        if at < 0 or any(at in each for each in known):
            continue
        known.append(range(at - _LEAST + 1, at + len(part) + 1))
        # The s that binds two parts stays with the first: hulpverlenings-plan.
        end = at + len(part) + low.startswith("s", at + len(part))
        if end < len(low) and not _VOWELS.match(low, end):
            spots.add(end)
        spots.update(accumulate((len(each) for each in hyphened.split("-")[:-1]), initial=at))
    return spots, known


def _syllables(low: str) -> list[int]:
    """Return where syllables begin: before one consonant, or the most that Dutch begins with."""
    groups = list(_VOWELS.finditer(low))
    found = []
    for one, other in pairwise(groups):
        cluster = low[one.end() : other.start()]
        if not cluster:
            continue
        onset = next((each for each in _ONSETS if cluster.endswith(each)), cluster[-1])
        # Two consonants part ways: kos-ten, ven-ster; but not those that are one sound.
        if cluster == "st" or (cluster == onset and len(cluster) == 2 and onset not in _ONE_SOUND):  # noqa: PLR2004
            onset = cluster[-1]
        found.append(other.start() - len(onset))
    return found


_ONE_SOUND = {"ch", "th", "ph"}
