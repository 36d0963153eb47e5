"""The names that one organisation may use in its profile, and where each prints."""

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedName:
    """A name: what it is, what it says now, and the codes of the documents that print it."""

    id: str
    what: str
    now: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesOfOrganisation:
    """All names of one organisation, by the key of the profile that takes them."""

    organisation: str
    groups: Mapping[str, tuple[UsedName, ...]]
    problems: tuple[Problem, ...] = ()
