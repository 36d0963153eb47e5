"""What lies ready for Windows: files to double-click, and a recipe for a program of its own."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from examples import ROOT

from handbook.cli.app import main
from handbook.scaffold.new_workspace import WINDOWS_FILES

WORKFLOW = ROOT / ".github/workflows/windows.yml"


def made(root: Path, *words: str) -> list[str]:
    assert CliRunner().invoke(main, ["-C", str(root), "init", *words]).exit_code == 0
    return sorted(path.name for path in root.glob("*.cmd"))


def test_init_makes_three_files_on_windows_and_elsewhere_where_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three = ["Bouwen.cmd", "Controleren.cmd", "Meekijken.cmd"]
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    assert made(tmp_path / "a") == []
    assert made(tmp_path / "b", "--windows") == three
    monkeypatch.setattr("handbook.cli.commands.setup.init.WINDOWS", True)
    assert made(tmp_path / "c") == three


def test_a_file_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Bouwen.cmd").write_bytes(b"echo van mij")
    made(tmp_path, "--windows")
    assert (tmp_path / "Bouwen.cmd").read_bytes() == b"echo van mij"
    assert (tmp_path / "Meekijken.cmd").is_file()


@pytest.mark.parametrize(("name", "command"), WINDOWS_FILES.items())
def test_a_file_is_as_the_command_prompt_reads_it(tmp_path: Path, name: str, command: str) -> None:
    made(tmp_path, "--windows")
    data = (tmp_path / name).read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"\r\n")
    lines = data.decode("ascii").split("\r\n")
    assert lines[0] == "@echo off"
    # Delayed expansion would eat the ! of a folder; quotes keep blanks and & together.
    assert "setlocal DisableDelayedExpansion" in lines
    assert 'cd /d "%~dp0"' in lines
    assert "chcp 65001 >nul" in lines
    calls = [line for line in lines if line.strip().endswith(command)]
    assert [re.sub(r"^.*?(handbook|py -m handbook) ", "", line) for line in calls] == [command] * 2
    assert lines[-2] == "pause"


def test_the_program_can_be_frozen_before_it_reads_its_arguments() -> None:
    text = (ROOT / "handbook/__main__.py").read_text("utf-8")
    assert text.index("freeze_support()") < text.index("    main()")


def test_the_workflow_calls_the_recipe_that_is_tried_here() -> None:
    read = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    [job] = read["jobs"].values()
    assert job["runs-on"] == "windows-latest"
    steps = " ".join(str(step.get("run", "")) for step in job["steps"])
    assert "tools/bundle/handbook.spec" in steps
    assert (ROOT / "tools/bundle/handbook.spec").is_file()
    for word in ("build -j 2", "volg", "publiceer"):
        assert word in steps
    compile((ROOT / "tools/bundle/handbook.spec").read_text("utf-8"), "handbook.spec", "exec")


def test_what_was_never_run_on_windows_says_so() -> None:
    page = (ROOT / "docs/windows.md").read_text("utf-8")
    assert "nog niet op Windows gedraaid" in page
    for name in (*WINDOWS_FILES, "windows.yml"):
        assert name in page


def test_the_recipe_takes_along_what_the_wheel_does() -> None:
    spec = (ROOT / "tools/bundle/handbook.spec").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    include = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in include.items():
        assert f'root / "{source}"' in spec
        assert target in spec
