"""Her file beside what we last wrote in it, paragraph by paragraph, for taking her words over."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from handbook.model.features.adoption import Addition, EditedParagraph, Edits, Oddity, Span
from handbook.word.merge.blocks.block_alignment import Item, align
from handbook.word.merge.blocks.block_decision import level_of
from handbook.word.package.markup import Element, qualified
from handbook.word.package.package import read, relations
from handbook.word.provenance.base import Base, read_base
from handbook.word.reading.field_results import read_both
from handbook.word.reading.run_content import link_target
from handbook.word.reading.units import (
    Cell,
    Document,
    Para,
    Row,
    Table,
    Unit,
    cell_text,
    pieces_of,
    text_of,
)
from handbook.word.reading.word_file import cells_of, flat, read_document, rows_of

_REVISED = frozenset(qualified(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))
_BOOKMARK, _NAME, _P, _LINK, _ID, _ANCHOR, _INSTRUCTION = (
    qualified(name)
    for name in (
        *("w:bookmarkStart", "w:name", "w:p", "w:hyperlink", "r:id", "w:anchor", "w:instrText"),
    )
)
_LEADS_TO = re.compile(r'\s*HYPERLINK\s+"([^"\s]+)"(?:.*?\\l\s+"([^"]+)")?')


def is_in_suspense(data: bytes) -> bool:
    """Tell whether a change in the text of the Word file `data` waits to be accepted or rejected.

    Raises:
        ValueError: it is no Word file.
    """
    body = read_document(read(data)).stories["body"]
    return any(True for _ in body.root.iter(*_REVISED))


def edits_of(data: bytes, base: Base | None = None) -> Edits | None:
    """Return what she did in the file `data` since we last wrote it.

    None where that is not known: `data` carries no base, and `base` is not given.

    Raises:
        ValueError: `data` is no Word file, or its base is damaged.
    """
    parts = read(data)
    base = read_base(parts) or base
    if base is None:
        return None
    old, now = read_both(base.parts, parts)
    before, hers = list(_lines(old)), list(_lines(now))
    links, addresses = _links(before), _addresses(now, parts)
    found = align([each.item for each in before], [each.item for each in hers])
    stretches: list[EditedParagraph] = []
    last: dict[int, int] = {}
    heading, row = "", -1
    for at, line in enumerate(before):
        heading = line.text if line.level else heading
        row += line.is_row
        pair = hers[found.pairs[at]] if at in found.pairs else None
        made = _stretches(line, pair, heading, row, moved=at in found.moved)
        stretches += (_addressed(each, addresses) for each in made)
        if at in found.pairs:
            last[found.pairs[at]] = len(stretches) - 1
    return Edits(
        stretches=tuple(stretches),
        additions=tuple(
            _addressed(each, addresses) for each in _additions(hers, last, stretches, links)
        ),
        aside=tuple(_aside(old, now)),
    )


def _aside(old: Document, now: Document) -> Iterator[str]:
    """Yield the stories beside the text that say something else in her file."""
    for key, story in old.stories.items():
        other = now.stories.get(key)
        if key != "body" and other and _says(story.units) != _says(other.units):
            yield key


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph or a row of a table, with its element."""

    item: Item
    element: Element
    level: int

    @property
    def is_row(self) -> bool:
        return isinstance(self.item.content, Table)

    @property
    def row(self) -> Row:
        return self.item.content.rows[0] if isinstance(self.item.content, Table) else ()

    @property
    def text(self) -> str:
        return text_of(self.item.content).strip()

    @property
    def listed(self) -> bool:
        return isinstance(self.item.content, Para) and bool(self.item.content.listed)

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(_spans(self.item.content)) if isinstance(self.item.content, Para) else ()

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(cell_text(each) for each in self.row) if self.is_row else (self.text,)


def _lines(document: Document) -> Iterator[_Line]:
    for unit in document.stories["body"].units:
        if isinstance(unit.content, Table):
            style = unit.content.style
            rows = zip(unit.content.rows, rows_of(unit.element), strict=True)
            for row, element in rows:
                yield _Line(Item(Table(style, (row,)), _marks(element)), element, 0)
        elif isinstance(unit.content, Para) and unit.text.strip():
            yield _Line(Item(unit.content, unit.marks), unit.element, level_of(unit))


def _marks(element: Element) -> frozenset[str]:
    return frozenset(str(each.get(_NAME)) for each in element.iter(_BOOKMARK))


