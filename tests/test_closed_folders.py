"""A folder that may not be read is told by its name, and stops only whom it belongs to."""

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from closed import close
from loading.world import write
from recorded import PROFILE, small_packs
from watcher.stage import Stage

from handbook import folders
from handbook.cli.app import main
from handbook.cli.common.click_in_dutch import today
from handbook.errors import StorageError
from handbook.pipeline.watch import Clock, follow
from handbook.storage.file_stamps import stamps
from handbook.watcher import SourceWatcher

WAIVED = ("open-velden", "voorstellen", "wijzigingen", "nagaan", "onderwerpen")
DESPITE = [word for subject in WAIVED for word in ("--ondanks", subject, "besproken")]
APPROVED = [
    "approve",
    "linde",
    "PP-01",
    "--by",
    "B. Stuur",
    "--date",
    today().isoformat(),
    *DESPITE,
]
ASKED = (
    ["build"],
    ["plan"],
    ["status"],
    ["check"],
    ["check", "--output"],
    APPROVED,
    ["questionnaire", "linde"],
    ["publish", "linde", "../hier", "--drafts", "--yes"],
    ["restore", "linde", "PP-01"],
    ["restore", "linde", "--register"],
    ["rename", "linde", "olm", "--name", "Stichting De Linde"],
)
OF_LINDE = (
    "organisations/linde",
    "organisations/linde/inhoud",
    "organisations/linde/inhoud/procedures",
    "organisations/linde/archief",
    "organisations/linde/archief/PP-01",
    "organisations/linde/.vorige",
    "output/linde",
    "output/linde/vastgesteld",
    "output/linde/Vragenlijst",
    "output/linde/Vervallen",
)
SHARED = ("templates", "packs", "output", "output/.handbook")


