"""The document register as text: YAML that a person can read and git can compare."""

import json
import re
from collections.abc import Iterator
from datetime import date

from handbook.model.register import Register
from handbook.model.written import Written

_HEAD = """\
# Documentenregister: elk document dat er ooit was, met zijn code en zijn versies.
# 'handbook' schrijft dit bestand. Verander het niet met de hand.
# Bewaar het goed: het is een kwaliteitsregistratie, en een code komt nooit terug op een ander stuk.
"""
# What JSON leaves as it is and YAML refuses, or takes for the end of a line.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def render_register(register: Register) -> str:
    """Return `register` as the text of register.yaml: Dutch keys, quoted texts, ISO dates."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(register))


def _lines(record: Written) -> Iterator[str]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if value is None or (value == () and (type(record), name) != (Register, "entries")):
            continue
        if not isinstance(value, tuple):
            yield f"{field.alias or name}: {_scalar(value)}"
        elif not value:
            yield f"{field.alias or name}: []"
        else:
            yield f"{field.alias or name}:"
            for each in value:
                yield from _item(each)


def _item(record: Written | str) -> Iterator[str]:
    if isinstance(record, str):
        yield f"  - {quoted(record)}"
        return
    for number, line in enumerate(_lines(record)):
        yield f"  {'  ' if number else '- '}{line}"


def _scalar(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else quoted(value)


def quoted(value: str) -> str:
    """Return `value` as a YAML text between double quotes, on one line."""
    # A YAML text between double quotes knows all escapes of JSON.
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
