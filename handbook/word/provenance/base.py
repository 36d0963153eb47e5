"""What we last wrote, kept inside the file itself: the base of the next merge."""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from handbook.word.package.markup import HEADER, parse
from handbook.word.package.package import MAIN, add_custom, as_it_lies, relations, rels_name
from handbook.word.reading.run_content import Piece
from handbook.word.reading.units import VERSION, Cell, Content, Opaque, Para, Table
from handbook.word.reading.word_file import key_of
from handbook.word.template_language.properties import APP, CORE, CUSTOM

NAMESPACE = "urn:handbook:base:1"

_ITEM = re.compile(r"customXml/item\d+\.xml")
_STORE = "{8C0B5E2D-4F17-4B7A-9A0E-61D2C7A4B302}"
_CONTENTS = ("agreed", "proposed", "left")
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer", "theme")
# A base that unpacks to more than this is a trap.
_LARGEST = 60_000_000


@dataclass(frozen=True, slots=True)
class Base:
    """What we last wrote.

    Attributes:
        parts: the text and what its look rests on; a picture or theme only by its digest.
        agreed: what a block said when both last agreed, by "story:index" of the base, for blocks
            with a proposal that was still open.
        proposed: what those blocks said when we last wrote in them, our proposals taken as text.
        left: what a block said in her file after the merge, where that is not what we wrote: so
            that it is found again, however far she went from our text.
        absent: blocks, by "story:index", that her file lacked after the merge.
        deleted: what she deleted and the source no longer has: bookmarks and digests of text.
    """

    parts: Mapping[str, bytes]
    agreed: Mapping[str, Content] = field(default_factory=dict)
    proposed: Mapping[str, Content] = field(default_factory=dict)
    left: Mapping[str, Content] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()


def with_base(parts: Mapping[str, bytes], base: Base | None = None) -> dict[str, bytes]:
    """Return `parts` with the base of a later merge in it; that of `parts` itself by default.

    A base that is there already is replaced. The same parts give the same bytes.
    """
    data = _written(base or base_from(parts))
    present = _own(parts)
    if present:
        rest = {name: each for name, each in parts.items() if name not in present[1:]}
        return {**rest, present[0]: data}
    added, name = add_custom(parts, _main(parts), "rIdHandbookBase", NAMESPACE, _STORE)
    return {**added, name: data}


def base_from(parts: Mapping[str, bytes]) -> Base:
    """Return what a package that we made says, as base of a later merge."""
    main = _main(parts)
    kept = {name: parts[name] for name in (rels_name(""), main)}
    for each in relations(parts, main):
        if each.kind in _KINDS and each.target in parts:
            kept[each.target] = parts[each.target]
    kept |= {name: parts[name] for name in (CORE, APP, CUSTOM) if name in parts}
    for name in list(kept):
        if rels_name(name) in parts:
            kept[rels_name(name)] = parts[rels_name(name)]
    pictures = {
        each.target
        for name in kept
        if name and not name.endswith(".rels")
        for each in relations(parts, name)
        if each.kind == "image" and each.target in parts
    }
    digests = {name: key_of(parts[name]) for name in [*pictures, *_themes(parts, main)]}
    return Base({**kept, **digests})


def _themes(parts: Mapping[str, bytes], main: str) -> list[str]:
    found = relations(parts, main)
    return [each.target for each in found if each.kind == "theme" and each.target in parts]


def read_base(parts: Mapping[str, bytes]) -> Base | None:
    """Return the base that a package carries, or None when it carries none.

    Raises:
        ValueError: it is damaged, or made by a version that this one does not know.
    """
    own = _own(parts)
    return read_kept(parts[own[0]]) if own else None


def read_kept(part: bytes) -> Base:
    """Return the base that one part of a package holds.

    Raises:
        ValueError: it is damaged, or made by a version that this one does not know.
    """
    facts = unwrapped(part)
    try:
        return _read(facts)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("de basis is beschadigd") from error


