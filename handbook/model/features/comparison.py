"""What changed in a document between two versions of it, and why."""

from dataclasses import dataclass
from typing import Literal

from handbook.errors import Problem

Against = Literal["nieuw", "vorige", "eigen"]
"""her file → what a build makes; a former file → her file; what we wrote → her file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A paragraph, or a row of a table, that came ("" before), went ("" after) or changed.

    `place` is the heading it stands under, "" above the first one.
    """

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two versions of a document: `title` says which, `reason` why the later one differs.

    `path` is the copy that shows it in Word, from the working folder, "" where none was made;
    `withheld` says in Dutch why one that was asked for was not. `problems` are why nothing could
    be compared.
    """

    code: str
    name: str
    title: str
    reason: str
    changes: tuple[Change, ...]
    path: str = ""
    withheld: str = ""
    problems: tuple[Problem, ...] = ()
