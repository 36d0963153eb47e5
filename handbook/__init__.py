"""The quality handbook and procedures of a welfare organisation, in Word, from one profile.

The names below are for programs that embed us; docs/bibliotheek.md has an example of each. All
else may move between releases. A name is imported when it is first used: `--help` needs none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.errors import HandbookError, Problem
    from handbook.loading.workspace import Workspace, open_workspace
    from handbook.model.documents.build import Outcome
    from handbook.model.documents.document import DocumentSet, Matrix, Selection
    from handbook.model.sources.profile import Profile
    from handbook.pipeline.api import (
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
    from handbook.pipeline.safeguards.sources import check

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
    "handbook.model.documents.document": ("DocumentSet", "Matrix", "Selection"),
    "handbook.model.documents.build": ("Outcome",),
    "handbook.model.sources.profile": ("Profile",),
    "handbook.pipeline.safeguards.sources": ("check",),
    "handbook.pipeline.api": (
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
