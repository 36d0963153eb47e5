"""One organisation, read and rendered: all that is to be written, and nothing written yet.

This is the work of one task. It may run in any process that can read the working folder.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from handbook import paging, sheets, storage
from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.secret import concealed
from handbook.loading.workspace import Workspace
from handbook.model.document import Document
from handbook.model.library import MATRIX
from handbook.model.outcome import Outcome, RenderJob
from handbook.pipeline import memory
from handbook.pipeline.archive import hers_alone, replaced, to_stand
from handbook.pipeline.basis import copies
from handbook.pipeline.causes import News, caused, explained, news_since
from handbook.pipeline.checking import gaps, refuse_bad_templates
from handbook.pipeline.clock import misdated_links, set_back
from handbook.pipeline.delivery import Making, decide_on, leaving, not_made
from handbook.pipeline.desk import Desk, Request, fault, remarks, sit_down
from handbook.pipeline.elsewhere import elsewhere
from handbook.pipeline.fault import Fault, attempt
from handbook.pipeline.handwork import objections
from handbook.pipeline.listing import lists
from handbook.pipeline.memory import Basis, Memory
from handbook.pipeline.moves import Delivery, Move
from handbook.pipeline.noting import report
from handbook.pipeline.pages import note, record, recorded
from handbook.pipeline.record_check import beside, damaged, refuse_unsound
from handbook.pipeline.record_look import Look, look
from handbook.pipeline.rescuing import copies_for
from handbook.pipeline.searched import NOTHING, Searched
from handbook.pipeline.secrecy import in_kept_files
from handbook.pipeline.showing import READING, shown
from handbook.secrets.search import NO_SECRETS, Secrets
from handbook.tailoring.control import newest_open_day, not_ahead, still_away
from handbook.tailoring.staleness import fingerprint_of
from handbook.word.frontpage import FrontPage
from handbook.word.hindrances import hindrances
from handbook.word.merging import merge_from
from handbook.word.proof import prove
from handbook.word.rendering import RENDERER, render
from handbook.word.stamping import stamp

_NO_DAY = "2000-01-01"
_NOT_MERGED = (
    "De nieuwe tekst is niet in uw bestand samengevoegd. Hier ziet u wat zij zou veranderen."
)


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
    `secrets` are for a look at the files that are kept, and are never printed. `memory` is what
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
    memory: Memory | None = None
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
    before = memory.recall(workspace, name)
    if before is None or not memory.same(before, workspace, name):
        return None
    if before.newest > work.today.isoformat():  # a clock was ahead; that is mended
        return None
    return Prepared(name=name, outcome=before.outcome)


def _prepare(workspace: Workspace, name: str, work: Work) -> Prepared:
    if known := recalled(workspace, name, work):
        return known
    before = memory.recall(workspace, name)
    basis = memory.basis_of(workspace, name)
    archive = look(workspace.root, name, trusting=True)
    desk = sit_down(workspace, name, work.today, work.request)
    basis = _with_former(desk, basis)
    refuse_unsound(desk.root, name, desk.loaded.register, archive)
    news = news_since(desk, before)
    desk = replace(desk, register=not_ahead(caused(desk, news), desk.loaded.profile, work.today))
    refuse_bad_templates(desk.loaded)
    listed, told = lists(desk, desk.register)
    counted: list[Move] = []
    deliveries = _deliveries(desk, work, news, counted)
    approved, strange = hers_alone(desk, to_stand(desk.root, name, desk.register))
    secret, searched = in_kept_files(desk, deliveries)
    recorded = _of_record(desk, archive, work.today)
    prepared = Prepared(
        name=name,
        deliveries=deliveries,
        problems=(*_problems(desk), *secret, *told, *strange, *recorded),
        notices=remarks(desk.loaded, desk.made),
        secrets=desk.loaded.secrets,
    )
    if not work.request.write:
        return prepared
    return replace(
        prepared,
        ahead=_ahead(desk, deliveries, searched=memory.same_words(before, basis)),
        notes=(*counted, _register(desk, deliveries)),
        beside=(*listed, *_reports(desk, deliveries), *approved),
        memory=None if work.request.only else _to_remember(workspace, desk, basis),
        archive=archive,
        searched=searched,
    )


def _with_former(desk: Desk, basis: Basis) -> Basis:
    """Return `basis` with the former files where something must stay secret: it is sought there."""
    if not desk.loaded.secrets:
        return basis
    files = memory.files_of(desk.root, desk.name, hidden=True)
    return replace(basis, files={**files, **basis.files})


def _deliveries(desk: Desk, work: Work, news: News, counted: list[Move]) -> tuple[Delivery, ...]:
    """Return what is to be done for each document; its pages go to `counted`."""
    made = [
        delivery
        for document in chosen(desk)
        for delivery in _of_one(desk, document, work, news, counted)
    ]
    gone = (leaving(desk, entry) for entry in desk.register.entries)
    return (*made, *(each for each in gone if each))


def _problems(desk: Desk) -> Iterator[Problem]:
    """Yield what is to be told of profile and documents, and stops nothing."""
    yield from desk.loaded.notices
    yield from gaps(desk.made, desk.name, strict=False)
    yield from objections(desk.made, desk.name)
    for each in elsewhere(desk.root, desk.name, desk.register, desk.loaded.register):
        yield concealed(each, desk.loaded.secrets)


def _of_record(desk: Desk, archive: Look, today: date) -> Iterator[Problem]:
    """Yield what is to be told of the register and the archive, and stops nothing."""
    yield from damaged(desk.root, desk.name, desk.loaded.register, archive)
    told = (
        *replaced(desk.root, desk.name, desk.register, archive.stands),
        *beside(desk.root, desk.name, desk.register, archive),
    )
    yield from (concealed(each, desk.loaded.secrets) for each in told)
    yield from set_back(desk.name, desk.loaded.register, today)
    yield from misdated_links(desk.name, desk.register, today)


def _ahead(desk: Desk, deliveries: Sequence[Delivery], *, searched: bool) -> tuple[Move, ...]:
    """Return what is written before the documents: what we write in them, kept once more."""
    kept = copies(desk, deliveries, searched=searched)
    return (kept,) if kept else ()


def _reports(desk: Desk, deliveries: Sequence[Delivery]) -> tuple[Move, ...]:
    """Return the page on what became of her work, where there is something to tell."""
    told = report(desk, deliveries)
    return (told,) if told else ()


def _of_one(
    desk: Desk, document: Document, work: Work, news: News, counted: list[Move]
) -> list[Delivery]:
    """Return what is to be done for the files of a document; a fault of ours stops no other."""
    if work.overtaken and work.overtaken():
        raise OvertakenError
    makings = attempt(lambda: tuple(makings_of(desk, document, work.office, counted)))
    if isinstance(makings, Fault):
        return [not_made(desk, document, makings)]
    return [decide_on(desk, explained(desk, making, news)) for making in makings]


def _to_remember(workspace: Workspace, desk: Desk, basis: Basis) -> Memory | None:
    """Return what to remember, without an outcome yet; None where a source may be missed."""
    if not memory.others_named(workspace, desk.name, desk.loaded):
        return None
    return Memory(
        basis=basis,
        outcome=Outcome(organisation=desk.name),
        keys=memory.keys_of(desk.loaded.profile),
        items=memory.items_of(desk.loaded),
        newest=max(map(newest_open_day, desk.register.entries), default=date.min).isoformat(),
    )


def chosen(desk: Desk) -> tuple[Document, ...]:
    """Return the documents that are asked for, by code or by the library's id.

    Raises:
        HandbookError: HB298, one problem for each code that no document of this organisation has.
    """
    documents = desk.made.documents
    asked = {code.casefold(): code for code in desk.request.only}
    if not asked:
        return documents
    known = {word.casefold() for each in documents for word in (each.code, each.item)}
    unknown = [code for folded, code in sorted(asked.items()) if folded not in known]
    if unknown:
        codes = [each.code for each in documents]
        raise HandbookError(*(_no_document(code, codes, desk.name) for code in unknown))
    return tuple(
        each for each in documents if {each.code.casefold(), each.item.casefold()} & set(asked)
    )


def makings(desk: Desk) -> Iterator[Making]:
    """Yield every file of the organisation on `desk`; nothing is made yet, and nothing counted."""
    for document in desk.made.documents:
        yield from makings_of(desk, document, "", [])


def makings_of(
    desk: Desk, document: Document, office: str, counted: list[Move]
) -> Iterator[Making]:
    """Yield the files of a document: one in Word, and of the matrix one in Excel as well."""
    job = _job(desk, document, office, counted)
    yield Making(
        document=document,
        filename=document.filename,
        wanted=job.fingerprint,
        prove=prove,
        make=partial(render, job),
        merge=partial(merge_from, date=_day(job)),
        rescue=partial(copies_for, desk, document),
        show=partial(
            shown,
            owner=(desk.name, document.item),
            day=_day(job),
            page=FrontPage(
                title="Wat de nieuwe tekst zou veranderen",
                subject=f"{document.code} {document.title}",
                lines=(_NOT_MERGED, READING),
                counts={},
            ),
        ),
        stamp=partial(_stamp, desk, document),
        hindered=partial(hindrances, document=document, control=desk.control(document)),
    )
    if document.item == MATRIX:
        yield _sheet(desk, document)


def _stamp(desk: Desk, document: Document, data: bytes, render: str) -> bytes:
    return stamp(data, document, desk.control(document), render)


def _sheet(desk: Desk, document: Document) -> Making:
    wanted = _bare_job(desk, document, template=b"").fingerprint
    make = partial(
        sheets.matrix_sheet,
        desk.made.matrix,
        desk.made.organisation,
        desk.control(document),
        item=document.item,
        code=document.code,
        render=wanted,
        identity=desk.identity(document.item),
    )
    return Making(
        document=document,
        filename=f"{document.code}.xlsx",
        wanted=wanted,
        prove=sheets.prove_sheet,
        make=make,
    )


def _day(job: RenderJob) -> str:
    """Return the day on which a change is proposed in her file: that of the version, not today."""
    written = job.control.written if job.control else None
    return f"{written or _NO_DAY}T00:00:00Z"


def _job(desk: Desk, document: Document, office: str, counted: list[Move]) -> RenderJob:
    """Return the job of a document; its pages are those counted now or recorded before."""
    job = _bare_job(desk, document, template=desk.loaded.templates[document.kind][1])
    if document.kind != "handboek":
        return job
    pages = recorded(desk, job)
    if office and not pages:
        pages = paging.page_numbers(render(job), office)
        counted.append(record(desk, job, pages))
    return _signed(replace(job, pages=pages)) if pages else job


def has_pages(desk: Desk, document: Document) -> bool:
    """Tell whether the contents page of a document has page numbers now."""
    template = desk.loaded.templates[document.kind][1]
    return bool(recorded(desk, _bare_job(desk, document, template=template)))


def _bare_job(desk: Desk, document: Document, *, template: bytes) -> RenderJob:
    return _signed(
        RenderJob(
            document=document,
            control=desk.control(document),
            organisation=desk.made.organisation,
            style=desk.loaded.profile.style,
            template=template,
            template_name=desk.loaded.templates[document.kind][0],
            logo=desk.logo,
            identity=desk.identity(document.item),
            renewed=desk.renewed,
        )
    )


def _signed(job: RenderJob) -> RenderJob:
    return replace(job, fingerprint=fingerprint_of(job, RENDERER))


def _register(desk: Desk, deliveries: Sequence[Delivery]) -> Move:
    made = {each.outcome.item for each in deliveries if each.outcome.action != "mislukt"}
    register = still_away(desk.register, desk.loaded.register, made)
    return note(desk, "register.yaml", storage.render_register(register))


def _no_document(code: str, known: Sequence[str], name: str) -> Problem:
    return Problem(
        Place(f"organisations/{name}.yaml"),
        code="HB298",
        what=f"'{name}' heeft geen document met code '{code}'",
        mend=f"{did_you_mean(code, known)} 'handbook plan {name}' noemt ze alle.".lstrip(),
    )
