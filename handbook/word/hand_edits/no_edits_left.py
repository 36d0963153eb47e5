"""Her file after a merge and the file that we would write: is there anything of hers left?"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from handbook.word.hand_edits.edited_settings import links_in, set_in
from handbook.word.merge.file.contents_lines import typed_lines
from handbook.word.merge.file.properties import typed_info
from handbook.word.merge.package.report import Kind, Merged
from handbook.word.package.markup import Element
from handbook.word.package.package import read
from handbook.word.reading.field_results import read_both
from handbook.word.reading.run_content import Piece
from handbook.word.reading.units import Cell, Content, Document, Opaque, Para, Table

_BACK: tuple[Kind, ...] = ("same", "deleted")
_OURS: frozenset[Kind] = frozenset({"unchanged", "renewed", "added", "dropped", *_BACK})
_LOOSE = {"revision", "comment"}
# Parts that a program adds by saving; what is in them is looked at where it can be set.
_BY_PROGRAM = frozenset(
    f"word/{name}.xml"
    for name in (
        *("webSettings", "fontTable", "settings", "styles", "numbering", "stylesWithEffects"),
        *("footnotes", "endnotes", "theme/theme", "glossary/document", "glossary/settings"),
        *("glossary/styles", "glossary/fontTable", "glossary/webSettings", "glossary/numbering"),
    )
)


def is_ours_again(merged: Merged, new: bytes) -> bool:
    """Tell whether a merged file says and shows what `new` does, so that `new` can take its place.

    So it is once all that she wrote stands in the source as well. Whatever else differs keeps the
    file hers, unless it is known that a program does so by saving; and a file in which none of our
    texts became hers is not looked at: she may have changed what is no text. A link of ours that
    hers lacks does not count: the code that she typed of a document is a link in ours.

    Raises:
        ValueError: one of them is no Word file.
    """
    if not merged.count(*_BACK) or any(each.kind not in _OURS for each in merged.outcomes):
        return False
    hers, ours = read(merged.data), read(new)
    other, one = read_both(ours, hers)
    return (
        list(_says(one)) == list(_says(other))
        and set_in(one, hers) == set_in(other, ours)
        and links_in(one) <= links_in(other)
        and _kinds(hers) <= _kinds(ours) | _BY_PROGRAM
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


def _pictures(parts: Mapping[str, bytes]) -> set[str]:
    return {hashlib.sha256(data).hexdigest() for name, data in parts.items() if "/media/" in name}


def _kinds(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the parts with something to read or to see, without their numbers."""
    names = (re.sub(r"\d+(?=\.)", "", each) for each in parts if each.startswith("word/"))
    return frozenset(each for each in names if not each.endswith(".rels"))
