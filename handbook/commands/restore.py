"""The command that brings a former file back."""

from pathlib import Path

import click


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
    from handbook.making import run_restore

    run_restore(folder, organisation, document, number=None if listed else number)
