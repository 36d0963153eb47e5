"""A former file comes back, and what it takes the place of is kept."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from small_organisation import small_library, with_profiles

from handbook.cli.app import main


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a working folder in which one document was made."""
    home = tmp_path_factory.mktemp("herstel")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde")
        assert run(root, "build", "linde", "--only", "OR-01").exit_code == 0
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def path_of(root: Path) -> Path:
    [path] = (root / "output/linde").glob("*OR-01.docx")
    return path


def former(root: Path, data: bytes, second: int) -> None:
    """Keep `data` as a former file of the document, at the given second."""
    home = root / "organisations/linde/.vorige" / path_of(root).stem
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{second:012x}.docx"
    path.write_bytes(data)
    os.utime(path, (second, second))


def edited(root: Path, words: str) -> bytes:
    path = path_of(root)
    before = path.read_bytes()
    document = Document(str(path))
    document.add_paragraph(words)
    document.save(str(path))
    data = path.read_bytes()
    path.write_bytes(before)
    return data


def test_the_last_one_comes_back_and_what_stood_there_is_kept(root: Path) -> None:
    old, older, now = edited(root, "oud"), edited(root, "ouder"), path_of(root).read_bytes()
    former(root, older, 1_700_000_000)
    former(root, old, 1_800_000_000)
    code = path_of(root).stem
    back = run(root, "herstel", "linde", code.lower())
    assert back.exit_code == 0, back.output
    assert f"output/linde/{code}.docx is weer zoals het was" in back.output
    assert path_of(root).read_bytes() == old
    assert run(root, "restore", "linde", code).exit_code == 0
    assert path_of(root).read_bytes() == now


def test_they_are_listed_and_chosen_by_number(root: Path) -> None:
    older = edited(root, "ouder")
    former(root, older, 1_700_000_000)
    former(root, edited(root, "oud"), 1_800_000_000)
    former(root, path_of(root).read_bytes(), 1_900_000_000)  # the same as what stands there
    code = path_of(root).stem
    before = path_of(root).read_bytes()
    listed = run(root, "restore", "linde", code, "--lijst")
    assert [line[:4] for line in listed.output.splitlines()[1:]] == ["  1 ", "  2 "]
    assert path_of(root).read_bytes() == before
    assert run(root, "restore", "linde", code, "--nummer", "2").exit_code == 0
    assert path_of(root).read_bytes() == older


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("linde", "OR-99"), "HB455"),
        (("linde", "../../geheim"), "HB455"),
        (("linde", "OR-01", "--nummer", "3"), "HB456"),
        (("bert", "OR-01"), "HB299"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_changes(
    root: Path, words: tuple[str, ...], code: str
) -> None:
    stem = path_of(root).stem
    former(root, edited(root, "oud"), 1_700_000_000)
    before = path_of(root).read_bytes()
    told = run(root, "restore", *(stem if word == "OR-01" else word for word in words))
    assert (told.exit_code, code in told.output) == (1, True), told.output
    assert path_of(root).read_bytes() == before


def test_a_document_that_is_open_in_word_stays(root: Path) -> None:
    former(root, edited(root, "oud"), 1_700_000_000)
    path = path_of(root)
    before = path.read_bytes()
    path.with_name(f"~${path.name}").write_bytes(b"\x05A. de Wit" + b"\x00" * 100)
    told = run(root, "restore", "linde", path.stem)
    assert (told.exit_code, "HB501" in told.output) == (3, True), told.output
    assert path.read_bytes() == before


def test_a_workbook_comes_back_only_when_it_is_named(root: Path) -> None:
    former(root, edited(root, "oud"), 1_700_000_000)
    code = path_of(root).stem
    home = root / "organisations/linde/.vorige" / code
    (home / "000000000abc.xlsx").write_bytes(b"een werkboek")
    assert len(run(root, "restore", "linde", code, "--lijst").output.splitlines()) == 2
    assert run(root, "restore", "linde", f"{code}.xlsx").exit_code == 0
    assert (root / f"output/linde/{code}.xlsx").read_bytes() == b"een werkboek"


def test_a_former_file_that_tells_of_a_place_that_is_secret_now_is_named(root: Path) -> None:
    former(root, edited(root, "Kom naar de Esdoornplein 14, 1235 CD Lindestad."), 1_700_000_000)
    profile = root / "organisations/linde.yaml"
    plain = 'adres: "Esdoornplein 14, 1235 CD Lindestad"'
    text = profile.read_text(encoding="utf-8")
    assert plain in text
    profile.write_text(text.replace(plain, f"{plain}, geheim: ja"), encoding="utf-8")
    told = run(root, "restore", "linde", path_of(root).stem)
    assert (told.exit_code, "HB226" in told.output, "Esdoorn" in told.output) == (0, True, False)


def test_what_stands_there_now_is_no_former_file_to_choose(root: Path) -> None:
    former(root, path_of(root).read_bytes(), 1_800_000_000)
    code = path_of(root).stem
    none = run(root, "restore", "linde", code)
    assert (none.exit_code, "HB455" in none.output) == (1, True)
    old = edited(root, "oud")
    former(root, old, 1_700_000_000)
    assert run(root, "restore", "linde", code).exit_code == 0
    assert path_of(root).read_bytes() == old
