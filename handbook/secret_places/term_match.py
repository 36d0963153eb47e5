"""A sign of a secret location, looked for among the letters of a text: where it stands whole."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from handbook.secret_places.coincidence import Away, elsewhere, is_blank, is_speech
from handbook.secret_places.house_number_ranges import HouseNumber
from handbook.secret_places.house_numbers import TWO_LETTERS, value_of, words_before, words_behind
from handbook.secret_places.house_numbers_near_street import doors_before, doors_behind
from handbook.secret_places.language.folding import PARAGRAPH, FoldedText, squeezed
from handbook.secret_places.language.house_kinds import HOUSES
from handbook.secret_places.language.vocabulary import JOINING, LEADING, SMALL, SUFFIXES
from handbook.secret_places.secret_terms import SecretTerm, Weight, Why

_FILLER = re.compile(
    "(?:op|bij|terhoogtevan|hethuismet|is|huisnummers?|huisnrs?|huisno|nummers?|nmr|num|nrs?|no|n){0,4}"
)
_WORD_BEHIND = re.compile(r"\s+(?P<word>[^\W\d_]+)")
_FARTHEST = 40  # letters of a word that are looked at
NAMES = frozenset({"naam", "deel"})
_WITHIN = " \u00a0-_*'\"‘’“”„"  # what may stand between the words of a name
_SENTENCE = re.compile(rf"[.!?…|\t\n•{PARAGRAPH}]")  # what stands before one
_SHORT, _KNOWN = 4, 6  # letters of a name that is known at the end of a longer word


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(each for each in words if len(each) > 1))})+")


_LEADING, _HOUSES = _any_of(LEADING | JOINING), _any_of(LEADING - SMALL)
STRICT = frozenset({"adres", "postcode"})
_SUFFIX = 3  # letters behind a house number that still belong to it: "118bis"
Kind = Literal["exact", "near", "free"]
# With a postcode that a public place has too, only the very door gives the house away.
_SECRET: Mapping[bool, tuple[Kind, ...]] = {True: ("exact",), False: ("exact", "near")}
_BESIDE = frozenset(" -\u00a0\u2010\u2011")
_GENITIVE = "s"
_TWO_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A sign among the letters of a text, from letter `start` up to `end`.

    `exact` is an address with the very letters behind the number that are secret, 118a and not
    118b; where no letters are secret, any are. `free` is one that everybody may know.
    """

    start: int
    end: int
    why: Why
    weight: Weight
    common: bool
    sign: SecretTerm
    exact: bool = False
    free: bool = False


def finds(sign: SecretTerm, laid: FoldedText, text: str) -> Iterator[Found]:
    """Yield each place where `sign` stands in `text`, whose letters are `laid`."""
    start = laid.letters.find(sign.letters)
    while start >= 0:
        end = start + len(sign.letters)
        begins = laid.begins[start] or _after_leading(sign, start, laid)
        if begins:
            yield from _judged(sign, start, end, laid, text)
        start = laid.letters.find(sign.letters, start + 1)


def wholly(letters: str, laid: FoldedText) -> Iterator[tuple[int, int]]:
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


def _judged(sign: SecretTerm, start: int, end: int, laid: FoldedText, text: str) -> Iterator[Found]:
    at = _At(sign, start, end, laid, text)
    if sign.numbers and (found := _with_number(at)) is not None:
        yield from found
    elif single := _alone(at):
        yield single


@dataclass(frozen=True, slots=True)
class _At:
    """A sign, and the place in a text where its letters stand."""

    sign: SecretTerm
    start: int
    end: int
    laid: FoldedText
    text: str

    @property
    def everyday(self) -> bool:
        return _is_everyday(self)

    @property
    def capital(self) -> bool:
        """Whether the letter is a capital that has to be one where this is meant as a name."""
        capital = self.sign.capital
        return capital is not None and self.text[self.laid.at[self.start + capital]].isupper()

    def elsewhere(self, end: int) -> Away | None:
        """Tell whether the street, or its number that ends at `end`, is one in another place."""
        return elsewhere(self.sign, _behind(end, self.laid), self.text)


