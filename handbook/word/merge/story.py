"""The decisions carried out in one story of her file, block by block."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from handbook.word.merge.blocks.alt_texts_and_controls import is_enclosed, outermost, within
from handbook.word.merge.blocks.answered_proposals import Waiting
from handbook.word.merge.blocks.block_decision import Sides, Step, keys_of, places_of
from handbook.word.merge.blocks.comment_and_bookmark_ranges import leave, leave_open
from handbook.word.merge.blocks.kept_formatting import (
    carry_section,
    dress,
    drop_section,
    follow_tables,
    only_dressed,
    widen,
)
from handbook.word.merge.blocks.proposals import LastWritten, take_back
from handbook.word.merge.blocks.table_merge import TableMerge
from handbook.word.merge.blocks.tracked_changes import Reviser, is_open, mark_paragraph, track
from handbook.word.merge.blocks.transplant import SharedParts, Transplant
from handbook.word.merge.blocks.withdrawn import WITHDRAWN, OpenWords
from handbook.word.merge.blocks.word_merge import merge_words
from handbook.word.merge.file.our_comments import comment
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.merge.package.report import Kind, Outcome
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.units import Content, Para, Story, Table, Unit, objects, text_of
from handbook.word.reading.word_file import BlockReader, rows_of


@dataclass(slots=True)
class StoryMerge:
    """One story of her file under the knife.

    Attributes:
        hers: the story as it was; its elements are changed in place.
        attached: paragraphs that are only a proposal, by the index of the block above them.
        agreed: what blocks with an open proposal said when both agreed, by index in the new text.
        proposed: what those blocks said when we last wrote in them, by index in the new text.
        left: what blocks say now, by index in the new text, where that is not the new text.
        absent: indexes in the new text of what her file lacks.
        deleted: keys of what she deleted and the source no longer has.
    """

    shared: SharedParts
    hers: Story
    new: Story
    sides: Sides
    reviser: Reviser
    attached: dict[int, list[Element]]
    outcomes: list[Outcome] = field(default_factory=list)
    agreed: dict[int, Content] = field(default_factory=dict)
    proposed: dict[int, Content] = field(default_factory=dict)
    left: dict[int, Content] = field(default_factory=dict)
    absent: set[int] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    changed: bool = False
    _last: Element | None = None
    _graft: Transplant = field(init=False)

    def __post_init__(self) -> None:
        self._graft = Transplant(self.shared, self.hers, self.new)

    @property
    def opened(self) -> OpenedPackage:
        """Her package."""
        return self.shared.opened

    def carry_out(self, steps: Sequence[Step]) -> None:
        """Do what was decided; what became of each block is left in `outcomes`."""
        new_places, places = places_of(self.sides.new), places_of(self.sides.base)
        own_places = places_of(self.sides.hers)
        for at, step in enumerate(steps):
            place = ""
            for index, known in (
                (step.new, new_places),
                (step.base, places),
                (step.hers, own_places),
            ):
                if index is not None:
                    place = known[index]
                    break
            self._describe(step, place)
            getattr(self, f"_{step.action}")(step, place, steps[at + 1 :])
        if self.changed:
            self.opened.touch(self.hers.part)

    def _describe(self, step: Step, place: str) -> None:
        """Bring the description of a table up to date, which is none of its words."""
        if step.base is None or step.hers is None or step.new is None:
            return
        hers, new, base = self._mine(step).element, self._its(step).element, step.base
        if not hers.tag == new.tag == _TBL:
            return
        changed, kept_out = follow_tables(hers, new, self.sides.base[base].element)
        self.changed = self.changed or changed
        told = (Outcome("withheld", self.hers.key, place, e, _NOTE["described"]) for e in kept_out)
        self.outcomes += told

    def _tell(self, kind: Kind, place: str, unit: Unit, note: str = "") -> None:
        if kind in _QUIET and unit.empty:
            return
        self.outcomes.append(Outcome(kind, self.hers.key, place, unit.text, note, unit.marks))

    def _mine(self, step: Step) -> Unit:
        assert step.hers is not None
        return self.sides.hers[step.hers]

    def _its(self, step: Step) -> Unit:
        assert step.new is not None
        return self.sides.new[step.new]

    def _stay(self, step: Step, kind: Kind, place: str, note: str = "") -> None:
        unit = self._mine(step)
        self._last = self._end(step.hers, unit.element)
        self._leave(step, unit)
        self._tell(kind, place, unit, note)

    def _leave(self, step: Step, unit: Unit) -> None:
        """Remember what a block says in her file, for the next time."""
        if step.new is not None and unit.content != self._its(step).content:
            self.left[step.new] = unit.content

    def _end(self, hers: int | None, element: Element) -> Element:
        """Return the last element of a block of hers: a proposal may hang below it."""
        hanging = self.attached.get(hers or 0, [])
        return hanging[-1] if hanging else element

    def _unchanged(self, step: Step, place: str, _: Sequence[Step]) -> None:
        self._stay(step, "unchanged", place)

    def _kept(self, step: Step, place: str, _: Sequence[Step]) -> None:
        self._stay(step, "kept", place)

    def _same(self, step: Step, place: str, _: Sequence[Step]) -> None:
        self._stay(step, "same", place)

    def _own(self, step: Step, place: str, _: Sequence[Step]) -> None:
        self._tell("own", place, self._mine(step))

    def _open(self, step: Step, place: str, _: Sequence[Step]) -> None:
        assert step.base is not None
        assert step.new is not None
        assert self.sides.agreed is not None
        self.agreed[step.new] = self.sides.agreed[step.base]
        if step.base in self.sides.proposed:
            self.proposed[step.new] = self.sides.proposed[step.base]
        self._stay(step, "open", place)

    def _renewed(self, step: Step, place: str, _: Sequence[Step]) -> None:
        old = self._mine(step).element
        made = self._taken(step, old)
        old.getparent().replace(old, made)
        self._last, self.changed = made, True
        self._tell("renewed", place, self._its(step))

    def _replaced(self, step: Step, place: str, later: Sequence[Step]) -> None:
        old = self._mine(step).element
        leave_open(outermost(old))
        made = self._taken(step, old)
        old.getparent().replace(old, made)
        moving = outermost(made)  # a control of hers around it goes along
        moving.getparent().remove(moving)
        self._place(moving, later)
        self._last, self.changed = made, True
        self._tell("renewed", place, self._its(step), "De bron heeft dit verplaatst.")

    def _taken(self, step: Step, old: Element) -> Element:
        """Return our block, to stand where `old` stood: ranges and a section break stay."""
        names = {each.get(_NAME) for each in old.iter(_START)}
        made = self._graft.take(self._its(step).element, names)
        if made.tag == old.tag == _P:
            carry_section(old, made)
        if step.base is not None and made.tag == old.tag == _TBL:
            widen(made, old, self.sides.base[step.base].element)
        self.shared.carry(old, made)
        return made

    def _deleted(self, step: Step, place: str, _: Sequence[Step]) -> None:
        assert step.base is not None
        unit = self.sides.base[step.base]
        if step.new is not None and not unit.empty:
            self.absent.add(step.new)
        if step.new is None:
            self.deleted |= keys_of(unit)
        elif step.changed:
            self._tell("withheld", place, self._its(step), _NOTE["deleted"])
            return
        self._tell("deleted", place, unit)

    def _withheld(self, step: Step, place: str, _: Sequence[Step]) -> None:
        assert step.new is not None
        self.absent.add(step.new)
        self._tell("withheld", place, self._its(step), _NOTE["part"])

    def _added(self, step: Step, place: str, later: Sequence[Step]) -> None:
        made = self._graft.take(self._its(step).element)
        drop_section(made)
        self._place(made, later)
        self._last, self.changed = made, True
        self._tell("added", place, self._its(step))

    def _place(self, made: Element, later: Sequence[Step]) -> None:
        """Put a block after the last one placed, or else before the first one to come."""
        container, last = self.hers.container, self._last
        if last is not None:
            within(last, container).addnext(made)
            return
        coming = (
            self._mine(each).element
            for each in later
            if each.hers is not None and each.new is not None
        )
        following = next(coming, None)
        if following is None:
            container.insert(0, made)
        else:
            within(following, container).addprevious(made)

    def _dropped(self, step: Step, place: str, _: Sequence[Step]) -> None:
        unit = self._mine(step)
        if unit.marks & self.shared.referred:
            self._keep_gone(place, unit, _COMMENT["referred"])
            return
        if self._is_enclosed(step, unit):
            self._keep_gone(place, unit, _COMMENT["gone"])
            return
        going = outermost(unit.element)
        leave(going)
        self.shared.lose(unit.element, going.getnext())
        going.getparent().remove(going)
        self.changed = True
        self._tell("dropped", place, unit)

    def _is_enclosed(self, step: Step, unit: Unit) -> bool:
        """Tell whether a control that she put around a whole block would go with it."""
        assert step.base is not None
        base, exact = self.sides.base[step.base].element, self.opened.document.exact
        return not unit.empty and is_enclosed(unit.element, base, exact=exact)

    def _gone(self, step: Step, place: str, _: Sequence[Step]) -> None:
        unit = self._mine(step)
        if not unit.empty and not isinstance(unit.content, Table | Para):
            return
        self._keep_gone(place, unit, _COMMENT["gone"])

    def _keep_gone(self, place: str, unit: Unit, why: str) -> None:
        if not unit.empty:
            self._comment(unit.element, why)
        self._tell("gone", place, unit, why)

    def _comment(self, element: Element, text: str) -> None:
        if self.hers.key == "body":  # Word has no comments in headers and footers
            comment(self.opened, element, text, self.reviser)
            self.changed = True

    def _again(self, step: Step, place: str, _: Sequence[Step]) -> None:
        """Take our open proposal back, and make one of what was agreed and the newest text."""
        assert step.hers is not None
        assert step.base is not None
        unit = self._mine(step)
        hanging = self.attached.pop(step.hers, [])
        beside = self.sides.base[step.base].content
        wrote = LastWritten(self.sides.proposed.get(step.base, beside), beside)
        waiting = Waiting(unit.element, self.reviser, unit.content)
        stood = OpenWords(unit, [*map(self._reread, hanging)], beside, self.reviser)
        taken = take_back(unit, hanging, wrote, self._reread, self.reviser)
        self.changed = True
        fresh = self._reread(unit.element)
        assert self.sides.agreed is not None
        agreed = self.sides.agreed[step.base]
        if taken and not hanging:
            agreed = waiting.agreed(agreed, beside, fresh, self._its(step).content)
        done = len(self.outcomes)
        self._merge(step, place, fresh, agreed)
        if taken:
            self._tell_lost(step, place, stood, self.outcomes[done:])

    def _tell_lost(self, step: Step, place: str, stood: OpenWords, told: Sequence[Outcome]) -> None:
        element = self._mine(step).element
        now = [element, *self.attached.get(step.hers or 0, ())]
        lost = stood.lost(self._its(step).content, [*map(self._reread, now)], told)
        if lost:
            note = WITHDRAWN.format(lost)
            self._comment(element, note)
            self.outcomes.append(Outcome("withheld", self.hers.key, place, lost, note))

    def _reread(self, element: Element) -> Unit:
        hers = self.opened.document
        fresh = BlockReader(self.opened.parts, self.hers.part, hers.looks, hers.typed).unit(element)
        assert fresh is not None
        return fresh

    def _both(self, step: Step, place: str, _: Sequence[Step]) -> None:
        assert step.base is not None
        base, hers = self.sides.base[step.base], self._mine(step)
        exact = self.opened.document.exact
        dressed = only_dressed(hers, base, exact=exact)
        dressed = dressed and not self.shared.is_arranged(hers.element, base.element)
        if dressed and self._dress(step, place, base.element):
            return
        self._merge(step, place, self._mine(step), self.sides.base[step.base].content)

    def _dress(self, step: Step, place: str, base: Element) -> bool:
        """Renew a block whose pictures she described, sized or cut; what she set is carried on."""
        old, unit = self._mine(step).element, self._its(step)
        if dress(copy.deepcopy(unit.element), old, base) is None:
            return False
        made = self._taken(step, old)
        kept_out = dress(made, old, base) or []
        old.getparent().replace(old, made)
        self._last, self.changed = made, True
        self._leave(step, self._reread(made))
        self._tell("renewed", place, unit)
        for each in kept_out:
            self.outcomes.append(
                Outcome("withheld", self.hers.key, place, each, _NOTE["described"])
            )
        return True

    def _merge(self, step: Step, place: str, hers: Unit, base: Content) -> None:
        new = self._its(step)
        if isinstance(hers.content, Table) and isinstance(base, Table):
            kind, note = self._table(step, hers, base, new)
        elif isinstance(hers.content, Para) and isinstance(base, Para):
            kind, note = self._paragraph(step, hers, base, new)
        else:
            kind, note = "withheld", _NOTE["unlike"]
        assert step.new is not None
        self.changed = self.changed or kind in ("merged", "conflict")
        now = self._reread(hers.element)
        if is_open(hers.element, self.reviser) or self.attached.get(step.hers or 0):
            self.agreed[step.new], self.proposed[step.new] = base, now.content
        self._last = self._end(step.hers, hers.element)
        self._leave(step, now)
        told = new if kind == "withheld" else hers
        self._tell(kind, place, told, note)

    def _table(self, step: Step, hers: Unit, base: Table, new: Unit) -> tuple[Kind, str]:
        assert step.base is not None
        merge = TableMerge(self.shared, self._graft, self.reviser, self._comment, self.hers.key)
        known = self.sides.base[step.base]
        kind = merge.merge(hers, base, new, rows_of(known.element) if known.content == base else ())
        self.changed = self.changed or merge.changed
        return kind, "; ".join(merge.notes)

    def _paragraph(self, step: Step, hers: Unit, base: Para, new: Unit) -> tuple[Kind, str]:
        assert isinstance(hers.content, Para)
        assert isinstance(new.content, Para)
        if objects(base) == objects(new.content) and "revision" not in hers.traits:
            edits = merge_words(text_of(base), hers.text, new.text)
            if not edits:
                looks = new.text == text_of(base)
                return ("withheld", _NOTE["looks"]) if looks else ("same", "")
            lost = [each.lost for each in edits if each.lost.strip()]
            may = self.hers.key == "body" or not lost
            if may and track(hers.element, edits, self.reviser, hers.text):
                said = _COMMENT["words"].format(hers.text) if lost else _COMMENT["merged"]
                self._comment(hers.element, said)
                return ("conflict", said) if lost else ("merged", "")
        made = self._graft.take(new.element)
        drop_section(made)
        mark_paragraph(made, self.reviser)
        hers.element.addnext(made)
        self.attached.setdefault(step.hers or 0, []).append(made)
        self._comment(hers.element, _COMMENT["beside"])
        return "conflict", _COMMENT["beside"]


_QUIET = ("unchanged", "deleted", "added", "renewed", "dropped", "withheld", "own", "kept")
_NOTE = {
    "deleted": "U hebt dit verwijderd; de bron heeft het gewijzigd.",
    "part": "Nieuw in de bron, maar u hebt het deel waar het bij hoort verwijderd.",
    "unlike": "In uw bestand is dit van een andere soort geworden.",
    "described": "U hebt dit zelf beschreven; de nieuwe beschrijving staat er niet in.",
    "looks": "De bron heeft alleen de opmaak gewijzigd; uw tekst houdt haar eigen opmaak.",
}
_COMMENT = {
    "words": (
        "U en de bron hebben dezelfde woorden gewijzigd. Het voorstel staat als wijziging in de"
        " tekst.\nUw tekst was: {}"
    ),
    "merged": "De bron is hier gewijzigd. Uw tekst blijft; het nieuwe staat als wijziging erin.",
    "beside": (
        "De bron van deze alinea is gewijzigd. Uw alinea blijft staan; de nieuwe tekst staat als"
        " voorstel eronder."
    ),
    "gone": (
        "Dit is in de bron vervallen. U hebt het aangepast; daarom blijft het staan. Verwijder het"
        " als u het niet meer nodig hebt."
    ),
    "referred": (
        "Dit is in de bron vervallen. Uw tekst verwijst ernaar; daarom blijft het staan. Verwijder"
        " het, en de verwijzing, als u het niet meer nodig hebt."
    ),
}
_P, _START, _NAME, _TBL = (qualified(f"w:{n}") for n in ("p", "bookmarkStart", "name", "tbl"))
