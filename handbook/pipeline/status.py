"""`status`: how each document stands, read from the register and from the files themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem
from handbook.inspection.file_text import said_in
from handbook.inspection.unfinished_text import leftovers
from handbook.loading.own_documents import AWAY_OR_SHUT
from handbook.loading.profile.secret_places import STAND_IN, concealed
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.features.status import DocumentStatus, Due, OrganisationStatus
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.approval.ended_limits import ended_limits
from handbook.pipeline.approval.unapproved_words import unapproved_words
from handbook.pipeline.build.wrong_clock import misdated_links
from handbook.pipeline.organisation.context import fault, organisations
from handbook.pipeline.organisation.internal_error import Fault, attempt, of_document, problem
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.organisation.ownership import foreign, frozen_files, opened
from handbook.pipeline.organisation.paths import ARCHIVE
from handbook.pipeline.placement.older_file import older
from handbook.pipeline.placement.other_name import elsewhere
from handbook.pipeline.placement.placement_decision import proposals
from handbook.pipeline.placement.saved_workbook import sheet_by_hand
from handbook.pipeline.records.archive import AWAY, CHANGED, CLOSE, former_version, strange
from handbook.pipeline.records.archived_files import look
from handbook.pipeline.records.cross_check import beside, proved, unsound
from handbook.pipeline.safeguards.outgoing import still_valid
from handbook.tailoring.control.codes_and_versions import months_later
from handbook.word.package.seal import prove

_SOON = 2  # months


def statuses(
    workspace: Workspace, names: Sequence[str], *, today: date
) -> Iterator[OrganisationStatus]:
    """Yield how each organisation stands; all of them when `names` is empty. Writes nothing.

    Raises:
        HandbookError: HB299, one problem for each name that is no profile.
    """
    chosen = organisations(workspace, names)
    clients = other_clients(workspace)
    for name in chosen:
        found = _guarded(workspace, name, today)
        yield replace(found, problems=clients.discreet(name, found.problems))


def _guarded(workspace: Workspace, name: str, today: date) -> OrganisationStatus:
    """Return how an organisation stands, or what stopped the looking; it stops no other's."""
    try:
        return _standing(workspace, name, today)
    except HandbookError as error:
        return OrganisationStatus(
            organisation=name, problems=error.problems, exit_code=error.exit_code
        )
    except Exception as error:  # noqa: BLE001 - a fault of ours with one client stops no other
        return OrganisationStatus(organisation=name, problems=(fault(name, error),), exit_code=70)


def _standing(workspace: Workspace, name: str, today: date) -> OrganisationStatus:
    archive = look(workspace.root, name)
    loaded = opened(workspace, name)
    register = loaded.register
    alive = [entry for entry in register.entries if not entry.dropped]
    broken = _broken(workspace.root, name, register)
    wrong = (*broken, *unsound(workspace.root, name, register, archive))
    unread: list[Problem] = []
    by_hand = tuple(_sheets(workspace.root, name, alive, unread))
    return OrganisationStatus(
        organisation=name,
        documents=tuple(
            replace(found, title=loaded.secrets.sub(STAND_IN, found.title))
            for found in (_document(workspace, name, entry, today, unread) for entry in alive)
        ),
        problems=(
            *wrong,
            *unread,
            *(
                concealed(each, loaded.secrets)
                for each in beside(workspace.root, name, register, archive)
            ),
            *misdated_links(name, register, today),
            *(each for each in loaded.notices if each.code in AWAY_OR_SHUT),
            *still_valid(name, register),
            *ended_limits(loaded, name, today),
            *by_hand,
            *(() if wrong else _her_work(workspace.root, loaded, name)),
        ),
        record="" if wrong else proved(register, archive),
        exit_code=1 if wrong or unread else 0,
    )


def _broken(root: Path, name: str, register: Register) -> tuple[Problem, ...]:
    """Return what is wrong with approved files: not what was approved, or of another."""
    owners = register.owners(name)
    changed = (
        _changed(root, path, entry)
        for entry in register.entries
        for path in strange(root, name, register, entry)
    )
    others = (
        problem
        for entry in register.entries
        for path, data in frozen_files(root, name, entry)
        for problem in foreign(path, root, data, owners)
    )
    return (*changed, *others)


