"""One file in its place, or beside it when the file that stands there is somebody's work.

Deciding reads and writing writes, apart: many may decide at once, and one alone writes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, StorageError
from handbook.model.document import Document
from handbook.model.outcome import DocumentOutcome, Proof
from handbook.model.register import Entry
from handbook.pipeline.desk import Desk
from handbook.tailoring.staleness import Verdict, named, verdict

FORMER = ".vorige"
DROPPED = "Vervallen"
ASKED = "Vragenlijst"
APPROVED = "vastgesteld"
_PROPOSALS = 9
_STAMPED = Verdict(
    action="behouden", reason="met de hand gewijzigd; versie, status en datum zijn bijgewerkt"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A file to be made: its name, what it is made from (`wanted`), how to prove and to make it.

    `sources` say, by part of the fingerprint, what a reader should hear when that part changed.
    `stamp` sets version, status and dates in a file that was changed by hand, and nothing else,
    and what it then says to be made from.
    """

    document: Document
    filename: str
    wanted: str
    prove: Callable[[bytes], Proof | None]
    make: Callable[[], bytes]
    sources: Callable[[], dict[str, str]] = dict
    stamp: Callable[[bytes, str], bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change to one file that is still to be made; `path` counts from the working folder.

    `expected` is the SHA-256 of the file as it was when this was decided, None where none stood.
    """

    kind: Literal["schrijven", "vervallen", "weghalen"]
    path: str
    data: bytes = b""
    expected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is to be done for one document, and the outcome if that succeeds."""

    outcome: DocumentOutcome
    moves: tuple[Move, ...] = ()


def decide_on(desk: Desk, making: Making) -> Delivery:
    """Return what is to be done with one file; whatever stops it is in the outcome.

    Nothing that is not proved ours will be replaced, and what is replaced will be kept first.
    """
    target = desk.output / making.filename
    try:
        found, path, moves = _place(desk, making, target)
    except HandbookError as error:
        failed = Verdict(action="mislukt", reason="niet geschreven")
        outcome = replace(_outcome(desk, making, target, failed), problems=error.problems)
        return Delivery(outcome=outcome)
    return Delivery(
        outcome=_outcome(desk, making, path, found), moves=moves if desk.request.write else ()
    )


def leaving(desk: Desk, entry: Entry) -> Delivery | None:
    """Return how the file of a document that left the set goes to Vervallen/, its proposals too.

    None where there is no file, or where a document of the set has that name now.
    """
    target = desk.output / entry.filename
    alive = {document.filename for document in desk.made.documents}
    if entry.dropped is None or not target.is_file() or entry.filename in alive:
        return None
    moves = [
        Move(kind="vervallen", path=_from_root(desk, path))
        for path in (target, *proposals(target))
        if path.is_file()
    ]
    return Delivery(
        outcome=DocumentOutcome(
            item=entry.item,
            code=entry.code,
            title=entry.title,
            path=_from_root(desk, target),
            action="vervallen",
            reason="hoort niet meer bij deze organisatie",
        ),
        moves=tuple(moves) if desk.request.write else (),
    )


def carry_out(root: Path, name: str, delivery: Delivery) -> tuple[DocumentOutcome, list[Path]]:
    """Make the moves of `delivery`; return what came of it, and the former files that were kept."""
    kept: list[Path] = []
    try:
        for move in delivery.moves:
            kept += _move(root, name, move)
    except HandbookError as error:
        reason = "niet geschreven" if delivery.outcome.action != "vervallen" else "niet verplaatst"
        failed = replace(delivery.outcome, action="mislukt", reason=reason, problems=error.problems)
        return failed, kept
    return delivery.outcome, kept


def _move(root: Path, name: str, move: Move) -> list[Path]:
    if not (root / "organisations").is_dir():
        # A drive that went away must not be written to under its empty name.
        raise StorageError(_away(move.path))
    path = root / move.path
    former = root / "organisations" / name / FORMER
    if move.kind == "vervallen":
        storage.withdraw(path, root / "output" / name / DROPPED)
        return []
    if move.kind == "weghalen":
        storage.remove_ours(path, move.expected or "", former)
        return []
    # A copy of what changed meanwhile would push out an older one that is worth more.
    kept = None if move.expected is None else storage.keep_former(path, former)
    storage.put(path, move.data, expected=move.expected)
    return [kept] if kept else []


def _place(desk: Desk, making: Making, target: Path) -> tuple[Verdict, Path, tuple[Move, ...]]:
    data = storage.read(target)
    found = _judge(desk, making, data)
    if found.action == "voorstel":
        stamped = _stamped(desk, making, data, found)
        if stamped is not None:
            return _STAMPED, target, _written(desk, target, data, stamped)
        path, moves = _propose(desk, making, target)
        return found, path, moves
    moves = _replacing(desk, making, target, data, found)
    stale = [move for path in proposals(target) for move in _stale_proposal(desk, making, path)]
    return found, target, (*moves, *stale)


def _judge(desk: Desk, making: Making, data: bytes | None) -> Verdict:
    found = verdict(
        exists=data is not None,
        proof=making.prove(data) if data is not None else None,
        organisation=desk.name,
        item=making.document.item,
        wanted=making.wanted,
    )
    return named(found, making.sources()) if found.changes else found


def _replacing(
    desk: Desk, making: Making, target: Path, former: bytes | None, found: Verdict
) -> tuple[Move, ...]:
    if found.action not in ("nieuw", "gewijzigd") or not desk.request.write:
        return ()
    return _written(desk, target, former, making.make())


def _written(desk: Desk, target: Path, former: bytes | None, data: bytes) -> tuple[Move, ...]:
    expected = None if former is None else storage.sha256(former)
    path = _from_root(desk, target)
    return (Move(kind="schrijven", path=path, data=data, expected=expected),)


def _stamped(desk: Desk, making: Making, data: bytes | None, found: Verdict) -> bytes | None:
    """Return her file with its new version, status and dates, where nothing else is new."""
    if making.stamp is None or data is None or found.changes != ("beheer",):
        return None
    proof = making.prove(data)
    if proof is None or (proof.organisation, proof.item) != (desk.name, making.document.item):
        return None
    try:
        return making.stamp(data, making.wanted)
    except ValueError:
        return None


def proposals(target: Path) -> Iterator[Path]:
    """Yield the places where a proposal may stand, the first one first."""
    yield target.with_name(f"{target.stem} (voorstel){target.suffix}")
    for number in range(2, _PROPOSALS + 1):
        yield target.with_name(f"{target.stem} (voorstel {number}){target.suffix}")


def _propose(desk: Desk, making: Making, target: Path) -> tuple[Path, tuple[Move, ...]]:
    """Put the new text beside a file that stays; a proposal that was edited stays as well."""
    for path in proposals(target):
        data = storage.read(path)
        found = _judge(desk, making, data)
        if found.action != "voorstel":
            return path, _replacing(desk, making, path, data, found)
    raise StorageError(
        Problem(
            Place(_from_root(desk, target)),
            code="HB453",
            what=f"er staan al {_PROPOSALS} bewerkte voorstellen naast dit document",
            mend="Verwerk de voorstellen in het document en haal ze weg; bouw daarna opnieuw.",
        )
    )


def _stale_proposal(desk: Desk, making: Making, path: Path) -> tuple[Move, ...]:
    """Return how a proposal goes that is ours, that nobody touched and nobody needs any more."""
    data = storage.read(path) if desk.request.write else None
    proof = making.prove(data) if data is not None else None
    if data is None or proof is None or not proof.intact:
        return ()
    if (proof.organisation, proof.item) != (desk.name, making.document.item):
        return ()
    expected = storage.sha256(data)
    return (Move(kind="weghalen", path=_from_root(desk, path), expected=expected),)


def _away(path: str) -> Problem:
    return Problem(
        Place(path),
        code="HB504",
        what="het bestand is niet te schrijven; de werkmap is er niet meer",
        mend="Kijk of de schijf of de netwerkmap bereikbaar is en probeer het dan opnieuw.",
    )


def _from_root(desk: Desk, path: Path) -> str:
    return path.relative_to(desk.root).as_posix()


def _outcome(desk: Desk, making: Making, path: Path, found: Verdict) -> DocumentOutcome:
    return DocumentOutcome(
        item=making.document.item,
        code=making.document.code,
        title=making.document.title,
        path=_from_root(desk, path),
        action=found.action,
        reason=found.reason,
    )
