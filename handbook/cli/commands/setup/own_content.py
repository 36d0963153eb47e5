"""The command that begins a piece of own content."""

from pathlib import Path

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.workspace import opened


@command("own")
@click.argument("kind", metavar="SOORT")
@click.argument("title", metavar="TITEL")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.pass_obj
def own(folder: Path, kind: str, title: str, organisation: str) -> None:
    """Begin een eigen procedure, formulier, hoofdstuk, rol, term, begrip of wet."""
    from handbook.errors import did_you_mean
    from handbook.pipeline.own_content import begin
    from handbook.scaffold.own_content import KINDS

    chosen = next((each for each in KINDS if each == kind.casefold()), None)
    if chosen is None:
        hint = did_you_mean(kind, KINDS)
        said = (f"'{kind}' is geen soort.", hint, f"Kies uit: {', '.join(KINDS)}.")
        raise click.UsageError(" ".join(filter(None, said)))
    if not title.strip() or "\n" in title:
        raise click.UsageError("Geef een titel van één regel.")
    made, file = begin(opened(folder), chosen, title.strip(), organisation)
    click.echo(f"{made.id} staat klaar in {file}.")
    click.echo(f"Vul in wat open staat, en kijk met: handbook check {organisation}")
