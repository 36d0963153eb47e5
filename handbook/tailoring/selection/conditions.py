"""Does this item hold for this organisation?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from handbook.model.sources.content import ChapterHead, Deadline, Form, FormField, Procedure, Step
from handbook.model.sources.norm import Condition, Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What conditions are held against; `services` are the kinds of service.

    `day` is the day of which texts tell the law, `size` the numbers of the organisation that are
    known, by key. `excluded` are the topics that the organisation left out.
    """

    parts: frozenset[str]
    activities: frozenset[str]
    characteristics: frozenset[str]
    services: frozenset[str]
    day: date | None = None
    size: Mapping[str, float] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()


class Conditioned(Protocol):
    """Anything that holds only for some."""

    @property
    def condition(self) -> Condition:
        """For whom it holds."""


Item = TypeVar("Item", bound=Conditioned)


def applies(condition: Condition, situation: Situation, *, unknown: bool = True) -> bool:
    """Tell whether `condition` holds: one word of each filled key, and not what `negated` says.

    A number of the organisation that nobody gave counts as `unknown`: what asks for it prints.
    """
    asked = (
        (condition.parts, situation.parts),
        (condition.activities, situation.activities),
        (condition.characteristics, situation.characteristics),
        (condition.services, situation.services),
    )
    if any(words and present.isdisjoint(words) for words, present in asked):
        return False
    if condition.topics and situation.excluded.issuperset(condition.topics):
        return False
    if not _fits(condition, situation, unknown=unknown):
        return False
    if condition.any_of and not any(
        applies(each, situation, unknown=unknown) for each in condition.any_of
    ):
        return False
    negated = condition.negated
    return negated is None or not applies(negated, situation, unknown=not unknown)


def _fits(condition: Condition, situation: Situation, *, unknown: bool) -> bool:
    """Tell whether the organisation is as large as `condition` asks."""
    return all(
        bounds.holds(situation.size[key]) if key in situation.size else unknown
        for key, bounds in condition.sizes.items()
    )


def hangs(condition: Condition, situation: Situation) -> bool:
    """Tell whether `condition` holds or not by a number of the organisation that nobody gave."""
    return applies(condition, situation) and not applies(condition, situation, unknown=False)


def size_asked(condition: Condition, situation: Situation) -> tuple[str, ...]:
    """Return the keys of the numbers on which `condition` hangs."""
    if not hangs(condition, situation):
        return ()
    own = [key for key in condition.sizes if key not in situation.size]
    inner = (*condition.any_of, *((condition.negated,) if condition.negated else ()))
    asked = (*own, *(key for each in inner for key in size_asked(each, situation)))
    return tuple(dict.fromkeys(asked))


def choose(items: tuple[Item, ...], situation: Situation) -> tuple[Item, ...]:
    """Return the items that hold on the day of `situation`, in their order."""
    return tuple(item for item in items if holds(item, situation))


def holds(item: Conditioned, situation: Situation) -> bool:
    """Tell whether an item holds: on the day of `situation`, and for a topic that is not excluded.

    What a law asks stays whatever is excluded.
    """
    here = replace(situation, excluded=frozenset()) if asked_by_law(item) else situation
    return (
        applies(item.condition, here)
        and in_force(item, here.day)
        and not only_for_excluded(item, here)
    )


def asked_by_law(item: object) -> str:
    """Return the id of the law that asks for an item; "" where none does."""
    if isinstance(item, Deadline):
        return item.law if item.nature == "wet" else ""
    if isinstance(item, Procedure):
        return next(filter(None, map(asked_by_law, item.steps)), "")
    return item.law if isinstance(item, Step | FormField) else ""


def only_for_excluded(item: object, situation: Situation) -> bool:
    """Tell whether all topics that an item works out are excluded; one without serves them all."""
    topics = worked_out(item)
    return bool(topics) and situation.excluded.issuperset(topics)


def worked_out(item: object) -> tuple[str, ...]:
    """Return the topics that an item works out, of a procedure also in its steps."""
    if isinstance(item, Procedure):
        return item.topics
    return item.covers if isinstance(item, Step | Form | ChapterHead) else ()


def in_force(item: object, day: date | None) -> bool:
    """Tell whether an item holds on `day`; what has no days of its own always does."""
    return item.in_force(day) if isinstance(item, Dated) else True
