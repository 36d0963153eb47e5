"""What texts rest on: laws with their articles, the glossary, and what a kind of service brings."""

import re
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handbook.model.common.base_record import Day, Truth, Written
from handbook.model.sources.norm import ALWAYS, Condition, Dated, ServiceKind

Certainty = Literal["hoog", "midden", "laag"]
_WORD = re.compile(r"\w+")


def lacks(key: str, mend: str) -> PydanticCustomError:
    """Return the error that a record must have `key` beside what it has; `mend` is Dutch."""
    return PydanticCustomError("lacks", "'{key}' ontbreekt", {"key": key, "mend": mend})


class MadeFrom(Written):
    """The text of the library that an own text was copied from, as it was on that day.

    The sums tell whether it is another by now, and whether its law is; without one nothing is
    known of that. The program gives them.
    """

    item: str = Field(alias="item", min_length=1)
    on: Day | None = Field(alias="op", default=None)
    text: str = Field(alias="som", default="")
    law: str = Field(alias="som_wet", default="")


class Check(Written):
    """Who went after a doubted article or limit, when and where; `outcome` is what they found."""

    by: str = Field(alias="door", min_length=1, max_length=120, description="Wie het naging.")
    on: Day = Field(alias="op", description="Wanneer.")
    source: str = Field(alias="bron", min_length=1, max_length=300, description="Waar het staat.")
    outcome: str = Field(
        alias="uitkomst",
        default="",
        max_length=200,
        description="Wat er staat, als dat anders is dan de tekst van het pakket.",
    )


# How a text of law was read: in the text itself, or in what is not enough to print a number.
ReadIn = Literal["tekst", "tekst deels", "oudere tekst", "opschrift", "secundair", "niet gevonden"]
_ENOUGH: frozenset[ReadIn] = frozenset({"tekst", "tekst deels"})


class Reading(Written):
    """How an article was read: in which text, in which version of it, and what it says.

    An EU regulation is equally authentic in every language, so one that was read in English counts.
    """

    how: ReadIn = Field(alias="lezing")
    source: str = Field(alias="bron", min_length=1)
    version: str = Field(alias="versie", default="")
    on: Day = Field(alias="op")
    says: str = Field(alias="zegt", min_length=1)
    language: Literal["nl", "en"] = Field(alias="taal", default="nl")


class Article(Dated):
    """An article of a law; printed with its number only where that is certain or was checked.

    What was read goes before what somebody thinks to know (`certainty` and `source`).
    """

    number: str = Field(alias="nr", min_length=1)
    about: str = Field(alias="over", min_length=1)
    certainty: Certainty = Field(alias="zekerheid", default="midden")
    source: str = Field(alias="bron", default="")
    reading: Reading | None = Field(alias="gelezen", default=None)
    check: Check | None = Field(alias="nagegaan", default=None)

    @model_validator(mode="after")
    def _says_where_it_was_read(self) -> Self:
        if self.reading is None and not self.source:
            raise lacks("gelezen", "Zeg waar u het las: 'gelezen', of 'zekerheid' met 'bron'.")
        return self

    @property
    def is_certain(self) -> bool:
        """Whether its number may print without anybody's check."""
        if self.reading is not None:
            return self.reading.how in _ENOUGH
        return self.certainty == "hoog"


class Amendment(Dated):
    """A change of a law since the norm's edition, and what this handbook does with it.

    `told` is its day in words; one with a day in `since` is announced until that day, and one that
    is `announced` without a day as long as the pack says so.
    """

    told: str = Field(alias="per", min_length=1)
    what: str = Field(alias="wat", min_length=1)
    here: str = Field(alias="hier", min_length=1)
    certainty: Certainty = Field(alias="zekerheid")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    announced: Truth = Field(alias="aangekondigd", default=False)

    @property
    def is_certain(self) -> bool:
        """Whether it may print without anybody's check."""
        return self.certainty == "hoog"

    def is_ahead(self, day: date | None) -> bool:
        """Tell whether it is still to come on `day`."""
        if self.since is None:
            return self.announced
        return day is not None and self.since > day


class Law(Dated):
    """A law, code or agreement that documents rest on; `name` is how sentences call it.

    `doubt` is what is not certain of it as a whole; it prints with a mark behind `about`.
    """

    id: str = Field(alias="id", min_length=1)
    name: str = Field(alias="naam", min_length=1)
    full: str = Field(alias="voluit", default="")
    kind: Literal["wet", "besluit", "regeling", "code", "cao", "afspraak"] = Field(alias="soort")
    about: str = Field(alias="waarover", min_length=1)
    doubt: str = Field(alias="nagaan", default="")
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    articles: tuple[Article, ...] = Field(alias="artikelen", default=())
    amendments: tuple[Amendment, ...] = Field(alias="gewijzigd", default=())
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)

    def article(self, number: str) -> Article | None:
        """Return the article with `number`, or None."""
        return next((each for each in self.articles if each.number == number), None)

    def article_id(self, number: str) -> str:
        """Return the id under which a profile records the check of a doubted article."""
        return f"{self.id}.{number}"

    def doubt_id(self) -> str:
        """Return the id under which a profile records the check of `doubt`."""
        return f"{self.id}.waarover"

    def amendment_id(self, change: Amendment) -> str:
        """Return the id under which a profile records the check of a doubted change."""
        return f"{self.id}.gewijzigd.{'-'.join(_WORD.findall(change.told.lower()))}"


class Laws(Written):
    """wetten.yaml."""

    laws: tuple[Law, ...] = Field(alias="wetten")


class Explanation(Written):
    """A word of the glossary; `also` are other words it goes by."""

    id: str = Field(alias="id", min_length=1)
    term: str = Field(alias="begrip", min_length=1)
    also: tuple[str, ...] = Field(alias="ook", default=())
    meaning: str = Field(alias="uitleg", min_length=1)
    condition: Condition = Field(alias="wanneer", default=ALWAYS)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class Glossary(Written):
    """begrippen.yaml."""

    terms: tuple[Explanation, ...] = Field(alias="begrippen")


class ServiceRules(Written):
    """What follows for a service from its kind: where to complain, who supervises, what is kept."""

    kind: ServiceKind = Field(alias="soort")
    meaning: str = Field(alias="uitleg", min_length=1)
    complaint: str = Field(alias="klacht", min_length=1)
    supervision: str = Field(alias="toezicht", min_length=1)
    calamity: str = Field(alias="calamiteit", min_length=1)
    record: str = Field(alias="registratie", min_length=1)
    retention: str = Field(alias="bewaren", min_length=1)
    made_from: MadeFrom | None = Field(alias="overgenomen_van", default=None)


class ServiceKinds(Written):
    """dienstsoorten.yaml."""

    kinds: tuple[ServiceRules, ...] = Field(alias="dienstsoorten")


class Sourced(Dated):
    """Anything that rests on a law: `law` is its id, `articles` numbers that it holds."""

    law: str = Field(alias="wet", default="")
    articles: tuple[str, ...] = Field(alias="artikelen", default=())

    @model_validator(mode="after")
    def _articles_of_a_law(self) -> Self:
        if self.articles and not self.law:
            raise lacks("wet", "Noem de wet waar deze artikelen in staan.")
        return self
