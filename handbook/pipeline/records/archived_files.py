"""What lies in the archive, and what each file there says of itself.

A file that did not change is not read again where stamps may be trusted: a note in
output/.handbook/, which may be thrown away, remembers what it said.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from handbook import folders, storage
from handbook.errors import HandbookError
from handbook.pipeline.organisation.paths import APPROVED, ARCHIVE, note
from handbook.word.provenance.approval_record import Said, said_of_itself

KINDS = (".docx", ".xlsx", ".pdf")
_VERSION = 1
_DAYS = ("written", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A file in the archive: the SHA-256 of its bytes, and what it says of itself if it can."""

    digest: str
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The files in an archive, by their path from there, and the stamp of each.

    `stands` gives the SHA-256 of each Word file in output/ that stands there for readers, or that
    somebody works in, by its path from there.
    """

    files: Mapping[str, Archived]
    stamps: Mapping[str, storage.Stamp]
    stands: Mapping[str, str] = field(default_factory=dict)


def look(root: Path, name: str, *, trusting: bool = False) -> Look:
    """Return what lies in the archive of organisation `name`. Writes nothing.

    Args:
        root: the working folder.
        name: the organisation.
        trusting: believe the stamp of a file that was read before; else every byte is read.

    Raises:
        StorageError: a file or a folder cannot be read.
    """
    home = root / "organisations" / name / ARCHIVE
    stamps = {
        path: stamp
        for path, stamp in storage.stamps(home, strict=True).items()
        if PurePosixPath(path).suffix.casefold() in KINDS
    }
    known = _recalled(note(root, name, "archief")) if stamps and trusting else {}
    files = {
        path: known[path][1] if path in known and known[path][0] == stamp else _read(home / path)
        for path, stamp in stamps.items()
    }
    return Look(files=files, stamps=stamps, stands=dict(_standing(root / "output" / name)))


def _standing(output: Path) -> Iterator[tuple[str, str]]:
    for folder in ("", f"{APPROVED}/"):
        for path in folders.entries(output / folder, KINDS[0]):
            if path.name.startswith((".", "~$")):
                continue
            with suppress(HandbookError):
                if digest := storage.digest(path):
                    yield f"{folder}{path.name}", digest


def remember(root: Path, name: str, found: Look) -> None:
    """Note what was found, for the next look that trusts stamps."""
    if not found.files:
        return
    files = {path: [found.stamps[path], asdict(each)] for path, each in found.files.items()}
    told = {"versie": _VERSION, "bestanden": files}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    storage.write_note(note(root, name, "archief"), text.encode())


def _read(path: Path) -> Archived:
    data = storage.read(path) or b""
    said = said_of_itself(data) if path.suffix.casefold() == KINDS[0] else None
    return Archived(digest=storage.sha256(data), said=said)


def _recalled(path: Path) -> dict[str, tuple[storage.Stamp, Archived]]:
    try:
        told = storage.noted(storage.read(path) or b"null")
        return dict(_each(told["bestanden"])) if told and told["versie"] == _VERSION else {}
    except (HandbookError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return {}


def _each(told: Mapping[str, Any]) -> Iterator[tuple[str, tuple[storage.Stamp, Archived]]]:
    for path, (stamp, file) in told.items():
        size, changed, state, number = map(int, stamp)
        said = _said(file["said"]) if file["said"] else None
        digest = _text(file["digest"])
        yield path, ((size, changed, state, number), Archived(digest=digest, said=said))


def _said(told: Mapping[str, Any]) -> Said:
    facts: dict[str, Any] = {
        each.name: _day(told[each.name]) if each.name in _DAYS else _text(told[each.name])
        for each in fields(Said)
    }
    return Said(**facts)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
