"""Her work under another name or in another place: told while it is there, and in no approval."""

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
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import approve_documents
from handbook.pipeline.build.build import build
from handbook.pipeline.status import statuses

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


def approve(root: Path, *codes: str, by: str = ASKED.approver) -> Outcome:
    asked = replace(ASKED, approver=by, codes=frozenset(codes), day=LATER)
    return approve_documents(open_workspace(root), NAME, asked, today=LATER)


def told(outcome: Outcome) -> list[tuple[str, str]]:
    problems = [*outcome.problems, *(each for one in outcome.documents for each in one.problems)]
    return [(each.place.file, each.what) for each in problems if each.code == "HB451"]


def status(root: Path) -> list[tuple[str, str]]:
    [found] = statuses(open_workspace(root), [NAME], today=LATER)
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


HOUSE = "locaties:\n  - {naam: Huize Kanarie, geheim: ja, naam_buiten: Huis 1}\n"


def test_it_is_told_without_a_house_that_is_secret(root: Path) -> None:
    edit(root / FILE, "Bel Huize Kanarie.")
    (root / FILE).rename(root / OTHER)
    write(root / "organisations", {f"{NAME}.yaml": PROFILE + HOUSE})
    make(root)
    hidden = TOLD[1].replace(WORDS, "Bel [geheim].")
    assert told(approve(root, "PP-01")) == status(root) == [(OTHER, hidden)]


def test_a_copy_elsewhere_stops_no_approval_of_hers_and_is_told_without_a_secret_house(
    root: Path,
) -> None:
    write(root / "organisations", {f"{NAME}.yaml": PROFILE + HOUSE})
    make(root)
    copy = "Map/PP-01.docx"
    write(root, {copy: ""})
    shutil.copy(root / FILE, root / copy)
    edit(root / copy, "Bel Huize Kanarie.")
    edit(root / FILE, WORDS)
    outcome = approve(root, "PP-01")
    what = (
        TOLD[1]
        .replace(WORDS, "Bel [geheim].")
        .replace("onder een andere naam", "op een andere plaats")
    )
    assert (outcome.exit_code, told(outcome)) == (0, [(copy, what)])


def test_it_is_told_as_long_as_it_lies_there(root: Path) -> None:
    renamed(root)
    assert told(make(root)) == [GONE]
    assert (told(make(root)), status(root)) == ([GONE], [TOLD])
    changes(root)
    for _ in range(2):
        assert (told(make(root)), status(root)) == ([TOLD], [TOLD])
    (root / OTHER).rename(root.parent / "Aanmelding.docx")
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


@pytest.mark.parametrize(
    "name",
    [
        *("AANMELDING.DOCX", "PP-01 - kopie.docx", "PP-01.docm", "PP-01 (voorstel Fatima).docx"),
        *("(voorstel) PP-01.docx", "PP-01 (voorstel).docx", ".PP-01.docx", "~$ PP-01.docx"),
        *("PP-01.doc", "PP-01.docx.bak"),
    ],
)
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


PLACES = [
    *("output/linde/Mijn map", "output/linde/Oud/2026", "output/linde/Vervallen"),
    *("output/linde/vastgesteld", "output/linde/Vragenlijst", "output", "output/olm", "."),
    *("organisations/linde", "Documenten/Linde", "output/Linde handboek"),
]


@pytest.mark.parametrize("place", PLACES)
def test_a_document_that_was_moved_is_told_and_not_approved_without_her_words(
    root: Path, place: str
) -> None:
    edit(root / FILE, WORDS)
    (root / place).mkdir(parents=True, exist_ok=True)
    (root / FILE).rename(root / place / "PP-01.docx")
    moved = "PP-01.docx" if place == "." else f"{place}/PP-01.docx"
    gone = (moved, "dit is PP-01.docx, met de hand gewijzigd, op een andere plaats")
    found = (moved, f"{gone[1]}; PP-01.docx heeft niet wat hierin is gewijzigd: '{WORDS}'")
    assert status(root) == [gone]
    assert told(approve(root, "PP-01")) == [gone]
    assert told(make(root)) == [gone]
    assert (status(root), told(make(root))) == ([found], [gone])
    outcome = approve(root, "PP-01")
    assert (outcome.exit_code, told(outcome)) == (1, [found])
    assert not archive(root).exists()
    (root / moved).replace(root / FILE)
    make(root)
    assert approve(root, "PP-01").exit_code == 0
    assert says(archive(root) / "PP-01/PP-01-1.0.docx")


def test_a_document_in_the_folder_of_another_organisation_is_found(root: Path) -> None:
    write(root, {"organisations/olm.yaml": PROFILE.replace("De Linde", "De Olm")})
    (root / "output/olm").mkdir()
    edit(root / FILE, WORDS)
    (root / FILE).rename(root / "output/olm/PP-01 (2).docx")
    moved = "output/olm/PP-01 (2).docx"
    gone = (moved, "dit is PP-01.docx, met de hand gewijzigd, op een andere plaats")
    assert status(root) == [gone]
    assert told(approve(root, "PP-01")) == [gone]
    [_] = build(open_workspace(root), [NAME], today=FIRST)
    assert approve(root, "PP-01").exit_code == 1


