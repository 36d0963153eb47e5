"""A text → what is wrong in it: signs, leftovers, words to avoid, words that stand there twice."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_AVOID = Path(__file__).parent / "vermijden.txt"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a finder found: the words as they stand, and what to do."""

    words: str
    mend: str


@dataclass(frozen=True, slots=True)
class Avoided:
    """Words that our texts do not use, and what to write instead."""

    pattern: re.Pattern[str]
    mend: str


Finder = Callable[[str], Iterator[Hit]]

_CAPITAL = "begin met een hoofdletter"
_SIGNS: Sequence[tuple[str, str]] = (
    (r"\S* {2,}\S*", "één spatie is genoeg"),
    (r"\w* [,.;:!?)](?!\w|\.)", "geen spatie voor dit teken"),
    (r"\( \w*", "geen spatie na het haakje"),
    (r"\w*(?<!\.)\.\.(?!\.)", "één punt is genoeg"),
    (r"\w*(?:,,|;;|::|,\.|;\.|:\.|\?\.|!\.|\.;|\.:|,;|,:)", "kies één leesteken"),
    (r"[a-zé]{2,}[.?!,;:][A-ZÀ-Ý][a-z]\w*", "hier hoort een spatie"),
    (r"\w*[a-zé]{2}, ?$|\w* [-–] ?$", "de zin breekt af"),
    # The initials of a person and "B.V." end no sentence, nor do three dots.
    (r"(?<!\bart)(?<!\bnr)(?<!\bblz)(?<!\bca)(?<!\b[A-Z])(?<!\.)[.!?] [a-zà-ÿ]\w*", _CAPITAL),
)
_LEFT = re.compile(
    r"\{\{|\}\}|\{%|%\}|\*\*|__|:::|\]\(|<\w+>|\b(?:None|True|False|nan|TODO|lorem)\b|\\n"
)
_TWICE = re.compile(r"\b((?:[^\W\d_]+\s+){0,2}[^\W\d_]+)\s+\1\b(?!-)", re.IGNORECASE)
_TWICE_FINE = frozenset({"die", "dat", "heel", "u"})
_LAW = re.compile(r"\b(?:art\.|artikel(?:en)?)\s*\d[\w.:]*|§\s*\d+|\blid\s+\d+", re.IGNORECASE)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"))
# In Dutch an apostrophe also opens a word: 's avonds, 't, 'n.
_OPENS = re.compile(r"(?:(?<=[\s(\[])|^)'(?!(?:s|t|n)\b)(?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?)])'(?=[\s.,;:!?)\]]|$)")


def signs(text: str) -> Iterator[Hit]:
    """Yield blanks and punctuation marks that stand wrong."""
    for pattern, mend in _SIGNS:
        for match in re.finditer(pattern, text):
            yield Hit(match.group(), mend)


def loose_brackets(text: str) -> Iterator[Hit]:
    """Yield the brackets and quotation marks that have no partner."""
    for opening, closing in _PAIRS:
        # The right single quotation mark is an apostrophe as well, so it is never one too many.
        spare = text.count(closing) - text.count(opening)
        if spare and not (closing == "’" and spare > 0):
            yield Hit(f"{opening}{closing}", "haakjes en aanhalingstekens horen in paren")
    if text.count('"') % 2 or len(_OPENS.findall(text)) > len(_CLOSES.findall(text)):
        yield Hit("' of \"", "haakjes en aanhalingstekens horen in paren")


def leftovers(text: str) -> Iterator[Hit]:
    """Yield signs of an unfilled slot, of markup, and Python's own words."""
    for match in _LEFT.finditer(text):
        yield Hit(match.group(), "dit is geen tekst voor een lezer")


def doubled(text: str) -> Iterator[Hit]:
    """Yield one to three words that stand there twice in a row, but not "die die", "dat dat"."""
    for match in _TWICE.finditer(text):
        if match.group(1).casefold() not in _TWICE_FINE:
            yield Hit(match.group(), "haal er een weg")


def law_numbers(text: str) -> Iterator[Hit]:
    """Yield the numbers of articles of law; they belong where sources stand."""
    for match in _LAW.finditer(text):
        yield Hit(match.group(), "noem de wet zonder nummer; het nummer staat bij de bronnen")


def small_start(text: str) -> Iterator[Hit]:
    """Yield the first word of a whole sentence that begins with a small letter."""
    if re.match(r"['’][stn] [a-zà-ÿ]", text) or not re.search(r"[.!?]$", text):
        return
    # A web address is no first word.
    if match := re.match(r"[a-zà-ÿ][\w'’-]*(?=[\s,:])", text):
        yield Hit(match.group(), _CAPITAL)


def avoided_words(table: Sequence[Avoided]) -> Finder:
    """Return a finder of the words in `table`."""

    anything = re.compile("|".join(each.pattern.pattern for each in table), re.IGNORECASE)

    def find(text: str) -> Iterator[Hit]:
        # Nearly every text has none of them; one look tells that faster than a hundred do.
        for each in table if anything.search(text) else ():
            for match in each.pattern.finditer(text):
                yield Hit(match.group(), f"schrijf: {each.mend}")

    return find


def avoided_table() -> tuple[Avoided, ...]:
    """Return the lines of vermijden.txt: `woord | ander woord = wat wij schrijven`.

    `*` stands for any letters, a `!` before the words makes capitals count, and what stands
    between slashes is a regular expression.
    """
    lines = _AVOID.read_text(encoding="utf-8").splitlines()
    return tuple(_avoided(line) for line in lines if line.strip() and not line.startswith("#"))


def _avoided(line: str) -> Avoided:
    words, _, mend = (part.strip() for part in line.rpartition(" = "))
    flags = re.IGNORECASE
    if words.startswith("!"):
        words, flags = words[1:].strip(), re.NOFLAG
    if words.startswith("/"):
        pattern = words.strip("/")
    else:
        forms = (re.escape(form.strip()).replace(r"\*", r"\w*") for form in words.split(" | "))
        pattern = "|".join(rf"(?<!\w){form}(?!\w)" for form in forms)
    return Avoided(re.compile(pattern, flags), mend)
