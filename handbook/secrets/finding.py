"""A sign of a secret location, looked for among the letters of a text: where it stands whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from handbook.secrets.folding import Spread, words_of
from handbook.secrets.passing import elsewhere, is_blank, is_speech
from handbook.secrets.signs import Sign, Weight, Why
from handbook.secrets.vocabulary import JOINING, LEADING, SMALL

_FILLER = re.compile(
    "(?:op|bij|terhoogtevan|hethuismet|is|huisnummers?|huisnrs?|huisno|nummers?|nmr|num|nrs?|no|n){0,4}"
)
_TO = re.compile(r"[a-z]??(totenmet|tm|tot|en)(?=\d)|[a-z]?")
_DASHES = frozenset("-/\u2010\u2011\u2012\u2013\u2014\u2212")
# A number before its street: "118 Zwanebloemweg", "nummer 118 aan de Zwanebloemweg".
_JOINED_TO = "(?:aan|van|op|in|bij|langs|de|het|den|der)"
_FARTHEST = 40  # letters between the beginning of such a number and the street
_CLOCK = 2  # digits: "van 9 tot 12 in de Kerkstraat" is no address
_NUMBERED = ("nummer", "nr", "no")
NAMES = frozenset({"naam", "deel"})
_SHORT, _KNOWN = 4, 6  # letters of a name that is known at the end of a longer word


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(each for each in words if len(each) > 1))})+")


_LEADING, _HOUSES = _any_of(LEADING | JOINING), _any_of(LEADING - SMALL)
STRICT = frozenset({"adres", "postcode"})
_SUFFIX = 3  # letters behind a house number that still belong to it: "118bis"
_SUFFIXES = frozenset({"i", "ii", "iii", "iv", "v", "bis", "hs"})
_BESIDE = frozenset(" -\u00a0\u2010\u2011")
_GENITIVE = "s"
_TWO_LETTERS = 2
# What a postcode may look like by chance: "in 2012 en 2013".
_SMALL_WORDS = frozenset(
    words_of(
        "af al as au be bv ca co cm da de di do dr ed ee eh el en er ex ga ge ha he ho hr hu id ie "
        "ik in is iv ja je jr km kg kw la ls lo ma me mm mr mw na nr no nu of oh ok om op os pa pc "
        "pm pp re sr te tm tv ue ui uw va vb vi wc we wo xx ze zo"
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A sign among the letters of a text, from letter `start` up to `end`.

    `exact` is an address with the very letters behind the number that are secret, 118a and not
    118b; where no letters are secret, any are.
    """

    start: int
    end: int
    why: Why
    weight: Weight
    common: bool
    sign: Sign
    exact: bool = False


def finds(sign: Sign, laid: Spread, text: str) -> Iterator[Found]:
    """Yield each place where `sign` stands in `text`, whose letters are `laid`."""
    start = laid.letters.find(sign.letters)
    while start >= 0:
        end = start + len(sign.letters)
        begins = laid.begins[start] or _after_leading(sign, start, laid)
        if begins and (found := _judged(sign, start, end, laid, text)):
            yield found
        start = laid.letters.find(sign.letters, start + 1)


def wholly(letters: str, laid: Spread) -> Iterator[tuple[int, int]]:
    """Yield where a text that may be printed stands, exactly so."""
    start = laid.letters.find(letters)
    while start >= 0:
        end = start + len(letters)
        goes_on = letters[-1].isdigit() and laid.joined(end)
        if laid.whole(start, end) and not goes_on:
            yield start, end
        start = laid.letters.find(letters, start + 1)


def longest(found: Iterable[Found]) -> list[Found]:
    """Return those of `found` that do not overlap; what is wrong goes before what may be."""
    kept: list[Found] = []
    for weight in ("fout", "let op"):
        last = 0
        wrong = iter(sorted(kept, key=lambda each: each.start))
        ahead = next(wrong, None)
        for each in sorted(found, key=lambda one: (one.start, -one.end)):
            if each.weight != weight or each.start < last:
                continue
            while ahead is not None and ahead.end <= each.start:
                ahead = next(wrong, None)
            if ahead is None or ahead.start >= each.end:
                kept.append(each)
                last = each.end
    return sorted(kept, key=lambda each: each.start)


def _judged(sign: Sign, start: int, end: int, laid: Spread, text: str) -> Found | None:
    if sign.numbers and (found := _with_number(sign, start, end, laid, text)):
        return _unless_elsewhere(found, laid, text)
    if sign.why == "postcode":
        right = not _looks_like_words(laid, end, text) and laid.ends(end)
    elif sign.why == "adres":
        right = not _goes_on(laid, end)
    else:
        right = laid.ends(end) or sign.longer or _is_genitive(laid, end)
        right = right and not is_speech(sign, start, laid, text)
    if not right or elsewhere(sign, _behind(end, laid), text):
        return None
    everyday = _is_everyday(sign, start, laid, text)
    weight = "let op" if everyday else sign.weight
    exact = sign.why in STRICT
    return Found(start, end, sign.why, weight, sign.common or everyday, sign, exact)


def _unless_elsewhere(found: Found, laid: Spread, text: str) -> Found | None:
    """Return a street with its number, unless it is that of another town."""
    where = elsewhere(found.sign, _behind(found.end, laid), text)
    if where == "town":
        return replace(found, weight="let op")
    return None if where else found


def _behind(end: int, laid: Spread) -> int:
    """Return the character behind the word in which letter `end` - 1 stands."""
    last = end
    while last < end + _FARTHEST and laid.joined(last) and not laid.begins[last]:
        last += 1
    return laid.at[last - 1] + 1


