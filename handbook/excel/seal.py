"""What proves that a workbook is ours and untouched: properties that hold the digest of it all."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from handbook.excel.content_digest import content_sum
from handbook.model.documents.build import Proof
from handbook.opc import Limits, digest, pack, unpack

_CUSTOM = "docProps/custom.xml"
_CUSTOM_MOST = 100_000  # bytes; ours has some two thousand
_NAMES = {"custom": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"}
_LIMITS = Limits(parts=500, size=50_000_000)
_UNSEALED = "0" * 64
_UNKNOWN = "-"
_OWNER = "HandbookOrganisatie"
_FACTS = (_OWNER, "HandbookDocument", "HandbookRender", "HandbookZegel")
_CONTENT = "HandbookInhoud"


def prepare_seal(book: Any, organisation: str, item: str, render: str) -> None:
    """Add the properties that say of whom, of which document and from what `book` is made."""
    for name, value in {
        "HandbookOrganisatie": organisation,
        "HandbookDocument": item,
        "HandbookRender": render,
        _CONTENT: _UNKNOWN,
        "HandbookZegel": _UNSEALED,
    }.items():
        book.set_custom_property(name, value, "text")


def sealed(data: bytes) -> bytes:
    """Return the workbook `data` with its seal in place; the same parts give the same bytes."""
    return pack(_sealed(unpack(data, _LIMITS)))


def prove_sheet(data: bytes) -> Proof | None:
    """Return what the workbook `data` says of itself, or None when it is no workbook of ours.

    It is intact while nothing that a reader sees or can set changed since we made it: a program
    that only saved it leaves it ours. One of an older release does not say what it held; saving
    ends that.
    """
    try:
        parts = unpack(data, _LIMITS)
    except ValueError:
        return None
    said = _custom(parts.get(_CUSTOM, b""))
    if not all(said.get(name) for name in _FACTS):
        return None
    organisation, item, render, seal = (said[name] for name in _FACTS)
    return Proof(
        organisation=organisation,
        item=item,
        render=render,
        intact=digest(_with_seal(parts, seal, _UNSEALED)) == seal or _says_the_same(parts, said),
    )


def _says_the_same(parts: Mapping[str, bytes], said: Mapping[str, str]) -> bool:
    try:
        return said.get(_CONTENT) == content_sum(parts)
    except (ValueError, LookupError):
        return False


def is_same_sheet(one: bytes, other: bytes) -> bool:
    """Tell whether a reader sees the same in two workbooks, whatever program saved them."""
    try:
        return content_sum(unpack(one, _LIMITS)) == content_sum(unpack(other, _LIMITS))
    except (ValueError, LookupError):
        return False


def owner_of_sheet(parts: Mapping[str, bytes]) -> str:
    """Return the organisation that a workbook says to be of; "" when it is no workbook of ours."""
    said = _custom(parts.get(_CUSTOM, b""))
    return said[_OWNER] if all(said.get(name) for name in _FACTS) else ""


def with_owner(data: bytes, organisation: str, render: str) -> bytes:
    """Return the workbook `data` whose seal names another `organisation`, and what it is made from.

    One that nobody touched is sealed anew; any other keeps counting as changed. A workbook that is
    not ours comes back as it is.
    """
    proof = prove_sheet(data)
    if proof is None:
        return data
    parts = unpack(data, _LIMITS)
    seal = _custom(parts[_CUSTOM])["HandbookZegel"]
    custom = _told(parts[_CUSTOM], "HandbookOrganisatie", organisation)
    custom = _told(custom, "HandbookRender", render)
    told = {**parts, _CUSTOM: custom}
    return pack(_sealed(_with_seal(told, seal, _UNSEALED)) if proof.intact else told)


def _told(custom: bytes, name: str, value: str) -> bytes:
    """Return custom properties in which the one called `name` is `value`."""
    pattern = rf'(name="{name}"[^>]*>\s*<(?:\w{{1,20}}:)?lpwstr[^>]*>)[^<]*'.encode()
    return re.sub(pattern, lambda match: match[1] + value.encode(), custom)


def _sealed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `parts` with what they hold told, and the seal in place.

    The seal is the digest over all of them, the seal itself still blank.
    """
    custom = _told(parts[_CUSTOM], _CONTENT, content_sum(parts))
    told = {**parts, _CUSTOM: custom}
    return _with_seal(told, _UNSEALED, digest(told))


def _with_seal(parts: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    # The seal is the last property, so what stands before it may hold the same digits.
    before, found, after = parts[_CUSTOM].rpartition(old.encode())
    custom = before + new.encode() + after if found else parts[_CUSTOM]
    return {**parts, _CUSTOM: custom}


def _custom(data: bytes) -> dict[str, str]:
    """Return the custom properties in docProps/custom.xml by name; none where it cannot be read."""
    # Office never writes a DOCTYPE; refusing it keeps entities that grow to gigabytes out.
    if not data or len(data) > _CUSTOM_MOST or b"<!" in data:
        return {}
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return {}
    found = root.findall("custom:property", _NAMES)
    return {each.get("name", ""): "".join(each.itertext()) for each in found}
