"""The command that says how documents stand."""

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.workspace import opened


@command("status")
@click.argument("organisations", nargs=-1, type=ORGANISATION, metavar="[ORGANISATIE]...")
@click.option(
    "--strict",
    "--streng",
    "strict",
    is_flag=True,
    help="Een herziening die verlopen is, telt als fout.",
)
@click.option("--json", "as_json", is_flag=True, help="Geef het als JSON.")
@click.pass_context
def status(
    context: click.Context, organisations: tuple[str, ...], *, strict: bool, as_json: bool
) -> None:
    """Zeg hoe documenten ervoor staan: versie, eigen werk, open velden, herziening."""
    from handbook.cli.common.output import stopped_as_data
    from handbook.errors import worst
    from handbook.pipeline.status import statuses
    from handbook.reporting.features.status import standing_json, standing_text

    with stopped_as_data(context, asked=as_json):
        workspace = opened(context.obj)
        found = list(statuses(workspace, organisations, today=today()))
    late = any(one.due == "verlopen" for each in found for one in each.documents)
    code = worst([*(each.exit_code for each in found), 1 if strict and late else 0])
    every = len(found) == 1
    click.echo(standing_json(found, code) if as_json else standing_text(found, every=every))
    context.exit(code)
