"""A logo as every reader can show it."""

import re
import struct
import zlib

import pytest
import resvg_py
from word.specimen import document_of, job, p, procedure, template

from handbook.word.package.package import read, relations
from handbook.word.pictures.logo import extent, png_size, to_png
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#123456"/></svg>'
)
# A grey picture of 8 by 8 pixels.
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "10" * 64
    + "ffc0000b080008000801011100ffc4001400010000000000000000000000000000000"
    "9ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9"
)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    pieces = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + pieces


def test_a_png_stays_as_it_is() -> None:
    assert to_png(png(40, 20)) == png(40, 20)


def test_an_svg_is_drawn_large_enough_to_print() -> None:
    assert png_size(to_png(SVG.encode())) == (1200, 600)


def test_a_jpeg_becomes_a_png_of_its_own_size() -> None:
    assert png_size(to_png(JPEG)) == (8, 8)


def test_a_doctype_that_says_nothing_is_allowed() -> None:
    typed = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + SVG
    assert png_size(to_png(typed.encode())) == (1200, 600)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        png(40, 20)[:40],
        png(7_000, 1),
        b"\x89PNG\r\n\x1a\n" + b"x" * 40,
        b"\xff\xd8\xff",
        b"x" * 5_000_001,
        SVG.replace("<rect", '<image href="/etc/hostname"/><rect').encode(),
        SVG.replace("<rect", '<image href="https://x.nl/a.png"/><rect').encode(),
        SVG.replace("<rect", '<image href="data:image/svg+xml;base64,AAAA"/><rect').encode(),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG).encode(),
        SVG.replace("0 0 40 20", "0 0 4000 1").encode(),
        SVG.replace("</svg>", "").encode(),
        "<svg é".encode("latin-1"),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="logo"):
        to_png(data)


def test_a_logo_is_at_most_so_high_and_sixty_millimetres_wide() -> None:
    assert extent(png(40, 20), 16) == (32 * 36_000, 16 * 36_000)
    assert extent(png(400, 20), 16) == (60 * 36_000, 3 * 36_000)


def test_a_logo_prints_with_its_alternative_text_and_is_kept_once() -> None:
    data = bytes(resvg_py.svg_to_bytes(svg_string=SVG))
    page = template(p("{{r logo(16) }}{{r logo(8) }}"), p("{{r logo(12) }}"))
    made = render(job(procedure(), page, logo=data))
    media = [name for name in read(made) if name.startswith("word/media/")]
    assert len(media) == 1
    assert re.fullmatch(r"word/media/[0-9a-f]{16}\.png", media[0])
    assert read(made)[media[0]] == data
    assert document_of(made).count('descr="Logo van Stichting De Linde"') == 4
    relationships = relations(read(made), "word/header1.xml")
    assert [each.target for each in relationships] == media
    assert lint(made) == ()


@pytest.mark.parametrize(
    "inner",
    [
        "<g>" * 250 + '<rect width="4" height="4"/>' + "</g>" * 250,
        '<filter id="f"><feTurbulence numOctaves="9999999"/></filter>',
        "<rect/>" * 6_000,
        f'<path d="M0 0{"L40 20" * 100_000}"/>',
        '<g id="a"><use href="#b"/></g><g id="b"><rect/></g>',
    ],
)
def test_a_drawing_that_would_hang_or_end_the_program_is_refused(inner: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{inner}</svg>'
    with pytest.raises(ValueError, match="bewaar het als png"):
        to_png(svg.encode())


def refusal(svg: str) -> str:
    """Return why the drawing is refused, or nothing when it is drawn."""
    try:
        to_png(svg.encode())
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("box", ["0 0 1.2.3 4", f"0 0 {'9' * 400} 4", "0 0 -1 4"])
def test_a_size_that_is_no_number_is_said_in_dutch(box: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="."><rect/></svg>'
    assert refusal(svg)[:8] in ("", "het logo")


def test_a_png_that_is_rubbish_inside_is_refused() -> None:
    sound = png(40, 20)
    spot = sound.index(b"IDAT") + 6
    damaged = sound[:spot] + bytes([sound[spot] ^ 0xFF]) + sound[spot + 1 :]
    with pytest.raises(ValueError, match="het logo is beschadigd"):
        to_png(damaged)


def chained(kind: str) -> str:
    """Forty masks of which each is drawn twice in the one before it."""
    use = 'clip-path="url(#m{0})"' if kind == "clipPath" else 'mask="url(#m{0})"'
    shape = f'<rect width="40" height="20" {use}/>'
    defined = (
        f'<{kind} id="m{number}">{shape.format(number + 1) * 2}</{kind}>' for number in range(40)
    )
    return f"{''.join(defined)}{shape.format(0)}"


@pytest.mark.parametrize(
    "inner",
    [
        chained("clipPath"),
        chained("mask"),
        '<g opacity=".9"><rect width="40" height="20"/></g>' * 2_400,
        f'<text font-size="1">{"x" * 400_000}</text>',
    ],
    ids=["clips", "masks", "layers", "text"],
)
def test_a_logo_that_would_never_be_done_is_refused_before_it_is_drawn(inner: str) -> None:
    with pytest.raises(ValueError, match="bewaar het als png"):
        to_png(SVG.replace("<rect", f"{inner}<rect", 1).encode())
