"""What lies among the approved files and is no document stops nothing; a changed workbook does."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from handed import documents
from loading.world import write
from recorded import ASKED, FIRST, NAME, PROFILE, approve, run, small_packs

from handbook import opc
from handbook.errors import Place, Problem
from handbook.loading.workspace import open_workspace
from handbook.model.features.publishing import Sight
from handbook.pipeline.publishing import fitness
from handbook.pipeline.publishing.publish import offer
from handbook.publishing.plan import plan
from handbook.publishing.publication_record import noted

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("naast")
    with small_packs(home / "packs"):
        root = write(home / "w", {f"organisations/{NAME}.yaml": PROFILE})
        assert run(root, FIRST)[0] == 0
        approve(root, ASKED, FIRST)
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def refused(root: Path, *, drafts: bool = False) -> list[tuple[str, str]]:
    given = offer(open_workspace(root), NAME, drafts=drafts)
    return [(name, problem.what) for name, problem in given.refused]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store"])
def test_what_is_no_document_stops_no_publication(root: Path, name: str) -> None:
    (root / f"output/{NAME}/vastgesteld" / name).write_bytes(b"x")
    assert refused(root) == []


@pytest.mark.parametrize("name", ["Eigen.docx", "PP-01.docm", "Lijst.xlsm", "PP-01.pdf"])
def test_a_file_that_was_never_approved_is_told_and_stops_nothing(root: Path, name: str) -> None:
    (root / f"output/{NAME}/vastgesteld" / name).write_bytes(b"x")
    given = offer(open_workspace(root), NAME)
    assert given.refused == ()
    assert [(each.code, Path(each.place.file).name) for each in given.notices] == [("HB545", name)]


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize("name", ["PP-01.docx", "KH-02.xlsx"])
def test_a_folder_in_the_place_of_a_file_stops_no_other(
    root: Path, name: str, *, drafts: bool
) -> None:
    path = root / f"output/{NAME}" / ("" if drafts else "vastgesteld") / name
    whole = offer(open_workspace(root), NAME, drafts=drafts)
    path.unlink()
    path.mkdir()
    given = offer(open_workspace(root), NAME, drafts=drafts)
    assert [(each, problem.code) for each, problem in given.refused] == [(name, "HB504")]
    assert {item.path for item in whole.items} - {item.path for item in given.items} == {name}
    assert {each.identity for each in whole.items if each.path == name} <= given.held


def test_a_fault_of_ours_in_one_file_stops_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / f"output/{NAME}/vastgesteld/PP-01.docx"

    def breaks(_: str, data: bytes) -> Iterator[Problem]:
        if data == path.read_bytes():
            raise RuntimeError
        yield from ()

    monkeypatch.setattr(fitness, "live", breaks)
    given = offer(open_workspace(root), NAME)
    assert [(name, problem.code) for name, problem in given.refused] == [("PP-01.docx", "HB559")]
    assert len(given.items) > 1


def test_of_a_document_that_is_refused_nothing_is_withdrawn_and_of_others_it_is() -> None:
    placed = noted(documents(1))
    given = replace(
        documents(2, names=("A.docx",)),
        refused=(("B.docx", Problem(Place("B.docx"), "HB545", "gewijzigd", "Bouw opnieuw.")),),
        held=frozenset({"B.docx"}),
    )
    seen = {each.path: Sight(each.digest) for each in placed.placed}
    told = plan(given, placed, seen, "doel")
    assert [(step.path, step.act) for step in told.steps] == [
        ("A.docx", "bijgewerkt"),
        ("B.docx", "geweigerd"),
        ("C.docx", "vervallen"),
    ]


def test_a_workbook_that_somebody_worked_in_is_no_draft_to_publish(root: Path) -> None:
    path = root / f"output/{NAME}/KH-02.xlsx"
    assert refused(root, drafts=True) == []
    parts = opc.unpack(path.read_bytes())
    end = b"</sheetData>"
    saved = parts[SHEET].replace(end, b"<row/>" + end)
    typed = parts[SHEET].replace(
        end, b'<row r="999"><c r="A999" t="inlineStr"><is><t>Van mij</t></is></c></row>' + end
    )
    assert len({parts[SHEET], saved, typed}) == 3
    path.write_bytes(opc.pack({**parts, SHEET: saved}))
    assert refused(root, drafts=True) == []
    path.write_bytes(opc.pack({**parts, SHEET: typed}))
    assert refused(root, drafts=True) == [
        ("KH-02.xlsx", "dit werkblad is met de hand gewijzigd, of Excel heeft het bewaard")
    ]


def test_a_working_copy_in_which_something_runs_goes_nowhere(root: Path) -> None:
    write(root / "organisations", {f"{NAME}.yaml": PROFILE.replace("De Linde", "De Berk")})
    run(root, FIRST)
    path = root / f"output/{NAME}/KH-01.docx"
    parts = opc.unpack(path.read_bytes())
    field = b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\x.exe"/></w:p></w:body>'
    body = parts["word/document.xml"].replace(b"</w:body>", field)
    assert "KH-01.docx" not in dict(refused(root, drafts=True))
    path.write_bytes(opc.pack({**parts, "word/document.xml": body}))
    assert "DDEAUTO" in dict(refused(root, drafts=True))["KH-01.docx"]
