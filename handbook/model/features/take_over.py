"""What came of taking over a folder of existing documents."""

from dataclasses import dataclass
from typing import Literal

from handbook.errors import Problem

Fate = Literal["overgenomen", "bekend", "niet overgenomen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFile:
    """One file of the folder: what came of it, and why. `item` is its id where it has one."""

    path: str
    fate: Fate
    item: str = ""
    title: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """A folder taken over for one organisation; with `done` off only what would be done.

    `file` is the list with the entries, `problems` are what stopped single files.
    """

    organisation: str
    file: str
    files: tuple[TakenFile, ...]
    problems: tuple[Problem, ...] = ()
    done: bool = False

    @property
    def taken(self) -> tuple[TakenFile, ...]:
        """The files that were copied."""
        return tuple(each for each in self.files if each.fate == "overgenomen")
