"""The document register: every document that ever existed, with its versions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handbook.model.common.base_record import Day, Written

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,40}$")]
FileName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,40}\.(docx|pdf|xlsx)$")
]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6})?$")]
Sum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Status = Literal["concept", "ter vaststelling", "vastgesteld", "vervallen"]


class Frozen(Written):
    """A file as it was approved: its name in archief/<code>/ and the SHA-256 of its bytes."""

    filename: str = Field(alias="bestand", pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,80}$")
    digest: Sum = Field(alias="sha256")


class Waiver(Written):
    """What was open when a version was approved all the same, and why that was allowed."""

    subject: str = Field(alias="wat")
    reason: str = Field(alias="reden")


class Version(Written):
    """A version: `written` is the day it was first made, `content` the text's fingerprint.

    `latest` is the day since which its text is known as it is, where that is a later one. One that
    is approved says by whom and when, keeps its files, and what was waived. `reason` is why the
    version was begun, in Dutch.
    """

    number: Number = Field(alias="versie", examples=["1.0"])
    status: Status = Field(alias="status")
    written: Day = Field(alias="datum")
    latest: Day | None = Field(alias="laatst", default=None)
    review: Day = Field(alias="herziening")
    content: str = Field(alias="inhoud")
    reason: str | None = Field(alias="reden", default=None)
    approver: str | None = Field(alias="vastgesteld_door", default=None)
    approved: Day | None = Field(alias="vastgesteld_op", default=None)
    frozen: tuple[Frozen, ...] = Field(alias="archief", default=())
    waivers: tuple[Waiver, ...] = Field(alias="ondanks", default=())


class Entry(Written):
    """A document with its code for ever and its versions, the newest last.

    `around` is the fingerprint of the words that it prints around its own text, those of the
    template and of the organisation; `around_since` the day since which they are known, where
    they changed. They raise no version, but nobody approved them before that day. `sum` is the
    SHA-256 of a file that the organisation wrote itself, as it was last taken over; `merged_into`
    the document that took the place of one that left the set. One that left without such an heir
    is `outgoing` until the handbook and the matrix that no longer name it are approved.
    """

    item: str = Field(alias="document")
    code: Code = Field(alias="code")
    title: str = Field(alias="titel")
    filename: FileName = Field(alias="bestand")
    dropped: Day | None = Field(alias="vervallen_op", default=None)
    merged_into: str | None = Field(alias="opgegaan_in", default=None)
    outgoing: Literal["ja"] | None = Field(alias="geldt_nog", default=None)
    sum: Sum | None = Field(alias="som", default=None)
    around: str | None = Field(alias="sjabloontekst", default=None)
    around_since: Day | None = Field(alias="sjabloontekst_sinds", default=None)
    versions: tuple[Version, ...] = Field(alias="versies", min_length=1)

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def approved(self) -> Version | None:
        """The version that is valid: the newest one that was approved, or None."""
        return next((each for each in reversed(self.versions) if each.approved), None)


class Sealed(Written):
    """What a link of the chain holds of a version: all that approving it settled, and its files.

    What may be computed anew, the fingerprint of its text, is no part of it.
    """

    item: str = Field(alias="document")
    code: Code = Field(alias="code")
    number: Number = Field(alias="versie")
    written: Day = Field(alias="datum")
    latest: Day | None = Field(alias="laatst", default=None)
    review: Day = Field(alias="herziening")
    reason: str | None = Field(alias="reden", default=None)
    approver: str | None = Field(alias="vastgesteld_door", default=None)
    approved: Day | None = Field(alias="vastgesteld_op", default=None)
    frozen: tuple[Frozen, ...] = Field(alias="archief", default=())
    waivers: tuple[Waiver, ...] = Field(alias="ondanks", default=())


class Link(Written):
    """A link of the chain (schakel): what one approval settled, tied to all that went before.

    `sealed` are the versions it is about. An `aangetroffen` link seals what was approved before
    there was a chain, a `toegevoegd` one files that were made later of an approved version.
    `previous` is the sum of the link before it, `sum` the SHA-256 of its own text.
    """

    kind: Literal["aangetroffen", "vastgesteld", "toegevoegd"] = Field(alias="soort")
    day: Day = Field(alias="op")
    sealed: tuple[Sealed, ...] = Field(alias="stukken", min_length=1)
    previous: Sum = Field(alias="vorige")
    sum: Sum = Field(alias="som")


class Register(Written):
    """register.yaml: whose it is, the entries in order of code, and the chain of what was approved.

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
    # Last in the file: docs/auditor.md reads it from there, without a reader of YAML.
    chain: tuple[Link, ...] = Field(alias="ketting", default=())

    def find(self, item: str) -> Entry | None:
        """Return the entry of library item `item`, or None."""
        return next((entry for entry in self.entries if entry.item == item), None)

    def is_valid(self, entry: Entry) -> bool:
        """Tell whether the approved version of a document holds for its readers.

        Also of one that left the set, as long as what takes its place is not approved itself, or
        where nothing does the handbook and the matrix without it are not.
        """
        if entry.approved is None:
            return False
        heir = self.find(entry.merged_into) if entry.merged_into else None
        if entry.dropped is None or heir is None:
            return entry.dropped is None or bool(entry.outgoing)
        return heir.approved is None

    def owners(self, profile: str) -> frozenset[str]:
        """Return the names that a file of the organisation `profile` may carry: now and before."""
        return frozenset((profile, *self.former))

    def contradicts(self, name: str | None, number: str | None) -> bool:
        """Tell whether both name and KvK number are other than here.

        One of the two changes in the life of an organisation; both at once is another
        organisation. What is not known on one of the sides tells nothing.
        """
        names = folded(self.name), folded(name)
        numbers = self.chamber_number, number
        return None not in (*names, *numbers) and names[0] != names[1] and numbers[0] != numbers[1]


def folded(name: str | None) -> str | None:
    """Return a name without what does not count when two are compared: blanks and capitals."""
    return None if name is None else " ".join(name.split()).casefold()
