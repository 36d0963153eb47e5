"""File names that Windows, SharePoint and addresses on the web all take."""

import re
import unicodedata
from collections.abc import Collection

_REFUSED = re.compile(r'["*:<>?/\\|#%\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_BYTES = 120  # of a name: SharePoint counts a whole address, and folders come on top


def host_name(name: str) -> str:
    """Return `name` as every host takes it: what one of them refuses becomes a hyphen.

    Letters with accents and emoji stay, composed (NFC), because a Mac writes them otherwise than
    the rest. The suffix stays. The same name always gives the same result.
    """
    stem, dot, suffix = unicodedata.normalize("NFC", name).rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    stem, suffix = _clean(stem).lstrip(".~ "), _clean(suffix)
    room = _BYTES - len(suffix.encode()) - 1
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(". ") or "document"
    whole = f"{stem}.{suffix}" if suffix else stem
    return f"_{whole}" if _DEVICES.fullmatch(whole) else whole


def host_path(path: str) -> str:
    """Return `path`, with `/` between its folders, as every host takes it."""
    return "/".join(host_name(step) for step in path.split("/"))


def unique(path: str, taken: Collection[str]) -> str:
    """Return `path`, with a number where it is in `taken`; those are casefolded paths."""
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    number, found = 1, path
    while found.casefold() in taken:
        number += 1
        numbered = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
        found = f"{folder}{slash}{numbered}"
    return found


def folded(name: str) -> str:
    """Return what `name` has in common with every name that some host takes for the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _clean(text: str) -> str:
    return _REFUSED.sub("-", text).strip(". ")
