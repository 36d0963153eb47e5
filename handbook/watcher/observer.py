"""An alarm clock that rings when something in a folder moves; watchdog does the listening."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from handbook.watcher.snapshot import FOLDERS, counts

# Reading a file fires "opened" and "closed_no_write"; a watcher that hears those hears its own
# build and never stops. A folder is "modified" whenever something in it is, and says nothing new.
_HEARD: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
Place = tuple[str, int, int]
Mended = Literal["", "andere mappen", "gestopt"]


class FolderObserver:
    """Rings when a file that counts moves; it is mended when it goes silent.

    `deaf` holds when there is nothing to listen with: the folder gives no events, or the system
    grants no more of them. Then whoever waits must look by himself.
    """

    def __init__(self, root: Path, *, deaf: bool = False) -> None:
        self.root = root
        self.deaf = deaf
        self._rung = threading.Event()
        self._probe: tuple[str, threading.Event] | None = None
        self._observer: BaseObserver | None = None
        self._places: tuple[Place, ...] = ()

    def wait(self, seconds: float) -> bool:
        """Return whether it rang, at once when it does or did, else after `seconds`."""
        return self._rung.wait(seconds)

    def rest(self, seconds: float) -> None:
        """Do nothing for `seconds`, however it rings."""
        time.sleep(seconds)

    def ring(self) -> None:
        """Ring by hand."""
        self._rung.set()

    def hush(self) -> None:
        """Forget that it rang."""
        self._rung.clear()

    @property
    def rung(self) -> bool:
        """Whether it rang since it was last hushed."""
        return self._rung.is_set()

    def mend(self) -> Mended:
        """Listen to the folders that are there now; return what was mended, if anything.

        A folder that was put in another's place has the name of the old one, and the old one is
        what we would listen to.
        """
        places = self._there()
        if self.deaf or (places == self._places and self._alive()):
            return ""
        mended: Mended = "gestopt" if places == self._places else "andere mappen"
        self.stop()
        self._places = places
        self._observer = self._listening(places)
        return mended

    def stop(self) -> None:
        """Stop listening."""
        observer, self._observer, self._places = self._observer, None, ()
        if observer is not None:
            with suppress(RuntimeError):  # it never started
                observer.stop()
                observer.join()

    def hears(self, seconds: float) -> bool:
        """Tell whether the folder gives events at all: lay a file in it, and listen for it.

        Network folders and some that a sync program keeps give none. A folder in which we may not
        write counts as one that does.
        """
        folder = self.root / FOLDERS[0]
        probe = folder / f".handbook.{os.getpid()}.tmp"
        heard = threading.Event()
        self._probe = (os.fspath(probe), heard)
        try:
            probe.write_bytes(b"")
            return heard.wait(seconds)
        except OSError:
            return True
        finally:
            self._probe = None
            with suppress(OSError):
                probe.unlink(missing_ok=True)

    def _alive(self) -> bool:
        observer = self._observer
        return (
            observer is not None
            and observer.is_alive()
            and all(emitter.is_alive() for emitter in observer.emitters)
        )

    def _there(self) -> tuple[Place, ...]:
        found = []
        for name in FOLDERS:
            with suppress(OSError):
                state = (self.root / name).stat()
                found.append((name, state.st_dev, state.st_ino))
        return tuple(found)

    def _listening(self, places: tuple[Place, ...]) -> BaseObserver | None:
        try:
            observer = Observer()
            for name, _, _ in places:
                handler = _Handler(self.root, self._hear)
                observer.schedule(
                    handler, str(self.root / name), recursive=True, event_filter=_HEARD
                )
            observer.start()
        except OSError:  # the system grants no more watches
            self.deaf = True
            return None
        return observer

    def _hear(self, path: str) -> None:
        if self._probe and path == self._probe[0]:
            self._probe[1].set()
        with suppress(ValueError):
            if counts(Path(path).relative_to(self.root).as_posix()):
                self._rung.set()


class _Handler(FileSystemEventHandler):
    """Passes on the paths of an event, the old one and the new one."""

    def __init__(self, root: Path, hear: Callable[[str], None]) -> None:
        self._root = root
        self._hear = hear

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._hear(os.fsdecode(path))
