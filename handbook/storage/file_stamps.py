"""What tells, without reading them, that files changed; and notes that may be thrown away."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from handbook import folders
from handbook.errors import StorageError
from handbook.storage.file_links import is_linked
from handbook.storage.files import make_folder, read

Stamp = tuple[int, int, int, int]


def stamps(folder: Path, *, hidden: bool = False, strict: bool = False) -> dict[str, Stamp]:
    """Return the stamp of every file in `folder`, by its path from there.

    A stamp is size, time of change, time of the last change of its state (which nobody can set
    back), and number of the file: a file that was replaced by one of the same size and date has
    another number. What Office lays beside an open document is passed over, and what begins with
    a point as well; `hidden` takes files and folders that begin with a point along.

    Raises:
        StorageError: HB522, a folder cannot be read; only where `strict` asks for it, and else
            it is passed over.
    """
    if strict:
        folders.files(folder, passing=("~$",) if hidden else (".", "~$"))
    return dict(_stamps(os.fspath(folder), "", hidden=hidden))


def _stamps(folder: str, before: str, *, hidden: bool) -> Iterator[tuple[str, Stamp]]:
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith("~$" if hidden else (".", "~$")):
            continue
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(entry.path, f"{before}{entry.name}/", hidden=hidden)
            else:
                yield f"{before}{entry.name}", stamp(Path(entry.path))


def stamp(path: Path) -> Stamp:
    """Return the stamp of the file at `path`.

    Raises:
        OSError: it is not there, or may not be looked at.
    """
    # From the file and not from the folder's entry: on Windows an entry may tell old facts.
    state = path.stat()
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def noted(data: bytes) -> Any:
    """Return what a note in JSON tells; `write_note` writes none with what is refused here.

    Raises:
        ValueError: it is no JSON, or has what no text file can hold: half a character, a number
            without end, or lists in lists without end.
    """
    try:
        told = json.loads(data)
        json.dumps(told, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError as error:
        raise ValueError("te diep") from error
    return told


def write_note(path: Path, data: bytes) -> None:
    """Put `data` at `path`, a note that may be lost: without a wait for the disk, or a complaint.

    A reader finds the old note, the new one, or none.
    """
    if read(path) == data:
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with suppress(OSError, StorageError):
        make_folder(path.parent)
        draft.write_bytes(data)
        draft.replace(path)
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def remove_note(path: Path) -> None:
    """Remove a note, if it can be removed."""
    with suppress(OSError):
        if not is_linked(path.parent):
            path.unlink(missing_ok=True)
