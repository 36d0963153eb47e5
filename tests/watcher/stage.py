"""A bell in a play: time passes only where somebody waits, and each act has its moment.

Files are real; nothing waits in truth, so that a slow machine gives the same counts as a fast one.
"""

from collections.abc import Callable
from pathlib import Path

from handbook.watcher import Change, SourceWatcher
from handbook.watcher.observer import FolderObserver, Mended

Act = Callable[[], object]
_IDLE = 40.0  # seconds after the last act: time for a rescan, and for what waits to be tried


class Stage(FolderObserver):
    """Rings at each act that is heard; `during` are acts that happen while somebody works."""

    def __init__(self, root: Path, *, deaf: bool = False) -> None:
        super().__init__(root, deaf=deaf)
        self.now = 0.0
        self.script: list[tuple[float, Act, bool]] = []
        self.during: list[Act] = []
        self.mends: list[Mended] = []
        self.watcher: SourceWatcher | None = None
        self._flag = False

    def at(self, moment: float, act: Act, *, heard: bool = True) -> None:
        self.script.append((moment, act, heard))
        self.script.sort(key=lambda entry: entry[0])

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> bool:
        return self._flag or self._until(self.now + seconds, stop_at_ring=True)

    def rest(self, seconds: float) -> None:
        self._until(self.now + seconds, stop_at_ring=False)

    def ring(self) -> None:
        self._flag = True

    def hush(self) -> None:
        self._flag = False

    @property
    def rung(self) -> bool:
        """Whether it rang; who asks is working, so this is when the acts of `during` happen."""
        if self.during:
            self.during.pop(0)()
            self._flag = True
        return self._flag

    def mend(self) -> Mended:
        return self.mends.pop(0) if self.mends else ""

    def hears(self, seconds: float) -> bool:
        return bool(seconds)

    def stop(self) -> None:
        pass

    def _until(self, moment: float, *, stop_at_ring: bool) -> bool:
        while self.script and self.script[0][0] <= moment:
            self.now, act, heard = self.script.pop(0)
            act()
            self._flag = self._flag or (heard and not self.deaf)
            if self._flag and stop_at_ring:
                return True
        self.now = max(self.now, moment)
        last_act = not self.script and not self.during
        if last_act and self.watcher and self.now >= self._end():
            self.watcher.stop()
        return self._flag

    def _end(self) -> float:
        self.finished = getattr(self, "finished", self.now)
        return self.finished + _IDLE


def told(stage: Stage) -> list[tuple[float, tuple[Change, ...]]]:
    """Play the script; return what was told, each time with its moment: so many builds it asks."""
    watcher = SourceWatcher(stage.root, stage, clock=stage.clock)
    stage.watcher = watcher
    with watcher:
        return [(round(stage.now, 3), news.changes) for news in watcher.news() if news.changes]
