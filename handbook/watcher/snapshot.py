"""The files of a working folder that people write, as they are now, and what differs from before.

Read by content: a touch, a save without a change and an editor's dance of renames are no change.
"""

import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDERS = ("organisations", "templates", "packs")

# What the tool itself writes among the sources; it must not hear itself.
_OURS = re.compile(r"organisations/[^/]+/(register\.yaml|paginas\.json)")
# What Word, editors, browsers and sync programs lay beside a file while they work on it.
_PASSING = re.compile(
    r"\..*|~\$.*|~WR[A-Z]\d+\.tmp|.*\.(tmp|temp|swp|swx|bak|part|crdownload)|.*~|#.*#|4913",
    re.IGNORECASE,
)
# A file that is only in the cloud: reading it would fetch it.
# Source: Microsoft Learn, "File Attribute Constants": offline, recall on open, and on data access.
_AWAY = 0x1000 | 0x40000 | 0x400000
_CHUNK = 1 << 20
_FRESH = 2_000_000_000  # nanoseconds; a memory stick keeps time by two seconds

Stamp = tuple[int, int, int]
How = Literal["nieuw", "gewijzigd", "weg", "hernoemd"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was last seen: size, time of change and number, and the SHA-256 of its text.

    `digest` is "" where it could not be read just now, and a word of its own where it is only in
    the cloud.
    """

    stamp: Stamp
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one file; `path` counts from the working folder, `former` is its old one."""

    path: str
    how: How
    former: str = ""


Sight = Mapping[str, Seen]


def counts(path: str) -> bool:
    """Tell whether the file or folder `path`, from the working folder, is written by people."""
    steps = path.split("/")
    if steps[0] not in FOLDERS or _OURS.fullmatch(path):
        return False
    return not any(_PASSING.fullmatch(step) for step in steps)


def look(root: Path, before: Sight) -> Sight | None:
    """Return all files of the working folder `root` that count; None where the folder is away.

    Only what has another stamp than in `before` is read, and what changed a moment ago: in a
    folder that is synchronised, each reading may be a transfer.
    """
    if not (root / FOLDERS[0]).is_dir():
        return None
    return {
        path: seen
        for folder in FOLDERS
        for path, file in _walk(root / folder, folder)
        if (seen := _seen(file, before.get(path)))
    }


def _seen(file: Path, before: Seen | None) -> Seen | None:
    try:
        state = file.stat()
    except OSError:  # gone since the folder was read
        return None
    stamp = (state.st_size, state.st_mtime_ns, state.st_ino)
    if before and before.stamp == stamp and before.digest and not _is_fresh(state):
        return before
    return Seen(stamp, _digest(file, state))


def _is_fresh(state: os.stat_result) -> bool:
    """Tell whether a file changed so lately that it can change again and have the same stamp."""
    return abs(time.time_ns() - state.st_mtime_ns) < _FRESH


def _walk(folder: Path, shown: str) -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{shown}/{entry.name}"
        if not counts(path):
            continue
        if _is(entry, "folder"):
            yield from _walk(Path(entry.path), path)
        elif _is(entry, "file"):
            yield path, Path(entry.path)


def _is(entry: "os.DirEntry[str]", kind: Literal["folder", "file"]) -> bool:
    """Tell what an entry is; a link that leads nowhere, or to itself, is neither."""
    try:
        return entry.is_dir(follow_symlinks=False) if kind == "folder" else entry.is_file()
    except OSError:
        return False


def _digest(path: Path, state: os.stat_result) -> str:
    if getattr(state, "st_file_attributes", 0) & _AWAY:
        return f"niet hier {state.st_size} {state.st_mtime_ns}"
    total = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                total.update(chunk)
    except OSError:  # another program holds it, most often because it is being saved
        return ""
    return total.hexdigest()


def differences(before: Sight, after: Sight) -> tuple[Change, ...]:
    """Return what changed between two sights, by path; a file with another name is one change."""
    gone = {path: seen.digest for path, seen in before.items() if path not in after}
    came = {path: seen.digest for path, seen in after.items() if path not in before}
    former = dict(_renamed(gone, came))
    changes = [Change(path, "hernoemd", old) for path, old in former.items()]
    changes += [Change(path, "nieuw") for path in came if path not in former]
    changes += [Change(path, "weg") for path in gone if path not in former.values()]
    changes += [
        Change(path, "gewijzigd")
        for path, seen in after.items()
        if path in before and before[path].digest != seen.digest
    ]
    return tuple(sorted(changes, key=lambda change: change.path))


def _renamed(gone: Mapping[str, str], came: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield new and old path of each file that has another name and the same content."""
    by_digest: dict[str, list[str]] = {}
    for path, digest in sorted(gone.items(), reverse=True):
        by_digest.setdefault(digest, []).append(path)
    for path, digest in sorted(came.items()):
        if digest and by_digest.get(digest):
            yield path, by_digest[digest].pop()


def unsettled(sight: Sight) -> bool:
    """Tell whether a file of `sight` could not be read just now."""
    return any(not seen.digest for seen in sight.values())
