"""What she gave a block beside its words: descriptions, tips, controls and what they offer."""

import re
from collections import Counter
from collections.abc import Iterator

from handbook.word.merge.blocks.comment_and_bookmark_ranges import RANGES
from handbook.word.package.markup import Element, qualified
from handbook.word.safety.attribute_kinds import local_name

_FIELD_TIP = re.compile(r'HYPERLINK\b.*?\\o\s*"([^"]*)"', re.IGNORECASE | re.DOTALL)
_CHOOSES = frozenset(("dropDownList", "comboBox"))
# What she sets on a control beside its title and choices; programs but Word forget these.
_KINDS = frozenset(("text", "date", "richText", "picture", "checkbox", *_CHOOSES))
_VALUES = frozenset(("lock", "color", "appearance", "dateFormat"))

_Fact = tuple[str, ...]


def is_labelled(hers: Element, base: Element) -> bool:
    """Tell whether she described a table of ours or gave a link of ours a tip."""
    return bool(labels_set(hers, base))


def labels_set(hers: Element, base: Element) -> Counter[_Fact]:
    """Return the descriptions of tables and the tips of links that she set; no program does so."""
    return labels_of(hers) - labels_of(base)


def labels_of(block: Element) -> Counter[_Fact]:
    """Return the descriptions of the tables and the tips of the links in a block."""
    return Counter(each for each in _labels(block) if each[-1])


def _labels(block: Element) -> Iterator[_Fact]:
    for each in block.iter(*_DESCRIBING):
        yield local_name(str(each.tag)), _plain(each.get(_VAL))
    for each in block.iter(_LINK, _CLICK):
        yield "tip", _plain(each.get(_TIP) or each.get("tooltip"))
    for each in block.iter(_FIELD):
        yield from (("tip", _plain(tip)) for tip in _FIELD_TIP.findall(each.get(_INSTR) or ""))
    for paragraph in block.iter(_P):
        code = "".join(str(each.text or "") for each in paragraph.iter(_INSTRUCTION))
        yield from (("tip", _plain(tip)) for tip in _FIELD_TIP.findall(code))


def is_controlled(hers: Element, base: Element, *, exact: bool) -> bool:
    """Tell whether she put a control around words of a block, or set one of ours otherwise.

    LibreOffice wraps things in a control without a name of its own accord, and forgets tags:
    unless her program is `exact`, one without a title does not count.
    """
    mine, was = (_controls(each.iter(_CONTROL), exact=exact) for each in (hers, base))
    return bool(mine - was)


def is_enclosed(hers: Element, base: Element, *, exact: bool) -> bool:
    """Tell whether a control that she put around a whole block would go with it."""
    around = _controls(_alone_in(hers), exact=exact)
    return bool(around - _controls(base.iterancestors(_CONTROL), exact=exact))


def within(element: Element, container: Element) -> Element:
    """Return what of `container` holds an element: a block may be wrapped in a control."""
    while element.getparent() is not container:
        element = element.getparent()
    return element


def outermost(block: Element) -> Element:
    """Return the control around a block that holds nothing else, or else the block itself."""
    *_, last = block, *_alone_in(block)
    return last


def _alone_in(block: Element) -> Iterator[Element]:
    """Yield the controls around a block that hold nothing else, from the inside out."""
    above = block.getparent()
    while above is not None and above.tag == _CONTENT and _is_alone(block):
        block = above.getparent()
        yield block
        above = block.getparent()


def _is_alone(block: Element) -> bool:
    others = (each for each in block.getparent() if each is not block)
    return all(each.tag in RANGES for each in others)


def _controls(controls: Iterator[Element], *, exact: bool) -> Counter[_Fact]:
    found = Counter(fact for each in controls for fact in _told_by(each, exact=exact))
    return Counter({fact: often for fact, often in found.items() if fact[-1] or exact})


def _told_by(control: Element, *, exact: bool) -> Iterator[_Fact]:
    """Yield what a control is called, what there is to choose, and what else is set on it."""
    properties = control.find(_CONTROL_PR)
    called = (None if properties is None else properties.find(name) for name in (_ALIAS, _TAG))
    name = next((str(each.get(_VAL)) for each in called if each is not None), "")
    yield "name", name
    for each in control.iterfind(f"{_CONTROL_PR}//*"):
        local = local_name(str(each.tag))
        if local == "listItem":
            yield "choice", _plain(each.get(_SHOWN) or each.get(_VALUE))
        elif exact and local in _KINDS:
            yield "kind", local
        elif exact and local in _VALUES:
            yield local, next((str(said) for _, said in sorted(each.items())), "")


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


_DESCRIBING = (qualified("w:tblCaption"), qualified("w:tblDescription"))
_LINK, _TIP, _FIELD, _INSTR, _INSTRUCTION, _P, _VAL = (
    qualified(f"w:{n}")
    for n in ("hyperlink", "tooltip", "fldSimple", "instr", "instrText", "p", "val")
)
_CLICK = qualified("a:hlinkClick")
_CONTROL, _CONTROL_PR, _CONTENT, _ALIAS, _TAG, _SHOWN, _VALUE = (
    qualified(f"w:{n}")
    for n in ("sdt", "sdtPr", "sdtContent", "alias", "tag", "displayText", "value")
)
