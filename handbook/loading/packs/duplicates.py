"""No two packs, and no two files of one, give the same thing; both places are named."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from handbook.errors import Problem
from handbook.loading.packs.items import Items, Source
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import CARDS, HANDBOOK, MATRIX, OVERVIEW, Library
from handbook.model.sources.norm import Norm
from handbook.model.sources.register import Register

_OWN_ID = "Geef dit een eigen id."
_BACK = "Zet register.yaml terug uit uw reservekopie; 'handbook' schrijft het zelf."


def twice_in_norms(norms: Iterable[tuple[Source[Norm], str]]) -> list[Problem]:
    """Return a problem for each name that two norm packs give; each comes with its norm."""
    return _twice_among(_norm_ids(source, norm) for source, norm in norms)


def twice_in_items(shelves: Sequence[Items], library: Library) -> list[Problem]:
    """Return a problem for each name that two files of content give."""
    problems = _twice_among(_item_ids(items) for items in shelves)
    problems += _differently(shelves)
    for items in shelves:
        problems += _taken(items, library)
    return problems


def twice_in_register(register: Register, tree: Tree) -> list[Problem]:
    """Return a problem for each document, code or file name that the register gives twice (HB250).

    Large and small letters are one: on most computers they are one file.
    """
    problems = []
    for key, name in (("document", "item"), ("code", "code"), ("bestand", "filename")):
        seen: set[str] = set()
        for number, entry in enumerate(register.entries):
            value = getattr(entry, name)
            if value.casefold() in seen:
                place = tree.place(("documenten", number, key))
                what = f"{key} '{value}' staat twee keer in het register"
                problems.append(Problem(place, "HB250", what, _BACK))
            seen.add(value.casefold())
    return problems


def _differently(shelves: Sequence[Items]) -> Iterator[Problem]:
    """Yield a problem for each term, word or verb that two packs describe differently (HB230).

    Packs share words: one may add to a term what its own parts call it.
    """
    first: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {}
    for items in shelves:
        for family, name, tree, path, said in _words(items):
            before, there = first.setdefault((family, name), (said, str(tree.place(path))))
            if before != said:
                what = f"'{name}' staat anders in {there}: {', '.join(filter(None, before))}"
                mend = "Schrijf het hier net zo, of kies een ander woord."
                yield Problem(tree.place(path), "HB230", what, mend)


def _words(items: Items) -> Iterator[tuple[str, str, Tree, tuple[str | int, ...], tuple[str, ...]]]:
    for source in items.terms:
        for number, term in enumerate(source.record.terms):
            at = ("termen", number, "id")
            yield "termen", term.id, source.tree, at, (term.plural, term.collective)
        for number, word in enumerate(source.record.words):
            at = ("woorden", number, "woord")
            yield "woorden", word.word, source.tree, at, (word.article, word.plural)
        for number, verb in enumerate(source.record.verbs):
            at = ("werkwoorden", number, "meervoud")
            yield "werkwoorden", verb.plural, source.tree, at, (verb.singular,)


_Id = tuple[str, str, Tree, tuple[str | int, ...]]
"""A family of names, a name in it, and where it stands."""


def _norm_ids(source: Source[Norm], norm: str) -> Iterator[_Id]:
    keys = {"onderdelen": "code", "rubrieken": "nummer"}
    for group in ("onderdelen", "rubrieken", "activiteiten", "kenmerken", "onderwerpen"):
        key = keys.get(group, "id")
        for number, each in enumerate(source.tree.data.get(group) or ()):
            # Each norm numbers its own rubrieken.
            family = f"{group} {norm}" if group == "rubrieken" else group
            yield family, str(each[key]), source.tree, (group, number, key)


def _item_ids(items: Items) -> Iterator[_Id]:
    for procedure in items.procedures:
        yield "documenten", procedure.record.id, procedure.tree, ("id",)
    for form in items.forms:
        yield "documenten", form.record.id, form.tree, ("id",)
    for chapter in items.chapters:
        yield "hoofdstukken", chapter.chapter.head.id, chapter.tree, ("id",)
    for group, key, sources in _lists(items):
        for shared in sources:
            for number, row in enumerate(shared.tree.data.get(group) or ()):
                yield group, str(row[key]).strip(), shared.tree, (group, number, key)
    yield from _words_by_part(items)


def _words_by_part(items: Items) -> Iterator[_Id]:
    for terms in items.terms:
        for number, term in enumerate(terms.record.terms):
            for part in term.by_part:
                at = ("termen", number, "per_onderdeel", part)
                yield "termen", f"{term.id} bij {part}", terms.tree, at


def _lists(items: Items) -> Iterator[tuple[str, str, Sequence[Source[Any]]]]:
    """Yield the lists of a pack: the key they stand under, what names a row, and the files."""
    yield "rollen", "id", items.roles
    yield "wetten", "id", items.laws
    yield "begrippen", "id", items.glossaries
    yield "dienstsoorten", "soort", items.service_kinds
    for group in ("belanghebbenden", "risicos", "doelen"):
        yield group, "id", items.proposals


def _taken(items: Items, library: Library) -> Iterator[Problem]:
    """Yield a problem for each id that a document of another kind has (HB230).

    An own item takes the place of the one with its id; a procedure cannot take that of a form.
    """
    general = {OVERVIEW, HANDBOOK, MATRIX, CARDS}
    kinds = (
        (items.procedures, general | set(library.forms)),
        (items.forms, general | set(library.procedures)),
    )
    for sources, taken in kinds:
        for source in sources:
            if source.record.id in taken:
                what = f"'{source.record.id}' is al een document van een andere soort"
                place = source.tree.place(("id",))
                yield Problem(place, "HB230", what, _OWN_ID)


def _twice_among(groups: Iterable[Iterable[_Id]]) -> list[Problem]:
    """Return a problem for each id that another file, or another pack, has as well (HB230)."""
    first: dict[tuple[str, str], _Id] = {}
    problems = []
    for ids in groups:
        for each in ids:
            family, name, tree, path = each
            _, _, other, there = first.setdefault((family, name), each)
            if other is not tree:
                what = f"'{name}' staat al in {other.place(there)}"
                problems.append(Problem(tree.place(path), "HB230", what, _OWN_ID))
    return problems
