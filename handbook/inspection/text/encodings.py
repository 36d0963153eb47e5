"""Bytes → text, in whichever encoding they are: said by a mark, by a declaration, or seen."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EBCDIC = "<?xml".encode("cp037")
_SAID = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Encodings of text. Python knows more by name: "punycode" takes a time that grows as a square.
_KNOWN = re.compile(
    r"(?:iso|latin|windows|cp|mac|koi8|utf|us-?ascii|ascii|gb|big5|euc|shift|sjis|johab|tis)"
    r"[\w.:-]*",
    re.IGNORECASE,
)
_HEAD = 1024  # bytes in which a declaration stands
_SAMPLE = 512
_ODD_BYTES = bytes({*range(0x09), *range(0x0E, 0x20), 0x7F})
_ACCENTED = bytes(range(0x80, 0x100))
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MOST_ODD = 0.02  # share of signs that no text holds
# Bytes that begin no sign of UTF-8: read together, for a call for each of them takes minutes.
_NEVER_FIRST = re.compile(rb"[\x80-\xc1\xf5-\xff]*")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    end = _NEVER_FIRST.match(error.object, error.end)
    wrong = error.object[error.start : end.end() if end else error.end]
    return wrong.decode("cp1252", errors="replace"), error.start + len(wrong)


codecs.register_error("handbook-windows", _as_windows)


def decoded(data: bytes) -> str:
    """Return `data` as text; a byte that fits no encoding is read as Windows would."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    if data.startswith(_EBCDIC):
        return data.decode("cp037", errors="replace")
    return data.decode(_declared(data[:_HEAD]), errors="handbook-windows")


def is_text(data: bytes) -> bool:
    """Tell whether `data` is text that people write, by how few signs it has that no text holds."""
    head = data[:_SAMPLE]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) or _wide(
        head
    ):
        text = decoded(data)
        return len(_ODD.findall(text)) <= len(text) * _MOST_ODD
    odd = len(data) - len(data.translate(None, _ODD_BYTES))
    return odd <= len(data) * _MOST_ODD or data.startswith(_EBCDIC)


def is_written(data: bytes) -> bool:
    """Tell whether `data` is a text; what is mostly letters with accents is none, but for UTF-8.

    For what stands among pixels, where `is_text` would take noise for text.
    """
    head = data[:_SAMPLE]
    if len(head.translate(None, _ACCENTED)) * 2 < len(head):
        try:
            head.decode("utf-8")
        except UnicodeDecodeError as error:
            # The last sign of the head may go on behind it.
            return error.start > len(head) - 4 and is_text(data)
    return is_text(data)


def _wide(sample: bytes) -> str:
    """Return the encoding of two or four bytes a letter that `sample` is seen to be in, or ""."""
    if b"\0" not in sample:
        return ""
    zeros = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    often = "".join("0" if share > 0.5 else "x" for share in zeros)  # noqa: PLR2004 -- half
    return {
        "x000": "utf-32-le",
        "000x": "utf-32-be",
        "x0x0": "utf-16-le",
        "0x0x": "utf-16-be",
    }.get(often, "")


def _declared(head: bytes) -> str:
    found = _SAID.search(head)
    name = found[1].decode("ascii", errors="replace") if found else "utf-8"
    if not _KNOWN.fullmatch(name) or name.lower().startswith(("utf-16", "utf16", "utf-32")):
        return "utf-8"  # it would have been seen
    try:
        "".encode(name)
        b"".decode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return name
