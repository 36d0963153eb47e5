"""One build at a time in a working folder, and the traces of one that broke off."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from handbook.errors import Problem, WorkplaceError
from handbook.storage.trouble import already_building, already_watching, storage_error

_DRAFT = re.compile(r"\..+\.\d+\.tmp")


def lock(root: Path) -> AbstractContextManager[None]:
    """Keep every other build out of the working folder `root` for as long as this lasts.

    Raises:
        WorkplaceError: HB511, another build is running; HB502 to HB504, the lock cannot be made.
    """
    return _held(root, "lock", already_building)


def is_locked(root: Path) -> bool:
    """Tell whether a build or an approval runs in the working folder `root`, this one's as well."""
    path = root / "output" / ".handbook" / "lock"
    if not path.is_file():
        return False
    held = FileLock(path, timeout=0)
    try:
        held.acquire()
    except Timeout:
        return True
    except OSError:
        return False
    held.release()
    return False


def watching(root: Path) -> AbstractContextManager[None]:
    """Keep every other watcher out of the working folder `root` for as long as this lasts.

    Raises:
        WorkplaceError: HB516, another watcher is there; HB502 to HB504, the lock cannot be made.
    """
    return _held(root, "volgt", already_watching)


@contextmanager
def _held(root: Path, name: str, taken: Callable[[Path], Problem]) -> Iterator[None]:
    path = root / "output" / ".handbook" / name
    held = FileLock(path, timeout=0)
    try:
        # Not with its parents: a working folder that vanished must not come back as an empty one.
        path.parent.parent.mkdir(exist_ok=True)
        path.parent.mkdir(exist_ok=True)
        held.acquire()
    except Timeout as error:
        raise WorkplaceError(taken(root)) from error
    except OSError as error:
        raise WorkplaceError(*storage_error(path, error).problems) from error
    try:
        yield
    finally:
        held.release()


def clean(root: Path) -> tuple[Path, ...]:
    """Remove what a build that broke off left half written under `root`; return what was removed.

    Call it while holding the lock: then no other build writes, and each of these files is
    nobody's. Files of Word (`~WRL0001.tmp`) and of people have other names.
    """
    removed = []
    for part in ("organisations", "output"):
        for folder, _, names in os.walk(root / part):
            for name in names:
                path = Path(folder, name)
                if _DRAFT.fullmatch(name) and not path.is_symlink():
                    with suppress(OSError):
                        path.unlink()
                        removed.append(path)
    return tuple(sorted(removed))
