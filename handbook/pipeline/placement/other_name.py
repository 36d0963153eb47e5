"""Her work in a document under another name or in another place: no build or approval reads it.

Somebody moved the working file or gave it that name, or saved a copy and works on in it. The seal
tells which document it is, wherever it lies in the working folder and whatever it is called.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from handbook import storage
from handbook.errors import Place, Problem, StorageError
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.organisation.internal_error import Fault, attempt, problem
from handbook.pipeline.organisation.paths import DROPPED, standing
from handbook.pipeline.placement.lying_elsewhere import lying, profiles, proof_of
from handbook.pipeline.placement.older_file import is_before, shown, stage_of
from handbook.word.hand_edits.missing_words import lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class MisplacedFile:
    """A file that is the document of `entry`, changed by hand, and not in its place.

    `home` is the folder of the organisation's documents, `file` where this one lies, both counted
    from the working folder.
    """

    file: str
    data: bytes
    entry: Entry
    home: str

    @property
    def is_beside(self) -> bool:
        """Whether it lies beside the document, under another name."""
        return self.file.rpartition("/")[0] == self.home

    @property
    def is_former(self) -> bool:
        """Whether it is, or is older than, what was approved: a copy that somebody keeps."""
        frozen = {each.digest for version in self.entry.versions for each in version.frozen}
        stage, valid = stage_of(self.data), self.entry.approved
        older = stage is not None and valid is not None and is_before(stage, valid)
        return older or storage.sha256(self.data) in frozen

    def told(self, working: bytes | None) -> Problem | None:
        """Return it as a `let op`, unless the `working` copy has all that she did (HB451)."""
        name, differs = self.entry.filename, ""
        if working is not None:
            lacks = lacking(self.data, working)
            if lacks.nothing:
                return None
            differs = f"; {name} heeft niet wat hierin is gewijzigd{shown(lacks)}"
        where, back = "op een andere plaats", f"zet het terug als {self.home}/{name}"
        if self.is_beside:
            where, back = "onder een andere naam", "geef dit bestand die naam"
        return Problem(
            Place(self.file),
            code="HB451",
            what=f"dit is {name}, met de hand gewijzigd, {where}{differs}",
            mend=f"Werkt u hierin, haal dan {name} weg, {back} en bouw opnieuw. "
            "Zet het anders buiten de werkmap. Het blijft staan.",
            weight="let op",
        )


def strays(
    root: Path, name: str, register: Register, *, before: Register | None = None, far: bool = False
) -> Iterator[MisplacedFile]:
    """Yield the strays of organisation `name`; a proposal that nobody touched is none of them.

    What was approved is none, nor what a build takes back out of Vervallen/.

    What cannot be read is nobody's work that could be told from another.

    Args:
        root: the working folder.
        name: the organisation.
        register: with the documents that it has.
        before: as it was before this build; where a document of it has no file, all folders are
            looked in. None: `register` itself.
        far: look in the folders of other organisations as well, at names that are not its own.
    """
    home = root / "output" / name
    alive = {each.item: each for each in register.entries if not each.dropped}
    back = {each.item for each in (before or register).entries if each.dropped}
    owners, gone = register.owners(name), _has_gone(home, before or register)
    others = {root / "output" / other for other in profiles(root)} if far and not gone else set()
    placed = _placed(root, name, register, {home, *others})
    for path in lying(root, name, far=far or gone):
        with suppress(OSError, StorageError):
            if _is_same(path, placed.get(str(path).casefold())):
                continue
            proof = proof_of(path)
            entry = alive.get(proof.item) if proof else None
            coming = entry is not None and path.parent == home / DROPPED and entry.item in back
            if proof and entry and not (proof.intact or coming) and proof.organisation in owners:
                yield from _stray(path, root, home, entry)


def _has_gone(home: Path, register: Register) -> bool:
    alive = (each for each in register.entries if not each.dropped)
    # This says no, and does not fail, where a folder may not be read.
    return not all(os.path.isfile(home / each.filename) for each in alive)  # noqa: PTH113


def _placed(root: Path, name: str, register: Register, homes: Collection[Path]) -> dict[str, Path]:
    """Return where documents lie in `homes`, and where approved ones stand, by small letters."""
    names = {each.filename for each in register.entries}
    found = {home / each for home in homes for each in names}
    for entry in register.entries:
        frozen = entry.approved.frozen if entry.approved else ()
        found |= {standing(root, name, entry, each) for each in frozen}
    return {str(each).casefold(): each for each in found}


def _is_same(path: Path, placed: Path | None) -> bool:
    """Tell whether a file is the one that is `placed`; some disks know no capitals."""
    if placed is None or path == placed:
        return placed is not None
    return placed.exists() and path.samefile(placed)


def _stray(path: Path, root: Path, home: Path, entry: Entry) -> Iterator[MisplacedFile]:
    found = MisplacedFile(
        file=path.relative_to(root).as_posix(),
        data=storage.read(path) or b"",
        entry=entry,
        home=home.relative_to(root).as_posix(),
    )
    if found.is_beside or not found.is_former:
        yield found


def elsewhere(
    root: Path, name: str, register: Register, before: Register | None = None
) -> Iterator[Problem]:
    """Yield each stray of organisation `name` that has what no working copy has (HB451)."""
    for stray in strays(root, name, register, before=before):
        with suppress(StorageError):
            told = attempt(partial(_beside_working, root, name, stray))
            if isinstance(told, Fault):
                yield replace(problem(stray.file, told), weight="let op")
            elif told:
                yield told


def _beside_working(root: Path, name: str, stray: MisplacedFile) -> Problem | None:
    return stray.told(storage.read(root / "output" / name / stray.entry.filename))
