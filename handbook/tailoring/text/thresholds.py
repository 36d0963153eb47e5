"""A threshold in words, for a text that prints because the size of the organisation is unknown."""

from collections.abc import Iterable, Iterator
from datetime import date

from handbook.model.sources.content import Procedure, Run, Runs
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Bounds, Condition
from handbook.tailoring.selection.conditions import Situation, applies, in_force, size_asked

_OF = {
    "medewerkers": "mensen in dienst",
    "omzet": "euro omzet per jaar",
    "kinderen": "kindplaatsen",
    "bedden": "bedden",
}


def threshold(condition: Condition, situation: Situation) -> str:
    """Return from which size on a text holds, where that size is not known; "" where it is."""
    asked = size_asked(condition, situation)
    return " en ".join(f"{_range(bounds)} {_OF[key]}" for key, bounds in asked.items())


def in_brackets(condition: Condition, situation: Situation) -> Runs:
    """Return the threshold to stand behind a name: " (vanaf 50 mensen in dienst)"."""
    said = threshold(condition, situation)
    return (Run(text=f" ({said})"),) if said else ()


def as_sentence(condition: Condition, situation: Situation) -> Runs:
    """Return the threshold to stand behind a sentence: " Dit geldt vanaf 50 mensen in dienst."."""
    said = threshold(condition, situation)
    return (Run(text=f" Dit geldt {said}."),) if said else ()


def sizes_wanted(
    library: Library, items: Iterable[str], situation: Situation
) -> dict[str, tuple[str, ...]]:
    """Return by key of the profile's omvang which documents wait for that number.

    Args:
        library: with the procedures.
        items: the documents of the set.
        situation: of the organisation.
    """
    made = set(items)
    found: dict[str, dict[str, None]] = {}
    for procedure in library.procedures.values():
        made_here = procedure.id in made
        for condition in _conditions(procedure, situation.day) if made_here else ():
            if applies(condition, situation):
                for key in size_asked(condition, situation):
                    found.setdefault(key, {})[procedure.id] = None
    return {key: tuple(waiting) for key, waiting in found.items()}


def _conditions(procedure: Procedure, day: date | None) -> Iterator[Condition]:
    groups = (procedure.steps, procedure.deadlines, procedure.grounds, procedure.particulars)
    yield procedure.condition
    yield from (each.condition for group in groups for each in group if in_force(each, day))


def _range(bounds: Bounds) -> str:
    least, below = bounds.at_least, bounds.below
    if least is not None and below is not None:
        return f"van {_number(least)} tot {_number(below)}"
    return f"vanaf {_number(least)}" if least is not None else f"tot {_number(below or 0)}"


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")
