"""Blocks of ours put into her package: styles, lists, links, pictures and notes rewired."""

import copy
from collections.abc import Collection, Iterable, Mapping

from handbook.word.merge.blocks.block_layout import is_arranged
from handbook.word.merge.blocks.comment_and_bookmark_ranges import OURS, carry, referred
from handbook.word.merge.package.footnotes import KINDS, notes_part
from handbook.word.merge.package.opened_package import OpenedPackage
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import relations
from handbook.word.reading.formatting import Formatting
from handbook.word.reading.units import Document, Story


class Source:
    """The freshly made file that blocks are taken from."""

    def __init__(self, parts: Mapping[str, bytes], document: Document) -> None:
        self.parts = parts
        self.document = document
        self.main = document.stories["body"].part

    @property
    def theme(self) -> str:
        """The name of its theme, "" without one."""
        found = relations(self.parts, self.main)
        return next((e.target for e in found if e.kind == "theme" and e.target in self.parts), "")

    def root(self, kind: str) -> Element:
        """Return the root of its part of a kind ("styles", "footnotes" …), empty without one."""
        name = next((e.target for e in relations(self.parts, self.main) if e.kind == kind), "")
        return parse(self.parts.get(name, b"<none/>"))


class SharedParts:
    """What all stories of her file share: the numbers given out, styles and lists brought in.

    `lost` holds bookmarks whose block went, each with the block that came in its place or
    followed; `referred` those of hers that her text refers to; `written` the styles and lists of
    what we last wrote.
    """

    def __init__(self, opened: OpenedPackage, source: Source, written: Formatting) -> None:
        self.opened = opened
        self.source = source
        self.written = written
        notes = filter(None, (opened.of(kind) for kind in _NOTES))
        roots = [story.root for story in opened.document.stories.values()]
        roots += [opened.root(part) for part in notes]
        self.referred = {each for each in referred(roots) if not each.startswith(OURS)}
        self.names = {e.get(_NAME) for root in roots for e in root.iter(_START)}
        self.bookmark = _highest(e.get(_ID) for root in roots for e in root.iter(_START, _END))
        self.picture = max(500, _highest(e.get("id") for root in roots for e in root.iter(_DOCPR)))
        self.controls = {e.get(_VAL) for root in roots for e in root.iterfind(f".//{_SDTID}")}
        self.lost: dict[str, Element] = {}
        self._styles: dict[str, str] = {}
        self.lists: dict[str, str] = {}

    def lose(self, old: Element, near: Element | None) -> None:
        """Remember the bookmarks of a block that goes, for what refers to them."""
        for each in old.iter(_START):
            self.names.discard(each.get(_NAME))
            if near is not None:
                self.lost[str(each.get(_NAME))] = near

    def is_arranged(self, hers: Element, base: Element) -> bool:
        """Tell whether she arranged a block otherwise, in a program that leaves such as it was."""
        document = self.opened.document
        return document.exact and is_arranged((hers, document.looks), (base, self.written))

    def carry(self, old: Element, made: Element) -> None:
        """Let `made` take the place of `old`, with what people laid over the words of it."""
        carry(old, made)
        self.lose(old, made)
        self.names |= {each.get(_NAME) for each in made.iter(_START)}

    def style(self, identity: str) -> str:
        """Return the id that her file gives our style; a missing one is added, with its parents."""
        known = self.source.document.looks
        if identity in self._styles or identity not in known.styles:
            return self._styles.get(identity, identity)
        part = self.opened.of("styles")
        hers = self.opened.document.looks
        kinds = ("paragraph", "character", "table", "numbering")
        kind = next((k for k in kinds if known.ids.get((k, known.name(identity))) == identity), "")
        found = hers.ids.get((kind, known.name(identity)))
        self._styles[identity] = found or identity
        if found is None and part:
            self._add_style(part, identity)
        return self._styles[identity]

    def _add_style(self, part: str, identity: str) -> None:
        root = self.opened.root(part)
        theirs = self.source.root("styles").iterfind(_STYLE)
        added = next(each for each in theirs if each.get(_STYLE_ID) == identity)
        taken = {each.get(_STYLE_ID) for each in root.iterfind(_STYLE)}
        name = identity
        while name in taken:
            name += "H"
        self._styles[identity] = name
        added.set(_STYLE_ID, name)
        for each in added.iter(_BASED, _NEXT, _LINKED):
            each.set(_VAL, self.style(str(each.get(_VAL))))
        for each in added.iter(_NUMID):
            each.set(_VAL, self.list(str(each.get(_VAL))))
        root.append(added)
        self.opened.touch(part)

    def list(self, number: str) -> str:
        """Return a list in her file that counts as our list `number`, from 1 on."""
        if number == "0" or number in self.lists:
            return self.lists.get(number, number)
        part = self.opened.of("numbering")
        theirs = self.source.root("numbering")
        listed = next((e for e in theirs.iterfind(_NUM) if e.get(_NUMID) == number), None)
        if not part or listed is None:
            return "0"
        root = self.opened.root(part)
        definition = self._definition(root, theirs, listed)
        new = str(max(100, _highest(e.get(_NUMID) for e in root.iterfind(_NUM))) + 1)
        added = copy.deepcopy(listed)
        added.set(_NUMID, new)
        added.find(_ABSTRACT_ID).set(_VAL, definition)
        last = root.findall(_NUM) or root.findall(_ABSTRACT)
        last[-1].addnext(added)
        self.lists[number] = new
        self.opened.touch(part)
        return new

    def _definition(self, root: Element, theirs: Element, listed: Element) -> str:
        """Return the id of her definition of a list like ours; a missing one is added."""
        identity = listed.find(_ABSTRACT_ID).get(_VAL)
        ours = next(e for e in theirs.iterfind(_ABSTRACT) if e.get(_ABSTRACT_ID) == identity)
        hers = root.findall(_ABSTRACT)
        same = [e for e in hers if _nsid(e) and _nsid(e) == _nsid(ours)]
        same += [e for e in hers if _first_level(e) == _first_level(ours)]  # LibreOffice: no nsid
        if same:
            return str(same[0].get(_ABSTRACT_ID))
        added = copy.deepcopy(ours)
        new = str(_highest(e.get(_ABSTRACT_ID) for e in hers) + 1)
        added.set(_ABSTRACT_ID, new)
        for each in added.iter(_PSTYLE):
            each.set(_VAL, self.style(str(each.get(_VAL))))
        if hers:
            hers[-1].addnext(added)
        else:
            root.insert(0, added)
        return new


