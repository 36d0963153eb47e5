"""`own`: a new piece of content stands ready, is right at once, and nothing of hers is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.errors import SourceError
from handbook.loading.list_entry import with_entry
from handbook.scaffold.own_content import KINDS

ENTRY = "- id: nieuw\n  naam: Nieuw\n"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    with small_library(tmp_path / "pakketten"):
        yield with_profiles(tmp_path / "w", "linde")


def files(root: Path) -> dict[str, str]:
    home = root / "organisations/linde/inhoud"
    return {
        path.relative_to(home).as_posix(): path.read_text("utf-8")
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_piece_is_right_at_once_and_a_second_one_too(root: Path, kind: str) -> None:
    for title in ('Huisdieren & zo: "lief"', "Fietsen", "Fietsen"):
        result = run(root, "eigen", kind, title, "linde")
        assert result.exit_code == 0, result.output
        checked = run(root, "check", "linde")
        if kind != "term" or title != "Fietsen":
            assert checked.exit_code == 0, checked.output
    assert "HB" not in run(root, "check", "linde").output or kind == "term"


def test_a_new_procedure_stands_in_the_set_and_is_open(root: Path) -> None:
    run(root, "eigen", "procedure", "Huisdieren", "linde")
    assert list(files(root)) == ["procedures/EP-01.yaml"]
    assert run(root, "build", "linde").exit_code == 0
    assert (root / "output/linde/LI-EP-01.docx").is_file()
    refused = run(root, "approve", "linde", "LI-EP-01", "--door", "A", "--datum", "01-12-2026")
    assert refused.exit_code != 0
    assert "HB57" in refused.output


def test_ids_go_on_where_they_were(root: Path) -> None:
    for _ in range(3):
        run(root, "own", "formulier", "Lijst", "organisations/linde.yaml")
    assert list(files(root)) == [f"formulieren/EF-0{number}.yaml" for number in (1, 2, 3)]


def test_a_file_that_is_there_is_never_written_over(root: Path) -> None:
    path = root / "organisations/linde/inhoud/hoofdstukken/09-90-huisdieren.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\nid: anders\ntitel: Anders\n---\nvan mij\n", encoding="utf-8")
    result = run(root, "eigen", "hoofdstuk", "Huisdieren", "linde")
    assert (result.exit_code, "HB329" in result.output) == (3, True)
    assert path.read_text("utf-8").endswith("van mij\n")


@pytest.mark.parametrize("words", [["proceduur", "X"], ["procedure", " "], ["procedure", "a\nb"]])
def test_a_wrong_kind_or_title_is_told(root: Path, words: list[str]) -> None:
    result = run(root, "eigen", *words, "linde")
    assert result.exit_code == 2
    assert not (root / "organisations/linde/inhoud").exists()


# one entry more in a list of hers

HERS = """\
# van mij
rollen:            # mijn rollen
  - id: kok        # de kok
    functie: kok
  # nog een
  - {id: chauffeur, functie: chauffeur}

# hierna iets anders
anders: [1]
"""


def test_all_that_she_wrote_stays_as_it_was() -> None:
    made = with_entry(HERS.encode(), "rollen.yaml", "rollen", ENTRY).decode()
    lines = "  - id: nieuw\n    naam: Nieuw\n"
    assert made == HERS.replace("chauffeur}\n", f"chauffeur}}\n{lines}")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (None, ["nieuw"]),
        ("", None),
        ("anders: 1", ["nieuw"]),
        ("rollen:\n- id: a", ["a", "nieuw"]),
        ("rollen:\r\n  - id: a\r\n", ["a", "nieuw"]),
        ("rollen:\n", ["nieuw"]),
        ("\ufeffrollen:\n  - id: a\n", ["a", "nieuw"]),
        ("rollen: [{id: a}]\n", None),
        ("rollen: {a: b}\n", None),
        ("rollen: [\n", None),
    ],
)
def test_an_entry_comes_last_or_the_file_is_left_alone(
    text: str | None, ids: list[str] | None
) -> None:
    data = None if text is None else text.encode()
    if ids is None:
        with pytest.raises(SourceError):
            with_entry(data, "x.yaml", "rollen", ENTRY)
        return
    made = yaml.safe_load(with_entry(data, "x.yaml", "rollen", ENTRY).decode("utf-8-sig"))
    assert [each["id"] for each in made["rollen"]] == ids


NAMES = st.text("abcdef", min_size=1, max_size=6)


@given(st.lists(NAMES, max_size=5), st.sampled_from(["", "  ", "    "]), st.booleans())
def test_every_list_of_blocks_keeps_what_it_has(
    names: list[str],
    indent: str,
    after: bool,  # noqa: FBT001
) -> None:
    lines = ["rollen:", *(f"{indent}- {{id: {name}}}  # {name}" for name in names)]
    text = "\n".join([*lines, *(["# slot", "anders: 1"] if after else []), ""])
    made = with_entry(text.encode(), "x.yaml", "rollen", ENTRY).decode()
    found = yaml.safe_load(made)
    assert [each["id"] for each in found["rollen"]] == [*names, "nieuw"]
    assert [line for line in made.splitlines() if line in text.splitlines()] == text.splitlines()
