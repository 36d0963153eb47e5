"""The fingerprint of a document as programs up to November 2026 wrote it in a register.

It covered the whole record: ids, anchors and looks too. A version with such a fingerprint is
compared in this way once, and told in today's way from then on. The fields are those that the
records had then; one that is added later is left out here, and one that gets another name keeps
its old one in this list.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from handbook.model.documents import document
from handbook.model.documents.document import Document
from handbook.model.sources import content

_FIELDS: Mapping[type, str] = {
    Document: "item kind code title subtitle owner body covers links",
    document.Cover: "topic heading",
    document.Text: "source runs",
    document.Passage: "source blocks",
    content.Run: "text bold italic link mark",
    content.Paragraph: "runs tone",
    content.Item: "runs level",
    content.Listing: "items ordered",
    content.Grid: "head rows shares caption",
    document.HandbookBody: "chapters",
    document.ChapterText: "title body sections appendix",
    document.SectionText: "title level body",
    document.ProcedureBody: "purpose use owner people group limits steps particulars answers risks"
    " indicators forms related grounds",
    document.LimitText: "what limit nature basis",
    document.StepText: "who what record",
    document.PairText: "label value",
    document.FormBody: "purpose retention is_register fields used_in",
    document.FieldText: "source label note kind options required",
    document.MatrixBody: "intro groups",
    document.MatrixGroupText: "title rows",
    document.MatrixRowText: "topic iso parts where evidence reference state",
    document.OverviewBody: "groups",
    document.OverviewGroup: "title rows",
    document.ListedDocument: "code title kind owner",
    document.CardsBody: "cards",
    document.CardText: "title task people owned duties",
    document.DutyText: "document duties limits",
}


def former_content_of(made: Document) -> str:
    """Return the fingerprint of `made` as it was written then: a SHA-256 of 64 hex digits."""
    text = json.dumps([_canonical(made)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> Any:
    names = next((_FIELDS[kind] for kind in type(value).__mro__ if kind in _FIELDS), "")
    if names:
        return {name: _canonical(getattr(value, name)) for name in names.split()}
    if isinstance(value, Mapping):
        return {str(key): _canonical(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_canonical(each) for each in value]
    # What did not exist then is equal to nothing of then.
    return value if isinstance(value, (str, int)) else None
