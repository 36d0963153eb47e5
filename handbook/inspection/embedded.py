"""A drawing or a web page → the files that stand in it as text, in an address of their own."""

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
_MOST = 100  # files in one text
_PACKED = ";base64"


def embedded(text: str) -> Iterator[bytes]:
    """Yield the files that `text` holds in addresses of the kind "data:", at most a hundred."""
    for kind, typed in islice(_ADDRESS.findall(text), _MOST):
        plain = html.unescape(typed)
        if not kind.lower().endswith(_PACKED):
            yield unquote_to_bytes(plain)
            continue
        letters = re.sub(r"[^A-Za-z0-9+/]", "", unquote(plain).replace("-", "+").replace("_", "/"))
        try:
            yield binascii.a2b_base64(letters[: len(letters) // 4 * 4 + _left(letters)] + "===")
        except binascii.Error:
            continue


def _left(letters: str) -> int:
    """Return how many letters behind the last four still make a byte: none where there is one."""
    return 0 if len(letters) % 4 == 1 else len(letters) % 4
