"""What travels in a picture beside what it shows is found: every format, every way to write it."""

import base64
import struct
import time
import zlib
from collections.abc import Mapping, Sequence

import pytest

from handbook import opc
from handbook.inspection.file_text import said_in
from handbook.inspection.pictures.picture_text import Carried, carried, is_picture

TEXT = "Zwanebloemweg 118"
UTF, WIDE, TURNED = TEXT.encode(), TEXT.encode("utf-16-le"), TEXT.encode("utf-16-be")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, behind: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0abc"))
    return b"\x89PNG\r\n\x1a\n" + b"".join((head, *chunks, pixels, chunk(b"IEND", b""))) + behind


def segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\0\x56\xff\xd0\x77"


def jpeg(*segments: bytes, last: bytes = b"", behind: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join((*segments, SCAN, last)) + b"\xff\xd9" + behind


def tiff(*entries: tuple[int, int, bytes], order: str = "<", pointer: int = 0) -> bytes:
    """Return a TIFF with these entries; below `pointer` if that is given, as Exif has them."""
    sizes = {3: 2, 5: 8, 10: 8}
    start = 26 if pointer else 8
    spot = start + 6 + 12 * len(entries)
    told, values = b"", b""
    for tag, kind, value in entries:
        at = struct.pack(f"{order}I", spot + len(values))
        short = value.ljust(4, b"\0") if len(value) <= 4 else at
        told += struct.pack(f"{order}HHI", tag, kind, len(value) // sizes.get(kind, 1)) + short
        values += value if len(value) > 4 else b""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    if pointer:
        head += struct.pack(f"{order}HHHIII", 1, pointer, 4, 1, start, 0)
    return head + struct.pack(f"{order}H", len(entries)) + told + bytes(4) + values


def exif(data: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + data)


def remark(code: bytes, text: bytes, order: str = "<") -> bytes:
    return jpeg(exif(tiff((0x9286, 7, code + text), order=order, pointer=0x8769)))


def raw(kind: bytes, data: bytes) -> bytes:
    return (
        b"Raw profile type " + kind + b"\0\n" + kind + b"\n %d\n" % len(data) + data.hex().encode()
    )


def packed(text: bytes) -> bytes:
    name, _, rest = text.partition(b"\0")
    return chunk(b"zTXt", name + b"\0\0" + zlib.compress(rest))


def press(*fields: bytes) -> bytes:
    told = b"".join(b"\x1c\2\x5c" + struct.pack(">H", len(each)) + each for each in fields)
    return b"Photoshop 3.0\0008BIM\4\4\0\0" + struct.pack(">I", len(told)) + told


def webp(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body + behind


def bitmap(behind: bytes, packing: int = 0) -> bytes:
    head = struct.pack("<IiiHHI", 40, 2, 2, 1, 24, packing) + bytes(20)
    return b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + head + bytes(16) + behind


def drawing(data: bytes, kind: str = "png") -> bytes:
    address = f"data:image/{kind};base64,{base64.encodebytes(data).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>'.encode()


GIF = b"GIF89a\4\0\4\0\x80\0\0" + bytes(6) + b",\0\0\0\0\4\0\4\0\0\2\2\x84\x51\0"
TOLD = png(chunk(b"tEXt", b"Title\0" + UTF))
XMP = b"<x:xmpmeta><dc:title>" + UTF + b"</dc:title></x:xmpmeta>"
CAPTION = jpeg(exif(tiff((0x010E, 2, UTF))))
HIDDEN: Mapping[str, bytes] = {
    "PNG, text": TOLD,
    "PNG, chunk of a program": png(chunk(b"prVt", UTF)),
    "PNG, provenance": png(chunk(b"caBX", b"\0\0\0\1jumb" + UTF)),
    "PNG, name of a colour profile": png(chunk(b"iCCP", UTF + b"\0\0" + zlib.compress(b"x"))),
    "PNG, colour profile": png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"desc\0\0\1" + UTF))),
    "PNG, colours that are named": png(chunk(b"sPLT", UTF + b"\0\x08")),
    "PNG, Exif": png(chunk(b"eXIf", tiff((0x010E, 2, UTF + b"\0"), order=">"))),
    "PNG, Exif in hexadecimal": png(packed(raw(b"exif", b"Exif\0\0" + tiff((0x010E, 2, UTF))))),
    "PNG, press data in hexadecimal": png(packed(raw(b"iptc", press(UTF)))),
    "PNG, text in hexadecimal": png(chunk(b"tEXt", raw(b"APP1", UTF))),
    "PNG, metadata in hexadecimal": png(packed(raw(b"xmp", XMP))),
    "PNG, behind its end": png(behind=UTF),
    "PNG, another behind it": png(behind=TOLD),
    "JPEG, remark in ASCII": remark(b"ASCII\0\0\0", UTF + bytes(300)),
    "JPEG, remark in JIS": remark(b"JIS\0\0\0\0\0", UTF),
    "JPEG, remark without a code": remark(bytes(8), UTF),
    "JPEG, remark in UTF-16": remark(b"UNICODE\0", WIDE + bytes(200)),
    "JPEG, remark in UTF-16, turned": remark(b"UNICODE\0", TURNED + bytes(200), ">"),
    "JPEG, remark in UTF-16 against its order": remark(b"UNICODE\0", TURNED),
    "JPEG, remark in UTF-8 that says UTF-16": remark(b"UNICODE\0", UTF),
    "JPEG, name of the area": jpeg(
        exif(tiff((28, 7, b"ASCII\0\0\0" + UTF), pointer=0x8825)),
    ),
    "JPEG, Windows title": jpeg(exif(tiff((0x9C9B, 1, WIDE + b"\0\0")))),
    "JPEG, Windows title as numbers": jpeg(exif(tiff((0x9C9B, 3, WIDE)))),
    "JPEG, caption in UTF-8": jpeg(exif(tiff((0x010E, 129, UTF)))),
    "JPEG, two captions in one": jpeg(exif(tiff((0x8298, 2, b"een\0" + UTF + b"\0")))),
    "JPEG, small picture in Exif": jpeg(exif(tiff((0x010E, 2, b"a\0")) + TOLD)),
    "JPEG, what a camera keeps to itself": jpeg(exif(tiff((0x927C, 7, b"CAM\0" + CAPTION)))),
    "JPEG, comment": jpeg(segment(0xFE, UTF)),
    "JPEG, comment in UTF-16": jpeg(segment(0xFE, WIDE)),
    "JPEG, comment behind a scan": jpeg(last=segment(0xFE, UTF)),
    "JPEG, Exif between two scans": jpeg(last=exif(tiff((0x010E, 2, UTF))) + SCAN),
    "JPEG, tables": jpeg(segment(0xDB, UTF)),
    "JPEG, behind its end": jpeg(behind=UTF),
    "JPEG, second picture": jpeg(behind=jpeg(segment(0xFE, UTF))),
    "JPEG, third picture": jpeg(behind=jpeg(behind=bytes(9) + jpeg(segment(0xFE, UTF)))),
    "JPEG, text before a second picture": jpeg(behind=UTF + jpeg()),
    "JPEG, press data": jpeg(segment(0xED, press(b"Stad", UTF))),
    "JPEG, press data in two fields": jpeg(segment(0xED, press(b"Zwanebloemweg", b"118"))),
    "JPEG, small picture beside press data": jpeg(segment(0xED, press(b"a") + TOLD)),
    "JPEG, filled up before a marker": jpeg(b"\xff\xff\xff" + segment(0xFE, UTF)),
    "JPEG, where it is no longer one": b"\xff\xd8\xff\xfe\0\2 " + UTF,
    "GIF, comment": GIF + b"!\xfe" + bytes([len(UTF)]) + UTF + b"\0;",
    "GIF, comment in two blocks": GIF + b"!\xfe\5" + UTF[:5] + b"\x0c" + UTF[5:] + b"\0;",
    "GIF, of a program": GIF + b"!\xff\x0bACDSYSTEM01" + bytes([len(UTF)]) + UTF + b"\0;",
    "GIF, metadata": GIF + b"!\xff\x0bXMP DataXMP" + XMP + b"\0;",
    "GIF, behind its end": GIF + b";" + UTF,
    "WebP, metadata": webp((b"VP8 ", b"abcd"), (b"XMP ", XMP)),
    "WebP, Exif": webp((b"VP8 ", b"abcd"), (b"EXIF", b"Exif\0\0" + tiff((0x010E, 2, UTF)))),
    "WebP, chunk that nobody knows": webp((b"VP8 ", b"abcd"), (b"TEXT", UTF)),
    "WebP, behind its end": webp((b"VP8 ", b"abcd"), behind=UTF),
    "TIFF, caption": tiff((0x010E, 2, UTF)),
    "TIFF, metadata": tiff((700, 1, XMP)),
    "TIFF, press data": tiff((33723, 7, press(UTF))),
    "BMP, behind its pixels": bitmap(UTF),
    "BMP that is packed": bitmap(UTF, packing=1),
    "BMP without a head": b"BM" + bytes(60) + UTF,
    "HEIC, Exif": b"\0\0\0\x18ftypheic" + bytes(40) + b"Exif\0\0" + tiff((0x010E, 2, UTF)),
    "SVG, picture": drawing(TOLD),
    "SVG, picture in a drawing in it": drawing(drawing(TOLD), "svg+xml"),
    "SVG, drawing that is not packed": (
        b'<svg><image href="data:image/svg+xml,%3Csvg%3E%3Ctitle%3EZwanebloemweg%20118%3C/svg%3E"/>'
        b"</svg>"
    ),
}  # fmt: skip


