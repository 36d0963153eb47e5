"""What stands in a folder: the one place that asks, and tells of a folder that stays closed.

`pathlib` passes over a folder without rights in one function and stops at it in the next. Here it
is a StorageError with its name, and only what is not there counts as absent.
"""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from handbook.errors import Place, Problem, StorageError

# What is not there, and a name that nothing can have.
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP, errno.ENAMETOOLONG})
# Windows' own numbers: no disk in the drive, names that cannot be, a link that leads to itself.
_WINDOWS_ABSENT = frozenset({21, 123, 206, 1921})


def _refuse(closed: StorageError) -> NoReturn:
    raise closed


def exists(path: Path) -> bool:
    """Tell whether something stands at `path`.

    Raises:
        StorageError: HB522, the folder around it cannot be looked into.
    """
    return _mode(path) is not None


def is_file(path: Path) -> bool:
    """Tell whether an ordinary file stands at `path`; raises as `exists`."""
    return stat.S_ISREG(_mode(path) or 0)


def is_dir(path: Path) -> bool:
    """Tell whether a folder stands at `path`; raises as `exists`."""
    return stat.S_ISDIR(_mode(path) or 0)


def entries(folder: Path, ending: str = "") -> tuple[Path, ...]:
    """Return what stands in `folder` with a name that ends so, by name; nothing if it is absent.

    Raises:
        StorageError: HB522, the folder cannot be read.
    """
    try:
        found = [Path(entry) for entry in os.scandir(folder) if entry.name.endswith(ending)]
    except OSError as error:
        if _is_absent(error):
            return ()
        raise closed(folder, error) from error
    return tuple(sorted(found))


def files(
    folder: Path,
    *,
    passing: tuple[str, ...] = (),
    closed_to_us: Callable[[StorageError], object] = _refuse,
) -> tuple[Path, ...]:
    """Return every file in `folder` and the folders in it, by path; no link to a folder is entered.

    Args:
        folder: where to look; nothing comes back if it is absent.
        passing: how the names begin of files and folders that are passed over.
        closed_to_us: gets the error (HB522) of each folder that cannot be read; raises it by
            default. Where it returns, the others go on.
    """
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        try:
            for path in entries(waiting.pop()):
                if path.name.startswith(passing):
                    continue
                if is_dir(path) and not path.is_symlink():
                    waiting.append(path)
                elif is_file(path):
                    found.append(path)
        except StorageError as error:
            closed_to_us(error)
    return tuple(sorted(found))


def closed(path: Path, error: OSError) -> StorageError:
    """Return `error`, met while looking at `path`, as one that names what stays closed (HB522).

    That is `path` itself, or the folder above it that cannot be looked into.
    """
    while not _can_be_seen(path) and path != path.parent:
        path = path.parent
    kind = "deze map" if os.path.isdir(path) else "dit bestand"  # noqa: PTH112 - raises never
    denied = isinstance(error, PermissionError)
    reason = "u hebt er geen rechten voor" if denied else str(error.strerror or "leesfout")
    return StorageError(
        Problem(
            Place(shown(path)),
            code="HB522",
            what=f"{kind} kan niet worden gelezen: {reason}",
            mend="Vraag uw beheerder om rechten, of kijk of de schijf of de netwerkmap bereikbaar "
            "is. Probeer het daarna opnieuw.",
        )
    )


def refused(error: PermissionError) -> StorageError:
    """Return a refusal of the computer that nobody met before as an error of ours (HB522)."""
    return closed(Path(os.fsdecode(error.filename or ".")), error)


def shown(path: Path) -> str:
    """Return `path` as all messages have it: from the working folder it lies in, with slashes.

    What lies in none is shown from the folder she stands in, or whole.
    """
    with suppress(ValueError, OSError):  # it lies elsewhere
        path = path.relative_to(_working_folder(path) or Path.cwd())
    # A name may hold bytes that are no text; a message must be printable all the same.
    return os.fsencode(path.as_posix()).decode(errors="replace")


def _working_folder(path: Path) -> Path | None:
    around = (each for each in path.parents if os.path.isdir(each / "organisations"))  # noqa: PTH112 - raises never
    return next(around, None)


def _mode(path: Path) -> int | None:
    """Return what `path` is, a link followed; None where nothing stands there."""
    try:
        return path.stat().st_mode
    except ValueError:  # a name that no system can hold
        return None
    except OSError as error:
        if _is_absent(error):
            return None
        raise closed(path, error) from error


def _can_be_seen(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True


def _is_absent(error: OSError) -> bool:
    return error.errno in _ABSENT or getattr(error, "winerror", None) in _WINDOWS_ABSENT
