"""What a document prints of its own control: version, status, dates, people, history."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What a document prints of its own control; every date comes from the register.

    `history` is a line for each version, the oldest first.
    """

    version: str
    status: str
    written: date
    review: date
    owner: str
    approver: str
    history: tuple[str, ...] = ()
