"""Two versions of a Word file become one with tracked changes, as Word writes them itself.

Accepting all gives the new file, rejecting all gives the text of the old one.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence

from handbook.word.comparison.alignment import pairs
from handbook.word.comparison.paragraph_redline import reword
from handbook.word.comparison.revisions import (
    RevisionPen,
    Way,
    come,
    element,
    former_properties,
    mark_end,
    mark_properties,
    mark_row,
    own_properties,
    went,
)
from handbook.word.comparison.tokens import said
from handbook.word.comparison.with_revisions_accepted import settle
from handbook.word.package.markup import Element, parse, qualified, serialise
from handbook.word.package.package import MAIN, pack, read, relations, without_custom
from handbook.word.package.seal import unsealed
from handbook.word.provenance.base import own_parts
from handbook.word.writing.styles import read_stylesheet

_BODY, _P, _TBL, _TR, _TC, _TCPR, _SDT, _CONTENT, _SECTION, _PPR, _STYLE = (
    qualified(f"w:{name}")
    for name in (
        *("body", "p", "tbl", "tr", "tc", "tcPr", "sdt", "sdtContent", "sectPr"),
        *("pPr", "tblStyle"),
    )
)
_REFERENCES = (qualified("w:headerReference"), qualified("w:footerReference"))
_GALLERY = "/".join(map(qualified, ("w:sdtPr", "w:docPartObj", "w:docPartGallery")))
_TYPE, _ID, _VAL = qualified("w:type"), qualified("r:id"), qualified("w:val")
# One place in a flow of paragraphs and tables, and whether it came or went; None is neither.
_Place = tuple[Element, Way | None]


def redline(old: bytes, new: bytes, *, author: str, date: str) -> bytes:
    """Return a copy of `new` that shows as tracked changes what `old` became.

    It carries none of our hidden parts, so nobody takes it for a document.

    Changes that somebody tracked in either count as accepted. A contents page, counted page
    numbers, footnotes and what went of pictures are not compared.

    Args:
        old: a .docx.
        new: a .docx.
        author: who Word says made the changes.
        date: when, as `2026-11-23T00:00:00Z`.

    Raises:
        ValueError: one of them is no Word file that can be read.
    """
    before, after = read(old), _bare(read(new))
    pen = RevisionPen(author=author, date=date, styles=_styles(before, after))
    for one, other in _stories(before, after):
        was, now = settled(before, one, comments=True), settled(after, other, comments=False)
        _flow(pen, was, now)
        after[other] = serialise(now.getroottree().getroot())
    return pack(after)


def _bare(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `parts` without all that makes them a document of ours: a copy must not be merged."""
    return without_custom(unsealed(parts), own_parts(parts))


def settled(parts: Mapping[str, bytes], name: str, *, comments: bool) -> Element:
    """Return what holds the text of part `name`, with no tracked change left in it.

    Raises:
        ValueError: the part is missing, no XML, or a main document without a text.
    """
    if name not in parts:
        raise ValueError(f"het onderdeel '{name}' ontbreekt")
    root = parse(parts[name])
    settle(root, comments=comments)
    body = root.find(_BODY)
    if body is None and name == MAIN:
        raise ValueError("het hoofddocument is leeg of van een ander soort Word")
    return root if body is None else body


def units(flow: Element) -> list[Element]:
    """Return the paragraphs and tables of a body, header or cell; a contents page is left out."""
    out: list[Element] = []
    for each in flow:
        if each.tag in (_P, _TBL):
            out.append(each)
        elif each.tag == _SDT and not _is_contents(each):
            out += [unit for content in each.iterchildren(_CONTENT) for unit in units(content)]
    return out


def _is_contents(control: Element) -> bool:
    # A front page and a page number from Word's gallery are texts like any other.
    gallery = control.find(_GALLERY)
    return gallery is not None and gallery.get(_VAL) == "Table of Contents"


def rows(table: Element) -> list[Element]:
    """Return the rows of a table."""
    return _inside(table, _TR)


