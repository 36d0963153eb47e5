"""One line that shows how far a build of many organisations is, and goes away at the end."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from handbook.errors import plain

Advance = Callable[[str, int], None]
_COUNTS = "{task.completed:.0f} van {task.total:.0f} organisaties, {task.fields[made]} documenten"


@contextmanager
def progress(total: int, *, stream: TextIO | None = None) -> Iterator[Advance]:
    """Give a function to call after each of `total` organisations, with its name and documents.

    It draws a bar on `stream`, standard error when none is given, with the time that is left; and
    nothing at all where that is no terminal. What is printed meanwhile comes above it.
    """
    console = Console(file=stream or sys.stderr)
    bar = Progress(
        BarColumn(bar_width=20),
        TextColumn(_COUNTS),
        TextColumn("nog"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
        # Redirected, what goes to a file would land on the screen.
        redirect_stdout=sys.stdout.isatty(),
        disable=not console.is_terminal or console.is_dumb_terminal,
    )
    made = 0
    with bar:
        task = bar.add_task("", total=total, made=0)

        def advance(done: str, documents: int) -> None:
            nonlocal made
            made += documents
            bar.update(task, advance=1, made=made, description=plain(done))

        yield advance
