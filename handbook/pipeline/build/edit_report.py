"""The page that tells what a build did with what a person wrote: output/<id>/verslag.docx."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from handbook import storage
from handbook.loading.profile.secret_places import STAND_IN, pattern
from handbook.model.documents.build import Block, DocumentOutcome, RenderJob
from handbook.model.documents.document import Document
from handbook.model.documents.edit_report import ReportBody, ReportedDocument, ReportLine
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.placement.moves import Delivery, Move
from handbook.tailoring.content.grids import capital
from handbook.tailoring.control.staleness import fingerprint_of
from handbook.tailoring.text.laws import enumerated
from handbook.word.package.seal import prove
from handbook.word.rendering import RENDERER, render

REPORT = "verslag.docx"
_ITEM = "verslag"
_HERS = ("samengevoegd", "voorstel")
_KEPT = ("behouden", "eigen toevoeging", "verwijderd gebleven")
_QUIET = ("ongewijzigd", "al gelijk")
_RENEWED = ("vernieuwd", "nieuw", "vervallen")
_LONGEST = 300  # characters of a text that she need not look at
_TOLD = {
    "samengevoegd": "De nieuwe tekst is in uw bestand samengevoegd.",
    "voorstel": "Uw bestand bleef zoals het was; de nieuwe tekst staat ernaast als voorstel.",
}


def report(context: OrganisationContext, deliveries: Sequence[Delivery]) -> Move | None:
    """Return how the report comes to tell of `deliveries`.

    None where nothing is done with the work of a person (a proposal that stands already is no
    news), where it says so already, and where somebody worked in the report itself.
    """
    outcomes = [each.outcome for each in deliveries if each.moves and each.outcome.action in _HERS]
    path = context.output / REPORT
    before = storage.read(path)
    proof = prove(before) if before is not None else None
    ours = proof is not None and proof.intact and proof.item == _ITEM
    if not outcomes or (before is not None and not ours):
        return None
    job = _job(context, _document(context, outcomes))
    if proof is not None and proof.render == job.fingerprint:
        return None
    return Move(
        kind="schrijven",
        path=path.relative_to(context.root).as_posix(),
        data=render(job),
        expected=None if before is None else storage.sha256(before),
    )


def _document(context: OrganisationContext, outcomes: Sequence[DocumentOutcome]) -> Document:
    hide = _hiding(context.loaded.secrets)
    return Document(
        item=_ITEM,
        kind="verslag",
        code="",
        title="Wat er met uw eigen werk gebeurde",
        subtitle=context.made.organisation.name,
        owner="",
        body=ReportBody(
            waiting=sum(one.told for each in outcomes for one in each.blocks),
            documents=tuple(_reported(each, hide) for each in outcomes),
        ),
    )


def _reported(outcome: DocumentOutcome, hide: Callable[[str], str]) -> ReportedDocument:
    quiet = (*_KEPT, *_QUIET, *_RENEWED)
    shown = [each for each in outcome.blocks if each.told or each.what not in quiet]
    why = [problem.what for problem in outcome.problems]
    return ReportedDocument(
        title=f"{outcome.code} {outcome.title}",
        told=_TOLD[outcome.action],
        reason=hide(". ".join([outcome.reason, *map(capital, why)])),
        kept=sum(each.what in _KEPT and not each.told for each in outcome.blocks),
        renewed=hide(_headings(each for each in outcome.blocks if each.what in _RENEWED)),
        lines=tuple(
            ReportLine(
                what=each.what, place=hide(each.place), text=hide(_said(each)), note=hide(each.note)
            )
            for each in shown
        ),
    )


def _headings(blocks: Iterable[Block]) -> str:
    """Return the headings that `blocks` stand under, each once, as a sentence lists them."""
    places = list(dict.fromkeys(each.place or "bovenaan" for each in blocks if not each.told))
    return enumerated(places)


def _said(block: Block) -> str:
    """Return the text of a block in one line; whole where she has to look at it."""
    text = " | ".join(filter(None, (each.strip() for each in re.split("[\t\n]", block.text))))
    if block.told or len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rstrip()}…"


def _hiding(secrets: Iterable[str]) -> Callable[[str], str]:
    secret = pattern(tuple(secrets))
    return lambda text: secret.sub(STAND_IN, text) if secret else text


def _job(context: OrganisationContext, document: Document) -> RenderJob:
    name, template = context.loaded.templates[document.kind]
    job = RenderJob(
        document=document,
        control=None,
        organisation=context.made.organisation,
        style=context.loaded.profile.style,
        template=template,
        template_name=name,
        logo=context.logo,
    )
    return replace(job, fingerprint=fingerprint_of(job, RENDERER))
