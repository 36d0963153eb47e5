"""Whether a person changed a file since another moment, whatever we ourselves changed in it."""

from collections.abc import Collection, Iterator

from handbook.word.merging.entries import typed_lines
from handbook.word.merging.manifest import read_base
from handbook.word.package import read
from handbook.word.results import read_both
from handbook.word.units import Content, Document, Table

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
        former, latter = read_both(was.parts, old), read_both(base.parts, new)
    except ValueError:
        return True
    if _typed(*latter) - _typed(*former):
        return True
    (theirs, first), (ours, last) = (
        [list(_said(each)) for each in two] for two in (former, latter)
    )
    if first == last:
        return False
    made, gone = set(ours) - set(theirs), set(theirs) - set(ours)
    return _without(first, gone, last) != _without(last, made, first)


def _typed(wrote: Document, hers: Document) -> set[str]:
    """Return what she typed in the contents page of her file."""
    one, other = (each.stories["body"].root for each in (hers, wrote))
    return {each.squeezed for each in typed_lines(one, [other])}


def _without(lines: list[_Said], made: Collection[_Said], others: Collection[_Said]) -> list[_Said]:
    """Return `lines` but for those that we `made` and that are not among the `others`."""
    gone = set(made) - set(others)
    return [each for each in lines if each not in gone]


def _said(document: Document) -> Iterator[_Said]:
    """Yield each paragraph and each row of a table, with the story that it stands in."""
    for key, story in document.stories.items():
        for unit in story.units:
            if isinstance(unit.content, Table):
                style = unit.content.style
                yield from ((key, Table(style, (row,))) for row in unit.content.rows)
            elif not unit.empty:
                yield key, unit.content
