"""Nouns with their article → the places where a text gives them the wrong one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.model.sources.library import Library

from .rules import Hit

# Words that are an adjective as well: "het jongere kind", "dat ouder is dan zes".
_ADJECTIVES = frozenset({"oudere", "jongere", "jeugdige", "gemachtigde", "naaste", "ouder"})
_NEUTER = "het|dit|dat|ons|elk|ieder|welk"
_COMMON = "de|deze|die|onze|elke|iedere|welke"
# Between article and noun an adjective may stand, but none of these words in -e or -en.
_ADJECTIVE = (
    r"(?:(?!(?:de|deze|die|onze|elke|iedere|welke|alle|beide|mede|hoe|toe|zelfde|een|geen|eigen|van"
    r"|in|en|hun|haar|zijn|samen|hebben|kunnen|moeten|mogen|worden|willen|zullen)\b)\w+(?:e|en)\s+)?"
)
_ORDINAL = r"(?!\w*ste\b|tweede\b|derde\b|vierde\b|vijfde\b)"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of our glossary, with its plural (or nothing) and its article."""

    word: str
    plural: str
    article: str


def nouns_of(library: Library) -> tuple[Noun, ...]:
    """Return every word of termen.yaml and every function of rollen.yaml."""
    found = [Noun(each.word, each.plural, each.article) for each in library.words.values()]
    found += [Noun(each.function, each.plural, each.article) for each in library.roles.values()]
    return tuple(dict.fromkeys(found))


class Articles:
    """Finds the nouns that stand with the article, or the form, of the other gender."""

    def __init__(self, nouns: Iterable[Noun]) -> None:
        known = tuple(nouns)
        common = [each.word for each in known if each.article == "de"]
        neuter = [each.word for each in known if each.article == "het"]
        plural = [each.plural for each in known if each.plural and each.plural != each.word]
        self._patterns = (
            (_after(_NEUTER, common, _ADJECTIVE), "dit is een de-woord"),
            (_after(_COMMON, neuter, _ADJECTIVE), "dit is een het-woord"),
            (_after("een", neuter, rf"{_ORDINAL}\w+[^e\W]e\s+"), "bij een het-woord zonder -e"),
            (_after("een|elk|elke|ieder|iedere|het|dit", plural, ""), "dit is meervoud"),
        )

    def __call__(self, text: str) -> Iterator[Hit]:
        """Yield the article with its noun, wherever these do not agree."""
        for pattern, mend in self._patterns:
            for match in pattern.finditer(text):
                if not _is_fine(match, text[match.end() :]):
                    yield Hit(match.group(), mend)


def _after(determiners: str, nouns: Iterable[str], between: str) -> re.Pattern[str]:
    known = "|".join(re.escape(each) for each in sorted(nouns, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<first>{determiners})\s+(?P<between>{between})"
        rf"(?P<noun>{known or '(?!)'})\b(?![-'’])",
        re.IGNORECASE,
    )


def _is_fine(match: re.Match[str], rest: str) -> bool:
    """Tell whether the first word is no article here: "dat cliënt en ouder", "die kind en werk"."""
    first, noun = match["first"].casefold(), match["noun"].casefold()
    if first in ("dat", "die") and match["between"]:
        return True
    if first in ("dat", "die", "het") and rest.startswith((" en ", " of ")):
        return True
    return noun in _ADJECTIVES and first in ("dat", "het", "dit", "ons")
