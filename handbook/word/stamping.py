"""Version, status, date and approver set in a Word file that somebody changed: nothing else.

Her words stay. What she typed where approval must write its own is told by `hindrances`, and the
document is not approved before she put it elsewhere. What a program computes itself, as Word does
with the result of a field, is not hers.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from handbook.model.control import Control
from handbook.model.document import Document
from handbook.word.draft import mark_name
from handbook.word.markup import HEADER, Element, escape, parse, qualified, serialise
from handbook.word.merging import Base, read_base, with_base
from handbook.word.package import MAIN, pack, read
from handbook.word.proof import with_render
from handbook.word.properties import CORE, CUSTOM, NAMES, value_of
from handbook.word.property_fields import property_fields
from handbook.word.view import DocumentFacts, facts_of

# What an approval decides; every other property stays as it stands in the file.
_DECIDED = ("versie", "status", "goedkeurder", "datum", "herziening")
_NEEDED = ("versie", "status")
_IN_CORE: Mapping[str, str] = {"contentStatus": "status", "version": "versie"}
_STORY = re.compile(r"word/(?:header|footer)\d*\.xml")
_DOT = "  ·  "
_MARK = re.compile(r"\s*·\s*(?:concept|ter vaststelling)(?![^\W\d_])", re.IGNORECASE)
_STALE = re.compile(r"\b(?:concept(?:versie)?|ter vaststelling)\b", re.IGNORECASE)
_MADE = re.compile(r"(\d+\.\d+)\s*·\s*((?:concept van|vastgesteld op) \d{1,2} \w+ \d{4})")
_BLANKS = re.compile(r"[\s\u00ad]+")
_LONGEST = 120  # characters of her words in a message
_TEXT, _PARAGRAPH, _STYLE, _VALUE, _RUN = (
    qualified(f"w:{name}") for name in ("t", "p", "pStyle", "val", "r")
)
_BOOKMARK, _BOOKMARK_END, _NAME, _ID = (
    qualified(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "name", "id")
)
_LOOK = qualified("w:pPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"

_REBUILD = "Zet een kopie apart, haal het bestand weg, bouw opnieuw en neem uw wijzigingen over."
_BESIDE = (
    "Zet uw woorden in Word op een andere plaats en laat het veld bijwerken (F9), of typ terug "
    "wat er stond."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """Why an approval cannot be written in her file, and what she can do; both in Dutch."""

    what: str
    mend: str


def stamp(data: bytes, document: Document, control: Control, render: str) -> bytes:
    """Return the Word file `data` with what `control` says, and `render` as what it is made from.

    Only results of fields, properties, the status above the title and the lines of the history
    change, and of those only what an approval decides. The seal keeps its digest, so that the file
    stays known as changed by hand.

    Raises:
        ValueError: in Dutch, why that is not possible; `hindrances` tells more.
    """
    parts = dict(read(data))
    if CUSTOM not in parts or CORE not in parts or MAIN not in parts:
        raise ValueError("de eigenschappen van het bestand ontbreken")
    facts, base = facts_of(document, control), _base_of(parts)
    before = _lines(base.parts) if base else {}
    stamped = _stamped(parts, facts, control, before)
    stamped[CORE] = _core(
        parts[CORE], {name: value_of(facts, word) for name, word in _IN_CORE.items()}
    )
    if base:
        # It is what we last wrote. Left as it was, the next merge would take version and status
        # of this approval for hers, and keep them on the concept that follows.
        ours = _stamped(base.parts, facts, control, before, grow=False)
        stamped = with_base(stamped, replace(base, parts=ours))
    return pack(with_render(stamped, render))


def hindrances(data: bytes, document: Document, control: Control) -> Iterator[Hindrance]:
    """Yield what of hers in the Word file `data` an approval would write over, or cannot find.

    `control` is what the approval decides.

    Raises:
        ValueError: in Dutch, why the file cannot be read.
    """
    parts = read(data)
    facts, base = facts_of(document, control), _base_of(parts)
    if CUSTOM not in parts or CORE not in parts or MAIN not in parts:
        yield Hindrance(what="de eigenschappen van het bestand ontbreken", mend=_REBUILD)
        return
    known = _values(base.parts[CUSTOM] if base and CUSTOM in base.parts else parts[CUSTOM])
    yield from _overtyped(parts, facts, known)
    main = parse(parts[MAIN])
    yield from _stale_status(main, facts)
    yield from _rewritten(main, facts, _lines(base.parts) if base else {})


def _overtyped(
    parts: Mapping[str, bytes], facts: DocumentFacts, known: Mapping[str, str]
) -> Iterator[Hindrance]:
    """Yield the decided properties that say something else than we wrote, in fields or hidden."""
    shown = [(each.word, each.said) for root in _stories(parts) for each in property_fields(root)]
    lacking = [word for word in _NEEDED if word not in {word for word, _ in shown}]
    if lacking:
        what = f"het veld voor {' en '.join(lacking)} staat er niet meer in"
        yield Hindrance(what=what, mend=_REBUILD)
    hidden = [*_hidden(parts)]
    for place, found in (("in het veld", shown), ("in de eigenschappen", hidden)):
        for word, said in dict.fromkeys(found):
            ours = {_plain(known.get(NAMES[word], "")), _plain(value_of(facts, word)), ""}
            if word in _DECIDED and _plain(said) not in ours:
                wanted = value_of(facts, word)
                what = f"{place} '{NAMES[word]}' staat '{_short(said)}'; daar komt '{wanted}' in"
                yield Hindrance(what=what, mend=_BESIDE)


def _hidden(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    values = _values(parts[CUSTOM])
    yield from ((word, values[name]) for word, name in NAMES.items() if name in values)
    core = parse(parts[CORE])
    for name, word in _IN_CORE.items():
        yield word, core.findtext(f"{_CORE}{name}") or ""


def _stale_status(root: Element, facts: DocumentFacts) -> Iterator[Hindrance]:
    for texts in _above_title(root):
        said = _joined(texts)
        below = said.removeprefix(facts.subtitle)
        if not _mark(said, facts.subtitle) and _STALE.search(below):
            what = f"de regel boven de titel zegt '{_short(said)}'; zo heet het geen concept meer"
            yield Hindrance(what=what, mend="Haal in Word uit die regel weg wat niet meer klopt.")


def _rewritten(
    root: Element, facts: DocumentFacts, before: Mapping[str, str]
) -> Iterator[Hindrance]:
    """Yield that the line of this version says other things where its number and day stand."""
    for line in facts.history[-1:]:
        name = mark_name(line.source)
        texts = _texts(_line(root, name))
        said = _joined(texts)
        if said.strip() and _renewed(said, before.get(name, ""), str(line)) is None:
            what = f"in de versiegeschiedenis staat '{_short(said)}'; daar komt '{line}'"
            mend = (
                "Typ die regel in Word terug, met uw woorden erachter, of haal de hele regel weg."
            )
            yield Hindrance(what=what, mend=mend)


def _stamped(
    parts: Mapping[str, bytes],
    facts: DocumentFacts,
    control: Control,
    before: Mapping[str, str],
    *,
    grow: bool = True,
) -> dict[str, bytes]:
    """Return `parts` with what was decided; `before` are the lines of the history we last wrote.

    Where they may not `grow`, no line comes in that was not there.
    """
    result = dict(parts)
    for name in [each for each in parts if each == MAIN or _STORY.fullmatch(each)]:
        root = parse(parts[name])
        unchanged = serialise(root)
        for each in property_fields(root):
            if each.word in _DECIDED:
                _say(each.texts, value_of(facts, each.word))
        if name == MAIN:
            _unmark(root, facts)
            _tell_history(root, facts, before, grow=grow)
        changed = serialise(root)
        if changed != unchanged:
            result[name] = changed
    if CUSTOM in parts:
        result[CUSTOM] = _custom(parts[CUSTOM], facts, control.written, control.review)
    return result


def _unmark(root: Element, facts: DocumentFacts) -> None:
    """Take the status out of the line above the title, however its runs are cut."""
    for texts in _above_title(root):
        mark = _mark(_joined(texts), facts.subtitle) if facts.status == "vastgesteld" else None
        if mark:
            _replace(texts, *mark.span(), "")


def _mark(said: str, subtitle: str) -> re.Match[str] | None:
    """Return where a line names the status, behind the subtitle; as we write it goes first."""
    skip = len(subtitle) if said.startswith(subtitle) else 0
    found = list(_MARK.finditer(said, skip))
    return max(found, key=lambda each: (each[0].startswith(_DOT), each.start()), default=None)


def _above_title(root: Element) -> Iterator[list[Element]]:
    for paragraph in root.iter(_PARAGRAPH):
        styles = [each.get(_VALUE, "").casefold() for each in paragraph.iter(_STYLE)]
        if any("bovenregel" in each for each in styles):
            yield _texts(paragraph)


def _tell_history(
    root: Element, facts: DocumentFacts, before: Mapping[str, str], *, grow: bool
) -> None:
    """Bring the lines of the history up to date; where somebody took them out, they stay out."""
    last: Element | None = None
    for line in facts.history:
        name = mark_name(line.source)
        here = _line(root, name)
        texts = _texts(here)
        if here is not None:
            for change in reversed(_renewed(_joined(texts), before.get(name, ""), str(line)) or ()):
                _replace(texts, *change)
        elif last is not None and grow:
            here = _line_below(root, last, name)
            _say(_texts(here), str(line))
        last = here if _joined(_texts(here)).strip() else last


def _renewed(said: str, before: str, wanted: str) -> tuple[tuple[int, int, str], ...] | None:
    """Return which signs of a line of the history become what; None where it cannot be.

    A line says number, day and why, in this order: the first two are what an approval decides.
    What she typed before, between or behind them stays.
    """
    if before and _plain(said) == _plain(before):
        return ((0, len(said), wanted),)
    ours = [*wanted.split(_DOT)[:2]]
    if _spans(said, ours):
        return ()
    made = _MADE.search(said)
    former = before.split(_DOT)[:2] if before else [*made.groups()] if made else []
    spans = _spans(said, former)
    if not spans:
        return None
    return tuple((*span, word) for span, word in zip(spans, ours, strict=True))


def _spans(said: str, words: list[str]) -> list[tuple[int, int]]:
    """Return where each of `words` stands in `said`, one behind the other; all of them or none."""
    found, at = [], 0
    for word in words:
        match = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(said, at)
        if match is None:
            return []
        found.append(match.span())
        at = match.end()
    return found


def _lines(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the text of each paragraph with a bookmark, by the name of that bookmark."""
    if MAIN not in parts:
        return {}
    marks = parse(parts[MAIN]).iter(_BOOKMARK)
    found = ((each.get(_NAME), next(each.iterancestors(_PARAGRAPH), None)) for each in marks)
    return {name: _joined(_texts(here)) for name, here in found}


