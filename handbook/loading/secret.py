"""What a profile tells of secret locations, kept out of messages, other texts and records."""

import re
from collections.abc import Iterable, Iterator, Sequence

from handbook.errors import Place, Problem
from handbook.loading.decoding import excerpt
from handbook.loading.tree import Tree
from handbook.model.profile import Profile

_SHORTEST = 3
_POSTCODE = re.compile(r"\b\d{4}\s?[A-Za-z]{2}\b.*")
_STAND_IN = "[geheim]"

Secret = re.Pattern[str]


def secrets_of(tree: Tree) -> tuple[str, ...]:
    """Return the texts that no document and no message may hold: names, addresses, streets.

    Of an address with a number, the street and number alone are secret too.
    """
    texts: dict[str, None] = {}
    for text in tree.secrets:
        plain = " ".join(text.split())
        for each in (plain, _street(plain)):
            if len(each) >= _SHORTEST:
                texts[each] = None
    return tuple(texts)


def pattern(secrets: Sequence[str]) -> Secret | None:
    """Return what finds any of `secrets`, whatever capitals and blanks; None when there are none.

    A secret is found as whole words: the location 'De Kade' is not in 'de kademuur'.
    """
    words = [_loose(secret) for secret in sorted(secrets, key=len, reverse=True)]
    return re.compile("|".join(words), re.IGNORECASE) if words else None


def told_elsewhere(trees: Iterable[Tree], secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each text outside the secret location that tells of it (HB216)."""
    for tree in trees:
        for text, place in tree.scalars():
            if secret.search(text):
                yield _told(place)


def told_in_text(lines: Sequence[str], file: str, offset: int, secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each place in a Markdown text that tells of a secret location (HB216)."""
    text = "\n".join(lines)
    for match in secret.finditer(text):
        line = text.count("\n", 0, match.start())
        column = match.start() - text.rfind("\n", 0, match.start())
        yield _told(Place(file, line + 1 + offset, column))


def told_in_name(name: str, file: str, secret: Secret) -> Iterator[Problem]:
    """Yield a problem when the name of a profile, which folders get, tells of a secret location."""
    if secret.search(name.replace("-", " ")):
        yield _told(Place(file))


def concealed(problem: Problem, secret: Secret | None) -> Problem:
    """Return `problem` without a line or a word that tells of a secret location."""
    if secret is None:
        return problem
    place = problem.place
    if secret.search(place.excerpt) or secret.search(excerpt(place.excerpt)):
        place = Place(place.file, place.line, place.column)
    what = secret.sub(_STAND_IN, problem.what)
    mend = secret.sub(_STAND_IN, problem.mend)
    return Problem(place, problem.code, what, mend, problem.weight)


def without_secrets(profile: Profile) -> Profile:
    """Return `profile` with the names and addresses of secret locations emptied."""
    return profile.model_copy(
        update={
            "locations": tuple(
                location.model_copy(update={"name": "", "address": ""})
                if location.secret
                else location
                for location in profile.locations
            )
        }
    )


def _street(address: str) -> str:
    before, comma, _ = address.partition(",")
    street = before if comma else _POSTCODE.sub("", address).strip()
    return street if any(sign.isdigit() for sign in street) else ""


def _loose(secret: str) -> str:
    words = r"\s+".join(re.escape(word) for word in secret.split())
    return rf"(?<!\w){words}(?!\w)"


def _told(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB216",
        what="hier staat de naam of het adres van een geheime locatie",
        mend="Haal het hier weg, of noem de geheime locatie in het profiel anders, "
        "bijvoorbeeld 'Opvang 1'. De locatie mag in geen enkel document te vinden zijn.",
    )
