"""The same in truth: the system's own events wake it, and it does not depend on them.

Nothing here measures time. What must not be told is followed by something that must be: when that
comes alone, nothing was told before it.
"""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from examples import ROOT

from handbook.watcher import News, SourceWatcher, observer, watch_sources
from handbook.watcher.observer import FolderObserver

TEXT = "naam: Stichting De Linde\n"
PROFILE = "organisations/linde.yaml"
# Longer than the pauses of a save on a machine that is busy with other things.
QUIET = 0.5
PATIENCE = 60.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / PROFILE).write_text(TEXT, encoding="utf-8")
    (tmp_path / "templates/procedure.docx").write_bytes(b"docx")
    return tmp_path


class Listener:
    """What a watcher tells, from its own thread."""

    def __init__(self, watched: SourceWatcher) -> None:
        self.watched = watched
        self.heard: queue.Queue[News] = queue.Queue()
        self.ready = threading.Event()

    def listen(self) -> None:
        with self.watched:
            for news in self.watched.news():
                self.ready.set()
                if news != News():
                    self.heard.put(news)

    def next(self) -> list[tuple[str, str]]:
        news = self.heard.get(timeout=PATIENCE)
        return [(each.path, each.how) for each in news.changes] or [("", news.state)]


@contextmanager
def listening(watched: SourceWatcher) -> Iterator[Listener]:
    listener = Listener(watched)
    thread = threading.Thread(target=listener.listen)
    thread.start()
    try:
        assert listener.ready.wait(PATIENCE)
        yield listener
    finally:
        watched.stop()
        thread.join()


def saves(path: Path, text: str) -> list[Callable[[], object]]:
    """Return ways to save `text` at `path`, one after another."""

    def backup() -> None:
        aside = path.with_name(f"{path.name}~")
        path.rename(aside)
        path.write_text(f"{text}# vim\n", encoding="utf-8")
        aside.unlink()

    def replace() -> None:
        draft = path.with_name("linde.yaml.tmp")
        draft.write_text(f"{text}# code\n", encoding="utf-8")
        draft.replace(path)

    def pieces() -> None:
        with path.open("w", encoding="utf-8") as file:
            for sign in f"{text}# stuk voor stuk\n":
                file.write(sign)
                file.flush()

    return [lambda: path.write_text(f"{text}# plat\n", encoding="utf-8"), backup, replace, pieces]


def test_each_way_to_save_is_told_once_and_what_is_no_change_is_not(root: Path) -> None:
    path = root / PROFILE
    with listening(SourceWatcher(root, FolderObserver(root), quiet=QUIET)) as listener:
        for number, save in enumerate(saves(path, TEXT)):
            save()
            assert listener.next() == [(PROFILE, "gewijzigd")]
            path.touch()
            path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
            (root / "templates/~$ocedure.docx").write_bytes(b"\x04Anna")
            (root / "templates/~WRD0001.tmp").write_bytes(b"x")
            mark = f"organisations/merk-{number}.yaml"
            (root / mark).write_text(TEXT * number, encoding="utf-8")
            assert listener.next() == [(mark, "nieuw")]


def test_a_folder_that_comes_later_is_listened_to(root: Path) -> None:
    with listening(SourceWatcher(root, FolderObserver(root), quiet=QUIET)) as listener:
        (root / "packs").mkdir()
        (root / "packs/eigen.yaml").write_text("x", encoding="utf-8")
        assert listener.next() == [("packs/eigen.yaml", "nieuw")]


def test_a_listener_that_died_is_replaced(root: Path) -> None:
    made = FolderObserver(root)
    with listening(SourceWatcher(root, made, quiet=QUIET)) as listener:
        assert made._observer is not None
        for emitter in made._observer.emitters:
            emitter.stop()
        assert listener.next() == [("", "hersteld")]
        (root / PROFILE).write_text(TEXT * 2, encoding="utf-8")
        assert listener.next() == [(PROFILE, "gewijzigd")]


def test_a_folder_put_in_the_place_of_another_is_listened_to(root: Path) -> None:
    with listening(SourceWatcher(root, FolderObserver(root), quiet=QUIET)) as listener:
        (root / "templates").rename(root / "oud")
        (root / "templates").mkdir()
        found = listener.next()
        assert found == [("templates/procedure.docx", "weg")]
        (root / "templates/handboek.docx").write_bytes(b"docx")
        assert listener.next() == [("templates/handboek.docx", "nieuw")]


@pytest.mark.parametrize("asked", [True, False])
def test_without_events_it_looks_by_itself(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, asked: bool
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(28, "no space left on device")

    if not asked:
        monkeypatch.setattr(observer, "Observer", refuse)
    with listening(watch_sources(root, poll=asked)) as listener:
        assert listener.next() == [("", "zonder seintjes")]
        (root / PROFILE).write_text(TEXT * 2, encoding="utf-8")
        assert listener.next() == [(PROFILE, "gewijzigd")]


def test_a_folder_with_events_is_known_by_trying(root: Path) -> None:
    made = FolderObserver(root)
    made.mend()
    try:
        assert made.hears(PATIENCE)
        assert [path.name for path in (root / "organisations").iterdir()] == ["linde.yaml"]
        assert not made.rung
    finally:
        made.stop()
    assert not made.hears(0.0), "nobody listens any more"


def test_the_command_follows_until_ctrl_c(tmp_path: Path) -> None:
    profile = tmp_path / PROFILE
    profile.parent.mkdir()
    text = 'naam: Stichting Linde\nkvk: "01234567"\nonderdelen: [140]\n'
    profile.write_text(f"{text}activiteiten: {{140: [buurtwerk]}}\n", encoding="utf-8")
    command = [sys.executable, "-u", "-m", "handbook", "-C", str(tmp_path), "volg"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=surroundings
    ) as started:
        said = followed(started, profile)
    assert started.returncode == 130
    assert said[-1] == "Gestopt. Wat klaar was, staat er heel; een volgende keer gaat verder."
    assert "organisations/linde.yaml gewijzigd" in said
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".tmp"] == []


def followed(started: "subprocess.Popen[str]", profile: Path) -> list[str]:
    """Return what is said until the end: a change once it is quiet, then Ctrl-C."""
    said = []
    for line in started.stdout or ():
        said.append(re.sub(r"^\d\d:\d\d:\d\d  ", "", line.rstrip()))
        if "Ik kijk mee" in line:
            text = profile.read_text(encoding="utf-8")
            profile.write_text(f"{text}korte_naam: Linde\n", encoding="utf-8")
        if "gewijzigd in" in line:
            started.send_signal(signal.SIGINT)
    return said
