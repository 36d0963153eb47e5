"""The working folder that a command works in."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.loading.workspace import Workspace


def opened(folder: Path) -> "Workspace":
    """Return the working folder that `folder` is, or lies in.

    Raises:
        WorkplaceError: there is none.
    """
    from handbook.loading.workspace import find_root, open_workspace

    return open_workspace(find_root(folder))
