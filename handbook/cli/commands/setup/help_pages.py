"""The command that prints a page of the documentation, or the piece about a code or a key."""

import os
import sys

import click

from handbook.cli.common.arguments import command


@command("explain")
@click.argument("words", nargs=-1, metavar="[WOORD]")
def explain(words: tuple[str, ...]) -> None:
    """Leg een code (HB118), een sleutel of een onderwerp uit; zonder WOORD: wat er is."""
    from handbook.errors import Place, Problem, UnknownNameError
    from handbook.loading.help_pages import about, near, titles
    from handbook.reporting.features.help_pages import page_text, titles_text
    from handbook.reporting.terminal.stream import look

    asked = " ".join(words)
    if not asked:
        click.echo(titles_text(titles()))
        return
    found = about(asked)
    if found is None:
        meant = near(asked)
        hint = f"Bedoelde u {' of '.join(meant)}? " if meant else ""
        raise UnknownNameError(
            Problem(
                Place("handbook uitleg"),
                code="HB326",
                what=f"over '{asked}' staat hier niets",
                mend=f"{hint}'handbook uitleg' noemt alle bladzijden.",
            )
        )
    click.echo(page_text(found.text, look(sys.stdout, os.environ)))
