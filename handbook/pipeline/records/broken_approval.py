"""An approval that broke off: what it noted before it laid anything, and how that is taken back.

The note lies in the archive from before the first file until the register names them all. What no
register names was not approved: archived files go, and working copies are as they were.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook import folders, storage
from handbook.errors import HandbookError
from handbook.pipeline.organisation.paths import APPROVED, ARCHIVE
from handbook.pipeline.placement.moves import FORMER

_INSIDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9.-]*")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_SUM = re.compile(r"[0-9a-f]{64}")
_WORKING = "werkbestanden"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidFile:
    """A file that an approval lays down: in the archive, and as the working copy.

    `digest` is its SHA-256; `former` that of the working copy of before, "" where there was none.
    """

    archived: Path
    working: Path
    digest: str
    former: str


def announce(root: Path, name: str, files: Sequence[LaidFile]) -> None:
    """Note which files an approval is about to lay down.

    Until the register names them they are not approved, and `undo` takes them back.

    Raises:
        StorageError: the note cannot be written.
    """
    note = _note(root, name)
    told = {each.archived.relative_to(note.parent).as_posix(): each.digest for each in files}
    working = {each.working.name: (each.former, each.digest) for each in files}
    text = json.dumps({**told, _WORKING: working}, sort_keys=True, indent=1)
    storage.put(note, text.encode(), expected=storage.digest(note))


def settled(root: Path, name: str) -> None:
    """Take the note away: the register names now what was announced."""
    storage.remove_note(_note(root, name))


def announced(root: Path, name: str) -> dict[str, str]:
    """Return the SHA-256 of each file that a running approval lays in the archive, by its path.

    A note that lies there while nothing runs announces nothing: the approval broke off.
    """
    return _noted(root, name) if storage.is_locked(root) else {}


def left_behind(root: Path, name: str) -> dict[str, str]:
    """Return the same of an approval that broke off; the next build takes it back."""
    return {} if storage.is_locked(root) else _noted(root, name)


def undo(root: Path, name: str) -> None:
    """Take back what an approval that broke off laid down: what no register names.

    Working copies come back as they were, unless somebody changed one since. Of what goes, a copy
    stays among the former files. Call it while holding the lock. What already stands for readers
    was in the register: then it is the register that is an older one, and all stays as it is.

    Raises:
        HandbookError: a file is in the way; the next call goes on.
    """
    note = _note(root, name)
    data = _read(note)
    if data is None:
        return
    home = root / "organisations" / name
    register = storage.read(home / "register.yaml") or b""
    files = dict(_archived(data, note.parent))
    if not register.strip() and _holds_more(note.parent, files):
        return  # the register was lost; it may have named these files
    if any(storage.digest(each) in files.values() for each in _for_readers(root, name)):
        files = {}
    left = {path: digest for path, digest in files.items() if digest.encode() not in register}
    for path, former, digest in _working(data, root / "output" / name):
        if digest in left.values():
            _put_back(path, former, digest, home / FORMER)
    for path, digest in left.items():
        if storage.digest(path) == digest:
            storage.remove_ours(path, digest, home / FORMER)
    storage.remove_note(note)


def _put_back(path: Path, former: str, digest: str, kept: Path) -> None:
    """Let a working copy be as it was, where an approval that broke off changed it last."""
    if storage.digest(path) != digest or former == digest:
        return
    if not former:
        storage.remove_ours(path, digest, kept)
    elif (data := storage.former(path, kept, former)) is not None:
        storage.put(path, data, expected=digest)


def _for_readers(root: Path, name: str) -> Iterator[Path]:
    return (
        path for path in folders.entries(root / "output" / name / APPROVED) if folders.is_file(path)
    )


def _holds_more(archive: Path, known: Collection[Path]) -> bool:
    """Tell whether the archive has files that were not announced."""
    return any(
        path not in known for path in folders.files(archive) if path.parent.parent == archive
    )


def _noted(root: Path, name: str) -> dict[str, str]:
    note = _note(root, name)
    files = _archived(_read(note) or b"", note.parent)
    return {path.relative_to(note.parent).as_posix(): digest for path, digest in files}


def _archived(data: bytes, archive: Path) -> Iterator[tuple[Path, str]]:
    """Yield where each announced file lies in the archive, and its SHA-256."""
    for path, digest in _told(data).items():
        if _INSIDE.fullmatch(path) and _SUM.fullmatch(str(digest)):
            yield archive / path, str(digest)


def _working(data: bytes, output: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield each working copy, its SHA-256 of before ("": there was none), and that of ours.

    A note of an older release tells of none.
    """
    told = _told(data).get(_WORKING)
    for file, sums in told.items() if isinstance(told, dict) else ():
        match sums:
            case [str(former), str(digest)] if _FILE.fullmatch(file) and _SUM.fullmatch(digest):
                if not former or _SUM.fullmatch(former):
                    yield output / file, former, digest


def _told(data: bytes) -> dict[str, Any]:
    try:
        told = storage.noted(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _read(note: Path) -> bytes | None:
    try:
        return storage.read(note)
    except HandbookError:
        return None


def _note(root: Path, name: str) -> Path:
    return root / "organisations" / name / ARCHIVE / ".bezig.json"
