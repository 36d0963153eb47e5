"""What belongs to her file as a whole once its stories are merged: bookmarks, base, seal."""

from handbook.word.markup import Element, qualified
from handbook.word.merging.bench import Bench
from handbook.word.merging.graft import Source
from handbook.word.merging.manifest import Base, with_base
from handbook.word.merging.outcomes import Outcome


def finish(bench: Bench, source: Source, old: Base, base: Base) -> list[Outcome]:
    """Mend what merging left undone, and put the new base in; return what is to be told."""
    del source, old
    for story in bench.document.stories.values():
        if _tidy_bookmarks(story.root):
            bench.touch(story.part)
    for name, data in with_base(bench.parts, base).items():
        bench.replace(name, data)
    return []


def _tidy_bookmarks(root: Element) -> bool:
    """Give each bookmark one start, one end and a name of its own; True when one was mended."""
    names: set[str] = set()
    starts: dict[str, Element] = {}
    ends: set[str] = set()
    mended = False
    for each in list(root.iter(_START)):
        if each.get(_NAME) in names:
            each.getparent().remove(each)
            mended = True
        else:
            names.add(each.get(_NAME))
            starts[each.get(_ID)] = each
    for each in list(root.iter(_END)):
        if each.get(_ID) not in starts or each.get(_ID) in ends:
            each.getparent().remove(each)
            mended = True
        ends.add(each.get(_ID))
    for identity, start in starts.items():
        if identity not in ends:
            made = start.makeelement(_END)
            made.set(_ID, identity)
            start.addnext(made)
            mended = True
    return mended


_START, _END, _NAME, _ID = (
    qualified(f"w:{n}") for n in ("bookmarkStart", "bookmarkEnd", "name", "id")
)
