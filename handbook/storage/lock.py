"""One build at a time in a working folder, and the traces of one that broke off."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from handbook.errors import WorkplaceError
from handbook.storage.trouble import already_building, storage_error

_DRAFT = re.compile(r"\..+\.\d+\.tmp")


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Keep every other build out of the working folder `root` for as long as this lasts.

    Raises:
        WorkplaceError: HB511, another build is running; HB502 to HB504, the lock cannot be made.
    """
    path = root / "output" / ".handbook" / "lock"
    held = FileLock(path, timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout as error:
        raise WorkplaceError(already_building(root)) from error
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
