"""Which parts and topics bind an organisation, and why."""

from collections.abc import Mapping, Sequence

from handbook.model.document import BoundPart, Selection
from handbook.model.library import Library
from handbook.model.norm import NormPart
from handbook.model.profile import Profile
from handbook.tailoring.conditions import Situation, applies

# What the profile tells elsewhere is not asked twice: a secret location is a characteristic.
_SECRET = "geheim-adres"
_YOUTH_CARE = "jeugdhulp"


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

    Topics stand in norm order: by rubriek, then as the packs list them.
    """
    parts = bind(profile.parts, library.parts)
    activities = chosen_activities(profile, library)
    characteristics = _characteristics(profile)
    services = tuple(dict.fromkeys(service.kind for service in profile.services))
    situation = Situation(
        parts=frozenset(bound.part.code for bound in parts),
        activities=frozenset(activities),
        characteristics=frozenset(characteristics),
        services=frozenset(services),
    )
    topics = [topic for topic in library.topics.values() if applies(topic.condition, situation)]
    return Selection(
        parts=parts,
        activities=activities,
        characteristics=characteristics,
        services=services,
        topics=tuple(sorted(topics, key=lambda topic: topic.section)),
        excluded={each.topic: each.reason for each in profile.exclusions},
    )


def situation_of(selection: Selection) -> Situation:
    """Return what conditions are held against for an organisation with `selection`."""
    return Situation(
        parts=frozenset(bound.part.code for bound in selection.parts),
        activities=frozenset(selection.activities),
        characteristics=frozenset(selection.characteristics),
        services=frozenset(selection.services),
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


def _characteristics(profile: Profile) -> tuple[str, ...]:
    """Return the characteristics of the profile and those that follow from it."""
    derived = []
    if any(location.secret for location in profile.locations):
        derived.append(_SECRET)
    if any(service.kind == _YOUTH_CARE for service in profile.services):
        derived.append(_YOUTH_CARE)
    return tuple(dict.fromkeys((*profile.characteristics, *derived)))
