"""Where the file of a document of her own lies: in her folder, or as it last was."""

from collections.abc import Iterator
from pathlib import Path

from handbook import folders, storage
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.own_document import FOLDER
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.organisation.paths import archived, standing


def own_sources(root: Path, name: str, register: Register, made: DocumentSet) -> dict[str, bytes]:
    """Return the bytes of each document of her own that are to be had, by item."""
    found = {}
    for document in made.documents:
        data = source_of(root, name, register, document)
        if data is not None:
            found[document.item] = data
    return found


def source_of(root: Path, name: str, register: Register, document: Document) -> bytes | None:
    """Return the file of a document of her own; None of any other, and where it is nowhere.

    Where her file is gone it is what lies in output/ or in the archive, if that is the same.

    Raises:
        StorageError: a file cannot be read.
    """
    body = document.body
    if not isinstance(body, OwnBody):
        return None
    for path in _places(root, name, register, document, body):
        data = storage.read(path)
        if data is not None and storage.sha256(data) == body.digest:
            return data
    return None


def _places(
    root: Path, name: str, register: Register, document: Document, body: OwnBody
) -> Iterator[Path]:
    folder = root / "organisations" / name / "inhoud" / FOLDER
    yield folder / body.file
    # On another system the same name may be typed in other letters.
    yield from (each for each in folders.entries(folder) if folders.is_file(each))
    yield root / "output" / name / document.filename
    entry = register.find(document.item)
    yield from _frozen(root, name, entry) if entry else ()


def _frozen(root: Path, name: str, entry: Entry) -> Iterator[Path]:
    for version in entry.versions:
        for frozen in version.frozen:
            yield archived(root, name, entry, frozen)
            yield standing(root, name, entry, frozen)
