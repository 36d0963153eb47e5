"""What finds the secret locations of others, and passes over what only has the same name.

Two houses may have one name in two towns, and two streets: what the profile of an organisation
says of its own places, and of others with their town, is no find of what another one keeps secret.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.loading.own_terms import OwnTerms
from handbook.loading.profile.secret_places import Secret
from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.abbreviations import TITLES
from handbook.secret_places.language.folding import spread, squeezed, words_of
from handbook.secret_places.language.house_kinds import HOUSES
from handbook.secret_places.language.house_names import ways_to_name
from handbook.secret_places.language.people import FORENAMES
from handbook.secret_places.language.vocabulary import FAR_TOWNS, SAME_TOWN, everyday
from handbook.secret_places.profile_entries import Public, pieces
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.secret_terms import Common, SecretPlace, SecretTerm, signs_of
from handbook.secret_places.term_match import Found

# What stands between a house, or a street with its number, and its town.
_JOINTS = ("", "te", "in", "uit", "gemeente", "indegemeente", "regio", "locatie", "vestiging")
_BEHIND = re.compile(
    r"(?:[\s,(]{1,3}[A-Z][^\W\d_]+(?:[ -][^\W\d_]+){0,4}\s\d{1,5}[^\W\d_]{0,3})?"  # its street
    r"(?P<joint>,?\s(?:te|in|uit)\s|[\s,(]{1,3})(?P<code>[1-9]\d{3}\s?[A-Z]{2}\s{1,2})?"
    r"(?P<town>(?:['’]s[- ]|Den |De |Het )?[A-Z][^\W\d_]+(?:[- ][A-Z][^\W\d_]+)*)"
)
_SAINTS = frozenset({"sint", "sinte", "st", "ste"})
_STREET = re.compile(r"^[^,\d]+\d[^,]*(?=,)")  # all of its numbers, "Kerkstraat 118-120"


@dataclass(frozen=True, slots=True)
class _Others:
    """The secret places of others, as somebody else looks for them."""

    places: Sequence[SecretPlace]
    common: Common

    def towns_of(self, sign: SecretTerm) -> Iterator[str]:
        """Yield the town of each place that `sign` gives away, close together; "" where unknown."""
        for place in self.places:
            if any(each.letters == sign.letters for each in signs_of(place, self.common)):
                yield from _towns(place.addresses) or ("",)


def foreign(places: Sequence[SecretPlace], own: OwnTerms, common: Common) -> Secret:
    """Return what finds the secret `places` of others in the files of the organisation `own`."""
    others = _Others(places, common)
    found = secrets_of(places, common, own.public)
    hers = dict.fromkeys(filter(None, map(squeezed, _hers(found, others, own.public))))
    elsewhere = (each for text in own.mentions for each in _elsewhere(text, found, others, own))
    many = frozenset(way for each in places for way in _ways_of_many(each))
    signs = (
        replace(each, complete=False) if each.letters in many else each for each in found.signs
    )
    return replace(
        found,
        known=tuple(dict.fromkeys((*found.known, *hers, *elsewhere))),
        signs=(
            *signs,
            *_as_a_house(hers, others, own.public),
            *_with_their_town(hers, others, own.public),
        ),
    )


def _ways_of_many(place: SecretPlace) -> Iterator[str]:
    """Yield, close together, the names of a place that churches, schools and people bear as well.

    A saint's name, or given names alone: "Sint Maarten", "Anna Maria", and no "Huize Agnes".
    """
    for name in place.names:
        first, *rest = words_of(name) or ("",)
        given = {first, *rest} - TITLES
        if (first in _SAINTS and len(rest) == 1) or (rest and given and given <= FORENAMES):
            yield from map(squeezed, ways_to_name(name))


def _as_a_house(hers: Iterable[str], others: _Others, public: Public) -> Iterator[SecretTerm]:
    """Yield such a name behind a word for a house, and with the town of the house behind it.

    Not where the organisation itself has a place that is called so.
    """
    own = tuple(hers)
    at_home = _towns(public.addresses)
    for place in others.places:
        towns = sorted(_towns(place.addresses) - at_home)
        for way in _ways_of_many(place):
            if not any(way in each for each in own):
                yield from (_joined(f"{house}{way}") for house in HOUSES)
                yield from (_joined(f"{way}{joint}{town}") for town in towns for joint in _JOINTS)


def _hers(found: Secret, others: _Others, public: Public) -> Iterator[str]:
    """Yield the names and addresses of its own places; no address that is itself a secret one."""
    yield from (*public.own, *public.places)
    for text in public.addresses:
        if not any(_is_there(each, text, others) for each in found.found(text)):
            yield from (*pieces(text), *_STREET.findall(text))


def _is_there(found: Found, address: str, others: _Others) -> bool:
    """Tell whether an address is the secret one: a door with its postcode, or in the same town."""
    if found.why != "adres" or found.free:
        return False
    here = _towns([address])
    return found.sign.why == "postcode" or not here.isdisjoint(others.towns_of(found.sign))


def _elsewhere(text: str, found: Secret, others: _Others, own: OwnTerms) -> Iterator[str]:
    """Yield each house or address in `text`, a line of the profile, with its town that is another.

    Close together, in the ways to write the two behind each other.
    """
    laid = None
    for each in found.found(text):
        laid = laid or spread(text)
        match = _BEHIND.match(text, laid.at[each.end - 1] + 1) if _is_whole(each) else None
        if match and _is_away(match, own.public, others.towns_of(each.sign)):
            letters = laid.letters[each.start : each.end]
            yield squeezed(text[laid.at[each.start] : match.end()])
            yield from (f"{letters}{joint}{squeezed(match['town'])}" for joint in _JOINTS)


def _is_whole(found: Found) -> bool:
    # With another town behind it an address weighs less already, and may stand there as well.
    return found.why == "adres" or (found.weight == "fout" and found.sign.complete)


def _is_away(match: re.Match[str], public: Public, towns: Iterable[str]) -> bool:
    """Tell whether what stands behind a house is a town for certain, and none of `towns`."""
    town = squeezed(match["town"])
    near = FAR_TOWNS | _towns(public.addresses)
    certain = match["code"] or match["joint"].strip(" ,(")
    if town not in near and (not certain or everyday(words_of(match["town"])[-1])):
        return False
    return not any(other in town or town in other for other in towns)


def _with_their_town(hers: Iterable[str], others: _Others, public: Public) -> Iterator[SecretTerm]:
    """Yield what is called as a place of hers, with the town of the secret one behind it."""
    own = tuple(hers)
    at_home = _towns(public.addresses)
    for place in others.places:
        secret = tuple(_ways_to_call(signs_of(place, others.common)))
        shared = [each for each in own if any(letters in each for letters in secret)]
        for town in sorted(_towns(place.addresses) - at_home):
            yield from (_joined(f"{each}{joint}{town}") for each in shared for joint in _JOINTS)


def _ways_to_call(signs: Iterable[SecretTerm]) -> Iterator[str]:
    """Yield the ways in which `signs` give a place away whole: its name, its street with number."""
    for sign in signs:
        if sign.complete:
            yield sign.letters
        elif sign.why == "straat":
            yield from (f"{sign.letters}{number}" for number in sign.numbers)


def _joined(letters: str) -> SecretTerm:
    """Return a sign that is found wherever its words are cut."""
    return SecretTerm(
        letters=letters, why="naam", complete=True, cuts=tuple(range(1, len(letters)))
    )


def _towns(addresses: Iterable[str]) -> frozenset[str]:
    """Return the towns of `addresses`, close together, by each of their names."""
    towns = {squeezed(address_of(each).town) for each in addresses} - {""}
    return frozenset(towns.union(*(SAME_TOWN.get(each, ()) for each in towns)))
