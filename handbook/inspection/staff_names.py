"""What a profile says where people belong → the names in it, and the ways in which each is written.

"Karin Visser, teamleider" and "Karin Visser en Piet Bakema" name people, "Team Noord" and "nog te
werven" nobody.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from handbook.secret_places.language.folding import squeezed, words_of
from handbook.secret_places.language.people import FAMILIES, FORENAMES, TRADES
from handbook.secret_places.language.vocabulary import JOINING, LEADING, is_function
from handbook.secret_places.secret_terms import Weight

Spoken = Callable[[str], bool]
"""Whether everyday speech has a word, or it is a town."""

_TITLES = re.compile(
    r"(?:(?:mr|drs?|ir|ing|prof|ds|mw|mevr|mevrouw|dhr|de heer|bc)\b\.?\s*)+", re.IGNORECASE
)
_DEGREES = re.compile(r"(?:[\s,]+(?:msc|bsc|ma|ba|llm|mba|phd|rn|ra)\.?)+$", re.IGNORECASE)
_BETWEEN = re.compile(r"[;:/|()\n+&]|\s[-–—]\s|\s(?:en|of)\s")
_PARTICLES = frozenset(words_of("van von de den der het ten ter te t el al la le da vd v d"))
_OF_THE = re.compile(r"van de[nr]?|v\.?\s?d\.?", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.?")
_INITIALS = re.compile(r"(?:[^\W\d_][a-z]?\.[- ]?)+|[^\W\d_]")
_GLUED = re.compile(r"(?<=\.)(?=[^\W\d_]{2}[\w-])")
_TWO = 2  # names of somebody who is named in full
_NO_GIVEN = LEADING - _PARTICLES  # what stands first in the name of a house


@dataclass(frozen=True, slots=True)
class Person:
    """Given names, what stands before a family name, and that; of a single name, only that."""

    given: str
    particles: str
    family: str


def people_in(text: str, spoken: Spoken) -> Iterator[tuple[str, Weight]]:
    """Yield each way to write each name in `text`, with what it weighs; nothing for a function.

    A name that was typed in small letters gets its capitals.
    """
    for piece in dict.fromkeys(_pieces(text)):
        names = _names(piece)
        person = _person(names) if names else None
        if person is None or not _is_somebody(person, piece, spoken):
            continue
        if person.given and _is_sure(person, piece, spoken):
            yield from _written(person, spoken)
        else:
            yield " ".join(names), "let op"


def _pieces(text: str) -> Iterator[str]:
    """Yield what may be somebody: the pieces that commas and the like tell apart."""
    for piece in _BETWEEN.split(text):
        parts = [each.strip() for each in _DEGREES.sub("", piece).split(",") if each.strip()]
        if len(parts) == _TWO and _is_turned(*parts):
            yield f"{parts[1]} {parts[0]}"
        else:
            yield from parts


def _is_turned(first: str, second: str) -> bool:
    """Tell whether a family name stands before a given name: "Boer, Sandra de"."""
    family = [each for each in words_of(first) if each not in _PARTICLES]
    given = [each for each in second.split() if squeezed(each) not in _PARTICLES]
    called = len(family) == 1 and (family[0] in FAMILIES | TRADES or not is_function(family[0]))
    return called and bool(given) and not any(map(is_function, words_of(second)))


def _names(text: str) -> list[str]:
    """Return the names in `text`, without a title or what somebody does around them."""
    titles = _TITLES.match(text)
    names = _GLUED.sub(" ", text[titles.end() :] if titles else text).split()
    small = all(each == each.lower() for each in names)
    while len(names) > 1 and (_is_function(names[0]) or (not small and _is_small(names[0]))):
        names.pop(0)
    if small:
        names = [each.capitalize() if _is_small(each) else each for each in names]
    ends = (at for at, each in enumerate(names) if at and _ends_name(each))
    return names[: next(ends, len(names))]


def _is_small(name: str) -> bool:
    """Tell whether a word has no capital, and none belongs there."""
    return name == name.lower() and squeezed(name) not in _PARTICLES


def _is_function(name: str) -> bool:
    return any(map(is_function, words_of(name))) and squeezed(name) not in FORENAMES


def _ends_name(name: str) -> bool:
    """Tell whether a word behind a name is none of it: "Karin Visser teamleider wonen", "32"."""
    last = name[:1].isdigit() or any(map(is_function, words_of(name)))
    return _is_small(name) and last


def _person(names: Sequence[str]) -> Person:
    first = next(
        (at for at, each in enumerate(names) if at and squeezed(each) in _PARTICLES),
        len(names) - 1,
    )
    last = first
    while last < len(names) and squeezed(names[last]) in _PARTICLES:
        last += 1
    given, particles, family = names[:first], names[first:last], names[last:]
    if not family:  # "Karin V."
        return Person(" ".join(given), "", " ".join(particles))
    return Person(" ".join(given), " ".join(particles), " ".join(family))


def _is_somebody(person: Person, typed: str, spoken: Spoken) -> bool:
    """Tell whether this is somebody, and not what somebody does, or where."""
    given, family = words_of(person.given), words_of(person.family)
    if any(map(_is_function, given)) or not _NO_GIVEN.isdisjoint(given):
        return False
    if any(_is_name(each, spoken) for each in (*given, *family)):
        return bool(given) or typed != typed.lower()
    return _has_given(person)


def _is_sure(person: Person, typed: str, spoken: Spoken) -> bool:
    """Tell whether this is a name for certain; behind a function it may be "Team Vitaal Oost"."""
    if not _is_function(typed.split(maxsplit=1)[0]):
        return True
    words = (*words_of(person.given), *words_of(person.family))
    return _has_given(person) or all(_is_name(each, spoken) for each in words)


def _has_given(person: Person) -> bool:
    """Tell whether somebody has initials, or a given name that many have."""
    initials = _INITIALS.fullmatch(person.given)
    return bool(initials) or not FORENAMES.isdisjoint(words_of(person.given))


def _is_name(word: str, spoken: Spoken) -> bool:
    """Tell whether `word` is a name for certain: no everyday speech, and not what somebody does."""
    return word in FAMILIES or (len(word) > 1 and not spoken(word) and not is_function(word))


def _written(person: Person, spoken: Spoken) -> Iterator[tuple[str, Weight]]:
    """Yield the ways to write somebody's name, and what each weighs."""
    given, family = person.given, person.family
    common = frozenset(words_of(family)) <= FAMILIES | JOINING
    often = common or frozenset(words_of(family)) <= TRADES or all(map(spoken, words_of(family)))
    weight: Weight = "let op" if often and _INITIAL.fullmatch(given) else "fout"
    for each in _particles(person):
        behind = f"{each} {family}".strip()
        yield f"{given} {behind}", weight
        yield f"{behind}, {given}", weight
        yield f"{family}, {given} {each}".strip(), weight
        if not common and not _INITIALS.fullmatch(given):
            yield f"{given[0]}. {behind}", "let op"
        if not common and "-" in family:
            yield behind, "let op"


def _particles(person: Person) -> tuple[str, ...]:
    """Return the ways to write what stands before a family name."""
    of_the = ("van de", "van den", "van der", "v. d.", "vd")
    same = of_the if _OF_THE.fullmatch(person.particles) else ()
    return tuple(dict.fromkeys((person.particles, *same)))
