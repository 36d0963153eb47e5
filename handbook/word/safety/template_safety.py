"""What a template may be made of, whoever sent it: the rest is told, each with its place."""

import re
from collections.abc import Iterator, Mapping

from handbook.errors import Place, Problem
from handbook.word.package.content_types import ContentTypes, read_types
from handbook.word.package.field_codes import field_codes
from handbook.word.package.markup import NAMESPACES, Element, parse, qualified
from handbook.word.package.package import MAIN, TYPES, relations, rels_name
from handbook.word.package.relationships import Relationship, relationships
from handbook.word.safety.allowed_content import (
    DOCX,
    DOTX,
    IMAGE,
    KEPT,
    KEPT_OF_PACKAGE,
    MAIN_ARROW,
    PICTURES,
    ROOTS,
    STRICT,
)
from handbook.word.safety.limits import too_large
from handbook.word.safety.live_content import OF_A_TEMPLATE, live_arrow, live_story
from handbook.word.safety.paragraph_location import shown_story
from handbook.word.safety.picture_kinds import is_picture
from handbook.word.safety.removal import kept_relationships
from handbook.word.template_language.expressions import Fault
from handbook.word.template_language.tags import TAG, Tag, paragraphs, tags_in
from handbook.word.writing.styles import read_stylesheet

# With these nothing that stands in the file can be looked at as Word would.
STOPS = frozenset(("HB320", "HB322", "HB323", "HB324", "HB325"))

_AGAIN = (
    "Open het sjabloon in Word, kies Opslaan als, Word-document (.docx), en probeer het opnieuw."
)
_AS_PICTURE = (
    "Is het een tekening of een object? Knip het in Word (Ctrl+X) en plak het als afbeelding. "
    "Vindt u het niet? Neem uw tekst over in een kopie van het sjabloon van het programma."
)
_AS_PNG = (
    "Klik de afbeelding aan, knip haar (Ctrl+X) en plak haar als PNG: Plakken speciaal, "
    "Afbeelding (PNG). Of haal haar weg en voeg haar in als PNG of JPG."
)
_LARGEST = 20_000_000  # bytes of a part that is read as XML
_SHOWN = 60
# A name as ECMA-376 Part 2, 6.2.2.2 has it, and blanks, which other programs leave in.
_NAME = re.compile(
    r"(?:[^\x00-\x1f\x7f-\x9f/\\:*?\"<>|%]|%(?!2[ef]|5c|[01])[0-9a-f]{2})+", re.IGNORECASE
)
# What runs or is opened as a program or a file of its own, under any name.
_ACTIVE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"PK\x03\x04", b"%PDF", b"{\\rtf")
_KNOWN = frozenset().union(*KEPT_OF_PACKAGE.values(), *KEPT.values())
_OF_PACKAGE = frozenset().union(*KEPT_OF_PACKAGE.values()) - {DOCX, DOTX}
_WHOLE = frozenset(("utf-8", "ascii", "us-ascii"))


