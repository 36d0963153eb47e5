"""The command that shows what the norm and the library know."""

import os
import sys
from pathlib import Path

import click

from handbook.cli.common.arguments import command
from handbook.cli.common.workspace import opened


@command("norm")
@click.argument("part", metavar="[ONDERDEEL]", default="")
@click.pass_obj
def norm(folder: Path, part: str) -> None:
    """Toon onderdelen, activiteiten, kenmerken en onderwerpen."""
    from handbook.reporting.build.plan_tables import norm_text
    from handbook.reporting.terminal.stream import look

    library = opened(folder).library
    if part and part not in library.parts:
        known = ", ".join(library.parts)
        raise click.UsageError(f"Onderdeel '{part}' bestaat niet. Kies uit: {known}.")
    style = look(sys.stdout, os.environ)
    click.echo(norm_text(library, parts=[part] if part else [], style=style))
