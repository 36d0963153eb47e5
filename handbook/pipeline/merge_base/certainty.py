"""Is it certain that the text which a file was made from is still known?

A file without its hidden parts fits some base best, also where its own is kept no longer. Merged
from another one its old sentences would count as hers, and what changed since would not arrive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.word.merge import Base
from handbook.word.merge.base_evidence import (
    Stage,
    known_words,
    printed_stage,
    sums_of_lines,
    words_in,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of all that we wrote in a document.

    Attributes:
        whole: every text of it is known, or the sums of its lines.
        until: the stage of the last text that may not be known.
        before: the bases that may be as old as that.
        later: those that were written after it, without one missing.
        settled: the approved versions of which one text was written and no other.
        gone: the sums of the lines of each base that is no longer kept.
    """

    whole: bool
    until: Stage = ((), False)
    before: Sequence[Base] = ()
    later: Sequence[Base] = ()
    settled: frozenset[Stage] = frozenset()
    gone: Sequence[frozenset[str]] = ()


def is_certain(mine: bytes, found: Sequence[Base], known: Known) -> bool:
    """Tell whether her file was made from one of `found`, those that it fits best.

    So it is where it says the same word for word. Else no text that is gone may fit it as well,
    and where texts are missing the file shows that it is later: by the version that it prints, or
    by a line that was first written then.

    Raises:
        ValueError: `mine` is no Word file.
    """
    hers = words_in(mine)
    ours = [known_words(each) for each in found]
    if hers in ours:
        return True
    if not all(_fits_less(each, hers, ours) for each in known.gone):
        return False
    return known.whole or _is_settled(hers, known) or _shows_later(hers, known)


def _fits_less(gone: frozenset[str], hers: Sequence[str], ours: Sequence[Sequence[str]]) -> bool:
    """Tell whether one of `ours` shows all lines of hers that a text that is gone has, and more.

    One that says the same fits as well, and then it makes no difference.
    """
    shown = sums_of_lines(hers)
    sums = [sums_of_lines(each) for each in ours]
    return any(gone == each or gone & shown < each & shown for each in sums)


def _is_settled(hers: Sequence[str], known: Known) -> bool:
    stage = printed_stage(hers)
    return stage is not None and (stage > known.until or stage in known.settled)


def _shows_later(hers: Sequence[str], known: Known) -> bool:
    before = {line for each in known.before for line in known_words(each)}
    later = {line for each in known.later for line in known_words(each)}
    return not later.isdisjoint(set(hers) - before)
