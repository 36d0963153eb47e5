"""Version, status, date and approver set in a Word file that somebody changed: nothing else."""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from handbook.model.control import Control
from handbook.model.document import Document
from handbook.word.draft import mark_name
from handbook.word.markup import HEADER, Element, escape, parse, qualified, serialise, text_of
from handbook.word.merging import read_base, with_base
from handbook.word.package import MAIN, is_signed, pack, read
from handbook.word.proof import with_render
from handbook.word.properties import CORE, CUSTOM, NAMES, value_of
from handbook.word.view import DocumentFacts, facts_of

_STORY = re.compile(r"word/(?:header|footer)\d*\.xml")
_FIELD = re.compile(r'\s*DOCPROPERTY\s+"?(\w+)"?')
_MARK = re.compile(r"  ·  (?:concept|ter vaststelling)$")
_NEEDED = ("versie", "status")
_BEGIN, _TEXT = qualified("w:fldChar"), qualified("w:t")
_CODE, _KIND = qualified("w:instrText"), qualified("w:fldCharType")
_PARAGRAPH, _BOOKMARK, _BOOKMARK_END, _NAME, _ID = (
    qualified(f"w:{name}") for name in ("p", "bookmarkStart", "bookmarkEnd", "name", "id")
)
_SIMPLE, _INSTRUCTION = qualified("w:fldSimple"), qualified("w:instr")
_INSIDE, _RESULT = "instruction", "result"
_PARTS = {"begin": _INSIDE, "separate": _RESULT}
_WORDS = {name: word for word, name in NAMES.items()}
_TAG = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def stamp(data: bytes, document: Document, control: Control, render: str) -> bytes:
    """Return the Word file `data` with what `control` says, and `render` as what it is made from.

    Only results of property fields, the status above the title, the history of versions, and
    properties change; every other word stays as somebody left it. The seal keeps its digest, so
    that the file stays known as changed by hand.

    Raises:
        ValueError: in Dutch, why that is not possible.
    """
    parts = read(data)
    if is_signed(parts):
        raise ValueError("het is digitaal ondertekend, en dat zou de handtekening verbreken")
    facts = facts_of(document, control)
    seen: set[str] = set()
    for name in [MAIN, *sorted(filter(_STORY.fullmatch, parts))]:
        root = parse(parts[name])
        before = serialise(root)
        seen |= set(_fill_fields(root, facts))
        if name == MAIN:
            _mark_status(root, control.status)
            _tell_history(root, facts)
        after = serialise(root)
        if after != before:
            parts[name] = after
    lacking = [word for word in _NEEDED if word not in seen]
    if lacking:
        raise ValueError(f"het veld voor {' en '.join(lacking)} staat er niet meer in")
    if CUSTOM not in parts or CORE not in parts:
        raise ValueError("de eigenschappen van het bestand ontbreken")
    parts[CUSTOM] = _custom(parts[CUSTOM], facts, control.written, control.review)
    parts[CORE] = _core(parts[CORE], {"contentStatus": facts.status, "version": facts.version})
    return pack(with_render(_as_written(parts), render))


def _as_written(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return `parts` whose base has the properties that stand there now.

    They are what we last wrote. Left as they were, the next merge would take version and status
    of this approval for hers, and keep them on the concept that follows.
    """
    try:
        base = read_base(parts)
    except ValueError:
        return parts
    if base is None or CUSTOM not in base.parts:
        return parts
    return with_base(parts, replace(base, parts={**base.parts, CUSTOM: parts[CUSTOM]}))


def _fill_fields(root: Element, facts: DocumentFacts) -> Iterator[str]:
    """Set the result of each field that shows a property of ours; yield which property it is."""
    for simple in root.iter(_SIMPLE):
        word = _word(simple.get(_INSTRUCTION, ""))
        if word:
            _say(list(simple.iter(_TEXT)), value_of(facts, word))
            yield word
    for code, results in _complex_fields(root):
        word = _word(code)
        if word and results:
            _say(results, value_of(facts, word))
            yield word


def _complex_fields(root: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield the instruction of each field in runs, and the texts that show its result."""
    code, part = "", ""
    results: list[Element] = []
    for element in list(root.iter(_BEGIN, _CODE, _TEXT)):
        kind = element.get(_KIND) if element.tag == _BEGIN else None
        if kind == "end" and part == _RESULT:
            yield code, results
        if kind is not None:
            part = _PARTS.get(kind, "")
        if kind == "begin":
            code, results = "", []
        elif element.tag == _CODE and part == _INSIDE:
            code += element.text or ""
        elif element.tag == _TEXT and part == _RESULT:
            results.append(element)


def _word(code: str) -> str:
    match = _FIELD.match(code)
    return _WORDS.get(match[1], "") if match else ""


def _say(texts: list[Element], value: str) -> None:
    for number, text in enumerate(texts):
        text.text = "" if number else value


def _mark_status(root: Element, status: str) -> None:
    """Let the line above the title name the status, unless the document is approved."""
    for paragraph in root.iter(qualified("w:p")):
        styles = paragraph.iter(qualified("w:pStyle"))
        if not any("bovenregel" in each.get(qualified("w:val"), "").casefold() for each in styles):
            continue
        wanted = "" if status == "vastgesteld" else f"  ·  {status}"
        found = text_of(paragraph)
        if _MARK.sub("", found) + wanted == found:
            continue
        texts = list(paragraph.iter(_TEXT))
        last = next((each for each in reversed(texts) if each.text), None)
        if last is None:
            continue
        if _MARK.search(found) and not _MARK.search(last.text):
            raise ValueError("de regel boven de titel noemt de status in losse stukken")
        last.text = _MARK.sub("", last.text) + wanted
        last.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return


def _tell_history(root: Element, facts: DocumentFacts) -> None:
    """Bring the lines of the history up to date; where somebody took them out, they stay out."""
    last: Element | None = None
    for line in facts.history:
        name = mark_name(line.source)
        marks = (each for each in root.iter(_BOOKMARK) if each.get(_NAME) == name)
        mark = next(marks, None)
        if mark is not None:
            last = next(mark.iterancestors(_PARAGRAPH))
        elif last is not None:
            last = _line_below(root, last, name)
        if last is not None:
            _say(list(last.iter(_TEXT)), str(line))


def _line_below(root: Element, line: Element, name: str) -> Element:
    """Return a copy of a line of the history, put below it, with a bookmark called `name`."""
    made = copy.deepcopy(line)
    number = str(max(int(each.get(_ID, "0")) for each in root.iter(_BOOKMARK)) + 1)
    for each in list(made.iter(_BOOKMARK, _BOOKMARK_END)):
        each.set(_ID, number)
        if each.tag == _BOOKMARK:
            each.set(_NAME, name)
    line.addnext(made)
    return made


def _custom(data: bytes, facts: DocumentFacts, written: date, review: date) -> bytes:
    """Return the custom properties with ours as they are now; those of others stay."""
    values = {NAMES[word]: value_of(facts, word) for word in NAMES}
    values["Herzieningsdatum"] = f"{review.isoformat()}T00:00:00Z"
    values["Documentdatum"] = f"{written.isoformat()}T00:00:00Z"
    root = parse(data)
    for each in root.iter(_TAG):
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
