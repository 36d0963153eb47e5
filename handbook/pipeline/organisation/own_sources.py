"""Where the file of a document of her own lies: in her folder, or as it last was."""

from collections.abc import Iterator
from pathlib import Path

from handbook import folders, storage
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.own_document import FOLDER
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.organisation.paths import archived, standing
from handbook.word.package.seal import prove

SHORT = 16  # hex digits of a sum in what a file says to be made from


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
        if data is not None and _is_it(data, document.item, body):
            return data
    return None


def _is_it(data: bytes, item: str, body: OwnBody) -> bool:
    """Tell whether a file is the one that is meant, or a copy of it with our properties."""
    if storage.sha256(data) == body.digest:
        return True
    proof = prove(data) if body.with_properties else None
    made = f"tekst={body.digest[:SHORT]}"
    return proof is not None and proof.item == item and proof.intact and made in proof.render


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
