"""What a host refuses, as a problem in Dutch that says what to do."""

import errno
from typing import Any, Literal

from handbook.errors import (
    EditConflict,
    HandbookError,
    Place,
    Problem,
    StorageError,
    WorkplaceError,
)

Kind = Literal["locked", "lost", "login", "denied", "full", "other"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EAGAIN})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_LOST = frozenset({errno.EIO, errno.EPIPE, errno.ESTALE, errno.ENETUNREACH, errno.EHOSTUNREACH})
# Windows says "access denied" (5) of a file that another program has open.
_WINDOWS_BUSY = frozenset({5, 32, 33})
_BY_STATUS: dict[int, Kind] = {401: "login", 403: "denied", 423: "locked", 429: "lost", 507: "full"}
_SERVER_FAULT = 500
_NO_ROOM = "InsufficientStorage"  # webdav4 has classes for some states, without their number
_CLASSES: dict[str, Kind] = {
    _NO_ROOM: "full",
    "ResourceLocked": "locked",
    "BadGatewayError": "lost",
    "ForbiddenOperation": "denied",
    "TransportError": "lost",
    "NoCredentialsError": "login",
}
# Only these may be over in a moment.
PASSING: frozenset[Kind] = frozenset({"locked", "lost"})


def kind_of(error: BaseException) -> Kind:
    """Return what sort of refusal `error` is, from its class, number and state of HTTP.

    A file system of a third party may raise errors of its own, so they are known by their looks:
    nothing of those packages is imported. What one error says beats what its cause says.
    """
    chain: BaseException | None = error
    while chain is not None:
        if (kind := _one(chain)) != "other":
            return kind
        chain = chain.__cause__ or chain.__context__
    return "other"


def told(error: BaseException, place: str) -> HandbookError:
    """Return `error`, met at `place` on a host, as one of ours.

    A StorageError lets the other documents go on; a WorkplaceError ends the publishing. The text
    of the error itself is not repeated: it may hold an address with a password.
    """
    kind = kind_of(error)
    code, what, mend = _SAID[kind]
    if kind == "other":
        what = f"{what} ({type(error).__name__})"
    problem = Problem(Place(place), code=code, what=what, mend=mend)
    return (StorageError if kind in ("locked", "other") else WorkplaceError)(problem)


def changed_meanwhile(place: str) -> EditConflict:
    """Return the conflict of a file that changed between looking and writing (HB534)."""
    return EditConflict(
        Problem(
            Place(place),
            code="HB534",
            what="dit bestand veranderde op het doel terwijl het publiceren bezig was",
            mend="Er is niets overschreven. Publiceer opnieuw; dan wordt er opnieuw gekeken.",
        )
    )


def _one(error: BaseException) -> Kind:
    if (status := _status(error)) is not None:
        return _BY_STATUS.get(status, "lost" if status >= _SERVER_FAULT else "other")
    for each in type(error).__mro__:
        if each.__name__ in _CLASSES:
            return _CLASSES[each.__name__]
    return _of_system(error) if isinstance(error, OSError) else "other"


def _of_system(error: OSError) -> Kind:
    if error.errno in _FULL:
        return "full"
    if error.errno in _BUSY or getattr(error, "winerror", None) in _WINDOWS_BUSY:
        return "locked"
    if isinstance(error, ConnectionError | TimeoutError) or error.errno in _LOST:
        return "lost"
    denied = error.errno in _DENIED or isinstance(error, PermissionError)
    return "denied" if denied else "other"


def _status(error: Any) -> int | None:
    found = getattr(error, "status_code", None) or getattr(error, "status", None)
    return found if isinstance(found, int) else None


_LATER = "Wat klaar was, staat er heel. Publiceer opnieuw; dat gaat verder waar het bleef."
_SAID: dict[Kind, tuple[str, str, str]] = {
    "locked": (
        "HB535",
        "iemand heeft dit bestand op het doel open, of het is daar vergrendeld (423)",
        "Vraag wie het open heeft het te sluiten, en publiceer opnieuw. De rest is doorgegaan.",
    ),
    "lost": (
        "HB536",
        "de verbinding met het doel viel weg, of de server antwoordt niet",
        f"Kijk of u verbinding hebt en of de server het doet. {_LATER}",
    ),
    "login": (
        "HB537",
        "het doel neemt naam en wachtwoord niet aan (401)",
        "Zet ze in HANDBOOK_PUBLICEER_NAAM en HANDBOOK_PUBLICEER_WACHTWOORD, of in de sleutelbos"
        " (keyring). Nextcloud en Microsoft 365 vragen vaak een app-wachtwoord.",
    ),
    "denied": (
        "HB538",
        "u hebt op het doel geen rechten om dit te doen (403)",
        f"Vraag de beheerder om schrijfrechten op deze map, of kies een andere. {_LATER}",
    ),
    "full": (
        "HB539",
        "op het doel is geen ruimte meer (507)",
        f"Maak daar ruimte vrij of vraag de beheerder om meer. {_LATER}",
    ),
    "other": (
        "HB540",
        "het doel weigert dit bestand",
        "Er is niets overschreven en de rest is doorgegaan. Probeer een andere map; blijft het"
        " zo, geef deze melding dan door aan de beheerder van het doel.",
    ),
}
