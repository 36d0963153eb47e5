"""The files of a document as they are when it is approved: hers, where somebody changed one."""

from collections.abc import Iterator

from handbook import storage
from handbook.model.documents.document import Document
from handbook.model.sources.register import Entry
from handbook.pipeline.approval.transaction import File
from handbook.pipeline.build.makings import makings_of
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.lost_file import Kept, frozen_copy, her_copy
from handbook.pipeline.placement.moves import Move
from handbook.pipeline.placement.placement_decision import Making
from handbook.tailoring.control.checksum_chain import newest
from handbook.tailoring.control.staleness import with_control
from handbook.word.hand_edits.edited_since import same_words
from handbook.word.provenance.approval_record import approved_at


def files_of(
    context: OrganisationContext,
    after: OrganisationContext,
    document: Document,
    office: str,
    counted: list[Move],
) -> list[File]:
    """Return the files of a document as they are when it is approved: hers, where she has one.

    With LibreOffice's program `office` its pages are counted, and told in `counted`.
    """
    entry = entry_of(after, document)
    files = []
    before = makings_of(context, document, "", [])
    for old, new in zip(before, makings_of(after, document, office, counted), strict=True):
        former, kept = _working(context, new)
        proof = new.prove(former) if former is not None else None
        hers = former if former is not None and (proof is None or not proof.intact) else None
        data = _hers(old, new, hers) if hers is not None else new.make()
        data = approved_at(data, newest(context.register))
        changed = hers is not None and not _was_approved(context, document, hers)
        files.append(
            File(entry=entry, making=new, data=data, former=former, hers=changed, kept=kept)
        )
    return files


def _working(context: OrganisationContext, making: Making) -> tuple[bytes | None, Kept | None]:
    """Return the working copy, and the copy that it is where somebody's own is gone."""
    found = storage.read(context.output / making.filename)
    if found is not None or making.stamp is None:
        return found, None
    kept = her_copy(context.root, context.name, context.loaded.register, making.document.item)
    return (kept.data, kept) if kept else (None, None)


def in_other_words(context: OrganisationContext, document: Document) -> Iterator[str]:
    """Yield a document of which no concept is open and that says else than its valid version.

    Its words may come from what raises no version, such as a template. Where the file of that
    version is lost, nothing is known.
    """
    entry = entry_of(context, document)
    before = frozen_copy(context.root, context.name, entry) if entry.current.approved else None
    if before is None:
        return
    making = next(makings_of(context, document, "", []))
    found, _ = _working(context, making)
    proof = making.prove(found) if found is not None else None
    now = making.make() if found is None or (proof and proof.intact) else found
    if not same_words(before[1], now):
        yield document.item


def _was_approved(context: OrganisationContext, document: Document, data: bytes) -> bool:
    """Tell whether `data` is, byte for byte, a file that was approved before."""
    digest = storage.sha256(data)
    return any(
        digest == frozen.digest
        for version in entry_of(context, document).versions
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


def entry_of(context: OrganisationContext, document: Document) -> Entry:
    """Return what the register says of `document`, which is in it."""
    entry = context.register.find(document.item)
    if entry is None:
        raise LookupError(document.item)
    return entry
