"""A new piece of own content, laid ready in the folder of an organisation."""

from handbook import storage
from handbook.errors import Place, Problem, StorageError
from handbook.loading.list_entry import with_entry
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.loading.workspace import Workspace
from handbook.model.sources.library import Library
from handbook.pipeline.organisation.ownership import opened
from handbook.scaffold.own_content import ContentKind, Piece, piece


def begin(workspace: Workspace, kind: ContentKind, title: str, name: str) -> tuple[Piece, str]:
    """Write a new piece of content for organisation `name`; return it with its file.

    Raises:
        HandbookError: her sources are not sound, or the list cannot be changed (HB328).
        StorageError: HB329, a file of that name is there already.
    """
    loaded = opened(workspace, name)
    made = piece(kind, title, _taken(kind, loaded.library))
    file = f"{ORGANISATIONS}/{name}/inhoud/{made.file}"
    path = workspace.root / file
    there = storage.read(path)
    if made.key:
        storage.put(
            path,
            with_entry(there, file, made.key, made.text),
            expected=None if there is None else storage.sha256(there),
        )
    elif there is not None:
        raise StorageError(_is_there(file))
    else:
        storage.put(path, made.text.encode(), expected=None)
    return made, file


def _taken(kind: ContentKind, library: Library) -> frozenset[str]:
    """Return the ids that something of the same family has."""
    families = {
        "procedure": (library.procedures, library.forms),
        "formulier": (library.procedures, library.forms),
        "hoofdstuk": (library.chapters,),
        "rol": (library.roles,),
        "begrip": (library.glossary,),
        "wet": (library.laws,),
        "term": (),
    }
    return frozenset(each for family in families[kind] for each in family)


def _is_there(file: str) -> Problem:
    return Problem(
        Place(file),
        "HB329",
        "dit bestand staat er al",
        "Er is niets overschreven. Kies een andere titel, of werk in dat bestand verder.",
    )
