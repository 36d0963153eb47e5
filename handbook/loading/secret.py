"""What a profile tells of secret locations, kept out of messages and records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.errors import Place, Problem
from handbook.loading.decoding import excerpt, marks_secret, speaks_of_secrets
from handbook.loading.printed import printed
from handbook.loading.tree import Tree
from handbook.model.library import Library
from handbook.model.profile import Profile
from handbook.model.written import canonical
from handbook.secrets import public
from handbook.secrets.addresses import address_of
from handbook.secrets.public import Public
from handbook.secrets.search import NO_SECRETS, Secrets, readings
from handbook.secrets.signs import Common, SecretPlace, common_words

STAND_IN = "[geheim]"
Secret = Secrets

_OUTSIDE = "diensten_buiten_toepassingsgebied"
_NOT_SECRET = ("nee", "false")
_QUOTED = re.compile("'.*'", re.DOTALL)


def secrets_of(tree: Tree, common: Common = public.EVERYWHERE) -> Secrets:
    """Return what gives the secret locations in `tree`, a profile, away.

    Args:
        tree: the profile, sound or not.
        common: what the texts of the library hold; see `library_words`.
    """
    if not tree.secrets:
        return NO_SECRETS
    return public.secrets_of(tree.secrets, common, public_of(tree.data))


def library_words(library: Library) -> Common:
    """Return the words that the texts of `library` use."""
    return common_words(library_texts(library))


def library_texts(library: Library) -> Iterator[str]:
    """Yield every text of `library`."""
    return _texts(canonical(library))


def pattern(secrets: Sequence[str]) -> Secret | None:
    """Return what finds any of `secrets`, however they are spelled; None when there are none."""
    if isinstance(secrets, Secrets):
        return secrets or None
    return public.secrets_of([SecretPlace(others=tuple(secrets))]) or None


def as_read(text: str) -> tuple[str, ...]:
    """Return `text` as typed, with its codes as the signs they stand for, and as it is printed."""
    return (*readings(text), "\n".join(piece for _, piece in printed(text)))


def half_said(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each location whose name or address says "geheim" (HB223).

    `geheim: ja` that is indented too far becomes a part of the address, and the location public.
    """
    places = tree.data.get("locaties")
    for number, place in enumerate(places if isinstance(places, list) else ()):
        for key in ("naam", "adres"):
            if isinstance(place, dict) and speaks_of_secrets(str(place.get(key) or "")):
                yield _half_said(tree.place(("locaties", number, key)))


def unread(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each secret location without a street and number to read (HB477)."""
    places = tree.data.get("locaties")
    for number, place in enumerate(places if isinstance(places, list) else ()):
        if isinstance(place, dict) and _is_secret(place):
            for text in _said(place, "adres"):
                if address_of(text).unread:
                    yield _unread(tree.place(("locaties", number, "adres")))


def concealed(problem: Problem, secret: Secret | None) -> Problem:
    """Return `problem` without a line or a word that tells of a secret location."""
    if not secret:
        return problem
    place = problem.place
    shown = "" if _tells(place.excerpt, secret) else place.excerpt
    place = Place(secret.sub(STAND_IN, place.file), place.line, place.column, shown)
    what, mend = _hidden(problem.what, secret), _hidden(problem.mend, secret)
    return Problem(place, problem.code, what, mend, problem.weight)


def without_secrets(profile: Profile) -> Profile:
    """Return `profile` with the what tells of secret locations emptied."""
    return profile.model_copy(
        update={
            "locations": tuple(
                location.model_copy(update={"name": "", "address": "", "permitted": ()})
                if location.secret
                else location
                for location in profile.locations
            )
        }
    )


def _hidden(text: str, secret: Secret) -> str:
    """Return a sentence of a message with nothing in it that tells of a secret location."""
    shown = secret.sub(STAND_IN, text)
    return _QUOTED.sub(f"'{STAND_IN}'", shown) if _tells(shown, secret) else shown


def _tells(shown: str, secret: Secret) -> bool:
    """Tell whether a line as a message shows it tells of a secret location, or a piece of it."""
    read = (*as_read(shown), excerpt(shown))
    told = any(hit.weight == "fout" or not hit.common for each in read for hit in secret.hits(each))
    return told or ("…" in shown and secret.cut(shown))


def public_of(data: Mapping[str, Any]) -> Public:
    """Return what a profile tells that everybody may know."""
    norm, roles = data.get("norm"), data.get("rollen")
    holders = list(roles.values()) if isinstance(roles, dict) else []
    services = [*_records(data.get("diensten")), *_records(data.get(_OUTSIDE))]
    places = [each for each in _records(data.get("locaties")) if not _is_secret(each)]
    return Public(
        own=(*_said(data, "naam"), *_said(data, "korte_naam"), *_said(data, "website")),
        places=tuple(text for each in places for text in _said(each, "naam")),
        addresses=tuple(text for each in places for text in _said(each, "adres")),
        others=(
            *(
                text
                for each in _records(data.get("belanghebbenden"))
                for text in _said(each, "naam")
            ),
            *(text for each in services for text in _said(each, "opdrachtgever")),
            *(text for each in _records(holders) for text in _said(each, "extern")),
            *_said(norm if isinstance(norm, dict) else {}, "certificerende_instelling"),
        ),
        services=tuple(text for each in services for text in _said(each, "naam")),
        people=tuple(text for each in _records(holders) for text in _people(each)),
    )


def _people(holder: Mapping[str, Any]) -> Iterator[str]:
    people = holder.get("personen")
    named = people if isinstance(people, list) else [people]
    yield from (each for each in named if isinstance(each, str))


def _is_secret(place: Mapping[str, Any]) -> bool:
    """Tell whether a location is secret, or typed so that it may have been meant to be."""
    return any(
        marks_secret(str(key)) and str(value).strip().casefold() not in _NOT_SECRET
        for key, value in place.items()
    )


def _said(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key)
    return (value,) if isinstance(value, str) else ()


def _records(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _unread(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB477",
        what="in het adres van deze geheime locatie is geen straat met huisnummer te lezen",
        mend="Schrijf het zo: straat en huisnummer, dan een komma, dan postcode en plaats. Alleen "
        "dan wordt elke schrijfwijze ervan gevonden. Een huis met een eigen naam krijgt die bij "
        "'naam'.",
        weight="let op",
    )


def _half_said(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB223",
        what="in de naam of het adres van deze locatie staat het woord 'geheim'",
        mend="Is de locatie geheim, zet dan 'geheim: ja' op een eigen regel, even ver "
        "ingesprongen als 'naam'. Is zij dat niet, haal dan het woord weg.",
    )
