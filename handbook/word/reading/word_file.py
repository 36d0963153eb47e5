"""A Word file as the units a person edits: paragraphs and tables of the body, headers, footers.

Two units are equal when nobody changed anything on purpose; what Word and LibreOffice rewrite
when they save is not part of a unit. The exact form of direct formatting is kept apart
(`Unit.strict`): only a file that Word itself saved last can be held to it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import Relation, relations
from handbook.word.reading.formatting import Formatting, Properties, read_looks
from handbook.word.reading.run_content import Reader, nothing_typed
from handbook.word.reading.units import Cell, Document, Opaque, Para, Story, Table, Unit


def read_document(
    parts: Mapping[str, bytes], typed: Callable[[str, str], str] = nothing_typed
) -> Document:
    """Return the units of a package; `typed` tells what of the result of a field is hers.

    Raises:
        ValueError: it has no main document, or a part is damaged.
    """
    main = next((e.target for e in relations(parts, "") if e.kind == "officeDocument"), "")
    if main not in parts:
        raise ValueError("het hoofddocument ontbreekt")
    relationships = {each.id: each for each in relations(parts, main)}
    root = parse(parts[main])
    if root.find(_BODY) is None:
        raise ValueError("het hoofddocument is leeg of van een ander soort Word")
    looks = read_looks(part_of(parts, main, "styles"), part_of(parts, main, "numbering"))
    roots = {("body", main): root}
    for key, identity in _headers(root):
        relationship = relationships.get(identity)
        if (
            relationship
            and relationship.target in parts
            and relationship.target not in {each[1] for each in roots}
        ):
            roots[key, relationship.target] = parse(parts[relationship.target])
    stories = {
        key: Story(key, part, tree, BlockReader(parts, part, looks, typed).units(tree))
        for (key, part), tree in roots.items()
    }
    return Document(stories, looks, _program(parts), typed)


def key_of(picture: bytes) -> bytes:
    """Return what stands for a picture: its digest. A key is the key of itself."""
    if picture.startswith(_KEY):
        return picture
    return _KEY + hashlib.sha256(picture).hexdigest()[:16].encode()


def part_of(parts: Mapping[str, bytes], main: str, kind: str) -> bytes | None:
    """Return the part of a kind ("styles", "comments" …) that the main document points to."""
    found = (each.target for each in relations(parts, main) if each.kind == kind)
    return next((parts[each] for each in found if each in parts), None)


def _headers(root: Element) -> Iterator[tuple[str, str]]:
    for number, section in enumerate(root.iter(_SECTION)):
        for each in section:
            if each.tag in (_HEADER, _FOOTER):
                kind = str(each.tag).rpartition("}")[2].removesuffix("Reference")
                yield f"{kind}:{number}:{each.get(_TYPE)}", str(each.get(_RID))


def _program(parts: Mapping[str, bytes]) -> str:
    found = re.search(rb"<Application>([^<]*)", parts.get("docProps/app.xml", b""))
    return found[1].decode("utf-8", "replace") if found else ""


class BlockReader:
    """Reads paragraphs and tables of one part of a package."""

    def __init__(
        self,
        parts: Mapping[str, bytes],
        part: str,
        looks: Formatting,
        typed: Callable[[str, str], str] = nothing_typed,
    ) -> None:
        self._parts = parts
        self._looks = looks
        self._typed = typed
        self._relationships: dict[str, Relation] = {
            each.id: each for each in relations(parts, part)
        }
        self._notes: dict[str, dict[str, str]] = {}

    def units(self, root: Element) -> tuple[Unit, ...]:
        """Return the blocks of a story; what wraps them (a control, a revision) is opened.

        LibreOffice drops the control around a contents page and leaves its lines, the last one
        empty: they count as one block, whose element is the last.
        """
        body = root.find(_BODY)
        found: list[Unit] = []
        for each in flat(root if body is None else body):
            unit = self.unit(each)
            after = bool(found) and found[-1].content == _TOC
            if unit is not None and after and (unit.empty or unit.content == _TOC):
                found[-1] = Unit(each if unit.content == _TOC else found[-1].element, _TOC)
            elif unit is not None:
                found.append(unit)
        return tuple(found)

    def unit(self, element: Element) -> Unit | None:
        """Return an element as a unit; None for what is no block."""
        if element.tag == _PARAGRAPH:
            unit = self.paragraph(element, ())
            style = unit.content.style if isinstance(unit.content, Para) else ""
            return Unit(element, _TOC) if _CONTENTS.match(style) else unit
        if element.tag == _TABLE:
            return self.table(element)
        if element.tag == _SDT:
            return Unit(element, _TOC)
        return Unit(element, Opaque("chunk")) if element.tag == _CHUNK else None

    def paragraph(self, element: Element, table: tuple[Properties, ...]) -> Unit:
        """Return a paragraph; `table` is what the table style says of the text in this cell."""
        properties = element.find(_PPR)
        named = None if properties is None else properties.find(_PSTYLE)
        style = self._looks.default if named is None else str(named.get(_VAL))
        reader = Reader(
            look=lambda run: self._looks.flags(run, style, table),
            target=self._target,
            note=self._note,
            picture=self._picture,
            typed=self._typed,
        )
        pieces = reader.read(element)
        traits = reader.traits | _paragraph_traits(properties)
        aligned = "" if table else _alignment(properties)
        content = Para(
            self._looks.name(style), self._looks.list_of(properties, style), aligned, pieces
        )
        return Unit(element, content, _strict(element), frozenset(reader.marks), frozenset(traits))

    def table(self, element: Element) -> Unit:
        """Return a table with all in it."""
        style, look = _table_style(element)
        parts = self._looks.styles[style].parts if style in self._looks.styles else {}
        marks: set[str] = set()
        traits: set[str] = set()
        rows = []
        for at, row in enumerate(rows_of(element)):
            cells = []
            for column, cell in enumerate(cells_of(row)):
                names = ("firstRow",) * (at == 0) + ("firstColumn",) * (column == 0)
                layers = tuple(
                    parts[_CONDITION[n]] for n in names if n in look and _CONDITION[n] in parts
                )
                blocks = list(self._blocks(cell, layers))
                marks.update(*(each.marks for each in blocks))
                traits.update(*(each.traits for each in blocks))
                cells.append(_cell(cell, blocks))
            traits |= {"revision"} if _is_revised(row) else set()
            rows.append(tuple(cells))
        content = Table(self._looks.name(style) if style else "", tuple(rows))
        return Unit(element, content, _strict(element), frozenset(marks), frozenset(traits))

    def _blocks(self, cell: Element, layers: tuple[Properties, ...]) -> Iterator[Unit]:
        for each in flat(cell):
            if each.tag == _PARAGRAPH:
                yield self.paragraph(each, layers)
            elif each.tag == _TABLE:
                yield self.table(each)

    def _target(self, identity: str) -> str:
        relationship = self._relationships.get(identity)
        return relationship.target if relationship else ""

    def _picture(self, identity: str) -> str:
        data = self._parts.get(self._target(identity))
        return key_of(data).decode() if data else "?"

    def _note(self, kind: str, identity: str) -> str:
        if kind not in self._notes:
            part = next(
                (e.target for e in self._relationships.values() if e.kind == f"{kind}s"), ""
            )
            root = parse(self._parts[part]) if part in self._parts else ()
            self._notes[kind] = {
                str(each.get(_ID)): " ".join("".join(each.itertext(_TEXT)).split()) for each in root
            }
        return self._notes[kind].get(identity, "")


def _paragraph_traits(properties: Element | None) -> set[str]:
    if properties is None:
        return set()
    section = {"section"} if properties.find(_SECTION) is not None else set()
    mark = properties.find(_RPR)
    revised = mark is not None and any(each.tag in _REVISED for each in mark)
    return section | ({"revision"} if revised else set())


def _alignment(properties: Element | None) -> str:
    found = None if properties is None else properties.find(_JC)
    value = "" if found is None else str(found.get(_VAL))
    return {"start": "", "left": "", "end": "right"}.get(value, value)


def _table_style(element: Element) -> tuple[str, frozenset[str]]:
    """Return the style id of a table and which of its parts (firstRow, firstColumn) are on."""
    style = element.find(f"{_TBLPR}/{_TBLSTYLE}")
    look = element.find(f"{_TBLPR}/{_TBLLOOK}")
    bits = {"firstRow": 0x20, "firstColumn": 0x80}
    on = set()
    for name, bit in bits.items() if look is not None else ():
        said = look.get(qualified(f"w:{name}"))
        number = int(look.get(_VAL) or "0", 16)
        if said in ("1", "true", "on") or (said is None and number & bit):
            on.add(name)
    return "" if style is None else str(style.get(_VAL)), frozenset(on)


def _cell(element: Element, blocks: list[Unit]) -> Cell:
    span = element.find(f"{_TCPR}/{_SPAN}")
    merge = element.find(f"{_TCPR}/{_VMERGE}")
    contents = tuple(e.content for e in blocks if isinstance(e.content, Para | Table))
    return Cell(
        "1" if span is None else str(span.get(_VAL)),
        "" if merge is None else str(merge.get(_VAL) or "continue"),
        contents,
    )


def _is_revised(row: Element) -> bool:
    properties = row.find(_TRPR)
    return properties is not None and any(each.tag in _REVISED for each in properties)


def _strict(element: Element) -> str:
    """Return direct formatting that the content does not hold: indents, spacing, sizes, shading.

    Of a picture that is its size, its cut, and how it stands in the text.
    """
    found = {
        str(each.tag).rpartition("}")[2]
        + ":"
        + ",".join(
            f"{name.rpartition('}')[2]}={value}"
            for name, value in sorted(each.attrib.items())
            if "rsid" not in name
        )
        for properties in element.iter(_PPR, _RPR, _TCPR)
        for each in properties
        if isinstance(each.tag, str) and each.tag not in _LOOSE
    }
    found |= {line for each in element.iter(_INLINE, _ANCHOR) for line in _set_on(each)}
    return "|".join(sorted(found))


def _set_on(drawing: Element) -> Iterator[str]:
    size, cut = drawing.find(_EXTENT), next(drawing.iter(_CUT), None)
    if size is not None:
        yield f"size:{size.get('cx')}x{size.get('cy')}"
    if cut is not None and cut.attrib:
        yield "cut:" + ",".join(f"{name}={value}" for name, value in sorted(cut.items()))
    if drawing.tag == _ANCHOR:
        wraps = (str(each.tag).rpartition("}")[2] for each in drawing)
        yield "place:" + " ".join(name for name in wraps if name.startswith("wrap"))


def flat(element: Element) -> Iterator[Element]:
    """Yield the children of a body, table, row or cell; controls and revisions are opened.

    The control of a contents page stays whole.
    """
    for each in element:
        if each.tag == _SDT and not _is_contents(each):
            content = each.find(_SDT_CONTENT)
            if content is not None:
                yield from flat(content)
        elif each.tag in _WRAPPERS:
            yield from flat(each)
        elif isinstance(each.tag, str):
            yield each


def _is_contents(control: Element) -> bool:
    gallery = control.find(_GALLERY)
    return gallery is not None and gallery.get(_VAL) == "Table of Contents"


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table."""
    return [each for each in flat(table) if each.tag == _ROW]


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [each for each in flat(row) if each.tag == _CELL]


