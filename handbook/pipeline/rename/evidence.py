"""Whose approved files lie in a folder, and whether a rename may make them this organisation's."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from handbook import storage
from handbook.errors import Place, Problem, SourceError
from handbook.loading.owners import register_at
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree
from handbook.loading.workspace import Workspace, profile_names
from handbook.model.features.rename import Evidence
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.maker_of_file import maker_of, prints_one_of
from handbook.pipeline.organisation.ownership import newest_approved, sealed_for

_SHOWN = 3


def profile_at(root: Path, name: str) -> Tree:
    """Return what stands in the profile `name`, sound or not.

    Raises:
        HandbookError: it cannot be read, or it is no YAML.
    """
    data = storage.read(root / ORGANISATIONS / f"{name}.yaml") or b""
    return read(data, f"{ORGANISATIONS}/{name}.yaml")


def typed(tree: Tree) -> tuple[str, str]:
    """Return name and KvK number as they stand in a profile.

    Raises:
        SourceError: HB598, one of them is missing.
    """
    found = tuple(_text(tree.data.get(key)) for key in ("naam", "kvk"))
    if not all(found):
        raise SourceError(
            Problem(
                Place(tree.file),
                code="HB598",
                what="naam of KvK-nummer ontbreekt in dit profiel",
                mend="Vul ze allebei in; zonder is niet te zeggen van wie de bestanden zijn.",
            )
        )
    return found[0], found[1]


def whose(root: Path, folder: str, told: tuple[str, str]) -> Evidence:
    """Return whose approved files lie in `folder`, by its register or else by the newest file.

    Args:
        root: the working folder.
        folder: the name of the folder in organisations/ and output/.
        told: name and KvK number in the profile: where nothing else tells, and where they agree.

    Raises:
        SourceError: HB598, documents were approved, and no file is left that tells whose they are.
    """
    register = register_at(root, folder)
    approved, newest = newest_approved(root, folder, register)
    newest = newest or tuple(_sealed(root, folder))[:1]
    if approved and not newest and not register.name:
        raise SourceError(_nothing_tells(folder))
    name, number = register.name or "", register.chamber_number or ""
    if not name and newest and not any(prints_one_of(each, told) for each in newest):
        name = maker_of(newest[0])
    elif not name:
        name, number = told
    valid = [entry.approved for entry in register.entries if entry.approved and not entry.dropped]
    return Evidence(
        name=name,
        chamber_number=number,
        approved=len(valid),
        newest=max((each.approved for each in valid if each.approved), default=None),
    )


def names_of_before(
    workspace: Workspace, folder: str, owner: Evidence, known: Collection[str]
) -> tuple[str, ...]:
    """Return the other names that files in `folder` carry, and that were this organisation's too.

    Raises:
        SourceError: HB597, files carry the name of an organisation that has a profile here, or do
            not print the name or the KvK number of `owner`: they are of somebody else.
    """
    root = workspace.root
    found = {name: paths for name, paths in sealed_for(root, folder).items() if name not in known}
    there = profile_names(workspace)
    told = (owner.name, owner.chamber_number)
    strange = [
        (name, path)
        for name, paths in sorted(found.items())
        for path in paths
        if name in there or not prints_one_of(storage.read(path) or b"", told)
    ]
    if strange:
        raise SourceError(*(_strange(root, *each) for each in strange[:_SHOWN]))
    return tuple(sorted(found))


def former_of(register: Register, old: str, new: str) -> tuple[str, ...]:
    """Return the names that the register itself tells the profile had, besides `new`."""
    told = (*register.former, *((register.profile,) if register.profile else ()), old)
    return tuple(each for each in dict.fromkeys(told) if each != new)


def _sealed(root: Path, folder: str) -> Iterator[bytes]:
    for paths in sealed_for(root, folder).values():
        yield from (data for path in paths if (data := storage.read(path)))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _nothing_tells(folder: str) -> Problem:
    return Problem(
        Place(f"{ORGANISATIONS}/{folder}/register.yaml"),
        code="HB598",
        what="volgens dit register is er vastgesteld, maar geen bestand zegt van wie het is",
        mend="Er is niets hernoemd. Zet het archief terug uit uw reservekopie. Is het register van "
        "een ander meegekomen, haal het dan weg.",
    )


def _strange(root: Path, name: str, path: Path) -> Problem:
    return Problem(
        Place(path.relative_to(root).as_posix()),
        code="HB597",
        what=f"dit bestand is van '{name}', een andere organisatie",
        mend="Er is niets hernoemd. Zet het terug in de map van die organisatie, of haal het weg.",
    )
