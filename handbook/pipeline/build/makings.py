"""The files of each document of an organisation: how each is made, proved, merged and shown."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from handbook import excel
from handbook.libreoffice import page_numbers
from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import Document
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.library import MATRIX
from handbook.pipeline.build.own_copies import own_making
from handbook.pipeline.build.page_numbers import record, recorded
from handbook.pipeline.merge_base.rescue import copies_for
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.placement.changes_copy import READING, shown
from handbook.pipeline.placement.moves import Move
from handbook.pipeline.placement.placement_decision import Making
from handbook.tailoring.control.staleness import fingerprint_of
from handbook.word.comparison.front_page import FrontPage
from handbook.word.hand_edits.approval_hindrances import hindrances
from handbook.word.merge import merge_from
from handbook.word.package.seal import prove
from handbook.word.rendering import RENDERER, render
from handbook.word.version_stamp import stamp

_NO_DAY = "2000-01-01"
_NOT_MERGED = (
    "De nieuwe tekst is niet in uw bestand samengevoegd. Hier ziet u wat zij zou veranderen."
)


def makings(context: OrganisationContext) -> Iterator[Making]:
    """Yield every file of the organisation; nothing is made yet, and nothing counted."""
    for document in context.made.documents:
        yield from makings_of(context, document, "", [])


def makings_of(
    context: OrganisationContext, document: Document, office: str, counted: list[Move]
) -> Iterator[Making]:
    """Yield the files of a document: one in Word, and of the matrix one in Excel as well."""
    if isinstance(document.body, OwnBody):
        yield own_making(context, document, document.body)
        return
    job = _job(context, document, office, counted)
    yield Making(
        document=document,
        filename=document.filename,
        wanted=job.fingerprint,
        prove=prove,
        make=partial(render, job),
        merge=partial(merge_from, date=_day(job)),
        rescue=partial(copies_for, context, document),
        show=partial(
            shown,
            owner=(context.name, document.item),
            day=_day(job),
            page=FrontPage(
                title="Wat de nieuwe tekst zou veranderen",
                subject=f"{document.code} {document.title}",
                lines=(_NOT_MERGED, READING),
                counts={},
            ),
        ),
        stamp=partial(_stamp, context, document),
        hindered=partial(hindrances, document=document, control=context.control(document)),
    )
    if document.item == MATRIX:
        yield _sheet(context, document)


def _stamp(context: OrganisationContext, document: Document, data: bytes, render: str) -> bytes:
    return stamp(data, document, context.control(document), render)


def _sheet(context: OrganisationContext, document: Document) -> Making:
    wanted = _bare_job(context, document, template=b"").fingerprint
    make = partial(
        excel.matrix_sheet,
        context.made.matrix,
        context.made.organisation,
        context.control(document),
        item=document.item,
        code=document.code,
        render=wanted,
        identity=context.identity(document.item),
        files={each.code: each.filename for each in context.made.documents if each.kind == "eigen"},
    )
    return Making(
        document=document,
        filename=f"{document.code}.xlsx",
        wanted=wanted,
        prove=excel.prove_sheet,
        make=make,
    )


def _day(job: RenderJob) -> str:
    """Return the day on which a change is proposed in her file: that of the version, not today."""
    written = job.control.written if job.control else None
    return f"{written or _NO_DAY}T00:00:00Z"


def _job(
    context: OrganisationContext, document: Document, office: str, counted: list[Move]
) -> RenderJob:
    """Return the job of a document; its pages are those counted now or recorded before."""
    job = _bare_job(context, document, template=context.loaded.templates[document.kind][1])
    if document.kind != "handboek":
        return job
    pages = recorded(context, job)
    if office and not pages:
        pages = page_numbers.page_numbers(render(job), office)
        counted.append(record(context, job, pages))
    return _signed(replace(job, pages=pages)) if pages else job


def has_pages(context: OrganisationContext, document: Document) -> bool:
    """Tell whether the contents page of a document has page numbers now."""
    template = context.loaded.templates[document.kind][1]
    return bool(recorded(context, _bare_job(context, document, template=template)))


def _bare_job(context: OrganisationContext, document: Document, *, template: bytes) -> RenderJob:
    return _signed(
        RenderJob(
            document=document,
            control=context.control(document),
            organisation=context.made.organisation,
            style=context.loaded.profile.style,
            template=template,
            template_name=context.loaded.templates[document.kind][0],
            logo=context.logo,
            identity=context.identity(document.item),
            renewed=context.renewed,
        )
    )


def _signed(job: RenderJob) -> RenderJob:
    return replace(job, fingerprint=fingerprint_of(job, RENDERER))