def pieces(data: bytes) -> list[str]:
    said = said_in(opc.pack({"word/document.xml": b"<w:p/>", "word/media/a.dat": data}))
    return [each.text for each in said.pieces]


@pytest.mark.parametrize("hiding", HIDDEN)
def test_a_text_in_a_picture_is_read_wherever_it_stands(hiding: str) -> None:
    assert [each for each in pieces(HIDDEN[hiding]) if TEXT in each] != []


def test_a_remark_is_read_without_the_name_of_its_code_and_without_what_fills_it_up() -> None:
    short = "Gate"
    wide = remark(b"UNICODE\0", short.encode("utf-16-le") + bytes(8))
    for data in (wide, remark(b"ASCII\0\0\0", short.encode() + bytes(8))):
        assert short in carried(data).texts


def test_what_a_phone_writes_is_read_whole_and_once() -> None:
    photo = ((0x9286, 7, b"ASCII\0\0\0Screenshot"), (0xA001, 3, b"\0\1"), (0x927C, 7, bytes(500)))
    data = png(chunk(b"eXIf", tiff(*photo, order=">", pointer=0x8769)))
    found = carried(data)
    assert (found.whole, [each for each in found.texts if "Screenshot" in each]) == (
        True,
        ["Screenshot", "Screenshot"],  # as a remark, and as letters among bytes
    )
    assert not [each for each in found.texts if "ASCII" in each and "Screenshot" in each]


