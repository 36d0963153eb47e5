"""A fault of ours with one document: told at that document, so that it stops no other."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import handbook
from handbook import folders
from handbook.errors import HandbookError, Place, Problem, StorageError

_OURS = Path(handbook.__file__).parent
_FRAMES = 3
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What went wrong in our own code: its kind and its places, and no value at all."""

    what: str


def attempt(work: Callable[[], _Done]) -> _Done | Fault:
    """Return what `work` returns, or the fault of ours that stopped it.

    Raises:
        HandbookError: `work` raised it; it says already what a user can mend.
    """
    try:
        return work()
    except HandbookError:
        raise
    except PermissionError as error:
        raise folders.refused(error) from error
    except Exception as error:  # noqa: BLE001 - a fault of ours with one document stops no other
        return Fault(what=said_of(error))


def of_document(file: str, work: Callable[[], _Done]) -> _Done:
    """Return what `work` returns for the document in `file`.

    Raises:
        StorageError: HB559, a fault of ours stopped it.
        HandbookError: `work` raised it.
    """
    done = attempt(work)
    if isinstance(done, Fault):
        raise StorageError(problem(file, done))
    return done


def problem(file: str, fault: Fault) -> Problem:
    """Return a fault of ours as a problem with `file` (HB559)."""
    return Problem(
        Place(file),
        code="HB559",
        what=f"bij dit document ging iets mis in handbook zelf ({fault.what})",
        mend="Het blijft zoals het is; de andere documenten gaan door. Open het in Word, bewaar "
        "het als Word-document (.docx) en probeer het opnieuw. Helpt dat niet, meld dit dan aan "
        "de makers; er staan geen gegevens van u in.",
    )


def said_of(error: Exception) -> str:
    """Return the kind of an error and where in our own code it came from, and no value at all."""
    frames = traceback.extract_tb(error.__traceback__)
    here = (each for each in frames if each.filename != __file__)
    ours = [each for each in here if Path(each.filename).is_relative_to(_OURS)][-_FRAMES:]
    where = (f"{Path(each.filename).relative_to(_OURS).as_posix()}:{each.lineno}" for each in ours)
    return f"{type(error).__name__}; {', '.join(where)}"
