"""The command that hands approved documents to a document system."""

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.common.arguments import ORGANISATION, command
from handbook.cli.common.questions import confirm
from handbook.cli.common.workspace import opened
from handbook.errors import HandbookError

if TYPE_CHECKING:
    from handbook.model.features.publishing import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a user asks of a publish: where to, which documents, and how it is told."""

    address: str
    yes: bool
    drafts: bool
    as_json: bool


@command("publish")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
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
    from handbook.reporting.features.publishing import published_json, published_text

    asked = _Asked(address=address, yes=yes, drafts=drafts, as_json=as_json)
    plan = _published(context.obj, organisation, asked)
    if as_json:
        click.echo(published_json(plan))
    elif plan.done or not plan.acts:
        click.echo(published_text(plan))
    else:
        click.echo("Er is niets geschreven. Voer het plan uit met --yes.")
    context.exit(plan.exit_code)


def _published(folder: Path, organisation: str, asked: _Asked) -> "Plan":
    """Return what came of it; as JSON also where it came to nothing.

    Raises:
        HandbookError: it came to nothing, and is told as text.
    """
    import logging

    from handbook.pipeline.publishing.publish import offer, published, unpublished
    from handbook.publishing.address import open_target

    logging.lastResort = None  # packages of others log what a host says, raw and in English
    workspace = None
    try:
        workspace = opened(folder)
        given = offer(workspace, organisation, drafts=asked.drafts)
        return published(workspace, given, asked.address, open_target, partial(_agreed, asked))
    except HandbookError as error:
        if not asked.as_json:
            raise
        return unpublished(workspace, organisation, asked.address, error)


def _agreed(asked: _Asked, plan: "Plan") -> bool:
    """Tell whether `plan` may be carried out; it is shown, and at a terminal asked about."""
    from handbook.reporting.features.publishing import published_text

    if asked.as_json or not plan.acts:
        return asked.yes
    click.echo(published_text(plan))
    if asked.yes or not sys.stdin.isatty():
        return asked.yes
    return confirm("Zo publiceren?")
