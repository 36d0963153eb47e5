"""Numbers as Dutch words, close together: 12 is "twaalf"."""

from functools import lru_cache

from handbook.secret_places.language.folding import words_of

_SMALL = words_of(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
)
_TENS = words_of("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_COUNTED, _HUNDRED, _LARGEST = 10, 100, 999


def number_words(number: int) -> tuple[str, ...]:
    """Return `number` as Dutch words close together; none for 0, 1 ("een") and from 1000."""
    if not 1 < number <= _LARGEST:
        return ()
    hundreds, rest = divmod(number, _HUNDRED)
    before = ("" if hundreds == 1 else _SMALL[hundreds]) + "honderd" if hundreds else ""
    if not rest:
        return (before,)
    return (before + _below(rest), *((f"{before}en{_below(rest)}",) if before else ()))


def number_in_words(word: str) -> int | None:
    """Return the number that `word` is, in Dutch words close together; None where it is none."""
    return _in_words().get(word)


def number_above_ten(word: str) -> int | None:
    """Return what `number_in_words` does, but for what is a word of ordinary names as well.

    That are the numbers up to ten: "De Twee Linden".
    """
    number = number_in_words(word)
    return number if number is not None and number > _COUNTED else None


@lru_cache(maxsize=1)
def _in_words() -> dict[str, int]:
    return {word: number for number in range(_LARGEST + 1) for word in number_words(number)}


def _below(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return (f"{_SMALL[ones]}en" if ones else "") + _TENS[tens - 2]
