"""Where files are kept: a folder, or any other file system of fsspec."""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from fsspec import AbstractFileSystem

from handbook.publishing.host_error_messages import Refusal
from handbook.publishing.host_limits import (
    LARGEST_FILE,
    MOST_NAMES,
    Clock,
    Pace,
    TooMuchError,
    pieces,
    whole,
)
from handbook.publishing.timeout import Waiting

_Name = TypeVar("_Name")
# These put a whole object in one act, and know no moving: a draft would only cost a copy.
_WHOLE = frozenset({"memory", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl"})


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of a file, and the ETag that a server of WebDAV gave with them, or ""."""

    data: bytes
    mark: str = ""


class Store(Protocol):
    """What a target asks of the place where its files are kept; paths have `/`, "" is the top.

    `whole` says that an upload replaces a file in one act and leaves its history alone: then
    `swap` is asked, and otherwise `write` and `rename`. `over` is what was seen where the file
    comes, None where nothing stood: a store that can, refuses when that is no longer so.
    Each raises what its file system raises, and the errors of `limits` where that gives too much.
    What it says of a write is believed by nobody: `Target` looks again.
    """

    @property
    def whole(self) -> bool:
        """Whether `swap` is to be asked."""

    def listing(self, folder: str) -> Mapping[str, str | None]:
        """Return for each name in `folder` its ETag, "" without one, None for a folder."""

    def fetch(self, path: str, most: int = LARGEST_FILE) -> Found | None:
        """Return the file, of `most` bytes at most, or None when there is none."""

    def swap(self, path: str, data: bytes, over: Found | None) -> None:
        """Put `data` at `path` in one act."""

    def write(self, path: str, data: bytes) -> None:
        """Write a draft of ours."""

    def rename(self, path: str, to: str, stands: Found | None, over: Found | None) -> None:
        """Move the file `stands`, seen at `path`, to the path `to`."""

    def remove(self, path: str) -> None:
        """Remove a draft of ours."""

    def make(self, folder: str) -> None:
        """Make `folder` and those above it, where they are not there yet."""

    def close(self) -> None:
        """Break the connection."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this computer or of the network."""

    root: Path
    whole: bool = False
    clock: Clock = field(default_factory=Clock)

    def listing(self, folder: str) -> Mapping[str, str | None]:
        """Return the names in `folder`; what is no ordinary file stands in the way as a folder."""
        try:
            names = _counted(self._at(folder).iterdir())
            return {each.name: "" if _ordinary(each) else None for each in sorted(names)}
        except FileNotFoundError:
            return {}

    def fetch(self, path: str, most: int = LARGEST_FILE) -> Found | None:
        """Return the file, or None."""
        try:
            if not stat.S_ISREG(self._at(path).stat().st_mode):  # a pipe would be read for ever
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
            with self._at(path).open("rb") as file:
                return Found(whole(pieces(file.read), most, Pace(self.clock)))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def swap(self, path: str, data: bytes, over: Found | None) -> None:
        """Put it there in one act."""
        raise NotImplementedError  # `whole` is not so here

    def write(self, path: str, data: bytes) -> None:
        """Write a draft."""
        # Anew, and never through a link that somebody put there: it may lead to a file of hers.
        self._at(path).unlink(missing_ok=True)
        with self._at(path).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, path: str, to: str, stands: Found | None, over: Found | None) -> None:  # noqa: ARG002
        """Move a file; where nothing stood, never over what a colleague saved there meanwhile."""
        if over is None:
            _to_free(self._at(path), self._at(to))
        else:
            self._at(path).replace(self._at(to))

    def remove(self, path: str) -> None:
        """Remove a draft."""
        self._at(path).unlink()

    def make(self, folder: str) -> None:
        """Make a folder."""
        self._at(folder).mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Nothing stays open."""

    def _at(self, path: str) -> Path:
        return self.root / path


@dataclass(frozen=True, slots=True)
class Other:
    """A folder `root` on a file system of fsspec, each call of which is waited for and then left.

    What it gives at once, such as a list of names, is counted only when it is there.
    """

    files: Any
    root: str
    waiting: Waiting = field(default_factory=Waiting)

    @property
    def whole(self) -> bool:
        """Whether it puts whole objects."""
        told = self.files.protocol
        return bool({told} & _WHOLE if isinstance(told, str) else _WHOLE.intersection(told))

    def listing(self, folder: str) -> Mapping[str, str | None]:
        """Return the names in `folder`."""
        try:
            found = self.waiting.call(
                lambda: _counted(self.files.ls(self._at(folder), detail=True, refresh=True))
            )
        except FileNotFoundError:
            return {}
        return {
            str(each["name"]).rstrip("/").rpartition("/")[2]: None
            if each["type"] == "directory"
            else ""
            for each in found
        }

    def fetch(self, path: str, most: int = LARGEST_FILE) -> Found | None:
        """Return the file, or None."""
        pace = Pace(self.waiting.clock)

        def act() -> Found:
            # Not cat_file: that reads all of it before anything can be counted.
            with self.files.open(self._at(path), "rb") as file:
                return Found(whole(pieces(file.read), most, pace))

        try:
            return self.waiting.call(act, pace)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def swap(self, path: str, data: bytes, over: Found | None) -> None:  # noqa: ARG002
        """Put it there in one act."""
        self.write(path, data)

    def write(self, path: str, data: bytes) -> None:
        """Write a draft."""
        pace = Pace(self.waiting.clock, len(data))
        self.waiting.call(lambda: self.files.pipe_file(self._at(path), data), pace)

    def rename(self, path: str, to: str, stands: Found | None, over: Found | None) -> None:
        """Move a file."""
        pace = Pace(self.waiting.clock, len(stands.data) if stands else 0)
        try:
            self.waiting.call(lambda: self._move(path, to), pace)
        except OSError as error:
            if error.errno != errno.EEXIST:
                raise
            if over is None:
                raise Refusal(HTTPStatus.PRECONDITION_FAILED) from error
            # A share of Windows moves nothing over a file; for a moment none stands there.
            self.remove(to)
            self.waiting.call(lambda: self._move(path, to), pace)

    def _move(self, path: str, to: str) -> None:
        if type(self.files).mv is not AbstractFileSystem.mv:
            self.files.mv(self._at(path), self._at(to))
            return
        # That of fsspec itself takes a name with [ or * in it for a pattern.
        self.files.cp_file(self._at(path), self._at(to))
        self.files.rm_file(self._at(path))

    def remove(self, path: str) -> None:
        """Remove a draft."""
        self.waiting.call(lambda: self.files.rm_file(self._at(path)))

    def make(self, folder: str) -> None:
        """Make a folder."""
        self.waiting.call(lambda: self.files.makedirs(self._at(folder), exist_ok=True))

    def close(self) -> None:
        """What fsspec keeps open, it closes itself."""

    def _at(self, path: str) -> str:
        return "/".join(step for step in (self.root, path) if step)


def _counted(names: Iterable[_Name]) -> list[_Name]:
    found = list(islice(names, MOST_NAMES + 1))
    if len(found) > MOST_NAMES:
        raise TooMuchError
    return found


def _to_free(path: Path, to: Path) -> None:
    """Move a file to where nothing stands.

    Raises:
        Refusal: 412, something stands there by now.
    """
    try:
        if os.name == "nt":
            path.rename(to)  # there it moves over nothing
            return
        os.link(path, to)
    except FileExistsError as error:
        raise Refusal(HTTPStatus.PRECONDITION_FAILED) from error
    except (OSError, NotImplementedError):  # this share has no second names for a file
        if to.exists():
            raise Refusal(HTTPStatus.PRECONDITION_FAILED) from None
        path.rename(to)
    else:
        path.unlink()


def _ordinary(path: Path) -> bool:
    """Tell whether `path` is a file, also behind a link that leads nowhere."""
    return path.is_file() or not path.exists()
