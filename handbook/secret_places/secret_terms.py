"""A secret location, and what everybody may know → the texts that give it away, each with a weight.

The whole name, street with number and postcode give it away for certain. A part of them does so
unless something that everybody may know holds it too: an ordinary word, a text of the library, the
name of the organisation or of a place that is public.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal

from handbook.secret_places.addresses import Address, Street, address_of, is_box
from handbook.secret_places.language.abbreviations import TITLES
from handbook.secret_places.language.folding import squeezed, words_of
from handbook.secret_places.language.house_kinds import PLACES, is_kind
from handbook.secret_places.language.house_names import (
    Name,
    content_of,
    name_of,
    ways_to_name,
    without_beginning,
)
from handbook.secret_places.language.number_words import number_words
from handbook.secret_places.language.spellings import ways_of_street
from handbook.secret_places.language.vocabulary import (
    JOINING,
    NUMBERED,
    ORDINARY,
    STREET_ENDS,
    everyday,
)

Weight = Literal["fout", "let op"]
Why = Literal["naam", "deel", "straat", "adres", "postcode"]
House = tuple[int, int, str]  # the first and the last number, and the letters behind the last

_SHORTEST = 3  # letters: of a name, or of a word of it
_ONLY, _ONE_OF_MORE = 4, 6  # letters of a word that gives away a name, alone or among others
_COMPOUND = 6  # letters of a word that is known at the beginning of a longer one
_LONGEST_NUMBER = 6
_KINDS = ("huis", "huize", "opvang", "woning", "hoeve", "hofje")
_FILLERS = ("", "nr", "nummer")
_TWO = 2  # letters of a name that is hardly one
_AREA = 4  # digits of a postcode


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPlace:
    """A secret location as it was typed; `allowed` are the texts that may be printed all the same.

    `others` stand under keys that a location does not have.
    """

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Common:
    """The texts of the library, and the words in them."""

    words: frozenset[str] = frozenset()
    texts: tuple[str, ...] = field(default=(), repr=False)

    def holding(self, letters: str) -> Iterator[str]:
        """Yield the texts in which `letters` stand, whatever separates them."""
        if letters not in self._held:
            self._held[letters] = tuple(self._holding(letters))
        yield from self._held[letters]

    def _holding(self, letters: str) -> Iterator[str]:
        start = self._close.find(letters)
        while start >= 0:
            number = bisect_right(self._starts, start) - 1
            yield self.texts[number]
            if number + 1 == len(self.texts):
                return
            start = self._close.find(letters, self._starts[number + 1])

    @cached_property
    def known(self) -> dict["SecretPlace", tuple["SecretTerm", ...]]:
        """What gives each place away that was asked for: the same for whoever looks for it."""
        return {}

    @cached_property
    def _held(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _squeezed(self) -> tuple[str, ...]:
        return tuple(map(squeezed, self.texts))

    @cached_property
    def _close(self) -> str:
        return " ".join(self._squeezed)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(each) + 1 for each in self._squeezed), initial=0))[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretTerm:
    """A text that gives a location away: `letters`, close together.

    `cuts` are the letters at which a word of it begins, as it was typed. `common` tells that the
    library holds it or that it is everyday speech. `complete` is a name of two words or more, with
    a word in it that is not everyday speech. What is everyday speech counts as a name where the
    letter at `capital` is one. `longer` is known as the beginning of a longer word as well.
    `numbers` are those of the houses in a street, or at a postcode, in digits and words;
    `house_numbers` those with the letters behind them, `free` those there that everybody may know;
    `door` is what the street with its number weighs. `towns` and `areas`, four digits, are where
    the street is; with "" among them that is not certain. `away` are towns that everybody may know.
    `plainly` is a street that says so itself: with its number it is an address without a capital
    too.
    """

    letters: str
    why: Why
    weight: Weight = "fout"
    common: bool = False
    complete: bool = False
    capital: int | None = None
    longer: bool = False
    cuts: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    town: bool = False
    numbers: tuple[str, ...] = ()
    house_numbers: tuple[House, ...] = ()
    free: tuple[House, ...] = ()
    door: Weight = "fout"
    towns: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    plainly: bool = False


def houses_of(street: Street) -> tuple[House, ...]:
    """Return the houses of `street` with the letters behind their numbers; "118-120" is two."""
    return tuple(
        (int(number), int(number), street.suffix)
        for number in street.numbers
        if len(number) <= _LONGEST_NUMBER
    )


def common_words(texts: Iterable[str]) -> Common:
    """Return what the texts of the library hold."""
    kept = tuple(dict.fromkeys(texts))
    return Common(words=frozenset(word for each in kept for word in words_of(each)), texts=kept)


def signs_of(place: SecretPlace, common: Common) -> tuple[SecretTerm, ...]:
    """Return what gives `place` away; everyday words weigh less."""
    if place not in common.known:
        common.known[place] = _signs_of(place, common)
    return common.known[place]


def _signs_of(place: SecretPlace, common: Common) -> tuple[SecretTerm, ...]:
    addresses = [address_of(each) for each in place.addresses]
    addresses += [_numbered_only(address_of(each)) for each in place.others]
    known = _Known(
        common.words, frozenset(word for each in addresses for word in words_of(each.town))
    )
    found: list[SecretTerm] = []
    for name in (*place.names, *(house for each in addresses for house in each.houses)):
        for written in ways_to_name(name):
            found += _of_name(written, known)
    for text in place.others:
        if len(squeezed(text)) >= _SHORTEST:
            cuts = name_of(text).cuts
            found.append(SecretTerm(letters=squeezed(text), why="naam", cuts=cuts))
    for address in addresses:
        found += _of_address(address, known)
    return strongest(found)


def _numbered_only(address: Address) -> Address:
    """Return what is an address for certain in a text that may be about anything."""
    streets = tuple(each for each in address.streets if each.numbers)
    return replace(address, streets=streets, houses=(), words=(), plain="")


def strongest(signs: Iterable[SecretTerm]) -> tuple[SecretTerm, ...]:
    """Return one sign for each text, the one that weighs most; a street keeps all its numbers."""
    kept: dict[str, SecretTerm] = {}
    for each in signs:
        other = kept.get(each.letters)
        kept[each.letters] = _both(other, each) if other else each
    return tuple(kept.values())


def _both(one: SecretTerm, other: SecretTerm) -> SecretTerm:
    first, second = sorted((one, other), key=_lightness)
    house_numbers = [each.door for each in (first, second) if each.numbers]
    return replace(
        first,
        numbers=tuple(dict.fromkeys((*first.numbers, *second.numbers))),
        house_numbers=tuple(dict.fromkeys((*first.house_numbers, *second.house_numbers))),
        longer=first.longer or second.longer,
        plainly=first.plainly or second.plainly,
        door="let op" if house_numbers and "fout" not in house_numbers else "fout",
        towns=tuple(dict.fromkeys((*(first.towns or ("",)), *(second.towns or ("",))))),
        areas=tuple(dict.fromkeys((*(first.areas or ("",)), *(second.areas or ("",))))),
    )


def _lightness(sign: SecretTerm) -> tuple[bool, bool]:
    return sign.weight != "fout", sign.capital is not None


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of the library, and those of the towns of the house."""

    library: frozenset[str]
    towns: frozenset[str]

    def everyday(self, word: str) -> bool:
        return word in self.towns or everyday(word, self.library)

    def spoken(self, word: str) -> bool:
        """Tell whether `word` of a name is everyday speech, a place, or a kind of house."""
        return self.everyday(word) or word in PLACES or is_kind(word)

    def is_town(self, words: tuple[str, ...]) -> bool:
        return self.towns.issuperset(words) or "".join(words) in PLACES