def _alone(at: _At) -> Found | None:
    """Return the sign without a number."""
    sign, end, laid = at.sign, at.end, at.laid
    if sign.why == "postcode":
        right = not _looks_like_words(laid, end, at.text) and laid.ends(end)
    elif sign.why == "adres":
        right = not _goes_on(laid, end)
    else:
        right = laid.ends(end) or sign.longer or _is_genitive(laid, end)
        right = right and not is_speech(sign, at.start, laid, at.text)
    away = at.elsewhere(end)
    if not right or away in ("postcode", "town"):
        return None
    everyday = at.everyday
    weight = "let op" if everyday or away else sign.weight
    common = sign.common or (everyday and (sign.town or not at.capital))
    exact = sign.why in STRICT
    return Found(at.start, end, sign.why, weight, common, sign, exact)


def _behind(end: int, laid: FoldedText) -> int:
    """Return the character behind the word in which letter `end` - 1 stands."""
    last = end
    while last < end + _FARTHEST and laid.joined(last) and not laid.begins[last]:
        last += 1
    return laid.at[last - 1] + 1


def _with_number(at: _At) -> list[Found] | None:
    """Return the street, or postcode, with each of its numbers; None where it has none.

    Nothing is left of an address in another place. Where no number is secret, the last free one.
    """
    sign = at.sign
    if sign.why == "postcode" and sign.weight == "fout":
        return None
    told = [(door, kind) for door in _doors(at) if (kind := _kind(door, sign))]
    secret = [(door, kind) for door, kind in told if kind in _SECRET[sign.why == "postcode"]]
    if not secret:
        return [_found(at, door, kind) for door, kind in told if kind == "free"][-1:] or None
    found: list[Found] = []
    for door, kind in secret:
        away = {at.elsewhere(at.end), at.elsewhere(max(door.row, at.end))}
        each = _found(at, door, kind)
        if "postcode" not in away:
            found.append(replace(each, weight="let op") if away - {None} else each)
    return found


def _found(at: _At, door: HouseNumber, kind: Kind) -> Found:
    sign = at.sign
    behind = at.laid.letters[at.end : door.start]
    right_behind = door.start >= at.end and _FILLER.fullmatch(behind) is not None
    spoken = not sign.plainly and at.everyday
    spoken = spoken and not (right_behind and _is_address(at, door))
    weight: Weight = "let op" if spoken or door.doubt or kind == "free" else sign.door
    told = sign.door == "fout" and (door.doubt or (spoken and right_behind))
    return Found(
        start=min(at.start, door.start),
        end=max(at.end, door.end),
        why="adres",
        weight=weight,
        common=weight != "fout" and not told,
        sign=sign,
        exact=kind == "exact",
        free=kind == "free",
    )


def _is_address(at: _At, door: HouseNumber) -> bool:
    """Tell whether a door makes an address of everyday words in small letters: "noordeinde 14".

    It may be a count where words go on behind it: "start 14 nieuwe groepen".
    """
    match = _WORD_BEHIND.match(at.text, at.laid.at[door.row - 1] + 1)
    return bool(door.readings[0]) or match is None or squeezed(match["word"]) in SMALL


def _doors(at: _At) -> list[HouseNumber]:
    """Return the doors that stand behind the street, or before it."""
    laid, end = at.laid, at.end
    everyday = at.sign.capital is not None and not at.sign.plainly
    firm = not (at.sign.common or everyday)
    found: list[HouseNumber] = []
    if laid.ends(end):
        behind = words_behind(laid, end, at.text)
        found = doors_behind(behind, at.sign.towns, firm=firm)
    if (spread := _number_after(at)) is not None:
        found.append(spread)
    if laid.ends(end) and not is_speech(at.sign, at.start, laid, at.text):
        before = words_before(laid, at.start, at.text)
        found += doors_before(before, numbered=bool(found))
    return found


def _kind(door: HouseNumber, sign: SecretTerm) -> Kind | None:
    """Return whether `door` is secret to the letter, next to one that is, free, or none of them."""
    if door.first != door.last:
        return _kind_of_range(door, sign)
    for letters in door.readings:
        house = (door.first, door.first, letters)
        if house in sign.house_numbers:
            return "exact"
        if house in sign.free:
            return "free"
    same = [each for each in sign.house_numbers if each[0] == door.first]
    if door.guess or not same:
        return None
    return "exact" if any(not letters for _, _, letters in same) else "near"


def _kind_of_range(door: HouseNumber, sign: SecretTerm) -> Kind | None:
    """Return whether a secret door lies between the two; of a range that is free, on its side."""
    inside = [each for each in sign.house_numbers if door.first <= each[0] < door.last]
    free = any((door.first, door.last) == each[:2] for each in sign.free)
    if free and (door.last - door.first) % 2 == 0:
        inside = [each for each in inside if (each[0] - door.first) % 2 == 0]
    return "exact" if inside else "free" if free else None


