"""What a file without a base shows of when it was made: its words, and the version it prints."""

import hashlib
import re
from collections.abc import Sequence

from handbook.word.merge.which_base import words_of
from handbook.word.package.package import read
from handbook.word.provenance.base import Base

Stage = tuple[tuple[int, ...], bool]
"""How far a version came: the parts of its number, and whether it was approved."""

# A line of the history of a document, as `tailoring.control` writes it.
_HISTORY = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,6}))?\s+·\s+(concept van|vastgesteld op)\s.*")
_SUM = 12  # hexadecimal digits: enough to tell the lines of one document apart


def words_in(mine: bytes) -> tuple[str, ...]:
    """Return the lines of text in a Word file, in order, each with the story it stands in.

    Raises:
        ValueError: it is no Word file.
    """
    return words_of(Base(read(mine)))


def known_words(base: Base) -> tuple[str, ...]:
    """Return the lines of text that we wrote, as `words_in` does; none where it is damaged."""
    try:
        return words_of(base)
    except ValueError:
        return ()


def sums_of_lines(lines: Sequence[str]) -> frozenset[str]:
    """Return a short sum of each line, which tells it apart and does not tell what it says."""
    return frozenset(hashlib.sha256(each.encode()).hexdigest()[:_SUM] for each in lines)


def printed_stage(lines: Sequence[str]) -> Stage | None:
    """Return the newest version in the history that a file prints, None where it prints none."""
    found = [each for line in lines if (each := _HISTORY.fullmatch(line.partition("\t")[2]))]
    return max(map(_stage, found), default=None)


def _stage(found: re.Match[str]) -> Stage:
    numbers = tuple(int(each) for each in found.groups()[:2] if each)
    return numbers, found[3] == "vastgesteld op"
