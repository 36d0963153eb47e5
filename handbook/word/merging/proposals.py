"""Open proposals of ours: taken back, or let go of, and never with anything of hers."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from handbook.word.markup import Element, qualified
from handbook.word.merging.ranges import leave
from handbook.word.merging.tracked import Reviser, settle, undo
from handbook.word.units import Unit


def take_back(
    hers: Unit,
    hanging: Sequence[Element],
    wrote: Unit,
    reread: Callable[[Element], Unit],
    reviser: Reviser,
) -> None:
    """Take back what we proposed in a block and the paragraphs hanging below it.

    When something of hers stands in the proposal, her block keeps its words and ours, and what
    hangs below it becomes her own.

    `wrote` is the block that we proposed, as we last wrote it; `reread` makes an element a block.
    """
    trial = copy.deepcopy(hers.element)
    undo(trial, reviser)
    had = sum((_held(reread(each)) for each in (hers.element, *hanging)), Counter[str]())
    if had - _held(reread(trial)) - _held(wrote):
        for each in (hers.element, *hanging):
            settle(each, reviser)
        return
    for each in hanging:
        leave(each)
        each.getparent().remove(each)
    undo(hers.element, reviser)


def let_go(roots: Iterable[Element], reviser: Reviser) -> bool:
    """Withdraw the proposal to delete a row in which words of hers stand; True when one did.

    She took back the deletion of a cell, or typed in it: accepting the row's would take that away.
    """
    rows = [
        row
        for root in roots
        for row in root.iter(_ROW)
        if reviser.owns(row.find(_DROPPED))
        and any(_is_hers(run, reviser) for run in row.iter(_RUN))
    ]
    for row in rows:
        settle(row, reviser)
    return bool(rows)


def _is_hers(run: Element, reviser: Reviser) -> bool:
    above = run.getparent()
    mine = above.tag in (_P, _LINK) or (above.tag == _INS and not reviser.owns(above))
    return mine and bool("".join(run.itertext(_T)).strip())


def _held(unit: Unit) -> Counter[str]:
    """Return the words of a block, and how many things of each kind hang on it."""
    things = (str(each.tag) for each in unit.element.iter(*_THINGS))
    return Counter(re.findall(r"\w+", unit.text)) + Counter(things)


_ROW, _RUN, _P, _LINK, _INS, _T = (
    qualified(f"w:{name}") for name in ("tr", "r", "p", "hyperlink", "ins", "t")
)
_DROPPED = f"{qualified('w:trPr')}/{qualified('w:del')}"
_THINGS = (
    *(
        qualified(f"w:{name}")
        for name in (
            *("commentReference", "footnoteReference", "endnoteReference", "drawing", "pict"),
            "object",
        )
    ),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
