"""A picture → the same picture without what it says beside its pixels: place, maker, remarks.

A camera writes where a photo was taken, a drawing program the folder it was kept in. The data of
the picture itself is copied byte for byte, so it looks the same to the last pixel.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from handbook import opc
from handbook.word.package.markup import Element, parse, serialise

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
_GIF = (b"GIF87a", b"GIF89a")
# Chunks that a picture is drawn with, and how many bytes each has at most: about as many as it
# needs, so that no text fits in. Source: PNG (ISO/IEC 15948, third edition), chapter 11.
_ENDLESS = 2**31 - 1
_CHUNKS: Mapping[bytes, int] = {
    **dict.fromkeys((b"IDAT", b"fdAT", b"iCCP"), _ENDLESS),
    **dict.fromkeys((b"PLTE", b"hIST"), 768),
    **dict.fromkeys((b"tRNS",), 256),
    **dict.fromkeys((b"cHRM", b"fcTL", b"mDCV"), 32),
    **dict.fromkeys((b"IHDR", b"pHYs", b"acTL", b"cLLI"), 13),
    **dict.fromkeys((b"gAMA", b"sBIT", b"sRGB", b"bKGD", b"cICP", b"IEND"), 6),
}
_PROFILE_NAME = b"icc"
_LONGEST_NAME = 80
# Markers of a JPEG. Source: ITU-T T.81, annex B.
_MARKER, _TEM, _END, _SCAN, _COMMENT = 0xFF, 0x01, 0xD9, 0xDA, 0xFE
_RESTARTS, _APPS = range(0xD0, 0xD8), range(0xE0, 0xF0)
_JFIF, _ADOBE = 14, 12  # bytes that these programs' segments need
# An Exif segment with a single fact in it: how the picture is turned. Source: Exif 2.32, 4.6.4.
_TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"
_ORIENTATION, _UPRIGHT, _TURNS = 0x0112, 1, range(2, 9)
_IMAGE, _EXTENSION, _CONTROL, _APPLICATION = 0x2C, 0x21, b"\xf9\x04", b"\xff\x0b"
_LOOPS = tuple(_APPLICATION + name + b"\x03\x01" for name in (b"NETSCAPE2.0", b"ANIMEXTS1.0"))
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")  # one that declares nothing; others `parse` refuses
_INSIDE = re.compile(r"(data:image/(?:png|jpe?g|gif);base64,)(.*)", re.IGNORECASE | re.DOTALL)
_SVG = "{http://www.w3.org/2000/svg}"
_SILENT = frozenset(f"{_SVG}{name}" for name in ("metadata", "title", "desc", "script"))
_KEPT_ATTRIBUTES = ("{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
_DROPPED_ATTRIBUTES = ("on", "data-", "aria-")


def without_metadata(data: bytes) -> bytes:
    """Return a PNG, JPEG, GIF or SVG without metadata, and anything else as it is.

    Kept is what it is drawn with: pixels, palette, transparency, colour profile, resolution,
    repeats, and how a photo is turned. What lies behind the end of the picture goes as well. A
    picture that breaks off stays as far as it goes; the result of a result is the same.
    """
    if data.startswith(PNG):
        return PNG + b"".join(_png_chunks(data))
    if data.startswith(JPEG):
        return JPEG + b"".join(_jpeg_segments(data))
    if data.startswith(_GIF):
        return b"".join(_gif_blocks(data))
    if b"<svg" in data[:4_000]:
        return _plain_svg(data)
    return data


@lru_cache(maxsize=24)
def without_metadata_in(package: bytes) -> bytes:
    """Return a Word file with its pictures without metadata; one that has none is the same bytes.

    What is no Word file is returned as it is: `check_template` says what is wrong with it.
    """
    try:
        parts = opc.unpack(package)
    except ValueError:
        return package
    cleaned = {
        name: data if name.endswith((".xml", ".rels")) else without_metadata(data)
        for name, data in parts.items()
    }
    return package if cleaned == parts else opc.pack(cleaned)


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks to keep, whole: length, name, data, CRC-32."""
    spot = len(PNG)
    while spot + 12 <= len(data):
        length, name = int.from_bytes(data[spot : spot + 4]), data[spot + 4 : spot + 8]
        whole = data[spot : spot + 12 + length]
        if length <= _CHUNKS.get(name, -1):
            yield _unnamed(whole) if name == b"iCCP" else whole
        if name == b"IEND":
            return
        spot += 12 + length


