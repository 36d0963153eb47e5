"""What an organisation is known by → the signs that betray it in a text of another, with weights.

A whole name, number or address betrays it; so does a name without its legal form, or a person
without a title. What anybody may say by chance, "De Brug" or "J. de Vries", is no more than a
`let op`, and words of the library, of a town or of everyday speech are nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal

from handbook.inspection.staff_names import people_in
from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.folding import spread, words_of
from handbook.secret_places.language.house_names import content_of, ways_to_name
from handbook.secret_places.language.vocabulary import (
    EVERYDAY,
    FAR_TOWNS,
    JOINING,
    LEADING,
    NO_HOUSE,
    ORDINARY,
    everyday,
)
from handbook.secret_places.public_knowledge import EVERYWHERE
from handbook.secret_places.secret_terms import Common, SecretPlace, SecretTerm, Weight, signs_of

Kind = Literal["naam", "kvk-nummer", "adres", "website", "persoon", "locatie"]

_SHORT = 3  # letters: a name of one word that is no longer says nothing
_TWO = 2  # words that make a name together, names that make a family name
_BEFORE = re.compile(
    r"(?:stichting|stg\.?|vereniging|co[oö]peratie(?:ve vereniging)?|maatschap)\s+", re.IGNORECASE
)
_BEHIND = re.compile(
    r"[\s,]+(?:[bnc]\.?\s?v|v\.?\s?o\.?\s?f|[uw]\.?\s?a|stichting|vereniging|co[oö]peratie)\.?$",
    re.IGNORECASE,
)
_FOUNDATION = re.compile(r"(?:stichting|stg\.?)\s+", re.IGNORECASE)
_SIDES = frozenset(
    words_of("noord oost zuid west midden centrum stad dorp wijk buurt regio nederland welzijn")
)
ARTICLES = frozenset(words_of("de het t"))
# What an ordinary name is also that of, by how the word for its kind ends: "basisschool De Brug".
_OTHERS = tuple(
    words_of(
        "school basisschool peuterspeelzaal kinderdagverblijf kdv bso obs cbs rkbs kerk parochie "
        "moskee huisarts huisartsen huisartsenpraktijk praktijk apotheek tandarts buurthuis "
        "wijkcentrum dorpshuis buurtcentrum clubhuis zwembad sporthal sportpark manege "
        "vereniging club restaurant cafe eetcafe hotel winkel supermarkt bakkerij boerderij "
        "zorgboerderij verzorgingshuis verpleeghuis woonzorgcentrum bibliotheek theater museum "
        "camping speeltuin college lyceum"
    )
)
_HOUSES = frozenset(
    words_of(
        "buurthuis wijkcentrum wijkgebouw dorpshuis jongerencentrum kantoor hoofdkantoor clubhuis "
        "ontmoetingscentrum activiteitencentrum inloophuis inloop buurtcentrum speeltuin "
        "multifunctioneel locatie hoofdlocatie nevenlocatie vestiging kinderopvang peuterspeelzaal "
        "huiskamer trefpunt servicepunt wijkpunt jongerenhuis dagbesteding"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyingTerm:
    """A sign that belongs to `owners` only: in a file of anybody else it is a leak.

    `shown` is the text as it was typed.
    """

    kind: Kind
    sign: SecretTerm = field(repr=False)
    owners: frozenset[str]
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What names are weighed with: the texts of the library, and the words of names of towns."""

    common: Common = EVERYWHERE
    towns: frozenset[str] = FAR_TOWNS

    def is_speech(self, word: str) -> bool:
        """Tell whether everyday speech has `word`, or it is a town."""
        return word in self.towns or everyday(word, self.common.words)

    def is_general(self, word: str) -> bool:
        """Tell whether `word` tells one organisation from another as little as "welzijn" does."""
        if word in self.towns or word in self.common.words or word in _SIDES:
            return True
        return word not in ORDINARY and word not in EVERYDAY and self.is_speech(word)


def is_another_kind(word: str) -> bool:
    """Tell whether `word` says what an ordinary name behind it is the name of: a school, a church.

    "Montessorischool" ends in such a word; an abbreviation is one by itself.
    """
    return any(word == each or (len(each) > _SHORT and word.endswith(each)) for each in _OTHERS)


def identifying_terms(kind: Kind, text: str, owner: str, known: Known) -> Iterator[IdentifyingTerm]:
    """Yield what betrays that `text`, a `kind` of thing of `owner`, is told."""
    for shown, sign in dict.fromkeys(_signs(kind, " ".join(text.split()), known)):
        yield IdentifyingTerm(kind=kind, sign=sign, owners=frozenset({owner}), shown=shown)


_Told = tuple[str, SecretTerm]
"""A text as messages show it, and its sign."""