def _stretches(
    line: _Line, hers: _Line | None, heading: str, row: int, *, moved: bool
) -> Iterator[EditedParagraph]:
    """Yield the paragraphs of a line, each with what became of it."""
    number = row if line.is_row else -1
    theirs = _paragraphs(hers) if hers else ()
    ours = _paragraphs(line)
    same_form = [len(each) for each in ours] == [len(each) for each in theirs]
    for column, cell in enumerate(ours):
        for at, (content, element) in enumerate(cell):
            other = theirs[column][at][0] if hers and same_form else None
            said, says = _said(content), _said(other) if other else None
            form = hers is not None and not same_form
            yield EditedParagraph(
                marks=_marks(element),
                before=said,
                after=said if form else says,
                heading=heading,
                row=number,
                column=column,
                listed=line.listed,
                oddity="vorm" if form else "plaats" if moved else _oddity(content, other),
                spans=tuple(_spans(other)) if other else (),
                links=_fresh_links(content, other) if other else (),
            )


def _oddity(content: Para, other: Para | None) -> Oddity:
    """Return what is changed of a paragraph beside its words."""
    if other is None or content == other:
        return ""
    if [each.words for each in content.pieces] != [each.words for each in other.pieces]:
        typed = {each.words for each in other.pieces} - {each.words for each in content.pieces}
        return "veld" if any(typed) else ""
    only_looks = _said(content) == _said(other) and not _fresh_links(content, other)
    return "opmaak" if only_looks else ""


def _spans(content: Para) -> Iterator[Span]:
    for each in content.pieces:
        yield Span(each.text if each.kind == "text" else "\ufffc", each.link)


def _fresh_links(content: Para, other: Para) -> tuple[str, ...]:
    """Return where words of hers lead to and ours do not, or where other words of hers do."""
    ours, theirs = list(_spans(content)), list(_spans(other))
    known = {each.link for each in ours}
    fresh = [each.link for each in theirs if each.link and each.link not in known]
    if not fresh and _said(content) == _said(other):
        fresh = [each.link for each in theirs if each.link and each not in ours]
    return tuple(dict.fromkeys(fresh))


Linked = TypeVar("Linked", EditedParagraph, Addition)


def _addressed(each: Linked, addresses: Mapping[str, str]) -> Linked:
    """Return a text of hers with its links as the file writes them, where that is known."""
    return replace(
        each,
        spans=tuple(Span(one.text, addresses.get(one.link, one.link)) for one in each.spans),
        links=tuple(addresses.get(one, one) for one in each.links),
    )


def _addresses(document: Document, parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return how a file writes the addresses it leads to, by how they are compared.

    Of two ways to write one address, such as with a slash behind it, that is the shorter.
    """
    body = document.stories["body"]
    targets = {each.id: each.target for each in relations(parts, body.part) if each.external}
    found: dict[str, set[str]] = {}
    for each in body.root.iter(_LINK, _INSTRUCTION):
        field = _LEADS_TO.match(each.text or "") if each.tag == _INSTRUCTION else None
        address = field[1] if field else targets.get(str(each.get(_ID)), "")
        if anchor := field[2] if field else each.get(_ANCHOR):
            address += f"#{anchor}"
        found.setdefault(link_target(address), set()).add(address)
    return {key: min(each) for key, each in found.items()}


def _paragraphs(line: _Line) -> Sequence[Sequence[tuple[Para, Element]]]:
    """Return the paragraphs of each cell; a paragraph by itself counts as a row of one cell."""
    if isinstance(line.item.content, Para):
        return (((line.item.content, line.element),),)
    pairs = zip(line.row, cells_of(line.element), strict=True)
    return tuple(tuple(_in_cell(cell, element)) for cell, element in pairs)


def _in_cell(cell: Cell, element: Element) -> Iterator[tuple[Para, Element]]:
    paragraphs = [each for each in cell.blocks if isinstance(each, Para)]
    elements = [each for each in flat(element) if each.tag == _P]
    return zip(paragraphs, elements, strict=False)


def _said(content: Para) -> str:
    return " ".join(text_of(content).split())


def _additions(
    hers: Sequence[_Line],
    last: dict[int, int],
    stretches: Sequence[EditedParagraph],
    links: frozenset[str],
) -> Iterator[Addition]:
    """Yield what stands in her file only, below the nearest line above it that was ours."""
    below = -1
    for at, line in enumerate(hers):
        if at in last:
            below = last[at]
        elif line.text:
            yield Addition(
                below=below,
                cells=tuple(" ".join(each.split()) for each in line.cells),
                heading=stretches[below].heading if below >= 0 else "",
                row=line.is_row,
                listed=line.listed,
                spans=line.spans,
                links=tuple(sorted(_links([line]) - links)),
            )


def _links(lines: Iterable[_Line]) -> frozenset[str]:
    pieces = (piece for line in lines for piece in pieces_of(line.item.content))
    return frozenset(each.link for each in pieces if each.link)


def _says(units: Sequence[Unit]) -> list[tuple[str, ...]]:
    return [(each.text, *(piece.words for piece in pieces_of(each.content))) for each in units]
