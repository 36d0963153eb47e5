"""A picture → the records that travel in it beside its pixels, as the bytes that stand there.

Each format has a walk of its own, which stops where it no longer knows the way and gives the rest
as one record: it may be a text, or a second picture.
"""

import re
from collections.abc import Iterator

from handbook.inspection.text.binaries import inflated

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
GIF = (b"GIF87a", b"GIF89a")
_LARGEST = 2_000_000  # bytes of one packed text
_STEPS = 10_000  # chunks, segments or blocks of one picture
_PIXELS = frozenset({b"IDAT", b"fdAT"})
_WEB_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})
# Source: ITU-T T.81, annex B. In a scan FF 00 is a byte FF, and FF D0 to FF D7 are restarts.
_MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})  # markers without a segment
_SCAN, _END = 0xDA, 0xD9
_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_MORE_HEAD = 75  # bytes before a piece of a long packet: its name, sum, length and place
_BOXED = re.compile(rb"....ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL)
_IN_BOX = re.compile(rb"Exif\0\0|<x:xmpmeta")
_BOX = 65_536  # bytes that are read from there
_UNPACKED = 40  # bytes of the head of a bitmap that says how its pixels are kept


def is_picture(data: bytes) -> bool:
    """Tell whether `data` is a picture of which `records` knows how it is built."""
    return (
        data.startswith((PNG, JPEG, *GIF))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[:2] == b"BM" and data[6:10] == bytes(4))  # a text may begin with these letters
        or _BOXED.match(data) is not None
    )


def records(data: bytes) -> Iterator[bytes | None]:
    """Yield what `data` carries beside its pixels; None for what cannot be looked into."""
    if data.startswith(PNG):
        yield from _of_png(data)
    elif data.startswith(JPEG):
        yield from _of_jpeg(data)
    elif data.startswith(GIF):
        yield from _of_gif(data)
    elif data.startswith(b"RIFF"):
        yield from _of_webp(data)
    elif data.startswith(b"BM"):
        yield _behind_pixels(data)
    else:
        yield from (data[each.start() :][:_BOX] for each in _IN_BOX.finditer(data))
        yield data
        yield None


def _of_png(data: bytes) -> Iterator[bytes | None]:
    here = len(PNG)
    for _ in range(_STEPS):
        if here + 8 > len(data):
            return
        size = int.from_bytes(data[here : here + 4], "big")
        kind, chunk = data[here + 4 : here + 8], data[here + 8 : here + 8 + size]
        here += 12 + size
        if kind == b"IEND":
            yield data[here:]  # what stands behind the picture
            return
        if kind not in _PIXELS:
            yield from _of_chunk(kind, chunk)
    yield None


def _of_chunk(kind: bytes, chunk: bytes) -> Iterator[bytes | None]:
    name, _, rest = chunk.partition(b"\0")
    if kind == b"tEXt":
        yield name + b": " + rest
    elif kind in (b"zTXt", b"iCCP"):
        text = inflated(rest[1:], _LARGEST)
        yield name
        yield None if text is None else text if kind == b"iCCP" else name + b": " + text
    elif kind == b"iTXt":
        language, _, text = rest[2:].partition(b"\0")
        translated, _, text = text.partition(b"\0")
        yield b" ".join((language, translated))
        plain = inflated(text, _LARGEST) if rest[:1] == b"\1" else text
        yield None if plain is None else name + b": " + plain
    else:
        yield chunk


def _of_jpeg(data: bytes) -> Iterator[bytes | None]:
    here, packet = 2, list[bytes]()
    for _ in range(_STEPS):
        found = _MARKER.match(data, here)
        marker = found[1][0] if found else _END
        here = found.end() if found else here
        if marker == _END:
            yield b"".join(packet)
            yield data[here:]
            return
        if marker in _ALONE:
            continue
        size = max(int.from_bytes(data[here : here + 2], "big"), 2)
        segment = data[here + 2 : here + size]
        here += size
        if segment.startswith(_MORE_XMP):
            packet.append(segment[_MORE_HEAD:])
        else:
            yield segment.removeprefix(_XMP)
        if marker == _SCAN:
            after = _AFTER_SCAN.search(data, here)
            here = after.start() if after else len(data)
    yield None


def _of_gif(data: bytes) -> Iterator[bytes | None]:
    """Yield what programs left between the pictures; a packet of XMP stands there as it is."""
    here = 13 + _colours(data[10:11])
    for _ in range(_STEPS):
        kind = data[here : here + 1]
        if kind == b",":
            _, here = _blocks(data, here + 11 + _colours(data[here + 9 : here + 10]))
        elif kind == b"!":
            text, end = _blocks(data, here + 2)
            whole = data[here + 2 : end]
            yield whole if b"<x:xmpmeta" in whole else text
            here = end
        else:
            yield data[here:].removeprefix(b";")
            return
    yield None


def _colours(packed: bytes) -> int:
    """Return the length in bytes of the colour table that a packed field announces."""
    flags = packed[0] if packed else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, here: int) -> tuple[bytes, int]:
    """Return blocks of at most 255 bytes as one text, and where they end."""
    found = []
    while here < len(data) and data[here]:
        found.append(data[here + 1 : here + 1 + data[here]])
        here += 1 + data[here]
    return b"".join(found), here + 1


def _of_webp(data: bytes) -> Iterator[bytes | None]:
    said = int.from_bytes(data[4:8], "little") + 8
    end = said if 12 < said <= len(data) else len(data)  # noqa: PLR2004 -- its head
    here = 12
    for _ in range(_STEPS):
        if here + 8 > end:
            yield data[here:]
            return
        size = int.from_bytes(data[here + 4 : here + 8], "little")
        if data[here : here + 4] not in _WEB_PIXELS:
            begin = here + 8 if here + 8 + size <= end else here  # too long: not a chunk at all
            yield data[begin : here + 8 + size]
        here += 8 + size + size % 2
    yield None


def _behind_pixels(data: bytes) -> bytes:
    """Return what stands behind the pixels of a bitmap; all of it where they are packed."""
    head, packing = (int.from_bytes(data[at : at + 4], "little") for at in (14, 30))
    if head < _UNPACKED or packing not in (0, 3):
        return data[14:]
    width, height = (
        abs(int.from_bytes(data[at : at + 4], "little", signed=True)) for at in (18, 22)
    )
    row = (width * int.from_bytes(data[28:30], "little") + 31) // 32 * 4
    return data[int.from_bytes(data[10:14], "little") + row * height :]
