"""How text looks once styles, lists and table styles have had their say, whoever saved the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.word.markup import Element, parse, qualified

# What a person can change on purpose; the rest of a run's properties is for the strict look.
_SWITCHES = ("b", "i", "strike")
_VALUES = ("u", "vertAlign", "highlight", "color")
_OFF = ("0", "false", "off", "none")
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
class Looks:
    """The styles and lists of a package.

    Attributes:
        styles: by id, with what they inherit filled in.
        default: id of the default paragraph style, or "".
        ids: style id by (type, name in lower case).
        formats: number format by (`w:numId`, `w:ilvl`).
    """

    styles: Mapping[str, Style]
    default: str
    ids: Mapping[tuple[str, str], str]
    formats: Mapping[tuple[str, str], str]

    def name(self, identity: str) -> str:
        """Return the name of a style in lower case; the id where the file lacks the style."""
        style = self.styles.get(identity)
        return style.name if style else identity.lower()

    def list_of(self, properties: Element | None, style: str) -> str:
        """Return "b0" (bullet), "n1" (number, second level) …, or "" for no list."""
        number, level = _listed(properties)
        if not number and style in self.styles:
            inherited = self.styles[style].listed
            number, level = inherited[0], level or inherited[1]
        if number in ("", "0"):
            return ""
        kind = self.formats.get((number, level or "0"), "decimal")
        return "" if kind == "none" else ("b" if kind == "bullet" else "n") + (level or "0")

    def flags(self, run: Element | None, style: str, table: Sequence[Properties]) -> str:
        """Return what is special about a run ("b", "i", "h:yellow" …), styles counted in."""
        direct = run_properties(run)
        mark = None if run is None else run.find(_RSTYLE)
        character = self._runs("" if mark is None else str(mark.get(_VAL)))
        paragraph = self._runs(style)
        layers = [direct, character, paragraph, *table]
        signs = "".join(sign for name, sign in _SIGNS if _first(layers, name))
        raised = _first(layers, "vertAlign")
        signs += {"superscript": "^", "subscript": "_"}.get(raised, "")
        lit = _first(layers, "highlight")
        signs += f"h:{lit}" if lit else ""
        around = _first([paragraph, *table], "color").upper() or "AUTO"
        # A colour that comes with a character style is no edit.
        colour = direct.get("color", "").upper() or (around if mark is not None else "")
        colour = colour or around
        return signs + (f"c:{colour}" if colour != around else "")

    def _runs(self, identity: str) -> Properties:
        style = self.styles.get(identity)
        return style.runs if style else {}


def _first(layers: Sequence[Properties], name: str) -> str:
    return next((each[name] for each in layers if name in each), "")


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


def read_looks(styles: bytes | None, numbering: bytes | None) -> Looks:
    """Return the styles and lists of a package; a part may be missing.

    Raises:
        ValueError: a part is damaged.
    """
    elements = {
        str(each.get(_STYLE_ID)): each
        for each in (parse(styles) if styles else ())
        if each.tag == _STYLE
    }
    read = {identity: _style(identity, elements) for identity in elements}
    ids: dict[tuple[str, str], str] = {}
    for identity, each in elements.items():
        ids.setdefault((str(each.get(_TYPE, "")), read[identity].name), identity)
    return Looks(
        styles=read,
        default=next((n for n, each in elements.items() if _is_default(each)), ""),
        ids=ids,
        formats=_formats(parse(numbering)) if numbering else {},
    )


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


def _formats(root: Element) -> dict[tuple[str, str], str]:
    abstract = {each.get(_ABSTRACT_ID): each for each in root.iterfind(_ABSTRACT)}
    found: dict[tuple[str, str], str] = {}
    for number in root.iterfind(_NUM):
        target = number.find(_ABSTRACT_ID)
        levels = abstract.get(None if target is None else target.get(_VAL))
        for level in () if levels is None else levels.iterfind(_LVL):
            kind = level.find(_FORMAT)
            key = (str(number.get(_NUMID)), str(level.get(_ILVL)))
            found[key] = "decimal" if kind is None else str(kind.get(_VAL))
    return found


_STYLE, _STYLE_ID, _TYPE, _DEFAULT, _NAME, _BASED, _VAL = (
    qualified(f"w:{n}") for n in ("style", "styleId", "type", "default", "name", "basedOn", "val")
)
_RPR, _PPR, _RSTYLE, _TABLE_PART = (
    qualified(f"w:{n}") for n in ("rPr", "pPr", "rStyle", "tblStylePr")
)
_NUMPR, _NUMID, _ILVL, _NUM, _LVL, _FORMAT = (
    qualified(f"w:{n}") for n in ("numPr", "numId", "ilvl", "num", "lvl", "numFmt")
)
_ABSTRACT, _ABSTRACT_ID = qualified("w:abstractNum"), qualified("w:abstractNumId")