def _line(root: Element, name: str) -> Element | None:
    mark = next((each for each in root.iter(_BOOKMARK) if each.get(_NAME) == name), None)
    return None if mark is None else next(mark.iterancestors(_PARAGRAPH), None)


def _line_below(root: Element, line: Element, name: str) -> Element:
    """Return a line of the history with the looks of `line`, below it, with a bookmark `name`.

    Of the text one run comes along: a note or a picture in her words must not stand there twice.
    """
    made = copy.deepcopy(line)
    run = next(each for each in made.iter(_RUN) if each.find(_TEXT) is not None)
    look = made.find(_LOOK)
    number = str(max(int(each.get(_ID, "0")) for each in root.iter(_BOOKMARK)) + 1)
    start = made.makeelement(_BOOKMARK, {_ID: number, _NAME: name})
    end = made.makeelement(_BOOKMARK_END, {_ID: number})
    made[:] = [*([] if look is None else [look]), start, end, run]
    line.addnext(made)
    return made


def _stories(parts: Mapping[str, bytes]) -> Iterator[Element]:
    for name in sorted(parts):
        if name == MAIN or _STORY.fullmatch(name):
            yield parse(parts[name])


def _base_of(parts: Mapping[str, bytes]) -> Base | None:
    try:
        return read_base(parts)
    except ValueError:
        return None


