"""What a build did with the work of a person, as the page that tells it prints it.

A field's `named` word is what a Word template calls it.
"""

from dataclasses import dataclass, field
from typing import Any


def named(word: str) -> Any:
    """Return a dataclass field that templates know by the Dutch `word`."""
    return field(metadata={"word": word})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """What became of one block; `note` is what is to be known about it, or ""."""

    what: str = named("wat")
    place: str = named("waar")
    text: str = named("tekst")
    note: str = named("toelichting")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedDocument:
    """A document in which somebody had worked: what was done with it, why, and the blocks of it.

    `lines` are the blocks that are worth a look; `kept` counts the others of hers. `renewed` lists
    the headings under which text that nobody had touched was renewed, as a sentence does, or "".
    """

    title: str = named("titel")
    told: str = named("gebeurde")
    reason: str = named("reden")
    kept: int = named("behouden")
    renewed: str = named("vernieuwd")
    lines: tuple[ReportLine, ...] = named("regels")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBody:
    """What a build did with the work of a person; `waiting` blocks are for her to look at."""

    waiting: int = named("wachtend")
    documents: tuple[ReportedDocument, ...] = named("documenten")
