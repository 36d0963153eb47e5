"""Documents that an organisation wrote itself: in every list, and approved as they are."""

import hashlib
import io
import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml
from small_organisation import small_library, with_profiles

from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import DocumentOutcome, Outcome
from handbook.pipeline import restore
from handbook.pipeline.adoption.her_document import hers_of
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request, open_organisation
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.publishing.publish import offer
from handbook.pipeline.safeguards.sources import check
from handbook.pipeline.status import statuses
from handbook.word.package.seal import prove

DAY, LATER = date(2026, 11, 23), date(2026, 11, 30)
DESPITE = dict.fromkeys(set(SUBJECTS) - {"niet-bekeken"}, "proef")
LAST = "    bevestigd: ja\n  - id: ED-02"  # the end of the first entry
ENTRIES = """\
documenten:
  - id: ED-01
    bestand: Protocol agressie.docx
    titel: Protocol agressie
    soort: protocol
    eigenaar: teamleider
    herzien: 01-03-2027
    dekt: [{onderwerp: intake-wachttijd, kop: Na een incident}]
    bevestigd: ja
  - id: ED-02
    bestand: Folder.pdf
    titel: Folder voor bezoekers
    code: P-17
    bevestigd: ja
"""


@cache  # a zip tells the second in which it was made
def word(*lines: str) -> bytes:
    document = docx.Document()
    document.add_heading("Protocol agressie", 0)
    document.add_heading("Na een incident", 1)
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(line: str = "Welkom bij ons.", *, image: bool = False) -> bytes:
    """Return a PDF of one page that says `line`, or that only draws."""
    drawn = b"0 0 100 100 re f" if image else f"BT /F1 12 Tf 50 700 Td ({line}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, starts = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    )


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_library(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with_profiles(tmp_path, "linde")
    files_of(tmp_path).mkdir(parents=True)
    (files_of(tmp_path) / "Protocol agressie.docx").write_bytes(word("Bel de achterwacht."))
    (files_of(tmp_path) / "Folder.pdf").write_bytes(pdf())
    entries_of(tmp_path).write_text(ENTRIES, encoding="utf-8")
    return tmp_path


def files_of(root: Path) -> Path:
    return root / "organisations/linde/inhoud/documenten"


def entries_of(root: Path) -> Path:
    return root / "organisations/linde/inhoud/documenten.yaml"


def rewrite(root: Path, before: str, after: str) -> None:
    text = entries_of(root).read_text(encoding="utf-8")
    assert before in text
    entries_of(root).write_text(text.replace(before, after), encoding="utf-8")


def built(root: Path, day: date = DAY) -> Outcome:
    [outcome] = build(open_workspace(root), ["linde"], today=day)
    return outcome


def actions(outcome: Outcome) -> dict[str, str]:
    return {each.item: each.action for each in outcome.documents if each.item.startswith("ED")}


def codes(outcome: Outcome) -> list[str]:
    return [each.code for each in outcome.problems]


def approve(
    root: Path, *wanted: str, day: date = DAY, despite: dict[str, str] = DESPITE
) -> Outcome:
    asked = Asked(codes=frozenset(wanted), approver="B. Stuur", day=day, despite=despite)
    return approve_documents(open_workspace(root), "linde", asked, today=day)


def entry(root: Path, item: str) -> dict[str, object]:
    data = (root / "organisations/linde/register.yaml").read_text(encoding="utf-8")
    return next(e for e in yaml.safe_load(data)["documenten"] if e["document"] == item)


def output(root: Path, name: str) -> Path:
    return root / "output/linde" / name


def standing(root: Path) -> list[str]:
    folder = root / "output/linde/vastgesteld"
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_her_documents_are_laid_beside_the_others_byte_for_byte(root: Path) -> None:
    assert actions(built(root)) == {"ED-01": "nieuw", "ED-02": "nieuw"}
    assert output(root, "LI-ED-01.docx").read_bytes() == word("Bel de achterwacht.")
    assert output(root, "P-17.pdf").read_bytes() == pdf()


def test_a_second_build_leaves_them_alone(root: Path) -> None:
    built(root)
    stamp = output(root, "P-17.pdf").stat().st_mtime_ns
    assert actions(built(root, LATER)) == {"ED-01": "ongewijzigd", "ED-02": "ongewijzigd"}
    assert output(root, "P-17.pdf").stat().st_mtime_ns == stamp


def test_they_stand_in_the_overview_and_in_the_matrix_to_the_heading(root: Path) -> None:
    loaded = opened(open_workspace(root), "linde")
    made = decide(loaded, "linde")
    [topic] = [row for row in made.matrix.rows if row.topic.id == "intake-wachttijd"]
    assert ("ED-01", "LI-ED-01", "Na een incident") in topic.covers
    [overview] = [each for each in made.documents if each.kind == "overzicht"]
    rows = {
        group.title.runs[0].text: [(row.code, str(row.title), row.kind) for row in group.rows]
        for group in overview.body.groups  # type: ignore[union-attr]
    }
    assert rows["Eigen documenten"] == [
        ("LI-ED-01", "Protocol agressie", "Protocol"),
        ("P-17", "Folder voor bezoekers", "Document"),
    ]


def test_the_register_keeps_their_sum_and_her_day_of_review(root: Path) -> None:
    built(root)
    told = entry(root, "ED-01")
    assert told["som"] == sha256(files_of(root) / "Protocol agressie.docx")
    assert told["versies"][0]["herziening"] == date(2027, 3, 1)  # type: ignore[index]


def test_without_a_yes_a_document_is_a_proposal_and_is_told(root: Path) -> None:
    rewrite(root, "    code: P-17\n    bevestigd: ja\n", "    bevestigd: nee\n")
    outcome = built(root)
    assert actions(outcome) == {"ED-01": "nieuw"}
    assert codes(outcome) == ["HB290"]


def test_approved_they_are_frozen_and_published_as_they_are(root: Path) -> None:
    built(root)
    outcome = approve(root, "ED-01", "P-17")
    assert (outcome.problems, outcome.exit_code) == ((), 0)
    assert standing(root) == ["LI-ED-01.docx", "P-17.pdf"]
    given = offer(open_workspace(root), "linde")
    assert {each.path: each.data for each in given.items} == {
        "LI-ED-01.docx": word("Bel de achterwacht."),
        "P-17.pdf": pdf(),
    }
    assert {each.identity for each in given.items} == {"ED-01", "ED-02.pdf"}
    assert given.refused == ()
    approved = entry(root, "ED-01")["versies"][0]  # type: ignore[index]
    assert (approved["versie"], approved["herziening"]) == ("1.0", date(2027, 3, 1))


def test_another_file_under_the_same_name_is_a_new_concept(root: Path) -> None:
    built(root)
    approve(root, "ED-01")
    (files_of(root) / "Protocol agressie.docx").write_bytes(word("Bel 112."))
    assert actions(built(root, LATER))["ED-01"] == "gewijzigd"
    assert output(root, "LI-ED-01.docx").read_bytes() == word("Bel 112.")
    numbers = [each["versie"] for each in entry(root, "ED-01")["versies"]]  # type: ignore[attr-defined]
    assert numbers == ["1.0", "1.1"]
    assert (root / "output/linde/vastgesteld/LI-ED-01.docx").read_bytes() == word(
        "Bel de achterwacht."
    )


def test_work_in_the_copy_stays_and_is_told(root: Path) -> None:
    built(root)
    output(root, "LI-ED-01.docx").write_bytes(word("In de kopie."))
    (files_of(root) / "Protocol agressie.docx").write_bytes(word("Bel 112."))
    outcome = built(root, LATER)
    [ours] = [each for each in outcome.documents if each.item == "ED-01"]
    assert (ours.action, [each.code for each in ours.problems]) == ("behouden", ["HB408"])
    assert output(root, "LI-ED-01.docx").read_bytes() == word("In de kopie.")
    told = approve(root, day=LATER)
    assert "ED-01" not in {each.item for each in told.documents}
    assert "HB404" in codes(told)


@pytest.mark.parametrize("how", ["gone", "empty", "damaged", "locked"])
def test_a_file_that_is_not_to_be_had_stops_nothing_and_comes_back_as_the_same(
    root: Path, how: str
) -> None:
    built(root)
    approve(root, "ED-01")
    file = files_of(root) / "Protocol agressie.docx"
    whole = file.read_bytes()
    if how == "gone":
        file.unlink()
    else:
        broken = {"empty": b"", "damaged": b"PK\x03\x04 half", "locked": b"\xd0\xcf\x11\xe0 met"}
        file.write_bytes(broken[how])
    outcome = built(root, LATER)
    assert actions(outcome) == {"ED-01": "ongewijzigd", "ED-02": "ongewijzigd"}
    assert codes(outcome) == ["HB291" if how == "gone" else "HB292"]
    assert outcome.exit_code == 0
    assert standing(root) == ["LI-ED-01.docx"]
    [told] = statuses(open_workspace(root), ["linde"], today=LATER)
    assert [each.code for each in told.problems] == codes(outcome)
    file.write_bytes(whole)
    assert codes(built(root, LATER)) == []
    assert len(entry(root, "ED-01")["versies"]) == 1  # type: ignore[arg-type]


def test_a_file_that_got_another_name_is_recognised_and_its_line_is_told(root: Path) -> None:
    built(root)
    (files_of(root) / "Protocol agressie.docx").rename(files_of(root) / "Agressie 2026.docx")
    outcome = built(root, LATER)
    told = {each.code: each for each in outcome.problems}
    assert "bestand: Agressie 2026.docx" in told["HB291"].mend
    assert told["HB291"].place.line == 3
    assert actions(outcome)["ED-01"] == "ongewijzigd"
    rewrite(root, "Protocol agressie.docx", "Agressie 2026.docx")
    assert codes(built(root, LATER)) == []


def test_a_file_that_was_never_there_does_not_take_part(root: Path) -> None:
    (files_of(root) / "Folder.pdf").unlink()
    outcome = built(root)
    assert actions(outcome) == {"ED-01": "nieuw"}
    assert codes(outcome) == ["HB291"]


def test_what_lies_there_without_a_line_is_told(root: Path) -> None:
    (files_of(root) / "Rooster.xlsx").write_bytes(b"PK")
    assert codes(built(root)) == ["HB293"]


def test_check_tells_what_build_tells(root: Path) -> None:
    (files_of(root) / "Folder.pdf").write_bytes(pdf(image=True))
    rewrite(root, "Na een incident", "Bij een incident")
    [checked] = check(open_workspace(root), ["linde"])
    of_own = [each for each in checked.problems if each.code.startswith("HB56")]
    assert [each.code for each in of_own] == ["HB562", "HB561"]
    assert "Bedoelde u 'Na een incident'?" in of_own[0].mend
    assert of_own == [each for each in built(root).problems if each.code.startswith("HB56")]


def test_a_document_that_names_another_client_is_not_made_and_stops_no_other(root: Path) -> None:
    with_profiles(root, "haven")
    (files_of(root) / "Folder.pdf").write_bytes(pdf("Stichting Opvang De Haven"))
    outcome = built(root)
    assert actions(outcome) == {"ED-01": "nieuw", "ED-02": "mislukt"}
    [stopped] = [each for each in outcome.documents if each.item == "ED-02"]
    assert stopped.problems[0].code == "HB460"
    assert not output(root, "P-17.pdf").exists()
    told = approve(root)
    assert {each.item for each in told.documents} >= {"ED-01", "KH-01"}
    assert "ED-02" not in {each.item for each in told.documents}


def test_a_scan_with_a_secret_location_asks_for_a_reason_that_is_kept(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    secret = '  - {naam: Huis Zeldzaam, adres: "Verborgenpad 9, 1234 AB Lindestad", geheim: ja}\n'
    profile.write_text(text.replace("locaties:\n", f"locaties:\n{secret}"), encoding="utf-8")
    (files_of(root) / "Folder.pdf").write_bytes(pdf(image=True))
    built(root)
    refused = approve(root, "ED-02")
    assert codes(refused) == ["HB564"]
    given = approve(root, "ED-02", despite={**DESPITE, "niet-bekeken": "op papier gelezen"})
    assert [each.item for each in given.documents] == ["ED-02"]
    waived = entry(root, "ED-02")["versies"][0]["ondanks"]  # type: ignore[index]
    assert waived == [{"wat": "niet-bekeken", "reden": "op papier gelezen"}]


def test_a_secret_place_in_her_pdf_is_not_made(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    secret = '  - {naam: Huis Zeldzaam, adres: "Verborgenpad 9, 1234 AB Lindestad", geheim: ja}\n'
    profile.write_text(text.replace("locaties:\n", f"locaties:\n{secret}"), encoding="utf-8")
    (files_of(root) / "Folder.pdf").write_bytes(pdf("Kom naar Verborgenpad 9"))
    outcome = built(root)
    assert actions(outcome)["ED-02"] == "mislukt"
    told = "\n".join(str(p) for each in outcome.documents for p in each.problems)
    assert "HB462" in told
    assert "Verborgenpad" not in told


def test_one_that_replaces_takes_its_place_in_texts_and_lists(root: Path) -> None:
    rewrite(
        root,
        "    bevestigd: ja\n  - id: ED-02",
        "    vervangt: [PP-03]\n    bevestigd: ja\n  - id: ED-02",
    )
    made = decide(opened(open_workspace(root), "linde"), "linde")
    assert "PP-03" not in {each.item for each in made.documents}
    assert "F-01" in {each.item for each in made.documents}
    [form] = [each for each in made.documents if each.item == "F-01"]
    links = [run.link for text in form.body.used_in for run in text.runs if run.link]  # type: ignore[union-attr]
    assert "ED-01" in links


def test_what_is_replaced_stays_valid_until_its_heir_is_approved(root: Path) -> None:
    entries = entries_of(root).read_text(encoding="utf-8")
    entries_of(root).unlink()
    built(root)
    approve(root, "PP-03")
    entries_of(root).write_text(entries, encoding="utf-8")
    rewrite(
        root,
        "    bevestigd: ja\n  - id: ED-02",
        "    vervangt: [PP-03]\n    bevestigd: ja\n  - id: ED-02",
    )
    built(root, LATER)
    assert entry(root, "PP-03")["opgegaan_in"] == "ED-01"
    assert standing(root) == ["LI-PP-03.docx"]
    assert [each.path for each in offer(open_workspace(root), "linde").items] == ["LI-PP-03.docx"]
    [told] = statuses(open_workspace(root), ["linde"], today=LATER)
    assert [each.code for each in told.problems] == ["HB565"]
    approve(root, "ED-01", day=LATER)
    assert standing(root) == ["LI-ED-01.docx"]
    assert [each.path for each in offer(open_workspace(root), "linde").items] == ["LI-ED-01.docx"]
    entries_of(root).unlink()
    built(root, LATER)
    assert entry(root, "PP-03").get("opgegaan_in") is None


def test_with_properties_a_copy_says_its_version_and_her_file_stays(root: Path) -> None:
    rewrite(
        root,
        "    bevestigd: ja\n  - id: ED-02",
        "    eigenschappen: ja\n    bevestigd: ja\n  - id: ED-02",
    )
    before = sha256(files_of(root) / "Protocol agressie.docx")
    built(root)
    approve(root, "ED-01")
    data = output(root, "LI-ED-01.docx").read_bytes()
    said = docx.Document(io.BytesIO(data))
    assert (said.core_properties.title, said.core_properties.version) == (
        "Protocol agressie",
        "1.0",
    )
    assert [each.text for each in said.paragraphs][-1] == "Bel de achterwacht."
    proof = prove(data)
    assert proof is not None
    assert (proof.item, proof.intact) == ("ED-01", True)
    assert actions(built(root, LATER))["ED-01"] == "ongewijzigd"
    assert sha256(files_of(root) / "Protocol agressie.docx") == before


def test_a_workbook_of_hers_goes_along_as_it_is(root: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Rooster"
    buffer = io.BytesIO()
    book.save(buffer)
    (files_of(root) / "Rooster.xlsx").write_bytes(buffer.getvalue())
    more = "  - {id: ED-03, bestand: Rooster.xlsx, titel: Rooster, bevestigd: ja}\n"
    entries_of(root).write_text(ENTRIES + more, encoding="utf-8")
    built(root)
    approve(root, "ED-03")
    [item] = offer(open_workspace(root), "linde").items
    assert (item.path, item.data) == ("LI-ED-03.xlsx", buffer.getvalue())


def test_a_document_that_becomes_another_kind_of_file_stays_one_document(root: Path) -> None:
    built(root)
    approve(root, "ED-01")
    (files_of(root) / "Protocol agressie.docx").unlink()
    (files_of(root) / "Protocol agressie.pdf").write_bytes(pdf("Bel 112."))
    rewrite(root, "Protocol agressie.docx", "Protocol agressie.pdf")
    built(root, LATER)
    assert output(root, "LI-ED-01.pdf").read_bytes() == pdf("Bel 112.")
    assert not output(root, "LI-ED-01.docx").exists()
    assert standing(root) == ["LI-ED-01.docx"]
    [before] = offer(open_workspace(root), "linde").items
    approve(root, "ED-01", day=LATER)
    assert standing(root) == ["LI-ED-01.pdf"]
    [after] = offer(open_workspace(root), "linde").items
    assert (before.identity, before.path) == ("ED-01", "LI-ED-01.docx")
    assert (after.identity, after.path) == ("ED-01.pdf", "LI-ED-01.pdf")
    assert actions(built(root, LATER)) == {"ED-01": "ongewijzigd", "ED-02": "ongewijzigd"}


def test_restore_and_adopt_say_that_it_is_hers(root: Path) -> None:
    built(root)
    workspace = open_workspace(root)
    with pytest.raises(HandbookError) as caught:
        restore.formers(workspace, "linde", "LI-ED-01")
    assert [each.code for each in caught.value.problems] == ["HB566"]
    request = Request(only=frozenset({"LI-ED-01"}))
    with pytest.raises(HandbookError, match="schrijft u zelf"):
        hers_of(open_organisation(workspace, "linde", DAY, request))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("id: ED-01", "id: PP-01", "HB287"),
        ("Folder.pdf", "Folder.odt", "HB288"),
        ("Folder.pdf", "../Folder.pdf", "HB288"),
        ("intake-wachttijd", "intake-wachtijd", "HB202"),
        ("id: ED-02", "id: ED-01", "HB230"),
        ("code: P-17", "vervangt: [PP-99]", "HB231"),
        ("code: P-17", "activiteiten: [dansen]", "HB203"),
        ("eigenaar: teamleider", "eigenaar: temleider", "HB289"),
        ("code: P-17", "eigenschappen: ja", "HB407"),
        ("code: P-17", "code: Overzicht", "HB287"),
    ],
)
def test_a_name_that_is_none_is_told_at_its_line(
    root: Path, before: str, after: str, code: str
) -> None:
    rewrite(root, before, after)
    [checked] = check(open_workspace(root), ["linde"])
    told = [each for each in checked.problems if each.code == code]
    assert len(told) == 1
    assert told[0].place.file == "organisations/linde/inhoud/documenten.yaml"
    assert told[0].place.line > 1


def test_a_link_out_of_the_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    away = tmp_path / "elders.pdf"
    away.write_bytes(pdf())
    (files_of(root) / "Folder.pdf").unlink()
    (files_of(root) / "Folder.pdf").symlink_to(away)
    outcome = built(root)
    assert actions(outcome) == {"ED-01": "nieuw"}
    assert codes(outcome) == ["HB292"]


def test_a_folder_that_is_a_link_to_elsewhere_is_not_followed(root: Path, tmp_path: Path) -> None:
    away = tmp_path / "elders"
    files_of(root).rename(away)
    files_of(root).symlink_to(away, target_is_directory=True)
    outcome = built(root)
    assert actions(outcome) == {}
    assert codes(outcome) == ["HB292", "HB292"]


@pytest.mark.parametrize("text", ["", "documenten:\n", "documenten: []\n", "# niets\n"])
def test_a_list_without_documents_is_no_fault(root: Path, text: str) -> None:
    entries_of(root).write_text(text, encoding="utf-8")
    assert [each for each in codes(built(root)) if each != "HB110"] == ["HB293"]


def test_documents_follow_a_copied_folder_to_another_computer(root: Path, tmp_path: Path) -> None:
    built(root)
    approve(root, "ED-01", "ED-02")
    there = tmp_path / "elders"
    shutil.copytree(root / "organisations", there / "organisations")
    outcome: Outcome = built(there, LATER)
    assert actions(outcome) == {"ED-01": "nieuw", "ED-02": "nieuw"}
    assert standing(there) == ["LI-ED-01.docx", "P-17.pdf"]
    assert [each for each in outcome.documents if each.action == "mislukt"] == []
    assert isinstance(outcome.documents[0], DocumentOutcome)


def test_of_two_documents_the_one_whose_code_is_named_is_approved(root: Path) -> None:
    """Her code may be the id of another document; on the page she only sees codes."""
    rewrite(root, "    code: P-17\n", "    code: ED-01\n")
    built(root)
    outcome = approve(root, "ED-01")
    assert (outcome.problems, outcome.exit_code) == ((), 0)
    assert standing(root) == ["ED-01.pdf"]


def test_a_list_that_cannot_be_read_names_nothing(root: Path) -> None:
    """Every file would be told as without a line, while the lines are there."""
    rewrite(root, "documenten:\n", "documenten:\n  - [\n")
    [checked] = check(open_workspace(root), ["linde"])
    assert "HB293" not in [each.code for each in checked.problems]
    assert [each for each in checked.problems if each.code.startswith("HB10")]
