"""Ways in which another program, or a person, makes an odd file of an ordinary Word file."""

import random
import re
from collections.abc import Callable, Mapping

from handbook import opc

Parts = dict[str, bytes]
_RELS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WML = b"application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIGNATURE = b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
_TYPES = "[Content_Types].xml"


def of_the_web(parts: Parts) -> Parts:
    """The name that Word for the web gives the main part."""
    return moved(parts, {"word/document.xml": "word/document2.xml"})


def renamed(parts: Parts) -> Parts:
    """Every part that somebody looks for by name, under another one."""
    names = {
        "word/document.xml": "word/hoofd.xml",
        "word/styles.xml": "word/stijlen.xml",
        "word/numbering.xml": "word/lijsten.xml",
        "word/header1.xml": "word/kop.xml",
        "docProps/core.xml": "package/services/core.psmdcp",
        "docProps/custom.xml": "docProps/eigen0.xml",
    }
    return moved(parts, {old: new for old, new in names.items() if old in parts})


def with_a_decoy(parts: Parts) -> Parts:
    """The main part under another name, and under its own name a text that nobody sees in Word."""
    main = parts["word/document.xml"]
    said = re.sub(rb"<w:t(?=[ >])[^>]*>[^<]*<", b"<w:t>Anders<", main)
    return {**of_the_web(parts), "word/document.xml": said, "word/_rels/document.xml.rels": b"<x/>"}


def moved(parts: Parts, names: Mapping[str, str]) -> Parts:
    """The parts under other names; what leads to them is written absolute."""
    found: Parts = {}
    for name, data in parts.items():
        if name == _TYPES or name.endswith(".rels"):
            folder = name.partition("_rels/")[0]
            for old, new in names.items():
                short = f'Target="{old.removeprefix(folder)}"'
                data = data.replace(short.encode(), f'Target="/{new}"'.encode())  # noqa: PLW2901
                data = data.replace(f'"/{old}"'.encode(), f'"/{new}"'.encode())  # noqa: PLW2901
        found[_rels(name, names) if name.endswith(".rels") else names.get(name, name)] = data
    return found


def _rels(name: str, names: Mapping[str, str]) -> str:
    """The name of the relationships of a part that has another name."""
    new = names.get(name.replace("_rels/", "").removesuffix(".rels"))
    return f"{new.rpartition('/')[0]}/_rels/{new.rpartition('/')[2]}.rels" if new else name


def with_prefixes(parts: Parts) -> Parts:
    """Content types and relationships with a prefix before each element, as some write them."""
    found = dict(parts)
    for name, data in parts.items():
        if name.endswith(".rels") or name == _TYPES:
            text = re.sub(rb"<(/?)(Relation|Types|Default|Override)", rb"<\1ns0:\2", data)
            found[name] = text.replace(b" xmlns=", b" xmlns:ns0=")
    return found


def without_custom(parts: Parts) -> Parts:
    """A file from which all custom XML was taken."""
    found = {name: data for name, data in parts.items() if not name.startswith("customXml/")}
    rels = "word/_rels/document.xml.rels"
    found[rels] = re.sub(rb"<Relationship [^<>]*customXml[^<>]*/>", b"", found[rels])
    found[_TYPES] = re.sub(rb"<Override [^<>]*customXml[^<>]*/>", b"", found[_TYPES])
    return found


def with_other_prefixes(parts: Parts) -> Parts:
    """Texts in which the elements of Word have the prefix that a library gave them."""
    found = dict(parts)
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            found[name] = re.sub(rb"(?<=[</\s])w:(?=\w)", b"ns1:", parts[name]).replace(
                b"xmlns:w=", b"xmlns:ns1="
            )
    return found


def in_utf16(parts: Parts) -> Parts:
    found = dict(parts)
    for name, data in parts.items():
        if name.startswith(("word/", "docProps/", "_rels/")) and name.endswith((".xml", ".rels")):
            found[name] = data.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return found


def strict(parts: Parts) -> Parts:
    """The kind 'Strict Open XML', of which each element and relationship has another name."""
    found = dict(parts)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and not name.startswith("customXml"):
            text = data.replace(_RELS, b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            found[name] = text.replace(_WORD, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    return found


def signed(parts: Parts) -> Parts:
    """A file with a digital signature."""
    relationship = b'<Relationship Id="rIdS" Type="%b/origin" Target="_xmlsignatures/origin.sigs"/>'
    kind = b"application/vnd.openxmlformats-package.digital-signature"
    types = b'<Default Extension="sigs" ContentType="%b-origin"/>' % kind
    types += (
        b'<Override PartName="/_xmlsignatures/sig1.xml" ContentType="%b-xmlsignature+xml"/>' % kind
    )
    return {
        **parts,
        "_rels/.rels": _added(parts["_rels/.rels"], relationship % _SIGNATURE),
        _TYPES: _added(parts[_TYPES], types),
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/sig1.xml": b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
    }


def with_odd_numbers(parts: Parts) -> Parts:
    """Ids that should be numbers and are none: of a comment beside one of ours, of bookmarks."""
    comment = b'<w:comment w:id="%b" w:author="handbook"><w:p/></w:comment>'
    relationship = b'<Relationship Id="rIdC" Type="%b/comments" Target="comments.xml"/>' % _RELS
    kind = b'<Override PartName="/word/comments.xml" ContentType="%b.comments+xml"/>' % _WML
    rels = "word/_rels/document.xml.rels"
    return {
        **parts,
        rels: _added(parts[rels], relationship),
        _TYPES: _added(parts[_TYPES], kind),
        "word/comments.xml": b'<w:comments xmlns:w="%b">%b%b</w:comments>'
        % (_WORD, comment % b"1", comment % b"een"),
        "word/document.xml": re.sub(rb'w:id="\d+"', b'w:id="een"', parts["word/document.xml"]),
    }


def with_odd_properties(parts: Parts) -> Parts:
    """Numbers of properties and lists that are none."""
    lists = re.sub(rb'(numId|ilvl)="\d+"', rb'\1="x"', parts.get("word/numbering.xml", b""))
    custom = re.sub(rb'pid="\d+"', b'pid="x"', parts["docProps/custom.xml"])
    return {**parts, "word/numbering.xml": lists, "docProps/custom.xml": custom}


def _added(data: bytes, line: bytes) -> bytes:
    return re.sub(rb"(?=</(?:Relationships|Types)>)", line, data)


def _broken(parts: Parts) -> Parts:
    return {**parts, "word/document.xml": parts["word/document.xml"][:900]}


def _bomb(parts: Parts) -> Parts:
    return {**parts, "word/media/groot.bin": bytes(20_000_000)}


def _headless(parts: Parts) -> Parts:
    return {name: data for name, data in parts.items() if name != "word/document.xml"}


def _of(change: Callable[[Parts], Parts]) -> Callable[[bytes], bytes]:
    return lambda data: opc.pack(change(opc.unpack(data)))


ODD: Mapping[str, Callable[[bytes], bytes]] = {
    "bytes": lambda _: random.Random(1).randbytes(5_000),
    "half": lambda data: data[: len(data) // 2],
    "part": _of(_broken),
    "bomb": _of(_bomb),
    "headless": _of(_headless),
    "numbers": _of(with_odd_numbers),
    "properties": _of(with_odd_properties),
    "prefix": _of(lambda parts: with_prefixes(without_custom(parts))),
    "web": _of(of_the_web),
    "strict": _of(strict),
    "signed": _of(signed),
    "ole": lambda _: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2_000),
    "utf-16": _of(in_utf16),
}
"""What may stand in the place of a document: an odd file made of the ordinary one."""
