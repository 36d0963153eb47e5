"""What Word does to a file when it saves, as far as that is published: an imitation, no Word.

Style ids in Dutch, lists, bookmarks, controls, relationships and media numbered anew, runs split,
rsids, proofing marks, `_GoBack`, other paragraph ids, custom XML parts under another number.
"""

import copy
import random
import re
from collections.abc import Iterator

from handbook.word.package.markup import Element, parse, qualified, serialise
from handbook.word.package.package import pack, read

DUTCH = {
    "Normal": "Standaard",
    "Heading1": "Kop1",
    "Heading2": "Kop2",
    "Heading3": "Kop3",
    "Title": "Titel",
    "Subtitle": "Ondertitel",
    "ListBullet": "Lijstopsomteken",
    "ListNumber": "Lijstnummering",
    "TOC1": "Inhopg1",
    "TOC2": "Inhopg2",
    "Header": "Koptekst",
    "Footer": "Voettekst",
    "Strong": "Zwaar",
    "Emphasis": "Nadruk",
}
_STORIES = re.compile(r"word/(document|styles|numbering|header\d*|footer\d*|comments)\.xml")
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word'
    "</Application><AppVersion>16.0000</AppVersion></Properties>"
)


def save(data: bytes, seed: int) -> bytes:
    """Return the file as Word would have saved it; the same seed gives the same bytes."""
    chance = random.Random(seed)
    parts = read(data)
    roots = {name: parse(parts[name]) for name in sorted(parts) if _STORIES.fullmatch(name)}
    for root in roots.values():
        _rename_styles(root)
    _renumber_lists(roots, chance)
    for name, root in roots.items():
        if "styles" not in name and "numbering" not in name:
            _mark_blocks(root, chance)
            for run in list(root.iter(_RUN)):
                _split(run, chance)
    _renumber_marks(roots["word/document.xml"], chance)
    parts |= {name: serialise(root) for name, root in roots.items()}
    parts |= _other_relations(parts, chance)
    return pack(_other_names({**parts, "docProps/app.xml": _APP.encode()}))


def _rename_styles(root: Element) -> None:
    for each in root.iter("*"):
        if each.tag == _STYLE and each.get(_STYLE_ID) in DUTCH:
            each.set(_STYLE_ID, DUTCH[each.get(_STYLE_ID)])
        elif each.tag in _POINTERS and each.get(_VAL) in DUTCH:
            each.set(_VAL, DUTCH[each.get(_VAL)])


def _renumber_lists(roots: dict[str, Element], chance: random.Random) -> None:
    numbering = roots.get("word/numbering.xml")
    if numbering is None:
        return
    numbers = [each.get(_NUMID) for each in numbering.iter(_NUM)]
    new = {old: str(at + 41) for at, old in enumerate(chance.sample(numbers, len(numbers)))}
    for each in numbering.iter(_NUM):
        each.set(_NUMID, new[each.get(_NUMID)])
    for root in roots.values():
        for each in root.iter(_NUMID):
            if each.get(_VAL) in new:
                each.set(_VAL, new[each.get(_VAL)])


def _mark_blocks(root: Element, chance: random.Random) -> None:
    for each in root.iter(_P, _ROW):
        each.set(qualified("w14:paraId"), f"{chance.randrange(1, 0x7FFFFFFF):08X}")
        each.set(qualified("w14:textId"), "77777777")
        each.set(qualified("w:rsidR"), f"00{chance.randrange(1 << 24):06X}")


