"""What everybody may know of an organisation → secrets that pass over it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.folding import spread, squeezed
from handbook.secret_places.language.spellings import ways_of_street
from handbook.secret_places.profile_entries import Judge, Public, refuses
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import (
    Common,
    House,
    SecretPlace,
    SecretTerm,
    houses_of,
    signs_of,
    strongest,
)
from handbook.secret_places.term_match import NAMES, STRICT, finds

EVERYWHERE = Common()
_SHORTEST = 3


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
    confirmed = [text for place in places for text in place.allowed]
    judge = Judge(
        strict=strict, library=common.words, confirmed=frozenset(map(squeezed, confirmed))
    )
    entries = tuple(judge.entries(public))
    lighter = frozenset(sign for each in entries for sign in each.lighter)
    weighed = tuple(replace(sign, weight="let op") if sign in lighter else sign for sign in signs)
    known = [text for each in entries for text in each.known]
    known += [text for text in confirmed if not refuses(strict, text)]
    return Secrets(
        texts=tuple(dict.fromkeys(_texts(places, weighed, shared))),
        signs=weighed,
        known=tuple(filter(None, dict.fromkeys(map(squeezed, known)))),
        named=tuple(dict.fromkeys(squeezed(each.text) for each in entries if each.told)),
    )


def _in_light_of(
    sign: SecretTerm, common: Common, shared: Collection[str], away: tuple[str, ...]
) -> SecretTerm:
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
        if each.weight == "fout" or (each.why in NAMES and not each.common)
    }
    if told & STRICT:
        sign = replace(sign, door="let op")
    return replace(sign, weight="let op", common=True) if told - STRICT else sign


def _open_doors(addresses: Iterable[str]) -> Iterator[tuple[str, House]]:
    """Yield each street and postcode of a public address, close together, with its doors."""
    for address in map(address_of, addresses):
        for street in address.streets:
            ways = ways_of_street(street.name)
            houses = houses_of(street)
            whole = [(houses[0][0], houses[-1][1], street.suffix)] if houses else []
            for house in (*houses, *whole):
                yield from ((letters, house) for letters, _ in ways)
                yield from ((squeezed(code), house) for code in address.postcodes)


def _free(sign: SecretTerm, open_doors: Iterable[tuple[str, House]]) -> tuple[House, ...]:
    """Return the doors of `sign` that are public: not a secret one, or 12a where 12 is secret."""
    if not sign.numbers:
        return ()
    house_numbers = dict.fromkeys(house for letters, house in open_doors if letters == sign.letters)
    secret = {*sign.house_numbers, *(each[:2] for each in sign.house_numbers if not each[2])}
    return tuple(each for each in house_numbers if each not in secret and each[:2] not in secret)


def _texts(
    places: Iterable[SecretPlace], signs: Iterable[SecretTerm], shared: Collection[str]
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
