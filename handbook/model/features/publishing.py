"""What is handed to a document system, what we last put there, and what is to be done."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handbook.errors import Problem
from handbook.model.common.base_record import Written

WITHDRAWN = "Vervallen"
OURS = ".handbook"

Act = Literal["nieuw", "bijgewerkt", "ongewijzigd", "vervallen", "conflict", "geweigerd", "mislukt"]

# A manifest comes from a host, and anybody may have written it: what it names must lie where we
# put documents and nowhere else. So no `..`, no hidden name, no drive and no absolute path; and
# no `%`, because `%2e%2e` is `..` to a server.
_STEP = r'[^/\\.:*?"<>|%#\x00-\x1f][^/\\:*?"<>|%#\x00-\x1f]{0,250}'
HostPath = Annotated[str, StringConstraints(pattern=rf"^{_STEP}(/{_STEP}){{0,8}}$")]
Sha = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file to hand over: `identity` is the same for ever, `digest` the SHA-256 of `data`.

    `path` is where it stands below the approved files, with `/`. `essence` is a SHA-256 of what
    people read in it, without properties; empty where that is not known.
    """

    identity: str
    path: str
    data: bytes
    digest: str
    essence: str = ""
    code: str = ""
    title: str = ""
    version: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """All that an organisation has to hand over, and why some files of it may not go along.

    `refused` holds the paths of those files, `held` the identities of their documents: what stands
    of these on a host stays there. `notices` is what is told of the files that do go along.
    `key` is the organisation's own id, "" where its register has none yet; `former` are names that
    its profile had.
    """

    organisation: str
    items: tuple[Item, ...]
    refused: tuple[tuple[str, Problem], ...] = ()
    held: frozenset[str] = frozenset()
    notices: tuple[Problem, ...] = ()
    key: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A file on a host: the SHA-256 of its bytes, and of what people read in it.

    `mark` is the ETag that the host gives to these bytes, or empty; `size` is their number, 0
    where they were not read.
    """

    digest: str
    essence: str = ""
    mark: str = ""
    size: int = 0


class Placed(Written):
    """What we know of one document on a host.

    `digest` is the SHA-256 of what we sent; empty while nothing arrived for certain. `pending` are
    digests on their way: a publish that was killed may have brought them there, or not. `mark` is
    the ETag of the host when we last read the file there and found it as we left it.
    """

    identity: str = Field(alias="document", min_length=1)
    path: HostPath = Field(alias="bestand")
    code: str = Field(alias="code", default="")
    title: str = Field(alias="titel", default="")
    version: str = Field(alias="versie", default="")
    status: str = Field(alias="status", default="")
    digest: Sha = Field(alias="sha256", default="")
    essence: Sha = Field(alias="inhoud", default="")
    pending: tuple[Sha, ...] = Field(alias="onderweg", default=())
    mark: str = Field(alias="etag", default="", max_length=500)

    def left(self, seen: Sight) -> bool:
        """Return whether `seen` is what we left there: nobody else changed it."""
        if seen.digest in (self.digest, *self.pending):
            return True
        return bool(self.essence) and seen.essence == self.essence


class Manifest(Written):
    """What stands on a host: of which organisation, and each document, in order of identity.

    `key` is the organisation's own id; a note of before has none.
    """

    format: Literal["1"] = Field(alias="formaat", default="1")
    organisation: str = Field(alias="organisatie", min_length=1)
    key: str = Field(alias="kenmerk", default="", max_length=100)
    placed: tuple[Placed, ...] = Field(alias="documenten", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be done, or was done, for one document.

    `path` is where it stands, or will stand, on the host. `expected` is the SHA-256 of what stands
    there now, None where nothing does, and `mark` its ETag. `known` is what the manifest said.
    """

    act: Act
    identity: str
    path: str
    reason: str = ""
    expected: str | None = None
    mark: str = ""
    item: Item | None = None
    known: Placed | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether anything on the host changes by it."""
        return self.act in ("nieuw", "bijgewerkt", "vervallen")

    def failed(self, *problems: Problem) -> "Step":
        """Return that it could not be done, and why."""
        return replace(self, act="mislukt", problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All steps, in the order in which they are to be taken; or what came of them, when `done`.

    `target` is as it may be shown: without a password. `exit_code` is of what came of it. `key` is
    the organisation's own id.
    """

    organisation: str
    target: str
    steps: tuple[Step, ...]
    notices: tuple[Problem, ...] = ()
    done: bool = False
    exit_code: int = 0
    key: str = ""

    @property
    def acts(self) -> bool:
        """Whether anything on the host changes by it."""
        return any(step.acts for step in self.steps)
