"""Two files made one: every story merged, then what belongs to the file as a whole."""

from collections.abc import Mapping, Sequence

from handbook.word.merge.blocks.block_alignment import Alignment, Item, align
from handbook.word.merge.blocks.block_decision import Sides, decide, is_elsewhere
from handbook.word.merge.blocks.block_layout import is_arranged
from handbook.word.merge.blocks.kept_formatting import is_set
from handbook.word.merge.blocks.proposals import let_go
from handbook.word.merge.blocks.tracked_changes import Reviser, highest, is_open, is_proposed
from handbook.word.merge.blocks.transplant import SharedParts, Source
from handbook.word.merge.file.completion import finish
from handbook.word.merge.file.our_comments import comment
from handbook.word.merge.file.properties import renew_plain, told_plain
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.merge.package.report import Merged, Outcome, Refused
from handbook.word.merge.refusal import inserted_whole, opened, refused, unlike
from handbook.word.merge.story import StoryMerge
from handbook.word.package.markup import Element, serialise
from handbook.word.package.package import pack, read
from handbook.word.provenance.base import Base, base_from, read_base
from handbook.word.reading.field_results import read_both
from handbook.word.reading.lint import damage
from handbook.word.reading.units import Content, Document, Story, Unit
from handbook.word.reading.word_file import read_document

# A file that a program rewrote systematically is not held to its exact formatting.
_SYSTEMATIC = 0.2
_FEW = 3
_STAYS = (
    "Wij stelden voor deze rij te laten vervallen. U hebt erin gewerkt; daarom blijft zij staan."
)


def merge(
    mine: bytes, new: bytes, *, base: Base | None = None, author: str = "handbook", date: str
) -> Merged | Refused:
    """Return her file with everything that the source changed since we last wrote it.

    Her own package is patched in place. What both changed becomes a tracked change over her text,
    with a comment; what cannot be merged stays as she left it and is told. The same arguments
    give the same bytes, and a second merge with the same `new` gives her file back as it is.

    Args:
        mine: her file.
        new: the file as it is made today, with or without a base of its own.
        base: what we last wrote, when her file no longer carries it.
        author: who proposes the tracked changes and comments; what has this author is ours.
        date: when they are proposed, as in "2026-11-24T00:00:00Z".

    Raises:
        ValueError: `new` is no Word file; it is ours, so that is an error of the caller.
    """
    parts = opened(mine)
    if isinstance(parts, Refused):
        return parts
    try:
        found = read_base(parts) or base
    except ValueError as error:
        return refused("damaged_base", str(error))
    if found is None:
        return refused("no_base")
    try:
        old, hers = read_both(found.parts, parts)
    except ValueError as error:
        return refused("unreadable", str(error))
    reviser, fresh = Reviser(author, date), read(new)
    freed = _let_go(parts, hers, reviser)
    if renew_plain(old, hers, fresh) or freed:
        roots = {story.part: serialise(story.root) for story in hers.stories.values()}
        return merge(pack({**parts, **freed, **roots}), new, base=base, author=author, date=date)
    merger = _Merger(parts, (old, hers), found, fresh, reviser)
    return inserted_whole(hers) or merger.run(mine, new)


def _let_go(parts: Mapping[str, bytes], hers: Document, reviser: Reviser) -> dict[str, bytes]:
    """Withdraw what she worked in of our proposals to delete a row, and tell it beside that row.

    Returns:
        The parts of her package, but for the open roots; none when nothing was withdrawn.
    """
    bench, body = OpenedPackage(parts, hers), hers.stories["body"].root
    rows = let_go([story.root for story in hers.stories.values()], reviser)
    for row in rows:
        if body in row.iterancestors():  # Word has no comments in headers and footers
            comment(bench, row, _STAYS, reviser)
    return bench.finished() if rows else {}


