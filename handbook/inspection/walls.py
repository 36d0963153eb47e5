"""What betrays an organisation, looked up in the texts of another: names, numbers, addresses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handbook.secrets.folding import words_of

Kind = Literal["naam", "kvk-nummer", "adres", "website", "persoon", "locatie"]

# A number of eight digits, also written with blanks or points between them.
_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\u00a0-]?\d){7}(?!\d)")
# What may stand before a house number without being a part of the address.
_FILLERS = frozenset({"huisnummer", "huisnr", "nummer", "nr", "no"})
_JOINED = 8  # letters of a name written as one word, as in the address of a website
_SHORT = 3  # letters: a name of one word that is no longer says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """Words that belong to `owners` only: in a file of anybody else they are a leak.

    `shown` is the text as it was typed.
    """

    kind: Kind
    words: tuple[str, ...]
    owners: frozenset[str]
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """All canaries of a working folder, each filed under its rarest word and the place of it."""

    filed: Mapping[str, tuple[tuple[int, Canary], ...]]

    def all(self) -> Iterator[Canary]:
        """Yield every canary once."""
        for canaries in self.filed.values():
            for _, canary in canaries:
                yield canary


def canaries(kind: Kind, text: str, owner: str) -> tuple[Canary, ...]:
    """Return what betrays that `text`, a `kind` of thing of `owner`, is told."""
    words = words_of(text)
    if not words or (len(words) == 1 and len(words[0]) <= _SHORT):
        return ()
    one = Canary(
        kind=kind,
        words=words,
        owners=frozenset({owner}),
        shown=" ".join(text.split()),
    )
    joined = "".join(words)
    if kind == "naam" and len(words) > 1 and len(joined) >= _JOINED and joined.isalpha():
        return (one, replace(one, words=(joined,)))
    return (one,)


def build_walls(found: Iterable[Canary], common: Sequence[tuple[str, ...]]) -> Walls:
    """Return the walls of all canaries in `found`; of two with the same words, the owners join.

    What also stands in `common`, the words of the library's own texts, betrays nobody and is left
    out.
    """
    joined: dict[tuple[str, ...], Canary] = {}
    for canary in found:
        joined[canary.words] = _with(joined.get(canary.words, canary), canary)
    often = Counter(word for words in common for word in words)
    walls = _filed(joined.values(), often)
    told = {each for words in common for each in found_in(words, walls)}
    return _filed((each for each in joined.values() if each not in told), often)


def _with(one: Canary, other: Canary) -> Canary:
    """Return two canaries with the same words as one."""
    return replace(one, owners=one.owners | other.owners)


def _filed(found: Iterable[Canary], often: Mapping[str, int]) -> Walls:
    filed: dict[str, list[tuple[int, Canary]]] = {}
    for canary in found:
        # "de" and "stichting" stand everywhere; each canary there would be tried each time.
        rarest = min(canary.words, key=lambda word: (often.get(word, 0), -len(word), word))
        filed.setdefault(rarest, []).append((canary.words.index(rarest), canary))
    return Walls(filed={word: tuple(each) for word, each in filed.items()})


def found_in(words: Sequence[str], walls: Walls) -> Iterator[Canary]:
    """Yield each canary that stands in `words`, as often as it stands there."""
    filed = walls.filed
    for position, word in enumerate(words):
        for offset, canary in filed.get(word, ()):
            start = position - offset
            if start >= 0 and tuple(words[start : start + len(canary.words)]) == canary.words:
                yield canary


def exempt(mentions: Iterable[str], walls: Walls) -> frozenset[Canary]:
    """Return the canaries that an organisation may mention, because its own profile does.

    A partner, a shared address, a person who works for two organisations.
    """
    own = (words_of(text) for text in mentions)
    return frozenset(each for words in own for each in found_in(words, walls))


def leaks(text: str, organisation: str, walls: Walls, may: frozenset[Canary]) -> Iterator[Canary]:
    """Yield what `text`, of a file of `organisation`, tells of others; `may` is what it may."""
    words = words_of(text)
    pieces = [words]
    if not _FILLERS.isdisjoint(words):
        pieces.append(tuple(word for word in words if word not in _FILLERS))
    pieces += [(re.sub(r"\D", "", number),) for number in _NUMBER.findall(text)]
    for piece in pieces:
        for canary in found_in(piece, walls):
            if organisation not in canary.owners and canary not in may:
                yield canary


def longest(found: Iterable[Canary]) -> tuple[Canary, ...]:
    """Return each of `found` once, without those that are a part of another, in a fixed order."""
    every = sorted(set(found), key=lambda each: (-len(each.words), each.words))
    kept: list[Canary] = []
    for canary in every:
        if not any(_within(canary.words, other.words) for other in kept):
            kept.append(canary)
    return tuple(sorted(kept, key=lambda each: (each.kind, each.words)))


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    return any(many[at : at + len(few)] == few for at in range(len(many) - len(few) + 1))
