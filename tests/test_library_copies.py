"""A copy of a library text remembers what it was made from, and is told when that changes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loading.world import CHAPTER, FORM, LAWS, PROCEDURE
from small_library import WITH_138, known_alone

from handbook.cli.app import main

PROFILE = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [138]
activiteiten: {138: [maatschappelijk-werk]}
documentbeheer: {voorvoegsel: BK-}
"""
COPY = PROCEDURE + WITH_138
RECORD = "overgenomen_van: {item: PP-01, op: 01-01-2026, som: bbbbbbbbbb, som_wet: bbbbbbbbbb}\n"


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "pakketten"
    with known_alone(home):
        yield home / "inhoud-welzijn"


@pytest.fixture
def root(tmp_path: Path, packs: Path) -> Path:
    assert packs.is_dir()
    home = tmp_path / "w"
    (home / "organisations").mkdir(parents=True)
    (home / "organisations/berk.yaml").write_text(PROFILE, encoding="utf-8")
    return home


def own(root: Path, name: str, text: str) -> Path:
    path = root / "organisations/berk/inhoud" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changes(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


def told(root: Path) -> list[tuple[str, str]]:
    """Return what `check` says of copies: the file with line and column, and the code."""
    found = json.loads(run(root, "check", "berk", "--json").output)
    [one] = found["organisaties"]
    return [
        (f"{Path(each['plaats']).name}:{each['regel']}:{each['kolom']}", each["code"])
        for each in one["problemen"]
        if "HB294" <= each["code"] <= "HB297"
    ]


def line_of(root: Path) -> str:
    """Return the line that `check` says to type."""
    lines = [each.strip() for each in run(root, "check", "berk").output.splitlines()]
    [line] = [each for each in lines if each.startswith("overgenomen_van:")]
    return f"{line}\n"


def recorded(root: Path, text: str = COPY) -> Path:
    """Make a copy that says what it was made from, as the library is now."""
    path = own(root, "procedures/PP-01.yaml", text + RECORD)
    changed = text.replace("termijn: 8 weken", "termijn: 9 weken")
    path.write_text(changed + RECORD, encoding="utf-8")
    path.write_text(text + line_of(root), encoding="utf-8")
    return path


def test_a_copy_that_is_as_the_library_is_not_told(root: Path) -> None:
    own(root, "procedures/PP-01.yaml", COPY)
    own(root, "formulieren/F-01.yaml", FORM)
    own(root, "hoofdstukken/01-00-beleid.md", CHAPTER)
    own(root, "wetten.yaml", LAWS)
    assert told(root) == []
    assert "anders" in run(root, "verschil", "berk", "--inhoud").output


def test_a_copy_whose_own_words_are_other_is_not_told_while_the_library_stays(root: Path) -> None:
    path = recorded(root)
    changes(path, "Wie zich meldt", "Ieder die zich meldt")
    assert told(root) == []


def test_a_limit_of_law_that_changed_names_the_copy_with_the_line_to_type(
    root: Path, packs: Path
) -> None:
    path = recorded(root)
    changes(packs / "procedures/PP-01.yaml", "termijn: 8 weken", "termijn: 6 weken")
    number = len(COPY.splitlines()) + 1
    assert told(root) == [(f"PP-01.yaml:{number}:1", "HB294")]
    said = run(root, "check", "berk").output
    assert "van 'PP-01' de wet veranderd sinds" in said
    assert "anders dan bij u: termijnen besluit" in said
    assert "handbook verschil berk PP-01 --inhoud" in said
    line = line_of(root)
    path.write_text(COPY + line, encoding="utf-8")
    assert told(root) == []


def test_a_copy_that_says_the_new_law_already_is_told_for_no_law(root: Path, packs: Path) -> None:
    path = recorded(root)
    for each in (path, packs / "procedures/PP-01.yaml"):
        changes(each, "termijn: 8 weken", "termijn: 6 weken")
    assert told(root) == []


def test_a_text_that_changed_is_told_as_text(root: Path, packs: Path) -> None:
    recorded(root)
    changes(packs / "procedures/PP-01.yaml", "Bij elke aanmelding", "Bij iedere aanmelding")
    assert [code for _, code in told(root)] == ["HB295"]
    assert "anders dan bij u: toepassing" in run(root, "check", "berk").output


def test_how_a_text_is_laid_out_is_no_change(root: Path, packs: Path) -> None:
    recorded(root)
    old = "doel: Wie zich meldt, weet"
    changes(packs / "procedures/PP-01.yaml", old, "doel: >-\n  Wie zich meldt,\n  weet")
    assert told(root) == []


def test_without_a_record_only_law_that_lacks_is_told_and_once(root: Path, packs: Path) -> None:
    own(root, "procedures/PP-01.yaml", COPY.replace("Bij elke aanmelding", "Altijd bij"))
    assert told(root) == []
    changes(packs / "procedures/PP-01.yaml", "termijn: 8 weken", "termijn: 6 weken")
    assert told(root) == [("PP-01.yaml:1:1", "HB296")]


def test_law_of_her_own_beside_that_of_the_library_is_not_told(root: Path) -> None:
    more = "grondslag:\n  - {id: cao, tekst: Cao Sociaal Werk}\n"
    own(root, "procedures/PP-01.yaml", COPY + more)
    assert told(root) == []


def test_copies_of_another_law_come_first(root: Path, packs: Path) -> None:
    recorded(root)
    own(
        root,
        "formulieren/F-01.yaml",
        FORM + RECORD.replace("PP-01", "F-01"),
    )
    changes(packs / "formulieren/F-01.yaml", "De aanmelding", "Een aanmelding")
    changes(packs / "procedures/PP-01.yaml", "termijn: 8 weken", "termijn: 6 weken")
    assert [code for _, code in told(root)] == ["HB294", "HB295"]


def test_a_law_of_the_library_that_she_took_over_is_compared_too(root: Path, packs: Path) -> None:
    own(root, "wetten.yaml", LAWS)
    changes(packs / "wetten.yaml", "over: beslistermijn", "over: termijn van het besluit")
    assert told(root) == [("wetten.yaml:2:5", "HB296")]


def test_a_copy_of_what_is_gone_is_told(root: Path) -> None:
    own(root, "procedures/PP-01.yaml", COPY + RECORD.replace("PP-01", "PP-91"))
    assert [code for _, code in told(root)] == ["HB297"]


def test_a_copy_under_another_id_is_compared_with_what_it_names(root: Path) -> None:
    text = COPY.replace("id: PP-01", "id: EP-01") + RECORD
    own(root, "procedures/EP-01.yaml", text.replace("termijn: 8 weken", "termijn: 10 weken"))
    assert [code for _, code in told(root)] == ["HB294"]
    assert "'EP-01', een kopie van 'PP-01'" in run(root, "check", "berk").output


def test_both_texts_stand_side_by_side_law_first(root: Path, packs: Path) -> None:
    recorded(root, COPY.replace("Bij elke aanmelding", "Altijd bij aanmelding"))
    changes(packs / "procedures/PP-01.yaml", "termijn: 8 weken", "termijn: 6 weken")
    said = run(root, "verschil", "berk", "BK-PP-01", "--inhoud")
    assert said.exit_code == 0
    assert said.output.splitlines()[0] == "PP-01 Aanmelding: anders op 2 plaatsen"
    assert said.output.splitlines()[3:] == [
        "  termijnen / besluit / termijn (wet)",
        "    uw tekst:    8 weken",
        "    bibliotheek: 6 weken",
        "  toepassing",
        "    uw tekst:    Altijd bij aanmelding van {{ een_persoon }}.",
        "    bibliotheek: Bij elke aanmelding van {{ een_persoon }}.",
    ]


def test_a_chapter_is_shown_by_its_paragraphs(root: Path) -> None:
    path = own(root, "hoofdstukken/01-00-beleid.md", CHAPTER)
    path.write_text(CHAPTER + "\nOnze honden mogen mee.\n", encoding="utf-8")
    said = run(root, "verschil", "berk", "beleid", "--inhoud").output
    assert "uw tekst:    Onze honden mogen mee." in said
    assert "bibliotheek: (staat er niet)" in said
    assert told(root) == []


def test_a_code_that_is_no_copy_is_refused(root: Path) -> None:
    own(root, "procedures/PP-01.yaml", COPY)
    said = run(root, "verschil", "berk", "PP-02", "--inhoud")
    assert said.exit_code == 1
    assert "HB298" in said.output
    assert "Er zijn: PP-01." in said.output


def test_only_one_thing_is_compared_with_at_a_time(root: Path) -> None:
    assert run(root, "verschil", "berk", "--eigen", "--inhoud").exit_code == 2


def test_copies_as_json(root: Path) -> None:
    own(root, "procedures/PP-01.yaml", COPY.replace("termijn: 8 weken", "termijn: 9 weken"))
    found = json.loads(run(root, "verschil", "berk", "--inhoud", "--json").output)
    assert found["verschillen"] == []
    [copy] = found["kopieen"]
    assert copy["wet_veranderd"] is True
    assert copy["teksten"] == [
        {
            "waar": "termijnen / besluit / termijn",
            "wet": True,
            "kopie": "9 weken",
            "bibliotheek": "8 weken",
        }
    ]
