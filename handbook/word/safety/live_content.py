"""What in a Word file fetches, runs or asks something when somebody opens or prints it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from handbook.errors import Place, Problem
from handbook.word.package.field_codes import NESTED, FieldCode, field_codes
from handbook.word.package.markup import Element, qualified
from handbook.word.package.package import rels_name
from handbook.word.package.relationships import Relationship, relationships
from handbook.word.safety.allowed_content import (
    ASKING,
    DROPPED,
    FIELDS,
    HYPERLINK,
    LIVE,
    LIVE_ELEMENTS,
    LOADED,
    MERGED,
    OWNED,
    OWNED_ELEMENTS,
    RUNNING,
)
from handbook.word.safety.attribute_kinds import is_field, is_strange, local_name, sort_of
from handbook.word.safety.declared_kind import kind_faults
from handbook.word.safety.limits import MOST_PROBLEMS
from handbook.word.safety.paragraph_location import places, shown_story
from handbook.word.safety.picture_kinds import DRAWING, is_still
from handbook.word.safety.readable_parts import is_markup, read_markup, source_of
from handbook.word.template_language.expressions import Fault
from handbook.word.writing.styles import Stylesheet, read_stylesheet

_SAFE = re.compile(r"(?:https?://|mailto:|#)[^\x00-\x1f]*\Z", re.IGNORECASE)
# What a person may click at in her own document: also a file beside it, on a disk or on a share.
_CLICKED = re.compile(
    r"(?:(?:https?|mailto|tel|ftp|file):|[a-z]:[\\/]|[^:]*\Z|[^:/?]*[#/?])", re.IGNORECASE
)
# What Word finds on the computer itself: on a disk, or beside the file. All else is far, however it
# is spelled: programs differ in what they make of an odd address.
_NEAR = re.compile(
    r"(?:file:///(?![\\/%])|[a-z]:[\\/](?![\\/])|/(?![\\/])|[^\\/:\s][^:]*\Z)", re.IGNORECASE
)
# The name of a namespace of Office stands in attributes too; nothing is fetched from it.
_NAMESPACE = re.compile(
    r"http://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|www\.w3\.org|purl\.oclc\.org/ooxml)"
    r"/[\w./-]*"
)
_ADDRESS = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*://|(?:file|javascript|vbscript|data|mailto|mhtml|ms-\w+|about):"
    r"|\\\\|//|[a-z]:[\\/])",
    re.IGNORECASE,
)
# What most files of one organisation have in common is looked at once: bytes of such a part.
_SHARED = 500_000
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_LONG = 60
_CLOSED = "Klik het veld aan en druk op Ctrl+Shift+F9: dan blijft wat er staat, als gewone tekst."
# Switches that a word follows: a place, a tip, a frame; and those of every field.
_ARGUED = frozenset(("\\l", "\\o", "\\t", "\\*", "\\@", "\\#"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What counts as live: where a link may lead; relationships and elements that may not be."""

    safe: Callable[[str], bool]
    relationships: Mapping[str, str]
    elements: Mapping[str, str]


def live_content(parts: Mapping[str, bytes], name: str) -> tuple[Problem, ...]:
    """Return what in a finished .docx fetches, runs or asks something, each with its place.

    A link to a file and an object that lies in the file are no faults here: nothing happens until
    somebody clicks, and people link to the files on their own share. The template that a file was
    made from is a `let op` where Word has to go to another computer for it.

    Args:
        parts: the parts of the file by name.
        name: how the user knows the file.
    """
    found = [
        Problem(Place(name), code=fault.code, what=fault.what, mend=fault.mend)
        for fault in kind_faults(parts)
    ]
    found += _live_relationships(parts, name)
    sheet = _stylesheet(parts.get(_STYLES), parts.get(_NUMBERING))
    for part, root in _markup(parts):
        if root is None:
            found += () if source_of(part) is not None else (_unread(name, part),)
        elif _is_story(root):
            found += live_story(root, (name, part), sheet, OF_A_DOCUMENT)
        elif _asks_for_mailing(root):
            found.append(_is_mailing(Place(f"{name} › {shown_story(part)}")))
        elif root.tag == DRAWING and not is_still(root):
            found.append(_is_lively(Place(f"{name} › {part}")))
    return tuple(found)


