"""Does this item hold for this organisation?"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from handbook.model.sources.norm import Condition, Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What conditions are held against; `services` are the kinds of service.

    `day` is the day of which texts tell the law.
    """

    parts: frozenset[str]
    activities: frozenset[str]
    characteristics: frozenset[str]
    services: frozenset[str]
    day: date | None = None


class Conditioned(Protocol):
    """Anything that holds only for some."""

    @property
    def condition(self) -> Condition:
        """For whom it holds."""


Item = TypeVar("Item", bound=Conditioned)


def applies(condition: Condition, situation: Situation) -> bool:
    """Tell whether `condition` holds: one word of each filled key, and not what `negated` says."""
    asked = (
        (condition.parts, situation.parts),
        (condition.activities, situation.activities),
        (condition.characteristics, situation.characteristics),
        (condition.services, situation.services),
    )
    if any(words and present.isdisjoint(words) for words, present in asked):
        return False
    if condition.any_of and not any(applies(each, situation) for each in condition.any_of):
        return False
    return condition.negated is None or not applies(condition.negated, situation)


def choose(items: tuple[Item, ...], situation: Situation) -> tuple[Item, ...]:
    """Return the items that hold on the day of `situation`, in their order."""
    return tuple(
        item
        for item in items
        if applies(item.condition, situation) and in_force(item, situation.day)
    )


def in_force(item: object, day: date | None) -> bool:
    """Tell whether an item holds on `day`; what has no days of its own always does."""
    return item.in_force(day) if isinstance(item, Dated) else True
