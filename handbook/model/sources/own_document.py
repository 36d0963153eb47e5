"""The documents that an organisation wrote itself: inhoud/documenten.yaml, and its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from handbook.model.common.base_record import Day, Truth, Written
from handbook.model.sources.content import DocumentId
from handbook.model.sources.register import Code

FOLDER = "documenten"
SUFFIXES = (".docx", ".pdf", ".xlsx")
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _as_cover(value: object) -> object:
    """Return a topic that stands alone as the table that it stands for."""
    return {"onderwerp": value} if isinstance(value, str) else value


class CoveredTopic(Written):
    """A topic (onderwerp) that her document treats, and under which heading (kop)."""

    topic: str = Field(alias="onderwerp", description="Het onderwerp dat het document uitwerkt.")
    heading: str = Field(
        alias="kop",
        default="",
        max_length=200,
        description="De kop in het document waaronder dat staat.",
        examples=["3. Melden"],
    )


class OwnDocument(Written):
    """A document of her own (eigen document): a file as it is, with what must be known of it.

    `id` is its identity for ever, whatever its file or its code is called. What `confirmed` does
    not say yes to is a proposal, and belongs to no set. `replaces` are documents of the library
    that leave the set for it. `owner` is the id of a role, or the name of a function.
    """

    id: DocumentId = Field(
        alias="id",
        description="Het vaste kenmerk van dit document; het verandert nooit.",
        examples=["ED-01"],
    )
    file: Name = Field(
        alias="bestand",
        description="De naam van het bestand in de map inhoud/documenten.",
        examples=["Protocol agressie.docx"],
    )
    title: Name = Field(alias="titel", description="De titel, zoals het overzicht haar noemt.")
    kind: Name = Field(
        alias="soort",
        default="document",
        description="Wat voor document het is, bijvoorbeeld protocol of formulier.",
        examples=["protocol"],
    )
    owner: Name = Field(
        alias="eigenaar",
        default="kwaliteitsmedewerker",
        description="Wie het document beheert: een rol, of de naam van een functie.",
    )
    review: Day | None = Field(
        alias="herzien", default=None, description="De dag waarop u het document weer bekijkt."
    )
    code: Code | None = Field(
        alias="code",
        default=None,
        description="De code die op het document staat; zonder deze regel het kenmerk.",
    )
    activities: tuple[str, ...] = Field(
        alias="activiteiten",
        default=(),
        description="Alleen als de organisatie een van deze activiteiten heeft.",
    )
    covers: tuple[Annotated[CoveredTopic, BeforeValidator(_as_cover)], ...] = Field(
        alias="dekt", default=(), description="De onderwerpen die het document uitwerkt."
    )
    replaces: tuple[DocumentId, ...] = Field(
        alias="vervangt",
        default=(),
        description="De documenten uit de bibliotheek waar dit document voor in de plaats komt.",
    )
    with_properties: Truth = Field(
        alias="eigenschappen",
        default=False,
        description="Of de kopie in output de code, titel en versie in de eigenschappen krijgt.",
    )
    confirmed: Truth = Field(
        alias="bevestigd",
        default=False,
        description="Of deze regels kloppen; zonder 'ja' doet het document nog niet mee.",
    )

    @property
    def suffix(self) -> str:
        """The ending of its file, in small letters: .docx, .pdf or .xlsx."""
        return PurePosixPath(self.file).suffix.casefold()


class OwnDocuments(Written):
    """inhoud/documenten.yaml: the documents of one organisation that it wrote itself."""

    documents: tuple[OwnDocument, ...] = Field(
        alias="documenten",
        default=(),
        description="Uw eigen documenten, elk met zijn bestand.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A document of her own with the SHA-256 of its file; "" where there is none to be had."""

    about: OwnDocument
    digest: str


def successors(files: Mapping[str, OwnFile]) -> dict[str, str]:
    """Return by document of the library which of `files` takes its place."""
    return {old: item for item, file in files.items() for old in file.about.replaces}
