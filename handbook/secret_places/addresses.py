"""The address of a secret location → its streets and numbers, its postcodes, its town, the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handbook.secret_places.language.abbreviations import TITLES
from handbook.secret_places.language.folding import folded, squeezed
from handbook.secret_places.language.number_words import number_above_ten
from handbook.secret_places.language.vocabulary import (
    DOOR_PARTS,
    FAR_TOWNS,
    JOINING,
    LEADING,
    NO_ADDRESS,
    NO_HOUSE,
    TURNED,
    ends_as_street,
)

POSTCODE = re.compile(
    r"(?:(?<![^\W_])|(?<=\bNL)|(?<=\bnl))"
    r"([1-9]\d{3}(?!\s(?:in|te|en|op|of|is)\b)[\s.-]*(?!(?:nr|no)\b[\s.:]*\d)(?:[A-Za-z]{2}(?![^\W_])|[A-Z]{2}(?=[A-Z][a-z])|"
    r"[A-Za-z]{2}(?=\d+\b)))"
)
_COUNTRY = re.compile(r"\b(?:NL|nl)\b[\s-]*(?=\x00)")
# What stands between two things that an address says; "118/2", "118-2" and "118 - 120" are one.
_BREAKS = re.compile(r"[,;:\n\r()\[\]|+&\"]+|/(?!\s?\d)|\s[-–—]+\s(?!\d)")
_ABROAD = re.compile(r"(?<![\d\w])\d{5}(?=\s+[^\W\d_])")
_CARE_OF = re.compile(r"\b(?:p/a|c/o|t\.a\.v\.|h/o|t/o)(?!\w)", re.IGNORECASE)
_UP_TO = re.compile(r"(?<=\d)\s*(?:t/m|tot en met|tot)\s*(?=\d)", re.IGNORECASE)
_GLUED = (
    (re.compile(r"([^\W\d_]{2,})(\d)"), r"\1 \2"),
    (re.compile(r"(?<![^\W_])([A-Za-z])(\d)"), r"\1 \2"),
    (re.compile(r"(\d)([^\W\d_]{4,})"), r"\1 \2"),
    (re.compile(r"(\d[^\W\d_]{1,3})(\d)"), r"\1 \2"),
)
_FILLER = r"(?:huisnummer|huisnr|nummer|nr|no|№|n°|#)"
_ORDINAL = r"(?:e|de|ste)\b[\s.-]*[^\W\d_]{2}"
_NUMBER = re.compile(
    rf"(?P<filler>{_FILLER}(?![^\W\d_])[.:\s]*)?"
    rf"(?<![^\W_])(?!\d+{_ORDINAL})(?P<number>\d+)(?P<more>(?:\s?[-–/]\s?\d+)?)"
    r"(?P<suffix>(?!nr\b|no\b)[A-Za-z]{1,3}|\s[A-Za-z]|\s(?:i{2,3}|iv|bis|hs|boven|beneden|rood|zwart)|)(?![^\W_])"
    r"(?=(?P<next>\s?[-/]?\d)?)",
    re.IGNORECASE,
)
_DOOR = re.compile(r"\d[\s-]?(?!en\b)[A-Za-z]{1,3}[\s-]?$")  # before the number of a door: 118 A1
_WORD = re.compile(r"['’]s-(?=[A-Z])|[^\s.]+\.?|\.")
_HAS_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_ALONE = 3  # letters behind a number that still make no street of their own
_LONGEST = 400  # characters: what is longer is no address, and a secret as a whole
_POSTAL = 4  # digits of a postcode, which may be typed in part
_MOST = 8  # words of a street: nobody's is longer
_BOX = "postbus"


@dataclass(frozen=True, slots=True)
class Street:
    """A street with the house numbers that are secret there, and the letters behind them.

    `whole` tells that it is the street itself, and not another one that its last words name as
    well: "Kerkstraat" of "Oude Kerkstraat". `name` may be a reading with something before it.
    """

    name: str
    numbers: tuple[str, ...] = ()
    suffix: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an address says; `streets` are all readings of it, `town` is folded.

    `houses` are what else stands there and may name the house: "Villa Zonnehof"; `words` what
    stands before a street and may be a part of it. `plain` is the address itself where nothing in
    it could be told apart. `unread` tells that it has no street with a number.
    """

    streets: tuple[Street, ...] = ()
    postcodes: tuple[str, ...] = ()
    town: str = ""
    houses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    plain: str = ""
    unread: bool = False


