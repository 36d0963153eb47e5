"""Page numbers of the contents page: counted once, written down, used for that document only."""

import json
from collections.abc import Mapping

from handbook import storage
from handbook.model.documents.build import RenderJob
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.placement.moves import Move

_PAGES = "paginas.json"


def recorded(context: OrganisationContext, job: RenderJob) -> Mapping[str, str]:
    """Return the page numbers that were counted for exactly this document, if they are kept."""
    data = storage.read(context.home / _PAGES)
    try:
        found = storage.noted(data or b"{}")[job.document.item]
        pages = dict(found["paginas"]) if found["voor"] == job.fingerprint else {}
    except (ValueError, KeyError, TypeError):
        return {}
    return pages if all(map(_is_printable, (*pages, *pages.values()))) else {}


def _is_printable(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


def record(context: OrganisationContext, job: RenderJob, pages: Mapping[str, str]) -> Move:
    """Return what writes down the page numbers that were counted for exactly this document."""
    kept = {job.document.item: {"voor": job.fingerprint, "paginas": dict(pages)}}
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return note(context, _PAGES, text)


def note(context: OrganisationContext, name: str, text: str) -> Move:
    """Return what writes the file `name` beside the register."""
    path = context.home / name
    return Move(
        kind="schrijven",
        path=path.relative_to(context.root).as_posix(),
        data=text.encode(),
        expected=storage.digest(path),
    )