class Transplant:
    """Takes blocks of one story of ours into one story of hers."""

    def __init__(self, shared: SharedParts, hers: Story, ours: Story) -> None:
        self._shared = shared
        self._part = hers.part
        self._relationships = {e.id: e for e in relations(shared.source.parts, ours.part)}
        self._made: dict[str, str] = {}

    def take(self, element: Element, again: Collection[str] = ()) -> Element:
        """Return a copy of our element, fit for her package.

        A bookmark that her file has already is left out, but for the names in `again`, which the
        place it goes to gives up.
        """
        shared = self._shared
        copied = copy.deepcopy(element)
        ends: dict[str | None, str] = {}
        for each in list(copied.iter(_START)):
            name = each.get(_NAME)
            if name in shared.names and name not in again:
                each.getparent().remove(each)
                continue
            shared.bookmark += 1
            shared.names.add(name)
            ends[each.get(_ID)] = str(shared.bookmark)
            each.set(_ID, str(shared.bookmark))
        for each in list(copied.iter(_END)):
            if each.get(_ID) in ends:
                each.set(_ID, ends[each.get(_ID)])
            else:
                each.getparent().remove(each)
        self._rewire(copied)
        return copied

    def _rewire(self, copied: Element) -> None:
        shared = self._shared
        self._relate(copied)
        for each in copied.iter(_PSTYLE, _RSTYLE, _TSTYLE, _NUMID):
            if each.tag in (_PSTYLE, _RSTYLE, _TSTYLE):
                each.set(_VAL, shared.style(str(each.get(_VAL))))
            else:
                each.set(_VAL, shared.list(str(each.get(_VAL))))
        for each in copied.iter(_DOCPR):
            shared.picture += 1
            each.set("id", str(shared.picture))
        for each in copied.iter(_SDT):
            self._control(each)
        for each in list(copied.iter(*KINDS)):
            self._note(each)

    def _control(self, control: Element) -> None:
        identity = control.find(_SDTID)
        if identity is None:
            return
        controls = self._shared.controls
        if identity.get(_VAL) in controls:
            identity.set(_VAL, str(max(900_000, _highest(controls)) + 1))
        controls.add(identity.get(_VAL))

    def _arrow(self, identity: str) -> str:
        if identity not in self._made:
            opened, relationship = self._shared.opened, self._relationships[identity]
            target = relationship.target
            if not relationship.external:
                target = opened.add(target, self._shared.source.parts[target])
            self._made[identity] = opened.relationship(
                self._part, relationship.kind, target, external=relationship.external
            )
        return self._made[identity]

    def _relate(self, copied: Element) -> None:
        for each in copied.iter("*"):
            for name, value in each.attrib.items():
                if name.startswith(_OFFICE) and value in self._relationships:
                    each.set(name, self._arrow(value))

    def _note(self, reference: Element) -> None:
        """Bring a note along; a reference to none goes."""
        kind = KINDS[reference.tag]
        opened = self._shared.opened
        notes = self._shared.source.root(kind)
        ours = next((each for each in notes if each.get(_ID) == reference.get(_ID)), None)
        if ours is None:
            reference.getparent().remove(reference)
            return
        part = notes_part(opened, kind, notes)
        root = opened.root(part)
        added = copy.deepcopy(ours)
        new = str(max(1, _highest(each.get(_ID) for each in root)) + 1)
        added.set(_ID, new)
        reference.set(_ID, new)
        for each in added.iter(_PSTYLE, _RSTYLE):
            each.set(_VAL, self._shared.style(str(each.get(_VAL))))
        root.append(added)
        opened.touch(part)


