"""Every name in a pack is the name of something: conditions, topics, roles, documents, slots."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handbook.errors import Place, Problem, did_you_mean
from handbook.loading.markdown.chapters import ChapterSource
from handbook.loading.markdown.slots import bad_slots, common_slots, own_slots, table_slots
from handbook.loading.packs.duplicates import twice_in_items, twice_in_norms
from handbook.loading.packs.items import Items, Source
from handbook.loading.text.decoding import excerpt
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import CARDS, HANDBOOK, MATRIX, OVERVIEW, Library
from handbook.model.sources.norm import Condition, Norm

COMMON_FILES = frozenset({"pack", "norm", "rollen", "termen"})

_REFERENCE = re.compile(r"\b([A-Z]{1,4})-\d{2,3}\b")
_MARKED = re.compile(r"[{}]|\b[A-Z]{1,4}-\d{2,3}\b")
_WITH_TITLES, _MOST_SHOWN = 12, 60
_NEEDS_OPTIONS = frozenset({"keuze", "checklist", "tabel"})

# A path grows at its end, for every value of every pack; as a chain that costs next to nothing.
_Chain = tuple[Any, ...]
_TOP: _Chain = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every name that a text or a record of the library may use."""

    families: Mapping[str, Mapping[str, str]]
    slots: frozenset[str]
    prefixes: frozenset[str]


def names_of(library: Library, broken: Sequence[str] = ()) -> Names:
    """Return the names in `library`: per family, each with its title.

    Args:
        library: everything that could be read.
        broken: ids of documents that could not be read.
    """
    documents = dict.fromkeys((OVERVIEW, HANDBOOK, MATRIX, CARDS, *broken), "")
    documents |= {each.id: each.title for each in library.procedures.values()}
    forms = {each.id: each.title for each in library.forms.values()}
    documents |= forms
    families: dict[str, Mapping[str, str]] = {
        "onderdeel": {each.code: each.title for each in library.parts.values()},
        "activiteit": {each.id: each.title for each in library.activities.values()},
        "kenmerk": {each.id: each.title for each in library.characteristics.values()},
        "onderwerp": {each.id: each.title for each in library.topics.values()},
        "rol": {each.id: each.function for each in library.roles.values()},
        "formulier": {**dict.fromkeys(broken, ""), **forms},
        "document": documents,
        "wet": {each.id: each.name for each in library.laws.values()},
        "rubriek": {},
    }
    prefixes = frozenset(item.partition("-")[0] for item in documents)
    return Names(families=families, slots=common_slots(library), prefixes=prefixes)


def check_norms(
    norms: Sequence[Source[Norm]], library: Library, families: Sequence[str]
) -> list[Problem]:
    """Return what is wrong with the names in norm packs; `families` tell the norm of each."""
    names = names_of(library)
    told = list(zip(norms, families, strict=True))
    problems = twice_in_norms(told)
    for source, family in told:
        sections = {
            str(number): each.title
            for (home, number), each in library.sections.items()
            if home == family
        }
        own = replace(names, families={**names.families, "rubriek": sections})
        check = _Check(source.tree, own, names.slots)
        check.visit(source.tree.data, _TOP)
        problems += check.problems
    return problems


def check_items(shelves: Sequence[Items], library: Library) -> list[Problem]:
    """Return what is wrong with the names in folders of content.

    What a broken file would have brought is not reported as missing: one mistake, one message.
    """
    broken = [name for items in shelves for name in items.broken]
    if not COMMON_FILES.isdisjoint(broken):
        return []
    names = names_of(library, broken)
    problems: list[Problem] = []
    for items in shelves:
        for tree in items.trees():
            check = _Check(tree, names, names.slots | _own(tree))
            check.visit(tree.data, _TOP)
            problems += check.problems
        for chapter in items.chapters:
            problems += _check_text(chapter, names)
    problems += twice_in_items(shelves, library)
    problems += _levels(shelves, library)
    return problems


