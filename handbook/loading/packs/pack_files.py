"""A folder that may be a pack, before anything in it is read: its size, its depth, its links."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.errors import Place, Problem
from handbook.loading.text.yaml_tree import Tree

FORMATS = ("1",)
MAX_FILES = 2_000
MAX_TOTAL = 50_000_000  # bytes; our own content is 0.7 MB
MAX_LEVELS = 4


_is_junction: Callable[[Path], bool] = getattr(os.path, "isjunction", lambda _: False)


@dataclass(slots=True)
class _Count:
    files: int = 0
    total: int = 0
    deepest: int = 0


def survey(folder: Path, shown: str, *, installed: bool = False) -> list[Problem]:
    """Return what keeps the pack in `folder` from being read at all; nothing is opened for it.

    HB551, it is or holds a link, which may lead anywhere; HB552, it is larger or deeper than a
    pack can be. Hidden files and folders are not looked at: they are never read. Of a pack that
    was `installed`, links are the installer's own and stay.
    """
    count = _Count()
    if is_link(folder) and not installed:
        return [_link(shown)]
    links = list(_links(folder, shown, count, level=1))
    problems = [] if installed else links
    if count.files > MAX_FILES:
        problems.append(_too_large(shown, f"meer dan {MAX_FILES} bestanden"))
    if count.total > MAX_TOTAL:
        problems.append(_too_large(shown, f"meer dan {MAX_TOTAL // 1_000_000} MB"))
    if count.deepest > MAX_LEVELS:
        problems.append(_too_large(shown, f"mappen van meer dan {MAX_LEVELS} niveaus diep"))
    return problems


def is_link(path: Path) -> bool:
    """Tell whether `path` is a symbolic link, or a junction of Windows."""
    return path.is_symlink() or _is_junction(path)


def wrong_format(tree: Tree) -> Problem | None:
    """Return the problem that the pack of this pack.yaml has a format we do not know (HB550).

    Such a pack may have keys of which we know nothing, so no more is said of it.
    """
    typed = tree.data.get("formaat")
    if not isinstance(typed, str) or typed.strip() in FORMATS:
        return None
    known = " of ".join(FORMATS)
    return Problem(
        tree.place(("formaat",)),
        code="HB550",
        what=f"pakketten van formaat '{typed.strip()}' kent deze handbook niet",
        mend=f"Deze versie leest formaat {known}. Werk handbook bij, of vraag de maker van het "
        f"pakket om een versie met 'formaat: {FORMATS[-1]}'.",
    )


def _links(folder: Path, shown: str, count: _Count, level: int) -> Iterator[Problem]:
    """Yield a problem for each link under `folder`, and count what stands there."""
    count.deepest = max(count.deepest, level)
    if level > MAX_LEVELS or count.files > MAX_FILES:
        return
    for entry in _entries(folder):
        path, name = Path(entry.path), f"{shown}/{entry.name}"
        if is_link(path):
            yield _link(name)
        elif entry.is_dir():
            yield from _links(path, name, count, level + 1)
        else:
            count.files += 1
            count.total += entry.stat(follow_symlinks=False).st_size


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            seen = [each for each in found if not each.name.startswith((".", "~"))]
    except OSError:  # gone or closed to us: reading it will say so
        return []
    return sorted(seen, key=lambda entry: entry.name)


def nothing_there(shown: str) -> Problem:
    """Return the problem that an installed package offers a pack that is not there (HB556)."""
    return Problem(
        Place(shown),
        code="HB556",
        what="hier zou de map van een geïnstalleerd pakket staan, en er is geen pack.yaml",
        mend="Installeer het pakket opnieuw, of vraag de maker ernaar.",
    )


def _link(shown: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB551",
        what="dit is een koppeling, en een pakket mag niet naar elders wijzen",
        mend="Zet een kopie op deze plaats.",
    )


def _too_large(shown: str, why: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB552",
        what=f"dit is te groot voor een pakket: {why}",
        mend="Kijk of dit de map van een pakket is. Zet er alleen in wat een pakket heeft: "
        "pack.yaml, norm.yaml en de mappen met inhoud.",
    )
