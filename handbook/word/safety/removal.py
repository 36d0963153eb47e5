"""A template without what stays behind: leftovers of programs, and what nothing reaches."""

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from handbook.word.package.content_types import read_types, written_types
from handbook.word.package.field_codes import field_codes
from handbook.word.package.markup import (
    HEADER,
    NAMESPACES,
    RELATIONSHIPS,
    Element,
    escape,
    parse,
    qualified,
    serialise,
)
from handbook.word.package.package import MAIN, TYPES, rels_name
from handbook.word.package.relationships import Relationship, relationships
from handbook.word.safety.allowed_content import (
    DOCX,
    DROPPED,
    DROPPED_ATTRIBUTES,
    DROPPED_ELEMENTS,
    KEPT,
    KEPT_OF_PACKAGE,
    LIVE,
    SETTINGS,
)


def without_leftovers(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a template that go into documents.

    What `allowed` drops stays behind with its relationships, its content type and the elements
    that point to it; so does every part that none reaches. A template for new documents (.dotx)
    becomes a document. What nothing is taken from keeps its bytes.

    Args:
        parts: of a template in which `package_problems` found nothing.

    Raises:
        ValueError: a part that it must change is no good XML.
    """
    links = kept_relationships(parts)
    shown = _shown(parts, links)
    kept: dict[str, bytes] = {}
    for source, wanted in links.items():
        gone = {each.id for each in relationships(parts, source)} - {each.id for each in wanted}
        if source:
            kept[source] = _cleaned(parts[source], gone, shown)
        if wanted:
            name = rels_name(source)
            kept[name] = _written(wanted, source) if gone else parts[name]
    return _typed(parts, kept)


def kept_relationships(parts: Mapping[str, bytes]) -> dict[str, tuple[Relationship, ...]]:
    """Return the relationships that stay, by the part they start from, for every part reached.

    The package itself, "", comes first.
    """
    found: dict[str, tuple[Relationship, ...]] = {}
    waiting = [""]
    while waiting:
        source = waiting.pop(0)
        if source in found:
            continue
        found[source] = _kept(parts, source)
        waiting += [each.target for each in found[source] if each.target in parts]
    return found


def _kept(parts: Mapping[str, bytes], source: str) -> tuple[Relationship, ...]:
    """Return the relationships of a part that stay: those we know, and those its text points to.

    The latter are refused, as are those that bring something live or lead out of the file.
    """
    listed = [each for each in relationships(parts, source) if each.type not in DROPPED]
    known = {*(KEPT if source else KEPT_OF_PACKAGE), *LIVE}
    strange = {each.id for each in listed if each.type not in known and not each.leads_out}
    if source and strange:
        strange -= _pointed_to(parts[source])
    return tuple(each for each in listed if each.id not in strange)


def _pointed_to(data: bytes) -> frozenset[str]:
    """Return the ids of the relationships that a part points to; what is no XML points nowhere."""
    try:
        root = parse(data)
    except ValueError:
        return frozenset()
    return frozenset(
        value
        for element in root.iter("*")
        for name, value in element.attrib.items()
        if name.startswith(_ARROWS) or name.rpartition("}")[2].casefold() == _POINTER
    )


def _written(listed: Sequence[Relationship], source: str) -> bytes:
    lines = "".join(
        f'<Relationship Id="{escape(each.id)}" Type="{escape(each.type)}"'
        f' Target="{escape(_target(each, source))}"'
        + (' TargetMode="External"/>' if each.leads_out else "/>")
        for each in listed
    )
    return f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'.encode()


def _target(relationship: Relationship, source: str) -> str:
    if relationship.leads_out:
        return relationship.target
    return posixpath.relpath(f"/{relationship.target}", f"/{posixpath.dirname(source)}")


def _typed(parts: Mapping[str, bytes], kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `kept` with its content types: the main part is a document, whatever it was."""
    types = read_types(parts)
    overrides = {**types.overrides, MAIN: DOCX}
    if types.overrides == overrides and kept.keys() == parts.keys() - {TYPES}:
        return {TYPES: parts[TYPES], **kept}
    return {TYPES: written_types(replace(types, overrides=overrides), kept), **kept}


def _shown(
    parts: Mapping[str, bytes], links: Mapping[str, tuple[Relationship, ...]]
) -> frozenset[tuple[str, str]]:
    """Return what fields show: the name of each, and that of a variable or property, both low."""
    return frozenset(
        (code.name, word.casefold())
        for part in links
        if part.endswith(".xml") and part.startswith("word/")
        for code in field_codes(parse(parts[part]))
        if code.name in _SHOWING.values()
        for word in code.words[:1]
    )


def _cleaned(data: bytes, gone: Collection[str], shown: Collection[tuple[str, str]]) -> bytes:
    """Return a part without what stays behind; the same bytes when there is nothing of it."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return data
    root = parse(data)
    dropped = [each for each in root.iter() if _stays_behind(each, gone)]
    if root.tag == _SETTINGS:
        dropped += [each for each in root if _local(each) not in SETTINGS]
    dropped += [each for each in root.iter(*_SHOWING) if not _is_shown(each, shown)]
    packed = [each for each in root.iter("*") if DROPPED_ATTRIBUTES & set(each.attrib)]
    for each in packed:
        for attribute in DROPPED_ATTRIBUTES & set(each.attrib):
            del each.attrib[attribute]
    for each in dropped:
        _remove(each)
    return serialise(root) if dropped or packed else data


def _is_shown(element: Element, shown: Collection[tuple[str, str]]) -> bool:
    """Tell whether a field shows a variable or property of the file."""
    name = element.get(_NAME) or element.get("name") or ""
    return (_SHOWING[element.tag], name.casefold()) in shown


def _stays_behind(element: Element, gone: Collection[str]) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment or an instruction to a program: nobody sees it, and it parts a text
    if _local(element) in DROPPED_ELEMENTS:
        return True
    points = (v for name, v in element.attrib.items() if name.startswith(_ARROWS))
    return bool(gone) and any(value in gone for value in points)


def _remove(element: Element) -> None:
    """Take an element out, and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if _local(parent) == _EXTENSION and len(parent) == 1 and parent.getparent() is not None:
        element, parent = parent, parent.getparent()  # an empty one is no good XML of a drawing
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_ARROWS = f"{{{NAMESPACES['r']}}}"
_POINTER, _EXTENSION = "relid", "ext"  # as SmartArt and VML write it; of DrawingML
_SETTINGS, _NAME = qualified("w:settings"), qualified("w:name")
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
# What a template may bring of its own → the field that shows it; without one nobody misses it.
_SHOWING = {
    qualified("w:docVar"): "DOCVARIABLE",
    f"{_PROPERTIES}property": "DOCPROPERTY",
}
