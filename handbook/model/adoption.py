"""What she changed in a document, and what of that became the organisation's own content."""

from dataclasses import dataclass
from typing import Literal

Oddity = Literal["", "opmaak", "plaats", "vorm", "veld", "koppeling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A paragraph of a file as we last wrote it, and what became of it in hers.

    Attributes:
        marks: names of our bookmarks in it.
        before: what it said.
        after: what it says in her file, None where she took it out.
        heading: what it stands under.
        row: the number of its row of a table, counted over the whole text; -1 outside a table.
        column: the number of its cell in that row, from 0.
        listed: it is a point of a list.
        oddity: what she did that is no wording: another look, another place, another form, words
            typed over a field or describing a picture, or a link.
    """

    marks: frozenset[str]
    before: str
    after: str | None
    heading: str = ""
    row: int = -1
    column: int = 0
    listed: bool = False
    oddity: Oddity = ""

    @property
    def changed(self) -> bool:
        """Whether she did anything to it."""
        return self.before != self.after or bool(self.oddity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A paragraph or row that she added: below which stretch (-1: above all), and its cells.

    `linked`: there is a link in it that our text has nowhere.
    """

    below: int
    cells: tuple[str, ...]
    heading: str
    row: bool = False
    listed: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All stretches of a file in order, what she added, and stories beside the text she changed."""

    stretches: tuple[Stretch, ...] = ()
    additions: tuple[Addition, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """One change of hers: where, what it said and says, and why it was not taken over ("": it was).

    `file` is the file of her own content that it went to, counted from the working folder.
    """

    heading: str
    before: str
    after: str
    file: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What came of adopting the edits of one document; `fresh` are files that were not there."""

    code: str
    title: str
    changes: tuple[Adopted, ...] = ()
    fresh: tuple[str, ...] = ()
