"""The command that takes over a folder of existing documents."""

from pathlib import Path

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.workspace import opened


@command("take-over")
@click.argument("source", metavar="MAP", type=click.Path(path_type=Path))
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.option("--dry-run", "--proef", "dry", is_flag=True, help="Toon het alleen; schrijf niets.")
@click.pass_context
def take_over(context: click.Context, source: Path, organisation: str, *, dry: bool) -> None:
    """Haal bestaande documenten uit een MAP binnen bij ORGANISATIE, als voorstel."""
    from handbook.pipeline.take_over import take_over as taken_over
    from handbook.reporting.features.take_over import as_text

    told = taken_over(opened(context.obj), source, organisation, write=not dry)
    click.echo(as_text(told))
    for problem in told.problems:
        click.echo(f"\n{problem}", err=True)
    context.exit(1 if told.problems else 0)
