"""A picture loses what it says beside its pixels, and not one byte of the pixels themselves."""

import base64
import struct
import zlib
from collections.abc import Iterator

import pytest
import resvg_py
from hypothesis import example, given
from hypothesis import strategies as st

from handbook import opc
from handbook.word.pictures.logo import to_png
from handbook.word.pictures.metadata_removal import without_metadata, without_metadata_in

SECRET = b"Huis De Wilg, Rozenstraat 12"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{}<rect width="8" height="4"/></svg>'
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, end: bytes = b"") -> bytes:
    """Return a grey picture of 4 by 4 pixels with `chunks` before its data."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0\x10\x20\x30\x40" * 4))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + data + chunk(b"IEND", b"") + end


def app(number: int, body: bytes) -> bytes:
    return bytes((0xFF, 0xE0 + number)) + (len(body) + 2).to_bytes(2) + body


JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01"
# A grey picture of 8 by 8 pixels: tables, frame, scan, end.
GREY = bytes.fromhex(
    "ffdb004300"
    + "10" * 64
    + "ffc0000b080008000801011100ffc4001400010000000000000000000000000000000"
    "9ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9"
)


def jpeg(*segments: bytes, end: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(segments) + GREY + end


def exif(order: str, turn: int) -> bytes:
    mark, letter = (b"MM\0*", ">") if order == "big" else (b"II*\0", "<")
    entries = [
        struct.pack(f"{letter}HHII", 0x010E, 2, len(SECRET), 38),
        struct.pack(f"{letter}HHIHH", 0x0112, 3, 1, turn, 0),
    ]
    head = mark + struct.pack(f"{letter}IH", 8, 2)
    return b"Exif\0\0" + head + b"".join(entries) + b"\0\0\0\0" + SECRET


def turned(turn: int) -> bytes:
    fact = b"\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([turn]) + b"\0\0\0\0\0\0"
    return app(1, b"Exif\0\0MM\0*\0\0\0\x08" + fact)


GIF_HEAD = b"GIF89a\x02\0\x02\0\x80\0\0\x10\x20\x30\xff\xff\xff"
GIF_IMAGE = b"\x2c\0\0\0\0\x02\0\x02\0\0\x02\x03\x44\x02\x05\0"
GIF_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
GIF_PAUSE = b"\x21\xf9\x04\0\x0a\0\0\0"


def blocks(data: bytes) -> bytes:
    return bytes([len(data)]) + data + b"\0"


PROFILE = zlib.compress(b"\0" * 128)
CLEANED = [
    (png(chunk(b"tEXt", b"Comment\0" + SECRET)), png()),
    (png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET))), png()),
    (png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)), png()),
    (png(chunk(b"eXIf", exif("big", 6)[6:])), png()),
    (png(chunk(b"tIME", b"\x07\xea\x0b\x17\x0c\0\0")), png()),
    (png(chunk(b"prVW", SECRET)), png()),
    (png(chunk(b"pHYs", SECRET)), png()),
    (png(chunk(b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01")),) * 2,
    (png(chunk(b"iCCP", SECRET + b"\0\0" + PROFILE)), png(chunk(b"iCCP", b"icc\0\0" + PROFILE))),
    (png(end=SECRET), png()),
    (jpeg(app(0, JFIF + b"\x02\x01" + SECRET[:6])), jpeg(app(0, JFIF + b"\0\0"))),
    (jpeg(app(0, JFIF + b"\0\0"), app(0, b"JFXX\0\x10" + SECRET)), jpeg(app(0, JFIF + b"\0\0"))),
    (jpeg(app(1, exif("big", 1))), jpeg()),
    (jpeg(app(1, exif("little", 6))), jpeg(turned(6))),
    (jpeg(app(1, exif("big", 8))), jpeg(turned(8))),
    (jpeg(app(1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)), jpeg()),
    (jpeg(app(13, b"Photoshop 3.0\0008BIM" + SECRET)), jpeg()),
    (jpeg(app(2, b"MPF\0" + SECRET)), jpeg()),
    (jpeg(app(2, b"ICC_PROFILE\0\x01\x01" + b"\0" * 128)),) * 2,
    (jpeg(app(14, b"Adobe\0\x64\0\0\0\0\x01" + SECRET)), jpeg(app(14, b"Adobe\0\x64\0\0\0\0\x01"))),
    (jpeg(b"\xff\xfe" + (len(SECRET) + 2).to_bytes(2) + SECRET), jpeg()),
    (jpeg(end=SECRET), jpeg()),
    (GIF_HEAD + b"\x21\xfe" + blocks(SECRET) + GIF_IMAGE + b";", GIF_HEAD + GIF_IMAGE + b";"),
    (
        GIF_HEAD + GIF_LOOP + b"\x21\xff" + blocks(b"XMP DataXMP") + GIF_PAUSE + GIF_IMAGE + b";",
        GIF_HEAD + GIF_LOOP + GIF_PAUSE + GIF_IMAGE + b";",
    ),
    (GIF_HEAD + GIF_IMAGE + b";" + SECRET, GIF_HEAD + GIF_IMAGE + b";"),
]


@pytest.mark.parametrize(("data", "plain"), CLEANED)
def test_a_picture_keeps_what_it_is_drawn_with_and_nothing_else(data: bytes, plain: bytes) -> None:
    assert without_metadata(data) == plain


@pytest.mark.parametrize(
    "data", [png(), jpeg(), jpeg(app(0, JFIF + b"\0\0")), b"BM", b"", b"II*\0x"]
)
def test_a_picture_without_metadata_stays_the_same_bytes(data: bytes) -> None:
    assert without_metadata(data) == data


def test_the_data_between_the_scans_of_a_photo_stays_byte_for_byte() -> None:
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + b"\x54\xff\0\xff\xd0\x12" * 3
    remark = b"\xff\xfe\0\x06abcd"
    assert without_metadata(b"\xff\xd8" + scan + remark + scan + b"\xff\xd9") == (
        b"\xff\xd8" + scan + scan + b"\xff\xd9"
    )


def test_bytes_that_only_fill_up_before_a_marker_are_left_out() -> None:
    assert without_metadata(jpeg(b"\xff\xff")) == jpeg()


def test_a_sign_without_a_length_takes_nothing_of_a_photo_along() -> None:
    for sign in (b"\xff\x00", b"\xff\x01", b"\xff\xd0", b"\xff\xd7", b"\xff\xd8"):
        assert without_metadata(jpeg(sign)) == jpeg()


def drawn(data: bytes, kind: str) -> bytes:
    href = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    image = f'<image width="8" height="8" href="{href}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">{image}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))


@pytest.mark.parametrize(("data", "plain"), CLEANED)
def test_a_picture_looks_the_same_without_its_metadata(data: bytes, plain: bytes) -> None:
    kind = {b"\x89": "png", b"\xff": "jpeg"}.get(data[:1], "gif")
    assert drawn(data, kind) == drawn(plain, kind)


@pytest.mark.parametrize(
    "inner",
    [
        f"<title>{SECRET.decode()}</title>",
        f"<desc>{SECRET.decode()}</desc>",
        f"<metadata><x>{SECRET.decode()}</x></metadata>",
        f"<script>{SECRET.decode()}</script>",
        f"<!-- {SECRET.decode()} -->",
        f"<?xpacket {SECRET.decode()}?>",
        f'<s:namedview xmlns:s="http://sodipodi" s:name="{SECRET.decode()}"/>',
        f'<g data-name="{SECRET.decode()}" aria-label="{SECRET.decode()}"/>',
        f'<g onload="{SECRET.decode()}"/>',
    ],
)
def test_a_drawing_keeps_its_shapes_and_no_words(inner: str) -> None:
    plain = without_metadata(SVG.format(inner).encode())
    assert SECRET not in plain
    assert to_png(plain) == to_png(SVG.format("").encode())
    assert without_metadata(plain) == plain


def test_a_drawing_that_says_nothing_stays_the_same_bytes() -> None:
    assert without_metadata(SVG.format("").encode()) == SVG.format("").encode()


def test_a_photo_in_a_drawing_loses_its_metadata_too() -> None:
    def page(data: bytes) -> bytes:
        href = f"data:image/png;base64,{base64.b64encode(data).decode()}"
        return SVG.format(f'<image href="{href}"/>').encode()

    told = without_metadata(page(png(chunk(b"tEXt", SECRET))))
    assert base64.b64encode(png()) in told


@given(
    st.sampled_from([data for data, _ in CLEANED]),
    st.lists(st.tuples(st.integers(8, 200), st.integers(0, 255)), max_size=4),
    st.integers(0, 200),
)
@example(png(), [], 9)
def test_whatever_is_damaged_gives_a_picture_that_stays_as_it_is(
    data: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        if place < len(damaged):
            damaged[place] = value
    once = without_metadata(bytes(damaged[: max(8, len(damaged) - length)]))
    assert without_metadata(once) == once


def numbered(package: bytes) -> Iterator[tuple[str, bytes]]:
    yield from sorted(opc.unpack(package).items())


def test_the_pictures_in_a_word_file_lose_their_metadata_and_the_rest_stays() -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}
    told = opc.pack({**parts, "word/media/image1.png": png(chunk(b"tEXt", SECRET))})
    plain = {**parts, "word/media/image1.png": png()}
    assert dict(numbered(without_metadata_in(told))) == plain


@pytest.mark.parametrize("data", [b"", b"geen zip", opc.pack({"word/media/a.png": png()})])
def test_a_word_file_without_metadata_in_it_stays_the_same_bytes(data: bytes) -> None:
    assert without_metadata_in(data) == data


def test_a_logo_goes_into_documents_without_its_metadata() -> None:
    assert to_png(png(chunk(b"tEXt", b"Comment\0" + SECRET), end=SECRET)) == png()


def four_inks() -> bytes:
    """Return the head of a JPEG in CMYK, as programs for print write it."""
    frame = b"\xff\xc0\0\x14\x08\0\x08\0\x08\x04" + b"".join(
        bytes((number, 0x11, 0)) for number in range(1, 5)
    )
    return b"\xff\xd8" + app(14, b"Adobe\0\x64\0\0\0\0\x02") + frame + b"\xff\xd9"


def test_a_logo_in_colours_for_print_is_refused_and_never_drawn_in_other_colours() -> None:
    with pytest.raises(ValueError, match="kleuren voor drukwerk"):
        to_png(four_inks())


def test_a_drawing_with_a_photo_in_colours_for_print_is_refused() -> None:
    href = f"data:image/jpeg;base64,{base64.b64encode(four_inks()).decode()}"
    with pytest.raises(ValueError, match="kleuren voor drukwerk"):
        to_png(SVG.format(f'<image href="{href}"/>').encode())


def test_a_photo_that_cannot_be_drawn_is_refused_and_not_left_white() -> None:
    broken = jpeg()[: jpeg().index(b"\xff\xc4")] + b"\xff\xd9"
    with pytest.raises(ValueError, match="niet worden getekend"):
        to_png(broken)
