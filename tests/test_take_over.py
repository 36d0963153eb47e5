"""A folder of existing documents taken over: copied, proposed, and never guessed silently."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import yaml
from click.testing import CliRunner, Result
from small_organisation import small_library, with_profiles
from test_own_documents import ENTRIES, built, entries_of, files_of, pdf, word

from handbook.cli.app import main
from handbook.errors import HandbookError
from handbook.loading.existing_files import existing_files
from handbook.loading.workspace import open_workspace
from handbook.model.features.take_over import TakeOver
from handbook.pipeline.take_over import take_over


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_library(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_profiles(tmp_path / "w", "linde")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "Kwaliteit"
    (folder / "Oud").mkdir(parents=True)
    (folder / "P-17 Protocol agressie v2.1.docx").write_bytes(word("Eigenaar: teamleider"))
    (folder / "Folder wachttijd.pdf").write_bytes(pdf())
    return folder


def taken(root: Path, folder: Path, *, write: bool = True) -> TakeOver:
    return take_over(open_workspace(root), folder, "linde", write=write)


def said(root: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(entries_of(root).read_text("utf-8"))[
        "documenten"
    ]
    return found


def why(told: TakeOver) -> dict[str, str]:
    return {each.path: each.why for each in told.files if each.fate == "niet overgenomen"}


def test_each_file_is_copied_and_gets_lines_that_wait_for_a_yes(root: Path, old: Path) -> None:
    told = taken(root, old)
    assert [(each.item, each.fate) for each in told.files] == [
        ("ED-01", "overgenomen"),
        ("ED-02", "overgenomen"),
    ]
    assert sorted(each.name for each in files_of(root).iterdir()) == [
        "Folder wachttijd.pdf",
        "P-17 Protocol agressie v2.1.docx",
    ]
    assert said(root) == [
        {
            "id": "ED-01",
            "bestand": "Folder wachttijd.pdf",
            "titel": "Folder wachttijd",
            "soort": "folder",
            "dekt": ["intake-wachttijd"],
            "bevestigd": "nee",
        },
        {
            "id": "ED-02",
            "bestand": "P-17 Protocol agressie v2.1.docx",
            "titel": "Protocol agressie",
            "soort": "protocol",
            "code": "P-17",
            "eigenaar": "teamleider",
            "bevestigd": "nee",
        },
    ]
    assert [each.code for each in built(root).problems] == ["HB290"]


def test_her_own_folder_stays_as_it_is(root: Path, old: Path) -> None:
    before = {each: each.read_bytes() for each in old.rglob("*") if each.is_file()}
    taken(root, old)
    assert {each: each.read_bytes() for each in old.rglob("*") if each.is_file()} == before


def test_a_trial_writes_nothing(root: Path, old: Path) -> None:
    told = taken(root, old, write=False)
    assert (len(told.taken), told.done) == (2, False)
    assert not entries_of(root).exists()
    assert not files_of(root).exists()


def test_a_second_time_only_what_is_new_comes(root: Path, old: Path) -> None:
    taken(root, old)
    before = entries_of(root).read_text("utf-8")
    (old / "Rooster.pdf").write_bytes(pdf("Rooster"))
    told = taken(root, old)
    assert [(each.path, each.item) for each in told.taken] == [("Rooster.pdf", "ED-03")]
    assert entries_of(root).read_text("utf-8").startswith(before)


def test_what_she_wrote_in_the_list_stays(root: Path, old: Path) -> None:
    files_of(root).mkdir(parents=True)
    entries_of(root).write_text(f"# van mij\n{ENTRIES}", encoding="utf-8")
    told = taken(root, old)
    assert entries_of(root).read_text("utf-8").startswith(f"# van mij\n{ENTRIES}")
    assert [each.item for each in told.taken] == ["ED-03", "ED-04"]


def test_of_one_document_only_the_newest_comes(root: Path, old: Path) -> None:
    (old / "P-17 Protocol agressie v2.0.docx").write_bytes(word("ouder"))
    (old / "P-17 Protocol agressie v2.1 - kopie.docx").write_bytes(word("kopie"))
    (old / "Folder wachttijd.docx").write_bytes(word("ook in Word"))
    (old / "Oud/Iets.docx").write_bytes(word("oud"))
    (old / "Rooster (oud).docx").write_bytes(word("oud rooster"))
    told = taken(root, old)
    assert [each.path for each in told.taken] == [
        "Folder wachttijd.docx",
        "P-17 Protocol agressie v2.1.docx",
    ]
    assert set(why(told)) == {
        "Folder wachttijd.pdf",
        "Oud/Iets.docx",
        "P-17 Protocol agressie v2.0.docx",
        "P-17 Protocol agressie v2.1 - kopie.docx",
        "Rooster (oud).docx",
    }


def test_what_cannot_go_along_says_what_to_do(root: Path, old: Path) -> None:
    for name in ("Regeling.doc", "Lijst.xls", "Foto.jpg"):
        (old / name).write_bytes(b"iets")
    (old / "Kapot.docx").write_bytes(b"PK half")
    (old / "Geheim.docx").write_bytes(b"\xd0\xcf\x11\xe0 met wachtwoord")
    (old / "~$Protocol.docx").write_bytes(b"slot")
    told = why(taken(root, old))
    assert set(told) == {"Foto.jpg", "Geheim.docx", "Kapot.docx", "Lijst.xls", "Regeling.doc"}
    assert told["Regeling.doc"] == "bewaar het in Word als .docx, of als .pdf"
    assert "wachtwoord" in told["Geheim.docx"]


def test_a_file_of_another_client_is_not_taken_over(root: Path, old: Path) -> None:
    with_profiles(root, "haven")
    (old / "Regeling.docx").write_bytes(word("Dit is van Stichting Opvang De Haven."))
    told = taken(root, old)
    assert list(why(told)) == ["Regeling.docx"]
    assert [each.code for each in told.problems] == ["HB460"]
    assert len(told.taken) == 2


def test_the_file_that_lacks_elsewhere_is_recognised(root: Path, old: Path) -> None:
    files_of(root).mkdir(parents=True)
    (files_of(root) / "Folder.pdf").write_bytes(pdf())
    entries_of(root).write_text(ENTRIES.replace("ED-01", "ED-09"), encoding="utf-8")
    (files_of(root) / "Protocol agressie.docx").write_bytes(word("x"))
    built(root)
    (files_of(root) / "Folder.pdf").unlink()
    [known] = [each for each in taken(root, old).files if each.fate == "bekend"]
    assert (known.path, known.item) == ("Folder wachttijd.pdf", "ED-02")
    assert "regel 11 van documenten.yaml" in known.why


def test_a_bold_line_is_a_title_where_no_style_says_so(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "los"
    folder.mkdir()
    document = docx.Document()
    document.add_paragraph().add_run("Wachttijd bij intake").bold = True
    document.add_paragraph("Wie wacht, hoort hoe lang.")
    document.save(str(folder / "doc1.docx"))
    [told] = taken(root, folder).taken
    assert told.title == "Wachttijd bij intake"
    assert said(root)[0]["dekt"] == ["intake-wachttijd"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        existing_files(tmp_path / "weg")
    assert [each.code for each in caught.value.problems] == ["HB567"]


def test_the_command_says_what_came_and_what_is_next(root: Path, old: Path) -> None:
    (old / "Regeling.doc").write_bytes(b"iets")
    done: Result = CliRunner().invoke(main, ["-C", str(root), "haalbinnen", str(old), "linde"])
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "2 bestanden overgenomen voor linde:",
        "  ED-01  Folder wachttijd  (Folder wachttijd.pdf)",
        "  ED-02  Protocol agressie  (P-17 Protocol agressie v2.1.docx)",
        "",
        "1 bestand blijft achter:",
        "  Regeling.doc: bewaar het in Word als .docx, of als .pdf",
        "",
        "De bestanden in uw eigen map zijn niet veranderd.",
        "Kijk elk voorstel na in organisations/linde/inhoud/documenten.yaml, en zet 'bevestigd' op "
        "ja.",
        "Bouw daarna: handbook maak linde",
    ]


def test_two_files_of_one_code_do_not_both_get_it(root: Path, old: Path) -> None:
    """Both would be told as twice as soon as she confirms them."""
    (old / "P-17 Andere procedure.docx").write_bytes(word("Iets anders"))
    taken(root, old)
    assert sorted(each["code"] for each in said(root) if each.get("code")) == ["P-17"]


def test_an_entry_that_was_removed_is_proposed_again(root: Path, old: Path) -> None:
    """The file lies in the folder, so it is not copied; its document keeps its id."""
    taken(root, old)
    before = said(root)
    entries_of(root).unlink()
    told = taken(root, old)
    assert [(each.item, each.fate) for each in told.files] == [
        ("ED-01", "overgenomen"),
        ("ED-02", "overgenomen"),
    ]
    assert said(root) == before


@pytest.mark.parametrize("folder", ["output", "output/linde", "packs", ".", ".."])
def test_a_folder_of_handbook_itself_is_refused(root: Path, folder: str) -> None:
    (root / "output" / "linde").mkdir(parents=True, exist_ok=True)
    with pytest.raises(HandbookError) as caught:
        taken(root, root / folder)
    assert [each.code for each in caught.value.problems] == ["HB567"]
