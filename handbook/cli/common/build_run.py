"""What build, plan and watch do for the command line: open the folder, make, and say it."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from handbook.cli.common.click_in_dutch import today
from handbook.cli.common.output import MANY, planned, tell, tell_impact, tell_live, tell_many, told
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.workspace import find_root, open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.build.workers import jobs_for, worker_pool
from handbook.pipeline.organisation.context import Request, organisations
from handbook.pipeline.schema import renew_schemas
from handbook.pipeline.watch import Clock, follow
from handbook.reporting.terminal.progress import progress
from handbook.watcher import watch_sources


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
    watched = watch_sources(root, poll=poll)
    clock = Clock(today=today, seconds=time.monotonic)
    tell_live(follow(root, names, watched, clock), watched.stop)


def _made(folder: Path, names: Sequence[str], request: Request, jobs: int) -> Iterator[Outcome]:
    workspace = open_workspace(find_root(folder))
    chosen = organisations(workspace, names)
    if request.write:
        renew_schemas(workspace)
    with worker_pool(jobs_for(jobs, len(chosen))) as executor, progress(len(chosen)) as advance:
        for outcome in build(workspace, chosen, today=today(), request=request, executor=executor):
            advance(outcome.organisation, len(outcome.documents))
            yield outcome


def _how_many(folder: Path, names: Sequence[str]) -> int:
    """Return how many organisations are asked for, before anything is read."""
    return len(names) or sum(1 for _ in (find_root(folder) / ORGANISATIONS).glob("*.yaml"))
