"""The command that shows what the norm and the library know, and the names of an organisation."""

import os
import sys

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.workspace import opened


@command("norm")
@click.argument("word", type=ORGANISATION, metavar="[ONDERDEEL OF ORGANISATIE]", default="")
@click.option("--json", "as_json", is_flag=True, help="Geef de namen als JSON.")
@click.pass_context
def norm(context: click.Context, word: str, *, as_json: bool) -> None:
    """Toon onderdelen, werk, kenmerken en onderwerpen, of alle namen van een organisatie."""
    from handbook.cli.common.output import stopped_as_data
    from handbook.loading.workspace import profile_names
    from handbook.pipeline.norm import known_words, meant, names_in
    from handbook.reporting.build.plan_tables import norm_text
    from handbook.reporting.features.norm import names_json, names_text
    from handbook.reporting.terminal.stream import look

    style = look(sys.stdout, os.environ)
    with stopped_as_data(context, asked=as_json):
        workspace = opened(context.obj)
        if word in profile_names(workspace):
            found = names_in(workspace, word)
            click.echo(names_json(found) if as_json else names_text(found, style))
            return
    library = workspace.library
    if word and word not in library.parts:
        known = ", ".join(known_words(workspace))
        hint = meant(workspace, word)
        said = (f"'{word}' is geen onderdeel of organisatie.", hint, f"Er zijn: {known}.")
        raise click.UsageError(" ".join(filter(None, said)))
    if as_json:
        raise click.UsageError("Met --json noemt 'norm' de namen van één organisatie: noem haar.")
    click.echo(norm_text(library, parts=[word] if word else [], style=style))
