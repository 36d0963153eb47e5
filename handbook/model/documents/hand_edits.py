"""What a person did to a finished document, as far as the norm is concerned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph or a row of a table as we last wrote it, and what became of it in her file.

    Attributes:
        cells: what it said; a paragraph has one.
        level: of a heading from 1 on, 0 for what is none.
        hers: what it says in her file now, None where she took it out.
    """

    cells: tuple[str, ...]
    level: int
    hers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEdits:
    """What her file of a document lacks.

    Attributes:
        lost: topics that it no longer treats, each with the heading where it did.
        limits: what a limit of the law is about and what it is, where she changed or took it.
    """

    lost: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
