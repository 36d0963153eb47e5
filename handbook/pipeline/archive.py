"""Approved files: frozen in the archive, and standing in output/ until the next approval."""

from collections.abc import Collection, Iterator
from pathlib import Path

from handbook import storage
from handbook.model.register import Entry, Frozen, Register
from handbook.pipeline.delivery import Move
from handbook.pipeline.places import archived, standing


def to_stand(
    root: Path, name: str, register: Register, over: Collection[str] = ()
) -> tuple[Move, ...]:
    """Return what puts each approved file in its place where it is not there yet.

    It lacks, or an earlier version of it still stands there: an approval broke off. A file that
    is neither is somebody's, and stays; `handbook status` tells it.

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


def strange(root: Path, name: str, entry: Entry) -> tuple[Path, ...]:
    """Return the files of a document, standing or archived, that are not what was approved.

    Raises:
        StorageError: a file cannot be read.
    """
    if not entry.approved or entry.dropped:
        return ()
    places = [
        (path, frozen.digest)
        for frozen in entry.approved.frozen
        for path in (archived(root, name, entry, frozen), standing(root, name, entry, frozen))
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


def _missing(root: Path, name: str, of: tuple[Entry, Frozen], *, over: bool) -> Iterator[Move]:
    entry, frozen = of
    path = standing(root, name, entry, frozen)
    there = storage.digest(path)
    if there == frozen.digest or (not over and of_somebody(root, name, entry, frozen)):
        return
    data = storage.read(archived(root, name, entry, frozen))
    if data is not None and storage.sha256(data) == frozen.digest:
        place = path.relative_to(root).as_posix()
        yield Move(kind="schrijven", path=place, data=data, expected=there)
