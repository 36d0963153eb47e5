"""What she changed in a document, and what of that became the organisation's own content."""

from dataclasses import dataclass
from typing import Literal

Oddity = Literal["", "opmaak", "plaats", "vorm", "veld"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a row that lead to one place: an address, or "" for none."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedParagraph:
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
            typed over a field or describing a picture.
        spans: what it says in her file, by where the words lead.
        links: where words of hers lead and those of ours did not.
    """

    marks: frozenset[str]
    before: str
    after: str | None
    heading: str = ""
    row: int = -1
    column: int = 0
    listed: bool = False
    oddity: Oddity = ""
    spans: tuple[Span, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether she did anything to it."""
        return self.before != self.after or bool(self.oddity or self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A paragraph or row that she added: below which stretch (-1: above all), and its cells.

    `spans` are the words of a paragraph by where they lead, `links` those places that our text
    leads to nowhere.
    """

    below: int
    cells: tuple[str, ...]
    heading: str
    row: bool = False
    listed: bool = False
    spans: tuple[Span, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All stretches of a file in order, what she added, and stories beside the text she changed."""

    stretches: tuple[EditedParagraph, ...] = ()
    additions: tuple[Addition, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """One change of hers: where, what it said and says, and why it was not taken over ("": it was).

    `file` is the file of her own content that it went to, counted from the working folder; `links`
    are the addresses that she gave to words.
    """

    heading: str
    before: str
    after: str
    file: str = ""
    why: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What came of adopting the edits of one document; `fresh` are files that were not there."""

    code: str
    title: str
    changes: tuple[Adopted, ...] = ()
    fresh: tuple[str, ...] = ()
