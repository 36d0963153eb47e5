"""Every JSON output is one object of the shape that its schema in docs/json tells."""

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from examples import ROOT
from jsonschema import Draft202012Validator, FormatChecker
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.cli.common.click_in_dutch import Commands

SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in sorted((ROOT / "docs/json").glob("*.schema.json"))
}
# A way to run each command that speaks JSON, and the schema of what it says. `{host}` is a folder.
RUNS = {
    "check": ("check linde", "uitkomst"),
    "plan": ("plan linde haven", "uitkomst"),
    "build": ("build linde", "uitkomst"),
    "pack check": ("pack check {packs}/inhoud", "uitkomst"),
    "status": ("status", "stand"),
    "diff": ("diff linde", "verschil"),
    "publish": ("publish linde {host} --drafts", "publiceren"),
}


def told(root: Path, line: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["-C", str(root), *line.split(), "--json"])
    data = json.loads(result.stdout)
    assert isinstance(data, dict)
    assert data["exitcode"] == result.exit_code
    return data


def faults(data: object, schema: str) -> list[str]:
    checker = Draft202012Validator(SCHEMAS[schema], format_checker=FormatChecker())
    return [f"{each.json_path}: {each.message}" for each in checker.iter_errors(data)]


def commands_with_json(group: click.Group, before: str = "") -> set[str]:
    found: set[str] = set()
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands_with_json(command, f"{before}{name} ")
        elif any("--json" in each.opts for each in command.params):
            found.add(f"{before}{name}")
    return found


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pakketten")


@pytest.fixture(scope="module")
def root(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with small_library(packs):
        root = with_profiles(tmp_path_factory.mktemp("json") / "w", "linde", "haven")
        told(root, "build")
        profile = root / "organisations/linde.yaml"
        profile.write_text(
            profile.read_text("utf-8").replace("De Linde\n", "De Nieuwe Linde\n", 1), "utf-8"
        )
        yield root


def test_every_command_that_speaks_json_is_tried_here() -> None:
    assert isinstance(main, Commands)
    assert commands_with_json(main) == set(RUNS)


@pytest.mark.parametrize("command", RUNS)
def test_what_a_command_says_as_json_has_the_shape_of_its_schema(
    root: Path, packs: Path, tmp_path: Path, command: str
) -> None:
    line, schema = RUNS[command]
    here = Path(shutil.copytree(root, tmp_path / "w"))
    data = told(here, line.format(host=tmp_path / "host", packs=packs))
    assert faults(data, schema) == []
    assert (data["versie"], data["opdracht"]) == (1, command)


@pytest.mark.parametrize("command", ["check", "plan", "build", "status", "diff"])
def test_what_stops_a_command_has_a_shape_too(root: Path, command: str) -> None:
    data = told(root, f"{command} havn")
    assert faults(data, "uitkomst") == []
    assert data["exitcode"] == 1


def test_outside_a_working_folder_the_whole_command_is_stopped(tmp_path: Path) -> None:
    data = told(tmp_path, "status")
    assert faults(data, "uitkomst") == []
    assert [each["code"] for each in data["problemen"]] == [
        each["code"] for each in data["organisaties"][0]["problemen"]
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_and_refuses_a_key_that_it_does_not_tell(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert any("anders" in each for each in faults({"anders": 1}, name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_has_the_same_problem(name: str) -> None:
    one = SCHEMAS["uitkomst"]
    assert SCHEMAS[name]["$defs"]["probleem"] == one["$defs"]["probleem"]
    for key in ("versie", "exitcode"):
        assert SCHEMAS[name]["properties"][key] == one["properties"][key]


def test_the_page_tells_every_field_of_every_schema() -> None:
    place = ROOT / "tools/make_json_page.py"
    spec = importlib.util.spec_from_file_location("make_json_page", place)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    text = (ROOT / "docs/json.md").read_text("utf-8")
    assert made.page(text) == text
