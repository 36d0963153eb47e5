"""What a person changed in a file since we last wrote it, line by line."""

from collections.abc import Iterator

from handbook.model.documents.hand_edits import Line
from handbook.word.merge.blocks.block_alignment import Item, align
from handbook.word.merge.blocks.block_decision import level_of
from handbook.word.package.package import read
from handbook.word.provenance.base import Base, read_base
from handbook.word.reading.units import Document, Para, Table, cell_text, text_of
from handbook.word.reading.word_file import read_document


def lines_of(data: bytes, base: Base | None = None) -> tuple[Line, ...]:
    """Return the text of a file as we last wrote it, with what became of each line of it.

    Nothing comes back where that is not known: `data` carries no base, and `base` is not given.

    Raises:
        ValueError: `data` is no Word file, or its base is damaged.
    """
    parts = read(data)
    base = read_base(parts) or base
    if base is None:
        return ()
    before, now = (list(_items(read_document(each))) for each in (base.parts, parts))
    found = align([item for item, _ in before], [item for item, _ in now]).pairs
    return tuple(
        Line(
            cells=_cells(item),
            level=level,
            hers=_cells(now[found[at]][0]) if at in found else None,
        )
        for at, (item, level) in enumerate(before)
    )


def _items(document: Document) -> Iterator[tuple[Item, int]]:
    """Yield paragraphs, and tables row by row, each with its level as a heading."""
    for unit in document.stories["body"].units:
        if isinstance(unit.content, Table):
            style = unit.content.style
            yield from ((Item(Table(style, (row,))), 0) for row in unit.content.rows)
        elif isinstance(unit.content, Para) and unit.text.strip():
            yield Item(unit.content, unit.marks), level_of(unit)


def _cells(item: Item) -> tuple[str, ...]:
    if isinstance(item.content, Table):
        return tuple(cell_text(cell) for cell in item.content.rows[0])
    return (text_of(item.content).strip(),)