def degrees(*values: tuple[int, int], order: str = "<") -> bytes:
    return b"".join(struct.pack(f"{order}II", *each) for each in values)


LATITUDE = ((52, 1), (22, 1), (1272, 100))


def placed(latitude: Sequence[tuple[int, int]] = LATITUDE, order: str = "<", tag: int = 2) -> bytes:
    value = degrees(*latitude, order=order)
    return tiff((0, 1, b"\2\3\0\0"), (tag, 5, value), order=order, pointer=0x8825)


def in_xmp(inner: str) -> bytes:
    return f"<x:xmpmeta><rdf:Description {inner}</x:xmpmeta>".encode()


VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\x1d\xa9xyz\0\x12\x15\xc7+52.3676+004.9041/" + bytes(99)
NORTH = in_xmp('exif:GPSLatitude="52,22.2120N"/>')
EAST = in_xmp("><exif:GPSLongitude>4,53.7120E</exif:GPSLongitude>")


PLACED: Mapping[str, bytes] = {
    "JPEG": jpeg(exif(placed())),
    "JPEG, turned": jpeg(exif(placed(order=">"))),
    "JPEG, of what it shows": jpeg(exif(placed(tag=20))),
    "JPEG, second picture": jpeg(behind=jpeg(exif(placed()))),
    "JPEG, video behind it": jpeg(behind=VIDEO),
    "PNG": png(chunk(b"eXIf", placed())),
    "PNG, hexadecimal": png(packed(raw(b"exif", b"Exif\0\0" + placed()))),
    "PNG, text": png(chunk(b"tEXt", b"exif:GPSLatitude\00052/1, 22/1, 1272/100")),
    "WebP": webp((b"EXIF", placed())),
    "TIFF": placed(),
    "HEIC": b"\0\0\0\x18ftypheic" + bytes(40) + b"Exif\0\0" + placed(),
    "XMP, attribute": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + NORTH)),
    "XMP, element": png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + EAST)),
    "SVG": b'<svg><metadata exif:GPSLatitude="52,22.2120N"/></svg>',
    "SVG, photo": drawing(jpeg(exif(placed())), "jpeg"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLACED)
