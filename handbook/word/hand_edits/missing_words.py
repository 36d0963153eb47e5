"""What a person did in one Word file and another does not have, in the words of a reader."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from handbook.word.comparison.alignment import pairs
from handbook.word.comparison.word_diff import changes
from handbook.word.hand_edits.edited_since import Line, lines_of, lines_said, same_words
from handbook.word.package.package import read
from handbook.word.provenance.base import read_base
from handbook.word.reading.field_results import read_both
from handbook.word.reading.units import Content, Document, Table, pieces_of

_OURS = "_kh"  # how a bookmark begins that says where a text of ours comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingWords:
    """What another file lacks of hers: the words that she wrote, and those that she took out.

    `unknown` tells that her file no longer says what we wrote in it, and the other says else.
    """

    written: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def nothing(self) -> bool:
        """True where the other file has all that she did."""
        return not (self.written or self.taken_out or self.unknown)


def lacking(hers: bytes, other: bytes) -> MissingWords:
    """Return what a person did in the file `hers`, since we wrote it, and `other` does not have.

    Looks count as well as words. A line of the history that an approval added is not hers.
    """
    try:
        parts, others = read(hers), read(other)
        base = read_base(parts)
        if base is not None:
            wrote, mine = read_both(base.parts, parts)
            there = set(lines_said(read_both(base.parts, others)[1]))
            return _lacking(list(lines_said(wrote)), list(_hers(mine, wrote)), there)
    except ValueError:
        pass  # it cannot be read, or is damaged
    return MissingWords(unknown=not same_words(hers, other))


def _hers(mine: Document, wrote: Document) -> Iterator[Line]:
    """Yield the lines of her file, but for those that an approval added.

    Such a line has a bookmark of ours that stood nowhere in what we wrote.
    """
    known = frozenset(chain.from_iterable(_marks(wrote)))
    for key, story in mine.stories.items():
        for unit in story.units:
            if all(each in known for each in unit.marks if each.startswith(_OURS)):
                yield from ((key, each) for each in lines_of(unit))


def _marks(document: Document) -> Iterator[Set[str]]:
    return (unit.marks for story in document.stories.values() for unit in story.units)


def _lacking(ours: Sequence[Line], theirs: Sequence[Line], there: Set[Line]) -> MissingWords:
    """Return what is not `there` of what she made of `ours` in `theirs`."""
    written: list[str] = []
    taken_out: list[str] = []
    kept = set(theirs)
    for left, right in pairs([_text(each) for each in ours], [_text(each) for each in theirs]):
        was = None if left is None else ours[left]
        now = None if right is None else theirs[right]
        if now is not None and now != was and now not in there:
            words, gone = _changed("" if was is None else _text(was), _text(now))
            written += words
            taken_out += gone
        elif was is not None and now is None and was in there and was not in kept:
            taken_out.append(_text(was))
    return MissingWords(written=tuple(written), taken_out=tuple(taken_out))


def _changed(was: str, now: str) -> tuple[list[str], list[str]]:
    """Return the words that came and, where none did, those that went; of looks the whole line.

    One word says nothing without the line that it stands in.
    """
    pieces = [each for each in changes(was, now) if each.old != each.new]
    came = [each.new.strip() for each in pieces if each.new.strip()]
    if came:
        return [each if " " in each else now for each in came], []
    went = [each.old.strip() for each in pieces if each.old.strip()]
    return ([], went) if went else ([now], [])


def _text(line: Line) -> str:
    """Return what a line says to a reader, that of a row cell by cell, on one line."""
    _, content = line
    cells = [each.blocks for each in content.rows[0]] if isinstance(content, Table) else [[content]]
    said = (" ".join(map(_words, blocks)) for blocks in cells)
    return " | ".join(filter(None, (" ".join(each.split()) for each in said)))


def _words(content: Content) -> str:
    return "".join(
        each.text if each.kind == "text" else f" {each.words} " for each in pieces_of(content)
    )
