"""A stretch of a text → its words and numbers, and which of those may be the number of a house."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from handbook.secret_places.language.folding import PARAGRAPH, FoldedText, folded, words_of
from handbook.secret_places.language.number_words import number_above_ten, number_in_words
from handbook.secret_places.language.vocabulary import COUNTED, MEASURED, ends_as_street

# What a number of a house is called by, and what joins two of them.
CALLED = frozenset(
    words_of("huisnummer huisnummers huisnr huisnrs huisno nummer nummers nmr num nr nrs no n")
)
AND = frozenset(
    words_of(
        "en of ook plus alsook alsmede evenals resp respectievelijk naast daarnaast ernaast "
        "tegenover hoek met samen aan bij die dat het de achter zowel als anders naar pand "
        "buurpand huis daar op dan wel"
    )
)
# What the letters of a postcode may be by chance: "in 2012 en 2013", "1024 te Haarlem".
TWO_LETTERS = frozenset(
    words_of(
        "af al as au be bv ca co cm da de di do dr ed ee eh el en er ex ga ge ha he ho hr hu id ie "
        "ik in is iv ja je jr km kg kw la ls lo ma me mm mr mw na nr no nu of oh ok om op os pa pc "
        "pm pp re sr te tm tv ue ui uw va vb vi wc we wo xx ze zo"
    )
)
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212~\u2192\u2026")
SIGNS = frozenset(",;:/\\+&=()[]|\u00b7\u2022") | DASHES
STOPS, MONEY = frozenset(".!?"), frozenset("€$£%")
_APART = (SIGNS - DASHES) | {"\t", PARAGRAPH}
_LISTING = frozenset({"en", "of"})
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


def words_behind(laid: FoldedText, at: int, text: str) -> tuple[Word, ...]:
    """Return the words from letter `at` on, as far as a number of a street may stand."""
    return tuple(islice(_words(laid, at, min(len(laid.letters), at + _LETTERS), text), _REACH))


def words_before(laid: FoldedText, at: int, text: str) -> tuple[Word, ...]:
    """Return the words that end before letter `at`, as far as a number of a street may stand."""
    first = max(0, at - _LETTERS)
    while first < at and not laid.begins[first]:
        first += 1
    return tuple(_words(laid, first, at, text))[-_REACH:]


def _words(laid: FoldedText, start: int, stop: int, text: str) -> Iterator[Word]:
    letters, apart, last = laid.letters, laid.apart, len(laid.letters)
    while start < stop:
        end = start + 1
        digit = letters[start].isdigit()
        while end < last and not apart[end] and letters[end].isdigit() == digit:
            end += 1
        since = laid.at[start - 1] + 1 if start else laid.at[start]
        before = text[since : laid.at[start]] if apart[start] else ""
        seen = "".join(filter(folded, before[:_REACH]))
        after = text[laid.at[end - 1] + 1 : laid.at[end - 1] + 3]
        yield Word(letters[start:end], text[laid.at[start]].isupper(), seen, after, start, end)
        start = end


def is_number(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` may be the number of a house: no postcode, and no amount."""
    if at >= len(words):
        return False
    word = words[at]
    if not word.text.isdigit():
        return number_above_ten(word.text) is not None
    postcode = len(word.text) == _POSTAL and _is_pair(words, at + 1)
    amount = MONEY & set(word.before) or MONEY & set(word.after.lstrip()[:1])
    return len(word.text) <= _DIGITS and not postcode and not amount


