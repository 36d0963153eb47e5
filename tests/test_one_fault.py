"""A fault of ours with one organisation is its outcome, and stops no other, in any command."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from loading.world import write
from recorded import LATER, PROFILE, small_packs

from handbook.cli.app import main
from handbook.errors import Place, Problem, StorageError
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build import build as building
from handbook.pipeline.build.build import build
from handbook.pipeline.check import finished_files
from handbook.pipeline.organisation import ownership

NAMES = ("anna", "bert", "cato")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    profiles = {f"{each}.yaml": PROFILE.replace("Linde", each.title()) for each in NAMES}
    with small_packs(tmp_path / "pakketten"):
        yield write(tmp_path / "w" / "organisations", profiles).parent


def poisoned(work: Callable[..., object], name: str = "bert") -> Callable[..., object]:
    """Return `work`, which breaks where it is asked about one organisation."""

    def broken(*words: object, **more: object) -> object:
        if name in words:
            raise IndexError("Zwanebloemweg 118")
        return work(*words, **more)

    return broken


@pytest.mark.parametrize(
    "words", [["check"], ["plan"], ["build"], ["status"], ["check", "--output"]]
)
def test_every_command_tells_it_and_does_its_work_for_the_others(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    list(build(open_workspace(root), today=LATER))
    if words[-1] == "--output":
        monkeypatch.setattr(finished_files, "visit_of", poisoned(finished_files.visit_of))
    else:
        profile = root / "organisations" / "bert.yaml"
        profile.write_text(f"{profile.read_text('utf-8')}missie: Voor elkaar.\n", "utf-8")
        monkeypatch.setattr(ownership, "read_profile", poisoned(ownership.read_profile))
    result = CliRunner().invoke(main, ["-C", str(root), *words])
    assert result.exit_code == 70, result.output
    assert all(name in result.output for name in NAMES)
    assert result.output.count("HB519") == 1
    assert "Zwanebloemweg" not in result.output


def test_an_approval_that_cannot_be_taken_back_stops_no_other_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_back = building.undo

    def stuck(home: Path, name: str) -> None:
        if name == "bert":
            raise StorageError(Problem(Place("x"), code="HB501", what="open", mend="Sluit het."))
        taken_back(home, name)

    monkeypatch.setattr(building, "undo", stuck)
    codes = {each.organisation: each.exit_code for each in build(open_workspace(root), today=LATER)}
    assert codes == {"anna": 0, "bert": 3, "cato": 0}
