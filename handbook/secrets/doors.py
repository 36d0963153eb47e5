"""The words around the name of a street → the house numbers that a reader reads there.

Numbers in a row, "12, 14 en nr. 16", "12a en b", "10 t/m 16", all belong to the same street.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.secrets.folding import words_of
from handbook.secrets.numbers import (
    AND,
    CALLED,
    DASHES,
    LINKS,
    MONEY,
    SIGNS,
    STOPS,
    Word,
    counts_things,
    ends_sentence,
    is_counted,
    is_number,
    is_street,
    is_to,
    stands_free,
    value_of,
)
from handbook.secrets.vocabulary import NUMBERED, SMALL, SUFFIXES

_WIDEST = 500  # houses from the first of a range to its last
_YEARS = range(1900, 2100)
_TIGHT = 3  # letters that belong to the number they are written to: 118bis
_FLOORS = 3  # digits of the second door of a number: 12-2
_TOWN = 5  # words of the name of a town: Alphen aan den Rijn
_CLOCK = 2  # digits: "van 9 tot 12 in de Kerkstraat" is no address

_HOUSE = "huisn"  # "huisnummer", "huisnr": of nothing else
_LETTERED = frozenset(
    words_of(
        "huisletter letter toevoeging toev sub unit app appartement deur bel huis blok nr nummer"
    )
)
_GAP = frozenset(
    words_of(
        "op bij ter hoogte van het huis met is en wel aan te in tussen vanaf even oneven pand "
        "panden"
    )
)
_SHORT = CALLED | {"resp", "t", "m"}  # what a full stop behind it only shortens: "t.m. 14"
_RANGES = (("t", "m"), ("tm",), ("tot", "en", "met"), ("tot", "aan"), ("tot",), ("a",))
_FREE = (SMALL - NUMBERED) | frozenset(
    words_of(
        "staat zit zitten ligt liggen huis pand huize gevestigd woont wonen adres namelijk hoek"
    )
)
_USE = frozenset(words_of("kantoor opvang locatie woning huis pand"))
_SAYS = _USE | frozenset(words_of("voorheen eerder vroeger verder verderop"))
# What stands before one more number of the street, further on: "en de opvang op 14".
_ALSO = _SAYS | frozenset(words_of("en of op naast plus"))
# What has a number of its own in a large building, and may be a door of the street.
_ENTRANCE = frozenset(
    words_of(
        "ingang achteringang zijingang hoofdingang achterdeur voordeur achterzijde achterkant "
        "achterom entree poort"
    )
)
_LEADS = frozenset(words_of("is op via aan van"))
_ARTICLES = frozenset(words_of("de het een onze ons"))
_LIES = frozenset(words_of("zit zitten ligt liggen woont wonen huist gevestigd"))
_BESIDE = frozenset(words_of("op naast tegenover"))
_NEXT = frozenset(words_of("te in voor is"))
_NEAR = frozenset(words_of("naast tegenover achter nabij vlakbij hoek"))
_TO_STREET = _NEAR | frozenset(words_of("aan van op in bij langs de het den der"))


@dataclass(frozen=True, slots=True)
class Door:
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


def doors_behind(words: Sequence[Word], towns: Collection[str], *, firm: bool) -> list[Door]:
    """Return the doors in `words`, which stand behind a street.

    Args:
        words: what stands there.
        towns: the town of the street, or more; "" when that is not known.
        firm: whether the street is no word of everyday speech, so that a number right behind it
            is a door, whatever is counted with it.
    """
    at = _past_gap(words, towns)
    doors, end = _row(words, at) if is_number(words, at) else ([], 1)
    if doors and not (firm and at == 0) and is_counted(words, at, door=_is_door(words, at)):
        doors = _doubtful(doors) if at == 0 and counts_things(words, at) else []
    return [*doors, *(each for row in _further(words, end, towns) for each in row)]


def _is_door(words: Sequence[Word], at: int) -> bool:
    """Tell whether number `at` stands where one of a house does: behind the street, or "nr."."""
    return ":" not in words[at].before if at == 0 else words[at - 1].text in CALLED


def _doubtful(doors: Sequence[Door]) -> list[Door]:
    return [replace(each, doubt=True) for each in doors]


def doors_before(words: Sequence[Word], *, numbered: bool) -> list[Door]:
    """Return the doors in `words`, which stand before a street: "12 en 14 Kerkstraat".

    `numbered` tells that the street has a number behind it too; then only what says that it lies
    beside that one is another door: "op nummer 14, naast Kerkstraat 12".
    """
    stop = len(words)
    while stop and words[stop - 1].text in _TO_STREET and len(words) - stop < LINKS:
        stop -= 1
    near = any(each.text in _NEAR for each in words[stop:])
    for at in range(stop):
        if is_number(words, at):
            doors, end = _row(words, at)
            called = at > 0 and words[at - 1].text in CALLED
            plain = stop == len(words) or len(words[at].text) > _CLOCK
            beside = near and (called or (at > 0 and words[at - 1].text in _BESIDE))
            if end == stop and (beside or (not numbered and (called or plain))):
                return doors
    return []


def _past_gap(words: Sequence[Word], towns: Collection[str]) -> int:
    """Return which of `words` is the first behind "op", "in Zwolle" and "huisnummer"."""
    at = 0
    while at < min(len(words), LINKS) and not is_number(words, at):
        if (past := _past_town(words, at, towns)) > at:
            at = past
            continue
        word = words[at]
        unknown = "" in towns and word.title and at > 0 and words[at - 1].text in {"in", "te"}
        if not (word.text in _GAP or word.text in CALLED or unknown):
            break
        at += 1
    return at


def _past_town(words: Sequence[Word], at: int, towns: Collection[str]) -> int:
    """Return the word behind the town that begins at word `at`; `at` where none does."""
    ends = range(min(len(words), at + _TOWN), at, -1)
    return next((end for end in ends if _close(words[at:end]) in towns), at)


def _close(words: Sequence[Word]) -> str:
    return "".join(each.text for each in words)


def _further(words: Sequence[Word], start: int, towns: Collection[str]) -> Iterator[list[Door]]:
    """Yield the rows further on in the sentence, from word `start`, that are this street's too.

    Each number that is called so, one with a letter, and one behind "en" that ends a phrase.
    """
    free = _FREE | _ALSO
    ended, town = False, _past_town(words, 0, towns) - 1  # the last word of one
    for at in range(1, len(words)):
        town = max(town, _past_town(words, at, towns) - 1)
        if (is_street(words[at]) and at > town) or (ended and ends_sentence(words, at)):
            return
        ended = ended or ends_sentence(words, at)
        if at < start or not is_number(words, at) or (ended and not _is_beside(words, at)):
            continue
        doors, end = _row(words, at)
        called = words[at - 1].text in CALLED
        first = at - 1 if called else at
        house = words[at - 1].text.startswith(_HOUSE)
        if _is_entrance(words, first) and not is_counted(words, at):
            yield doors if doors[0].readings[0].isalpha() else _doubtful(doors)
        if not (house or first in {0, town + 1} or stands_free(words, first, free)):
            continue
        if (called or _is_also(words, at, end)) and not is_counted(words, at):
            yield doors
        elif doors[0].readings[0].isalpha() and words[at + 1].before == "":
            yield [replace(doors[0], readings=doors[0].readings[:1], guess=True)]


def _is_beside(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number `at` is one of a house in any sentence: "op nummer 14"."""
    called, before = words[at - 1].text, words[max(0, at - 2)].text
    lies = called == "op" and before in _LIES
    return lies or called.startswith(_HOUSE) or (called in CALLED and before in _BESIDE)


