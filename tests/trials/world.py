"""A working folder to break things in, and what must hold in it whatever was broken."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HER_WORDS = b"Dit schreef ik zelf."
PARTS = {"138": "schuldhulp", "139": "nachtopvang", "140": "buurtwerk"}


def profile(name: str, number: int, *, short: str = "") -> str:
    part = sorted(PARTS)[number % len(PARTS)]
    return (
        f'naam: Stichting {name.title()}\nkvk: "{10_000_000 + number}"\nonderdelen: [{part}]\n'
        f"activiteiten: {{{part}: [{PARTS[part]}]}}\n"
        f"locaties:\n  - {{naam: Huis {name}, "
        f'adres: "Laan {number + 1}, {1000 + number} AB Dorp"}}\n'
        + (f"korte_naam: {short}\n" if short else "")
    )


def workspace(root: Path, names: Sequence[str]) -> Path:
    (root / "organisations").mkdir(parents=True)
    for number, name in enumerate(names):
        path = root / "organisations" / f"{name}.yaml"
        path.write_text(profile(name, number), encoding="utf-8")
    return root


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-u", "-m", "handbook", "-C", str(root), *words]


def environment(mark: str = "") -> dict[str, str]:
    """Return the surroundings of a run; `mark` is found back in those of its workers."""
    own = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUTF8": "1", "HANDBOOK_TRIAL": mark}
    return {**os.environ, **own}


def handbook(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(root, *words),
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        check=False,
        cwd=root.parent,
    )


def documents(root: Path) -> list[Path]:
    return sorted(
        path for path in (root / "output").rglob("*") if path.suffix in (".docx", ".xlsx")
    )


def edit(path: Path) -> None:
    """Write in a document as a person does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"]
    parts["word/document.xml"] = text.replace(b"</w:t>", b" " + HER_WORDS + b"</w:t>", 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def digests(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every document, by its path."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in documents(root)
    }


def whole(root: Path, hers: Mapping[str, bytes]) -> list[str]:
    """Return what is broken right after a crash: a half file, or words of hers that are gone."""
    wrong = []
    for path in documents(root):
        name = path.relative_to(root).as_posix()
        if name in hers:
            continue
        try:
            with zipfile.ZipFile(path) as archive:
                damaged = archive.testzip()
        except zipfile.BadZipFile:
            damaged = "the file itself"
        if damaged:
            wrong.append(f"half a file: {name} ({damaged})")
    for name, data in hers.items():
        if (root / name).read_bytes() != data and not _says(root / name, HER_WORDS):
            wrong.append(f"hers was lost: {name}")
    return wrong


def _says(path: Path, words: bytes) -> bool:
    """True for a whole Word file with `words` in it: a merge may have renewed the rest."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None and words in archive.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def finished(root: Path, hers: Mapping[str, bytes]) -> list[str]:
    """Return what is wrong after the build that follows a crash."""
    wrong = whole(root, hers)
    wrong += [f"a draft stayed: {path.relative_to(root)}" for path in root.rglob(".*.tmp")]
    plan = handbook(root, "plan", "--json")
    try:
        told = json.loads(plan.stdout)["organisaties"]
    except ValueError:
        return [*wrong, f"plan leaves with {plan.returncode}: {plan.stdout}{plan.stderr}"]
    for outcome in told:
        wrong += [
            f"{outcome['organisatie']}: {each['wat']}"
            for each in outcome["problemen"]
            if each["gewicht"] == "fout"
        ]
        for each in outcome["documenten"]:
            stem = each["bestand"].partition(" (voorstel")[0].removesuffix(".docx")
            if each["actie"] == "voorstel" and f"{stem}.docx" not in hers:
                wrong.append(f"ours was taken for hers: {each['bestand']}")
            elif each["actie"] not in ("ongewijzigd", "behouden", "voorstel"):
                wrong.append(f"left undone: {each['bestand']} {each['actie']}")
    return wrong
