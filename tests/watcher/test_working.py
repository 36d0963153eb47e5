"""What is seen while somebody works on what was told, and what is told of the watching itself."""

from pathlib import Path

import pytest
from watcher.stage import Stage, told

from handbook.watcher import Change, SourceWatcher

PROFILE = "organisations/linde.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "organisations").mkdir()
    (tmp_path / PROFILE).write_text("naam: De Linde\n", encoding="utf-8")
    return tmp_path


def states(stage: Stage) -> list[tuple[float, str]]:
    """Play the script; return what was told of the watching itself, each time with its moment."""
    stage.watcher = SourceWatcher(stage.root, stage, clock=stage.clock)
    with stage.watcher:
        return [(stage.now, news.state) for news in stage.watcher.news() if news.state]


def test_without_events_who_works_looks_once_in_three_tenths_of_a_second(root: Path) -> None:
    stage = Stage(root, deaf=True)
    with SourceWatcher(root, stage, clock=stage.clock) as watcher:
        (root / PROFILE).write_text("naam: De Eik\n", encoding="utf-8")
        stage.now = 0.29
        early = watcher.stirred()
        stage.now = 0.31
        assert (early, watcher.stirred()) == (False, True)


def test_who_is_asked_to_stop_works_no_further(root: Path) -> None:
    stage = Stage(root)
    with SourceWatcher(root, stage, clock=stage.clock) as watcher:
        assert not watcher.stirred()
        watcher.stop()
        assert watcher.stirred()


def test_a_folder_that_is_away_while_somebody_works_overtakes_nothing(root: Path) -> None:
    stage = Stage(root)
    with SourceWatcher(root, stage, clock=stage.clock) as watcher:
        (root / "organisations").rename(root / "elders")
        stage.ring()
        assert not watcher.stirred()


def test_a_listener_that_stops_again_and_again_is_told_once_a_minute(root: Path) -> None:
    stage = Stage(root)
    for moment in (1, 30, 70):
        stage.at(moment, lambda: stage.mends.append("gestopt"), heard=False)
    assert states(stage) == [(1, "hersteld"), (70, "hersteld")]


def test_without_events_a_folder_that_is_away_is_told_once_as_well(root: Path) -> None:
    stage = Stage(root, deaf=True)
    stage.at(1, lambda: (root / "organisations").rename(root / "elders"))
    stage.at(9, lambda: (root / "elders").rename(root / "organisations"))
    assert states(stage) == [(0, "zonder seintjes"), (2, "onbereikbaar"), (10, "terug")]


def test_what_nobody_heard_is_told_as_soon_as_somebody_listens_again(root: Path) -> None:
    stage = Stage(root)
    stage.at(1, lambda: (root / PROFILE).write_text("naam: De Eik\n", "utf-8"), heard=False)
    stage.at(5, lambda: stage.mends.append("gestopt"), heard=False)
    assert told(stage) == [(5.3, (Change(PROFILE, "gewijzigd"),))]


def test_a_file_that_grows_without_a_sound_is_told_when_it_grows_no_more(root: Path) -> None:
    stage = Stage(root, deaf=True)
    for moment, text in ((1.9, "naam: "), (2.2, "naam: De"), (2.5, "naam: De Eik\n")):
        stage.at(moment, lambda text=text: (root / PROFILE).write_text(text, encoding="utf-8"))
    assert told(stage) == [(2.9, (Change(PROFILE, "gewijzigd"),))]
