"""Her file and a new one become one: the words of both stay, and every change can be seen."""

from handbook.word.merge.merge import merge
from handbook.word.merge.package.report import WORDS, Kind, Merged, Outcome, Reason, Refused
from handbook.word.merge.refusal import refused, stranger
from handbook.word.merge.which_base import merge_from, origins
from handbook.word.provenance.base import (
    Base,
    base_from,
    kept_part,
    read_base,
    read_kept,
    unwrapped,
    with_base,
    wrapped,
)

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
