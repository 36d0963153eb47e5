"""The lists of a package: the relationships of a part, and the content types of all parts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from xml.etree import ElementTree as Tree

_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ROOTS = {"Relationship": "Relationships", "Default": "Types", "Override": "Types"}
_SPACES = {"Relationships": _RELATIONSHIPS, "Types": _TYPES}
_KNOWN: Mapping[str, frozenset[str]] = {
    "Relationship": frozenset(("Id", "Type", "Target", "TargetMode")),
    "Default": frozenset(("Extension", "ContentType")),
    "Override": frozenset(("PartName", "ContentType")),
}
_START = r"(?:<\?xml[^<>]*\?>\s*)?"
_SAID = r'\s*=\s*"[^"<>]*"'
_ORDINARY = re.compile(
    rf"{_START}<(Relationships|Types) xmlns{_SAID}\s*"
    rf"(?:/>|>(?:\s*<(?:Relationship|Default|Override)(?:\s+[A-Za-z]+{_SAID})*\s*/>)*\s*</\1>)\s*"
)
_LARGEST = 2_000_000  # bytes of a list; that of a long handbook is a thousandth of it
_ELEMENT = re.compile(r"<(Relationship|Default|Override)\s([^<>]*)/>")
_ATTRIBUTE = re.compile(r'([A-Za-z]+)\s*=\s*"([^"<>]*)"')


@dataclass(frozen=True, slots=True)
class Line:
    """One element of a list: its name and what its attributes say."""

    name: str
    says: Mapping[str, str]


def plain(data: bytes) -> bytes:
    """Return a list as Office writes it: in its own namespace, without a prefix.

    One that holds what no Office program writes stays as it is, so that it can be refused.
    """
    if len(data) > _LARGEST or _text(data):
        return data
    lines = _parsed(data)
    return data if lines is None else written(lines)


def lines_of(data: bytes) -> tuple[Line, ...]:
    """Return the lines of a list that is `plain`; of another one none."""
    text = _text(data)
    return tuple(
        Line(found[1], {key: unescape(value) for key, value in _ATTRIBUTE.findall(found[2])})
        for found in (_ELEMENT.finditer(text) if text else ())
    )


def written(lines: Iterable[Line]) -> bytes:
    """Return a list of one kind of lines."""
    every = tuple(lines)
    root = _ROOTS[every[0].name] if every else "Relationships"
    text = "".join(map(_element, every))
    return f'{_HEADER}<{root} xmlns="{_SPACES[root]}">{text}</{root}>'.encode()


def _element(line: Line) -> str:
    says = "".join(f' {key}="{escape(value)}"' for key, value in line.says.items())
    return f"<{line.name}{says}/>"


def _text(data: bytes) -> str:
    """Return a list that is plain as text, and "" for any other."""
    try:
        text = data.decode()
    except ValueError:
        return ""
    return text if _ORDINARY.fullmatch(text) else ""


def _parsed(data: bytes) -> tuple[Line, ...] | None:
    """Return the lines of a list in whatever form; None where it is none, or an odd one."""
    if b"<!" in data or data.count(b"<?") > 1:  # also what declares entities
        return None
    try:
        root = Tree.fromstring(data)
    except (Tree.ParseError, ValueError, LookupError):
        return None
    lines = [_line(each, root.tag) for each in root]
    loose = "".join(each for each in root.itertext()).strip()
    known = [each for each in lines if each is not None]
    return tuple(known) if known and len(known) == len(lines) and not loose else None


def _line(element: Tree.Element, root: str) -> Line | None:
    """Return one element of a list; None where no Office program writes it there."""
    space, _, name = element.tag.removeprefix("{").partition("}")
    known = name in _KNOWN and set(element.attrib) <= _KNOWN[name] and not len(element)
    if not known or space != _SPACES[_ROOTS[name]] or root != f"{{{space}}}{_ROOTS[name]}":
        return None
    return Line(name, dict(element.attrib))
