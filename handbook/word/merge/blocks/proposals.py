"""Open proposals of ours: taken back, or let go of, and never with anything of hers."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from handbook.word.merge.blocks.comment_and_bookmark_ranges import holds_named, leave
from handbook.word.merge.blocks.tracked_changes import Reviser, doomed, settle, undo
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.run_content import Piece
from handbook.word.reading.units import Content, Para, Table, Unit, text_of


@dataclass(frozen=True, slots=True)
class LastWritten:
    """What we last wrote: into her block, and what we proposed beside it."""

    block: Content
    beside: Content


def take_back(
    hers: Unit,
    hanging: Sequence[Element],
    wrote: LastWritten,
    reread: Callable[[Element], Unit],
    reviser: Reviser,
) -> bool:
    """Take back what we proposed in a block and the paragraphs hanging below it.

    When something of hers stands in the proposal, her block keeps its words and ours, and what
    hangs below it becomes her own; False then.

    `reread` makes an element a block.
    """
    inside = doomed(hers.element, reviser)
    if _holds_hers(hers.element, inside, wrote.block, reread) or any(
        _holds_hers(each, [each], wrote.beside, reread) for each in hanging
    ):
        for each in (hers.element, *hanging):
            settle(each, reviser)
        return False
    for each in hanging:
        leave(each)
        each.getparent().remove(each)
    undo(hers.element, reviser)
    return True


def _holds_hers(
    element: Element,
    inside: Sequence[Element],
    wrote: Content,
    reread: Callable[[Element], Unit],
) -> bool:
    """Tell whether she may have put anything in the parts `inside` of a block.

    `wrote` is what the block said when we last wrote in it. The same word may stand elsewhere in
    it, so where a word stands decides: one of ours is ours only when it cannot be left out of any
    way to find back in the block what we wrote.
    """
    if any(holds_named(each) or next(each.iter(_REMARK), None) is not None for each in inside):
        return True
    said = reread(element).content
    if not inside or said == wrote:
        return False
    holds = any(True for each in inside for _ in each.iter(*_THINGS))
    if holds and Counter(_objects(said)) - Counter(_objects(wrote)):
        return True
    now, before = _parted(_marked(element, inside, reread), text_of(wrote))
    return _may_be_new(_tokens(now), [token for token, _ in _tokens(before)])


def _marked(element: Element, inside: Sequence[Element], reread: Callable[[Element], Unit]) -> str:
    """Return what a block says, with a sign before every sign that stands in `inside`."""
    tried = copy.deepcopy(element)
    numbers = {each: at for at, each in enumerate(element.iter())}
    copies = list(tried.iter())
    for each in {copies[numbers[one]]: None for part in inside for one in part.iter(*_SAID)}:
        if each.tag == _T:
            each.text = "".join(_INSIDE + sign for sign in each.text or "")
        else:
            run, sign = each.makeelement(_RUN), each.makeelement(_T)
            sign.text = _INSIDE
            run.append(sign)
            each.addprevious(sign if each.getparent().tag == _RUN else run)
    return reread(tried).text


def _objects(content: Content) -> Iterator[Piece]:
    """Yield what is no text in a block: notes with what they say, pictures, fields."""
    if isinstance(content, Para):
        yield from (each for each in content.pieces if each.kind != "text")
    elif isinstance(content, Table):
        for cell in (cell for row in content.rows for cell in row):
            for block in cell.blocks:
                yield from _objects(block)


def _parted(now: str, before: str) -> tuple[str, str]:
    """Return two texts without the lines that both have."""
    mine, ours = Counter(now.replace(_INSIDE, "").split("\n")), Counter(before.split("\n"))
    same = [mine & ours, mine & ours]
    out: list[str] = []
    for text, left in zip((now, before), same, strict=True):
        kept = []
        for line in text.split("\n"):
            plain = line.replace(_INSIDE, "")
            if left[plain]:
                left[plain] -= 1
            else:
                kept.append(line)
        out.append("\n".join(kept))
    return out[0], out[1]


def _tokens(text: str) -> list[tuple[str, bool]]:
    """Return words and signs, each with whether any of it stands inside a proposal."""
    return [
        (each.replace(_INSIDE, ""), _INSIDE in each)
        for each in re.findall(rf"(?:{_INSIDE}*\w)+|{_INSIDE}*[^\w\s{_INSIDE}]", text)
    ]


def _may_be_new(now: Sequence[tuple[str, bool]], before: Sequence[str]) -> bool:
    """Tell whether a token inside can be missed when as much as possible is found back."""
    words = [token for token, _ in now]
    upto = _longest(words, before)
    rest = [row[::-1] for row in _longest(words[::-1], before[::-1])[::-1]]
    most = upto[-1][-1]
    return any(
        inside and max(map(int.__add__, upto[at], rest[at + 1])) == most
        for at, (_, inside) in enumerate(now)
    )


def _longest(one: Sequence[str], other: Sequence[str]) -> list[list[int]]:
    """Return how many tokens in order the first n of `one` share with the first m of `other`."""
    rows = [[0] * (len(other) + 1)]
    for token in one:
        row, above = [0], rows[-1]
        for at, each in enumerate(other):
            row.append(above[at] + 1 if token == each else max(above[at + 1], row[at]))
        rows.append(row)
    return rows


def let_go(roots: Iterable[Element], reviser: Reviser) -> list[Element]:
    """Withdraw the proposal to delete a row in which words of hers stand; return these rows.

    She took back the deletion of a cell, or typed in it: accepting the row's would take that away.
    """
    rows = [
        row
        for root in roots
        for row in root.iter(_ROW)
        if reviser.owns(row.find(_DROPPED))
        and any(_is_hers(run, reviser) for run in row.iter(_RUN, _SUM))
    ]
    for row in rows:
        settle(row, reviser)
    return rows


def _is_hers(run: Element, reviser: Reviser) -> bool:
    above = run.getparent()
    mine = above.tag in (_P, _LINK) or (above.tag == _INS and not reviser.owns(above))
    holds = bool("".join(run.itertext(_T)).strip()) or any(True for _ in run.iter(*_THINGS))
    return mine and holds


_INSIDE = "\ue000"
_ROW, _RUN, _P, _LINK, _INS, _T, _REMARK = (
    qualified(f"w:{name}") for name in ("tr", "r", "p", "hyperlink", "ins", "t", "commentReference")
)
_DROPPED = f"{qualified('w:trPr')}/{qualified('w:del')}"
_SUM = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_THINGS = (
    *(
        qualified(f"w:{name}")
        for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object")
    ),
    *(_SUM, qualified("mc:AlternateContent")),
)
_SAID = (
    *(qualified(f"w:{name}") for name in ("t", "sym", "noBreakHyphen", "br", "fldChar")),
    *(qualified("w:fldSimple"), *_THINGS),
)
