"""A logo as Word and every reader can show it: a PNG of a sensible size."""

import base64
import binascii
import re
import struct
import zlib

from handbook.word.package.markup import Element, parse
from handbook.word.pictures.metadata_removal import JPEG, PNG, without_metadata
from handbook.word.pictures.svg_drawing import TOO_HEAVY, draw
from handbook.word.pictures.svg_drawing_cost import refuse_heavy

_LARGEST = 5_000_000
_MOST_PIXELS = 6_000
_DRAWN = 1_200
_SHORTEST = 33  # signature and header of a PNG
_MARKER = 0xFF
_SLIMMEST = 25
_INSIDE = re.compile(r"#|data:image/(png|jpe?g);base64,(.*)", re.IGNORECASE | re.DOTALL)
_SCREEN = (1, 3)  # components of a JPEG in grey or in colours for a screen; one for print has 4
_EMU = 36_000  # to the millimetre
_WIDEST = 60
_SIZE = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?(?![\d.])")
# The frame headers of a JPEG that hold its size; the numbers between are tables.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def to_png(data: bytes) -> bytes:
    """Return a logo as PNG: a PNG without its metadata, a JPEG or SVG drawn anew.

    Word before 2016 and LibreOffice 7 show no SVG, and a photo of twelve megapixels in every
    header would make sixty documents of ten megabytes.

    Raises:
        ValueError: it is no picture of these kinds, larger than 5 MB or 6,000 pixels, damaged, a
            JPEG in colours for print, or an SVG that refers to something outside itself.
    """
    if len(data) > _LARGEST:
        raise ValueError("het logo is groter dan 5 MB")
    if data.startswith(PNG):
        plain = without_metadata(data)
        _checked(png_size(plain))
        _refuse_damaged(plain)
        return plain
    if data.startswith(JPEG):
        return _from_jpeg(data)
    if is_svg(data):
        return _from_svg(data)
    raise ValueError("het logo is geen png, jpg of svg")


def png_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels.

    Raises:
        ValueError: it is damaged.
    """
    if len(data) < _SHORTEST or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        raise ValueError("het logo is beschadigd")
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _refuse_damaged(data: bytes) -> None:
    """Refuse a PNG whose parts do not add up: Word shows a red cross where it should stand.

    Source: PNG (ISO/IEC 15948), chunk layout: length, type, data, CRC-32 of type and data.
    """
    spot = len(PNG)
    while spot + 12 <= len(data):
        (length,) = struct.unpack(">I", data[spot : spot + 4])
        body = data[spot + 4 : spot + 8 + length]
        if zlib.crc32(body).to_bytes(4) != data[spot + 8 + length : spot + 12 + length]:
            raise ValueError("het logo is beschadigd")
        spot += 12 + length


def extent(data: bytes, height: float) -> tuple[int, int]:
    """Return the size in EMU in which a PNG prints: `height` mm high, but at most 60 mm wide."""
    width_px, height_px = png_size(data)
    scale = min(height / height_px, _WIDEST / width_px)
    return round(width_px * scale * _EMU), round(height_px * scale * _EMU)


def _checked(size: tuple[int, int]) -> tuple[int, int]:
    if min(size) < 1 or max(size) > _MOST_PIXELS:
        raise ValueError(f"het logo is {size[0]} bij {size[1]} pixels; 1 tot {_MOST_PIXELS} kan")
    return size


def _from_jpeg(data: bytes) -> bytes:
    _refuse_print(data)
    width, height = _checked(_jpeg_size(data))
    scale = min(1.0, _DRAWN / max(width, height))
    width, height = max(1, round(width * scale)), max(1, round(height * scale))
    picture = base64.b64encode(data).decode()
    size = f'width="{width}" height="{height}"'
    image = f'<image {size} href="data:image/jpeg;base64,{picture}"/>'
    page = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>%s</svg>'
    drawn = _draw(page % image, width)
    # A photo that resvg cannot read is left out of the drawing, and nothing says so.
    if drawn == _draw(page % "", width):
        raise ValueError("het logo kan niet worden getekend")
    return drawn


def _refuse_print(data: bytes) -> None:
    """Refuse a JPEG in CMYK: resvg takes its four inks for red, green, blue and transparency.

    What they are on a screen depends on press and paper, so no exact picture can be made of it.
    """
    if _jpeg_frame(data)[5] not in _SCREEN:
        raise ValueError("het logo heeft kleuren voor drukwerk (CMYK)")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    _, height, width, _ = struct.unpack(">BHHB", _jpeg_frame(data))
    return int(width), int(height)


def _jpeg_frame(data: bytes) -> bytes:
    """Return depth, height, width and number of components of a JPEG: 1, 2, 2 and 1 bytes.

    Raises:
        ValueError: it is damaged.
    """
    spot = 2
    while spot + 9 < len(data) and data[spot] == _MARKER:
        marker, length = data[spot + 1], int.from_bytes(data[spot + 2 : spot + 4])
        if marker in _FRAMES:
            return data[spot + 4 : spot + 10]
        # Any number of bytes FF may stand before a marker.
        spot += 1 if marker == _MARKER else 2 + max(length, 2)
    raise ValueError("het logo is beschadigd")


def is_svg(data: bytes) -> bool:
    """Return whether a logo is a drawing."""
    return b"<svg" in data[:4_000]


def svg_text(data: bytes) -> str:
    """Return a drawing as text, without the heads that say nothing of what it shows.

    Raises:
        ValueError: it is not in UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("het logo is geen svg in UTF-8") from error
    # Drawing programs write a DOCTYPE that says nothing; one that declares something is refused.
    return re.sub(r"<!DOCTYPE[^>\[]*>", "", re.sub(r"^\s*<\?xml[^>]*\?>", "", text), count=1)


