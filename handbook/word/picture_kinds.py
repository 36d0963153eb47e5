"""Is a part the picture that its content type says it is?"""

import re

from handbook.word.markup import Element, parse

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
_SVG = "{http://www.w3.org/2000/svg}"
_RUNS = frozenset(
    ("script", "foreignObject", "iframe", "object", "embed", "handler", "audio", "video")
)
_FETCHES = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/)", re.IGNORECASE)
_INSIDE = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp);", re.IGNORECASE)


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
    return root.tag == f"{_SVG}svg" and all(map(_is_still, root.iter()))


def _is_still(element: Element) -> bool:
    if not isinstance(element.tag, str):
        return "xml-stylesheet" not in str(element)
    local = element.tag.rpartition("}")[2]
    if local in _RUNS or _FETCHES.search(element.text or ""):
        return False
    return not any(_is_lively(name.rpartition("}")[2], v) for name, v in element.attrib.items())


def _is_lively(name: str, value: str) -> bool:
    """Tell whether an attribute of a drawing fetches or runs something."""
    if name in ("href", "src", "base"):
        return _INSIDE.match(value) is None
    return name.startswith("on") or _FETCHES.search(value) is not None
