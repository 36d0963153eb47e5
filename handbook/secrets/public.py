"""What everybody may know of an organisation → secrets that pass over it.

A shelter may be called after the organisation, stand in the street of a house that is public, or
share its name with a foundation far away: none of these is a leak.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.secrets.addresses import address_of
from handbook.secrets.finding import STRICT, finds
from handbook.secrets.folding import folded, spread, squeezed, words_of
from handbook.secrets.search import Secrets
from handbook.secrets.signs import Common, House, SecretPlace, Sign, houses_of, signs_of, strongest
from handbook.secrets.vocabulary import JOINING, LEADING, ways_to_write

EVERYWHERE = Common()
_SHORTEST = 3
# What makes a name that of another organisation, and not of a house.
_BODY = re.compile(
    r"(?i:\b(?:stichting|gemeente|co[oö]peratie|b\.?v\b|n\.?v\b|vof|ggz|ggd)|vereniging\b|school\b)"
)
_SENTENCE = re.compile(r"[,;:()\n]")
_LONGEST = 6  # words in the name of an organisation
_BETWEEN = frozenset(words_of("de den der het t van"))
_NO_PERSON = frozenset(
    words_of("bewoners clienten medewerkers vrijwilligers team teamleider leiding locatiehoofd")
)
_PERSON = re.compile(
    r"[A-Z][^\W\d_]*\.?(?:[ .-]+(?:[A-Z][\w.'’-]*|van|de|den|der|het|ten|ter|te|la|el|al|['’]t))+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What everybody may know: the organisation's own names, its open locations, and others.

    `others` are partners, stakeholders, who pays; `services` what it does, `people` who work here.
    """

    own: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def secrets_of(
    places: Sequence[SecretPlace], common: Common = EVERYWHERE, public: Public | None = None
) -> Secrets:
    """Return what gives `places` away, in the light of what the library and everybody say."""
    public = public or Public()
    away = tuple(filter(None, (squeezed(address_of(each).town) for each in public.addresses)))
    found = strongest(sign for place in places for sign in signs_of(place, common))
    shared = {
        squeezed(code)
        for each in map(address_of, public.addresses)
        for code in each.postcodes
        if not each.unread
    }
    open_doors = tuple(_open_doors(public.addresses))
    signs = tuple(
        replace(_in_light_of(sign, common, shared, away), free=_free(sign, open_doors))
        for sign in found
    )
    strict = Secrets(signs=signs)
    trusted = _trusted(public, strict)
    allowed = [text for place in places for text in place.allowed if not refuses(strict, text)]
    held = frozenset(sign for each in trusted for sign in strict.held_in(each))
    weighed = tuple(_lighter(sign) if sign in held else sign for sign in signs)
    return Secrets(
        texts=tuple(dict.fromkeys(_texts(places, weighed, shared))),
        signs=weighed,
        known=tuple(filter(None, dict.fromkeys(map(squeezed, (*trusted, *allowed))))),
    )


def _in_light_of(
    sign: Sign, common: Common, shared: Collection[str], away: tuple[str, ...]
) -> Sign:
    """Return `sign` with what it weighs where the library, or a public address, holds it too.

    Args:
        sign: what gives a place away for certain, if nothing else holds it.
        common: the texts of the library: none of them is ever an error.
        shared: postcodes of places that are public.
        away: towns of those.
    """
    if sign.why == "postcode":
        return replace(sign, weight="let op") if sign.letters in shared else sign
    if sign.why == "straat":
        sign = replace(sign, away=away)
    told = {
        each.why
        for text in common.holding(sign.letters)
        for each in finds(sign, spread(text), text)
        if each.weight == "fout"
    }
    if told & STRICT:
        sign = replace(sign, door="let op")
    return replace(sign, weight="let op", common=True) if told - STRICT else sign


def _open_doors(addresses: Iterable[str]) -> Iterator[tuple[str, House]]:
    """Yield each street and postcode of a public address, close together, with its doors."""
    for address in map(address_of, addresses):
        for street in address.streets:
            ways = ways_to_write(" ".join(folded(street.name).split()))
            houses = houses_of(street)
            whole = [(houses[0][0], houses[-1][1], street.suffix)] if houses else []
            for house in (*houses, *whole):
                yield from ((letters, house) for letters, _ in ways)
                yield from ((squeezed(code), house) for code in address.postcodes)


