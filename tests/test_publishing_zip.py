"""A zip is replaced as a whole, so nothing in it may be newer, of a colleague, or of another."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handed import NAME, PROFILE, acts, changes, codes, copy_of, workspace_at
from small_set import small_set

from handbook import opc
from handbook.errors import HandbookError, Place, Problem
from handbook.loading.workspace import Workspace, open_workspace
from handbook.model.features.publishing import Offer, Plan
from handbook.pipeline.build.build import build
from handbook.pipeline.publishing.publish import offer
from handbook.pipeline.publishing.zip_bundle import bundle
from handbook.pipeline.rename.rename import rename
from handbook.publishing.publication_record import PATH
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove, with_owner

LATER = date(2027, 2, 1)

# A working folder, and what its organisation has to hand over: kept, because reading it takes long.
Offered = tuple[Workspace, Offer]


def offered(root: Path, *, drafts: bool = False) -> Offered:
    workspace = open_workspace(root)
    return workspace, offer(workspace, NAME, drafts=drafts)


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_set(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace_at(tmp_path_factory.mktemp("zip") / "w")


@pytest.fixture(scope="module")
def made(root: Path) -> Offered:
    return offered(root)


@pytest.fixture(scope="module")
def newer(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Offered:
    later = copy_of(root, tmp_path_factory.mktemp("zip") / "w")
    changes(later, "doet mee.", "doet mee en hoort erbij.", LATER)
    return offered(later)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Offered:
    """Return what another organisation has, whose profile in another folder has the same name."""
    root = tmp_path_factory.mktemp("andere") / "w"
    (root / "organisations").mkdir(parents=True)
    text = PROFILE.replace("De Berk", "De Eik").replace("12345678", "87654321")
    (root / "organisations" / f"{NAME}.yaml").write_text(text, encoding="utf-8")
    list(build(open_workspace(root), today=LATER))
    return offered(root, drafts=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "handboek.zip"


def zips(of: Offered, path: Path) -> Plan:
    return bundle(*of, path, lambda _: True)


def kept(of: Offered) -> dict[str, bytes]:
    former = (of[0].root / "organisations" / NAME / ".vorige").rglob("*.zip")
    return {each.name: each.read_bytes() for each in former}


def refused(of: Offered, path: Path) -> list[str]:
    """Return why a publish to the zip at `path` came to nothing, sure that it did."""
    before, former = path.read_bytes(), kept(of)
    try:
        told = codes(zips(of, path))
    except HandbookError as error:
        told = [each.code for each in error.problems]
    same = (path.read_bytes(), kept(of)) == (before, former)
    assert same  # told apart by pytest, bytes of a zip take many minutes
    return told


def add(path: Path, parts: Mapping[str, bytes]) -> None:
    path.write_bytes(opc.pack({**opc.unpack(path.read_bytes()), **parts}))


def nothing(path: Path) -> None:
    """Leave the zip as it is."""


def as_of_before(path: Path) -> None:
    """Take away the note, which a zip did not have before."""
    parts = opc.unpack(path.read_bytes())
    path.write_bytes(opc.pack({name: parts[name] for name in parts if name != PATH}))


BOTH = pytest.mark.parametrize("then", [nothing, as_of_before])


@BOTH
def test_an_older_version_never_takes_the_place_of_a_newer_one(
    made: Offered, newer: Offered, path: Path, then: Callable[[Path], None]
) -> None:
    zips(newer, path)
    then(path)
    assert refused(made, path) == ["HB558"]
    assert zips(made, path).exit_code == 3


@BOTH
def test_a_newer_version_replaces_the_zip_and_the_former_one_is_kept(
    made: Offered, newer: Offered, path: Path, then: Callable[[Path], None]
) -> None:
    zips(made, path)
    then(path)
    before = path.read_bytes()
    told = zips(newer, path)
    assert (told.exit_code, acts(told), codes(told)) == (0, {"bijgewerkt": 1}, [])
    assert before in kept(newer).values()
    assert acts(zips(newer, path)) == {"ongewijzigd": 1}


@BOTH
def test_what_a_colleague_put_in_a_zip_is_not_lost(
    made: Offered, newer: Offered, path: Path, then: Callable[[Path], None]
) -> None:
    zips(made, path)
    then(path)
    add(path, {"notities.txt": b"belangrijk", "Verslag.docx": b"niet van ons"})
    assert (refused(newer, path), refused(made, path)) == (["HB533"], ["HB533"])
    [problem] = [each for step in zips(newer, path).steps for each in step.problems]
    assert problem.what == (
        "hierin zitten bestanden die handbook er niet in heeft gezet: "
        "'Verslag.docx', 'notities.txt'"
    )


def test_a_document_of_another_organisation_in_a_zip_is_not_lost(
    made: Offered, newer: Offered, path: Path
) -> None:
    zips(made, path)
    as_of_before(path)
    data = opc.unpack(path.read_bytes())["KH-01.docx"]
    proof = prove(data)
    assert proof is not None
    add(path, {"XX-01.docx": pack(with_owner(read(data), "olm", proof.render))})
    assert refused(newer, path) == ["HB533"]


def test_what_a_colleague_changed_in_a_zip_is_not_lost(
    made: Offered, newer: Offered, path: Path
) -> None:
    zips(made, path)
    add(path, {"KH-01.docx": b"van een collega", "PP-05.docx": b"van een collega"})
    assert refused(newer, path) == ["HB532", "HB532"]


@BOTH
def test_the_zip_of_another_organisation_of_the_same_name_stays(
    made: Offered, other: Offered, path: Path, then: Callable[[Path], None]
) -> None:
    zips(other, path)
    then(path)
    assert refused(made, path) == ["HB530"]


def test_the_zip_of_another_organisation_or_with_a_damaged_note_stays(
    made: Offered, path: Path
) -> None:
    zips(made, path)
    note = opc.unpack(path.read_bytes())[PATH]
    add(path, {PATH: note.replace(b'"berk"', b'"eik"')})
    assert refused(made, path) == ["HB530"]
    add(path, {PATH: b"{}"})
    assert refused(made, path) == ["HB531"]


def named_else(root: Path, old: str, new: str) -> Workspace:
    """Return a folder in which the profile says `new` for `old`, and is not built since."""
    profile = root / "organisations" / f"{NAME}.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return open_workspace(root)


@pytest.mark.parametrize(("old", "new"), [("De Berk", "De Es"), ("12345678", "87654321")])
def test_a_zip_that_prints_her_name_or_her_number_is_hers_where_the_register_is_lost(
    made: Offered, path: Path, tmp_path: Path, old: str, new: str
) -> None:
    zips(made, path)
    as_of_before(path)
    root = copy_of(made[0].root, tmp_path / "w")
    (root / "organisations" / NAME / "register.yaml").unlink()
    told = zips((named_else(root, old, new), replace(made[1], key="")), path)
    assert (acts(told), codes(told)) == ({"bijgewerkt": 1}, [])


@pytest.fixture(scope="module")
def renamed(newer: Offered, tmp_path_factory: pytest.TempPathFactory) -> Offered:
    """Return what she has to hand over after a rename; name and number are others as well."""
    root = copy_of(newer[0].root, tmp_path_factory.mktemp("es") / "w")
    named_else(root, "De Berk", "De Es")
    assert rename(named_else(root, "12345678", "87654321"), NAME, "es", lambda _: True).done
    workspace = open_workspace(root)
    return workspace, offer(workspace, "es")


def test_a_zip_of_a_former_version_is_hers_under_another_name_and_number_as_well(
    made: Offered, renamed: Offered, path: Path
) -> None:
    workspace, given = made
    [book] = [item for item in given.items if item.path == "KH-01.docx"]
    zips((workspace, replace(given, items=(book,))), path)
    as_of_before(path)
    told = zips(renamed, path)
    assert (acts(told), codes(told)) == ({"bijgewerkt": 1}, [])


def test_a_document_keeps_its_id_in_the_list_of_a_zip_after_a_rename(
    renamed: Offered, path: Path
) -> None:
    zips(renamed, path)
    listed = json.loads(opc.unpack(path.read_bytes())["documenten.json"])["documenten"]
    assert {each["kenmerk"] for each in listed} == {f"{NAME}/{each['code']}" for each in listed}


def test_a_zip_in_which_no_document_is_left_is_replaced(made: Offered, path: Path) -> None:
    workspace, given = made
    zips((workspace, replace(given, items=())), path)
    as_of_before(path)
    assert acts(zips(made, path)) == {"bijgewerkt": 1}


def test_nothing_is_written_to_a_zip_without_her_consent(made: Offered, path: Path) -> None:
    planned = bundle(*made, path, lambda _: False)
    assert (acts(planned), planned.done, path.exists()) == ({"nieuw": 1}, False, False)


def test_what_is_refused_is_told_with_a_zip_of_the_others(made: Offered, path: Path) -> None:
    workspace, given = made
    wrong, doubt = (
        Problem(Place("output/berk/vastgesteld/F-01.docx"), code, what="x", mend="y")
        for code in ("HB545", "HB571")
    )
    less = replace(given, refused=(("F-01.docx", wrong),), notices=(doubt,))
    told = zips((workspace, less), path)
    assert (told.exit_code, acts(told)) == (3, {"geweigerd": 1, "nieuw": 1})
    assert codes(told) == ["HB571", "HB545"]


def test_what_is_not_in_a_zip_any_more_is_told(made: Offered, path: Path) -> None:
    zips(made, path)
    workspace, given = made
    fewer = replace(given, items=given.items[2:])
    [step] = zips((workspace, fewer), path).steps
    gone = ", ".join(sorted(item.path for item in given.items[:2]))
    assert (step.act, step.reason) == ("bijgewerkt", f"niet meer daarin: {gone}")


def test_a_document_of_which_the_workbook_alone_goes_along_is_in_the_list(
    made: Offered, path: Path
) -> None:
    workspace, given = made
    [workbook] = [item for item in given.items if item.path.endswith(".xlsx")]
    zips((workspace, replace(given, items=(workbook,))), path)
    parts = opc.unpack(path.read_bytes())
    listed = json.loads(parts["documenten.json"])["documenten"]
    assert [each["code"] for each in listed] == ["KH-02"]
