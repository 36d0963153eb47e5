"""The directories of a TIFF, which is how Exif is written as well → what their entries hold.

Source: TIFF 6.0, section 2; Exif 2.32 (CIPA DC-008), 4.6.
"""

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass

TIFF = (b"II*\0", b"MM\0*")
_STEPS = 5_000  # entries of one TIFF
_LARGEST = 2_000_000  # bytes of one entry
_TOGETHER = 8_000_000  # bytes of all of them: they may stand in each other
_BELOW = frozenset({0x8769, 0xA005, 0x014A})  # Exif, interoperability, below it
_PLACE = 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 5: 8, 6: 1, 7: 1, 10: 8, 129: 1}  # bytes of a value, by its kind
_RATIONALS = frozenset({5, 10})
_SHORT = 4  # bytes that stand in the entry itself
_HEAD = 8
_POSITION = frozenset({2, 4, 20, 22})  # latitude and longitude, also of what the photo shows
_CODED, _CODED_PLACE = frozenset({0x9286}), frozenset({27, 28})
_CODES = (b"ASCII\0\0\0", b"JIS\0\0\0\0\0", b"UNICODE\0", bytes(8))
_WINDOWS = range(0x9C9B, 0x9CA0)  # title, remark, maker, words, subject as Windows writes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands under a number in a directory; `placed`: in the one that tells a place."""

    tag: int
    kind: int
    value: bytes
    placed: bool = False


def entries(data: bytes) -> Iterator[Entry | None]:
    """Yield the entries of a TIFF that can hold a text or a position, each once.

    None stands for all that is left when there are too many, or too large ones.
    """
    if not data.startswith(TIFF) or len(data) < _HEAD:
        return
    order = "<" if data[:2] == b"II" else ">"
    room, seen = _TOGETHER, set[tuple[int, int]]()
    for number, (at, placed) in enumerate(_spots(data, order)):
        if number >= _STEPS or room < 0:
            yield None
            return
        tag, kind, count, value = struct.unpack_from(f"{order}HHII", data, at)
        size = min(count * _SIZES.get(kind, 0), _LARGEST)
        begin = at + 8 if size <= _SHORT else value
        if size and begin < len(data) and (begin, size) not in seen:
            seen.add((begin, size))
            found = data[begin : begin + size]
            room -= len(found)
            yield Entry(tag=tag, kind=kind, value=found, placed=placed)


def _spots(data: bytes, order: str) -> Iterator[tuple[int, bool]]:
    """Yield where each entry of each directory stands, and whether that is the one of the place.

    Directories may point at each other; each is read once.
    """
    waiting = [(struct.unpack_from(f"{order}I", data, 4)[0], False)]
    seen: set[int] = set()
    while waiting:
        start, placed = waiting.pop()
        if start in seen or not _HEAD <= start <= len(data) - 2:  # zero: there is no other
            continue
        seen.add(start)
        end = start + 2 + struct.unpack_from(f"{order}H", data, start)[0] * 12
        for at in range(start + 2, min(end, len(data) - 11), 12):
            yield at, placed
            tag, _, _, value = struct.unpack_from(f"{order}HHII", data, at)
            if tag in _BELOW or tag == _PLACE:
                waiting.append((value, tag == _PLACE))
        if end + 4 <= len(data):
            waiting.append((struct.unpack_from(f"{order}I", data, end)[0], placed))


def is_position(entry: Entry) -> bool:
    """Tell whether `entry` says where a photo was taken; a camera without GPS may write zeros.

    A position is three rationals: degrees, minutes and seconds, each of two numbers of four bytes.
    """
    if not entry.placed or entry.tag not in _POSITION:
        return False
    if entry.kind not in _RATIONALS:
        return any(entry.value)
    return any(any(entry.value[at : at + 4]) for at in range(0, len(entry.value), 8))


def text_of(entry: Entry) -> bytes:
    """Return the text of `entry` as bytes that tell their own encoding, without what fills it up.

    A remark begins with eight bytes that name its code; "UNICODE" is UTF-16 in either order.
    """
    if entry.kind in _RATIONALS:
        return b""
    if entry.tag in _WINDOWS:
        return _wide(entry.value)
    if entry.tag in (_CODED_PLACE if entry.placed else _CODED):
        code, text = entry.value[:8].upper(), entry.value[8:]
        if code in _CODES:
            return _wide(text) if b"\0" in text.rstrip(b"\0") else text.rstrip(b"\0")
    if entry.kind == 2:  # noqa: PLR2004 -- letters; several texts are parted by a zero
        return entry.value.strip(b"\0").replace(b"\0", b"; ")
    return entry.value


def _wide(data: bytes) -> bytes:
    """Return UTF-16 with the mark of its order, which shows in where the zeros of Latin stand."""
    data = data[: len(data) // 2 * 2]
    turned = data[::2].count(0) > data[1::2].count(0)
    while data.endswith(b"\0\0"):
        data = data[:-2]
    return (codecs.BOM_UTF16_BE if turned else codecs.BOM_UTF16_LE) + data
