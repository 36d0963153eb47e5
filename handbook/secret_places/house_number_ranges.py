"""The words from a number on → the house numbers of one row: "12, 14 en nr. 16", "10 t/m 16"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handbook.secret_places.house_numbers import (
    AND,
    CALLED,
    DASHES,
    LINKS,
    MONEY,
    SIGNS,
    STOPS,
    Word,
    is_counted,
    is_number,
    is_to,
    value_of,
)
from handbook.secret_places.language.folding import PARAGRAPH, words_of
from handbook.secret_places.language.vocabulary import SMALL, SUFFIXES

_WIDEST = 500  # houses from the first of a range to its last
_YEARS = range(1900, 2100)
_TIGHT = 3  # letters that belong to the number they are written to: 118bis
_FLOORS = 3  # digits of the second door of a number: 12-2
_LETTERED = frozenset(
    words_of(
        "huisletter letter toevoeging toev sub unit app appartement deur bel huis blok nr nummer"
    )
)
_SHORT = CALLED | {"resp", "t", "m"}  # what a full stop behind it only shortens: "t.m. 14"
_RANGES = (("t", "m"), ("tm",), ("tot", "en", "met"), ("tot", "aan"), ("tot",), ("a",))
# What sets a number of a house apart and says nothing: "12 **14**", "12_14", "12 >> 14".
_LINES = frozenset({"\n", "\t", "|", PARAGRAPH})
_BLANKS = _LINES | frozenset(" \u00a0\u202f*_>")
_ON = frozenset(
    {("enz",), ("enzovoort",), ("etc",)}
    | {("en", each) for each in words_of("verder volgende opvolgende hoger omhoog daarboven")}
)
_HOUSES = frozenset(words_of("huizen panden woningen"))


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """A house number that is read in a text, or all from `first` to `last`.

    `readings` are the letters that may belong to it, the likeliest first: "12 (a)" is 12a, and 12
    where there is no 12a. A `guess` counts only if that very door is meant: the b of "12a en b".
    It stands from letter `start` of the text up to `end`; the row that it is in ends at `row`.
    With `doubt` it may well be something else: 14 bedden, entrance 14.
    """

    first: int
    last: int
    readings: tuple[str, ...]
    start: int
    end: int
    row: int = 0
    guess: bool = False
    doubt: bool = False


def row_of(words: Sequence[Word], at: int) -> tuple[list[HouseNumber], int]:
    """Return the doors that are read from the number `at` on, and the word behind them.

    What stands right behind one, "12 14", or alone below it, is one too.
    """
    house_numbers, end = _joined(words, at)
    while _is_next(words, end):
        more, after = _joined(words, end)
        doubt = not _ends_phrase(words, after)
        house_numbers, end = [*house_numbers, *(replace(each, doubt=doubt) for each in more)], after
    said, after = _says_on(words, end)
    if said is not None or (len(house_numbers) == 1 and _since(words, at)):
        last = words[after - 1].end
        doubt = said != "surely" and words[at - 1].text not in CALLED
        house_numbers.append(
            replace(house_numbers[-1], last=house_numbers[-1].last + _WIDEST, end=last, doubt=doubt)
        )
    return [replace(each, row=house_numbers[-1].end) for each in house_numbers], after


def _joined(words: Sequence[Word], at: int) -> tuple[list[HouseNumber], int]:
    """Return the door at word `at` and those that words or signs join to it."""
    house_numbers, end = _door(words, at)
    between = at > 0 and words[at - 1].text == "tussen"
    while (link := _link(words, end)) is not None:
        ranged, at = link
        ranged = ranged or between
        if _is_letter(words[at]):
            more, after = _letter(house_numbers[-1], words[at], ranged=ranged), at + 1
        else:
            more, after = _door(words, at)
            more = _from_to(house_numbers[-1], more) if ranged else more
        if not more or is_counted(words, at):
            break
        house_numbers, end = [*house_numbers, *more], after
    return house_numbers, end


def stands_alone(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number at word `at` has a line, a paragraph or a cell of its own."""
    if _LINES.isdisjoint(words[at].before):
        return False
    _, end = _joined(words, at)
    return end >= len(words) or not _LINES.isdisjoint(words[end].before)


