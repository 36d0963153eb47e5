"""The properties of a document: what Word, SharePoint and a screen reader know of it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handbook.model.documents.document import Organisation
from handbook.word.package.markup import HEADER, escape, parse
from handbook.word.package.package import (
    TYPES,
    Relation,
    add_relations,
    add_types,
    relations,
    rels_name,
)
from handbook.word.template_language.template_names import DocumentFacts

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"

# The word in eigenschap('…') and the name of the property that Word shows and fields refer to.
NAMES: Mapping[str, str] = {
    "titel": "Titel",
    "code": "Documentnummer",
    "soort": "Soort",
    "versie": "Versie",
    "status": "Status",
    "eigenaar": "Eigenaar",
    "goedkeurder": "Goedkeurder",
    "datum": "Datum",
    "herziening": "Herziening",
}
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
# The set of properties that users define, by the identifier that Office gave it.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# Types that say a text, a number, a yes or no, or a day: the ones that Word's own window offers.
_SIMPLE = frozenset(("lpwstr", "lpstr", "i4", "r8", "bool", "filetime"))
KINDS = {
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
RELATIONS = {CORE: "core-properties", APP: "extended-properties", CUSTOM: "custom-properties"}


def value_of(facts: DocumentFacts, word: str) -> str:
    """Return the text of property `word`, a key of `NAMES`."""
    field = {
        "titel": facts.title,
        "code": facts.code,
        "soort": facts.kind,
        "versie": facts.version,
        "status": facts.status,
        "eigenaar": facts.owner,
        "goedkeurder": facts.approver,
        "datum": facts.written,
        "herziening": facts.review,
    }
    return field[word]


def with_properties(
    parts: Mapping[str, bytes],
    facts: DocumentFacts,
    organisation: Organisation,
    days: tuple[date, date] | None,
    *,
    identity: str = "",
) -> dict[str, bytes]:
    """Return `parts` with core, application and custom properties.

    Of the template only those of its own stay that it still has: a field shows them.

    docxtpl fills a few core properties, escapes them twice and forgets the rest; so all of them
    are written here.

    `days` are when this version was written, and when it is reviewed; a page that is not under
    control has neither, and no empty property that would pass for one. `identity` is what a host
    knows the document by, whatever becomes of its name and code.
    """
    result = dict(parts)
    result[CORE] = _core(facts, organisation.name, days).encode()
    result[APP] = _app(organisation.name).encode()
    result[CUSTOM] = _custom(facts, days, identity, _own(parts)).encode()
    result[TYPES] = add_types(parts[TYPES], KINDS, {"xml": "application/xml"})
    known = {each.kind for each in relations(parts, "")}
    missing = tuple(
        Relation(id=f"rIdHandbook{number}", kind=kind, target=part)
        for number, (part, kind) in enumerate(RELATIONS.items(), start=1)
        if kind not in known
    )
    result[rels_name("")] = add_relations(parts.get(rels_name("")), missing)
    return result


def _core(facts: DocumentFacts, organisation: str, days: tuple[date, date] | None) -> str:
    stamp = f"{days[0].isoformat()}T00:00:00Z" if days else ""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    return (
        f"{HEADER}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_flat(facts.title)}</dc:title><dc:subject>{_flat(facts.subtitle)}</dc:subject>"
        f"<dc:creator>{_flat(organisation)}</dc:creator>"
        f"<cp:keywords>{_flat(facts.code)}</cp:keywords>"
        f"<cp:lastModifiedBy>{_flat(organisation)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{dates}<cp:category>{_flat(facts.kind)}</cp:category>"
        f"<cp:contentStatus>{_flat(facts.status)}</cp:contentStatus>"
        f"<dc:language>nl-NL</dc:language><cp:version>{_flat(facts.version)}</cp:version>"
        "</cp:coreProperties>"
    )


def _app(organisation: str) -> str:
    return (
        f'{HEADER}<Properties xmlns="{_EXTENDED}"><Application>handbook</Application>'
        f"<Company>{_flat(organisation)}</Company></Properties>"
    )


def _own(parts: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    """Return the properties of the template as rows: name, type and text, both fit for XML."""
    if CUSTOM not in parts:
        return []
    taken = {each.casefold() for each in (*NAMES.values(), "Herzieningsdatum", "Documentdatum")}
    rows = []
    for each in parse(parts[CUSTOM]).iter(f"{{{_CUSTOM}}}property"):
        name = each.get("name", "")
        if name.casefold() in taken | {"kenmerk"}:
            continue
        for value in each[:1]:
            kind = str(value.tag).removeprefix(f"{{{_VT}}}")
            if kind in _SIMPLE:
                rows.append((_flat(name), kind, _flat(str(value.text or ""))))
    return rows


def _custom(
    facts: DocumentFacts,
    days: tuple[date, date] | None,
    identity: str,
    own: Sequence[tuple[str, str, str]],
) -> str:
    rows = [(name, "lpwstr", _flat(value_of(facts, word))) for word, name in NAMES.items()]
    if days:
        rows.append(("Herzieningsdatum", "filetime", f"{days[1].isoformat()}T00:00:00Z"))
        rows.append(("Documentdatum", "filetime", f"{days[0].isoformat()}T00:00:00Z"))
        rows.append(("Kenmerk", "lpwstr", _flat(identity)))
    else:
        rows = [row for row in rows if row[2]]
    rows += own
    lines = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}"><vt:{kind}>{text}</vt:{kind}>'
        "</property>"
        for number, (name, kind, text) in enumerate(rows, start=2)
    )
    return f'{HEADER}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{lines}</Properties>'


def _flat(text: str) -> str:
    return escape(re.sub(r"\s*\n\s*", " ", text))
