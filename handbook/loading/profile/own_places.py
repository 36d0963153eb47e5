"""The file with an organisation's own places in its copy of the norm (vindplaatsen), by topic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbook.errors import HandbookError, Problem
from handbook.loading.profile.former_names import with_keys_of_now
from handbook.loading.profile.references import check_references
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlaces:
    """The place of each topic, with the tree of the file and what is wrong in it."""

    places: Mapping[str, str] = field(default_factory=dict)
    trees: tuple[Tree, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_references(data: bytes, file: str, library: Library) -> OwnPlaces:
    """Return what the file `data` says; nothing where it is no YAML, and that it is told."""
    try:
        typed = read(data, file)
    except HandbookError as error:
        return OwnPlaces(problems=error.problems)
    tree, former = with_keys_of_now(typed, (), library.retired.get("onderwerpen", {}))
    return OwnPlaces(
        places={key: value.strip() for key, value in tree.data.items() if isinstance(value, str)},
        trees=(tree,),
        problems=(*tree.problems, *former, *check_references(tree, library), *_not_text(tree)),
    )


def _not_text(tree: Tree) -> Iterator[Problem]:
    for key, value in tree.data.items():
        if value is not None and not isinstance(value, str):
            yield Problem(
                tree.place((key,)),
                "HB116",
                "hier hoort een tekst",
                "Schrijf achter elk onderwerp de paragraaf uit uw eigen exemplaar van de norm.",
            )
