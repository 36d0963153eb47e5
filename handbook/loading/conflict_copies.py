"""Files that look like a copy which a sync program made beside the one that counts."""

import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path, PurePath

from handbook.errors import HandbookError, Place, Problem
from handbook.loading.files import good_name, read_bytes
from handbook.loading.source import read

_HOME = "organisations"
_KEPT = ("register.yaml", "antwoorden.yaml")
# What comes behind the name: of Windows and Google Drive, the Explorer, iCloud, and the word that
# Dropbox, Nextcloud, Syncthing and Synology all use. Our own " (voorstel)" is none of these.
_BEHIND = re.compile(
    r" ?\(\d{1,3}\)| - (?:kopie|copy)(?: ?\(\d{1,3}\))?| \d{1,2}|[ ._(-].*conflict.*", re.IGNORECASE
)
# OneDrive puts the name of the computer behind it: register-LAPTOP-AB12.yaml, with a number where
# there are more.
_COMPUTER = re.compile(r"-(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{1,40}")
_BEFORE = re.compile(r"(?:kopie van|copy of) ", re.IGNORECASE)


def copied_from(name: str, originals: Collection[str]) -> str | None:
    """Return which of `originals` the file `name` seems to be a copy of; None of none of them."""
    if name.casefold() in {each.casefold() for each in originals}:
        return None
    for original in sorted(originals, key=len, reverse=True):
        if _is_copy(name, original):
            return original
    return None


def copies_in_home(root: Path, name: str) -> dict[str, str]:
    """Return the copies of profile, register and answers of `name`: path → the name it copies.

    A profile with another name may be another organisation: it is a copy only where it has the
    same name and number in the register of the Chamber of Commerce.
    """
    home, own = root / _HOME, f"{name}.yaml"
    found = {
        f"{_HOME}/{name}/{each}": original
        for each in _names(home / name)
        if (original := copied_from(each, _KEPT))
    }
    for each in _names(home):
        # Two hundred organisations look at two hundred names each, in every build.
        if not each.endswith(".yaml") or not _alike(each, own):
            continue
        if copied_from(each, [own]) and (
            not good_name(each.removesuffix(".yaml")) or _same(home, each, own)
        ):
            found[f"{_HOME}/{each}"] = own
        elif copied_from(own, [each]) and _same(home, each, own):
            found[f"{_HOME}/{own}"] = each
    return found


def conflict_copies(root: Path, name: str, documents: Iterable[str]) -> tuple[Problem, ...]:
    """Return a `let op` (HB585) for each copy beside profile, register or document of `name`.

    Args:
        root: the working folder.
        name: the organisation.
        documents: the names of its files in output/.
    """
    found = dict(copies_in_home(root, name))
    known = [*documents]
    known += [str(PurePath(each).with_suffix(".xlsx")) for each in known]
    for each in _names(root / "output" / name):
        if original := copied_from(each, known):
            found[f"output/{name}/{each}"] = original
    return tuple(_told(path, original) for path, original in sorted(found.items()))


def _alike(one: str, other: str) -> bool:
    """Tell, at little cost, whether one of two names may be a copy of the other."""
    first, second = one[: -len(".yaml")].casefold(), other[: -len(".yaml")].casefold()
    return first.startswith(second) or second.startswith(first) or " " in first


def _is_copy(name: str, original: str) -> bool:
    stem, _, suffix = name.rpartition(".")
    first, _, wanted = original.rpartition(".")
    if suffix.casefold() != wanted.casefold():
        return False
    if before := _BEFORE.match(stem):
        return stem[before.end() :].casefold().startswith(first.casefold())
    if not stem.casefold().startswith(first.casefold()):
        return False
    rest = stem[len(first) :]
    return bool(_BEHIND.fullmatch(rest) or _COMPUTER.fullmatch(rest))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []


def _same(home: Path, one: str, other: str) -> bool:
    who = _who(home / one)
    return who is not None and who == _who(home / other)


def _who(path: Path) -> tuple[str, str] | None:
    """Return name and number of the organisation of a profile, as typed; None if it has none."""
    try:
        data = read(read_bytes(path, path.name), path.name).data
    except HandbookError:
        return None
    name, number = str(data.get("naam", "")).strip(), str(data.get("kvk", "")).strip()
    return (name.casefold(), number) if name and number else None


def _told(path: str, original: str) -> Problem:
    return Problem(
        Place(path),
        code="HB585",
        what=f"dit bestand lijkt op een kopie van '{original}', zoals een programma dat mappen "
        "gelijk houdt die maakt",
        mend=f"Handbook gebruikt '{original}'. Vergelijk de twee, houd over wat klopt, en zet de "
        "kopie buiten deze map.",
        weight="let op",
    )
