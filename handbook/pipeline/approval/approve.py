"""`approve`: documents become vastgesteld; the approved files are frozen and stand for readers.

All that is asked is looked at first; `enacting` carries it out.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from unicodedata import normalize

from handbook import storage
from handbook.errors import HandbookError, Problem, WorkplaceError, worst
from handbook.inspection.file_text import said_in
from handbook.libreoffice import page_numbers
from handbook.loading.profile.secret_places import concealed
from handbook.loading.workspace import Workspace
from handbook.model.documents.build import Outcome
from handbook.model.documents.document import Document
from handbook.model.sources.library import MATRIX
from handbook.model.sources.register import Frozen, Register, Waiver
from handbook.pipeline.approval.approved_files import entry_of, files_of, in_other_words
from handbook.pipeline.approval.law_of_the_day import other_law
from handbook.pipeline.approval.reasons_to_refuse import (
    Objection,
    held_by_sheet,
    not_along,
    not_covered,
    not_to_exclude,
    objections,
    of_one,
    refused,
    telling,
    unfit,
    unwritable,
)
from handbook.pipeline.approval.transaction import File, carry_out, clashes
from handbook.pipeline.build import cache
from handbook.pipeline.build.makings import has_pages
from handbook.pipeline.build.preparation import chosen
from handbook.pipeline.build.why_stale import caused, news_since
from handbook.pipeline.organisation.context import (
    OrganisationContext,
    Request,
    of_packs,
    open_organisation,
    organisations,
)
from handbook.pipeline.organisation.lost_file import put_back
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.placement.moves import Move, place
from handbook.pipeline.placement.other_name import MisplacedFile, strays
from handbook.pipeline.records.archive import is_approved_as
from handbook.pipeline.records.archived_files import Look, look
from handbook.pipeline.records.broken_approval import undo
from handbook.pipeline.records.cross_check import damaged, refuse_unsound
from handbook.pipeline.safeguards.disclosure import Visit, live, told_once, visit_of
from handbook.pipeline.safeguards.secret_places import unread
from handbook.pipeline.safeguards.sources import refuse_bad_templates
from handbook.tailoring.content.own_documents import chosen_reviews
from handbook.tailoring.control.approval import Decision, approve, freeze, is_done
from handbook.tailoring.control.checksum_chain import as_found, with_approvals


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
        context = _sound(workspace, name, asked, today, archive)
        try:
            clients = other_clients(workspace)
            visit = visit_of(workspace.root, name, clients, [asked.approver])
            outcome = _decided(context, asked, today, visit)
        finally:
            with suppress(HandbookError):  # what stands in its way, the next call tells
                undo(workspace.root, name)
    changed = damaged(workspace.root, name, context.loaded.register, archive)
    return replace(outcome, problems=clients.discreet(name, (*outcome.problems, *changed)))


def _sound(
    workspace: Workspace, name: str, asked: Asked, today: date, archive: Look
) -> OrganisationContext:
    """Return the organisation, sure that its register agrees with `archive`, its templates too."""
    context = open_organisation(workspace, name, today, Request(only=asked.codes))
    refuse_unsound(context.root, name, context.loaded.register, archive)
    refuse_bad_templates(context.loaded)
    news = news_since(context, cache.recall(workspace, name))
    return replace(context, register=caused(context, news))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An approval as it would be carried out, and what speaks against it.

    `context` is before it, with the chain begun; `after` has the register as it would be. `counted`
    are the page numbers of its contents pages.
    """

    context: OrganisationContext
    after: OrganisationContext
    files: tuple[File, ...]
    found: tuple[Objection, ...]
    counted: tuple[Move, ...]


def _decided(context: OrganisationContext, asked: Asked, today: date, visit: Visit) -> Outcome:
    decision = Decision(
        approver=asked.approver,
        day=asked.day,
        number=asked.number,
        reviews=chosen_reviews(context.made.documents),
    )
    wanted = _wanted(context, decision, explicit=bool(asked.codes))
    documents, held = _without_held(context, wanted)
    impossible = (
        *unfit([entry_of(context, each) for each in documents], decision, context.name, today),
        *unwritable(asked.despite.values(), context.name),
        *other_law(context, documents, asked.day),
        *telling((asked.approver, *asked.despite.values()), context),
    )
    if impossible:
        return Outcome(organisation=context.name, problems=impossible, exit_code=1)
    draft = _drafted(context, documents, decision, today)
    found = (*draft.found, *_against(draft, documents, visit))
    wrong = told_once(refused(found, asked.despite), len(draft.files))
    wrong = wrong or clashes(draft.context, draft.files)
    if wrong:
        return Outcome(organisation=context.name, problems=wrong, exit_code=1)
    apart = tuple(_apart(draft.context, draft.files))
    outcome = _carried_out(replace(draft, found=found), documents, asked, today)
    named = (each for each in context.loaded.notices if each.code == "HB266")
    told = (*named, *held, *_put_back(context, draft.files), *_unread(context, draft.files), *apart)
    return replace(
        outcome,
        problems=(*told, *outcome.problems),
        exit_code=worst([outcome.exit_code, 3 if held else 0]),
    )


def _without_held(
    context: OrganisationContext, wanted: Sequence[Document]
) -> tuple[list[Document], tuple[Problem, ...]]:
    """Return the documents to approve, and what is told of those that are left out.

    Those have a workbook that is hers; where nothing else is asked, that refuses all.
    """
    held = {each.item: tuple(held_by_sheet(context, each)) for each in wanted}
    free = [each for each in wanted if not held[each.item]]
    if not free:
        return list(wanted), ()
    return free, tuple(problem for each in held.values() for problem in each)


