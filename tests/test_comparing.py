"""What changes in a document, and why: as a copy for Word, as text and as JSON."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from decided import decided
from docx import Document
from examples import build_all
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.word.reading.lint import lint

CODE = "LI-KH-01"
HERS = "Bij ons leest de raad van toezicht mee."


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("verschil")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde")
        build_all(root)
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def path_of(root: Path) -> Path:
    return root / "output/linde" / f"{CODE}.docx"


def copy_of(root: Path) -> Path:
    return root / "output/linde" / f"{CODE} (verschil).docx"


def renamed(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("korte_naam: De Linde", "korte_naam: De Es"), encoding="utf-8")


def write_in(path: Path) -> None:
    document = Document(str(path))
    document.add_paragraph(HERS)
    document.save(str(path))


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_a_build_would_change_stands_in_a_copy_with_its_reason(root: Path) -> None:
    renamed(root)
    before = path_of(root).read_bytes()
    shown = run(root, "verschil", "linde", CODE)
    assert shown.exit_code == 0, shown.output
    assert "Waarom: korte_naam gewijzigd in het profiel" in shown.output
    assert path_of(root).read_bytes() == before
    first = [each.text for each in Document(str(copy_of(root))).paragraphs[:4]]
    assert first[:3] == [
        "Kopie om te lezen",
        "Wat er verandert als u opnieuw bouwt",
        f"{CODE} Kwaliteitshandboek",
    ]
    assert first[3].startswith("Waarom: korte_naam gewijzigd in het profiel")
    assert lint(copy_of(root).read_bytes()) == ()
    data = copy_of(root).read_bytes()
    build_all(root)
    new = decided(path_of(root).read_bytes(), accept=True)
    assert decided(data, accept=True)[-len(new) :] == new
    assert copy_of(root).read_bytes() == data


def test_as_text_it_names_old_and_new_and_writes_nothing(root: Path) -> None:
    renamed(root)
    before = snapshot(root)
    shown = run(root, "diff", "linde", CODE, "--tekst")
    assert "De Linde" in "".join(x for x in shown.output.splitlines() if x.startswith("    - "))
    assert "De Es" in "".join(x for x in shown.output.splitlines() if x.startswith("    + "))
    told = json.loads(run(root, "diff", "linde", CODE, "--json").output)
    [found] = told["verschillen"]
    assert (found["code"], found["bestand"]) == (CODE, "")
    assert all("De Es" in each["nieuw"] for each in found["wijzigingen"])
    assert snapshot(root) == before


def test_her_own_words_and_a_former_version_are_told_apart(root: Path) -> None:
    write_in(path_of(root))
    own = json.loads(run(root, "diff", "linde", "--eigen", "--json").output)
    assert [
        (each["code"], [one["nieuw"] for one in each["wijzigingen"]]) for each in own["verschillen"]
    ] == [(CODE, [HERS])]
    assert "Geen verschillen." in run(root, "diff", "linde", CODE).output
    renamed(root)
    build_all(root)
    since = run(root, "diff", "linde", CODE, "--vorige", "1", "--tekst").output
    assert "De Es" in since
    assert HERS not in since
    assert "HB456" in run(root, "diff", "linde", CODE, "--vorige", "7").output


def test_a_copy_in_which_she_worked_is_not_replaced(root: Path) -> None:
    renamed(root)
    assert run(root, "diff", "linde", CODE).exit_code == 0
    assert run(root, "diff", "linde", CODE).exit_code == 0
    write_in(copy_of(root))
    before = copy_of(root).read_bytes()
    again = run(root, "diff", "linde", CODE)
    assert again.exit_code == 1
    assert "HB521" in again.output
    assert copy_of(root).read_bytes() == before


def test_a_copy_is_no_document_and_does_not_wake_a_build(root: Path) -> None:
    renamed(root)
    run(root, "diff", "linde", CODE)
    outcomes = build_all(root)["linde"].documents
    assert not [each for each in outcomes if "verschil" in each.path]
    again = {each.action for each in build_all(root)["linde"].documents}
    assert again == {"ongewijzigd"}


def test_a_code_that_is_not_there_and_a_file_that_cannot_be_read_are_told(root: Path) -> None:
    assert "HB298" in run(root, "diff", "linde", "LI-KH-0l").output
    path_of(root).write_bytes(b"geen Word")
    told = run(root, "diff", "linde", CODE)
    assert told.exit_code == 1
    assert "HB520" in told.output


def test_beside_a_file_that_is_not_merged_stands_what_the_new_text_changes(root: Path) -> None:
    path = path_of(root)
    document = Document(str(path))
    for each in list(document.element.body)[:-1]:
        each.getparent().remove(each)
    document.add_paragraph(HERS)
    document.save(str(path))
    before = path.read_bytes()
    renamed(root)
    [outcome] = [each for each in build_all(root)["linde"].documents if each.code == CODE]
    assert outcome.action == "voorstel"
    assert path.read_bytes() == before
    assert decided(copy_of(root).read_bytes(), accept=False)[-1] != ""
    assert any(HERS in each.text for each in Document(str(path)).paragraphs)
    shown = copy_of(root).read_bytes()
    build_all(root)
    assert copy_of(root).read_bytes() == shown
