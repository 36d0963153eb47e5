"""The words of the glossary that a set of documents really uses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handbook.model.sources.content import Run, Runs
from handbook.model.sources.reference import Explanation

_WORD = re.compile(r"[\w&'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of a text as they stand, and in lower case."""

    exact: frozenset[str]
    folded: str

    def uses(self, term: str) -> bool:
        """Tell whether the text uses `term`: a word as it is written, a phrase in any case."""
        if _WORD.fullmatch(term) and not term.islower():
            return term in self.exact
        return f" {_spaced(term)} " in self.folded


def vocabulary(runs: Iterable[Run]) -> Vocabulary:
    """Return the words of all `runs` together."""
    words = _WORD.findall(" ".join(run.text for run in runs))
    return Vocabulary(exact=frozenset(words), folded=f" {' '.join(words).casefold()} ")


NOTHING = Vocabulary(exact=frozenset(), folded="")


def explained(terms: Iterable[Explanation], used: Vocabulary) -> list[tuple[Runs, str]]:
    """Return the terms that the texts use, in the order of the alphabet, with their meaning."""
    kept = [each for each in terms if any(map(used.uses, (each.term, *each.also)))]
    kept.sort(key=lambda each: each.term.casefold())
    return [((Run(text=each.term, bold=True),), each.meaning) for each in kept]


def _spaced(term: str) -> str:
    return " ".join(_WORD.findall(term)).casefold()
