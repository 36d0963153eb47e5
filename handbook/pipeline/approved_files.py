"""The files of a document as they are when it is approved: hers, where somebody changed one."""

from collections.abc import Iterator

from handbook import storage
from handbook.model.document import Document
from handbook.model.register import Entry
from handbook.pipeline.delivery import Making
from handbook.pipeline.desk import Desk
from handbook.pipeline.enacting import File
from handbook.pipeline.lost import Kept, frozen_copy, her_copy
from handbook.pipeline.moves import Move
from handbook.pipeline.preparing import makings_of
from handbook.tailoring.chain import newest
from handbook.tailoring.staleness import with_control
from handbook.word.record import approved_at
from handbook.word.since import same_words


def files_of(
    desk: Desk, after: Desk, document: Document, office: str, counted: list[Move]
) -> list[File]:
    """Return the files of a document as they are when it is approved: hers, where she has one.

    With LibreOffice's program `office` its pages are counted, and told in `counted`.
    """
    entry = entry_of(after, document)
    files = []
    before = makings_of(desk, document, "", [])
    for old, new in zip(before, makings_of(after, document, office, counted), strict=True):
        former, kept = _working(desk, new)
        proof = new.prove(former) if former is not None else None
        hers = former if former is not None and (proof is None or not proof.intact) else None
        data = _hers(old, new, hers) if hers is not None else new.make()
        data = approved_at(data, newest(desk.register))
        changed = hers is not None and not _was_approved(desk, document, hers)
        files.append(
            File(entry=entry, making=new, data=data, former=former, hers=changed, kept=kept)
        )
    return files


def _working(desk: Desk, making: Making) -> tuple[bytes | None, Kept | None]:
    """Return the working copy, and the copy that it is where somebody's own is gone."""
    found = storage.read(desk.output / making.filename)
    if found is not None or making.stamp is None:
        return found, None
    kept = her_copy(desk.root, desk.name, desk.loaded.register, making.document.item)
    return (kept.data, kept) if kept else (None, None)


def in_other_words(desk: Desk, document: Document) -> Iterator[str]:
    """Yield a document of which no concept is open and that says else than its valid version.

    Its words may come from what raises no version, such as a template. Where the file of that
    version is lost, nothing is known.
    """
    entry = entry_of(desk, document)
    before = frozen_copy(desk.root, desk.name, entry) if entry.current.approved else None
    if before is None:
        return
    making = next(makings_of(desk, document, "", []))
    found, _ = _working(desk, making)
    proof = making.prove(found) if found is not None else None
    now = making.make() if found is None or (proof and proof.intact) else found
    if not same_words(before[1], now):
        yield document.item


def _was_approved(desk: Desk, document: Document, data: bytes) -> bool:
    """Tell whether `data` is, byte for byte, a file that was approved before."""
    digest = storage.sha256(data)
    return any(
        digest == frozen.digest
        for version in entry_of(desk, document).versions
        for frozen in version.frozen
    )


def _hers(old: Making, new: Making, data: bytes) -> bytes:
    """Return the file that somebody changed with its version, status, date and approver set.

    What it was made from stays told: a text that is newer than hers is still a proposal.
    """
    proof = new.prove(data)
    if proof is None or new.stamp is None:
        return data  # an objection follows: this file is not ours, or it is a workbook
    told = new.wanted if proof.render == old.wanted else with_control(proof.render, new.wanted)
    try:
        return new.stamp(data, told)
    except ValueError:
        return data  # an objection follows: it tells what is in the way


def entry_of(desk: Desk, document: Document) -> Entry:
    """Return what the register says of `document`, which is in it."""
    entry = desk.register.find(document.item)
    if entry is None:
        raise LookupError(document.item)
    return entry
