"""Links of the file system: where one would take our writing somewhere else, it is refused."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handbook.errors import StorageError
from handbook.storage.os_errors import linked_folder, stray_link

HOMES = ("organisations", "output")
_NOTES = ".handbook"
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: to Windows a junction is no symbolic link


def home_of(line: tuple[Path, ...]) -> int | None:
    """Return where in `line`, a folder behind all that it lies in, the last of `HOMES` stands.

    An organisation may be called "output" itself. None where it lies in no working folder.
    """
    start = max((at for at, each in enumerate(line) if each.name in HOMES), default=None)
    while start and line[start - 1].name in HOMES:
        start -= 1
    return start


def line_of(folder: Path) -> tuple[Path, ...]:
    """Return `folder` behind every folder that it lies in, the outermost first."""
    return (*reversed(folder.parents), folder)


def end_of(path: Path) -> Path:
    """Return the file that `path` stands for: itself, or the end of a link within its folder.

    Raises:
        StorageError: HB505, it is a link to elsewhere, or to itself.
    """
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
    except RuntimeError as error:  # a link that comes back to itself
        raise StorageError(stray_link(path)) from error
    if target.parent != path.parent.resolve() or target.is_symlink():
        raise StorageError(stray_link(path))
    return target


def is_link(folder: Path) -> bool:
    """Tell whether a folder is a symbolic link, or a junction of Windows."""
    with suppress(OSError):  # it is not there yet
        state = os.lstat(folder)
        return folder.is_symlink() or getattr(state, "st_reparse_tag", 0) == _JUNCTION
    return False


def refuse_linked(folder: Path) -> None:
    """Refuse a folder of ours in a working folder that is a link, or lies in one.

    Where `output` itself lies, or the folder of an organisation in it, is hers to choose.

    Raises:
        StorageError: HB505.
    """
    for each in _ours(line_of(folder)):
        if is_link(each):
            raise StorageError(linked_folder(each))


def is_linked(folder: Path) -> bool:
    """Tell whether `refuse_linked` refuses this folder."""
    return any(map(is_link, _ours(line_of(folder))))


def _ours(line: tuple[Path, ...]) -> Iterator[Path]:
    start = home_of(line)
    if start is not None and (line[start - 1] / HOMES[0]).is_dir():
        yield from line[start + 2 :]
    yield from (each for each in line if each.name == _NOTES)
