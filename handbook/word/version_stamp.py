"""Version, status, date and approver set in a Word file that somebody changed: nothing else.

Her words stay. What she typed where approval must write its own is told by `hindrances.py`, and
the document is not approved before she put it elsewhere. What a program computes itself, as Word
does with the result of a field, is not hers.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from handbook.model.documents.document import Document
from handbook.model.documents.document_control import Control
from handbook.word.merge import Base, read_base, with_base
from handbook.word.package.markup import HEADER, Element, escape, parse, qualified, serialise
from handbook.word.package.package import MAIN, is_signed, pack, read
from handbook.word.package.seal import with_render
from handbook.word.reading.plain_fields import PlainField, plain_fields, write_plainly
from handbook.word.reading.property_fields import property_fields
from handbook.word.reading.version_lines import (
    above_title,
    joined,
    line_with,
    marked_lines,
    put,
    renewed,
    say,
    status_mark,
    texts_of,
)
from handbook.word.reading.word_file import read_document
from handbook.word.template_language.properties import CORE, CUSTOM, NAMES, value_of
from handbook.word.template_language.template_names import DocumentFacts, facts_of
from handbook.word.writing.draft import mark_name

# What an approval decides; every other property stays as it stands in the file.
DECIDED = ("versie", "status", "goedkeurder", "datum", "herziening")
IN_CORE: Mapping[str, str] = {"contentStatus": "status", "version": "versie"}
_STORY = re.compile(r"word/(?:header|footer)\d*\.xml")
_TEXT, _RUN, _LOOKS = (qualified(f"w:{name}") for name in ("t", "r", "rPr"))
_BOOKMARK, _BOOKMARK_END, _NAME, _ID = (
    qualified(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "name", "id")
)
_LOOK = qualified("w:pPr")
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def stamp(data: bytes, document: Document, control: Control, render: str) -> bytes:
    """Return the Word file `data` with what `control` says, and `render` as what it is made from.

    Only results of fields, words that stood in one, properties, the status above the title and the
    lines of the history change, and of those only what an approval decides. The seal keeps its
    digest, so that the file stays known as changed by hand.

    Raises:
        ValueError: in Dutch, why that is not possible; `hindrances` tells more.
    """
    parts = read(data)
    if is_signed(parts):
        raise ValueError("het is digitaal ondertekend, en dat zou de handtekening verbreken")
    if CUSTOM not in parts or CORE not in parts or MAIN not in parts:
        raise ValueError("de eigenschappen van het bestand ontbreken")
    facts, base = facts_of(document, control), base_of(parts)
    before = marked_lines(base.parts) if base else {}
    stamped = _stamped(_plainly(parts, base, facts), facts, control, before)
    stamped[CORE] = _core(
        parts[CORE], {name: value_of(facts, word) for name, word in IN_CORE.items()}
    )
    if base:
        # It is what we last wrote. Left as it was, the next merge would take version and status
        # of this approval for hers, and keep them on the concept that follows.
        ours = _stamped(base.parts, facts, control, before, grow=False)
        stamped = with_base(stamped, replace(base, parts=ours))
    return pack(with_render(stamped, render))


def plain_in(parts: Mapping[str, bytes], base: Base | None) -> list[PlainField]:
    """Return where the words of her file stand that were a field in `base`, what we last wrote.

    Raises:
        ValueError: one of them has no main document.
    """
    return [*plain_fields(read_document(base.parts), read_document(parts))] if base else []


def _plainly(
    parts: Mapping[str, bytes], base: Base | None, facts: DocumentFacts
) -> Mapping[str, bytes]:
    """Return `parts` with what was decided in the words that stood in a field."""
    found = plain_in(parts, base)
    changed = write_plainly(found, {word: value_of(facts, word) for word in DECIDED})
    roots = {each.story.part: each.story.root for each in found}
    return {**parts, **{name: serialise(roots[name]) for name in changed}}


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
            if each.word in DECIDED:
                say(each.texts, value_of(facts, each.word))
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
    for texts in above_title(root):
        mark = status_mark(joined(texts), facts.subtitle) if facts.status == "vastgesteld" else None
        if mark:
            put(texts, *mark.span(), "")


def _tell_history(
    root: Element, facts: DocumentFacts, before: Mapping[str, str], *, grow: bool
) -> None:
    """Bring the lines of the history up to date; where somebody took them out, they stay out."""
    last: Element | None = None
    for line in facts.history:
        name = mark_name(line.source)
        here = line_with(root, name, before.get(name, ""))
        texts = texts_of(here)
        if here is not None:
            for change in reversed(renewed(joined(texts), before.get(name, ""), str(line)) or ()):
                put(texts, *change)
        elif last is not None and grow:
            here = _line_below(root, last, name)
            say(texts_of(here), str(line))
        last = here if joined(texts_of(here)).strip() else last


def _line_below(root: Element, line: Element, name: str) -> Element:
    """Return a line of the history with the looks of `line`, below it, with a bookmark `name`.

    Of the text one run comes along, and of that nothing but its text: a note or a picture in her
    words must not stand there twice.
    """
    made = copy.deepcopy(line)
    run = next(each for each in made.iter(_RUN) if each.find(_TEXT) is not None)
    run[:] = [each for each in run if each.tag in (_LOOKS, _TEXT)]
    look = made.find(_LOOK)
    known = [each.get(_ID, "") for each in root.iter(_BOOKMARK)]
    number = str(max((int(each) for each in known if each.isdecimal()), default=0) + 1)
    start = made.makeelement(_BOOKMARK, {_ID: number, _NAME: name})
    end = made.makeelement(_BOOKMARK_END, {_ID: number})
    made[:] = [*([] if look is None else [look]), start, end, run]
    line.addnext(made)
    return made


def stories_of(parts: Mapping[str, bytes]) -> Iterator[Element]:
    """Yield the text, the headers and the footers, in which fields show a property."""
    for name in sorted(parts):
        if name == MAIN or _STORY.fullmatch(name):
            yield parse(parts[name])


def base_of(parts: Mapping[str, bytes]) -> Base | None:
    """Return what we last wrote, or None where the file no longer says so."""
    try:
        return read_base(parts)
    except ValueError:
        return None


def values_of(data: bytes) -> dict[str, str]:
    """Return the custom properties in the part `data`, by name."""
    return {each.get("name", ""): "".join(each.itertext()) for each in parse(data).iter(_PROPERTY)}


def _custom(data: bytes, facts: DocumentFacts, written: date, review: date) -> bytes:
    """Return the custom properties with what was decided; all others stay."""
    values = {NAMES[word]: value_of(facts, word) for word in DECIDED}
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
