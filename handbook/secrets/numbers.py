"""A stretch of a text → its words and numbers, and which of those may be the number of a house."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from handbook.secrets.addresses import number_of
from handbook.secrets.folding import Spread, folded, words_of
from handbook.secrets.vocabulary import COUNTED, STREET_ENDS, number_in_words

# What a number of a house is called by, and what joins two of them.
CALLED = frozenset(
    words_of("huisnummer huisnummers huisnr huisnrs huisno nummer nummers nmr num nr nrs no n")
)
AND = frozenset(
    words_of(
        "en of ook plus alsook alsmede evenals resp respectievelijk naast daarnaast ernaast "
        "tegenover hoek met samen aan bij die dat het de achter zowel als anders naar pand "
        "buurpand huis daar op"
    )
)
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212~\u2192\u2026")
SIGNS = frozenset(",;:/\\+&=()[]|\u00b7\u2022") | DASHES
STOPS, MONEY = frozenset(".!?"), frozenset("€$£%")
LINKS = 6  # words between two numbers of one row

_REACH = 24  # words behind a street, or before it
_LETTERS = 70  # of them, the farthest that a number may begin
_DIGITS, _POSTAL, _TWO = 6, 4, 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a number of a text, from letter `start` up to `end`, and what stands beside it.

    `title` tells that it begins with a capital; `after` are no more than two signs.
    """

    text: str
    title: bool
    before: str
    after: str
    start: int
    end: int


def words_behind(laid: Spread, at: int, text: str) -> tuple[Word, ...]:
    """Return the words from letter `at` on, as far as a number of a street may stand."""
    return tuple(islice(_words(laid, at, min(len(laid.letters), at + _LETTERS), text), _REACH))


def words_before(laid: Spread, at: int, text: str) -> tuple[Word, ...]:
    """Return the words that end before letter `at`, as far as a number of a street may stand."""
    first = max(0, at - _LETTERS)
    while first < at and not laid.begins[first]:
        first += 1
    return tuple(_words(laid, first, at, text))[-_REACH:]


def _words(laid: Spread, start: int, stop: int, text: str) -> Iterator[Word]:
    letters = laid.letters
    while start < stop:
        end = start + 1
        digit = letters[start].isdigit()
        while end < len(letters) and not laid.apart[end] and letters[end].isdigit() == digit:
            end += 1
        since = laid.at[start - 1] + 1 if start else laid.at[start]
        before = text[since : laid.at[start]] if laid.apart[start] else ""
        seen = "".join(sign for sign in before[:_REACH] if folded(sign))
        after = text[laid.at[end - 1] + 1 : laid.at[end - 1] + 3]
        yield Word(letters[start:end], text[laid.at[start]].isupper(), seen, after, start, end)
        start = end


def is_number(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` may be the number of a house: no postcode, and no amount."""
    if at >= len(words):
        return False
    word = words[at]
    if not word.text.isdigit():
        return bool(number_of([word.text]))
    postcode = len(word.text) == _POSTAL and _is_pair(words, at + 1)
    amount = MONEY & set(word.before) or MONEY & set(word.after.lstrip()[:1])
    return len(word.text) <= _DIGITS and not postcode and not amount


def _is_pair(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` may be the letters of a postcode."""
    text = words[at].text if at < len(words) else ""
    return len(text) == _TWO and text.isalpha()


def value_of(text: str) -> int:
    """Return the number `text`, in digits or in letters; 0 where it is none."""
    return int(text) if text.isdigit() else number_in_words(text) or 0


def is_to(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` is a part of "t/m", "tot" or "à"."""
    text = words[at].text
    behind = words[at + 1].text if at + 1 < len(words) else ""
    if text in {"t", "a"}:
        return behind == "m" if text == "t" else behind.isdigit()
    return text in {"tm", "tot"} or (text == "m" and at > 0 and words[at - 1].text == "t")


def is_counted(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number `at`, or the last of its row, counts something, or is a time."""
    place = at + 1
    while place < len(words) and place - at <= LINKS and not words[place].text.isdigit():
        if words[place].text in COUNTED:
            return not (SIGNS - DASHES) & set(words[place].before)
        if words[place].text not in AND and not is_to(words, place):
            return False
        place += 1
    if place >= len(words) or not words[place].text.isdigit():
        return False
    beside = place == at + 1 and words[place].before in {".", ":", " "}
    if beside or words[place].before in DASHES | {"/"}:
        return _is_split(words, place)
    return is_counted(words, place)


def _is_split(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number `at` goes on with a time, a date, an amount, a telephone number."""
    word, more = words[at], words[at + 1 : at + 2]
    if word.before in {".", ":"}:
        return len(word.text) == _TWO
    if word.before == " ":
        return not (len(word.text) == _POSTAL and _is_pair(words, at + 1))
    dated = bool(more) and more[0].text.isdigit() and more[0].before == word.before
    return dated or is_counted(words, at)


def ends_sentence(words: Sequence[Word], at: int) -> bool:
    """Tell whether a sentence ends before word `at`."""
    before = words[at].before
    if "!" in before or "?" in before or before.count("\n") > 1:
        return True
    stop = "." in before and before != "." and (words[at].title or words[at].text.isdigit())
    return stop and words[at - 1].text not in CALLED and len(words[at - 1].text) > 1


def stands_free(words: Sequence[Word], at: int, free: Collection[str]) -> bool:
    """Tell whether what begins at word `at` is not named by the one before it: "bijlage nr 3"."""
    before = words[at - 1].text
    return before in free or before.isdigit() or bool(SIGNS & set(words[at].before))


def is_street(word: Word) -> bool:
    """Tell whether `word` is the name of a street that says so itself."""
    ends = any(word.text.endswith(end) and len(word.text) > len(end) + 1 for end in STREET_ENDS)
    return word.title and ends
