"""XML in any encoding → UTF-8, which is what all that we read and write is in."""

import codecs
import re

_MARK = codecs.BOM_UTF8
# UTF-32, with a mark and without: four bytes to a sign, the first two of which look like UTF-16.
_WIDER = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")
_WIDE = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_SAID = re.compile(rb"""<\?xml\s[^<>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
_DECLARATION = re.compile(r"\s*<\?xml\s[^<>]*\?>")
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# Those that Office programs and parsers of XML know; Python knows more, and some of them are slow.
_KNOWN = re.compile(r"(?:iso-8859-\d{1,2}|windows-125\d|utf-16(?:le|be)?)", re.IGNORECASE)


def as_utf8(data: bytes) -> bytes:
    """Return the XML `data` as UTF-8 without a mark before it; what is neither stays as it is."""
    name = _encoding(data)
    if not name:
        return data.removeprefix(_MARK)
    try:
        text = data.decode(name)
    except ValueError:
        return data
    said = _DECLARATION.match(text)
    return f"{_HEADER}{text[said.end() :] if said else text}".encode()


def _encoding(data: bytes) -> str:
    """Return the encoding of `data`, or "" for UTF-8 and for one that nobody should use."""
    wide = "" if data.startswith(_WIDER) else _WIDE.get(data[:2], "")
    if wide:
        return wide
    said = _SAID.match(data.removeprefix(_MARK))
    name = said[1].decode() if said else ""
    narrow = _KNOWN.fullmatch(name) and not name.casefold().startswith("utf-16")
    return name if narrow and not data.startswith(_MARK) else ""
