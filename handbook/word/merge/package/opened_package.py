"""Her package, opened: parts are read when they are needed, written back when they changed."""

import posixpath
from collections.abc import Mapping

from handbook.word.package.markup import HEADER, NAMESPACES, Element, parse, serialise
from handbook.word.package.package import (
    TYPES,
    Relation,
    add_relations,
    add_types,
    relations,
    rels_name,
)
from handbook.word.reading.units import Document
from handbook.word.template_language.properties import KINDS, RELATIONS

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


class OpenedPackage:
    """A package that is patched in place.

    Attributes:
        parts: the parts as they are now, but for the roots that are open.
        document: her file as units; its elements are those of the open roots.
        main: the name of the main document.
    """

    def __init__(self, parts: Mapping[str, bytes], document: Document) -> None:
        self.parts = dict(parts)
        self.document = document
        self.main = document.stories["body"].part
        self._roots = {story.part: story.root for story in document.stories.values()}
        self._touched: set[str] = set()

    @property
    def touched(self) -> bool:
        """True when anything changed so far."""
        return bool(self._touched)

    def touch(self, part: str) -> None:
        """Remember that an open part changed."""
        self._touched.add(part)

    def root(self, part: str) -> Element:
        """Return the root of a part, opened once."""
        if part not in self._roots:
            self._roots[part] = parse(self.parts[part])
        return self._roots[part]

    def replace(self, part: str, data: bytes) -> None:
        """Put `data` in the place of a part; nothing happens when it is the same."""
        if self.parts.get(part) != data:
            self.parts[part] = data
            self._roots.pop(part, None)
            self._touched.discard(part)
            self._touched.add("")

    def of(self, kind: str, part: str = "") -> str:
        """Return the name of the part of a kind that `part` (the main document) points to."""
        found = relations(self.parts, part or self.main)
        return next((e.target for e in found if e.kind == kind and e.target in self.parts), "")

    def relationship(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of the relationship of `part` to `target`; a new one when it has none."""
        existing = relations(self.parts, part)
        for each in existing:
            if (each.kind, each.target, each.external) == (kind, target, external):
                return each.id
        taken = {each.id for each in existing}
        number = next(n for n in range(1, 100_000) if f"rIdH{n}" not in taken)
        way = target if external else posixpath.relpath(target, posixpath.dirname(part) or ".")
        added = Relation(id=f"rIdH{number}", kind=kind, target=way, external=external)
        name = rels_name(part)
        self.replace(name, add_relations(self.parts.get(name), (added,)))
        return added.id

    def add(self, part: str, data: bytes) -> str:
        """Add a picture under `part` or, when other bytes have that name, one like it."""
        stem, dot, extension = part.rpartition(".")
        number = 0
        while self.parts.get(part, data) != data:
            number += 1
            part = f"{stem}-{number}{dot}{extension}"
        kind = _PICTURES.get(extension.lower(), "application/octet-stream")
        self.replace(part, data)
        self.replace(TYPES, add_types(self.parts[TYPES], {}, {extension: kind}))
        return part

    def comments(self) -> Element:
        """Return the root of the comments; an empty part is added to a file without."""
        name = self.of("comments")
        if not name:
            name = posixpath.join(posixpath.dirname(self.main), "comments.xml")
            empty = f'{HEADER}<w:comments xmlns:w="{NAMESPACES["w"]}"/>'
            self.create(name, empty.encode(), "comments")
        self.touch(name)
        return self.root(name)

    def create(self, name: str, data: bytes, kind: str) -> None:
        """Put a part of a kind beside the main document of a file without one."""
        self.replace(name, data)
        kinds = {name: f"{_WML}.{kind}+xml"}
        self.replace(TYPES, add_types(self.parts[TYPES], kinds, {}))
        self.relationship(self.main, kind, name)

    def include(self, name: str, data: bytes) -> None:
        """Put properties back that the file no longer has; `name` is the part that holds them."""
        self.replace(name, data)
        self.replace(TYPES, add_types(self.parts[TYPES], {name: KINDS[name]}, {}))
        self.relationship("", RELATIONS[name], name)

    def finished(self) -> dict[str, bytes]:
        """Return the parts with everything that changed in them."""
        for part in sorted(self._touched - {""}):
            self.parts[part] = serialise(self._roots[part])
        return self.parts
