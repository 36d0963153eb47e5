"""Rich text and web archives → their texts: what an altChunk of Word, or a mail, is written in."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator

# A word with its number, a letter as two digits, a sign, a brace, the end of a line, or plain text.
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_BLOCKS = frozenset({"par", "cell", "row", "sect", "page", "nestcell", "nestrow", "pard"})
_GAPS = frozenset({"line", "tab"})
_SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
}
_CHARACTER = {"~": " ", "_": "-", "-": ""}
_PACKED = frozenset({"objdata", "pict", "datastore", "themedata", "blipuid", "bin"})
_CODES = range(-0x8000, 0x110000)
_HALVES = range(0xD800, 0xE000)  # of a letter that is written as two
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]*")
SECTIONS = 1_000
"""Parts of one mail that are read; what comes after is one of them."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")


def is_rich(data: bytes) -> bool:
    """Tell whether `data` is rich text (RTF)."""
    return data[:16].lstrip().startswith(b"{\\rt")


def rich_texts(data: bytes) -> tuple[tuple[str, ...], bool]:
    """Return the paragraphs of rich text, also hidden ones, and whether all of it could be read.

    An object or a picture in it stands in digits, and is not.
    """
    code = re.search(rb"\\ansicpg(\d{1,5})", data[:2_000])
    reader = _Rich(f"cp{code[1].decode()}" if code else "cp1252")
    for token in _TOKEN.finditer(data.decode("latin-1")):
        reader.take(token)
    reader.end()
    return tuple(reader.told), reader.whole


class _Rich:
    """Goes through the tokens of rich text, and gathers its paragraphs."""

    def __init__(self, encoding: str) -> None:
        try:
            b"".decode(encoding)
        except LookupError:
            encoding = "cp1252"
        self._encoding = encoding
        self._text: list[str] = []
        self._bytes = bytearray()
        self._skips = [1]
        self._skip = 0
        # A group that begins with \* (a bookmark, a field) parts no word of the text around it.
        self._outer: list[list[str] | None] = [None]
        self.told: list[str] = []
        self.whole = True

    def take(self, token: re.Match[str]) -> None:
        """Take the next token."""
        word, number, letter, sign, brace, plain = token.groups()
        if word:
            self._word(word, number)
        elif letter:
            self._letter(int(letter, 16))
        elif brace:
            self._brace(brace)
        elif sign == "*" and self._outer[-1] is None:
            self._say("")
            self._outer[-1], self._text = self._text, []
        elif sign:
            self._say(_CHARACTER.get(sign, sign if sign in "\\{}" else ""))
        elif plain:
            self._plain(plain)

    def end(self) -> None:
        """End a paragraph."""
        self._say("")
        text = "".join(self._text)
        if re.search(r"\w", text):
            self.told.append(text)
        self._text.clear()

    def _word(self, word: str, number: str | None) -> None:
        if word == "u" and number is not None and int(number) in _CODES:
            code = int(number)
            code = code + 0x10000 if code < 0 else code
            self._say("" if code in _HALVES else chr(code))
            self._skip = self._skips[-1]
        elif word == "uc":
            self._skips[-1] = min(abs(int(number or 1)), 10)
        elif word in _BLOCKS:
            self.end()
        elif word in _GAPS:
            self._say(" ")
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in _PACKED:
            self.whole = False

    def _letter(self, code: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(code)

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            self._skips.append(self._skips[-1])
            self._outer.append(None)
        elif len(self._skips) > 1:
            self._skips.pop()
            outer = self._outer.pop()
            if outer is not None:
                self.end()
                self._text = outer

    def _plain(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._bytes += text[skipped:].encode("latin-1")

    def _say(self, text: str) -> None:
        """Say `text`, after what stands before it in the encoding of the file."""
        if self._bytes:
            self._text.append(self._bytes.decode(self._encoding, errors="replace"))
            self._bytes.clear()
        self._text.append(text)


def is_mail(data: bytes) -> bool:
    """Tell whether `data` is a web archive or a mail: headers, and parts between boundaries."""
    return b"mime-version:" in data[:4_000].lower()


def mail_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the head of each part of a mail, and its bytes as they were before they were packed."""
    for section in re.split(rb"^--[^\r\n]+\r?$", data, maxsplit=SECTIONS, flags=re.MULTILINE):
        cut = _HEAD_END.split(section.lstrip(b"\r\n"), maxsplit=1)
        head = cut[0] if len(cut) > 1 else b""
        yield head.decode("latin-1"), _unpacked(head.lower(), cut[-1])


def _unpacked(head: bytes, body: bytes) -> bytes:
    if b"quoted-printable" in head:
        return quopri.decodestring(body)
    if b"base64" in head and _BASE64.fullmatch(body):
        try:
            return base64.b64decode(body + b"==")
        except binascii.Error:
            return body
    return body