def _highest(numbers: Iterable[str | None]) -> int:
    found = [int(each) for each in numbers if each and each.lstrip("-").isdigit()]
    return max(found, default=0)


def _nsid(definition: Element) -> str:
    found = definition.find(_NSID)
    return "" if found is None else str(found.get(_VAL))


def _first_level(definition: Element) -> tuple[str, str]:
    level = definition.find(_LVL)
    found = [None if level is None else level.find(name) for name in (_FORMAT, _LEVEL_TEXT)]
    first, second = ("" if each is None else str(each.get(_VAL)) for each in found)
    return first, second


_NOTES = ("footnotes", "endnotes", "comments")
_START, _END, _NAME, _ID, _VAL, _SDT = (
    qualified(f"w:{n}") for n in ("bookmarkStart", "bookmarkEnd", "name", "id", "val", "sdt")
)
_STYLE, _STYLE_ID, _BASED, _NEXT, _LINKED, _PSTYLE, _RSTYLE, _TSTYLE = (
    qualified(f"w:{n}")
    for n in ("style", "styleId", "basedOn", "next", "link", "pStyle", "rStyle", "tblStyle")
)
_NUM, _NUMID, _ABSTRACT, _ABSTRACT_ID, _NSID, _LVL, _FORMAT, _LEVEL_TEXT = (
    qualified(f"w:{n}")
    for n in ("num", "numId", "abstractNum", "abstractNumId", "nsid", "lvl", "numFmt", "lvlText")
)
_SDTID = f"{qualified('w:sdtPr')}/{_ID}"
_DOCPR = qualified("wp:docPr")
_OFFICE = qualified("r:id").removesuffix("id")
