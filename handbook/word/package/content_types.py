"""The content types of a package: what kind of part each part says to be."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handbook.word.package.markup import HEADER, Element, escape, parse
from handbook.word.package.package import TYPES

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_SPEAKS_FOR = {f"{{{_NAMESPACE}}}Default": "Extension", f"{{{_NAMESPACE}}}Override": "PartName"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentTypes:
    """The types by extension and by name of a part, both in small letters; a name has no slash.

    `sound` is False when no Office program writes it so: an element or attribute too many, or two
    types for one thing, of which each reader may take another.
    """

    defaults: Mapping[str, str]
    overrides: Mapping[str, str]
    sound: bool = True

    def of(self, part: str) -> str:
        """Return the content type of a part; "" when nothing speaks for it."""
        name = part.casefold()
        extension = posixpath.splitext(name)[1].lstrip(".")
        return self.overrides.get(name, self.defaults.get(extension, ""))


def read_types(parts: Mapping[str, bytes]) -> ContentTypes:
    """Return the content types of a package.

    Raises:
        ValueError: the part that holds them is no good XML.

    Source: ECMA-376 Part 2, 7.2.3 (media types): names and extensions compare without case.
    """
    children = [each for each in parse(parts[TYPES]) if isinstance(each.tag, str)]
    pairs = [_pair(each) for each in children]
    overrides = {name[1:]: kind for name, kind in pairs if name.startswith("/")}
    defaults = {name: kind for name, kind in pairs if not name.startswith("/")}
    return ContentTypes(
        defaults=defaults,
        overrides=overrides,
        sound=len(overrides) + len(defaults) == len(children) and all(map(_is_sound, children)),
    )


def _pair(element: Element) -> tuple[str, str]:
    key = element.get(_SPEAKS_FOR.get(element.tag, ""), "").casefold()
    kind = element.get("ContentType", "").strip()
    # RFC 2045, 5.1: case says nothing. Programs write only the types of pictures in capitals.
    return key, kind.casefold() if kind.casefold().startswith("image/") else kind


def _is_sound(element: Element) -> bool:
    return set(element.attrib) == {_SPEAKS_FOR.get(element.tag, ""), "ContentType"}


def written_types(types: ContentTypes, parts: Iterable[str]) -> bytes:
    """Return the part [Content_Types].xml for these parts, as Office writes it."""
    names = sorted(parts)
    used = {posixpath.splitext(each.casefold())[1].lstrip(".") for each in names}
    lines = [
        f'<Default Extension="{escape(extension)}" ContentType="{escape(kind)}"/>'
        for extension, kind in sorted(types.defaults.items())
        if extension in used | {"rels", "xml"}
    ]
    lines += [
        f'<Override PartName="/{escape(each)}" ContentType="{escape(kind)}"/>'
        for each in names
        if (kind := types.overrides.get(each.casefold()))
    ]
    return f'{HEADER}<Types xmlns="{_NAMESPACE}">{"".join(lines)}</Types>'.encode()
