"""What a command says while it works and when it is done, and the exit code it leaves with."""

import datetime
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from handbook.errors import HandbookError, worst
from handbook.model.documents.build import Outcome
from handbook.model.features.watch import WatchEvent
from handbook.reporting.build.batch import Tally, as_line, closing
from handbook.reporting.build.impact import Impact, impact_text
from handbook.reporting.build.outcome_json import as_json, stopped_json
from handbook.reporting.build.outcome_text import as_text
from handbook.reporting.build.plan_tables import plan_text
from handbook.reporting.features.watch import live_text
from handbook.reporting.terminal.stream import Capabilities, look

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


def tell_impact(context: click.Context, work: Work) -> None:
    """Say how far a build of many organisations would reach, and because of what."""
    impact = Impact()
    for outcome in work():
        impact.add(outcome)
    click.echo(impact_text(impact, style=style()))
    context.exit(worst(impact.codes))


def tell_live(happenings: Iterable[WatchEvent], stop: Callable[[], None]) -> None:
    """Say what happens, each with its time, until Ctrl-C; the file in hand is finished first.

    Raises:
        KeyboardInterrupt: a person stopped it.
    """
    with _on_interrupt(stop):
        for happening in happenings:
            now = datetime.datetime.now().astimezone().strftime("%H:%M:%S")
            click.echo(live_text(happening, now, style=style()))
    raise KeyboardInterrupt


@contextmanager
def _on_interrupt(stop: Callable[[], None]) -> Iterator[None]:
    """Let the first Ctrl-C, or a request of the system to end, call `stop`; a second one breaks."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = {kind: signal.getsignal(kind) for kind in kinds}

    def heard(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop()

    for kind in kinds:
        signal.signal(kind, heard)
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def stopped_as_data(context: click.Context, *, asked: bool) -> Iterator[None]:
    """Where JSON is `asked`, let standard output hold what stops a command, as JSON too."""
    try:
        yield
    except HandbookError as error:
        if not asked:
            raise
        click.echo(stopped_json(command_of(context), error))
        context.exit(error.exit_code)


def _tell_as_data(context: click.Context, work: Work) -> None:
    seen: list[Outcome] = []
    name = command_of(context)
    try:
        for outcome in work():
            seen.append(outcome)
    except HandbookError as error:
        click.echo(stopped_json(name, error, seen))
        context.exit(worst([error.exit_code, *(outcome.exit_code for outcome in seen)]))
    click.echo(as_json(name, seen))
    context.exit(worst(outcome.exit_code for outcome in seen))


def command_of(context: click.Context) -> str:
    """Return the command that runs, in its English words: "build", "pack check"."""
    names: list[str] = []
    while context.parent is not None:
        names.insert(0, context.command.name or "")
        context = context.parent
    return " ".join(names)


def told(outcome: Outcome, *, why: bool = False) -> str:
    """Return what came of one organisation, for the terminal of this run."""
    shown = style()
    return as_text(outcome, why=why, colour=shown.colour, signs=shown.signs) + "\n"


def planned(outcome: Outcome, *, why: bool = False) -> str:
    """Return what would come of one organisation, as a table."""
    return plan_text([outcome], why=why, style=style()) + "\n"


def style() -> Capabilities:
    """Return what standard output can show."""
    return look(sys.stdout, os.environ)
