"""What lies among the approved files and is no document stops nothing; a changed workbook does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from loading.world import write
from recorded import ASKED, FIRST, NAME, PROFILE, approve, run, small_packs

from handbook import parcel
from handbook.loading.workspace import open_workspace
from handbook.pipeline.handing import offer

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


def test_a_workbook_that_somebody_worked_in_is_no_draft_to_publish(root: Path) -> None:
    path = root / f"output/{NAME}/KH-02.xlsx"
    assert refused(root, drafts=True) == []
    parts = parcel.unpack(path.read_bytes())
    changed = parts[SHEET].replace(b"</sheetData>", b"<row/></sheetData>")
    assert changed != parts[SHEET]
    path.write_bytes(parcel.pack({**parts, SHEET: changed}))
    assert refused(root, drafts=True) == [
        ("KH-02.xlsx", "dit werkblad is met de hand gewijzigd, of Excel heeft het bewaard")
    ]
