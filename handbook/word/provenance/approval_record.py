"""What a finished Word file says of its own approval: in its properties and in its seal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handbook.word.package.markup import parse, qualified, text_of
from handbook.word.package.package import MAIN, as_it_lies, pack, read, read_any
from handbook.word.package.seal import LINK, told_by_seal, with_link
from handbook.word.provenance.base import read_base
from handbook.word.template_language.properties import CORE, CUSTOM, NAMES
from handbook.word.template_language.template_names import version_source
from handbook.word.writing.draft import mark_name

_TAG = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_PARAGRAPH, _BOOKMARK, _NAME = (qualified(f"w:{each}") for each in ("p", "bookmarkStart", "name"))
_LINES = 10_000  # more versions than any document has
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a document of ours says of itself; "" or None is what it does not say.

    `organisation`, `item`, `render` and `link` stand in its seal: whose it is, which document,
    what it was made from, and the sum of the chain at which it was approved. `house` is the name
    of the organisation. `written` is the day that it prints: of an approved one, of the approval.
    """

    organisation: str
    item: str
    render: str
    link: str = ""
    house: str = ""
    code: str = ""
    title: str = ""
    version: str = ""
    status: str = ""
    approver: str = ""
    written: date | None = None
    review: date | None = None


def said_of_itself(data: bytes) -> Said | None:
    """Return what the Word file `data` says of itself; None where it is not one of ours."""
    try:
        parts = read_any(data)
        seal, told, house = told_by_seal(parts), _properties(parts), _house(parts)
    except ValueError:
        return None
    if not seal:
        return None
    return Said(
        organisation=seal.get("organisation", ""),
        item=seal.get("item", ""),
        render=seal.get("render", ""),
        link=seal.get(LINK, ""),
        house=house,
        code=told.get(NAMES["code"], ""),
        title=told.get(NAMES["titel"], ""),
        version=told.get(NAMES["versie"], ""),
        status=told.get(NAMES["status"], ""),
        approver=told.get(NAMES["goedkeurder"], ""),
        written=_day(told.get("Documentdatum", "")),
        review=_day(told.get("Herzieningsdatum", "")),
    )


def written_as(data: bytes) -> tuple[str, str]:
    """Return version and status that the Word file `data` had when we last wrote in it.

    Empty texts where it does not say so any more.
    """
    try:
        base = read_base(read(data))
        told = _properties(base.parts) if base else {}
    except ValueError:
        return "", ""
    return told.get(NAMES["versie"], ""), told.get(NAMES["status"], "")


def reason_in(data: bytes, said: Said) -> str:
    """Return why the version in the Word file `data` was begun, as its own history tells.

    "" where somebody took that line out.
    """
    try:
        root = parse(read_any(data)[MAIN])
    except (ValueError, KeyError):
        return ""
    marks = {each.get(_NAME, ""): each for each in root.iter(_BOOKMARK)}
    for line in range(1, _LINES):
        mark = marks.get(mark_name(version_source(said.item, line)))
        if mark is None:
            return ""
        told = text_of(next(mark.iterancestors(_PARAGRAPH))).split("  ·  ")
        if told[0].strip() == said.version:
            return "  ·  ".join(told[2:]).strip()
    return ""


def approved_at(data: bytes, link: str) -> bytes:
    """Return the Word file `data` with the sum of the chain in its seal, where it has one."""
    try:
        return pack(with_link(as_it_lies(data), link))
    except ValueError:
        return data


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the custom properties by name, on one line."""
    if CUSTOM not in parts:
        return {}
    found = parse(parts[CUSTOM]).iter(_TAG)
    return {each.get("name", ""): " ".join("".join(each.itertext()).split()) for each in found}


def _house(parts: Mapping[str, bytes]) -> str:
    if CORE not in parts:
        return ""
    return " ".join((parse(parts[CORE]).findtext(_CREATOR) or "").split())


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None
