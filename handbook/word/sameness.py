"""Her file after a merge and the file that we would write: is there anything of hers left?"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from handbook.word.markup import Element, qualified
from handbook.word.merging.dressing import size_of
from handbook.word.merging.entries import typed_lines
from handbook.word.merging.facts import typed_info
from handbook.word.merging.outcomes import Kind, Merged
from handbook.word.package import read
from handbook.word.pieces import Piece
from handbook.word.results import read_both
from handbook.word.units import Cell, Content, Document, Opaque, Para, Table, pieces_of

_BACK: tuple[Kind, ...] = ("same", "deleted")
_OURS: frozenset[Kind] = frozenset({"unchanged", "renewed", "added", "dropped", *_BACK})
_PAGE = tuple(qualified(f"w:{name}") for name in ("pgSz", "pgMar", "cols"))
_HELD = tuple(
    qualified(f"w:{name}")
    for name in ("w", "h", "orient", "top", "right", "bottom", "left", "header", "footer", "num")
)
_GRID, _COLUMN = (qualified(f"w:{name}") for name in ("tblGrid", "gridCol"))
_WIDTH, _DRAWINGS = qualified("w:w"), (qualified("wp:inline"), qualified("wp:anchor"))
# What a person sets by hand on a paragraph, on words or on a control, and no text tells.
_SET = (
    *(qualified(f"w:{n}") for n in ("ind", "spacing", "jc", "shd", "rFonts", "sz", "color")),
    qualified("w:alias"),
)
# What she lays on a paragraph, a table, a page or round words, by how often it is there.
_LAID = tuple(
    qualified(f"w:{name}")
    for name in (
        *("keepNext", "keepLines", "pageBreakBefore", "framePr", "bdr", "sym", "background"),
        *("trHeight", "tblBorders", "tblDescription", "tblCaption", "sdt", "listItem"),
        *("pgBorders", "lnNumType", "pgNumType", "titlePg", "bookmarkStart", "numPr"),
    )
)
_ID, _NAME = qualified("w:id"), qualified("w:name")
_LOOSE = {"revision", "comment"}


def is_ours_again(merged: Merged, new: bytes) -> bool:
    """Tell whether a merged file says and shows what `new` does, so that `new` can take its place.

    So it is once all that she wrote stands in the source as well. Whatever else is hers, another
    margin, a wider column, an indent, a border, a symbol, a bookmark, a remark or a picture, what
    she typed in a field, a property or the contents page, or set in a control, keeps the file hers;
    and a file in which none of our texts became hers is not looked at: she may have changed what is
    no text. A link of ours that hers lacks does not count: the code that she typed of a document is
    a link in ours.

    Raises:
        ValueError: one of them is no Word file.
    """
    if not merged.count(*_BACK) or any(each.kind not in _OURS for each in merged.outcomes):
        return False
    hers, ours = read(merged.data), read(new)
    other, one = read_both(ours, hers)
    return (
        list(_says(one)) == list(_says(other))
        and _shape(one) == _shape(other)
        and _set_by_hand(one) <= _set_by_hand(other)
        and _laid(one) <= _laid(other)
        and _pictures(hers) == _pictures(ours)
        and not typed_info(hers, ours)
        and not typed_lines(_body(one), [_body(other)])
    )


def _body(document: Document) -> Element:
    return document.stories["body"].root


def _says(document: Document) -> Iterator[tuple[str, object]]:
    for key, story in sorted(document.stories.items()):
        for unit in story.units:
            loose = unit.traits & _LOOSE
            yield key, (_unlinked(unit.content), loose)


def _unlinked(content: Content) -> Content:
    if isinstance(content, Para):
        return replace(content, pieces=tuple(_joined(content.pieces)))
    if isinstance(content, Table):
        return replace(content, rows=tuple(tuple(map(_cell, row)) for row in content.rows))
    return content


def _cell(cell: Cell) -> Cell:
    blocks = (_unlinked(each) for each in cell.blocks)
    return replace(cell, blocks=tuple(each for each in blocks if not isinstance(each, Opaque)))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces without links; text in one look is one piece."""
    for (kind, look), group in groupby(pieces, key=lambda each: (each.kind, each.look)):
        if kind == "text":
            yield Piece(kind, "".join(each.text for each in group), look)
        else:
            yield from group


def _shape(document: Document) -> list[object]:
    """Return pages and columns of tables, in twips, and the size of pictures in millimetres."""
    root = _body(document)
    pages = [
        tuple(each.get(name) for name in _HELD if each.get(name)) for each in root.iter(*_PAGE)
    ]
    sizes = [size_of(each) for each in root.iter(*_DRAWINGS)]
    return [*pages, *(_columns(each) for each in root.iter(_GRID)), *sizes]


def _columns(grid: Element) -> tuple[str | None, ...]:
    return tuple(each.get(_WIDTH) for each in grid.iterchildren(_COLUMN))


def _set_by_hand(document: Document) -> set[object]:
    """Return what stands in a text and neither in its words nor in a style: looks and links."""
    found: set[object] = set()
    for key, story in document.stories.items():
        found |= {
            (key, each.tag, tuple(sorted(each.attrib.items()))) for each in story.root.iter(*_SET)
        }
        found |= {(key, each.link) for unit in story.units for each in pieces_of(unit.content)}
    return found


def _laid(document: Document) -> Counter[tuple[object, ...]]:
    """Return how often each thing is there that no text, look or size tells; marks of ours aside.

    The bookmarks of a program begin with a line.
    """
    found: Counter[tuple[object, ...]] = Counter()
    for key, story in document.stories.items():
        for each in story.root.iter(*_LAID):
            if not str(each.get(_NAME, "")).startswith("_"):
                found[key, each.tag, _told(each)] += 1
    return found


def _told(element: Element) -> tuple[tuple[str, str], ...]:
    attributes = ((str(key), str(value)) for key, value in element.attrib.items() if key != _ID)
    return tuple(sorted(attributes))


def _pictures(parts: Mapping[str, bytes]) -> set[str]:
    return {hashlib.sha256(data).hexdigest() for name, data in parts.items() if "/media/" in name}