class _Merger:
    """One merge under way."""

    def __init__(
        self,
        parts: Mapping[str, bytes],
        documents: tuple[Document, Document],
        base: Base,
        fresh: Mapping[str, bytes],
        reviser: Reviser,
    ) -> None:
        self._old, hers = documents
        self._bench = OpenedPackage(parts, hers)
        self._hers = hers
        self._base = base
        self._source = Source(fresh, read_document(fresh))
        self._shared = SharedParts(self._bench, self._source, self._old.looks)
        self._reviser = reviser
        reviser.last = highest([story.root for story in hers.stories.values()])
        self._outcomes: list[Outcome] = []
        self._agreed: dict[str, Content] = {}
        self._proposed: dict[str, Content] = {}
        self._left: dict[str, Content] = {}
        self._absent: set[str] = set()
        self._deleted = set(base.deleted)

    def run(self, mine: bytes, new: bytes) -> Merged | Refused:
        """Merge all stories; her own bytes come back when nothing changed."""
        self._outcomes += told_plain(self._old, self._hers, self._source.parts)
        for key, story in self._source.document.stories.items():
            if key in self._hers.stories and key in self._old.stories:
                why = self._story(key)
                if why:
                    return why
            else:
                self._missing(key, story)
        base = Base(
            base_from(self._source.parts).parts,
            self._agreed,
            self._proposed,
            self._left,
            frozenset(self._absent),
            frozenset(self._deleted),
        )
        self._outcomes += finish(self._bench, self._shared, self._base, base, self._reviser)
        data = pack(self._bench.finished()) if self._bench.touched else mine
        worse = () if data is mine else _worse(data, mine, new)
        return refused("gate", worse[0]) if worse else Merged(data, tuple(self._outcomes))

    def _story(self, key: str) -> Refused | None:
        story = self._hers.stories[key]
        units, attached = self._solid(story)
        sides = self._sides(key, units, attached)
        why = unlike(sides) if key == "body" else None
        if why:
            return why
        new = self._source.document.stories[key]
        patch = StoryMerge(self._shared, story, new, sides, self._reviser, attached)
        patch.carry_out(decide(sides))
        self._outcomes += patch.outcomes
        self._deleted |= patch.deleted
        self._agreed |= {f"{key}:{at}": content for at, content in patch.agreed.items()}
        self._proposed |= {f"{key}:{at}": content for at, content in patch.proposed.items()}
        self._left |= {f"{key}:{at}": content for at, content in patch.left.items()}
        self._absent |= {f"{key}:{at}" for at in patch.absent}
        return None

    def _solid(self, story: Story) -> tuple[list[Unit], dict[int, list[Element]]]:
        """Return her blocks, and apart the paragraphs below one that are only our proposal."""
        units: list[Unit] = []
        attached: dict[int, list[Element]] = {}
        for unit in story.units:
            if units and is_proposed(unit.element, self._reviser):
                attached.setdefault(len(units) - 1, []).append(unit.element)
            else:
                units.append(unit)
        return units, attached

    def _sides(self, key: str, hers: list[Unit], attached: Mapping[int, list[Element]]) -> Sides:
        base = self._old.stories[key].units
        new = self._source.document.stories[key].units
        to_hers = self._found(key, base, hers)
        to_new = align(
            [Item(unit.content, unit.marks) for unit in base],
            [Item(unit.content, unit.marks) for unit in new],
        )
        strange = _unmarked(base, hers, to_hers)
        waiting = {at for at, unit in enumerate(hers) if is_open(unit.element, self._reviser)}
        agreed, proposed = (
            {at: known[f"{key}:{at}"] for at in range(len(base)) if f"{key}:{at}" in known}
            for known in (self._base.agreed, self._base.proposed)
        )
        return Sides(
            *(base, hers, new, to_hers, to_new),
            edited=_edited((base, self._old), (hers, self._hers), to_hers),
            open=waiting | set(attached),
            agreed=agreed,
            proposed=proposed,
            deleted=self._base.deleted,
            elsewhere=frozenset(
                to_hers.pairs[at] for at in strange if is_elsewhere(base, hers, to_hers, at)
            )
            - waiting,
        )

    def _found(self, key: str, base: Sequence[Unit], hers: Sequence[Unit]) -> Alignment:
        """Return which of her blocks each of the base became; what she deleted stays away."""
        present = {unit.content for unit in hers}
        here = [
            at
            for at, unit in enumerate(base)
            if f"{key}:{at}" not in self._base.absent or unit.content in present
        ]
        left = self._base.left
        items = [Item(left.get(f"{key}:{at}", base[at].content), base[at].marks) for at in here]
        found = align(items, [Item(unit.content, unit.marks) for unit in hers])
        pairs = {here[at]: other for at, other in found.pairs.items()}
        emptied = {at for at, other in pairs.items() if _is_emptied(base[at], hers[other])}
        return Alignment(
            {at: other for at, other in pairs.items() if at not in emptied},
            frozenset(here[at] for at in found.moved) - emptied,
        )

    def _missing(self, key: str, story: Story) -> None:
        """Tell of a header or footer that her file or the base lacks, when there is news in it."""
        old = self._old.stories.get(key)
        if old and [unit.content for unit in old.units] == [unit.content for unit in story.units]:
            return
        text = " ".join(unit.text for unit in story.units).strip()
        note = "Deze kop- of voettekst staat niet in uw bestand."
        self._outcomes.append(Outcome("withheld", key, "", text, note))


