"""A pack stays inside its folder and its size; a broken one stops only who needs it."""

import os
from pathlib import Path

import pytest
from loading.world import CONTENT_PACK, NORM_PACK, PROCEDURE, write

from handbook.errors import HandbookError
from handbook.loading.packs.pack_files import MAX_FILES
from handbook.loading.packs.pack_reading import LibraryReading, read_packs
from handbook.loading.workspace import open_workspace, read_profile

HEAD = NORM_PACK["pack.yaml"]


def read(root: Path, norm: dict[str, str], content: dict[str, str]) -> LibraryReading:
    return read_packs(
        [
            (write(root / "n", {**NORM_PACK, **norm}), "packs/n"),
            (write(root / "i", {**CONTENT_PACK, **content}), "packs/i"),
        ]
    )


def told(shelves: LibraryReading) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in shelves.problems]


def test_of_an_unknown_format_nothing_else_is_said(tmp_path: Path) -> None:
    head = HEAD.replace("formaat: 1", "formaat: 2\nnieuw: iets")
    shelves = read(tmp_path, {"pack.yaml": head, "norm.yaml": "rommel: [1]"}, {})
    assert told(shelves)[0] == ("HB550", "packs/n/pack.yaml:3:10")
    assert [each.code for each in shelves.broken[0].problems] == ["HB550"]


@pytest.mark.parametrize("name", ["procedures/PP-02.yaml", "rollen.yaml", "procedures"])
def test_a_link_is_never_followed(tmp_path: Path, name: str) -> None:
    outside = write(tmp_path / "elders", {"geheim.yaml": "wachtwoord: abc"})
    pack = write(tmp_path / "p" / "i", CONTENT_PACK)
    target = pack / name
    if target.is_dir():
        target.rename(pack / "oud")
    target.unlink(missing_ok=True)
    target.symlink_to(outside if name == "procedures" else outside / "geheim.yaml")
    shelves = read_packs([(pack, "packs/i")])
    assert told(shelves) == [("HB551", f"packs/i/{name}")]
    assert shelves.packs == ()
    assert "abc" not in str(shelves.problems)


def test_a_pack_that_is_itself_a_link_is_not_followed(tmp_path: Path) -> None:
    real = write(tmp_path / "elders", NORM_PACK)
    (tmp_path / "n").symlink_to(real)
    assert told(read_packs([(tmp_path / "n", "packs/n")])) == [("HB551", "packs/n")]


def test_a_folder_that_is_no_pack_by_its_size_is_not_read(tmp_path: Path) -> None:
    pack = write(tmp_path / "n", NORM_PACK)
    for number in range(MAX_FILES):
        (pack / f"{number}.txt").touch()
    assert told(read_packs([(pack, "packs/n")])) == [("HB552", "packs/n")]
    deep = write(tmp_path / "d", {**NORM_PACK, "a/b/c/d/e/f/g/h.txt": ""})
    assert told(read_packs([(deep, "packs/d")])) == [("HB552", "packs/d")]


def test_a_sparse_file_of_a_terabyte_costs_nothing(tmp_path: Path) -> None:
    pack = write(tmp_path / "n", NORM_PACK)
    with (pack / "groot.yaml").open("wb") as file:
        os.truncate(file.fileno(), 10**12)
    assert told(read_packs([(pack, "packs/n")])) == [("HB552", "packs/n")]


def test_everything_wrong_with_a_pack_is_told_at_once(tmp_path: Path) -> None:
    wrong = {
        "pack.yaml": CONTENT_PACK["pack.yaml"].replace("taal: nl", "taal: fr"),
        "procedures/PP-01.yaml": PROCEDURE.replace("rol: teamleider", "rol: baas"),
        "procedures/PP-02.yaml": "id: [",
        "formulieren/F-01.yaml": "id: F-01\n",
    }
    codes = {code for code, _ in told(read(tmp_path, {}, wrong))}
    assert {"HB117", "HB100", "HB112"} <= codes


def test_a_broken_pack_is_left_out_whole_and_takes_along_what_builds_on_it(tmp_path: Path) -> None:
    shelves = read(tmp_path, {"norm.yaml": "onderdelen: [{code: X}]"}, {})
    assert [each.pack.folder for each in shelves.broken] == ["packs/n", "packs/i"]
    assert shelves.library.parts == {}
    assert shelves.library.roles == {}
    (lacking,) = shelves.broken[1].problems
    assert lacking.code == "HB233"
    assert [each.follows for each in shelves.broken] == [False, True]
    assert lacking.what == "dit pakket vereist 'norm-mini', en dat is stuk"


