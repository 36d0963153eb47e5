"""The lines of a chapter → pieces of text and what stands between ::: lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.errors import Place, Problem
from handbook.loading.text.decoding import excerpt

MAX_NESTING = 3
CALLOUTS = ("inleiding", "tip", "let-op", "norm", "voorstel")

_FENCE = re.compile(r"^ {0,3}:{3,}[ \t]*(.*?)[ \t]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines of plain Markdown; `number` is the line of the file of the first."""

    lines: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """What stands between `::: name words` and `:::`; `place` is that of the opening line.

    `indent` is the number of characters before the words on that line.
    """

    name: str
    words: str
    indent: int
    place: Place
    pieces: tuple["Piece | Fence", ...]


@dataclass(slots=True)
class _Cursor:
    """Where the reading of one chapter has got to; it lives for one call."""

    lines: Sequence[str]
    file: str
    offset: int
    problems: list[Problem]
    at: int = 0

    def place(self, index: int) -> Place:
        line = self.lines[index]
        column = len(line) - len(line.lstrip()) + 1
        return Place(self.file, index + 1 + self.offset, column, excerpt(line, column))

    def refuse(self, index: int, what: str, mend: str) -> None:
        self.problems.append(Problem(self.place(index), "HB126", what, mend))


def split(
    lines: Sequence[str], file: str, offset: int
) -> tuple[tuple[Piece | Fence, ...], tuple[Problem, ...]]:
    """Return `lines` in pieces, and what is wrong with their ::: lines (HB126).

    Args:
        lines: the text of a chapter without its front matter.
        file: its file as the user would type it.
        offset: the lines of that file before the first of `lines`.
    """
    cursor = _Cursor(lines, file, offset, [])
    pieces: list[Piece | Fence] = []
    while cursor.at < len(lines):
        pieces += _pieces(cursor, depth=0)
        if cursor.at < len(lines):
            cursor.refuse(cursor.at, "deze ':::' sluit niets", "Haal deze regel weg.")
            cursor.at += 1
    return tuple(pieces), tuple(cursor.problems)


def _pieces(cursor: _Cursor, depth: int) -> list[Piece | Fence]:
    """Return the pieces up to a closing line, which is left standing, or the end."""
    pieces: list[Piece | Fence] = []
    start = cursor.at
    while cursor.at < len(cursor.lines):
        match = _FENCE.match(cursor.lines[cursor.at])
        if match is None:
            cursor.at += 1
            continue
        pieces += _piece(cursor, start, cursor.at)
        if not match[1]:
            return pieces
        pieces += _fence(cursor, match[1], depth)
        start = cursor.at
    return [*pieces, *_piece(cursor, start, cursor.at)]


def _piece(cursor: _Cursor, start: int, end: int) -> list[Piece]:
    lines = tuple(cursor.lines[start:end])
    if not any(line.strip() for line in lines):
        return []
    return [Piece(lines=lines, number=start + 1 + cursor.offset)]


def _fence(cursor: _Cursor, header: str, depth: int) -> list[Fence]:
    opened = cursor.at
    name, _, words = header.partition(" ")
    if name != "als" and (name not in CALLOUTS or words.strip()):
        known = ", ".join(("als", *CALLOUTS))
        cursor.refuse(opened, "dit soort kader bestaat niet", f"Kies uit: {known}.")
    if depth >= MAX_NESTING:
        cursor.refuse(opened, "er staan te veel kaders in elkaar", f"Hoogstens {MAX_NESTING}.")
        cursor.at = len(cursor.lines)
        return []
    cursor.at += 1
    pieces = _pieces(cursor, depth + 1)
    if cursor.at >= len(cursor.lines):
        cursor.refuse(opened, "dit kader wordt niet gesloten", "Zet ':::' op een regel erachter.")
    cursor.at += 1
    return [
        Fence(
            name=name,
            words=words.strip(),
            indent=cursor.lines[opened].rstrip().rfind(words.strip()),
            place=cursor.place(opened),
            pieces=tuple(pieces),
        )
    ]
