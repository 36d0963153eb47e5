"""How wide words print, and where a long Dutch word may be cut."""

import re
from functools import lru_cache

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
# What long words in this field end in; a cut before one of these reads better than any other.
_ENDINGS = (
    *("aanvraag", "activiteit", "administratie", "afspraak", "begeleid", "beleid", "bespreking"),
    *(
        "commissie",
        "coördinator",
        "dossier",
        "evaluatie",
        "formulier",
        "functionaris",
        "instelling",
    ),
    *(
        "medewerk",
        "melding",
        "onderdeel",
        "onderzoek",
        "ondersteuning",
        "organisatie",
        "overeenkomst",
    ),
    *("overleg", "overzicht", "procedure", "rapportage", "regeling", "registratie", "toestemming"),
    *("uitvoering", "vergadering", "verklaring", "verlening", "verslag", "verwerk", "voorziening"),
    *("vertegenwoordig", "vertrouwens", "vrijwillig", "werkplek", "wijziging", "zorgplan"),
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
    """Return `word` cut where a hyphen may stand: before a known last part, and at syllables.

    Three letters at least stay together, and what is no plain word is not cut. The rule of
    syllables knows no compounds, so it may cut one beside its seam; it is for words that fit
    nowhere else, where the reader's program would cut at any letter.
    """
    if not word.isalpha() or len(word) < 2 * _LEAST or len(word.lower()) != len(word):
        return (word,)
    low = word.lower()
    seams = {low.find(ending, _LEAST) for ending in _ENDINGS} - {-1}
    spots = sorted(seams | {spot for spot in _syllables(low) if not _near(spot, seams)})
    edges = [0, *(spot for spot in spots if _LEAST <= spot <= len(word) - _LEAST), len(word)]
    return tuple(word[start:end] for start, end in zip(edges, edges[1:], strict=False))


def _near(spot: int, seams: set[int]) -> bool:
    return any(abs(spot - seam) < _LEAST for seam in seams)


def _syllables(low: str) -> list[int]:
    """Return where syllables begin: before one consonant, or the most that Dutch begins with."""
    groups = list(_VOWELS.finditer(low))
    found = []
    for one, other in zip(groups, groups[1:], strict=False):
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
