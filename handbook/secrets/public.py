"""What everybody may know of an organisation → secrets that pass over it.

A shelter may be called after the organisation, stand in the street of a house that is public, or
share its name with a foundation far away: none of these is a leak.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.secrets.addresses import POSTCODE, address_of
from handbook.secrets.finding import STRICT
from handbook.secrets.folding import squeezed, words_of
from handbook.secrets.search import Secrets
from handbook.secrets.signs import Common, SecretPlace, Sign, signs_of, strongest
from handbook.secrets.vocabulary import JOINING, LEADING

EVERYWHERE = Common()
_SHORTEST = 3
# What makes a name that of another organisation, or of a person, and not of a house.
_BODY = re.compile(
    r"(?i:\b(?:stichting|gemeente|co[oö]peratie|b\.?v\b|n\.?v\b|vof|ggz|ggd)|vereniging\b|school\b)"
    r"|^[A-Z]\."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What everybody may know: the organisation's own names, its open locations, and others.

    `others` are partners, stakeholders, services, who pays, who works here.
    """

    own: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def secrets_of(
    places: Sequence[SecretPlace], common: Common = EVERYWHERE, public: Public | None = None
) -> Secrets:
    """Return what gives `places` away, in the light of what the library and everybody say."""
    signs = strongest(sign for place in places for sign in signs_of(place, common))
    strict = Secrets(signs=signs)
    trusted = _trusted(public or Public(), strict)
    allowed = [text for place in places for text in place.allowed if not refuses(strict, text)]
    held = frozenset(sign for each in trusted for sign in strict.held_in(each))
    weighed = tuple(_lighter(sign) if sign in held else sign for sign in signs)
    return Secrets(
        texts=tuple(dict.fromkeys(_texts(places, weighed))),
        signs=weighed,
        known=tuple(filter(None, dict.fromkeys(map(squeezed, (*trusted, *allowed))))),
    )


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
    for each in public.others:
        wrong, whole = strict.names(each)
        if not wrong or (_BODY.search(each) and not whole and not strict.addresses(each)):
            found.append(each)
    return tuple(each for each in found if strict.hits(each))


def _pieces(addresses: Iterable[str]) -> Iterator[str]:
    """Yield each address, and its street with number, as texts speak of it."""
    for text in addresses:
        yield text
        yield from POSTCODE.findall(text)
        for street in address_of(text).streets:
            for number in street.numbers:
                yield f"{street.name} {number}{street.suffix}"


def _lighter(sign: Sign) -> Sign:
    """Return a sign that something holds which everybody may know; an address keeps its weight."""
    return sign if sign.why in STRICT else replace(sign, weight="let op")


def _texts(places: Iterable[SecretPlace], signs: Iterable[Sign]) -> Iterator[str]:
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
            yield from _told_by(text)
    yield from (
        sign.letters
        for sign in signs
        if sign.why == "deel" and sign.longer and sign.weight == "fout"
    )


def _told_by(text: str) -> Iterator[str]:
    """Yield the street with its number and the postcode that stand in an address."""
    address = address_of(text)
    for street in address.streets:
        yield from (f"{street.name} {number}{street.suffix}" for number in street.numbers)
    yield from address.postcodes
