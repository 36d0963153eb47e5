"""A drawing, a web page or flat XML → the files that stand in it as letters."""

import binascii
import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, unquote_to_bytes

# Source: RFC 2397, "data" URL scheme.
_ADDRESS = re.compile(
    r"""\bdata:(\w{1,20}/[\w.+-]{1,80}(?:;[\w.=+-]{1,40}){0,3}|;base64),([^"'<>)]*)""",
    re.IGNORECASE,
)
# Source: ECMA-376 Part 4, "Flat OPC"; WordprocessingML of Office 2003.
_BINARY = re.compile(r"<(?:\w{1,20}:)?(?:binaryData|binData)\b[^<>]*>([^<]+)<")
_MOST = 100  # files in one text
_PACKED = ";base64"


def embedded(text: str) -> Iterator[bytes]:
    """Yield the files that `text` holds, at most a hundred of each kind of place.

    They stand in addresses of the kind "data:", and in elements of XML that hold a whole package.
    """
    for kind, typed in islice(_ADDRESS.findall(text), _MOST):
        plain = html.unescape(typed)
        if kind.lower().endswith(_PACKED):
            yield from _unpacked(unquote(plain))
        else:
            yield unquote_to_bytes(plain)
    for typed in islice(_BINARY.findall(text), _MOST):
        yield from _unpacked(html.unescape(typed))


def _unpacked(typed: str) -> Iterator[bytes]:
    """Yield what is typed in Base64 of any kind, whatever stands between its letters."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", typed.replace("-", "+").replace("_", "/"))
    try:
        yield binascii.a2b_base64(letters[: len(letters) // 4 * 4 + _left(letters)] + "===")
    except binascii.Error:
        return


def _left(letters: str) -> int:
    """Return how many letters behind the last four still make a byte: none where there is one."""
    return 0 if len(letters) % 4 == 1 else len(letters) % 4
