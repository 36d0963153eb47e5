"""The command that brings a former file back."""

from pathlib import Path

import click

from handbook.commands.opening import opened


@click.command("restore", options_metavar="[OPTIES]")
@click.argument("organisation", metavar="ORGANISATIE")
@click.argument("document", metavar="DOCUMENT")
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
@click.pass_obj
def restore(folder: Path, organisation: str, document: str, *, listed: bool, number: int) -> None:
    """Zet de vorige versie van een DOCUMENT terug; wat er nu staat, wordt bewaard."""
    from handbook.pipeline import restoring
    from handbook.reporting.former import formers_text, restored_text

    workspace = opened(folder)
    if listed:
        found = restoring.formers(workspace, organisation, document)
        click.echo(formers_text(document, [each.kept for each in found]))
        return
    path, former, problems = restoring.restore(workspace, organisation, document, number)
    click.echo(restored_text(path, former.kept, problems))
