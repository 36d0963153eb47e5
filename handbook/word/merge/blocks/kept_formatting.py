"""What she set on a picture, a table or words of ours, carried on to what takes their place."""

import copy
import re
from dataclasses import replace

from handbook.word.merge.blocks.alt_texts_and_controls import (
    is_controlled,
    is_labelled,
    labels_of,
    labels_set,
)
from handbook.word.merge.blocks.block_layout import is_heightened
from handbook.word.package.markup import Element, qualified
from handbook.word.reading.units import Content, Para, Unit
from handbook.word.reading.word_file import SET_ON_PICTURES, cells_of, rows_of

# A millimetre in EMU: programs round the size of a picture when they save.
_MILLIMETRE = 36_000
_NUMBER = re.compile(r"-?\d{1,12}", re.ASCII)
# A percent in the unit of `a:srcRect`.
_PERCENT = 1_000
# Two millimetres in twips.
_TWIPS = 113


def is_dressed(hers: Element, base: Element) -> bool:
    """Tell whether she gave a picture another size or cut, whichever program she saved it with."""
    two = [list(each.iter(_INLINE, _ANCHOR)) for each in (hers, base)]
    return len(two[0]) == len(two[1]) and any(
        size_of(mine) != size_of(was) or _cut(mine) != _cut(was)
        for mine, was in zip(*two, strict=True)
    )


def follow_tables(hers: Element, new: Element, base: Element) -> tuple[bool, list[str]]:
    """Give her tables the titles and descriptions of the source, but for those that she gave.

    Returns whether one changed, and what of the source hers keep out.
    """
    before, wanted = labels_of(hers), copy.deepcopy(new)
    kept_out = describe_tables(wanted, hers, base)
    describe_tables(hers, wanted, base)
    return labels_of(hers) != before, kept_out


def is_set(hers: Element, base: Element, *, exact: bool) -> bool:
    """Tell whether she set something on a block, or in it, that is none of its words.

    `exact`: her program leaves direct formatting as it was.
    """
    return (
        is_dressed(hers, base)
        or is_heightened(hers, base)
        or is_labelled(hers, base)
        or is_controlled(hers, base, exact=exact)
    )


def widen(made: Element, hers: Element, base: Element) -> None:
    """Give a table the columns that she gave that of `base`.

    Only where the source gave them no other number or width.
    """
    widths, wanted, before = (_columns(each) for each in (hers, made, base))
    if wanted == before and len(widths) == len(before) and _far(widths, before):
        _widen(made, widths)


def _columns(table: Element) -> list[int]:
    return [_whole(each.get(_W)) for each in table.iterfind(f"{_GRID}/{_COLUMN}")]


def _far(widths: list[int], before: list[int]) -> bool:
    """Tell whether a column is wider or narrower than a program makes it when it saves."""
    return any(abs(one - other) > _TWIPS for one, other in zip(widths, before, strict=True))


def _widen(table: Element, widths: list[int]) -> None:
    for each, width in zip(table.iterfind(f"{_GRID}/{_COLUMN}"), widths, strict=True):
        each.set(_W, str(width))
    for row in rows_of(table):
        at = 0
        for cell in cells_of(row):
            span, width = cell.find(f"{_TCPR}/{_SPAN}"), cell.find(f"{_TCPR}/{_TCW}")
            end = at + (1 if span is None else _whole(span.get(_VAL)))
            if width is not None:
                width.set(_W, str(sum(widths[at:end])))
            at = end


def size_of(drawing: Element) -> tuple[int, ...]:
    """Return width and height of a drawing in millimetres."""
    found = drawing.find(_EXTENT)
    sides = () if found is None else (found.get("cx"), found.get("cy"))
    return tuple(round(_whole(each) / _MILLIMETRE) for each in sides)


def only_dressed(hers: Unit, base: Unit, *, exact: bool) -> bool:
    """Tell whether she did no more to a block than describe, size or crop what is in it.

    That is to pictures and tables, and to links a tip. `exact`: her program leaves direct
    formatting as it was, so that it counts.
    """
    two = hers.element, base.element
    return (
        (hers.content != base.content or is_dressed(*two) or is_labelled(*two))
        and not hers.traits & {"comment", "revision", "field"}
        and not is_heightened(*two)
        and not is_controlled(*two, exact=exact)
        and _bare(hers.content) == _bare(base.content)
        and not (exact and _others(hers.strict) != _others(base.strict))
    )


def dress(made: Element, hers: Element, base: Element) -> list[str] | None:
    """Give the drawings, tables and links in `made` what she set on those of `base`.

    Returns the descriptions of the source that hers keep out, or None where hers cannot be
    followed: another number of drawings, one that both gave another size or cut, or a link with
    a tip of hers that is there no more.
    """
    three = [list(each.iter(_INLINE, _ANCHOR)) for each in (made, hers, base)]
    if len({len(each) for each in three}) != 1:
        return None
    describe_tables(made, hers, base)
    kept_out: list[str] = []
    for ours, mine, was in zip(*three, strict=True):
        if not (_sized(ours, mine, was) and _cropped(ours, mine, was)):
            return None
        kept_out += _described(ours, mine, was)
    _tip_links(made, hers, base)
    return None if labels_set(hers, base) - labels_of(made) else kept_out


