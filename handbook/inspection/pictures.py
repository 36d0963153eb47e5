"""A picture → the texts that travel in it beside what it shows: comments, captions, places.

What it shows is not read: a photograph of a front door tells nothing here.
"""

import struct
from collections.abc import Iterator

from handbook.inspection.binaries import inflated

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_GIF = (b"GIF87a", b"GIF89a")
_TIFF = (b"II*\0", b"MM\0*")
_LARGEST = 2_000_000  # bytes of one text in a picture
_STEPS = 5_000  # chunks, segments or entries in one picture
_DIRECTORIES = frozenset({0x8769, 0x8825, 0xA005, 0x014A})  # Exif, GPS, interoperability, below it
_SIZES = {1: 1, 2: 1, 6: 1, 7: 1}  # the kinds of an entry that can hold a text: bytes and letters
_SHORT = 4  # bytes that stand in the entry itself
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers of JPEG without a segment
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APPLICATION = range(0xE0, 0xF0)


def is_picture(data: bytes) -> bool:
    """Tell whether `data` is a picture of which `carried` knows how it is built."""
    return (
        data.startswith((_PNG, _JPEG, *_GIF, *_TIFF))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[:2] == b"BM" and data[6:10] == bytes(4))  # a text may begin with these letters
    )


def carried(data: bytes) -> Iterator[bytes]:
    """Yield what `data` carries beside its picture, as the bytes of texts or of small records.

    A part of it that is packed too large, or damaged, is given as it stands.
    """
    if data.startswith(_PNG):
        yield from _of_png(data)
    elif data.startswith(_JPEG):
        yield from _of_jpeg(data)
    elif data.startswith(_GIF):
        yield from _of_gif(data)
    elif data.startswith(_TIFF):
        yield from _of_tiff(data)
    elif data.startswith(b"RIFF"):
        yield from _of_webp(data)


def _of_png(data: bytes) -> Iterator[bytes]:
    here = len(_PNG)
    for _ in range(_STEPS):
        if here + 8 > len(data):
            return
        size = int.from_bytes(data[here : here + 4], "big")
        kind, chunk = data[here + 4 : here + 8], data[here + 8 : here + 8 + size]
        here += 12 + size
        if kind == b"IEND":
            yield data[here:]  # what stands behind the picture
            return
        yield from _of_chunk(kind, chunk)


def _of_chunk(kind: bytes, chunk: bytes) -> Iterator[bytes]:
    if kind == b"tEXt":
        yield chunk.replace(b"\0", b": ")
    elif kind == b"zTXt":
        name, _, packed = chunk.partition(b"\0")
        yield name
        yield inflated(packed[1:], _LARGEST) or packed
    elif kind == b"iTXt":
        name, _, rest = chunk.partition(b"\0")
        language, _, text = rest[2:].partition(b"\0")
        translated, _, text = text.partition(b"\0")
        yield b" ".join((name, language, translated))
        yield (inflated(text, _LARGEST) or text) if rest[:1] == b"\1" else text
    elif kind == b"eXIf":
        yield from _of_tiff(chunk)


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    here = 2
    packet: list[bytes] = []
    for _ in range(_STEPS):
        if here + 4 > len(data) or data[here] != 0xFF:  # noqa: PLR2004 -- each marker begins so
            break
        marker = data[here + 1]
        if marker in _ALONE or marker == 0xFF:  # noqa: PLR2004 -- a filling byte
            here += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        if marker in (_SCAN, _END):
            break
        size = max(int.from_bytes(data[here + 2 : here + 4], "big"), 2)
        segment = data[here + 4 : here + 2 + size]
        here += 2 + size
        if segment.startswith(b"Exif\0"):
            yield from _of_tiff(segment[6:])
        elif segment.startswith(b"http://ns.adobe.com/xmp/extension/\0"):
            packet.append(segment[75:])
        elif marker == _COMMENT or marker in _APPLICATION:
            yield segment.replace(b"http://ns.adobe.com/xap/1.0/\0", b"", 1)
    yield b"".join(packet)
    yield data[data.rfind(b"\xff\xd9") + 2 :] if b"\xff\xd9" in data else b""


def _of_gif(data: bytes) -> Iterator[bytes]:
    """Yield the comments, and what applications left; a packet of XMP stands there as it is."""
    here = 0
    for _ in range(_STEPS):
        here = min(
            (at for start in (b"!\xfe", b"!\xff", b"!\x01") if (at := data.find(start, here)) >= 0),
            default=-1,
        )
        if here < 0:
            return
        yield _blocks(data, here + 2)
        here += 2
    return


def _blocks(data: bytes, here: int) -> bytes:
    """Return the blocks of at most 255 bytes that begin at `here`, as one text."""
    first, found = here, []
    while here < len(data) and data[here] and here - first < _LARGEST:
        found.append(data[here + 1 : here + 1 + data[here]])
        here += 1 + data[here]
    joined = b"".join(found)
    return data[first:here] if b"<x:xmpmeta" in data[first:here] else joined


def _of_webp(data: bytes) -> Iterator[bytes]:
    here = 12
    for _ in range(_STEPS):
        if here + 8 > len(data):
            return
        size = int.from_bytes(data[here + 4 : here + 8], "little")
        kind, chunk = data[here : here + 4], data[here + 8 : here + 8 + size]
        here += 8 + size + size % 2
        if kind == b"EXIF":
            yield from _of_tiff(chunk.removeprefix(b"Exif\0\0"))
        elif kind in (b"XMP ", b"ICCP"):
            yield chunk


def _of_tiff(data: bytes) -> Iterator[bytes]:
    """Yield the texts in the directories of a TIFF, which is how Exif is written as well."""
    if not data.startswith(_TIFF) or len(data) < 8:  # noqa: PLR2004 -- its head
        yield data[:_LARGEST]
        return
    order = "<" if data[:2] == b"II" else ">"
    waiting = [struct.unpack_from(f"{order}I", data, 4)[0]]
    seen: set[int] = set()
    steps = 0
    while waiting and steps < _STEPS:
        start = waiting.pop()
        if start in seen or start + 2 > len(data):
            continue
        seen.add(start)
        (number,) = struct.unpack_from(f"{order}H", data, start)
        end = start + 2 + number * 12
        for at in range(start + 2, min(end, len(data) - 11), 12):
            steps += 1
            tag, kind, count, value = struct.unpack_from(f"{order}HHII", data, at)
            if tag in _DIRECTORIES:
                waiting.append(value)
            elif kind in _SIZES:
                begin = at + 8 if count <= _SHORT else value
                yield data[begin : begin + min(count, _LARGEST)]
        if end + 4 <= len(data):
            waiting.append(struct.unpack_from(f"{order}I", data, end)[0])
