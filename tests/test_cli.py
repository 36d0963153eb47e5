"""The command line as a user meets it."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from examples import EXAMPLES, ROOT, copy_examples
from loading.world import write
from small_set import small_set

from handbook.cli.app import main
from handbook.cli.common.click_in_dutch import ALIASES

LINDE = """\
naam: Stichting Welzijn De Linde
kvk: "00138140"
onderdelen: [138]
documentbeheer: {voorvoegsel: LI-}
"""
HAVEN = """\
naam: Stichting De Haven
kvk: "00139139"
onderdelen: [140]
"""
# The program as a process of its own, which knows the few documents at its first argument alone.
ALONE = """\
import runpy, sys
from pathlib import Path
from small_set import small_set
with small_set(Path(sys.argv.pop(1))):
    runpy.run_module("handbook", run_name="__main__")
"""
PROCESS = (sys.executable, "-c", ALONE)
AROUND = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_examples(tmp_path / "w", ("haven",))


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder of two organisations that have few documents."""
    files = {"organisations/linde.yaml": LINDE, "organisations/haven.yaml": HAVEN}
    with small_set(tmp_path / "packs"):
        yield write(tmp_path / "w", files)


def run(root: Path, *words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words], input=typed)


def test_help_is_dutch_and_names_every_command_with_its_alias() -> None:
    said = CliRunner().invoke(main, ["--help"]).output
    assert "Opdrachten" in said
    assert "Usage" not in said
    assert all(f"{english}, {alias}" in said for alias, english in ALIASES.items())


def test_the_dutch_names_do_the_same(small: Path) -> None:
    said = run(small, "check").output
    assert "HB401" in said
    assert run(small, "controleer").output == said


def test_a_mistyped_command_is_corrected(workspace: Path) -> None:
    result = run(workspace, "biuld")
    assert result.exit_code == 2
    assert "build" in result.output


def test_a_new_profile_passes_check_and_is_never_written_over(tmp_path: Path) -> None:
    assert run(tmp_path, "init", str(tmp_path)).exit_code == 0
    first = run(
        tmp_path, "new", 'Stichting "De Eik" & Zn', "--kvk", "01234567", "--parts", "138,140"
    )
    assert (first.exit_code, first.output.splitlines()[0]) == (
        0,
        "Het profiel staat in organisations/de-eik-zn.yaml.",
    )
    profile = tmp_path / "organisations" / "de-eik-zn.yaml"
    before = profile.read_bytes()
    assert run(tmp_path, "check").exit_code == 0
    again = run(tmp_path, "nieuw", "De Eik & Zn", "--kvk", "01234567", "--parts", "138")
    assert again.exit_code == 3
    assert "HB514" in again.output
    assert profile.read_bytes() == before


