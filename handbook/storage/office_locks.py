"""Tells who has a file open, by the owner files that Word, Excel and LibreOffice lay beside it."""

import re
from pathlib import Path

UNKNOWN = "naam onbekend"
_MOST = 60  # characters of a name that we show
# Word keeps a name of up to six letters whole, then drops one, then two.
_WHOLE, _ONE_OFF = 6, 7
# Where the second, UTF-16 copy of the name begins: 54 in Word's file, 55 in Excel's.
_WIDE_AT = (54, 55)
_LONGEST = 10_000  # bytes: a name and some padding


def owner_of(path: Path) -> str:
    """Return who has the file at `path` open in Word, Excel or LibreOffice; "" when nobody has.

    Where the name cannot be read it is "naam onbekend". Word drops two letters of a long name, so
    `AB-PP-01.docx` and `LI-PP-01.docx` in one folder have the same owner file: we may call a file
    open that is not, never the other way.
    """
    owner_file = owner_file_of(path)
    if owner_file is None:
        return ""
    try:
        with owner_file.open("rb") as file:
            data = file.read(_LONGEST)
    except OSError:
        # On Windows Word may keep its owner file to itself: that it stands there is enough.
        return UNKNOWN
    is_office = owner_file.name.startswith("~$")
    return (_office_name(data) if is_office else _libreoffice_name(data)) or UNKNOWN


def owner_file_of(path: Path) -> Path | None:
    """Return the owner file that stands beside `path`, or None when nobody has it open."""
    stem = path.stem
    short = stem if len(stem) <= _WHOLE else stem[1:] if len(stem) == _ONE_OFF else stem[2:]
    for name in (f"~${short}{path.suffix}", f"~${path.name}", f".~lock.{path.name}#"):
        candidate = path.with_name(name)
        try:
            if candidate.is_file():
                return candidate
        except (OSError, ValueError):
            continue  # a name too long to exist
    return None


def _office_name(data: bytes) -> str:
    """Return the name in an owner file of Word or Excel.

    One byte with the length, the name in the writer's code page, and further on the same once
    more in UTF-16. Nothing of this is documented, so nothing of it is trusted.
    """
    length = data[0] if data else 0
    if not length:
        return ""
    for start in _WIDE_AT:
        if data[start : start + 2] == length.to_bytes(2, "little"):
            wide = data[start + 2 : start + 2 + 2 * length].decode("utf-16-le", errors="replace")
            if name := _clean(wide):
                return name
    return _clean(data[1 : 1 + min(length, _WIDE_AT[0] - 1)].decode("cp1252", errors="replace"))


def _libreoffice_name(data: bytes) -> str:
    """Return the name in a lock file of LibreOffice: full name, account, computer, time."""
    fields = re.split(r"(?<!\\),", data[:2000].decode(errors="replace"))
    names = [_clean(re.sub(r"\\(.)", r"\1", field)) for field in fields[:2]]
    return next((name for name in names if name), "")


def _clean(name: str) -> str:
    printable = "".join(
        sign for sign in name if sign.isprintable() and sign != "\N{REPLACEMENT CHARACTER}"
    )
    return " ".join(printable.split())[:_MOST]