_FAMILY_OF_LIST = {
    "onderdelen": "onderdeel",
    "activiteiten": "activiteit",
    "kenmerken": "kenmerk",
    "dekt": "onderwerp",
    "onderwerpen": "onderwerp",
    "formulieren": "formulier",
    "verwant": "document",
    "vereist": "onderdeel",
    "raadplegen": "rol",
    "informeren": "rol",
    "los_van": "rol",
}
_FAMILY_OF_VALUE = {
    "rol": "rol",
    "eigenaar": "rol",
    "onderdeel": "onderdeel",
    "rubriek": "rubriek",
    "wet": "wet",
}
_CODES = {
    "onderdeel": "HB201",
    "onderwerp": "HB202",
    "activiteit": "HB203",
    "kenmerk": "HB204",
    "rol": "HB205",
    "formulier": "HB231",
    "document": "HB231",
    "rubriek": "HB236",
    "wet": "HB228",
}


def unknown(family: str, word: str, known: Mapping[str, str], place: Place) -> Problem:
    """Return the problem that `word` is not the name of a thing of `family`.

    Args:
        family: the Dutch word for the kind of thing.
        word: the name as typed.
        known: every name there is, each with its title.
        place: where it was typed.
    """
    near = did_you_mean(word, known)
    few = len(known) <= _WITH_TITLES
    choices = [_with_title(name, title) if few else name for name, title in known.items()]
    rest = f"U kunt kiezen uit: {'; '.join(choices)}." if known else f"Er is nog geen {family}."
    if len(known) > _MOST_SHOWN:
        rest = "" if near else "Alle namen ziet u met 'handbook norm'."
    return Problem(
        place,
        code=_CODES[family],
        what=f"{family} '{word}' bestaat niet",
        mend=f"{near} {rest}".strip(),
    )


def _with_title(name: str, title: str) -> str:
    if not title or title.casefold() == name:
        return name
    return f"{name} {title}" if name.isdecimal() else f"{name} ({title})"


def check_condition(condition: Condition, place: Place, names: Names) -> list[Problem]:
    """Return what is wrong with the names in a condition that stands at `place`."""
    groups = (
        ("onderdeel", condition.parts),
        ("activiteit", condition.activities),
        ("kenmerk", condition.characteristics),
        ("onderwerp", condition.topics),
    )
    problems = [
        unknown(family, word, names.families[family], place)
        for family, words in groups
        for word in words
        if word not in names.families[family]
    ]
    inner = (*condition.any_of, *((condition.negated,) if condition.negated else ()))
    return problems + [problem for each in inner for problem in check_condition(each, place, names)]


@dataclass(slots=True)
class _Check:
    """The names in one file are looked at one by one; it lives for one file."""

    tree: Tree
    names: Names
    slots: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    def visit(self, value: Any, chain: _Chain) -> None:
        if isinstance(value, str):
            if ("-" in value or "{" in value or "}" in value) and _MARKED.search(value):
                self.text(value, chain)
        elif isinstance(value, dict):
            self.mapping(value, chain)
        elif isinstance(value, list):
            self.twice(value, chain)
            for number, each in enumerate(value):
                self.visit(each, (chain, number))

    def mapping(self, value: dict[str, Any], chain: _Chain) -> None:
        if value.get("type") in _NEEDS_OPTIONS and not value.get("opties"):
            self.tell((chain, "type"), "HB234", *_NO_OPTIONS)
        for key, each in value.items():
            here = (chain, key)
            if key in _FAMILY_OF_LIST and isinstance(each, list):
                self.all_known(_FAMILY_OF_LIST[key], each, here)
            elif key in _FAMILY_OF_VALUE and isinstance(each, str):
                self.known(_FAMILY_OF_VALUE[key], each, here)
            elif key == "per_onderdeel" and isinstance(each, dict):
                for part in each:
                    self.known("onderdeel", part, (here, part))
            self.visit(each, here)

    def all_known(self, family: str, words: Sequence[Any], chain: _Chain) -> None:
        for number, word in enumerate(words):
            if isinstance(word, str):
                self.known(family, word, (chain, number))

    def known(self, family: str, word: str, chain: _Chain) -> None:
        known = self.names.families[family]
        if word not in known:
            self.problems.append(unknown(family, word, known, self.tree.place(_path(chain))))

    def text(self, value: str, chain: _Chain) -> None:
        for bad in bad_slots(value, self.slots):
            self.tell(chain, bad.code, bad.what, bad.mend)
        # One word is an id, which is looked at as one; what a step records is a text.
        if " " in value or chain[-1:] == ("registratie",):
            for word in _dead_references(value, self.names):
                place = self.tree.place(_path(chain))
                self.problems.append(_dead_reference(word, self.names, place))

    def twice(self, value: Sequence[Any], chain: _Chain) -> None:
        first: set[str] = set()
        for number, each in enumerate(value):
            key = _key_of(each)
            name = each[key] if key else None
            if name is not None and name in first:
                self.tell(
                    ((chain, number), key),
                    "HB230",
                    f"'{name}' staat twee keer in deze lijst",
                    "Geef elk punt een eigen id.",
                )
            if name is not None:
                first.add(name)

    def tell(self, chain: _Chain, code: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.tree.place(_path(chain)), code, what, mend))


