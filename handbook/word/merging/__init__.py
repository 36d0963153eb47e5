"""Her file and a new one become one: the words of both stay, and every change can be seen."""

from handbook.word.merging.manifest import Base, base_from, read_base, with_base
from handbook.word.merging.outcomes import WORDS, Kind, Merged, Outcome, Reason, Refused
from handbook.word.merging.whole import merge

__all__ = [
    "WORDS",
    "Base",
    "Kind",
    "Merged",
    "Outcome",
    "Reason",
    "Refused",
    "base_from",
    "merge",
    "read_base",
    "with_base",
]
