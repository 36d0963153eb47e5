"""Where approved files lie, for ever and for readers; and those of documents that left the set."""

from pathlib import Path, PurePath

from handbook.model.register import Entry, Frozen

APPROVED = "vastgesteld"
ARCHIVE = "archief"
DROPPED = "Vervallen"
# What Windows, a Mac, a NAS, Office and programs that synchronise put in a folder by themselves.
_OF_SYSTEMS = frozenset(("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"))
_OF_PROGRAMS = (".", "~", "@")


def is_of_a_system(name: str) -> bool:
    """Tell whether a file called `name` is one that no person put there."""
    plain = name.casefold()
    return plain in _OF_SYSTEMS or plain.startswith(_OF_PROGRAMS) or plain.endswith(".tmp")


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
