"""A Word file as named parts, read with limits; its relationships and content types."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handbook import opc
from handbook.package_normalisation import MAIN, ordinary
from handbook.word.package.markup import HEADER, OFFICE, RELATIONSHIPS, Element, escape, parse

__all__ = [
    "MAIN",
    "TYPES",
    "Relation",
    "add_custom",
    "add_relations",
    "add_types",
    "as_it_lies",
    "check_package",
    "is_signed",
    "is_strict",
    "pack",
    "read",
    "read_any",
    "relations",
    "rels_name",
    "without_custom",
]

TYPES = "[Content_Types].xml"

_LIMITS = opc.Limits(parts=2_000, size=120_000_000)
_LARGEST = 60_000_000
# A .docx of text deflates to about a tenth; only a trap deflates to less than a 200th.
_RATIO = 200
_SMALL = 5_000_000
_CUSTOM = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_START = 4_000  # bytes in which a part declares its namespaces
_SIGNATURES = "_xmlsignatures/"
_SIGNED = b"/package/2006/relationships/digital-signature/"


def read(data: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by name, in the form in which Word on a computer writes them.

    Raises:
        ValueError: as `as_it_lies`; or it is of the kind 'Strict Open XML', of which each element
            has another name.
    """
    parts = read_any(data)
    if is_strict(parts):
        raise ValueError("het is bewaard als 'Strict Open XML', en niet als gewoon Word-document")
    return parts


