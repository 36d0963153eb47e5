"""One build at a time in a working folder, and the traces of one that broke off."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from handbook import folders
from handbook.errors import Problem, WorkplaceError
from handbook.storage.file_links import is_link, refuse_linked
from handbook.storage.os_errors import already_building, already_watching, storage_error, taken_over

_DRAFT = re.compile(r"\..+\.\d+\.tmp")
# What a share answers that knows no locks.
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}
_BY_NAME = ".bezet"


@dataclass(slots=True, kw_only=True)
class HeldLock:
    """A lock that is held; `mark` is the file that showed it when it was taken, at `path`."""

    root: Path
    path: Path
    held: BaseFileLock
    mark: tuple[int, int] | None

    def keep(self) -> None:
        """Take the lock again where its file is gone, as with the whole of output/.

        Where it cannot be made just now, the next call tries again.

        Raises:
            WorkplaceError: HB516, somebody else took it in between.
        """
        if self.mark and self.mark == _mark(self.held):
            return
        self.held.release()
        self.mark = None
        try:
            self.held = _made(self.path)
        except Timeout as error:
            raise WorkplaceError(taken_over(self.root)) from error
        except OSError:
            return
        self.mark = _mark(self.held)


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Keep every other build out of the working folder `root` for as long as this lasts.

    What a command that broke off left half written is removed first.

    Raises:
        WorkplaceError: HB511, another build is running; HB502 to HB504, the lock cannot be made.
    """
    with _held(root, "lock", already_building):
        _clean(root)
        yield


def is_locked(root: Path) -> bool:
    """Tell whether a build or an approval runs in the working folder `root`, this one's as well."""
    path = root / "output" / ".handbook" / "lock"
    if not (folders.is_file(path) or folders.is_file(_by_name(path))):
        return False
    try:
        _taken(path).release()
    except Timeout:
        return True
    except OSError:
        return False
    return False


def watching(root: Path) -> AbstractContextManager[HeldLock]:
    """Keep every other watcher out of the working folder `root` for as long as this lasts.

    The lock lies in output/, which may be thrown away: who watches for long keeps what comes back.

    Raises:
        WorkplaceError: HB516, another watcher is there; HB502 to HB504, the lock cannot be made.
    """
    return _held(root, "volgt", already_watching)


@contextmanager
def _held(root: Path, name: str, taken: Callable[[Path], Problem]) -> Iterator[HeldLock]:
    path = root / "output" / ".handbook" / name
    try:
        held = _made(path)
    except Timeout as error:
        raise WorkplaceError(taken(root)) from error
    except OSError as error:
        raise WorkplaceError(*storage_error(path, error).problems) from error
    hold = HeldLock(root=root, path=path, held=held, mark=_mark(held))
    try:
        yield hold
    finally:
        hold.held.release()


def _made(path: Path) -> BaseFileLock:
    """Return the lock at `path`, held, with the two folders it lies in."""
    refuse_linked(path.parent)
    # Not with its parents: a working folder that vanished must not come back as an empty one.
    path.parent.parent.mkdir(exist_ok=True)
    path.parent.mkdir(exist_ok=True)
    return _taken(path)


def _mark(held: BaseFileLock) -> tuple[int, int] | None:
    """Return which file shows the lock, by disk and number; None where there is none."""
    try:
        found = Path(held.lock_file).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _taken(path: Path) -> BaseFileLock:
    """Return a lock that is held now: the file at `path`, or on some shares the one beside it.

    Where a share has no locks, a file that is there is the lock. It names the process and the
    computer, so that one of a program that was ended is not waited for.

    Raises:
        Timeout: somebody else holds it.
        OSError: it cannot be made.
    """
    held: BaseFileLock = FileLock(path, timeout=0, fallback_to_soft=False)
    try:
        held.acquire()
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        held = SoftFileLock(_by_name(path), timeout=0)
        held.acquire()
    return held


def _by_name(path: Path) -> Path:
    return path.with_name(path.name + _BY_NAME)


def _clean(root: Path) -> None:
    """Remove what was left half written under `root` by who broke off.

    Call it while holding the lock: then no other build writes, and each of these files is
    nobody's. Files of Word (`~WRL0001.tmp`) and of people have other names.
    """
    for part in ("organisations", "output"):
        for folder, within, names in os.walk(root / part):
            within[:] = [each for each in within if not is_link(Path(folder, each))]
            for name in names:
                path = Path(folder, name)
                if _DRAFT.fullmatch(name) and not path.is_symlink():
                    with suppress(OSError):
                        path.unlink()
