"""Changes to files that were decided, made one by one; what stands in the way is told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from handbook import folders, storage
from handbook.errors import HandbookError, StorageError
from handbook.model.documents.build import DocumentOutcome
from handbook.pipeline.organisation.paths import DROPPED
from handbook.storage.os_errors import gone_away

FORMER = ".vorige"


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


def carry_out(root: Path, name: str, delivery: Delivery) -> tuple[DocumentOutcome, list[Path]]:
    """Make the moves of `delivery`; return what came of it, and the former files that were kept."""
    kept: list[Path] = []
    try:
        for move in delivery.moves:
            kept += make_move(root, name, move)
    except HandbookError as error:
        reason = "niet geschreven" if delivery.outcome.action != "vervallen" else "niet verplaatst"
        failed = replace(delivery.outcome, action="mislukt", reason=reason, problems=error.problems)
        return failed, kept
    return delivery.outcome, kept


def make_move(root: Path, name: str, move: Move) -> list[Path]:
    """Make one change for organisation `name`; return the former file that was kept, if any.

    Raises:
        HandbookError: HB452 the file changed since this was decided, HB501-HB504 it cannot be
            written.
    """
    if not folders.is_dir(root / "organisations"):
        # A drive that went away must not be written to under its empty name.
        raise StorageError(gone_away(move.path))
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


def place(root: Path, name: str, moves: Iterable[Move]) -> tuple[HandbookError, ...]:
    """Make each move that can be made; return what stood in the way of the others.

    For copies that a later build makes as well: one that somebody has open stops nothing else.
    """
    wrong = []
    for move in moves:
        try:
            make_move(root, name, move)
        except HandbookError as error:
            wrong.append(error)
    return tuple(wrong)
