"""Bytes that are no text → the texts in them all the same: runs of letters, packed ones opened."""

import re
import zlib
from collections.abc import Iterator

_NARROW = re.compile(rb"[\t\x20-\x7e\x80-\xff]{6,}")
_WIDE = re.compile(rb"(?:[\t\x20-\x7e\xa0-\xff]\0){6,}")
_WIDE_TURNED = re.compile(rb"(?:\0[\t\x20-\x7e\xa0-\xff]){6,}")
_LETTERS = re.compile(r"[^\W\d_]{2}|\d{4}")


def strings(data: bytes) -> Iterator[str]:
    """Yield each run of at least six letters in `data`, of one byte or of two.

    Shorter ones stand everywhere in packed bytes, and would be taken for words.
    """
    for pattern, encoding in (
        (_NARROW, "utf-8"),
        (_WIDE, "utf-16-le"),
        (_WIDE_TURNED, "utf-16-be"),
    ):
        for run in pattern.findall(data):
            text = run.decode(
                encoding, errors="handbook-windows" if encoding == "utf-8" else "replace"
            )
            if _LETTERS.search(text):
                yield text


def inflated(data: bytes, limit: int, *, window: int = zlib.MAX_WBITS) -> bytes | None:
    """Return what zlib packed in `data`: None when it is damaged or larger than `limit` bytes."""
    unpacker = zlib.decompressobj(window)
    try:
        plain = unpacker.decompress(data, limit)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else plain
