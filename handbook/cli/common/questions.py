"""Questions at a terminal: a line, or a list with ticks; plain where a terminal can do no more."""

import os
import sys
from collections.abc import Callable, Mapping

import click

Check = Callable[[str], str]
_YES, _NO = ("j", "ja", "y", "yes"), ("n", "nee", "no")


def somebody_types() -> bool:
    """Tell whether a person sits at the keyboard."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, check: Check, *, default: str = "") -> str:
    """Return an answer that `check` takes; it is asked again, with the reason, until it does.

    Who gives no answer answers `default`, which is not shown.
    """
    while True:
        typed = click.prompt(question, default, prompt_suffix=" ", show_default=False)
        try:
            return check(str(typed))
        except ValueError as reason:
            click.echo(f"  {reason}")


def confirm(question: str, *, default: bool = False) -> bool:
    """Return whether a person agrees, in Dutch or in English."""
    shown = "[J/n]" if default else "[j/N]"
    while True:
        typed = str(click.prompt(f"{question} {shown}", "", prompt_suffix=" ", show_default=False))
        word = typed.strip().casefold()
        if word in ("", *_YES, *_NO):
            return default if not word else word in _YES
        click.echo("  Antwoord met j of n.")


def choose(question: str, options: Mapping[str, str], check: Check, ticked: frozenset[str]) -> str:
    """Return the ids that are chosen of `options`, with commas between; asked again until right.

    With ticks where the terminal can; else by number or name, in one line.
    """
    if _can_tick():
        while True:
            chosen = _ticks(question, options, ticked)
            try:
                return check(", ".join(chosen))
            except ValueError as reason:
                click.echo(f"  {reason}")
    width = max(map(len, options), default=0)
    for number, (name, title) in enumerate(options.items(), start=1):
        sign = "x" if name in ticked else " "
        click.echo(f"  [{sign}] {number:>2}  {name.ljust(width)}  {title}")
    default = ", ".join(name for name in options if name in ticked)
    how = "nummers of namen, met komma's" + ("; Enter: wat is aangekruist" if default else "")
    return ask(f"{question} ({how})", check, default=default)


def _can_tick() -> bool:
    return (
        somebody_types()
        and sys.stdout is not None
        and sys.stdout.isatty()
        and os.environ.get("TERM") != "dumb"
    )


def _ticks(question: str, options: Mapping[str, str], ticked: frozenset[str]) -> list[str]:
    """Return what is ticked.

    Raises:
        Abort: somebody stopped it.
    """
    import questionary

    boxes = [
        questionary.Choice(f"{name}: {title}", value=name, checked=name in ticked)
        for name, title in options.items()
    ]
    chosen = questionary.checkbox(
        question, choices=boxes, instruction="(spatie zet aan of uit, Enter gaat verder)"
    ).unsafe_ask()
    return [str(each) for each in chosen]
