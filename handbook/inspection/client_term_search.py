"""What betrays organisations, looked up in the texts of another: names, numbers, addresses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from handbook.inspection.client_terms import ARTICLES, IdentifyingTerm, Known, is_another_kind
from handbook.secret_places.coincidence import in_other_town
from handbook.secret_places.language.folding import PARAGRAPH, spread, squeezed, words_of
from handbook.secret_places.language.vocabulary import everyday
from handbook.secret_places.search import Secrets, readings
from handbook.secret_places.secret_terms import SecretTerm, Weight
from handbook.secret_places.term_match import Found, finds

_DIGIT = re.compile(r"\d")
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,40})\s{1,3}[\"'‘’“”„]?\Z")
_TWO = 2  # capitals with which a word in capitals begins
_JOINED = 8  # letters of a name of everyday words that is known when it is written as one


# Without slots, so that the signs are filed once, and only where somebody looks.
@dataclass(frozen=True, kw_only=True)
class TermSearch:
    """All terms of a working folder, each under its letters."""

    filed: Mapping[SecretTerm, IdentifyingTerm]
    known: Known = field(default_factory=Known)

    def all(self) -> Iterator[IdentifyingTerm]:
        """Yield every term once."""
        yield from self.filed.values()

    def found_in(self, text: str) -> Iterator[tuple[IdentifyingTerm, Weight]]:
        """Yield each term that stands in `text`, with what it weighs there."""
        for reading in readings(text):
            for each in self._signs.found(reading):
                term = self.filed[each.sign]
                if weight := self._weight(each, reading):
                    yield term, weight

    def mentioned(self, text: str) -> Iterator[IdentifyingTerm]:
        """Yield each term that `text` speaks of, whatever it weighs there."""
        for each in self._signs.found(text):
            if each.sign.why != "straat" or each.exact:
                yield self.filed[each.sign]

    @cached_property
    def _signs(self) -> Secrets:
        return Secrets(signs=tuple(self.filed))

    def _weight(self, found: Found, text: str) -> Weight | None:
        """Return what was found weighs; None for speech, another door and a street alone."""
        sign = found.sign
        if sign.why == "straat":
            right = found.why == "adres" and found.exact and found.weight == "fout"
            return "fout" if right and not self._is_elsewhere(found, text) else None
        if found.common or (found.weight == "let op" and found.why == "postcode"):
            return None
        if self._is_one_word(found, text):
            return None
        if sign.why != "naam" or self.filed[sign].kind != "naam":
            return found.weight
        by_chance = (
            _begins_sentence(found, text) if not sign.cuts else self._is_another(found, text)
        )
        return "let op" if by_chance else found.weight

    def _is_elsewhere(self, found: Found, text: str) -> bool:
        """Tell whether the town behind a street tells that it is one with the same name."""
        behind = spread(text).at[found.end - 1] + 1
        return in_other_town(found.sign, behind, text, self.known.common.words)

    def _is_another(self, found: Found, text: str) -> bool:
        """Tell whether a name of one everyday word is that of another thing: "basisschool De Brug".

        Not where its owner is called so with that very kind: "kinderopvang De Brug".
        """
        letters, cuts = found.sign.letters, found.sign.cuts
        article, word = letters[: cuts[0]], letters[cuts[0] :]
        if len(cuts) > 1 or article not in ARTICLES or not self.known.is_speech(word):
            return False
        match = _WORD_BEFORE.search(text, 0, spread(text).at[found.start])
        kind = squeezed(match[1]) if match else ""
        own = any(kind in self._called[each] for each in self.filed[found.sign].owners)
        return is_another_kind(kind) and not own

    @cached_property
    def _called(self) -> Mapping[str, frozenset[str]]:
        """The words in the names of each owner, and of its houses."""
        named = [each for each in self.all() if each.kind in ("naam", "locatie")]
        return {
            owner: frozenset(
                word for each in named if owner in each.owners for word in words_of(each.shown)
            )
            for owner in frozenset().union(*(each.owners for each in named))
        }

    def _is_one_word(self, found: Found, text: str) -> bool:
        """Tell whether a name of several everyday words stands here as one: "opmaat"."""
        sign = found.sign
        if sign.capital is None or not sign.cuts:
            return False
        short = len(sign.letters) < _JOINED or everyday(sign.letters, self.known.common.words)
        return short and not any(spread(text).apart[found.start + 1 : found.end])


def _begins_sentence(found: Found, text: str) -> bool:
    """Tell whether a capital says nothing where a word was found: at the beginning, in a title."""
    at = spread(text).at[found.start]
    before = text[:at].rstrip()
    return not before[-1:].isalnum() or text[at : at + _TWO].isupper()


def search_for(found: Iterable[IdentifyingTerm], known: Known) -> TermSearch:
    """Return the search for all terms in `found`; of two with the same sign, the owners join.

    What the library's own texts hold too betrays nobody and is left out.
    """
    joined: dict[SecretTerm, IdentifyingTerm] = {}
    for term in found:
        other = joined.get(term.sign, term)
        joined[term.sign] = replace(other, owners=other.owners | term.owners)
    return TermSearch(
        filed={sign: each for sign, each in joined.items() if not _is_common(sign, known)},
        known=known,
    )


def _is_common(sign: SecretTerm, known: Known) -> bool:
    """Tell whether a text of the library holds `sign`; one of several words, as a name."""
    if sign.why == "naam" and not sign.cuts:
        return sign.letters in known.common.words
    number = sign.why == "straat"
    return any(
        each.exact if number else each.weight == "fout" or not each.common
        for text in known.common.holding(sign.letters)
        if not number or _DIGIT.search(text)
        for each in finds(sign, spread(text), text)
    )


def exempt(mentions: Iterable[str], term_search: TermSearch) -> frozenset[IdentifyingTerm]:
    """Return the terms that an organisation may mention, because its own profile does.

    A partner, a shared address, a person who works for two organisations.
    """
    return frozenset(term_search.mentioned(PARAGRAPH.join(mentions)))


def strange_in(
    text: str, organisation: str, term_search: TermSearch, may: frozenset[IdentifyingTerm]
) -> Iterator[tuple[IdentifyingTerm, Weight]]:
    """Yield what `text`, of `organisation`, tells of others, and how certain that is.

    `may` is what it may tell.
    """
    for term, weight in term_search.found_in(text):
        if organisation not in term.owners and term not in may:
            yield term, weight


def leaks(
    text: str, organisation: str, term_search: TermSearch, may: frozenset[IdentifyingTerm]
) -> Iterator[IdentifyingTerm]:
    """Yield what `text`, of a file of `organisation`, tells of others for certain."""
    for term, weight in strange_in(text, organisation, term_search, may):
        if weight == "fout":
            yield term


def longest(found: Iterable[IdentifyingTerm]) -> tuple[IdentifyingTerm, ...]:
    """Return each text of `found` once, without those that are a part of another, in an order."""
    every = sorted(
        set(found), key=lambda each: (-len(each.sign.letters), each.sign.letters, each.shown)
    )
    kept: list[IdentifyingTerm] = []
    for term in every:
        if not any(_within(term, other) for other in kept):
            kept.append(term)
    return tuple(sorted(kept, key=lambda each: (each.kind, each.shown, sorted(each.owners))))


def _within(few: IdentifyingTerm, many: IdentifyingTerm) -> bool:
    """Tell whether one term says nothing that the other does not say too."""
    if few.owners != many.owners:
        return False
    same = (few.kind, few.shown) == (many.kind, many.shown)
    return same or (few.kind == many.kind and few.sign.letters in many.sign.letters)
