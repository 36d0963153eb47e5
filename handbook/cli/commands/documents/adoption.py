"""The command that makes her edits in a document the organisation's own content."""

import click

from handbook.cli.common.arguments import DOCUMENT, ORGANISATION, command
from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.workspace import opened


@command("adopt")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.argument("code", type=DOCUMENT, metavar="CODE")
@click.option("--plan", is_flag=True, help="Zeg wat er zou gebeuren en schrijf niets.")
@click.pass_context
def adopt(context: click.Context, organisation: str, code: str, *, plan: bool) -> None:
    """Neem over wat u in een document wijzigde als eigen tekst, in inhoud/."""
    from handbook.pipeline.adoption.adopt import adopt as take_over
    from handbook.reporting.features.adoption import adopted_text

    workspace = opened(context.obj)
    found = take_over(workspace, organisation, code, today=today(), write=not plan)
    click.echo(adopted_text(found, organisation, written=not plan))
    context.exit(3 if any(each.why for each in found.changes) else 0)
