"""Her file and a new one become one: the words of both stay, and every change can be seen."""

from handbook.word.merging.manifest import (
    Base,
    base_from,
    kept_part,
    read_base,
    read_kept,
    unwrapped,
    with_base,
    wrapped,
)
from handbook.word.merging.origin import merge_from, origins
from handbook.word.merging.outcomes import WORDS, Kind, Merged, Outcome, Reason, Refused
from handbook.word.merging.refusing import refused, stranger
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
    "kept_part",
    "merge",
    "merge_from",
    "origins",
    "read_base",
    "read_kept",
    "refused",
    "stranger",
    "unwrapped",
    "with_base",
    "wrapped",
]
