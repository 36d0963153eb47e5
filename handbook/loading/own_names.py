"""The names that organisations of a working folder made themselves, without what they wrote."""

from handbook import folders
from handbook.loading.packs.items import read_items, shelf, with_items
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.workspace import Workspace, profile_names
from handbook.model.sources.library import Library

OWN_CONTENT = "inhoud"


def own_content(workspace: Workspace) -> Library:
    """Return the own content of all organisations together, for its names alone.

    What cannot be read is left out: `check` tells it. Of two with the same id one is there.
    """
    library = Library()
    for name in profile_names(workspace):
        folder = workspace.root / ORGANISATIONS / name / OWN_CONTENT
        if folders.is_dir(folder):
            library = with_items(library, read_items(shelf(folder, OWN_CONTENT)))
    return library
