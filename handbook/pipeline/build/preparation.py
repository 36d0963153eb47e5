"""One organisation, read and rendered: all that is to be written, and nothing written yet.

This is the work of one task. It may run in any process that can read the working folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.profile.secret_places import concealed
from handbook.loading.workspace import Workspace
from handbook.model.documents.build import Outcome
from handbook.model.documents.document import Document
from handbook.pipeline.build import cache
from handbook.pipeline.build.cache import Basis, CachedBuild
from handbook.pipeline.build.document_list import lists
from handbook.pipeline.build.edit_report import report
from handbook.pipeline.build.makings import makings_of
from handbook.pipeline.build.page_numbers import note
from handbook.pipeline.build.why_stale import News, caused, explained, news_since
from handbook.pipeline.build.wrong_clock import misdated_links, set_back
from handbook.pipeline.merge_base.copies import copies
from handbook.pipeline.organisation.context import (
    OrganisationContext,
    Request,
    doubts_told,
    fault,
    open_organisation,
    remarks,
)
from handbook.pipeline.organisation.hand_edits import objections
from handbook.pipeline.organisation.internal_error import Fault, attempt
from handbook.pipeline.organisation.own_sources import own_sources
from handbook.pipeline.placement.moves import Delivery, Move
from handbook.pipeline.placement.other_name import elsewhere
from handbook.pipeline.placement.placement_decision import (
    decide_on,
    leaving,
    not_made,
    of_another_kind,
    stopped,
)
from handbook.pipeline.records.archive import hers_alone, replaced, to_stand
from handbook.pipeline.records.archived_files import Look, look
from handbook.pipeline.records.cross_check import beside, damaged, refuse_unsound
from handbook.pipeline.safeguards.outgoing import still_valid
from handbook.pipeline.safeguards.own_documents import left_by_own, told_of_own
from handbook.pipeline.safeguards.searched_files import NOTHING, Searched
from handbook.pipeline.safeguards.secret_places import in_kept_files
from handbook.pipeline.safeguards.sources import gaps, refuse_bad_templates
from handbook.secret_places.search import NO_SECRETS, Secrets
from handbook.tailoring.control.codes_and_versions import newest_open_day, not_ahead, still_away


class OvertakenError(Exception):
    """A newer change makes this work useless; nothing of it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one task is asked: the day, the request, LibreOffice's program or "".

    `overtaken` is asked before each document whether to go on; it works in this process only.
    """

    today: date
    request: Request
    office: str = ""
    overtaken: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One organisation as it is to be written; an `outcome` of its own means that nothing is.

    `ahead` is written before the documents: what they will say. `notes` are written after them:
    page numbers and, last of all, the register. `beside` comes after that, each by itself: one
    that somebody has open waits for the next build.
    `secrets` are for a look at the files that are kept, and are never printed. `cached` is what
    to remember once all is written, where that may be; `archive` what lay in the archive;
    `searched` which files were searched for the secrets.
    """

    name: str
    outcome: Outcome | None = None
    deliveries: tuple[Delivery, ...] = ()
    ahead: tuple[Move, ...] = ()
    notes: tuple[Move, ...] = ()
    beside: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    secrets: Secrets = NO_SECRETS
    cached: CachedBuild | None = None
    archive: Look | None = None
    searched: Searched = NOTHING


def prepare(workspace: Workspace, name: str, work: Work) -> Prepared:
    """Return what a build of organisation `name` is to write; what stops it is in the outcome."""
    try:
        return _prepare(workspace, name, work)
    except HandbookError as error:
        outcome = Outcome(organisation=name, problems=error.problems, exit_code=error.exit_code)
        return Prepared(name=name, outcome=outcome)
    except OvertakenError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours with one client stops no other
        outcome = Outcome(organisation=name, problems=(fault(name, error),), exit_code=70)
        return Prepared(name=name, outcome=outcome)


def recalled(workspace: Workspace, name: str, work: Work) -> Prepared | None:
    """Return the outcome of the last build where nothing changed since; None where all is to do."""
    if work.request.only or work.request.pages:
        return None
    before = cache.recall(workspace, name)
    if before is None or not cache.same(before, workspace, name):
        return None
    if before.newest > work.today.isoformat():  # a clock was ahead; that is mended
        return None
    return Prepared(name=name, outcome=before.outcome)


def _prepare(workspace: Workspace, name: str, work: Work) -> Prepared:
    if known := recalled(workspace, name, work):
        return known
    before = cache.recall(workspace, name)
    basis = cache.basis_of(workspace, name)
    archive = look(workspace.root, name, trusting=True)
    context = open_organisation(workspace, name, work.today, work.request)
    basis = _with_former(context, basis)
    refuse_unsound(context.root, name, context.loaded.register, archive)
    news = news_since(context, before)
    context = replace(
        context, register=not_ahead(caused(context, news), context.loaded.profile, work.today)
    )
    refuse_bad_templates(context.loaded)
    listed, told = lists(context, context.register)
    counted: list[Move] = []
    sources = own_sources(context.root, name, context.loaded.register, context.made)
    own = told_of_own(workspace, name, context.made, sources)
    deliveries = _deliveries(context, work, news, counted, own.withheld)
    approved, strange = hers_alone(context, to_stand(context.root, name, context.register))
    secret, searched = in_kept_files(context, deliveries)
    recorded = _of_record(context, archive, work.today)
    prepared = Prepared(
        name=name,
        deliveries=deliveries,
        problems=(*_problems(context), *own.others, *secret, *told, *strange, *recorded),
        notices=(*remarks(context.loaded, context.made), *doubts_told(context.made)),
        secrets=context.loaded.secrets,
    )
    if not work.request.write:
        return prepared
    return replace(
        prepared,
        ahead=_ahead(context, deliveries, searched=cache.same_words(before, basis)),
        notes=(*counted, _register(context, deliveries)),
        beside=(*listed, *_reports(context, deliveries), *approved),
        cached=None if work.request.only else _to_remember(workspace, context, basis),
        archive=archive,
        searched=searched,
    )


