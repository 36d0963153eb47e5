"""What build, plan and watch do for the command line: open the folder, make, and say it."""

import datetime
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from handbook.loading.workspace import ORGANISATIONS, find_root, open_workspace
from handbook.model.outcome import Outcome
from handbook.pipeline.approving import Asked, approve_documents
from handbook.pipeline.building import build
from handbook.pipeline.crew import crew, jobs_for
from handbook.pipeline.desk import Request, organisations
from handbook.pipeline.following import Clock, follow
from handbook.pipeline.objections import SUBJECTS
from handbook.reporting.bar import progress
from handbook.telling import MANY, planned, tell, tell_impact, tell_live, tell_many, told
from handbook.watcher import lookout


def run_build(
    context: click.Context, names: Sequence[str], request: Request, *, jobs: int, as_json: bool
) -> None:
    """Make the documents of `names`, in the folder that `context` holds, and leave."""
    work = partial(_made, context.obj, names, request, jobs)
    if as_json:
        tell(context, work, None)
    elif request.why or _how_many(context.obj, names) < MANY:
        tell(context, work, partial(told, why=request.why))
    else:
        tell_many(context, work)


def run_plan(
    context: click.Context, names: Sequence[str], request: Request, *, jobs: int, as_json: bool
) -> None:
    """Say what a build of `names` would do; of many, how far it reaches and because of what."""
    work = partial(_made, context.obj, names, request, jobs)
    if as_json:
        tell(context, work, None)
    elif request.why or _how_many(context.obj, names) < MANY:
        tell(context, work, partial(planned, why=request.why))
    else:
        tell_impact(context, work)


def run_watch(folder: Path, names: Sequence[str], *, poll: bool) -> None:
    """Follow what changes in `folder` until somebody stops it."""
    root = find_root(folder)
    watched = lookout(root, poll=poll)
    clock = Clock(today=today, seconds=time.monotonic)
    tell_live(follow(root, names, watched, clock), watched.stop)


def run_approve(  # noqa: PLR0913 -- what a person types for one approval
    context: click.Context,
    name: str,
    codes: Sequence[str],
    *,
    approver: str,
    day: str,
    number: str,
    ondanks: Sequence[tuple[str, str]],
) -> None:
    """Approve documents of `name`, say what came of it, and leave."""
    for subject, reason in ondanks:
        if subject not in SUBJECTS or not reason.strip():
            listed = ", ".join(SUBJECTS)
            raise click.UsageError(f"Geef bij --ondanks een reden, en een van: {listed}.")
    if not approver.strip():
        raise click.UsageError("Geef bij --door de naam van wie vaststelt.")
    try:
        when = datetime.date.fromisoformat(day)
    except ValueError as error:
        raise click.UsageError(f"'{day}' is geen datum, zoals 2027-03-31.") from error
    asked = Asked(
        codes=frozenset(codes),
        approver=approver.strip(),
        day=when,
        number=number,
        despite={subject: reason.strip() for subject, reason in ondanks},
    )
    workspace = open_workspace(find_root(context.obj))
    tell(context, lambda: [approve_documents(workspace, name, asked, today=today())], told)


def today() -> datetime.date:
    """Return the day it is here."""
    return datetime.datetime.now().astimezone().date()


def _made(folder: Path, names: Sequence[str], request: Request, jobs: int) -> Iterator[Outcome]:
    workspace = open_workspace(find_root(folder))
    chosen = organisations(workspace, names)
    with crew(jobs_for(jobs, len(chosen))) as executor, progress(len(chosen)) as advance:
        for outcome in build(workspace, chosen, today=today(), request=request, executor=executor):
            advance(outcome.organisation, len(outcome.documents))
            yield outcome


def _how_many(folder: Path, names: Sequence[str]) -> int:
    """Return how many organisations are asked for, before anything is read."""
    return len(names) or sum(1 for _ in (find_root(folder) / ORGANISATIONS).glob("*.yaml"))
