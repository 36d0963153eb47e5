"""How she arranged a block: heights of rows, borders, what stays together, styles, lists."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set

from handbook.word.package.markup import Element, qualified
from handbook.word.reading.formatting import Formatting
from handbook.word.safety.attribute_kinds import local_name

# What a person sets, by the properties that hold it.
_HEIGHT: Mapping[str, Set[str]] = {qualified("w:trPr"): frozenset(("trHeight",))}
_REST: Mapping[str, Set[str]] = {
    qualified("w:trPr"): frozenset(("cantSplit", "tblHeader")),
    qualified("w:tblPr"): frozenset(
        ("tblBorders", "tblInd", "jc", "shd", "tblpPr", "tblCellMar", "tblCellSpacing")
    ),
    qualified("w:tcPr"): frozenset(("tcBorders",)),
    qualified("w:pPr"): frozenset(("keepNext", "keepLines", "widowControl", "jc")),
    qualified("w:rPr"): frozenset(("rStyle",)),
}
# These come with a link, a remark or a note, which are looked at themselves.
_WITH_OTHERS = frozenset(("hyperlink", "annotation reference", "footnote reference"))
_AT_LEAST = ("auto", "atLeast")  # heights; to leave it out says the same
_ON = ("1", "true", "on")
_LEFT = ("left", "start")  # where a text stands anyhow
_VAL, _P, _PPR, _PSTYLE = (qualified(f"w:{n}") for n in ("val", "p", "pPr", "pStyle"))
_BLOCKS = frozenset((_P, qualified("w:tbl"), qualified("w:tc")))

Block = tuple[Element, Formatting]
"""An element, and the styles of the file that it stands in."""
_Fact = tuple[str, ...]


def is_heightened(hers: Element, base: Element) -> bool:
    """Tell whether she gave a row a height: neither we nor any program does so by itself.

    Source: ECMA-376 Part 1, 17.4.80 `trHeight` (Table Row Height).
    """
    mine, ours = (Counter(_set_on(each, _HEIGHT)) for each in (hers, base))
    return bool(mine - ours)


def is_arranged(hers: Block, base: Block) -> bool:
    """Tell whether she set something else on a block or in it, in a program that keeps such.

    What is only gone does not count: Word leaves out what the style says already.
    """
    mine, ours = (Counter(_named(*each)) for each in (hers, base))
    # Word cuts words in runs as it likes, so how often a style of words is named tells nothing.
    return any(not ours[each] if each[0] == "rStyle" else each in mine - ours for each in mine)


def _named(block: Element, looks: Formatting) -> Iterator[_Fact]:
    """Yield what is set on a paragraph, table or cell, styles by name: Word renames the ids."""
    if block.tag not in _BLOCKS:
        return  # a contents page: a program fills it
    for paragraph in block.iter(_P):
        properties = paragraph.find(_PPR)
        style = None if properties is None else properties.find(_PSTYLE)
        named = looks.default if style is None else str(style.get(_VAL))
        if sign := looks.sign_of(properties, named):
            yield "list", *sign
    for name, *said in _set_on(block, _REST):
        called = tuple(map(looks.name, said)) if name == "rStyle" else tuple(said)
        if not _WITH_OTHERS.intersection(called):
            yield name, *called


def _set_on(block: Element, kinds: Mapping[str, Set[str]]) -> Iterator[_Fact]:
    for properties in block.iter(*kinds):
        for each in properties:
            name = local_name(str(each.tag))
            if name in kinds[str(properties.tag)] and each.get(_VAL) not in _LEFT:
                yield name, *_said(each)


def _said(element: Element) -> Iterator[str]:
    """Yield what a property says and what is in it, whichever program wrote it."""
    if not len(element) and not element.attrib:
        yield "1"
    for name, value in sorted(element.items()):
        if value not in _AT_LEAST:
            yield f"{local_name(str(name))}=" * (name != _VAL) + ("1" if value in _ON else value)
    for each in element:
        yield local_name(str(each.tag))
        yield from _said(each)