def describe_tables(made: Element, theirs: Element, base: Element) -> list[str]:
    """Give the tables in `made` the title and description that `theirs` gave those of `base`.

    Returns what those that stood there say; the words of `base` do not count.
    """
    kept_out = []
    three = (list(each.iter(_TABLE)) for each in (made, theirs, base))
    for ours, mine, was in zip(*three, strict=False):
        for name in (_CAPTION, _DESCRIPTION):
            says, said, wrote = (each.find(f"{_TBLPR}/{name}") for each in (ours, mine, was))
            if said is None or _value(said) in (_value(wrote), _value(says)):
                continue
            kept_out += [_value(says)] if _value(says) not in (_value(wrote), "") else []
            _put_last(ours.find(_TBLPR), says, said)
    return kept_out


def _put_last(properties: Element, former: Element | None, said: Element) -> None:
    if former is not None:
        properties.remove(former)
    described = properties.find(_DESCRIPTION)
    if said.tag == _CAPTION and described is not None:  # Word wants the title before it
        described.addprevious(copy.deepcopy(said))
    else:
        properties.append(copy.deepcopy(said))


def _tip_links(made: Element, hers: Element, base: Element) -> None:
    """Give each link in `made` the tip that she gave the one with the same words."""
    three = (list(each.iter(_LINK)) for each in (made, hers, base))
    links, mine, was = three
    for at, each in enumerate(mine):
        wrote = was[at].get(_TIP) if len(was) == len(mine) else None
        if each.get(_TIP) in (None, wrote):
            continue
        same = (link for link in links if _said(link) == _said(each))
        link = next(same, None)
        if link is not None:
            link.set(_TIP, each.get(_TIP))
            links.remove(link)


def _said(link: Element) -> str:
    return "".join(link.itertext(_TEXT))


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(_VAL) or "")


def carry_section(old: Element, made: Element) -> None:
    """Give a paragraph the section break of the one whose place it takes, and none of its own."""
    section = old.find(f"{_PPR}/{_SECTION}")
    drop_section(made)
    if section is None:
        return
    properties = made.find(_PPR)
    if properties is None:
        properties = made.makeelement(_PPR)
        made.insert(0, properties)
    properties.append(copy.deepcopy(section))


def drop_section(made: Element) -> None:
    """Leave a section break out: hers decide how her pages are parted."""
    section = made.find(f"{_PPR}/{_SECTION}")
    if section is not None:
        section.getparent().remove(section)


def _bare(content: Content) -> Content:
    if not isinstance(content, Para):
        return content
    pieces = (
        replace(each, words="") if each.kind == "drawing" else each for each in content.pieces
    )
    return replace(content, pieces=tuple(pieces))


def _others(strict: str) -> list[str]:
    return [each for each in strict.split("|") if not each.startswith(SET_ON_PICTURES)]


def _described(ours: Element, mine: Element, was: Element) -> list[str]:
    now, hers, before = (each.find(_DOCPR) for each in (ours, mine, was))
    kept_out = []
    for name in ("title", "descr") if None not in (now, hers, before) else ():
        said, wrote, says = (each.get(name) or "" for each in (hers, before, now))
        if said != wrote:
            now.set(name, said)
            kept_out += [says] if says not in (wrote, said) else []
    return kept_out


def _sized(ours: Element, mine: Element, was: Element) -> bool:
    """Give our drawing her size; False where the source gave it another one too."""
    now, hers, before = (size_of(each) for each in (ours, mine, was))
    if hers == before:
        return True
    if now != before:
        return False
    size = mine.find(_EXTENT)
    for each in [ours.find(_EXTENT), *ours.iterfind(_EXT)]:
        for side in ("cx", "cy"):
            each.set(side, size.get(side))
    return True


def _cropped(ours: Element, mine: Element, was: Element) -> bool:
    now, hers, before = (_cut(each) for each in (ours, mine, was))
    if hers == before:
        return True
    fill = next(ours.iter(_FILL), None)
    if now != before or fill is None:
        return False
    for each in fill.findall(_CUT):
        fill.remove(each)
    cut = next(mine.iter(_CUT), None)
    blip = fill.find(_BLIP)
    if cut is not None and blip is not None:
        blip.addnext(copy.deepcopy(cut))
    return True


def _cut(drawing: Element) -> list[tuple[str, int]]:
    """Return what is cut off on each side, in percents."""
    found = next(drawing.iter(_CUT), None)
    sides = () if found is None else found.items()
    percents = sorted((str(name), round(_whole(each) / _PERCENT)) for name, each in sides)
    return [each for each in percents if each[1]]


def _whole(number: str | None) -> int:
    """Return a number of her file; what is none, as somebody may have written, counts as 0."""
    return int(number) if number and _NUMBER.fullmatch(number) else 0


_PPR, _SECTION = (qualified(f"w:{n}") for n in ("pPr", "sectPr"))
_INLINE, _ANCHOR, _EXTENT, _DOCPR = (
    qualified(f"wp:{n}") for n in ("inline", "anchor", "extent", "docPr")
)
_EXT = f".//{qualified('a:xfrm')}/{qualified('a:ext')}"
_CUT, _BLIP, _FILL = qualified("a:srcRect"), qualified("a:blip"), qualified("pic:blipFill")
_TABLE, _LINK, _TIP, _TEXT, _VAL, _W = (
    qualified(f"w:{n}") for n in ("tbl", "hyperlink", "tooltip", "t", "val", "w")
)
_TBLPR, _CAPTION, _DESCRIPTION, _GRID, _COLUMN, _TCPR, _TCW, _SPAN = (
    qualified(f"w:{n}")
    for n in (
        *("tblPr", "tblCaption", "tblDescription", "tblGrid", "gridCol", "tcPr", "tcW"),
        "gridSpan",
    )
)
