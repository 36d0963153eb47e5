"""A command takes what people type: a path that Tab gave, a Dutch word, or not enough."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.cli.common import arguments
from handbook.cli.common.click_in_dutch import ALIASES
from handbook.reporting.terminal import stream


def run(root: Path, *words: str, **more: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words], **more)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("opdracht")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde", "haven")
        assert run(root, "build").exit_code == 0
        yield root


def checked(root: Path, typed: str) -> str:
    """Return the organisation that `check` looked at."""
    result = run(root, "check", typed)
    found = re.search(r"^. (\S+): in orde", result.output, re.MULTILINE)
    return found[1] if found else result.output


@pytest.mark.parametrize(
    "typed",
    [
        "linde",
        "organisations/linde.yaml",
        "./organisations/linde.yaml",
        "organisations\\linde.yaml",
        "organisations/linde/",
        "organisations/linde/register.yaml",
        "output/linde",
        "output/linde/",
        "output/linde/LI-F-01.docx",
        '"organisations/linde.yaml"',
        "{root}/organisations/linde.yaml",
        "organisations/../organisations/linde.yaml",
    ],
)
def test_an_organisation_goes_by_its_name_its_profile_or_a_folder_of_its_own(
    root: Path, typed: str
) -> None:
    assert checked(root, typed.format(root=root)) == "linde"


def test_a_path_counts_from_where_one_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "organisations")
    assert "linde: in orde" in CliRunner().invoke(main, ["check", "linde.yaml"]).output
    monkeypatch.chdir(root / "output")
    assert "haven: in orde" in CliRunner().invoke(main, ["check", "./haven"]).output


@pytest.mark.parametrize("typed", ["../elders/linde.yaml", "templates/x", "/etc/x"])
def test_a_path_to_something_else_is_told(root: Path, typed: str) -> None:
    result = run(root, "check", typed)
    assert result.exit_code == 2
    assert f"'{typed}' is geen organisatie in deze werkmap" in result.output
    assert "organisations/linde.yaml" in result.output


def test_a_name_that_is_not_there_is_told_as_before(root: Path) -> None:
    assert "Bedoelde u 'linde'?" in run(root, "check", "lindr").output
    assert "Bedoelde u 'linde'?" in run(root, "check", "organisations/lindr.yaml").output


@pytest.mark.parametrize("typed", [".", "..", "organisations", "organisations/", "output"])
def test_a_folder_of_all_organisations_is_none_of_them(root: Path, typed: str) -> None:
    result = run(root, "check", typed)
    assert result.exit_code == 2
    assert f"'{typed}' is een map met alle organisaties" in result.output


@pytest.mark.parametrize("typed", ["LI-F-01", "output/linde/LI-F-01.docx", "LI-F-01.docx"])
def test_a_document_goes_by_its_code_or_its_file(root: Path, typed: str) -> None:
    result = run(root, "plan", "linde", "--alleen", typed)
    assert result.exit_code == 0, result.output
    assert "1 ongewijzigd" in result.output


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")


# Names of options that are no word of one language, or the same word in both.
BOTH = {"--windows", "--json", "--kvk", "--fte", "--plan", "--register"}


def test_every_option_has_a_dutch_name() -> None:
    assert isinstance(main, click.Group)
    english = {
        f"{name} {parameter.opts}"
        for name, command in (("", main), *commands(main))
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and len([each for each in parameter.opts if each.startswith("--")]) < 2
        and not BOTH & set(parameter.opts)
    }
    assert english == set()


def test_every_command_has_a_dutch_word() -> None:
    assert isinstance(main, click.Group)
    dutch = {"plan", "norm", "schema"}  # the same word
    assert set(main.commands) - set(ALIASES.values()) - dutch == set()


@pytest.mark.parametrize(
    "words", [["bouw", "-h"], ["build", "--hulp"], ["help", "bouw"], ["hulp", "maak"]]
)
def test_help_is_found_by_every_word_for_it(tmp_path: Path, words: list[str]) -> None:
    result = run(tmp_path, *words)
    assert result.exit_code == 0
    assert "Maak de documenten van ORGANISATIE" in result.output


def test_help_alone_names_all_commands_and_of_a_wrong_word_says_so(tmp_path: Path) -> None:
    assert "publish, publiceer" in run(tmp_path, "help").output
    assert run(tmp_path, "help", "pakket", "check").exit_code == 0
    wrong = run(tmp_path, "help", "buld")
    assert (wrong.exit_code, "'buld' bestaat niet" in wrong.output) == (2, True)


def test_help_breaks_no_name_in_two() -> None:
    for width in range(60, 100, 3):
        shown = CliRunner().invoke(main, ["approve", "-h"], terminal_width=width).output
        for name in ("open-velden", "oudere-versie"):
            assert name in shown, (width, shown)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["publiceer"], ["ORGANISATIE en NAAR", "handbook publiceer linde"]),
        (
            ["vaststellen"],
            ["ORGANISATIE, --door NAAM en --datum JJJJ-MM-DD", "handbook vaststellen linde"],
        ),
        (["vaststellen", "linde", "--door", "A"], ["Geef --datum JJJJ-MM-DD mee"]),
        (["hernoem", "linde"], ["Geef NIEUW mee", "handbook hernoem linde de-linde"]),
        (["overnemen"], ["ORGANISATIE en CODE", "handbook overnemen"]),
        (["pakket", "check"], ["Geef MAP mee", "packs/"]),
    ],
)
def test_all_that_lacks_is_told_at_once_with_an_example(
    root: Path, words: list[str], told: list[str]
) -> None:
    result = run(root, *words)
    assert result.exit_code == 2
    assert [each for each in told if each not in result.output] == []


def test_at_a_terminal_what_lacks_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "somebody_types", lambda: True)
    result = run(root, "publish", input=f"linde\n{root.parent / 'host'}\n")
    assert "Welke organisatie?" in result.output
    assert "Waarheen" in result.output
    assert "HB544" in result.output  # nothing is approved yet: what was typed arrived


def test_who_approves_and_when_are_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "somebody_types", lambda: True)
    result = run(root, "approve", "linde", "LI-F-99", input="A. Vermeulen\n31-03-2027\n")
    assert "Wie stelt vast" in result.output
    assert "Op welke dag" in result.output
    assert "LI-F-99" in result.output


def test_check_does_not_tell_to_run_check(root: Path) -> None:
    assert "'handbook check'" not in run(root, "check", "linde").output


class Screen:
    def __init__(self, *, shown: bool) -> None:
        self.shown = shown

    def isatty(self) -> bool:
        return self.shown


@pytest.mark.parametrize(("columns", "width"), [(60, 59), (200, 96), (20, 40)])
def test_a_paragraph_is_as_wide_as_the_screen_and_no_wider_than_reads_well(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    monkeypatch.setattr(stream.sys, "stdout", Screen(shown=True))
    monkeypatch.setenv("COLUMNS", str(columns))
    assert stream.prose_columns() == width
    monkeypatch.setattr(stream.sys, "stdout", Screen(shown=False))
    assert stream.prose_columns() == 96


def test_what_stops_a_command_fits_the_screen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbook.reporting.build.outcome_text.prose_columns", lambda: 60)
    lines = run(root, "approve", "lindr", "--door", "A", "--datum", "1-1-2027").output.splitlines()
    assert lines[0].startswith("organisations")
    assert max(len(line) for line in lines[1:]) <= 60


# Tab


def completed(root: Path, words: str, shell: str = "bash") -> list[str]:
    given = words.split(" ")
    env = {
        "_HANDBOOK_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": f"handbook {words}",
        "COMP_CWORD": str(len(given)),
        "HANDBOOK_WORDS": f"handbook {words}",
        "HANDBOOK_WORD": given[-1],
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(root)
        for key, value in env.items():
            patched.setenv(key, value)
        said = CliRunner().invoke(main, [], prog_name="handbook").output
    return [line.rpartition(",")[2] for line in said.splitlines() if line]


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_tab_knows_commands_in_dutch_organisations_and_codes(root: Path, shell: str) -> None:
    assert completed(root, "v", shell) == ["volg", "vragenlijst", "verschil", "vaststellen"]
    assert completed(root, "bouw ", shell) == ["haven", "linde"]
    assert completed(root, "stand linde ", shell) == ["haven"]
    assert completed(root, "vaststellen linde li-f", shell) == ["LI-F-01"]
    assert completed(root, "check --str", shell) == ["--strict", "--streng"]


def test_tab_outside_a_working_folder_or_without_a_register_adds_nothing(tmp_path: Path) -> None:
    assert completed(tmp_path, "bouw ") == []
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations/linde.yaml").write_text("", encoding="utf-8")
    assert completed(tmp_path, "vaststellen linde ") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_a_shell_says_how_to_switch_it_on(tmp_path: Path, shell: str) -> None:
    said = run(tmp_path, "aanvullen", shell)
    assert said.exit_code == 0
    assert "_HANDBOOK_COMPLETE" in said.output
    assert f"handbook aanvullen {shell}" in said.output.splitlines()[-1]