def cells(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return _inside(row, _TC)


def text(unit: Element) -> str:
    """Return what a paragraph or a table says; a table row by row, its cells by ` | `."""
    if unit.tag == _P:
        return said(unit)
    return "\n".join(row_text(row) for row in rows(unit))


def row_text(row: Element) -> str:
    """Return what a row says, its cells by ` | `."""
    return " | ".join("\n".join(text(unit) for unit in units(cell)) for cell in cells(row))


def steps(old: Sequence[Element], new: Sequence[Element]) -> list[tuple[Element, Element]]:
    """Return every paragraph and table of both, side by side where one became the other.

    None stands where there is no other.
    """
    out: list[tuple[Element, Element]] = []
    for left, right in pairs([_key(each) for each in old], [_key(each) for each in new]):
        was = None if left is None else old[left]
        now = None if right is None else new[right]
        if was is not None and now is not None and was.tag != now.tag:
            out += [(was, None), (None, now)]
        else:
            out.append((was, now))
    return _ending_together(out)


def _ending_together(
    found: list[tuple[Element, Element]],
) -> list[tuple[Element, Element]]:
    """Let the last paragraphs be one that changed: the last of a flow can never go."""
    olds = [at for at, (was, _) in enumerate(found) if was is not None]
    news = [at for at, (_, now) in enumerate(found) if now is not None]
    if not olds or not news or olds[-1] == news[-1]:
        return found
    was, now = found[olds[-1]], found[news[-1]]
    if was[1] is not None or now[0] is not None or {was[0].tag, now[1].tag} != {_P}:
        return found
    rest = [each for at, each in enumerate(found) if at not in (olds[-1], news[-1])]
    return [*rest, (was[0], now[1])]


def _key(unit: Element) -> str:
    # A table never equals a paragraph, whatever it says.
    return ("\0" if unit.tag == _TBL else "") + text(unit)


def _inside(parent: Element, kind: str) -> list[Element]:
    out: list[Element] = []
    for each in parent:
        if each.tag == kind:
            out.append(each)
        elif each.tag == _SDT:
            out += [
                unit for content in each.iterchildren(_CONTENT) for unit in _inside(content, kind)
            ]
    return out


def _styles(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    here = read_stylesheet(new).ids
    return {
        style: here[kind, name]
        for (kind, name), style in read_stylesheet(old).ids.items()
        if (kind, name) in here
    }


def _stories(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the parts that stand for each other: the body, headers and footers."""
    yield MAIN, MAIN
    before, done = _margins(old), set()
    for place, name in _margins(new).items():
        if place in before and name not in done:
            done.add(name)
            yield before[place], name


def _margins(parts: Mapping[str, bytes]) -> dict[tuple[int, str, str], str]:
    """Return the headers and footers: which section, which kind, which pages."""
    if MAIN not in parts:
        return {}
    targets = {each.id: each.target for each in relations(parts, MAIN)}
    return {
        (number, each.tag, each.get(_TYPE, "")): targets[each.get(_ID, "")]
        for number, section in enumerate(parse(parts[MAIN]).iter(_SECTION))
        for each in section.iterchildren(*_REFERENCES)
        if targets.get(each.get(_ID, "")) in parts
    }


def _flow(pen: RevisionPen, old: Element, new: Element) -> None:
    """Show in `new` (a body, header or cell) what `old` became."""
    after = units(new)
    line: list[_Place] = []
    former: Element = None
    for was, now in steps(units(old), after):
        if was is not None and was.tag == _P:
            former = was
        if now is None:
            gone = _gone(pen, was)
            _place(new, gone, line[-1][0] if line else None, after)
            line.append((gone, "del"))
        elif was is None:
            _new(pen, now)
            line.append((now, "ins"))
        else:
            _changed(pen, was, now)
            line.append((now, None))
    _ends(pen, line, former, after)


def _place(flow: Element, gone: Element, before: Element | None, after: Sequence[Element]) -> None:
    if before is not None:
        before.addnext(gone)
    elif after:
        after[0].addprevious(gone)
    else:
        flow.insert(1 if len(flow) and flow[0].tag == _TCPR else 0, gone)


def _changed(pen: RevisionPen, old: Element, new: Element) -> None:
    if new.tag == _P:
        reword(pen, old, new)
    else:
        _table(pen, old, new)


def _new(pen: RevisionPen, unit: Element) -> None:
    """Mark a unit as one that came; the end of a paragraph is marked later."""
    if unit.tag == _P:
        come(pen, unit)
    else:
        for row in rows(unit):
            _new_row(pen, row)


def _new_row(pen: RevisionPen, row: Element) -> None:
    mark_row(pen, row, "ins")
    for each in row.iter(_P):
        come(pen, each)
        mark_end(pen, each, "ins")


def _gone(pen: RevisionPen, unit: Element) -> Element:
    """Return a unit of the old file as one that went; the end of a paragraph is marked later."""
    if unit.tag == _P:
        return went(pen, unit)
    table = element("tbl")
    for each in unit:
        if each.tag == _TR:
            break
        if each.tag in (qualified("w:tblPr"), qualified("w:tblGrid")):
            table.append(copy.deepcopy(each))
    for style in list(table.iter(_STYLE)):
        known = pen.styles.get(style.get(_VAL, ""))
        style.set(_VAL, known) if known else style.getparent().remove(style)
    table.extend(_gone_row(pen, row) for row in rows(unit))
    return table


def _gone_row(pen: RevisionPen, row: Element) -> Element:
    out = element("tr")
    for each in row:
        if each.tag in (qualified("w:tblPrEx"), qualified("w:trPr")):
            out.append(copy.deepcopy(each))
    mark_row(pen, out, "del")
    for cell in cells(row):
        gone = element("tc")
        gone.extend(copy.deepcopy(each) for each in cell.iterchildren(_TCPR))
        for unit in units(cell):
            gone.append(_gone(pen, unit))
        if not len(gone) or gone[-1].tag != _P:
            gone.append(element("p"))
        for paragraph in gone.iterchildren(_P):
            mark_end(pen, paragraph, "del")
        out.append(gone)
    return out


def _table(pen: RevisionPen, old: Element, new: Element) -> None:
    before, after = rows(old), rows(new)
    placed: Element = None
    keys = [row_text(row) for row in before], [row_text(row) for row in after]
    for left, right in pairs(*keys):
        if left is not None and (right is None or not _same_shape(before[left], after[right])):
            gone = _gone_row(pen, before[left])
            placed.addnext(gone) if placed is not None else after[0].addprevious(gone)
            placed = gone
        if right is not None:
            if left is None or not _same_shape(before[left], after[right]):
                _new_row(pen, after[right])
            else:
                for one, other in zip(cells(before[left]), cells(after[right]), strict=True):
                    _flow(pen, one, other)
            placed = after[right]


def _same_shape(old: Element, new: Element) -> bool:
    return len(cells(old)) == len(cells(new))


def _ends(
    pen: RevisionPen, line: Sequence[_Place], former: Element, after: Sequence[Element]
) -> None:
    """Mark the ends of the paragraphs that came or went.

    The last end of a flow can neither come nor go: there the one before it does, and the last
    paragraph wears the properties of the last new one, with those of the last old one marked.
    """
    ways = [way for _, way in line]
    start = len(line)
    while start and line[start - 1][0].tag == _P and ways[start - 1]:
        start -= 1
    if 0 < start < len(line) and line[start - 1][0].tag == _P:
        ways = [*ways[: start - 1], *ways[start:], None]
        _last_properties(pen, line[-1][0], former, after)
    elif start < len(line):
        ways[-1] = None
    for (unit, _), way in zip(line, ways, strict=True):
        if way and unit.tag == _P:
            mark_end(pen, unit, way)


def _last_properties(
    pen: RevisionPen, last: Element, former: Element, after: Sequence[Element]
) -> None:
    current = next((each for each in reversed(after) if each.tag == _P), None)
    if current is not None and current is not last:
        properties = last.find(_PPR)
        if properties is not None:
            last.remove(properties)
        last.insert(0, own_properties(current))
    if former is not None:
        mark_properties(pen, last, former_properties(pen, former))
