"""Own content beside the library: what is a copy of what, and what changed since it was made."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from handbook import folders
from handbook.errors import Place
from handbook.loading.markdown.chapters import ChapterSource
from handbook.loading.own_names import OWN_CONTENT
from handbook.loading.packs.items import Items, read_items, shelf
from handbook.loading.packs.selection import bound, going
from handbook.loading.source_editing import Found, reread
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.text.yaml_tree import Path as Way
from handbook.loading.text.yaml_tree import Tree, find
from handbook.loading.workspace import Workspace
from handbook.model.common.base_record import read_date
from handbook.model.features.library_copies import CopiedText, LibraryCopy
from handbook.model.sources.content import Form

_KEY = "overgenomen_van"
# How somebody went after the law is no part of what a text says.
_BESIDE = frozenset({_KEY, "gelezen", "nagegaan"})
_TITLES = ("titel", "naam", "begrip", "functie", "verzamelnaam", "risico", "doel")
_NAMES = ("id", "nr", "soort", "per")
_LAW = re.compile(r"\bart(?:\.|ikel(?:en)?)\s\d|\b\w*wet\b|\b(?:AVG|Wmo|Wko|Wkkgz|Bbl)\b", re.I)
# A sum in letters that make no word: it is no number to YAML, and no address to who looks for one.
_LETTERS = "bcdfghjklmnpqrst"
_LENGTH = 10
_CHAPTER, _PROCEDURE, _FORM = "hoofdstukken", "procedures", "formulieren"
_ALL_LAW = ("wetten", "dienstsoorten")
_Leaves = Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """One item as it was typed: in which list or folder, under which id, and where."""

    family: str
    id: str
    data: Mapping[str, Any]
    tree: Tree
    way: Way = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.family, self.id

    @property
    def title(self) -> str:
        return next((str(self.data[each]) for each in _TITLES if self.data.get(each)), self.id)

    @property
    def origin(self) -> Mapping[str, Any]:
        told = self.data.get(_KEY)
        return told if isinstance(told, dict) else {}

    @property
    def place(self) -> Place:
        named = _KEY if self.origin else "id" if "id" in self.data else "soort"
        return self.tree.place((*self.way, named), key=True)

    def leaves(self) -> _Leaves:
        return dict(_leaves(self.data))

    def law(self) -> _Leaves:
        """Return what of it rests on a law."""
        if self.family == _PROCEDURE:
            limits = [each for each in self.data.get("termijnen") or () if _is_legal(each)]
            grounds = self.data.get("grondslag")
            return dict(_leaves({"termijnen": limits, "grondslag": grounds}))
        if self.family in _ALL_LAW:
            return {way: text for way, text in self.leaves().items() if way != ("id",)}
        kept = {_CHAPTER: "tekst", _FORM: "bewaren"}.get(self.family)
        leaves = self.leaves().items()
        return {way: text for way, text in leaves if way[0] == kept and _LAW.search(text)}


def library_copies(
    workspace: Workspace, name: str, parts: Sequence[str]
) -> tuple[LibraryCopy, ...]:
    """Return the own texts of organisation `name` that are copies, those of another law first.

    Args:
        workspace: with the packs as they are now.
        name: the organisation.
        parts: the part codes of its profile, which tell what packs go with it.
    """
    goes = going(workspace.packs, bound(parts, workspace.packs))
    theirs = _by_key(pack.items for pack in goes)
    known = {**_by_key(pack.items for pack in workspace.packs), **theirs}
    copies = []
    for own in _typed(_own_items(workspace, name)):
        key = (own.family, str(own.origin.get("item") or own.id))
        original = (known if own.origin else theirs).get(key)
        if own.origin or original:
            copies.append(_copy(own, original, key[1]))
    return tuple(sorted(copies, key=lambda each: (not each.law_changed, not each.changed)))


def with_origin(found: Found, data: bytes, file: str, day: date) -> bytes:
    """Return `data`, a copy made from `found` that will stand in `file`, with what it is made from.

    A file that is written on one line is given back as it is.
    """
    fresh = reread(found, data, file)
    label, node = find(fresh.tree.root, ("id",))
    if label is None or getattr(fresh.tree.root, "flow_style", False):
        return data
    [original] = _typed(_items_of(found))
    lines = data.decode().split("\n")
    # A chapter has a line --- above its head.
    at = node.start_mark.line + 1 + isinstance(found, ChapterSource)
    lines.insert(at, " " * label.start_mark.column + line_of(_line(original), day))
    return "\n".join(lines).encode()


def line_of(line: str, day: date | None) -> str:
    """Return the `line` of a copy with the day on which it was made or looked at."""
    return line.replace(", som:", f", op: {day:%d-%m-%Y}, som:") if day else line


def _own_items(workspace: Workspace, name: str) -> Items:
    folder = workspace.root / ORGANISATIONS / name / OWN_CONTENT
    if not folders.is_dir(folder):
        return Items()
    return read_items(shelf(folder, f"{ORGANISATIONS}/{name}/{OWN_CONTENT}"))


def _items_of(found: Found) -> Items:
    if isinstance(found, ChapterSource):
        return Items(chapters=(found,))
    if isinstance(found.record, Form):
        return Items(forms=(found,))
    return Items(procedures=(found,))


def _by_key(folders_: Iterable[Items]) -> dict[tuple[str, str], _Typed]:
    return {each.key: each for items in folders_ for each in _typed(items)}


def _typed(items: Items) -> Iterator[_Typed]:
    """Yield every item that has an id, as it was typed."""
    for family, sources in ((_PROCEDURE, items.procedures), (_FORM, items.forms)):
        for source in sources:
            data = source.tree.data
            yield _Typed(family=family, id=source.record.id, data=data, tree=source.tree)
    for chapter in items.chapters:
        data = {**chapter.tree.data, "tekst": _paragraphs(chapter.lines)}
        id_ = chapter.chapter.head.id
        yield _Typed(family=_CHAPTER, id=id_, data=data, tree=chapter.tree)
    lists = (items.roles, items.terms, items.proposals, items.laws)
    files = (*(x for each in lists for x in each), *items.glossaries, *items.service_kinds)
    for tree in (each.tree for each in files):
        yield from _entries(tree)


def _entries(tree: Tree) -> Iterator[_Typed]:
    for family, entries in tree.data.items():
        for number, each in enumerate(entries if isinstance(entries, list) else ()):
            id_ = each.get("id") or each.get("soort") if isinstance(each, dict) else None
            if id_:
                way = (family, number)
                yield _Typed(family=family, id=str(id_), data=each, tree=tree, way=way)


def _paragraphs(lines: Iterable[str]) -> dict[str, str]:
    """Return the paragraphs of a chapter, each under its own words."""
    blocks = re.split(r"\n\s*\n", "\n".join(lines))
    texts = (" ".join(each.split()) for each in blocks)
    return {each: each for each in texts if each}


def _is_legal(limit: object) -> bool:
    return isinstance(limit, dict) and limit.get("aard") == "wet"


def _leaves(value: object, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text with the way to it; what stands in a list goes by its name."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from () if key in _BESIDE else _leaves(each, (*way, str(key)))
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        yield from ((way, ", ".join(value)),) if value else ()
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _leaves(each, (*way, _name(each) or str(number)))
    elif value is not None:
        yield way, " ".join(str(value).split())


def _name(value: object) -> str:
    named = (value.get(each) for each in _NAMES) if isinstance(value, dict) else ()
    return str(next(filter(None, named), ""))


def _sum(leaves: _Leaves) -> str:
    text = json.dumps(sorted(leaves.items()), ensure_ascii=False)
    number = sha256(text.encode()).digest()
    return "".join(_LETTERS[each >> 4] for each in number[:_LENGTH])


def _line(original: _Typed) -> str:
    sums = f"som: {_sum(original.leaves())}, som_wet: {_sum(original.law())}"
    return f"{_KEY}: {{item: {original.id}, {sums}}}"


def _copy(own: _Typed, original: _Typed | None, named: str) -> LibraryCopy:
    told = own.origin
    day: object = None
    with suppress(ValueError):
        day = read_date(told.get("op"))
    made = LibraryCopy(
        item=own.id,
        title=own.title,
        place=own.place,
        original=named,
        known=bool(told.get("som")),
        on=day if isinstance(day, date) else None,
    )
    if original is None:
        return made
    return _compared(made, own, original)


def _compared(made: LibraryCopy, own: _Typed, original: _Typed) -> LibraryCopy:
    lacks = not original.law().items() <= own.law().items()
    texts = tuple(_texts(own, original))
    if made.known:
        law_changed = lacks and own.origin.get("som_wet") != _sum(original.law())
        changed = bool(texts) and own.origin["som"] != _sum(original.leaves())
    else:
        # Of a chapter nobody can tell what she wrote otherwise and what changed.
        law_changed, changed = lacks and own.family != _CHAPTER, False
    return LibraryCopy(
        item=made.item,
        title=made.title,
        place=made.place,
        original=made.original,
        line=_line(original),
        known=made.known,
        on=made.on,
        changed=changed,
        law_changed=law_changed,
        texts=texts,
    )


def _texts(own: _Typed, original: _Typed) -> Iterator[CopiedText]:
    """Yield the texts that differ, those that rest on a law first."""
    mine, theirs = own.leaves(), original.leaves()
    law = own.law().keys() | original.law().keys()
    ways = [way for way in {**theirs, **mine} if mine.get(way) != theirs.get(way)]
    for is_law in (True, False):
        chosen = [way for way in ways if (way in law) is is_law and way != ("id",)]
        prose = [way for way in chosen if way[0] == "tekst" and own.family == _CHAPTER]
        for way in chosen:
            if way not in prose:
                place = " / ".join(way)
                said, now = mine.get(way, ""), theirs.get(way, "")
                yield CopiedText(place=place, own=said, library=now, law=is_law)
        one = [mine[way] for way in prose if way in mine]
        other = [theirs[way] for way in prose if way in theirs]
        for text, now in zip_longest(one, other, fillvalue=""):
            yield CopiedText(place="tekst", own=text, library=now, law=is_law)