def address_of(text: str) -> Address:
    """Return what the address `text` says: "Lindelaan 1a, 1234 AB Lindestad"."""
    if squeezed(text) in FAR_TOWNS | NO_ADDRESS:
        return Address(town=squeezed(text), unread=True)
    if len(text) > _LONGEST:
        return replace(address_of(text[:_LONGEST]), plain=text, unread=True)
    postcodes = tuple(POSTCODE.findall(text))
    marked = _ABROAD.sub(",\x00", POSTCODE.sub(",\x00", text))
    town, rest = _town(_pieces(_COUNTRY.sub("", marked)))
    streets = _without_parts(dict.fromkeys(street for each in rest for street in _streets(each)))
    numbered = any(street.numbers for street in streets)
    said = [each for piece in rest for each in _rest(piece)]
    if town and not postcodes and text.strip().startswith(town):
        said.append((town, "before"))  # "Sterrenrijk, Zwanebloemweg 118" may name the house
    if not town and streets:
        town = next((each for each, kind in reversed(said) if kind == "behind"), "")
    houses = tuple(
        name for name, kind in said if kind == "house" or (kind == "behind" and name != town)
    )
    return Address(
        streets=streets,
        postcodes=postcodes,
        town=" ".join(folded(town.removeprefix("in ")).split()),
        houses=houses,
        words=tuple(name for name, kind in said if kind == "before"),
        plain="" if streets or postcodes or houses else text,
        unread=not numbered,
    )


def is_address(text: str) -> bool:
    """Tell whether `text`, a name or an address, is the latter: with a postcode, or a street."""
    address = address_of(text)
    streets = (each.name.split()[-1] for each in address.streets if each.numbers)
    return bool(address.postcodes) or any(map(_is_street, streets))


def _without_parts(streets: Iterable[Street]) -> tuple[Street, ...]:
    """Return `streets` without "appartement 3", where another one has the number of the house."""
    told = tuple(streets)
    real = tuple(each for each in told if squeezed(each.name.split()[-1]) not in DOOR_PARTS)
    return real if any(each.numbers for each in real) else told


def is_box(street: Street) -> bool:
    """Tell whether this is a post office box, and no street."""
    return folded(street.name).strip() == _BOX


def _pieces(text: str) -> list[str]:
    """Return what commas and the like tell apart, a number alone with the street beside it."""
    plain = _UP_TO.sub("-", _CARE_OF.sub(",", text))
    for glued, apart in _GLUED:
        plain = glued.sub(apart, plain)
    joined: list[str] = []
    for each in filter(None, (piece.strip(" .-") for piece in _BREAKS.split(plain))):
        if joined and _is_number(each.strip("\x00")) and _LETTER.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {each.strip(chr(0))}"
        elif joined and _is_number(joined[-1]):
            joined[-1] = f"{joined[-1]} {each}"
        else:
            joined.append(each)
    return joined


def _is_number(piece: str) -> bool:
    """Tell whether `piece` is a house number alone: "118", "nr. 118a", "118 boven"."""
    match = _NUMBER.match(piece)
    if match is None:
        return False
    behind = piece[match.end() :]
    return len(_LETTER.findall(behind)) <= _ALONE or squeezed(behind) in NO_HOUSE


def _town(pieces: Sequence[str]) -> tuple[str, list[str]]:
    """Return the town, behind the postcode or at the end, and the pieces that are not."""
    marked = [each for each in pieces if each.startswith("\x00")]
    plain = [each.strip("\x00 .-") for each in pieces]
    for each in marked:
        name = each.strip("\x00 .-")
        if name and not any(sign.isdigit() for sign in name):
            return name, [other for other in plain if other and other != name]
    rest = [each for each in plain if squeezed(each) and squeezed(each) not in NO_HOUSE]
    for at in (-1, 0):
        if len(rest) > 1 and _may_be_town(rest[at]):
            return rest.pop(at), rest
    return "", rest


def _may_be_town(piece: str) -> bool:
    words = piece.split()
    plain = not any(sign.isdigit() for sign in piece) and not any(map(_is_street, words))
    return plain and squeezed(words[0]) not in LEADING and not number_of(words)


