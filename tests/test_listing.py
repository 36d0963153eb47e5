"""The lists beside the documents: every document that ever was, fit for Excel and for programs."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from examples import DAY
from hypothesis import given
from hypothesis import strategies as st
from loading.world import write
from officer import Officer
from small_library import library

from handbook.excel.register import register_sheet
from handbook.loading.workspace import open_workspace
from handbook.model.documents.document import Organisation
from handbook.model.documents.document_list import COLUMNS, Listed
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.reporting.features.document_list import listed_csv
from handbook.word.package.package import read

__all__ = ["library"]

PROFILE = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [140]
activiteiten: {140: [buurtwerk, vrijwilligerscentrale]}
"""
HALF = PROFILE.replace(", vrijwilligerscentrale", "")
FILES = ("documenten.csv", "documenten.json", "documentenregister.xlsx")


pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(scope="module")
def built(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    officer = Officer(tmp_path_factory.mktemp("lijsten") / "w", "berk", PROFILE)
    officer.builds(2026, 1)
    return officer.root


@pytest.fixture
def anja(built: Path, tmp_path: Path) -> Officer:
    officer = Officer(tmp_path / "w", "berk", PROFILE)
    shutil.copytree(built, officer.root, dirs_exist_ok=True)
    return officer


def folder(officer: Officer) -> Path:
    return officer.root / "output/berk"


def rows(officer: Officer) -> list[dict[str, str]]:
    text = (folder(officer) / "documenten.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_three_lists_say_the_same(anja: Officer) -> None:
    told = json.loads((folder(anja) / "documenten.json").read_text(encoding="utf-8"))
    assert told["organisatie"] == "berk"
    assert [list(each.values()) for each in told["documenten"]] == [
        list(each.values()) for each in rows(anja)
    ]
    sheet = openpyxl.load_workbook(folder(anja) / "documentenregister.xlsx").worksheets[0]
    lines = [list(each) for each in sheet.iter_rows(values_only=True)]
    assert lines[0] == list(COLUMNS)
    shown = [[_text(each) for each in line] for line in lines[1:]]
    assert shown == [list(each.values()) for each in rows(anja)]
    made = {path.name for path in folder(anja).glob("*.docx")}
    assert {each["Bestand"] for each in rows(anja)} == made


def _text(value: object) -> str:
    if hasattr(value, "date"):
        return str(value.date())
    return "" if value is None else str(value)


def test_a_list_is_written_only_when_it_says_something_else(anja: Officer) -> None:
    before = {name: (folder(anja) / name).stat().st_mtime_ns for name in FILES}
    data = {name: (folder(anja) / name).read_bytes() for name in FILES}
    anja.builds(2026, 5)
    assert {name: (folder(anja) / name).stat().st_mtime_ns for name in FILES} == before
    for name in FILES:
        (folder(anja) / name).unlink()
    anja.changes_profile("onderdelen: [140]", "onderdelen: [140]  # welzijn")
    anja.builds(2026, 5)
    assert {name: (folder(anja) / name).read_bytes() for name in FILES} == data


def test_what_left_the_set_stays_in_the_list_and_its_code_is_never_given_again(
    anja: Officer,
) -> None:
    before = {each["Kenmerk"]: each["Code"] for each in rows(anja)}
    anja.changes_profile(", vrijwilligerscentrale", "")
    anja.builds(2026, 6)
    after = {each["Kenmerk"]: each for each in rows(anja)}
    assert {name: each["Code"] for name, each in after.items()} == before
    assert (after["berk/SW-04"]["Status"], after["berk/SW-04"]["Vervallen op"]) == (
        "vervallen",
        "2026-06-01",
    )
    # Another prefix would make other codes; those that exist stay, and no two are the same.
    anja.changes_profile("kvk:", "documentbeheer: {voorvoegsel: S}\nkvk:")
    anja.changes_profile("[buurtwerk]", "[buurtwerk, jongerenwerk, vrijwilligerscentrale]")
    anja.builds(2026, 7)
    now = {each["Kenmerk"]: each["Code"] for each in rows(anja)}
    assert {name: now[name] for name in before} == before
    assert len(set(now.values())) == len(now)


def test_a_code_of_a_document_that_left_is_not_for_another_one(tmp_path: Path) -> None:
    anja = Officer(tmp_path / "w", "berk", HALF)
    anja.builds(2026, 1)
    path = anja.root / "organisations/berk/register.yaml"
    text = path.read_text(encoding="utf-8")
    # A document of long ago had the code that SW-04 would get.
    entry = text.split("  - document:")[1].split("  - document:")[0]
    old = entry.splitlines()
    old[0] = "  - document: XX-99"
    told = ["  code: SW-04" if "code:" in line else line for line in old]
    told = [line.replace("  code", "    code") for line in told]
    told = ["    bestand: SW-04.docx" if "bestand:" in line else line for line in told]
    path.write_text(text.rstrip("\n") + "\n" + "\n".join(told) + "\n", encoding="utf-8")
    anja.changes_profile("[buurtwerk]", "[buurtwerk, vrijwilligerscentrale]")
    anja.builds(2026, 2)
    codes = {each["Kenmerk"]: each["Code"] for each in rows(anja)}
    assert codes["berk/XX-99"] == "SW-04"
    assert codes["berk/SW-04"] != "SW-04"
    assert len(set(codes.values())) == len(codes)


def test_a_workbook_that_she_changed_stays_and_is_told(anja: Officer) -> None:
    path = folder(anja) / "documentenregister.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "van Anja"
    book.save(path)
    hers = path.read_bytes()
    anja.changes_profile(", vrijwilligerscentrale", "")
    anja.builds(2026, 6)
    assert path.read_bytes() == hers
    assert "HB457" in {each.code for each in anja.outcome.problems}
    assert "vervallen" in (folder(anja) / "documenten.csv").read_text(encoding="utf-8-sig")


def test_the_lists_are_no_strangers_and_tell_of_nobody_else(tmp_path: Path) -> None:
    root = tmp_path / "w"
    for number, name in enumerate(("Berk", "Haven", "Linde")):
        profile = PROFILE.replace("De Berk", f"De {name}").replace("12345678", f"1234567{number}")
        write(root, {f"organisations/{name.lower()}.yaml": profile})
    assert {each.exit_code for each in build(open_workspace(root), today=DAY)} == {0}
    for outcome in inspect(open_workspace(root), today=DAY):
        assert [each for each in outcome.problems if "documenten" in each.place.file] == []
    path = root / "output/linde/documenten.csv"
    path.write_text(path.read_text(encoding="utf-8") + "Stichting De Haven;x\r\n", "utf-8")
    [linde] = inspect(open_workspace(root), ["linde"], today=DAY)
    assert "HB460" in {each.code for each in linde.problems if each.place.file.endswith(".csv")}


@given(title=st.text(max_size=30))
def test_no_text_becomes_a_formula(title: str) -> None:
    row = Listed(
        id="a/B-01",
        code="B-01",
        title=title,
        version="1.0",
        status="concept",
        written=date(2026, 1, 1),
        review=date(2028, 1, 1),
        file="B-01.docx",
    )
    text = listed_csv([row]).decode("utf-8-sig")
    [found] = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert not found["Titel"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert found["Titel"].removeprefix("'") == title.removeprefix("'")


def test_a_title_of_two_lines_has_room_and_the_print_leaves_out_what_is_for_machines() -> None:
    row = Listed(
        id="a/B-01",
        code="B-01",
        title="Vakbekwaamheid: scholing, registratie, intervisie en jaargesprek",
        version="1.0",
        status="concept",
        written=date(2026, 1, 1),
        review=date(2028, 1, 1),
        file="B-01.docx",
    )
    organisation = Organisation(
        id="a",
        name="Berk",
        short_name="Berk",
        legal_form="",
        chamber_number="01234567",
        website="",
        norm="",
    )
    data = register_sheet(
        [row, replace(row, title="Inkoop")], organisation, item="register", render="ab" * 32
    )
    [sheet] = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert [sheet.row_dimensions[number].height for number in (2, 3)] == [30, 17.25]
    assert sheet.print_area == "'Documentenregister'!$A$1:$N$3"


def test_each_document_carries_a_mark_that_never_changes_and_dates_that_are_dates(
    anja: Officer,
) -> None:
    part = read(anja.path("KH-01").read_bytes())["docProps/custom.xml"].decode()
    assert 'name="Kenmerk"><vt:lpwstr>berk/KH-01</vt:lpwstr>' in part
    assert 'name="Documentdatum"><vt:filetime>2026-01-01T00:00:00Z</vt:filetime>' in part
    assert 'name="Herzieningsdatum"><vt:filetime>2028-01-01T00:00:00Z</vt:filetime>' in part


def test_one_build_of_another_folder_gives_the_same_lists(tmp_path: Path) -> None:
    made = []
    for name in ("een", "twee"):
        officer = Officer(tmp_path / name, "berk", PROFILE)
        list(build(open_workspace(officer.root), today=date(2026, 1, 1)))
        made.append({each: (folder(officer) / each).read_bytes() for each in FILES})
    assert made[0] == made[1]


def test_a_list_that_is_open_in_excel_waits_and_the_register_does_not(anja: Officer) -> None:
    owner = folder(anja) / "~$documentenregister.xlsx"
    owner.write_bytes(b"\x05A. de Wit" + b"\x00" * 100)
    before = (folder(anja) / "documentenregister.xlsx").read_bytes()
    anja.changes_profile(", vrijwilligerscentrale", "")
    anja.builds(2026, 6)
    assert (anja.outcome.exit_code, {each.code for each in anja.outcome.problems} & {"HB501"}) == (
        3,
        {"HB501"},
    )
    assert (folder(anja) / "documentenregister.xlsx").read_bytes() == before
    register = (anja.root / "organisations/berk/register.yaml").read_text(encoding="utf-8")
    assert "vervallen_op: 2026-06-01" in register
    owner.unlink()
    anja.builds(2026, 6)
    assert (folder(anja) / "documentenregister.xlsx").read_bytes() != before


def test_the_workbook_of_the_matrix_has_the_properties_of_its_document(anja: Officer) -> None:
    book = openpyxl.load_workbook(folder(anja) / "KH-02.xlsx")
    told = {each.name: each.value for each in book.custom_doc_props.props}
    part = read(anja.path("KH-02").read_bytes())["docProps/custom.xml"].decode()
    names = re.findall(r'name="([^"]+)"', part)
    assert set(names) <= set(told)
    assert (told["Kenmerk"], told["Documentnummer"]) == ("berk/KH-02", "KH-02")
    days = [str(told[name].date()) for name in ("Documentdatum", "Herzieningsdatum")]
    assert days == ["2026-01-01", "2028-01-01"]
    for name in ("Versie", "Status", "Eigenaar", "Goedkeurder", "Datum", "Herziening"):
        assert f'name="{name}"><vt:lpwstr>{told[name]}</vt:lpwstr>' in part
