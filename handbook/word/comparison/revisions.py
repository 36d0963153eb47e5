"""Tracked changes as Word writes them: text, paragraph marks, rows and looks, in and out."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Literal

from lxml import etree

from handbook.word.comparison.tokens import Token, letters_of
from handbook.word.package.markup import NAMESPACES, Element, qualified

Way = Literal["ins", "del"]

_P, _PPR, _R, _RPR, _STYLE, _RSTYLE, _VAL, _TRPR, _TBLPREX = (
    qualified(f"w:{name}")
    for name in ("p", "pPr", "r", "rPr", "pStyle", "rStyle", "val", "trPr", "tblPrEx")
)
_SECTION, _CHANGE, _NUMBERING = (
    qualified(f"w:{name}") for name in ("sectPr", "pPrChange", "numPr")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPECIAL = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
_LOOKS = tuple(
    qualified(f"w:{name}")
    for name in ("rStyle", "b", "i", "caps", "strike", "color", "highlight", "u", "vertAlign")
)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPen:
    """Whose changes these are, when (`2026-11-23T00:00:00Z`), and the next free number.

    `styles` gives the id that the new file has for a style id of the old one.
    """

    author: str
    date: str
    styles: Mapping[str, str] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(100_000))

    def mark(self, name: str) -> Element:
        """Return an empty mark: `ins`, `del`, `rPrChange` or `pPrChange`."""
        mark = element(name)
        mark.set(qualified("w:id"), str(next(self.numbers)))
        mark.set(qualified("w:author"), self.author)
        mark.set(qualified("w:date"), self.date)
        return mark


def element(name: str) -> Element:
    """Return an empty element `w:name`."""
    return etree.Element(qualified(f"w:{name}"), nsmap={"w": NAMESPACES["w"]})


def put(pen: RevisionPen, paragraph: Element, letters: Iterable[Token], way: Way | None) -> None:
    """Put `letters` at the end of `paragraph`, as they are or as something that came or went.

    Of what went only text and look are kept: no field, link or picture works in it.
    """
    for _, group in groupby(letters, key=lambda each: (id(each.look), tuple(map(id, each.nodes)))):
        same = list(group)
        if same[0].nodes and way != "del":
            for node in same[0].nodes:
                paragraph.append(node)
                if way:
                    come(pen, node)
        elif text := "".join(each.text for each in same):
            gone = way == "del"
            look = _former(pen, same[0].look) if gone else same[0].look
            run = _run(text, look, gone=gone)
            paragraph.append(_wrapped(pen.mark(way), run) if way else run)


def put_restyled(
    pen: RevisionPen, paragraph: Element, before: Token, letters: Iterable[Token]
) -> None:
    """Put `letters` as they are, with the look that they had in `before` marked as former."""
    first = len(paragraph)
    put(pen, paragraph, letters, None)
    for run in paragraph[first:]:
        if run.tag == _R:
            look = run.find(_RPR)
            if look is None:
                look = element("rPr")
                run.insert(0, look)
            change = pen.mark("rPrChange")
            former = _former(pen, before.look)
            change.append(element("rPr") if former is None else former)
            look.append(change)


def looks_alike(pen: RevisionPen, old: Element | None, new: Element | None) -> bool:
    """Tell whether two looks print the same, as far as a reader of changes cares."""
    return _facts(_former(pen, old)) == _facts(new)


def come(pen: RevisionPen, node: Element) -> None:
    """Mark every run of a paragraph, link or control as something that came."""
    home = node if node.tag == _P else next(node.iterancestors(_P), None)
    for run in list(node.iter(_R)):
        if next(run.iterancestors(_P), None) is home:
            mark = pen.mark("ins")
            run.addprevious(mark)
            mark.append(run)


def went(pen: RevisionPen, paragraph: Element) -> Element:
    """Return a paragraph of the old file as one that went, without its mark."""
    gone = element("p")
    gone.append(former_properties(pen, paragraph))
    put(pen, gone, letters_of(paragraph), "del")
    return gone


def mark_end(pen: RevisionPen, paragraph: Element, way: Way) -> None:
    """Mark the end of a paragraph as one that came or went."""
    properties = _properties(paragraph)
    look = properties.find(_RPR)
    if look is None:
        look = element("rPr")
        at = [each for each in properties if each.tag in (_SECTION, _CHANGE)]
        properties.insert(properties.index(at[0]) if at else len(properties), look)
    look.insert(0, pen.mark(way))


def mark_row(pen: RevisionPen, row: Element, way: Way) -> None:
    """Mark a row as one that came or went."""
    properties = row.find(_TRPR)
    if properties is None:
        properties = element("trPr")
        at = 1 if len(row) and row[0].tag == _TBLPREX else 0
        row.insert(at, properties)
    properties.append(pen.mark(way))


def former_properties(pen: RevisionPen, paragraph: Element) -> Element:
    """Return the properties of an old paragraph as the new file can say them.

    Its section, its list and a style that the new file lacks are left out.
    """
    out = own_properties(paragraph)
    for each in out.findall(_NUMBERING):
        out.remove(each)
    _restyle(pen, out, _STYLE)
    return out


def own_properties(paragraph: Element) -> Element:
    """Return a copy of the properties of a paragraph, without section and marks."""
    properties = paragraph.find(_PPR)
    out = element("pPr") if properties is None else copy.deepcopy(properties)
    for each in [*out.iterchildren(_SECTION, _CHANGE, _RPR)]:
        out.remove(each)
    return out


def mark_properties(pen: RevisionPen, paragraph: Element, former: Element) -> None:
    """Mark that a paragraph had the properties `former`, where its style or place changed."""
    properties = _properties(paragraph)
    if _shape(properties) == _shape(former) or properties.find(_CHANGE) is not None:
        return
    change = pen.mark("pPrChange")
    change.append(copy.deepcopy(former))
    properties.append(change)


def _shape(properties: Element) -> list[tuple[str, str | None]]:
    names = (_STYLE, qualified("w:jc"))
    return [(each.tag, each.get(_VAL)) for each in properties if each.tag in names]


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(_PPR)
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    return properties


def _former(pen: RevisionPen, look: Element | None) -> Element | None:
    if look is None:
        return None
    out = copy.deepcopy(look)
    for each in [each for each in out if each.tag.endswith(("Change", "}ins", "}del"))]:
        out.remove(each)
    _restyle(pen, out, _RSTYLE)
    return out


def _restyle(pen: RevisionPen, properties: Element, name: str) -> None:
    for each in properties.findall(name):
        style = pen.styles.get(each.get(_VAL, ""))
        if style:
            each.set(_VAL, style)
        else:
            properties.remove(each)


def _facts(look: Element | None) -> list[tuple[str, str]]:
    if look is None:
        return []
    told = [(each.tag, each.get(_VAL, "1")) for each in look if each.tag in _LOOKS]
    return sorted((tag, value) for tag, value in told if value not in _OFF)


def _run(text: str, look: Element | None, *, gone: bool) -> Element:
    run = element("r")
    if look is not None:
        run.append(copy.deepcopy(look))
    run.extend(_spoken(text, "delText" if gone else "t"))
    return run


def _spoken(text: str, name: str) -> Iterator[Element]:
    for part in re.split("([\t\n\u2011\u00ad])", text):
        if part in _SPECIAL:
            yield element(_SPECIAL[part])
        elif part:
            spoken = element(name)
            spoken.text = part
            spoken.set(_SPACE, "preserve")
            yield spoken


def _wrapped(mark: Element, run: Element) -> Element:
    mark.append(run)
    return mark
