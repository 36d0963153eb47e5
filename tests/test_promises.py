"""What every change must leave as it is, where no other page of tests stands for it."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from examples import ROOT
from few_documents import few_documents
from handed import PROFILE
from officer import Officer
from test_house import imports, modules

from handbook import storage
from handbook.loading.workspace import open_workspace
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.word.package.package import pack, read

DOCUMENTS = ("SW-04", "01-00-organisatie", "01-01-diensten")
HERS = "Loop gerust binnen bij het buurthuis."


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with few_documents(tmp_path_factory.mktemp("pakketten") / "packs", *DOCUMENTS) as home:
        yield home


def test_the_frame_of_the_checkout_stays() -> None:
    folders = {"handbook", "templates", "organisations", "output", "tests"}
    assert {each for each in folders if (ROOT / each).is_dir()} == folders
    files = {"pyproject.toml", "README.md", "output/.gitkeep"}
    assert {each for each in files if (ROOT / each).is_file()} == files
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored.index("!output/.gitkeep") > ignored.index("output/*")


def test_the_five_libraries_are_needed_and_in_use() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[^\w-]", each)[0] for each in project["dependencies"]}
    assert needed >= {"python-docx", "docxtpl", "click", "pyyaml", "watchdog"}
    used = {name.split(".")[0] for path in modules() for name in imports(path)}
    assert used >= {"docxtpl", "click", "yaml", "watchdog"}
    brought = importlib.metadata.requires("docxtpl") or []
    assert any(each.startswith("python-docx") for each in brought)


def test_a_template_of_her_own_goes_through_docxtpl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anja = Officer(tmp_path / "w", "berk", PROFILE)
    parts = read((ROOT / "templates/procedure.docx").read_bytes())
    text = parts["word/document.xml"].decode()
    assert "Stappen" in text
    own = {**parts, "word/document.xml": text.replace("Stappen", "Zo doen wij dat").encode()}
    home = anja.root / "organisations/berk/sjablonen"
    home.mkdir(parents=True)
    (home / "procedure.docx").write_bytes(pack(own))

    real, seen = DocxTemplate.patch_xml, list[str]()

    def watched(self: Any, source: str) -> str:
        seen.append(source)
        return str(real(self, source))

    monkeypatch.setattr(DocxTemplate, "patch_xml", watched)
    anja.builds(2026, 1)
    assert any("Zo doen wij dat" in each for each in seen)
    assert "Zo doen wij dat" in anja.reads("SW-04")


def test_a_stamp_that_tells_nothing_costs_her_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stamp decides what is skipped, never what is replaced."""
    real = storage.stamps

    def always_the_same(folder: Path, **asked: bool) -> dict[str, storage.Stamp]:
        return dict.fromkeys(real(folder, **asked), (0, 0, 0, 0))

    monkeypatch.setattr(storage, "stamps", always_the_same)
    anja = Officer(tmp_path / "w", "berk", f"{PROFILE}termijnen: {{SW-04.match: 6 weken}}\n")
    anja.builds(2026, 1)
    anja.builds(2026, 1)
    anja.adds("SW-04", "Wie voor een ander", HERS)
    hers = anja.path("SW-04").read_bytes()
    assert set(anja.builds(2026, 2)) == {"ongewijzigd"}  # looked over, and left alone
    assert anja.path("SW-04").read_bytes() == hers
    anja.changes_profile("6 weken", "8 weken")
    anja.builds(2026, 3)
    assert anja.done("samengevoegd") == ["SW-04"]
    assert {HERS, "8 weken"} <= set(anja.reads("SW-04"))
    despite = dict.fromkeys(SUBJECTS, "besproken in het team")
    only = frozenset({"SW-04"})
    asked = Asked(codes=only, approver="B. Stuur", day=date(2026, 4, 1), despite=despite)
    assert approve_documents(open_workspace(anja.root), "berk", asked, today=asked.day).documents
    assert HERS in anja.reads("vastgesteld/SW-04")