def _with_number(sign: Sign, start: int, end: int, laid: Spread, text: str) -> Found | None:
    """Return the street of `sign` with one of its numbers after it or before it, or None."""
    if sign.why == "postcode" and sign.weight == "fout":
        return None
    everyday = not sign.plainly and _is_everyday(sign, start, laid, text)
    weight: Weight = "let op" if everyday else sign.door
    light = weight != "fout"
    if (stop := _number_after(sign, end, laid, text)) is not None:
        last = _past_suffix(laid, stop, text)
        exact = sign.suffix in ("", laid.letters[stop:last])
        return Found(start, last, "adres", weight, common=light, sign=sign, exact=exact)
    first = _number_before(sign, start, laid)
    if first is not None and laid.ends(end) and not is_speech(sign, start, laid, text):
        return Found(first, end, "adres", weight, common=light, sign=sign, exact=True)
    return None


def _is_everyday(sign: Sign, start: int, laid: Spread, text: str) -> bool:
    """Tell whether everyday words stand here without the capital of a name.

    Written as one, or with signs between them, "debrug.nl", they are no everyday speech.
    """
    if sign.capital is None or text[laid.at[start + sign.capital]].isupper():
        return False
    cuts = tuple(at for at in range(1, len(sign.letters)) if laid.apart[start + at])
    return cuts == sign.cuts and all(is_blank(laid, start + at, text) for at in cuts)


def _after_leading(sign: Sign, start: int, laid: Spread) -> bool:
    """Tell whether a name stands behind "opvang" or "het" in one word: opvangzwaluwnest.nl.

    What is short or everyday speech does so behind a kind of house only: opvangdebrug.nl.
    """
    everyday = sign.capital is not None
    size = len(sign.letters)
    if sign.why not in NAMES or sign.common or size < _SHORT or (everyday and not sign.cuts):
        return False
    before = _HOUSES if everyday or size < _KNOWN else _LEADING
    first = laid.begins.rfind(1, max(0, start - _FARTHEST), start)
    return first >= 0 and before.fullmatch(laid.letters, first, start) is not None


def _number_after(sign: Sign, end: int, laid: Spread, text: str) -> int | None:
    """Return where a number of the house ends that stands after its street, or None."""
    filled = _FILLER.match(laid.letters, end)
    at = filled.end() if filled else end
    for place in dict.fromkeys((end, at, _past_first(at, laid, text))):
        for number in sign.numbers:
            stop = place + len(number)
            if laid.letters.startswith(number, place) and _is_number(laid, place, stop):
                return stop
    return None


def _past_first(at: int, laid: Spread, text: str) -> int:
    """Return where the second number of "116-118" begins, or `at` when there is but one."""
    stop = at
    while stop < len(laid.letters) and laid.letters[stop].isdigit():
        stop += 1
        if not laid.joined(stop):
            break
    to = _TO.match(laid.letters, stop)
    if stop == at or to is None or to.end() >= len(laid.letters):
        return at
    between = text[laid.at[to.end() - 1] + 1 : laid.at[to.end()]]
    return to.end() if to[1] or between.strip() in _DASHES else at


def _is_number(laid: Spread, start: int, stop: int) -> bool:
    """Tell whether the number from `start` up to `stop` is no piece of a longer one, or a word."""
    if not laid.letters[start].isdigit():
        return laid.ends(stop)
    inside = laid.letters[start - 1].isdigit() and laid.joined(start)
    return not inside and not _goes_on(laid, stop)


def _number_before(sign: Sign, start: int, laid: Spread) -> int | None:
    """Return where a number of the house begins that stands before its street, or None."""
    first = max(0, start - _FARTHEST)
    for number in sign.numbers:
        match = _before(number).search(laid.letters, first, start)
        if match is None or not laid.begins[match.start()]:
            continue
        clock = len(number) <= _CLOCK and match["words"]
        if not clock or laid.letters[first : match.start()].endswith(_NUMBERED):
            return match.start()
    return None


@lru_cache(maxsize=256)
def _before(number: str) -> re.Pattern[str]:
    return re.compile(f"{number}[a-z]?(?P<words>{_JOINED_TO}{{0,4}})$")


def _past_suffix(laid: Spread, stop: int, text: str) -> int:
    """Return where the letters behind a house number end: 118a, 118 a, 118 bis."""
    last = stop
    while (
        last - stop < _SUFFIX and last < len(laid.letters) and (last == stop or laid.joined(last))
    ):
        last += 1
    behind = laid.letters[stop:last]
    if not behind.isalpha() or laid.joined(last):
        return stop
    near = _BESIDE.issuperset(text[laid.at[stop - 1] + 1 : laid.at[stop]])
    short = behind in _SUFFIXES or len(behind) == 1
    return last if laid.joined(stop) or (near and short) else stop


def _goes_on(laid: Spread, end: int) -> bool:
    """Tell whether a number that seemed to end at `end` has another digit."""
    return laid.joined(end) and laid.letters[end].isdigit()


def _is_genitive(laid: Spread, end: int) -> bool:
    return laid.letters.startswith(_GENITIVE, end) and laid.ends(end + 1)


def _looks_like_words(laid: Spread, end: int, text: str) -> bool:
    """Tell whether a postcode that ends at `end` is a year and a small word: "in 2012 en 2013"."""
    first = end - _TWO_LETTERS
    if laid.letters[first:end] not in _SMALL_WORDS or not laid.apart[first]:
        return False
    return not all(text[laid.at[each]].isupper() for each in range(first, end))