def _free(sign: Sign, open_doors: Iterable[tuple[str, House]]) -> tuple[House, ...]:
    """Return the doors of `sign` that are public: not a secret one, or 12a where 12 is secret."""
    if not sign.numbers:
        return ()
    doors = dict.fromkeys(house for letters, house in open_doors if letters == sign.letters)
    secret = {*sign.doors, *(each[:2] for each in sign.doors if not each[2])}
    return tuple(each for each in doors if each not in secret and each[:2] not in secret)


def refuses(secrets: Secrets, text: str) -> bool:
    """Tell whether `text` may never be printed: an address, or a bare name with nothing to it."""
    if secrets.addresses(text):
        return True
    words = words_of(text)
    while words and (words[0] in LEADING or words[0] in JOINING):
        words = words[1:]
    letters = {squeezed(text), "".join(words)}
    return any(each in sign.letters for sign in secrets.signs for each in letters)


def _trusted(public: Public, strict: Secrets) -> tuple[str, ...]:
    """Return the texts that hold a sign and are no leak for that."""
    found = [each for each in public.own if not strict.addresses(each)]
    places = [each for each in public.places if not strict.addresses(each)]
    places += [each for each in _pieces(public.addresses) if not strict.addresses(each, door=True)]
    found += [each for each in places if not strict.names(each)[1]]
    found += [each for each in public.others if _is_body(each, strict)]
    found += [each for each in public.services if _is_speech(each, strict)]
    found += [each for each in public.people if _is_person(each, strict)]
    return tuple(each for each in found if strict.held_in(each))


def _is_body(text: str, strict: Secrets) -> bool:
    """Tell whether `text` is the name of an organisation that a house may share a word with.

    More than a name, "Gemeente Duinstad, afdeling Zwaluwnest", or a secret street, is none.
    """
    wrong, whole = strict.names(text)
    words = words_of(text)
    named = _BODY.search(text) and not _SENTENCE.search(text) and len(words) <= _LONGEST
    street = any(each.why == "straat" and each.weight == "fout" for each in strict.held_in(text))
    apart = not (whole or street or strict.addresses(text) or _NO_PERSON & set(words))
    return not wrong or bool(named and apart)


def _is_speech(text: str, strict: Secrets) -> bool:
    """Tell whether `text` gives nothing away but a name that is made of everyday words."""
    told = [each for each in strict.held_in(text) if each.weight == "fout"]
    return all(each.capital is not None for each in told) and not strict.addresses(text)


def _is_person(text: str, strict: Secrets) -> bool:
    """Tell whether `text` is the first name and surname of somebody, and not a house by name."""
    words = frozenset(words_of(text))
    person = _PERSON.fullmatch(text) and not words & (LEADING - _BETWEEN | _NO_PERSON)
    return bool(person) and not strict.names(text)[1] and not strict.addresses(text)


def _pieces(addresses: Iterable[str]) -> Iterator[str]:
    """Yield each address, and its street with number, as texts speak of it."""
    for text in addresses:
        yield text
        for street in address_of(text).streets:
            for number in street.numbers:
                yield f"{street.name} {number}{street.suffix}"


def _lighter(sign: Sign) -> Sign:
    """Return a sign that something holds which everybody may know; an address keeps its weight."""
    return sign if sign.why in STRICT else replace(sign, weight="let op")


def _texts(
    places: Iterable[SecretPlace], signs: Iterable[Sign], shared: Collection[str]
) -> Iterator[str]:
    """Yield the texts that no message and no document may hold, as they were typed."""
    for place in places:
        typed = (*place.names, *place.addresses, *place.others)
        for text in typed:
            yield from (
                plain
                for line in (text, *text.splitlines())
                if len(plain := " ".join(line.split())) >= _SHORTEST
            )
        for text in (*place.addresses, *place.others):
            yield from (each for each in _told_by(text) if squeezed(each) not in shared)
    yield from (
        sign.letters
        for sign in signs
        if sign.why == "deel" and sign.longer and sign.weight == "fout"
    )


def _told_by(text: str) -> Iterator[str]:
    """Yield the street with its number and the postcode that stand in an address."""
    address = address_of(text)
    for street in address.streets:
        if street.whole:
            letters = "" if street.suffix.startswith("-") else street.suffix
            yield from (f"{street.name} {number}{letters}" for number in street.numbers)
    yield from address.postcodes
