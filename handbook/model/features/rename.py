"""A rename: whose approved files it is about, what moves, and under which names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Whose approved files lie in a folder: what the register says, or the files themselves.

    `chamber_number` is empty where nothing tells it, `newest` None where nothing was approved.
    """

    name: str
    chamber_number: str = ""
    approved: int = 0
    newest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """The profile `old` becomes `new`; where both are the same only the register is confirmed.

    `moves` are the paths from the working folder that get another name, the old before the new.
    `goes_on` says that it began before and broke off.
    """

    old: str
    new: str
    whose: Evidence
    moves: tuple[tuple[str, str], ...] = ()
    goes_on: bool = False
    done: bool = False
