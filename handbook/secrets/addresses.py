"""The address of a secret location → its street and numbers, its postcodes and its town."""

import re
from dataclasses import dataclass

from handbook.secrets.folding import folded

POSTCODE = re.compile(r"(?<![^\W_])[1-9]\d{3}[\s.-]*(?!(?:nr|no)\b[\s.:]*\d)[A-Za-z]{2}(?![^\W_])")
_BREAKS = re.compile(r"[,;\n\r/]+(?!\s?\d)|[,;\n\r]+")
_NUMBER = re.compile(
    r"(?P<filler>(?:huisnummer|huisnr|nummer|nr|no|№|n°)\b[.:\s]*)?"
    r"(?<![^\W_])(?P<number>\d+)(?P<more>(?:\s?[-–/]\s?\d+)?)"
    r"\s?(?P<suffix>(?!(?:nr|no)\b)[A-Za-z]{0,3})(?![^\W_])",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_BOX = "postbus"


@dataclass(frozen=True, slots=True)
class Street:
    """A street with the house numbers that are secret there, and the letters behind them."""

    name: str
    numbers: tuple[str, ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an address says; `streets` are all readings of it, `town` is folded.

    `plain` is the address itself where nothing in it could be told apart.
    """

    streets: tuple[Street, ...] = ()
    postcodes: tuple[str, ...] = ()
    town: str = ""
    plain: str = ""


def address_of(text: str) -> Address:
    """Return what the address `text` says: "Lindelaan 1a, 1234 AB Lindestad"."""
    postcodes = tuple(POSTCODE.findall(text))
    before = POSTCODE.sub(",", text)
    pieces = _with_loose_numbers([each.strip() for each in _BREAKS.split(before)])
    streets = tuple(dict.fromkeys(street for each in pieces for street in _streets(each)))
    towns = [each for each in pieces if not any(sign.isdigit() for sign in each)]
    if not streets and len(towns) > 1:
        streets = (Street(towns[0]),)
    town = folded(towns[-1]) if towns and (streets or postcodes) else ""
    plain = "" if streets or postcodes else text
    return Address(streets=streets, postcodes=postcodes, town=" ".join(town.split()), plain=plain)


def _with_loose_numbers(pieces: list[str]) -> list[str]:
    """Return `pieces` with a number that stands alone joined to the street before it."""
    joined: list[str] = []
    for each in pieces:
        if not each:
            continue
        alone = _NUMBER.match(each)
        if joined and alone and not any(sign.isdigit() for sign in joined[-1]):
            joined[-1] = f"{joined[-1]} {each}"
        else:
            joined.append(each)
    return joined


def _streets(piece: str) -> list[Street]:
    """Return each way to tell street and number apart: in 'Plein 1944 nr 8' there are two."""
    found = []
    for match in _NUMBER.finditer(piece):
        name = piece[: match.start()].strip(" .,-")
        if _LETTER.search(name):
            found.append(Street(name, _numbers(match), match["suffix"].lower()))
    return found


def _numbers(match: re.Match[str]) -> tuple[str, ...]:
    """Return both numbers of 118-120; of 4-2, the second door of number 4, the first."""
    first, more = match["number"], re.findall(r"\d+", match["more"])
    return (first, *(each for each in more if int(each) > int(first)))


def is_box(street: Street) -> bool:
    """Tell whether this is a post office box, and no street."""
    return folded(street.name).strip() == _BOX
