"""How the documents of an organisation stand: versions, hand edits, what is open, what is due."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.errors import Problem

Due = Literal["", "binnenkort", "verlopen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatus:
    """How one document stands.

    Attributes:
        valid: the number of the version that was approved last, "" when none was.
        edited: somebody changed the working copy by hand.
        open_fields: how many places in it still have to be filled in.
        proposals: files with a proposal beside it, and comments and tracked changes in it.
        due: whether its review comes within two months, or is past.
        missing: there is no working copy.
    """

    item: str
    code: str
    title: str
    version: str
    status: str
    valid: str
    review: date
    due: Due
    edited: bool = False
    open_fields: int = 0
    proposals: int = 0
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationStatus:
    """How an organisation stands; `problems` are about its profile and its approved files.

    `record` says, in Dutch, from when on its register proves itself; "" where it does not.
    """

    organisation: str
    documents: tuple[DocumentStatus, ...] = ()
    problems: tuple[Problem, ...] = ()
    record: str = ""
    exit_code: int = 0
