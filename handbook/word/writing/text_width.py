"""How wide words print."""

from functools import lru_cache

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


@lru_cache(maxsize=20_000)
def word_width(word: str, look: Look, font: str) -> int:
    """Return about how wide `word` prints, in twips; letters not measured count as an average."""
    letters = word.upper() if look.caps else word
    hundredths = sum(_WIDTHS.get(ord(letter), _USUAL) for letter in letters)
    wider = _WIDER.get(font, _UNKNOWN) * (_BOLD if look.bold else 1.0)
    return round(hundredths * look.size * 10 * wider / 100)
