"""A working folder is found, and one organisation read with all that is its own."""

import os
from pathlib import Path

import pytest
from loading.world import FORM, GOOD, NORM_PACK, PROCEDURE, told, workspace, write

from handbook.errors import HandbookError, WorkplaceError
from handbook.loading.workspace import find_root, open_workspace, profile_names, read_profile

HERE = "organisations/de-linde"


def codes(problems: object) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in problems]  # type: ignore[attr-defined]


def refused(root: Path, name: str) -> list[tuple[str, str]]:
    with pytest.raises(HandbookError) as caught:
        read_profile(workspace(root), name)
    return codes(caught.value.problems)


def test_the_root_is_found_from_below(tmp_path: Path) -> None:
    write(tmp_path, {"organisations/linde/inhoud/x.yaml": ""})
    assert find_root(tmp_path / "organisations" / "linde" / "inhoud") == tmp_path.resolve()


def test_no_root_is_a_matter_of_the_surroundings(tmp_path: Path) -> None:
    with pytest.raises(WorkplaceError) as caught:
        find_root(tmp_path)
    [told] = caught.value.problems
    assert (told.code, told.place.file) == ("HB510", tmp_path.as_posix())
    assert caught.value.exit_code == 4


def test_the_folder_that_is_no_working_folder_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WorkplaceError) as caught:
        find_root(Path())
    assert caught.value.problems[0].place.file == tmp_path.as_posix()


def test_packs_of_the_folder_stand_beside_those_of_the_tool(tmp_path: Path) -> None:
    norm = {
        "pack.yaml": NORM_PACK["pack.yaml"] + "vereist: [hkz-123]\n",
        "norm.yaml": "onderwerpen:\n"
        "  - {id: eigen-onderwerp, rubriek: 4, titel: x, omschrijving: y}\n",
    }
    write(tmp_path / "packs" / "norm-mini", norm)
    place = open_workspace(tmp_path)
    assert place.problems == ()
    assert "eigen-onderwerp" in place.library.topics
    assert "138" in place.library.parts


def test_names_are_sorted_and_odd_files_are_among_them(tmp_path: Path) -> None:
    write(tmp_path / "organisations", {"b.yaml": "", "a.yaml": "", "C d.yaml": "", "e.yml": ""})
    write(tmp_path / "organisations", {".x.yaml": "", "a/register.yaml": "", "lees.txt": ""})
    assert profile_names(workspace(tmp_path)) == ("C d", "a", "b", "e.yml")


@pytest.mark.parametrize("name", ["C d", "Linde", "con", "aux", "lpt1", "é", "-a", "a_b", "a" * 61])
def test_a_name_that_cannot_be_everywhere_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "organisations", {f"{name}.yaml": GOOD})
    assert refused(tmp_path, name) == [("HB128", f"organisations/{name}.yaml")]


def test_another_ending_is_told(tmp_path: Path) -> None:
    write(tmp_path / "organisations", {"linde.yml": GOOD})
    assert refused(tmp_path, "linde.yml") == [("HB128", "organisations/linde.yml")]


@pytest.mark.parametrize("name", ["lindee", "../de-linde", "", "/etc/passwd", "a/b"])
def test_an_organisation_that_is_not_there(tmp_path: Path, name: str) -> None:
    write(tmp_path / "organisations", {"linde.yaml": GOOD})
    assert refused(tmp_path, name) == [("HB219", "organisations")]


