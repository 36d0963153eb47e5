"""Every document of every organisation: made where it is stale, and only there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from handbook import paging, sheets, storage
from handbook.errors import HandbookError, Place, Problem, did_you_mean, worst
from handbook.loading.workspace import Workspace
from handbook.model.document import Document
from handbook.model.library import MATRIX
from handbook.model.outcome import DocumentOutcome, Outcome, RenderJob
from handbook.pipeline.checking import gaps, refuse_bad_templates
from handbook.pipeline.delivery import Making, deliver, withdraw
from handbook.pipeline.desk import (
    Desk,
    Request,
    guarded,
    of_packs,
    organisations,
    remarks,
    sit_down,
)
from handbook.pipeline.secrecy import in_kept_files
from handbook.tailoring.staleness import fingerprint_of
from handbook.word.proof import prove
from handbook.word.rendering import RENDERER, render

_ALL = Request()
_PAGES = "paginas.json"


def build(
    workspace: Workspace, names: Sequence[str] = (), *, today: date, request: Request = _ALL
) -> Iterator[Outcome]:
    """Yield what came of each organisation; with `request.write` off, what would come of it.

    A broken profile stops nobody else's build: its outcome carries its problems, and what was
    made of it before stays as it is. A broken pack stops all: texts of other packs may name what
    it holds. `today` enters the register only, where a version is first
    written.

    Raises:
        WorkplaceError: another build is running, or LibreOffice is asked for and not there.
    """
    chosen = organisations(workspace, names)
    office = paging.find_office() if request.pages and request.write else ""
    work = partial(_build_one, workspace, today=today, request=request, office=office)
    packs = of_packs(workspace)
    yield from packs
    if any(outcome.exit_code for outcome in packs):
        return
    if not request.write:
        yield from (guarded(name, partial(work, name)) for name in chosen)
        return
    with storage.lock(workspace.root):
        storage.clean(workspace.root)
        yield from (guarded(name, partial(work, name)) for name in chosen)


def _build_one(
    workspace: Workspace, name: str, *, today: date, request: Request, office: str
) -> Outcome:
    desk = sit_down(workspace, name, today, request)
    refuse_bad_templates(desk.loaded)
    chosen = _chosen(desk)
    outcomes = [
        deliver(desk, making) for document in chosen for making in _makings(desk, document, office)
    ]
    outcomes += [gone for entry in desk.register.entries if (gone := withdraw(desk, entry))]
    unsaved = _save_register(desk) if request.write else ()
    return Outcome(
        organisation=name,
        documents=tuple(outcomes),
        problems=(
            *desk.loaded.notices,
            *gaps(desk.made, name, strict=False),
            *in_kept_files(desk, outcomes),
            *unsaved,
        ),
        notices=remarks(desk.loaded, desk.made),
        exit_code=worst([4 if unsaved else 0, *map(_exit_code, outcomes)]),
    )


def _exit_code(outcome: DocumentOutcome) -> int:
    return 3 if outcome.action in ("voorstel", "mislukt") else 0


def _chosen(desk: Desk) -> tuple[Document, ...]:
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


def _makings(desk: Desk, document: Document, office: str) -> Iterator[Making]:
    """Yield the files of a document: one in Word, and of the matrix one in Excel as well."""
    job = _job(desk, document, office)
    yield Making(
        document=document,
        filename=document.filename,
        wanted=job.fingerprint,
        prove=prove,
        make=partial(render, job),
    )
    if document.item == MATRIX:
        yield _sheet(desk, document)


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
    )
    return Making(
        document=document,
        filename=f"{document.code}.xlsx",
        wanted=wanted,
        prove=sheets.prove_sheet,
        make=make,
    )


def _job(desk: Desk, document: Document, office: str) -> RenderJob:
    """Return the job of a document; its pages are those counted now or recorded before."""
    job = _bare_job(desk, document, template=desk.loaded.templates[document.kind][1])
    if document.kind != "handboek":
        return job
    pages = _recorded(desk, job)
    if office and not pages:
        pages = paging.page_numbers(render(job), office)
        _record(desk, job, pages)
    return _signed(replace(job, pages=pages)) if pages else job


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
        )
    )


def _signed(job: RenderJob) -> RenderJob:
    return replace(job, fingerprint=fingerprint_of(job, RENDERER))


def _recorded(desk: Desk, job: RenderJob) -> Mapping[str, str]:
    """Return the page numbers that were counted for exactly this document, if they are kept."""
    data = storage.read(desk.home / _PAGES)
    try:
        found = json.loads(data or b"{}")[job.document.item]
        return dict(found["paginas"]) if found["voor"] == job.fingerprint else {}
    except (ValueError, KeyError, TypeError):
        return {}


def _record(desk: Desk, job: RenderJob, pages: Mapping[str, str]) -> None:
    kept = {job.document.item: {"voor": job.fingerprint, "paginas": dict(pages)}}
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    path = desk.home / _PAGES
    storage.put(path, text.encode(), expected=storage.digest(path))


def _save_register(desk: Desk) -> tuple[Problem, ...]:
    """Write the register last, so that what a crash leaves undone, the next build does.

    Returns what stood in the way; what was made of the documents is told all the same.
    """
    path = desk.home / "register.yaml"
    text = storage.render_register(desk.register).encode()
    try:
        storage.put(path, text, expected=storage.digest(path))
    except HandbookError as error:
        return error.problems
    return ()


def _no_document(code: str, known: Sequence[str], name: str) -> Problem:
    return Problem(
        Place(f"organisations/{name}.yaml"),
        code="HB298",
        what=f"'{name}' heeft geen document met code '{code}'",
        mend=f"{did_you_mean(code, known)} 'handbook plan {name}' noemt ze alle.".lstrip(),
    )