def read_any(data: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx as `read` does, also of a kind that we cannot change.

    Raises:
        ValueError: as `as_it_lies`.
    """
    return ordinary(as_it_lies(data))


def is_strict(parts: Mapping[str, bytes]) -> bool:
    """Tell whether a package is of the kind 'Strict Open XML' (ISO/IEC 29500-1)."""
    lists = (data for name, data in parts.items() if name.endswith(".rels"))
    return any(_STRICT in each[:_START] for each in (*lists, parts.get(MAIN, b"")))


def is_signed(parts: Mapping[str, bytes]) -> bool:
    """Tell whether a package carries a digital signature, which any change in it breaks."""
    return _SIGNED in parts.get(rels_name(""), b"") or any(
        name.casefold().startswith(_SIGNATURES) for name in parts
    )


def as_it_lies(data: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by the names and in the bytes that stand in the file.

    For what must not change, or is counted over these bytes.

    Raises:
        ValueError: it is no zip file, or it is one that may be a trap: too large (60 MB, or 120 MB
            unpacked), more than 2,000 parts, deflated more than 200 times, a name twice, or a
            name that points outside the file.
    """
    if len(data) > _LARGEST:
        raise ValueError("het bestand is groter dan 60 MB")
    parts = opc.unpack(data, _LIMITS)
    size = sum(map(len, parts.values()))
    if size > _SMALL and size > _RATIO * len(data):
        raise ValueError("het bestand is meer dan 200 keer zo klein ingepakt als het is")
    if len({name.casefold() for name in parts}) < len(parts):
        raise ValueError("twee onderdelen hebben dezelfde naam")
    for name in parts:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise ValueError("de naam van een onderdeel wijst buiten het bestand")
    return parts


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a .docx of `parts`: fixed order and dates, so that equal parts give equal bytes."""
    return opc.pack(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relationship from a part to another part or, when `external`, to an address."""

    id: str
    kind: str
    target: str
    external: bool = False


def rels_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`; "" is the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Mapping[str, bytes], part: str) -> tuple[Relation, ...]:
    """Return the relationships of `part`, in their order; targets of parts as whole names."""
    data = parts.get(rels_name(part))
    if data is None:
        return ()
    return tuple(
        _relation(each, posixpath.dirname(part))
        for each in parse(data).iter(f"{{{RELATIONSHIPS}}}Relationship")
    )


def _relation(element: Element, folder: str) -> Relation:
    external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(
        id=element.get("Id", ""),
        kind=element.get("Type", "").rpartition("/")[2],
        target=target,
        external=external,
    )


def add_relations(data: bytes | None, added: tuple[Relation, ...]) -> bytes:
    """Return the .rels part `data` with `added` behind what it holds; None is an empty one.

    Raises:
        ValueError: it is not what `check_package` accepts.
    """
    text = data.decode() if data else f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}"/>'
    text = re.sub(r"(<Relationships[^>]*)/>", r"\1></Relationships>", text)
    lines = "".join(
        f'<Relationship Id="{each.id}" Type="{_type(each.kind)}" Target="{escape(each.target)}"'
        + (' TargetMode="External"/>' if each.external else "/>")
        for each in added
    )
    if "</Relationships>" not in text:
        raise ValueError("de koppelingen van het bestand zijn onleesbaar")
    return text.replace("</Relationships>", f"{lines}</Relationships>").encode()


def _type(kind: str) -> str:
    if kind == "core-properties":
        return (
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        )
    return f"{OFFICE}/{kind}"


def check_package(parts: Mapping[str, bytes]) -> None:
    """Refuse content types or relationships that we could not add to.

    Raises:
        ValueError: one of them is no XML, or not written as every Office program writes it.
    """
    for name, root in ((TYPES, "Types"), (rels_name(""), "Relationships"), (rels_name(MAIN), "")):
        data = parts.get(name)
        if data is None and root:
            raise ValueError(f"het onderdeel '{name}' ontbreekt")
        if data is not None and _root_name(data) != (root or "Relationships"):
            raise ValueError(f"het onderdeel '{name}' is onleesbaar")


def _root_name(data: bytes) -> str:
    """Return the name of the root element with its prefix, as it is written."""
    root = parse(data)
    return ":".join(each for each in (root.prefix, root.tag.rpartition("}")[2]) if each)


def add_custom(
    parts: Mapping[str, bytes], main: str, relationship: str, namespace: str, store: str
) -> tuple[dict[str, bytes], str]:
    """Return `parts` with room for a custom XML part that nobody sees in Word, and its name.

    The part itself is not in it yet: what it says may depend on all the others.

    Args:
        parts: the package.
        main: the main document; the relationship `relationship` points from it to the part.
        relationship: that id.
        namespace: of the part's root, by which it is found again.
        store: the GUID of the part, in braces.
    """
    number = next(n for n in range(1, 10_000) if f"customXml/item{n}.xml" not in parts)
    name, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    added = {
        properties: (
            f'{HEADER}<ds:datastoreItem ds:itemID="{store}"'
            ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs>'
            "</ds:datastoreItem>"
        ).encode(),
        rels_name(name): (
            f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1"'
            f' Type="{OFFICE}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
        ).encode(),
        rels_name(main): add_relations(
            parts.get(rels_name(main)),
            (Relation(id=relationship, kind="customXml", target=f"../{name}"),),
        ),
        TYPES: add_types(parts[TYPES], {properties: _CUSTOM}, {"xml": "application/xml"}),
    }
    return {**parts, **added}, name


def without_custom(parts: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """Return `parts` without the custom XML parts `names` and the relationships to them."""
    rest = dict(parts)
    relationships = [name for name in parts if name.endswith(".rels")]
    for name in names:
        gone = {name, *(each.target for each in relations(parts, name)), rels_name(name)}
        for each in sorted(gone & rest.keys()):
            rest.pop(each)
            rest[TYPES] = _without(rest[TYPES], f'PartName="/{each}"')
        for each in relationships:
            if each in rest:
                rest[each] = _without(rest[each], f'Target="../{name}"')
                rest[each] = _without(rest[each], f'Target="/{name}"')
    return rest


def _without(data: bytes, sign: str) -> bytes:
    """Return the XML `data` without the empty elements that carry the attribute `sign`."""
    return re.sub(rf"<\w[^<>]*\s{re.escape(sign)}[^<>]*/>".encode(), b"", data)


def add_types(data: bytes, overrides: Mapping[str, str], defaults: Mapping[str, str]) -> bytes:
    """Return the content types `data` with those of parts and extensions that it lacks.

    Raises:
        ValueError: they are not what `check_package` accepts.
    """
    text = data.decode()
    lines = [
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in defaults.items()
        if f'extension="{extension}"' not in text.casefold()
    ]
    after = [
        f'<Override PartName="/{part}" ContentType="{kind}"/>'
        for part, kind in overrides.items()
        if f'PartName="/{part}"' not in text
    ]
    head = re.search(r"<Types[^>]*>", text)
    if head is None:
        raise ValueError("de inhoudstypen van het bestand zijn onleesbaar")
    text = text[: head.end()] + "".join(lines) + text[head.end() :]
    return text.replace("</Types>", "".join(after) + "</Types>").encode()