def unwrapped(part: bytes) -> dict[str, Any]:
    """Return what a part that holds a base says, as JSON; "parts" are its texts by name.

    Raises:
        ValueError: it is damaged, or made by a version that this one does not know.
    """
    root = parse(part)
    if root.get("version") != "1":
        raise ValueError("de basis is van een andere versie van handbook")
    try:
        unpacker = zlib.decompressobj()
        packed = base64.b64decode(root.text or "", validate=True)
        plain = unpacker.decompress(packed, _LARGEST)
        if hashlib.sha256(plain).hexdigest() != root.get("sha256"):
            raise ValueError("de basis is beschadigd")
        facts: dict[str, Any] = json.loads(plain)
    except (zlib.error, RecursionError) as error:
        raise ValueError("de basis is beschadigd") from error
    return facts


def wrapped(facts: Mapping[str, Any]) -> bytes:
    """Return the part of a package that says `facts`: what `unwrapped` made of one."""
    plain = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    text = base64.b64encode(zlib.compress(plain, 9)).decode()
    digest = hashlib.sha256(plain).hexdigest()
    return (
        f'{HEADER}<h:base xmlns:h="{NAMESPACE}" version="1" sha256="{digest}">{text}</h:base>'
    ).encode()


def kept_part(data: bytes) -> bytes | None:
    """Return the part of the Word file `data` that holds a base, or None."""
    try:
        parts = as_it_lies(data)
        own = _own(parts)
    except ValueError:
        return None
    return parts[own[0]] if own else None


def own_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names of the parts that hold a base, by namespace: Word numbers them anew."""
    return tuple(_own(parts))


def _own(parts: Mapping[str, bytes]) -> list[str]:
    return [
        name
        for name in sorted(parts)
        if _ITEM.fullmatch(name)
        and NAMESPACE.encode() in parts[name]
        and str(parse(parts[name]).tag) == f"{{{NAMESPACE}}}base"
    ]


def _main(parts: Mapping[str, bytes]) -> str:
    found = (each.target for each in relations(parts, "") if each.kind == "officeDocument")
    return next((target for target in found if target in parts), MAIN)


def _written(base: Base) -> bytes:
    facts: dict[str, Any] = {
        "parts": {name: base.parts[name].decode() for name in sorted(base.parts)}
    }
    if any(getattr(base, name) for name in _CONTENTS):
        facts["units"] = VERSION
    for name in _CONTENTS:
        contents: Mapping[str, Content] = getattr(base, name)
        if contents:
            facts[name] = {key: asdict(contents[key]) for key in sorted(contents)}
    for name, keys in (("absent", base.absent), ("deleted", base.deleted)):
        if keys:
            facts[name] = sorted(keys)
    return wrapped(facts)


def _read(facts: Mapping[str, Any]) -> Base:
    known = facts.get("units") == VERSION
    agreed, proposed, left = (
        {key: _content(each) for key, each in facts.get(name, {}).items()} if known else {}
        for name in _CONTENTS
    )
    return Base(
        {name: text.encode() for name, text in facts["parts"].items()},
        agreed,
        proposed,
        left,
        frozenset(facts.get("absent", ())),
        frozenset(facts.get("deleted", ())),
    )


def _content(facts: Mapping[str, Any]) -> Content:
    if "pieces" in facts:
        pieces = tuple(Piece(**each) for each in facts["pieces"])
        return Para(facts["style"], facts["listed"], facts["aligned"], pieces)
    if "rows" in facts:
        return Table(facts["style"], tuple(tuple(map(_cell, row)) for row in facts["rows"]))
    return Opaque(facts["kind"])


def _cell(facts: Mapping[str, Any]) -> Cell:
    blocks = tuple(_content(each) for each in facts["blocks"])
    inner = tuple(each for each in blocks if isinstance(each, Para | Table))
    return Cell(facts["span"], facts["merge"], inner)
