"""What is wrong, where, and how to mend it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

# What a terminal would obey instead of show, the signs that turn the reading direction, and what
# is no sign at all: half of one, as in a file name that is no text.
_COMMANDS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """Return `text` with what a terminal would obey made visible: a file name can hold anything."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file that a person wrote.

    `file` is the path as the user would type it, from the working folder. `line` and `column`
    count from 1; 0 means that the whole file is meant. `excerpt` is the line as typed, or empty
    when there is none to show or when it must stay secret.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        file = plain(self.file.replace("\n", " "))
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the place, `what` (with the word as typed) and how to `mend` it.

    `weight` tells a `fout` (the build of this organisation stops) from a `let op` (it goes on).
    """

    place: Place
    code: str
    what: str
    mend: str
    weight: Literal["fout", "let op"] = "fout"

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.what} [{self.code}]"]
        if self.place.excerpt.strip():
            lines.append(f"    | {self.place.excerpt.strip()}")
        lines += [f"    {line}" for line in self.mend.splitlines() if line.strip()]
        return plain("\n".join(lines))


class HandbookError(Exception):
    """Anything a user can mend; its only argument is its problems, for pickling."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


class SourceError(HandbookError):
    """A file that a person wrote cannot be used."""


class YamlError(SourceError):
    """It is not YAML, or YAML of a kind we do not take (HB10x)."""


class ShapeError(SourceError):
    """It has a key or a value that does not fit (HB11x)."""


class UnknownNameError(SourceError):
    """It names something that is not there (HB2xx)."""


class TemplateError(SourceError):
    """It is a Word template that cannot be filled (HB3xx)."""


class EditConflict(HandbookError):  # noqa: N818 - the architecture's own word
    """A file changed by hand, or by another program, stands in the way (HB45x)."""

    exit_code = 3


class StorageError(HandbookError):
    """A file that cannot be read or written (HB5xx); the others go on."""

    exit_code = 3


class WorkplaceError(StorageError):
    """The surroundings do not work: no rights, no room, another build is running (HB5xx)."""

    exit_code = 4


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Bedoelde u '…'?" with the known word nearest to `word`, or an empty text."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), sorted(by_fold), n=1, cutoff=0.6)
    return f"Bedoelde u '{by_fold[near[0]]}'?" if near else ""


def worst(codes: Iterable[int]) -> int:
    """Return the exit code that speaks for several: 70 over 4, 4 over 1, 1 over 3, 3 over 0."""
    order: Sequence[int] = (0, 3, 1, 4, 70)
    return max(codes, key=order.index, default=0)


def exit_code_of(problems: Iterable[Problem]) -> int:
    """Return the exit code of what is told and stopped nothing: 1 where one of it is a `fout`."""
    return 1 if any(each.weight == "fout" for each in problems) else 0
