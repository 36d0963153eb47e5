"""Every document of every organisation: made where it is stale, and only there."""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem, exit_code_of, worst
from handbook.libreoffice import page_numbers
from handbook.loading.workspace import Workspace, open_workspace
from handbook.model.documents.build import DocumentOutcome, Outcome
from handbook.pipeline.build import cache
from handbook.pipeline.build.edit_report import REPORT
from handbook.pipeline.build.preparation import Prepared, Work, prepare, recalled
from handbook.pipeline.build.workers import FEW
from handbook.pipeline.build.wrong_clock import SET_BACK
from handbook.pipeline.organisation.context import Request, guarded, of_packs, organisations
from handbook.pipeline.organisation.lost_file import ONCE
from handbook.pipeline.organisation.other_clients import OtherClients, other_clients
from handbook.pipeline.organisation.paths import DROPPED
from handbook.pipeline.placement.moves import FORMER, Move, carry_out, place
from handbook.pipeline.records import archived_files
from handbook.pipeline.records.broken_approval import undo
from handbook.pipeline.safeguards.copied_profile import with_neighbours
from handbook.pipeline.safeguards.searched_files import remember
from handbook.pipeline.safeguards.secret_places import in_files

_ALL = Request()
# Organisations that may be read and rendered before the first of them is written: enough to keep
# eight workers busy, and few enough to hold in memory, at some three megabytes each.
AHEAD = 16

Task = Callable[[str], Prepared]


def build(  # noqa: PLR0913 -- what is built, on which day, and by whom
    workspace: Workspace,
    names: Sequence[str] = (),
    *,
    today: date,
    request: Request = _ALL,
    executor: Executor | None = None,
    overtaken: Callable[[], bool] | None = None,
) -> Iterator[Outcome]:
    """Yield what came of each organisation; with `request.write` off, what would come of it.

    A broken profile stops nobody else's build: its outcome carries its problems, and what was
    made of it before stays as it is. A broken pack stops those who need it.

    Args:
        workspace: the working folder with its packs.
        names: the organisations; all of them when it is empty.
        today: the day that a new version gets in the register, and nothing else.
        request: which documents, and whether to write them.
        executor: reads and renders, one organisation a task; its workers must be able to read the
            working folder. None: this thread does. This thread alone writes.
        overtaken: asked before each document, in this thread only, whether a newer change makes
            the rest useless.

    Raises:
        WorkplaceError: another build is running, or LibreOffice is asked for and not there.
        OvertakenError: `overtaken` said so; what was being prepared is not written.
    """
    chosen = organisations(workspace, names)
    office = page_numbers.find_office() if request.pages and request.write else ""
    yield from of_packs(workspace)
    work = Work(today=today, request=request, office=office, overtaken=overtaken)
    if not request.write:
        yield from _outcomes(workspace, chosen, work, executor)
        return
    with storage.lock(workspace.root):
        stuck = [each for name in chosen if (each := _undone(workspace.root, name)).exit_code]
        yield from stuck
        ready = [name for name in chosen if name not in {each.organisation for each in stuck}]
        yield from _outcomes(workspace, ready, work, executor)


def _undone(root: Path, name: str) -> Outcome:
    """Return what came of taking back an approval of `name` that broke off, if there was one."""

    def take_back() -> Outcome:
        undo(root, name)
        return Outcome(organisation=name)

    return guarded(name, take_back)


def _outcomes(
    workspace: Workspace, names: Sequence[str], work: Work, executor: Executor | None
) -> Iterator[Outcome]:
    clients = other_clients(workspace)
    for prepared in _prepared(workspace, names, work, executor):
        outcome = guarded(prepared.name, partial(_written, workspace.root, prepared))
        yield _discreet(with_neighbours(workspace.root, outcome, clients), clients)


def _discreet(outcome: Outcome, clients: OtherClients) -> Outcome:
    """Return what came of an organisation, where no message tells a secret of another."""
    hide = partial(clients.discreet, outcome.organisation)
    documents = (replace(each, problems=hide(each.problems)) for each in outcome.documents)
    return replace(outcome, problems=hide(outcome.problems), documents=tuple(documents))


