"""A former file back in its place: what stands there now is kept first."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.workspace import Workspace
from handbook.pipeline.delivery import FORMER
from handbook.pipeline.desk import organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A former file: where it is kept, counted from the working folder, and since when."""

    path: str
    kept: datetime


def formers(workspace: Workspace, name: str, document: str) -> tuple[Former, ...]:
    """Return the former files of `document`, by code or file name, the newest first.

    Left out is the one that is the same, byte for byte, as what stands in output/ now.

    Raises:
        HandbookError: HB299 no such organisation, HB455 no former file of this document is kept.
    """
    home = _home(workspace, name, document)
    now = {storage.digest(path) for path in _places(workspace, name, home)}
    found = [
        (path.stat().st_mtime, path)
        for path in home.iterdir()
        if path.suffix in (".docx", ".xlsx") and storage.digest(path) not in now
    ]
    if not found:
        raise HandbookError(_none_kept(workspace, name, document))
    return tuple(
        Former(
            path=path.relative_to(workspace.root).as_posix(),
            kept=datetime.fromtimestamp(moment).astimezone(),
        )
        for moment, path in sorted(found, reverse=True)
    )


def restore(workspace: Workspace, name: str, document: str, number: int = 1) -> tuple[str, Former]:
    """Put a former file of `document` back, the newest by default; return where, and which.

    What stands there now is kept among the former files, so that this can be undone.

    Raises:
        HandbookError: as `formers`; HB456, fewer than `number` are kept; HB501 the document is
            open, HB511 a build is running.
    """
    with storage.lock(workspace.root):
        found = formers(workspace, name, document)
        if number > len(found):
            raise HandbookError(_too_few(name, document, number, len(found)))
        former = found[number - 1]
        source = workspace.root / former.path
        data = storage.read(source) or b""
        target = (workspace.root / "output" / name / source.parent.name).with_name(
            source.parent.name + source.suffix
        )
        expected = storage.digest(target)
        storage.keep_former(target, workspace.root / "organisations" / name / FORMER)
        storage.put(target, data, expected=expected)
    return target.relative_to(workspace.root).as_posix(), former


def _home(workspace: Workspace, name: str, document: str) -> Path:
    organisations(workspace, [name])
    folder = workspace.root / "organisations" / name / FORMER
    wanted = document.removesuffix(".docx").removesuffix(".xlsx").casefold()
    homes = folder.iterdir() if folder.is_dir() else iter(())
    found = [home for home in sorted(homes) if home.is_dir() and home.name.casefold() == wanted]
    if not found:
        raise HandbookError(_none_kept(workspace, name, document))
    return found[0]


def _places(workspace: Workspace, name: str, home: Path) -> list[Path]:
    place = workspace.root / "output" / name
    return [place / f"{home.name}{suffix}" for suffix in (".docx", ".xlsx")]


def _none_kept(workspace: Workspace, name: str, document: str) -> Problem:
    folder = workspace.root / "organisations" / name / FORMER
    known = [home.name for home in sorted(folder.iterdir())] if folder.is_dir() else []
    guess = did_you_mean(document, [each for each in known if each != document])
    return Problem(
        Place(f"organisations/{name}/{FORMER}"),
        code="HB455",
        what=f"van '{document}' is geen vorige versie bewaard die anders is dan wat er nu staat",
        mend=f"{guess} Er wordt een versie bewaard zodra een build het bestand vervangt. Zoek "
        "anders in de versiegeschiedenis van SharePoint of OneDrive.".lstrip(),
    )


def _too_few(name: str, document: str, number: int, kept: int) -> Problem:
    return Problem(
        Place(f"organisations/{name}/{FORMER}"),
        code="HB456",
        what=f"van '{document}' {'is' if kept == 1 else 'zijn'} {kept} vorige "
        f"{'versie' if kept == 1 else 'versies'} bewaard; nummer {number} is er niet",
        mend=f"Bekijk ze met: handbook herstel {name} {document} --lijst",
    )
