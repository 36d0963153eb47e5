"""A place that holds documents, on any file system of fsspec: files whole or not at all."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from handbook.errors import HandbookError, WorkplaceError
from handbook.model.publishing import OURS, Sight
from handbook.publishing.manifest import sha256, sight_of
from handbook.publishing.trouble import PASSING, changed_meanwhile, kind_of, told

TRIES = 5
_PAUSE = 0.5  # seconds before the second try; each next pause is twice as long
_DRAFT = ".concept"
# These put a whole object in one act, and know no moving: a draft would only cost a copy.
_WHOLE = frozenset({"memory", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl"})
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A folder `root` on the file system `files`; paths count from it, with `/`.

    `shown` is the address as it may be printed. `direct` is for hosts that keep versions of a
    file and take an upload whole: to move a draft over the file would end its history there.
    `wait` sleeps a number of seconds; the tests give one that does not.
    """

    files: Any
    root: str
    shown: str
    direct: bool = False
    wait: Callable[[float], None]

    def close(self) -> None:
        """Break the connection, where the file system keeps one open."""
        http = getattr(getattr(self.files, "client", None), "http", None)
        if http is not None:
            http.close()

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file `path`, or None when there is none.

        Raises:
            HandbookError: HB535 to HB540, the host refuses.
        """
        return self._patiently(path, lambda: self._fetch(path))

    def sights(self, paths: Iterable[str]) -> dict[str, Sight]:
        """Return what stands at each of `paths`, without those where nothing stands."""
        found = ((path, self.read(path)) for path in paths)
        return {path: sight_of(data) for path, data in found if data is not None}

    def place(self, path: str, data: bytes, expected: str | None) -> None:
        """Put `data` at `path`, whole or not at all, if what stands there is still `expected`.

        Args:
            path: where it comes; its folders are made.
            data: the whole file.
            expected: a SHA-256, or None where no file may stand.

        Raises:
            EditConflict: HB534, something else stands there by now.
            HandbookError: HB535 to HB540, the host refuses.
        """
        self._patiently(path, lambda: self._place(path, data, expected))

    def move(self, path: str, folder: str, expected: str) -> str:
        """Move the file `path`, if it is still `expected`, into `folder`; return where it stands.

        Nothing that stands in `folder` is replaced: a number makes the name free.
        """
        to = self._free(folder, path.rpartition("/")[2], expected)

        def act() -> None:
            stands = self._digest(path)
            if stands is None and self._digest(to) == expected:
                return  # an earlier try did arrive; only its answer was lost
            if stands != expected:
                raise changed_meanwhile(self._place_of(path))
            self._folder_of(to)
            self._rename(path, to)

        self._patiently(path, act)
        return to

    def sweep(self) -> None:
        """Remove drafts that a publish which broke off left behind; failing to is no matter."""
        with suppress(Exception):
            folder = self._at(OURS)
            for name in self.files.ls(folder, detail=False, refresh=True):
                last = str(name).rstrip("/").rpartition("/")[2]
                if last.endswith(_DRAFT):
                    self.files.rm_file(self._at(f"{OURS}/{last}"))

    def _place(self, path: str, data: bytes, expected: str | None) -> None:
        wanted = sha256(data)
        stands = self._digest(path)
        if stands == wanted:
            return
        if stands != expected:
            raise changed_meanwhile(self._place_of(path))
        self._folder_of(path)
        if self.direct or _protocols(self.files) & _WHOLE:
            self.files.pipe_file(self._at(path), data)
            return
        draft = f"{OURS}/{wanted}{_DRAFT}"
        self._folder_of(draft)
        self._write(draft, data)
        # Uploading takes long, and a colleague may have saved meanwhile.
        if self._digest(path) != expected:
            raise changed_meanwhile(self._place_of(path))
        self._rename(draft, path)

    def _write(self, path: str, data: bytes) -> None:
        if not self._is_local:
            self.files.pipe_file(self._at(path), data)
            return
        with Path(self._at(path)).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _rename(self, path: str, to: str) -> None:
        if self._is_local:
            Path(self._at(path)).replace(self._at(to))
        elif hasattr(getattr(self.files, "client", None), "move"):
            # webdav4's own mv copies and deletes; the host can do it in one act.
            self.files.client.move(self._at(path), self._at(to), overwrite=True)
        else:
            self.files.mv(self._at(path), self._at(to))

    def _fetch(self, path: str) -> bytes | None:
        try:
            return bytes(self.files.cat_file(self._at(path)))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _digest(self, path: str) -> str | None:
        data = self._fetch(path)
        return None if data is None else sha256(data)

    def _free(self, folder: str, name: str, expected: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        for number in range(1, 1_000):
            mark = f" ({number})" if number > 1 else ""
            path = f"{folder}/{stem}{mark}{dot}{suffix}" if dot else f"{folder}/{name}{mark}"
            stands = self.read(path)
            if stands is None or sha256(stands) == expected:
                return path
        raise changed_meanwhile(self._place_of(f"{folder}/{name}"))

    def _folder_of(self, path: str) -> None:
        self.files.makedirs(self._at(path).rpartition("/")[0], exist_ok=True)

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}" if self.root else path

    def _place_of(self, path: str) -> str:
        return f"{self.shown}/{path}"

    @property
    def _is_local(self) -> bool:
        return bool(_protocols(self.files) & {"file", "local"})

    def _patiently(self, path: str, act: Callable[[], _Result]) -> _Result:
        for tried in range(TRIES):
            try:
                return act()
            except HandbookError:
                raise
            # File systems of third parties raise what they like; each becomes a sentence.
            except Exception as error:
                if kind_of(error) not in PASSING or tried == TRIES - 1:
                    raise told(error, self._place_of(path)) from error
                self.wait(_PAUSE * 2**tried)
        raise WorkplaceError


def _protocols(files: Any) -> set[str]:
    told = files.protocol
    return {told} if isinstance(told, str) else set(told)