def test_a_pipe_with_the_name_of_a_profile_keeps_nobody_waiting(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with a name here")
    os.mkfifo(tmp_path / "organisations" / "pijp.yaml")
    with pytest.raises(HandbookError) as caught:
        read_profile(place, "pijp")
    assert codes(caught.value.problems) == [("HB507", "organisations/pijp.yaml")]


def test_everything_of_an_organisation_is_read(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    write(
        tmp_path / "organisations",
        {
            "de-linde.yaml": GOOD
            + "vindplaatsen: de-linde/vindplaatsen.yaml\nhuisstijl: {logo: de-linde/Logo.PNG}\n",
            "de-linde/vindplaatsen.yaml": "intake-wachttijd: 3.1.2\nintake-aanmelding:\n",
            "de-linde/Logo.PNG": "plaatje",
            "de-linde/sjablonen/procedure.docx": "eigen",
            "de-linde/register.yaml": "formaat: 1\ndocumenten:\n"
            "  - document: PP-01\n    code: PP-01\n    titel: Aanmelding\n    bestand: PP-01.docx\n"
            "    versies:\n      - {versie: '0.1', status: concept, datum: 2026-11-23,"
            " herziening: 2028-11-23, inhoud: abc}\n",
        },
    )
    write(tmp_path, {"templates/procedure.docx": "map", "templates/handboek.docx": "map"})
    loaded = read_profile(place, "de-linde")
    assert loaded.profile.name == "Stichting De Linde"
    assert loaded.references == {"intake-wachttijd": "3.1.2"}
    assert loaded.logo == b"plaatje"
    assert loaded.templates["procedure"] == (f"{HERE}/sjablonen/procedure.docx", b"eigen")
    assert loaded.templates["handboek"] == ("templates/handboek.docx", b"map")
    assert [(each.item, each.current.number) for each in loaded.register.entries] == [
        ("PP-01", "0.1")
    ]
    assert (loaded.notices, tuple(loaded.secrets)) == ((), ())


def test_own_items_replace_those_of_the_same_id_and_may_be_named(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    own = PROCEDURE.replace("titel: Aanmelding", "titel: Zo melden wij aan").replace(
        "id: openingstijden", "id: loket"
    )
    write(
        tmp_path / HERE / "inhoud",
        {"procedures/PP-01.yaml": own, "formulieren/F-90.yaml": FORM.replace("F-01", "F-90")},
    )
    text = GOOD + "invullen: {PP-01.loket: elke dag}\n"
    assert told(place, text) == ()
    library = read_profile(place, "de-linde").library
    assert library.procedures["PP-01"].title == "Zo melden wij aan"
    assert (list(library.forms), list(place.library.forms)) == (["F-01", "F-90"], ["F-01"])


def test_own_words_may_be_chosen(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    words = "termen: []\nwoorden:\n  - {woord: buur, meervoud: buren}\n"
    write(tmp_path / HERE / "inhoud", {"termen.yaml": words})
    assert told(place, GOOD + "woordkeuze: {138: buur}\n") == ()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    write(
        tmp_path / HERE,
        {
            "inhoud/procedures/PP-01.yaml": PROCEDURE.replace("rol: teamleider", "rol: baas"),
            "inhoud/hoofdstukken/x.md": "zonder kop",
            "inhoud/losse.txt": "",
            "vindplaatsen.yaml": "intake-wachtijd: 3\nintake-aanmelding: [x]\n",
            "register.yaml": "documenten: x\n",
        },
    )
    (tmp_path / HERE / "logo.png").write_bytes(b"x" * 5_000_001)
    found = told(
        place,
        GOOD
        + "kenmerkn: []\nvindplaatsen: de-linde/vindplaatsen.yaml\n"
        + "huisstijl: {logo: de-linde/logo.png}\nnorm: {versie_bevestigd_op: gisteren}\n",
    )
    assert sorted(codes(found)) == [
        ("HB107", f"{HERE}/logo.png"),
        ("HB111", "organisations/de-linde.yaml:4:1"),
        ("HB113", f"{HERE}/register.yaml:1:13"),
        ("HB115", "organisations/de-linde.yaml:7:29"),
        ("HB116", f"{HERE}/vindplaatsen.yaml:2:20"),
        ("HB124", f"{HERE}/inhoud/hoofdstukken/x.md:1:1"),
        ("HB202", f"{HERE}/vindplaatsen.yaml:1:1"),
        ("HB205", f"{HERE}/inhoud/procedures/PP-01.yaml:14:22"),
        ("HB239", f"{HERE}/inhoud/losse.txt"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "../x.yaml",
        "/etc/hosts",
        "a/../../x.yaml",
        "C:/x.yaml",
        "\\\\server\\x.yaml",
        "..\\x.yaml",
        "~/x.yaml",
        "con",
        "link.yaml",
        "map/x.yaml",
    ],
)
def test_no_path_leaves_the_folder(tmp_path: Path, path: str) -> None:
    place = workspace(tmp_path)
    write(tmp_path, {"x.yaml": "intake-wachttijd: buiten", "map/x.yaml": "intake-wachttijd: b"})
    (tmp_path / "organisations" / "link.yaml").symlink_to(tmp_path / "x.yaml")
    (tmp_path / "organisations" / "map").symlink_to(tmp_path / "map")
    found = codes(told(place, f"{GOOD}vindplaatsen: '{path}'\n"))
    assert found == [("HB220", "organisations/de-linde.yaml:4:15")]


@pytest.mark.parametrize("key", ["vindplaatsen: {}", "huisstijl: {{logo: {}}}"])
def test_a_profile_names_no_file_in_the_folder_of_another_organisation(
    tmp_path: Path, key: str
) -> None:
    place = workspace(tmp_path)
    home = tmp_path / "organisations"
    files = ("ander/x.png", "de-linde/x.png", "gedeeld/x.png", "x.png")
    write(home, {"ander.yaml": GOOD, **dict.fromkeys(files, "intake-wachttijd: 4.1")})
    (home / "de-linde" / "link.png").symlink_to(home / "ander" / "x.png")
    column = len(key.format("").rstrip("}")) + 1
    for path in ("ander/x.png", "./ander/x.png", "de-linde/link.png"):
        found = codes(told(place, f"{GOOD}{key.format(path)}\n"))
        assert found == [("HB597", f"organisations/de-linde.yaml:4:{column}")], path
    for path in ("de-linde/x.png", "x.png", "gedeeld/x.png"):
        assert codes(told(place, f"{GOOD}{key.format(path)}\n")) == [], path
    (home / "ander.yaml").unlink()  # a folder without a profile is nobody's
    assert codes(told(place, f"{GOOD}{key.format('ander/x.png')}\n")) == []


def test_a_register_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    register = """\
formaat: 1
documenten:
  - document: PP-01
    code: PP-01
    titel: x
    bestand: ../../organisations/de-linde.yaml
    versies: [{versie: "1", status: concept, datum: 2026-1-1, herziening: 2028-1-1, inhoud: x}]
"""
    place = workspace(tmp_path)
    write(tmp_path / "organisations" / "de-linde", {"register.yaml": register})
    assert [(each.code, each.place.line) for each in told(place, GOOD)] == [("HB118", 6)]


def test_an_own_item_cannot_take_the_place_of_a_document_of_another_kind(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    own = tmp_path / "organisations" / "de-linde" / "inhoud"
    procedures, forms = ("F-01", "KH-00", "KH-02"), ("KH-01", "KH-03", "PP-01")
    for code in procedures:
        write(own, {f"procedures/{code}.yaml": PROCEDURE.replace("id: PP-01", f"id: {code}")})
    for code in forms:
        write(own, {f"formulieren/{code}.yaml": FORM.replace("id: F-01", f"id: {code}")})
    assert {(each.code, str(each.place)) for each in told(place, GOOD)} == {
        *(("HB230", f"{HERE}/inhoud/procedures/{each}.yaml:1:5") for each in procedures),
        *(("HB230", f"{HERE}/inhoud/formulieren/{each}.yaml:1:5") for each in forms),
    }


def test_the_id_of_an_own_item_is_a_code_and_no_path(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    own = tmp_path / "organisations" / "de-linde" / "inhoud" / "procedures"
    write(own, {"x.yaml": PROCEDURE.replace("id: PP-01", "id: ../../x")})
    assert "HB118" in [each.code for each in told(place, GOOD)]


REGISTER = """\
formaat: "1"
documenten:
  - document: "{0}"
    code: "{1}"
    titel: "Beleid"
    bestand: "{2}"
    versies:
      - {{versie: "{3}", status: "concept", datum: 2026-11-23, herziening: 2028-11-23, inhoud: "x"}}
  - document: "OR-02"
    code: "OR-02"
    titel: "Risico's"
    bestand: "OR-02.docx"
    versies:
      - {{versie: "1.0", status: "concept", datum: 2026-11-23, herziening: 2028-11-23, inhoud: "x"}}
"""


@pytest.mark.parametrize(
    ("given", "spots"),
    [
        (("OR-01", "OR-01", "OR-01.docx", "1.0"), []),
        (("OR-02", "OR-01", "OR-01.docx", "1.0"), [("HB250", 9)]),
        (("OR-01", "or-02", "OR-01.docx", "1.0"), [("HB250", 10)]),
        (("OR-01", "OR-01", "or-02.docx", "1.0"), [("HB250", 12)]),
        (("OR-01", "OR-01", "OR-01.docx", "een"), [("HB118", 8)]),
        (("OR-01", "OR-01", "OR-01.docx", "1.2.3"), [("HB118", 8)]),
    ],
)
def test_a_register_that_was_changed_by_hand_is_told(
    tmp_path: Path, given: tuple[str, ...], spots: list[tuple[str, int]]
) -> None:
    place = workspace(tmp_path)
    write(tmp_path / "organisations" / "de-linde", {"register.yaml": REGISTER.format(*given)})
    assert [(each.code, each.place.line) for each in told(place, GOOD)] == spots


@pytest.mark.parametrize("where", [f"{HERE}/sjablonen", "templates"])
def test_an_own_template_that_is_no_ordinary_file_is_named(tmp_path: Path, where: str) -> None:
    place = workspace(tmp_path)
    write(tmp_path, {"organisations/de-linde.yaml": GOOD})
    (tmp_path / where / "procedure.docx").mkdir(parents=True)
    with pytest.raises(HandbookError) as caught:
        read_profile(place, "de-linde")
    assert codes(caught.value.problems) == [("HB507", f"{where}/procedure.docx")]


NAMES = "formulier.docx, handboek.docx, kruistabel.docx, overzicht.docx, procedure.docx"


@pytest.mark.parametrize("folder", ["templates", f"{HERE}/sjablonen"])
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Procedure.DOCX", "Bedoelde u 'procedure.docx'? "),
        ("procedures.docx", "Bedoelde u 'procedure.docx'? "),
        ("procedure.dotx", "Bedoelde u 'procedure.docx'? "),
        ("procedure.docm", "Bedoelde u 'procedure.docx'? "),
        ("Huisstijl 2026.doc", ""),
    ],
)
def test_a_word_file_that_is_no_template_by_its_name_is_told(
    tmp_path: Path, folder: str, name: str, meant: str
) -> None:
    write(tmp_path, {"organisations/de-linde.yaml": GOOD, f"{folder}/{name}": "x"})
    [told_of_it] = read_profile(workspace(tmp_path), "de-linde").notices
    assert (told_of_it.code, told_of_it.weight) == ("HB130", "let op")
    assert told_of_it.place.file == f"{folder}/{name}"
    assert told_of_it.mend.startswith(f"{meant}Een sjabloon heet precies zo: {NAMES}")


def test_other_files_beside_templates_are_passed_over_in_silence(tmp_path: Path) -> None:
    names = ("~$procedures.docx", ".procedures.docx", "lees mij.txt", "logo.png", "oud.docx/x.txt")
    write(tmp_path, {"organisations/de-linde.yaml": GOOD})
    write(tmp_path / "templates", dict.fromkeys(names, "x"))
    assert read_profile(workspace(tmp_path), "de-linde").notices == ()


def test_where_case_makes_no_other_name_a_template_that_is_read_is_not_told(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"organisations/de-linde.yaml": GOOD, "templates/Procedure.DOCX": "x"})
    # Two names of one file: so it looks on Windows and macOS.
    (tmp_path / "templates/procedure.docx").hardlink_to(tmp_path / "templates/Procedure.DOCX")
    assert read_profile(workspace(tmp_path), "de-linde").notices == ()