def _is_pair(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` may be the letters of a postcode."""
    word = words[at] if at < len(words) else None
    if word is None or len(word.text) != _TWO or not word.text.isalpha():
        return False
    return word.title or word.before == "" or word.text not in TWO_LETTERS


def value_of(text: str) -> int:
    """Return the number `text`, in digits or in letters; 0 where it is none."""
    return int(text) if text.isdigit() else number_in_words(text) or 0


def is_to(words: Sequence[Word], at: int) -> bool:
    """Tell whether word `at` is a part of "t/m", "tot" or "à"."""
    text = words[at].text
    behind = words[at + 1] if at + 1 < len(words) else None
    if text == "t":
        return behind is not None and behind.text == "m"
    if text == "a":  # and not the one of "14a" or "14 A (12 bedden)"
        number = behind is not None and behind.text.isdigit() and behind.before.isspace()
        return number and words[at].before != ""
    return text in {"tm", "tot"} or (text == "m" and at > 0 and words[at - 1].text == "t")


def is_counted(words: Sequence[Word], at: int, *, door: bool = False) -> bool:
    """Tell whether the number `at`, or the last of its row, counts something, or is a time.

    `door` tells that it stands where the number of a house does. Then only what belongs to it for
    certain makes it another one: "14 mei", "14.30", "12 t/m 18 jaar", "12, 13 en 14 juni"; in
    "Markt 14 (12 bedden)" and "Markt 14 0570 123456" the second number is one of its own.
    """
    place = at + 1
    while place < len(words) and place - at <= LINKS and not words[place].text.isdigit():
        if words[place].text in COUNTED:
            return (place == at + 1 or not door) and not _APART & set(words[place].before)
        if words[place].text not in AND and not is_to(words, place):
            return False
        place += 1
    if place >= len(words) or not words[place].text.isdigit():
        return False
    if place == at + 1:
        return _goes_on(words, place, door=door)
    return _is_linked(words, at + 1, place, door=door)


def counts_things(words: Sequence[Word], at: int) -> bool:
    """Tell whether what stands behind the number `at` may be there without it: "14 bedden"."""
    return at + 1 < len(words) and words[at + 1].text in COUNTED - MEASURED


def _is_linked(words: Sequence[Word], start: int, place: int, *, door: bool) -> bool:
    """Tell whether words from `start` on join a number to the one at `place`, with what it tells.

    "12 t/m 18 jaar", "12 en 14 juni"; "14 en 3 woningen" are a house and what it has.
    """
    if any(is_to(words, each) for each in range(start, place)):
        return is_counted(words, place, door=door)
    joined = any(words[each].text in _LISTING for each in range(start, place))
    if not joined or (door and place > start + 1):
        return False
    return _is_measured(words, place)


def _goes_on(words: Sequence[Word], at: int, *, door: bool) -> bool:
    """Tell whether the number `at` makes one with the one right before it: a time, an amount."""
    word = words[at]
    if word.before in {".", ":"}:
        return len(word.text) == _TWO
    if word.before == " ":
        return not door and not (len(word.text) == _POSTAL and _is_pair(words, at + 1))
    if word.before in DASHES | {"/"}:
        return _is_dated(words, at) or is_counted(words, at, door=door)
    if word.before.strip() in DASHES:
        before = words[at - 1].text
        rises = (len(before), before) < (len(word.text), word.text)
        return rises and is_counted(words, at, door=door)
    if word.before == ",":
        return _is_measured(words, at)
    listed = word.before.strip() == ","
    return listed and not _has_unit(words, at) and _is_measured(words, at)


def _is_dated(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number `at` is the second of three with the same sign: 14-5-2026."""
    more = words[at + 1 : at + 2]
    return bool(more) and more[0].text.isdigit() and more[0].before == words[at].before


def _has_unit(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].text in COUNTED


def _is_measured(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number `at`, or the last of "13, 14 en 15", is one of days or the like."""
    while at + 1 < len(words):
        behind = words[at + 1]
        if behind.text in MEASURED:
            return not _APART & set(behind.before)
        listed = behind.text.isdigit() and behind.before in {", ", ",\n"}
        joined = behind.text in _LISTING and at + 2 < len(words) and words[at + 2].text.isdigit()
        if not (listed or joined):
            return False
        at += 1 if listed else 2
    return False


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
    return word.title and ends_as_street(word.text)
