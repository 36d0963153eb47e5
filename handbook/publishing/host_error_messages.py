"""What a host refuses, as a problem in Dutch that says what to do."""

import errno
from collections.abc import Mapping
from typing import Any, Literal

from handbook.errors import (
    EditConflict,
    HandbookError,
    Place,
    Problem,
    StorageError,
    WorkplaceError,
)
from handbook.model.common.base_record import brief

Kind = Literal[
    "locked",
    "busy",
    "lost",
    "untrusted",
    "login",
    "denied",
    "full",
    "changed",
    "elsewhere",
    "nowhere",
    "slow",
    "much",
    "other",
]


class Refusal(Exception):  # noqa: N818 - what a host does
    """A host answered with a state of HTTP that means no; `kind` where the number says too little.

    A state of another sort than an error is one that means nothing for what was asked.
    """

    def __init__(self, status: int, kind: Kind | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.kind = kind


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EAGAIN})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_LOST = frozenset({errno.EIO, errno.EPIPE, errno.ESTALE, errno.ENETUNREACH, errno.EHOSTUNREACH})
# Windows says "access denied" (5) of a file that another program has open.
_WINDOWS_BUSY = frozenset({5, 32, 33})
_BY_STATUS: dict[int, Kind] = {
    **dict.fromkeys(range(300, 400), "elsewhere"),  # nothing is followed
    **dict.fromkeys((405, 501, 511), "elsewhere"),  # no WebDAV there, or a page to log in
    **dict.fromkeys((401, 407), "login"),
    403: "denied",
    412: "changed",
    423: "locked",
    **dict.fromkeys((408, 425, 429), "lost"),
    507: "full",
}
_SERVER_FAULTS = range(500, 600)
_CLASSES: dict[str, Kind] = {
    "TooSlowError": "slow",
    "TooMuchError": "much",
    "NotADirectoryError": "elsewhere",
    "SSLCertVerificationError": "untrusted",
    "AuthenticationException": "login",
    "TransportError": "lost",
    "NoCredentialsError": "login",
}
# Only these may be over in a moment; what a colleague has open on a host (423), is not.
PASSING: frozenset[Kind] = frozenset({"busy", "lost"})


def kind_of(error: BaseException) -> Kind:
    """Return what sort of refusal `error` is, from its class, number and state of HTTP.

    A file system of a third party may raise errors of its own, so they are known by their looks:
    nothing of those packages is imported. What one error says beats what its cause says, but for
    a certificate: to a client of HTTP that is a connection which failed.
    """
    kinds: list[Kind] = []
    chain: BaseException | None = error
    while chain is not None:
        kinds.append(_one(chain))
        chain = chain.__cause__ or chain.__context__
    if "untrusted" in kinds:
        return "untrusted"
    return next((kind for kind in kinds if kind != "other"), "other")


def told(error: BaseException, place: str) -> HandbookError:
    """Return `error`, met at `place` on a host, as one of ours.

    A StorageError lets the other documents go on; a WorkplaceError ends the publishing. The text
    of the error itself is not repeated: it may hold an address with a password.
    """
    kind = kind_of(error)
    if kind == "changed":
        return changed_meanwhile(place)
    code, what, mend = _SAID[kind]
    if kind == "other":
        what = f"{what} ({_status(error) or type(error).__name__})"
    problem = Problem(place_of(place), code=code, what=what, mend=mend)
    return (StorageError if kind in _OF_ONE else WorkplaceError)(problem)


def place_of(path: str) -> Place:
    """Return the place of a file on a host: a note there may give it any name."""
    return Place(brief(path))


def changed_meanwhile(place: str) -> EditConflict:
    """Return the conflict of a file that changed between looking and writing (HB534)."""
    return EditConflict(
        Problem(
            place_of(place),
            code="HB534",
            what="dit bestand veranderde op het doel terwijl het publiceren bezig was",
            mend="Er is niets overschreven. Publiceer opnieuw; dan wordt er opnieuw gekeken.",
        )
    )


