"""A profile with ids of before → the same with those of now, and a word on each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.errors import Problem
from handbook.loading.text.yaml_tree import Node, Tree, find, grow
from handbook.model.sources.retired import RetiredId

Retired = Mapping[str, Mapping[str, RetiredId]]
_Path = tuple[str | int, ...]
# Where a profile has ids of a family as keys, as items of a list, or as a value of an entry.
_KEYS = ("rollen", "termijnen", "invullen", "nagegaan")
_OF_ENTRIES = {
    "onderwerpen": (("uitsluitingen", "onderwerp"),),
    "rollen": (("doelen", "eigenaar"), ("risicos", "eigenaar")),
}
_LISTS: Mapping[str, tuple[_Path, ...]] = {"kenmerken": (("kenmerken",),)}
_VALUES: Mapping[str, tuple[_Path, ...]] = {"rollen": (("documentbeheer", "goedkeurder"),)}


def with_names_of_now(tree: Tree, retired: Retired) -> tuple[Tree, tuple[Problem, ...]]:
    """Return `tree` with the ids of now, and a `let op` (HB275) for each that is of before.

    What is no more is left out. Places stay those of what was typed.
    """
    there = {family: ids for family, ids in retired.items() if ids}
    told = [problem for family, ids in there.items() for problem in _family(tree, family, ids)]
    return _grown(tree, told)


def with_keys_of_now(
    tree: Tree, path: _Path, ids: Mapping[str, RetiredId]
) -> tuple[Tree, tuple[Problem, ...]]:
    """Return `tree` with the keys of now in the table at `path`, as `with_names_of_now` does."""
    node = _node(tree, path) if path else tree.root
    return _grown(tree, list(_of_keys(tree, node, ids)) if ids else [])


def _grown(tree: Tree, told: Sequence[Problem]) -> tuple[Tree, tuple[Problem, ...]]:
    """Return `tree` with the data of its nodes as they are now, where anything is `told`."""
    if not told:
        return tree, ()
    grown = grow(replace(tree, data={}, problems=(), secrets=()))
    return replace(grown, problems=tree.problems), tuple(told)


def _family(tree: Tree, family: str, ids: Mapping[str, RetiredId]) -> Iterator[Problem]:
    for path in _LISTS.get(family, ()):
        yield from _of_list(tree, _node(tree, path), ids)
    if family == "activiteiten":
        for part in tree.data.get(family) or {}:
            yield from _of_list(tree, _node(tree, (family, part)), ids)
    if family in _KEYS:
        yield from _of_keys(tree, _node(tree, (family,)), ids)
    for path in (*_VALUES.get(family, ()), *_of_entries(tree, family)):
        yield from _of_value(tree, _node(tree, path), ids)


def _of_entries(tree: Tree, family: str) -> Iterator[_Path]:
    """Yield the path of each value of this family in the entries of a list."""
    for key, inner in _OF_ENTRIES.get(family, ()):
        entries = tree.data.get(key)
        for number in range(len(entries)) if isinstance(entries, list) else ():
            yield (key, number, inner)


def _node(tree: Tree, path: _Path) -> Node | None:
    """Return the node of the value at `path`, or None where there is none."""
    here: Any = tree.data
    for step in path:
        inside = isinstance(here, dict) and step in here
        inside = inside or (isinstance(here, list) and isinstance(step, int) and step < len(here))
        if not inside:
            return None
        here = here[step]
    return find(tree.root, path)[1]


def _of_keys(tree: Tree, node: Node | None, ids: Mapping[str, RetiredId]) -> Iterator[Problem]:
    if node is None or node.id != "mapping":
        return
    present = {label.value for label, _ in node.value}
    kept = []
    for label, value in node.value:
        known = ids.get(label.value) if isinstance(label.value, str) else None
        if known:
            yield _told(tree, label, known)
        if known and known.now and known.now not in present:
            label.value = known.now
            kept.append((label, value))
        elif not known:
            kept.append((label, value))
    node.value[:] = kept


def _of_list(tree: Tree, node: Node | None, ids: Mapping[str, RetiredId]) -> Iterator[Problem]:
    if node is None or node.id != "sequence":
        return
    present = {each.value for each in node.value if each.id == "scalar"}
    kept = []
    for each in node.value:
        known = ids.get(each.value) if each.id == "scalar" else None
        if known:
            yield _told(tree, each, known)
        if known and known.now and known.now not in present:
            each.value = known.now
            kept.append(each)
        elif not known:
            kept.append(each)
    node.value[:] = kept


def _of_value(tree: Tree, node: Node | None, ids: Mapping[str, RetiredId]) -> Iterator[Problem]:
    known = ids.get(node.value) if node is not None and node.id == "scalar" else None
    if node is not None and known:
        yield _told(tree, node, known)
        node.value = known.now or node.value


def _told(tree: Tree, node: Node, known: RetiredId) -> Problem:
    return Problem(
        tree.spot(node.start_mark),
        code="HB275",
        what=f"'{known.old}' heet nu anders" if known.now else f"'{known.old}' is er niet meer",
        mend=known.advice,
        weight="let op",
    )
