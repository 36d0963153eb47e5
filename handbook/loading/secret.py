"""What a profile tells of secret locations, kept out of messages, other texts and records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.errors import Place, Problem
from handbook.loading.decoding import excerpt, marks_secret, speaks_of_secrets
from handbook.loading.printed import printed
from handbook.loading.tree import ALLOWED, Tree
from handbook.model.library import Library
from handbook.model.profile import Profile
from handbook.model.written import canonical
from handbook.secrets import public
from handbook.secrets.folding import squeezed
from handbook.secrets.public import Public, refuses
from handbook.secrets.search import NO_SECRETS, Hit, Secrets, readings
from handbook.secrets.signs import Common, SecretPlace, Why, common_words

STAND_IN = "[geheim]"
Secret = Secrets

_OUTSIDE = "diensten_buiten_toepassingsgebied"
_NOT_SECRET = ("nee", "false")
_SERVED = ("naam", "opdrachtgever")
_TOGETHER = 2
_WHY: Mapping[Why, str] = {
    "naam": "de naam van een geheime locatie",
    "deel": "een deel van de naam van een geheime locatie",
    "straat": "de straat van een geheime locatie, zonder nummer",
    "adres": "het adres van een geheime locatie",
    "postcode": "de postcode van een geheime locatie",
}


def secrets_of(tree: Tree, common: Common = public.EVERYWHERE) -> Secrets:
    """Return what gives the secret locations in `tree`, a profile, away.

    Args:
        tree: the profile, sound or not.
        common: what the texts of the library hold; see `library_words`.
    """
    if not tree.secrets:
        return NO_SECRETS
    return public.secrets_of(tree.secrets, common, _public(tree.data))


def library_words(library: Library) -> Common:
    """Return the words that the texts of `library` use."""
    return common_words(_texts(canonical(library)))


def pattern(secrets: Sequence[str]) -> Secret | None:
    """Return what finds any of `secrets`, however they are spelled; None when there are none."""
    if isinstance(secrets, Secrets):
        return secrets or None
    return public.secrets_of([SecretPlace(others=tuple(secrets))]) or None


def told_elsewhere(trees: Iterable[Tree], secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each text outside the secret location that tells of it.

    What does so for certain is wrong (HB216), what may do so a `let op` (HB227); a word that the
    library uses as well is told once.
    """
    seen: set[str] = set()
    for tree in trees:
        for text, place in tree.scalars():
            yield from _told_of(text, place, secret, seen)
        yield from _told_together(tree, secret)


