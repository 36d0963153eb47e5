"""What docs/bibliotheek.md promises to a program that embeds us is what it gets."""

import contextlib
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from examples import ROOT, parts_of
from few_documents import copy_with_few, few_documents

import handbook
from handbook import DocumentFile, Workspace, build, list_documents, merge, open_workspace, render
from handbook.errors import HandbookError
from handbook.pipeline.build.document_list import LISTS

PAGE = (ROOT / "docs/bibliotheek.md").read_text(encoding="utf-8")
DAY = date(2026, 11, 24)
DOCUMENTS = ("OR-03", "OR-13", "OR-14", "F-27", "PP-01", "F-01", "01-00-organisatie")
DOCUMENTS += ("01-01-diensten", "03-00-primair", "03-50-welzijn", "03-63-welzijn-trajecten")
DOCUMENTS += ("08-00-verbeteren", "08-02-klachten", "08-06-audits")


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Path]:
    """Return a working folder of two clients with a few documents."""
    with few_documents(tmp_path / "packs", *DOCUMENTS):
        yield copy_with_few(tmp_path / "w", ("haven", "linde"), *DOCUMENTS)


def examples() -> Iterator[tuple[str, str, str]]:
    """Yield the name, the code and what it prints of each example on the page."""
    for section in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))
        yield section.split("`")[1], blocks["python"], blocks.get("text", "")


def test_the_page_has_an_example_of_each_public_name_and_of_no_other() -> None:
    assert sorted(name for name, _, _ in examples()) == sorted(handbook.__all__) == dir(handbook)
    assert [name for name, code, _ in examples() if f"import {name}\n" not in code] == []


def test_every_example_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
    home = tmp_path / "werkmap/organisations"
    home.mkdir(parents=True)
    (home / "zonneweide.yaml").write_text(profile, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = {}
    for name, code, _ in examples():
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(code, name, "exec"), names)
        printed[name] = said.getvalue()
    assert printed == {name: text for name, _, text in examples()}


def test_what_is_made_in_memory_is_what_a_build_writes(few: Path) -> None:
    place = open_workspace(few)
    before = {path: path.stat().st_mtime_ns for path in few.rglob("*")}
    made = {each.filename: each for each in render(place, "haven", today=DAY)}
    listed = list_documents(place, "haven", today=DAY)
    assert {path: path.stat().st_mtime_ns for path in few.rglob("*")} == before
    list(build(place, ["haven"], today=DAY))
    files = (path for path in (few / "output/haven").glob("*.*") if path.name not in LISTS)
    written = {path.name: path.read_bytes() for path in files}
    assert {name: each.data for name, each in made.items()} == written
    assert [(each.filename, each.properties) for each in listed] == [
        (each.filename, each.properties) for each in made.values()
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_listed_is_what_the_file_says_of_itself(
    few: Path, tmp_path: Path, number: int
) -> None:
    place = open_workspace(few)
    file = list(render(place, "haven", today=DAY))[number]
    path = tmp_path / file.filename
    path.write_bytes(file.data)
    said = parts_of(path)["docProps/custom.xml"].decode()
    told = dict(re.findall(r'name="(\w+)"><vt:\w+>(.*?)</vt:', said))
    assert told == {
        **file.properties,
        "Herzieningsdatum": f"{file.review}T00:00:00Z",
        "Documentdatum": f"{file.written}T00:00:00Z",
        "Kenmerk": file.identity,
    }


def linde(root: Path, day: date = DAY) -> tuple[Workspace, dict[str, DocumentFile]]:
    """Return the working folder of two clients, and the files of linde by their names."""
    place = open_workspace(root)
    return place, {each.filename: each for each in render(place, "linde", today=day)}


def typed(data: bytes) -> bytes:
    document = Document(io.BytesIO(data))
    document.paragraphs[4].add_run(" Bij ons belt de balie altijd terug.")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def rename(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    renamed = re.sub("(?m)^korte_naam: .*$", "korte_naam: De Nieuwe Linde", text)
    assert renamed != text
    profile.write_text(renamed, encoding="utf-8")


def test_a_file_is_merged_in_memory_as_a_build_merges_it(few: Path) -> None:
    list(build(open_workspace(few), ["linde"], today=DAY))
    path = few / "output/linde/LI-OR-13.docx"
    untouched = path.read_bytes()
    path.write_bytes(mine := typed(untouched))
    place, before = linde(few)
    assert merge(untouched, before[path.name]).action == "ongewijzigd"
    assert merge(mine, before[path.name]).action == "behouden"
    assert merge(mine, before[path.name]).data == mine
    rename(few)
    place, files = linde(few)
    merged = merge(mine, files[path.name])
    fresh = merge(untouched, files[path.name])
    assert path.read_bytes() == mine
    [outcome] = build(place, ["linde"], today=DAY)
    [told] = [each for each in outcome.documents if each.path.endswith(path.name)]
    assert (merged.action, merged.blocks) == (told.action, told.blocks)
    assert merged.action == "samengevoegd"
    assert merged.data == path.read_bytes()
    assert (fresh.action, fresh.data) == ("gewijzigd", files[path.name].data)


def test_nothing_is_merged_into_a_file_of_another_client_or_document(few: Path) -> None:
    place, files = linde(few)
    theirs = next(each for each in render(place, "haven", today=DAY) if each.item == "OR-13")
    ours = files["LI-OR-13.docx"]
    sheet = files["LI-KH-02.xlsx"]
    for mine in (typed(theirs.data), typed(files["LI-OR-14.docx"].data), b"", b"PK\x03\x04", b"x"):
        for new in (ours, sheet):
            with pytest.raises(HandbookError) as caught:
                merge(mine, new)
            assert [(e.code, e.place.file) for e in caught.value.problems] == [
                ("HB454", new.filename)
            ]
    with pytest.raises(ValueError, match="listed, not rendered"):
        merge(ours.data, list_documents(place, "linde", today=DAY)[0])


def test_no_secret_reaches_the_program_that_embeds_us(few: Path) -> None:
    place = open_workspace(few)
    hidden = [each for each in handbook.read_profile(place, "haven").locations if each.secret]
    assert hidden
    assert {(each.name, each.address) for each in hidden} == {("", "")}


def test_a_name_that_is_not_public_is_refused_and_nothing_is_imported_for_the_help() -> None:
    with pytest.raises(AttributeError):
        _ = handbook.nothing
    code = (
        "import sys, handbook.cli.app; print([m for m in ('pydantic', 'docx') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_it_is_typed(tmp_path: Path) -> None:
    """What a host writes against the public names passes mypy --strict, and a slip does not."""
    assert (ROOT / "handbook/py.typed").is_file()
    blocks = "\n\n".join(code for _, code, _ in examples())
    (tmp_path / "host.py").write_text(blocks, encoding="utf-8")
    (tmp_path / "slip.py").write_text(
        "from handbook import Outcome\n\n\ndef f(x: Outcome) -> int:\n    return x.organisation\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        str(ROOT / "pyproject.toml"),
    ]
    result = subprocess.run(
        [*command, str(tmp_path / "host.py"), str(tmp_path / "slip.py")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    errors = [line for line in result.stdout.splitlines() if "error:" in line]
    assert [re.sub(r".*?(\w+\.py).*", r"\1", line) for line in errors] == ["slip.py"], errors
