"""A text → the same text with the codes of one format or another as the signs they stand for."""

import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

_WORD = re.compile(r"=\?[\w*-]{2,40}\?([BbQq])\?([^?\s]{0,1000})\?=")
_GAP = re.compile(r"\?=\s{1,20}=\?")
_SIGN = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")
_CELL_SIGN = re.compile(r"_x([0-9A-Fa-f]{4})_")
_Reading = tuple[str, re.Pattern[str], Callable[[str], str]]


def unescaped(text: str) -> Iterator[str]:
    """Yield `text` in each other way to read it: of an address, a mail, a script, a workbook."""
    for mark, pattern, read in _WAYS:
        if mark in text and pattern.search(text):
            yield read(text)


def _words(text: str) -> str:
    """Return the head of a mail with its encoded words plain. Source: RFC 2047."""
    return _WORD.sub(_word, _GAP.sub("?==?", text))


def _word(found: re.Match[str]) -> str:
    typed = found[2].encode("ascii", errors="replace")
    if found[1] in "Qq":
        return _plain(quopri.decodestring(typed, header=True))
    try:
        return _plain(binascii.a2b_base64(typed))
    except binascii.Error:
        return found[0]


def _printable(text: str) -> str:
    return _plain(quopri.decodestring(text.encode(errors="replace")))


def _plain(data: bytes) -> str:
    return data.decode("utf-8", errors="handbook-windows")


def _signs(text: str) -> str:
    return _joined(_SIGN.sub(lambda found: chr(int(found[1] or found[2], 16)), text))


def _cell_signs(text: str) -> str:
    """Return the text of a cell without the codes of line ends, which nobody sees."""
    return _joined(_CELL_SIGN.sub(lambda found: chr(int(found[1], 16)).strip("\r\n"), text))


def _joined(text: str) -> str:
    """Return a text in which no half of a sign is left: codes of UTF-16 can be halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_WAYS: tuple[_Reading, ...] = (
    ("%", re.compile(r"%[0-9A-Fa-f]{2}"), unquote),
    ("=?", _WORD, _words),
    ("=", re.compile(r"=[0-9A-F]{2}"), _printable),
    ("\\", _SIGN, _signs),
    ("_x", _CELL_SIGN, _cell_signs),
)
