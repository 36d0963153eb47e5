"""What a person takes out of a document counts: in `check`, in the build, and in the matrix."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from examples import build_all
from openpyxl import load_workbook
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.document import Cover, HandbookBody
from handbook.model.documents.document import Document as Made
from handbook.model.documents.hand_edits import HandEdits, Line
from handbook.pipeline.organisation.hand_edits import decide
from handbook.tailoring.control.hand_edits import hand_edits_of


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("handwerk")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde")
        build_all(root)
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def path_of(root: Path, item: str) -> Path:
    [path] = (root / "output/linde").glob(f"*{item}.docx")
    return path


def rows_of(table: Table) -> list[str]:
    return [" | ".join(cell.text for cell in row.cells) for row in table.rows]


def matrix_of(root: Path) -> list[str]:
    return [row for each in Document(str(path_of(root, "KH-02"))).tables for row in rows_of(each)]


def take_out(path: Path, head: str) -> None:
    document = Document(str(path))
    table = next(each for each in document.tables if head in rows_of(each)[0])
    table._tbl.getparent().remove(table._tbl)
    document.save(str(path))


def block_is(block: Paragraph | Table, heading: str, level: int) -> bool:
    return level > 0 and isinstance(block, Paragraph) and block.text.strip() == heading


def take_out_section(path: Path, heading: str) -> None:
    document = Document(str(path))
    within = 0
    for block in list(document.iter_inner_content()):
        name = str(block.style.name) if isinstance(block, Paragraph) and block.style else ""
        level = int(name[-1]) if name.startswith("Heading") else 0
        if block_is(block, heading, level):
            within = level
        elif 0 < level <= within:
            within = 0
        elif within:
            block._element.getparent().remove(block._element)
    document.save(str(path))


def test_steps_that_are_taken_out_no_longer_cover_their_topics(root: Path) -> None:
    before = matrix_of(root)
    take_out(path_of(root, "PP-03"), "Vastlegging")
    checked = run(root, "check", "linde")
    assert "HB402" in checked.output
    assert "intake-wachttijd" in checked.output
    built = run(root, "build", "linde")
    assert (built.exit_code, "HB402" in built.output) == (0, True)
    changed = [row for row in matrix_of(root) if row not in before]
    assert [row.count("met de hand weggehaald") for row in changed] == [1]
    book = load_workbook(next((root / "output/linde").glob("*KH-02.xlsx")))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert sum("(met de hand weggehaald)" in each for each in cells) == 1


def test_a_topic_that_stands_nowhere_else_is_a_gap(root: Path) -> None:
    made = decide(read_profile(open_workspace(root), "linde"), "linde")
    topic, heading, item = next(
        (row.topic.id, row.covers[0][2], row.covers[1][0])
        for row in made.matrix.rows
        if len(row.covers) == 2 and [row.covers[0][0], row.covers[1][2]] == ["KH-01", "Stappen"]
    )
    take_out_section(path_of(root, "KH-01"), heading.partition(" ")[2])
    take_out(path_of(root, item), "Vastlegging")
    told = " ".join(run(root, "check", "linde").output.split())
    assert f"onderwerp '{topic}'" in told
    run(root, "build", "linde")
    gaps = sum("Nog in geen document uitgewerkt" in row for row in matrix_of(root))
    assert gaps == told.count("HB401") > 0


def heading(words: str, level: int) -> Line:
    return Line(cells=(words,), level=level, hers=(words,))


def said(words: str, hers: str | None) -> Line:
    return Line(cells=(words,), level=0, hers=None if hers is None else (hers,))


def test_a_section_that_is_emptied_is_lost_whatever_follows_its_chapter() -> None:
    covers = (Cover(topic="wachten", heading="1.2 Wachten"), Cover(topic="gaan", heading="1 Zorg"))
    handbook = Made(
        item="KH-01",
        kind="handboek",
        code="KH-01",
        title="Handboek",
        subtitle="",
        owner="",
        body=HandbookBody(chapters=()),
        covers=covers,
    )
    lines = [
        heading("1 Zorg", 1),
        heading("1.1 Aanmelden", 2),
        said("Bel ons.", "Bel ons."),
        heading("1.2 Wachten", 2),
        said("Wie wacht, hoort hoe lang.", None),
        heading("1.2.1 Lijst", 3),
        said("Zet de wachtende op datum.", None),
        heading("2 Beheer", 1),
        said("Wij bewaren elke versie.", "Wij bewaren elke versie."),
    ]
    lost = hand_edits_of(handbook, None, (), lines)
    assert lost == HandEdits(lost=(("wachten", "1.2 Wachten"),))


def test_one_step_less_treats_the_same_topics(root: Path) -> None:
    path = path_of(root, "PP-03")
    document = Document(str(path))
    table = next(each for each in document.tables if "Vastlegging" in rows_of(each)[0])
    row = table.rows[1]
    row._tr.getparent().remove(row._tr)
    document.save(str(path))
    assert "HB402" not in run(root, "check", "linde").output


def test_a_limit_of_the_law_that_is_changed_is_told_and_stands_in_the_matrix(root: Path) -> None:
    found = None
    for path in sorted((root / "output/linde").glob("*.docx")):
        document = Document(str(path))
        for table in document.tables:
            for row in table.rows:
                if len(row.cells) > 2 and row.cells[2].text.strip().lower() == "wet":
                    found = found or (path, document, row)
    assert found
    path, document, row = found
    what = row.cells[0].text
    row.cells[1].paragraphs[0].runs[0].text = "honderd jaar"
    document.save(str(path))
    checked = run(root, "check", "linde")
    assert "HB403" in checked.output
    assert what in checked.output
    assert "honderd jaar" not in checked.output
    [change] = json.loads(run(root, "diff", "linde", "--json").output)["verschillen"]
    assert (change["document"], change["reden"]) == ("KH-02", f"{path.stem} met de hand gewijzigd")
    run(root, "build", "linde")
    [told] = [each for each in matrix_of(root) if "zegt niet meer wat de wet zegt" in each]
    assert told.startswith(what)
    assert "honderd jaar" not in told


def test_words_of_her_own_take_nothing_out(root: Path) -> None:
    path = path_of(root, "PP-03")
    document = Document(str(path))
    for table in document.tables:
        for row in table.rows[1:]:
            row.cells[-1].paragraphs[0].add_run(" Bij ons doet de balie dat.")
    document.save(str(path))
    assert "HB402" not in run(root, "check", "linde").output


def test_a_file_that_comes_back_under_a_name_of_before_still_counts(root: Path) -> None:
    path = path_of(root, "PP-03")
    take_out(path, "Vastlegging")
    kept = path.read_bytes()
    words = ("rename", "linde", "lindehof", "--name", "Stichting Welzijn De Linde")
    renamed = run(root, *words)
    assert renamed.exit_code == 0, renamed.output
    (root / "output/lindehof" / path.name).write_bytes(kept)
    assert "HB402" in run(root, "check", "lindehof").output
