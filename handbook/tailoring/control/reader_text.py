"""What a reader reads of a document: its words, tables and pictures in order, and nothing else.

A version is raised when this changes. What a record calls its fields, ids, anchors, links, looks
and layout are no part of it, nor is a field that holds its default: a program that knows more
raises no version of a document that says the same.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, assert_never

from handbook.model.documents.document import Document, Passage, Text
from handbook.model.sources.content import TONE_LABELS, Block, Grid, Listing, Paragraph, Runs

Reading = str | list["Reading"]

_PLAIN = str.maketrans(
    {
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
        "\N{WORD JOINER}": None,
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    }
)


def printed(document: Document) -> Reading:
    """Return what `document` prints besides its version, dates and approver.

    A text is a str; a table is a list of rows, a row a list of cells; a picture is the SHA-256 of
    its bytes.
    """
    head = (document.code, document.title, document.subtitle, document.owner)
    return [*map(plain, head), _read(document.body)]


def plain(text: str) -> str:
    """Return `text` as it is read: without no-break signs, soft hyphens and curly quotes.

    Where a line breaks is typography too, so all white space is one blank.
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(_PLAIN)).split())


def _read(value: Any) -> Reading:
    if isinstance(value, Text):
        return _words(value.runs)
    if isinstance(value, Passage):
        return [each for block in value.blocks for each in _block(block) if each]
    if isinstance(value, tuple):
        return [_read(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        names = [name for name, default in _fields(type(value)) if getattr(value, name) != default]
        return [_read(getattr(value, name)) for name in names]
    return _leaf(value)


def _leaf(value: Any) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, bool):
        return "ja" if value else ""
    # A number lays out, as the level of a heading does; one that is read is a text.
    return plain(value) if isinstance(value, str) else ""


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields that a template may print, those with a Dutch word, and their default."""
    return tuple((each.name, _default(each)) for each in fields(kind) if "word" in each.metadata)


def _default(field: Field[Any]) -> Any:
    """Return the default of a field; of one that has none what no value equals."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def _block(block: Block) -> Iterator[Reading]:
    if isinstance(block, Paragraph):
        yield from (TONE_LABELS.get(block.tone, ""), _words(block.runs))
    elif isinstance(block, Listing):
        yield from (_words(item.runs) for item in block.items)
    elif isinstance(block, Grid):
        yield plain(block.caption)
        yield [_row(row) for row in (block.head, *block.rows)]
    else:
        assert_never(block)


def _row(cells: Sequence[Runs]) -> Reading:
    return [_words(cell) for cell in cells]


def _words(runs: Runs) -> str:
    return plain("".join(run.text for run in runs))
