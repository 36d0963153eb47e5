"""An open proposal of ours taken back, unless she worked in it: then all of it stays."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Sequence

from handbook.word.markup import Element, qualified
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
        each.getparent().remove(each)
    undo(hers.element, reviser)


def _held(unit: Unit) -> Counter[str]:
    """Return the words of a block, and how many things of each kind hang on it."""
    things = (str(each.tag) for each in unit.element.iter(*_THINGS))
    return Counter(re.findall(r"\w+", unit.text)) + Counter(things)


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
