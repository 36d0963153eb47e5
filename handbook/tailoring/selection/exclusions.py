"""What an exclusion leaves standing: what a law asks for all the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from handbook.model.sources.content import Deadline, Form, FormField, Procedure, Step
from handbook.model.sources.library import Library
from handbook.tailoring.selection.conditions import (
    Situation,
    asked_by_law,
    holds,
    only_for_excluded,
    worked_out,
)

_Item = Procedure | Form | Step | Deadline | FormField


def kept_by_law(
    library: Library, items: Iterable[str], situation: Situation
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return by excluded topic the laws for which texts on it stay, each with their documents.

    Args:
        library: with the texts.
        items: the documents of the set.
        situation: of the organisation, with what it excluded.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    for item in items:
        for each in _texts(library, item):
            for topic in _excluded_topics(each, situation) if asked_by_law(each) else ():
                law = library.laws[asked_by_law(each)].name
                found.setdefault(topic, {}).setdefault(law, {})[item] = None
    return {
        topic: {law: tuple(items) for law, items in laws.items()} for topic, laws in found.items()
    }


def _texts(library: Library, item: str) -> Iterator[_Item]:
    procedure, form = library.procedures.get(item), library.forms.get(item)
    if procedure:
        yield procedure
        yield from procedure.steps
        yield from procedure.deadlines
    if form:
        yield form
        yield from form.fields


def _excluded_topics(item: _Item, situation: Situation) -> tuple[str, ...]:
    """Return the excluded topics for which `item` would go if no law asked for it."""
    if not holds(item, situation):
        return ()
    open_to_all = replace(situation, excluded=frozenset())
    named = item.condition.topics
    if named and situation.excluded.issuperset(named):
        return named
    if only_for_excluded(item, situation) and holds(item, open_to_all):
        return tuple(dict.fromkeys(worked_out(item)))
    return ()
