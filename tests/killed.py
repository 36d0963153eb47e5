"""A computer that stops at a step to the disk: nothing is written from then on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from handbook import storage

STEPS = ("put", "keep_former", "move", "withdraw", "remove_ours", "remove_note", "write_note")


class Killed(BaseException):
    """The computer stops here."""


@contextmanager
def killed_at(moment: int, *, after: bool) -> Iterator[list[str]]:
    """Stop at the step to the disk with this number, before it is done or right after."""
    done: list[str] = []
    off: list[int] = []
    patch = pytest.MonkeyPatch()

    def stopping(name: str) -> Callable[..., Any]:
        real = getattr(storage, name)

        def step(*args: Any, **options: Any) -> Any:
            last = len(done) == moment
            if off or (last and not after):
                off.append(moment)
                raise Killed
            found = real(*args, **options)
            done.append(name)
            if last:
                off.append(moment)
                raise Killed
            return found

        return step

    for name in STEPS:
        patch.setattr(storage, name, stopping(name))
    try:
        yield done
    finally:
        patch.undo()


@contextmanager
def copied_at_each_step(root: Path, home: Path) -> Iterator[list[tuple[str, Path]]]:
    """Copy `root` into `home` after each step to the disk: as it is when the computer stops there.

    Yields the steps that were done, each with its copy.
    """
    done: list[tuple[str, Path]] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(storage, name, _copying(name, root, home, done))
        yield done


def _copying(name: str, root: Path, home: Path, done: list[tuple[str, Path]]) -> Callable[..., Any]:
    real = getattr(storage, name)

    def step(*args: Any, **options: Any) -> Any:
        found = real(*args, **options)
        done.append((name, Path(shutil.copytree(root, home / f"{len(done):02}"))))
        return found

    return step
