"""Documents in final words → pieces of text, each with the place where it stands."""

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from handbook.model.documents.document import ChapterText, Document, Passage, SectionText, Text
from handbook.model.sources.content import Grid, Listing, Paragraph, Run
from handbook.model.sources.library import Library

Shape = Literal["tekst", "lijst", "cel", "titel"]

# Strings that steer the making of a document and are never printed as they are.
_SILENT = frozenset({"item", "code", "kind", "covers", "links", "state", "level", "source"})
# The fields that hold a title or a label, where no sentence is expected.
_TITLES = frozenset({"title", "subtitle", "owner", "label", "options", "who", "forms", "related"})


class Piece(NamedTuple):
    """A text as a reader meets it; `source` is the place a writer mends: PP-01.stappen.vraag.

    `shape` is "lijst" for a line of a list, "cel" in a table of the handbook, whose caption is
    `table`, and "titel" for headings and labels.
    """

    item: str
    source: str
    text: str
    shape: Shape = "tekst"
    table: str = ""


def pieces_of(document: Document) -> Iterator[Piece]:
    """Yield every text of `document`, its title first, without the empty ones."""
    at = Piece(document.item, f"{document.item}.titel", "", "titel")
    for title in (document.title, document.subtitle, document.owner):
        yield from _said(title, at)
    for chapter in getattr(document.body, "chapters", ()):
        yield from _chapter(chapter, document.item)
    if not hasattr(document.body, "chapters"):
        yield from _record(document.body, Piece(document.item, document.item, ""))


def pieces_of_library(library: Library) -> Iterator[Piece]:
    """Yield the questions that ask an organisation for its answers, with their examples."""
    asking = [(each.id, each.open_fields) for each in library.procedures.values()]
    asking += [(each.head.id, each.head.open_fields) for each in library.chapters.values()]
    for item, fields in asking:
        for field in fields:
            at = Piece(item, f"{item}.invullen.{field.id}", "", "titel")
            yield from _said(field.question, at)
            yield from _said(field.example, at)


def _chapter(chapter: ChapterText, item: str) -> Iterator[Piece]:
    parts: tuple[ChapterText | SectionText, ...] = (chapter, *chapter.sections)
    for part in parts:
        at = Piece(item, part.title.source, "", "titel")
        yield from _said(str(part.title), at)
        yield from _record(part.body, at)


def _record(value: Any, at: Piece) -> Iterator[Piece]:
    """Yield the texts in a record, a tuple of them, or a string."""
    if isinstance(value, str):
        yield from _said(value, at)
    elif isinstance(value, Text):
        yield from _said(str(value), Piece(at.item, value.source, "", at.shape))
    elif isinstance(value, Passage):
        for block in value.blocks:
            yield from _block(block, Piece(at.item, value.source, ""))
    elif isinstance(value, tuple):
        for each in value:
            yield from _record(each, at)
    elif names := _printed(type(value)):
        yield from _fields(value, names, at)


def _fields(record: Any, names: tuple[str, ...], at: Piece) -> Iterator[Piece]:
    source = getattr(record, "source", at.source)
    title = Piece(at.item, source, "", "titel")
    text = Piece(at.item, source, "", "tekst")
    for name in names:
        yield from _record(getattr(record, name), title if name in _TITLES else text)


@cache
def _printed(kind: type) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(each.name for each in dataclasses.fields(kind) if each.name not in _SILENT)


def _block(block: Any, at: Piece) -> Iterator[Piece]:
    if isinstance(block, Paragraph):
        yield from _said(_joined(block.runs), at)
    elif isinstance(block, Listing):
        for item in block.items:
            yield from _said(_joined(item.runs), at._replace(shape="lijst"))
    elif isinstance(block, Grid):
        yield from _said(block.caption, at._replace(shape="titel", table=block.caption))
        cell = at._replace(shape="cel", table=block.caption)
        for row in (block.head, *block.rows):
            for runs in row:
                yield from _said(_joined(runs), cell)


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join([run.text for run in runs])


def _said(text: str, at: Piece) -> Iterator[Piece]:
    if text and not text.isspace():
        yield Piece(at.item, at.source, text, at.shape, at.table)
