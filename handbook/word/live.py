"""What in a Word file fetches, runs or asks something when somebody opens or prints it."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from handbook.errors import Place, Problem
from handbook.word.allowed import (
    ADDRESSES,
    ASKING,
    DROPPED,
    FIELDS,
    HYPERLINK,
    LIVE,
    LIVE_ELEMENTS,
    MERGED,
    RUNNING,
    TEXTS,
)
from handbook.word.arrows import Arrow, arrows
from handbook.word.expressions import Fault
from handbook.word.field_codes import FieldCode, field_codes
from handbook.word.markup import NAMESPACES, Element, parse, qualified
from handbook.word.placing import places, shown_story
from handbook.word.stylesheet import Stylesheet, read_stylesheet

_SAFE = re.compile(r"(?:https?://|mailto:|#)[^\x00-\x1f]*\Z", re.IGNORECASE)
# What a person may click at in her own document: also a file beside it, on a disk or on a share.
_CLICKED = re.compile(
    r"(?:(?:https?|mailto|tel|ftp|file):|[a-z]:[\\/]|[^:]*\Z|[^:/?]*[#/?])", re.IGNORECASE
)
_FAR = re.compile(r"[a-z]{2,}://(?!/)|(?:file:)?[\\/]*\\\\|file:////", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*://|(?:file|javascript|vbscript|data|mailto|mhtml|ms-\w+|about):"
    r"|\\\\|//|[a-z]:[\\/])",
    re.IGNORECASE,
)
_LONG = 60
_CLOSED = "Klik het veld aan en druk op Ctrl+Shift+F9: dan blijft wat er staat, als gewone tekst."
# Switches that a word follows: a place, a tip, a frame; and those of every field.
_ARGUED = frozenset(("\\l", "\\o", "\\t", "\\*", "\\@", "\\#"))

Is_Safe = Callable[[str], bool]


def live_content(parts: Mapping[str, bytes], name: str) -> tuple[Problem, ...]:
    """Return what in a finished .docx fetches, runs or asks something, each with its place.

    A link to a file is no fault here: nothing happens until somebody clicks at it, and people link
    to the files on their own share. The template that a file was made from is a `let op` where Word
    has to go to another computer for it.

    Args:
        parts: the parts of the file by name.
        name: how the user knows the file.
    """
    found = [*_live_arrows(parts, name)]
    for part in sorted(parts):
        if part.startswith("word/") and part.endswith(".xml"):
            try:
                root = parse(parts[part])
            except ValueError:
                continue  # whoever reads the texts of the file tells that
            found += live_story(root, (name, part), read_stylesheet(parts), safe_in_document)
    return tuple(found)


def safe_link(address: str) -> bool:
    """Tell whether an address is one that a template may link to."""
    return _SAFE.match(address) is not None


def safe_in_document(address: str) -> bool:
    """Tell whether an address is one that a document of a person may link to."""
    return safe_link(address) or _CLICKED.match(address) is not None


def _live_arrows(parts: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    for part in sorted(parts):
        if not part.endswith(".rels"):
            continue
        source = part.replace("_rels/", "", 1) if part.startswith("_rels/") else part
        source = source.replace("/_rels/", "/").removesuffix(".rels")
        place = Place(f"{name} › {shown_story(source)}")
        try:
            listed = arrows(parts, source)
        except ValueError:
            continue
        for each in listed:
            fault = live_arrow(each, safe_in_document)
            if fault is not None:
                yield Problem(place, code=fault.code, what=fault.what, mend=fault.mend)
            elif each.type in DROPPED and each.leads_out and _FAR.match(each.target):
                yield _fetched_first(place, each)


def _fetched_first(place: Place, arrow: Arrow) -> Problem:
    return Problem(
        place,
        code="HB313",
        what=f"Word haalt bij het openen {DROPPED[arrow.type]} op: '{_short(arrow.target)}'",
        mend="Kent u dat adres niet? Verander het in Word bij Ontwikkelaars, Documentsjabloon.",
        weight="let op",
    )


def live_arrow(arrow: Arrow, safe: Is_Safe) -> Fault | None:
    """Return what is wrong with an arrow that brings something live; None when nothing is."""
    if arrow.type in LIVE:
        mend = "Haal het weg in Word, of plak het als afbeelding of als tekst."
        return Fault("HB312", f"hier zit {LIVE[arrow.type]} in", mend)
    if arrow.leads_out and arrow.type not in DROPPED:
        return outside(arrow, safe)
    return None


def outside(arrow: Arrow, safe: Is_Safe) -> Fault | None:
    """Return what is wrong with an arrow out of the file."""
    shown = _short(arrow.target)
    if arrow.type != HYPERLINK:
        what = f"hier wordt iets opgehaald van '{shown}'"
        mend = (
            "Haal het weg. Is het een afbeelding? Kopieer haar en plak haar als afbeelding, "
            "zodat zij in het bestand zelf zit."
        )
        return Fault("HB313", what, mend)
    if safe(arrow.target):
        return None
    mend = "Een link wijst naar https://, http:// of mailto:. Verander hem of haal hem weg."
    return Fault("HB313", f"hier staat een link naar '{shown}'", mend)


def live_story(
    root: Element, names: tuple[str, str], sheet: Stylesheet, safe: Is_Safe
) -> list[Problem]:
    """Return what is live in one part of a file, in its order.

    Args:
        root: of the part.
        names: how the user knows the file, and the name of the part.
        sheet: says which paragraphs are headings, for the places.
        safe: tells whether a link may lead to an address.
    """
    faults = [*_fields(root, safe), *_elements(root, safe)]
    if not faults:
        return []
    known = dict(places(root, *names, sheet))
    whole = Place(f"{names[0]} › {shown_story(names[1])}")
    return [
        Problem(_place(element, known, whole), code=fault.code, what=fault.what, mend=fault.mend)
        for element, fault in faults
    ]


def _place(element: Element, known: Mapping[Element, Place], whole: Place) -> Place:
    if element in known:
        return known[element]
    return next((known[each] for each in element.iterancestors(_PARAGRAPH) if each in known), whole)


def _fields(root: Element, safe: Is_Safe) -> Iterator[tuple[Element, Fault]]:
    for code in field_codes(root):
        fault = field_fault(code, safe)
        if fault is not None:
            yield code.element, fault


def field_fault(code: FieldCode, safe: Is_Safe) -> Fault | None:
    """Return what is wrong with a field; None when it may stay."""
    if not code.whole:
        mend = "Haal het veld weg en voeg het opnieuw in met Invoegen, Snelonderdelen, Veld."
        return Fault("HB315", f"hier staat een half veld: '{_short(code.text)}'", mend)
    if not code.text.strip():
        return None
    if code.name not in FIELDS:
        return _refused(code)
    unsafe = [each for each in _targets(code) if not safe(each)]
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


def _elements(root: Element, safe: Is_Safe) -> Iterator[tuple[Element, Fault]]:
    for element in root.iter("*"):
        kind = LIVE_ELEMENTS.get(_local(element.tag))
        if kind is not None:
            mend = "Haal het weg in Word, of plak het als afbeelding of als tekst."
            yield element, Fault("HB312", f"hier zit {kind} in", mend)
            continue
        for attribute, value in element.attrib.items():
            if value and _is_address(element, attribute, value, safe):
                what = f"hier staat een adres dat Word kan ophalen: '{_short(value)}'"
                mend = (
                    "Haal de afbeelding, de vorm of de koppeling weg en voeg haar opnieuw in, "
                    "zodat zij in het bestand zelf zit."
                )
                yield element, Fault("HB319", what, mend)


def _is_address(element: Element, attribute: str, value: str, safe: Is_Safe) -> bool:
    sort = _sort(attribute)
    if sort == "address":
        clicked = attribute == "href" and element.tag.startswith(_VML) and safe(value)
        return not clicked
    return sort == "other" and (_ADDRESS.match(value) is not None or "url(" in value)


def holds_words(attribute: str) -> bool:
    """Tell whether an attribute holds words that a person typed, and no name or address."""
    return _sort(attribute) == "text" and attribute not in _KEYS


@cache
def _sort(attribute: str) -> str:
    """Return what an attribute holds: an address, text or a name that nobody follows, or other."""
    local = _local(attribute)
    if attribute.startswith(_ARROWS):
        return "arrow"
    if local in ADDRESSES:
        return "address"
    return "text" if local in TEXTS or attribute in _NAMES else "other"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _short(text: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text)
    shown = " ".join(shown.replace("\ufffc", "{ … }").split())
    return shown if len(shown) <= _LONG else f"{shown[:_LONG]} …"


_VML = "{urn:schemas-microsoft-com:vml}"
_ARROWS = f"{{{NAMESPACES['r']}}}"
_PARAGRAPH = qualified("w:p")
# A tag may not make these: they are looked up.
_KEYS = frozenset(("uri", *map(qualified, ("w:uri", "w:name"))))
# Names of namespaces and of what a person typed; nothing is fetched from them.
_NAMES = frozenset(("uri", *map(qualified, ("w:uri", "w:val", "w:displayText", "w:value"))))
