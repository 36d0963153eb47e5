"""House style → theme colours and fonts, and the cached colour beside every theme colour."""

import colorsys
import re
from collections.abc import Mapping
from functools import lru_cache

from handbook.model.sources.profile import HouseStyle
from handbook.word.package.markup import Element, parse, qualified, serialise

# Fonts that stand on nearly every computer with Office, and have a twin of equal width elsewhere.
SAFE_FONTS = ("Calibri", "Arial", "Verdana", "Segoe UI", "Georgia", "Trebuchet MS", "Tahoma")
_NEEDED = {"Times New Roman", "Cambria", "Courier New"}
_WHITE = "FFFFFF"
_TEXT = "1F2933"
# WCAG 2.1, success criterion 1.4.3: text 4.5 to 1, large text and graphics 3 to 1. Headings, and
# the white text of table heads and the cover on the same colour, get 8.
_DARK = 0.03928  # below it a screen gives light in proportion
_HEADING, _READABLE, _VISIBLE = 8.0, 4.5, 3.0
_SLOTS: Mapping[str, str] = {
    "text1": "dk1",
    "dark1": "dk1",
    "background1": "lt1",
    "light1": "lt1",
    "text2": "dk2",
    "dark2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}
_STORIES = re.compile(
    r"word/(document|styles|numbering|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
)


def warnings(style: HouseStyle) -> tuple[str, ...]:
    """Return what may look different at a reader's, in Dutch: fonts that few computers have."""
    known = {font.casefold() for font in (*SAFE_FONTS, *_NEEDED)}
    fonts = dict.fromkeys((style.fonts.headings, style.fonts.text))
    return tuple(
        f"het lettertype '{font}' staat niet op elke computer; Word kiest daar zelf een ander. "
        f"Zeker zijn: {', '.join(SAFE_FONTS)}."
        for font in fonts
        if font.casefold() not in known
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (RRGGBB) as WCAG 2.1 defines it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=64)
def scheme(style: HouseStyle) -> Mapping[str, str]:
    """Return the twelve theme colours (RRGGBB) made of the two house colours.

    A colour that text has, or that white text stands on, is darkened until it can be read; its
    hue stays.
    """
    primary = style.colours.primary.lstrip("#").upper()
    accent = style.colours.accent.lstrip("#").upper()
    readable = _darkened(primary, _READABLE)
    return {
        "dk1": _TEXT,
        "lt1": _WHITE,
        "dk2": _darkened(primary, _HEADING),
        "lt2": _mixed(primary, _WHITE, 0.94),
        "accent1": readable,
        "accent2": _darkened(accent, _VISIBLE),
        "accent3": _darkened(_mixed(primary, accent, 0.5), _READABLE),
        "accent4": _mixed(primary, _WHITE, 0.45),
        "accent5": _mixed(accent, _WHITE, 0.35),
        "accent6": _mixed(_TEXT, _WHITE, 0.35),
        "hlink": readable,
        "folHlink": _darkened(_mixed(primary, "800080", 0.4), _READABLE),
    }


def dress(parts: Mapping[str, bytes], style: HouseStyle) -> dict[str, bytes]:
    """Return `parts` in the colours and fonts of a house style, by theme and never directly.

    Word reads the theme and ignores the colour cached beside each reference to it; LibreOffice,
    previews and most converters read only the cache. So both are written.
    """
    colours = scheme(style)
    result = dict(parts)
    former: Mapping[str, str] = {}
    for name in sorted(parts):
        if re.fullmatch(r"word/theme/theme\d+\.xml", name):
            root = parse(parts[name])
            former = former or _colours_of(root)
            _set_theme(root, colours, style)
            result[name] = serialise(root)
    for name in sorted(parts):
        if _STORIES.fullmatch(name):
            result[name] = _recached(parts[name], colours, former)
    return result


def _set_theme(root: Element, colours: Mapping[str, str], style: HouseStyle) -> None:
    for slot in next(root.iter(f"{_A}clrScheme"), ()):
        name = slot.tag.removeprefix(_A)
        if name in colours:
            slot[:] = [slot.makeelement(f"{_A}srgbClr", {"val": colours[name]})]
    for font, face in (("majorFont", style.fonts.headings), ("minorFont", style.fonts.text)):
        for latin in root.iterfind(f".//{_A}{font}/{_A}latin"):
            latin.set("typeface", face)
            # The panose describes another font; Word would choose a stand-in by it.
            latin.attrib.pop("panose", None)


def _colours_of(root: Element) -> dict[str, str]:
    """Return the theme colours before dressing, by slot."""
    return {
        slot.tag.removeprefix(_A): slot[0].get("val", slot[0].get("lastClr", "")).upper()
        for slot in next(root.iter(f"{_A}clrScheme"), ())
        if len(slot)
    }


def _recached(data: bytes, colours: Mapping[str, str], former: Mapping[str, str]) -> bytes:
    root = parse(data)
    legacy = {f"#{former[slot]}": f"#{colours[slot]}" for slot in colours if former.get(slot)}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        _recache(element, colours, (_THEME, _TINT, _SHADE, _target(element)))
        _recache(element, colours, (_FILL_THEME, _FILL_TINT, _FILL_SHADE, _FILL))
        # The drawing that Word before 2010 and some converters show has no theme.
        for name in ("fillcolor", "strokecolor"):
            old = element.get(name, "").upper()
            if old in legacy:
                element.set(name, legacy[old])
    return serialise(root)


def _target(element: Element) -> str:
    return _VAL if element.tag == qualified("w:color") else qualified("w:color")


def _recache(element: Element, colours: Mapping[str, str], names: tuple[str, ...]) -> None:
    theme, tint, shade, target = names
    slot = _SLOTS.get(element.get(theme, ""))
    if slot is None:
        return
    colour = colours[slot]
    if element.get(tint):
        colour = _mixed(colour, _WHITE, 1 - int(element.get(tint), 16) / 255)
    if element.get(shade):
        colour = _mixed(colour, "000000", 1 - int(element.get(shade), 16) / 255)
    element.set(target, colour)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _hex(red: float, green: float, blue: float) -> str:
    return "".join(f"{max(0, min(255, round(each))):02X}" for each in (red, green, blue))


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return float(value / 12.92 if value <= _DARK else ((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(each / 255) for each in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _darkened(colour: str, ratio: float) -> str:
    """Return `colour` with less light until its contrast with white reaches `ratio`."""
    hue, light, depth = colorsys.rgb_to_hls(*(each / 255 for each in _rgb(colour)))
    while contrast(colour, _WHITE) < ratio and light > 0:
        light = max(0.0, light - 0.01)
        colour = _hex(*(each * 255 for each in colorsys.hls_to_rgb(hue, light, depth)))
    return colour


def _mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    return _hex(
        *(a * (1 - share) + b * share for a, b in zip(_rgb(colour), _rgb(other), strict=True))
    )


_A = qualified("a:")
_VAL = qualified("w:val")
_THEME, _TINT, _SHADE = (qualified(f"w:theme{each}") for each in ("Color", "Tint", "Shade"))
_FILL, _FILL_THEME = qualified("w:fill"), qualified("w:themeFill")
_FILL_TINT, _FILL_SHADE = qualified("w:themeFillTint"), qualified("w:themeFillShade")