@pytest.mark.parametrize(("asked", "made"), [([], "werk"), (["klant"], "werk/klant")])
def test_a_working_folder_is_made_where_the_command_is_told_to_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], made: str
) -> None:
    here = tmp_path / "hier"
    here.mkdir()
    (tmp_path / "werk").mkdir()
    monkeypatch.chdir(here)
    result = run(tmp_path / "werk", "init", *asked)
    assert result.exit_code == 0
    assert str(tmp_path / made) in result.output
    assert (tmp_path / made / "organisations").is_dir()
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("part", ["134", "138", "139", "140"])
def test_a_new_profile_of_each_part_builds_without_a_gap(tmp_path: Path, part: str) -> None:
    run(tmp_path, "init", str(tmp_path))
    assert run(tmp_path, "new", "De Eik", "--kvk", "01234567", "--parts", part).exit_code == 0
    result = run(tmp_path, "check", "--json")
    assert result.exit_code == 0
    codes = [each["code"] for each in json.loads(result.output)["organisaties"][0]["problemen"]]
    assert "HB401" not in codes


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["De Eik", "--kvk", "1234", "--parts", "138"], "acht cijfers"),
        (["De Eik", "--kvk", "01234567", "--parts", "141"], "Kies uit: "),
        (["De Eik", "--kvk", "01234567", "--parts", "123"], "Kies uit: "),
        (["De Eik", "--kvk", "01234567"], "Geef --onderdelen mee"),
        (["  ", "--kvk", "01234567", "--parts", "138"], "Zo kan de organisatie niet heten: "),
        (["De\nEik", "--kvk", "01234567", "--parts", "138"], "Zo kan de organisatie niet heten: "),
        (["De\x07Eik", "--kvk", "01234567", "--parts", "138"], "Zo kan de organisatie niet heten"),
        (["Eik" * 999, "--kvk", "01234567", "--parts", "138"], "Zo kan de organisatie niet heten"),
        (["\udce9Eik", "--kvk", "01234567", "--parts", "138"], "niet te bewaren"),
        (
            ["De Eik", "--kvk", "01234567", "--parts", "138", "--activities", "schuldhulpp"],
            "Bedoelde u 'schuldhulp'?",
        ),
        (
            ["De Eik", "--kvk", "01234567", "--parts", "138", "--activities", "buurtwerk"],
            "Activiteit 'buurtwerk' is hier niet te kiezen.",
        ),
        (
            ["De Eik", "--kvk", "01234567", "--parts", "138", "--kenmerken", "vrijwillger"],
            "Bedoelde u 'vrijwilligers'?",
        ),
    ],
)
def test_a_wrong_answer_is_wrong_use_and_writes_nothing(
    tmp_path: Path, told: list[str], said: str
) -> None:
    run(tmp_path, "init", str(tmp_path))
    result = run(tmp_path, "new", *told)
    assert result.exit_code == 2
    assert said in result.output
    assert list((tmp_path / "organisations").iterdir()) == []


def test_init_makes_the_working_folder_where_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(tmp_path / "hier")
    (tmp_path / "daar").mkdir()
    assert run(tmp_path / "daar", "init").exit_code == 0
    assert run(tmp_path / "daar", "init", "klant").exit_code == 0
    assert list((tmp_path / "hier").iterdir()) == []
    assert (tmp_path / "daar/organisations").is_dir()
    assert (tmp_path / "daar/klant/organisations").is_dir()


def test_init_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "LEESMIJ.txt").write_text("van mij", encoding="utf-8")
    assert run(tmp_path, "init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "LEESMIJ.txt").read_text(encoding="utf-8") == "van mij"
    assert (tmp_path / ".handbook" / "profiel.schema.json").is_file()


def test_a_typing_error_is_told_with_file_line_column_and_the_line_itself(workspace: Path) -> None:
    profile = workspace / "organisations" / "haven.yaml"
    text = profile.read_text(encoding="utf-8").replace("\nlocaties:", "\nlocatis:")
    profile.write_text(text, encoding="utf-8")
    line = text.splitlines().index("locatis:") + 1
    result = run(workspace, "check")
    assert result.exit_code == 1
    assert f"organisations/haven.yaml:{line}:1: " in result.output
    assert "    | locatis:" in result.output
    assert "Bedoelde u 'locaties'?" in result.output


def test_a_part_that_does_not_exist_is_told_with_the_parts_there_are(workspace: Path) -> None:
    profile = workspace / "organisations" / "haven.yaml"
    text = profile.read_text(encoding="utf-8").replace("onderdelen: [139]", "onderdelen: [193]", 1)
    profile.write_text(text, encoding="utf-8")
    result = run(workspace, "build")
    assert result.exit_code == 1
    assert "onderdeel '193' bestaat niet [HB201]" in result.output
    assert "139 Maatschappelijke Opvang en Vrouwenopvang" in result.output
    assert not (workspace / "output" / "haven").exists()


def test_an_organisation_that_is_not_there_is_corrected(workspace: Path) -> None:
    result = run(workspace, "check", "havn")
    assert result.exit_code == 1
    assert "Bedoelde u 'haven'?" in result.output


def test_outside_a_working_folder_the_way_in_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == 4
    assert "handbook init" in result.output


def test_a_broken_profile_stops_nobody_elses_build(small: Path) -> None:
    (small / "organisations" / "haven.yaml").write_text("naam: [", encoding="utf-8")
    result = run(small, "plan", "--json")
    told = {each["organisatie"]: each for each in json.loads(result.output)["organisaties"]}
    assert result.exit_code == 1
    assert told["haven"]["documenten"] == []
    assert {each["actie"] for each in told["linde"]["documenten"]} == {"nieuw"}


def test_json_is_the_only_thing_on_standard_output(small: Path) -> None:
    done = subprocess.run(
        [*PROCESS, str(small.parent / "packs"), "-C", str(small), "plan", "--json"],
        capture_output=True,
        check=True,
        env=AROUND,
    )
    assert json.loads(done.stdout)["exitcode"] == 0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check", "HB299"),
        ("plan", "HB299"),
        ("build", "HB299"),
        ("status", "HB299"),
        ("diff", "HB219"),
    ],
)
def test_json_tells_what_stops_a_command_too(workspace: Path, command: str, code: str) -> None:
    result = run(workspace, command, "havn", "--json")
    [outcome] = json.loads(result.stdout)["organisaties"]
    assert (result.exit_code, [each["code"] for each in outcome["problemen"]]) == (1, [code])


