"""Her work under another name in the same folder: told while it is there, and in no approval."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from loading.world import write
from recorded import ASKED, NAME, PROFILE, archive, small_packs

from handbook.loading.workspace import open_workspace
from handbook.model.outcome import Outcome
from handbook.pipeline.approving import approve_documents
from handbook.pipeline.building import build
from handbook.pipeline.standing import standings

FIRST, LATER = date(2026, 3, 2), date(2026, 4, 8)
WORDS = "Fatima belt iedereen."
FILE, OTHER = f"output/{NAME}/PP-01.docx", f"output/{NAME}/Aanmelding.docx"
GONE = (OTHER, "dit is PP-01.docx, met de hand gewijzigd, onder een andere naam")
TOLD = (OTHER, f"{GONE[1]}; PP-01.docx heeft niet wat hierin is gewijzigd: '{WORDS}'")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("elders")
    with small_packs(home / "packs"):
        root = write(home / "w", {f"organisations/{NAME}.yaml": PROFILE})
        make(root)
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def make(root: Path) -> Outcome:
    [outcome] = build(open_workspace(root), today=FIRST)
    return outcome


def approve(root: Path, *codes: str) -> Outcome:
    asked = replace(ASKED, codes=frozenset(codes), day=LATER)
    return approve_documents(open_workspace(root), NAME, asked, today=LATER)


def told(outcome: Outcome) -> list[tuple[str, str]]:
    problems = [*outcome.problems, *(each for one in outcome.documents for each in one.problems)]
    return [(each.place.file, each.what) for each in problems if each.code == "HB451"]


def status(root: Path) -> list[tuple[str, str]]:
    [found] = standings(open_workspace(root), [NAME], today=LATER)
    return [(each.place.file, each.what) for each in found.problems if each.code == "HB451"]


def edit(path: Path, words: str) -> None:
    document = Document(str(path))
    document.add_paragraph(words)
    document.save(str(path))


def says(path: Path) -> bool:
    return any(WORDS in each.text for each in Document(str(path)).paragraphs)


def changes(root: Path) -> None:
    text = PROFILE.replace("De Linde", "De Berk")
    write(root / "organisations", {f"{NAME}.yaml": text})


def renamed(root: Path) -> None:
    edit(root / FILE, WORDS)
    (root / FILE).rename(root / OTHER)


def test_a_document_is_not_approved_while_her_work_has_another_name(root: Path) -> None:
    renamed(root)
    outcome = approve(root, "PP-01")
    assert (outcome.exit_code, told(outcome)) == (1, [GONE])
    assert not archive(root).exists()
    make(root)
    outcome = approve(root, "PP-01")
    assert (outcome.exit_code, told(outcome)) == (1, [TOLD])
    assert not archive(root).exists()
    assert approve(root, "KH-01").exit_code == 0


def test_it_is_told_as_long_as_it_lies_there(root: Path) -> None:
    renamed(root)
    assert told(make(root)) == [GONE]
    assert (told(make(root)), status(root)) == ([GONE], [TOLD])
    changes(root)
    for _ in range(2):
        assert (told(make(root)), status(root)) == ([TOLD], [TOLD])
    (root / OTHER).rename(root / "Aanmelding.docx")
    assert (told(make(root)), status(root)) == ([], [])


def test_with_its_own_name_it_is_approved(root: Path) -> None:
    renamed(root)
    make(root)
    (root / OTHER).replace(root / FILE)
    make(root)
    assert approve(root, "PP-01").exit_code == 0
    assert says(archive(root) / "PP-01/PP-01-1.0.docx")


def test_a_copy_that_says_what_the_document_says_is_nobodys_loss(root: Path) -> None:
    edit(root / FILE, WORDS)
    shutil.copy(root / FILE, root / OTHER)
    assert (told(make(root)), status(root)) == ([], [])
    assert approve(root, "PP-01").exit_code == 0
    assert (told(make(root)), status(root)) == ([], [])


def test_a_copy_that_nobody_worked_in_is_nobodys_loss(root: Path) -> None:
    shutil.copy(root / FILE, root / OTHER)
    changes(root)
    assert told(make(root)) == []
    assert approve(root, "PP-01").exit_code == 0


@pytest.mark.parametrize("name", ["AANMELDING.DOCX", "PP-01 - kopie.docx", "PP-01.docm"])
def test_it_is_known_by_its_seal_whatever_it_is_called(root: Path, name: str) -> None:
    edit(root / FILE, WORDS)
    (root / FILE).rename((root / FILE).with_name(name))
    assert told(approve(root, "PP-01")) == [(f"output/{NAME}/{name}", GONE[1])]


def test_a_sentence_that_she_took_out_counts_as_her_work(root: Path) -> None:
    document = Document(str(root / FILE))
    [found] = [each for each in document.paragraphs if "weet snel" in each.text]
    found._element.getparent().remove(found._element)
    document.save(str(root / OTHER))
    [(file, what)] = told(approve(root, "PP-01"))
    assert (file, what.endswith(f"'{found.text}' (weggehaald)")) == (OTHER, True)


def test_a_file_that_cannot_be_read_stops_nobody(root: Path) -> None:
    (root / OTHER).mkdir()
    (root / f"output/{NAME}/leeg.docx").write_bytes(b"")
    (root / f"output/{NAME}/half.docx").write_bytes((root / FILE).read_bytes()[:2000])
    assert told(make(root)) == []
    assert approve(root, "PP-01").exit_code == 0


def test_the_work_of_another_organisation_is_no_work_of_this_one(root: Path) -> None:
    other = write(root.parent / "x", {"organisations/olm.yaml": PROFILE})
    [_] = build(open_workspace(other), today=FIRST)
    edit(other / "output/olm/PP-01.docx", WORDS)
    shutil.copy(other / "output/olm/PP-01.docx", root / OTHER)
    assert told(make(root)) == []
