"""Files of content with other texts in them, and all else as it was: what is hers and her notes."""

import json
import re
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from handbook import folders
from handbook.errors import HandbookError, Problem
from handbook.loading.markdown import chapters
from handbook.loading.markdown.chapters import ChapterSource
from handbook.loading.packs.items import Items, Source, read_items, shelf, with_items
from handbook.loading.packs.library_references import check_items
from handbook.loading.packs.rules import check_rules
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Node, Tree, find, last_line, leaves
from handbook.loading.text.yaml_tree import Path as Way
from handbook.loading.workspace import Workspace
from handbook.model.sources.content import Chapter, Form, Procedure
from handbook.model.sources.library import Library

_WIDEST = 100
_BLOCKS = (">", "|")
_POINT = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)")
_SLOT = re.compile(r"\{\{.*?\}\}")
_HEAD = re.compile(r"[|>][-+\d]*([ \t]+#.*)?$")
_GLUE = "\x00"  # stands for a blank in a slot, which stays on one line
_BAR = re.compile(r"(?<!\\)\|")

Item = Procedure | Form | Chapter
Found = Source[Procedure] | Source[Form] | ChapterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """What is to be changed in one file.

    Attributes:
        texts: by the way to it, or by its number in a chapter, the text that comes there.
        gone: ways to items of lists, or numbers of texts, that go.
        added: by the way to an item of a list, the records that come below it, each by key; by the
            number of a text, the paragraphs or points that come below it.
    """

    texts: Mapping[Way | int, str] = field(default_factory=dict)
    gone: Collection[Way | int] = ()
    added: Mapping[Way | int, Sequence[Mapping[str, str] | str]] = field(default_factory=dict)


def source_of(workspace: Workspace, name: str, item: Item) -> Found | None:
    """Return the file that `item` of organisation `name` was read from; None where none is."""
    return next((each for each in _all(workspace, name) if _record(each) == item), None)


def own_place(found: Found, name: str) -> str:
    """Return where an organisation keeps its own copy of an item, counted from the working folder.

    A chapter keeps its file name, which tells its place in the handbook.
    """
    home = f"{ORGANISATIONS}/{name}/inhoud"
    if found.tree.file.startswith(f"{home}/"):
        return found.tree.file
    if isinstance(found, ChapterSource):
        return f"{home}/hoofdstukken/{found.chapter.order}"
    folder = "formulieren" if isinstance(found.record, Form) else "procedures"
    return f"{home}/{folder}/{found.record.id}.yaml"


def rewritten(found: Found, rewrite: Rewrite) -> bytes:
    """Return the file of `found` with what `rewrite` asks.

    Raises:
        ValueError: it cannot be done in the way this file is written.
    """
    lines = _chapter(found, rewrite) if isinstance(found, ChapterSource) else _yaml(found, rewrite)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def typed_text(found: Found, number: int) -> str:
    """Return a text of a chapter as it is written, without what makes it a point or a cell.

    Raises:
        ValueError: `found` is no chapter, or the text stands in a row that cannot be divided.
    """
    if not isinstance(found, ChapterSource):
        raise TypeError(number)
    spot = found.spots[number]
    lines = found.lines[spot.first : spot.last]
    numbers = _grouped(found)[spot.first]
    if len(numbers) > 1:
        return _cells(lines[0], len(numbers))[numbers.index(number)]
    return " ".join((line if at else _POINT.sub("", line)).strip() for at, line in enumerate(lines))


def _cells(line: str, number: int) -> list[str]:
    cells = [each.strip() for each in _BAR.split(line.strip().strip("|"))]
    if len(cells) != number:
        raise ValueError("deze rij heeft in het bestand andere cellen")
    return cells


def _all(workspace: Workspace, name: str) -> Iterator[Found]:
    folder = workspace.root / ORGANISATIONS / name / "inhoud"
    own = (
        read_items(shelf(folder, f"{ORGANISATIONS}/{name}/inhoud"))
        if folders.is_dir(folder)
        else Items()
    )
    for items in (own, *(pack.items for pack in reversed(workspace.packs))):
        yield from items.procedures
        yield from items.forms
        yield from items.chapters


def _record(found: Found) -> Item:
    return found.chapter if isinstance(found, ChapterSource) else found.record