def _drafted(
    context: OrganisationContext, documents: Sequence[Document], decision: Decision, today: date
) -> _Draft:
    """Return the files as they would be approved, and what stopped the making of one."""
    items = [each.item for each in documents]
    if items:
        context = replace(context, register=as_found(context.register, today))
    reworded, found = _reworded(context, documents)
    register = approve(context.register, items, decision, context.loaded.profile, reworded)
    after = replace(context, register=register)
    office, counted = _office(context, documents), list[Move]()
    files = list[File]()
    for each in documents:
        made, against = of_one(
            context, each, partial(files_of, context, after, each, office, counted)
        )
        files += made
        found += against
    return _Draft(
        context=context, after=after, files=tuple(files), found=tuple(found), counted=tuple(counted)
    )


def _against(draft: _Draft, documents: Sequence[Document], visit: Visit) -> Iterator[Objection]:
    """Yield what speaks against the files of a draft, and what would be left behind."""
    for file in draft.files:
        speaks = partial(objections, draft.context, file.making, file.data, file.former, visit)
        asking, against = of_one(draft.context, file.making.document, speaks)
        yield from (*asking, *against)
    yield from _left_behind(draft.context, draft.files)
    yield from not_covered(draft.context.made, draft.context.name) if documents else ()
    matrix = any(each.item == MATRIX for each in documents)
    yield from not_to_exclude(draft.context) if matrix else ()


def _carried_out(
    draft: _Draft, documents: Sequence[Document], asked: Asked, today: date
) -> Outcome:
    context, files = draft.context, draft.files
    since = {file.entry.item: today for file in files if file.hers and asked.day < today}
    register = _signed(draft.after.register, files, draft.found, asked.despite, since)
    register = with_approvals(register, [each.item for each in documents], today)
    # Page numbers of a version that is not there are used by nobody, so they may come first.
    place(context.root, context.name, draft.counted)
    return carry_out(context, register, files, leave=not asked.codes)


def _left_behind(context: OrganisationContext, files: Sequence[File]) -> Iterator[Objection]:
    """Yield the work of hers that is in none of `files`, though it is about their documents."""
    every = _strays(context)
    for file in files:
        found = [each for each in every if each.is_beside or not file.hers]
        looked = partial(not_along, context, file.making, file.former, found)
        yield from (each for some in of_one(context, file.making.document, looked) for each in some)


def _strays(context: OrganisationContext) -> tuple[MisplacedFile, ...]:
    before = context.loaded.register
    return tuple(strays(context.root, context.name, context.register, before=before, far=True))


def _apart(context: OrganisationContext, files: Sequence[File]) -> Iterator[Problem]:
    """Yield the copies elsewhere with what is not in `files` in which she worked on."""
    for stray in _strays(context):
        for file in files:
            if file.hers and stray.entry.item == file.entry.item and not stray.is_beside:
                told = stray.told(file.former)
                yield from (concealed(told, context.loaded.secrets),) if told else ()


def _put_back(context: OrganisationContext, files: Sequence[File]) -> Iterator[Problem]:
    """Yield that a working copy was gone, and which copy of it was approved in its place."""
    for file in files:
        if file.kept:
            yield put_back(context.root, context.output / file.making.filename, file.kept)


def _unread(context: OrganisationContext, files: Sequence[File]) -> Iterator[Problem]:
    """Yield a `let op` on what loads something, or could not be searched for a secret (HB474)."""
    for file in files:
        place = f"output/{context.name}/{file.making.filename}"
        yield from (each for each in live(place, file.data) if each.weight == "let op")
    for file in files if context.loaded.secrets else ():
        yield from unread(
            f"output/{context.name}/{file.making.filename}", said_in(file.data).opaque
        )


def _office(context: OrganisationContext, documents: Sequence[Document]) -> str:
    """Return LibreOffice's program where a contents page has page numbers that it is to keep.

    Without LibreOffice it is approved without them, as it would have been built.
    """
    if not any(each.kind == "handboek" and has_pages(context, each) for each in documents):
        return ""
    try:
        return page_numbers.find_office()
    except WorkplaceError:
        return ""


def _on_one_line(asked: Asked) -> Asked:
    """Return what is asked with name and reasons as they stand in a line of a document."""
    reasons = {subject: as_kept(reason) for subject, reason in asked.despite.items()}
    return replace(asked, approver=as_kept(asked.approver), despite=reasons)


def as_kept(typed: str) -> str:
    """Return what somebody typed as the register gives it back: composed (NFC), on one line."""
    return " ".join(normalize("NFC", typed).split())


def _wanted(context: OrganisationContext, decision: Decision, *, explicit: bool) -> list[Document]:
    """Return the documents to approve: those that were named, or all that are not approved yet.

    What the same decision approved already is left out: a call that broke off is made again. What
    was approved under a name that tells of a secret location by now can go nowhere: it is open.
    """
    found, at = [], (context.root, context.name)
    for document in chosen(context):
        entry = entry_of(context, document)
        open_ = not entry.current.approved or is_approved_as(*at, entry, context.telling)
        if (explicit or open_) and not is_done(entry, decision):
            found.append(document)
    return found


def _reworded(
    context: OrganisationContext, documents: Sequence[Document]
) -> tuple[frozenset[str], list[Objection]]:
    """Return the items that say else than their valid version, and what stopped that look."""
    items, found = set[str](), list[Objection]()
    for each in documents:
        said, against = of_one(context, each, partial(in_other_words, context, each))
        items |= {*said}
        found += against
    return frozenset(items), found


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