def run(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two organisations with documents; of one, a document is approved and a text is its own."""
    home = tmp_path_factory.mktemp("dicht")
    other = PROFILE.replace("De Linde", "De Berk").replace("01234567", "76543210")
    write(home / "w" / "organisations", {"linde.yaml": PROFILE, "berk.yaml": other})
    with small_packs(home / "packs"):
        assert run(home / "w", "build")[0] == 0
        assert run(home / "w", *APPROVED)[0] == 0
        assert run(home / "w", "questionnaire", "linde")[0] == 0
        for folder in (*OF_LINDE, *SHARED):
            (home / "w" / folder).mkdir(parents=True, exist_ok=True)
        yield home / "w"


@pytest.fixture
def root(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "w"
    shutil.copytree(made, root)
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("folder", [*OF_LINDE, *SHARED])
@pytest.mark.parametrize("listed", [False, True], ids=["closed", "names-only"])
def test_a_closed_folder_is_no_fault_of_ours_in_any_command(
    root: Path, monkeypatch: pytest.MonkeyPatch, folder: str, *, listed: bool
) -> None:
    close(monkeypatch, root / folder, listed=listed)
    for words in ASKED:
        code, told = run(root, *words)
        assert code in {0, 1, 2, 3, 4}, (words, told)
        assert not {"HB519", "HB559"} & set(told.replace("[", " ").replace("]", " ").split())
        assert "Error" not in told, (words, told)


@pytest.mark.parametrize(
    "folder", ["organisations/linde", "organisations/linde/inhoud", "output/linde"]
)
def test_a_closed_folder_of_one_is_named_and_stops_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    close(monkeypatch, root / folder)
    code, told = run(root, "build")
    refused = f"{folder}: deze map kan niet worden gelezen: u hebt er geen rechten voor [HB522]"
    assert code == 3
    assert told.splitlines().count(refused) == 1, told
    assert "✓ berk" in told


def test_a_closed_folder_of_a_copied_profile_stops_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(root / "organisations/linde.yaml", root / "organisations/linde-pc.yaml")
    write(root / "organisations/linde-pc", {"x.txt": ""})
    close(monkeypatch, root / "organisations/linde-pc")
    told = run(root, "build")[1]
    assert "✓ berk" in told
    assert "organisations/linde-pc: deze map kan niet worden gelezen" in told


def test_an_own_text_in_a_closed_folder_is_never_taken_for_one_that_is_not_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = "organisations/linde/inhoud/procedures"
    close(monkeypatch, root / folder)
    before = (root / "output/linde/PP-01.docx").read_bytes()
    code, told = run(root, "build")
    assert (code, f"{folder}: deze map kan niet worden gelezen" in told) == (1, True), told
    assert (root / "output/linde/PP-01.docx").read_bytes() == before


@pytest.mark.parametrize("listed", [False, True])
def test_packs_that_may_not_be_read_stop_everybody_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, listed: bool
) -> None:
    write(root / "packs" / "eigen", {"pack.yaml": "id: eigen\n"})
    close(monkeypatch, root / "packs", listed=listed)
    code, told = run(root, "build")
    assert (code, told.count("HB522"), "✓" in told) == (3, 1, False), told
    assert told.startswith("packs: deze map kan niet worden gelezen")


def test_a_closed_folder_among_finished_files_is_never_ticked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root / "output/linde/Mijn map", {"x.txt": "van een ander"})
    code, told = run(root, "check", "--output", "linde")
    assert (code, "HB522" in told) == (0, False), told
    close(monkeypatch, root / "output/linde/Mijn map")
    code, told = run(root, "check", "--output", "linde")
    assert (code, "✓" in told) == (3, False), told
    assert "output/linde/Mijn map: deze map kan niet worden gelezen" in told
    assert "bestanden nagekeken" in told


def test_a_build_goes_on_beside_a_closed_folder_of_hers(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root / "output/linde/Mijn map", {"x.txt": "van mij"})
    close(monkeypatch, root / "output/linde/Mijn map")
    assert run(root, "build")[0] == 0


def test_only_what_is_not_there_counts_as_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"dicht/in/a.txt": "a", "open/b.txt": "b", "open/.c.txt": "c", "d.txt": "d"})
    (tmp_path / "rond").symlink_to(tmp_path / "rond")
    (tmp_path / "open" / "terug").symlink_to(tmp_path)
    close(monkeypatch, tmp_path / "dicht")
    for ask in (folders.exists, folders.is_file, folders.is_dir):
        assert not ask(tmp_path / "niets")
        assert not ask(tmp_path / "rond")
        assert not ask(tmp_path / "d.txt" / "x")
        assert not ask(tmp_path / "a\0b")
        with pytest.raises(StorageError, match=r"dicht: deze map kan niet .* \[HB522\]"):
            ask(tmp_path / "dicht" / "in" / "a.txt")
    assert folders.entries(tmp_path / "niets") == folders.entries(tmp_path / "d.txt") == ()
    shut: list[StorageError] = []
    found = folders.files(tmp_path, passing=(".",), closed_to_us=shut.append)
    assert [each.relative_to(tmp_path).as_posix() for each in found] == ["d.txt", "open/b.txt"]
    assert [each.problems[0].place.file.endswith("dicht") for each in shut] == [True]
    for work in (lambda: folders.files(tmp_path), lambda: stamps(tmp_path, strict=True)):
        with pytest.raises(StorageError, match="HB522"):
            work()
    assert list(stamps(tmp_path)) == ["d.txt", "open/b.txt", "open/terug"]


def test_beside_a_closed_folder_the_files_of_all_others_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/1", "b/2", "c/3", "c/.4", "~$5"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    real = os.scandir

    def scandir(folder: Path) -> object:
        if folder.name == "b":
            raise PermissionError(errno.EACCES, "denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    shut: list[StorageError] = []
    found = folders.files(tmp_path, passing=(".", "~$"), closed_to_us=shut.append)
    assert found == (tmp_path / "a/1", tmp_path / "c/3")
    assert [each.problems[0].code for each in shut] == ["HB522"]
    with pytest.raises(StorageError, match="HB522"):
        folders.files(tmp_path)


def test_a_watcher_goes_on_once_it_may_read_the_packs_again(root: Path) -> None:
    stage = Stage(root)
    stage.watcher = SourceWatcher(root, stage, clock=stage.clock)
    clock = Clock(today=lambda: date(2026, 11, 30), seconds=stage.clock)
    shut = pytest.MonkeyPatch()
    profile = PROFILE.replace("De Linde", "De Populier")

    def closing() -> None:
        write(root / "packs", {"lees-mij.txt": "van ons"})
        write(root / "organisations", {"linde.yaml": profile})
        close(shut, root / "packs")

    stage.at(1, lambda: write(root / "packs", {"eigen/pack.yaml": "id: eigen\n"}))
    stage.at(20, closing)
    stage.at(60, lambda: (shut.undo(), shutil.rmtree(root / "packs/eigen")))
    heard = [
        (each.what, each.outcome.problems[0].code if each.what == "belemmerd" else each.subject)
        for each in follow(root, ("linde",), stage.watcher, clock)
    ]
    assert ("belemmerd", "HB522") in heard
    assert heard[-1] == ("gemaakt", "linde")
