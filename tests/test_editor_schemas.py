"""The schemas for an editor are made with the folder, and follow what they are made from."""

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.errors import Place, Problem

SCHEMA = ".handbook/profiel.schema.json"
ROLE = "rollen:\n  - {id: kok, functie: kok}\n"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with small_library(tmp_path / "pakketten"):
        made = with_profiles(tmp_path / "w", "linde", "haven")
        assert run(made, "check").exit_code == 0
    return made


def roles(root: Path) -> list[str]:
    schema = json.loads((root / SCHEMA).read_text("utf-8"))
    return list(schema["properties"]["rollen"]["anyOf"][0]["properties"])


def add_role(root: Path) -> None:
    folder = root / "organisations/haven/inhoud"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rollen.yaml").write_text(ROLE, encoding="utf-8")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_new_role_of_anybody_is_known_after_the_next_command(
    root: Path, tmp_path: Path, command: str
) -> None:
    before = roles(root)
    add_role(root)
    with small_library(tmp_path / "pakketten"):
        assert run(root, command, "linde").exit_code == 0
    assert set(roles(root)) - set(before) == {"kok"}


def test_what_did_not_change_is_not_written_again(root: Path, tmp_path: Path) -> None:
    os.utime(root / SCHEMA, (1, 1))
    with small_library(tmp_path / "pakketten"):
        run(root, "check", "linde")  # the file is another one now: it is compared
        os.utime(root / SCHEMA, (1, 1))
        run(root, "check", "linde")
        stamp = (root / SCHEMA).stat()
        run(root, "check", "linde")
    assert (root / SCHEMA).stat() == stamp
    assert stamp.st_mtime == 1


def test_a_schema_that_is_gone_or_spoiled_comes_back(root: Path, tmp_path: Path) -> None:
    good = (root / SCHEMA).read_bytes()
    for spoil in ((root / SCHEMA).unlink, lambda: (root / SCHEMA).write_text("{")):
        spoil()
        with small_library(tmp_path / "pakketten"):
            run(root, "check", "linde")
        assert (root / SCHEMA).read_bytes() == good


def test_a_plan_writes_no_schema(root: Path, tmp_path: Path) -> None:
    (root / SCHEMA).unlink()
    with small_library(tmp_path / "pakketten"):
        assert run(root, "plan", "linde").exit_code == 0
    assert not (root / SCHEMA).exists()


def test_a_schema_that_cannot_be_written_stops_nobody(root: Path, tmp_path: Path) -> None:
    for path in (root / ".handbook").iterdir():
        path.unlink()
    (root / ".handbook").rmdir()
    (root / ".handbook").write_text("geen map", encoding="utf-8")
    with small_library(tmp_path / "pakketten"):
        result = run(root, "check", "linde", "--json")
    assert json.loads(result.stdout)["exitcode"] == 0
    assert (root / ".handbook").read_text("utf-8") == "geen map"


def test_init_never_writes_over_settings_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / ".vscode/settings.json"
    own.parent.mkdir()
    own.write_text('{"editor.fontSize": 20}', encoding="utf-8")
    assert run(tmp_path, "init").exit_code == 0
    assert own.read_text("utf-8") == '{"editor.fontSize": 20}'
    assert (tmp_path / ".vscode/tasks.json").is_file()


def test_every_schema_of_the_settings_is_there(tmp_path: Path) -> None:
    assert run(tmp_path, "init").exit_code == 0
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    named = set(settings["yaml.schemas"])
    assert named == {
        path.relative_to(tmp_path).as_posix() for path in (tmp_path / ".handbook").iterdir()
    }


def test_the_editor_finds_file_line_column_and_words_of_a_message(tmp_path: Path) -> None:
    assert run(tmp_path, "init").exit_code == 0
    tasks = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    problem = Problem(
        Place("organisations/de linde/inhoud/x.md", 3, 6, "kvk: 1"), "HB118", "past niet: 'x'", "m"
    )
    for indent in ("", " " * 10):
        found = re.search(pattern["regexp"], indent + str(problem).splitlines()[0])
        assert found is not None
        fields = ("file", "line", "column", "message", "code")
        assert [found[pattern[each]] for each in fields] == [
            "organisations/de linde/inhoud/x.md",
            "3",
            "6",
            "past niet: 'x'",
            "HB118",
        ]
    assert re.search(pattern["regexp"], "    | kvk: 1") is None


def test_the_task_that_watches_knows_where_a_round_begins_and_ends(tmp_path: Path) -> None:
    assert run(tmp_path, "init").exit_code == 0
    tasks = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    [watching] = [each for each in tasks if each.get("isBackground")]
    round_ = watching["problemMatcher"]["background"]
    assert re.search(round_["beginsPattern"], "08:12:28  organisations/x.yaml gewijzigd")
    for line in (
        "08:12:27  ✓ x: 79 nieuw in 4,3 s",
        "08:12:28  Alles is bij. Ik kijk mee; stop met Ctrl-C.",
        "08:12:32  Er verandert geen document.",
        "          Ik kijk verder zodra u bewaart.",
    ):
        assert re.search(round_["endsPattern"], line), line
    assert not re.search(round_["endsPattern"], "08:12:28  ✗ x: 1 fout; de documenten blijven")
