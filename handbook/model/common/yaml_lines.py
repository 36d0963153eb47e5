"""A record as lines of YAML: Dutch keys, quoted texts, ISO dates; the same on any day."""

import json
import re
from collections.abc import Collection, Iterator
from datetime import date
from unicodedata import normalize

from handbook.model.common.base_record import Written

# What JSON leaves as it is and YAML refuses, or takes for the end of a line.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def lines_of(
    record: Written, *, without: Collection[str] = (), shown: Collection[str] = ()
) -> Iterator[str]:
    """Yield the lines of `record`: what is empty is left out, and so are the fields in `without`.

    An empty list is written all the same where its field is in `shown`.
    """
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if value is None or name in without or (value == () and name not in shown):
            continue
        if not isinstance(value, tuple):
            yield f"{field.alias or name}: {_scalar(value)}"
        elif not value:
            yield f"{field.alias or name}: []"
        else:
            yield f"{field.alias or name}:"
            for each in value:
                yield from _item(each)


def quoted(value: str) -> str:
    """Return `value` as a YAML text between double quotes, on one line.

    Its letters are composed (NFC), as whoever reads the file gets them: `decoding` composes too.
    """
    # A YAML text between double quotes knows all escapes of JSON.
    text = json.dumps(normalize("NFC", value), ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _item(record: Written | str) -> Iterator[str]:
    if isinstance(record, str):
        yield f"  - {quoted(record)}"
        return
    for number, line in enumerate(lines_of(record)):
        yield f"  {'  ' if number else '- '}{line}"


def _scalar(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else quoted(value)
