"""What a profile tells of secret locations, kept out of messages and records."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal

from handbook.errors import Place, Problem
from handbook.loading.markdown.plain_text import printed
from handbook.loading.text.decoding import excerpt, marks_secret, speaks_of_secrets
from handbook.loading.text.yaml_tree import Path, Tree
from handbook.model.common.base_record import canonical
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile
from handbook.secret_places import public_knowledge
from handbook.secret_places.addresses import address_of
from handbook.secret_places.profile_entries import Public
from handbook.secret_places.search import NO_SECRETS, Secrets, readings
from handbook.secret_places.secret_terms import Common, SecretPlace, common_words

STAND_IN = "[geheim]"
Secret = Secrets
Knowledge = Literal["own", "places", "addresses", "others", "services", "people"]
"""The fields of `Public`."""

_OUTSIDE = "diensten_buiten_toepassingsgebied"
_NOT_SECRET = ("nee", "false")
_EMPTIED = {"name": "", "address": "", "also_known_as": (), "permitted": ()}
_QUOTED = re.compile("'.*'", re.DOTALL)


def secrets_of(tree: Tree, common: Common = public_knowledge.EVERYWHERE) -> Secrets:
    """Return what gives the secret locations in `tree`, a profile, away.

    Args:
        tree: the profile, sound or not.
        common: what the texts of the library hold; see `library_words`.
    """
    if not tree.secrets:
        return NO_SECRETS
    return public_knowledge.secrets_of(tree.secrets, common, public_of(tree.data))


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
    return public_knowledge.secrets_of([SecretPlace(others=tuple(secrets))]) or None


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
            at = ("locaties", number, "adres")
            if any(address_of(text).unread for _, _, text in _said("addresses", tree.data, at)):
                yield _unread(tree.place(at))


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
    """Return `profile` with what tells of secret locations emptied."""
    return profile.model_copy(
        update={
            "locations": tuple(
                location.model_copy(update=_EMPTIED) if location.secret else location
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
    found: dict[str, list[str]] = {each.name: [] for each in fields(Public)}
    for kind, _, text in public_entries(data):
        found[kind].append(text)
    return Public(**{kind: tuple(texts) for kind, texts in found.items()})


def public_entries(data: Mapping[str, Any]) -> Iterator[tuple[Knowledge, Path, str]]:
    """Yield each text of a profile that everybody may know, by what it is, with where it stands."""
    for key in ("naam", "korte_naam", "website"):
        yield from _said("own", data, (key,))
    for at, place in _records(data, "locaties"):
        if not _is_secret(place):
            yield from _said("places", data, (*at, "naam"))
            yield from _said("addresses", data, (*at, "adres"))
    yield from _entries_of_others(data)


def _entries_of_others(data: Mapping[str, Any]) -> Iterator[tuple[Knowledge, Path, str]]:
    for at, _ in _records(data, "belanghebbenden"):
        yield from _said("others", data, (*at, "naam"))
    for key in ("diensten", _OUTSIDE):
        for at, _ in _records(data, key):
            yield from _said("services", data, (*at, "naam"))
            yield from _said("others", data, (*at, "opdrachtgever"))
    yield from _said("others", data, ("norm", "certificerende_instelling"))
    for at, holder in _records(data, "rollen"):
        yield from _said("others", data, (*at, "extern"))
        people = holder.get("personen")
        for number in range(len(people)) if isinstance(people, list) else ():
            yield from _said("people", data, (*at, "personen", number))
        yield from _said("people", data, (*at, "personen"))


def _is_secret(place: Mapping[str, Any]) -> bool:
    """Tell whether a location is secret, or typed so that it may have been meant to be."""
    return any(
        marks_secret(str(key)) and str(value).strip().casefold() not in _NOT_SECRET
        for key, value in place.items()
    )


def _said(
    kind: Knowledge, data: Mapping[str, Any], path: Path
) -> Iterator[tuple[Knowledge, Path, str]]:
    """Yield the text at `path`, if one stands there."""
    value: object = data
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return
    if isinstance(value, str):
        yield kind, path, value


def _records(data: Mapping[str, Any], key: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the records under `key`, a list of them or one with names, each with its place."""
    value = data.get(key)
    rows: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        rows = value.items()
    elif isinstance(value, list):
        rows = enumerate(value)
    yield from (((key, at), each) for at, each in rows if isinstance(each, dict))


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
