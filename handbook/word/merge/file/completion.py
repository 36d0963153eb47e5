"""What belongs to her file as a whole once its stories are merged: notes, bookmarks, base, seal."""

from collections.abc import Set

from handbook.word.merge.blocks.comment_and_bookmark_ranges import OURS, referred
from handbook.word.merge.blocks.tracked_changes import Reviser
from handbook.word.merge.blocks.transplant import SharedParts, Source
from handbook.word.merge.file.contents_page import renew_contents
from handbook.word.merge.file.house_style import renew_house, renew_paper
from handbook.word.merge.file.properties import renew_facts
from handbook.word.merge.package.footnotes import order_notes
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.merge.package.report import Outcome
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.seal import made_from, seal_like
from handbook.word.provenance.base import Base, own_parts, with_base


def finish(
    opened: OpenedPackage, shared: SharedParts, old: Base, base: Base, reviser: Reviser
) -> list[Outcome]:
    """Mend what merging left undone, and put the new base in; return what is to be told."""
    source = shared.source
    main = parse(old.parts[source.main]) if source.main in old.parts else None
    told = [*renew_house(opened, source, old.parts), *renew_facts(opened, old.parts, source.parts)]
    if main is not None:
        told += renew_paper(opened, source, main)
    told += renew_contents(opened, shared, main, reviser)
    _keep_targets(opened, shared)
    if opened.touched:
        order_notes(opened)
    for story in opened.document.stories.values() if opened.touched else ():
        if _tidy_bookmarks(story.root):
            opened.touch(story.part)
    # What we remember of her edits alone is no reason to write her file.
    news = base.parts != old.parts or not own_parts(opened.parts)
    if opened.touched or news or _seal_is_old(opened, source):
        for name, data in seal_like(with_base(opened.parts, base), source.parts).items():
            opened.replace(name, data)
    return told


def _keep_targets(opened: OpenedPackage, shared: SharedParts) -> None:
    """Give bookmarks whose block went a place nearby, when a text still refers to them."""
    roots = [story.root for story in opened.document.stories.values()]
    wanted = referred(roots)
    present = {each.get(_NAME) for root in roots for each in root.iter(_START)}
    body = opened.document.stories["body"].container
    for name, near in (_unplaced(opened, shared, wanted) | shared.lost).items():
        hers = not name.startswith(OURS)
        if name in present or not (hers or name in wanted):
            continue
        place = near if next(near.iterancestors(body.tag), None) is not None else body
        paragraph = next(place.iter(_P), None)
        paragraph = next(body.iter(_P)) if paragraph is None else paragraph
        at = 1 if paragraph.find(_PPR) is not None else 0
        shared.bookmark += 1
        for tag in (_END, _START):
            made = paragraph.makeelement(tag)
            made.set(_ID, str(shared.bookmark))
            if tag == _START:
                made.set(_NAME, name)
            paragraph.insert(at, made)
        opened.touch(opened.main)


def _unplaced(opened: OpenedPackage, shared: SharedParts, wanted: Set[str]) -> dict[str, Element]:
    """Return what the source refers to and she deleted before: it gets a place at the top."""
    if not opened.touched:
        return {}
    story = opened.document.stories["body"]
    roots = (each.root for each in shared.source.document.stories.values())
    ours = {str(each.get(_NAME)) for root in roots for each in root.iter(_START)}
    return dict.fromkeys(sorted(wanted & ours), story.container)


def _seal_is_old(opened: OpenedPackage, source: Source) -> bool:
    """True when the new file was made from something else, though it reads the same.

    Unless the seal says so, every later build would merge once more.
    """
    return made_from(source.parts) not in ("", made_from(opened.parts))


def _tidy_bookmarks(root: Element) -> bool:
    """Give each bookmark one start, one end and a name of its own; True when one was mended."""
    mended = _join_twins(root)
    starts = {each.get(_ID): each for each in root.iter(_START)}
    begun: set[str] = set()
    ends: set[str] = set()
    for each in list(root.iter(_START, _END)):
        if each.tag == _START:
            begun.add(each.get(_ID))
        elif each.get(_ID) not in begun or each.get(_ID) in ends:
            each.getparent().remove(each)
            mended = True
        else:
            ends.add(each.get(_ID))
    for identity, start in starts.items():
        if identity not in ends:
            made = start.makeelement(_END)
            made.set(_ID, identity)
            start.addnext(made)
            mended = True
    return mended


def _join_twins(root: Element) -> bool:
    """Leave one start of each name; True when there were more.

    LibreOffice starts a bookmark over two paragraphs in both, and ends the second only: the first
    start then takes that end.
    """
    ended = {each.get(_ID) for each in root.iter(_END)}
    first: dict[str, Element] = {}
    twins = []
    for each in root.iter(_START):
        kept = first.setdefault(str(each.get(_NAME)), each)
        if kept is each:
            continue
        twins.append(each)
        if kept.get(_ID) not in ended and each.get(_ID) in ended:
            kept.set(_ID, each.get(_ID))
    for each in twins:
        each.getparent().remove(each)
    return bool(twins)


_START, _END, _NAME, _ID, _P, _PPR = (
    qualified(f"w:{n}") for n in ("bookmarkStart", "bookmarkEnd", "name", "id", "p", "pPr")
)