def _is_entrance(words: Sequence[Word], at: int) -> bool:
    """Tell whether what begins at word `at` is the number of an entrance: "de achterdeur is 14"."""
    place = at - 1
    while place > 0 and words[place].text in _LEADS:
        place -= 1
    return place >= 0 and words[place].text in _ENTRANCE


def _is_also(words: Sequence[Word], at: int, end: int) -> bool:
    """Tell whether a row stands behind "en", or a sign, and nothing that it counts behind it."""
    follows = (SIGNS | STOPS) & set(words[end].before) if end < len(words) else True
    before, used = words[at - 1].text, _is_used(words, end)
    if before in _SAYS or (before in _ALSO and not words[max(0, at - 2)].text.isdigit()):
        return bool(follows) or used or words[end].text in _NEXT
    if used and bool(SIGNS & set(words[at].before)):
        return True
    told = end < len(words) and words[end].before.strip()[:1] in {"(", ":"}
    return told and bool(set(",;") & set(words[at].before))


def _is_used(words: Sequence[Word], at: int) -> bool:
    """Tell whether from word `at` on it says what a house is for: "14 opvang", "14 de opvang"."""
    place = at + 1 if at < len(words) and words[at].text in _ARTICLES else at
    return place < len(words) and words[place].text in _USE


