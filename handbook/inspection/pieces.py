"""The texts of a file as they are searched: each with where it stands, and what follows on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handbook.secret_places.language.folding import PARAGRAPH

KEPT = "de vorige tekst, die verborgen in het bestand staat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text as it stands somewhere in a file; `styles` are the names of the styles it wears.

    Texts with the same `flow` follow on each other, as paragraphs and cells do. `again` says that
    the words of another text are read in another way: as they were before a change, for instance.
    """

    where: str
    text: str
    styles: frozenset[str] = frozenset()
    flow: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that a file says; `pictures` are the SHA-256 of each, `review` the date it promises.

    `opaque` are the names of parts that could not be looked into, or not whole. `kept` is what the
    file keeps of our last text, for a later merge: it may hold what the file no longer says.
    `placed` are the pictures that say where they were taken, as a reader finds them.
    """

    pieces: tuple[Piece, ...]
    pictures: frozenset[str] = frozenset()
    review: date | None = None
    changes: int = 0
    opaque: tuple[str, ...] = ()
    kept: tuple[Piece, ...] = ()
    placed: tuple[str, ...] = ()


def said_by_name(name: str) -> Piece:
    """Return what the name of a file says."""
    return Piece(where="de bestandsnaam", text=name)


def readings(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    """Yield each place with a text there; then each row of texts that a reader reads on, as one.

    A name can stand in two cells, and an address on two lines; a word stands in one.
    """
    flows: dict[str, list[Piece]] = {}
    for piece in pieces:
        yield piece.where, piece.text
        if piece.flow and not piece.again:
            flows.setdefault(piece.flow, []).append(piece)
    for flow in flows.values():
        if len(flow) > 1:
            yield flow[0].where, PARAGRAPH.join(piece.text for piece in flow)
