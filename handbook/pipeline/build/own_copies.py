"""A document that the organisation wrote itself → a file to be laid in output/, as it is."""

from collections.abc import Iterator
from functools import partial

from handbook import storage
from handbook.errors import HandbookError, Place, Problem
from handbook.model.common.base_record import fingerprint
from handbook.model.documents.build import Proof
from handbook.model.documents.document import Document
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.own_document import FOLDER
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.own_sources import SHORT, source_of
from handbook.pipeline.placement.placement_decision import Making
from handbook.word.own_document import with_control
from handbook.word.package.seal import prove


def own_making(context: OrganisationContext, document: Document, body: OwnBody) -> Making:
    """Return how the file of a document of her own comes to lie in output/.

    Byte for byte the one in her folder, or with properties and a seal where she asks for these.
    """
    sealed = body.with_properties and body.suffix == ".docx"
    wanted = _wanted(context, document, body, sealed=sealed)
    return Making(
        document=document,
        filename=document.filename,
        wanted=wanted,
        prove=partial(_prove, context, document.item, body, wanted),
        make=partial(_made, context, document, body, wanted if sealed else ""),
        copy_of=f"organisations/{context.name}/inhoud/{FOLDER}/{body.file}",
    )


def _wanted(
    context: OrganisationContext, document: Document, body: OwnBody, *, sealed: bool
) -> str:
    parts = {"tekst": body.digest}
    if sealed:
        parts["beheer"] = fingerprint(context.control(document))
        parts["naam"] = fingerprint(context.made.organisation)
    return ";".join(f"{name}={value[:SHORT]}" for name, value in parts.items())


def _prove(
    context: OrganisationContext, item: str, body: OwnBody, wanted: str, data: bytes
) -> Proof | None:
    """Return what is known of a file at the place of her document: by its sum, or by its seal."""
    told = prove(data) if body.suffix == ".docx" else None
    if told is not None and "beheer=" in wanted:
        return told
    digest = storage.sha256(data)
    if digest in {body.digest, *_known(context, item)}:
        render = f"tekst={digest[:SHORT]}"
        return Proof(organisation=context.name, item=item, render=render, intact=True)
    return told


def _known(context: OrganisationContext, item: str) -> Iterator[str]:
    """Yield the SHA-256 of each file that this document was before."""
    entry = context.loaded.register.find(item)
    if entry is not None:
        yield from filter(None, (entry.sum,))
        yield from (each.digest for version in entry.versions for each in version.frozen)


def _made(context: OrganisationContext, document: Document, body: OwnBody, render: str) -> bytes:
    """Return the file as it is to lie in output/; with a `render` it is sealed with that.

    Raises:
        HandbookError: HB406, it is nowhere to be had; HB407, it takes no properties.
    """
    data = _source(context, document, body)
    if not render:
        return data
    told = (context.identity(document.item), render)
    control = context.control(document)
    try:
        return with_control(data, document, control, context.made.organisation, told)
    except ValueError as error:
        raise HandbookError(_no_properties(context, body, str(error))) from error


def _source(context: OrganisationContext, document: Document, body: OwnBody) -> bytes:
    data = source_of(context.root, context.name, context.loaded.register, document)
    if data is None:
        raise HandbookError(_lost(context, body))
    return data


def _lost(context: OrganisationContext, body: OwnBody) -> Problem:
    return Problem(
        Place(f"organisations/{context.name}/inhoud/{FOLDER}/{body.file}"),
        code="HB406",
        what="dit bestand is weg, en nergens ligt een kopie van wat het was",
        mend="Zet het terug uit uw reservekopie, of haal de regels erover weg uit documenten.yaml.",
    )


def _no_properties(context: OrganisationContext, body: OwnBody, why: str) -> Problem:
    return Problem(
        Place(f"organisations/{context.name}/inhoud/{FOLDER}/{body.file}"),
        code="HB407",
        what=f"in dit bestand zijn geen eigenschappen te zetten: {why}",
        mend="Haal 'eigenschappen: ja' weg bij dit document; dan gaat het mee zoals het is.",
    )
