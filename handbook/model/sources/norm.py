"""What a norm asks: parts, rubrieken, topics, activities; and when a thing holds."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handbook.model.common.base_record import Count, Day, Number, Truth, Written, date_text

ServiceKind = Literal["preventie", "algemene voorziening", "maatwerk", "jeugdhulp", "kinderopvang"]


class Bounds(Written):
    """From which number on a thing holds, and up to which; `below` itself is not among them."""

    at_least: Count | None = Field(
        alias="vanaf", default=None, description="Geldt vanaf dit aantal.", examples=["50"]
    )
    below: Count | None = Field(
        alias="tot", default=None, description="Geldt onder dit aantal.", examples=["50"]
    )

    @model_validator(mode="after")
    def _holds_for_some(self) -> Self:
        if self.at_least is None and self.below is None:
            mend = "Schrijf bijvoorbeeld {vanaf: 50} of {tot: 50}."
            raise PydanticCustomError("lacks", "'{key}' ontbreekt", {"key": "vanaf", "mend": mend})
        if self.at_least is not None and self.below is not None and self.below <= self.at_least:
            raise PydanticCustomError("holds_for_none", "'tot' is niet meer dan 'vanaf'")
        return self

    def holds(self, number: float) -> bool:
        """Tell whether `number` lies between them."""
        enough = self.at_least is None or number >= self.at_least
        return enough and (self.below is None or number < self.below)


class Condition(Written):
    """For whom a thing holds (wanneer): lists are "one of", keys are "and", `negated` is "not".

    `any_of` is "or": one of its conditions must hold. Those with bounds are about the size of the
    organisation, by the keys of its omvang; a number that is not known is not zero. `topics` are
    what the text serves: it holds as long as one of them is not excluded.
    """

    parts: tuple[str, ...] = Field(
        alias="onderdelen", default=(), description="Geldt voor een van deze onderdelen."
    )
    activities: tuple[str, ...] = Field(
        alias="activiteiten", default=(), description="Geldt bij een van deze activiteiten."
    )
    characteristics: tuple[str, ...] = Field(
        alias="kenmerken", default=(), description="Geldt bij een van deze kenmerken."
    )
    services: tuple[ServiceKind, ...] = Field(
        alias="diensten", default=(), description="Geldt bij een dienst van een van deze soorten."
    )
    topics: tuple[str, ...] = Field(
        alias="onderwerpen",
        default=(),
        description="Geldt zolang een van deze onderwerpen niet is uitgesloten.",
    )
    any_of: tuple[Self, ...] = Field(
        alias="een_van", default=(), description="Geldt als een van deze voorwaarden waar is."
    )
    negated: Self | None = Field(
        alias="niet", default=None, description="Geldt juist niet als dit waar is."
    )
    employees: Bounds | None = Field(
        alias="medewerkers", default=None, description="Geldt bij zoveel mensen in dienst."
    )
    turnover: Bounds | None = Field(
        alias="omzet", default=None, description="Geldt bij zoveel euro omzet per jaar."
    )
    children: Bounds | None = Field(
        alias="kinderen", default=None, description="Geldt bij zoveel kindplaatsen."
    )
    beds: Bounds | None = Field(
        alias="bedden", default=None, description="Geldt bij zoveel bedden."
    )
    subsidy: Bounds | None = Field(
        alias="subsidie", default=None, description="Geldt bij zoveel euro subsidie per jaar."
    )
    youth_workers: Bounds | None = Field(
        alias="jeugdhulpverleners",
        default=None,
        description="Geldt bij zoveel mensen die jeugdhulp geven.",
    )
    care_workers: Bounds | None = Field(
        alias="zorgverleners",
        default=None,
        description="Geldt bij zoveel mensen die zorg geven.",
    )

    @property
    def sizes(self) -> dict[str, Bounds]:
        """What it asks of the size of the organisation, by the key of the profile."""
        asked = {
            "medewerkers": self.employees,
            "omzet": self.turnover,
            "subsidie": self.subsidy,
            "kinderen": self.children,
            "bedden": self.beds,
            "jeugdhulpverleners": self.youth_workers,
            "zorgverleners": self.care_workers,
        }
        return {key: bounds for key, bounds in asked.items() if bounds is not None}


ALWAYS = Condition()


class Dated(Written):
    """What holds from a day on, or up to one: law that is coming, or that ended.

    `since` is the first day on which it holds, `until` the first on which it no longer does.
    """

    since: Day | None = Field(
        alias="geldt_vanaf", default=None, description="De eerste dag waarop dit geldt."
    )
    until: Day | None = Field(
        alias="geldt_tot", default=None, description="De eerste dag waarop dit niet meer geldt."
    )

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.since and self.until and self.until <= self.since:
            days = {"since": date_text(self.since), "until": date_text(self.until)}
            raise PydanticCustomError("ends_first", "'geldt_tot' ligt niet na 'geldt_vanaf'", days)
        return self

    def in_force(self, day: date | None) -> bool:
        """Tell whether it holds on `day`; None is a day on which nothing is to come or ended."""
        if day is None:
            return self.since is None
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


class PackHead(Written):
    """What a pack says of itself (pack.yaml).

    `updated` is the day up to which its laws were kept. `order` are the beginnings of procedure
    ids, in the order in which a reader meets them.
    """

    id: str = Field(alias="id", min_length=1)
    kind: Literal["norm", "inhoud"] = Field(alias="soort")
    format: Literal["1"] = Field(alias="formaat")
    title: str = Field(alias="titel", min_length=1)
    version: str = Field(alias="versie", min_length=1)
    language: Literal["nl"] = Field(alias="taal")
    requires: tuple[str, ...] = Field(alias="vereist", default=())
    updated: Day | None = Field(alias="bijgewerkt", default=None)
    order: tuple[str, ...] = Field(alias="volgorde", default=())


class NormPart(Written):
    """A part of a norm (onderdeel) that is certified, as the norm numbers it.

    `norm` is what people call the norm, to stand before the code. A `general` part is about the
    whole organisation: it is never chosen alone and has no words of its own.
    """

    code: str = Field(alias="code", min_length=1)
    norm: str = Field(alias="norm", default="")
    title: str = Field(alias="titel", min_length=1)
    edition: str = Field(alias="editie", min_length=1)
    requires: tuple[str, ...] = Field(alias="vereist", default=())
    general: Truth = Field(alias="algemeen", default=False)
    description: str = Field(alias="omschrijving", default="")

    @property
    def named(self) -> str:
        """The part as documents name it: HKZ 138."""
        return f"{self.norm} {self.code}".strip()


class Section(Written):
    """A rubriek: a chapter of the norm, as it numbers them; its name in our own words."""

    number: int = Field(alias="nummer", ge=1)
    title: str = Field(alias="titel", min_length=1)
    certainty: Literal["hoog", "midden", "laag"] = Field(alias="zekerheid", default="midden")


class Activity(Written):
    """A field of work in a part's scope (activiteit)."""

    id: str = Field(alias="id", min_length=1)
    part: str = Field(alias="onderdeel")
    title: str = Field(alias="titel", min_length=1)
    group: str = Field(alias="groep", default="")
    description: str = Field(alias="omschrijving", default="")