def test_a_photo_that_says_where_it_was_taken_is_known(kind: str) -> None:
    said = said_in(opc.pack({"word/document.xml": b"<w:p/>", "word/media/a.dat": PLACED[kind]}))
    assert said.placed == ("word/media/a.dat",)


@pytest.mark.parametrize(
    "data",
    [
        jpeg(exif(tiff((0x010E, 2, b"GPS")))),
        jpeg(exif(tiff((0, 1, b"\2\3\0\0"), pointer=0x8825))),
        jpeg(exif(placed(((0, 1), (0, 1), (0, 1))))),
        jpeg(exif(tiff((2, 5, degrees(*LATITUDE))))),
        jpeg(exif(tiff((29, 2, b"2026:11:23\0"), pointer=0x8825))),
        png(chunk(b"tEXt", b"exif:GPSLatitudeRef\0N")),
        png(chunk(b"tEXt", b"exif:GPSLatitude\0000/1, 0/1, 0/1")),
        segment(0xE1, in_xmp('exif:GPSVersionID="2.3.0.0"/>')),
    ],
)
def test_a_camera_that_did_not_know_its_place_says_none(data: bytes) -> None:
    assert not carried(data).placed


def test_the_message_names_the_picture_as_a_reader_counts_it() -> None:
    photo = PLACED["JPEG"]
    drawn = '<w:p><w:drawing><a:blip r:embed="{}"/></w:drawing></w:p>'
    relationship = '<Relationship Id="{}" Type="x/image" Target="{}"/>'
    body = drawn.format("rId1") + drawn.format("rId2")
    parts = {
        "word/document.xml": f"<w:document>{body}</w:document>",
        "word/_rels/document.xml.rels": relationship.format("rId1", "media/a.png")
        + relationship.format("rId2", "/word/media/b.jpg"),
        "word/header2.xml": drawn.format("rId1"),
        "word/_rels/header2.xml.rels": relationship.format("rId1", "media/c.jpg"),
    }
    told = opc.pack(
        {name: text.encode() for name, text in parts.items()}
        | {f"word/media/{name}.jpg": photo for name in "bcd"}
    )
    assert said_in(told).placed == (
        "de 2e afbeelding in de tekst",
        "de 1e afbeelding in een koptekst",
        "word/media/d.jpg",
    )


