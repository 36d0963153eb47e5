"""Approved documents are frozen, told in the register, and never change by a byte."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from docx import Document
from examples import DAY, build_all, copy_examples

from handbook import storage
from handbook.loading.workspace import open_workspace
from handbook.model.outcome import Outcome
from handbook.pipeline.approving import Asked, approve_documents
from handbook.pipeline.inspecting import inspect
from handbook.pipeline.objections import SUBJECTS
from handbook.word.markup import parse
from handbook.word.package import read
from handbook.word.properties import CUSTOM

ASKED = Asked(approver="B. Stuur", day=DAY)
WAIVED = replace(ASKED, despite=dict.fromkeys(SUBJECTS, "proef"))
LATER = datetime.date(2026, 12, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_examples(tmp_path / "w", ("linde",))
    build_all(root)
    return root


def approve(root: Path, asked: Asked) -> Outcome:
    return approve_documents(open_workspace(root), "linde", asked, today=LATER)


def frozen(root: Path) -> dict[str, bytes]:
    folders = (root / "output/linde/vastgesteld", root / "organisations/linde/archief")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def versions_of(root: Path) -> list[list[dict[str, object]]]:
    text = (root / "organisations/linde/register.yaml").read_text(encoding="utf-8")
    return [entry["versies"] for entry in yaml.safe_load(text)["documenten"]]


def test_everything_that_is_open_is_told_at_once_and_nothing_is_approved(root: Path) -> None:
    register = (root / "organisations/linde/register.yaml").read_bytes()
    outcome = approve(root, ASKED)
    assert outcome.exit_code == 1
    assert {problem.code for problem in outcome.problems} == {"HB571", "HB572", "HB574"}
    assert len({problem.place for problem in outcome.problems}) > 1
    assert frozen(root) == {}
    assert (root / "organisations/linde/register.yaml").read_bytes() == register


def test_the_approved_file_lies_in_the_archive_and_stands_unchanged_for_readers(root: Path) -> None:
    outcome = approve(root, replace(WAIVED, codes=frozenset({"LI-F-01"})))
    assert [document.action for document in outcome.documents] == ["vastgesteld"]
    files = frozen(root)
    assert set(files) == {
        "output/linde/vastgesteld/LI-F-01.docx",
        "organisations/linde/archief/LI-F-01/LI-F-01-1.0.docx",
    }
    assert len(set(files.values())) == 1


def test_a_changed_profile_opens_one_concept_and_the_approved_files_stay(root: Path) -> None:
    approve(root, WAIVED)
    before = frozen(root)
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    lines = ["naam: Stichting Anders" if x.startswith("naam:") else x for x in text.splitlines()]
    profile.write_text("\n".join(lines) + "\n", encoding="utf-8")
    build_all(root, LATER)
    build_all(root, LATER)
    assert frozen(root) == before
    told = {
        tuple((each["versie"], each["status"]) for each in versions)
        for versions in versions_of(root)
    }
    approved, concept = ("1.0", "vastgesteld"), ("1.1", "concept")
    assert (approved, concept) in told
    assert told <= {(approved,), (approved, concept)}


def test_a_reason_to_approve_all_the_same_lands_in_the_register(root: Path) -> None:
    wrong = approve(root, ASKED).problems
    names = {p.place.file.rpartition("/")[2] for p in wrong if p.code == "HB571"}
    approve(root, WAIVED)
    text = (root / "organisations/linde/register.yaml").read_text(encoding="utf-8")
    told = {
        entry["bestand"]
        for entry in yaml.safe_load(text)["documenten"]
        if {"wat": "open-velden", "reden": "proef"} in entry["versies"][-1].get("ondanks", [])
    }
    assert told == names


def test_approval_on_a_day_to_come_is_refused(root: Path) -> None:
    outcome = approve(root, replace(WAIVED, day=datetime.date(2026, 12, 2)))
    assert [problem.code for problem in outcome.problems] == ["HB576"]
    assert frozen(root) == {}


def test_an_approved_file_that_betrays_another_client_is_told(root: Path) -> None:
    approve(root, replace(WAIVED, codes=frozenset({"LI-F-01"})))
    [quiet] = inspect(open_workspace(root), ["linde"], today=DAY)
    told = [each for each in quiet.problems if "vastgesteld" in each.place.file]
    assert told == []
    other = (root / "organisations/linde.yaml").read_text(encoding="utf-8")
    lines = [
        "naam: Stichting Zonneduin" if x.startswith("naam:") else x for x in other.splitlines()
    ]
    (root / "organisations/duin.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = root / "output/linde/vastgesteld/LI-F-01.docx"
    document = Document(str(path))
    document.add_paragraph("Zo doet Stichting Zonneduin dat.")
    document.save(str(path))
    [outcome] = inspect(open_workspace(root), ["linde"], today=DAY)
    assert {each.code for each in outcome.problems if "vastgesteld" in each.place.file} == {"HB460"}


def edited(root: Path, words: str) -> Path:
    path = root / "output/linde/LI-F-01.docx"
    document = Document(str(path))
    document.add_paragraph(words)
    document.save(str(path))
    return path


def one(**changes: object) -> Asked:
    return replace(WAIVED, codes=frozenset({"LI-F-01"}), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["1", "2.00", "v2.0", "0.0"])
def test_a_version_number_that_cannot_be_is_refused(root: Path, number: str) -> None:
    outcome = approve(root, one(number=number))
    assert [problem.code for problem in outcome.problems] == ["HB570"]
    assert frozen(root) == {}


def test_a_number_is_never_used_twice_and_nothing_is_approved_twice(root: Path) -> None:
    assert approve(root, one(number="2.0")).exit_code == 0
    before = frozen(root)
    assert [each.code for each in approve(root, one(number="1.0", day=LATER)).problems] == ["HB570"]
    again = approve(root, one(number="2.0"))
    assert (again.documents, again.exit_code) == ((), 0)
    assert frozen(root) == before


def test_tracked_changes_and_a_file_of_nobody_are_refused(root: Path) -> None:
    path = root / "output/linde/LI-F-01.docx"
    document = Document(str(path))
    paragraph = document.add_paragraph()
    run = paragraph.add_run("Misschien.")
    inserted = run._r.makeelement(
        f"{{{run._r.nsmap['w']}}}ins", {f"{{{run._r.nsmap['w']}}}id": "9"}
    )
    run._r.addprevious(inserted)
    inserted.append(run._r)
    document.save(str(path))
    asked = replace(one(), despite=dict.fromkeys(("open-velden", "nagaan", "voorstellen"), "proef"))
    assert {each.code for each in approve(root, asked).problems} == {"HB573"}
    Document().save(str(path))
    assert {each.code for each in approve(root, one()).problems} == {"HB577"}
    assert frozen(root) == {}


def test_what_she_wrote_is_approved_with_it_and_the_next_edit_opens_a_concept(root: Path) -> None:
    edited(root, "Dit vullen wij samen in.")
    assert approve(root, one()).exit_code == 0
    before = frozen(root)
    standing = root / "output/linde/vastgesteld/LI-F-01.docx"
    said = [each.text for each in Document(str(standing)).paragraphs]
    assert "Dit vullen wij samen in." in said
    build_all(root, LATER)
    assert frozen(root) == before
    edited(root, "En wij bewaren het.")
    build_all(root, LATER)
    build_all(root, LATER)
    assert frozen(root) == before
    [versions] = [
        entry for entry in versions_of(root) if entry[0].get("vastgesteld_door") == "B. Stuur"
    ]
    assert [(each["versie"], each["status"], each.get("reden")) for each in versions] == [
        ("1.0", "vastgesteld", None),
        ("1.1", "concept", "met de hand"),
    ]
    # Her next file tells both versions, and no line of ours is a conflict with her own text.
    working = root / "output/linde/LI-F-01.docx"
    told = [each.text for each in Document(str(working)).paragraphs]
    assert [each.partition("  ·  ")[0] for each in told if each[:2] == "1."] == ["1.0", "1.1"]
    parts = read(working.read_bytes())
    assert "word/comments.xml" not in parts
    known = {each.get("name"): "".join(each.itertext()) for each in parse(parts[CUSTOM])}
    assert [known[name] for name in ("Versie", "Status", "Goedkeurder", "Datum")] == [
        "1.1",
        "concept",
        "directeur-bestuurder",
        "1 december 2026",
    ]


@pytest.mark.parametrize("moment", [0, 1, 2, 3])
def test_an_approval_that_broke_off_is_completed_by_the_same_words(
    root: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(root, "Dit vullen wij samen in.")
    real, calls = storage.put, iter(range(1000))

    def crash(path: Path, data: bytes, *, expected: str | None) -> None:
        if next(calls) == moment:
            raise KeyboardInterrupt
        real(path, data, expected=expected)

    with monkeypatch.context() as patched:
        patched.setattr(storage, "put", crash)
        with pytest.raises(KeyboardInterrupt):
            approve(root, one())
    approve(root, one())
    build_all(root, LATER)
    files = frozen(root)
    assert len(files) == 2
    assert len(set(files.values())) == 1
    [versions] = [each for each in versions_of(root) if each[-1].get("vastgesteld_door")]
    assert [(each["versie"], each["status"]) for each in versions] == [("1.0", "vastgesteld")]
