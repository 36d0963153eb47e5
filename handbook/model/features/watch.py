"""What a watcher has to tell: what changed, what was made of it, and who keeps it waiting."""

from dataclasses import dataclass
from typing import Literal

from handbook.model.documents.build import Outcome

What = Literal[
    "begin",
    "stil",
    "gewijzigd",
    "gemaakt",
    "niets",
    "wacht",
    "profiel weg",
    "profiel hernoemd",
    "bezet",
    "belemmerd",
    "onbereikbaar",
    "terug",
    "hersteld",
    "zonder seintjes",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEvent:
    """One thing that happened while a working folder is watched.

    `subject` is an organisation, a file or a folder; `former` its old name, or who has it open.
    `changes` are files with what happened to each. `seconds` is how long it took to make.
    """

    what: What
    subject: str = ""
    former: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    outcome: Outcome | None = None
    seconds: float = 0.0
