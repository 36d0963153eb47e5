"""Our own look at a finished Word file, for what no validator reports; silence is good."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.word.package.markup import Element, parse, qualified, text_of
from handbook.word.package.package import MAIN, read
from handbook.word.writing.contents_page import OUTLINE, style_of
from handbook.word.writing.styles import Stylesheet, read_stylesheet

_STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
# A tag of docxtpl with a name in it. Braces that an organisation wrote itself may stay: {{ 6*7 }}.
_TAG = re.compile(
    r"\{\{[a-z]{0,2} ?\s*[A-Za-z_][\w.]*\s*(\(|\}\}|\|)|\{%[a-z]{0,2}\s+[a-z]+[^}]*%\}"
)
_NONE = re.compile(r"(?<!\w)(None|Undefined|Markup)(?!\w)")
_REFERENCE = re.compile(r"(?:PAGEREF|REF)\s+(\S+)")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _File:
    """A file opened up: its parts, and the roots of those with text."""

    parts: Mapping[str, bytes]
    roots: Mapping[str, Element]
    sheet: Stylesheet


def lint(data: bytes) -> tuple[str, ...]:
    """Return what is wrong with a finished .docx, in Dutch; nothing means that it is good."""
    file = _opened(data)
    if isinstance(file, str):
        return (file,)
    document = file.roots[MAIN]
    return (
        *_broken(file),
        *_pictures(file),
        *_headings(document, file.sheet),
        *_tables(document),
        *_leftovers(file),
        *_facts(file),
    )


def damage(data: bytes) -> Counter[str]:
    """Return what is broken in the file itself, in Dutch, and how often.

    How it reads is left out: headings that skip a level, a table without a repeated head, the word
    "None", a picture without words. Those come from whoever wrote it, and no message here tells
    where something stands, so that two files can be compared.
    """
    file = _opened(data)
    return Counter((file,) if isinstance(file, str) else _broken(file))


def _opened(data: bytes) -> _File | str:
    """Return a file opened up, or why it cannot be."""
    try:
        parts = read(data)
        roots = {name: parse(parts[name]) for name in sorted(parts) if _STORIES.fullmatch(name)}
        if MAIN not in roots:
            raise KeyError(MAIN)
        return _File(parts, roots, read_stylesheet(parts))
    except (ValueError, KeyError) as error:
        return f"het bestand is niet te lezen: {error}"


def _broken(file: _File) -> Iterator[str]:
    for look in (_bookmarks, _twins, _fields, _cells, _references):
        yield from look(file)


def _bookmarks(file: _File) -> Iterator[str]:
    names: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for root in file.roots.values():
        for each in root.iter(_START):
            names[each.get(_NAME, "")] += 1
            starts[each.get(_ID, "")] += 1
        ends.update(each.get(_ID, "") for each in root.iter(_END))
    for name, number in sorted(names.items()):
        if number > 1:
            yield f"de bladwijzer {name} staat er {number} keer"
        if len(name) > _LONGEST_NAME:
            yield f"de naam van bladwijzer {name} is langer dan 40 tekens"
    for identity in sorted(starts | ends):
        if starts[identity] != 1 or ends[identity] != 1:
            yield f"de bladwijzer met nummer {identity} heeft niet één begin en één einde"


def _twins(file: _File) -> Iterator[str]:
    pictures: Counter[str] = Counter()
    controls: Counter[str] = Counter()
    for name, root in file.roots.items():
        own = Counter(each.get(_PARA_ID) for each in root.iter(_PARAGRAPH) if each.get(_PARA_ID))
        yield from (f"{name}: alinea-id {each} staat er twee keer" for each in _twice(own))
        pictures.update(each.get("id", "") for each in root.iter(_DOCPR) if not _fallback(each))
        controls.update(each.get(_VAL, "") for each in root.iterfind(f".//{_SDT_ID}"))
    yield from (f"afbeelding-id {each} staat er twee keer" for each in _twice(pictures))
    yield from (f"id {each} van een invulveld staat er twee keer" for each in _twice(controls))


def _twice(counted: Counter[str]) -> list[str]:
    return sorted(each for each, number in counted.items() if number > 1)


def _fallback(element: Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _pictures(file: _File) -> Iterator[str]:
    for name, root in file.roots.items():
        for each in root.iter(_DOCPR):
            decorative = any(
                str(inner.tag).endswith("}decorative") and inner.get("val") in ("1", "true")
                for inner in each.iter()
            )
            if not (each.get("descr") or "").strip() and not decorative:
                yield f"{name}: afbeelding {each.get('name')} heeft geen alternatieve tekst"


def _fields(file: _File) -> Iterator[str]:
    for name, root in file.roots.items():
        depth = 0
        for each in root.iter(_FIELD):
            depth += {"begin": 1, "end": -1}.get(each.get(_FIELD_KIND, ""), 0)
            if depth < 0:
                yield f"{name}: een veld eindigt zonder begin"
                depth = 0
        if depth:
            yield f"{name}: een veld heeft geen einde"


def _cells(file: _File) -> Iterator[str]:
    for name, root in file.roots.items():
        for cell in root.iter(_CELL):
            inner = [each for each in cell if each.tag != _CELL_PROPERTIES]
            if not inner or inner[-1].tag not in (_PARAGRAPH, _SDT):
                yield f"{name}: een tabelcel eindigt niet op een alinea"
        for row in root.iter(_ROW):
            if row.find(f".//{_CELL}") is None:
                yield f"{name}: een tabelrij heeft geen cellen"
        for table in root.iter(_TABLE):
            if table.find(f"{_GRID}/{_COLUMN}") is None or table.find(f".//{_ROW}") is None:
                yield f"{name}: een tabel heeft geen kolommen of geen rijen"


def _references(file: _File) -> Iterator[str]:
    names = {each.get(_NAME) for root in file.roots.values() for each in root.iter(_START)}
    for part, root in file.roots.items():
        asked = {
            found for each in root.iter(_CODE) for found in _REFERENCE.findall(each.text or "")
        }
        asked |= {
            each.get(_ANCHOR)
            for each in root.iter(_LINK)
            if each.get(_ANCHOR) and not each.get(_ARROW)
        }
        for name in sorted(asked - names):
            yield f"{part}: een verwijzing naar {name} komt nergens uit"


def _headings(document: Element, sheet: Stylesheet) -> Iterator[str]:
    former = 0
    for each in document.iter(_PARAGRAPH):
        level = OUTLINE.get(sheet.names.get(style_of(each), ""), 0)
        if not level:
            continue
        text = text_of(each).strip()
        if not text:
            yield f"een kop van niveau {level} is leeg"
        if level > former + 1:
            yield f"de kop '{text[:40]}' is niveau {level} en volgt op niveau {former}"
        former = level


def _tables(document: Element) -> Iterator[str]:
    for number, table in enumerate(document.iter(_TABLE), start=1):
        look = table.find(f"{_TABLE_PROPERTIES}/{_LOOK}")
        headed = look is not None and look.get(_FIRST_ROW) in ("1", "true", "on")
        if headed and table.find(f"{_ROW}/{_ROW_PROPERTIES}/{_HEAD}") is None:
            yield f"tabel {number}: de kopregel wordt niet herhaald op de volgende bladzijde"


def _leftovers(file: _File) -> Iterator[str]:
    for name, root in file.roots.items():
        for each in root.iter(_PARAGRAPH):
            text = "".join(part.text or "" for part in each.iter(_TEXT))
            if found := _TAG.search(text):
                yield f"{name}: er staat nog een tag: {found[0][:40]}"
            if found := _NONE.search(text):
                yield f"{name}: er staat '{found[0]}' in '{text[:40]}'"


def _facts(file: _File) -> Iterator[str]:
    if b'<w:lang w:val="nl' not in file.parts.get("word/styles.xml", b""):
        yield "de taal van de tekst is niet Nederlands"
    if not re.search(rb"<dc:title>[^<]", file.parts.get("docProps/core.xml", b"")):
        yield "het document heeft geen titel"


_START, _END = qualified("w:bookmarkStart"), qualified("w:bookmarkEnd")
_NAME, _ID, _VAL = qualified("w:name"), qualified("w:id"), qualified("w:val")
_PARAGRAPH, _PARA_ID, _TEXT = qualified("w:p"), qualified("w14:paraId"), qualified("w:t")
_DOCPR, _FALLBACK = qualified("wp:docPr"), qualified("mc:Fallback")
_SDT, _SDT_ID = qualified("w:sdt"), f"{qualified('w:sdtPr')}/{qualified('w:id')}"
_FIELD, _FIELD_KIND, _CODE = (qualified(n) for n in ("w:fldChar", "w:fldCharType", "w:instrText"))
_TABLE, _TABLE_PROPERTIES, _LOOK, _FIRST_ROW, _GRID, _COLUMN = (
    qualified(n) for n in ("w:tbl", "w:tblPr", "w:tblLook", "w:firstRow", "w:tblGrid", "w:gridCol")
)
_ROW, _ROW_PROPERTIES, _HEAD, _CELL, _CELL_PROPERTIES = (
    qualified(n) for n in ("w:tr", "w:trPr", "w:tblHeader", "w:tc", "w:tcPr")
)
_LINK, _ANCHOR, _ARROW = qualified("w:hyperlink"), qualified("w:anchor"), qualified("r:id")
