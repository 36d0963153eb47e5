"""A template's styles and lists as the renderer looks them up: by name, as Word itself does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from handbook.word.package.markup import Element, parse, qualified

# Styles and lists that most files of one organisation share are read once: bytes of both.
_SHARED = 500_000

Numbering = tuple[int, int]
"""A list and a level in it: the `w:numId`, and `w:ilvl` counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph style prints: size in half points, weight, font ("" is the theme's)."""

    size: int = 20
    bold: bool = False
    caps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a list: its format (decimal, upperLetter, bullet, …), pattern and first number."""

    format: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """The styles and lists of a template.

    Attributes:
        ids: style id by (type, name in lower case); Dutch Word renames ids, never names.
        names: the name in lower case by style id.
        numbering: which list and level a paragraph style brings, by style id.
        looks: how text in a paragraph style prints, by style id; "" is the default style.
        abstracts: the list definition (`w:abstractNumId`) by `w:numId`.
        levels: the levels of a list definition.
        margins: left and right cell margin together in twips, by table style id.
    """

    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    numbering: Mapping[str, Numbering] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    abstracts: Mapping[int, int] = field(default_factory=dict)
    levels: Mapping[int, Mapping[int, Level]] = field(default_factory=dict)
    margins: Mapping[str, int] = field(default_factory=dict)

    def paragraph(self, name: str) -> str:
        """Return the id of the paragraph style called `name`, or "" (the default style)."""
        return self.ids.get(("paragraph", name.casefold()), "")

    def character(self, name: str) -> str:
        """Return the id of the character style called `name`, or ""."""
        return self.ids.get(("character", name.casefold()), "")

    def table(self, name: str) -> str:
        """Return the id of the table style called `name`, or ""."""
        return self.ids.get(("table", name.casefold()), "")


def read_stylesheet(parts: Mapping[str, bytes]) -> Stylesheet:
    """Return the styles and lists of a package that may lack either part.

    Raises:
        ValueError: a part is damaged, or has a word where a number belongs.
    """
    styles, numbering = parts.get("word/styles.xml"), parts.get("word/numbering.xml")
    read = _known if len((styles or b"") + (numbering or b"")) <= _SHARED else _read
    return read(styles, numbering)


def _read(sheet: bytes | None, numbering: bytes | None) -> Stylesheet:
    styles = _styles(sheet)
    chains = {name: tuple(_chain(name, styles)) for name in styles}
    looks = {name: _look(chain) for name, chain in chains.items()}
    plain = next((n for n, each in styles.items() if _is_default(each)), "")
    abstracts, levels = _lists(numbering)
    # LibreOffice writes names with capitals, and a template may hold both; the first one counts.
    by_name: dict[tuple[str, str], str] = {}
    for name, style in styles.items():
        by_name.setdefault((style.get(_TYPE, ""), _value(style, "w:name").casefold()), name)
    return Stylesheet(
        ids=by_name,
        names={name: _value(style, "w:name").casefold() for name, style in styles.items()},
        numbering=_numbering(chains),
        looks={"": looks.get(plain, Look()), **looks},
        abstracts=abstracts,
        levels=levels,
        margins={name: _margin(chain) for name, chain in chains.items()},
    )


_known = lru_cache(maxsize=8)(_read)


def number_format(kind: str, number: int) -> str:
    """Return `number` as a list of format `kind` prints it."""
    if kind in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if kind == "upperLetter" else letters.lower()
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    return "" if kind in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
        *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        text += letters * (number // value)
        number %= value
    return text


def _styles(data: bytes | None) -> dict[str, Element]:
    if data is None:
        return {}
    return {each.get(_ID, ""): each for each in parse(data).iter(qualified("w:style"))}


def _is_default(style: Element) -> bool:
    return style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in ("1", "true", "on")


def _chain(name: str, styles: Mapping[str, Element]) -> list[Element]:
    """Return a style and what it is based on, nearest first; a circle ends where it closes."""
    chain: list[Element] = []
    while name in styles and styles[name] not in chain:
        chain.append(styles[name])
        name = _value(styles[name], "w:basedOn")
    return chain


def _numbering(chains: Mapping[str, tuple[Element, ...]]) -> dict[str, Numbering]:
    found: dict[str, Numbering] = {}
    for name, chain in chains.items():
        for style in chain:
            number = style.find(f"{_PPR}/{_NUMPR}")
            if number is not None and _value(number, "w:numId"):
                level = _whole(_value(number, "w:ilvl") or "0")
                found[name] = _whole(_value(number, "w:numId")), level
                break
    return {name: number for name, number in found.items() if number[0]}


def _look(chain: tuple[Element, ...]) -> Look:
    def first(name: str) -> Element | None:
        found = (style.find(f"{_RPR}/{qualified(name)}") for style in chain)
        return next((each for each in found if each is not None), None)

    size = first("w:sz")
    return Look(
        size=_whole(size.get(_VAL, "20")) if size is not None else 21,
        bold=_on(first("w:b")),
        caps=_on(first("w:caps")),
    )


def _on(element: Element | None) -> bool:
    return element is not None and element.get(_VAL, "1") not in ("0", "false")


def _margin(chain: tuple[Element, ...]) -> int:
    def side(name: str) -> int:
        for style in chain:
            found = style.find(f"{_TBLPR}/{_MARGIN}/{qualified(name)}")
            if found is not None:
                return _whole(found.get(qualified("w:w"), "108"))
        return 108

    return side("w:left") + side("w:right")


def _lists(data: bytes | None) -> tuple[dict[int, int], dict[int, dict[int, Level]]]:
    if data is None:
        return {}, {}
    root = parse(data)
    abstracts = {
        _whole(each.get(_NUMID)): _whole(_value(each, "w:abstractNumId"))
        for each in root.iter(qualified("w:num"))
    }
    levels = {
        _whole(each.get(_ABSTRACT)): {
            _whole(level.get(_ILVL)): Level(
                format=_value(level, "w:numFmt") or "decimal",
                pattern=_value(level, "w:lvlText"),
                start=_whole(_value(level, "w:start") or "1"),
            )
            for level in each.iter(qualified("w:lvl"))
        }
        for each in root.iter(qualified("w:abstractNum"))
    }
    return abstracts, levels


def _whole(text: str | None) -> int:
    if text is None or not text.lstrip("-").isdecimal():
        raise ValueError("een nummer in de stijlen of lijsten is onleesbaar")
    return int(text)


def add_lists(data: bytes, added: Mapping[int, int]) -> bytes:
    """Return the numbering part `data` with a list for each of `added`, each starting anew.

    `added` holds a list definition by the new list's number, in the order of the document.
    """
    lines = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, abstract in added.items()
    )
    # After the last w:num and not simply at the end: Word refuses w:num after numIdMacAtCleanup.
    return re.sub(rb"(.*</w:num>)", rb"\1" + lines.encode(), data, count=1, flags=re.DOTALL)


def _value(element: Element, name: str) -> str:
    child = element.find(qualified(name))
    return "" if child is None else str(child.get(_VAL, ""))


_VAL, _TYPE, _ID = (qualified(name) for name in ("w:val", "w:type", "w:styleId"))
_DEFAULT = qualified("w:default")
_NUMID, _ABSTRACT, _ILVL = (qualified(name) for name in ("w:numId", "w:abstractNumId", "w:ilvl"))
_PPR, _RPR, _NUMPR = (qualified(name) for name in ("w:pPr", "w:rPr", "w:numPr"))
_TBLPR, _MARGIN = (qualified(name) for name in ("w:tblPr", "w:tblCellMar"))
