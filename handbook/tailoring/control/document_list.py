"""The register as a list of documents, those that left the set as well."""

from collections.abc import Iterable

from handbook.model.documents.document import Document
from handbook.model.documents.document_list import Listed
from handbook.model.sources.register import Register


def listing(
    known_as: str, register: Register, documents: Iterable[Document] = ()
) -> tuple[Listed, ...]:
    """Return every document of `register`, in its order; `documents` tell kind and owner.

    Its id is what the document itself carries for ever: `known_as`, the name of the organisation
    for hosts, and its item.
    """
    made = {each.item: each for each in documents}
    rows = []
    for entry in register.entries:
        current, valid = entry.current, entry.approved
        document = made.get(entry.item)
        gone = None if register.is_valid(entry) else entry.dropped
        rows.append(
            Listed(
                id=f"{known_as}/{entry.item}",
                code=entry.code,
                title=entry.title,
                kind=_kind(document) if document else "",
                version=current.number,
                status="vervallen" if gone else current.status,
                written=current.written,
                review=current.review,
                owner=document.owner if document else "",
                valid=valid.number if valid else "",
                approver=(valid.approver if valid else "") or "",
                approved=valid.approved if valid else None,
                dropped=gone,
                file=entry.filename,
                digest=valid.frozen[0].digest if valid and valid.frozen else "",
            )
        )
    return tuple(rows)


def _kind(document: Document) -> str:
    """Return what kind of document it is; of one of her own, as she calls it."""
    return document.subtitle.casefold() if document.kind == "eigen" else document.kind
