"""A folder without rights, played: whoever tests may be allowed to read everything."""

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LISTS = ("scandir", "listdir")
LOOKS = ("stat", "lstat")


def close(monkeypatch: pytest.MonkeyPatch, folder: Path, *, listed: bool = False) -> None:
    """Let nobody look into `folder`, nor read what lies there; `listed` leaves the names known."""
    shut = os.fspath(folder)

    def refusing(work: Callable[..., Any], *, itself: bool) -> Callable[..., Any]:
        def refused(path: Any = ".", *args: Any, **options: Any) -> Any:
            asked = path if isinstance(path, int) else os.fspath(path)
            within = isinstance(asked, str) and asked.startswith(shut + os.sep)
            if within or (itself and asked == shut):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), asked)
            return work(path, *args, **options)

        return refused

    for name in LISTS:
        monkeypatch.setattr(os, name, refusing(getattr(os, name), itself=not listed))
    for name in (*LOOKS, "open", "mkdir", "rename", "replace", "unlink"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), itself=False))
    monkeypatch.setattr(io, "open", refusing(io.open, itself=False))
