"""Ranges over her text, by a bookmark, a remark or a permission: moved along, never cut in two."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handbook.word.comparison.word_diff import Change, changes
from handbook.word.package.markup import Element, qualified

_KINDS = (
    *("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange"),
    *("customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange", "customXmlMoveToRange"),
)
_STARTS = {qualified(f"w:{kind}Start"): kind for kind in _KINDS}
_ENDS = {qualified(f"w:{kind}End"): kind for kind in _KINDS}
RANGES = frozenset((*_STARTS, *_ENDS))
"""The tags that begin or end a range."""

OURS = ("_kh", "_Toc", "_GoBack")
"""How the names begin of bookmarks that a program makes: no work of hers."""


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """The start or end of a range; `at` counts the signs of its block before it."""

    element: Element
    at: int

    @property
    def starts(self) -> bool:
        return self.element.tag in _STARTS

    @property
    def range(self) -> tuple[str, str]:
        """What both ends of a range share: kind and number."""
        tag = str(self.element.tag)
        return _STARTS.get(tag) or _ENDS[tag], str(self.element.get(_ID))

    @property
    def name(self) -> str:
        """The name of a bookmark that starts here, or ""."""
        return str(self.element.get(_NAME)) if self.element.tag == _BOOKMARK else ""


def carry(old: Element, made: Element) -> None:
    """Move the ranges of a block into the one that takes its place, round the same words.

    For words that changed what came instead counts. Bookmarks that a program made stay behind, and
    so does one whose name `made` has.
    """
    marks, names = _marks(old), {each.get(_NAME) for each in made.iter(_BOOKMARK)}
    behind = {
        each.range for each in marks if each.name.startswith(OURS) or each.name in names - {""}
    }
    moving = [each for each in marks if each.range not in behind]
    pieces = changes(_text(old), _text(made)) if moving else ()
    began: dict[tuple[str, str], tuple[Element, int]] = {}
    for each in moving:
        at = _moved(pieces, each.at, start=each.starts)
        start, first = began.get(each.range, (None, -1))
        if start is not None and at <= first:
            start.addnext(each.element)
        else:
            _put(made, each.element, at)
        if each.starts:
            began[each.range] = each.element, at


def leave(block: Element) -> None:
    """Put before a block that goes what outlives it: open ranges, and bookmarks of hers."""
    marks = _marks(block)
    named = {each.range for each in marks if each.name and not each.name.startswith(OURS)}
    for each in marks:
        if each.range in named:
            block.addprevious(each.element)
    leave_open(block)


def holds_named(block: Element) -> bool:
    """Tell whether a whole bookmark of hers, or a permission, stands in a block."""
    marks = _marks(block)
    ranges = [each.range for each in marks]
    hers = [each.range for each in marks if each.name and not each.name.startswith(OURS)]
    hers += [each for each in ranges if each[0] == "perm"]
    return any(ranges.count(each) > 1 for each in hers)


def leave_open(block: Element) -> None:
    """Put before a block the starts and ends in it of ranges that run on beyond it."""
    marks = _marks(block)
    ranges = [each.range for each in marks]
    for each in marks:
        if ranges.count(each.range) == 1:
            block.addprevious(each.element)


def referred(roots: Iterable[Element]) -> frozenset[str]:
    """Return every word that a field or link in these texts may mean as the name of a bookmark."""
    found: set[str] = set()
    for root in roots:
        found |= {str(each.get(_ANCHOR)) for each in root.iter(_LINK)}
        found |= {word for each in root.iter(_FIELD) for word in str(each.get(_INSTR)).split()}
        for paragraph in root.iter(_P):
            # Word cuts an instruction in pieces wherever it likes.
            codes = [str(each.text or "") for each in paragraph.iter(_INSTRUCTION)]
            found |= {*"".join(codes).split(), *" ".join(codes).split()}
    return frozenset(found)


def _marks(block: Element) -> list[_Mark]:
    found, at = [], 0
    for each in block.iter("*"):
        if each.tag in RANGES:
            found.append(_Mark(each, at))
        at += len(_signs(each))
    return found


def _text(block: Element) -> str:
    return "".join(_signs(each) for each in block.iter("*"))


def _signs(element: Element) -> str:
    """Return the signs that an element stands for; a paragraph begins with one of its own."""
    if element.tag == _P:
        return "\n"
    above = element.getparent()
    if above is None or above.tag != _RUN:
        return ""
    return str(element.text or "") if element.tag == _T else _SIGNS.get(str(element.tag), "")


def _moved(pieces: Sequence[Change], at: int, *, start: bool) -> int:
    """Return where in the new text a range starts, or ends, that did so at `at` in the old."""
    old = new = 0
    for each in pieces:
        end = old + len(each.old)
        if (old <= at < end) if start else (old < at <= end):
            edge = 0 if start else len(each.new)
            return new + (at - old if each.old == each.new else edge)
        old, new = end, new + len(each.new)
    return new if start else 0


def _put(made: Element, mark: Element, at: int) -> None:
    """Put a start before the sign number `at`, or an end behind the sign before that."""
    sign = at if mark.tag in _STARTS else at - 1
    holder, first = _holder(made, sign)
    if holder.tag == _P:
        holder.insert(1 if holder.find(_PPR) is not None else 0, mark)
        return
    left, right = _parted(holder, at - first)
    if left is not None:
        left.addnext(mark)
    elif right is not None:
        right.addprevious(mark)


def _holder(made: Element, sign: int) -> tuple[Element, int]:
    """Return the element that holds a sign, and how many stand before it; or else the last."""
    at, found = 0, (next(made.iter(_P)), 0)
    for each in made.iter("*"):
        signs = _signs(each)
        if signs and at <= max(sign, 0):
            found = each, at
        at += len(signs)
    return found


def _parted(leaf: Element, signs: int) -> tuple[Element | None, Element | None]:
    """Return the runs left and right of a place in a text; the run is parted if it runs on."""
    run = leaf.getparent()
    said = str(leaf.text or "")
    if leaf.tag == _T and 0 < signs < len(said):
        second = copy.deepcopy(leaf)
        leaf.text, second.text = said[:signs], said[signs:]
        for each in (leaf, second):
            each.set(_SPACE, "preserve")
        leaf.addnext(second)
    rest = [*([] if signs else [leaf]), *leaf.itersiblings()]
    if not rest:
        return run, None
    look = run.find(_RPR)
    if all(each is look for each in run if each not in rest):
        return None, run
    following = run.makeelement(_RUN)
    following.extend([*([] if look is None else [copy.deepcopy(look)]), *rest])
    run.addnext(following)
    return run, following


_ID, _NAME, _P, _PPR, _RUN, _RPR, _T, _BOOKMARK = (
    qualified(f"w:{n}") for n in ("id", "name", "p", "pPr", "r", "rPr", "t", "bookmarkStart")
)
_LINK, _ANCHOR, _INSTRUCTION, _FIELD, _INSTR = (
    qualified(f"w:{n}") for n in ("hyperlink", "anchor", "instrText", "fldSimple", "instr")
)
_SIGNS = {qualified(f"w:{n}"): sign for n, sign in (("tab", "\t"), ("br", "\n"), ("cr", "\n"))}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
