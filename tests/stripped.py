"""A Word file that went out and came back without what was hidden in it."""

import re
from collections.abc import Callable, Mapping

from handbook.word.package.markup import parse, qualified, serialise
from handbook.word.package.package import pack, read, without_custom

_MARKS = (qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))
_PROPERTIES = "docProps/custom.xml"


def without_xml(data: bytes) -> bytes:
    """Without custom XML: the seal and the base, as Word's document inspector leaves it."""
    parts = read(data)
    return pack(without_custom(parts, [each for each in parts if "customXml/item" in each]))


def without_marks(data: bytes) -> bytes:
    """Without custom XML and bookmarks."""
    parts = read(without_xml(data))
    root = parse(parts["word/document.xml"])
    for each in list(root.iter(*_MARKS)):
        each.getparent().remove(each)
    return pack({**parts, "word/document.xml": serialise(root)})


def bare(data: bytes) -> bytes:
    """Without custom XML, bookmarks and properties of its own, as Google Docs gives it back."""
    parts = read(without_marks(data))
    parts.pop(_PROPERTIES, None)
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(Relationship|Override) [^>]*custom\.xml[^>]*/>", b"", parts[name])
    return pack(parts)


WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "zonder eigen XML": without_xml,
    "ook zonder bladwijzers": without_marks,
    "helemaal kaal": bare,
}
