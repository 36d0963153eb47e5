"""Who keeps what: the decision for every block, from what both did to it since the last time."""

import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from handbook.word.merge.blocks.block_alignment import Alignment
from handbook.word.reading.units import Content, Para, Unit, text_of
from handbook.word.writing.contents_page import OUTLINE

Action = Literal[
    "unchanged",  # neither did anything
    "kept",  # she changed it, the source did not
    "same",  # both made the same of it
    "renewed",  # the source changed it, she did not
    "replaced",  # the source changed it and moved it, she did neither
    "both",  # both changed it
    "open",  # our proposal still stands, and the source did nothing since
    "again",  # our proposal still stands, and the source changed once more
    "deleted",  # she deleted it
    "added",  # new in the source
    "withheld",  # new in the source, in a part that she deleted
    "dropped",  # gone from the source, and she did nothing to it
    "gone",  # gone from the source, but she worked in it
    "own",  # hers alone
]


_GONE: Mapping[bool, Action] = {True: "gone", False: "dropped"}


@dataclass(frozen=True, slots=True)
class Step:
    """What to do with one block; the indexes count in base, her file and the new one."""

    action: Action
    base: int | None = None
    hers: int | None = None
    new: int | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """The blocks of the three texts, and which is which.

    Attributes:
        edited: indexes of her blocks that she worked in.
        open: indexes of her blocks with a proposal of ours that still stands.
        agreed: what a block of the base said when both last agreed, by index.
        proposed: what it said in her file when we last wrote a proposal in it, by index.
        deleted: what she deleted before (`keys_of`).
        elsewhere: indexes of her blocks that say what stood under another heading, and do not
            carry our bookmark: she may have moved them, or written them there herself.
    """

    base: Sequence[Unit]
    hers: Sequence[Unit]
    new: Sequence[Unit]
    to_hers: Alignment
    to_new: Alignment
    edited: AbstractSet[int] = frozenset()
    open: AbstractSet[int] = frozenset()
    agreed: Mapping[int, Content] | None = None
    proposed: Mapping[int, Content] = field(default_factory=dict)
    deleted: AbstractSet[str] = frozenset()
    elsewhere: AbstractSet[int] = frozenset()


def decide(sides: Sides) -> tuple[Step, ...]:
    """Return a step for every block: those of the new text in its order, then what it lacks."""
    back = sides.to_new.back
    twins = _twins(sides)
    steps = [
        Step("same", hers=twins[at], new=at, changed=True)
        if at in twins
        else _of_new(sides, at, back.get(at))
        for at in range(len(sides.new))
    ]
    gone = [at for at in range(len(sides.base)) if at not in sides.to_new.pairs]
    steps += [_of_gone(sides, at) for at in gone]
    taken = {each.hers for each in steps}
    mine = [at for at in range(len(sides.hers)) if at not in taken]
    return (*steps, *(Step("own", hers=at) for at in mine))


def _twins(sides: Sides) -> dict[int, int]:
    """Return which of her own additions the source has now as well, by index in the new text.

    So it is when her words were taken over as the organisation's own content. The same words
    under another heading are another text.
    """
    known = set(sides.to_hers.pairs.values())
    own: dict[str, list[int]] = {}
    for at, unit in enumerate(sides.hers):
        if at not in known and at not in sides.open and _said(unit):
            own.setdefault(_said(unit), []).append(at)
    old = sides.to_new.back
    found = {}
    places, own_places = places_of(sides.new), places_of(sides.hers)
    for at, unit in enumerate(sides.new) if own else ():
        named = {places[at], _her_name(sides, at) or places[at]}
        mine = own.get(_said(unit), []) if at not in old else []
        twin = next((each for each in mine if own_places[each] in named), None)
        if twin is not None:
            mine.remove(twin)
            found[at] = twin
    return found


def _her_name(sides: Sides, new: int) -> str:
    """Return how she calls the heading above a block of the new text, "" without one."""
    heading = heading_above(sides.new, new)
    base = None if heading is None else sides.to_new.back.get(heading)
    hers = None if base is None else sides.to_hers.pairs.get(base)
    return "" if hers is None else sides.hers[hers].text.strip()


