"""Where a publish goes: outside the files of handbook, and to no name that tells of a secret."""

from pathlib import Path

from handbook.errors import HandbookError, Place, Problem
from handbook.inspection.pieces import readings, said_by_name
from handbook.loading.workspace import Workspace
from handbook.model.features.publishing import OURS, WITHDRAWN
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.safeguards.disclosure import tells, visit_of
from handbook.publishing.address import local_path, real, steps

NAMED = "HB560"
_BUNDLE = ".zip"
_OWN = ("output", "organisations", "packs", "templates", OURS)


def allowed(workspace: Workspace, organisation: str, address: str) -> Path | None:
    """Return the folder or file of this computer that `address` means, or None for a host.

    Raises:
        HandbookError: HB543 it lies among the files of handbook itself, HB560 its name tells of a
            secret location, of this organisation or of another.
    """
    path = local_path(address) if address.strip() else None
    own = _aside(address, path) or (_inner(workspace.root, path) if path is not None else None)
    if own is not None:
        raise HandbookError(_inside(address, own))
    if any(is_telling(workspace, organisation, each) for each in _made(address, path)):
        raise HandbookError(_telling())
    return path


def is_telling(workspace: Workspace, organisation: str, name: str) -> bool:
    """Tell whether the name of a file or folder tells of a secret location, whosever it is."""
    clients = other_clients(workspace)
    if not clients.houses:
        return False
    visit = visit_of(workspace.root, organisation, clients)
    return any(tells(visit, text) for _, text in readings((said_by_name(name),)))


def is_bundle(path: Path) -> bool:
    """Tell whether what is published to `path` becomes one file, a zip."""
    return path.suffix.casefold() == _BUNDLE and not path.is_dir()


def _inner(root: Path, path: Path) -> str | None:
    """Return the name of the folder of handbook itself in which `path` lies, or None."""
    there = real(path)
    if there == real(root):
        return there.name
    own = (root / each for each in _OWN)
    return next((each.name for each in own if there.is_relative_to(real(each))), None)


def _aside(address: str, path: Path | None) -> str | None:
    """Return the name of the folder where a target keeps its own things, if `address` is in one."""
    way = [each.casefold() for each in steps(address)]
    if OURS in way:
        return OURS
    above = real(path).parents if path is not None else ()
    beside = any(_is_withdrawn(each.name) and (each.parent / OURS).is_dir() for each in above)
    return WITHDRAWN if beside or any(map(_is_withdrawn, way[-1:])) else None


def _is_withdrawn(name: str) -> bool:
    return name.casefold() == WITHDRAWN.casefold()


def _made(address: str, path: Path | None) -> tuple[str, ...]:
    """Return the names in `address` that a publish makes: of the zip, or of the folder.

    A folder that is there has the name that she gave it. On a host nobody knows that before it is
    asked, and to make a folder in that one is always possible.
    """
    there = path is not None and path.is_dir()
    return () if there else steps(address)[-1:]


def _inside(address: str, folder: str) -> Problem:
    return Problem(
        Place(address),
        code="HB543",
        what=f"hierheen kan niet worden gepubliceerd: de map '{folder}' is van handbook zelf",
        mend="Kies een andere map, buiten de werkmap, bijvoorbeeld op de gedeelde schijf.",
    )


def _telling() -> Problem:
    return Problem(
        Place("NAAR"),
        code=NAMED,
        what="de naam van deze map of dit zip-bestand noemt een locatie die geheim is",
        mend="Er is niets geschreven. Kies een andere naam: wie het krijgt, leest ook die.",
    )