SET_ON_PICTURES = ("size:", "cut:")
"""How parts of `Unit.strict` begin that a person sets on a picture."""

_TOC = Opaque("toc")
_KEY = b"sha256:"
_CONTENTS = re.compile(r"(toc|inhopg|contents) ?\d")
_CONDITION = {"firstRow": "firstRow", "firstColumn": "firstCol"}
_BODY, _PARAGRAPH, _TABLE, _ROW, _CELL, _SDT, _CHUNK = (
    qualified(f"w:{n}") for n in ("body", "p", "tbl", "tr", "tc", "sdt", "altChunk")
)
_PPR, _RPR, _TBLPR, _TRPR, _TCPR, _SECTION = (
    qualified(f"w:{n}") for n in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr")
)
_PSTYLE, _JC, _TBLSTYLE, _TBLLOOK, _SPAN, _VMERGE = (
    qualified(f"w:{n}") for n in ("pStyle", "jc", "tblStyle", "tblLook", "gridSpan", "vMerge")
)
_HEADER, _FOOTER, _TYPE, _VAL, _ID, _TEXT, _SDT_CONTENT = (
    qualified(f"w:{n}")
    for n in ("headerReference", "footerReference", "type", "val", "id", "t", "sdtContent")
)
_RID, _CUT = qualified("r:id"), qualified("a:srcRect")
_INLINE, _ANCHOR, _EXTENT = (qualified(f"wp:{n}") for n in ("inline", "anchor", "extent"))
_GALLERY = "/".join(qualified(f"w:{n}") for n in ("sdtPr", "docPartObj", "docPartGallery"))
_REVISED = frozenset(qualified(f"w:{n}") for n in ("ins", "del", "moveFrom", "moveTo"))
_WRAPPERS = frozenset(qualified(f"w:{n}") for n in ("customXml", "ins", "moveTo", "smartTag"))
_NAMES = (
    "pStyle numPr rPr sectPr keepNext keepLines rsid lang noProof webHidden rStyle b bCs i iCs"
    " u strike color highlight vertAlign kern jc contextualSpacing widowControl tcW tcBorders"
    " cnfStyle pPrChange rPrChange ins del"
)
_LOOSE = frozenset(qualified(f"w:{name}") for name in _NAMES.split())