def _signs(kind: Kind, text: str, known: Known) -> Iterable[_Told]:
    if kind == "adres":
        return _of_address(text, known)
    if kind == "naam":
        return _of_name(text, known)
    if kind == "locatie":
        return _of_place(text, known)
    if kind == "persoon":
        return _of_person(text, known)
    sign = _sign(text, known, "fout")
    why: Literal["adres", "naam"] = "adres" if kind == "kvk-nummer" else "naam"
    return ((text, replace(sign, why=why, capital=None)),) if sign else ()


def _sign(text: str, known: Known, weight: Weight) -> SecretTerm | None:
    """Return the sign of `text`, which needs its capital if it has one, or could be speech."""
    words = words_of(text)
    if not words or (len(words) == 1 and len(words[0]) <= _SHORT):
        return None
    content = content_of(words) or words
    speech = all(map(known.is_speech, content)) or any(each.isupper() for each in text)
    return SecretTerm(
        letters="".join(words),
        why="naam",
        weight=weight,
        complete=len(words) > 1,
        capital=_first(words, content[0]) if speech else None,
        cuts=tuple(accumulate(map(len, words[:-1]))),
    )


def _first(words: tuple[str, ...], word: str) -> int:
    """Return which letter of `words`, close together, is the first of `word`."""
    return sum(map(len, words[: words.index(word)]))


def _ways(text: str, known: Known, weight: Weight) -> Iterator[_Told]:
    for each in ways_to_name(text):
        if sign := _sign(each, known, weight):
            yield text, sign


def _of_name(text: str, known: Known) -> Iterator[_Told]:
    """Yield a name as it was typed, and without its legal form or with that in short."""
    bare = _BEHIND.sub("", _BEFORE.sub("", text, count=1)).strip(" ,")
    if bare in ("", text):
        yield from _ways(text, known, _weight_of(text, known, typed=True))
        return
    several = len(content_of(words_of(bare))) >= _TWO
    short = (f"{each} {bare}" for each in ("Stichting", "Stg", "St"))
    for way in (text, *(short if _FOUNDATION.match(text) else ())):
        for _, sign in _ways(way, known, "fout"):
            # With its legal form two words are no speech, in small letters either.
            yield text, replace(sign, capital=None) if several else sign
    if several or _telling(bare, known):
        yield from _ways(bare, known, _weight_of(bare, known, typed=False))


def _telling(text: str, known: Known) -> tuple[str, ...]:
    """Return the words of a name that tell it from others."""
    content = content_of(each for each in words_of(text) if each not in _HOUSES)
    return tuple(each for each in content if not known.is_general(each))


def _weight_of(text: str, known: Known, *, typed: bool) -> Weight:
    """Return what a name without a legal form weighs."""
    several = len(content_of(words_of(text))) >= _TWO
    return "fout" if (several or typed) and _telling(text, known) else "let op"


def _of_place(text: str, known: Known) -> Iterator[_Told]:
    """Yield the name of a location, and without the kind of house that it is.

    "Repair Café" and "De Kas" are many; "Buurthuis De Kas" is one of them.
    """
    if not _telling(text, known):
        return
    words = text.split()
    kept = list(words)
    while kept and frozenset(words_of(kept[0])) <= LEADING | JOINING | _HOUSES:
        kept.pop(0)
    house = not (LEADING - JOINING | _HOUSES).isdisjoint(words_of(text))
    yield from _ways(text, known, "fout" if house else "let op")
    if len(kept) < len(words):
        yield from _ways(" ".join(kept), known, "let op")


def _of_person(text: str, known: Known) -> Iterator[_Told]:
    """Yield the names of people in `text`, in the ways in which they are written."""
    for written, weight in people_in(text, known.is_speech):
        yield from _named(text, written, weight, known)


def _named(shown: str, text: str, weight: Weight, known: Known) -> Iterator[_Told]:
    """Yield a name of somebody: in small letters it is speech, unless it stands in an address."""
    if sign := _sign(text, known, weight):
        laid = spread(text)
        capitals = [n for n, at in enumerate(laid.at) if laid.apart[n] and text[at].isupper()]
        yield shown, replace(sign, capital=capitals[-1] if capitals else 0)


def _of_address(text: str, known: Known) -> Iterator[_Told]:
    """Yield street with number, and postcode, in all ways in which they may be written."""
    streets = [each for each in address_of(text).streets if each.numbers]
    street = "".join(f"{each.name} {'-'.join(each.numbers)}{each.suffix}" for each in streets[:1])
    for sign in signs_of(SecretPlace(addresses=(text,)), known.common):
        whole = sign.weight == "fout" or sign.common
        digits = tuple(each for each in sign.numbers if each.isdigit())
        if sign.why == "straat" and sign.house_numbers and whole and sign.letters not in NO_HOUSE:
            yield street, replace(sign, numbers=digits)
        elif sign.why == "postcode":
            code = f"{sign.letters[:4]} {sign.letters[4:].upper()}"
            yield code, replace(sign, numbers=(), house_numbers=())
        elif sign.why == "adres" and any(each.isdigit() for each in sign.letters):
            yield street or text, sign
