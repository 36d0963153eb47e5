"""`approve`: documents become vastgesteld; the approved files are frozen and stand for readers.

Order: archive, working copies, register, and then what readers find. The register decides: what
it does not name yet was not approved, and is taken back; what it names the next build or approval
puts in place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from unicodedata import normalize

from handbook import paging, storage
from handbook.errors import HandbookError, Place, Problem, WorkplaceError, worst
from handbook.inspection.said import said_in
from handbook.loading.workspace import Workspace
from handbook.model.document import Document
from handbook.model.outcome import DocumentOutcome, Outcome
from handbook.model.register import Entry, Frozen, Register, Waiver
from handbook.pipeline import memory
from handbook.pipeline.archive import announce, of_somebody, settled, to_stand, undo
from handbook.pipeline.checking import refuse_bad_templates
from handbook.pipeline.delivery import DROPPED, FORMER, Making, Move, hers_alone, place
from handbook.pipeline.desk import Desk, Request, of_packs, organisations, sit_down
from handbook.pipeline.disclosure import Visit, border_of, live, visit_of
from handbook.pipeline.listing import lists
from handbook.pipeline.objections import (
    Objection,
    not_covered,
    objections,
    of_one,
    refused,
    telling,
    unfit,
    unwritable,
)
from handbook.pipeline.places import archived, frozen_name, standing
from handbook.pipeline.preparing import caused, chosen, has_pages, makings_of, news_since
from handbook.pipeline.record_check import damaged, refuse_unsound
from handbook.pipeline.record_look import look
from handbook.pipeline.secrecy import unread
from handbook.storage.trouble import in_use
from handbook.tailoring.approval import Decision, approve, freeze, is_done
from handbook.tailoring.chain import as_found, newest, with_approvals
from handbook.tailoring.staleness import with_control
from handbook.word.record import approved_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks: which documents (none: all that are open), who, which day and number.

    `despite` gives, by subject of an objection, the reason for approving all the same.
    """

    codes: frozenset[str] = frozenset()
    approver: str
    day: date
    number: str = ""
    despite: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file to be frozen: of which document, its bytes, and the working copy it came from.

    `hers` tells that somebody changed the working copy: when she did so nobody knows.
    """

    entry: Entry
    making: Making
    data: bytes
    former: bytes | None
    hers: bool

    @property
    def frozen(self) -> Frozen:
        name = frozen_name(self.entry, PurePath(self.making.filename).suffix)
        return Frozen(bestand=name, sha256=storage.sha256(self.data))


def approve_documents(workspace: Workspace, name: str, asked: Asked, *, today: date) -> Outcome:
    """Return what came of the approval that was `asked` for organisation `name`.

    All or nothing is decided: one objection that is not waived refuses all, and all are told.

    Args:
        workspace: the working folder with its packs.
        name: the organisation.
        asked: documents, approver, day, number, and the reasons to approve in spite of something.
        today: the day it is; nothing is approved on a later one.

    Raises:
        HandbookError: the profile is not sound, names or codes are not known, or HB581 to HB584
            register and archive do not agree.
        EditConflict: a file changed meanwhile.
        StorageError: a file cannot be read or written; the next call goes on.
        WorkplaceError: another build is running.
    """
    asked = _on_one_line(asked)
    organisations(workspace, [name])
    for outcome in of_packs(workspace):
        if outcome.exit_code:
            return outcome
    with storage.lock(workspace.root):
        storage.clean(workspace.root)
        undo(workspace.root, name)
        archive = look(workspace.root, name)
        desk = sit_down(workspace, name, today, Request(only=asked.codes))
        refuse_unsound(desk.root, name, desk.loaded.register, archive)
        news = news_since(desk, memory.recall(workspace, name))
        desk = replace(desk, register=caused(desk, news))
        refuse_bad_templates(desk.loaded)
        try:
            visit = visit_of(workspace.root, name, border_of(workspace))
            outcome = _decided(desk, asked, today, visit)
        finally:
            undo(workspace.root, name)
    changed = damaged(desk.root, name, desk.loaded.register, archive)
    return replace(outcome, problems=(*outcome.problems, *changed))


def _decided(desk: Desk, asked: Asked, today: date, visit: Visit) -> Outcome:
    decision = Decision(approver=asked.approver, day=asked.day, number=asked.number)
    documents = _wanted(desk, decision, explicit=bool(asked.codes))
    impossible = (
        *unfit([_entry(desk, each) for each in documents], decision, desk.name, today),
        *unwritable(asked.despite.values(), desk.name),
        *telling((asked.approver, *asked.despite.values()), desk),
    )
    if impossible:
        return Outcome(organisation=desk.name, problems=impossible, exit_code=1)
    items = [each.item for each in documents]
    if items:
        desk = replace(desk, register=as_found(desk.register, today))
    after = replace(desk, register=approve(desk.register, items, decision, desk.loaded.profile))
    office, counted = _office(desk, documents), list[Move]()
    files, found = list[_File](), list[Objection]()
    for each in documents:
        made, against = of_one(desk, each, partial(_files, desk, after, each, office, counted))
        files += made
        found += against
    for file in files:
        speaks = partial(objections, desk, file.making, file.data, file.former, visit)
        told, against = of_one(desk, file.making.document, speaks)
        found += (*told, *against)
    found += not_covered(desk.made, desk.name) if documents else []
    wrong = refused(found, asked.despite)
    if wrong:
        return Outcome(organisation=desk.name, problems=wrong, exit_code=1)
    since = {file.entry.item: today for file in files if file.hers and asked.day < today}
    register = _signed(after.register, files, found, asked.despite, since)
    register = with_approvals(register, items, today)
    clash = [problem for file in files for problem in _clash(desk, file)]
    if clash:
        return Outcome(organisation=desk.name, problems=tuple(clash), exit_code=1)
    # Page numbers of a version that is not there are used by nobody, so they may come first.
    place(desk.root, desk.name, counted)
    outcome = _carried_out(desk, register, files, leave=not asked.codes)
    return replace(outcome, problems=(*_unread(desk, files), *outcome.problems))


def _unread(desk: Desk, files: Sequence[_File]) -> Iterator[Problem]:
    """Yield a `let op` on what loads something, or could not be searched for a secret (HB474)."""
    for file in files:
        place = f"output/{desk.name}/{file.making.filename}"
        yield from (each for each in live(place, file.data) if each.weight == "let op")
    for file in files if desk.loaded.secrets else ():
        yield from unread(f"output/{desk.name}/{file.making.filename}", said_in(file.data).opaque)


def _office(desk: Desk, documents: Sequence[Document]) -> str:
    """Return LibreOffice's program where a contents page has page numbers that it is to keep.

    Without LibreOffice it is approved without them, as it would have been built.
    """
    if not any(each.kind == "handboek" and has_pages(desk, each) for each in documents):
        return ""
    try:
        return paging.find_office()
    except WorkplaceError:
        return ""


def _on_one_line(asked: Asked) -> Asked:
    """Return what is asked with name and reasons as they stand in a line of a document."""
    reasons = {subject: as_kept(reason) for subject, reason in asked.despite.items()}
    return replace(asked, approver=as_kept(asked.approver), despite=reasons)


def as_kept(typed: str) -> str:
    """Return what somebody typed as the register gives it back: composed (NFC), on one line."""
    return " ".join(normalize("NFC", typed).split())


def _wanted(desk: Desk, decision: Decision, *, explicit: bool) -> list[Document]:
    """Return the documents to approve: those that were named, or all that are not approved yet.

    What the same decision approved already is left out: a call that broke off is made again.
    """
    found = []
    for document in chosen(desk):
        entry = _entry(desk, document)
        if not is_done(entry, decision) and (explicit or not entry.current.approved):
            found.append(document)
    return found


def _entry(desk: Desk, document: Document) -> Entry:
    entry = desk.register.find(document.item)
    if entry is None:
        raise LookupError(document.item)
    return entry


def _files(
    desk: Desk, after: Desk, document: Document, office: str, counted: list[Move]
) -> list[_File]:
    """Return the files of a document as they are when it is approved: hers, where she has one.

    With LibreOffice's program `office` its pages are counted, and told in `counted`.
    """
    entry = _entry(after, document)
    files = []
    before = makings_of(desk, document, "", [])
    for old, new in zip(before, makings_of(after, document, office, counted), strict=True):
        former = storage.read(desk.output / new.filename)
        proof = new.prove(former) if former is not None else None
        hers = former if former is not None and (proof is None or not proof.intact) else None
        data = _hers(old, new, hers) if hers is not None else new.make()
        data = approved_at(data, newest(desk.register))
        changed = hers is not None and not _was_approved(desk, document, hers)
        files.append(_File(entry=entry, making=new, data=data, former=former, hers=changed))
    return files


def _was_approved(desk: Desk, document: Document, data: bytes) -> bool:
    """Tell whether `data` is, byte for byte, a file that was approved before."""
    digest = storage.sha256(data)
    return any(
        digest == frozen.digest
        for version in _entry(desk, document).versions
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
    except ValueError as error:
        raise HandbookError(
            Problem(
                Place(new.filename),
                code="HB577",
                what=f"dit bestand is met de hand gewijzigd en niet bij te werken: {error}",
                mend="Zet een kopie apart, haal het bestand weg, bouw opnieuw en neem uw "
                "wijzigingen over.",
            )
        ) from error


def _signed(
    register: Register,
    files: Sequence[_File],
    found: Sequence[Objection],
    despite: Mapping[str, str],
    since: Mapping[str, date],
) -> Register:
    """Return `register` with what was frozen of each document, and what was waived for it.

    `since` tells from which day on a text that somebody changed by hand is known.
    """
    frozen: dict[str, list[Frozen]] = {}
    for file in files:
        frozen.setdefault(file.entry.item, []).append(file.frozen)
    waived = {
        item: [
            Waiver(wat=subject, reden=despite[subject])
            for subject in dict.fromkeys(each.subject for each in found)
            if any(each.subject == subject and each.item in ("", item) for each in found)
        ]
        for item in frozen
    }
    return freeze(register, frozen, waived, since)


def _clash(desk: Desk, file: _File) -> list[Problem]:
    """Return why a file cannot be frozen: another one lies there, or somebody has it open."""
    path = _archived(desk, file)
    there = storage.digest(path)
    if there not in (None, file.frozen.digest):
        return [
            Problem(
                Place(path.relative_to(desk.root).as_posix()),
                code="HB579",
                what="in het archief ligt al een ander bestand van deze versie",
                mend="Er is niets vastgesteld. Werd register.yaml teruggezet, neem dan het "
                "nieuwste terug; kies anders met --versie een hoger nummer.",
            )
        ]
    working = desk.output / file.making.filename
    who = storage.owner_of(working)
    return [in_use(working)] if who else []


def _carried_out(desk: Desk, register: Register, files: Sequence[_File], *, leave: bool) -> Outcome:
    root, name = desk.root, desk.name
    announce(root, name, {_archived(desk, file): file.frozen.digest for file in files})
    for file in files:
        path = _archived(desk, file)
        storage.put(path, file.data, expected=storage.digest(path))
    for file in files:
        _set_working_copy(desk, file)
    path = desk.home / "register.yaml"
    storage.put(path, storage.render_register(register).encode(), expected=storage.digest(path))
    settled(root, name)
    replaced = tuple(_replaced(desk, file) for file in files if _is_hers(desk, file))
    items = {file.entry.item for file in files}
    approved, strange = hers_alone(desk, to_stand(root, name, register, items))
    beside = (*approved, *lists(desk, register)[0])
    waiting = place(root, name, beside)
    if leave:
        _take_away(desk, register)
    told = tuple(_outcome(desk, file) for file in files)
    notices = () if told else ("Er is niets vast te stellen: geen document is een concept.",)
    return Outcome(
        organisation=name,
        documents=told,
        problems=(
            *replaced,
            *strange,
            *(problem for error in waiting for problem in error.problems),
        ),
        notices=notices,
        exit_code=worst([1 if strange else 0, *(error.exit_code for error in waiting)]),
    )


def _archived(desk: Desk, file: _File) -> Path:
    return archived(desk.root, desk.name, file.entry, file.frozen)


def _is_hers(desk: Desk, file: _File) -> bool:
    return of_somebody(desk.root, desk.name, file.entry, file.frozen) is not None


def _replaced(desk: Desk, file: _File) -> Problem:
    path = standing(desk.root, desk.name, file.entry, file.frozen)
    return Problem(
        Place(path.relative_to(desk.root).as_posix()),
        code="HB580",
        what="hier stond een bestand dat nooit zo is vastgesteld",
        mend=f"De nieuwe versie staat er nu. Wat er stond, ligt in organisations/{desk.name}/"
        f"{FORMER}/{path.stem}.",
        weight="let op",
    )


def _set_working_copy(desk: Desk, file: _File) -> None:
    path = desk.output / file.making.filename
    expected = None if file.former is None else storage.sha256(file.former)
    if expected not in (None, file.frozen.digest):
        storage.keep_former(path, desk.home / FORMER)
    storage.put(path, file.data, expected=expected)


def _take_away(desk: Desk, register: Register) -> None:
    """Move the approved files of documents that left the set to Vervallen/."""
    alive = {entry.filename for entry in register.entries if not entry.dropped}
    for entry in register.entries:
        if entry.dropped and entry.approved and entry.filename not in alive:
            for frozen in entry.approved.frozen:
                place = standing(desk.root, desk.name, entry, frozen)
                storage.withdraw(place, desk.output / DROPPED)


def _outcome(desk: Desk, file: _File) -> DocumentOutcome:
    version = file.entry.current
    return DocumentOutcome(
        item=file.entry.item,
        code=file.entry.code,
        title=file.entry.title,
        path=standing(desk.root, desk.name, file.entry, file.frozen)
        .relative_to(desk.root)
        .as_posix(),
        action="vastgesteld",
        reason=f"versie {version.number}, door {version.approver}",
    )
