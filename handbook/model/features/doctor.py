"""What was found of the program and its surroundings, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

State = Literal["goed", "let op", "fout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: what was found, and what to do where it is not as it should.

    A `fout` hinders the work; a `let op` hinders a part of it.
    """

    subject: str
    state: State
    found: str
    advice: str = ""
