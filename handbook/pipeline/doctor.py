"""What is there to work with: the program, the computer, and the working folder."""

import os
import platform
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from pathlib import Path, PurePath

from handbook import folders, storage
from handbook.errors import HandbookError
from handbook.libreoffice.page_numbers import find_office
from handbook.loading.template_files import kinds
from handbook.loading.workspace import Workspace, find_root, open_workspace, profile_names
from handbook.model.features.doctor import Finding
from handbook.tailoring.text.laws import readings_due

_LONG_PATH = 150  # characters of a folder, before what the program puts in it
_CLOUDS = ("onedrive", "sharepoint", "dropbox", "google drive", "icloud", "nextcloud")
_FONTS = {"Calibri": ("calibri", "carlito")}
_FONT_HOMES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)


def examined(start: Path, today: date) -> tuple[Finding, ...]:
    """Return what is found of the program, and of the working folder that `start` lies in."""
    return (*_program(), *_office(), *_fonts(), *_folder(start, today))


def _program() -> Iterator[Finding]:
    yield Finding(subject="Python", state="goed", found=platform.python_version())
    try:
        version = metadata.version("handbook")
    except metadata.PackageNotFoundError:
        yield Finding(subject="handbook", state="goed", found="uit een map, niet geïnstalleerd")
        return
    yield Finding(subject="handbook", state="goed", found=version)
    others = list(_other_versions())
    yield Finding(
        subject="Pakketten",
        state="let op" if others else "goed",
        found=", ".join(others) or "de versies waarmee het programma is getest",
        advice="Met andere versies kan een document er anders uitzien. Installeer met "
        "'-c constraints.txt', of 'handbook[vast]'."
        if others
        else "",
    )


def _other_versions() -> Iterator[str]:
    """Yield each package of another version than the program was tested with."""
    for line in metadata.requires("handbook") or ():
        wanted, _, condition = line.partition(";")
        name, sign, tested = wanted.strip().partition("==")
        if not sign or "vast" not in condition:
            continue
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            here = "niet"
        if here != tested.strip():
            yield f"{name} {here} (getest: {tested.strip()})"


def _office() -> Iterator[Finding]:
    try:
        yield Finding(subject="LibreOffice", state="goed", found=find_office())
    except HandbookError:
        yield Finding(
            subject="LibreOffice",
            state="let op",
            found="niet gevonden",
            advice="Alleen nodig voor bladzijdenummers ('build --bladzijden'). Het is gratis.",
        )


def _fonts() -> Iterator[Finding]:
    homes = [Path(each) for each in (*_FONT_HOMES, "~/.fonts", "~/Library/Fonts")]
    files = {
        path.name.casefold()
        for home in homes
        if home.expanduser().is_dir()
        for path in home.expanduser().rglob("*.[to]t[fc]")
    }
    for font, names in _FONTS.items():
        there = any(each.startswith(names) for each in files)
        yield Finding(
            subject=f"Lettertype {font}",
            state="goed" if there else "let op",
            found="gevonden" if there else "niet gevonden op deze computer",
            advice=""
            if there
            else "Word met dit lettertype toont het goed. LibreOffice neemt een ander; installeer "
            "dan Carlito, dat even breed is.",
        )


def _folder(start: Path, today: date) -> Iterator[Finding]:
    try:
        root = find_root(start)
    except HandbookError as error:
        [problem] = error.problems
        yield Finding(subject="Werkmap", state="fout", found=problem.what, advice=problem.mend)
        return
    yield _place(root)
    yield from _rights(root)
    busy = storage.is_locked(root)
    yield Finding(
        subject="Andere build",
        state="let op" if busy else "goed",
        found="er loopt een build in deze map" if busy else "geen",
        advice="Wacht tot die klaar is." if busy else "",
    )
    workspace = open_workspace(root)
    yield from _content(workspace)
    yield _readings(workspace, today)
    yield _editor(root)


def _readings(workspace: Workspace, today: date) -> Finding:
    due = readings_due(workspace.library, today)
    if not due:
        return Finding(subject="Wetten", state="goed", found="gelezen in het laatste jaar")
    return Finding(
        subject="Wetten",
        state="let op",
        found=f"{len(due)} artikelen zijn langer dan een jaar geleden gelezen",
        advice="Vraag de makers om een nieuwe versie, of ga na wat voor u telt.",
    )


def _place(root: Path) -> Finding:
    shown = root.as_posix()
    cloud = next((each for each in _CLOUDS if each in shown.casefold()), "")
    if len(shown) > _LONG_PATH:
        advice = "Windows kan lange paden niet altijd aan. Zet de map dichter bij de hoofdmap."
        return Finding(subject="Werkmap", state="let op", found=shown, advice=advice)
    if cloud:
        advice = (
            "De map wordt gedeeld of bewaard in de cloud. Kies daar 'altijd op dit apparaat', en "
            "laat niet twee mensen tegelijk bouwen."
        )
        return Finding(subject="Werkmap", state="let op", found=shown, advice=advice)
    return Finding(subject="Werkmap", state="goed", found=shown)


def _rights(root: Path) -> Iterator[Finding]:
    for name in ("organisations", "output"):
        path = root / name
        held = folders.is_dir(path) and not os.access(path, os.W_OK)
        yield Finding(
            subject=f"Map {name}",
            state="fout" if held else "goed",
            found="u mag er niet in schrijven" if held else "in orde",
            advice="Vraag wie de map beheert om rechten." if held else "",
        )


def _content(workspace: Workspace) -> Iterator[Finding]:
    names = profile_names(workspace)
    yield Finding(
        subject="Organisaties",
        state="goed" if names else "let op",
        found=f"{len(names)}: {', '.join(names)}" if names else "nog geen",
        advice="" if names else "Maak er een met 'handbook nieuw'.",
    )
    own = [f"{each}.docx" for each in kinds() if _is_own(workspace.root, each)]
    yield Finding(subject="Eigen sjablonen", state="goed", found=", ".join(own) or "geen")
    broken = len(workspace.problems)
    packs = ", ".join(each.head.record.id for each in workspace.packs if each.head)
    yield Finding(
        subject="Pakketten met teksten",
        state="fout" if broken else "goed",
        found=packs if not broken else f"{broken} problemen",
        advice="'handbook check' zegt wat er mis is." if broken else "",
    )


def _is_own(root: Path, kind: str) -> bool:
    return folders.exists(root / "templates" / f"{kind}.docx")


def _editor(root: Path) -> Finding:
    settings = storage.read(root / PurePath(".vscode", "settings.json"))
    knows = settings is not None and b"yaml.schemas" in settings
    schema = folders.exists(root / ".handbook" / "profiel.schema.json")
    if knows and schema:
        return Finding(subject="Hulp in VS Code", state="goed", found="staat klaar")
    lacks = "de schema's ontbreken" if knows else "de instellingen ontbreken"
    return Finding(
        subject="Hulp in VS Code",
        state="let op",
        found=lacks,
        advice="Niet nodig om te bouwen. 'handbook init' in de werkmap zet alles klaar wat er nog "
        "niet is; instellingen van uzelf blijven staan.",
    )
