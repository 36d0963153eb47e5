"""The name of a house → its words, which of its letters are capitals, and the ways to write it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from handbook.secret_places.language.abbreviations import with_ij_or_y
from handbook.secret_places.language.folding import spread, words_of
from handbook.secret_places.language.spellings import spellings
from handbook.secret_places.language.vocabulary import JOINING, LEADING

_HYPHENS = frozenset("-\u2010\u2011")


def content_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return those of `words` that a name is known by: no articles, kinds of house, numbers."""
    return tuple(
        word
        for word in words
        if word not in LEADING and word not in JOINING and not word.isdigit() and len(word) > 1
    )


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name, and where in it the letters are that were typed as capitals.

    `tied` are the letters behind a hyphen.
    """

    words: tuple[str, ...]
    capitals: frozenset[int]
    tied: tuple[int, ...] = ()

    @property
    def cuts(self) -> tuple[int, ...]:
        """The letters at which a word begins, but for the first."""
        return tuple(accumulate(map(len, self.words[:-1])))

    def capital(self) -> int:
        """Return the letter that has to be a capital where this is meant as a name."""
        content = content_of(self.words)
        first = sum(map(len, self.words[: self.words.index(content[0])])) if content else -1
        return first if first in self.capitals else max(self.capitals, default=max(first, 0))

    def without(self, first: int) -> "Name":
        """Return this name without its `first` words."""
        gone = sum(map(len, self.words[:first]))
        capitals = frozenset(at - gone for at in self.capitals if at >= gone)
        tied = tuple(at - gone for at in self.tied if at > gone)
        return Name(self.words[first:], capitals, tied)


def name_of(text: str) -> Name:
    """Return the name that was typed as `text`."""
    laid = spread(text)
    return Name(
        words=words_of(text),
        capitals=frozenset(n for n, at in enumerate(laid.at) if text[at].isupper()),
        tied=tuple(n for n, at in enumerate(laid.at) if n and text[at - 1] in _HYPHENS),
    )


def ways_to_name(name: str) -> tuple[str, ...]:
    """Return the ways to write `name`, with its capitals: "&" and "en", "Sint" and "St", ij."""
    plain = re.sub(r"\s*[&+]\s*", " en ", name)
    ways = dict.fromkeys((name, plain, re.sub(r"\ben\b", " ", plain)))
    for each in tuple(ways):
        for whole, short in (("Sint", "St"), ("Sinte", "Ste")):
            ways[re.sub(rf"\b{whole}\b", short, each)] = None
            ways[re.sub(rf"\b{short}\b\.?", whole, each)] = None
    ways |= dict.fromkeys(spellings(name))
    return tuple(dict.fromkeys(spelled for each in ways for spelled in with_ij_or_y(each)))


def without_beginning(name: Name) -> Iterator[Name]:
    """Yield `name` without its first word, and without all that stands before what matters."""
    yield name.without(1)
    first = 0
    while first < len(name.words) and name.words[first] in LEADING | JOINING:
        first += 1
    yield name.without(first)
