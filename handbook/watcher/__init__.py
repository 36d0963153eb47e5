"""What changed in a working folder, told once it is quiet; events only wake it, contents decide."""

from handbook.watcher.lookout import Lookout, News, lookout
from handbook.watcher.sight import Change

__all__ = ["Change", "Lookout", "News", "lookout"]
