"""What was typed → the letters and digits that a reader reads in it.

Capitals, accents, quotes, other scripts' look-alikes, other digits and signs that nobody sees make
no difference; blanks and punctuation only tell where words end.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
# Characters that Unicode calls letters or signs, and that show as nothing at all.
_UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\U000e0000")
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_REMEMBERED = 20_000
PARAGRAPH = "\u2029"  # what stands between two texts that a reader reads on, and no word goes over

# Letters of other scripts, and Latin ones of their own kind, by what they look like on paper.
_ALIKE = str.maketrans(
    {
        each: latin
        for latin, signs in {
            "a": "аαɑաᴀ⍺ⱥ",
            "b": "Ьььбβʙᖯ",
            "c": "сϲᴄⅽ",
            "d": "ԁđðᴅժ",
            "e": "еεҽɛᴇ℮",
            "f": "ꜰƒ",
            "g": "ɡցɢԌ",
            "h": "һհħʜ",
            "i": "іıιɩɪӏ",
            "j": "јϳᴊ",
            "k": "кκᴋ",
            "l": "łʟⅼɭ",
            "m": "мᴍ",
            "n": "пηոɴ",
            "o": "оοσօøᴏ",
            "p": "рρᴘ",
            "q": "ԛզ",
            "r": "ʀᴦ",
            "s": "ѕꜱ",
            "t": "тτŧᴛ",
            "u": "υսцᴜμ",
            "v": "ѵνᴠ",
            "w": "ԝωᴡш",
            "x": "хχ",
            "y": "уүγʏ",
            "z": "ζᴢʐ",
            "A": "АΑ",
            "B": "ВΒ",
            "C": "СϹ",
            "E": "ЕΕ",
            "H": "НΗҺ",
            "I": "ІΙӀ",
            "J": "ЈͿ",
            "K": "КΚ",
            "M": "МΜ",
            "N": "Ν",
            "O": "ОΟØ",
            "P": "РΡ",
            "S": "Ѕ",
            "T": "ТΤ",
            "X": "ХΧ",
            "Y": "УΥҮ",
            "Z": "Ζ",
        }.items()
        for each in signs
    }
)
_PAIRS = {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ẞ": "ss"}
# White letters in black circles and squares, and the letters that flags are made of.
_CIRCLED = tuple(range(first, first + 26) for first in (0x1F150, 0x1F170, 0x1F1E6))


class _Folding(dict[int, str]):
    """The letters of each character as it is met; a blank for what only separates."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


def _folded(sign: str) -> str:
    if sign in _PAIRS:
        return _PAIRS[sign]
    for letters in _CIRCLED:
        if ord(sign) in letters:
            return chr(ord("a") + ord(sign) - letters.start)
    plain = unicodedata.normalize("NFKD", sign).translate(_ALIKE).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_ALIKE)
    return "".join(map(_letter, plain))


def _letter(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in _INVISIBLE or sign in _UNSEEN:
        return ""
    if sign.isdigit():  # a digit in a circle too: ❶
        return str(unicodedata.digit(sign))
    if not sign.isalnum() or kind == "Lm":
        return " "
    return _PAIRS.get(sign, sign)


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedText:
    """The letters and digits of a text, close together, and where each of them stands in it.

    `apart[n]` tells that something separates letter n from the one before it; `begins[n]` that a
    word begins there: after a blank, between letters and digits, at a capital in the middle.
    """

    letters: str
    at: tuple[int, ...]
    apart: bytes
    begins: bytes

    def whole(self, start: int, end: int) -> bool:
        """Tell whether a word begins at letter `start`, and one ends before letter `end`."""
        return bool(self.begins[start]) and self.ends(end)

    def ends(self, end: int) -> bool:
        """Tell whether a word ends before letter `end`."""
        return end >= len(self.letters) or bool(self.begins[end])

    def joined(self, at: int) -> bool:
        """Tell whether letter `at` is there, and nothing separates it from the one before it."""
        return at < len(self.letters) and not self.apart[at]


def folded(text: str) -> str:
    """Return the words of `text` in small plain letters, whatever separates them as blanks."""
    return text.translate(_FOLDING)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of `text`, whatever capitals, accents, blanks and hyphens."""
    return tuple(_WORD.findall(folded(text)))


def squeezed(text: str) -> str:
    """Return the letters and digits of `text` close together: what is looked through first."""
    return folded(text).replace(" ", "")


@lru_cache(maxsize=4)  # one sign after another is looked for in the same text
def spread(text: str) -> FoldedText:
    """Return what `squeezed` does, with the place of each letter."""
    letters: list[str] = []
    at: list[int] = []
    apart, begins = bytearray(), bytearray()
    separate, before = True, ""
    for place, sign in enumerate(text):
        for letter in _FOLDING[ord(sign)]:
            if letter == " ":
                separate = True
                continue
            letters.append(letter)
            at.append(place)
            apart.append(separate)
            begins.append(separate or _turns(before, sign))
            separate, before = False, sign
    return FoldedText(
        letters="".join(letters), at=tuple(at), apart=bytes(apart), begins=bytes(begins)
    )


def _turns(before: str, sign: str) -> bool:
    """Tell whether a word begins between two characters that nothing separates."""
    return before.isnumeric() != sign.isnumeric() or (before.islower() and sign.isupper())
