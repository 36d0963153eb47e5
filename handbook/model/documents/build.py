"""What is to be rendered, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handbook.errors import Problem
from handbook.model.documents.document import Document, Doubt, Organisation
from handbook.model.documents.document_control import Control
from handbook.model.sources.profile import HouseStyle

Action = Literal[
    "nieuw",
    "gewijzigd",
    "samengevoegd",
    "ongewijzigd",
    "behouden",
    "voorstel",
    "vervallen",
    "vastgesteld",
    "mislukt",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """All that one Word file is made of; `fingerprint` covers the rest.

    `template` and `logo` are the bytes of a .docx and of a PNG (empty: no logo). `pages` gives
    the page number of each heading's bookmark, where LibreOffice counted them. A page that is not
    under control, a questionnaire, has no `control`. `identity` is what a host knows the document
    by, whatever becomes of its name, its code and the name of the profile. Where the first one told
    of a secret location it is `renewed`, and files that have that one are made again.
    """

    document: Document
    control: Control | None
    organisation: Organisation
    style: HouseStyle
    template: bytes
    template_name: str
    logo: bytes
    pages: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    identity: str = ""
    renewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a file says of itself and whether that is still true.

    `intact` holds when nothing in the file changed since we wrote it. `render` is the
    fingerprint of the job it was made from.
    """

    organisation: str
    item: str
    render: str
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What became of one block of a file that was merged, in Dutch.

    Attributes:
        what: as in "samengevoegd" or "in conflict".
        place: the heading it stands under, "" above the first.
        text: what it says.
        note: what is to be known about it, or "".
        told: it waits for her, or was not taken over: a report names it.
    """

    what: str
    place: str
    text: str
    note: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOutcome:
    """What happened, or would happen, to one file, and why; of a merge also to its blocks."""

    item: str
    code: str
    title: str
    path: str
    action: Action
    reason: str
    problems: tuple[Problem, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one organisation; `exit_code` is the contract of the command line."""

    organisation: str
    documents: tuple[DocumentOutcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    exit_code: int = 0
