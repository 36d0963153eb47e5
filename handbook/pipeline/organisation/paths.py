"""Where approved files lie, for ever and for readers; and those of documents that left the set."""

from collections.abc import Iterator
from pathlib import Path, PurePath

from handbook import folders
from handbook.model.sources.register import Entry, Frozen

APPROVED = "vastgesteld"
ARCHIVE = "archief"
DROPPED = "Vervallen"
_NOTES = "output/.handbook"
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


def note(root: Path, name: str, about: str = "") -> Path:
    """Return where what is noted of an organisation lies; it may be thrown away."""
    return root / _NOTES / ".".join(filter(None, (name, about, "json")))


def notes(root: Path, name: str) -> Iterator[Path]:
    """Yield every note on an organisation that is there; no other one has a point in its name."""
    yield from (path for path in folders.entries(root / _NOTES) if path.name.startswith(f"{name}."))
