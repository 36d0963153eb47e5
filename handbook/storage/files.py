"""Reads and replaces files: whole or not at all, keeping what is replaced."""

import errno
import hashlib
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

from handbook.errors import EditConflict, StorageError
from handbook.storage.file_links import end_of, home_of, line_of, refuse_linked
from handbook.storage.office_locks import owner_of
from handbook.storage.os_errors import (
    bad_name,
    changed_meanwhile,
    in_use,
    read_only,
    storage_error,
    too_large,
)

_KEPT = re.compile(r"[0-9a-f]{12,64}")
_SHORT = 12  # digits of a SHA-256 in the name of a former file
_NAME_BYTES = 200  # of the 255 that file systems allow, so that our own additions still fit
_UNPORTABLE = re.compile(r'[\x00-\x1f<>:"/\\|?*]|[ .]$')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)
_LARGEST = 300_000_000  # bytes; every file of ours is read whole, and none comes near
_PIECE = 1_000_000
# On Windows a virus scanner or an indexer may hold a fresh file for a moment.
_TRIES = 5
_PAUSE = 0.1  # seconds


def read(path: Path) -> bytes | None:
    """Return the bytes of the file at `path`, or None when there is none.

    Raises:
        StorageError: HB501, HB503 or HB504, it is there but cannot be read; HB508, it is larger
            than 300 MB.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            # A pipe or a device of that name would keep the program waiting for ever.
            raise OSError(errno.EINVAL, "dit is geen gewoon bestand")
        if state.st_size > _LARGEST or (data := _bytes(path)) is None:
            raise StorageError(too_large(path, _LARGEST))
        return data
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise storage_error(path, error, verb="lezen") from error


def _bytes(path: Path) -> bytes | None:
    """Return the bytes of a file; None where they are more than fit, whatever it says of itself.

    A file grows while it is read, and some file systems know no size before.
    """
    pieces: list[bytes] = []
    room = _LARGEST
    with path.open("rb") as file:
        while room >= 0 and (piece := file.read(_PIECE)):
            pieces.append(piece)
            room -= len(piece)
    return b"".join(pieces) if room >= 0 else None


def digest(path: Path) -> str | None:
    """Return the SHA-256 of the file at `path` as 64 hex digits, or None when there is none.

    Raises:
        StorageError: as `read`.
    """
    data = read(path)
    return None if data is None else sha256(data)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits: what `put` compares with."""
    return hashlib.sha256(data).hexdigest()


def put(path: Path, data: bytes, *, expected: str | None) -> None:
    """Put `data` at `path`, whole or not at all, if what stands there is still `expected`.

    Folders that lack are made; one of ours that is a link is refused. A link to a file in the same
    folder is followed, so that it stays a link; a link to elsewhere is refused. Where `data`
    already stands, nothing is written.

    `expected` is the SHA-256 of the bytes that were read, or None where no file stood. Between
    reading and replacing she may have saved in Word; then nothing is replaced.

    Raises:
        EditConflict: HB452, the file changed meanwhile.
        StorageError: HB501 somebody has it open, HB503 it is read-only, HB504 anything else,
            HB505 a link to elsewhere, HB506 a name or path that not every computer can hold.
        WorkplaceError: HB502 no room, HB503 no rights in the folder.
    """
    _check_name(path)
    try:
        target = end_of(path)
        if expected is not None and expected == sha256(data) == digest(target):
            return
        _check_free(target)
        make_folder(target.parent)
        _replace(target, data, expected)
        _settle(target.parent)
    except OSError as error:
        raise storage_error(path, error) from error


