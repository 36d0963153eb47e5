"""A document whose text stands in the library, and her file of it; or why nothing comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from handbook import storage
from handbook.errors import HandbookError, Place, Problem
from handbook.model.documents.document import Document
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.own_document import FOLDER
from handbook.pipeline.build.makings import makings_of
from handbook.pipeline.build.preparation import chosen
from handbook.pipeline.merge_base.rescue import copies_for
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.placement.placement_decision import decide_on
from handbook.word.hand_edits.edits import is_in_suspense
from handbook.word.merge import Base, Refused, read_base
from handbook.word.package.package import is_signed, read
from handbook.word.package.seal import prove


@dataclass(frozen=True, slots=True, kw_only=True)
class HerDocument:
    """A file in which she changed something: of which document, and what we last wrote in it."""

    document: Document
    data: bytes
    base: Base


def hers_of(context: OrganisationContext) -> HerDocument:
    """Return her file of the one document that is asked for.

    Raises:
        HandbookError: HB298 no such document, HB590 none of hers, HB591 nothing changed, HB592
            changes that wait in Word, HB593 a build goes first, HB594 what we wrote is not known.
    """
    [document] = chosen(context)
    data = _file(context, document)
    base = _base(context, document, data)
    file = _shown(context, document)
    making = of_document(file, lambda: next(makings_of(context, document, "", [])))
    if decide_on(context, making).outcome.action != "behouden":
        raise stop(
            file,
            "HB593",
            "er is nieuwe tekst die nog niet in dit document staat",
            f"Bouw eerst: handbook build {context.name}.",
        )
    return HerDocument(document=document, data=data, base=base)


def stop(file: str, code: str, what: str, mend: str) -> HandbookError:
    """Return that nothing is taken over, and what to do first."""
    return HandbookError(Problem(Place(file), code=code, what=what, mend=mend))


def _shown(context: OrganisationContext, document: Document) -> str:
    return f"output/{context.name}/{document.filename}"


def _file(context: OrganisationContext, document: Document) -> bytes:
    """Return her file of a document whose texts stand in the library; refuse what is none."""
    path = context.output / document.filename
    file = _shown(context, document)
    data = storage.read(path)
    if isinstance(document.body, OwnBody):
        raise stop(
            file,
            "HB590",
            "dit document schrijft u zelf; er is niets over te nemen",
            f"Werk in organisations/{context.name}/inhoud/{FOLDER}/{document.body.file} en bouw.",
        )
    if document.kind not in ("handboek", "procedure", "formulier"):
        raise stop(
            file,
            "HB590",
            "de tekst van dit document maakt handbook zelf uit uw profiel",
            "Wijzig het profiel; dan verandert dit document mee.",
        )
    if data is None:
        raise stop(file, "HB590", "dit document is er nog niet", "Maak het met 'handbook build'.")
    proof = prove(data)
    if proof is not None and not context.is_of(proof, document.item):
        what = "dit bestand is van een andere organisatie of een ander document"
        mend = "Zet het bestand op zijn eigen plaats en probeer het opnieuw."
        raise stop(file, "HB590", what, mend)
    if proof is not None and proof.intact:
        raise stop(
            file,
            "HB591",
            "in dit document is niets met de hand gewijzigd",
            "Er is niets over te nemen.",
        )
    return data


def _base(context: OrganisationContext, document: Document, data: bytes) -> Base:
    """Return what we last wrote in her file; refuse a file in which something waits first."""
    file = _shown(context, document)
    try:
        waits, parts = is_in_suspense(data), read(data)
        base = read_base(parts) or _kept(context, document, data)
    except ValueError as error:
        raise stop(
            file,
            "HB594",
            f"dit bestand is niet te lezen: {error}",
            "Open het in Word, bewaar het als gewoon Word-document (.docx) en probeer het weer.",
        ) from error
    _refuse_unsettled(file, parts, waits=waits)
    if base is None:
        raise stop(
            file,
            "HB594",
            "van dit bestand is niet meer bekend wat handbook erin schreef",
            "Bouw opnieuw, en neem uw wijzigingen over uit het voorstel dat er dan naast staat.",
        )
    return base


def _kept(context: OrganisationContext, document: Document, data: bytes) -> Base | None:
    found = copies_for(context, document, data)
    return None if isinstance(found, Refused) else next(iter(found), None)


def _refuse_unsettled(file: str, parts: Mapping[str, bytes], *, waits: bool) -> None:
    if is_signed(parts):
        raise stop(
            file,
            "HB594",
            "dit bestand is digitaal ondertekend, en na overnemen zou een build het vervangen",
            "Laat het zo, of haal in Word de handtekening eraf en probeer het weer.",
        )
    if waits:
        raise stop(
            file,
            "HB592",
            "in dit document wachten nog bijgehouden wijzigingen",
            "Verwerk ze in Word: 'Controleren', dan 'Accepteren' of 'Verwijderen'.",
        )
