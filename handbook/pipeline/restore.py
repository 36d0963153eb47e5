"""A former file back in its place: what stands there now is kept first."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.own_terms import own_terms
from handbook.loading.owners import register_at
from handbook.loading.workspace import Workspace
from handbook.model.sources.own_document import FOLDER
from handbook.pipeline.organisation.context import organisations
from handbook.pipeline.organisation.ownership import foreign, owners_at
from handbook.pipeline.placement.moves import FORMER, Move, make_move
from handbook.pipeline.safeguards.secret_places import in_files

_KINDS = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A former file: where it is kept, counted from the working folder, and since when."""

    path: str
    kept: datetime


def formers(workspace: Workspace, name: str, document: str) -> tuple[Former, ...]:
    """Return the former files of `document`, by code or file name, the newest first.

    They are Word files, or workbooks where `document` ends on ".xlsx". Left out is the one that is
    the same, byte for byte, as what stands in output/ now.

    Raises:
        HandbookError: HB299 no such organisation, HB455 no former file of this document is kept,
            HB596 or HB599 what lies there is of another organisation, HB597 so is each of them.
    """
    owners = owners_at(workspace.root, name)
    _refuse_own(workspace, name, document)
    home, suffix = _home(workspace, name, document)
    now = storage.digest(workspace.root / _place(name, home, suffix))
    found = [
        (path.stat().st_mtime, path)
        for path in folders.entries(home, suffix)
        if storage.digest(path) != now
    ]
    strange = {
        path: foreign(path, workspace.root, storage.read(path) or b"", owners) for _, path in found
    }
    if found and all(strange.values()):
        raise HandbookError(*(problem for told in strange.values() for problem in told))
    found = [each for each in found if not strange[each[1]]]
    if not found:
        raise HandbookError(_none_kept(workspace, name, document))
    return tuple(
        Former(
            path=path.relative_to(workspace.root).as_posix(),
            kept=datetime.fromtimestamp(moment).astimezone(),
        )
        for moment, path in sorted(found, reverse=True)
    )


def restore(
    workspace: Workspace, name: str, document: str, number: int = 1
) -> tuple[str, Former, tuple[Problem, ...]]:
    """Put a former file of `document` back, the newest by default; return where, and which.

    What stands there now is kept among the former files, so that this can be undone. The problems
    say that the file tells of a location that is secret by now (HB226).

    Raises:
        HandbookError: as `formers`; HB456, fewer than `number` are kept; HB501 the document is
            open, HB511 a build is running.
    """
    with storage.lock(workspace.root):
        found = formers(workspace, name, document)
        if number > len(found):
            raise HandbookError(too_few(name, document, number, len(found)))
        former = found[number - 1]
        source = workspace.root / former.path
        path = _place(name, source.parent, source.suffix)
        move = Move(
            kind="schrijven",
            path=path,
            data=storage.read(source) or b"",
            expected=storage.digest(workspace.root / path),
        )
        make_move(workspace.root, name, move)
    secrets = own_terms(workspace.root, name).secrets(workspace.common)
    told, _ = in_files(workspace.root, secrets, [workspace.root / path])
    return path, former, told


def _home(workspace: Workspace, name: str, document: str) -> tuple[Path, str]:
    """Return the folder with the former files of `document`, and the kind that is asked for."""
    organisations(workspace, [name])
    folder = workspace.root / "organisations" / name / FORMER
    wanted, dot, end = document.casefold().rpartition(".")
    stem, suffix = (wanted, dot + end) if dot + end in _KINDS else (document.casefold(), _KINDS[0])
    homes = folders.entries(folder)
    found = [home for home in homes if folders.is_dir(home) and home.name.casefold() == stem]
    if not found:
        raise HandbookError(_none_kept(workspace, name, document))
    return found[0], suffix


def _refuse_own(workspace: Workspace, name: str, document: str) -> None:
    """Refuse to put back the copy of a document of her own: the next build lays it there anew.

    Raises:
        HandbookError: HB566.
    """
    wanted = document.casefold()
    for entry in register_at(workspace.root, name).entries:
        if entry.sum and wanted in (entry.code.casefold(), entry.filename.casefold()):
            raise HandbookError(
                Problem(
                    Place(f"output/{name}/{entry.filename}"),
                    code="HB566",
                    what=f"{entry.code} schrijft u zelf; hier ligt alleen een kopie",
                    mend=f"Zet de vorige versie in organisations/{name}/inhoud/{FOLDER} en bouw. "
                    f"Wat de build verving, ligt in organisations/{name}/{FORMER}.",
                )
            )


def _place(name: str, home: Path, suffix: str) -> str:
    return f"output/{name}/{home.name}{suffix}"


def _none_kept(workspace: Workspace, name: str, document: str) -> Problem:
    folder = workspace.root / "organisations" / name / FORMER
    known = [home.name for home in folders.entries(folder)]
    guess = did_you_mean(document, [each for each in known if each != document])
    return Problem(
        Place(f"organisations/{name}/{FORMER}"),
        code="HB455",
        what=f"van '{document}' is geen vorige versie bewaard die anders is dan wat er nu staat",
        mend=f"{guess} Er wordt een versie bewaard zodra een build het bestand vervangt. Zoek "
        "anders in de versiegeschiedenis van SharePoint of OneDrive.".lstrip(),
    )


def too_few(name: str, document: str, number: int, kept: int) -> Problem:
    """Return that of `document` only so many former files are `kept` (HB456)."""
    return Problem(
        Place(f"organisations/{name}/{FORMER}"),
        code="HB456",
        what=f"van '{document}' {'is' if kept == 1 else 'zijn'} {kept} vorige "
        f"{'versie' if kept == 1 else 'versies'} bewaard; nummer {number} is er niet",
        mend=f"Bekijk ze met: handbook herstel {name} {document} --lijst",
    )