def _texts(paragraph: Element | None) -> list[Element]:
    return [] if paragraph is None else list(paragraph.iter(_TEXT))


def _joined(texts: list[Element]) -> str:
    return "".join(each.text or "" for each in texts)


def _plain(text: str) -> str:
    """Return `text` as it is compared: a blank of another kind or a capital makes no words."""
    return _BLANKS.sub(" ", text.replace("\u00ad", "")).strip().casefold()


def _short(text: str) -> str:
    told = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def _say(texts: list[Element] | tuple[Element, ...], value: str) -> None:
    for number, text in enumerate(texts):
        text.text = "" if number else value
        text.set(_SPACE, "preserve")


def _replace(texts: list[Element], start: int, end: int, words: str) -> None:
    """Let `words` stand where the signs `start` to `end` stood, counted over all `texts`."""
    at = 0
    for text in texts:
        said = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(said))
        if first < last:
            text.text = f"{said[:first]}{words}{said[last:]}"
            text.set(_SPACE, "preserve")
            words = ""
        at += len(said)


def _values(data: bytes) -> dict[str, str]:
    return {each.get("name", ""): "".join(each.itertext()) for each in parse(data).iter(_PROPERTY)}


def _custom(data: bytes, facts: DocumentFacts, written: date, review: date) -> bytes:
    """Return the custom properties with what was decided; all others stay."""
    values = {NAMES[word]: value_of(facts, word) for word in _DECIDED}
    values["Herzieningsdatum"] = f"{review.isoformat()}T00:00:00Z"
    values["Documentdatum"] = f"{written.isoformat()}T00:00:00Z"
    root = parse(data)
    for each in root.iter(_PROPERTY):
        if each.get("name") in values and len(each):
            each[0].text = values[each.get("name")]
    return serialise(root)


def _core(data: bytes, values: Mapping[str, str]) -> bytes:
    text = data.decode()
    for name, value in values.items():
        wanted = f"<cp:{name}>{escape(value)}</cp:{name}>"
        text, number = re.subn(rf"<cp:{name}(?:/>|>[^<]*</cp:{name}>)", wanted, text)
        if not number:
            text = text.replace("</cp:coreProperties>", f"{wanted}</cp:coreProperties>")
    return text.encode() if text.startswith("<?xml") else f"{HEADER}{text}".encode()