def _her_work(root: Path, loaded: Loaded, name: str) -> Iterator[Problem]:
    """Yield what she wrote and no valid version says, and where it stands."""
    register, told = loaded.register, []
    alive = [entry for entry in register.entries if not entry.dropped]
    for entry in alive:
        file = f"output/{name}/{entry.filename}"
        data = _read(root / file, [])
        behind = attempt(partial(older, root, name, register, entry.item, data))
        if isinstance(behind, Fault):
            told.append((entry, replace(problem(file, behind), weight="let op")))
        elif behind:
            told.append((entry, behind.told(file)))
    rest = [entry for entry in alive if entry not in [each for each, _ in told]]
    found = (
        *(problem for _, problem in told),
        *elsewhere(root, name, register),
        *unapproved_words(root, name, rest),
    )
    return (concealed(each, loaded.secrets) for each in found)


def _document(
    workspace: Workspace, name: str, entry: Entry, today: date, unread: list[Problem]
) -> DocumentStatus:
    """Return how a document stands; what stops the look at its file comes in `unread`."""
    target = workspace.root / "output" / name / entry.filename
    data = _read(target, unread)
    beside = sum(_read(path, unread) is not None for path in proposals(target))
    found = DocumentStatus(
        item=entry.item,
        code=entry.code,
        title=entry.title,
        version=entry.current.number,
        status=entry.current.status,
        valid=entry.approved.number if entry.approved else "",
        review=entry.current.review,
        due=_due(entry.current.review, today),
        proposals=beside,
        missing=data is None,
    )
    if data is None:
        return found
    look = partial(_of_her_own, found, entry) if entry.sum else partial(_looked_into, found)
    try:
        return of_document(f"output/{name}/{entry.filename}", partial(look, data))
    except HandbookError as error:
        unread += error.problems
        return replace(found, edited=True)


def _sheets(
    root: Path, name: str, entries: Iterable[Entry], unread: list[Problem]
) -> Iterator[Problem]:
    """Yield a `let op` for each workbook that an approval would refuse."""
    for entry in (each for each in entries if each.sum is None):
        path = (root / "output" / name / entry.filename).with_suffix(".xlsx")
        file = path.relative_to(root).as_posix()
        data = _read(path, unread)
        try:
            yield from of_document(file, partial(sheet_by_hand, file, data)) if data else ()
        except HandbookError as error:
            unread += error.problems


def _read(path: Path, unread: list[Problem]) -> bytes | None:
    """Return what stands there: nothing for what cannot be read, with the reason in `unread`."""
    try:
        return storage.read(path)
    except HandbookError as error:
        unread += error.problems
        return b""


def _looked_into(found: DocumentStatus, data: bytes) -> DocumentStatus:
    proof = prove(data)
    try:
        said = said_in(data)
    except ValueError:  # no Word file any more
        return replace(found, edited=True)
    left = leftovers(said)
    return replace(
        found,
        edited=proof is None or not proof.intact,
        open_fields=len(left.get("open veld", ())),
        proposals=found.proposals + said.changes,
    )


def _of_her_own(found: DocumentStatus, entry: Entry, data: bytes) -> DocumentStatus:
    """Return how the copy of a document of her own stands: as it was taken over, or not."""
    proof = prove(data)
    frozen = {each.digest for version in entry.versions for each in version.frozen}
    known = storage.sha256(data) in {entry.sum, *frozen}
    return replace(found, edited=not known and not (proof and proof.intact))


def _due(review: date, today: date) -> Due:
    if review < today:
        return "verlopen"
    return "binnenkort" if review <= months_later(today, _SOON) else ""


def _changed(root: Path, path: Path, entry: Entry) -> Problem:
    """Return that an approved file is gone, is not what was approved, or is a former version."""
    file = path.relative_to(root)
    digest = storage.digest(path)
    what, mend = CHANGED, AWAY
    if digest is None:
        what = "dit vastgestelde bestand is weg"
        mend = "Bouw opnieuw: de build zet het terug uit het archief."
    if ARCHIVE in file.parts:
        mend = "Zet het terug uit uw reservekopie; het register kent zijn SHA-256."
    elif former := former_version(entry, digest):
        what, mend = former, CLOSE
    return Problem(Place(file.as_posix()), code="HB580", what=what, mend=mend)
