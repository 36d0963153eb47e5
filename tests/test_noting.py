"""After a build a page tells what became of the work of a person, per document and block."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from examples import DAY, build_all
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import DocumentOutcome
from handbook.pipeline.build import build
from handbook.pipeline.placement.moves import Delivery
from handbook.word.reading.lint import lint

HERS = "Bij ons leest de raad van toezicht mee."


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("verslag")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde")
        build_all(root)
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def report(root: Path) -> Path:
    return root / "output/linde/verslag.docx"


def write_in(path: Path) -> None:
    document = Document(str(path))
    opening = next(e for e in document.paragraphs if e.text.startswith("Dit handboek"))
    opening.text = HERS
    document.save(str(path))


def renamed(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("korte_naam: De Linde", "korte_naam: De Es"), encoding="utf-8")


def told(root: Path) -> str:
    document = Document(str(report(root)))
    lines = [each.text for each in document.paragraphs]
    lines += [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    return "\n".join(lines)


def test_a_build_that_breaks_off_merges_nothing_without_a_report(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "output/linde/LI-KH-01.docx"
    write_in(path)
    renamed(root)
    done = build.carry_out

    def broken(folder: Path, name: str, delivery: Delivery) -> tuple[DocumentOutcome, list[Path]]:
        made = done(folder, name, delivery)
        if delivery.outcome.action == "samengevoegd":
            raise KeyboardInterrupt
        return made

    with monkeypatch.context() as patched:
        patched.setattr(build, "carry_out", broken)
        with pytest.raises(KeyboardInterrupt):
            list(build.build(open_workspace(root), ["linde"], today=DAY))
    assert "De nieuwe tekst is in uw bestand samengevoegd." in told(root)
    before = report(root).read_bytes()
    assert run(root, "build", "linde").exit_code == 0
    assert report(root).read_bytes() == before


def test_who_changed_nothing_gets_no_report(root: Path) -> None:
    renamed(root)
    build_all(root)
    assert not report(root).exists()


def test_each_block_that_was_merged_is_told_and_hers_stays_told_after_the_next_build(
    root: Path,
) -> None:
    write_in(root / "output/linde/LI-KH-01.docx")
    assert not report(root).exists()
    run(root, "build", "linde")
    assert not report(root).exists()
    renamed(root)
    built = run(root, "build", "linde")
    assert built.exit_code == 0
    assert "staat in output/linde/verslag.docx" in " ".join(built.output.split())
    said = told(root)
    assert "LI-KH-01 Kwaliteitshandboek" in said
    assert "De nieuwe tekst is in uw bestand samengevoegd." in said
    assert "Waarom: met de hand gewijzigd; korte_naam gewijzigd in het profiel" in said
    assert "Vernieuwd, waar u niets had gewijzigd: " in said
    assert "1 stuk tekst wacht op u" in said
    assert lint(report(root).read_bytes()) == ()
    before = report(root).read_bytes()
    assert "verslag.docx" not in run(root, "build", "linde").output
    assert report(root).read_bytes() == before
    assert "verslag.docx" not in run(root, "check", "linde", "--output").output


def test_a_report_in_which_she_writes_is_hers(root: Path) -> None:
    write_in(root / "output/linde/LI-KH-01.docx")
    renamed(root)
    run(root, "build", "linde")
    document = Document(str(report(root)))
    document.add_paragraph("Besproken op 3 maart.")
    document.save(str(report(root)))
    before = report(root).read_bytes()
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("De Es", "De Els"), encoding="utf-8")
    run(root, "build", "linde")
    assert report(root).read_bytes() == before


def test_text_that_nobody_touched_is_told_by_its_heading_and_not_printed_again(root: Path) -> None:
    write_in(root / "output/linde/LI-KH-01.docx")
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    new = text.replace("naam: Jongerenwerk", "naam: Jongerenwerk in de wijk")
    profile.write_text(new, encoding="utf-8")
    assert new != text
    run(root, "build", "linde")
    said = told(root)
    assert "Vernieuwd, waar u niets had gewijzigd: Diensten en locaties" in said
    assert "\t" not in said
    assert "gemeente Lindestad" not in said
    # A merge is told once: what changed then is no reason for what comes later.
    renamed(root)
    run(root, "build", "linde")
    assert "Waarom: met de hand gewijzigd; korte_naam gewijzigd in het profiel" in told(root)
