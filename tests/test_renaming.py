"""A profile gets another name: all that is its own goes along, and a kill loses nothing."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from examples import copy_examples
from handed import NAME, PROFILE, workspace_at
from killed import Killed, killed_at
from small_library import large_library, library

from handbook import storage
from handbook.cli import app
from handbook.errors import HandbookError
from handbook.loading.profile.rename import moved
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.organisation.ownership_problems import JOURNAL
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.rename.rename import rename
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove

__all__ = ["large_library", "library"]

pytestmark = pytest.mark.usefixtures("library")

DAY = date(2026, 11, 28)
KEPT = ("SW-01.docx", "KH-02.xlsx", "F-01.docx")
PICTURE = "huisstijl: {logo: berk/logo.png}\n"


@pytest.fixture(scope="module")
def built(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    root = workspace_at(tmp_path_factory.mktemp("hernoemen") / "w")
    ask(open_workspace(root), NAME)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def run(root: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app.main, ["-C", str(root), *words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found.exit_code, found.output


def renamed(root: Path, old: str = NAME, new: str = "eik") -> None:
    assert rename(open_workspace(root), old, new, lambda _: True).done


def refusals(root: Path, old: str, new: str) -> list[tuple[str, str]]:
    with pytest.raises(HandbookError) as caught:
        rename(open_workspace(root), old, new, lambda _: True)
    return [(each.code, each.place.file) for each in caught.value.problems]


def tree(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but locks, drafts and notes that may be lost."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.parent.name != ".handbook"
    }


def test_after_a_rename_a_build_finds_nothing_to_do_and_no_file_was_lost(root: Path) -> None:
    before = tree(root)
    renamed(root)
    after = tree(root)
    frozen = {name: digest for name, digest in before.items() if "archief/" in name}
    frozen |= {name: digest for name, digest in before.items() if "/vastgesteld/" in name}
    assert {name.replace(NAME, "eik") for name in before} == set(after)
    assert {name: after[name.replace(NAME, "eik")] for name in frozen} == frozen
    [outcome] = build(open_workspace(root), ["eik"], today=DAY)
    assert {each.action for each in outcome.documents} == {"ongewijzigd"}
    entries = opened(open_workspace(root), "eik").register.entries
    assert {entry.current.status for entry in entries} == {"vastgesteld"}


def test_after_a_rename_no_file_or_folder_carries_the_old_name(root: Path) -> None:
    ask(open_workspace(root), NAME)
    for home in (NAME, f"vragenlijst-{NAME}"):
        kept = root / "organisations" / NAME / ".vorige" / home / "0123456789ab.docx"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(b"")
    notes = root / "output" / ".handbook"
    assert sorted(each.name for each in notes.glob(f"{NAME}*"))
    renamed(root)
    named = [path for path in root.rglob("*") if NAME in path.name]
    assert (
        [path.relative_to(root).as_posix() for path in named],
        (notes / "eik.json").exists(),
    ) == (
        [],
        True,
    )
    kept = root / "organisations" / "eik" / ".vorige"
    assert sorted(path.parent.name for path in kept.rglob("0123456789ab.docx")) == [
        "eik",
        "vragenlijst-eik",
    ]


def test_seals_of_working_copies_get_the_new_name_and_stay_whole(root: Path) -> None:
    renamed(root)
    proofs = [prove(path.read_bytes()) for path in (root / "output" / "eik").glob("*.docx")]
    assert {(each.organisation, each.intact) for each in proofs if each} == {("eik", True)}


def test_what_a_host_knows_a_document_by_stays(root: Path) -> None:
    renamed(root)
    profile = root / "organisations" / "eik.yaml"
    profile.write_text(PROFILE.replace("Iedereen in", "Heel"), encoding="utf-8")
    list(build(open_workspace(root), ["eik"], today=DAY))
    known = read((root / "output" / "eik" / "KH-01.docx").read_bytes())["docProps/custom.xml"]
    assert b"berk/KH-01" in known


def test_her_edits_stay_hers(root: Path) -> None:
    path = root / "output" / NAME / "SW-01.docx"
    parts = read(path.read_bytes())
    main = parts["word/document.xml"].replace(b"</w:t>", b" ook dit</w:t>", 1)
    path.write_bytes(pack({**parts, "word/document.xml": main}))
    list(build(open_workspace(root), [NAME], today=DAY))
    renamed(root)
    [outcome] = build(open_workspace(root), ["eik"], today=DAY)
    actions = {each.code: each.action for each in outcome.documents}
    assert actions.pop("SW-01") == "behouden"


def test_a_target_that_was_published_to_gets_the_new_name(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "doel"
    target.mkdir()
    assert run(root, "publish", NAME, str(target), "--yes")[0] == 0
    renamed(root)
    code, said = run(root, "publish", "eik", str(target), "--yes")
    assert (code, "9 ongewijzigd" in said) == (0, True), said
    assert '"organisatie": "eik"' in (target / ".handbook/publicatie.json").read_text("utf-8")


def test_what_was_never_built_is_renamed_as_well(tmp_path: Path) -> None:
    home = tmp_path / "w" / "organisations"
    home.mkdir(parents=True)
    (home / "berk.yaml").write_text(PROFILE, encoding="utf-8")
    renamed(tmp_path / "w")
    assert sorted(each.name for each in home.iterdir()) == ["eik", "eik.yaml"]
    assert opened(open_workspace(tmp_path / "w"), "eik").register.former == ("berk",)


def test_a_rename_and_back_ends_where_it_began(root: Path) -> None:
    renamed(root)
    renamed(root, "eik", NAME)
    assert opened(open_workspace(root), NAME).register.former == ("eik",)


def test_a_profile_that_was_renamed_by_hand_is_refused_until_the_rename_is_completed(
    root: Path,
) -> None:
    home = root / "organisations"
    (home / "berk.yaml").rename(home / "eik.yaml")
    (home / "berk").rename(home / "eik")
    with pytest.raises(HandbookError, match="handbook rename berk eik"):
        opened(open_workspace(root), "eik")
    renamed(root)
    [outcome] = build(open_workspace(root), ["eik"], today=DAY)
    assert {each.action for each in outcome.documents} == {"ongewijzigd"}


@pytest.mark.usefixtures("large_library")
def test_an_example_goes_with_the_paths_in_its_profile(tmp_path: Path) -> None:
    root = copy_examples(tmp_path / "w", ("linde",))
    profile = root / "organisations" / "linde.yaml"
    text = profile.read_text(encoding="utf-8")
    some = Request(only=frozenset({"LI-KH-01", "LI-KH-02", "LI-F-02"}))
    list(build(open_workspace(root), ["linde"], today=DAY, request=some))
    renamed(root, "linde", "olm")
    assert opened(open_workspace(root), "olm").logo
    # Only where the logo lies is another: no document looks otherwise.
    [outcome] = build(open_workspace(root), ["olm"], today=DAY, request=some)
    assert [each.action for each in outcome.documents] == ["ongewijzigd"] * 4
    now = (root / "organisations" / "olm.yaml").read_text(encoding="utf-8")
    assert now == text.replace("linde/", "olm/")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("logo: a/logo.png", "logo: b/logo.png"),
        ('logo: "a/logo.png" # hier', 'logo: "b/logo.png" # hier'),
        ("logo: './a/logo.png'", "logo: './b/logo.png'"),
        ("logo: a\\logo.png", "logo: b\\logo.png"),
        ("logo: c/a/logo.png", "logo: c/a/logo.png"),
        ("logo: ab/logo.png", "logo: ab/logo.png"),
    ],
)
def test_only_the_path_changes(written: str, expected: str) -> None:
    text = f"naam: X\r\nhuisstijl:\r\n  {written}\r\nmissie: a/b is geen pad\r\n"
    assert moved(text.encode(), "a.yaml", "a", "b") == text.replace(written, expected).encode()


def test_a_path_that_is_written_in_an_odd_way_is_left_to_her() -> None:
    with pytest.raises(HandbookError, match="HB598"):
        moved(b'naam: X\nhuisstijl:\n  logo: "\\x61/logo.png"\n', "a.yaml", "a", "b")


@pytest.mark.parametrize("name", ["Berk", "be rk", "con", "", "..", "x" * 61])
def test_a_name_that_no_profile_can_have_is_refused(root: Path, name: str) -> None:
    before = tree(root)
    assert refusals(root, NAME, name) == [("HB598", f"organisations/{name}.yaml")]
    assert tree(root) == before


@pytest.mark.parametrize("taken", ["organisations/eik.yaml", "organisations/eik/x", "output/eik/x"])
def test_a_name_that_is_taken_is_refused(root: Path, taken: str) -> None:
    path = root / taken
    path.parent.mkdir(exist_ok=True)
    path.write_text(PROFILE, encoding="utf-8")
    before = tree(root)
    assert refusals(root, NAME, "eik") == [("HB598", taken.removesuffix("/x"))]
    assert tree(root) == before


def test_an_organisation_that_is_not_there_is_refused(root: Path) -> None:
    assert refusals(root, "els", "eik") == [("HB598", "organisations/els.yaml")]
    assert refusals(root, "els", NAME) == [("HB598", "organisations/els.yaml")]


def test_a_document_that_is_open_in_word_is_refused_before_anything_moves(root: Path) -> None:
    owner = root / "output" / NAME / "~$SW-01.docx"
    owner.write_bytes(b"\x05Anja " + b"\0" * 156)
    before = tree(root)
    [(code, _)] = refusals(root, NAME, "eik")
    assert (code, tree(root)) == ("HB501", before)


def test_a_file_of_the_folder_that_another_profile_uses_is_told(root: Path) -> None:
    other = PROFILE.replace("Berk", "Els") + PICTURE
    (root / "organisations" / "els.yaml").write_text(other, encoding="utf-8")
    assert refusals(root, NAME, "eik") == [("HB598", "organisations/els.yaml")]


def test_a_profile_with_a_name_that_none_can_have_keeps_no_rename_back(root: Path) -> None:
    other = PROFILE.replace("Berk", "Els") + PICTURE
    (root / "organisations" / "Els Oud.yaml").write_text(other, encoding="utf-8")
    renamed(root)


@pytest.mark.parametrize("guard", [storage.lock, storage.watching])
def test_while_somebody_builds_or_watches_nothing_is_renamed(
    root: Path, guard: Callable[[Path], Any]
) -> None:
    with guard(root):
        [(code, _)] = refusals(root, NAME, "eik")
    assert code in ("HB511", "HB516")


def test_without_the_name_nothing_is_renamed(root: Path) -> None:
    before = tree(root)
    code, said = run(root, "rename", NAME, "eik")
    assert (code, "Er is niets veranderd" in said, tree(root)) == (0, True, before)
    assert "Dit zijn de bestanden van: Stichting De Berk, KvK 12345678." in said
    assert "Vastgesteld: 8 documenten, het nieuwste van 24 november 2026." in said


# --- Killed at any moment ---


@pytest.fixture(scope="module")
def small(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the working folder with a few of its documents: each step is taken some times."""
    root = Path(shutil.copytree(built, tmp_path_factory.mktemp("klein") / "w"))
    (root / "organisations" / "berk" / "antwoorden.yaml").write_text(
        'formaat: "1"\norganisatie: "berk"\ninvullen: {}\n', encoding="utf-8"
    )
    (root / "organisations" / "berk" / "logo.png").write_bytes(b"")
    (root / "organisations" / "berk" / "paginas.json").write_text("{}\n", encoding="utf-8")
    with (root / "organisations" / "berk.yaml").open("a", encoding="utf-8") as file:
        file.write("vindplaatsen: berk/vindplaatsen.yaml\n")
    (root / "organisations" / "berk" / "vindplaatsen.yaml").write_text("{}\n", encoding="utf-8")
    for path in (root / "output" / "berk").glob("*"):
        if path.is_file() and path.name not in KEPT:
            path.unlink()
    shutil.rmtree(root / "output" / "berk" / "vastgesteld")
    for path in (root / "organisations" / "berk" / "archief").iterdir():
        if path.name != "SW-01":
            shutil.rmtree(path)
    return root


