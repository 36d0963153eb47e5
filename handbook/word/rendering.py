"""A render job → the bytes of a Word file; the same job gives the same bytes on any day."""

from collections.abc import Mapping

from handbook.model.documents.build import RenderJob
from handbook.word.merge import with_base
from handbook.word.package.markup import Element, parse, serialise
from handbook.word.package.package import MAIN, TYPES, add_relations, add_types, pack, rels_name
from handbook.word.package.seal import seal
from handbook.word.template_language.properties import with_properties
from handbook.word.template_language.template_names import facts_of
from handbook.word.templates.compile import Compiled, compile_template, fill, names_for
from handbook.word.templates.template_functions import Functions
from handbook.word.writing.contents_page import fill_contents, mark_headings
from handbook.word.writing.draft import Draft
from handbook.word.writing.repairs import (
    mend_bookmarks,
    mend_ids,
    mend_lists,
    mend_tables,
    mend_text,
)
from handbook.word.writing.styles import add_lists
from handbook.word.writing.tables import fit, keep_rows

# Part of every fingerprint: raise it when a change here changes what comes out of the same job.
RENDERER = 5

_NUMBERING = "word/numbering.xml"


def render(job: RenderJob) -> bytes:
    """Return the Word file of `job`, sealed with the fingerprint of the job.

    Raises:
        TemplateError: the template cannot be used; all problems at once.
    """
    compiled = compile_template(job.template, job.template_name, job.document.kind, job.style)
    draft = Draft(
        sheet=compiled.sheet,
        links=job.document.links,
        item=job.document.item,
        text_width=compiled.text_width,
    )
    roots = _stories(compiled, job, draft)
    _mend(roots, draft, job)
    parts = _assembled(compiled.parts, roots, draft)
    facts = facts_of(job.document, job.control)
    days = (job.control.written, job.control.review) if job.control else None
    parts = with_properties(
        parts,
        facts,
        job.organisation,
        days,
        identity=job.identity or f"{job.organisation.id}/{job.document.item}",
    )
    return pack(seal(with_base(parts), job.organisation.id, job.document.item, job.fingerprint))


def _stories(compiled: Compiled, job: RenderJob, draft: Draft) -> dict[str, Element]:
    """Return the filled parts by name, the document first."""
    facts = facts_of(job.document, job.control)
    functions = Functions(draft, facts, job.organisation, job.logo)
    names = names_for(job.document, job.control, job.organisation, functions)
    roots = {}
    for story in compiled.stories:
        draft.part, draft.looks = story.name, story.looks
        if story.code is None:
            roots[story.name] = parse(compiled.parts[story.name])
        else:
            roots[story.name] = fill(story, names, job.template_name)
    draft.part = MAIN
    return roots


def _mend(roots: Mapping[str, Element], draft: Draft, job: RenderJob) -> None:
    document = roots[MAIN]
    for root in roots.values():
        mend_text(root)
        mend_tables(root, draft.sheet.paragraph("Tabeltekst"))
        fit(root, draft.sheet, job.style.fonts.text)
    mend_lists(document, draft)
    keep_rows(document)
    headings = mark_headings(document, draft.sheet)
    fill_contents(document, headings, draft.sheet, job.pages)
    mend_bookmarks(tuple(roots.values()))
    mend_ids(tuple(roots.values()))


def _assembled(
    parts: Mapping[str, bytes], roots: Mapping[str, Element], draft: Draft
) -> dict[str, bytes]:
    result = {**parts, **{name: serialise(root) for name, root in roots.items()}}
    for name, added in draft.relations.items():
        result[rels_name(name)] = add_relations(parts.get(rels_name(name)), tuple(added))
    if draft.media:
        result |= draft.media
        result[TYPES] = add_types(parts[TYPES], {}, {"png": "image/png"})
    if draft.lists and _NUMBERING in parts:
        result[_NUMBERING] = add_lists(parts[_NUMBERING], draft.lists)
    return result
