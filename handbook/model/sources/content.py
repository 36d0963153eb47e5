"""What the library offers: procedures, forms, chapters, words; still with slots and conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from handbook.model.common.base_record import Truth, Written
from handbook.model.sources.norm import ALWAYS, Condition, Dated
from handbook.model.sources.profile import Level
from handbook.model.sources.reference import Check, MadeFrom, Sourced, lacks

# A document's id becomes its code and its file name, and texts refer to it: PP-01, OR-13.
DocumentId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}-\d{2,3}$")]
Mark = Literal["", "open", "twijfel", "voorstel"]
Tone = Literal["", "inleiding", "tip", "let-op", "norm", "voorstel"]
# The word that a callout of this tone prints before its text.
TONE_LABELS: Mapping[Tone, str] = {
    "tip": "Tip",
    "let-op": "Let op",
    "norm": "Norm",
    "voorstel": "Voorstel",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text in one look. `link` is a web address or a document's item id ("OR-13").

    `mark` is "open" for an open field nobody answered, "twijfel" for what is not certain,
    "voorstel" for what the library proposes and the organisation did not choose yet.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    mark: Mark = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; `tone` other than "" is a callout or the lead of a section."""

    runs: Runs
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a list; `level` counts from 0."""

    runs: Runs
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list, with bullets or numbered; a numbered one starts at 1."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: a head, rows as wide as the head, and the columns' shares of the width."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    shares: tuple[int, ...]
    caption: str = ""


Block = Paragraph | Listing | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a chapter where a table or list made from the profile comes (`tabel.locaties`)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """Blocks of a chapter that hold only for some."""

    condition: Condition
    blocks: tuple["RawBlock", ...]


RawBlock = Block | Slot | Conditional


class OpenField(Written):
    """A fact only the organisation can supply (invullen); its full id is `<item>.<id>`."""

    id: str = Field(alias="id", min_length=1)
    name: str = Field(alias="naam", min_length=1)
    question: str = Field(alias="vraag", min_length=1)
    example: str = Field(alias="voorbeeld", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)


class Deadline(Sourced):
    """A limit (termijn): from the law, from an agreement, or the organisation's own choice.

    With `doubt` and no `check` the limit prints as `instead`, or as a request to look it up.
    """

    id: str = Field(alias="id", min_length=1)
    what: str = Field(alias="wat", min_length=1)
    limit: str = Field(alias="termijn", min_length=1)
    nature: Literal["wet", "afspraak", "eigen"] = Field(alias="aard")
    source: str = Field(alias="bron", default="")
    doubt: str = Field(alias="nagaan", default="")
    instead: str = Field(alias="zonder", default="")
    check: Check | None = Field(alias="nagegaan", default=None)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)

    @model_validator(mode="after")
    def _law_has_a_source(self) -> Self:
        if self.nature == "wet" and not self.law:
            raise lacks("wet", "Een termijn van aard wet noemt de wet. Kies anders eigen.")
        return self


class Step(Dated):
    """One step of a procedure: who does what, and where it is recorded.

    One that a `law` asks for stays, also where its topics are excluded.
    """

    id: str = Field(alias="id", min_length=1)
    role: str = Field(alias="rol", min_length=1)
    action: str = Field(alias="actie", min_length=1)
    record: str = Field(alias="registratie", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    covers: tuple[str, ...] = Field(alias="dekt", default=())
    law: str = Field(alias="wet", default="")


class Particular(Written):
    """What a procedure adds for one part or activity."""

    id: str = Field(alias="id", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    text: str = Field(alias="tekst", min_length=1)


class Ground(Sourced):
    """A law, code or agreement that a procedure rests on; `text` where it is no law."""

    id: str = Field(alias="id", min_length=1)
    text: str = Field(alias="tekst", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.law and not self.text:
            raise lacks("wet", "Noem een wet uit wetten.yaml, of schrijf 'tekst'.")
        return self


class Indicator(Written):
    """What is measured, and the value aimed at."""

    id: str = Field(alias="id", min_length=1)
    name: str = Field(alias="naam", min_length=1)
    target: str = Field(alias="streef", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)


class ProcedureRisk(Written):
    """What can go wrong in a procedure, and the measure against it."""

    id: str = Field(alias="id", min_length=1)
    risk: str = Field(alias="risico", min_length=1)
    measure: str = Field(alias="maatregel", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)


class Procedure(Written):
    """A way of working as data: its steps land in tables, its limits in an overview."""

    id: DocumentId = Field(alias="id", examples=["PP-01"])
    kind: Literal["procedure", "werkinstructie", "protocol", "regeling"] = Field(alias="soort")
    title: str = Field(alias="titel", min_length=1)
    group: Literal["primair proces", "organisatieproces"] = Field(alias="groep")
    theme: str = Field(alias="thema", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    covers: tuple[str, ...] = Field(alias="dekt", default=())
    reasons: tuple[Literal["wet", "norm", "praktijk"], ...] = Field(alias="aanleiding", default=())
    purpose: str = Field(alias="doel", min_length=1)
    use: str = Field(alias="toepassing", min_length=1)
    owner: str = Field(alias="eigenaar", min_length=1)
    consulted: tuple[str, ...] = Field(alias="raadplegen", default=())
    informed: tuple[str, ...] = Field(alias="informeren", default=())
    deadlines: tuple[Deadline, ...] = Field(alias="termijnen", default=())
    steps: tuple[Step, ...] = Field(alias="stappen", min_length=1)
    particulars: tuple[Particular, ...] = Field(alias="bijzonderheden", default=())
    grounds: tuple[Ground, ...] = Field(alias="grondslag", default=())
    indicators: tuple[Indicator, ...] = Field(alias="indicatoren", default=())
    risks: tuple[ProcedureRisk, ...] = Field(alias="risicos", default=())
    forms: tuple[str, ...] = Field(alias="formulieren", default=())
    related: tuple[str, ...] = Field(alias="verwant", default=())
    open_fields: tuple[OpenField, ...] = Field(alias="invullen", default=())
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it works out, in the document as a whole or in a step."""
        return (*self.covers, *(topic for step in self.steps for topic in step.covers))


