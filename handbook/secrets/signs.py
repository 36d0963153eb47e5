"""A secret location, and what everybody may know → the texts that give it away, each with a weight.

The whole name, street with number and postcode give it away for certain. A part of them does so
unless something that everybody may know holds it too: an ordinary word, a text of the library, the
name of the organisation or of a place that is public.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from handbook.secrets.addresses import Address, Street, address_of, is_box
from handbook.secrets.folding import folded, squeezed, words_of
from handbook.secrets.vocabulary import JOINING, LEADING, ORDINARY, number_words, ways_to_write

Weight = Literal["fout", "let op"]
Why = Literal["naam", "deel", "straat", "adres", "postcode"]

_SHORTEST = 3  # letters: of a name, or of a word of it
_ONLY, _ONE_OF_MORE = 4, 6  # letters of a word that gives away a name, alone or among others
_COMPOUND = 6  # letters of a word that is known at the beginning of a longer one
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPlace:
    """A secret location as it was typed; `allowed` are the texts that may be printed all the same.

    `others` stand under keys that a location does not have.
    """

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """The words of the library's texts; `texts` are all of them folded, each between blanks."""

    words: frozenset[str] = frozenset()
    texts: str = ""

    def holds(self, words: tuple[str, ...]) -> bool:
        """Tell whether `words` stand in one of the texts, one after the other."""
        if len(words) == 1:
            return words[0] in self.words
        return f" {' '.join(words)} " in self.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A text that gives a location away: `letters`, close together.

    `common` tells that the library holds it or that it is everyday speech. `complete` is a name of
    two words or more, with a word in it that is not everyday speech. What is left of a name, if it
    is everyday speech, counts as one where the letter at `capital` is one. `longer` is known as the
    beginning of a longer word as well. `numbers` are those of the houses in a street, in digits and
    words; `suffix` the letters behind it.
    """

    letters: str
    why: Why
    weight: Weight = "fout"
    common: bool = False
    complete: bool = False
    capital: int | None = None
    longer: bool = False
    numbers: tuple[str, ...] = ()
    suffix: str = ""


def common_words(texts: Iterable[str]) -> Common:
    """Return what the texts of the library hold."""
    found = [words_of(text) for text in texts]
    return Common(
        words=frozenset(word for words in found for word in words),
        texts="\n".join(f" {' '.join(words)} " for words in found),
    )


def signs_of(place: SecretPlace, common: Common) -> tuple[Sign, ...]:
    """Return what gives `place` away; what `common` holds weighs less."""
    addresses = [address_of(each) for each in (*place.addresses, *place.others)]
    towns = frozenset(word for each in addresses for word in each.town.split())
    found: list[Sign] = []
    for name in place.names:
        found += _of_name(words_of(name), common, towns)
    for text in place.others:
        if len(squeezed(text)) >= _SHORTEST:
            found.append(Sign(letters=squeezed(text), why="naam"))
    for address in addresses:
        found += _of_address(address, common)
    return strongest(found)


def strongest(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Return one sign for each text, the one that weighs most; a street keeps all its numbers."""
    kept: dict[str, Sign] = {}
    for each in signs:
        other = kept.get(each.letters, each)
        first, second = sorted((other, each), key=_lightness)
        numbers = tuple(dict.fromkeys((*first.numbers, *second.numbers)))
        longer = first.longer or second.longer
        kept[each.letters] = replace(first, numbers=numbers, longer=longer)
    return tuple(kept.values())


def _lightness(sign: Sign) -> tuple[bool, bool]:
    return sign.weight != "fout", sign.capital is not None


def content_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return those of `words` that a name is known by: no articles, kinds of house, numbers."""
    return tuple(
        word
        for word in words
        if word not in LEADING and word not in JOINING and not word.isdigit() and len(word) > 1
    )


def _of_name(words: tuple[str, ...], common: Common, towns: frozenset[str]) -> Iterator[Sign]:
    letters = "".join(words)
    if len(letters) < _SHORTEST:
        return
    content = content_of(words)
    ordinary = {each for each in content if _ordinary(each, common, towns)}
    everyday = len(ordinary) == len(content)
    held = common.holds(words)
    yield Sign(
        letters=letters,
        why="naam",
        weight="let op" if held else "fout",
        common=held,
        complete=len(words) > 1 and not everyday,
    )
    for bare in _without_beginning(words):
        kept = content_of(bare)
        if kept and len("".join(bare)) >= _SHORTEST:
            yield _bare(bare, common, everyday=all(each in ordinary for each in kept))
    for word in content:
        if word not in ordinary and len(word) >= _SHORTEST:
            yield _part(word, only=len(content) == 1)


def _first_of(words: tuple[str, ...]) -> int:
    """Return where the first word that a name is known by begins; 0 where there is none."""
    content = content_of(words)
    at = words.index(content[0]) if content else 0
    return sum(map(len, words[:at]))


def _ordinary(word: str, common: Common, towns: frozenset[str]) -> bool:
    return word in ORDINARY or word in common.words or word in towns


def _without_beginning(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield `words` without their first one, and without all that stands before the name."""
    yield words[1:]
    rest = words
    while rest and (rest[0] in LEADING or rest[0] in JOINING):
        rest = rest[1:]
    yield rest


def _bare(words: tuple[str, ...], common: Common, *, everyday: bool) -> Sign:
    weak = common.holds(words) or (everyday and len(content_of(words)) == 1)
    return Sign(
        letters="".join(words),
        why="deel",
        weight="let op" if weak else "fout",
        common=weak,
        capital=_first_of(words) if everyday else None,
    )


def _part(word: str, *, only: bool) -> Sign:
    long = len(word) >= (_ONLY if only else _ONE_OF_MORE)
    return Sign(
        letters=word,
        why="deel",
        weight="fout" if long else "let op",
        longer=len(word) >= _COMPOUND,
    )


def _of_address(address: Address, common: Common) -> Iterator[Sign]:
    for postcode in address.postcodes:
        yield Sign(letters=squeezed(postcode), why="postcode")
    for street in address.streets:
        yield from _of_street(street, common)
    words = words_of(address.plain)
    if len("".join(words)) >= _SHORTEST:
        yield Sign(
            letters="".join(words), why="adres", weight="let op" if len(words) == 1 else "fout"
        )


def _of_street(street: Street, common: Common) -> Iterator[Sign]:
    words = words_of(street.name)
    if is_box(street) or len("".join(words)) < _SHORTEST:
        for number in street.numbers:
            yield Sign(letters=squeezed(street.name) + number, why="adres")
        return
    everyday = all(word in ORDINARY or word in JOINING for word in words)
    held = common.holds(words)
    weak = everyday or held or len("".join(words)) <= _SHORTEST
    numbers = tuple(spelled for each in street.numbers for spelled in _spelled(each))
    for letters in ways_to_write(" ".join(folded(street.name).split())):
        yield Sign(
            letters=letters,
            why="straat",
            weight="let op" if weak else "fout",
            common=weak,
            longer=not weak and len(letters) >= _COMPOUND,
            numbers=numbers,
            suffix=street.suffix,
        )


def _spelled(number: str) -> tuple[str, ...]:
    plain = squeezed(number).lstrip("0")
    if not plain or len(plain) > _LONGEST_NUMBER:
        return (plain,) if plain else ()
    return (plain, *number_words(int(plain)))
