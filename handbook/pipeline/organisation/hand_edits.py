"""What a person changed in finished documents, known before anything is numbered."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from handbook import storage
from handbook.errors import Place, Problem, StorageError
from handbook.inspection.file_text import Reading
from handbook.loading.workspace import Loaded
from handbook.model.documents.build import Proof
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.documents.hand_edits import HandEdits
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.organisation.internal_error import Fault, attempt
from handbook.pipeline.organisation.lost_file import her_copy
from handbook.pipeline.organisation.paths import archived
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.control.hand_edits import hand_edits_of, statutory_limits
from handbook.word.hand_edits.changed_lines import lines_of
from handbook.word.hand_edits.edited_since import changed_by_hand, same_words
from handbook.word.package.package import read
from handbook.word.package.seal import prove
from handbook.word.provenance.approval_record import said_of_itself


def decide(loaded: Loaded, name: str) -> DocumentSet:
    """Return the documents of organisation `name`, as its sources have them."""
    return document_set(loaded.profile, loaded.library, loaded.register, loaded.references, name)


def decide_with_hers(root: Path, loaded: Loaded, name: str) -> DocumentSet:
    """Return the documents as `decide` does; the matrix speaks of the files as she left them."""
    made = decide(loaded, name)
    found = _handiwork(root, loaded, made)
    if not found:
        return made
    sources = (loaded.profile, loaded.library, loaded.register, loaded.references)
    return document_set(*sources, name, found)


def objections(made: DocumentSet, name: str) -> Iterator[Problem]:
    """Yield a `let op` for each topic and each limit of the law that went by hand."""
    titles = {row.topic.id: row.topic.title for row in made.matrix.rows}
    for document in made.documents:
        handwork = made.handiwork.get(document.item)
        place = Place(f"output/{name}/{document.filename}")
        for topic, heading in handwork.lost if handwork else ():
            yield Problem(
                place,
                code="HB402",
                what=f"onder '{heading}' is weggehaald wat er stond over "
                f"'{titles.get(topic, topic)}' ({topic})",
                mend="Zet de tekst terug, werk het onderwerp ergens anders uit, of sluit het uit "
                "met een motivering.",
                weight="let op",
            )
        for what, limit in handwork.limits if handwork else ():
            yield Problem(
                place,
                code="HB403",
                what=f"bij '{what}' staat niet meer wat de wet zegt: {limit}",
                mend="Zet de wettelijke termijn terug. Een strengere eigen termijn hoort in het "
                "profiel, bij 'termijnen'.",
                weight="let op",
            )


def edited_since_approval(
    root: Path, name: str, register: Register, made: DocumentSet
) -> frozenset[str]:
    """Return the items whose file in output/ was changed by hand since that version was approved.

    Of a file that is gone the copy counts that comes in its place. One that cannot be read, that is
    not ours, that we made anew ourselves, or that says what was approved but for what we merged
    into it, does not count.
    """
    alive = {document.item for document in made.documents}
    approved = [each for each in register.entries if each.current.approved and each.item in alive]
    return frozenset(each.item for each in approved if _edited(root, name, register, each))


def _edited(root: Path, name: str, register: Register, entry: Entry) -> bool:
    owners = register.owners(name)
    data = _working(root, name, register, (entry.item, entry.filename))
    if data is None or storage.sha256(data) in {each.digest for each in entry.current.frozen}:
        return False
    proof, before = prove(data), _approved(root, name, entry)
    if proof is None:
        return before is not None and attempt(partial(_is_rewritten, before, data)) is True
    if proof.item != entry.item or proof.organisation not in owners or proof.intact:
        return False
    return before is None or bool(attempt(partial(changed_by_hand, before, data)))


def _approved(root: Path, name: str, entry: Entry) -> bytes | None:
    frozen = [each for each in entry.current.frozen if each.filename.endswith(".docx")]
    return storage.read(archived(root, name, entry, frozen[0])) if frozen else None


def _is_rewritten(approved: bytes, data: bytes) -> bool:
    """Tell whether a file that lost its seal is the approved document, and says else now.

    It is where it says the name of the organisation and the code of the document; else it may be
    anything.
    """
    told = said_of_itself(approved)
    text = "\n".join(piece.text for piece in Reading().package(read(data)).pieces)
    known = told is not None and told.house in text and told.code in text
    return known and not same_words(approved, data)


def _handiwork(root: Path, loaded: Loaded, made: DocumentSet) -> Mapping[str, HandEdits]:
    found = {}
    statutory = statutory_limits(made.documents)
    for document in made.documents:
        data = _touched(root, made.organisation.id, document, loaded.register)
        if data is None:
            continue
        lines = attempt(partial(lines_of, data))
        if isinstance(lines, Fault):
            continue  # the build says what is the matter with this file
        procedure = loaded.library.procedures.get(document.item)
        work = hand_edits_of(document, procedure, statutory, lines)
        if work.lost or work.limits:
            found[document.item] = work
    return found


def _touched(root: Path, name: str, document: Document, register: Register) -> bytes | None:
    """Return the file of `document` when it is ours and a person worked in it.

    It may carry each name of `owners`: a file that comes back after a rename has one of before.
    """
    if not document.covers:
        return None
    data = _working(root, name, register, (document.item, document.filename))
    proof = prove(data) if data is not None else None
    return data if proof and _is_hers(proof, register.owners(name), document) else None


def _working(root: Path, name: str, register: Register, of: tuple[str, str]) -> bytes | None:
    """Return the working file of an item with its file name, or the copy that takes its place.

    Of what cannot be read the build tells, document by document.
    """
    item, filename = of
    with suppress(StorageError):
        found = storage.read(root / "output" / name / filename)
        kept = her_copy(root, name, register, item) if found is None else None
        return kept.data if kept else found
    return None


def _is_hers(proof: Proof, owners: Collection[str], document: Document) -> bool:
    return (proof.item, proof.intact) == (document.item, False) and proof.organisation in owners