def test_of_two_packs_with_the_same_thing_the_first_stays_and_both_are_named(
    tmp_path: Path,
) -> None:
    other = NORM_PACK["pack.yaml"].replace("norm-mini", "norm-ander")
    shelves = read_packs(
        [
            (write(tmp_path / "a", NORM_PACK), "packs/a"),
            (write(tmp_path / "b", {**NORM_PACK, "pack.yaml": other}), "packs/b"),
        ]
    )
    assert [pack.folder for pack in shelves.packs] == ["packs/a"]
    first = shelves.broken[0].problems[0]
    assert (first.code, str(first.place)) == ("HB230", "packs/b/norm.yaml:2:12")
    assert first.what == "'123' staat al in packs/a/norm.yaml:2:12"


def test_a_norm_numbers_its_own_sections_and_takes_no_other_name_of_another(
    tmp_path: Path,
) -> None:
    norm = """\
onderdelen:
  - {code: "Z1", titel: Zorg, editie: "1"}
rubrieken:
  - {nummer: 1, titel: Zorg}
activiteiten:
  - {id: schuldhulp, onderdeel: "Z1", titel: Zorg}
kenmerken:
  - {id: vrijwilligers, titel: Zorg}
onderwerpen:
  - {id: intake-wachttijd, rubriek: 1, titel: Wachttijd, omschrijving: Hoe lang het wachten duurt.}
"""
    other = {"pack.yaml": HEAD.replace("norm-mini", "norm-ander"), "norm.yaml": norm}
    shelves = read_packs(
        [
            (write(tmp_path / "a", NORM_PACK), "packs/a"),
            (write(tmp_path / "b", other), "packs/b"),
        ]
    )
    assert told(shelves) == [("HB230", f"packs/b/norm.yaml:{line}:10") for line in (6, 8, 10)]


PROFILE = "naam: Stichting Proef\nkvk: 01234567\nonderdelen: [{part}]\n"
ALONE = """\
onderdelen:
  - {code: "Z1", titel: Zorg, editie: "1"}
  - {code: "Z2", titel: Meer zorg, editie: "1", fout: ja}
"""


def test_a_broken_pack_stops_only_who_needs_it(tmp_path: Path) -> None:
    write(tmp_path / "packs/zorg", {**NORM_PACK, "norm.yaml": ALONE})
    write(tmp_path / "organisations", {"wel.yaml": PROFILE.format(part="Z1")})
    write(tmp_path / "organisations", {"niet.yaml": PROFILE.format(part="138")})
    place = open_workspace(tmp_path)
    assert [(each.code, str(each.place), each.weight) for each in place.problems] == [
        ("HB554", "packs/zorg", "let op")
    ]
    assert read_profile(place, "niet").profile.parts == ("138",)
    with pytest.raises(HandbookError) as caught:
        read_profile(place, "wel")
    assert [(each.code, str(each.place)) for each in caught.value.problems] == [
        ("HB555", "organisations/wel.yaml:3:13")
    ]


@pytest.mark.parametrize("requires", [("Z1",), ("Z2", "Z1"), ("Z2", "Z3", "Z1")])
def test_parts_that_require_each_other_in_a_circle_are_told(
    tmp_path: Path, requires: tuple[str, ...]
) -> None:
    rows = zip(("Z1", *requires), requires, strict=False)
    parts = [f'  - {{code: {a}, titel: Zorg, editie: "1", vereist: [{b}]}}' for a, b in rows]
    norm = "\n".join(["onderdelen:", *parts, ""])
    shelves = read_packs([(write(tmp_path / "n", {**NORM_PACK, "norm.yaml": norm}), "packs/n")])
    assert shelves.packs == ()
    assert [(each.code, str(each.place)) for each in shelves.problems] == [
        ("HB238", f"packs/n/norm.yaml:{number}:{norm.splitlines()[number - 1].index('[') + 1}")
        for number in range(2, 2 + len(requires))
    ]


@pytest.mark.parametrize("other", ["norm-mini", "norm-anders"])
def test_a_broken_copy_of_a_sound_pack_stops_nobody(tmp_path: Path, other: str) -> None:
    copy = {**NORM_PACK, "pack.yaml": HEAD.replace("norm-mini", other)}
    write(tmp_path / "packs/a", NORM_PACK | {"norm.yaml": ALONE.replace(", fout: ja", "")})
    write(tmp_path / "packs/b", copy | {"norm.yaml": ALONE})
    write(tmp_path / "organisations", {"wel.yaml": PROFILE.format(part="Z1")})
    place = open_workspace(tmp_path)
    assert [(each.code, str(each.place)) for each in place.problems] == [("HB554", "packs/b")]
    assert read_profile(place, "wel").profile.parts == ("Z1",)
