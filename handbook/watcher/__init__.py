"""What changed in a working folder, told once it is quiet; events only wake it, contents decide."""

from handbook.watcher.debounce import News, SourceWatcher, watch_sources
from handbook.watcher.snapshot import Change

__all__ = ["Change", "News", "SourceWatcher", "watch_sources"]
