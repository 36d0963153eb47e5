"""Waits until the files that people write have changed and are quiet again, and tells it once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handbook.watcher.observer import FolderObserver
from handbook.watcher.snapshot import Change, Sight, differences, look, unsettled

# A profile that is cut off at almost any line is still good YAML: a build at once would drop
# procedures. Editors, sync programs and slow drives are done within this.
QUIET = 0.3
LONGEST = 5.0
# On Windows nothing but a wait that ends lets Ctrl-C through.
TICK = 1.0
RESCAN = 15.0
POLL = 2.0
_EVENTS_WITHIN = 2.0
_BREATH = 0.02
_MINUTE = 60.0

State = Literal["", "onbereikbaar", "terug", "hersteld", "zonder seintjes"]


@dataclass(frozen=True, slots=True)
class News:
    """What changed, if anything; and what became of the watching itself, if anything."""

    changes: tuple[Change, ...] = ()
    state: State = ""


def watch_sources(root: Path, *, poll: bool = False) -> "SourceWatcher":
    """Return a watcher of the working folder `root`; with `poll` it looks by itself."""
    root = root.resolve()
    return SourceWatcher(root, FolderObserver(root, deaf=poll))


class SourceWatcher:
    """Watches a working folder. Nothing it does writes there, but for one probe at the start.

    `observer` wakes it; one that is deaf from the start makes it look every two seconds. `clock`
    gives seconds, `quiet` is how many of them nothing may happen.
    """

    def __init__(
        self,
        root: Path,
        observer: FolderObserver,
        *,
        clock: Callable[[], float] = time.monotonic,
        quiet: float = QUIET,
    ) -> None:
        self._root = root
        self._bell = observer
        self._clock = clock
        self._quiet = quiet
        self._stopping = False
        self._away = False
        self._said_deaf = False
        self._said_mended = -_MINUTE
        self._looked = clock()
        # What was told last; and what was seen last, so that nothing is read twice.
        self._told: Sight = {}
        self._latest: Sight = {}

    def __enter__(self) -> "SourceWatcher":
        self._bell.mend()
        self._told = self._latest = look(self._root, {}) or {}
        return self

    def __exit__(self, *_: object) -> None:
        self._bell.stop()

    def stop(self) -> None:
        """End `news` within a second, from a signal or another thread."""
        # Ringing takes a lock, which the thread that a signal breaks into may hold itself.
        self._stopping = True

    @property
    def stopping(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopping

    def news(self) -> Iterator[News]:
        """Yield what changed, each change once, and at least once a second, also when nothing did.

        What changes while the caller works is told afterwards.
        """
        if not self._bell.deaf and not self._bell.hears(_EVENTS_WITHIN):
            self._bell.deaf = True
        while not self._stopping:
            # A folder that came, went or was replaced has things in it that nobody heard of.
            mended = self._bell.mend()
            yield from self._told_of_itself(mended)
            if not mended:
                self._bell.wait(TICK)
            if self._stopping:
                return
            if mended or self._bell.rung or self._clock() - self._looked >= self._patience():
                yield from self._whole(self._changes())
            else:
                yield News()

    def _told_of_itself(self, mended: str) -> Iterator[News]:
        if self._bell.deaf and not self._said_deaf:
            self._said_deaf = True
            yield News(state="zonder seintjes")
        if mended == "gestopt" and self._clock() - self._said_mended > _MINUTE:
            self._said_mended = self._clock()
            yield News(state="hersteld")

    def stirred(self) -> bool:
        """Tell whether something changed since it was last told, without waiting for quiet."""
        if not self._stopping and not self._bell.rung and not self._bell.deaf:
            return False
        if self._stopping:
            return True
        if self._bell.deaf and self._clock() - self._looked < self._quiet:
            return False
        self._bell.hush()
        now = self._look()
        if now is None or not differences(self._told, now):
            return False
        self._bell.ring()
        return True

    def _patience(self) -> float:
        return POLL if self._bell.deaf else RESCAN

    def _look(self) -> Sight | None:
        found = look(self._root, self._latest)
        self._looked = self._clock()
        if found is not None:
            self._latest = found
        return found

    def _whole(self, changes: tuple[Change, ...] | None) -> Iterator[News]:
        """Yield `changes`; None is a folder that is away, which is told once and no deletion."""
        if changes is None:
            yield News(state="" if self._away else "onbereikbaar")
            self._away = True
            return
        if self._away:
            self._away = False
            yield News(state="terug")
        yield News(changes=changes)

    def _changes(self) -> tuple[Change, ...] | None:
        """Return what changed, once it is quiet, or has been unquiet for five seconds.

        After a ring it is enough that it rings no more. What nobody rang for is looked at twice:
        a colleague's file on a network drive may still be on its way.
        """
        start = self._clock()
        heard = self._bell.rung
        if heard:
            self._silence(start)
        seen = self._look()
        while seen is not None and (differences(self._told, seen) or unsettled(seen)):
            if self._stopping or (heard and not unsettled(seen)):
                break
            self._silence(start)
            before, seen = seen, self._look()
            heard = seen == before
            if self._clock() - start >= LONGEST:
                break
        if seen is None:
            return None
        changes = differences(self._told, seen)
        self._told = seen
        return changes

    def _silence(self, start: float) -> None:
        """Wait until nothing rang for as long as quiet takes; not longer than five seconds."""
        while not self._stopping and self._clock() - start < LONGEST:
            self._bell.hush()
            if not self._bell.wait(self._quiet):
                return
            # Thousands of events in a second are one unrest.
            self._bell.rest(_BREATH)
        self._bell.hush()
