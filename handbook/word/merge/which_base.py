"""Which of the texts that we wrote a file was made from, when it no longer says so itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handbook import opc
from handbook.word.merge.merge import merge
from handbook.word.merge.package.report import Merged, Refused
from handbook.word.merge.refusal import refused
from handbook.word.package.markup import parse
from handbook.word.package.package import read, relations
from handbook.word.provenance.base import Base, own_parts
from handbook.word.reading.units import Content, Table, text_of
from handbook.word.reading.word_file import read_document
from handbook.word.template_language.properties import CUSTOM

# One line of a text: in which story it stands, and what it says, in words or with its looks. Only
# texts: records would be hashed anew at each comparison, which takes minutes in a long document.
_Line = tuple[str, Literal["words", "looks"], str]
_Lines = Counter[_Line]

# From here on two lines may be the same one, edited; 1 is equal in words.
_ALIKE = 0.3
# More than so many merges of one file are not tried.
_MOST = 12
_LOOKS = frozenset(("styles", "theme"))


def origins(mine: bytes, bases: Sequence[Base]) -> tuple[Base, ...]:
    """Return which of `bases` her file may be made from, in their order.

    What she left untouched tells: a base goes where another one shows all lines of hers that it
    shows itself, and more; where the words are the same, their looks tell. Of those that show as
    much, one goes where another lacks less of what it wrote, and what it lacks more stands nowhere
    in her file, not edited either: her file never had it, or she deleted it. It comes again then,
    rather than never.

    Args:
        mine: her file, which carries no base.
        bases: what we wrote in the document, each distinct.

    Raises:
        ValueError: `mine` is no Word file.
    """
    hers = _lines(Base(read(mine)))
    seen = [each for base in bases if (each := _seen(base, hers)).shown]
    best = [one for one in seen if not any(_shows_less(one, each) for each in seen)]
    own = hers - _most(each.shown for each in best)
    return tuple(
        one.base for one in best if not any(_comes_before(each, one, own) for each in best)
    )


def merge_from(
    mine: bytes, new: bytes, *, bases: Sequence[Base] = (), author: str = "handbook", date: str
) -> Merged | Refused:
    """Return what `merge` does, where her file was made from any of `bases`.

    With several it is merged only where all give the same file: then what they differ in does
    not touch hers. Of these the last one counts, the oldest: it tells most.

    Args:
        mine: her file.
        new: the file as it is made today.
        bases: what her file may be made from, when it does not say so; the newest first.
        author: who proposes the changes.
        date: when they are proposed.

    Raises:
        ValueError: `new` is no Word file.
    """
    if len(bases) > _MOST:
        return refused("two_bases")
    tried: Sequence[Base | None] = bases or (None,)
    results = [merge(mine, new, base=each, author=author, date=date) for each in tried]
    if len({_visible(each) for each in results}) > 1:
        return refused("two_bases")
    return results[-1]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A base beside her file.

    Attributes:
        base: the base.
        shown: the lines of her file that we wrote.
        known: those that were hers when the base was written, after a merge.
        lacking: the lines that we wrote and her file has not.
    """

    base: Base
    shown: _Lines
    known: _Lines
    lacking: _Lines


def _seen(base: Base, hers: _Lines) -> _Seen:
    try:
        ours, left = _lines(base), Counter(_left(base))
    except ValueError:
        ours, left = Counter(), Counter()  # damaged: it shows nothing
    return _Seen(base, hers & ours, (hers - ours) & left, _words(ours - hers))


def _shows_less(one: _Seen, other: _Seen) -> bool:
    """Tell whether `other` shows all that `one` does, and more: in words, or else in looks.

    What a line says tells more than how it looks: a look that somebody changed and set back is
    known to some bases only.
    """
    words, others = _words(one.shown), _words(other.shown)
    return words < others or (words == others and one.shown < other.shown)


def _words(lines: _Lines) -> _Lines:
    return Counter({each: count for each, count in lines.items() if each[1] == "words"})


def _comes_before(one: _Seen, other: _Seen, own: _Lines) -> bool:
    """Tell whether `one` is the likelier of two; `own` are the lines of hers that none wrote."""
    if one.shown != other.shown:
        return False
    if one.known != other.known:
        # With a proposal that it left open, a file of before that fits the older one as well.
        return one.known > other.known and not one.base.absent
    more = other.lacking - one.lacking
    comes = bool(more) and not one.lacking - other.lacking
    return comes and not any(_alike(each, line) for each in more for line in own)


def _alike(one: _Line, other: _Line) -> bool:
    """Tell whether two lines of one story may be the same one, edited."""
    if one[:2] != other[:2]:
        return False
    first, second = (Counter(re.findall(r"\w+", each[2].lower())) for each in (one, other))
    total = first.total() + second.total()
    return bool(total) and 2 * (first & second).total() >= _ALIKE * total


def _most(found: Iterable[_Lines]) -> _Lines:
    most: _Lines = Counter()
    for each in found:
        most |= each
    return most


def _lines(base: Base) -> _Lines:
    """Return each line that we wrote and that a file said after it, and its properties.

    Raises:
        ValueError: it is no Word file.
    """
    found: _Lines = Counter()
    for key, story in read_document(base.parts).stories.items():
        for at, unit in enumerate(story.units):
            place = f"{key}:{at}"
            lines = Counter(_said(key, unit.content))
            if place in base.left:
                lines &= Counter(_said(key, base.left[place]))
            found += Counter() if place in base.absent else lines
    for each in parse(base.parts[CUSTOM]) if CUSTOM in base.parts else ():
        found[CUSTOM, "looks", f"{each.get('name')}={''.join(each.itertext())}"] += 1
    return found


def words_of(base: Base) -> tuple[str, ...]:
    """Return each line of text that we wrote, in order: its story, a tab and the words.

    Raises:
        ValueError: it is no Word file.
    """
    return tuple(f"{key}\t{text}" for key, kind, text in _lines(base).elements() if kind == "words")


def _left(base: Base) -> Iterator[_Line]:
    for place, content in base.left.items():
        yield from _said(place.rpartition(":")[0], content)


def _said(key: str, content: Content) -> Iterator[_Line]:
    for line in _split(content):
        text = " ".join(text_of(line).split())
        if text:
            yield key, "words", text
            yield key, "looks", repr(line)


def _split(content: Content) -> Iterator[Content]:
    """Yield a paragraph, or each row of a table: an edit in one row leaves the others untouched."""
    if isinstance(content, Table):
        yield from (Table(content.style, (row,)) for row in content.rows)
    else:
        yield content


def _visible(result: Merged | Refused) -> str:
    """Return what tells results apart: all of a file but its base and how its styles look."""
    if isinstance(result, Refused):
        return result.reason
    parts = read(result.data)
    main = [each.target for each in relations(parts, "") if each.kind == "officeDocument"]
    looks = {e.target for name in main for e in relations(parts, name) if e.kind in _LOOKS}
    return opc.digest(parts, without={*own_parts(parts), *looks})
