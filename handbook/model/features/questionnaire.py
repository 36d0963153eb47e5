"""A questionnaire: its fields, and the answers that came back with it."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from handbook.errors import Problem
from handbook.model.common.base_record import Written
from handbook.model.documents.document import FieldText
from handbook.model.sources.profile import Prose

State = Literal["nieuw", "gewijzigd", "ongewijzigd", "leeg", "onbekend", "geweigerd"]
# The item of a questionnaire, and its kind.
QUESTIONNAIRE = "vragenlijst"
# The tag of the locked field that names its organisation: "van:linde". Word keeps 64 characters
# of a tag, and the name of an organisation has at most 60.
OWNER = "van:"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledField(FieldText):
    """A field of a questionnaire, with what it already holds: an answer, or nothing."""

    value: str


class AnswerFile(Written):
    """antwoorden.yaml: answers by the full id of their field, and whose they are.

    `key`, `name` and `chamber_number` are as the register and the profile had them when it was
    written; a file of before has none of them.
    """

    format: Literal["1"] = Field(alias="formaat", default="1")
    organisation: str = Field(alias="organisatie", min_length=1)
    key: str | None = Field(alias="kenmerk", pattern=r"^[0-9a-f]{16}$", default=None)
    name: str | None = Field(alias="naam", default=None)
    chamber_number: str | None = Field(alias="kvk", default=None)
    answers: dict[str, Prose] = Field(alias="invullen", default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one field of a questionnaire held, beside the answer that was known before.

    `id` is the full id of the field, or the label of one that nobody knows any more. Of an answer
    that is refused neither text is kept: it may tell of a secret location.
    """

    id: str
    name: str
    state: State
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of reading a questionnaire: its replies, where they went, what still waits.

    `path` is empty where nothing was written.
    """

    organisation: str
    replies: tuple[Reply, ...]
    problems: tuple[Problem, ...]
    path: str
    waiting: int
    exit_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Questioned:
    """What came of asking for a questionnaire: where it stands and how many questions it has."""

    organisation: str
    path: str
    number: int
    state: Literal["nieuw", "gewijzigd", "ongewijzigd", "niets te vragen"]
