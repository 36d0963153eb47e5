"""Whether a file says something else than before, or a person changed it, whatever we did."""

from collections.abc import Collection, Iterator

from handbook.word.merge.file.contents_lines import typed_lines
from handbook.word.package.package import read
from handbook.word.provenance.approval_record import Said, said_of_itself
from handbook.word.provenance.base import read_base
from handbook.word.reading.field_results import read_both
from handbook.word.reading.units import Content, Document, Table, Unit
from handbook.word.reading.word_file import read_document

Line = tuple[str, Content]
_TYPESET = {0x2011: "-", 0x00AD: None}  # no-break and soft hyphens; blanks of all kinds are split


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
        [list(lines_said(each)) for each in two] for two in (former, latter)
    )
    if first == last:
        return False
    made, gone = set(ours) - set(theirs), set(theirs) - set(ours)
    return _without(first, gone, last) != _without(last, made, first)


def lines_said(document: Document) -> Iterator[Line]:
    """Yield each paragraph and each row of a table, with the story that it stands in."""
    for key, story in document.stories.items():
        for unit in story.units:
            yield from ((key, each) for each in lines_of(unit))


def lines_of(unit: Unit) -> Iterator[Content]:
    """Yield a paragraph that is not empty, or each row of a table as a table of its own."""
    if isinstance(unit.content, Table):
        style = unit.content.style
        yield from (Table(style, (row,)) for row in unit.content.rows)
    elif not unit.empty:
        yield unit.content


def _typed(wrote: Document, hers: Document) -> set[str]:
    """Return what she typed in the contents page of her file."""
    one, other = (each.stories["body"].root for each in (hers, wrote))
    return {each.squeezed for each in typed_lines(one, [other])}


def same_words(one: bytes, other: bytes) -> bool:
    """Tell whether two Word files say the same to a reader: their words in order, and no looks.

    What Word fills in, such as a number of a page, is no word. A file that cannot be read says
    something else.
    """
    try:
        return _words(one) == _words(other)
    except ValueError:
        return False


def says_the_same(one: bytes, other: bytes) -> bool:
    """Tell whether two Word files say the same, word for word, also of their own approval."""
    first, second = said_of_itself(one), said_of_itself(other)
    if first is None or second is None or _control(first) != _control(second):
        return False
    return same_words(one, other)


def _control(said: Said) -> tuple[str, ...]:
    return said.code, said.title, said.version, said.status, said.approver


def _words(data: bytes) -> list[tuple[str, str]]:
    """Return the words of each block that has any, with the story that it stands in."""
    stories = sorted(read_document(read(data)).stories.items())
    said = ((key, unit.text) for key, story in stories for unit in story.units)
    folded = ((key, " ".join(text.translate(_TYPESET).split())) for key, text in said)
    return [(key, text) for key, text in folded if text]


def _without(lines: list[Line], made: Collection[Line], others: Collection[Line]) -> list[Line]:
    """Return `lines` but for those that we `made` and that are not among the `others`."""
    gone = set(made) - set(others)
    return [each for each in lines if each not in gone]
