"""Which parts and topics bind an organisation, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handbook.model.documents.document import BoundPart, Selection
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Condition, NormPart, Topic
from handbook.model.sources.profile import Profile
from handbook.tailoring.selection.conditions import Situation, applies

# What the profile tells elsewhere is not asked twice: a secret location is a characteristic.
_SECRET = "geheim-adres"
_ELSEWHERE = "Dit hoort bij werk dat wij niet doen."


def bind(chosen: Sequence[str], norms: Mapping[str, NormPart]) -> tuple[BoundPart, ...]:
    """Return the parts that bind an organisation which chose `chosen`, each with its reason.

    A part brings the parts it requires: HKZ 138 is certified only together with HKZ 123, the
    Algemeen Organisatiedeel. What is required stands before what requires it; otherwise the
    order is that of the profile, because the chapters of the handbook follow it.

    Args:
        chosen: part codes from the profile, each a key of `norms`.
        norms: every known part by its code, without circles in `requires`. Both are made sure
            of by `loading`, so nothing can go wrong here.

    Source: HKZ, Welzijn en Maatschappelijke Dienstverlening, versie 2015, paragraph
    'Apart verkrijgbaar Algemeen Organisatiedeel'.
    """
    bound: dict[str, BoundPart] = {}

    def add(code: str, reason: str) -> None:
        if code in bound:
            return
        for required in norms[code].requires:
            add(required, reason=f"vereist door onderdeel {code}")
        bound[code] = BoundPart(part=norms[code], reason=reason)

    for code in chosen:
        add(code, reason="gekozen in het profiel")
    return tuple(bound.values())


def select(profile: Profile, library: Library) -> Selection:
    """Return what applies to the organisation of `profile`: parts, activities, topics, exclusions.

    Topics stand in norm order: by norm as the parts list them, by rubriek, then as the packs do.
    Every topic of the parts is among them, also one that does not fit this work.
    """
    parts = bind(profile.parts, library.parts)
    situation = _situation(profile, library, [bound.part.code for bound in parts])
    topics = [topic for topic in library.topics.values() if _is_of(topic, situation, library)]
    elsewhere = {
        topic.id: topic.elsewhere or _ELSEWHERE
        for topic in topics
        if not applies(topic.condition, situation)
    }
    return Selection(
        parts=parts,
        activities=chosen_activities(profile, library),
        characteristics=tuple(
            each for each in library.characteristics if each in situation.characteristics
        ),
        services=tuple(dict.fromkeys(service.kind for service in profile.services)),
        topics=_in_norm_order(topics, library, parts),
        excluded=_excluded(profile, [each for each in topics if each.id not in elsewhere]),
        inapplicable=elsewhere,
        day=day_of(profile, library),
        size=profile.size.known,
    )


def _is_of(topic: Topic, situation: Situation, library: Library) -> bool:
    """Tell whether a topic is about one of the parts of the organisation."""
    asked = _parts_of(topic.condition, library)
    return asked is None or not asked.isdisjoint(situation.parts)


def _parts_of(condition: Condition, library: Library) -> frozenset[str] | None:
    """Return the parts that a condition is about, also through an activity; None: all of them."""
    asked = [frozenset(condition.parts)] if condition.parts else []
    if condition.activities:
        asked.append(frozenset(library.activities[each].part for each in condition.activities))
    inner = [_parts_of(each, library) for each in condition.any_of]
    named = [parts for parts in inner if parts is not None]
    if inner and len(named) == len(inner):
        asked.append(frozenset[str]().union(*named))
    return frozenset.intersection(*asked) if asked else None


def _excluded(profile: Profile, topics: Sequence[Topic]) -> dict[str, str]:
    """Return the reasons of the exclusions that have effect: of what applies and may be left out.

    What a law or the management system itself asks for cannot be left out.
    """
    free = {topic.id for topic in topics if not topic.required_by}
    return {each.topic: each.reason for each in profile.exclusions if each.topic in free}


def day_of(profile: Profile, library: Library) -> date | None:
    """Return the day of which texts tell the law: the profile's, else that of the law list.

    Never the clock: the same input says the same on any day.
    """
    return profile.reference_day or library.law_day


def _in_norm_order(
    topics: Sequence[Topic], library: Library, parts: Sequence[BoundPart]
) -> tuple[Topic, ...]:
    norms = [library.norms.get(bound.part.code, "") for bound in parts]
    norms += [home for home in library.homes.values() if home not in norms]
    places = {norm: norms.index(norm) for norm in norms}
    homes = library.homes
    return tuple(
        sorted(topics, key=lambda topic: (places.get(homes.get(topic.id, ""), 0), topic.section))
    )


def told(profile: Profile, library: Library, selection: Selection) -> tuple[str, ...]:
    """Return what the norm packs want this organisation to know: told, nothing to mend."""
    situation = situation_of(selection)
    return tuple(
        notice.text
        for notice in library.notices
        if applies(notice.condition, situation)
        and (
            not notice.fte_at_most
            or (profile.fte is not None and profile.fte <= notice.fte_at_most)
        )
    )


def situation_of(selection: Selection) -> Situation:
    """Return what conditions are held against for an organisation with `selection`."""
    return Situation(
        parts=frozenset(bound.part.code for bound in selection.parts),
        activities=frozenset(selection.activities),
        characteristics=frozenset(selection.characteristics),
        services=frozenset(selection.services),
        day=selection.day,
        size=selection.size,
        excluded=frozenset(selection.excluded),
    )


def chosen_activities(profile: Profile, library: Library) -> tuple[str, ...]:
    """Return the activities in scope, in the order of the norm.

    A part without a list of its own in the profile has all its activities.
    """
    return tuple(
        activity.id
        for activity in library.activities.values()
        if activity.part in profile.parts
        and activity.id in profile.activities.get(activity.part, (activity.id,))
    )


def _situation(profile: Profile, library: Library, parts: Sequence[str]) -> Situation:
    """Return what conditions are held against, with the characteristics that follow by themselves.

    One that follows may rest on another that the packs list before it.
    """
    given = set(profile.characteristics)
    if any(location.secret for location in profile.locations):
        given.add(_SECRET)
    situation = Situation(
        parts=frozenset(parts),
        activities=frozenset(chosen_activities(profile, library)),
        characteristics=frozenset(given),
        services=frozenset(service.kind for service in profile.services),
        size=profile.size.known,
    )
    for each in library.characteristics.values():
        if each.follows and applies(each.follows, situation):
            known = situation.characteristics | {each.id}
            situation = replace(situation, characteristics=known)
    return situation
