"""The three example organisations as a working folder, and what a build of them gives."""

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook import opc
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build

ROOT = Path(__file__).parent.parent
EXAMPLES = ("haven", "linde", "vierstroom")
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Built:
    """A working folder in which the examples were built, and what came of each."""

    root: Path
    outcomes: Mapping[str, Outcome]

    def files(self, organisation: str) -> list[Path]:
        return sorted(
            path
            for path in (self.root / "output" / organisation).rglob("*")
            if path.suffix in (".docx", ".xlsx")
        )


def copy_examples(root: Path, names: tuple[str, ...] = EXAMPLES) -> Path:
    """Copy the profiles of the examples, with logos and registers, to a new working folder."""
    (root / "organisations").mkdir(parents=True)
    for name in names:
        shutil.copy(ROOT / "organisations" / f"{name}.yaml", root / "organisations")
        # What a build of the checkout itself left behind is no part of the example.
        left = shutil.ignore_patterns(".vorige", "paginas.json")
        shutil.copytree(ROOT / "organisations" / name, root / "organisations" / name, ignore=left)
    return root


def build_all(root: Path, day: date = DAY) -> Mapping[str, Outcome]:
    return {each.organisation: each for each in build(open_workspace(root), today=day)}


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened_parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a file, and in the place of what it keeps for a merge the texts in it."""
    parts = parts_of(path)
    for name, data in list(parts.items()):
        kept = opc.kept_in(data) if name.startswith("customXml/") else None
        if kept is not None:
            del parts[name]
            parts |= {
                f"kept/{each}": text.encode() for each, text in kept.items() if text[:1] == "<"
            }
    return parts
