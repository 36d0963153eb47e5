"""What a list of documents says of each: for people, and for systems that import by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document as lists have it.

    Attributes:
        id: the same for ever: organisation and item, as in "linde/PP-01".
        code: what is printed on it.
        title: its title.
        kind: as in "procedure"; empty where it is not known any more.
        version: the newest one.
        status: of that version, or "vervallen".
        written: the day that version was first made.
        review: the day it is to be reviewed.
        owner: the function that owns it, or "".
        valid: the version that was approved last, or "".
        approver: who approved that one, or "".
        approved: on which day, or None.
        dropped: the day it left the set, or None.
        file: its name.
        digest: the SHA-256 of the approved file, or "".
    """

    id: str
    code: str
    title: str
    kind: str = ""
    version: str
    status: str
    written: date
    review: date
    owner: str = ""
    valid: str = ""
    approver: str = ""
    approved: date | None = None
    dropped: date | None = None
    file: str
    digest: str = ""


COLUMNS: Mapping[str, str] = {
    "Kenmerk": "id",
    "Code": "code",
    "Titel": "title",
    "Soort": "kind",
    "Versie": "version",
    "Status": "status",
    "Datum": "written",
    "Eigenaar": "owner",
    "Geldige versie": "valid",
    "Vastgesteld door": "approver",
    "Vastgesteld op": "approved",
    "Herziening": "review",
    "Vervallen op": "dropped",
    "Bestand": "file",
    "SHA-256": "digest",
}
"""What a list calls each field, in its order."""