@dataclass(frozen=True, slots=True)
class _Patch:
    """What comes in the place of the text between two spots, each a line and a column from 0."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


def _yaml(found: Source[Procedure] | Source[Form], rewrite: Rewrite) -> list[str]:
    tree = found.tree
    # Of patches at one place the last comes first in the file: a new key before the next record.
    patches = [
        *(_without(tree, _way(way)) for way in rewrite.gone),
        *(_below(tree, _way(way), records) for way, records in rewrite.added.items()),
        *(_scalar(tree, _way(way), text) for way, text in rewrite.texts.items()),
    ]
    text = "\n".join(tree.lines) + "\n"
    starts = [0]
    for line in tree.lines:
        starts.append(starts[-1] + len(line) + 1)
    for patch in sorted(patches, key=lambda each: each.start, reverse=True):
        first = starts[patch.start[0]] + patch.start[1]
        last = starts[patch.end[0]] + patch.end[1]
        text = text[:first] + patch.text + text[last:]
    return text.split("\n")


def _way(way: Way | int) -> Way:
    if isinstance(way, int):
        raise TypeError(way)
    return way


def _scalar(tree: Tree, way: Way, text: str) -> _Patch:
    label, node = find(tree.root, way)
    parent = find(tree.root, way[:-1])[1]
    flow = any(_is_flow(find(tree.root, way[:end])[1]) for end in range(len(way)))
    if label is None or label.value != way[-1]:
        return _new_key(parent, str(way[-1]), text, flow=flow)
    start, end = node.start_mark, node.end_mark
    span = (start.line, start.column), (end.line, end.column)
    if flow or node.style not in _BLOCKS:
        return _Patch(*span, _quoted(text))
    indent = " " * (label.start_mark.column + 2)
    width = max(_WIDEST - len(indent), 40)
    whole = _SLOT.sub(lambda match: match.group().replace(" ", _GLUE), text)
    wrapped = textwrap.wrap(whole, width, break_long_words=False, break_on_hyphens=False)
    wrapped = [line.replace(_GLUE, " ") for line in wrapped]
    closing = "\n" if end.column == 0 else ""
    head = ">-" + _remark(tree.lines[start.line][start.column :])
    return _Patch(*span, "\n".join([head, *(indent + line for line in wrapped)]) + closing)


def _remark(head: str) -> str:
    """Return the remark of hers in the first line of a block of text, as in `|- # kort houden`."""
    found = _HEAD.search(head)
    return found[1].rstrip() if found and found[1] else ""


def _new_key(parent: Node, key: str, text: str, *, flow: bool) -> _Patch:
    if flow or parent.id != "mapping":
        raise ValueError("deze regel heeft in het bestand geen eigen plaats")
    line = max(map(last_line, leaves(parent))) + 1
    indent = " " * parent.start_mark.column
    return _Patch((line, 0), (line, 0), f"{indent}{key}: {_quoted(text)}\n")


def _without(tree: Tree, way: Way) -> _Patch:
    node = _in_list(tree, way)
    end = max(map(last_line, leaves(node))) + 1
    return _Patch((node.start_mark.line, 0), (end, 0), "")


def _below(tree: Tree, way: Way, records: Sequence[Mapping[str, str] | str]) -> _Patch:
    node = _in_list(tree, way)
    line = max(map(last_line, leaves(node))) + 1
    inner = " " * node.start_mark.column
    dash = inner[:-2] + "- "
    written = []
    for record in records:
        pairs = record.items() if isinstance(record, Mapping) else ()
        for number, (key, text) in enumerate(pairs):
            written.append(f"{inner if number else dash}{key}: {_quoted(text)}\n")
    return _Patch((line, 0), (line, 0), "".join(written))


def _in_list(tree: Tree, way: Way) -> Node:
    node = find(tree.root, way)[1]
    above = find(tree.root, way[:-1])[1]
    if above.id != "sequence" or _is_flow(above) or node.id != "mapping" or _is_flow(node):
        raise ValueError("deze lijst staat in het bestand op één regel")
    return node


def _is_flow(node: Node) -> bool:
    return node.id != "scalar" and bool(getattr(node, "flow_style", False))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _chapter(found: ChapterSource, rewrite: Rewrite) -> list[str]:
    lines: list[str | None] = list(found.lines)
    below: dict[int, list[str]] = {}
    for at, texts in rewrite.added.items():
        below.setdefault(found.spots[_number(at)].last - 1, []).extend(
            _new_lines(found, _number(at), [each for each in texts if isinstance(each, str)])
        )
    for first, numbers in _grouped(found).items():
        _replace(found, lines, (first, numbers), rewrite)
    body = []
    for at, line in enumerate(lines):
        body += [] if line is None else [line]
        body += below.get(at, [])
    return ["---", *found.tree.lines, "---", *_single_blanks(body)]


def _number(way: Way | int) -> int:
    if not isinstance(way, int):
        raise TypeError(way)
    return way


def _grouped(found: ChapterSource) -> dict[int, list[int]]:
    """Return, by first line, the numbers of the texts there; the cells of a row share a line."""
    groups: dict[int, list[int]] = {}
    for number, spot in enumerate(found.spots):
        groups.setdefault(spot.first, []).append(number)
    return groups


def _replace(
    found: ChapterSource,
    lines: list[str | None],
    group: tuple[int, list[int]],
    rewrite: Rewrite,
) -> None:
    first, numbers = group
    gone = [each for each in numbers if each in rewrite.gone]
    changed = [each for each in numbers if each in rewrite.texts]
    if not gone and not changed:
        return
    typed = found.lines[first]
    if gone and len(gone) < len(numbers):
        raise ValueError("van deze rij zijn niet alle cellen weg")
    last = found.spots[numbers[0]].last
    lines[first:last] = [None] * (last - first)
    if gone:
        return
    if len(numbers) == 1:
        point = _POINT.match(typed)
        lines[first] = (point[1] if point else "") + rewrite.texts[numbers[0]]
        return
    cells = _cells(typed, len(numbers))
    said = [rewrite.texts.get(each, cell) for each, cell in zip(numbers, cells, strict=True)]
    lines[first] = f"| {' | '.join(said)} |"


def _new_lines(found: ChapterSource, number: int, texts: Sequence[str]) -> Iterator[str]:
    point = _POINT.match(found.lines[found.spots[number].first])
    for text in texts:
        yield from [f"{point[1]}{text}"] if point else ["", text]


def _single_blanks(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with one empty line where there would be more."""
    for at, line in enumerate(lines):
        if line.strip() or at == 0 or lines[at - 1].strip():
            yield line


