"""Packs of installed packages: found through their entry points, without running a line of them."""

import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from handbook.loading.text.workspace_files import listed

GROUP = "handbook.packs"


def installed_packs() -> Iterator[tuple[Path, str]]:
    """Yield each folder that an installed package offers as a pack, with the name it goes by.

    An entry point names a package, `handbook_zorgerf` or `handbook.packs`. Its folder is a pack,
    or holds folders that are. Where there is none, the folder that was named is yielded, so that
    reading it says what is wrong.
    """
    for value in sorted(set(_offered())):
        shown = value.partition(":")[0].strip().replace(".", "/")
        for folder in _folders(shown.split("/")):
            yield from _packs_in(folder, shown)


def _offered() -> Iterator[str]:
    """Yield what each installed package says to offer."""
    for package in metadata.distributions():
        try:
            points = package.entry_points
        except (ValueError, TypeError, OSError):
            continue  # an installation that broke off, perhaps of something else altogether
        yield from (each.value for each in points if each.group == GROUP)


def _folders(steps: list[str]) -> list[Path]:
    """Return where the package of these `steps` stands.

    Only the first step is asked of Python: for a package inside another, it would import the
    outer one, and with that run what stands in it.
    """
    name, *rest = steps
    try:
        found = find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError, AttributeError):
        found = None
    places = list(found.submodule_search_locations or ()) if found else []
    folders = [Path(place).joinpath(*rest) for place in places]
    return [each for each in folders if each.is_dir()][:1] or [Path(sys.prefix, *steps)]


def _packs_in(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    if (folder / "pack.yaml").exists():
        yield folder, shown
        return
    inner = [each for each in listed(folder) if (each / "pack.yaml").exists()]
    for each in inner:
        yield each, f"{shown}/{each.name}"
    if not inner:
        yield folder, shown
