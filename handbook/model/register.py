"""The document register: every document that ever existed, with its versions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handbook.model.written import Day, Written

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,40}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,40}\.docx$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6})?$")]
Status = Literal["concept", "ter vaststelling", "vastgesteld", "vervallen"]


class Frozen(Written):
    """A file as it was approved: its name in archief/<code>/ and the SHA-256 of its bytes."""

    filename: str = Field(alias="bestand", pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,80}$")
    digest: str = Field(alias="sha256", pattern=r"^[0-9a-f]{64}$")


class Waiver(Written):
    """What was open when a version was approved all the same, and why that was allowed."""

    subject: str = Field(alias="wat")
    reason: str = Field(alias="reden")


class Version(Written):
    """A version: `written` is the day it was first made, `content` the text's fingerprint.

    One that is approved says by whom and when, keeps its files, and what was waived. `reason`
    is why the version was begun, in Dutch.
    """

    number: Number = Field(alias="versie", examples=["1.0"])
    status: Status = Field(alias="status")
    written: Day = Field(alias="datum")
    review: Day = Field(alias="herziening")
    content: str = Field(alias="inhoud")
    reason: str | None = Field(alias="reden", default=None)
    approver: str | None = Field(alias="vastgesteld_door", default=None)
    approved: Day | None = Field(alias="vastgesteld_op", default=None)
    frozen: tuple[Frozen, ...] = Field(alias="archief", default=())
    waivers: tuple[Waiver, ...] = Field(alias="ondanks", default=())


class Entry(Written):
    """A document with its code for ever and its versions, the newest last."""

    item: str = Field(alias="document")
    code: Code = Field(alias="code")
    title: str = Field(alias="titel")
    filename: FileName = Field(alias="bestand")
    dropped: Day | None = Field(alias="vervallen_op", default=None)
    versions: tuple[Version, ...] = Field(alias="versies", min_length=1)

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def approved(self) -> Version | None:
        """The version that is valid: the newest one that was approved, or None."""
        return next((each for each in reversed(self.versions) if each.approved), None)


class Register(Written):
    """register.yaml: whose it is, and the entries in order of code.

    `key` is the organisation's own for ever, whatever its profile is called. `profile` is the name
    of its profile, `name` and `chamber_number` are those of the last build. A register of before
    has none of these. `former` are names that its profile had: frozen files still carry them.
    """

    format: Literal["1"] = Field(alias="formaat", default="1")
    key: str | None = Field(alias="kenmerk", pattern=r"^[0-9a-f]{16}$", default=None)
    profile: str | None = Field(alias="profiel", default=None)
    name: str | None = Field(alias="naam", default=None)
    chamber_number: str | None = Field(alias="kvk", default=None)
    former: tuple[str, ...] = Field(alias="voorheen", default=())
    entries: tuple[Entry, ...] = Field(alias="documenten", default=())

    def find(self, item: str) -> Entry | None:
        """Return the entry of library item `item`, or None."""
        return next((entry for entry in self.entries if entry.item == item), None)

    def owners(self, profile: str) -> frozenset[str]:
        """Return the names that a file of the organisation `profile` may carry: now and before."""
        return frozenset((profile, *self.former))
