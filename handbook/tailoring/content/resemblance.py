"""What an existing document is near to: topics and documents of the library, by their words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR = 5  # letters that two words share at their beginning, at least
_ENDING = 3  # letters by which they may differ behind that
# Words that stand in the title of half of all documents, and say nothing of one.
_COMMON = frozenset(
    _WORD.findall(
        "procedure protocol werkinstructie instructie formulier beleid beleidsplan regeling "
        "reglement register richtlijn handleiding document organisatie stichting werken werkwijze "
        "omgaan voor naar over deze onze cliënt client cliënten klant klanten medewerker "
        "medewerkers vrijwilligers behandelen uitvoeren vastleggen bijlage versie intern interne "
        "algemeen algemene plan lijst"
    )
)
_STRONG, _WEAK = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Something that a document is near to; `strong` where nearly all its words are there."""

    id: str
    strong: bool


def resembling(
    title: str, headings: Iterable[str], known: Mapping[str, str], most: int = 3
) -> tuple[Resemblance, ...]:
    """Return what of `known`, names with their titles, a document is near to, the nearest first.

    The words of its own title count whole, those of its headings half.
    """
    first, second = _words(title), _words(" ".join(headings)) - _words(title)
    found = []
    for name, said in known.items():
        wanted = _words(said)
        score = _score(first, second, wanted)
        if score >= _WEAK:
            # One word that only begins alike says too little.
            sure = score >= _STRONG and (len(wanted) > 1 or bool(wanted & first))
            found.append((-score, name, sure))
    return tuple(Resemblance(name, strong=sure) for _, name, sure in sorted(found)[:most])


def _score(first: frozenset[str], second: frozenset[str], wanted: frozenset[str]) -> float:
    """Return which part of the words that are `wanted` stands there, from 0 to 1."""
    if not wanted:
        return 0.0
    told = [
        1.0 if _is_among(word, first) else 0.5 if _is_among(word, second) else 0.0
        for word in wanted
    ]
    return sum(told) / len(told) if any(each == 1.0 for each in told) else 0.0


def _is_among(word: str, words: Iterable[str]) -> bool:
    return any(_is_near(word, each) for each in words)


def _is_near(one: str, other: str) -> bool:
    """Tell whether two words begin alike: klachten and klachtenregeling, melden and melding."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    shortest = min(len(one), len(other))
    return shared >= max(_NEAR, shortest - _ENDING) or one == other


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFC", text).casefold()
    return frozenset(_WORD.findall(plain)) - _COMMON
