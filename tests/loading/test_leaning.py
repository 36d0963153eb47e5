"""A pack may use only what comes along wherever it goes itself."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from loading.world import CONTENT_PACK, FORM, NORM_PACK, PROCEDURE, write

from handbook.loading.packs.pack_reading import LibraryReading, read_packs
from handbook.loading.packs.selection import bound, going, library_for

# A pack for shelters, with a role, a form, a word and a topic of its own.
SHELTER_NORM = {
    "pack.yaml": """\
id: norm-opvang
soort: norm
formaat: 1
titel: Opvang
versie: "0.1"
taal: nl
vereist: [norm-mini]
""",
    "norm.yaml": """\
onderdelen:
  - {code: "150", titel: Dagopvang, editie: "2015", vereist: ["123"]}
rubrieken:
  - {nummer: 9, titel: Verblijf}
onderwerpen:
  - {id: verblijf-regels, rubriek: 9, titel: Regels, omschrijving: Wat er in huis geldt.}
""",
}
SHELTER = {
    "pack.yaml": """\
id: opvang
soort: inhoud
formaat: 1
titel: Opvang
versie: "0.1"
taal: nl
vereist: [norm-opvang]
""",
    "rollen.yaml": "rollen:\n  - {id: kok, functie: kok}\n",
    "formulieren/F-71.yaml": FORM.replace("F-01", "F-71"),
}
OWN = """\
id: eigen
soort: inhoud
formaat: 1
titel: Eigen
versie: "0.1"
taal: nl
vereist: [{needs}]
"""
PLAIN = PROCEDURE.replace("PP-01", "PP-90")


def shelves_with(tmp_path: Path, packs: Mapping[str, dict[str, str]]) -> LibraryReading:
    """Return what is read of `packs`, beside the two small ones and the norm for shelters."""
    known = {"norm-mini": NORM_PACK, "inhoud-mini": CONTENT_PACK, "norm-opvang": SHELTER_NORM}
    return read_packs(
        (write(tmp_path / name, files), f"packs/{name}")
        for name, files in {**known, **packs}.items()
    )


def told(tmp_path: Path, needs: str, procedure: str, shelter: str = "") -> list[tuple[str, str]]:
    """Return what is wrong with a pack that requires `needs`, beside a pack for shelters."""
    own = {"pack.yaml": OWN.format(needs=needs), "procedures/PP-90.yaml": procedure}
    other = {**SHELTER, "pack.yaml": shelter or SHELTER["pack.yaml"]}
    shelves = shelves_with(tmp_path, {"opvang": other, "eigen": own})
    return [(problem.code, f"{problem.what}. {problem.mend}") for problem in shelves.problems]


MEND = "Zet het pakket waarin dit staat bij 'vereist' in pack.yaml."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rol: teamleider", "rol: kok", ("HB205", "rol 'kok' bestaat niet")),
        ("eigenaar: teamleider", "eigenaar: kok", ("HB205", "rol 'kok' bestaat niet")),
        ("formulieren: [F-01]", "formulieren: [F-71]", ("HB231", "formulier 'F-71' bestaat niet")),
        ("zie F-01", "vraag {{ rol.kok }}", ("HB232", "{{ rol.kok }} bestaat niet")),
        (
            'zie F-01."}',
            'klaar.", registratie: F-71}',
            ("HB235", "de tekst noemt F-71, en dat document bestaat niet"),
        ),
    ],
)
def test_a_name_of_a_pack_that_may_stay_behind_is_told(
    tmp_path: Path, old: str, new: str, said: tuple[str, str]
) -> None:
    assert old in PLAIN
    used = PLAIN.replace(old, new)
    code, what = said
    wrong = [(code, f"{what} zonder een ander pakket. {MEND}")]
    assert told(tmp_path / "a", "norm-mini, inhoud-mini", used) == wrong
    assert told(tmp_path / "b", "norm-mini, inhoud-mini, opvang", used) == []


def test_what_goes_along_everywhere_need_not_be_named(tmp_path: Path) -> None:
    used = PLAIN.replace("rol: teamleider", "rol: kok")
    # It goes where the pack for shelters goes, which names the same norm.
    assert told(tmp_path / "a", "norm-opvang, inhoud-mini", used) == []
    everybody = SHELTER["pack.yaml"].replace("[norm-opvang]", "[]")
    assert told(tmp_path / "c", "norm-mini, inhoud-mini", used, everybody) == []


def test_a_form_that_no_pack_has_is_told_where_a_step_records_it(tmp_path: Path) -> None:
    used = PLAIN.replace('zie F-01."}', 'klaar.", registratie: F-99}')
    [(code, said)] = told(tmp_path, "norm-mini, inhoud-mini", used)
    assert code == "HB235"
    assert said.startswith("de tekst noemt F-99, en dat document bestaat niet.")


def test_what_a_needed_pack_needs_in_turn_is_there_by_name(tmp_path: Path) -> None:
    between = {
        "pack.yaml": OWN.format(needs="opvang").replace("id: eigen", "id: tussen"),
        "rollen.yaml": "rollen:\n  - {id: portier, functie: portier}\n",
    }
    own = {
        "pack.yaml": OWN.format(needs="norm-mini, inhoud-mini, tussen"),
        "procedures/PP-90.yaml": PLAIN.replace("eigenaar: teamleider", "eigenaar: kok"),
    }
    shelves = shelves_with(tmp_path, {"opvang": SHELTER, "tussen": between, "eigen": own})
    wanted = going(shelves.packs, bound(["138"], shelves.packs))
    library = library_for(shelves.packs, wanted)
    assert [f"{each.code} {each.what}" for each in shelves.problems] == []
    assert [pack.id for pack in wanted] == ["norm-mini", "inhoud-mini", "eigen"]
    assert set(library.roles) == {"bestuurder", "teamleider", "portier", "kok"}
    assert set(library.forms) == {"F-01", "F-71"}
    assert set(library.procedures) == {"PP-01", "PP-90"}
