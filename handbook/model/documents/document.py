"""What is decided for one organisation: topics, documents in final words, the norm matrix.

A field's `named` word is what a Word template calls it: `{{r blok(stap.wat) }}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from handbook.model.documents.edit_report import ReportBody, named
from handbook.model.documents.hand_edits import HandEdits
from handbook.model.documents.own_body import OwnBody
from handbook.model.sources.content import Block, Runs
from handbook.model.sources.norm import NormPart, Topic

# What is made with a template of that name.
TemplateKind = Literal[
    "handboek",
    "procedure",
    "formulier",
    "kruistabel",
    "overzicht",
    "rolkaarten",
    "vragenlijst",
    "verslag",
]
# And what the organisation wrote itself.
Kind = Literal[TemplateKind, "eigen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPart:
    """A norm part that binds an organisation, and why."""

    part: NormPart
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What applies to one organisation: parts in order of binding, topics in norm order.

    `excluded` holds the topics left out on purpose, with the organisation's own reason, and
    `inapplicable` those of its parts that do not fit its work, with that of the norm. `day` is
    the day of which texts tell the law, `size` how large the organisation is, as far as known.
    """

    parts: tuple[BoundPart, ...]
    activities: tuple[str, ...]
    characteristics: tuple[str, ...]
    services: tuple[str, ...]
    topics: tuple[Topic, ...]
    excluded: Mapping[str, str]
    inapplicable: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    size: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One piece of text in final words, and where it comes from: `PP-01.stappen.vraag.actie`."""

    source: str
    runs: Runs

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return any(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Running text in final words: paragraphs, lists and tables from one source."""

    source: str
    blocks: tuple[Block, ...]

    def __bool__(self) -> bool:
        return bool(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitText:
    """A row of the limits of a procedure; `nature` is wet, afspraak or eigen."""

    what: Text = named("wat")
    limit: Text = named("termijn")
    nature: str = named("aard")
    basis: Text = named("bron")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """A row of the steps of a procedure."""

    who: Text = named("wie")
    what: Text = named("wat")
    record: Text = named("vastlegging")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairText:
    """A row of two: a label and what belongs to it."""

    label: Text = named("naam")
    value: Text = named("tekst")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureBody:
    """A procedure in final words. Every sequence may be empty but `steps`."""

    purpose: Text = named("doel")
    use: Text = named("toepassing")
    owner: str = named("eigenaar")
    people: str = named("wie")
    group: str = named("groep")
    limits: tuple[LimitText, ...] = named("termijnen")
    steps: tuple[StepText, ...] = named("stappen")
    particulars: tuple[PairText, ...] = named("bijzonderheden")
    answers: tuple[PairText, ...] = named("afspraken")
    risks: tuple[PairText, ...] = named("risicos")
    indicators: tuple[PairText, ...] = named("indicatoren")
    forms: tuple[Text, ...] = named("formulieren")
    related: tuple[Text, ...] = named("verwant")
    grounds: tuple[Text, ...] = named("grondslag")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldText:
    """A line of a form; `kind` is its type, `options` the choices or the columns of a table."""

    source: str
    label: Text = named("naam")
    note: Text = named("toelichting")
    kind: str = named("type")
    options: tuple[str, ...] = named("opties")
    required: bool = named("verplicht")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBody:
    """A form or register in final words."""

    purpose: Text = named("doel")
    retention: Text = named("bewaren")
    is_register: bool = named("register")
    fields: tuple[FieldText, ...] = named("velden")
    used_in: tuple[Text, ...] = named("gebruikt_in")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A section of a chapter (level 2) or of a section (level 3)."""

    title: Text = named("titel")
    level: int = named("niveau")
    body: Passage = named("inhoud")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterText:
    """A chapter with its sections; an appendix is numbered apart."""

    title: Text = named("titel")
    body: Passage = named("inhoud")
    sections: tuple[SectionText, ...] = named("paragrafen")
    appendix: bool = named("bijlage")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookBody:
    """The handbook's chapters, none of them empty."""

    chapters: tuple[ChapterText, ...] = named("hoofdstukken")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRowText:
    """A row of the printed matrix: a topic and where it is worked out, excluded or missing."""

    topic: Text = named("onderwerp")
    iso: Text = named("iso")
    parts: Text = named("onderdelen")
    where: tuple[Text, ...] = named("waar")
    evidence: Text = named("bewijs")
    reference: Text = named("vindplaats")
    state: str = named("status")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGroupText:
    """The rows of one rubriek."""

    title: Text = named("titel")
    rows: tuple[MatrixRowText, ...] = named("rijen")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixBody:
    """The norm matrix (kruistabel) in final words."""

    intro: Passage = named("inleiding")
    groups: tuple[MatrixGroupText, ...] = named("groepen")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A line of the overview; the title links to the file."""

    code: str = named("code")
    title: Text = named("titel")
    kind: str = named("soort")
    owner: str = named("eigenaar")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewGroup:
    """The documents of one kind."""

    title: Text = named("titel")
    rows: tuple[ListedDocument, ...] = named("rijen")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewBody:
    """The overview of all documents of an organisation."""

    groups: tuple[OverviewGroup, ...] = named("groepen")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyText:
    """What a function does in one document, and by when."""

    document: Text = named("document")
    duties: tuple[Text, ...] = named("taken")
    limits: tuple[Text, ...] = named("termijnen")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """The card of one function: what it is for, what it owns, and what it does where."""

    title: Text = named("titel")
    task: Text = named("taak")
    people: Text = named("wie")
    owned: tuple[Text, ...] = named("eigenaar_van")
    duties: tuple[DutyText, ...] = named("werk")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsBody:
    """The role cards, a page for each function that does a step or owns a document."""

    cards: tuple[CardText, ...] = named("kaarten")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionText:
    """A question to the organisation: an open field, an example, and where the answer lands."""

    number: str = named("nummer")
    question: Text = named("vraag")
    example: Text = named("voorbeeld")
    place: Text = named("komt_in")
    field: FieldText = named("veld")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """The questions of one procedure, or of one chapter of the handbook."""

    title: Text = named("titel")
    questions: tuple[QuestionText, ...] = named("vragen")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireBody:
    """What an organisation is asked; no document of its handbook, and not under control.

    `owner` is a locked field that says whose answers these are, also where a program threw the
    seal away. `prefilled` tells that fields hold an answer already, `secret` that the organisation
    has a location nobody may name.
    """

    owner: FieldText = named("organisatie")
    number: int = named("aantal")
    prefilled: bool = named("beantwoord")
    secret: bool = named("geheim")
    groups: tuple[QuestionGroup, ...] = named("groepen")


_Listing = MatrixBody | OverviewBody | CardsBody | QuestionnaireBody | ReportBody | OwnBody
Body = HandbookBody | ProcedureBody | FormBody | _Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A topic that a document treats, under which heading of it; the heading is never empty."""

    topic: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document in final words, before it has a version.

    `item` is the library's id and its identity for ever ("PP-01"); `code` is what the
    organisation prints; `kind` names the template and the body's name in it.
    """

    item: str
    kind: Kind
    code: str
    title: str
    subtitle: str
    owner: str
    body: Body
    covers: tuple[Cover, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def filename(self) -> str:
        """The file's name: its code, without blanks; the overview has a name people look for."""
        suffix = self.body.suffix if isinstance(self.body, OwnBody) else ".docx"
        return "overzicht.docx" if self.kind == "overzicht" else f"{self.code}{suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What documents print of the organisation itself; never a secret location."""

    id: str
    name: str = named("naam")
    short_name: str = named("korte_naam")
    legal_form: str = named("rechtsvorm")
    chamber_number: str = named("kvk")
    website: str = named("website")
    norm: str = named("norm")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A topic, where it is worked out, and what is missing.

    `covers` are the item, the code and the heading of each place; `lost` are those that a person
    took out.
    """

    topic: Topic
    parts: tuple[str, ...]
    covers: tuple[tuple[str, str, str], ...]
    reason: str
    reference: str
    state: Literal["gedekt", "uitgesloten", "niet van toepassing", "ontbreekt"]
    lost: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Topic by document, for every topic of the parts that bind the organisation."""

    rows: tuple[MatrixRow, ...]

    @property
    def gaps(self) -> tuple[MatrixRow, ...]:
        """The rows that no document covers and nobody excluded."""
        return tuple(row for row in self.rows if row.state == "ontbreekt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What does not print as fact yet: `id` is its key under `nagegaan` in a profile."""

    id: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSet:
    """All documents of one organisation, the handbook first, with what they have in common.

    `handiwork` is what her files lack, by item, where that was looked at.
    """

    organisation: Organisation
    selection: Selection
    documents: tuple[Document, ...]
    matrix: Matrix
    doubts: tuple[Doubt, ...] = ()
    handiwork: Mapping[str, HandEdits] = field(default_factory=dict)
