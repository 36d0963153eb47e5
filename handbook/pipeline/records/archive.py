"""Approved files: frozen in the archive, and standing in output/ until the next approval."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from handbook import opc, storage
from handbook.errors import Place, Problem
from handbook.model.sources.register import Entry, Frozen, Register
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.ownership import foreign, seal_of
from handbook.pipeline.organisation.paths import archived, standing
from handbook.pipeline.placement.moves import Move
from handbook.word.template_language.properties import CUSTOM

CLOSE = "Heeft iemand het open, sluit het dan, en bouw opnieuw: de build zet de geldige er neer."
"""What to do where a former version still stands for readers."""
CHANGED = "dit vastgestelde bestand is niet meer wat is vastgesteld"
AWAY = "Haal het weg en bouw opnieuw: de build zet het terug uit het archief."


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
        if entry.approved and register.is_valid(entry)
        for frozen in entry.approved.frozen
        for move in _missing(root, name, (entry, frozen), over=entry.item in over)
    )


def hers_alone(
    context: OrganisationContext, moves: Iterable[Move]
) -> tuple[tuple[Move, ...], tuple[Problem, ...]]:
    """Return the moves that lay down no file of another organisation, and what is wrong else."""
    kept: list[Move] = []
    problems: list[Problem] = []
    for move in moves:
        wrong = foreign(context.root / move.path, context.root, move.data, context.owners)
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
    known = opc.unpack(data).get(CUSTOM, b"")
    return proof.organisation in owners or any(
        f">{each}/{item}<".encode() in known for each in owners
    )


def strange(root: Path, name: str, register: Register, entry: Entry) -> tuple[Path, ...]:
    """Return the files of a document of `register` that are not what was approved.

    Of every version the one in the archive counts, and of the valid one that for readers.

    Raises:
        StorageError: a file cannot be read.
    """
    places = [
        (archived(root, name, entry, frozen), frozen.digest)
        for version in entry.versions
        for frozen in version.frozen
    ]
    if entry.approved and register.is_valid(entry):
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


def replaced(
    root: Path, name: str, register: Register, stands: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what is to be told of files for readers that are no approved version, as `let op`.

    That one of another organisation stands there is an error (HB597).

    Args:
        root: the working folder.
        name: the organisation.
        register: its register.
        stands: the SHA-256 of each Word file in its output, by its path from there.

    Raises:
        StorageError: one cannot be read.
    """
    for entry in register.entries:
        known = {each.digest for version in entry.versions for each in version.frozen}
        for frozen in entry.approved.frozen if entry.approved and register.is_valid(entry) else ():
            path = standing(root, name, entry, frozen)
            shown = path.relative_to(root / "output" / name).as_posix()
            there = stands.get(shown) or storage.digest(path)
            if there is not None and there not in known:
                yield _somebodys(root, path)
                yield from foreign(path, root, storage.read(path) or b"", register.owners(name))


def _somebodys(root: Path, path: Path) -> Problem:
    return Problem(
        Place(path.relative_to(root).as_posix()),
        code="HB580",
        what=CHANGED,
        mend=AWAY,
        weight="let op",
    )


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