def story_names(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts that may have tags: the document, then its headers and footers."""
    found = (each for each in relations(parts, MAIN) if each.kind in ("header", "footer"))
    return (MAIN, *sorted({each.target for each in found if each.target in parts}))


def problem(place: Place, fault: Fault, tag: Tag | None = None) -> Problem:
    """Return `fault` as a problem at `place`, with the tag as it was written."""
    what = f"{fault.what}: {tag.shown}" if tag is not None else fault.what
    return Problem(place, code=fault.code, what=what, mend=fault.mend)


def package_problems(parts: Mapping[str, bytes], name: str) -> tuple[Problem, ...]:
    """Return what is wrong with the parts of a template and with the relationships between them.

    Nothing may be in it that `allowed` does not name. With a problem whose code is in `STOPS`, the
    rest of the file cannot be looked at.

    Args:
        parts: the parts of the file by name.
        name: how the user knows the file.
    """
    found = [*_names(parts, name), *_unreadable_rels(parts, name)]
    if found:
        return tuple(found)
    types = read_types(parts)
    links = kept_relationships(parts)
    kind = _kind(types, relationships(parts, ""))
    if kind is not None:
        return (problem(Place(name), kind),)
    kept_parts = {part: parts[part] for part in links if part}
    found += too_large(kept_parts, name)
    if found:
        return tuple(found)
    pictures = {each.target for kept in links.values() for each in kept if each.type == IMAGE}
    # What stands where a picture should, is told as that.
    found += _active({part: parts[part] for part in parts.keys() - pictures}, name)
    for source, kept in links.items():
        place = Place(f"{name} › {shown_story(source)}" if source else name)
        faults = [
            *_doubles(relationships(parts, source)),
            *_relationships(parts, types, source, kept),
        ]
        faults += _part(parts, types, source) if source else ()
        found += [problem(place, fault) for fault in dict.fromkeys(faults)]
    return tuple(found)


def _names(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    for part in sorted(parts):
        steps = part.split("/")
        rels = part.casefold().endswith(".rels")
        odd = not all(_NAME.fullmatch(each) and each.strip() == each.rstrip(".") for each in steps)
        if odd or (rels and not (part.endswith(".rels") and "_rels" in steps[-2:-1])):
            what = f"de naam van een onderdeel van het bestand klopt niet: {_shown(part)}"
            yield problem(Place(name), Fault("HB323", what, _AGAIN))


def _unreadable_rels(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield what stands in the way of reading which parts there are."""
    for part in (TYPES, rels_name("")):
        if part not in parts:
            what = "het is geen Word-document (.docx)"
            yield problem(Place(name), Fault("HB320", what, _AGAIN))
            return
    for part in sorted(parts):
        if part == TYPES or part.endswith(".rels"):
            fault = unreadable(parts[part], part)
            if fault is not None:
                yield problem(Place(name), fault)


def unreadable(data: bytes, part: str) -> Fault | None:
    """Return why a part that should be XML as Office writes it, is not; None when it is."""
    if len(data) > _LARGEST:
        what = f"het onderdeel {_shown(part)} is groter dan {_LARGEST // 1_000_000} MB"
        return Fault("HB325", what, "Verwijder uit het sjabloon wat er niet in hoort.")
    try:
        root = parse(data)
    except ValueError:
        what = (
            f"het onderdeel {_shown(part)} is beschadigd, of zo geschreven als Word het niet doet"
        )
        return Fault("HB322", what, _AGAIN)
    if (root.getroottree().docinfo.encoding or "utf-8").casefold() not in _WHOLE:
        what = f"het onderdeel {_shown(part)} staat in een andere tekencodering dan UTF-8"
        return Fault("HB322", what, _AGAIN)
    return None


def _kind(types: ContentTypes, listed: tuple[Relationship, ...]) -> Fault | None:
    """Return why the file is not the kind that a template is."""
    if not types.sound:
        what = f"het onderdeel '{TYPES}' is niet zoals Word het schrijft"
        return Fault("HB322", what, _AGAIN)
    if any(each.type.startswith(STRICT) for each in listed):
        what = "dit is een document in de vorm 'Strikt Open XML'"
        return Fault("HB324", what, "Bewaar het in Word als gewoon Word-document (.docx).")
    mains = [each for each in listed if each.type == MAIN_ARROW]
    kinds = [types.of(each.target).casefold() for each in mains]
    if any("macroenabled" in each for each in kinds):
        what = "dit is een document of sjabloon met macro's (.docm of .dotm)"
        return Fault("HB320", what, "Bewaar het in Word als Word-document (.docx) zonder macro's.")
    if len(mains) != 1 or types.of(mains[0].target) not in (DOCX, DOTX):
        return Fault("HB320", "het is geen Word-document (.docx)", _AGAIN)
    if mains[0].target != MAIN:
        what = f"de tekst van het document heet {_shown(mains[0].target)}, en niet '{MAIN}'"
        mend = "Open het in Word op uw eigen computer, niet op het web, en bewaar het opnieuw."
        return Fault("HB320", what, mend)
    return None


def _active(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield the parts that are macros or files of their own, whatever points to them."""
    for part in sorted(parts):
        if "vbaproject" in part.casefold() or parts[part].startswith(_ACTIVE):
            what = f"het bestand bevat macro's of een ingevoegd object: {_shown(part)}"
            mend = "Bewaar het als .docx zonder macro's, en plak objecten als afbeelding."
            yield problem(Place(name), Fault("HB312", what, mend))


def _doubles(listed: tuple[Relationship, ...]) -> Iterator[Fault]:
    ids = [each.id for each in listed]
    if any(each.odd for each in listed) or len(set(ids)) < len(ids):
        what = "een verwijzing naar een onderdeel is niet zoals Word haar schrijft"
        yield Fault("HB323", what, _AGAIN)


def _relationships(
    parts: Mapping[str, bytes], types: ContentTypes, source: str, kept: tuple[Relationship, ...]
) -> Iterator[Fault]:
    allowed = KEPT if source else KEPT_OF_PACKAGE
    for each in kept:
        live = live_arrow(each, OF_A_TEMPLATE)
        if live is not None:
            yield live
        elif each.type not in allowed:
            last = each.type.rpartition("/")[2]
            what = f"hier staat iets dat het programma niet kent: {_shown(last)}"
            yield Fault("HB321", what, _AS_PICTURE)
        elif not each.leads_out:
            yield from _target(parts, types, each, allowed[each.type])


def _target(
    parts: Mapping[str, bytes],
    types: ContentTypes,
    relationship: Relationship,
    kinds: frozenset[str],
) -> Iterator[Fault]:
    if relationship.target not in parts:
        what = (
            f"het bestand verwijst naar een onderdeel dat er niet is: {_shown(relationship.target)}"
        )
        mend = "Staat er een kruis op de plaats van een afbeelding? Haal het weg. " + _AGAIN
        yield Fault("HB323", what, mend)
    elif types.of(relationship.target) not in kinds:
        kind = types.of(relationship.target) or "onbekend"
        if relationship.type == IMAGE:
            what = (
                f"de afbeelding {_shown(relationship.target)} is van een soort die niet kan: {kind}"
            )
            yield Fault("HB321", what, _AS_PNG)
            return
        shown = _shown(relationship.target)
        what = f"het onderdeel {shown} is van een soort die hier niet hoort: {kind}"
        yield Fault("HB321", what, _AGAIN)


def _part(parts: Mapping[str, bytes], types: ContentTypes, part: str) -> Iterator[Fault]:
    """Yield how a part is not what its content type says."""
    kind, data = types.of(part), parts[part]
    if kind not in _KNOWN:
        return  # the relationship that leads here says so
    if kind in PICTURES:
        if not is_picture(data):
            what = f"de afbeelding {_shown(part)} is niet wat zij zegt te zijn, of haalt iets op"
            yield Fault("HB321", what, _AS_PNG)
        return
    fault = unreadable(data, part)
    if fault is not None:
        yield fault
    elif kind not in _OF_PACKAGE and not (part.startswith("word/") and part.endswith(".xml")):
        # Who looks for fields and tags, here and elsewhere, finds texts by such names.
        what = f"het onderdeel {_shown(part)} staat niet waar Word het zet"
        yield Fault("HB321", what, _AGAIN)
    elif kind in ROOTS:
        prefix, local = ROOTS[kind]
        if parse(data).tag != f"{{{NAMESPACES[prefix]}}}{local}":
            what = f"het onderdeel {_shown(part)} is geen onderdeel van een Word-document"
            yield Fault("HB322", what, _AGAIN)


def live_problems(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield the fields, objects and addresses in a template that fetch, run or ask something.

    Args:
        parts: of the template, without what stays behind.
        name: how the user knows the file.
    """
    sheet = read_stylesheet(parts)
    for part in sorted(parts):
        if part.startswith("word/") and part.endswith(".xml"):
            yield from live_story(parse(parts[part]), (name, part), sheet, OF_A_TEMPLATE)


def hidden_tags(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield tracked changes, and tags where they are lost, run twice or run unseen."""
    stories = story_names(parts)
    for part in sorted(parts):
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        root = parse(parts[part])
        if part in stories:
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
    unseen = (each.text or "" for each in root.iter("*") if each.tag not in _SEEN)
    codes = (code.text for code in field_codes(root))
    if any(sign in text for text in (*unseen, *codes) for sign in ("{{", "{%", "{#")):
        what = "er staat een tag in een veldcode, in verwijderde tekst of in een maat"
        yield problem(place, Fault("HB309", what, "Zet de tag in gewone tekst."))
    for box in root.iter(_BOX):
        if any(tags_in(each) for each in paragraphs(box)):
            what = "er staat een tag in een tekstvak"
            mend = "Zet de tag in de lopende tekst; een tekstvak staat twee keer in het bestand."
            yield problem(place, Fault("HB309", what, mend))
            return


def _shown(text: str) -> str:
    """Return a name of the file between quotes, safe to print."""
    plain = "".join(each if each.isprintable() else "?" for each in text)
    return f"'{plain[:_SHOWN]}{' …' if len(plain) > _SHOWN else ''}'"


_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_BOX = qualified("w:txbxContent")
_SEEN = frozenset((qualified("w:t"), f"{{{_MATH}}}t"))
_REVISIONS = tuple(
    qualified(n)
    for n in (
        *("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:rPrChange"),
        *("w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange"),
    )
)
