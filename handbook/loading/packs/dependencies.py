"""A pack leans only on what goes along wherever it goes itself: else a build meets a gap."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handbook.errors import Problem
from handbook.loading.packs.library_references import check_items
from handbook.loading.packs.selection import Pack, bound, going, library_for
from handbook.model.sources.library import Library

_MEND = "Zet het pakket waarin dit staat bij 'vereist' in pack.yaml."


def check_leaning(packs: Sequence[Pack], library: Library) -> Iterator[Problem]:
    """Yield the names in each pack that stand only in packs that may stay behind.

    What no pack has is not told: that is looked at in the whole `library`. The packs of the tool
    are checked by its tests; they lean on each other alone.
    """
    for pack in packs:
        if pack.ours or not pack.head:
            continue
        everywhere = set(check_items([pack.items], library))
        for problem in check_items([pack.items], library_for(packs, companions(pack, packs))):
            if problem not in everywhere and not _same(problem, everywhere):
                yield replace(problem, what=f"{problem.what} zonder een ander pakket", mend=_MEND)


def companions(pack: Pack, packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """Return the packs that go along with every organisation that `pack` goes along with.

    What goes with one part goes with every choice that has that part, so each part is asked alone.
    """
    codes = [code for each in packs for code in each.codes]
    choices = [bound([code], packs) for code in codes] or [frozenset[str]()]
    along = [going(packs, choice) for choice in choices]
    mine = [each for each in along if pack in each]
    return tuple(each for each in packs if each is pack or all(each in chosen for chosen in mine))


def _same(problem: Problem, others: set[Problem]) -> bool:
    """Return whether the same is wrong in the whole library; only what is offered differs."""
    return any((problem.place, problem.code) == (each.place, each.code) for each in others)