def _unnamed(chunk: bytes) -> bytes:
    """Return a chunk with a colour profile, the name of which anybody may have typed."""
    body = chunk[8:-4]
    end = body.find(b"\0", 0, _LONGEST_NAME)
    if end < 0:
        return b""
    body = b"iCCP" + _PROFILE_NAME + body[end:]
    return (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    """Yield the segments to keep, and behind the head of each scan its data."""
    spot = len(JPEG)
    while (spot := data.find(_MARKER, spot)) >= 0 and spot + 1 < len(data):
        kind = data[spot + 1]
        if kind == _END:
            yield data[spot : spot + 2]
            return
        if kind in (0, _MARKER, _TEM, JPEG[1]) or kind in _RESTARTS:
            spot += 1 if kind == _MARKER else 2
            continue
        end = spot + 2 + max(2, int.from_bytes(data[spot + 2 : spot + 4]))
        yield _segment(kind, data[spot:end])
        spot = end
        if kind == _SCAN:
            spot = _end_of_scan(data, end)
            yield data[end:spot]


def _end_of_scan(data: bytes, spot: int) -> int:
    """Return where the marker stands that ends the scan whose data begins at `spot`."""
    while (spot := data.find(_MARKER, spot)) >= 0 and spot + 1 < len(data):
        # A byte FF of the picture itself is written as FF 00; restarts are part of a scan.
        if data[spot + 1] != 0 and data[spot + 1] not in _RESTARTS:
            return spot
        spot += 2
    return len(data)


def _segment(kind: int, whole: bytes) -> bytes:
    """Return what is kept of a segment: no remarks, of a program's own what is drawn with."""
    if kind in _APPS:
        return _of_program(kind, whole)
    return b"" if kind == _COMMENT else whole


def _of_program(kind: int, whole: bytes) -> bytes:
    body = whole[4:]
    if kind == _APPS[0] and body.startswith(b"JFIF\0") and len(body) >= _JFIF:
        return _app(0, body[: _JFIF - 2] + b"\0\0")  # without the small picture behind it
    if kind == _APPS[1] and body.startswith(b"Exif\0\0"):
        turn = _orientation(body[6:])
        return _app(1, _TURNED % turn) if turn in _TURNS else b""
    if kind == _APPS[2] and body.startswith(b"ICC_PROFILE\0"):
        return whole
    if kind == _APPS[14] and body.startswith(b"Adobe"):
        return _app(14, body[:_ADOBE])
    return b""


def _app(number: int, body: bytes) -> bytes:
    return bytes((_MARKER, _APPS[number])) + (len(body) + 2).to_bytes(2) + body


def _orientation(tiff: bytes) -> int:
    """Return how a photo is turned, 1 to 8, from the first directory of its Exif."""
    if tiff[:4] not in (b"MM\0*", b"II*\0"):
        return _UPRIGHT

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "big" if tiff[:1] == b"M" else "little")

    first = number(4, 4)
    entries = min(number(first, 2), len(tiff) // 12)
    for at in range(first + 2, first + 2 + 12 * entries, 12):
        if number(at, 2) == _ORIENTATION:
            return number(at + 8, 2)
    return _UPRIGHT


def _gif_blocks(data: bytes) -> Iterator[bytes]:
    """Yield the blocks to keep. Source: GIF89a Specification, CompuServe 1990, chapters 17-26."""
    spot = 13 + _colours(data[10:11])
    yield data[:spot]
    while spot < len(data):
        if data[spot] == _IMAGE:
            end = _end_of_blocks(data, spot + 11 + _colours(data[spot + 9 : spot + 10]))
            yield data[spot:end]
        elif data[spot] == _EXTENSION:
            end = _end_of_blocks(data, spot + 2)
            if end > len(data):
                return  # it breaks off in a block, which nobody draws
            if data.startswith(_CONTROL, spot + 1):
                yield data[spot : spot + 7] + b"\0"
            elif data.startswith(_LOOPS, spot + 1):
                yield data[spot : spot + 18] + b"\0"
        else:
            yield b";"
            return
        spot = end


def _colours(packed: bytes) -> int:
    """Return the length in bytes of the colour table that a packed field announces."""
    flags = packed[0] if packed else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, spot: int) -> int:
    """Return where a row of blocks ends: each says its length, and the last one is empty.

    It lies behind the end of `data` where the row breaks off.
    """
    while spot < len(data) and data[spot]:
        spot += 1 + data[spot]
    return spot + 1


def _plain_svg(data: bytes) -> bytes:
    try:
        root = parse(_DOCTYPE.sub(b"", data, count=1))
    except ValueError:
        return data
    idle = [each for each in root.iter() if _is_idle(each)]
    for each in idle:
        _remove(each)
    changed = [_quiet(each) for each in root.iter()]
    around = [*root.itersiblings(), *root.itersiblings(preceding=True)]
    return serialise(root) if idle or around or any(changed) else data


def _quiet(element: Element) -> bool:
    """Take out of an element what is not drawn; tell whether there was any."""
    before = dict(element.attrib)
    for name, value in before.items():
        inside = _INSIDE.fullmatch(value) if name.endswith("href") else None
        if _is_said(name):
            del element.attrib[name]
        elif inside:
            element.set(name, inside[1] + _cleaned(inside[2]))
    return dict(element.attrib) != before


def _cleaned(encoded: str) -> str:
    """Return a picture in Base64 without metadata, or as it is where it is no Base64."""
    try:
        data = base64.b64decode(encoded)
    except binascii.Error:
        return encoded
    plain = without_metadata(data)
    return encoded if plain == data else base64.b64encode(plain).decode()


def _is_idle(element: Element) -> bool:
    """Tell whether nothing is drawn with it: a remark, a description, what a program keeps."""
    tag = element.tag
    if not isinstance(tag, str):
        return True
    return tag in _SILENT or (tag.startswith("{") and not tag.startswith(_SVG))


def _is_said(name: str) -> bool:
    if name.startswith("{"):
        return not name.startswith(_KEPT_ATTRIBUTES)
    return name.startswith(_DROPPED_ATTRIBUTES)


def _remove(element: Element) -> None:
    above = element.getparent()
    if above is None:
        return
    before = element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        above.text = (above.text or "") + tail
    above.remove(element)
