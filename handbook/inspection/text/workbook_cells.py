"""The sheets of a workbook → their rows as a reader reads them: text and numbers, a tab between."""

import html
import re
from collections.abc import Iterator, Sequence

_ITEM = re.compile(r"<(?:\w{1,20}:)?si\b[^<>]*>")
_TEXT = re.compile(r"<(?:\w{1,20}:)?t\b[^<>]*>([^<]*)<")
_ROW = re.compile(r"<(?:\w{1,20}:)?row\b")
_CELL = re.compile(r"<(?:\w{1,20}:)?c\b")
_SHARED = re.compile(r"""^[^<>]*\bt\s*=\s*["']s["']""")
_VALUE = re.compile(r"<(?:\w{1,20}:)?v\b[^<>]*>([^<]*)<")
_LONGEST = 20  # digits of the number of a shared text


def shared_texts(text: str) -> tuple[str, ...]:
    """Return the texts that cells refer to by number, from the part `text` of a workbook."""
    return tuple(html.unescape("".join(_TEXT.findall(item))) for item in _ITEM.split(text)[1:])


def rows(text: str, shared: Sequence[str]) -> Iterator[str]:
    """Yield each row of the sheet `text` of which cells stand side by side, as one text."""
    for row in _ROW.split(text)[1:]:
        said = [each for cell in _CELL.split(row)[1:] if (each := _said(cell, shared))]
        if len(said) > 1 or (said and shared):
            yield "\t".join(said)


def _said(cell: str, shared: Sequence[str]) -> str:
    found = _VALUE.search(cell)
    if found is None:
        return html.unescape("".join(_TEXT.findall(cell)))
    value = html.unescape(found[1]).strip()
    if not _SHARED.match(cell):
        return value
    number = int(value) if value.isdecimal() and len(value) < _LONGEST else len(shared)
    return shared[number] if number < len(shared) else ""
