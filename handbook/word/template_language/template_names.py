"""The records as a template sees them: by their Dutch words, to read and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from handbook.model.common.base_record import date_text
from handbook.model.documents.document import (
    CardsBody,
    Document,
    FormBody,
    HandbookBody,
    MatrixBody,
    Organisation,
    OverviewBody,
    Passage,
    ProcedureBody,
    QuestionnaireBody,
    TemplateKind,
    Text,
)
from handbook.model.documents.document_control import Control
from handbook.model.documents.edit_report import ReportBody, named
from handbook.model.sources.content import Run
from handbook.word.package.markup import clean

BODIES: Mapping[TemplateKind, type] = {
    "handboek": HandbookBody,
    "procedure": ProcedureBody,
    "formulier": FormBody,
    "kruistabel": MatrixBody,
    "overzicht": OverviewBody,
    "rolkaarten": CardsBody,
    "vragenlijst": QuestionnaireBody,
    "verslag": ReportBody,
}
_KINDS: Mapping[str, str] = {
    "handboek": "Kwaliteitshandboek",
    "procedure": "Procedure",
    "formulier": "Formulier",
    "kruistabel": "Kruistabel",
    "overzicht": "Overzicht",
    "rolkaarten": "Rolkaarten",
    "vragenlijst": "Vragenlijst",
    "verslag": "Verslag",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What every document says of itself, in the words of a template; dates are written out."""

    code: str = named("code")
    title: str = named("titel")
    subtitle: str = named("ondertitel")
    kind: str = named("soort")
    version: str = named("versie")
    status: str = named("status")
    written: str = named("datum")
    review: str = named("herziening")
    owner: str = named("eigenaar")
    approver: str = named("goedkeurder")
    history: tuple[Text, ...] = named("versies")


def version_source(item: str, number: int) -> str:
    """Return where line `number` of the history of a document comes from; the oldest is 1."""
    return f"{item}.versies.{number}"


def facts_of(document: Document, control: Control | None) -> DocumentFacts:
    """Return what `document` says of itself under `control`; without it, no version and no date."""
    register = isinstance(document.body, FormBody) and document.body.is_register
    return DocumentFacts(
        code=document.code,
        title=document.title,
        subtitle=document.subtitle,
        kind="Register" if register else _KINDS.get(document.kind, document.subtitle),
        version=control.version if control else "",
        status=control.status if control else "",
        written=date_text(control.written) if control else "",
        review=date_text(control.review) if control else "",
        owner=control.owner if control else "",
        approver=control.approver if control else "",
        history=tuple(
            Text(source=version_source(document.item, number), runs=(Run(text=line),))
            for number, line in enumerate(control.history if control else (), start=1)
        ),
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands at a path of a template: a kind of value; `of` is the element of a list."""

    kind: type
    of: "Shape | None" = None

    @property
    def words(self) -> Mapping[str, "Shape"]:
        """The words that may follow a dot; none for a text, a number or a list."""
        record: Any = self.kind
        opaque = record in (Text, Passage) or not is_dataclass(record)
        return {} if opaque else words_of(record)


@cache
def words_of(record: Any) -> Mapping[str, Shape]:
    """Return the Dutch words of a record's fields and what stands there."""
    hints = get_type_hints(record)
    return MappingProxyType(
        {
            each.metadata["word"]: _shape(hints[each.name])
            for each in fields(record)
            if "word" in each.metadata
        }
    )


def _shape(hint: Any) -> Shape:
    if get_origin(hint) is tuple:
        return Shape(tuple, _shape(get_args(hint)[0]))
    return Shape(hint)


def roots(kind: TemplateKind) -> Mapping[str, Shape]:
    """Return the names a template of `kind` starts from."""
    return {
        "document": Shape(DocumentFacts),
        "organisatie": Shape(Organisation),
        kind: Shape(BODIES[kind]),
    }


class View:
    """A record behind glass: its Dutch words can be read, nothing else can."""

    __slots__ = ("_record",)

    def __init__(self, record: object) -> None:
        object.__setattr__(self, "_record", record)

    def __getattr__(self, word: str) -> Any:
        record: Any = type(self._record)
        name = _names(record).get(word)
        if name is None:
            raise AttributeError(word)
        return show(getattr(self._record, name))

    def __setattr__(self, word: str, value: object) -> None:
        raise AttributeError(word)


def show(value: Any) -> Any:
    """Return `value` as a template may hold it: records behind glass, texts fit for XML."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(show, value))
    if is_dataclass(value) and not isinstance(value, (Text, Passage)):
        return View(value)
    return value


def unwrap(value: Any) -> Any:
    """Return the record behind the glass; anything else as it is."""
    return value._record if isinstance(value, View) else value


@cache
def _names(record: type) -> Mapping[str, str]:
    return {each.metadata["word"]: each.name for each in fields(record) if "word" in each.metadata}