def _prepared(
    workspace: Workspace, names: Sequence[str], work: Work, executor: Executor | None
) -> Iterator[Prepared]:
    """Yield each organisation in the order of `names`, whoever is ready first."""
    here = partial(prepare, workspace)
    if executor is None:
        yield from (here(name, work) for name in names)
        return
    away = partial(_by_worker, workspace.root, workspace.fingerprint, replace(work, overtaken=None))
    waiting = deque(names)
    under_way: deque[_Turn] = deque()
    try:
        while waiting or under_way:
            while waiting and len(under_way) < AHEAD:
                name = waiting.popleft()
                under_way.append(_Turn(name=name, done=recalled(workspace, name, work)))
            _hand_out(under_way, executor, away)
            turn = under_way[0]
            yield turn.done or (turn.future.result() if turn.future else here(turn.name, work))
            under_way.popleft()
    except BrokenExecutor:
        # The system ended a worker, most often for want of memory. One at a time needs least.
        left = [*(turn.name for turn in under_way), *waiting]
        yield from (here(name, work) for name in left)
    finally:
        for turn in under_way:
            if turn.future:
                turn.future.cancel()


@dataclass(slots=True, kw_only=True)
class _Turn:
    """An organisation whose turn comes: known already, in the hands of a worker, or neither."""

    name: str
    done: Prepared | None = None
    future: Future[Prepared] | None = None

    @property
    def settled(self) -> bool:
        return self.done is not None or self.future is not None


def _hand_out(turns: Collection[_Turn], executor: Executor, away: Task) -> None:
    """Give each turn that is not settled to a worker; the first few are made here.

    Workers that have not started yet take longer to do so than a few organisations take.
    """
    free = [turn for turn in turns if not turn.settled]
    if len(free) >= FEW or any(turn.future for turn in turns):
        for turn in free:
            turn.future = executor.submit(away, turn.name)


def _by_worker(root: Path, packs: str, work: Work, name: str) -> Prepared:
    """Do the work of one organisation in whatever process this is."""
    workspace = _workspace(root, packs)
    if workspace.fingerprint != packs:
        return Prepared(
            name=name, outcome=Outcome(organisation=name, problems=(_moving(),), exit_code=4)
        )
    return prepare(workspace, name, work)


