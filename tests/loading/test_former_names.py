"""An id of a pack is a promise: a profile with one of before loads, and is told what to write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from loading.world import NORM_PACK, write
from recorded import small_packs

from handbook.errors import HandbookError
from handbook.loading.workspace import Loaded, open_workspace, read_profile
from handbook.pipeline.schema import schema_files

FORMER = """\
rollen:
  - {was: baas, nu: bestuurder}
kenmerken:
  - {was: vrijwilligerswerk, nu: vrijwilligers}
  - {was: oud, omdat: het volgt nu uit uw activiteiten}
activiteiten:
  - {was: schulden, nu: schuldhulp}
termijnen:
  - {was: PP-01.eerste, nu: PP-01.eerste-reactie}
invullen:
  - {was: PP-01.tijden, nu: PP-01.openingstijden}
onderwerpen:
  - {was: wachten, nu: intake-wachttijd}
"""
PROFILE = """\
naam: Stichting De Linde
kvk: 01234567
onderdelen: [138]
kenmerken: [vrijwilligerswerk, oud]
activiteiten:
  138: [maatschappelijk-werk, schulden]
rollen:
  baas: {functie: directeur}
termijnen:
  PP-01.eerste: 1 werkdag
uitsluitingen:
  - {onderwerp: wachten, motivering: Wij hebben geen wachtlijst.}
documentbeheer: {goedkeurder: baas}
"""


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        write(home, {"norm-mini/vervallen.yaml": FORMER})
        yield


def loaded(root: Path, profile: str = PROFILE) -> Loaded:
    (root / "organisations").mkdir(exist_ok=True)
    (root / "organisations/linde.yaml").write_text(profile, encoding="utf-8")
    return read_profile(open_workspace(root), "linde")


def test_a_profile_with_names_of_before_is_as_one_with_those_of_now(tmp_path: Path) -> None:
    profile = loaded(tmp_path).profile
    assert profile.characteristics == ("vrijwilligers",)
    assert profile.activities == {"138": ("maatschappelijk-werk", "schuldhulp")}
    assert profile.roles["bestuurder"].function == "directeur"
    assert profile.deadlines == {"PP-01.eerste-reactie": "1 werkdag"}
    assert [each.topic for each in profile.exclusions] == ["intake-wachttijd"]
    assert profile.control.approver == "bestuurder"


def test_each_is_told_once_at_its_place_with_what_to_write(tmp_path: Path) -> None:
    told = [each for each in loaded(tmp_path).notices if each.code == "HB275"]
    assert [(each.place.line, each.place.column, each.weight, each.mend) for each in told] == [
        (4, 13, "let op", "Schrijf: vrijwilligers."),
        (4, 32, "let op", "Haal het weg: het volgt nu uit uw activiteiten."),
        (6, 31, "let op", "Schrijf: schuldhulp."),
        (8, 3, "let op", "Schrijf: bestuurder."),
        (10, 3, "let op", "Schrijf: PP-01.eerste-reactie."),
        (12, 17, "let op", "Schrijf: intake-wachttijd."),
        (13, 31, "let op", "Schrijf: bestuurder."),
    ]


def test_answers_and_own_places_under_a_former_name_count_as_well(tmp_path: Path) -> None:
    home = tmp_path / "organisations/linde"
    home.mkdir(parents=True)
    (home / "antwoorden.yaml").write_text(
        "formaat: '1'\norganisatie: linde\ninvullen:\n  PP-01.tijden: elke dag\n", encoding="utf-8"
    )
    (home / "plaatsen.yaml").write_text("wachten: '4.1'\n", encoding="utf-8")
    found = loaded(tmp_path, f"{PROFILE}vindplaatsen: linde/plaatsen.yaml\n")
    assert found.profile.answers == {"PP-01.openingstijden": "elke dag"}
    assert found.references == {"intake-wachttijd": "4.1"}
    told = [each for each in found.notices if each.code == "HB275"]
    assert {(each.place.file.rpartition("/")[2], each.place.line) for each in told} >= {
        ("antwoorden.yaml", 4),
        ("plaatsen.yaml", 1),
    }


def test_where_both_stand_the_one_of_now_counts(tmp_path: Path) -> None:
    both = PROFILE.replace(
        "  baas: {functie: directeur}",
        "  baas: {functie: oud}\n  bestuurder: {functie: directeur}",
    )
    assert loaded(tmp_path, both).profile.roles["bestuurder"].function == "directeur"


def test_what_never_was_a_name_is_wrong_as_before(tmp_path: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        loaded(tmp_path, PROFILE.replace("baas", "chef"))
    assert {each.code for each in caught.value.problems if each.weight == "fout"} == {"HB205"}


def test_an_editor_knows_them_and_says_what_to_write(tmp_path: Path) -> None:
    loaded(tmp_path)
    text = schema_files(open_workspace(tmp_path))[".handbook/profiel.schema.json"]
    for name in ("baas", "vrijwilligerswerk", "schulden", "wachten"):
        assert f'"{name}"' in text
    assert "Schrijf: schuldhulp." in text


def test_a_list_that_says_neither_name_nor_reason_is_a_fault_of_the_pack(tmp_path: Path) -> None:
    packs = tmp_path / "w/packs/norm-extra"
    write(
        packs,
        {
            "pack.yaml": NORM_PACK["pack.yaml"].replace("norm-mini", "norm-extra")
            + "vereist: [norm-mini]\n",
            "norm.yaml": "rubrieken: []\nonderwerpen: []\n",
            "vervallen.yaml": "rollen: [{was: baas}]\n",
        },
    )
    (tmp_path / "w/organisations").mkdir()
    problems = open_workspace(tmp_path / "w").broken[0].problems
    assert [(each.place.file, each.place.line) for each in problems][-1] == (
        "packs/norm-extra/vervallen.yaml",
        1,
    )
