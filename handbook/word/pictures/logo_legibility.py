"""What a reader would not see well of a logo, although it can be used."""

import base64
from collections.abc import Iterator

from handbook.word.package.markup import parse
from handbook.word.pictures.logo import is_svg, png_size, svg_text
from handbook.word.pictures.svg_drawing import draw
from handbook.word.pictures.svg_drawing_cost import name_of

_SMALL = 64  # pixels: enough to see whether anything stands there
_TALLEST, _WIDEST = 2, 12  # times the other side
# Lighter than this part of white cannot be seen on paper.
_LIGHTEST = 0.92
_PAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
    '<filter id="light" color-interpolation-filters="sRGB"><feComponentTransfer>'
    '<feFuncR type="linear" intercept="{lift}"/><feFuncG type="linear" intercept="{lift}"/>'
    '<feFuncB type="linear" intercept="{lift}"/></feComponentTransfer></filter>'
    '<g filter="url(#light)"><rect width="100%" height="100%" fill="white"/>{picture}</g></svg>'
)
_PICTURE = '<image width="{size}" height="{size}" href="data:image/png;base64,{data}"/>'

_CHOOSE = "Kies een logo dat op wit papier goed te zien is"
_OUTLINE = "Laat de ontwerper de letters omzetten naar contouren, of bewaar het logo als png"


def doubts_of(logo: bytes, png: bytes) -> Iterator[tuple[str, str]]:
    """Yield, in Dutch, what is doubtful about `logo` (its file) that prints as `png`; its mend."""
    width, height = png_size(png)
    if height > _TALLEST * width:
        yield (
            f"het logo is {_times(height / width)} keer zo hoog als breed: een smalle streep",
            _CHOOSE,
        )
    if width > _WIDEST * height:
        yield (
            f"het logo is {_times(width / height)} keer zo breed als hoog: een smalle streep",
            _CHOOSE,
        )
    if _drawn(_PICTURE.format(size=_SMALL, data=base64.b64encode(png).decode())) == _drawn(""):
        yield "het logo is wit of bijna wit, en op papier niet te zien", _CHOOSE
    if _has_words(logo):
        yield "het logo heeft letters die elke computer in zijn eigen lettertype tekent", _OUTLINE


def _times(ratio: float) -> str:
    return f"{ratio:.1f}".removesuffix(".0").replace(".", ",")


def _drawn(picture: str) -> bytes:
    """Return a small white page with a picture on it, on which the lightest shades are white."""
    page = _PAGE.format(size=_SMALL, lift=round(1 - _LIGHTEST, 2), picture=picture)
    return draw(page, (_SMALL, _SMALL))


def _has_words(logo: bytes) -> bool:
    if not is_svg(logo):
        return False
    found = (each for each in parse(svg_text(logo)).iter("*") if name_of(each) == "text")
    return any("".join(each.itertext()).strip() for each in found)
