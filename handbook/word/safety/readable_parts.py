"""The XML in a package that may hold something live, whatever the parts are called.

What cannot be read here may be read by the program of a reader: it is never taken for clean.
"""

import re
from urllib.parse import unquote

from handbook.word.package.markup import Element, parse

# How XML begins: with marks of an encoding before it, or in the letters of a mainframe (EBCDIC).
_BEGINS = re.compile(rb"[\xef\xbb\xbf\xff\xfe\x00\s]*+<|\x4c\x6f\xa7\x94\x93")
_NAMED = (".xml", ".rels", ".vml")
_RELS = re.compile(r"(.*/)?_rels/([^/]*)\.rels", re.IGNORECASE)
# Programs that draw put this line before an SVG. It declares nothing itself, and none of us fetches
# what it names. Anywhere else, and with declarations of its own, it stays and is refused.
_DRAWING = re.compile(
    rb"(\A(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^<>]*\?>)?\s*+(?:<!--[^<>]*-->\s*+)*)"
    rb"<!DOCTYPE\s+svg\s+PUBLIC\s+\"[^\"<>\[\]]*\"\s+\"[^\"<>\[\]]*\"\s*>"
)


def is_markup(part: str, data: bytes) -> bool:
    """Tell whether a part is XML by its name or by how it begins; an empty one holds nothing."""
    named = unquote(part).casefold().endswith(_NAMED) and bool(data.strip())
    return named or _BEGINS.match(data) is not None


def read_markup(data: bytes) -> Element | None:
    """Return the root of a part that is XML; None where it cannot be read."""
    try:
        return parse(_DRAWING.sub(rb"\1", data, count=1))
    except ValueError:
        return None


def source_of(part: str) -> str | None:
    """Return the part whose relationships stand in `part`, "" for the package; None: it has none.

    Readers differ in what they make of a capital, or of a sign that is written as %5F.
    """
    name = unquote(part)
    found = _RELS.fullmatch(name)
    if found is not None:
        return f"{found[1] or ''}{found[2]}"
    return name if name.casefold().endswith(".rels") else None
