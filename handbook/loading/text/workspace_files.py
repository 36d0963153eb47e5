"""Files of a working folder: read with limits, and never from outside it."""

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from handbook import folders
from handbook.errors import Place, Problem, SourceError, StorageError

ORGANISATIONS = "organisations"
MAX_FILE = 20_000_000
MAX_NAME = 60

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_bytes(path: Path, file: str, *, limit: int = MAX_FILE) -> bytes:
    """Return the bytes of `path`, which the user knows as `file`.

    Raises:
        SourceError: HB107, it is larger than `limit` bytes.
        StorageError: HB507, it is no ordinary file or cannot be read.
    """
    try:
        # A pipe or a device of that name would keep the program waiting for ever.
        if not path.is_file():
            raise StorageError(_unreadable(file, "dit is geen gewoon bestand"))
        with path.open("rb") as opened:
            data = opened.read(limit + 1)
        # What a file says of its size is not believed: it may grow while it is read.
        if len(data) > limit:
            raise SourceError(_too_large(file, limit))
        return data
    except OSError as error:
        raise StorageError(_unreadable(file, str(error.strerror or "leesfout"))) from error


def listed(folder: Path) -> tuple[Path, ...]:
    """Return what stands in `folder` and is not hidden, by name; nothing if it is absent.

    Raises:
        StorageError: HB522, the folder cannot be read.
    """
    return tuple(path for path in folders.entries(folder) if not path.name.startswith((".", "~")))


def is_text(name: str) -> bool:
    """Tell whether the name of a file is text: on some systems it may be any bytes."""
    return not any("\ud800" <= each <= "\udfff" for each in name)


def good_name(name: str) -> bool:
    """Tell whether `name` can be that of an organisation: on every system, in every path."""
    return bool(_NAME.fullmatch(name)) and not _DEVICES.fullmatch(name) and len(name) <= MAX_NAME


def inside(folder: Path, typed: str, place: Place) -> Path:
    """Return the path that `typed` names, from `folder`.

    Args:
        folder: the folder that must not be left.
        typed: a relative path with forward slashes.
        place: where it was typed.

    Raises:
        SourceError: HB220, it leads out of `folder`, also by a link; HB221, nothing stands there.
    """
    steps = typed.replace("\\", "/").split("/")
    if _leads_out(typed) or any(_DEVICES.fullmatch(step) for step in steps):
        raise SourceError(_outside(place))
    target = folder.joinpath(*PurePosixPath(typed.replace("\\", "/")).parts)
    try:
        real = target.resolve()
        if not real.is_relative_to(folder.resolve()):
            raise SourceError(_outside(place))
        if not real.is_file():
            raise SourceError(_absent(place))
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceError(_absent(place)) from error
    return target


def refuse_of_another(folder: Path, name: str, target: Path, place: Place) -> None:
    """Refuse a file in the folder of another organisation; what all share lies beside the profiles.

    Args:
        folder: the folder with the profiles.
        name: the organisation that names the file.
        target: the file, in `folder`.
        place: where it was typed.

    Raises:
        SourceError: HB597.
    """
    first, *rest = target.resolve().relative_to(folder.resolve()).parts
    if not rest or first.casefold() == name.casefold():
        return
    if any(folders.is_file(folder / f"{first}{suffix}") for suffix in (".yaml", ".yml")):
        raise SourceError(_of_another(place, first, name))


def _leads_out(typed: str) -> bool:
    windows = PureWindowsPath(typed)
    return (
        windows.drive != ""
        or windows.root != ""
        or ":" in typed
        or typed.startswith("~")
        or ".." in windows.parts
    )


def _outside(place: Place) -> Problem:
    return Problem(
        place,
        code="HB220",
        what="dit pad gaat buiten de map organisations",
        mend="Zet het bestand in organisations/ en schrijf het pad vanaf die map, "
        "bijvoorbeeld linde/logo.png.",
    )


def _of_another(place: Place, owner: str, name: str) -> Problem:
    return Problem(
        place,
        code="HB597",
        what=f"dit bestand ligt in de map van '{owner}', een andere organisatie",
        mend=f"Zet een eigen bestand in organisations/{name}/ en noem dat hier. Is het van beide, "
        "zet het dan in organisations/ zelf.",
    )


def _absent(place: Place) -> Problem:
    return Problem(
        place,
        code="HB221",
        what="dit bestand staat niet in de map organisations",
        mend="Schrijf het pad vanaf de map organisations, met dezelfde hoofdletters als de "
        "bestandsnaam, bijvoorbeeld linde/logo.png.",
    )


def _too_large(file: str, limit: int) -> Problem:
    return Problem(
        Place(file),
        code="HB107",
        what=f"het bestand is groter dan {limit // 1_000_000} MB",
        mend="Kijk of u het goede bestand hebt, of maak het kleiner.",
    )


def _unreadable(file: str, reason: str) -> Problem:
    return Problem(
        Place(file),
        code="HB507",
        what=f"het bestand kan niet worden gelezen: {reason}",
        mend="Kijk of het bestand er staat, of u het mag openen en of het niet alleen "
        "online staat.",
    )
