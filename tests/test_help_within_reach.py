"""Help without leaving the terminal: pages, names, a template, and what there is to work with."""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from examples import DAY, ROOT
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.loading.help_pages import about, near, pages, titles
from handbook.loading.template_files import tool_template
from handbook.model.sources.profile import Profile
from handbook.pipeline import doctor
from handbook.pipeline.doctor import examined

PROBLEMS = (ROOT / "docs/problemen.md").read_text("utf-8")
CODES = re.findall(r"^### (HB\d+)", PROBLEMS, re.MULTILINE)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("hulp")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde", "haven")
        assert run(root, "build").exit_code == 0
        yield root


# explain


def test_every_code_is_explained_by_its_own_paragraph_and_no_other() -> None:
    for code in CODES:
        found = about(code.lower())
        assert found is not None, code
        assert found.title.startswith(code)
        assert re.findall(r"^### (HB\d+)", found.text, re.MULTILINE) == [code]


def test_every_key_of_the_profile_is_explained() -> None:
    for field in Profile.model_fields.values():
        found = about(str(field.alias))
        assert found is not None, field.alias
        assert found.page == "profiel", field.alias
        assert str(field.alias) in found.text.casefold()


def test_a_page_goes_by_its_name_or_a_word_of_its_title(tmp_path: Path) -> None:
    for name in ("vaststellen", "windows", "kookboek"):
        found = about(name)
        assert found is not None
        assert found.text == pages()[name]
    assert "Eigen Word-sjablonen" in run(tmp_path, "uitleg", "sjablonen").output
    assert "Exitcodes" in run(tmp_path, "uitleg", "exitcodes").output


def test_without_a_word_every_page_is_named_and_none_for_makers(tmp_path: Path) -> None:
    said = run(tmp_path, "explain").output
    assert [name for name in titles() if name not in said] == []
    assert "architecture" not in said


def test_of_an_unknown_word_near_ones_are_told(tmp_path: Path) -> None:
    result = run(tmp_path, "uitleg", "vastellen")
    assert (result.exit_code, "HB326" in result.output) == (1, True)
    assert "Bedoelde u vaststellen" in result.output
    assert near("kenmerkn")[0] == "kenmerken"
    assert "Bedoelde u" not in run(tmp_path, "uitleg", "xyzzy").output


def test_a_page_is_shown_without_marks_and_addresses(tmp_path: Path) -> None:
    said = run(tmp_path, "uitleg", "vaststellen").output
    assert "](" not in said
    assert "**" not in said
    assert "\x1b" not in said
    assert max(len(line) for line in said.splitlines()) <= 96


def test_the_pages_travel_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    include = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert include["docs"] == "handbook/docs"


# template


def test_a_template_is_laid_ready_as_it_is_used_and_never_over_one_of_hers(tmp_path: Path) -> None:
    run(tmp_path, "init")
    assert run(tmp_path, "sjabloon", "procedure").exit_code == 0
    path = tmp_path / "templates/procedure.docx"
    assert path.read_bytes() == tool_template("procedure")
    path.write_bytes(b"van mij")
    again = run(tmp_path, "sjabloon", "Procedure.docx")
    assert (again.exit_code, "HB327" in again.output) == (3, True)
    assert path.read_bytes() == b"van mij"


def test_a_kind_that_is_none_is_told_with_all_kinds(tmp_path: Path) -> None:
    run(tmp_path, "init")
    wrong = run(tmp_path, "sjabloon", "procedur")
    assert wrong.exit_code == 2
    assert "Bedoelde u 'procedure'?" in wrong.output
    assert "handboek, procedure, formulier" in run(tmp_path, "sjabloon").output


# norm


def names(root: Path, word: str = "linde") -> dict[str, dict[str, dict[str, object]]]:
    told = json.loads(run(root, "norm", word, "--json").stdout)["namen"]
    return {key: {each["id"]: each for each in rows} for key, rows in told.items()}


def test_every_name_that_is_listed_can_be_typed_in_the_profile(root: Path, tmp_path: Path) -> None:
    found = names(root)
    head = (root / "organisations/linde.yaml").read_text("utf-8")
    assert "\nrollen:" not in head
    lines = [
        "rollen:",
        *(f"  {name}: {{functie: iemand}}" for name in found["rollen"]),
        "termijnen:",
        *(f"  {name}: 3 dagen" for name in found["termijnen"]),
        "invullen:",
        *(f"  {name}: iets" for name in found["invullen"]),
    ]
    (tmp_path / "organisations").mkdir()
    text = "\n".join([head, *lines, ""])
    (tmp_path / "organisations/linde.yaml").write_text(text, encoding="utf-8")
    result = run(tmp_path, "check", "linde")
    assert result.exit_code == 0, result.output


def test_a_name_says_what_holds_now_and_where_it_prints(root: Path) -> None:
    found = names(root)
    limit = found["termijnen"]["PP-01.eerste-reactie"]
    assert (limit["nu"], limit["documenten"]) == ("2 werkdagen", ["LI-PP-01"])
    assert found["rollen"]["teamleider"]["documenten"]


def test_norm_takes_a_path_and_tells_what_it_does_not_know(root: Path) -> None:
    assert "Eigen termijnen" in run(root, "norm", "organisations/linde.yaml").output
    wrong = run(root, "norm", "lindr")
    assert (wrong.exit_code, "Bedoelde u 'linde'?" in wrong.output) == (2, True)
    assert run(root, "norm", "--json").exit_code == 2


# doctor


def states(start: Path) -> dict[str, tuple[str, str]]:
    return {each.subject: (each.state, each.found) for each in examined(start, DAY)}


def test_a_sound_folder_is_found_sound(root: Path) -> None:
    found = states(root)
    assert found["Organisaties"] == ("goed", "2: haven, linde")
    assert found["Andere build"] == ("goed", "geen")
    assert {state for state, _ in found.values()} <= {"goed", "let op"}


def test_no_folder_at_all_hinders_the_work(tmp_path: Path) -> None:
    result = run(tmp_path, "dokter")
    assert (result.exit_code, "geen werkmap" in result.output) == (4, True)
    assert states(tmp_path)["Werkmap"][0] == "fout"


def test_each_thing_that_hinders_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "OneDrive - Stichting" / "werk"
    root.mkdir(parents=True)
    run(root, "init")
    (root / "templates/procedure.docx").write_bytes(tool_template("procedure"))
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "output")
    monkeypatch.setattr(doctor.storage, "is_locked", lambda _: True)
    (root / ".vscode/settings.json").unlink()
    found = {each.subject: each for each in examined(root, DAY)}
    for subject, state, word in (
        ("Werkmap", "let op", "altijd op dit apparaat"),
        ("Map output", "fout", "rechten"),
        ("Andere build", "let op", "Wacht"),
        ("Organisaties", "let op", "handbook nieuw"),
        ("Hulp in VS Code", "let op", "handbook init"),
    ):
        assert (found[subject].state, word in found[subject].advice) == (state, True), subject
    assert found["Eigen sjablonen"].found == "procedure.docx"
    assert run(root, "doctor").exit_code == 4


def test_other_versions_than_the_tested_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["click==0.1; extra == 'vast'", "rich>=13", "no-such-thing==1; extra == 'vast'"]
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: wanted)
    told = list(doctor._other_versions())
    assert told[0].startswith("click 8")
    assert told[0].endswith("(getest: 0.1)")
    assert told[1:] == ["no-such-thing niet (getest: 1)"]