def make_home(folder: Path) -> None:
    """Make `folder` and every folder above it: a new working folder begins here.

    Raises:
        StorageError: HB502 to HB504, it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(folder, error) from error


def make_folder(folder: Path) -> None:
    """Make `folder` and what it needs, but never the folder that holds a working folder's files.

    A working folder that went, while a build ran, must not come back empty.

    Raises:
        FileNotFoundError: the folder that holds `output/` or `organisations/` is not there.
        StorageError: HB505, it is a link or lies in one.
    """
    refuse_linked(folder)
    line = line_of(folder)
    start = home_of(line)
    if start is None:
        folder.mkdir(parents=True, exist_ok=True)
        return
    for each in line[start:]:  # one by one: what went meanwhile is missed, not made again
        each.mkdir(exist_ok=True)


def keep_former(path: Path, folder: Path, *, limit: int = 5) -> Path | None:
    """Return where a copy of the file at `path` now stands in `folder`; None when there is no file.

    The copy is `folder/<name>/<first 12 digits of its SHA-256>.docx`. Of one document at most
    `limit` copies stay and the oldest are dropped; the one just made never is.

    Raises:
        StorageError: as `put`.
    """
    data = read(path)
    if data is None:
        return None
    whole = sha256(data)
    home = folder / _short(path.stem)
    copy = home / f"{whole[:_SHORT]}{path.suffix}"
    if digest(copy) not in {None, whole}:
        copy = copy.with_name(f"{whole}{path.suffix}")
    put(copy, data, expected=digest(copy))
    with suppress(OSError):
        os.utime(copy)  # kept once more: then it is the newest
        _drop_oldest(home, copy, limit)
    return copy


def former(path: Path, folder: Path, whole: str) -> bytes | None:
    """Return the copy with SHA-256 `whole` that `keep_former` kept of the file at `path`, or None.

    Raises:
        StorageError: as `read`.
    """
    home = folder / _short(path.stem)
    for stem in (whole[:_SHORT], whole):
        data = read(home / f"{stem}{path.suffix}")
        if data is not None and sha256(data) == whole:
            return data
    return None


def withdraw(path: Path, folder: Path) -> Path | None:
    """Return the place in `folder` where the file at `path` now is; None when there was no file.

    A name that is taken gets a number, `OR-22 (2).docx`. No file is replaced or removed.

    Raises:
        StorageError: as `put`.
    """
    try:
        if not path.is_file():
            return None
        refuse_linked(path.parent)
        end_of(path)
        _check_free(path)
        make_folder(folder)
        return _move(path, _free_name(folder, path.name))
    except OSError as error:
        raise storage_error(path, error) from error


def move(path: Path, target: Path) -> None:
    """Give the file or folder at `path` the name `target`, in one step; nothing is replaced.

    Where nothing is at `path` nothing is done: it was moved before.

    Raises:
        StorageError: HB504 something is at `target` already, or as `put`.
    """
    try:
        if not path.exists() and not path.is_symlink():
            return
        if target.exists() or target.is_symlink():
            raise FileExistsError(errno.EEXIST, "daar staat al iets")
        refuse_linked(path.parent)
        refuse_linked(target.parent)
        path.rename(target)
        _settle(target.parent)
    except OSError as error:
        raise storage_error(target, error) from error


def remove_ours(path: Path, expected: str, folder: Path) -> None:
    """Remove the file at `path`, a stale proposal, after a copy of it was kept in `folder`.

    `expected` is the SHA-256 of the bytes that were proved to be ours; `folder` is the one where
    `keep_former` keeps its copies.

    Raises:
        EditConflict: HB452, the file changed meanwhile; it stays.
        StorageError: as `put`.
    """
    try:
        if digest(path) is None:
            return
        refuse_linked(path.parent)
        end_of(path)
        _check_free(path)
        keep_former(path, folder)
        if digest(path) != expected:
            raise EditConflict(changed_meanwhile(path))
        path.unlink()
        _settle(path.parent)
    except OSError as error:
        raise storage_error(path, error) from error


def _check_name(path: Path) -> None:
    # Windows would write "a:b.docx" into a hidden stream of "a", and "nul.docx" nowhere at all.
    if _UNPORTABLE.search(path.name) or _DEVICES.fullmatch(path.name):
        raise StorageError(bad_name(path, "kan niet op elke computer bestaan"))


def _check_free(path: Path) -> None:
    """Refuse a file that somebody has open, or that is set to read-only."""
    if not path.exists():
        return
    # Other systems than Windows let us replace a file that is open. Whoever has it open would
    # save the old text over the new one.
    if owner_of(path):
        raise StorageError(in_use(path))
    if not path.stat().st_mode & stat.S_IWUSR:
        raise StorageError(read_only(path))


def _replace(target: Path, data: bytes, expected: str | None) -> None:
    """Write `data` beside `target`, and in one move to it when that is still `expected`."""
    draft = target.with_name(f".{_short(target.name)}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        # "x" refuses a name that exists, so that nobody can lay a link to elsewhere in our way.
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            # A rename can reach the disk before the data does; after a power cut the name
            # would then stand before an empty document.
            os.fsync(file.fileno())
        if expected is not None:
            with suppress(OSError):  # gone meanwhile, or a share that keeps no modes
                draft.chmod(stat.S_IMODE(target.stat().st_mode))
        if digest(target) != expected:
            raise EditConflict(changed_meanwhile(target))
        _place(draft, target, new=expected is None)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _place(draft: Path, target: Path, *, new: bool) -> None:
    """Give `draft` the name `target`; where the file system can, a new file replaces nothing."""
    if new:
        try:
            target.hardlink_to(draft)
        except FileExistsError as error:
            raise EditConflict(changed_meanwhile(target)) from error
        except OSError:
            pass  # no hard links here; that the name is free was seen just before
        else:
            return
    _rename(draft, target)


def _rename(draft: Path, target: Path) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            draft.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) is None or attempt == _TRIES:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _settle(folder: Path) -> None:
    """Bring the names in `folder` to disk too; Windows and some shares cannot, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _drop_oldest(home: Path, newest: Path, limit: int) -> None:
    others = [
        path
        for path in home.iterdir()
        if path.suffix == newest.suffix and _KEPT.fullmatch(path.stem) and path != newest
    ]
    others.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    for path in others[max(limit - 1, 0) :]:
        path.unlink()


def _free_name(folder: Path, name: str) -> Path:
    wanted, number = Path(name), 1
    target = folder / name
    while target.exists() or target.is_symlink():
        number += 1
        target = folder / f"{wanted.stem} ({number}){wanted.suffix}"
    return target


def _move(path: Path, target: Path) -> Path:
    try:
        path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The folder is on another disk: copy first, and take away only what was copied.
        data = read(path)
        if data is None:
            raise
        put(target, data, expected=None)
        if digest(path) != sha256(data):
            raise EditConflict(changed_meanwhile(path)) from error
        path.unlink()
    _settle(target.parent)
    _settle(path.parent)
    return target


def _short(name: str) -> str:
    return name.encode(errors="surrogateescape")[:_NAME_BYTES].decode(errors="ignore")