def _worse(data: bytes, mine: bytes, new: bytes) -> tuple[str, ...]:
    """Return what is broken in a merged file and stood in neither of the two as often."""
    found = damage(data) - damage(mine)
    return tuple(sorted(found - damage(new))) if found else ()


def _is_emptied(base: Unit, hers: Unit) -> bool:
    """True for a text that she deleted up to the end of its paragraph: a blank line is left."""
    return hers.empty and not base.empty and not hers.traits & {"comment", "revision"}


def _unmarked(base: Sequence[Unit], hers: Sequence[Unit], to_hers: Alignment) -> frozenset[int]:
    """Return which blocks of the base stand elsewhere in her file, without our bookmark."""
    return frozenset(
        at for at in to_hers.moved if not base[at].marks & hers[to_hers.pairs[at]].marks
    )


def _edited(
    ours: tuple[Sequence[Unit], Document], mine: tuple[Sequence[Unit], Document], to_hers: Alignment
) -> frozenset[int]:
    """Return which of her blocks she worked in; both come with the file that they stand in.

    Words that stand elsewhere without our bookmark may be moved, or deleted there and written
    here by herself: they count as hers. So do words in their place, if her program keeps
    bookmarks.
    """
    (base, written), (hers, file) = ours, mine
    pairs = to_hers.pairs.items()
    bare = {
        h
        for b, h in pairs
        if any(each.startswith("_kh") for each in base[b].marks - hers[h].marks)
        and not base[b].marks & hers[h].marks
    }
    moved = {to_hers.pairs[at] for at in _unmarked(base, hers, to_hers)}
    if len(bare) > max(_FEW, _SYSTEMATIC * len(pairs)):
        bare = set()
    words = {h for b, h in pairs if base[b].content != hers[h].content}
    elements = [(h, hers[h].element, base[b].element) for b, h in pairs]
    arranged = {
        h
        for h, one, two in elements
        if file.exact and is_arranged((one, file.looks), (two, written.looks))
    }
    looks = ({h for b, h in pairs if base[b].strict != hers[h].strict} | arranged) - words
    if not file.exact or len(looks) > max(_FEW, _SYSTEMATIC * len(pairs)):
        looks = set()
    dressed = {h for h, *two in elements if is_set(*two, exact=file.exact)}
    marked = {at for at, unit in enumerate(hers) if unit.traits & {"comment", "revision", "field"}}
    return frozenset(words | moved | bare | looks | dressed | marked)
