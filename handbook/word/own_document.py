"""A Word file that the organisation wrote itself: its own bytes with properties and a seal."""

from datetime import date

from handbook.model.documents.document import Document, Organisation
from handbook.model.documents.document_control import Control
from handbook.word.package.package import is_signed, pack, read
from handbook.word.package.seal import seal, unsealed
from handbook.word.template_language.properties import with_properties
from handbook.word.template_language.template_names import facts_of


def with_control(
    data: bytes,
    document: Document,
    control: Control,
    organisation: Organisation,
    told: tuple[str, str],
) -> bytes:
    """Return the Word file `data` with what `control` says in its properties, and sealed as ours.

    Its words, looks and pictures stay; only the properties are written anew.

    Args:
        data: a .docx.
        document: the document that it is.
        control: its version, status and dates.
        organisation: whose it is.
        told: what a host knows the document by, and what the file is made from.

    Raises:
        ValueError: in Dutch, why that is not possible.
    """
    parts = read(data)
    if is_signed(parts):
        raise ValueError("het is digitaal ondertekend, en dat zou de handtekening verbreken")
    identity, render = told
    days: tuple[date, date] = (control.written, control.review)
    written = with_properties(
        unsealed(parts), facts_of(document, control), organisation, days, identity=identity
    )
    return pack(seal(written, organisation.id, document.item, render))
