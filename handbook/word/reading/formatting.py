"""How text looks once styles, lists and table styles have had their say, whoever saved the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from handbook.word.package.markup import Element, parse, qualified

# What a person can change on purpose; the rest of a run's properties is for the strict look.
_SWITCHES = ("b", "i", "strike")
_VALUES = ("u", "vertAlign", "highlight", "color")
_OFF = ("0", "false", "off", "none")
# Styles and lists that most files of one organisation share are read once: bytes of both.
_SHARED = 500_000
_SIGNS = (("b", "b"), ("i", "i"), ("u", "u"), ("strike", "s"))

Properties = Mapping[str, str]
"""Run properties that count, by name; "" is "off"."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name in lower case, all it says of runs, its list (id, level), table parts."""

    name: str
    runs: Properties = field(default_factory=dict)
    listed: tuple[str, str] = ("", "")
    parts: Mapping[str, Properties] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Formatting:
    """The styles and lists of a package.

    Attributes:
        styles: by id, with what they inherit filled in.
        default: id of the default paragraph style, or "".
        ids: style id by (type, name in lower case).
        formats: number format by (`w:numId`, `w:ilvl`).
        signs: what stands before a line of that list: kind, "%1." or a sign, and first number.
    """

    styles: Mapping[str, Style]
    default: str
    ids: Mapping[tuple[str, str], str]
    formats: Mapping[tuple[str, str], str]
    signs: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def name(self, identity: str) -> str:
        """Return the name of a style in lower case; the id where the file lacks the style."""
        style = self.styles.get(identity)
        return style.name if style else identity.lower()

    def list_of(self, properties: Element | None, style: str) -> str:
        """Return "b0" (bullet), "n1" (number, second level) …, or "" for no list."""
        number, level = self._numbered(properties, style)
        if number in ("", "0"):
            return ""
        kind = self.formats.get((number, level), "decimal")
        return "" if kind == "none" else ("b" if kind == "bullet" else "n") + level

    def sign_of(self, properties: Element | None, style: str) -> tuple[str, ...]:
        """Return how a line of a list is numbered: kind, sign and first number; () for no list."""
        return self.signs.get(self._numbered(properties, style), ())

    def _numbered(self, properties: Element | None, style: str) -> tuple[str, str]:
        """Return the list (`w:numId`, `w:ilvl`) that a paragraph is in, also by its style."""
        number, level = _listed(properties)
        if not number and style in self.styles:
            inherited = self.styles[style].listed
            number, level = inherited[0], level or inherited[1]
        return number, level or "0"

    def flags(self, run: Element | None, style: str, table: Sequence[Properties]) -> str:
        """Return what is special about a run ("b", "i", "h:yellow" …), styles counted in."""
        direct = run_properties(run)
        mark = None if run is None else run.find(_RSTYLE)
        character = self._runs("" if mark is None else str(mark.get(_VAL)))
        below = _laid_over(self._runs(style), *table)
        look = _laid_over(direct, character, below)
        signs = "".join(sign for name, sign in _SIGNS if look.get(name))
        raised = look.get("vertAlign", "")
        signs += {"superscript": "^", "subscript": "_"}.get(raised, "")
        lit = look.get("highlight", "")
        signs += f"h:{lit}" if lit else ""
        around = below.get("color", "").upper() or "AUTO"
        # A colour that comes with a character style is no edit.
        colour = direct.get("color", "").upper() or around
        return signs + (f"c:{colour}" if colour != around else "")

    def _runs(self, identity: str) -> Properties:
        style = self.styles.get(identity)
        return style.runs if style else {}


def _laid_over(*layers: Properties) -> Properties:
    """Return what the layers say together; of two that say the same thing the first counts."""
    return {name: value for each in reversed(layers) for name, value in each.items()}


def run_properties(element: Element | None) -> dict[str, str]:
    """Return the properties of a `w:rPr` that a person changes on purpose."""
    found: dict[str, str] = {}
    for each in element if element is not None else ():
        name = str(each.tag).rpartition("}")[2]
        value = str(each.get(_VAL, ""))
        if name in _SWITCHES:
            found[name] = "" if value in _OFF else "1"
        elif name == "u":
            found[name] = "" if value in ("", "none") else "1"
        elif name in _VALUES:
            found[name] = "" if value in ("none", "baseline") else value
    return found


def read_looks(styles: bytes | None, numbering: bytes | None) -> Formatting:
    """Return the styles and lists of a package; a part may be missing.

    Raises:
        ValueError: a part is damaged.
    """
    read = _known if len((styles or b"") + (numbering or b"")) <= _SHARED else _read
    return read(styles, numbering)


