"""What the computer refuses, as a problem in Dutch that says what to do."""

import errno
import os
from pathlib import Path

from handbook.errors import Place, Problem, StorageError, WorkplaceError
from handbook.folders import shown
from handbook.storage.office_locks import UNKNOWN, owner_file_of, owner_of

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# Windows' own numbers. It says "access denied" for a file that another program has open.
_WINDOWS_DENIED = 5
_WINDOWS_BUSY = frozenset({32, 33})
_WINDOWS_FULL = frozenset({39, 112})
_WINDOWS_LONG = frozenset({206})


def storage_error(path: Path, error: OSError, *, verb: str = "schrijven") -> StorageError:
    """Return `error`, met at `path`, as one of ours; `verb` (lezen, schrijven) is what was tried.

    Where only this file waits it is a StorageError; where nothing can be written, a full disk or
    a folder without rights, it is a WorkplaceError.
    """
    number, windows = error.errno, getattr(error, "winerror", None)
    if number in _FULL or windows in _WINDOWS_FULL:
        return WorkplaceError(_no_room(path))
    if number == errno.ENAMETOOLONG or windows in _WINDOWS_LONG:
        return StorageError(bad_name(path, "is te lang"))
    if number in _BUSY or windows in _WINDOWS_BUSY:
        return StorageError(in_use(path))
    if number in _DENIED or windows == _WINDOWS_DENIED:
        return _denied(path, verb, on_windows=windows is not None)
    return StorageError(_other(path, error, verb))


def changed_meanwhile(path: Path) -> Problem:
    """Return the problem of a file that changed between reading and replacing (HB452)."""
    return Problem(
        Place(shown(path)),
        code="HB452",
        what="het bestand is veranderd terwijl 'handbook' bezig was",
        mend="Er is niets overschreven. Bouw opnieuw; dan wordt het bestand opnieuw bekeken.",
    )


def in_use(path: Path) -> Problem:
    """Return the problem of a file that somebody has open (HB501)."""
    owner = owner_of(path)
    by = f" door {owner}" if owner not in {"", UNKNOWN} else ", waarschijnlijk in Word"
    mend = "Sluit het document en bouw opnieuw; het bestand staat er nog zoals het was."
    if owner_file := owner_file_of(path):
        mend += (
            f"\nIs het nergens meer open? Verwijder dan het verborgen bestand '{owner_file.name}'"
            " in dezelfde map."
        )
    return Problem(
        Place(shown(path)), code="HB501", what=f"het bestand is in gebruik{by}", mend=mend
    )


def read_only(path: Path) -> Problem:
    """Return the problem of a file that is set to read-only (HB503)."""
    return Problem(
        Place(shown(path)),
        code="HB503",
        what="het bestand is alleen-lezen",
        mend="Zet 'alleen-lezen' uit in de eigenschappen van het bestand en bouw opnieuw.",
    )


def bad_name(path: Path, why: str) -> Problem:
    """Return the problem of a name or path that cannot be used, because it `why` (HB506)."""
    return Problem(
        Place(shown(path)),
        code="HB506",
        what=f"de naam of het pad {why}",
        mend=(
            'Gebruik een korte naam zonder < > : " / \\ | ? * en zonder punt of spatie'
            " aan het einde. Helpt dat niet, zet de werkmap dan hoger, zoals in C:\\handboek."
        ),
    )


def stray_link(path: Path) -> Problem:
    """Return the problem of a link that leads out of its folder (HB505)."""
    return Problem(
        Place(shown(path)),
        code="HB505",
        what="dit is een koppeling naar een plek buiten deze map; daar schrijft 'handbook' niet",
        mend="Zet het bestand zelf in de map, of verwijder de koppeling. Bouw daarna opnieuw.",
    )


def linked_folder(path: Path) -> Problem:
    """Return the problem of a folder of ours that is a link to another one (HB505)."""
    return Problem(
        Place(shown(path)),
        code="HB505",
        what="deze map is een koppeling naar een andere map; daar schrijft 'handbook' niet",
        mend="Haal de koppeling weg en zet de map zelf hier neer, met wat erin hoort. Bouw daarna "
        "opnieuw.",
    )


def too_large(path: Path, limit: int) -> Problem:
    """Return the problem of a file that is larger than `limit` bytes (HB508)."""
    return Problem(
        Place(shown(path)),
        code="HB508",
        what=f"het bestand is groter dan {limit // 1_000_000} MB",
        mend="Zo groot is geen document van handbook. Kijk wat het is, zet het ergens anders neer "
        "en bouw opnieuw.",
    )


def gone_away(path: str) -> Problem:
    """Return the problem of a file at `path` in a working folder that is gone (HB504)."""
    return Problem(
        Place(path),
        code="HB504",
        what="het bestand is niet te schrijven; de werkmap is er niet meer",
        mend="Kijk of de schijf of de netwerkmap bereikbaar is en probeer het dan opnieuw.",
    )


def already_building(path: Path) -> Problem:
    """Return the problem of a second build in one working folder (HB511)."""
    return Problem(
        Place(shown(path)),
        code="HB511",
        what="er loopt al een build in deze werkmap",
        mend="Wacht tot die klaar is en probeer het dan opnieuw. Staat er op een netwerkschijf een "
        "bestand output/.handbook/lock.bezet terwijl niemand bouwt, haal dat dan weg.",
    )


def already_watching(path: Path) -> Problem:
    """Return the problem of a second watcher in one working folder (HB516)."""
    return Problem(
        Place(shown(path)),
        code="HB516",
        what="er kijkt al een 'handbook watch' mee in deze werkmap",
        mend="Eén is genoeg. Stop de andere met Ctrl-C als u hier wilt kijken.",
    )


def taken_over(path: Path) -> Problem:
    """Return the problem of a watcher whose lock went with output/, to another one (HB516)."""
    return Problem(
        Place(shown(path)),
        code="HB516",
        what="de map output werd weggehaald, en nu kijkt een andere 'handbook watch' hier mee",
        mend="Eén is genoeg: deze stopt. Start hem opnieuw als u de andere hebt gestopt.",
    )


def _denied(path: Path, verb: str, *, on_windows: bool) -> StorageError:
    if owner_of(path) or (on_windows and os.path.isfile(path)):  # noqa: PTH113 - raises never
        return StorageError(in_use(path))
    problem = Problem(
        Place(shown(path)),
        code="HB503",
        what=f"u hebt hier geen rechten om te {verb}",
        mend=f"Vraag uw beheerder om rechten op '{shown(path.parent)}', of kies een andere map.",
    )
    return StorageError(problem) if verb == "lezen" else WorkplaceError(problem)


def _no_room(path: Path) -> Problem:
    return Problem(
        Place(shown(path)),
        code="HB502",
        what="er is geen ruimte meer op de schijf",
        mend="Maak ruimte vrij en bouw opnieuw; het bestand staat er nog zoals het was.",
    )


def _other(path: Path, error: OSError, verb: str) -> Problem:
    reason = error.strerror or type(error).__name__
    return Problem(
        Place(shown(path)),
        code="HB504",
        what=f"het bestand is niet te {verb}; de computer meldt: '{reason}'",
        mend="Kijk of de schijf of de netwerkmap bereikbaar is, en of het bestand niet alleen in "
        "de cloud staat. Probeer het dan opnieuw.",
    )
