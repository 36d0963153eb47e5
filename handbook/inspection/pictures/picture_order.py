"""The name of a picture in a Word file → where a reader finds it: the third one in the text."""

import re
from collections.abc import Iterable, Mapping
from posixpath import normpath

from handbook.inspection.text.encodings import decoded

_SHOWING = re.compile(r"word/((document|header|footer|footnotes|endnotes|comments)\d*\.xml)")
_WHERE = {
    "document": "de tekst",
    "header": "een koptekst",
    "footer": "een voettekst",
    "footnotes": "een noot",
    "endnotes": "een noot",
    "comments": "een opmerking",
}
_ARROW = re.compile(r"<Relationship\s[^<>]*>")
_FACT = re.compile(r"""\b(Id|Target)\s*=\s*["']([^"'<>]*)["']""")
_DRAWN = re.compile(r"""<w:(?:drawing|pict|object)\b|\br:(?:embed|link|id)\s*=\s*["']([^"'<>]*)""")


def shown(parts: Mapping[str, bytes], names: Iterable[str]) -> tuple[str, ...]:
    """Return for each picture where a reader sees it first, or its own name where nobody does."""
    return tuple(_seen(parts, name) or name for name in names)


def _seen(parts: Mapping[str, bytes], name: str) -> str:
    for part, data in parts.items():
        found = _SHOWING.fullmatch(part)
        ids = _ids(parts.get(f"word/_rels/{found[1]}.rels", b""), name) if found else frozenset()
        number = _number(decoded(data), ids) if ids else 0
        if found and number:
            return f"de {number}e afbeelding in {_WHERE[found[2]]}"
    return ""


def _ids(relationships: bytes, name: str) -> frozenset[str]:
    """Return under which names a part refers to the picture `name`."""
    told = [dict(_FACT.findall(each)) for each in _ARROW.findall(decoded(relationships))]
    return frozenset(
        each["Id"] for each in told if "Id" in each and _path(each.get("Target", "")) == name
    )


def _path(target: str) -> str:
    return target.removeprefix("/") if target[:1] == "/" else normpath(f"word/{target}")


def _number(text: str, ids: frozenset[str]) -> int:
    """Return which drawing in a part shows one of `ids`, counted from one, or 0."""
    number = 0
    for found in _DRAWN.finditer(text):
        if found[1] is None:
            number += 1
        elif found[1] in ids:
            return max(number, 1)
    return 0