def test_the_version_is_told_installed_or_not() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    assert result.output.startswith("handbook")


def test_a_document_is_asked_for_by_its_code_or_by_that_of_the_library(small: Path) -> None:
    for word in ("LI-PP-01", "PP-01", "li-pp-01"):
        result = run(small, "plan", "linde", "--only", word, "--json")
        [outcome] = json.loads(result.stdout)["organisaties"]
        assert [each["code"] for each in outcome["documenten"]] == ["LI-PP-01"]


def test_norm_shows_parts_activities_characteristics_and_topics(workspace: Path) -> None:
    said = run(workspace, "norm", "139").output
    assert all(word in said for word in ("Nachtopvang", "kinderen-in-opvang", "intake-aanmelding"))
    assert run(workspace, "norm", "141").exit_code == 2


def test_schema_completes_the_first_line_of_every_profile(workspace: Path) -> None:
    assert run(workspace, "schema").exit_code == 0
    schema = json.loads((workspace / ".handbook" / "profiel.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) >= {"naam", "kvk", "onderdelen", "locaties", "invullen"}
    for name in EXAMPLES:
        first = (ROOT / "organisations" / f"{name}.yaml").read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../.handbook/profiel.schema.json"


def test_a_fault_of_ours_is_one_sentence_and_a_report_without_values(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Zwanebloemweg 118")

    monkeypatch.chdir(workspace)
    with monkeypatch.context() as patched:
        patched.setattr("handbook.pipeline.safeguards.sources._check_one", broken)
        one = run(workspace, "check")
    assert (one.exit_code, "Zwanebloemweg" in one.output) == (70, False)
    monkeypatch.setattr("handbook.pipeline.safeguards.sources.of_packs", broken)
    result = run(workspace, "check")
    assert result.exit_code == 70
    assert "Traceback" not in result.output
    report = (workspace / "handbook-fout.txt").read_text("utf-8")
    assert "Zwanebloemweg" not in result.output + report


def test_a_checkout_gets_its_schemas_from_the_first_command(tmp_path: Path) -> None:
    assert ".handbook/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    root = copy_examples(tmp_path / "w", ("haven",))
    assert not (root / ".handbook").exists()
    assert run(root, "check", "haven").exit_code == 0
    made = (root / ".handbook/profiel.schema.json").read_bytes()
    assert run(root, "schema").exit_code == 0
    assert (root / ".handbook/profiel.schema.json").read_bytes() == made


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["norm"], ["norm", "--help"], ["check", "--json"]])
def test_words_that_cannot_be_written_are_no_fault_of_ours(
    tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "organisations").mkdir()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "handbook", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        4,
        "De uitvoer van deze opdracht is niet te schrijven: No space left on device.\n",
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "organisations"]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that can close its output")
def test_without_a_standard_output_a_command_does_its_work(small: Path) -> None:
    words = shlex.join([*PROCESS, str(small.parent / "packs"), "build", "haven"])
    done = subprocess.run(f"{words} >&- 2>&-", shell=True, cwd=small, env=AROUND, check=False)
    assert done.returncode == 0
    assert list(small.glob("output/haven/KH-01.docx"))