def _streets(piece: str) -> Iterator[Street]:
    """Yield each way to tell street and number apart: in 'Plein 1944 nr 8' there are two."""
    numbers = list(_NUMBER.finditer(piece))
    for match in numbers:
        if _DOOR.search(piece, 0, match.start()):
            continue
        told = Street("", _numbers(match), _suffix(match))
        before = _WORD.findall(piece[: match.start()].replace("/", " "))
        yield from _readings(before, told)
        behind = _until_number(piece[match.end() :])
        town = len(match["number"]) == _POSTAL and not any(map(_is_street, behind))
        if not _LETTER.search(piece[: match.start()]) and not town:
            yield from _readings(behind, told)
    words = _WORD.findall(_NUMBER.sub(" ; ", piece))
    streets = [at for at, word in enumerate(words) if _is_street(word)]
    for at in streets:
        first = max((n + 1 for n in range(at) if words[n] == ";"), default=0)
        yield from _readings(words[first : at + 1], Street("", number_of(words[at + 1 :])))
    if not numbers and not streets and (spelled := number_of(words)):
        yield from _readings([each for each in words if not number_of([each])], Street("", spelled))


def _until_number(text: str) -> list[str]:
    match = _NUMBER.search(text)
    return _WORD.findall(text[: match.start()] if match else text)


def _readings(words: Sequence[str], told: Street) -> Iterator[Street]:
    """Yield the street `told` under all names that the last of `words` make."""
    found: dict[str, bool] = {}
    for kept in (list(words), _without_end(words)):
        for at in range(max(0, len(kept) - _MOST), len(kept)):
            name = " ".join(kept[at:]).strip(" .,-'’")
            if len(_LETTER.findall(name)) > (_ALONE if at else 0):
                whole = at == 0 or squeezed(kept[at - 1]) not in TURNED
                whole = whole and not any(map(_HAS_DIGIT.search, words[len(kept) :]))
                found.setdefault(name, whole)
    yield from (replace(told, name=name, whole=whole) for name, whole in found.items())


def _without_end(words: Sequence[str]) -> list[str]:
    """Return `words` without numbers, single letters and joining words at their end."""
    kept = list(words)
    while kept:
        last = squeezed(kept[-1])
        if len(last) > 1 and not last.isdigit() and last not in JOINING and last not in NO_HOUSE:
            break
        kept.pop()
    return kept


def _numbers(match: re.Match[str]) -> tuple[str, ...]:
    """Return both numbers of 118-120; of 4-2, the second door of number 4, the first."""
    first, more = match["number"], re.findall(r"\d+", match["more"])
    return (first, *(each for each in more if int(each) > int(first)))


def _suffix(match: re.Match[str]) -> str:
    """Return the letters behind a number; of 4-2, "-2"."""
    more = re.findall(r"\d+", match["more"])
    if more and int(more[0]) <= int(match["number"]):
        return f"-{int(more[0])}"
    return "" if match["next"] else match["suffix"].strip().lower()


def _rest(piece: str) -> Iterator[tuple[str, Literal["house", "behind", "before"]]]:
    """Yield what `piece` says besides its streets: a house, or what stands beside a street.

    A house has a piece of its own, or begins with a word for one.
    """
    words = _WORD.findall(_NUMBER.sub(" ; ", piece))
    kept: list[str] = []
    behind = False
    if words[:1] == [";"]:  # "12 Rue de la Gare"
        words = words[words.index(";", 1) :] if ";" in words[1:] else []
    for at, word in enumerate((*words, ";")):
        street = word != ";" and (words[at + 1 : at + 2] == [";"] or _is_street(word))
        if word != ";" and not street and squeezed(word) not in NO_HOUSE:
            kept.append(word)
            continue
        name = " ".join(_without_title(kept) if street else kept)
        if len(squeezed(name)) > _ALONE and not number_of(kept):
            leading = squeezed(kept[0]) in LEADING
            yield (
                name,
                "house" if leading or not (street or behind) else "before" if street else "behind",
            )
        kept = []
        behind = behind or street or word == ";"


def _without_title(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and squeezed(kept[-1]) in (TITLES | JOINING | TURNED):
        kept.pop()
    return kept


def _is_street(word: str) -> bool:
    return ends_as_street(squeezed(word))


def number_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the number that stands in `words` in letters, in digits; nothing when none does.

    None up to ten, which are words of ordinary names: "De Twee Linden".
    """
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            number = number_above_ten(squeezed("".join(words[at : at + size])))
            if number is not None:
                return (str(number),)
    return ()
