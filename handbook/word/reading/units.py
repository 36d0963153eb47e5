"""What a person edits in a Word file: paragraphs and tables, as records that can be compared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handbook.word.package.markup import Element, qualified
from handbook.word.reading.formatting import Formatting
from handbook.word.reading.run_content import Piece, nothing_typed

# Raise it when equal files could come out otherwise than before: kept units are then not compared.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: style by name, list ("b0", "n1", ""), alignment and what it says."""

    style: str
    listed: str
    aligned: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: how many columns it spans, how it is merged downward, and what is in it."""

    span: str
    merge: str
    blocks: tuple["Para | Table", ...]


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: style by name and its rows."""

    style: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """What is not compared: a contents page, or a file that was inserted whole."""

    kind: str


Content = Para | Table | Opaque


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A block of a story: its element, what it says, and what is about it.

    `marks` are the names of bookmarks in it; `traits` any of comment, revision,
    section (it ends one) and field (one runs on into another paragraph).
    """

    element: Element
    content: Content
    strict: str = ""
    marks: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """What it says, without formatting."""
        return text_of(self.content)

    @property
    def empty(self) -> bool:
        """True for a paragraph that says and shows nothing; such a one is a blank line."""
        return isinstance(self.content, Para) and not self.content.pieces


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A text that runs on its own: the body, or a header or footer.

    `key` names it whatever its part is called: "body", or "header:0:default" (section, kind).
    """

    key: str
    part: str
    root: Element
    units: tuple[Unit, ...]

    @property
    def container(self) -> Element:
        """The element that holds the blocks."""
        return self.root.find(_BODY) if self.key == "body" else self.root


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file as stories, the body first; `program` last saved it ("" when it does not say).

    `typed` told, while it was read, what a person typed in the result of a field.
    """

    stories: Mapping[str, Story]
    looks: Formatting
    program: str
    typed: Callable[[str, str], str] = nothing_typed

    @property
    def exact(self) -> bool:
        """True when the program that saved it leaves direct formatting as a person set it."""
        return "Microsoft" in self.program or self.program == "handbook"


def text_of(content: Content) -> str:
    """Return what a block says; an object counts as one sign, cells are parted by tabs."""
    if isinstance(content, Para):
        return "".join(each.text if each.kind == "text" else "\ufffc" for each in content.pieces)
    if isinstance(content, Table):
        return "\n".join("\t".join(cell_text(cell) for cell in row) for row in content.rows)
    return ""


def cell_text(cell: Cell) -> str:
    """Return what a cell says; its paragraphs are parted by blanks."""
    return " ".join(text_of(each) for each in cell.blocks).replace("\ufffc", " ").strip()


def pieces_of(content: Content) -> Iterator[Piece]:
    """Yield the pieces of a block, those of a table cell by cell."""
    if isinstance(content, Para):
        yield from content.pieces
    elif isinstance(content, Table):
        for row in content.rows:
            for cell in row:
                for block in cell.blocks:
                    yield from pieces_of(block)


def objects(content: Para) -> list[tuple[str, ...]]:
    """Return what is no plain text in a paragraph, in order: fields, notes, links."""
    return [
        (each.kind, "" if each.kind == "text" else each.text, each.look, each.link, each.words)
        for each in content.pieces
        if each.kind != "text" or each.link
    ]


_BODY = qualified("w:body")
