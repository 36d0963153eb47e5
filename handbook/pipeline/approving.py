"""`approve`: documents become vastgesteld; the approved files are frozen and stand for readers.

All that is asked is looked at first; `enacting` carries it out.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from unicodedata import normalize

from handbook import paging, storage
from handbook.errors import HandbookError, Problem, WorkplaceError, worst
from handbook.inspection.said import said_in
from handbook.loading.workspace import Workspace
from handbook.model.document import Document
from handbook.model.outcome import Outcome
from handbook.model.register import Entry, Frozen, Register, Waiver
from handbook.pipeline import memory
from handbook.pipeline.archive import is_approved_as
from handbook.pipeline.border import border_of
from handbook.pipeline.causes import caused, news_since
from handbook.pipeline.checking import refuse_bad_templates
from handbook.pipeline.delivery import Making, Move, place
from handbook.pipeline.desk import Desk, Request, of_packs, organisations, sit_down
from handbook.pipeline.disclosure import Visit, live, told_once, visit_of
from handbook.pipeline.elsewhere import strays
from handbook.pipeline.enacting import File, carry_out, clashes
from handbook.pipeline.lost import Kept, frozen_copy, her_copy, put_back
from handbook.pipeline.objections import (
    Objection,
    held_by_sheet,
    not_along,
    not_covered,
    objections,
    of_one,
    refused,
    telling,
    unfit,
    unwritable,
)
from handbook.pipeline.preparing import chosen, has_pages, makings_of
from handbook.pipeline.record_check import damaged, refuse_unsound
from handbook.pipeline.record_look import look
from handbook.pipeline.secrecy import unread
from handbook.pipeline.undoing import undo
from handbook.tailoring.approval import Decision, approve, freeze, is_done
from handbook.tailoring.chain import as_found, newest, with_approvals
from handbook.tailoring.staleness import with_control
from handbook.word.record import approved_at
from handbook.word.since import same_words


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


def approve_documents(workspace: Workspace, name: str, asked: Asked, *, today: date) -> Outcome:
    """Return what came of the approval that was `asked` for organisation `name`.

    All or nothing is decided: one objection that is not waived refuses all, and all are told. Only
    a document whose workbook is hers is left out, and told; the others are approved.

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
        undo(workspace.root, name)
        archive = look(workspace.root, name)
        desk = sit_down(workspace, name, today, Request(only=asked.codes))
        refuse_unsound(desk.root, name, desk.loaded.register, archive)
        news = news_since(desk, memory.recall(workspace, name))
        desk = replace(desk, register=caused(desk, news))
        refuse_bad_templates(desk.loaded)
        try:
            visit = visit_of(workspace.root, name, border_of(workspace), [asked.approver])
            outcome = _decided(desk, asked, today, visit)
        finally:
            with suppress(HandbookError):  # what stands in its way, the next call tells
                undo(workspace.root, name)
    changed = damaged(desk.root, name, desk.loaded.register, archive)
    return replace(outcome, problems=(*outcome.problems, *changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An approval as it would be carried out, and what speaks against it.

    `desk` is before it, with the chain begun; `after` has the register as it would be. `counted`
    are the page numbers of its contents pages.
    """

    desk: Desk
    after: Desk
    files: tuple[File, ...]
    found: tuple[Objection, ...]
    counted: tuple[Move, ...]


def _decided(desk: Desk, asked: Asked, today: date, visit: Visit) -> Outcome:
    decision = Decision(approver=asked.approver, day=asked.day, number=asked.number)
    wanted = _wanted(desk, decision, explicit=bool(asked.codes))
    documents, held = _without_held(desk, wanted)
    impossible = (
        *unfit([_entry(desk, each) for each in documents], decision, desk.name, today),
        *unwritable(asked.despite.values(), desk.name),
        *telling((asked.approver, *asked.despite.values()), desk),
    )
    if impossible:
        return Outcome(organisation=desk.name, problems=impossible, exit_code=1)
    draft = _drafted(desk, documents, decision, today)
    found = (*draft.found, *_against(draft, documents, visit))
    wrong = told_once(refused(found, asked.despite), len(draft.files))
    wrong = wrong or clashes(draft.desk, draft.files)
    if wrong:
        return Outcome(organisation=desk.name, problems=wrong, exit_code=1)
    outcome = _carried_out(replace(draft, found=found), documents, asked, today)
    named = (each for each in desk.loaded.notices if each.code == "HB266")
    told = (*named, *held, *_put_back(desk, draft.files), *_unread(desk, draft.files))
    return replace(
        outcome,
        problems=(*told, *outcome.problems),
        exit_code=worst([outcome.exit_code, 3 if held else 0]),
    )


def _without_held(
    desk: Desk, wanted: Sequence[Document]
) -> tuple[list[Document], tuple[Problem, ...]]:
    """Return the documents to approve, and what is told of those that are left out.

    Those have a workbook that is hers; where nothing else is asked, that refuses all.
    """
    held = {each.item: tuple(held_by_sheet(desk, each)) for each in wanted}
    free = [each for each in wanted if not held[each.item]]
    if not free:
        return list(wanted), ()
    return free, tuple(problem for each in held.values() for problem in each)


def _drafted(desk: Desk, documents: Sequence[Document], decision: Decision, today: date) -> _Draft:
    """Return the files as they would be approved, and what stopped the making of one."""
    items = [each.item for each in documents]
    if items:
        desk = replace(desk, register=as_found(desk.register, today))
    reworded, found = _reworded(desk, documents)
    register = approve(desk.register, items, decision, desk.loaded.profile, reworded)
    after = replace(desk, register=register)
    office, counted = _office(desk, documents), list[Move]()
    files = list[File]()
    for each in documents:
        made, against = of_one(desk, each, partial(_files, desk, after, each, office, counted))
        files += made
        found += against
    return _Draft(
        desk=desk, after=after, files=tuple(files), found=tuple(found), counted=tuple(counted)
    )


def _against(draft: _Draft, documents: Sequence[Document], visit: Visit) -> Iterator[Objection]:
    """Yield what speaks against the files of a draft, and what would be left behind."""
    for file in draft.files:
        speaks = partial(objections, draft.desk, file.making, file.data, file.former, visit)
        asking, against = of_one(draft.desk, file.making.document, speaks)
        yield from (*asking, *against)
    yield from _left_behind(draft.desk, draft.files)
    yield from not_covered(draft.desk.made, draft.desk.name) if documents else ()


def _carried_out(
    draft: _Draft, documents: Sequence[Document], asked: Asked, today: date
) -> Outcome:
    desk, files = draft.desk, draft.files
    since = {file.entry.item: today for file in files if file.hers and asked.day < today}
    register = _signed(draft.after.register, files, draft.found, asked.despite, since)
    register = with_approvals(register, [each.item for each in documents], today)
    # Page numbers of a version that is not there are used by nobody, so they may come first.
    place(desk.root, desk.name, draft.counted)
    return carry_out(desk, register, files, leave=not asked.codes)


def _left_behind(desk: Desk, files: Sequence[File]) -> Iterator[Objection]:
    """Yield the work of hers that is in none of `files`, though it is about their documents."""
    found = tuple(strays(desk.root, desk.name, desk.register))
    for file in files:
        looked = partial(not_along, desk, file.making, file.former, found)
        yield from (each for some in of_one(desk, file.making.document, looked) for each in some)


def _put_back(desk: Desk, files: Sequence[File]) -> Iterator[Problem]:
    """Yield that a working copy was gone, and which copy of it was approved in its place."""
    for file in files:
        if file.kept:
            yield put_back(desk.root, desk.output / file.making.filename, file.kept)


def _unread(desk: Desk, files: Sequence[File]) -> Iterator[Problem]:
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

    What the same decision approved already is left out: a call that broke off is made again. What
    was approved under a name that tells of a secret location by now can go nowhere: it is open.
    """
    found, at = [], (desk.root, desk.name)
    for document in chosen(desk):
        entry = _entry(desk, document)
        open_ = not entry.current.approved or is_approved_as(*at, entry, desk.telling)
        if (explicit or open_) and not is_done(entry, decision):
            found.append(document)
    return found


def _entry(desk: Desk, document: Document) -> Entry:
    entry = desk.register.find(document.item)
    if entry is None:
        raise LookupError(document.item)
    return entry


def _files(
    desk: Desk, after: Desk, document: Document, office: str, counted: list[Move]
) -> list[File]:
    """Return the files of a document as they are when it is approved: hers, where she has one.

    With LibreOffice's program `office` its pages are counted, and told in `counted`.
    """
    entry = _entry(after, document)
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


def _reworded(desk: Desk, documents: Sequence[Document]) -> tuple[frozenset[str], list[Objection]]:
    """Return the items that say else than their valid version, and what stopped that look."""
    items, found = set[str](), list[Objection]()
    for each in documents:
        said, against = of_one(desk, each, partial(_in_other_words, desk, each))
        items |= {*said}
        found += against
    return frozenset(items), found


def _in_other_words(desk: Desk, document: Document) -> Iterator[str]:
    """Yield a document of which no concept is open and that says else than its valid version.

    Its words may come from what raises no version, such as a template. Where the file of that
    version is lost, nothing is known.
    """
    entry = _entry(desk, document)
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
    except ValueError:
        return data  # an objection follows: it tells what is in the way


def _signed(
    register: Register,
    files: Sequence[File],
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
