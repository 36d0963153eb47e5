"""What of hers stands where an approval must write its own: told before, never written over."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from handbook.model.documents.document import Document
from handbook.model.documents.document_control import Control
from handbook.word.package.markup import Element, parse
from handbook.word.package.package import MAIN, read
from handbook.word.reading.plain_fields import PlainField
from handbook.word.reading.property_fields import property_fields
from handbook.word.reading.version_lines import (
    above_title,
    joined,
    line_with,
    marked_lines,
    plain,
    renewed,
    status_mark,
    texts_of,
)
from handbook.word.template_language.properties import CORE, CUSTOM, NAMES, value_of
from handbook.word.template_language.template_names import DocumentFacts, facts_of
from handbook.word.version_stamp import DECIDED, IN_CORE, base_of, plain_in, stories_of, values_of
from handbook.word.writing.draft import mark_name

# What an approved document may not contradict where we show it.
_SHOWN = (*DECIDED, "eigenaar")
_NEEDED = ("versie", "status")
_STALE = re.compile(r"\b(?:concept(?:versie)?|ter vaststelling)\b", re.IGNORECASE)
_LONGEST = 120  # characters of her words in a message
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_REBUILD = "Zet een kopie apart, haal het bestand weg, bouw opnieuw en neem uw wijzigingen over."
_ABOVE = " in de kop- of voettekst"
_RETYPE = "Typ in Word op die plaats '{}', met uw woorden erbij als u wilt, of haal ze daar weg."
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
    places = plain_in(parts, base)
    yield from _overtyped(parts, facts, known, {each.word for each in places if each.is_same})
    yield from dict.fromkeys(_outdated(places, facts))
    main = parse(parts[MAIN])
    yield from _stale_status(main, facts)
    yield from _rewritten(main, facts, marked_lines(base.parts) if base else {})


def _overtyped(
    parts: Mapping[str, bytes], facts: DocumentFacts, known: Mapping[str, str], plainly: Set[str]
) -> Iterator[Hindrance]:
    """Yield the decided properties that say something else than we wrote, in fields or hidden.

    What stands `plainly`, in words that were a field, can be written as well.
    """
    shown = [(each.word, each.said) for root in stories_of(parts) for each in property_fields(root)]
    lacking = [word for word in _NEEDED if word not in {word for word, _ in shown} | plainly]
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


def _outdated(places: Sequence[PlainField], facts: DocumentFacts) -> Iterator[Hindrance]:
    """Yield where a field stood and words stand that are no longer, or never were, what it said."""
    for each in places:
        wanted = value_of(facts, each.word)
        written = each.is_same and (each.word in DECIDED or plain(each.was) == plain(wanted))
        if each.word not in _SHOWN or written or each.says(wanted) or not each.said.strip():
            continue
        name, where = NAMES[each.word], "" if each.story.key == "body" else _ABOVE
        what = f"waar{where} het veld '{name}' stond, staat '{_short(each.said)}'"
        yield Hindrance(what=f"{what}; daar hoort '{wanted}'", mend=_RETYPE.format(wanted))


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
        texts = texts_of(line_with(root, name, before.get(name, "")))
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