def unseen(place: str, seen: str) -> StorageError:
    """Return that a host did not do what it took on (HB549); `seen` says what stands there."""
    return StorageError(
        Problem(
            place_of(place),
            code="HB549",
            what=f"het doel nam dit aan, maar voerde het niet uit: {seen}",
            mend=(
                "Het telt als niet gepubliceerd. Sommige servers zijn later klaar: publiceer over"
                " een paar minuten opnieuw, dan wordt er opnieuw gekeken en gaat het verder waar"
                " het bleef. Blijft het zo, geef deze melding dan aan de beheerder van het doel."
            ),
        )
    )


def _one(error: BaseException) -> Kind:
    if isinstance(error, Refusal) and error.kind:
        return error.kind
    if (status := _status(error)) is not None:
        return _BY_STATUS.get(status, "lost" if status in _SERVER_FAULTS else "other")
    for each in type(error).__mro__:
        if each.__name__ in _CLASSES:
            return _CLASSES[each.__name__]
    return _of_system(error) if isinstance(error, OSError) else "other"


def _of_system(error: OSError) -> Kind:
    if error.errno in _FULL:
        return "full"
    if error.errno in _BUSY or getattr(error, "winerror", None) in _WINDOWS_BUSY:
        return "busy"
    if isinstance(error, ConnectionError | TimeoutError) or error.errno in _LOST:
        return "lost"
    denied = error.errno in _DENIED or isinstance(error, PermissionError)
    return "denied" if denied else "other"


def _status(error: Any) -> int | None:
    found = getattr(error, "status_code", None) or getattr(error, "status", None)
    return found if isinstance(found, int) else None


_OF_ONE: frozenset[Kind] = frozenset({"locked", "busy", "other"})  # the other documents go on
_OPEN = (
    "HB535",
    "iemand heeft dit bestand op het doel open, of het is daar vergrendeld (423)",
    "Vraag wie het open heeft het te sluiten, en publiceer opnieuw.",
)
_LATER = "Wat klaar was, staat er heel. Publiceer opnieuw; dat gaat verder waar het bleef."
_SAID: Mapping[Kind, tuple[str, str, str]] = {
    "locked": _OPEN,
    "busy": _OPEN,
    "untrusted": (
        "HB547",
        "het certificaat van de server wordt niet vertrouwd, dus er is niets verstuurd",
        "Vraag de beheerder om een geldig certificaat. Heeft uw organisatie een eigen uitgever, zet"
        " het pad van haar certificaat dan in SSL_CERT_FILE.",
    ),
    "elsewhere": (
        "HB546",
        "op dit adres staat geen map waarin documenten kunnen staan",
        "Kijk of het adres klopt. Voor WebDAV is het een ander adres dan u in de browser ziet;"
        " Nextcloud noemt het bij Bestanden, onder de instellingen.",
    ),
    "nowhere": (
        "HB541",
        "de map waarin dit moet komen, is er niet",
        "Kijk of het adres klopt, of maak de map erboven eerst. Er is niets geschreven.",
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
    "slow": (
        "HB553",
        "het doel antwoordt zo traag dat er niet langer op is gewacht",
        f"Kijk of de server het doet, of probeer het later. {_LATER}",
    ),
    "much": (
        "HB553",
        "het doel geeft veel meer terug dan hier kan staan, dus er is niet verder gelezen",
        "Kijk of het adres klopt, en of op deze plek geen ander groot bestand staat of een map met"
        f" heel veel bestanden. {_LATER}",
    ),
    "other": (
        "HB540",
        "het doel weigert dit bestand",
        "Er is niets overschreven. Kijk wat er op deze plek staat, of probeer een andere map."
        " Blijft het zo, geef deze melding dan door aan de beheerder van het doel.",
    ),
}
