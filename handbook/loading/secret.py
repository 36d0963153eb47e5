"""What a profile tells of secret locations, kept out of messages, other texts and records."""

import re
from collections.abc import Iterable, Iterator, Sequence

from handbook.errors import Place, Problem
from handbook.loading.decoding import excerpt, speaks_of_secrets
from handbook.loading.tree import Tree
from handbook.model.profile import Profile

_SHORTEST = 3
_POSTCODE = re.compile(r"\b\d{4}\s?[A-Za-z]{2}\b.*")
_ZIP = re.compile(r"\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b")
_NAMED = re.compile(r"([^\W\d_][^\d,]{5,}?)\s+\d+\s?[A-Za-z]?(?:,|$)")
_BETWEEN = r"[\s_.-]*"
STAND_IN = "[geheim]"

Secret = re.Pattern[str]


def secrets_of(tree: Tree) -> tuple[str, ...]:
    """Return the texts that no document and no message may hold: names, addresses, postcodes.

    Of an address with a number, the street and number alone are secret too.
    """
    texts: dict[str, None] = {}
    for text in tree.secrets:
        for plain in (" ".join(text.split()), *(" ".join(x.split()) for x in text.splitlines())):
            for each in (plain, _street(plain), *_ZIP.findall(plain)):
                if len(each) >= _SHORTEST:
                    texts[each] = None
    return tuple(texts)


def streets_of(secrets: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the streets in `secrets`, without their numbers: "Lindelaan"."""
    found = (match.group(1) for each in secrets if (match := _NAMED.match(each)))
    return tuple(dict.fromkeys(street.strip() for street in found))


def pattern(secrets: Sequence[str]) -> Secret | None:
    """Return what finds any of `secrets`, whatever capitals and blanks; None when there are none.

    A secret is found as whole words: the location 'De Kade' is not in 'de kademuur'.
    """
    words = [_loose(secret) for secret in sorted(secrets, key=len, reverse=True)]
    return re.compile("|".join(words), re.IGNORECASE) if words else None


def hinted_elsewhere(trees: Iterable[Tree], street: Secret) -> Iterator[Problem]:
    """Yield a `let op` for each text that names the street of a secret location (HB227)."""
    for tree in trees:
        for text, place in tree.scalars():
            if street.search(text):
                yield Problem(
                    Place(place.file, place.line, place.column),
                    code="HB227",
                    what="hier staat de straat van een geheime locatie",
                    mend="Haal de straat weg als een lezer zo de locatie kan vinden.",
                    weight="let op",
                )


def told_elsewhere(trees: Iterable[Tree], secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each text outside the secret location that tells of it (HB216)."""
    for tree in trees:
        for text, place in tree.scalars():
            if secret.search(text):
                yield _told(place)


def half_said(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each location whose name or address says "geheim" (HB223).

    `geheim: ja` that is indented too far becomes a part of the address, and the location public.
    """
    places = tree.data.get("locaties")
    for number, place in enumerate(places if isinstance(places, list) else ()):
        for key in ("naam", "adres"):
            if isinstance(place, dict) and speaks_of_secrets(str(place.get(key) or "")):
                yield _half_said(tree.place(("locaties", number, key)))


def told_in_text(lines: Sequence[str], file: str, offset: int, secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each place in a Markdown text that tells of a secret location (HB216)."""
    text = "\n".join(lines)
    for match in secret.finditer(text):
        line = text.count("\n", 0, match.start())
        column = match.start() - text.rfind("\n", 0, match.start())
        yield _told(Place(file, line + 1 + offset, column))


def told_in_name(name: str, file: str, secret: Secret) -> Iterator[Problem]:
    """Yield a problem when the name of a profile, which folders get, tells of a secret location."""
    if secret.search(name):
        yield _told(Place(file))


def concealed(problem: Problem, secret: Secret | None) -> Problem:
    """Return `problem` without a line or a word that tells of a secret location."""
    if secret is None:
        return problem
    place = problem.place
    shown = place.excerpt
    if secret.search(shown) or secret.search(excerpt(shown)):
        shown = ""
    place = Place(secret.sub(STAND_IN, place.file), place.line, place.column, shown)
    what = secret.sub(STAND_IN, problem.what)
    mend = secret.sub(STAND_IN, problem.mend)
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
    """Return what finds `secret` with any blanks, hyphens or none between its words."""
    words = _BETWEEN.join(re.escape(word) for word in _pieces(secret))
    return rf"(?<![^\W_]){words}(?![^\W_])"


def _pieces(secret: str) -> list[str]:
    """Return the words of `secret`; a postcode has two, blank or not."""
    return re.sub(r"\b(\d{4})([A-Za-z]{2})\b", r"\1 \2", secret).split()


def _half_said(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB223",
        what="in de naam of het adres van deze locatie staat het woord 'geheim'",
        mend="Is de locatie geheim, zet dan 'geheim: ja' op een eigen regel, even ver "
        "ingesprongen als 'naam'. Is zij dat niet, haal dan het woord weg.",
    )


def _told(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB216",
        what="hier staat de naam of het adres van een geheime locatie",
        mend="Haal het hier weg, of noem de geheime locatie in het profiel anders, "
        "bijvoorbeeld 'Opvang 1'. De locatie mag in geen enkel document te vinden zijn.",
    )
