"""Rows of words → a table of the handbook."""

from collections.abc import Iterable, Sequence

from handbook.model.sources.content import Block, Grid, Run, Runs


def grid(
    head: Sequence[str], rows: Iterable[Sequence[Runs | str]], shares: Sequence[int], caption: str
) -> tuple[Block, ...]:
    """Return a table with `head`, or nothing when it has no rows."""
    made = tuple(tuple(_runs(cell) for cell in row) for row in rows)
    if not made:
        return ()
    return (
        Grid(
            head=tuple(_runs(cell) for cell in head),
            rows=made,
            shares=tuple(shares),
            caption=caption,
        ),
    )


def capital(words: str) -> str:
    """Return `words` with a capital at their start."""
    return words[:1].upper() + words[1:]


def _runs(cell: Runs | str) -> Runs:
    if isinstance(cell, str):
        return (Run(text=cell),) if cell else ()
    return cell
