"""Made-up records, full and empty, to try a template on before anything real goes into it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from handbook.model.documents.document import Document, Organisation, Passage, TemplateKind, Text
from handbook.model.documents.document_control import Control
from handbook.model.sources.content import Grid, Listing, Paragraph, Run
from handbook.word.template_language.template_names import BODIES

_DAY = date(2026, 1, 1)
# Every kind of block, and signs that break XML where a template forgets to escape them.
_RUNS = (Run(text="voorbeeld <&>"),)
_PASSAGE = (
    Paragraph(runs=_RUNS),
    Listing(items=()),
    Grid(head=(_RUNS,), rows=((_RUNS,),), shares=(1,)),
)


def sample(kind: TemplateKind, *, full: bool) -> tuple[Document, Control, Organisation]:
    """Return records for a document of `kind`: lists of two and yes, or empty lists and no."""
    document = Document(
        item="X-01",
        kind=kind,
        code="X-01",
        title="Titel <&>",
        subtitle="Ondertitel",
        owner="eigenaar",
        body=_record(BODIES[kind], full=full),
    )
    control = Control(
        version="0.1",
        status="concept",
        written=_DAY,
        review=_DAY,
        owner="eigenaar",
        approver="goedkeurder",
        history=("0.1  ·  <&>", "0.2  ·  <&>") if full else (),
    )
    return document, control, _record(Organisation, full=full)


def _record(record: type, *, full: bool) -> Any:
    hints = get_type_hints(record)
    values: Mapping[str, Any] = {
        each.name: _value(hints[each.name], full=full) for each in fields(record)
    }
    return record(**values)


def _value(hint: Any, *, full: bool) -> Any:
    if get_origin(hint) is tuple:
        return (_value(get_args(hint)[0], full=full),) * (2 if full else 0)
    if hint is Text:
        return Text(source="voorbeeld", runs=_RUNS if full else ())
    if hint is Passage:
        return Passage(source="voorbeeld", blocks=_PASSAGE if full else ())
    simple: Mapping[Any, Any] = {str: "voorbeeld" if full else "", int: 2, bool: full}
    return simple[hint] if hint in simple else _record(hint, full=full)
