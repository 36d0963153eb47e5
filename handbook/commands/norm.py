"""The command that shows what the norm and the library know."""

import os
import sys
from pathlib import Path

import click

from handbook.commands.opening import opened


@click.command("norm", options_metavar="[OPTIES]")
@click.argument("part", metavar="[ONDERDEEL]", default="")
@click.pass_obj
def norm(folder: Path, part: str) -> None:
    """Toon onderdelen, activiteiten, kenmerken en onderwerpen."""
    from handbook.reporting.look import look
    from handbook.reporting.tables import norm_text

    library = opened(folder).library
    if part and part not in library.parts:
        known = ", ".join(library.parts)
        raise click.UsageError(f"Onderdeel '{part}' bestaat niet. Kies uit: {known}.")
    style = look(sys.stdout, os.environ)
    click.echo(norm_text(library, parts=[part] if part else [], style=style))