class Characteristic(Written):
    """Anything else that changes texts (kenmerk); `parts` empty means: of use to every part.

    With `follows` it holds by itself wherever that condition does.
    """

    id: str = Field(alias="id", min_length=1)
    title: str = Field(alias="titel", min_length=1)
    description: str = Field(alias="omschrijving", default="")
    parts: tuple[str, ...] = Field(alias="onderdelen", default=())
    follows: Condition | None = Field(alias="volgt_uit", default=None)


class Refusal(Written):
    """Work that may not stand in the scope of this norm, the words it goes by, and the reason."""

    id: str = Field(alias="id", min_length=1)
    names: tuple[str, ...] = Field(alias="namen", min_length=1)
    reason: str = Field(alias="reden", min_length=1)


class Notice(Written):
    """Something an organisation should know of the norm; told, never refused.

    `fte_at_most` limits it to organisations of at most so many fte (0: of any size).
    """

    id: str = Field(alias="id", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    fte_at_most: Number = Field(alias="fte_hoogstens", default=0)
    text: str = Field(alias="tekst", min_length=1)


class Topic(Written):
    """Our unit of traceability (onderwerp): an own code, no numbered requirement of the norm.

    `required_by` is the law, or the part of a management system, for which nobody can exclude it.
    `elsewhere` tells why it does not apply to an organisation of whose parts it is.
    """

    id: str = Field(alias="id", min_length=1)
    section: int = Field(alias="rubriek")
    title: str = Field(alias="titel", min_length=1)
    description: str = Field(alias="omschrijving", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    required_by: str = Field(alias="vereist_door", default="")
    elsewhere: str = Field(alias="anders", default="")
    iso: tuple[str, ...] = Field(alias="iso", default=())
    evidence: tuple[str, ...] = Field(alias="bewijs", default=())
    basis: tuple[Literal["iso9001", "hkz_openbaar", "wet", "sector"], ...] = Field(
        alias="basis", default=()
    )
    certainty: Literal["hoog", "midden", "laag"] = Field(alias="zekerheid", default="midden")
    remark: str = Field(alias="opmerking", default="")


class Norm(Written):
    """What one norm pack holds (norm.yaml)."""

    parts: tuple[NormPart, ...] = Field(alias="onderdelen", default=())
    sections: tuple[Section, ...] = Field(alias="rubrieken", default=())
    activities: tuple[Activity, ...] = Field(alias="activiteiten", default=())
    characteristics: tuple[Characteristic, ...] = Field(alias="kenmerken", default=())
    refusals: tuple[Refusal, ...] = Field(alias="geweigerd", default=())
    notices: tuple[Notice, ...] = Field(alias="meldingen", default=())
    topics: tuple[Topic, ...] = Field(alias="onderwerpen", default=())
