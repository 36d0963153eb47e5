"""What changes with any change of the tool itself: a note made by another one is not believed."""

import hashlib
from functools import lru_cache
from pathlib import Path

import handbook
from handbook import storage

_LENGTH = 12


@lru_cache(maxsize=1)
def program() -> str:
    """Return what changes with any change of the tool: its code and its templates."""
    home = Path(handbook.__file__).parent
    total = hashlib.sha256()
    for folder, pattern in (
        (home, "**/*.py"),
        (home / "templates", "*"),
        (home.parent, "templates/*"),
    ):
        for path in sorted(folder.glob(pattern)):
            total.update(f"{path.name} {storage.stamp(path)[:2]}\n".encode())
    return total.hexdigest()[:_LENGTH]