@lru_cache(maxsize=1)
def _workspace(root: Path, packs: str) -> Workspace:  # noqa: ARG001 -- part of what is remembered
    """Return the working folder, read once by each worker for each state of the packs."""
    return open_workspace(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What was written of one organisation, and what stood in the way.

    `kept` are the former files that were kept. `unsaved` tells of what is ours beside the
    documents, `waiting` of copies that a later build makes as well.
    """

    documents: tuple[DocumentOutcome, ...]
    kept: tuple[Path, ...]
    unsaved: tuple[Problem, ...]
    waiting: tuple[HandbookError, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.unsaved or self.waiting)

    @property
    def exit_code(self) -> int:
        late = [each.exit_code for each in self.waiting]
        return worst([4 if self.unsaved else 0, *late, *map(_exit_code, self.documents)])


def _written(root: Path, prepared: Prepared) -> Outcome:
    """Return what came of one organisation after all that was prepared is written."""
    if prepared.outcome:
        return prepared.outcome
    if not folders.is_file(root / "organisations" / f"{prepared.name}.yaml"):
        # The drive went, or the profile did: nothing is laid down where nobody looks for it.
        return Outcome(organisation=prepared.name, problems=(_gone(prepared),), exit_code=4)
    done = _write(root, prepared)
    secret, searched = in_files(root, prepared.secrets, done.kept, prepared.searched)
    late = (problem for error in done.waiting for problem in error.problems)
    outcome = Outcome(
        organisation=prepared.name,
        documents=done.documents,
        problems=(*prepared.problems, *secret, *done.unsaved, *late),
        notices=prepared.notices,
        exit_code=worst([done.exit_code, exit_code_of([*prepared.problems, *secret])]),
    )
    if prepared.cached and done.is_whole:
        _remember(root, prepared, outcome)
    if prepared.archive:
        archived_files.remember(root, prepared.name, prepared.archive)
    remember(root, prepared.name, searched)
    reported = () if done.unsaved else _reported(prepared, done.waiting)
    return replace(outcome, notices=(*outcome.notices, *reported))


def _write(root: Path, prepared: Prepared) -> _Done:
    """Write all that was prepared of one organisation.

    The register comes last, so that what a crash leaves undone, the next build does. What we wrote
    in the documents is kept first: a copy that goes out before a crash is known when it comes back.
    """
    # A build that breaks off after the report merges again what that tells of; the other way round
    # her work would be merged and never told.
    first = [each for each in prepared.beside if each.path.endswith(f"/{REPORT}")]
    waiting = place(root, prepared.name, first)
    stuck = _save(root, prepared.ahead)
    found = [carry_out(root, prepared.name, each) for each in prepared.deliveries]
    unsaved = (*stuck, *_save(root, prepared.notes))
    later = () if unsaved else (each for each in prepared.beside if each not in first)
    return _Done(
        documents=tuple(outcome for outcome, _ in found),
        kept=tuple(path for _, former in found for path in former),
        unsaved=unsaved,
        waiting=(*waiting, *place(root, prepared.name, later)),
    )


def _reported(prepared: Prepared, waiting: Sequence[HandbookError]) -> Iterator[str]:
    """Yield where a report on her work was written, if one was: once, not at each build."""
    late = {problem.place.file for error in waiting for problem in error.problems}
    for note in prepared.beside:
        if note.path.endswith(f"/{REPORT}") and not any(each.endswith(note.path) for each in late):
            yield f"Wat er met uw eigen werk gebeurde, staat in {note.path}."


def _exit_code(outcome: DocumentOutcome) -> int:
    return 3 if outcome.action in ("voorstel", "mislukt") else 0


def _save(root: Path, notes: Sequence[Move]) -> tuple[Problem, ...]:
    """Write what is ours beside the documents; return what stood in the way.

    What was made of the documents is told all the same.
    """
    try:
        for note in notes:
            storage.put(root / note.path, note.data, expected=note.expected)
    except HandbookError as error:
        return error.problems
    return ()


def _remember(root: Path, prepared: Prepared, outcome: Outcome) -> None:
    """Keep what this build rests on, as it is after the build.

    Of what this build wrote the new state counts, of all else the one from before it was read:
    what somebody changed in between, the next build must see. After a merge, or where a file that
    was gone is told, the next build looks at everything, and tells of such a file that it was kept;
    what changed is known all the same.
    """
    if prepared.cached is None:
        return
    before = prepared.cached.basis
    moves = [move for delivery in prepared.deliveries for move in delivery.moves]
    moves += [*prepared.ahead, *prepared.notes, *prepared.beside]
    ours = {move.path for move in moves}
    now = cache.files_of(root, prepared.name, hidden=bool(prepared.secrets))
    kept = {path: stamp for path, stamp in before.files.items() if path not in ours}
    made = {path: stamp for path, stamp in now.items() if path in ours or _put_aside(path, moves)}
    written = {note.path: storage.sha256(note.data) for note in prepared.notes}
    sources = {path: written.get(path, digest) for path, digest in before.sources.items()}
    basis = replace(before, files=kept | made, sources=sources)
    once = any(each.code == SET_BACK for each in outcome.problems)
    if once or any(map(_is_told_once, outcome.documents)):
        basis = replace(basis, program=cache.NEVER)
    cache.remember(root, prepared.name, replace(prepared.cached, basis=basis, outcome=outcome))


def _is_told_once(outcome: DocumentOutcome) -> bool:
    told = (problem.code for problem in outcome.problems)
    return outcome.action == "samengevoegd" or not ONCE.isdisjoint(told)


def _put_aside(path: str, moves: Sequence[Move]) -> bool:
    """Tell whether our own moves may have put the file at `path`: a former or a withdrawn one."""
    return bool(moves) and (f"/{FORMER}/" in path or f"/{DROPPED}/" in path)


def _gone(prepared: Prepared) -> Problem:
    return Problem(
        Place(f"organisations/{prepared.name}.yaml"),
        code="HB517",
        what="het profiel verdween tijdens de build",
        mend="Kijk of de map nog bereikbaar is. Er is niets geschreven.",
    )


def _moving() -> Problem:
    return Problem(
        Place("packs"),
        code="HB515",
        what="de pakketten veranderden tijdens de build",
        mend="Bouw opnieuw; wat klaar was, staat er heel.",
    )
