"""Approved files: frozen in the archive, and standing in output/ until the next approval."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from handbook import parcel, storage
from handbook.errors import HandbookError, Problem
from handbook.model.register import Entry, Frozen, Register
from handbook.pipeline.delivery import FORMER, Move
from handbook.pipeline.desk import Desk
from handbook.pipeline.ownership import foreign, seal_of
from handbook.pipeline.places import APPROVED, ARCHIVE, archived, standing
from handbook.word.properties import CUSTOM

CLOSE = "Heeft iemand het open, sluit het dan, en bouw opnieuw: de build zet de geldige er neer."
"""What to do where a former version still stands for readers."""
_INSIDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9.-]*")
_SUM = re.compile(r"[0-9a-f]{64}")


def announce(root: Path, name: str, files: Mapping[Path, str]) -> None:
    """Note which files an approval is about to lay in the archive, with their SHA-256.

    Until the register names them they are not approved, and `undo` takes them back.

    Raises:
        StorageError: the note cannot be written.
    """
    note = _note(root, name)
    told = {path.relative_to(note.parent).as_posix(): digest for path, digest in files.items()}
    text = json.dumps(told, sort_keys=True, indent=1)
    storage.put(note, text.encode(), expected=storage.digest(note))


def settled(root: Path, name: str) -> None:
    """Take the note away: the register names now what was announced."""
    storage.unjot(_note(root, name))


def announced(root: Path, name: str) -> dict[str, str]:
    """Return the SHA-256 of each file that a running approval lays in the archive, by its path.

    A note that lies there while nothing runs announces nothing: the approval broke off.
    """
    return _noted(root, name) if storage.is_locked(root) else {}


def left_behind(root: Path, name: str) -> dict[str, str]:
    """Return the same of an approval that broke off; the next build takes it back."""
    return {} if storage.is_locked(root) else _noted(root, name)


def _noted(root: Path, name: str) -> dict[str, str]:
    note = _note(root, name)
    try:
        data = storage.read(note)
    except HandbookError:
        return {}
    if data is None:
        return {}
    found = _announced(data, note.parent)
    return {path.relative_to(note.parent).as_posix(): digest for path, digest in found}


def undo(root: Path, name: str) -> None:
    """Take back what an approval that broke off laid in the archive: what no register names.

    A copy of it stays among the former files. Call it while holding the lock; where something
    stands in the way it is left, and the next approval tells. What already stands for readers was
    in the register: then it is the register that is an older one, and the archive stays as it is.
    """
    note = _note(root, name)
    with suppress(HandbookError):
        data = storage.read(note)
        if data is None:
            return
        register = storage.read(note.parent.parent / "register.yaml") or b""
        if not register.strip() and _holds_more(data, note.parent):
            return  # the register was lost; it may have named these files
        readers = {storage.digest(each) for each in _for_readers(root, name)}
        was_registered = any(digest in readers for _, digest in _announced(data, note.parent))
        for path, digest in () if was_registered else _announced(data, note.parent):
            if digest.encode() not in register and storage.digest(path) == digest:
                storage.remove_ours(path, digest, note.parent.parent / FORMER)
        storage.unjot(note)


def _for_readers(root: Path, name: str) -> Iterator[Path]:
    return (path for path in (root / "output" / name / APPROVED).glob("*") if path.is_file())


def _holds_more(data: bytes, home: Path) -> bool:
    """Tell whether the archive has files that were not announced."""
    known = {path for path, _ in _announced(data, home)}
    return any(path.is_file() and path not in known for path in home.glob("*/*"))


def _announced(data: bytes, home: Path) -> Iterator[tuple[Path, str]]:
    try:
        told = storage.noted(data)
        pairs = [(str(path), str(digest)) for path, digest in told.items()]
    except (ValueError, AttributeError):
        return
    for path, digest in pairs:
        if _INSIDE.fullmatch(path) and _SUM.fullmatch(digest):
            yield home / path, digest


def _note(root: Path, name: str) -> Path:
    return root / "organisations" / name / ARCHIVE / ".bezig.json"


def to_stand(
    root: Path, name: str, register: Register, over: Collection[str] = ()
) -> tuple[Move, ...]:
    """Return what puts each approved file in its place where it is not there yet.

    It lacks, or an earlier version of it still stands there: an approval broke off. A file that
    is neither is somebody's, and stays; `handbook status` tells it. Where the archive lost a file
    that still stands for readers, it comes back from there.

    Args:
        root: the working folder.
        name: the organisation.
        register: its register.
        over: items that were approved just now: their file comes there whatever stands there.

    Raises:
        StorageError: a file cannot be read.
    """
    return tuple(
        move
        for entry in register.entries
        if entry.approved and not entry.dropped
        for frozen in entry.approved.frozen
        for move in _missing(root, name, (entry, frozen), over=entry.item in over)
    )


def hers_alone(desk: Desk, moves: Iterable[Move]) -> tuple[tuple[Move, ...], tuple[Problem, ...]]:
    """Return the moves that lay down no file of another organisation, and what is wrong else."""
    kept: list[Move] = []
    problems: list[Problem] = []
    for move in moves:
        wrong = foreign(desk.root / move.path, desk.root, move.data, desk.owners)
        problems += wrong
        kept += [] if wrong else [move]
    return tuple(kept), tuple(problems)


def is_approved_as(root: Path, name: str, entry: Entry, owners: Collection[str]) -> bool:
    """Tell whether a valid approved file of a document names one of `owners`.

    In its seal, or in the property by which a host knows it: two parts that nobody types.
    """
    if not owners or entry.approved is None:
        return False
    files = (storage.read(standing(root, name, entry, each)) for each in entry.approved.frozen)
    return any(_names(data, entry.item, owners) for data in files if data is not None)


def _names(data: bytes, item: str, owners: Collection[str]) -> bool:
    proof = seal_of(data)
    if proof is None:
        return False
    known = parcel.unpack(data).get(CUSTOM, b"")
    return proof.organisation in owners or any(
        f">{each}/{item}<".encode() in known for each in owners
    )


def strange(root: Path, name: str, entry: Entry) -> tuple[Path, ...]:
    """Return the files of a document that are not what was approved.

    Of every version the one in the archive counts, and of the valid one that for readers.

    Raises:
        StorageError: a file cannot be read.
    """
    places = [
        (archived(root, name, entry, frozen), frozen.digest)
        for version in entry.versions
        for frozen in version.frozen
    ]
    if entry.approved and not entry.dropped:
        places += [
            (standing(root, name, entry, frozen), frozen.digest) for frozen in entry.approved.frozen
        ]
    return tuple(path for path, wanted in places if storage.digest(path) != wanted)


def of_somebody(root: Path, name: str, entry: Entry, frozen: Frozen) -> Path | None:
    """Return where a file stands for readers that was never approved, or None.

    Raises:
        StorageError: it cannot be read.
    """
    path = standing(root, name, entry, frozen)
    known = {each.digest for version in entry.versions for each in version.frozen}
    return None if storage.digest(path) in {None, *known} else path


def former_version(entry: Entry, digest: str | None) -> str:
    """Return, in Dutch, that a former version still stands for readers; "" where none does.

    An approval or a build puts the valid one there, and could not: somebody has that file open.
    """
    valid = entry.approved
    for version in entry.versions if valid else ():
        if version is not valid and digest in {each.digest for each in version.frozen}:
            return f"hier staat nog versie {version.number}; geldig is {valid and valid.number}"
    return ""


def _missing(root: Path, name: str, of: tuple[Entry, Frozen], *, over: bool) -> Iterator[Move]:
    entry, frozen = of
    path, kept = standing(root, name, entry, frozen), archived(root, name, entry, frozen)
    there = storage.digest(path)
    if there == frozen.digest:
        if storage.digest(kept) is None:
            yield _copy(root, kept, storage.read(path) or b"", None)
        return
    data = storage.read(kept)
    if data is None or storage.sha256(data) != frozen.digest:
        return
    if over or not of_somebody(root, name, entry, frozen):
        yield _copy(root, path, data, there)


def _copy(root: Path, path: Path, data: bytes, expected: str | None) -> Move:
    place = path.relative_to(root).as_posix()
    return Move(kind="schrijven", path=place, data=data, expected=expected)
