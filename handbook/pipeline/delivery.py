"""One file in its place, or beside it when the file that stands there is somebody's work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, StorageError
from handbook.model.document import Document
from handbook.model.outcome import Action, DocumentOutcome, Proof
from handbook.model.register import Entry
from handbook.pipeline.desk import Desk
from handbook.tailoring.staleness import Verdict, verdict

FORMER = ".vorige"
DROPPED = "Vervallen"
ASKED = "Vragenlijst"
_PROPOSALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A file to be made: its name, what it is made from (`wanted`), how to prove and to make it."""

    document: Document
    filename: str
    wanted: str
    prove: Callable[[bytes], Proof | None]
    make: Callable[[], bytes]


def deliver(desk: Desk, making: Making) -> DocumentOutcome:
    """Return what came of one file; whatever stops it is in the outcome.

    Nothing that is not proved ours is replaced. What is replaced, is kept first.
    """
    target = desk.output / making.filename
    try:
        found, path = _place(desk, making, target)
    except HandbookError as error:
        failed = Verdict(action="mislukt", reason="niet geschreven")
        return replace(_outcome(desk, making, target, failed), problems=error.problems)
    return _outcome(desk, making, path, found)


def withdraw(desk: Desk, entry: Entry) -> DocumentOutcome | None:
    """Move the file of a document that left the set to Vervallen/, its proposals too.

    None where there is no file, or where a document of the set has that name now.
    """
    target = desk.output / entry.filename
    alive = {document.filename for document in desk.made.documents}
    if entry.dropped is None or not target.is_file() or entry.filename in alive:
        return None
    action: Action = "vervallen"
    problems: tuple[Problem, ...] = ()
    try:
        for path in (target, *_proposals(target)) if desk.request.write else ():
            storage.withdraw(path, desk.output / DROPPED)
    except StorageError as error:
        action, problems = "mislukt", error.problems
    return DocumentOutcome(
        item=entry.item,
        code=entry.code,
        title=entry.title,
        path=target.relative_to(desk.root).as_posix(),
        action=action,
        reason="hoort niet meer bij deze organisatie",
        problems=problems,
    )


def _place(desk: Desk, making: Making, target: Path) -> tuple[Verdict, Path]:
    data = storage.read(target)
    found = _judge(desk, making, data)
    if found.action == "voorstel":
        return found, _propose(desk, making, target)
    if found.action in ("nieuw", "gewijzigd") and desk.request.write:
        _replace(desk, making, target, data)
    for path in _proposals(target):
        _drop_stale_proposal(desk, making, path)
    return found, target


def _judge(desk: Desk, making: Making, data: bytes | None) -> Verdict:
    return verdict(
        exists=data is not None,
        proof=making.prove(data) if data is not None else None,
        organisation=desk.name,
        item=making.document.item,
        wanted=making.wanted,
    )


def _replace(desk: Desk, making: Making, target: Path, former: bytes | None) -> None:
    made = making.make()
    if former is not None:
        storage.keep_former(target, desk.home / FORMER)
    storage.put(target, made, expected=None if former is None else storage.sha256(former))


def _proposals(target: Path) -> Iterator[Path]:
    """Yield the places where a proposal may stand, the first one first."""
    yield target.with_name(f"{target.stem} (voorstel){target.suffix}")
    for number in range(2, _PROPOSALS + 1):
        yield target.with_name(f"{target.stem} (voorstel {number}){target.suffix}")


def _propose(desk: Desk, making: Making, target: Path) -> Path:
    """Put the new text beside a file that stays; a proposal that was edited stays as well."""
    for path in _proposals(target):
        data = storage.read(path)
        found = _judge(desk, making, data)
        if found.action == "voorstel":
            continue
        if found.action in ("nieuw", "gewijzigd") and desk.request.write:
            _replace(desk, making, path, data)
        return path
    raise StorageError(
        Problem(
            Place(target.relative_to(desk.root).as_posix()),
            code="HB453",
            what=f"er staan al {_PROPOSALS} bewerkte voorstellen naast dit document",
            mend="Verwerk de voorstellen in het document en haal ze weg; bouw daarna opnieuw.",
        )
    )


def _drop_stale_proposal(desk: Desk, making: Making, path: Path) -> None:
    """Take away a proposal of ours that nobody touched and nobody needs any more."""
    data = storage.read(path) if desk.request.write else None
    proof = making.prove(data) if data is not None else None
    if data is None or proof is None or not proof.intact:
        return
    if (proof.organisation, proof.item) == (desk.name, making.document.item):
        storage.remove_ours(path, storage.sha256(data), desk.home / FORMER)


def _outcome(desk: Desk, making: Making, path: Path, found: Verdict) -> DocumentOutcome:
    return DocumentOutcome(
        item=making.document.item,
        code=making.document.code,
        title=making.document.title,
        path=path.relative_to(desk.root).as_posix(),
        action=found.action,
        reason=found.reason,
    )
