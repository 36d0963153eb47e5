"""The command that hands approved documents to a document system."""

import sys
from typing import Any

import click

from handbook.commands.opening import opened
from handbook.errors import HandbookError


@click.command("publish", options_metavar="[OPTIES]")
@click.argument("organisation", metavar="ORGANISATIE")
@click.argument("address", metavar="NAAR")
@click.option("--yes", "--ja", "yes", is_flag=True, help="Voer het plan uit zonder te vragen.")
@click.option(
    "--drafts", "--concepten", "drafts", is_flag=True, help="De werkversies, ook als concept."
)
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@click.pass_context
def publish(
    context: click.Context,
    organisation: str,
    address: str,
    *,
    yes: bool,
    drafts: bool,
    as_json: bool,
) -> None:
    """Publiceer wat is vastgesteld NAAR een map, een WebDAV-adres of een .zip."""
    import logging

    from handbook.model.publishing import Plan
    from handbook.pipeline.handing import offer, published
    from handbook.publishing.access import open_target, shown
    from handbook.reporting.handing import published_json, published_text

    logging.lastResort = None  # packages of others log what a host says, raw and in English

    def agreed(plan: Any) -> bool:
        if as_json or not plan.acts:
            return yes
        click.echo(published_text(plan))
        if yes or not sys.stdin.isatty():
            return yes
        return click.confirm("Zo publiceren?")

    try:
        workspace = opened(context.obj)
        given = offer(workspace, organisation, drafts=drafts)
        plan = published(workspace, given, address, open_target, agreed)
    except HandbookError as error:
        if not as_json:
            raise
        plan = Plan(
            organisation=organisation,
            target=shown(address),
            steps=(),
            notices=error.problems,
            exit_code=error.exit_code,
        )
    if as_json:
        click.echo(published_json(plan))
    elif plan.done or not plan.acts:
        click.echo(published_text(plan))
    else:
        click.echo("Er is niets geschreven. Voer het plan uit met --yes.")
    context.exit(plan.exit_code)