FieldType = Literal[
    "tekst",
    "lange tekst",
    "datum",
    "datumtijd",
    "getal",
    "bedrag",
    "keuze",
    "checklist",
    "ja_nee",
    "schaal",
    "tabel",
    "handtekening",
    "berekend",
]


class FormField(Written):
    """One line of a form; one that a `law` asks for stays, also where its topics are excluded."""

    id: str = Field(alias="id", min_length=1)
    name: str = Field(alias="naam", min_length=1)
    type: FieldType = Field(alias="type")
    required: Truth = Field(alias="verplicht", default=False)
    options: tuple[str, ...] = Field(alias="opties", default=())
    note: str = Field(alias="toelichting", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    law: str = Field(alias="wet", default="")


class Form(Written):
    """A form, or a register when it is a list over time.

    Without an `owner` it belongs to the owner of the first procedure that uses it.
    """

    id: DocumentId = Field(alias="id", examples=["PP-01"])
    kind: Literal["formulier", "register"] = Field(alias="soort")
    title: str = Field(alias="titel", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    purpose: str = Field(alias="doel", min_length=1)
    retention: str = Field(alias="bewaren", default="")
    owner: str = Field(alias="eigenaar", default="")
    covers: tuple[str, ...] = Field(alias="dekt", default=())
    fields: tuple[FormField, ...] = Field(alias="velden", min_length=1)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class ChapterHead(Written):
    """What stands above a chapter's text: its place in the handbook and what it covers."""

    id: str = Field(alias="id", min_length=1)
    title: str = Field(alias="titel", min_length=1)
    level: Literal["1", "2", "3"] = Field(alias="niveau", default="2")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    covers: tuple[str, ...] = Field(alias="dekt", default=())
    appendix: Truth = Field(alias="bijlage", default=False)
    open_fields: tuple[OpenField, ...] = Field(alias="invullen", default=())
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter or section of the handbook; `order` is the file name, which sorts them."""

    head: ChapterHead
    order: str
    blocks: tuple[RawBlock, ...]


class Role(Written):
    """A role in the procedures; the organisation gives it its own function name.

    `by_part` is the usual name where an organisation has this part alone. `apart_from` are the
    roles that its person may not fill as well, with the reason; `everyone` is who works here.
    """

    id: str = Field(alias="id", min_length=1)
    function: str = Field(alias="functie", min_length=1)
    plural: str = Field(alias="meervoud", default="")
    article: Literal["de", "het"] = Field(alias="lidwoord", default="de")
    task: str = Field(alias="taak", default="")
    by_part: dict[str, str] = Field(alias="per_onderdeel", default_factory=dict)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    everyone: Truth = Field(alias="iedereen", default=False)
    apart_from: tuple[str, ...] = Field(alias="los_van", default=())
    apart_because: str = Field(alias="los_van_omdat", default="")
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class Roles(Written):
    """rollen.yaml."""

    roles: tuple[Role, ...] = Field(alias="rollen")


class Term(Written):
    """A word that differs by part: `id` and `plural` are its slots in texts.

    `collective` is used where a document serves parts with different words.
    """

    id: str = Field(alias="id", min_length=1)
    plural: str = Field(alias="meervoud", default="")
    collective: str = Field(alias="verzamelnaam", min_length=1)
    by_part: dict[str, str] = Field(alias="per_onderdeel", default_factory=dict)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class Word(Written):
    """A noun with its article and plural."""

    word: str = Field(alias="woord", min_length=1)
    plural: str = Field(alias="meervoud", default="")
    article: Literal["de", "het"] = Field(alias="lidwoord", default="de")


class Verb(Written):
    """A verb in the present: "we bevestigen", and "De Linde bevestigt"."""

    plural: str = Field(alias="meervoud", min_length=1)
    singular: str = Field(alias="enkelvoud", min_length=1)


class Terms(Written):
    """termen.yaml; each of `verbs` may follow or go before wij in a slot."""

    terms: tuple[Term, ...] = Field(alias="termen", default=())
    words: tuple[Word, ...] = Field(alias="woorden", default=())
    verbs: tuple[Verb, ...] = Field(alias="werkwoorden", default=())


class ProposedStakeholder(Written):
    """A stakeholder the sector proposes."""

    id: str = Field(alias="id", min_length=1)
    name: str = Field(alias="naam", min_length=1)
    expects: str = Field(alias="verwacht", min_length=1)
    approach: str = Field(alias="aanpak", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class ProposedRisk(Written):
    """A risk the sector proposes."""

    id: str = Field(alias="id", min_length=1)
    risk: str = Field(alias="risico", min_length=1)
    chance: Level = Field(alias="kans", default="midden")
    effect: Level = Field(alias="gevolg", default="midden")
    measure: str = Field(alias="maatregel", min_length=1)
    owner: str = Field(alias="eigenaar", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class ProposedGoal(Written):
    """An objective the sector proposes."""

    id: str = Field(alias="id", min_length=1)
    goal: str = Field(alias="doel", min_length=1)
    measure: str = Field(alias="meten", min_length=1)
    owner: str = Field(alias="eigenaar", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class Proposals(Written):
    """voorstellen.yaml: printed, marked as proposal, while the profile's own list is empty."""

    stakeholders: tuple[ProposedStakeholder, ...] = Field(alias="belanghebbenden", default=())
    risks: tuple[ProposedRisk, ...] = Field(alias="risicos", default=())
    goals: tuple[ProposedGoal, ...] = Field(alias="doelen", default=())
