"""Approved documents are frozen, told in the register, and never change by a byte."""

import datetime
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from docx import Document
from examples import DAY, build_all
from loading.world import PROCEDURE, write
from officer import Officer
from recorded import PROFILE, small_packs
from small_set import small_set

from handbook import storage
from handbook.cli.app import main
from handbook.errors import Place, Problem, StorageError
from handbook.libreoffice import page_numbers
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval import approve as approving
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.status import statuses
from handbook.word.package.markup import parse
from handbook.word.package.package import read
from handbook.word.template_language.properties import CUSTOM

ASKED = Asked(approver="B. Stuur", day=DAY)
WAIVED = replace(ASKED, despite=dict.fromkeys(SUBJECTS, "proef"))
BERK = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [140]
kenmerken: [vrijwilligers]
activiteiten: {140: [buurtwerk, vrijwilligerscentrale]}
"""
LINDE = """\
naam: Stichting Welzijn De Linde
korte_naam: De Linde
kvk: "00138140"
onderdelen: [140]
kenmerken: [vrijwilligers]
documentbeheer: {voorvoegsel: LI-}
"""
LATER = datetime.date(2026, 12, 1)


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_set(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vast") / "w"
    write(root, {"organisations/linde.yaml": LINDE})
    build_all(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


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


@pytest.mark.newest
def test_the_approved_file_lies_in_the_archive_and_stands_unchanged_for_readers(root: Path) -> None:
    outcome = approve(root, replace(WAIVED, codes=frozenset({"LI-F-01"})))
    assert [document.action for document in outcome.documents] == ["vastgesteld"]
    files = frozen(root)
    assert set(files) == {
        "output/linde/vastgesteld/LI-F-01.docx",
        "organisations/linde/archief/LI-F-01/LI-F-01-1.0.docx",
    }
    assert len(set(files.values())) == 1


def numbers(data: bytes, _: str) -> dict[str, str]:
    """Stand in for LibreOffice: every heading on a page of its own."""
    names = re.findall(rb'w:name="(_[A-Za-z0-9]+)"', read(data)["word/document.xml"])
    return {name.decode(): str(number) for number, name in enumerate(names, start=701)}


def test_a_handbook_with_page_numbers_is_approved_with_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_numbers, "find_office", lambda: "soffice")
    monkeypatch.setattr(page_numbers, "page_numbers", numbers)
    paged = Request(pages=True, only=frozenset({"KH-01"}))
    list(build(open_workspace(root), ["linde"], today=DAY, request=paged))
    working = root / "output/linde/LI-KH-01.docx"
    assert b">70" in read(working.read_bytes())["word/document.xml"]
    approve(root, replace(WAIVED, codes=frozenset({"KH-01"})))
    standing = (root / "output/linde/vastgesteld/LI-KH-01.docx").read_bytes()
    assert b">70" in read(standing)["word/document.xml"]
    assert working.read_bytes() == standing
    list(build(open_workspace(root), ["linde"], today=LATER))
    assert working.read_bytes() == standing


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


def test_a_reason_for_topics_in_no_document_is_kept_at_every_document(tmp_path: Path) -> None:
    root = write(tmp_path / "w", {"organisations/linde.yaml": PROFILE})
    uncovered = PROCEDURE.replace("dekt: [intake-aanmelding]\n", "")
    write(root, {"organisations/linde/inhoud/procedures/PP-01.yaml": uncovered})
    with small_packs(tmp_path / "pakketten"):
        build_all(root)
        despite = {each: each for each in SUBJECTS if each != "onderwerpen"}
        refused = approve(root, replace(ASKED, despite=despite))
        assert [(each.code, each.what) for each in refused.problems] == [
            ("HB575", "onderwerp 'intake-wachttijd' (Wachttijd) staat in geen document"),
            ("HB575", "onderwerp 'intake-aanmelding' (Aanmelding) staat in geen document"),
        ]
        despite["onderwerpen"] = "volgend jaar"
        assert approve(root, replace(ASKED, despite=despite)).exit_code == 0
    kept = {"wat": "onderwerpen", "reden": "volgend jaar"}
    blanks = {"wat": "open-velden", "reden": "open-velden"}
    text = (root / "organisations/linde/register.yaml").read_text(encoding="utf-8")
    assert {
        entry["code"]: entry["versies"][-1].get("ondanks")
        for entry in yaml.safe_load(text)["documenten"]
    } == {
        "F-01": [kept],
        "KH-00": [kept],
        "KH-01": [blanks, kept],
        "KH-02": [kept],
        "KH-03": [kept],
        "PP-01": [blanks, kept],
    }


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


def test_without_names_only_what_is_open_is_approved(root: Path) -> None:
    approve(root, one())
    other = replace(WAIVED, approver="A. Nders", day=LATER)
    codes = [each.code for each in approve(root, other).documents]
    assert (bool(codes), "LI-F-01" in codes) == (True, False)


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


@pytest.mark.parametrize("moment", range(8))
def test_an_approval_that_broke_off_is_nothing_or_whole(
    root: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(root, "Dit vullen wij samen in.")
    real, calls = storage.put, iter(range(1000))

    def crash(path: Path, data: bytes, *, expected: str | None) -> None:
        if next(calls) == moment:
            raise SystemExit
        real(path, data, expected=expected)

    with monkeypatch.context() as patched:
        patched.setattr(storage, "put", crash)
        patched.setattr(approving, "undo", lambda *_: None)  # as when the power goes
        with pytest.raises(SystemExit):
            approve(root, one())
    build_all(root, LATER)
    decided = {len(each) for each in (archive_of(root), registered(root))}
    assert archive_of(root) == registered(root)
    assert decided in ({0}, {1})
    # Another decision, on another day, is not held up by what broke off.
    approve(root, one(approver="A. Nders", day=LATER))
    build_all(root, LATER)
    assert archive_of(root) == registered(root)
    assert len(set(frozen(root).values())) == len(registered(root))


def archive_of(root: Path) -> dict[str, str]:
    return {
        path.rpartition("/")[2]: storage.sha256(data)
        for path, data in frozen(root).items()
        if "/archief/" in path
    }


def registered(root: Path) -> dict[str, str]:
    frozen_ = [
        each
        for versions in versions_of(root)
        for version in versions
        for each in version.get("archief", [])  # type: ignore[attr-defined]
    ]
    return {each["bestand"]: each["sha256"] for each in frozen_}


def test_an_approval_that_cannot_be_written_leaves_no_trace(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = root / "organisations/linde/register.yaml"
    before = register.read_bytes()
    real = storage.put

    def full(path: Path, data: bytes, *, expected: str | None) -> None:
        if path == register:
            raise StorageError(Problem(Place("register.yaml"), "HB502", "vol", "Maak ruimte."))
        real(path, data, expected=expected)

    monkeypatch.setattr(storage, "put", full)
    with pytest.raises(StorageError):
        approve(root, one())
    assert (frozen(root), register.read_bytes()) == ({}, before)


def test_what_the_archive_lost_comes_back_from_where_it_stands(root: Path) -> None:
    approve(root, one())
    before = frozen(root)
    (root / "organisations/linde/archief/LI-F-01/LI-F-01-1.0.docx").unlink()
    (root / "output/linde/LI-F-02.docx").unlink()
    build_all(root, LATER)
    assert frozen(root) == before
    approve(root, one(day=LATER))
    path = root / "organisations/linde/archief/LI-F-01/LI-F-01-1.0.docx"
    path.unlink()
    [told] = statuses(open_workspace(root), ["linde"], today=LATER)
    assert [(each.code, each.place.file) for each in told.problems] == [
        ("HB580", path.relative_to(root).as_posix())
    ]


@pytest.mark.parametrize("said", ["\x1b[31mrood", "\u202ekwaad", "x\udcff", " \t", "e" * 201])
def test_a_name_or_reason_that_no_register_can_hold_is_refused(root: Path, said: str) -> None:
    for asked in (one(approver=said), one(despite={**WAIVED.despite, "nagaan": said})):
        told = approve(root, asked)
        assert [problem.code for problem in told.problems] == ["HB578"]
        assert str(told.problems[0]).isprintable() or "\n" in str(told.problems[0])
    assert frozen(root) == {}


def test_a_name_is_told_as_it_was_given_on_one_line(root: Path) -> None:
    name = 'Jan "de Bouwer"\n\td\u2019Ancona = <b>&amp; \u0141ukasz\N{NO-BREAK SPACE}\U0001f600'
    assert approve(root, one(approver=name)).exit_code == 0
    flat = " ".join(name.split())
    [versions] = [each for each in versions_of(root) if each[-1].get("vastgesteld_door")]
    assert versions[-1]["vastgesteld_door"] == flat
    path = root / "output/linde/vastgesteld/LI-F-01.docx"
    lines = [each.text for each in Document(str(path)).paragraphs]
    line = f"1.0  ·  vastgesteld op 23 november 2026 door {flat}  ·  eerste versie"
    assert line in lines
    build_all(root, LATER)
    assert approve(root, one(day=LATER, approver=flat)).exit_code == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            datetime.date(2026, 12, 2),
            "de datum van vaststelling, 2 december 2026, ligt in de toekomst",
        ),
        (
            datetime.date(1, 1, 1),
            "LI-F-01 is al vastgesteld op 23 november 2026, na 1 januari 1",
        ),
    ],
)
def test_a_day_that_cannot_be_is_told_in_dutch(root: Path, day: datetime.date, said: str) -> None:
    approve(root, one())
    assert [problem.what for problem in approve(root, one(day=day)).problems] == [said]


@pytest.mark.parametrize(
    ("typed", "code"), [("23-11-2026", 0), ("2026-11-23", 0), ("2026-W48-1", 2), ("\udcff", 2)]
)
def test_a_day_is_typed_as_in_a_profile(root: Path, typed: str, code: int) -> None:
    words = ["approve", "linde", "LI-F-01", "--door", "B. Stuur", "--datum", typed]
    for subject in SUBJECTS:
        words += ["--ondanks", subject, "proef"]
    assert CliRunner().invoke(main, ["-C", str(root), *words]).exit_code == code


def held(path: Path) -> Path:
    """Lay the file beside `path` that says that somebody has it open."""
    owner = path.with_name(f"~${path.name}")
    owner.write_bytes(b"\x05A. de Wit" + b"\x00" * 100)
    return owner


def test_a_reader_with_the_approved_file_open_stops_no_other(root: Path) -> None:
    both = replace(WAIVED, codes=frozenset({"LI-F-01", "LI-F-02"}))
    approve(root, both)
    first = frozen(root)
    standing = "output/linde/vastgesteld/LI-F-0{}.docx"
    owner = held(root / standing.format(1))
    told = approve(root, replace(both, day=LATER))
    assert (told.exit_code, [each.code for each in told.problems]) == (3, ["HB501"])
    owner.unlink()
    now = frozen(root)
    assert now[standing.format(1)] == first[standing.format(1)]
    archive = "organisations/linde/archief/LI-F-0{0}/LI-F-0{0}-2.0.docx"
    assert now[standing.format(2)] == now[archive.format(2)]
    build_all(root, LATER)
    assert frozen(root)[standing.format(1)] == now[archive.format(1)]


def test_a_file_of_somebody_among_the_approved_ones_is_kept_and_gives_way(root: Path) -> None:
    approve(root, one())
    path = root / "output/linde/vastgesteld/LI-F-01.docx"
    path.write_bytes(b"van een collega")
    build_all(root, LATER)
    assert path.read_bytes() == b"van een collega"
    told = approve(root, one(day=LATER))
    assert [(each.code, each.weight) for each in told.problems] == [("HB580", "let op")]
    archive = root / "organisations/linde/archief/LI-F-01/LI-F-01-2.0.docx"
    assert path.read_bytes() == archive.read_bytes()
    former = (root / "organisations/linde/.vorige/LI-F-01").iterdir()
    assert b"van een collega" in {each.read_bytes() for each in former}


def test_what_is_no_edit_of_hers_raises_no_version(tmp_path: Path) -> None:
    anja = Officer(tmp_path / "w", "berk", BERK)
    anja.builds(2026, 1)
    anja.adds("SW-04", "Wie voor een ander", "Loop gerust binnen bij het buurthuis.")
    asked = Asked(approver="B. Stuur", day=datetime.date(2026, 2, 1), despite=WAIVED.despite)
    approve_documents(open_workspace(anja.root), "berk", asked, today=asked.day)

    def numbers(*items: str) -> list[list[str]]:
        register = read_profile(open_workspace(anja.root), "berk").register
        entries = [register.find(item) for item in items]
        return [[version.number for version in each.versions] for each in entries if each]

    # Another colour is merged into her file; and she saves two files without a change.
    anja.changes_profile("onderdelen:", 'huisstijl: {kleuren: {primair: "#AA2200"}}\nonderdelen:')
    assert anja.builds(2026, 3) == {"gewijzigd": 13, "samengevoegd": 1}
    anja.edits("SW-04", lambda data: data)
    anja.edits("SW-01", lambda data: data)
    anja.builds(2026, 4)
    anja.builds(2026, 5)
    assert numbers("SW-04", "SW-01") == [["1.0"], ["1.0"]]
    # A word of hers, or another look of one, is an edit.
    anja.adds("SW-04", "Wie voor een ander", "Ook op zaterdag.")
    anja.edits("SW-01", slanted)
    anja.builds(2026, 6)
    assert numbers("SW-04", "SW-01") == [["1.0", "1.1"], ["1.0", "1.1"]]


def slanted(data: bytes) -> bytes:
    """Return a Word file with the first long paragraph in italics."""
    document = Document(io.BytesIO(data))
    paragraph = next(each for each in document.paragraphs if len(each.text) > 60)
    for run in paragraph.runs:
        run.italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
