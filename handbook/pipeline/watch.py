"""A working folder that is watched: what changed is made again, as soon as it is quiet."""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Problem
from handbook.loading.profile.questionnaire import ANSWERS
from handbook.loading.profile.secret_places import STAND_IN
from handbook.loading.workspace import Workspace, open_workspace, profiles_in
from handbook.model.documents.build import DocumentOutcome, Outcome
from handbook.model.features.watch import WatchEvent
from handbook.pipeline.build.build import build
from handbook.pipeline.build.preparation import OvertakenError, Work, recalled
from handbook.pipeline.build.workers import jobs_for, worker_pool
from handbook.pipeline.organisation.context import PACKS, Request, of_packs, organisations
from handbook.pipeline.organisation.other_clients import secrets_of
from handbook.pipeline.schema import renew_schemas
from handbook.watcher import Change, News, SourceWatcher

_OPEN, _BUSY, _MEANWHILE = "HB501", "HB511", "HB452"
# Seconds before what cannot be seen to be over is tried again.
_AGAIN = 5.0
_HINDERED = 15.0
_OWN = ("inhoud", "sjablonen", ANSWERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What tells the day, for the register, and seconds, for how long things take."""

    today: Callable[[], date]
    seconds: Callable[[], float]


def follow(
    root: Path, names: Sequence[str], watcher: SourceWatcher, clock: Clock
) -> Iterator[WatchEvent]:
    """Yield what happens in the working folder `root` until `watcher` is stopped.

    First everything is made that is not as it should be; then what changes, of `names` only when
    there are any. A build that a newer change overtakes is not finished. A profile that cannot be
    used leaves its documents as they were.

    Raises:
        WorkplaceError: HB516, another watcher is in this folder, or took it over when output/ went.
        HandbookError: HB299, one of `names` is no profile.
    """
    with storage.watching(root) as hold, watcher:
        course = _Course(root=root, names=tuple(names), watcher=watcher, clock=clock)
        yield from course.begin()
        for news in watcher.news():
            hold.keep()
            yield from course.hear(news)
            yield from course.make()


@dataclass(slots=True, kw_only=True)
class _Course:
    """What is still to be made, and what was told; it lives as long as the watching.

    `due` are the organisations to look at; those in `own` because of a file of their own, so that
    their errors are told again. `waiting` are documents that somebody has open; `tries` the
    moments at which an organisation is tried again.
    """

    root: Path
    names: tuple[str, ...]
    watcher: SourceWatcher
    clock: Clock
    workspace: Workspace | None = None
    due: dict[str, None] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    tries: dict[str, float] = field(default_factory=dict)
    told: dict[str, frozenset[Problem]] = field(default_factory=dict)
    hindered: str = ""
    patience: float = 0.0
    heard: bool = False

    def begin(self) -> Iterator[WatchEvent]:
        chosen = organisations(self.opened(), self.names)
        yield WatchEvent(
            what="begin", subject=self.root.as_posix(), changes=tuple((name, "") for name in chosen)
        )
        self.due.update(dict.fromkeys(chosen))
        yield from self.make()
        if not self.due:
            yield WatchEvent(what="stil")

    def opened(self) -> Workspace:
        if self.workspace is None:
            self.workspace = open_workspace(self.root)
        return self.workspace

    def hear(self, news: News) -> Iterator[WatchEvent]:
        """Tell what changed, and note who must be looked at because of it."""
        if news.state:
            yield WatchEvent(what=news.state, subject=self.root.as_posix())
        if not news.changes:
            return
        self.heard = True
        self.patience = 0.0
        if any(change.path.startswith("packs/") for change in news.changes):
            self.workspace = None
        known = set(profiles_in(self.root))
        told = tuple((self.untelling(each, known), each.how) for each in news.changes)
        yield WatchEvent(what="gewijzigd", changes=told)
        for change in news.changes:
            yield from self.of_profile(change, known)
            named = affected(change, known)
            self.own |= named if len(named) == 1 else set()
            wanted = sorted(named & set(self.names)) if self.names else sorted(named)
            self.due.update(dict.fromkeys(wanted))

    def untelling(self, change: Change, known: set[str]) -> str:
        """Return the path of what changed without what it tells of a secret location."""
        return self.hidden(change.path, sorted(affected(change, known)))

    def hidden(self, text: str, names: Sequence[str]) -> str:
        """Return `text` without what gives a secret location of one of `names` away.

        While the packs cannot be read nobody knows what does, so nothing of it is shown.
        """
        try:
            found = secrets_of(self.opened(), names) if names else ()
        except HandbookError:
            return STAND_IN
        for secret in found:
            text = secret.sub(STAND_IN, text)
        return text

    def of_profile(self, change: Change, known: set[str]) -> Iterator[WatchEvent]:
        """Tell of a profile that is gone or has another name: its documents stay."""
        old = organisation_of(change.former) if change.former else ""
        if old and organisation_of(change.path) and old not in known:
            self.forget(old)
            new = organisation_of(change.path)
            yield WatchEvent(what="profiel hernoemd", subject=new, former=old)
        gone = organisation_of(change.path) if change.how == "weg" else ""
        if gone and gone not in known:
            self.forget(gone)
            yield WatchEvent(what="profiel weg", subject=gone)

    def forget(self, name: str) -> None:
        self.due.pop(name, None)
        self.waiting.pop(name, None)
        self.tries.pop(name, None)
        self.told.pop(name, None)

    def make(self) -> Iterator[WatchEvent]:
        """Make what is due; what stands in the way is told once, and tried again."""
        self.due.update(dict.fromkeys(self.freed()))
        if not self.due or self.clock.seconds() < self.patience:
            self.heard = self.heard and bool(self.due)
            return
        try:
            yield from self.made()
        except OvertakenError:
            return
        except HandbookError as error:
            yield from self.stopped_by(error)
            return
        if self.heard:
            yield WatchEvent(what="niets")
        self.heard = False
        self.own.clear()
        renew_schemas(self.opened())
        # A watcher runs for weeks: what a build leaves goes while nobody waits for it.
        gc.collect()

    def stale(self) -> list[str]:
        """Return who is due and not as it was; the others are settled."""
        work = Work(today=self.clock.today(), request=Request())
        known = set(profiles_in(self.root))
        stale = [
            name for name in self.due if name in known and not recalled(self.opened(), name, work)
        ]
        self.due = dict.fromkeys(stale)
        return stale

    def made(self) -> Iterator[WatchEvent]:
        """Make who is stale; `due` is empty afterwards, unless something newer came in between."""
        for outcome in of_packs(self.opened()) or (Outcome(organisation=PACKS),):
            yield from self.told_of(outcome, 0.0)
        names = self.stale()
        with worker_pool(jobs_for(0, len(names))) as executor:
            start = self.clock.seconds()
            for outcome in self.built(names, executor) if names else ():
                self.due.pop(outcome.organisation, None)
                self.hindered = ""
                yield from self.told_of(outcome, self.clock.seconds() - start)
                start = self.clock.seconds()
                if self.due and self.watcher.stirred():
                    raise OvertakenError

    def built(self, names: Sequence[str], executor: Executor | None) -> Iterator[Outcome]:
        return build(
            self.opened(),
            names,
            today=self.clock.today(),
            executor=executor,
            overtaken=self.watcher.stirred,
        )

    def told_of(self, outcome: Outcome, seconds: float) -> Iterator[WatchEvent]:
        name = outcome.organisation
        problems = frozenset(
            (*outcome.problems, *(each for done in outcome.documents for each in done.problems))
        )
        news = problems != self.told.get(name) or name in self.own
        self.told[name] = problems
        done = any(each.action not in ("ongewijzigd", "behouden") for each in outcome.documents)
        wrong = outcome.exit_code or (name == PACKS and outcome.problems)
        if done or (news and wrong):
            self.heard = False
            yield WatchEvent(what="gemaakt", subject=name, outcome=outcome, seconds=seconds)
        elif name in self.own:
            self.heard = False
            yield WatchEvent(what="niets", subject=name)
        yield from self.held_up(outcome)

    def held_up(self, outcome: Outcome) -> Iterator[WatchEvent]:
        """Put documents that somebody has open on the waiting list, and tell whose they are."""
        name = outcome.organisation
        before = self.waiting.pop(name, {})
        held = {each.path: self.owner(each) for each in outcome.documents if _is_open(each)}
        if held:
            self.waiting[name] = held
            self.tries[name] = self.clock.seconds() + _AGAIN
        if any(_has(each, _MEANWHILE) for each in outcome.documents):
            self.tries[name] = self.clock.seconds() + _AGAIN
        for path, owner in held.items():
            if path not in before:
                told = self.hidden(owner, [name]) if owner else ""
                yield WatchEvent(what="wacht", subject=path, former=told)

    def owner(self, outcome: DocumentOutcome) -> str:
        return storage.owner_of(self.root / outcome.path)

    def freed(self) -> list[str]:
        """Return the organisations with a document that can be tried again."""
        now = self.clock.seconds()
        closed = [
            name
            for name, held in self.waiting.items()
            if any(owner and not storage.owner_of(self.root / path) for path, owner in held.items())
        ]
        # Without an owner file nothing shows that it was closed: then it is tried now and then.
        blind = [
            name
            for name, moment in self.tries.items()
            if moment <= now and not any(self.waiting.get(name, {}).values())
        ]
        for name in {*closed, *blind}:
            self.tries.pop(name, None)
        return sorted({*closed, *blind})

    def stopped_by(self, error: HandbookError) -> Iterator[WatchEvent]:
        """Tell once what keeps everything from being written, and try again later."""
        code = error.problems[0].code if error.problems else ""
        self.patience = self.clock.seconds() + (0.0 if code == _BUSY else _HINDERED)
        if code != self.hindered:
            self.hindered = code
            outcome = Outcome(organisation="", problems=error.problems, exit_code=error.exit_code)
            yield WatchEvent(what="bezet" if code == _BUSY else "belemmerd", outcome=outcome)


def organisation_of(path: str) -> str:
    """Return the organisation whose profile stands at `path`; "" where it is no profile."""
    steps = path.split("/")
    if len(steps) != 2 or steps[0] != "organisations" or not steps[1].endswith(".yaml"):  # noqa: PLR2004
        return ""
    return steps[1].removesuffix(".yaml")


def affected(change: Change, known: set[str]) -> set[str]:
    """Return the organisations that must be looked at because of `change`.

    A profile, own content, own templates and answers concern one organisation. Templates and packs
    concern all, and so does a logo or a list of references: any profile may name it. Looking at
    one where nothing changed costs a millisecond.
    """
    steps = change.path.split("/")
    own = organisation_of(change.path)
    if own:
        return {own} & known
    if steps[0] == "organisations" and len(steps) > 2 and steps[2] in _OWN:  # noqa: PLR2004
        return {steps[1]} & known
    return known


def _is_open(outcome: DocumentOutcome) -> bool:
    return outcome.action == "mislukt" and _has(outcome, _OPEN)


def _has(outcome: DocumentOutcome, code: str) -> bool:
    return any(problem.code == code for problem in outcome.problems)
