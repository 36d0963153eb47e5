"""The command that gives an organisation's profile another name, with all that is its own."""

import sys
from typing import Any

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.workspace import opened


@command("rename")
@click.argument("old", type=ORGANISATION, metavar="OUD")
@click.argument("new", metavar="NIEUW")
@click.option(
    "--name", "--naam", "name", default="", metavar="NAAM", help="Van wie het is; anders gevraagd."
)
@click.pass_obj
def rename(folder: Any, old: str, new: str, name: str) -> None:
    """Geef het profiel OUD de naam NIEUW, met alles wat erbij hoort."""
    from handbook.errors import Place, Problem, SourceError
    from handbook.pipeline.rename.rename import rename as carry_out
    from handbook.reporting.features.rename import rename_text, renamed_text
    from handbook.tailoring.control.ownership import is_same_name

    def agreed(planned: Any) -> bool:
        click.echo(rename_text(planned))
        typed = name
        if not typed and sys.stdin.isatty():
            typed = click.prompt("Typ de naam van deze organisatie om door te gaan", default="")
        if not typed:
            click.echo('Geef met --naam "…" de naam van deze organisatie om door te gaan.')
            return False
        if not is_same_name(typed, planned.whose.name):
            raise SourceError(
                Problem(
                    Place(f"organisations/{old}"),
                    code="HB599",
                    what="de getypte naam is niet die van de organisatie van deze bestanden",
                    mend="Er is niets veranderd. Zijn de bestanden van een ander, haal ze dan weg.",
                )
            )
        return True

    click.echo(renamed_text(carry_out(opened(folder), old, new, agreed)))