def _read(styles: bytes | None, numbering: bytes | None) -> Formatting:
    elements = {
        str(each.get(_STYLE_ID)): each
        for each in (parse(styles) if styles else ())
        if each.tag == _STYLE
    }
    read = {identity: _style(identity, elements) for identity in elements}
    ids: dict[tuple[str, str], str] = {}
    for identity, each in elements.items():
        ids.setdefault((str(each.get(_TYPE, "")), read[identity].name), identity)
    levels = dict(_levels(parse(numbering))) if numbering else {}
    return Formatting(
        styles=read,
        default=next((n for n, each in elements.items() if _is_default(each)), ""),
        ids=ids,
        formats={key: kind for key, (kind, *_) in levels.items()},
        signs={key: tuple(said) for key, (_, *said) in levels.items()},
    )


# Her file, ours and their base mostly have the styles of one template.
_known = lru_cache(maxsize=8)(_read)


def _is_default(style: Element) -> bool:
    return style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in ("1", "true", "on")


def _style(identity: str, elements: Mapping[str, Element]) -> Style:
    name = elements[identity].find(_NAME)
    runs: dict[str, str] = {}
    parts: dict[str, Properties] = {}
    number = level = ""
    for each in _chain(identity, elements):
        runs = {**run_properties(each.find(_RPR)), **runs}
        here = _listed(each.find(_PPR))
        number, level = number or here[0], level or here[1]
        for part in each.iterfind(_TABLE_PART):
            parts.setdefault(str(part.get(_TYPE)), run_properties(part.find(_RPR)))
    called = identity if name is None else str(name.get(_VAL, ""))
    return Style(called.lower().strip(), runs, (number, level), parts)


def _chain(identity: str, elements: Mapping[str, Element]) -> Iterator[Element]:
    seen: set[str] = set()
    while identity in elements and identity not in seen:
        seen.add(identity)
        yield elements[identity]
        based = elements[identity].find(_BASED)
        identity = "" if based is None else str(based.get(_VAL, ""))


def _listed(properties: Element | None) -> tuple[str, str]:
    number = None if properties is None else properties.find(f"{_NUMPR}/{_NUMID}")
    level = None if properties is None else properties.find(f"{_NUMPR}/{_ILVL}")
    return (
        "" if number is None else str(number.get(_VAL, "")),
        "" if level is None else str(level.get(_VAL, "")),
    )


def _levels(root: Element) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Yield the kind of each level of each list, and kind, sign and first number as a list shows.

    A list may override what its definition says.
    """
    abstract = {each.get(_ABSTRACT_ID): each for each in root.iterfind(_ABSTRACT)}
    for number in root.iterfind(_NUM):
        target = number.find(_ABSTRACT_ID)
        shape = abstract.get(None if target is None else target.get(_VAL))
        own = {each.get(_ILVL): each for each in number.iterfind(_OVERRIDE)}
        for level in () if shape is None else shape.iterfind(_LVL):
            override = own.get(level.get(_ILVL))
            inner = None if override is None else override.find(_LVL)
            shown = level if inner is None else inner
            first = None if override is None else override.find(_START_OVERRIDE)
            first = shown.find(_START) if first is None else first
            key = (str(number.get(_NUMID)), str(level.get(_ILVL)))
            kinds = (_said(each.find(_FORMAT), "decimal") for each in (level, shown))
            yield key, (*kinds, _said(shown.find(_SIGN)), _said(first))


def _said(element: Element | None, otherwise: str = "") -> str:
    return otherwise if element is None else str(element.get(_VAL))


_STYLE, _STYLE_ID, _TYPE, _DEFAULT, _NAME, _BASED, _VAL = (
    qualified(f"w:{n}") for n in ("style", "styleId", "type", "default", "name", "basedOn", "val")
)
_RPR, _PPR, _RSTYLE, _TABLE_PART = (
    qualified(f"w:{n}") for n in ("rPr", "pPr", "rStyle", "tblStylePr")
)
_NUMPR, _NUMID, _ILVL, _NUM, _LVL, _FORMAT = (
    qualified(f"w:{n}") for n in ("numPr", "numId", "ilvl", "num", "lvl", "numFmt")
)
_OVERRIDE, _START_OVERRIDE, _START, _SIGN = (
    qualified(f"w:{n}") for n in ("lvlOverride", "startOverride", "start", "lvlText")
)
_ABSTRACT, _ABSTRACT_ID = qualified("w:abstractNum"), qualified("w:abstractNumId")
