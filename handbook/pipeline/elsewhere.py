"""Her work in a document under another name in the same folder: no build and no approval reads it.

Somebody gave the working file that name, or saved a copy and works on in it. The seal tells which
document it is, whatever it is called.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from handbook import folders, storage
from handbook.errors import Place, Problem, StorageError
from handbook.model.register import Entry, Register
from handbook.pipeline.fault import Fault, attempt, problem
from handbook.pipeline.older import shown
from handbook.word.lacking import lacking
from handbook.word.proof import prove

_KINDS = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_NO_WORK = (".", "~$")  # how the names of files begin that programs keep for themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A file under another name that is the document of `entry`, changed by hand."""

    file: str
    data: bytes
    entry: Entry

    def told(self, working: bytes | None) -> Problem | None:
        """Return it as a `let op`, unless the `working` copy has all that she did (HB451)."""
        name, differs = self.entry.filename, ""
        if working is not None:
            lacks = lacking(self.data, working)
            if lacks.nothing:
                return None
            differs = f"; {name} heeft niet wat hierin is gewijzigd{shown(lacks)}"
        return Problem(
            Place(self.file),
            code="HB451",
            what=f"dit is {name}, met de hand gewijzigd, onder een andere naam{differs}",
            mend=f"Werkt u hierin, haal dan {name} weg, geef dit bestand die naam en bouw opnieuw. "
            "Zet het anders buiten deze map. Het blijft staan.",
            weight="let op",
        )


def strays(root: Path, name: str, register: Register) -> Iterator[Stray]:
    """Yield the strays among the documents of organisation `name`; its proposals are none.

    What cannot be read is nobody's work that could be told from another.
    """
    folder = root / "output" / name
    alive = {each.item: each for each in register.entries if not each.dropped}
    owners = register.owners(name)
    own = {each.filename.casefold() for each in register.entries}
    for path in folders.entries(folder):
        if path.suffix.casefold() not in _KINDS or path.name.casefold() in own:
            continue
        if path.name.startswith(_NO_WORK) or "(voorstel" in path.name:
            continue
        with suppress(StorageError):
            data = storage.read(path) or b""
            proof = prove(data)
            entry = alive.get(proof.item) if proof else None
            if proof and entry and not proof.intact and proof.organisation in owners:
                yield Stray(file=path.relative_to(root).as_posix(), data=data, entry=entry)


def elsewhere(root: Path, name: str, register: Register) -> Iterator[Problem]:
    """Yield each stray of organisation `name` that has what no working copy has (HB451)."""
    for stray in strays(root, name, register):
        with suppress(StorageError):
            told = attempt(partial(_beside_working, root, name, stray))
            if isinstance(told, Fault):
                yield replace(problem(stray.file, told), weight="let op")
            elif told:
                yield told


def _beside_working(root: Path, name: str, stray: Stray) -> Problem | None:
    return stray.told(storage.read(root / "output" / name / stray.entry.filename))
