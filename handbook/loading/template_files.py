"""The Word template of each kind of document: of the organisation, the folder or the tool."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import get_args

from handbook import folders
from handbook.errors import Place, Problem, did_you_mean
from handbook.loading.text.workspace_files import ORGANISATIONS, listed, read_bytes
from handbook.model.documents.document import TemplateKind

_WORD = frozenset((".doc", ".docx", ".docm", ".dot", ".dotx", ".dotm"))
_HOUSE = Path(__file__).resolve().parent.parent


def templates(root: Path, name: str) -> dict[str, tuple[str, bytes]]:
    """Return the Word template of each kind, by what goes before: organisation, folder, tool.

    Raises:
        StorageError: HB507, one that is there cannot be read.
        SourceError: HB107, one is larger than 20 MB.
    """
    found: dict[str, tuple[str, bytes]] = {}
    for kind in get_args(TemplateKind):
        for folder, shown in _template_folders(root, name):
            path = folder / f"{kind}.docx"
            if folders.exists(path) or path.is_symlink():
                file = f"{shown}/{kind}.docx"
                found[kind] = (file, read_bytes(path, file))
                break
    return found


def passed_over(root: Path, name: str) -> tuple[Problem, ...]:
    """Return a `let op` (HB130) for each Word file among own templates that is not used.

    It has a name that no kind of document has. Hidden files, and what Word has open, are none.
    """
    return tuple(
        _not_used(f"{shown}/{path.name}")
        for folder, shown in _own_folders(root, name)
        for path in _strangers(folder)
    )


def _strangers(folder: Path) -> Iterator[Path]:
    names = [f"{kind}.docx" for kind in get_args(TemplateKind)]
    for path in listed(folder):
        looks_like_word = path.suffix.casefold() in _WORD and not folders.is_dir(path)
        if looks_like_word and path.name not in names and not _is_read(path, names):
            yield path


def _is_read(path: Path, names: list[str]) -> bool:
    """Tell whether `path` is one of `names` where names are equal whatever their case."""
    used = path.with_name(path.name.casefold())
    return used.name in names and folders.exists(used) and used.samefile(path)


def _not_used(file: str) -> Problem:
    names = [f"{kind}.docx" for kind in get_args(TemplateKind)]
    path = PurePath(file)
    meant = did_you_mean(path.with_suffix(".docx").name, names)
    return Problem(
        Place(file),
        code="HB130",
        what="dit sjabloon wordt niet gebruikt: zo heet geen soort document",
        mend=f"{meant} Een sjabloon heet precies zo: {', '.join(sorted(names))}.".lstrip(),
        weight="let op",
    )


def kinds() -> tuple[TemplateKind, ...]:
    """Return the kinds of documents that have a template."""
    return get_args(TemplateKind)


@cache
def tool_template(kind: TemplateKind) -> bytes:
    """Return the tool's own template of `kind`: what everybody has who made none of their own."""
    folders = (_HOUSE / "templates", _HOUSE.parent / "templates")
    path = next(folder / f"{kind}.docx" for folder in folders if folder.is_dir())
    return read_bytes(path, f"templates/{kind}.docx")


def _template_folders(root: Path, name: str) -> tuple[tuple[Path, str], ...]:
    return (
        *_own_folders(root, name),
        (_HOUSE / "templates", "handbook/templates"),
        (_HOUSE.parent / "templates", "templates"),
    )


def _own_folders(root: Path, name: str) -> tuple[tuple[Path, str], ...]:
    return (
        (root / ORGANISATIONS / name / "sjablonen", f"{ORGANISATIONS}/{name}/sjablonen"),
        (root / "templates", "templates"),
    )
