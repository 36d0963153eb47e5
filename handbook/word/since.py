"""Whether a file says something else than before, or a person changed it, whatever we did."""

from collections.abc import Collection, Iterator, Mapping

from handbook.word.merging.manifest import read_base
from handbook.word.package import read
from handbook.word.reading import read_document
from handbook.word.record import Said, said_of_itself
from handbook.word.units import Content, Table

_Said = tuple[str, Content]


def changed_by_hand(before: bytes, now: bytes) -> bool:
    """Tell whether a person changed the Word file `before` into `now`.

    Saving it in another program is no change, and neither is what we merged into it since: a
    line is ours when what we last wrote has it and what we wrote before has not. A file that
    cannot be read, or that does not say what we last wrote, counts as changed.
    """
    try:
        old, new = read(before), read(now)
        was, base = read_base(old), read_base(new)
        if was is None or base is None:
            return True
        first, last = list(_said(old)), list(_said(new))
        if first == last:
            return False
        ours, theirs = set(_said(base.parts)), set(_said(was.parts))
    except ValueError:
        return True
    return _without(first, theirs - ours, last) != _without(last, ours - theirs, first)


def says_the_same(one: bytes, other: bytes) -> bool:
    """Tell whether two Word files say the same, word for word, also of their own approval.

    Another look is no other word, and neither is what Word fills in, such as a number of a page. A
    file that cannot be read says nothing.
    """
    first, second = said_of_itself(one), said_of_itself(other)
    if first is None or second is None or _control(first) != _control(second):
        return False
    try:
        return list(_words(read(one))) == list(_words(read(other)))
    except ValueError:
        return False


def _control(said: Said) -> tuple[str, ...]:
    return said.code, said.title, said.version, said.status, said.approver


def _words(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the words of each paragraph and each table that has any, with its story."""
    for key, story in read_document(parts).stories.items():
        for unit in story.units:
            if words := " ".join(unit.text.split()):
                yield key, words


def _without(lines: list[_Said], made: Collection[_Said], others: Collection[_Said]) -> list[_Said]:
    """Return `lines` but for those that we `made` and that are not among the `others`."""
    gone = set(made) - set(others)
    return [each for each in lines if each not in gone]


def _said(parts: Mapping[str, bytes]) -> Iterator[_Said]:
    """Yield each paragraph and each row of a table, with the story that it stands in."""
    for key, story in read_document(parts).stories.items():
        for unit in story.units:
            if isinstance(unit.content, Table):
                style = unit.content.style
                yield from ((key, Table(style, (row,))) for row in unit.content.rows)
            elif not unit.empty:
                yield key, unit.content
