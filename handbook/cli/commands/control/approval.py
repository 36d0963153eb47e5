"""The command that approves documents."""

import datetime
from collections.abc import Sequence

import click

from handbook.cli.common.arguments import DOCUMENT, ORGANISATION, command
from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.workspace import opened


@command("approve")
@click.argument("organisation", type=ORGANISATION, metavar="ORGANISATIE")
@click.argument("codes", nargs=-1, type=DOCUMENT, metavar="[CODE]...")
@click.option("--by", "--door", "approver", required=True, metavar="NAAM", help="Wie vaststelt.")
@click.option("--date", "--datum", "day", required=True, metavar="JJJJ-MM-DD", help="Op welke dag.")
@click.option(
    "--number", "--versie", "number", default="", metavar="NUMMER", help="Anders het volgende hele."
)
@click.option(
    "--despite",
    "--ondanks",
    "despite",
    type=(str, str),
    multiple=True,
    metavar="WAT REDEN",
    help="Stel toch vast: open-velden, voorstellen, wijzigingen, nagaan, onderwerpen of "
    "oudere-versie.",
)
@click.pass_context
def approve(
    context: click.Context,
    organisation: str,
    codes: tuple[str, ...],
    *,
    approver: str,
    day: str,
    number: str,
    despite: Sequence[tuple[str, str]],
) -> None:
    """Stel documenten van ORGANISATIE vast; zonder CODE alle concepten."""
    from handbook.cli.common.output import tell, told
    from handbook.pipeline.approval.approve import Asked, approve_documents
    from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS

    for subject, reason in despite:
        if subject not in SUBJECTS or not reason.strip():
            listed = ", ".join(SUBJECTS)
            raise click.UsageError(f"Geef bij --ondanks een reden, en een van: {listed}.")
    if not approver.strip():
        raise click.UsageError("Geef bij --door de naam van wie vaststelt.")
    asked = Asked(
        codes=frozenset(codes),
        approver=approver,
        day=_day(day),
        number=number,
        despite=dict(despite),
    )
    workspace = opened(context.obj)
    tell(context, lambda: [approve_documents(workspace, organisation, asked, today=today())], told)


def _day(typed: str) -> datetime.date:
    from handbook.model.common.base_record import printable, read_date

    try:
        day = read_date(typed)
    except ValueError:
        day = None
    if not isinstance(day, datetime.date):
        raise click.UsageError(f"'{printable(typed)}' is geen datum, zoals 2027-03-31.")
    return day
