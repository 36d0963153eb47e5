"""Is a part the picture that its content type says it is?"""

import re
from itertools import chain

from handbook.word.package.markup import Element, parse

# The first bytes of what Word draws. A name or a content type says nothing: anybody may write it.
_BEGINNINGS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"II\xbc\x01",  # HD Photo
    b"\xd7\xcd\xc6\x9a",  # WMF with a header that says its size
    b"\x01\x00\x09\x00\x00\x03",  # WMF without
)
_SVG, _HTML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"
DRAWING = f"{_SVG}svg"
_RUNS = frozenset(
    ("script", "foreignObject", "iframe", "object", "embed", "handler", "audio", "video")
)
_PICTURE = r"data:image/(?:png|jpe?g|gif|webp);"
_INSIDE = re.compile(rf"#|{_PICTURE}", re.IGNORECASE)
# Words of a style that take something from an address (CSS Values 4, Images 4, Cascade 5).
_FETCHES = re.compile(
    rf"@import|image-set\s*\(|\bsrc\s*\(|url\(\s*+['\"]?+(?!#|{_PICTURE})", re.IGNORECASE
)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")  # CSS Syntax 3, 4.3.7
_ADDRESSED = frozenset(("href", "src", "base"))


def is_picture(data: bytes) -> bool:
    """Tell whether `data` is a picture that Word can draw and that fetches and runs nothing."""
    if data.startswith(_BEGINNINGS):
        return True
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
        return True
    return _is_drawing(data)


def _is_drawing(data: bytes) -> bool:
    """Tell whether `data` is an SVG that holds all it shows."""
    try:
        root = parse(data)
    except ValueError:
        return False
    return root.tag == DRAWING and is_still(root)


def is_still(drawing: Element) -> bool:
    """Tell whether an SVG, of which this is the root, fetches and runs nothing."""
    around = chain(drawing.itersiblings(preceding=True), drawing.itersiblings())
    return all(map(_is_still, chain(around, drawing.iter())))


def _is_still(element: Element) -> bool:
    if not isinstance(element.tag, str):
        return "xml-stylesheet" not in str(element)
    local = _local(element.tag)
    if local in _RUNS or element.tag.startswith(_HTML):
        return False
    if local == "style" and _fetches("".join(element.itertext())):
        return False
    return not any(_is_lively(_local(name), value) for name, value in element.attrib.items())


def _is_lively(name: str, value: str) -> bool:
    """Tell whether an attribute of a drawing fetches or runs something, or makes another do so."""
    if name in _ADDRESSED:
        return _INSIDE.match(value) is None
    if name == "attributeName":  # of an animation, which gives that attribute other values
        changed = value.strip().rpartition(":")[2]
        return changed in _ADDRESSED or changed.startswith("on")
    return name.startswith("on") or _fetches(value)


def _fetches(style: str) -> bool:
    """Tell whether a style fetches something, however it is spelled."""
    plain = _ESCAPE.sub(_meant, _REMARK.sub("", style))
    return _FETCHES.search(plain) is not None or _FETCHES.search(style) is not None


def _meant(escape: re.Match[str]) -> str:
    """Return the sign that an escape of a style stands for."""
    number = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(number) if number <= _LAST_SIGN else "\ufffd")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


_LAST_SIGN = 0x10FFFF
