"""Files that look like a copy which a sync program made beside the one that counts."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from handbook import folders
from handbook.errors import HandbookError, Place, Problem, StorageError
from handbook.loading.text.workspace_files import good_name, read_bytes
from handbook.loading.text.yaml_source import read

_HOME = "organisations"
_ARCHIVE = "archief"
_KEPT = ("register.yaml", "antwoorden.yaml")
# What comes behind the name: of Windows and Google Drive, browsers, iCloud, the Explorer and the
# Finder, and the word that Dropbox, Nextcloud, Syncthing and Synology all use. Our own
# " (voorstel)" is none of these.
_BEHIND = re.compile(
    r" ?\(\d{1,3}\)| ?\[\d{1,3}\]| \d{1,2}"
    r"|(?: ?[-\u2013\u2014] ?| )(?:kopie|copy)(?: ?\(\d{1,3}\)| \d{1,3})?"
    r"|[ ._(-].*conflict.*",
    re.IGNORECASE,
)
# OneDrive puts the name of the computer behind it: register-LAPTOP-AB12.yaml, with a number where
# there are more. One of several words counts where it says what it is, or stands in brackets and
# has a capital as in "(LAPTOP-7GH2)": "(voorstel)" and "-nieuwe versie" are no computers.
_COMPUTER = re.compile(
    r"-(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{1,40}"
    r"|-(?=.*\b(?i:i?mac|macbook|i?pad|iphone|pc|laptop|desktop|computer|surface)\b)\w.{1,60}"
    r"| ?\((?=[^()]*[A-Z])[^()]{2,60}\)"
)
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


def copied_profiles(root: Path, names: Collection[str]) -> frozenset[str]:
    """Return which of `names`, those of all profiles, are copies that nobody made a client of.

    One that was built by its name has a register of its own: that is an organisation.
    """
    home, known = root / _HOME, {each.casefold(): each for each in names}
    found = set()
    for name in names:
        file = f"{name}.yaml"
        for original in _beginnings(name, known):
            if not copied_from(file, [f"{original}.yaml"]) or _was_built(home, name):
                continue
            if not good_name(name) or _same(home, file, f"{original}.yaml"):
                found.add(name)
    return frozenset(found)


def _beginnings(name: str, known: Mapping[str, str]) -> Iterator[str]:
    """Yield each other profile of which the name stands in `name`, where a copy has it."""
    before = _BEFORE.match(name)
    stem = (name[before.end() :] if before else name).casefold()
    for end in range(1, len(stem) + 1):
        original = known.get(stem[:end], name)
        if original != name:
            yield original


def conflict_copies(
    root: Path, name: str, documents: Iterable[str], archived: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return a `let op` (HB585) for each copy beside profile, register or document of `name`.

    Args:
        root: the working folder.
        name: the organisation.
        documents: the names of its files in output/.
        archived: path in its archive → the name it copies, of copies that lie there.
    """
    found = copies_in_home(root, name)
    archive = f"{_HOME}/{name}/{_ARCHIVE}"
    found |= {f"{archive}/{path}": original for path, original in archived.items()}
    known = [*documents]
    known += [str(PurePath(each).with_suffix(".xlsx")) for each in known]
    for each in _names(root / "output" / name):
        if original := copied_from(each, known):
            found[f"output/{name}/{each}"] = original
    return tuple(_told(root, path, original) for path, original in sorted(found.items()))


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


def _was_built(home: Path, name: str) -> bool:
    """Tell whether a profile has a register of its own; one that stays closed tells so itself."""
    try:
        return folders.exists(home / name / _KEPT[0])
    except StorageError:
        return True


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


def _told(root: Path, path: str, original: str) -> Problem:
    mend = f"Handbook gebruikt '{original}'."
    name, is_profile = PurePath(path).stem, str(PurePath(path).parent) == _HOME
    if is_profile and _was_built(root / _HOME, name):
        mend = "Van dit profiel maakt handbook een tweede organisatie."
    elif is_profile and good_name(name):
        mend += f" Is dit wel een tweede organisatie, maak die dan met: handbook build {name}."
    return Problem(
        Place(path),
        code="HB585",
        what=f"dit bestand lijkt op een kopie van '{original}', zoals een programma dat mappen "
        "gelijk houdt die maakt",
        mend=f"{mend} Vergelijk de twee, houd over wat klopt, en zet de kopie buiten deze map.",
        weight="let op",
    )
