"""Packs make one library; what is wrong in a pack is told and left out."""

import os
import sys
from pathlib import Path

import pytest
from loading.world import CHAPTER, CONTENT_PACK, FORM, NORM_PACK, PROCEDURE, workspace, write

from handbook.loading.packs.pack_reading import OWN_PACKS, pack_folders, read_packs

PP = "packs/inhoud-mini/procedures/PP-01.yaml"
F = "packs/inhoud-mini/formulieren/F-01.yaml"
H = "packs/inhoud-mini/hoofdstukken/01-00-beleid.md"


def told(tmp_path: Path, norm: dict[str, str], content: dict[str, str]) -> list[tuple[str, str]]:
    shelves = read_packs(
        [
            (write(tmp_path / "inhoud", {**CONTENT_PACK, **content}), "packs/inhoud-mini"),
            (write(tmp_path / "norm", {**NORM_PACK, **norm}), "packs/norm-mini"),
        ]
    )
    return [(problem.code, str(problem.place)) for problem in shelves.problems]


def test_the_small_packs_are_sound(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    library = place.library
    assert place.problems == ()
    assert [pack.id for pack in library.packs] == ["norm-mini", "inhoud-mini"]
    assert [list(each) for each in (library.parts, library.topics, library.procedures)] == [
        ["123", "138", "139"],
        ["intake-wachttijd", "intake-aanmelding"],
        ["PP-01"],
    ]
    assert [list(each) for each in (library.forms, library.chapters, library.roles)] == [
        ["F-01"],
        ["beleid"],
        ["bestuurder", "teamleider"],
    ]


def test_the_packs_of_the_tool_are_sound() -> None:
    shelves = read_packs(pack_folders(OWN_PACKS.parent / "niets"))
    assert shelves.problems == ()
    assert set(shelves.library.parts) == {"123", "138", "139", "140", "134"}


@pytest.mark.parametrize(
    ("old", "new", "spot"),
    [
        ("dekt: [intake-aanmelding]", "dekt: [intake-anmelding]", ("HB202", f"{PP}:6:8")),
        ("thema: toegang", "wanneer: {onderdelen: ['141']}\nthema: t", ("HB201", f"{PP}:5:24")),
        ("thema: toegang", "wanneer: {activiteiten: [x]}\nthema: t", ("HB203", f"{PP}:5:26")),
        ("thema: toegang", "wanneer: {niet: {kenmerken: [x]}}\nthema: t", ("HB204", f"{PP}:5:30")),
        ("eigenaar: teamleider", "eigenaar: baas", ("HB205", f"{PP}:9:11")),
        ("rol: teamleider", "rol: baas", ("HB205", f"{PP}:14:22")),
        ("formulieren: [F-01]", "formulieren: [F-02]", ("HB231", f"{PP}:15:15")),
        ("formulieren: [F-01]", "verwant: [PP-99]", ("HB231", f"{PP}:15:11")),
        ("{{ hij }}", "{{ hijj }}", ("HB232", f"{PP}:7:7")),
        ("{{ hij }}", "{{ tabel.locaties }}", ("HB232", f"{PP}:7:7")),
        ("{{ hij }}", "{{ rol.baas }}", ("HB232", f"{PP}:7:7")),
        ("{{ hij }}", "{{ invul.werkgebied }}", ("HB232", f"{PP}:7:7")),
        ("{{ hij }}", "{{ termijn.besluitt }}", ("HB232", f"{PP}:7:7")),
        ("{{ hij }}", "{{ hij", ("HB127", f"{PP}:7:7")),
        ("{{ hij }}", "{% if x %}", ("HB127", f"{PP}:7:7")),
        ("zie F-01", "zie F-77", ("HB235", f"{PP}:14:41")),
        ("id: besluit", "id: eerste-reactie", ("HB230", f"{PP}:12:10")),
        ("id: PP-01", "id: F-01", ("HB230", f"{F}:1:5")),
        ("soort: procedure", "soort: proces", ("HB117", f"{PP}:2:8")),
    ],
)
def test_a_wrong_name_in_a_procedure_is_told(
    tmp_path: Path, old: str, new: str, spot: tuple[str, str]
) -> None:
    assert old in PROCEDURE
    assert spot in told(tmp_path, {}, {"procedures/PP-01.yaml": PROCEDURE.replace(old, new)})


@pytest.mark.parametrize(
    ("old", "new", "spot"),
    [
        ("{{ De_persoon }}", "{{ De_mens }}", ("HB232", f"{H}:8:32")),
        ("{{ invul.kernzin }}", "{{ invul.beleid.kernzin }}", ("HB232", f"{H}:8:1")),
        ("{{ invul.kernzin }}", "{{ tabel.geheimen }}\n\n", ("HB232", f"{H}:8:1")),
        ("geldt", "geldt (PP-44)", ("HB235", f"{H}:8:28")),
        ("geldt", "\n::: als kenmerken: [x]\ngeldt\n:::\n", ("HB204", f"{H}:9:1")),
        ("niveau: 1", "niveau: 2", ("HB237", f"{H}:4:9")),
        ("titel: ", "dekt: [x]\ntitel: ", ("HB202", f"{H}:3:8")),
    ],
)
def test_a_wrong_name_in_a_chapter_is_told(
    tmp_path: Path, old: str, new: str, spot: tuple[str, str]
) -> None:
    assert old in CHAPTER
    chapter = CHAPTER.replace(old, new)
    assert spot in told(tmp_path, {}, {"hoofdstukken/01-00-beleid.md": chapter})


@pytest.mark.parametrize(
    ("old", "new", "spot"),
    [
        (
            'vereist: ["123"]}\nr',
            'vereist: ["124"]}\nr',
            ("HB201", "packs/norm-mini/norm.yaml:4:77"),
        ),
        (
            "id: intake-wachttijd, rubriek: 1",
            "id: intake-aanmelding, rubriek: 1",
            ("HB230", "packs/norm-mini/norm.yaml:21:10"),
        ),
        (
            "id: intake-wachttijd, rubriek: 1",
            "id: a, rubriek: 7",
            ("HB236", "packs/norm-mini/norm.yaml:20:22"),
        ),
        ('onderdeel: "139"', 'onderdeel: "141"', ("HB201", "packs/norm-mini/norm.yaml:10:34")),
        (
            'wanneer: {onderdelen: ["139"]}',
            'wanneer: {onderdelen: ["141"]}',
            ("HB201", "packs/norm-mini/norm.yaml:18:41"),
        ),
    ],
)
def test_a_wrong_name_in_a_norm_is_told(
    tmp_path: Path, old: str, new: str, spot: tuple[str, str]
) -> None:
    text = NORM_PACK["norm.yaml"]
    found = told(tmp_path, {"norm.yaml": text.replace(old, new)}, {})
    assert spot in found


def test_a_choice_without_options_is_told(tmp_path: Path) -> None:
    form = FORM.replace("type: datum", "type: keuze")
    assert told(tmp_path, {}, {"formulieren/F-01.yaml": form}) == [("HB234", f"{F}:6:36")]


def test_a_broken_item_is_left_out_and_the_rest_stays(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        {},
        {"formulieren/F-01.yaml": "id: [", "formulieren/F-02.yaml": FORM.replace("F-01", "F-02")},
    ) == [("HB100", f"{F}:1:5")]


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    files = {
        "procedure/x.yaml": "",
        "procedures/PP-02.yml": "",
        "notities.txt": "",
        "README.md": "",
    }
    assert told(tmp_path, {}, files) == [
        ("HB239", "packs/inhoud-mini/notities.txt"),
        ("HB239", "packs/inhoud-mini/procedure"),
        ("HB239", "packs/inhoud-mini/procedures/PP-02.yml"),
    ]


def test_a_pack_waits_for_what_it_requires(tmp_path: Path) -> None:
    folders = [(write(tmp_path / "inhoud", CONTENT_PACK), "packs/inhoud-mini")]
    shelves = read_packs(folders)
    assert [(each.code, str(each.place)) for each in shelves.problems] == [
        ("HB233", "packs/inhoud-mini/pack.yaml:7:10")
    ]
    assert shelves.library.procedures == {}


def test_a_pack_that_stands_twice_is_told(tmp_path: Path) -> None:
    one, two = write(tmp_path / "een", NORM_PACK), write(tmp_path / "twee", NORM_PACK)
    shelves = read_packs([(one, "packs/een"), (two, "packs/twee")])
    assert ("HB230", "packs/twee/pack.yaml:1:5") in [
        (each.code, str(each.place)) for each in shelves.problems
    ]


def test_a_folder_that_is_no_pack_is_told(tmp_path: Path) -> None:
    shelves = read_packs([(write(tmp_path / "leeg", {"x.txt": ""}), "packs/leeg")])
    assert [each.code for each in shelves.problems] != []
    assert any(each.weight == "fout" for each in shelves.problems)


def test_the_fingerprint_follows_every_file(tmp_path: Path) -> None:
    first = workspace(tmp_path / "a").fingerprint
    assert workspace(tmp_path / "b").fingerprint == first
    other = dict(NORM_PACK, **{"norm.yaml": NORM_PACK["norm.yaml"].replace("Intake", "Begin")})
    assert workspace(tmp_path / "c", other).fingerprint != first


@pytest.mark.skipif(sys.platform == "win32", reason="there every name is text")
@pytest.mark.parametrize("folder", ["procedures", "hoofdstukken", "formulieren", ""])
def test_a_file_whose_name_is_no_text_is_told_and_stops_nothing(
    tmp_path: Path, folder: str
) -> None:
    norm = write(tmp_path / "norm", NORM_PACK)
    inhoud = write(tmp_path / "inhoud", CONTENT_PACK)
    Path(os.fsdecode(os.fsencode(inhoud / folder) + b"/\xff.yaml")).write_text("x")
    shelves = read_packs([(norm, "packs/norm-mini"), (inhoud, "packs/inhoud-mini")])
    [problem] = shelves.problems
    assert (problem.code, problem.weight) == ("HB239", "let op")
    assert str(problem).encode()  # it can be printed
    assert [pack.id for pack in shelves.packs] == ["norm-mini", "inhoud-mini"]