def _row(words: Sequence[Word], at: int) -> tuple[list[Door], int]:
    """Return the doors that are read from the number `at` on, and the word behind them."""
    doors, end = _door(words, at)
    between = at > 0 and words[at - 1].text == "tussen"
    while (link := _link(words, end)) is not None:
        ranged, at = link
        ranged = ranged or between
        if _is_letter(words[at]):
            more, after = _letter(doors[-1], words[at], ranged=ranged), at + 1
        else:
            more, after = _door(words, at)
            more = _from_to(doors[-1], more) if ranged else more
        if not more or is_counted(words, at):
            break
        doors, end = [*doors, *more], after
    return [replace(each, row=doors[-1].end) for each in doors], end


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()


def _door(words: Sequence[Word], at: int) -> tuple[list[Door], int]:
    """Return the door whose number is word `at`, and the word behind it."""
    word = words[at]
    number = value_of(word.text)
    letters, end = _suffix(words, at)
    if letters:
        readings = (letters,) if words[at + 1].before == "" else (letters, "")
        return [Door(number, number, readings, word.start, words[end - 1].end)], end
    if end < len(words) and _is_floor(number, words[end]):
        floor = words[end]
        door = Door(number, number, (f"-{int(floor.text)}", ""), word.start, floor.end)
        if "/" in floor.before:
            return [door], end
        last = Door(int(floor.text), int(floor.text), ("",), floor.start, floor.end, guess=True)
        likely = len(floor.text) == len(word.text)  # 118 of "120-118"
        return [door, last] if likely else [door], end + 1
    return [Door(number, number, ("",), word.start, word.end)], end


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
    if text.isdigit() or text in CALLED - {"n"} or text in {"en", "of", "tm", "tot"}:
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
    price = bool(MONEY & set(behind.before))
    stop = behind.before.startswith(".") and initial
    return stop or price or to or (word.text == "t" and behind.text == "m")


def _letter(door: Door, word: Word, *, ranged: bool) -> list[Door]:
    """Return the doors that a letter alone adds to the one before it: the b of "12a en b"."""
    first = door.readings[0]
    if first and (len(first) > 1 or not first.isalpha()):
        return []
    letters = _letters(first, word.text) if ranged else []
    return [
        Door(door.first, door.first, (each,), word.start, word.end, guess=True)
        for each in (*letters, word.text)
    ]


def _letters(first: str, last: str) -> list[str]:
    """Return the letters between `first`, nothing comes before a, and `last`."""
    if len(first) > 1 or len(last) != 1:
        return []
    return [chr(each) for each in range(ord(first or "`") + 1, ord(last))]


def _from_to(door: Door, more: list[Door]) -> list[Door]:
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