def _from_svg(data: bytes) -> bytes:
    text = svg_text(data)
    try:
        root = parse(text)
    except ValueError as error:
        raise ValueError("het logo is beschadigd") from error
    refuse_heavy(root, text)
    pixels = 0
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href":
                pixels += _pixels(value.strip())
    if pixels > _MOST_PIXELS**2:
        raise ValueError(TOO_HEAVY)
    return _draw(text, _svg_width(root))


def _pixels(reference: str) -> int:
    """Return how many pixels the picture in a drawing has that is referred to; 0 for a shape.

    Raises:
        ValueError: it stands outside the drawing, is damaged, too large, or a photo for print.
    """
    match = _INSIDE.match(reference)
    if match is None:
        raise ValueError("het logo verwijst naar een ander bestand")
    kind, picture = match.groups()
    if kind is None:
        return 0
    try:
        data = base64.b64decode(picture)
    except binascii.Error as error:
        raise ValueError("het logo is beschadigd") from error
    if kind.casefold() == "png":
        width, height = _checked(png_size(data))
    else:
        _refuse_print(data)
        width, height = _checked(_jpeg_size(data))
    return width * height


def _svg_width(root: Element) -> int:
    """Return the width in pixels at which the longest side is drawn as `_DRAWN` pixels."""
    sizes = [float(each) for each in _SIZE.findall(root.get("viewBox", ""))[2:4]]
    if len(sizes) != 2:  # noqa: PLR2004
        found = [_SIZE.match(root.get(name, "")) for name in ("width", "height")]
        sizes = [float(each[0]) if each else 100.0 for each in found]
    width, height = sizes
    if min(sizes) <= 0 or max(sizes) > _SLIMMEST * min(sizes):
        raise ValueError("het logo is leeg of veel te smal")
    return max(1, round(_DRAWN * width / max(width, height)))


def _draw(svg: str, width: int) -> bytes:
    drawn = draw(svg, (width, _MOST_PIXELS))
    # A page that is not as its viewBox says, and too slim, was drawn less wide.
    if png_size(drawn)[0] != width:
        raise ValueError("het logo is leeg of veel te smal")
    return drawn
