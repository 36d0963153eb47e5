"""The commands that ask what only an organisation knows, and take in what it answers."""

import os
import sys
from pathlib import Path

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.workspace import opened


@command("questionnaire")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.option(
    "--to",
    "--naar",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="BESTAND",
    help="Waar zij komt te staan; anders in output, in een eigen map.",
)
@click.option(
    "--all", "--alles", "every", is_flag=True, help="Vraag ook wat al een antwoord heeft."
)
@click.pass_obj
def questionnaire(folder: Path, organisation: str, path: Path | None, *, every: bool) -> None:
    """Maak een vragenlijst in Word van de open velden van ORGANISATIE."""
    from handbook.pipeline.questionnaire.ask import ask
    from handbook.reporting.features.questionnaire import questioned_text

    if path and path.suffix.casefold() != ".docx":
        raise click.UsageError(f"'{path}' eindigt niet op .docx.")
    click.echo(questioned_text(ask(opened(folder), organisation, path=path, every=every)))


@command("answers")
@click.argument("path", type=click.Path(path_type=Path), metavar="BESTAND")
@click.argument("organisation", type=ORGANISATION, metavar="[ORGANISATIE]", default="")
@click.pass_context
def answers(context: click.Context, path: Path, organisation: str) -> None:
    """Lees een ingevulde vragenlijst terug; het profiel zelf blijft zoals het is."""
    from handbook.pipeline.questionnaire.take_in import take
    from handbook.reporting.features.questionnaire import taken_text
    from handbook.reporting.terminal.stream import look

    taken = take(opened(context.obj), path, organisation)
    click.echo(taken_text(taken, look(sys.stdout, os.environ)))
    context.exit(taken.exit_code)