def _split(run: Element, chance: random.Random) -> None:
    text = run.find(_T)
    plain = text is not None and all(each.tag in (_RPR, _T) for each in run)
    if not plain or len(run.findall(_T)) != 1 or len(text.text or "") < 7 or chance.random() < 0.5:
        return
    at = chance.randrange(1, len(text.text))
    second = copy.deepcopy(run)
    second.find(_T).text, text.text = text.text[at:], text.text[:at]
    for each in (text, second.find(_T)):
        each.set(_SPACE, "preserve")
    run.addnext(second)
    if chance.random() < 0.4:
        for kind in ("spellStart", "spellEnd"):
            mark = run.makeelement(qualified("w:proofErr"))
            mark.set(qualified("w:type"), kind)
            second.addprevious(mark) if kind == "spellStart" else second.addnext(mark)
    if chance.random() < 0.2:
        place = 1 if second.find(_RPR) is not None else 0
        second.insert(place, run.makeelement(qualified("w:lastRenderedPageBreak")))


def _renumber_marks(root: Element, chance: random.Random) -> None:
    numbers: dict[str, str] = {}
    for each in root.iter(_START, _END):
        number = numbers.setdefault(each.get(_ID), str(len(numbers) + 1))
        each.set(_ID, number)
    if not any(each.get(_NAME) == "_GoBack" for each in root.iter(_START)):
        paragraph = chance.choice(list(root.iter(_P)))
        for tag in (_START, _END):
            mark = root.makeelement(tag)
            mark.set(_ID, str(len(numbers) + 1))
            if tag == _START:
                mark.set(_NAME, "_GoBack")
            paragraph.append(mark)
    for each in root.iterfind(f".//{qualified('w:sdtPr')}/{_ID}"):
        each.set(_VAL, str(chance.randrange(-(2**31), 2**31)))


def _other_relations(parts: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    relationships = parse(parts["word/_rels/document.xml.rels"])
    shuffled = chance.sample(list(relationships), len(relationships))
    new = {each.get("Id"): f"rId{number}" for number, each in enumerate(shuffled, start=1)}
    for each in relationships:
        each.set("Id", new[each.get("Id")])
    document = parse(parts["word/document.xml"])
    for each in document.iter("*"):
        for name, value in each.attrib.items():
            if name.startswith(_OFFICE) and value in new:
                each.set(name, new[value])
    return {
        "word/_rels/document.xml.rels": serialise(relationships),
        "word/document.xml": serialise(document),
    }


def _other_names(parts: dict[str, bytes]) -> dict[str, bytes]:
    new = dict(_renamed(sorted(parts)))
    out = {new.get(name, name): data for name, data in parts.items()}
    for name in sorted(out):
        if name.endswith((".rels", "[Content_Types].xml")):
            for old, other in new.items():
                short = old.rpartition("/")[2], other.rpartition("/")[2]
                out[name] = out[name].replace(f'{short[0]}"'.encode(), f'~{short[1]}"'.encode())
            out[name] = out[name].replace(b"/~", b"/").replace(b'"~', b'"')
    return out


def _renamed(names: list[str]) -> Iterator[tuple[str, str]]:
    media = [name for name in names if name.startswith("word/media/")]
    for number, name in enumerate(media, start=1):
        yield name, f"word/media/image{number}.{name.rpartition('.')[2]}"
    items = [name for name in names if re.fullmatch(r"customXml/item\d+\.xml", name)]
    numbers = [re.sub(r"\D", "", name) for name in items]
    for number, other in zip(numbers, reversed([str(int(n) + 1) for n in numbers]), strict=True):
        yield f"customXml/item{number}.xml", f"customXml/item{other}.xml"
        yield f"customXml/itemProps{number}.xml", f"customXml/itemProps{other}.xml"
        yield f"customXml/_rels/item{number}.xml.rels", f"customXml/_rels/item{other}.xml.rels"


_STYLE, _STYLE_ID, _VAL, _NUM, _NUMID, _P, _ROW, _RUN, _RPR, _T, _START, _END, _ID, _NAME = (
    qualified(f"w:{n}")
    for n in (
        *("style", "styleId", "val", "num", "numId", "p", "tr", "r", "rPr", "t"),
        *("bookmarkStart", "bookmarkEnd", "id", "name"),
    )
)
_POINTERS = frozenset(
    qualified(f"w:{n}") for n in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
)
_OFFICE = qualified("r:id").removesuffix("id")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