def _of_name(name: str, known: _Known) -> Iterator[SecretTerm]:
    words = words_of(name)
    letters = "".join(words)
    if len(letters) < _TWO:
        return
    typed = name_of(name)
    content = content_of(words)
    common = all(map(known.spoken, content))
    short = len(letters) < _SHORTEST
    whole = SecretTerm(
        letters=letters,
        why="naam",
        weight="let op" if short else "fout",
        complete=len(words) > 1 and not common,
        capital=typed.capital() if common or short else None,
        cuts=typed.cuts,
        tied=typed.tied,
        town=known.is_town(words),
    )
    yield from (replace(whole, letters=each) for each in (letters, *_numbered(words)))
    for bare in without_beginning(typed):
        if content_of(bare.words) and len("".join(bare.words)) >= _SHORTEST:
            yield _bare(bare, known)
    for word in content:
        if not known.spoken(word) and len(word) >= _SHORTEST:
            yield _part(word, only=len(content) == 1)
            yield from _without_end(word, known)


def _numbered(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the ways to write a name that ends in a number: "Huis 7", "Huis nr 7", "Huis zeven"."""
    *before, last = words
    if before and last.isdigit():
        for each in _spelled(last):
            yield from ("".join(before) + filler + each for filler in _FILLERS)


def _without_end(word: str, known: _Known) -> Iterator[SecretTerm]:
    """Yield what is left of a name without the kind of house at its end: "Zwaluwnesthuis"."""
    for kind in _KINDS:
        stem = word.removesuffix(kind)
        if stem != word and len(stem) >= _ONE_OF_MORE and not known.everyday(stem):
            yield replace(_part(stem, only=False), longer=False, capital=0)


def _bare(name: Name, known: _Known) -> SecretTerm:
    content = content_of(name.words)
    common = all(map(known.spoken, content))
    # "de Oase" is a name where it has its capital, as that of a house that is called so alone.
    weak = len(content) == 1 and content[0] in ORDINARY and len(name.words) == 1
    return SecretTerm(
        letters="".join(name.words),
        why="deel",
        weight="let op" if weak else "fout",
        common=weak,
        capital=name.capital() if common else None,
        cuts=name.cuts,
        tied=name.tied,
        town=known.is_town(name.words),
    )


def _part(word: str, *, only: bool) -> SecretTerm:
    long = len(word) >= (_ONLY if only else _ONE_OF_MORE)
    return SecretTerm(
        letters=word,
        why="deel",
        weight="fout" if long else "let op",
        longer=len(word) >= _COMPOUND,
    )


def _of_address(address: Address, known: _Known) -> Iterator[SecretTerm]:
    numbers = tuple(dict.fromkeys(n for street in address.streets for n in street.numbers))
    areas = tuple(dict.fromkeys(squeezed(each)[:_AREA] for each in address.postcodes)) or ("",)
    house_numbers = tuple(
        dict.fromkeys(house for street in address.streets for house in houses_of(street))
    )
    for postcode in address.postcodes:
        yield SecretTerm(
            letters=squeezed(postcode), why="postcode", numbers=numbers, house_numbers=house_numbers
        )
    for street in address.streets:
        for sign in _of_street(street, known):
            yield replace(sign, towns=(squeezed(address.town),), areas=areas)
    for text in address.words:
        for word in content_of(words_of(text)):
            if len(word) >= _ONE_OF_MORE and not (word in TITLES or everyday(word, known.library)):
                yield SecretTerm(letters=word, why="deel", weight="let op")
    words = words_of(address.plain)
    if len("".join(words)) >= _SHORTEST:
        weight: Weight = "let op" if len(words) == 1 else "fout"
        yield SecretTerm(letters="".join(words), why="adres", weight=weight)


def _of_street(street: Street, known: _Known) -> Iterator[SecretTerm]:
    words = words_of(street.name)
    if is_box(street) or len("".join(words)) < _SHORTEST:
        for number in street.numbers:
            for filler in _FILLERS:
                yield SecretTerm(letters=squeezed(street.name) + filler + number, why="adres")
        return
    ordinary = all(word in ORDINARY or word in JOINING for word in words)
    common = all(known.everyday(word) or word in JOINING for word in words)
    short = len("".join(words)) <= _SHORTEST
    numbers = tuple(spelled for each in street.numbers for spelled in _spelled(each))
    weak = ordinary or short or not street.whole
    # "Binnen 3", "Harmonie 4": nothing but its capital tells that this is a street.
    kind = any(words[-1].endswith(end) for end in STREET_ENDS)
    for letters, cuts in ways_of_street(street.name):
        yield SecretTerm(
            letters=letters,
            why="straat",
            weight="let op" if weak else "fout",
            common=ordinary or short,
            longer=not weak and len(letters) >= _COMPOUND and letters == "".join(words),
            numbers=numbers,
            house_numbers=houses_of(street),
            door="let op" if words[-1] in NUMBERED else "fout",
            capital=0 if common else None,
            cuts=cuts,
            plainly=kind,
        )


def _spelled(number: str) -> tuple[str, ...]:
    plain = squeezed(number).lstrip("0")
    if not plain or len(plain) > _LONGEST_NUMBER:
        return (plain,) if plain else ()
    return (plain, *number_words(int(plain)))