def test_a_picture_in_a_file_in_a_file_is_named_with_both() -> None:
    inner = opc.pack({"word/document.xml": b"<w:p/>", "word/media/a.jpg": PLACED["JPEG"]})
    outer = opc.pack({"word/document.xml": b"<w:p/>", "word/embeddings/b.docx": inner})
    assert said_in(outer).placed == ("word/embeddings/b.docx/word/media/a.jpg",)


@pytest.mark.parametrize("data", [png(), jpeg(), GIF + b";", webp((b"VP8 ", b"ab")), bitmap(b"")])
def test_a_picture_that_carries_nothing_says_nothing(data: bytes) -> None:
    assert carried(data) == Carried()


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (png(chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(2_000_001)))), False),
        (png(chunk(b"zTXt", b"x\0\0" + b"geen zlib")), False),
        (jpeg(behind=bytes(range(256)) * 2_000), False),
        (jpeg(behind=bytes(range(256)) * 1_000), True),
        (b"\0\0\0\x18ftypheic" + bytes(40), False),
        (jpeg(behind=jpeg(behind=jpeg())), True),
        (jpeg(segment(0xFE, b"a")) * 40, False),
    ],
)
def test_what_was_not_looked_into_whole_is_told(data: bytes, *, whole: bool) -> None:
    assert carried(data).whole is whole


def _entries_in_each_other() -> bytes:
    body = bytes(range(256)) * 4_000
    told = [struct.pack("<HHII", 0x927C, 7, len(body), 8 + number) for number in range(5_000)]
    at = 8 + len(body)
    return b"II*\0" + struct.pack("<I", at) + body + struct.pack("<H", 5_000) + b"".join(told)


HOSTILE: Mapping[str, bytes] = {
    "entries in each other": _entries_in_each_other(),
    "directories in a row": b"II*\0\x08\0\0\0" + struct.pack("<HI", 0, 0) * 2_000_000,
    "heads of directories": jpeg(behind=b"II*\0\x08\0\0\0" * 2_000_000),
    "heads of pictures": jpeg(behind=b"\xff\xd8\xff\xe0" * 4_000_000),
    "pictures behind each other": jpeg(segment(0xFE, b"a")) * 300_000,
    "markers": b"\xff\xd8" + b"\xff" * 15_000_000,
    "markers alone": b"\xff\xd8" + b"\xff\x01" * 7_000_000,
    "scans": b"\xff\xd8" + SCAN * 500_000,
    "small blocks": GIF[:19] + b"!\xfe" + b"\1a" * 5_000_000,
    "fields": jpeg(behind=b"8BIM" + b"\x1c\2\5\0\0" * 3_000_000),
    "bombs": png(*[chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 1_999_999))] * 500),
    "addresses": b"<svg>" + b'<a href="data:image/png;base64,AAAA"/>' * 200_000,
    "beginnings of addresses": b"<svg>" + b"data:image/png;a=b" * 500_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_picture_costs_seconds_at_most(kind: str) -> None:
    started = time.process_time()
    said_in(opc.pack({"word/media/a.dat": HOSTILE[kind]}))
    assert time.process_time() - started < 20


def test_a_broken_picture_is_read_as_far_as_it_goes() -> None:
    for data in (*HIDDEN.values(), *PLACED.values()):
        for length in range(0, len(data), 7):
            if is_picture(data[:length]):
                assert isinstance(carried(data[:length]), Carried)


def test_a_bitmap_is_a_picture_and_a_text_that_begins_with_its_letters_is_none() -> None:
    assert [is_picture(data) for data in (bitmap(b""), b"BMW rijden is duur.")] == [True, False]


def test_a_text_that_only_speaks_of_a_place_is_no_photo() -> None:
    text = b'<w:p><w:t>exif:GPSLatitude="52,22.2120N"</w:t></w:p>'
    assert said_in(opc.pack({"word/document.xml": text})).placed == ()
