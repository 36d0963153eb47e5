"""A working file that is gone: the copy of it that is kept, with what somebody wrote in it.

Somebody deletes or renames it, the folder moves to a computer without output/, or the document
leaves the set and comes back. Making it anew would leave her words behind.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from handbook import folders, storage
from handbook.errors import Place, Problem
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.organisation.paths import DROPPED, archived, standing
from handbook.tailoring.control.approval import parts_of
from handbook.word.package.seal import prove
from handbook.word.provenance.approval_record import said_of_itself

ONCE = frozenset({"HB458"})
"""The codes of what a build tells of a file that is gone: the next one finds it in its place."""
KIND = ".docx"
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A copy that somebody changed by hand: its bytes, and where it lies.

    `version` is the number of the approved version that it is, "" where it is no frozen file.
    """

    data: bytes
    path: Path
    version: str = ""


def her_copy(root: Path, name: str, register: Register, item: str) -> Kept | None:
    """Return the copy that takes the place of the working file of `item`, where that is gone.

    That is the file of the valid version: it has the sum that the register gives it. Of a
    document that left the set it is what went to Vervallen/, unless that is an older version. None
    where nobody changed it by hand: then it can be made anew.

    Args:
        root: the working folder.
        name: the organisation.
        register: as it was before this build: it tells which documents come back.
        item: the document.

    Raises:
        StorageError: a file cannot be read.
    """
    entry = register.find(item)
    if entry is None or folders.is_file(root / "output" / name / entry.filename):
        return None
    owners = register.owners(name)
    withdrawn = _withdrawn(root, name, entry, owners) if entry.dropped else None
    return withdrawn or _valid(root, name, entry, owners)


def put_back(root: Path, target: Path, kept: Kept, lies: str = "") -> Problem:
    """Return that the copy `kept` comes in the place of the file `target` that is gone (HB458).

    `lies` is where that file lies with what she wrote since, where that is known.
    """
    place = Place(target.relative_to(root).as_posix())
    later = "stond dat alleen in het bestand dat weg is: zet dat terug uit uw reservekopie."
    if lies:
        later = f"staat dat alleen in {lies}: zet dat bestand terug op zijn plaats."
    if kept.version:
        return Problem(
            place,
            code="HB458",
            what="dit bestand was weg; wat met de hand was gewijzigd en vastgesteld, komt terug "
            f"uit het archief (versie {kept.version})",
            mend=f"Wijzigde u daarna nog iets, dan {later}",
            weight="let op",
        )
    return Problem(
        place,
        code="HB458",
        what="dit document is er weer; het bestand dat met de hand is gewijzigd, komt terug uit "
        f"{kept.path.relative_to(root).as_posix()}",
        mend="Kijk of wat u toen wijzigde, nog klopt.",
        weight="let op",
    )


def frozen_copy(root: Path, name: str, entry: Entry) -> tuple[Path, bytes] | None:
    """Return the Word file of the valid version of a document, and where it lies, or None.

    A file that is no longer what was approved is none.

    Raises:
        StorageError: a file cannot be read.
    """
    for frozen in entry.approved.frozen if entry.approved else ():
        for path in (archived(root, name, entry, frozen), standing(root, name, entry, frozen)):
            data = storage.read(path) if path.suffix == KIND else None
            if data is not None and storage.sha256(data) == frozen.digest:
                return path, data
    return None


def _valid(root: Path, name: str, entry: Entry, owners: Collection[str]) -> Kept | None:
    found = frozen_copy(root, name, entry)
    if found is None or entry.approved is None or not is_her_work(found[1], entry.item, owners):
        return None
    return Kept(data=found[1], path=found[0], version=entry.approved.number)


def _withdrawn(root: Path, name: str, entry: Entry, owners: Collection[str]) -> Kept | None:
    """Return the newest of her files in Vervallen/ that is no older than the valid version.

    One that lost all that tells of us, its seal too, comes back as it left: a build finds out what
    it is. It says no version, and counts as no older than the valid one.
    """
    stem = re.escape(entry.filename.removesuffix(KIND))
    named = re.compile(rf"{stem}(?: \([0-9]{{1,6}}\))?{re.escape(KIND)}")
    folder = root / "output" / name / DROPPED
    approved = {frozen.digest for each in entry.versions for frozen in each.frozen}
    least = parts_of(entry.approved.number) if entry.approved else ()
    found = []
    for path in folders.entries(folder, KIND):
        data = storage.read(path) if named.fullmatch(path.name) else None
        if data is not None and (is_her_work(data, entry.item, owners) or prove(data) is None):
            edited = storage.sha256(data) not in approved
            version = _version(data) if prove(data) else least
            found.append((version, edited, path.stat().st_mtime, path, data))
    if not found or max(found)[0] < least:
        return None
    *_, path, data = max(found)
    return Kept(data=data, path=path)


def _version(data: bytes) -> tuple[int, ...]:
    said = said_of_itself(data)
    return numbers_of(said.version) if said else ()


def numbers_of(version: str) -> tuple[int, ...]:
    """Return the number of a version that a file gives, to be compared; () where it is none."""
    return parts_of(version) if _NUMBER.fullmatch(version) else ()


def is_her_work(data: bytes, item: str, owners: Collection[str]) -> bool:
    """Tell whether a file is this document of this organisation, changed by hand."""
    proof = prove(data)
    return proof is not None and (
        (proof.item, proof.intact) == (item, False) and proof.organisation in owners
    )
