"""What a reader of a workbook sees or can set, as one sum, whatever program saved it.

Excel and LibreOffice write every part anew when somebody only saved. What counts is what stands in
cells and how it is marked, and all that she can add; not what a program keeps for itself: views,
filters, widths, themes and the order of shared texts. What is not named here as such counts; it
adds to the sum only where it is there, so that the sum of a file of before stays what it was.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from xml.etree import ElementTree

_Element = ElementTree.Element
_REF = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OWN = re.compile(
    r"\[content_types\]\.xml|(.*/)?_rels/.*|doc(props|metadata)/.*|customxml/.*"
    r"|xl/(workbook|styles|sharedstrings|calcchain|metadata)\.xml"
    r"|xl/(theme|printersettings|worksheets)/[^/]*",
    re.IGNORECASE,
)
_QUIET = frozenset(
    (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("autoFilter", "mergeCells", "hyperlinks", "phoneticPr", "ignoredErrors"),
        *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    )
)
_QUIET_OF_BOOK = frozenset(
    (
        *("fileVersion", "workbookPr", "bookViews", "sheets", "definedNames", "calcPr", "extLst"),
        *("AlternateContent", "revisionPtr", "customWorkbookViews", "fileRecoveryPr", "oleSize"),
        *("webPublishing", "smartTagPr"),
    )
)
_FILTER, _TITLES, _AREA = "_xlnm._FilterDatabase", "_xlnm.Print_Titles", "_xlnm.Print_Area"
_FIRST_ROW = re.compile(r".*!(\$A)?\$1:(\$[A-Z]{1,3})?\$1")
_WHOLE = re.compile(r".*!\$A\$1:\$[A-Z]{1,3}\$(\d+)")
_ROW = re.compile(r"\d+")
_ODD = ("oddHeader", "oddFooter")
_OTHER_PAGES = ("differentFirst", "differentOddEven")
_OWN_FORMATS = frozenset(("general", "@", "dd-mm-yyyy"))
_FORMAT_NOISE = re.compile(r'\\|"(?=[^a-z0-9"]*")|(?<=[^a-z0-9"])"|\[\$-[0-9a-f]+\]|;@$')
_PLAIN_NUMBERS = frozenset(("0", "49"))  # General, and text
_TIP = "Open "
_SET_IN_APP = ("Manager", "HyperlinkBase")
_KEPT_FACTS = ("title", "subject", "keywords", "description", "category")
_OF_PROGRAMS = ("HandbookZegel", "HandbookInhoud", "MSIP_", "ContentTypeId", "_")  # properties
_LOOK_OF_TEXT = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-Fa-f]{6}')
_MARKS = ("b", "i", "u", "strike")
_BLACK = frozenset(("000000", "theme1", "indexed8", "indexed64"))


def content_sum(parts: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over what a reader of the workbook `parts` sees or can set.

    Raises:
        ValueError: it cannot be read.
    """
    return sha256("\n".join(map(repr, _content(parts))).encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """A workbook as its sheets need it: its parts, shared texts, and the look of each style."""

    parts: Mapping[str, bytes]
    shared: Sequence[str]
    looks: Sequence[tuple[str, str, str]]


def _content(parts: Mapping[str, bytes]) -> Iterator[object]:
    kinds = [each.get("ContentType", "") for each in _read(parts, "[Content_Types].xml")]
    yield any("macroenabled" in each.casefold() for each in kinds)
    yield from (
        (name, sha256(parts[name]).hexdigest()) for name in sorted(parts) if not _is_own(name)
    )
    yield from _facts(parts)
    main = _read(parts, "xl/workbook.xml")
    for each in _all(main, "definedName"):
        if not each.get("name", "").startswith("_xlnm."):
            yield "naam", each.get("name"), each.text
    yield from _of_book(main)
    shared = tuple(_said(each) for each in _all(_read(parts, "xl/sharedStrings.xml"), "si"))
    book = _Book(parts=parts, shared=shared, looks=tuple(_looks(_read(parts, "xl/styles.xml"))))
    relationships = _relationships(parts, "xl/workbook.xml")
    printed = _printed(main)
    for number, each in enumerate(_all(main, "sheet")):
        yield "blad", each.get("name"), each.get("state", "visible")
        yield from _sheet(
            book, relationships.get(each.get(_REF, ""), ""), printed.get(str(number), "")
        )


def _of_book(main: _Element) -> Iterator[object]:
    """Yield what she can add to a workbook as a whole."""
    for each in main:
        if _tag(each) not in _QUIET_OF_BOOK and (each.attrib or len(each)):
            yield "anders", _tag(each), sorted(map(str, each.attrib.items())), len(each)
    for each in _all(main, "definedName"):
        name, told = each.get("name", ""), (each.text or "").replace("\n", "")
        ours = name in (_FILTER, _AREA) or (name == _TITLES and _FIRST_ROW.fullmatch(told))
        if name.startswith("_xlnm.") and not ours:
            yield "naam", name, told


def _printed(main: _Element) -> dict[str, str]:
    """Return which cells are printed of each sheet, by its number from 0, as text."""
    names = (each for each in _all(main, "definedName") if each.get("name") == _AREA)
    return {each.get("localSheetId", ""): each.text or "" for each in names}


def _is_own(name: str) -> bool:
    return _OWN.fullmatch(name) is not None


def _facts(parts: Mapping[str, bytes]) -> Iterator[object]:
    """Yield the properties of the file that she can set."""
    core = {_tag(each): each.text or "" for each in _read(parts, "docProps/core.xml")}
    yield from ((name, core.get(name, "")) for name in _KEPT_FACTS)
    for each in _read(parts, "docProps/custom.xml"):
        name = each.get("name", "")
        said = "".join(each.itertext()).strip()
        is_text = [_tag(value) for value in each] == ["lpwstr"]
        if said and is_text and not name.startswith(_OF_PROGRAMS):
            yield name, said
    for each in _read(parts, "docProps/app.xml"):
        if _tag(each) in _SET_IN_APP and each.text:
            yield _tag(each), each.text


def _sheet(book: _Book, name: str, printed: str) -> Iterator[object]:
    root = _read(book.parts, name)
    filled = [(cell.get("r", ""), told) for cell in _all(root, "c") for told in _cell(book, cell)]
    yield from (told for _, told in filled)
    for each in root:
        if _tag(each) not in _QUIET:
            yield "anders", _tag(each), sorted(filter(None, map(str.strip, each.itertext())))
    yield from sorted(("samen", each.get("ref", "")) for each in _all(root, "mergeCell"))
    yield from _links(root, _relationships(book.parts, name))
    yield from _on_paper(root)
    last = "".join(_ROW.findall(filled[-1][0])) if filled else ""
    area = _WHOLE.fullmatch(printed)
    if printed and (area is None or area[1] != last):
        yield "afdrukken", printed


def _links(root: _Element, relationships: Mapping[str, str]) -> Iterator[object]:
    for each in _all(root, "hyperlink"):
        to = relationships.get(each.get(_REF, ""), "")
        yield "koppeling", each.get("ref"), to.removeprefix("xl/worksheets/"), each.get("location")
        if (tip := each.get("tooltip", "")) and not tip.startswith(_TIP):
            yield "uitleg", each.get("ref"), tip


def _on_paper(root: _Element) -> Iterator[object]:
    """Yield what stands above and below each page, and whether some pages have their own."""
    for tag in _ODD:
        yield tag, [_LOOK_OF_TEXT.sub("", each.text or "") for each in _all(root, tag)]
    for each in _within(root, "headerFooter"):
        if _tag(each) not in _ODD and each.text:
            yield _tag(each), _LOOK_OF_TEXT.sub("", each.text)
    for group in _all(root, "headerFooter"):
        yield from (name for name in _OTHER_PAGES if group.get(name) in ("1", "true"))


def _cell(book: _Book, cell: _Element) -> Iterator[object]:
    """Yield what stands in a cell and how it is marked; nothing of an empty one without a fill."""
    kind = cell.get("t", "n")
    value = "".join(each.text or "" for each in _all(cell, "v"))
    formula = "".join(each.text or "" for each in _all(cell, "f"))
    if kind == "s":
        said = book.shared[int(value)]
    elif kind == "inlineStr":
        said = _said(cell)
    else:
        said = repr(float(value)) if kind == "n" and value else value
    font, fill, shape = book.looks[int(cell.get("s", "0"))] if book.looks else ("", "", "")
    if said or formula or fill:
        yield cell.get("r"), said, formula, font if said else "", fill
    if (said or formula) and shape and (kind == "n" or not shape.isdecimal()):
        yield "getal", cell.get("r"), shape


def _said(element: _Element) -> str:
    """Return the text of a cell, with a border where its look changes; how it sounds is no text."""
    runs = [each for each in element if _tag(each) == "r"]
    texts = ["".join(each.text or "" for each in _all(run, "t")) for run in runs]
    if not runs:
        sounds = {id(each) for sound in _all(element, "rPh") for each in sound}
        texts = ["".join(e.text or "" for e in _all(element, "t") if id(e) not in sounds)]
    return "\x1f".join(texts).replace("\r\n", "\n")


def _looks(styles: _Element) -> Iterator[tuple[str, str, str]]:
    """Yield how cells with each style look: marks and colour of the text, the fill, the format.

    A format that is Excel's own is its number; an ordinary one is "".
    """
    formats = {
        each.get("numFmtId", ""): _format(each.get("formatCode", ""))
        for each in _within(styles, "numFmts")
    }
    fonts = [_font(each) for each in _within(styles, "fonts")]
    fills = [_fill(each) for each in _within(styles, "fills")]
    for each in _within(styles, "cellXfs"):
        number = each.get("numFmtId", "0")
        shape = formats.get(number, "" if number in _PLAIN_NUMBERS else number)
        yield fonts[int(each.get("fontId", "0"))], fills[int(each.get("fillId", "0"))], shape


def _format(code: str) -> str:
    """Return how numbers and texts of a cell are shown; "" for what we write ourselves."""
    plain = _FORMAT_NOISE.sub("", code.casefold())
    return "" if plain in _OWN_FORMATS else code


def _font(font: _Element) -> str:
    marks = [
        _tag(each)
        for each in font
        if _tag(each) in _MARKS and each.get("val", "1") not in ("0", "false", "none")
    ]
    colour = next((_colour(each) for each in font if _tag(each) == "color"), "")
    return " ".join([*sorted(marks), "" if colour in _BLACK else colour]).strip()


def _fill(fill: _Element) -> str:
    for pattern in _all(fill, "patternFill"):
        if pattern.get("patternType", "none") in ("none", "gray125"):
            return ""
        return next((_colour(each) for each in pattern if _tag(each) == "fgColor"), "vol")
    return "".join(map(_tag, fill))  # a gradient


def _colour(element: _Element) -> str:
    if rgb := element.get("rgb"):
        return rgb[-6:].upper()
    tint = element.get("tint", "")
    return "".join(
        f"{name}{element.get(name)}{tint}" for name in ("theme", "indexed") if element.get(name)
    )


def _relationships(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return to what each relationship of a part leads, as the name of a part or an address."""
    folder, _, file = name.rpartition("/")
    found = {}
    for each in _read(parts, f"{folder}/_rels/{file}.rels"):
        target = each.get("Target", "")
        inside = each.get("TargetMode") != "External"
        whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[each.get("Id", "")] = whole if inside else target
    return found


def _read(parts: Mapping[str, bytes], name: str) -> _Element:
    """Return the root of a part; an empty element where there is no such part."""
    data = parts.get(name)
    if data is None:
        return ElementTree.Element("geen")
    if b"<!DOCTYPE" in data:
        raise ValueError(name)
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(name) from error


def _within(root: _Element, tag: str) -> Iterator[_Element]:
    return (each for group in root if _tag(group) == tag for each in group)


def _all(root: _Element, tag: str) -> Iterator[_Element]:
    return (each for each in root.iter() if _tag(each) == tag)


def _tag(element: _Element) -> str:
    return element.tag.rpartition("}")[2]
