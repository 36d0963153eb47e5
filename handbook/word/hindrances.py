"""What of hers stands where an approval must write its own: told before, never written over."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.model.control import Control
from handbook.model.document import Document
from handbook.word.draft import mark_name
from handbook.word.markup import Element, parse, qualified
from handbook.word.package import MAIN, read
from handbook.word.properties import CORE, CUSTOM, NAMES, value_of
from handbook.word.property_fields import property_fields
from handbook.word.stamping import DECIDED, IN_CORE, base_of, stories_of, values_of
from handbook.word.version_lines import (
    above_title,
    joined,
    line_with,
    marked_lines,
    plain,
    renewed,
    status_mark,
    texts_of,
)
from handbook.word.view import DocumentFacts, facts_of

_NEEDED = ("versie", "status")
_LIKE = {"versie": r"\d+\.\d+", "status": "(?:concept|ter vaststelling|vastgesteld)"}
_STALE = re.compile(r"\b(?:concept(?:versie)?|ter vaststelling)\b", re.IGNORECASE)
_LONGEST = 120  # characters of her words in a message
_PARAGRAPH, _TEXT = qualified("w:p"), qualified("w:t")
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_REBUILD = "Zet een kopie apart, haal het bestand weg, bouw opnieuw en neem uw wijzigingen over."
_RETYPE = (
    "Zet het veld terug met Ctrl+Z of plak het uit een vorige versie, of haal die tekst weg. Lukt"
    " dat niet: zet een kopie apart, haal het bestand weg en bouw opnieuw."
)
_BESIDE = (
    "Zet uw woorden in Word op een andere plaats en laat het veld bijwerken (F9), of typ terug "
    "wat er stond."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """Why an approval cannot be written in her file, and what she can do; both in Dutch."""

    what: str
    mend: str


def hindrances(data: bytes, document: Document, control: Control) -> Iterator[Hindrance]:
    """Yield what of hers in the Word file `data` an approval would write over, or cannot find.

    `control` is what the approval decides.

    Raises:
        ValueError: in Dutch, why the file cannot be read.
    """
    parts = read(data)
    facts, base = facts_of(document, control), base_of(parts)
    if CUSTOM not in parts or CORE not in parts or MAIN not in parts:
        yield Hindrance(what="de eigenschappen van het bestand ontbreken", mend=_REBUILD)
        return
    known = values_of(base.parts[CUSTOM] if base and CUSTOM in base.parts else parts[CUSTOM])
    yield from _overtyped(parts, facts, known)
    main = parse(parts[MAIN])
    yield from _stale_status(main, facts)
    yield from _rewritten(main, facts, marked_lines(base.parts) if base else {})
    if base and MAIN in base.parts:
        yield from _unlinked(main, parse(base.parts[MAIN]), facts)


def _unlinked(root: Element, base: Element, facts: DocumentFacts) -> Iterator[Hindrance]:
    """Yield the lines that still say, as plain text now, what a field showed when we wrote them.

    Version and status may be those of an older concept.
    """
    paragraphs = [each for each in root.iter(_PARAGRAPH) if not any(property_fields(each))]
    bare = dict.fromkeys(_line(each) for each in paragraphs)
    for shape, words in sorted(Counter(_shapes(base)) - Counter(_shapes(root))):
        for line in filter(re.compile(shape).fullmatch, bare):
            stale = [NAMES[each] for each in words if value_of(facts, each) not in line]
            if stale:
                called = " en ".join(stale)
                what = f"het veld voor {called} is gewone tekst geworden: '{_short(line)}'"
                yield Hindrance(what=what, mend=_RETYPE)


def _shapes(root: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lines with fields that an approval decides: as a pattern, and which those are."""
    for paragraph in root.iter(_PARAGRAPH):
        found = [each for each in property_fields(paragraph) if each.word in DECIDED]
        shape = re.escape(_line(paragraph))
        for each in found:
            said = re.escape(plain(each.said))
            shape = shape.replace(said, _LIKE.get(each.word, said), 1) if said else shape
        if found:
            yield shape, tuple(each.word for each in found)


def _line(paragraph: Element) -> str:
    return plain("".join(paragraph.itertext(_TEXT)))


def _overtyped(
    parts: Mapping[str, bytes], facts: DocumentFacts, known: Mapping[str, str]
) -> Iterator[Hindrance]:
    """Yield the decided properties that say something else than we wrote, in fields or hidden."""
    shown = [(each.word, each.said) for root in stories_of(parts) for each in property_fields(root)]
    lacking = [word for word in _NEEDED if word not in {word for word, _ in shown}]
    if lacking:
        what = f"het veld voor {' en '.join(lacking)} staat er niet meer in"
        yield Hindrance(what=what, mend=_REBUILD)
    hidden = [*_hidden(parts)]
    for place, found in (("in het veld", shown), ("in de eigenschappen", hidden)):
        for word, said in dict.fromkeys(found):
            wanted = value_of(facts, word)
            # A field may ask for capitals, so they make no other word.
            ours = {plain(each).casefold() for each in (known.get(NAMES[word], ""), wanted, "")}
            if word in DECIDED and plain(said).casefold() not in ours:
                what = f"{place} '{NAMES[word]}' staat '{_short(said)}'; daar komt '{wanted}' in"
                yield Hindrance(what=what, mend=_BESIDE)


def _hidden(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    values = values_of(parts[CUSTOM])
    yield from ((word, values[name]) for word, name in NAMES.items() if name in values)
    core = parse(parts[CORE])
    for name, word in IN_CORE.items():
        yield word, core.findtext(f"{_CORE}{name}") or ""


def _stale_status(root: Element, facts: DocumentFacts) -> Iterator[Hindrance]:
    for texts in above_title(root):
        said = joined(texts)
        below = said.removeprefix(facts.subtitle)
        if not status_mark(said, facts.subtitle) and _STALE.search(below):
            what = f"de regel boven de titel zegt '{_short(said)}'; zo heet het geen concept meer"
            yield Hindrance(what=what, mend="Haal in Word uit die regel weg wat niet meer klopt.")


def _rewritten(
    root: Element, facts: DocumentFacts, before: Mapping[str, str]
) -> Iterator[Hindrance]:
    """Yield that the line of this version says other things where its number and day stand."""
    for line in facts.history[-1:]:
        name = mark_name(line.source)
        texts = texts_of(line_with(root, name))
        said = joined(texts)
        if said.strip() and renewed(said, before.get(name, ""), str(line)) is None:
            what = f"in de versiegeschiedenis staat '{_short(said)}'; daar komt '{line}'"
            mend = (
                "Typ die regel in Word terug, met uw woorden erachter, of haal de hele regel weg."
            )
            yield Hindrance(what=what, mend=mend)


def _short(text: str) -> str:
    told = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
