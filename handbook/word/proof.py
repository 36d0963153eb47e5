"""What proves that a file is ours and untouched: a part that holds the digest of all others."""

import re
from collections.abc import Mapping

from handbook import parcel
from handbook.model.outcome import Proof
from handbook.word.markup import HEADER, OFFICE, RELATIONSHIPS, escape, parse
from handbook.word.package import (
    MAIN,
    TYPES,
    Relation,
    add_relations,
    add_types,
    read,
    relations,
    rels_name,
)

NAMESPACE = "urn:handbook:document:1"

_ITEM = re.compile(r"customXml/item\d+\.xml")
_STORE = "{3E2A8C51-7B60-4C1D-9A55-0D5B1C6E9F01}"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def seal(parts: Mapping[str, bytes], organisation: str, item: str, render: str) -> dict[str, bytes]:
    """Return `parts` with the part that proves them ours.

    Args:
        parts: the whole document, without a seal.
        organisation: the id of the organisation the document belongs to.
        item: the library's id of the document, its identity for ever.
        render: the fingerprint of the job it was made from.
    """
    number = next(n for n in range(1, 10_000) if f"customXml/item{n}.xml" not in parts)
    name, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    sealed = dict(parts)
    sealed[properties] = (
        f'{HEADER}<ds:datastoreItem ds:itemID="{_STORE}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    sealed[rels_name(name)] = (
        f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1"'
        f' Type="{OFFICE}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
    arrow = Relation(id="rIdHandbook", kind="customXml", target=f"../{name}")
    sealed[rels_name(MAIN)] = add_relations(parts.get(rels_name(MAIN)), (arrow,))
    sealed[TYPES] = add_types(parts[TYPES], {properties: _PROPERTIES}, {"xml": "application/xml"})
    sealed[name] = (
        f'{HEADER}<h:document xmlns:h="{NAMESPACE}" organisation="{escape(organisation)}"'
        f' item="{escape(item)}" render="{escape(render)}" digest="{digest(sealed)}"/>'
    ).encode()
    return sealed


def unsealed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `parts` without what proves them ours, and without the arrows to it."""
    rest = dict(parts)
    for name in _own(parts):
        gone = {name, *(each.target for each in relations(parts, name))}
        for each in (*gone, rels_name(name)):
            rest.pop(each, None)
            rest[TYPES] = _without(rest[TYPES], f'PartName="/{each}"')
        ours = [each.id for each in relations(parts, MAIN) if each.target == name]
        for each in ours:
            rest[rels_name(MAIN)] = _without(rest[rels_name(MAIN)], f'Id="{each}"')
    return rest


def _without(data: bytes, sign: str) -> bytes:
    """Return the XML `data` without the empty elements that carry the attribute `sign`."""
    return re.sub(rf"<\w[^<>]*\s{re.escape(sign)}[^<>]*/>".encode(), b"", data)


def digest(parts: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over name and bytes of all parts except our own."""
    return parcel.digest(parts, without=_own(parts)[:1])


def prove(data: bytes) -> Proof | None:
    """Return what the file `data` says of itself, or None when it is not a file of ours.

    A file that cannot be read is not proved ours, so nobody will replace it.
    """
    try:
        parts = read(data)
        own = _own(parts)
        if not own:
            return None
        facts = parse(parts[own[0]])
    except ValueError:
        return None
    intact = len(own) == 1 and facts.get("digest") == digest(parts)
    return Proof(
        organisation=facts.get("organisation", ""),
        item=facts.get("item", ""),
        render=facts.get("render", ""),
        intact=intact,
    )


def owners_of(parts: Mapping[str, bytes], item: str) -> frozenset[str]:
    """Return the organisations whose document `item` this says to be, whatever changed since."""
    seals = [parse(parts[name]) for name in _own(parts)]
    return frozenset(each.get("organisation", "") for each in seals if each.get("item") == item) - {
        ""
    }


def _own(parts: Mapping[str, bytes]) -> list[str]:
    # By namespace and not by name: Word numbers these parts anew when it saves.
    return [
        name
        for name in sorted(parts)
        if _ITEM.fullmatch(name) and NAMESPACE.encode() in parts[name] and _is_ours(parts[name])
    ]


def _is_ours(data: bytes) -> bool:
    try:
        return str(parse(data).tag) == f"{{{NAMESPACE}}}document"
    except ValueError:
        return False
