"""What came of bringing a former file back, in Dutch for a terminal."""

from collections.abc import Sequence
from datetime import datetime

from handbook.errors import Problem, plain
from handbook.model.sources.register import Register
from handbook.reporting.build.outcome_text import problems_text


def restored_text(path: str, kept: datetime, problems: Sequence[Problem] = ()) -> str:
    """Return that the file at `path` is again what it was until `kept`, and what is wrong in it."""
    said = (
        f"{plain(path)} is weer zoals het was tot {_moment(kept)}.\n"
        "Wat er stond, is bewaard. Een volgende build brengt de nieuwe tekst er weer in."
    )
    return "\n\n".join(text for text in (said, problems_text(problems)) if text)


def formers_text(code: str, moments: Sequence[datetime]) -> str:
    """Return the former files of a document as a list, with the number to choose one by."""
    lines = [f"  {number}  vervangen op {_moment(each)}" for number, each in enumerate(moments, 1)]
    return "\n".join([f"Vorige versies van {plain(code)}, de laatste eerst:", *lines])


def rebuilt_text(
    organisation: str, register: Register, guessed: int, problems: Sequence[Problem]
) -> str:
    """Return what a register that is made anew would hold, and what it does not know."""
    versions = [each for entry in register.entries for each in entry.versions]
    approved = sum(bool(each.approved) for each in versions)
    lines = [
        f"{plain(organisation)}: het register wordt opnieuw gemaakt uit het archief.",
        f"  documenten: {len(register.entries)}",
        f"  vastgestelde versies: {approved}, waarvan {guessed} alleen uit het bestand zelf",
        f"  concepten: {len(versions) - approved}",
    ]
    return "\n\n".join(text for text in ("\n".join(lines), problems_text(problems)) if text)


def _moment(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y} om {moment:%H:%M} uur"
