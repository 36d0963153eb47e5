"""What may not be in a template, whoever sent it: code, other documents, changes, hidden tags."""

import re
from collections.abc import Iterator, Mapping

from handbook.errors import Place, Problem
from handbook.word.expressions import Fault
from handbook.word.markup import Element, parse, qualified
from handbook.word.package import MAIN, TYPES, relations
from handbook.word.tags import TAG, Tag, paragraphs, tags_in

_SAFE_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)


def story_names(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts that may have tags: the document, then its headers and footers."""
    arrows = (each for each in relations(parts, MAIN) if each.kind in ("header", "footer"))
    return (MAIN, *sorted({each.target for each in arrows if each.target in parts}))


def problem(place: Place, fault: Fault, tag: Tag | None = None) -> Problem:
    """Return `fault` as a problem at `place`, with the tag as it was written."""
    what = f"{fault.what}: {tag.shown}" if tag is not None else fault.what
    return Problem(place, code=fault.code, what=what, mend=fault.mend)


def untrusted(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield what may not be in a template at all: clients send them, and they would run code."""
    place = Place(name)
    active = [each for each in parts if "vbaProject" in each or "/activeX/" in each.lower()]
    embedded = [each for each in parts if "/embeddings/" in each]
    if active or embedded or b"macroEnabled" in parts[TYPES]:
        what = "het sjabloon bevat macro's of ingevoegde objecten"
        mend = "Bewaar het als .docx zonder macro's, en plak objecten als afbeelding."
        yield problem(place, Fault("HB312", what, mend))
    for part in sorted(parts):
        if part.endswith(".rels"):
            source = part.replace("_rels/", "", 1).removesuffix(".rels")
            yield from _arrows(parts, source, place)


def _arrows(parts: Mapping[str, bytes], source: str, place: Place) -> Iterator[Problem]:
    for arrow in relations(parts, source):
        if arrow.kind in ("aFChunk", "subDocument", "attachedTemplate"):
            what = "het sjabloon haalt een ander document binnen"
            yield problem(place, Fault("HB312", what, "Plak de inhoud van dat document als tekst."))
        elif arrow.external and not (arrow.kind == "hyperlink" and _SAFE_LINK.match(arrow.target)):
            what = f"het sjabloon verwijst naar '{arrow.target}'"
            mend = "Alleen een link naar https://, http:// of mailto: kan; voeg een afbeelding in."
            yield problem(place, Fault("HB313", what, mend))


def hidden_tags(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield tracked changes, and tags where they are lost, run twice or run unseen."""
    for part in sorted(parts):
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        root = parse(parts[part])
        if part in story_names(parts):
            yield from _revisions(root, Place(f"{name} › {shown_story(part)}"))
        elif TAG.search("".join(root.itertext())):
            what = f"er staat een tag in {shown_story(part)}"
            mend = "Zet tags alleen in de lopende tekst, in tabellen en in kop- en voetteksten."
            yield problem(Place(name), Fault("HB309", what, mend))


def _revisions(root: Element, place: Place) -> Iterator[Problem]:
    if any(True for _ in root.iter(*_REVISIONS)):
        what = "het sjabloon bevat wijzigingen die nog niet zijn aanvaard"
        mend = "Kies in Word Controleren, Accepteren, Alle wijzigingen accepteren, en bewaar het."
        yield problem(place, Fault("HB310", what, mend))
    for element in root.iter(_INSTRUCTION, _DELETED_TEXT, _DELETED_CODE):
        if TAG.search(element.text or ""):
            what = "er staat een tag in een veldcode of in verwijderde tekst"
            yield problem(place, Fault("HB309", what, "Zet de tag in gewone tekst."))
    for box in root.iter(_BOX):
        if any(tags_in(each) for each in paragraphs(box)):
            what = "er staat een tag in een tekstvak"
            mend = "Zet de tag in de lopende tekst; een tekstvak staat twee keer in het bestand."
            yield problem(place, Fault("HB309", what, mend))
            return


def shown_story(part: str) -> str:
    """Return what a person calls the part of a document that the file calls `part`."""
    for piece, shown in (
        ("header", "koptekst"),
        ("footer", "voettekst"),
        ("footnotes", "een voetnoot"),
        ("endnotes", "een eindnoot"),
        ("comments", "een opmerking"),
        ("document", "tekst"),
    ):
        if piece in part:
            return shown
    return part


_BOX = qualified("w:txbxContent")
_INSTRUCTION, _DELETED_TEXT, _DELETED_CODE = (
    qualified(n) for n in ("w:instrText", "w:delText", "w:delInstrText")
)
_REVISIONS = tuple(
    qualified(n)
    for n in (
        *("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:rPrChange"),
        *("w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange"),
    )
)
