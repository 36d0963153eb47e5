"""The Word template of each kind of document: of the organisation, the folder or the tool."""

from functools import cache
from pathlib import Path
from typing import get_args

from handbook.loading.files import ORGANISATIONS, read_bytes
from handbook.model.document import Kind

_HOUSE = Path(__file__).resolve().parent.parent


def templates(root: Path, name: str) -> dict[Kind, tuple[str, bytes]]:
    """Return the Word template of each kind, by what goes before: organisation, folder, tool.

    Raises:
        StorageError: HB507, one that is there cannot be read.
        SourceError: HB107, one is larger than 20 MB.
    """
    found: dict[Kind, tuple[str, bytes]] = {}
    for kind in get_args(Kind):
        for folder, shown in _template_folders(root, name):
            path = folder / f"{kind}.docx"
            if path.exists() or path.is_symlink():
                file = f"{shown}/{kind}.docx"
                found[kind] = (file, read_bytes(path, file))
                break
    return found


@cache
def tool_template(kind: Kind) -> bytes:
    """Return the tool's own template of `kind`: what everybody has who made none of their own."""
    folders = (_HOUSE / "templates", _HOUSE.parent / "templates")
    path = next(folder / f"{kind}.docx" for folder in folders if folder.is_dir())
    return read_bytes(path, f"templates/{kind}.docx")


def _template_folders(root: Path, name: str) -> tuple[tuple[Path, str], ...]:
    return (
        (root / ORGANISATIONS / name / "sjablonen", f"{ORGANISATIONS}/{name}/sjablonen"),
        (root / "templates", "templates"),
        (_HOUSE / "templates", "handbook/templates"),
        (_HOUSE.parent / "templates", "templates"),
    )
