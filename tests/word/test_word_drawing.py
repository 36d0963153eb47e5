"""A drawing that asks too much is refused: before it is drawn where that shows, else by a clock."""

import base64
import hashlib
import struct
import time
import zlib
from functools import lru_cache

import pytest
import resvg_py

from handbook.word.package.markup import parse
from handbook.word.pictures.logo import to_png
from handbook.word.pictures.svg_drawing import TOO_HEAVY, Limits, draw
from handbook.word.pictures.svg_drawing_cost import steps

PAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">%s</svg>'
PLAIN = '<rect width="99" height="99"/>'


def clips(number: int, kind: str = "clipPath", name: str = "clip-path") -> str:
    """Return clips (or masks) that each refer to the next one twice."""
    return "".join(
        f'<{kind} id="m{each}" {name}="url(#m{each + 1})">'
        f'<rect width="99" height="99" {name}="url(#m{each + 1})"/></{kind}>'
        for each in range(number)
    )


@lru_cache
def picture(width: int, height: int, rows: int | None = None) -> str:
    """Return a PNG of this size, all black, as the address of a picture; `rows` of it are there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes((width + 1) * (height if rows is None else rows)))
    data = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


# Drawings of a few kilobytes that take from twenty seconds to longer than anyone lives.
BOMBS = {
    "clips in clips": clips(14) + '<rect width="9" height="9" clip-path="url(#m0)"/>',
    "masks in masks": clips(14, "mask", "mask") + '<rect style="mask: url(#m0)"/>',
    "a clip in itself": '<clipPath id="m0" clip-path="url(#m0)"/><rect clip-path="url(#m0)"/>',
    "a chain of clips": clips(45) + '<rect clip-path="url(#m0)"/>',
    "see-through groups": f'<g opacity=".9">{PLAIN}</g>' * 1_200,
    "see-through by style": '<rect style="fill: red; opacity: 0.5"/>' * 1_200,
    "blended": '<rect style="mix-blend-mode:multiply"/>' * 1_200,
    "dashes": '<path d="M0 0L9 9" stroke-dasharray="0.2"/>' * 1_200,
    "gradients": f'<linearGradient id="a">{"<stop/>" * 400}</linearGradient>'
    + '<rect fill="url(#a)"/>' * 900,
    "markers": f'<marker id="m">{"<circle/>" * 400}</marker>'
    + f'<path marker-mid="url(#m)" d="M0 0L{"1 1 " * 900}"/>',
    "letters": f'<text font-size="1">{"x" * 40_000}</text>',
    "style sheets": f"<style>{'g g g x{fill:red}' * 9_000}</style>" + "<rect/>" * 3_000,
    "pictures": f'<image href="{picture(6_000, 6_000)}"/>' * 2,
}


@pytest.mark.parametrize("inner", BOMBS.values(), ids=BOMBS)
def test_a_drawing_that_asks_too_much_is_refused_before_it_is_drawn(
    inner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.word.pictures.logo.draw", lambda *_: pytest.fail("it was drawn"))
    with pytest.raises(ValueError, match=TOO_HEAVY):
        to_png((PAGE % inner).encode())


def test_a_picture_in_a_drawing_is_as_small_as_a_logo_may_be() -> None:
    with pytest.raises(ValueError, match="16000 bij 16000 pixels"):
        to_png((PAGE % f'<image href="{picture(16_000, 16_000, rows=9)}"/>').encode())


@pytest.mark.parametrize(
    ("inner", "number"),
    [
        ("<rect/><rect/>", 3),
        ('<rect opacity="1"/><rect style="opacity:1;stroke-dasharray:none"/>', 3),
        ('<rect fill-opacity=".5"/><rect clip-path="none"/>', 3),
        ('<rect opacity=".5"/>', 102),
        ('<clipPath id="a"><rect/></clipPath><rect clip-path="url(#a)"/>', 1 + 2 + 1 + 100 + 2),
        ('<g id="a"><rect/></g><use href="#a"/><use href="#b"/>', 1 + 2 + 1 + 2 + 1),
        ('<marker id="a"/><path style="marker-mid:url(#a)" d="M0 0 1 1"/>', 1 + 1 + 1 + 4),
        ("<text>abc</text>", 2 + 3 * 5),
    ],
)
def test_a_shape_is_a_step_and_a_layer_a_hundred(inner: str, number: int) -> None:
    assert steps(parse(PAGE % inner)) == number


def test_a_drawing_out_of_a_drawing_program_is_far_below_what_is_refused() -> None:
    shapes = '<path style="opacity:1;fill:url(#a);marker:none" d="M0 0 1 1z"/>' * 1_000
    paint = '<linearGradient id="a"><stop/><stop/></linearGradient>'
    assert steps(parse(PAGE % (paint + shapes))) < 5_000


def test_a_drawing_that_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    heavy = PAGE % (f'<g opacity=".9">{PLAIN}</g>' * 2_000)
    with pytest.raises(ValueError, match=TOO_HEAVY):
        draw(heavy, (1_200, 6_000), Limits(seconds=0.5))
    assert time.monotonic() - begun < 5


def test_a_drawing_that_takes_too_much_memory_is_ended() -> None:
    large = PAGE % f'<image width="9" height="9" href="{picture(6_000, 6_000)}"/>'
    with pytest.raises(ValueError, match=TOO_HEAVY):
        draw(large, (90, 90), Limits(memory=120_000_000))
    assert draw(PAGE % PLAIN, (90, 90), Limits(memory=120_000_000)) != b""


def test_a_drawing_that_ends_its_process_does_not_end_ours() -> None:
    with pytest.raises(ValueError, match=TOO_HEAVY):
        draw(PAGE % ("<g>" * 20_000 + "</g>" * 20_000), (1_200, 6_000))


@pytest.mark.parametrize("svg", ["", "geen svg", PAGE.replace("100", "0") % ""])
def test_what_is_no_drawing_is_said_to_be_none(svg: str) -> None:
    with pytest.raises(ValueError, match="het logo kan niet worden getekend"):
        draw(svg, (1_200, 6_000))


def test_a_page_that_is_slimmer_than_its_view_is_refused() -> None:
    slim = PAGE.replace('width="100" height="100"', 'width="1" height="400" viewBox="0 0 9 9"')
    with pytest.raises(ValueError, match="veel te smal"):
        to_png((slim % PLAIN).encode())


@pytest.mark.parametrize(
    "inner",
    [
        PLAIN,
        '<circle cx="50" cy="50" r="40" fill="none" stroke="#123456" stroke-width="7"/>',
        '<clipPath id="a"><circle cx="50" cy="50" r="40"/></clipPath>'
        f'<g clip-path="url(#a)" opacity=".5">{PLAIN}</g>',
    ],
)
def test_a_drawing_has_the_bytes_that_resvg_gives(inner: str) -> None:
    svg = PAGE % inner
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=1_200))
    assert hashlib.sha256(to_png(svg.encode())).digest() == hashlib.sha256(drawn).digest()
