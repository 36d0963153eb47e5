"""The quality handbook and procedures of a welfare organisation, in Word, from one profile.

The names below are for programs that embed us; docs/bibliotheek.md has an example of each. All
else may move between releases. A name is imported when it is first used: `--help` needs none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.errors import HandbookError, Problem
    from handbook.loading.workspace import Workspace, open_workspace
    from handbook.model.document import DocumentSet, Matrix, Selection
    from handbook.model.outcome import Outcome
    from handbook.model.profile import Profile
    from handbook.pipeline.checking import check
    from handbook.pipeline.embedding import (
        DocumentFile,
        MergedFile,
        build,
        list_documents,
        merge,
        plan,
        publish,
        read_profile,
        render,
        select,
    )

__all__ = [
    "DocumentFile",
    "DocumentSet",
    "HandbookError",
    "Matrix",
    "MergedFile",
    "Outcome",
    "Problem",
    "Profile",
    "Selection",
    "Workspace",
    "build",
    "check",
    "list_documents",
    "merge",
    "open_workspace",
    "plan",
    "publish",
    "read_profile",
    "render",
    "select",
]

_HOMES = {
    "handbook.errors": ("HandbookError", "Problem"),
    "handbook.loading.workspace": ("Workspace", "open_workspace"),
    "handbook.model.document": ("DocumentSet", "Matrix", "Selection"),
    "handbook.model.outcome": ("Outcome",),
    "handbook.model.profile": ("Profile",),
    "handbook.pipeline.checking": ("check",),
    "handbook.pipeline.embedding": (
        "DocumentFile",
        "MergedFile",
        "build",
        "list_documents",
        "merge",
        "plan",
        "publish",
        "read_profile",
        "render",
        "select",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Return the public `name` from where it lives; called only where it is not there yet."""
    if name not in _HOME:
        raise AttributeError(f"module 'handbook' has no attribute '{name}'")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