def told_in_text(lines: Sequence[str], file: str, offset: int, secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each place in a Markdown text that tells of a secret location."""
    text = "\n".join(lines)
    wrong: set[int] = set()
    seen: set[str] = set()
    for hit in secret.hits(text):
        line = text.count("\n", 0, hit.start)
        wrong.add(line)
        if not _again(text, hit, seen):
            column = hit.start - text.rfind("\n", 0, hit.start)
            yield _told(Place(file, line + 1 + offset, column), hit)
    pieces = printed(text)
    together = "\n".join(piece for _, piece in pieces)
    for hit in secret.hits(together):
        line = pieces[_number(pieces, hit.start)][0]
        if hit.weight == "fout" and line not in wrong:
            wrong.add(line)
            yield _told(Place(file, line + 1 + offset), hit)


def told_in_name(name: str, file: str, secret: Secret) -> Iterator[Problem]:
    """Yield a problem when the name of a profile, which folders get, tells of a secret location."""
    if hit := secret.search(name):
        yield _told(Place(file), hit)


def allowed_in_vain(tree: Tree, secret: Secret, texts: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each text under `mag_genoemd` that may not stand there, or does nothing.

    Args:
        tree: the profile.
        secret: what gives its secret locations away.
        texts: all that the organisation wrote itself.
    """
    bare = replace(secret, known=())
    written: list[str] | None = None
    for path, text in _allowed(tree):
        place = tree.place(path)
        place = Place(place.file, place.line, place.column)
        if refuses(bare, text):
            yield _never(place)
            continue
        written = [squeezed(each) for each in texts] if written is None else written
        if not bare.hits(text) or not any(squeezed(text) in each for each in written):
            yield _nothing(place)


def half_said(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each location whose name or address says "geheim" (HB223).

    `geheim: ja` that is indented too far becomes a part of the address, and the location public.
    """
    places = tree.data.get("locaties")
    for number, place in enumerate(places if isinstance(places, list) else ()):
        for key in ("naam", "adres"):
            if isinstance(place, dict) and speaks_of_secrets(str(place.get(key) or "")):
                yield _half_said(tree.place(("locaties", number, key)))


def concealed(problem: Problem, secret: Secret | None) -> Problem:
    """Return `problem` without a line or a word that tells of a secret location."""
    if not secret:
        return problem
    place = problem.place
    shown = "" if _tells(place.excerpt, secret) else place.excerpt
    place = Place(secret.sub(STAND_IN, place.file), place.line, place.column, shown)
    what = secret.sub(STAND_IN, problem.what)
    mend = secret.sub(STAND_IN, problem.mend)
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


def _public(data: Mapping[str, Any]) -> Public:
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
            *(text for each in services for key in _SERVED for text in _said(each, key)),
            *(text for each in _records(holders) for text in _said(each, "extern")),
            *(text for each in _records(holders) for text in _people(each)),
            *_said(norm if isinstance(norm, dict) else {}, "certificerende_instelling"),
        ),
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


def _told_of(text: str, place: Place, secret: Secret, seen: set[str]) -> Iterator[Problem]:
    """Yield the worst that `text` tells of a secret location."""
    told = [(each, hit) for each in _as_read(text) for hit in secret.hits(each)]
    told.sort(key=lambda pair: pair[1].weight != "fout")
    for read, hit in told:
        if not _again(read, hit, seen):
            yield _told(place, hit)
            return


def _as_read(text: str) -> tuple[str, ...]:
    """Return `text` as typed, with its codes as the signs they stand for, and as it is printed."""
    return (*readings(text), "\n".join(piece for _, piece in printed(text)))


def _again(text: str, hit: Hit, seen: set[str]) -> bool:
    """Tell whether a word that the library uses too was told before; remember that it is now."""
    word = squeezed(text[hit.start : hit.end])
    if hit.weight == "fout" or not hit.common:
        return False
    before = word in seen
    seen.add(word)
    return before


def _told_together(tree: Tree, secret: Secret) -> Iterator[Problem]:
    """Yield a problem for texts of one record that tell of it only when they are read together."""
    waiting = [tree.root]
    while waiting:
        node = waiting.pop()
        if node.id == "scalar":
            continue
        pairs = node.value if node.id == "mapping" else [(each,) for each in node.value]
        waiting += [each for pair in pairs for each in pair]
        for row in ([pair[-1] for pair in pairs], [each for pair in pairs for each in pair]):
            scalars = [each for each in row if each.id == "scalar" and id(each) not in tree.covered]
            if (told := _first_together([each.value for each in scalars], secret)) is not None:
                yield _told(tree.spot(scalars[told[0]].start_mark), told[1])
                break


def _first_together(texts: Sequence[str], secret: Secret) -> tuple[int, Hit] | None:
    """Return the first thing that tells of it across two of `texts`, with the first of the two."""
    if len(texts) < _TOGETHER:
        return None
    pieces = tuple(enumerate(texts))
    for hit in secret.hits("\n".join(texts)):
        first, last = _number(pieces, hit.start), _number(pieces, hit.end - 1)
        if hit.weight == "fout" and first != last and not secret.search(texts[first]):
            return first, hit
    return None


def _number(pieces: Sequence[tuple[int, str]], at: int) -> int:
    """Return which of `pieces`, joined by line ends, the character `at` stands in."""
    for number, (_, piece) in enumerate(pieces):
        if at <= len(piece):
            return number
        at -= len(piece) + 1
    return len(pieces) - 1


def _tells(shown: str, secret: Secret) -> bool:
    """Tell whether a line as a message shows it tells of a secret location, or a piece of it."""
    read = (*_as_read(shown), excerpt(shown))
    told = any(hit.weight == "fout" or not hit.common for each in read for hit in secret.hits(each))
    return told or ("…" in shown and secret.cut(shown))


def _allowed(tree: Tree) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each text under `mag_genoemd`, with its path."""
    places = tree.data.get("locaties")
    for number, place in enumerate(places if isinstance(places, list) else ()):
        allowed = place.get(ALLOWED) if isinstance(place, dict) else None
        for at, each in enumerate(allowed if isinstance(allowed, list) else ()):
            if isinstance(each, dict) and isinstance(each.get("tekst"), str):
                yield ("locaties", number, ALLOWED, at, "tekst"), each["tekst"]


def _half_said(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB223",
        what="in de naam of het adres van deze locatie staat het woord 'geheim'",
        mend="Is de locatie geheim, zet dan 'geheim: ja' op een eigen regel, even ver "
        "ingesprongen als 'naam'. Is zij dat niet, haal dan het woord weg.",
    )


def _told(place: Place, hit: Hit) -> Problem:
    place = Place(place.file, place.line, place.column)
    if hit.weight == "let op":
        return Problem(
            place,
            code="HB227",
            what=f"hier staat {_WHY[hit.why]}",
            mend="Haal het weg als een lezer zo de locatie kan vinden.",
            weight="let op",
        )
    return Problem(
        place,
        code="HB216",
        what=f"hier staat {_WHY[hit.why]}",
        mend="Haal het hier weg, of noem de geheime locatie in het profiel anders, bijvoorbeeld "
        "'Opvang 1'. De locatie mag in geen enkel document te vinden zijn. Betekent het hier iets "
        f"anders, zet dan de hele naam daarvan bij de locatie onder '{ALLOWED}', met de reden.",
    )


def _never(place: Place) -> Problem:
    return Problem(
        place,
        code="HB285",
        what=f"deze tekst kan niet bij '{ALLOWED}' staan: hij verraadt de geheime locatie zelf",
        mend="Straat met nummer, postcode en de naam alleen komen nooit in een document. Schrijf "
        "de hele naam van wat u wel mag noemen, met de woorden die er altijd bij staan.",
    )


def _nothing(place: Place) -> Problem:
    return Problem(
        place,
        code="HB286",
        what=f"deze tekst bij '{ALLOWED}' heeft geen gevolg",
        mend="Zij staat in geen eigen tekst, of bevat niets van een geheime locatie. Haal haar "
        "weg, of schrijf de woorden precies zoals ze in uw tekst staan.",
        weight="let op",
    )
