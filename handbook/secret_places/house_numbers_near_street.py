"""The words around the name of a street → the house numbers that a reader reads there.

Numbers in a row, "12, 14 en nr. 16", "12a en b", "10 t/m 16", all belong to the same street.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from handbook.secret_places.house_number_ranges import HouseNumber, row_of, stands_alone
from handbook.secret_places.house_numbers import (
    CALLED,
    LINKS,
    SIGNS,
    STOPS,
    Word,
    counts_things,
    ends_sentence,
    is_counted,
    is_number,
    is_street,
    stands_free,
)
from handbook.secret_places.language.folding import words_of
from handbook.secret_places.language.vocabulary import NUMBERED, SMALL

_TOWN = 5  # words of the name of a town: Alphen aan den Rijn
_CLOCK = 2  # digits: "van 9 tot 12 in de Kerkstraat" is no address

_HOUSE = "huisn"  # "huisnummer", "huisnr": of nothing else
_GAP = frozenset(
    words_of(
        "op bij ter hoogte van het huis met is en wel aan te in tussen vanaf even oneven pand "
        "panden"
    )
)
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


def doors_behind(words: Sequence[Word], towns: Collection[str], *, firm: bool) -> list[HouseNumber]:
    """Return the doors in `words`, which stand behind a street.

    Args:
        words: what stands there.
        towns: the town of the street, or more; "" when that is not known.
        firm: whether the street is no word of everyday speech, so that a number right behind it
            is a door, whatever is counted with it.
    """
    at = _past_gap(words, towns)
    house_numbers, end = row_of(words, at) if is_number(words, at) else ([], 1)
    if house_numbers and not (firm and at == 0) and is_counted(words, at, door=_is_door(words, at)):
        house_numbers = _doubtful(house_numbers) if at == 0 and counts_things(words, at) else []
    return [*house_numbers, *(each for row in _further(words, end, towns) for each in row)]


def _is_door(words: Sequence[Word], at: int) -> bool:
    """Tell whether number `at` stands where one of a house does: behind the street, or "nr."."""
    return ":" not in words[at].before if at == 0 else words[at - 1].text in CALLED


def _doubtful(house_numbers: Sequence[HouseNumber]) -> list[HouseNumber]:
    return [replace(each, doubt=True) for each in house_numbers]


def doors_before(words: Sequence[Word], *, numbered: bool) -> list[HouseNumber]:
    """Return the doors in `words`, which stand before a street: "12 en 14 Kerkstraat".

    `numbered` tells that the street has a number behind it too; then only what says that it lies
    beside that one is another door: "op nummer 14, naast Kerkstraat 12".
    """
    stop = len(words)
    while stop and words[stop - 1].text in _TO_STREET and len(words) - stop < LINKS:
        stop -= 1
    near = any(each.text in _NEAR for each in words[stop:])
    for at in range(stop):
        called = at > 0 and words[at - 1].text in CALLED
        plain = stop == len(words) or len(words[at].text) > _CLOCK
        beside = near and (called or (at > 0 and words[at - 1].text in _BESIDE))
        if (beside or (not numbered and (called or plain))) and is_number(words, at):
            house_numbers, end = row_of(words, at)
            if end == stop:
                return house_numbers
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
    if at == len(words) or not any(each.startswith(words[at].text) for each in towns):
        return at
    ends = range(min(len(words), at + _TOWN), at, -1)
    return next((end for end in ends if _close(words[at:end]) in towns), at)


def _close(words: Sequence[Word]) -> str:
    return "".join(each.text for each in words)


def _further(
    words: Sequence[Word], start: int, towns: Collection[str]
) -> Iterator[list[HouseNumber]]:
    """Yield the rows further on in the sentence, from word `start`, that are this street's too.

    Each number that is called so, one with a letter, one behind "en" that ends a phrase, and what
    may be one: that of an entrance, or alone on a line.
    """
    free = _FREE | _ALSO
    for at, town in _numbers_from(words, start, towns):
        called = words[at - 1].text in CALLED
        first = at - 1 if called else at
        house = words[at - 1].text.startswith(_HOUSE)
        counted = is_counted(words, at)
        apart = not counted and (_is_entrance(words, first) or stands_alone(words, at))
        named = house or first in {0, town + 1} or stands_free(words, first, free)
        if not (apart or named):
            continue
        house_numbers, end = row_of(words, at)
        if apart:
            sure = _is_entrance(words, first) and house_numbers[0].readings[0].isalpha()
            yield house_numbers if sure else _doubtful(house_numbers)
        if named and (called or _is_also(words, at, end)) and not counted:
            yield house_numbers
        elif named and house_numbers[0].readings[0].isalpha() and words[at + 1].before == "":
            yield [replace(house_numbers[0], readings=house_numbers[0].readings[:1], guess=True)]


def _numbers_from(
    words: Sequence[Word], start: int, towns: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Yield each number from word `start` on that may be one of the street, up to another street.

    With each comes the last word of the town before it, -1 where there is none.
    """
    ended, town = False, _past_town(words, 0, towns) - 1
    for at in range(1, len(words)):
        town = max(town, _past_town(words, at, towns) - 1)
        if (is_street(words[at]) and at > town) or (ended and ends_sentence(words, at)):
            return
        ended = ended or ends_sentence(words, at)
        if at >= start and is_number(words, at) and not (ended and not _is_beside(words, at)):
            yield at, town


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
