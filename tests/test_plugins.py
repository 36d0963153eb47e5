"""Packs of somebody else, exactly as docs/uitbreiden.md shows them, make a handbook."""

import re
import sys
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from examples import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_library import known_alone

from handbook.errors import HandbookError
from handbook.inspection.file_text import said_in
from handbook.loading.packs.pack_reading import pack_folders
from handbook.loading.packs.plugins import installed_packs
from handbook.loading.workspace import Workspace, open_workspace, read_profile
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.check.packs import check_pack
from handbook.pipeline.organisation.context import Request
from handbook.storage import sha256

DAY = date(2026, 11, 24)
PAGE = (ROOT / "docs/uitbreiden.md").read_text(encoding="utf-8")
PACKS = ("inhoud-zorgerf", "norm-zorgerf")


def shown() -> dict[str, str]:
    """Return the files that the page shows, by their paths."""
    blocks = re.findall(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == len(dict(blocks))
    return dict(blocks)


FILES = shown()
PACK_FILES = {path: text for path, text in FILES.items() if path.startswith(PACKS)}
PROFILE = FILES["organisations/zonneweide.yaml"]
OTHER = 'naam: Stichting Proef\nkvk: 01234567\nonderdelen: ["140"]\n'


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def install(site: Path, monkeypatch: pytest.MonkeyPatch, code: str = "") -> Path:
    """Lay the package down as pip does: its files, and a .dist-info with its entry points."""
    about = tomllib.loads(FILES["pyproject.toml"])["project"]
    package = write(site / "handbook_zorgerf", PACK_FILES)
    if code:
        write(package, {"__init__.py": code})
    points = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in each.items())
        for group, each in about["entry-points"].items()
    ]
    metadata = f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n"
    info = f"handbook_zorgerf-{about['version']}.dist-info"
    write(site / info, {"METADATA": metadata, "entry_points.txt": "".join(points)})
    monkeypatch.syspath_prepend(str(site))
    return package


def built(root: Path, profile: str = PROFILE, *codes: str) -> Outcome:
    """Return what came of a build of all documents, or of those asked."""
    write(root, {"organisations/zonneweide.yaml": profile})
    request = Request(only=frozenset(codes))
    (outcome,) = build(open_workspace(root), today=DAY, request=request)
    assert outcome.exit_code == 0, outcome.problems
    return outcome


def made(root: Path, profile: str = PROFILE, *codes: str) -> tuple[Outcome, dict[str, str]]:
    """Return what came of a build, and the words of each document by its item."""
    outcome = built(root, profile, *codes)
    words = {
        each.item: " ".join(piece.text for piece in said_in((root / each.path).read_bytes()).pieces)
        for each in outcome.documents
        if each.path.endswith(".docx")
    }
    return outcome, words


EXPECTED = {
    "KH-00": "Overzicht van documenten",
    "KH-01": "Kwaliteitshandboek",
    "KH-02": "Kruistabel van norm en documenten",
    "KH-03": "Rolkaarten",
    "ZE-01": "Kennismaken op het erf",
    "ZE-02": "Het erf nalopen",
    "ZF-01": "Verslag van de kennismaking",
}


def holds_the_zorgerf(outcome: Outcome, words: dict[str, str]) -> None:
    titles = {each.item: each.title for each in outcome.documents if each.item in EXPECTED}
    assert set(words) == set(EXPECTED)
    assert titles == EXPECTED
    handbook, matrix = words["KH-01"], words["KH-02"]
    assert "Stichting Zonneweide ontvangt gasten op het erf." in handbook
    assert "Keurmerk Zorgerf E1 (2026) en Keurmerk Zorgerf E2 (2026)" in handbook
    assert "schrijft de erfhouder dezelfde dag op" in handbook
    assert [each in matrix for each in ("Rubriek 1. De gast", "Rubriek 2. Het erf")] == [True] * 2
    assert "Rubriek 3. Beter worden" in matrix
    assert "Zet koeien en paarden vast." in words["ZE-02"]
    assert [item for item, text in words.items() if "HKZ" in text] == []
    assert [each.code for each in outcome.problems if each.code == "HB401"] == []


def test_as_folders_in_packs_they_make_a_handbook(tmp_path: Path) -> None:
    write(tmp_path / "packs", PACK_FILES)
    holds_the_zorgerf(*made(tmp_path))


