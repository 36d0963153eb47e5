"""The codes of the fields in a story, put together from the runs that Word cut them in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from handbook.word.package.markup import NAMESPACES, Element, qualified

# What stands in a code where something else than text is: no name of a field holds it.
STRANGE = "\ufffd"
# Where a field inside the code stands: the code reads otherwise once that one is worked out.
NESTED = "\ufffc"
_NAME = re.compile(r"\s*(=|[^\s\\\"=]+)")
# Quoted, a switch, or bare. A quote and a switch end a word that they are written up against.
_WORD = re.compile(r'"([^"]*)"?|(\\[^\\"\s]|[^\s"]+)')


@dataclass(frozen=True, slots=True, eq=False)
class FieldCode:
    """A field as it is written in a file: its code, and an element of it that says where it stands.

    `whole` tells that its begin and its end are both there.
    """

    text: str
    element: Element
    whole: bool = True

    @property
    def name(self) -> str:
        """The word that says what the field does, in capitals; "" for an empty field."""
        found = _NAME.match(self.text)
        return found[1].upper() if found else self.text.strip()

    @property
    def words(self) -> tuple[str, ...]:
        """What stands behind the name: switches, and arguments without their quotes."""
        found = _NAME.match(self.text)
        rest = self.text[found.end() :] if found else ""
        return tuple(each[1] if each[1] is not None else each[2] for each in _WORD.finditer(rest))


@dataclass(slots=True)
class _Open:
    """A field that was begun: pieces of its code, each with how it is tracked ("" is not)."""

    element: Element
    pieces: list[tuple[str, str]] = field(default_factory=list)
    coding: bool = True


@dataclass(slots=True)
class _Walk:
    """The walk through one story; `outer` holds the fields around each story inside it."""

    found: list[FieldCode] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    outer: list[list[_Open]] = field(default_factory=list)
    tracked: list[str] = field(default_factory=list)


def field_codes(root: Element) -> Iterator[FieldCode]:
    """Yield the fields in `root`, an inner one before the one around it.

    A text box, a note and each choice of what an older program shows is a story of its own: a
    program reads one of them and not the other, so a field never runs from one into another. Of a
    code with tracked changes, both what it was and what it becomes is given.
    """
    if next(root.iter(_SIGN, _SIMPLE, *_CODES), None) is None:
        return
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _STORIES:
            _turn(walk, event)
        elif element.tag in _TRACKED:
            _track(walk, event, _TRACKED[element.tag])
        elif event == "start":
            _step(walk, element)
    _close(walk)
    yield from walk.found


def _turn(walk: _Walk, event: str) -> None:
    """Begin or end a story inside the story."""
    if event == "start":
        if walk.open and walk.open[-1].coding:
            walk.open[-1].pieces.append((STRANGE, ""))
        walk.outer.append(walk.open)
        walk.open = []
    else:
        _close(walk)
        walk.open = walk.outer.pop()


def _track(walk: _Walk, event: str, kind: str) -> None:
    if event == "start":
        walk.tracked.append(kind)
    else:
        walk.tracked.pop()


def _step(walk: _Walk, element: Element) -> None:
    if element.tag == _SIGN:
        _sign(walk, element)
    elif element.tag == _SIMPLE:
        if walk.open and walk.open[-1].coding:
            walk.open[-1].pieces.append((NESTED, ""))
        walk.found.append(FieldCode(element.get(_INSTRUCTION, ""), element))
    elif walk.open and walk.open[-1].coding:
        piece = _piece(element)
        if piece:
            walk.open[-1].pieces.append((piece, walk.tracked[-1] if walk.tracked else ""))
    elif element.tag in _CODES and _text(element).strip():
        walk.found.append(FieldCode(_text(element), element, whole=False))


def _sign(walk: _Walk, element: Element) -> None:
    kind = element.get(_KIND, "").strip().casefold()
    if kind == "begin":
        if walk.open and walk.open[-1].coding:
            walk.open[-1].pieces.append((NESTED, ""))
        walk.open.append(_Open(element))
    elif not walk.open:
        walk.found.append(FieldCode(STRANGE, element, whole=False))
    elif kind == "separate":
        walk.open[-1].coding = False
    elif kind == "end":
        walk.found += _readings(walk.open.pop())
    else:
        walk.open[-1].pieces.append((STRANGE, ""))


def _close(walk: _Walk) -> None:
    """Give the fields that have no end, the inner one first."""
    while walk.open:
        walk.found += _readings(walk.open.pop(), whole=False)


def _readings(begun: _Open, *, whole: bool = True) -> Iterator[FieldCode]:
    """Yield the code as it stands, and without what was taken out or put in since."""
    texts = dict.fromkeys(
        "".join(text for text, kind in begun.pieces if kind != gone) for gone in ("del", "ins", "?")
    )
    yield from (FieldCode(text, begun.element, whole) for text in texts)


def _piece(element: Element) -> str:
    if element.tag in _CODES or element.tag in _WORDS:
        return _text(element)
    if element.tag in _BLANKS or element.tag == _PARAGRAPH:
        return " "
    inside = element.getparent() is not None and element.getparent().tag == _RUN
    return STRANGE if inside and element.tag not in _SILENT else ""


def _text(element: Element) -> str:
    return str(element.xpath("string()"))


_MC = f"{{{NAMESPACES['mc']}}}"
_PARAGRAPH, _RUN, _SIGN, _KIND, _SIMPLE, _INSTRUCTION = (
    qualified(f"w:{n}") for n in ("p", "r", "fldChar", "fldCharType", "fldSimple", "instr")
)
_CODES = frozenset(qualified(f"w:{n}") for n in ("instrText", "delInstrText"))
_WORDS = frozenset(qualified(f"w:{n}") for n in ("t", "delText"))
_BLANKS = frozenset(qualified(f"w:{n}") for n in ("tab", "br", "cr"))
_SILENT = frozenset(qualified(f"w:{n}") for n in ("rPr", "lastRenderedPageBreak"))
_STORIES = frozenset(
    (
        *(qualified(f"w:{n}") for n in ("txbxContent", "footnote", "endnote", "comment")),
        *(f"{_MC}{n}" for n in ("Choice", "Fallback")),
    )
)
_TRACKED = {
    qualified(f"w:{name}"): kind
    for name, kind in (("del", "del"), ("moveFrom", "del"), ("ins", "ins"), ("moveTo", "ins"))
}
