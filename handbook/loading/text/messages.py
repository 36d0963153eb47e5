"""The kind of a wrong value → what is said of it in Dutch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handbook.errors import did_you_mean

_WIDEST = 60
_FEW = 8  # keys that are still a help to read through
_PAGES = "docs/profiel.md (profiel) of docs/uitbreiden.md (bibliotheek)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One value that does not fit.

    `kind` is pydantic's name for it, `limits` what comes along. `key` is the Dutch key, `typed`
    what stands there and may be shown. `about` and `example` describe the field, `known` are the
    keys that could have stood here.
    """

    kind: str
    key: str
    typed: str = "deze waarde"
    word: str = ""
    about: str = ""
    example: str = ""
    known: Sequence[str] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)


Said = tuple[str, str, str]
"""Code, what is wrong, how to mend it."""


def quoted(value: object) -> str:
    """Return `value` between single quotes, cut off where it gets long, on one line."""
    text = " ".join(str(value).split())
    return f"'{text if len(text) <= _WIDEST else text[:_WIDEST] + '…'}'"


def say(wrong: Wrong) -> Said:
    """Return what is said of `wrong`."""
    speak = _SENTENCES.get(wrong.kind, _other)
    code, what, mend = speak(wrong)
    return code, what, mend.strip()


def _unknown_key(wrong: Wrong) -> Said:
    near = did_you_mean(wrong.word, wrong.known)
    name = wrong.typed if wrong.typed != "deze waarde" or not near else f"'{wrong.word}'"
    what = f"{name if name != 'deze waarde' else 'deze sleutel'} is hier geen bekende sleutel"
    if len(wrong.known) <= _FEW:
        return "HB111", what, f"{near} Kies uit: {', '.join(wrong.known)}."
    return "HB111", what, near or f"Haal hem weg, of kijk in {_PAGES} welke sleutels er zijn."


def _missing(wrong: Wrong) -> Said:
    return "HB112", f"'{wrong.key}' ontbreekt", f"Voeg '{wrong.key}:' toe. {_hint(wrong)}"


def _lacks(wrong: Wrong) -> Said:
    return "HB112", f"'{wrong.limits['key']}' ontbreekt", str(wrong.limits["mend"])


def _empty(wrong: Wrong) -> Said:
    return "HB112", f"'{wrong.key}' is leeg", f"Vul een waarde in. {_hint(wrong)}"


def _list(wrong: Wrong) -> Said:
    mend = "Zet elke waarde op een eigen regel met '- ' ervoor, of alle tussen vierkante haken."
    return "HB113", "hier hoort een lijst", f"{mend} {_example(wrong)}"


def _mapping(wrong: Wrong) -> Said:
    mend = "Schrijf per regel een sleutel, een dubbele punt en een waarde, ingesprongen."
    keys = f" Sleutels: {', '.join(wrong.known)}." if wrong.known else ""
    return "HB114", "hier horen sleutels met een waarde", f"{mend}{keys} {_example(wrong)}"


def _date(wrong: Wrong) -> Said:
    return "HB115", f"{wrong.typed} is geen datum", "Schrijf een datum, bijvoorbeeld 31-03-2027."


def _ends_first(wrong: Wrong) -> Said:
    days = wrong.limits
    what = f"'geldt_tot' ({days['until']}) ligt niet na 'geldt_vanaf' ({days['since']})"
    return "HB256", what, "Zet bij 'geldt_tot' de eerste dag waarop het niet meer geldt."


def _holds_for_none(wrong: Wrong) -> Said:
    mend = "Bij 'vanaf' hoort het eerste aantal waarbij dit geldt, bij 'tot' het eerste erboven "
    return "HB276", f"bij '{wrong.key}' is 'tot' niet meer dan 'vanaf'", f"{mend}waarbij niet meer."


def _text(wrong: Wrong) -> Said:
    mend = "Schrijf één waarde achter de dubbele punt, geen lijst en geen sleutels."
    return "HB116", "hier hoort een tekst", f"{mend} {_hint(wrong)}"


def _choice(wrong: Wrong) -> Said:
    choices = [each.strip("'") for each in _choices(str(wrong.limits.get("expected", "")))]
    near = did_you_mean(wrong.word, choices) if wrong.word else ""
    mend = f"{near} Kies uit: {', '.join(choices)}."
    return "HB117", f"{wrong.typed} is geen keuze voor '{wrong.key}'", mend


def _choices(expected: str) -> list[str]:
    return [each for part in expected.split(", ") for each in part.split(" or ")]


def _pattern(wrong: Wrong) -> Said:
    if wrong.limits.get("pattern") == r"^[^\n]*$":
        mend = "Hier past één regel tekst. Haal de regeleinden weg."
    else:
        mend = _hint(wrong)
    return "HB118", f"{wrong.typed} past niet bij '{wrong.key}'", mend


def _truth(wrong: Wrong) -> Said:
    return "HB119", f"{wrong.typed} is geen ja of nee", f"Schrijf ja of nee. {wrong.about}"


def _number(wrong: Wrong) -> Said:
    what = f"{wrong.typed} is geen getal dat hier past"
    return "HB120", what, f"Schrijf alleen cijfers, met een komma voor de delen. {_example(wrong)}"


def _count(wrong: Wrong) -> Said:
    what = f"{wrong.typed} is geen aantal"
    mend = f"Schrijf een heel getal vanaf 0, met alleen cijfers. {_example(wrong)}"
    return "HB120", what, mend.strip()


def _too_long(wrong: Wrong) -> Said:
    most = wrong.limits.get("max_length")
    what = f"de tekst bij '{wrong.key}' is te lang"
    return "HB121", what, f"Er passen hoogstens {most} tekens; kort de tekst in."


def _too_short(wrong: Wrong) -> Said:
    least = int(wrong.limits.get("min_length", 1))
    if least <= 1:
        return _empty(wrong)
    what = f"de tekst bij '{wrong.key}' is te kort"
    return "HB122", what, f"Schrijf minstens {least} tekens. {wrong.about}"


def _nothing_chosen(wrong: Wrong) -> Said:
    return "HB122", f"de lijst '{wrong.key}' is leeg", f"Zet er minstens één in. {_hint(wrong)}"


def _other(wrong: Wrong) -> Said:
    return "HB129", f"{wrong.typed} past niet bij '{wrong.key}'", _hint(wrong)


def _hint(wrong: Wrong) -> str:
    return f"{wrong.about} {_example(wrong)}".strip()


def _example(wrong: Wrong) -> str:
    return f"Bijvoorbeeld: {wrong.example}." if wrong.example else ""


_SENTENCES = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "lacks": _lacks,
    "empty": _empty,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "date": _date,
    "date_type": _date,
    "ends_first": _ends_first,
    "holds_for_none": _holds_for_none,
    "string_type": _text,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "truth": _truth,
    "bool_type": _truth,
    "bool_parsing": _truth,
    "float_parsing": _number,
    "float_type": _number,
    "int_parsing": _number,
    "int_type": _number,
    "int_from_float": _number,
    "int_parsing_size": _number,
    "count": _count,
    "finite_number": _number,
    "greater_than_equal": _number,
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "too_short": _nothing_chosen,
}
