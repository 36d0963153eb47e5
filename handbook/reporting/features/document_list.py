"""A list of documents as CSV that Excel opens, and as JSON."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from handbook.model.documents.document_list import COLUMNS, Listed

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"


def listed_csv(rows: Sequence[Listed]) -> bytes:
    """Return `rows` as CSV: `;` between cells, UTF-8 with a byte order mark, CRLF.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.

    Source: OWASP, CSV Injection.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_safe(_text(getattr(row, name))) for name in COLUMNS.values()])
    return (_MARK + out.getvalue()).encode()


def listed_json(organisation: str, rows: Sequence[Listed]) -> bytes:
    """Return `rows` as JSON; its keys are a contract."""
    data = {
        "formaat": "1",
        "organisatie": organisation,
        "documenten": [
            {_key(label): _text(getattr(row, name)) for label, name in COLUMNS.items()}
            for row in rows
        ],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _key(label: str) -> str:
    return label.lower().replace(" ", "_").replace("-", "")


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text
