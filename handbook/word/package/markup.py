"""The XML of Word: its namespaces, text made safe for it, and strict reading."""

import re
from typing import Any

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# XML 1.0 cannot carry these, and Word refuses a file that holds one.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
)

_DECLARES = "een DOCTYPE hoort niet in een Office-bestand"

Element = Any


def qualified(name: str) -> str:
    """Return `w:p` as lxml writes it: the namespace between braces, then the local name."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def clean(text: str) -> str:
    r"""Return `text` without what XML 1.0 forbids, and with \n for every kind of line end.

    Content is refused earlier when it holds control characters; this is the second lock.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """Return `text` fit for an element or an attribute between double quotes."""
    text = clean(text)
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def parse(data: bytes | str) -> Element:
    """Return the root element of `data`, read strictly and without entities or network.

    Raises:
        ValueError: it is not well-formed XML, or it declares entities.
    """
    raw = data.encode() if isinstance(data, str) else data
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ValueError(_DECLARES)
    try:
        root = etree.fromstring(raw, _PARSER)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise ValueError(f"de XML is beschadigd (regel {line}, teken {column})") from error
    # In UTF-16 and other encodings the letters of a DOCTYPE are other bytes.
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(_DECLARES)
    return root


def serialise(root: Element) -> bytes:
    """Return `root` as the bytes of a part, with the declaration that Word writes."""
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return HEADER.encode() + body


def fragment(xml: str) -> list[Element]:
    """Return the elements of `xml`, which uses the usual prefixes without declaring them."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return list(parse(f"<x {declared}>{xml}</x>"))


def text_of(element: Element) -> str:
    """Return the text of all `w:t` in `element`; a tab and a line break count as a blank."""
    pieces = []
    for child in element.iter(_TEXT, _TAB, _BREAK):
        if child.tag == _TEXT:
            pieces.append(child.text or "")
        elif child.getparent().tag == _RUN:  # and not a tab stop in paragraph properties
            pieces.append(" ")
    return "".join(pieces)


_TEXT, _TAB, _BREAK, _RUN = (qualified(name) for name in ("w:t", "w:tab", "w:br", "w:r"))