def test_what_was_written_after_an_approval_is_told_with_the_place_where_it_lies(
    root: Path,
) -> None:
    edit(root / FILE, "Wij bellen terug.")
    assert approve(root, "PP-01").exit_code == 0
    edit(root / FILE, WORDS)
    moved = f"output/{NAME}/Mijn map/PP-01.docx"
    (root / moved).parent.mkdir()
    (root / FILE).rename(root / moved)
    outcome = approve(root, "PP-01", by="A. Vermeulen")
    assert (outcome.exit_code, [file for file, _ in told(outcome)]) == (1, [moved])
    [back] = [each for one in make(root).documents for each in one.problems]
    assert (back.code, f"staat dat alleen in {moved}: " in back.mend) == ("HB458", True)
    outcome = approve(root, "PP-01", by="A. Vermeulen")
    assert (outcome.exit_code, [file for file, _ in told(outcome)]) == (1, [moved])


def test_a_copy_of_before_an_approval_is_nobodys_loss(root: Path) -> None:
    edit(root / FILE, "Wij bellen terug.")
    (root / "Kopieën").mkdir()
    shutil.copy(root / FILE, root / "Kopieën/PP-01 concept.docx")
    document = Document(str(root / FILE))
    [said] = [each for each in document.paragraphs if each.text == "Wij bellen terug."]
    said.runs[0].text = WORDS
    document.save(str(root / FILE))
    assert [file for file, _ in told(make(root))] == ["Kopieën/PP-01 concept.docx"]
    assert approve(root, "PP-01").exit_code == 0
    shutil.copytree(root / f"output/{NAME}/vastgesteld", root / "Kopieën/2026")
    assert (told(make(root)), status(root)) == ([], [])


def test_what_was_published_to_a_folder_here_is_nobodys_work(root: Path) -> None:
    edit(root / FILE, WORDS)
    here = root / "publicatie/linde"
    write(here, {".handbook/publicatie.json": "{}"})
    shutil.copy(root / FILE, here / "PP-01.docx")
    (root / FILE).unlink()
    assert status(root) == []


def test_a_working_folder_within_this_one_is_another(root: Path) -> None:
    edit(root / FILE, WORDS)
    shutil.copytree(root, root / "Reserve")
    (root / FILE).unlink()
    assert status(root) == []


def test_a_copy_elsewhere_holds_nothing_up_once_she_worked_on_in_the_document(root: Path) -> None:
    edit(root / FILE, WORDS)
    (root / "Oud").mkdir()
    shutil.copy(root / FILE, root / "Oud/PP-01.docx")
    document = Document(str(root / FILE))
    [said] = [each for each in document.paragraphs if each.text == WORDS]
    said.runs[0].text = "Wij bellen iedereen."
    document.save(str(root / FILE))
    outcome = approve(root, "PP-01")
    assert (outcome.exit_code, [file for file, _ in told(outcome)]) == (0, ["Oud/PP-01.docx"])


def test_a_build_with_nothing_to_do_sees_a_document_that_came_or_went(root: Path) -> None:
    edit(root / FILE, WORDS)
    (root / FILE).rename(root.parent / "PP-01.docx")
    make(root)
    assert (told(make(root)), told(make(root))) == ([], [])
    shutil.copy(root.parent / "PP-01.docx", root / "output/PP-01.docx")
    assert [file for file, _ in told(make(root))] == ["output/PP-01.docx"]
    (root / "output/PP-01.docx").unlink()
    assert told(make(root)) == []


def test_a_name_in_other_capitals_is_another_name_where_the_disk_tells_them_apart(
    root: Path,
) -> None:
    edit(root / FILE, WORDS)
    other = (root / FILE).with_name("pp-01.docx")
    (root / FILE).rename(other)
    apart = not (root / FILE).exists()
    assert status(root) == ([(f"output/{NAME}/pp-01.docx", GONE[1])] if apart else [])


def test_a_proposal_that_nobody_touched_is_nobodys_work(root: Path) -> None:
    shutil.copy(root / FILE, (root / FILE).with_name("PP-01 (voorstel).docx"))
    edit(root / FILE, WORDS)
    assert (told(make(root)), status(root)) == ([], [])


def test_a_document_whose_file_is_gone_is_not_approved_before_it_is_made_again(
    root: Path,
) -> None:
    edit(root / FILE, WORDS)
    shutil.make_archive(str(root / FILE), "zip", root / f"output/{NAME}", "PP-01.docx")
    (root / FILE).unlink()
    outcome = approve(root, "PP-01")
    assert (outcome.exit_code, [each.code for each in outcome.problems]) == (1, ["HB405"])
    assert not archive(root).exists()
    make(root)
    assert approve(root, "PP-01").exit_code == 0