def _key_of(value: Any) -> str:
    """Return the key that names `value` among its neighbours, or an empty text."""
    if not isinstance(value, dict):
        return ""
    return next((key for key in ("id", "code", "nummer") if isinstance(value.get(key), str)), "")


_NO_OPTIONS = (
    "bij dit veld ontbreekt 'opties'",
    "Noem bij keuze en checklist wat men kan kiezen, bij een tabel de kolommen.",
)


def _path(chain: _Chain) -> tuple[str | int, ...]:
    path: list[str | int] = []
    while chain:
        chain, step = chain
        path.append(step)
    return tuple(reversed(path))


def _own(tree: Tree) -> frozenset[str]:
    """Return the slots that the item in `tree` brings along for its own texts."""
    groups = (("invul", tree.data.get("invullen")), ("termijn", tree.data.get("termijnen")))
    return frozenset(
        f"{family}.{each['id']}"
        for family, group in groups
        if isinstance(group, list)
        for each in group
        if isinstance(each, dict) and each.get("id")
    )


def _check_text(source: ChapterSource, names: Names) -> Iterator[Problem]:
    # What stands behind ::: is a condition, in YAML: its braces are no slots.
    text = "\n".join(
        " " * len(line) if line.lstrip().startswith(":::") else line for line in source.lines
    )
    head = source.chapter.head
    slots = names.slots | table_slots() | own_slots(head.open_fields)
    for bad in bad_slots(text, slots):
        yield Problem(_spot(source, text, bad.start), bad.code, bad.what, bad.mend)
    for match in _REFERENCE.finditer(text):
        if match[1] in names.prefixes and match[0] not in names.families["document"]:
            yield _dead_reference(match[0], names, _spot(source, text, match.start()))
    for condition, place in source.conditions:
        yield from check_condition(condition, place, names)


def _spot(source: ChapterSource, text: str, start: int) -> Place:
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    shown = excerpt(source.lines[line], column)
    return Place(source.tree.file, line + 1 + source.offset, column, shown)


def _dead_references(text: str, names: Names) -> list[str]:
    return [
        match[0]
        for match in _REFERENCE.finditer(text)
        if match[1] in names.prefixes and match[0] not in names.families["document"]
    ]


def _dead_reference(word: str, names: Names, place: Place) -> Problem:
    near = did_you_mean(word, names.families["document"])
    return Problem(
        place,
        code="HB235",
        what=f"de tekst noemt {word}, en dat document bestaat niet",
        mend=near or "Kijk of de code klopt.",
        weight="let op",
    )


def _levels(shelves: Sequence[Items], library: Library) -> Iterator[Problem]:
    """Yield a problem for each chapter that skips a level of headings (HB237).

    What stands above it may come from another folder: `library` has the chapters of all.
    """
    sources = {source.chapter.head.id: source for items in shelves for source in items.chapters}
    chapters = {
        **library.chapters,
        **{each: source.chapter for each, source in sources.items()},
    }
    level = 0
    for chapter in sorted(chapters.values(), key=lambda each: each.order):
        own = int(chapter.head.level)
        if own > level + 1 and chapter.head.id in sources:
            place = sources[chapter.head.id].tree.place(("niveau",))
            what = f"hier staat niveau {own} onder niveau {level}"
            yield Problem(place, "HB237", what, "Zet er eerst een hoofdstuk of paragraaf boven.")
        level = own