def _with_former(context: OrganisationContext, basis: Basis) -> Basis:
    """Return `basis` with the former files where something must stay secret: it is sought there."""
    if not context.loaded.secrets:
        return basis
    files = cache.files_of(context.root, context.name, hidden=True)
    return replace(basis, files={**files, **basis.files})


def _deliveries(
    context: OrganisationContext,
    work: Work,
    news: News,
    counted: list[Move],
    withheld: Mapping[str, tuple[Problem, ...]],
) -> tuple[Delivery, ...]:
    """Return what is to be done for each document; its pages go to `counted`.

    What is `withheld`, by item and with the reason, stays as it is.
    """
    made = [
        delivery
        for document in chosen(context)
        for delivery in (
            [stopped(context, document, withheld[document.item])]
            if document.item in withheld
            else _of_one(context, document, work, news, counted)
        )
    ]
    gone = [leaving(context, entry) for entry in context.register.entries]
    gone += [of_another_kind(context, document) for document in chosen(context)]
    return (*made, *(each for each in gone if each))


def _problems(context: OrganisationContext) -> Iterator[Problem]:
    """Yield what is to be told of profile and documents, and stops nothing."""
    yield from context.loaded.notices
    yield from gaps(context.made, context.name, strict=False)
    yield from objections(context.made, context.name)
    yield from left_by_own(context.loaded, context.made)
    yield from still_valid(context.name, context.register)
    for each in elsewhere(context.root, context.name, context.register, context.loaded.register):
        yield concealed(each, context.loaded.secrets)


def _of_record(context: OrganisationContext, archive: Look, today: date) -> Iterator[Problem]:
    """Yield what is to be told of the register and the archive, and stops nothing."""
    yield from damaged(context.root, context.name, context.loaded.register, archive)
    told = (
        *replaced(context.root, context.name, context.register, archive.stands),
        *beside(context.root, context.name, context.register, archive),
    )
    yield from (concealed(each, context.loaded.secrets) for each in told)
    yield from set_back(context.name, context.loaded.register, today)
    yield from misdated_links(context.name, context.register, today)


def _ahead(
    context: OrganisationContext, deliveries: Sequence[Delivery], *, searched: bool
) -> tuple[Move, ...]:
    """Return what is written before the documents: what we write in them, kept once more."""
    kept = copies(context, deliveries, searched=searched)
    return (kept,) if kept else ()


def _reports(context: OrganisationContext, deliveries: Sequence[Delivery]) -> tuple[Move, ...]:
    """Return the page on what became of her work, where there is something to tell."""
    told = report(context, deliveries)
    return (told,) if told else ()


def _of_one(
    context: OrganisationContext, document: Document, work: Work, news: News, counted: list[Move]
) -> list[Delivery]:
    """Return what is to be done for the files of a document; a fault of ours stops no other."""
    if work.overtaken and work.overtaken():
        raise OvertakenError
    makings = attempt(lambda: tuple(makings_of(context, document, work.office, counted)))
    if isinstance(makings, Fault):
        return [not_made(context, document, makings)]
    return [decide_on(context, explained(context, making, news)) for making in makings]


def _to_remember(
    workspace: Workspace, context: OrganisationContext, basis: Basis
) -> CachedBuild | None:
    """Return what to remember, without an outcome yet; None where a source may be missed."""
    if not cache.others_named(workspace, context.name, context.loaded):
        return None
    return CachedBuild(
        basis=basis,
        outcome=Outcome(organisation=context.name),
        keys=cache.keys_of(context.loaded.profile),
        items=cache.items_of(context.loaded),
        newest=max(map(newest_open_day, context.register.entries), default=date.min).isoformat(),
    )


def chosen(context: OrganisationContext) -> tuple[Document, ...]:
    """Return the documents that are asked for, by code or by the library's id.

    Raises:
        HandbookError: HB298, one problem for each code that no document of this organisation has.
    """
    documents = context.made.documents
    asked = {code.casefold(): code for code in context.request.only}
    if not asked:
        return documents
    known = {word.casefold() for each in documents for word in (each.code, each.item)}
    unknown = [code for folded, code in sorted(asked.items()) if folded not in known]
    if unknown:
        named = [each.code for each in documents]
        raise HandbookError(*(_no_document(code, named, context.name) for code in unknown))
    codes = {each.code.casefold() for each in documents}
    # Of two that may be meant by one word, it is the one on which that stands as its code.
    ids = set(asked) - codes
    return tuple(
        each for each in documents if each.code.casefold() in asked or each.item.casefold() in ids
    )


def _register(context: OrganisationContext, deliveries: Sequence[Delivery]) -> Move:
    made = {each.outcome.item for each in deliveries if each.outcome.action != "mislukt"}
    register = still_away(context.register, context.loaded.register, made)
    return note(context, "register.yaml", storage.render_register(register))


def _no_document(code: str, known: Sequence[str], name: str) -> Problem:
    return Problem(
        Place(f"organisations/{name}.yaml"),
        code="HB298",
        what=f"'{name}' heeft geen document met code '{code}'",
        mend=f"{did_you_mean(code, known)} 'handbook plan {name}' noemt ze alle.".lstrip(),
    )