def test_a_rename_that_is_killed_at_any_step_is_completed_by_the_same_call(
    small: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copytree(small, tmp_path / "heel"))
    with killed_at(-1, after=False) as steps:
        renamed(whole)
    expected = tree(whole)
    assert len(steps) > 12
    wrong = []
    for moment in range(len(steps)):
        for after in (False, True):
            root = Path(shutil.copytree(small, tmp_path / "w"))
            with pytest.raises(Killed), killed_at(moment, after=after):
                renamed(root)
            if (root / "organisations" / JOURNAL).exists():
                wrong += [each for each in ("berk", "eik") if not stopped(root, each)]
            if not (root / "organisations" / "eik.yaml").exists() or stopped(root, "eik"):
                renamed(root)
            wrong += [] if tree(root) == expected else [f"{moment} {steps[moment]} {after}"]
            shutil.rmtree(root)
    assert wrong == []


def stopped(root: Path, name: str) -> bool:
    """Tell whether nobody opens this organisation because a rename broke off."""
    try:
        opened(open_workspace(root), name)
    except HandbookError as error:
        return [problem.code for problem in error.problems] == ["HB599"]
    return False


def test_another_rename_waits_for_the_one_that_broke_off(small: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(small, tmp_path / "w"))
    with pytest.raises(Killed), killed_at(3, after=True):
        renamed(root)
    assert refusals(root, NAME, "els") == [("HB599", f"organisations/{JOURNAL}")]
    assert run(root, "rename", NAME, "eik") == (
        0,
        "Het hernoemen dat was afgebroken, is afgemaakt. 'berk' heet nu 'eik'.\n"
        "Bouw met: handbook build eik\n"
        "Een doel waar u publiceerde, krijgt de nieuwe naam bij het volgende publiceren.\n",
    )
