"""A threshold in words, for a text that prints because the size of the organisation is unknown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from handbook.model.common.base_record import Written
from handbook.model.sources.content import Block, Paragraph, Run, Runs
from handbook.model.sources.library import HANDBOOK, Library
from handbook.model.sources.norm import Bounds, Condition
from handbook.tailoring.selection.conditions import (
    Situation,
    applies,
    hangs,
    holds,
    in_force,
    size_asked,
)

# What each number of the organisation counts: one of it, and more.
_OF: Mapping[str, tuple[str, str]] = {
    "medewerkers": ("mens in dienst", "mensen in dienst"),
    "omzet": ("euro omzet per jaar", "euro omzet per jaar"),
    "subsidie": ("euro subsidie per jaar", "euro subsidie per jaar"),
    "kinderen": ("kindplaats", "kindplaatsen"),
    "bedden": ("bed", "bedden"),
    "jeugdhulpverleners": ("jeugdhulpverlener", "jeugdhulpverleners"),
    "zorgverleners": ("zorgverlener", "zorgverleners"),
}

# A number with what it counts, as "500.000 euro".
_NUMBER = re.compile(r"\d[\d.]*\s\w+")


def threshold(condition: Condition, situation: Situation) -> str:
    """Return from which size on a text holds, where that size is not known; "" where it is."""
    if not hangs(condition, situation):
        return ""
    asked = condition.sizes.items()
    own = [_range(key, bounds) for key, bounds in asked if key not in situation.size]
    return " en ".join(filter(None, (*own, _any_of(condition, situation), _not(condition))))


def in_brackets(condition: Condition, situation: Situation) -> Runs:
    """Return the threshold to stand behind a name: " (vanaf 50 mensen in dienst)"."""
    said = threshold(condition, situation)
    return (Run(text=f" ({said})"),) if said else ()


def as_sentence(condition: Condition, situation: Situation, behind: str = "") -> Runs:
    """Return the threshold to stand behind a sentence: " Dit geldt vanaf 50 mensen in dienst.".

    Nothing where the text that it stands `behind` names these numbers already.
    """
    said = threshold(condition, situation)
    if not said or set(_NUMBER.findall(said)) <= set(_NUMBER.findall(behind)):
        return ()
    return (Run(text=f" Dit geldt {said}."),)


def as_paragraph(condition: Condition, situation: Situation) -> tuple[Block, ...]:
    """Return the threshold as a paragraph of its own, to stand under what it is about."""
    said = threshold(condition, situation)
    return (Paragraph(runs=(Run(text=f"Dit geldt {said}."),)),) if said else ()


def shared_in_brackets(conditions: Iterable[Condition], situation: Situation) -> Runs:
    """Return the one threshold of all `conditions`; nothing where one has another, or none."""
    said = {threshold(each, situation) for each in conditions}
    return (Run(text=f" ({said.pop()})"),) if len(said) == 1 and "" not in said else ()


def sizes_wanted(
    library: Library, items: Iterable[str], situation: Situation
) -> dict[str, tuple[str, ...]]:
    """Return by key of the profile's omvang which documents wait for that number.

    Args:
        library: everything that documents are made of.
        items: the documents of the set.
        situation: of the organisation.
    """
    made = set(items)
    found: dict[str, dict[str, None]] = {}
    for item, text in _texts(library, situation):
        for condition in _conditions(text, situation.day) if item in made else ():
            for key in size_asked(condition, situation):
                found.setdefault(key, {})[item] = None
    return {key: tuple(waiting) for key, waiting in found.items()}


def _texts(library: Library, situation: Situation) -> Iterator[tuple[str, object]]:
    """Yield what may ask for a number, each with the document in which it stands."""
    for chapter in library.chapters.values():
        if holds(chapter.head, situation):
            yield HANDBOOK, chapter
    for law in library.laws.values():
        if applies(law.condition, situation):
            yield HANDBOOK, law.amendments
    yield HANDBOOK, library.proposals
    yield from library.procedures.items()
    yield from library.forms.items()


def _conditions(value: object, day: date | None) -> Iterator[Condition]:
    """Yield every condition in a record of what holds on `day`; not those inside a condition."""
    if isinstance(value, Condition):
        yield value
    elif in_force(value, day):
        for each in _within(value):
            yield from _conditions(each, day)


def _within(value: object) -> Iterator[object]:
    """Yield what a record or a row of them holds."""
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, Written):
        yield from (getattr(value, name) for name in type(value).model_fields)
    elif is_dataclass(value):
        yield from (getattr(value, each.name) for each in fields(value))


def _any_of(condition: Condition, situation: Situation) -> str:
    """Return the thresholds of which one is enough; "" where one of them is sure to hold."""
    if any(applies(each, situation, unknown=False) for each in condition.any_of):
        return ""
    said = (threshold(each, situation) for each in condition.any_of)
    return " of ".join(dict.fromkeys(filter(None, said)))


def _not(condition: Condition) -> str:
    """Return what remains when a threshold is taken away: under it, or above it."""
    sizes = condition.negated.sizes.items() if condition.negated else ()
    return " en ".join(_range(key, bounds, opposite=True) for key, bounds in sizes)


def _range(key: str, bounds: Bounds, *, opposite: bool = False) -> str:
    least, below = bounds.at_least, bounds.below
    if least is not None and below is not None:
        said = f"van {_number(least)} tot {_counted(below, key)}"
        return f"niet {said}" if opposite else said
    number = least if below is None else below
    if (below is None) is opposite:
        return f"bij minder dan {_counted(number or 0, key)}"
    return f"vanaf {_counted(number or 0, key)}"


def _counted(number: int, key: str) -> str:
    one, more = _OF[key]
    return f"{_number(number)} {one if number == 1 else more}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