def _is_next(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` is a number of a house that only a blank, or a line, sets apart.

    "06 14 25 36" is a telephone number, and "12 14 bedden" one house.
    """
    if not is_number(words, at) or words[at].text.startswith("0"):
        return False
    before = frozenset(words[at].before)
    if not before <= _BLANKS or is_counted(words, at, door=True):
        return False
    return not before & _LINES or stands_alone(words, at)


def _ends_phrase(words: Sequence[Word], at: int) -> bool:
    """Tell whether no word that goes with the number before it begins at word `at`."""
    if at >= len(words):
        return True
    word = words[at]
    if STOPS & set(word.before):
        return not word.title
    return bool((SIGNS | _LINES) & set(word.before)) or word.text in SMALL or word.title


def _since(words: Sequence[Word], at: int) -> bool:
    """Tell whether "vanaf", or "vanaf nummer", stands before word `at`."""
    first = at - 1 if at > 1 and words[at - 1].text in CALLED else at
    return first > 0 and words[first - 1].text == "vanaf"


def _says_on(words: Sequence[Word], at: int) -> tuple[Literal["surely", "perhaps"] | None, int]:
    """Return whether "e.v." or "en verder" stands at word `at`, and the word behind it."""
    said = tuple(each.text for each in words[at : at + 2])
    if said[:1] == ("ev",) or said == ("e", "v"):
        return "surely", at + (1 if said[0] == "ev" else 2)
    size = next((size for size in (1, 2) if said[:size] in _ON), 0)
    if not size:
        return None, at
    behind = words[at + size : at + size + 1]
    ends = not behind or bool((SIGNS | STOPS | _LINES) & set(behind[0].before))
    sure = ends or behind[0].text in CALLED | _HOUSES
    return ("surely" if sure and "," not in words[at].before else "perhaps"), at + size


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()


def _door(words: Sequence[Word], at: int) -> tuple[list[HouseNumber], int]:
    """Return the door whose number is word `at`, and the word behind it."""
    word = words[at]
    number = value_of(word.text)
    letters, end = _suffix(words, at)
    if letters:
        readings = (letters,) if words[at + 1].before == "" else (letters, "")
        return [HouseNumber(number, number, readings, word.start, words[end - 1].end)], end
    if end < len(words) and _is_floor(number, words[end]):
        floor = words[end]
        door = HouseNumber(number, number, (f"-{int(floor.text)}", ""), word.start, floor.end)
        if "/" in floor.before:
            return [door], end
        last = HouseNumber(
            int(floor.text), int(floor.text), ("",), floor.start, floor.end, guess=True
        )
        likely = len(floor.text) == len(word.text)  # 118 of "120-118"
        return [door, last] if likely else [door], end + 1
    return [HouseNumber(number, number, ("",), word.start, word.end)], end


def _is_floor(number: int, word: Word) -> bool:
    """Tell whether `word` is the second door of `number`: 12-2."""
    near = word.before.strip() in DASHES | {"/"}
    return near and word.text.isdigit() and len(word.text) <= _FLOORS and int(word.text) < number


def _suffix(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Return the letters behind the number `at`, and the word behind those."""
    place = at + 1
    if place + 1 < len(words) and words[place].text in _LETTERED:
        place += 1
    if place < len(words) and _is_suffix(words, place):
        return words[place].text, place + 1
    return "", at + 1


def _is_suffix(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` may belong to the number before it: the a of "12a" and "12 (a)"."""
    word = words[at]
    text, before = word.text, word.before
    if text.isdigit() or text in CALLED - {"n"} or text in {"en", "ev", "of", "tm", "tot"}:
        return False
    if _goes_on(words, at):
        return False
    if before == "":
        return len(text) <= _TIGHT or text in SUFFIXES
    apart = STOPS & set(before) and before != "."
    return not apart and (len(text) == 1 or text in SUFFIXES)


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` is the t of "t/m", the "à" of "12 à 14", an initial, or "a.u.b."."""
    if at + 1 >= len(words):
        return False
    word, behind = words[at], words[at + 1]
    initial = word.title or behind.before == "." or "\n" in word.before
    to = word.text == "a" and is_to(words, at)
    on = word.text == "e" and behind.text == "v"
    price = bool(MONEY & set(behind.before))
    stop = behind.before.startswith(".") and initial
    return stop or price or to or on or (word.text == "t" and behind.text == "m")


def _letter(door: HouseNumber, word: Word, *, ranged: bool) -> list[HouseNumber]:
    """Return the doors that a letter alone adds to the one before it: the b of "12a en b"."""
    first = door.readings[0]
    if first and (len(first) > 1 or not first.isalpha()):
        return []
    letters = _letters(first, word.text) if ranged else []
    return [
        HouseNumber(door.first, door.first, (each,), word.start, word.end, guess=True)
        for each in (*letters, word.text)
    ]


def _letters(first: str, last: str) -> list[str]:
    """Return the letters between `first`, nothing comes before a, and `last`."""
    if len(first) > 1 or len(last) != 1:
        return []
    return [chr(each) for each in range(ord(first or "`") + 1, ord(last))]


def _from_to(door: HouseNumber, more: list[HouseNumber]) -> list[HouseNumber]:
    """Return what a range from `door` to the first of `more` adds to it."""
    last = more[0]
    if last.first == door.last:
        between = _letters(door.readings[0], last.readings[0])
        return [*(replace(last, readings=(each,), guess=True) for each in between), *more]
    if door.last < last.first <= door.last + _WIDEST and last.first not in _YEARS:
        return [replace(last, first=door.last), *more]
    if last.first < door.first <= last.first + _WIDEST and door.first not in _YEARS:
        return [replace(last, last=door.first), *more]  # "120 t/m 116"
    return more


def _link(words: Sequence[Word], at: int) -> tuple[bool, int] | None:
    """Return whether what joins word `at` on to the row is "t/m", and the number behind it."""
    signs = ""
    for place in range(at, min(len(words), at + LINKS)):
        word = words[place]
        called = place > at and words[place - 1].text in _SHORT
        if STOPS & set(word.before) and not called and not word.before.strip().startswith(".."):
            return None
        signs += word.before
        to = is_to(words, place)
        alone = _is_letter(word) and not to and not _goes_on(words, place)
        if is_number(words, place) or alone:
            return _linked([each.text for each in words[at:place]], signs, place)
        if word.text not in AND | CALLED and not to:
            return None
    return None


def _linked(between: Sequence[str], signs: str, place: int) -> tuple[bool, int] | None:
    """Return what `_link` does, of the words and signs before the number at `place`."""
    joined = between or SIGNS & set(signs) or ".." in signs
    if not joined or MONEY & set(signs):
        return None
    said = tuple(each for each in between if each not in CALLED)
    dashed = not said and bool(DASHES & set(signs)) and not set(",;\n") & set(signs)
    dashed = dashed or (not said and ".." in signs)
    return said in _RANGES or dashed, place
