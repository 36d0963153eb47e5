"""The base of what people write: frozen, with Dutch keys, no unknown keys; and fingerprints."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_DAY_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY, _MONTH = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])"
_COUNT = re.compile(r"[0-9]{1,12}")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_T = TypeVar("_T")
_TRUTH = {"ja": True, "true": True, "nee": False, "false": False}


class Written(BaseModel):
    """What a person writes in a YAML file; a field's alias is its Dutch key."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def shaped(kind: type[_T], told: object) -> _T:
    """Return what a note tells as a record of `kind`, each value of the type that it must have.

    Raises:
        ValueError: one lacks, or is of another type.
    """
    adapter: TypeAdapter[_T] = _adapter(kind)  # type: ignore[arg-type]
    return adapter.validate_python(told)


@cache
def _adapter(kind: type[object]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read_date(value: object) -> object:
    """Return the date that `value` spells as 31-03-2026 or 2026-03-31; other types pass."""
    if not isinstance(value, str):
        return value
    if match := _DAY_FIRST.fullmatch(value.strip()):
        day, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(value.strip()):
        year, month, day = map(int, match.groups())
    else:
        raise PydanticCustomError("date", "geen datum")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise PydanticCustomError("date", "geen datum") from error


def read_truth(value: object) -> object:
    """Return the truth value that `value` spells as ja or nee (or true, false)."""
    if not isinstance(value, str):
        return value
    if value.strip().casefold() not in _TRUTH:
        raise PydanticCustomError("truth", "geen ja of nee")
    return _TRUTH[value.strip().casefold()]


def read_number(value: object) -> object:
    """Return `value` with its Dutch decimal comma as a point: 41,5 is 41.5.

    A point before three digits is refused: 1.000 is a thousand to one reader and one to another.
    """
    if not isinstance(value, str):
        return value
    if _THOUSANDS.fullmatch(value.strip()):
        raise PydanticCustomError("float_parsing", "geen getal")
    return value.strip().replace(",", ".")


def read_count(value: object) -> object:
    """Return the whole number that `value` spells; nothing but digits, and none below zero."""
    if not isinstance(value, str):
        return value
    number = count_of(value)
    if number is None:
        raise PydanticCustomError("count", "geen aantal")
    return number


def count_of(text: str) -> int | None:
    """Return the whole number that `text` spells; None where it spells none."""
    return int(text) if _COUNT.fullmatch(text.strip()) else None


Day = Annotated[
    date,
    BeforeValidator(read_date),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^({_DAY}-{_MONTH}-\d{{4}}|\d{{4}}-{_MONTH}-{_DAY})$",
            "patternErrorMessage": "Schrijf een datum, bijvoorbeeld 31-03-2027.",
        }
    ),
]
Truth = Annotated[
    bool,
    BeforeValidator(read_truth),
    WithJsonSchema({"enum": ["ja", "nee", True, False]}),
]
Number = Annotated[
    float,
    BeforeValidator(read_number),
    Field(ge=0, allow_inf_nan=False),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d+([.,]\d+)?$",
            "numbers": {"type": "number", "minimum": 0},
            "patternErrorMessage": "Schrijf een getal, bijvoorbeeld 41,5.",
        }
    ),
]
Count = Annotated[
    int,
    BeforeValidator(read_count),
    Field(ge=0),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{1,12}$",
            "numbers": {"type": "integer", "minimum": 0, "maximum": 999_999_999_999},
            "patternErrorMessage": "Schrijf een heel getal, bijvoorbeeld 58.",
        }
    ),
]

# Texts of digits; in an editor, where YAML makes them a number, their range counts. Its zeros are
# gone there: 00134140 and 134140 are the same, so that it is too short is for `check` to tell.
_CHAMBER = {"type": "integer", "minimum": 0, "maximum": 99_999_999}
_YEARS = {"type": "integer", "minimum": 2000, "maximum": 2099}
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n]*$")]
ChamberNumber = Annotated[
    str,
    StringConstraints(pattern=r"^\d{8}$"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{8}$", "numbers": _CHAMBER}),
]
Year = Annotated[
    str,
    StringConstraints(pattern=r"^20\d\d$|^$"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^20\d\d$|^$",
            "patternErrorMessage": "Schrijf een jaar, bijvoorbeeld 2027.",
            "numbers": _YEARS,
        }
    ),
]

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def date_text(day: date) -> str:
    """Return `day` as Dutch readers write it: 1 maart 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def printable(text: str) -> str:
    """Return `text` as a message can show it: what cannot be printed becomes a sign for that."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def brief(text: str, most: int = 300) -> str:
    """Return what somebody else wrote as a message can show it: printable, `most` signs long."""
    return printable(text if len(text) <= most else f"{text[: most - 1]}…")


def canonical(value: Any) -> Any:
    """Return `value` as JSON can hold it, the same on every machine: no set order, no class names.

    Dataclasses and written records become mappings by field name, sequences become lists, dates
    become ISO texts, bytes become their SHA-256.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        return [canonical(each) for each in value]
    names = _fields(type(value))  # type: ignore[arg-type]  # mypy takes no class for Hashable
    if names:
        return {name: canonical(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): canonical(value[key]) for key in value}
    return _single(value)


def _single(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a record; a build asks it a quarter of a million times."""
    if issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return ()


def fingerprint(*values: Any) -> str:
    """Return the SHA-256, as 64 hex digits, of the canonical JSON of `values`."""
    text = json.dumps([canonical(value) for value in values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