def _quiet(data: bytes) -> bool:
    """Tell whether a part, whichever file and place it is of, holds nothing live; only of some."""
    return len(data) <= _SHARED and _known_quiet(data)


@lru_cache(maxsize=64)
def _known_quiet(data: bytes) -> bool:
    root = read_markup(data)
    if root is None:
        return False
    if _is_story(root):
        return next(_faults(root, OF_A_DOCUMENT), None) is None
    return is_still(root) if root.tag == DRAWING else not _asks_for_mailing(root)


def _asks_for_mailing(root: Element) -> bool:
    return root.tag == _SETTINGS and root.find(_MAILING) is not None


def _is_story(root: Element) -> bool:
    """Tell whether a part has texts, or a field where we know of no text."""
    return local_name(root.tag) in _TEXTS or any(is_field(each) for each in root.iter("*"))


def _stylesheet(styles: bytes | None, numbering: bytes | None) -> Stylesheet:
    read = _known_stylesheet if len((styles or b"") + (numbering or b"")) <= _SHARED else _read
    return read(styles, numbering)


def _read(styles: bytes | None, numbering: bytes | None) -> Stylesheet:
    parts = {_STYLES: styles, _NUMBERING: numbering}
    # Without them a place says less; that one cannot be read, is told as that.
    read = (name for name, data in parts.items() if data and read_markup(data) is not None)
    return read_stylesheet({name: parts[name] or b"" for name in read})


_known_stylesheet = lru_cache(maxsize=8)(_read)


def _markup(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element | None]]:
    """Yield the parts that are XML and may hold something live, with their roots.

    None is the root of one that cannot be read.
    """
    for part in sorted(parts):
        if is_markup(part, parts[part]) and not _quiet(parts[part]):
            yield part, read_markup(parts[part])


def _unread(name: str, part: str) -> Problem:
    return Problem(
        Place(f"{name} › {shown_story(part)}"),
        code="HB322",
        what=f"het onderdeel '{_short(part)}' is niet na te kijken: het is beschadigd, of zo "
        "geschreven als Word het niet doet",
        mend="Open het bestand in Word, kies Opslaan als, Word-document (.docx), en neem dat.",
    )


def safe_link(address: str) -> bool:
    """Tell whether an address is one that a template may link to."""
    return _SAFE.match(address) is not None


def safe_in_document(address: str) -> bool:
    """Tell whether an address is one that a document of a person may link to."""
    return safe_link(address) or _CLICKED.match(address) is not None


