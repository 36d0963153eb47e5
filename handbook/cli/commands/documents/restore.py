"""The command that brings a former file back, or a lost register."""

import sys
from pathlib import Path
from typing import Any

import click

from handbook.cli.common.arguments import DOCUMENT, ORGANISATION, command
from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.questions import confirm
from handbook.cli.common.workspace import opened


@command("restore")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.argument("document", type=DOCUMENT, metavar="[DOCUMENT]", default="")
@click.option(
    "--list", "--lijst", "listed", is_flag=True, help="Toon de vorige versies en verander niets."
)
@click.option(
    "--number",
    "--nummer",
    "number",
    type=click.IntRange(1),
    default=1,
    metavar="NUMMER",
    help="Welke.",
)
@click.option(
    "--register", "register", is_flag=True, help="Maak een verloren register uit het archief."
)
@click.option("--yes", "--ja", "yes", is_flag=True, help="Maak het register zonder te vragen.")
@click.pass_obj
def restore(
    folder: Path,
    organisation: str,
    document: str,
    *,
    listed: bool,
    number: int,
    register: bool,
    yes: bool,
) -> None:
    """Zet de vorige versie van een DOCUMENT terug; wat er nu staat, wordt bewaard."""
    if bool(document) == register:
        raise click.UsageError("Noem een DOCUMENT, of geef --register.")
    if register:
        _rebuild(folder, organisation, yes=yes)
        return
    from handbook.pipeline.restore import formers
    from handbook.pipeline.restore import restore as put_back
    from handbook.reporting.features.restore import formers_text, restored_text

    workspace = opened(folder)
    if listed:
        found = formers(workspace, organisation, document)
        click.echo(formers_text(document, [each.kept for each in found]))
        return
    path, former, problems = put_back(workspace, organisation, document, number)
    click.echo(restored_text(path, former.kept, problems))


def _rebuild(folder: Path, organisation: str, *, yes: bool) -> None:
    from handbook.pipeline.records.register_rebuild import rebuild
    from handbook.reporting.features.restore import rebuilt_text

    def agreed(made: Any) -> bool:
        click.echo(rebuilt_text(organisation, made.register, made.guessed, made.problems))
        if yes or not sys.stdin.isatty():
            return yes
        return confirm("Zo maken?")

    if rebuild(opened(folder), organisation, agreed, today=today()).done:
        click.echo("Het register staat er. Stond er nog een, dan ligt dat in .vorige/register.")
    else:
        click.echo("Er is niets geschreven. Voer het plan uit met --ja.")