def _said(unit: Unit) -> str:
    return " ".join(unit.text.split()) if isinstance(unit.content, Para) else ""


def _of_new(sides: Sides, new: int, base: int | None) -> Step:
    if base is None:
        return Step("withheld" if _unwanted(sides, new) else "added", new=new, changed=True)
    hers = sides.to_hers.pairs.get(base)
    unit = sides.new[new]
    changed = unit.content != sides.base[base].content or unit.strict != sides.base[base].strict
    if hers is None or (hers in sides.elsewhere and unit.content != sides.base[base].content):
        # What the source says now belongs under its own heading, and not over words of hers.
        return Step("deleted", base, None, new, changed)
    return Step(_of_pair(sides, base, hers, new, changed=changed), base, hers, new, changed)


def _of_pair(sides: Sides, base: int, hers: int, new: int, *, changed: bool) -> Action:
    moved = base in sides.to_new.moved and base not in sides.to_hers.moved
    if hers in sides.open and base in (sides.agreed or {}):
        return "again" if changed else "open"
    if hers not in sides.edited:
        if moved:
            return "replaced"
        return "renewed" if changed else "unchanged"
    if not changed:
        return "kept"
    return "same" if sides.hers[hers].content == sides.new[new].content else "both"


def _of_gone(sides: Sides, base: int) -> Step:
    hers = sides.to_hers.pairs.get(base)
    if hers is None:
        return Step("deleted", base, changed=True)
    unit = sides.hers[hers]
    worked = hers in sides.edited or hers in sides.open
    holds = worked and not unit.empty
    return Step(_GONE[bool(holds or unit.traits & {"section", "field"})], base, hers, changed=True)


def _unwanted(sides: Sides, new: int) -> bool:
    """True for a new block that she deleted before, or whose whole part she deleted."""
    unit = sides.new[new]
    if keys_of(unit) & sides.deleted:
        return True
    heading = heading_above(sides.new, new)
    if heading is None or heading == new:
        return False
    back = sides.to_new.back
    part = [back[at] for at in range(heading, _end(sides.new, heading)) if at in back]
    said = [at for at in part if not sides.base[at].empty]
    return bool(said) and not any(at in sides.to_hers.pairs for at in said)


def _end(units: Sequence[Unit], heading: int) -> int:
    """Return where the part under a heading ends: at the next of its level or higher."""
    level = level_of(units[heading])
    later = range(heading + 1, len(units))
    return next((at for at in later if 0 < level_of(units[at]) <= level), len(units))


def level_of(unit: Unit) -> int:
    """Return the level of a heading from 1 on, 0 for what is none."""
    return OUTLINE.get(unit.content.style, 0) if isinstance(unit.content, Para) else 0


def keys_of(unit: Unit) -> frozenset[str]:
    """Return what a block that was deleted is known by later: our bookmarks, or else its text."""
    marks = frozenset(each for each in unit.marks if each.startswith("_kh"))
    text = text_of(unit.content).strip()
    if marks or not text:
        return marks
    return frozenset((hashlib.sha256(text.encode()).hexdigest()[:16],))


def is_elsewhere(base: Sequence[Unit], hers: Sequence[Unit], to_hers: Alignment, at: int) -> bool:
    """Tell whether block `at` of the base, no heading, stands under another one in her file."""
    other = to_hers.pairs[at]
    above = heading_above(base, at)
    here = to_hers.pairs.get(above) if above is not None else None
    return not level_of(base[at]) and heading_above(hers, other) != here


def heading_above(units: Sequence[Unit], at: int) -> int | None:
    """Return the index of the heading that a block stands under, or is; None above the first."""
    return next((each for each in range(at, -1, -1) if level_of(units[each])), None)


def places_of(units: Sequence[Unit]) -> tuple[str, ...]:
    """Return for each block the heading it stands under, "" above the first one."""
    places, place = [], ""
    for unit in units:
        place = unit.text.strip() if level_of(unit) else place
        places.append(place)
    return tuple(places)
