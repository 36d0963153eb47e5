"""A chapter in Markdown, with YAML above it → its head and blocks, slots still open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook.errors import HandbookError, Place, Problem, YamlError
from handbook.loading.markdown.fences import Fence, Piece, split
from handbook.loading.markdown.slots import table_name
from handbook.loading.text.decoding import bad_characters, decode, excerpt, split_lines
from handbook.loading.text.validation import attempt
from handbook.loading.text.yaml_source import parse
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.content import (
    Chapter,
    ChapterHead,
    Conditional,
    Grid,
    Item,
    Listing,
    Paragraph,
    RawBlock,
    Run,
    Runs,
    Slot,
    Tone,
)
from handbook.model.sources.norm import Condition

_RULE = "---"
LINKS = ("https://", "http://", "mailto:")
_NARROWEST, _WIDEST = 8, 60
_MEND = (
    "In een hoofdstuk kan: alinea's, **vet**, *cursief*, lijsten, tabellen, koppelingen en kaders."
)
_STRANGE = {
    "heading_open": ("een kop", "Een kop is een eigen bestand in hoofdstukken/, met 'titel'."),
    "html_block": ("HTML", _MEND),
    "html_inline": ("HTML", f"Zet een \\ voor het teken '<' als het bij de tekst hoort. {_MEND}"),
    "image": ("een afbeelding", _MEND),
    "code_inline": ("code", f"Haal de tekens ` weg. {_MEND}"),
    "code_block": ("een ver ingesprongen blok", f"Haal de spaties vooraan weg. {_MEND}"),
    "fence": ("een codeblok", _MEND),
    "blockquote_open": ("een citaatblok", f"Gebruik ':::' met tip, let-op of norm. {_MEND}"),
    "hr": ("een lijn", _MEND),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text of a chapter stands: its first line of `lines`, and the one after its last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSource:
    """A chapter as it was read: the record, and what is needed to point at a spot in it.

    `lines` are those under the head, `offset` the lines of the file before them. `conditions` are
    those of its `::: als` blocks, with their places. `spots` are where each paragraph, each
    point of a list and each cell of a table stands, in the order of the file.
    """

    chapter: Chapter
    tree: Tree
    lines: tuple[str, ...]
    offset: int
    conditions: tuple[tuple[Condition, Place], ...]
    spots: tuple[Spot, ...] = ()


def read(data: bytes, file: str, order: str) -> tuple[ChapterSource | None, tuple[Problem, ...]]:
    """Return the chapter that stands in `data`, and what is wrong; None with any `fout`.

    Args:
        data: the bytes of the file.
        file: its path as the user would type it.
        order: what sorts the chapter among the others: its file name.
    """
    try:
        text, told = decode(data, file)
        tree, lines = _divided(split_lines(text), file)
    except HandbookError as error:
        return None, error.problems
    head, problems = attempt(ChapterHead, tree)
    offset = len(tree.lines) + 2
    reading = _Reading(file=file, problems=[*told, *problems])
    reading.problems += bad_characters(lines, file, offset=offset, indents=False)
    pieces, wrong = split(lines, file, offset)
    reading.problems += wrong
    blocks = tuple(reading.blocks(pieces, ""))
    found = tuple(reading.problems)
    if head is None or any(problem.weight == "fout" for problem in found):
        return None, found
    chapter = Chapter(head=head, order=order, blocks=blocks)
    conditions = tuple(reading.conditions)
    source = ChapterSource(
        chapter=chapter,
        tree=tree,
        lines=lines,
        offset=offset,
        conditions=conditions,
        spots=tuple(Spot(first - offset, last - offset) for first, last in reading.spots),
    )
    return source, found


def _divided(lines: tuple[str, ...], file: str) -> tuple[Tree, tuple[str, ...]]:
    if lines[0].rstrip() != _RULE or _RULE not in [line.rstrip() for line in lines[1:]]:
        raise YamlError(_no_head(Place(file, 1, 1, excerpt(lines[0]))))
    end = [line.rstrip() for line in lines].index(_RULE, 1)
    return parse("\n".join(lines[1:end]), file, offset=1), lines[end + 1 :]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What comes to light while a chapter is read; it lives for one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    conditions: list[tuple[Condition, Place]] = field(default_factory=list)
    spots: list[tuple[int, int]] = field(default_factory=list)

    def blocks(self, pieces: Sequence[Piece | Fence], tone: Tone) -> Iterator[RawBlock]:
        for piece in pieces:
            if isinstance(piece, Piece):
                yield from self.text(piece, tone)
            elif piece.name == "als":
                yield from self.conditional(piece, tone)
            else:
                yield from self.callout(piece)

    def conditional(self, fence: Fence, tone: Tone) -> Iterator[Conditional]:
        if not fence.words:
            what, mend = "achter 'als' ontbreekt de voorwaarde", "Schrijf: als kenmerken: [inhuur]."
            self.problems.append(Problem(fence.place, "HB126", what, mend))
            return
        # As many blanks before it as in the file, so that the columns of messages are right.
        words = " " * fence.indent + fence.words
        try:
            tree = parse(words, self.file, offset=fence.place.line - 1)
        except HandbookError as error:
            self.problems += error.problems
            return
        condition, problems = attempt(Condition, tree)
        self.problems += problems
        blocks = tuple(self.blocks(fence.pieces, tone))
        if condition is not None:
            self.conditions.append((condition, fence.place))
            yield Conditional(condition=condition, blocks=blocks)

    def callout(self, fence: Fence) -> Iterator[RawBlock]:
        for block in self.blocks(fence.pieces, cast(Tone, fence.name)):
            if not isinstance(block, (Paragraph, Conditional)):
                what = "in een kader kunnen alleen alinea's staan"
                mend = "Zet de lijst of tabel onder het kader."
                self.problems.append(Problem(fence.place, "HB126", what, mend))
            yield block

    def text(self, piece: Piece, tone: Tone) -> Iterator[RawBlock]:
        tokens = _parser().parse("\n".join(piece.lines))
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _end(tokens, at)
            if token.type == "paragraph_open":
                yield self.paragraph(tokens[at + 1], piece, tone)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                yield self.listing(tokens[at:end], piece)
            elif token.type == "table_open":
                yield self.grid(tokens[at:end], piece)
            else:
                self.strange(token, piece, _line(token))
            at = end

    def paragraph(self, inline: Token, piece: Piece, tone: Tone) -> RawBlock:
        if name := table_name(inline.content):
            return Slot(name=name)
        return Paragraph(runs=self.runs(inline, piece), tone=tone)

    def listing(self, tokens: Sequence[Token], piece: Piece) -> Listing:
        ordered = tokens[0].type.startswith("ordered")
        items: list[Item] = []
        level = -1
        filled = False
        for token in tokens:
            if token.type.endswith("_list_open"):
                level += 1
                self.same_kind(token, piece, ordered=ordered)
            elif token.type.endswith("_list_close"):
                level -= 1
            elif token.type == "list_item_open":
                filled = False
            elif token.type == "inline":
                if filled:
                    self.refuse(
                        piece,
                        _line(token),
                        "een punt van een lijst heeft twee alinea's",
                        "Maak er één alinea van, of een tweede punt.",
                    )
                items.append(Item(runs=self.runs(token, piece), level=level))
                filled = True
            elif token.type in _STRANGE:
                self.strange(token, piece, _line(token))
        return Listing(items=tuple(items), ordered=ordered)

    def same_kind(self, token: Token, piece: Piece, *, ordered: bool) -> None:
        if token.type.startswith("ordered") != ordered:
            self.refuse(
                piece,
                _line(token),
                "een genummerde lijst en een lijst met streepjes in elkaar",
                "Gebruik in één lijst overal streepjes of overal cijfers.",
            )
        if token.attrs.get("start", 1) != 1:
            self.refuse(piece, _line(token), "deze lijst begint niet bij 1", "Begin met '1.'.")

    def grid(self, tokens: Sequence[Token], piece: Piece) -> Grid:
        rows: list[list[Runs]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self.runs(token, piece))
        head, *body = map(tuple, rows)
        return Grid(head=head, rows=tuple(body), shares=_shares(rows))

    def runs(self, inline: Token, piece: Piece) -> Runs:
        runs: list[Run] = []
        look = Run(text="")
        line = _line(inline)
        first, last = inline.map or (0, 0)
        self.spots.append((piece.number - 1 + first, piece.number - 1 + last))
        if "{{ tabel." in inline.content:
            self.refuse(
                piece,
                line,
                "een tabel staat hier tussen andere tekst",
                "Zet '{{ tabel.… }}' in een eigen alinea, met een lege regel erboven en eronder.",
            )
        for token in inline.children or ():
            match token.type:
                case "text":
                    runs.append(replace(look, text=token.content))
                case "softbreak" | "hardbreak":
                    runs.append(replace(look, text=" "))
                    line += 1
                case "strong_open" | "strong_close":
                    look = replace(look, bold=token.nesting > 0)
                case "em_open" | "em_close":
                    look = replace(look, italic=token.nesting > 0)
                case "link_open" | "link_close":
                    look = replace(look, link=self.link(token, piece, line))
                case _:
                    self.strange(token, piece, line)
        return _joined(runs)

    def link(self, token: Token, piece: Piece, line: int) -> str:
        address = str(token.attrs.get("href", ""))
        if token.nesting > 0 and not address.startswith(LINKS):
            self.refuse(
                piece,
                line,
                "deze koppeling gaat niet naar een webadres",
                "Begin met https://. Een document noemt u met zijn code, zonder koppeling.",
            )
        return address

    def strange(self, token: Token, piece: Piece, line: int) -> None:
        what, mend = _STRANGE.get(token.type, ("iets", _MEND))
        self.refuse(piece, line, f"hier staat {what} en dat kan in een hoofdstuk niet", mend)

    def refuse(self, piece: Piece, line: int, what: str, mend: str) -> None:
        typed = piece.lines[line] if line < len(piece.lines) else ""
        column = len(typed) - len(typed.lstrip()) + 1
        place = Place(self.file, piece.number + line, column, excerpt(typed, column))
        self.problems.append(Problem(place, "HB125", what, mend))


def _joined(runs: Sequence[Run]) -> Runs:
    """Return the runs without empty ones, neighbours of one look as one."""
    joined: list[Run] = []
    for run in runs:
        if joined and replace(joined[-1], text=run.text) == run:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def _shares(rows: Sequence[Sequence[Runs]]) -> tuple[int, ...]:
    """Return each column's share of the width: its longest cell in characters, within bounds."""
    lengths = [
        [sum(len(run.text) for run in cell) for cell in column]
        for column in zip(*rows, strict=False)
    ]
    return tuple(min(max(*column, _NARROWEST), _WIDEST) for column in lengths)


def _end(tokens: Sequence[Token], start: int) -> int:
    """Return the index after the block that begins at `start`."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    return len(tokens)


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _no_head(place: Place) -> Problem:
    return Problem(
        place,
        code="HB124",
        what="boven dit hoofdstuk ontbreken de gegevens tussen twee regels ---",
        mend="Begin met een regel ---, dan 'id:' en 'titel:', en weer een regel ---.",
    )