def _is_everyday(at: _At) -> bool:
    """Tell whether everyday words stand here without the capital of a name.

    At the beginning of a sentence any word has one. Written as one, or with signs between them that
    were not typed so, "debrug.nl", they are no everyday speech. The name of a place is that of a
    house behind a word for one only.
    """
    sign, start, laid = at.sign, at.start, at.laid
    if sign.town:
        return not _is_called(at)
    if sign.capital is None or (at.capital and not _begins_sentence(at)):
        return False
    cuts = {each for each in range(1, len(sign.letters)) if laid.apart[start + each]}
    tied = set(sign.tied)
    blank = all(is_blank(laid, start + each, at.text) for each in cuts - tied)
    return blank and cuts | tied == tied.union(sign.cuts)


def _is_called(at: _At) -> bool:
    """Tell whether a word for a house stands right before the name of a place: "Huize Haarlem"."""
    laid, start = at.laid, at.start
    before = at.text[laid.at[start - 1] + 1 : laid.at[start]] if start else ""
    return not before.strip(_WITHIN) and any(
        laid.letters.endswith(each, 0, start) and laid.begins[start - len(each)] for each in HOUSES
    )


def _begins_sentence(at: _At) -> bool:
    """Tell whether the first word here has a capital because it begins a sentence, or a title."""
    if at.sign.why not in NAMES or at.sign.capital != 0:
        return False
    first = at.laid.at[at.start]
    rest = at.text[first + 1 : at.laid.at[at.end - 1] + 1]
    before = at.text[at.laid.at[at.start - 1] + 1 : first] if at.start else ""
    begins = not at.start or _SENTENCE.search(before) is not None
    return begins and (rest == rest.lower() or rest == rest.upper())


def _after_leading(sign: SecretTerm, start: int, laid: FoldedText) -> bool:
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


def _number_after(at: _At) -> HouseNumber | None:
    """Return the number of the house behind its street, in words or with signs between its digits.

    "1 1 8" and "een honderd achttien"; a number that is written as usual is read with its row.
    """
    laid, text = at.laid, at.text
    filled = _FILLER.match(laid.letters, at.end)
    for place in dict.fromkeys((at.end, filled.end() if filled else at.end)):
        for number in at.sign.numbers:
            stop = place + len(number)
            found = laid.letters.startswith(number, place) and _is_number(laid, place, stop)
            if found and (not number.isdigit() or _is_spread(at, place, stop)):
                last = _past_suffix(laid, stop, text)
                value = value_of(number)
                return HouseNumber(value, value, (laid.letters[stop:last],), place, last, last)
    return None


def _is_spread(at: _At, place: int, stop: int) -> bool:
    """Tell whether digits stand apart by blanks alone, or as the letters of the street do."""
    laid, text = at.laid, at.text
    if not any(laid.apart[place + 1 : stop]):
        return False
    blank = text[laid.at[place] : laid.at[stop - 1]].replace(" ", "").isalnum()
    return blank or all(laid.apart[at.start + 1 : at.end])


def _is_number(laid: FoldedText, start: int, stop: int) -> bool:
    """Tell whether the number from `start` up to `stop` is no piece of a longer one, or a word."""
    if not laid.letters[start].isdigit():
        return laid.ends(stop)
    inside = laid.letters[start - 1].isdigit() and laid.joined(start)
    return not inside and not _goes_on(laid, stop)


def _past_suffix(laid: FoldedText, stop: int, text: str) -> int:
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
    short = behind in SUFFIXES or len(behind) == 1
    return last if laid.joined(stop) or (near and short) else stop


def _goes_on(laid: FoldedText, end: int) -> bool:
    """Tell whether a number that seemed to end at `end` has another digit."""
    return laid.joined(end) and laid.letters[end].isdigit()


def _is_genitive(laid: FoldedText, end: int) -> bool:
    return laid.letters.startswith(_GENITIVE, end) and laid.ends(end + 1)


def _looks_like_words(laid: FoldedText, end: int, text: str) -> bool:
    """Tell whether a postcode that ends at `end` is a year and a small word: "in 2012 en 2013"."""
    first = end - _TWO_LETTERS
    if laid.letters[first:end] not in TWO_LETTERS or not laid.apart[first]:
        return False
    return not all(text[laid.at[each]].isupper() for each in range(first, end))