def test_as_an_installed_package_they_make_the_same_handbook_and_nothing_of_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "een/packs", PACK_FILES)
    _, folders = made(tmp_path / "een")
    install(tmp_path / "site", monkeypatch, code="raise SystemExit('ran')")
    outcome, words = made(tmp_path / "twee")
    holds_the_zorgerf(outcome, words)
    assert words == folders
    assert "handbook_zorgerf" not in sys.modules


def test_our_own_packs_come_through_the_same_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    points = ours["project"]["entry-points"]["handbook.packs"]
    text = "[handbook.packs]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
    about = "Metadata-Version: 2.1\nName: handbook\nVersion: 0\n"
    before = {path.resolve() for path, _, _ in pack_folders(None)}
    write(tmp_path, {"handbook-0.dist-info/METADATA": about})
    write(tmp_path, {"handbook-0.dist-info/entry_points.txt": text})
    monkeypatch.syspath_prepend(str(tmp_path))
    assert {path.resolve() for path, _ in installed_packs()} == before
    assert {path.resolve() for path, _, _ in pack_folders(None)} == before


@pytest.mark.parametrize("name", PACKS)
def test_the_packs_of_the_page_are_sound(tmp_path: Path, name: str) -> None:
    write(tmp_path / "packs", PACK_FILES)
    assert check_pack(tmp_path / "packs" / name, tmp_path).problems == ()
    assert check_pack(Path(f"packs/{name}"), tmp_path).problems == ()


@pytest.mark.parametrize(
    ("folder", "what"),
    [
        ("packs", "in deze map staat geen pack.yaml"),
        ("packs/weg", "deze map is er niet"),
        ("norm-zorgerf", "deze map is er niet"),
    ],
)
def test_a_folder_without_a_pack_is_told(tmp_path: Path, folder: str, what: str) -> None:
    write(tmp_path / "packs", PACK_FILES)
    shown = tmp_path / folder
    with pytest.raises(HandbookError) as caught:
        check_pack(shown, tmp_path)
    assert [(each.code, each.place.file, each.what) for each in caught.value.problems] == [
        ("HB557", shown.as_posix(), what)
    ]


@pytest.mark.parametrize(
    "points", [b"[handbook.packs]\nzorgerf\n", b"\xff\xfe[", b"[handbook.packs"]
)
def test_a_damaged_installation_of_another_package_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, points: bytes
) -> None:
    info = tmp_path / "site/ander-1.dist-info"
    write(info, {"METADATA": "Metadata-Version: 2.1\nName: ander\nVersion: 1\n"})
    (info / "entry_points.txt").write_bytes(points)
    install(tmp_path / "site", monkeypatch)
    holds_the_zorgerf(*made(tmp_path / "w"))


def test_who_has_both_norms_gets_both_and_their_rubrieken_stay_apart(tmp_path: Path) -> None:
    write(tmp_path / "packs", PACK_FILES)
    profile = PROFILE.replace("[E1, E2]", '[E1, "138"]')
    _, words = made(tmp_path, profile, "ZE-01", "OR-01", "KH-02")
    assert {"ZE-01", "OR-01"} <= set(words)
    matrix = words["KH-02"]
    assert matrix.index("Rubriek 1. De gast") < matrix.index("HKZ: Rubriek 1. ")
    assert "Rubriek 9. " in matrix


def test_an_organisation_of_another_norm_keeps_its_bytes(tmp_path: Path) -> None:
    for name in ("zonder", "met"):
        write(tmp_path / name, {"organisations/zonneweide.yaml": OTHER})
    write(tmp_path / "met/packs", PACK_FILES)
    with known_alone(tmp_path / "eigen"):
        built(tmp_path / "zonder", OTHER)
        built(tmp_path / "met", OTHER)
    one, two = (
        {path.name: sha256(path.read_bytes()) for path in (tmp_path / each).rglob("*.docx")}
        for each in ("zonder", "met")
    )
    assert len(one) > 5
    assert one == two


def test_an_installed_package_without_its_folder_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = install(tmp_path / "site", monkeypatch)
    for name in PACKS:
        (package / name / "pack.yaml").unlink()
    place = open_workspace(tmp_path)
    assert [(each.code, str(each.place)) for each in place.problems] == [
        ("HB554", "handbook_zorgerf")
    ]
    (broken,) = place.broken
    assert [each.code for each in broken.problems] == ["HB556"]