def reread(found: Found, data: bytes, file: str) -> Found:
    """Return `data`, a rewritten file of `found`, as it will be read from `file`.

    Raises:
        ValueError: it cannot be read.
    """
    if isinstance(found, ChapterSource):
        chapter, _ = chapters.read(data, file, found.chapter.order)
        if chapter is None:
            raise ValueError("de tekst is dan geen hoofdstuk meer")
        return chapter
    try:
        tree = read(data, file)
    except HandbookError as error:
        raise ValueError("het bestand is dan niet meer te lezen") from error
    if isinstance(found.record, Form):
        return _shaped(Form, tree)
    return _shaped(Procedure, tree)


def with_found(library: Library, found: Sequence[Found]) -> tuple[Library, tuple[Problem, ...]]:
    """Return `library` with the items of `found` in their place, and what is wrong with them."""
    items = Items(
        procedures=tuple(
            Source(record=each.record, tree=each.tree)
            for each in found
            if not isinstance(each, ChapterSource) and isinstance(each.record, Procedure)
        ),
        forms=tuple(
            Source(record=each.record, tree=each.tree)
            for each in found
            if not isinstance(each, ChapterSource) and isinstance(each.record, Form)
        ),
        chapters=tuple(each for each in found if isinstance(each, ChapterSource)),
    )
    joined = with_items(library, items)
    wrong = (*check_items([items], joined), *check_rules([], [items], joined))
    return joined, tuple(each for each in wrong if each.weight == "fout")


Record = TypeVar("Record", Procedure, Form)


def _shaped(model: type[Record], tree: Tree) -> Source[Record]:
    record, problems = attempt(model, tree)
    if record is None or any(each.weight == "fout" for each in problems):
        raise ValueError("er ontbreekt dan iets wat niet gemist kan worden")
    return Source(record=record, tree=tree)
