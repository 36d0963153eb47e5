"""Where approved files lie, for ever and for readers; and those of documents that left the set."""

from pathlib import Path, PurePath

from handbook.model.register import Entry, Frozen

APPROVED = "vastgesteld"
ARCHIVE = "archief"
DROPPED = "Vervallen"


def frozen_name(entry: Entry, suffix: str) -> str:
    """Return the name in the archive of the newest version of a document: PP-01-2.0.docx."""
    return f"{entry.code}-{entry.current.number}{suffix}"


def archived(root: Path, name: str, entry: Entry, frozen: Frozen) -> Path:
    """Return where the approved file `frozen` of a document lies for ever."""
    return root / "organisations" / name / ARCHIVE / entry.code / frozen.filename


def standing(root: Path, name: str, entry: Entry, frozen: Frozen) -> Path:
    """Return where the approved file stands for readers, under the name of the document."""
    file = PurePath(entry.filename).with_suffix(PurePath(frozen.filename).suffix)
    return root / "output" / name / APPROVED / file