def test_the_same_packs_twice_are_told_once_each_with_both_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", monkeypatch)
    write(tmp_path / "packs", PACK_FILES)
    found = check_pack(Path("packs/norm-zorgerf"), tmp_path).problems
    assert [(each.code, str(each.place)) for each in found] == [
        ("HB230", "packs/norm-zorgerf/pack.yaml:1:5")
    ]
    assert found[0].what == (
        "pakket 'norm-zorgerf' is er twee keer: "
        "in handbook_zorgerf/norm-zorgerf en in packs/norm-zorgerf"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "inhoud-zorgerf/procedures/ZE-02.yaml",
            "Niemand raakt gewond.",
            "Niemand raakt gewond of schrikt.",
            {"ZE-02": "ZE-02 gewijzigd in pakket inhoud-zorgerf"},
        ),
        (
            "inhoud-zorgerf/rollen.yaml",
            "Woont op het erf en ontvangt de gasten.",
            "Woont op het erf.",
            {"KH-03": "pakket inhoud-zorgerf is gewijzigd"},
        ),
    ],
)
def test_the_reason_of_a_change_names_the_pack(
    tmp_path: Path, file: str, old: str, new: str, expected: dict[str, str]
) -> None:
    write(tmp_path / "packs", PACK_FILES)
    assert old in PACK_FILES[file]
    with known_alone(tmp_path / "eigen"):
        built(tmp_path)
        write(tmp_path / "packs", {file: PACK_FILES[file].replace(old, new)})
        outcome = built(tmp_path)
    told = {each.item: each.reason for each in outcome.documents if each.action == "gewijzigd"}
    assert {item: told.get(item) for item in expected} == expected


def test_a_third_build_with_packs_finds_nothing_to_do(tmp_path: Path) -> None:
    write(tmp_path / "packs", PACK_FILES)
    with known_alone(tmp_path / "eigen"):
        built(tmp_path)
        built(tmp_path)
        outcome = built(tmp_path)
    assert {each.action for each in outcome.documents} == {"ongewijzigd"}


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, str]:
    """Return the files of the two packs with one to three of them damaged somewhere."""
    files = dict(PACK_FILES)
    for name in draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=3)):
        text = files[name]
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        junk = draw(st.sampled_from(["", "[", "{", ": ", "\n- ", "{{ x }}", "{% x %}", "E1", "\t"]))
        files[name] = text[:start] + junk + text[end:]
    return files


@settings(max_examples=40, deadline=None)
@given(files=damaged())
@example(
    files=PACK_FILES
    | {
        "norm-zorgerf/pack.yaml": PACK_FILES["norm-zorgerf/pack.yaml"].replace("id: n", "id: "),
    }
)
def test_a_damaged_pack_is_told_at_its_place_with_a_mend_and_never_breaks_the_rest(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("w")
    write(root / "packs", files)
    write(root, {"organisations/a.yaml": PROFILE, "organisations/b.yaml": OTHER})
    with known_alone(root / "eigen"):
        holds_whatever_is_damaged(open_workspace(root), files)


def holds_whatever_is_damaged(place: Workspace, files: dict[str, str]) -> None:
    heads = [name for name in files if name.endswith("pack.yaml")]
    if all(files[name] == PACK_FILES[name] for name in heads):  # else it may be for everybody
        assert read_profile(place, "b").profile.parts == ("140",)
    told = [problem for each in place.broken for problem in each.problems]
    assert [each for each in told if not each.place.file.startswith("packs/")] == []
    assert [each for each in told if each.weight == "fout" and not each.mend] == []
    needed = ("norm-zorgerf", "inhoud-zorgerf")  # else nobody knows whose it is
    named = "id: norm-zorgerf" in files["norm-zorgerf/pack.yaml"].splitlines()
    if (
        named
        and place.broken
        and all(
            each.pack.head
            and set(needed) & {each.pack.id, *each.pack.requires}
            and (each.pack.id != needed[1] or needed[0] in each.pack.requires)
            for each in place.broken
        )
    ):
        with pytest.raises(HandbookError):
            read_profile(place, "a")