def _live_relationships(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    for part in sorted(parts):
        source = source_of(part)
        if source is None:
            continue
        place = Place(f"{name} › {shown_story(source)}")
        try:
            listed = relationships({rels_name(source): parts[part]}, source)
        except ValueError:
            yield _unread(name, part)
            continue
        for each in listed:
            fault = live_arrow(each, OF_A_DOCUMENT)
            if fault is not None:
                yield Problem(place, code=fault.code, what=fault.what, mend=fault.mend)
            elif each.type in LOADED:
                yield _loaded(place, DROPPED[each.type])
            elif each.type in DROPPED and each.leads_out and not _NEAR.match(each.target):
                yield _fetched_first(place, DROPPED[each.type], each.target)


def _fetched_first(place: Place, what: str, target: str) -> Problem:
    return Problem(
        place,
        code="HB313",
        what=f"Word haalt bij het openen {what} op: '{_short(target)}'",
        mend="Kent u dat adres niet? Verander het in Word bij Ontwikkelaars, Documentsjabloon.",
        weight="let op",
    )


def _loaded(place: Place, what: str) -> Problem:
    return Problem(
        place,
        code="HB312",
        what=f"Word laadt bij het openen iets dat in dit document zit: {what}",
        mend="Kent u het niet? Haal het weg met Bestand, Info, Document controleren.",
        weight="let op",
    )


def _is_mailing(place: Place) -> Problem:
    return Problem(
        place,
        code="HB313",
        what="Word vraagt bij het openen naar de gegevens van een mailing",
        mend="Kies Verzendlijsten, Afdruk samenvoegen starten, Normaal Word-document.",
        weight="let op",
    )


def _is_lively(place: Place) -> Problem:
    what = "deze tekening (svg) haalt iets op van elders, of voert iets uit"
    mend = "Klik haar aan in Word, knip haar (Ctrl+X) en plak haar als PNG met Plakken speciaal."
    return Problem(place, code="HB319", what=what, mend=mend)


def live_arrow(relationship: Relationship, rules: Rules) -> Fault | None:
    """Return what is wrong with a relationship that brings something live; None when nothing is."""
    if relationship.type in rules.relationships:
        mend = "Haal het weg in Word, of plak het als afbeelding of als tekst."
        return Fault("HB312", f"hier zit {rules.relationships[relationship.type]} in", mend)
    if relationship.leads_out and relationship.type not in DROPPED:
        return outside(relationship, rules)
    return None


def outside(relationship: Relationship, rules: Rules) -> Fault | None:
    """Return what is wrong with a relationship out of the file."""
    shown = _short(relationship.target)
    if relationship.type != HYPERLINK:
        what = f"hier wordt iets opgehaald van '{shown}'"
        mend = (
            "Haal het weg. Is het een afbeelding? Kopieer haar en plak haar als afbeelding, "
            "zodat zij in het bestand zelf zit."
        )
        return Fault("HB313", what, mend)
    if rules.safe(relationship.target):
        return None
    mend = "Een link wijst naar https://, http:// of mailto:. Verander hem of haal hem weg."
    return Fault("HB313", f"hier staat een link naar '{shown}'", mend)


def live_story(
    root: Element, names: tuple[str, str], sheet: Stylesheet, rules: Rules
) -> list[Problem]:
    """Return what is live in one part of a file: fields first, and no more than anybody reads.

    Args:
        root: of the part.
        names: how the user knows the file, and the name of the part.
        sheet: says which paragraphs are headings, for the places.
        rules: of a template or of a document.
    """
    faults = list(islice(_faults(root, rules), MOST_PROBLEMS))
    if not faults:
        return []
    known = dict(places(root, *names, sheet))
    whole = Place(f"{names[0]} › {shown_story(names[1])}")
    return [
        Problem(_place(element, known, whole), code=fault.code, what=fault.what, mend=fault.mend)
        for element, fault in faults
    ]


def _faults(root: Element, rules: Rules) -> Iterator[tuple[Element, Fault]]:
    return chain(_fields(root, rules), _elements(root, rules))


def _place(element: Element, known: Mapping[Element, Place], whole: Place) -> Place:
    if element in known:
        return known[element]
    return next((known[each] for each in element.iterancestors(_PARAGRAPH) if each in known), whole)


def _fields(root: Element, rules: Rules) -> Iterator[tuple[Element, Fault]]:
    for code in field_codes(root):
        fault = field_fault(code, rules)
        if fault is not None:
            yield code.element, fault


def field_fault(code: FieldCode, rules: Rules) -> Fault | None:
    """Return what is wrong with a field; None when it may stay."""
    if not code.whole:
        mend = "Haal het veld weg en voeg het opnieuw in met Invoegen, Snelonderdelen, Veld."
        return Fault("HB315", f"hier staat een half veld: '{_short(code.text)}'", mend)
    if not code.text.strip():
        return None
    if code.name not in FIELDS:
        return _refused(code)
    unsafe = [each for each in _targets(code) if not rules.safe(each)]
    if code.name == "HYPERLINK" and any(NESTED in each for each in _targets(code)):
        what = "hier staat een link waarvan het adres pas bij het openen ontstaat"
        return Fault("HB313", what, "Haal hem weg, of typ het adres zelf in de link.")
    if code.name == "HYPERLINK" and unsafe:
        what = f"hier staat een link naar '{_short(unsafe[0])}'"
        mend = "Een link wijst naar https://, http:// of mailto:. Verander hem of haal hem weg."
        return Fault("HB313", what, mend)
    return None


def _refused(code: FieldCode) -> Fault:
    what = f"hier staat een veld dat niet kan: '{_short(code.text)}'"
    if code.name in MERGED:
        return Fault("HB315", what, "Zet op de plaats van dit samenvoegveld een tag of een tekst.")
    if code.name in ASKING:
        what = f"hier staat een veld dat de lezer iets vraagt: '{_short(code.text)}'"
        return Fault("HB315", what, f"Haal het weg, of maak er tekst van. {_CLOSED}")
    if code.name in RUNNING:
        what = f"hier staat een veld dat iets laat uitvoeren: '{_short(code.text)}'"
    elif code.name.isascii() and code.name.isalpha():
        what = f"hier staat een veld dat iets van buiten kan halen: '{_short(code.text)}'"
    return Fault("HB315", what, _CLOSED)


def _targets(code: FieldCode) -> list[str]:
    """Return the addresses of a HYPERLINK: what is neither a switch nor the argument of one.

    What looks like an address counts as one wherever it stands: programs do not all agree on which
    switches a word follows.
    """
    found: list[str] = []
    skipping = False
    for word in code.words:
        if skipping:
            skipping = False
            found += [word] if _ADDRESS.match(word) else []
        elif word.casefold() in _ARGUED:
            skipping = True
        elif word and not (word.startswith("\\") and not word.startswith("\\\\")):
            found.append(word)
    return found


def _elements(root: Element, rules: Rules) -> Iterator[tuple[Element, Fault]]:
    for element in root.iter("*"):
        if is_strange(element):
            what = f"hier staat iets dat Word anders kan lezen: '{local_name(element.tag)}'"
            mend = "Bewaar het in Word als gewoon Word-document (.docx), en niet als 'Strikt'."
            yield element, Fault("HB324", what, mend)
            continue
        kind = rules.elements.get(local_name(element.tag))
        if kind is not None:
            mend = "Haal het weg in Word, of plak het als afbeelding of als tekst."
            yield element, Fault("HB312", f"hier zit {kind} in", mend)
            continue
        for attribute, value in element.items():
            if value and _is_address(element, attribute, value, rules):
                what = f"hier staat een adres dat Word kan ophalen: '{_short(value)}'"
                mend = (
                    "Haal de afbeelding, de vorm of de koppeling weg en voeg haar opnieuw in, "
                    "zodat zij in het bestand zelf zit."
                )
                yield element, Fault("HB319", what, mend)


def _is_address(element: Element, attribute: str, value: str, rules: Rules) -> bool:
    sort = sort_of(attribute)
    if sort == "address":
        return not (attribute == "href" and element.tag.startswith(_VML) and rules.safe(value))
    if sort != "other" or _NAMESPACE.fullmatch(value):
        return False
    return _ADDRESS.match(value) is not None or "url(" in value


def _short(text: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text)
    shown = " ".join(shown.replace("\ufffc", "{ … }").split())
    return shown if len(shown) <= _LONG else f"{shown[:_LONG]} …"


_VML = "{urn:schemas-microsoft-com:vml}"
_PARAGRAPH = qualified("w:p")
_SETTINGS, _MAILING = qualified("w:settings"), qualified("w:mailMerge")
# A part of another namespace counts as well: what Word makes of it nobody knows.
_TEXTS = frozenset(
    (
        *("document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument"),
        *("styles", "numbering"),
    )
)

OF_A_TEMPLATE = Rules(safe=safe_link, relationships=LIVE, elements=LIVE_ELEMENTS)
OF_A_DOCUMENT = Rules(
    safe=safe_in_document,
    relationships={kind: shown for kind, shown in LIVE.items() if kind not in OWNED},
    elements={name: shown for name, shown in LIVE_ELEMENTS.items() if name not in OWNED_ELEMENTS},
)
