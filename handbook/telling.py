"""What a command says while it works and when it is done, and the exit code it leaves with."""

import os
import sys
from collections.abc import Callable, Iterable

import click

from handbook.errors import HandbookError, worst
from handbook.model.outcome import Outcome
from handbook.reporting.batch import Tally, as_line, closing
from handbook.reporting.data import as_json
from handbook.reporting.look import Look, look
from handbook.reporting.tables import plan_text
from handbook.reporting.words import as_text

Work = Callable[[], Iterable[Outcome]]
# From here on each organisation gets a line, and what is wrong stands together at the end.
MANY = 4


def tell(context: click.Context, work: Work, say: Callable[[Outcome], str] | None) -> None:
    """Do `work`, say what came of each organisation, and leave with the worst exit code.

    Without `say`, standard output holds one JSON object and nothing else, whatever happens.
    """
    if say is None:
        _tell_as_data(context, work)
        return
    codes = set()
    for outcome in work():
        codes.add(outcome.exit_code)
        click.echo(say(outcome))
    context.exit(worst(codes))


def tell_many(context: click.Context, work: Work) -> None:
    """Do `work` on many organisations: a line for each that changed, and at the end the rest."""
    tally = Tally()
    for outcome in work():
        tally.add(outcome)
        if line := as_line(outcome, style=style()):
            click.echo(line)
    click.echo(closing(tally, style=style()))
    context.exit(worst(tally.codes))


def _tell_as_data(context: click.Context, work: Work) -> None:
    seen: list[Outcome] = []
    try:
        seen.extend(work())
    except HandbookError as error:
        seen.append(Outcome(organisation="", problems=error.problems, exit_code=error.exit_code))
    click.echo(as_json(seen))
    context.exit(worst(outcome.exit_code for outcome in seen))


def told(outcome: Outcome, *, why: bool = False) -> str:
    """Return what came of one organisation, for the terminal of this run."""
    shown = style()
    return as_text(outcome, why=why, colour=shown.colour, signs=shown.signs) + "\n"


def planned(outcome: Outcome) -> str:
    """Return what would come of one organisation, as a table."""
    return plan_text([outcome], style=style()) + "\n"


def style() -> Look:
    """Return what standard output can show."""
    return look(sys.stdout, os.environ)
