"""What several tests look at is made once; on a build server every run sees the same examples."""

import gc
import os
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from examples import Built, build_all, copy_examples
from filelock import FileLock
from hypothesis import settings

# Most of what a test makes lives long.
gc.set_threshold(50_000, 10, 1)
_LONG = frozenset(
    {
        "test_any_organisation",
        "test_earlier",
        "test_observer",
        "test_one_document",
        "test_record_check",
        "test_same_bytes",
    }
)
# How long an example takes is no claim of ours: a busy machine may be slow.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: some tests wait for a clock or a server."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take long by themselves: nobody waits for one at the end."""
    items.sort(key=lambda each: each.path.stem not in _LONG)


def pytest_collection_finish() -> None:
    """Look no more for rubbish among seven thousand tests: that took longer than many a test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Let nothing wait until the disk has written: what a loss of power leaves, no test asks."""
    with patch("os.fsync", lambda _: None):
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Return the examples as this run built them: the first worker builds, the others look.

    No test may change anything in it. It stands in the temporary folder of the run, which pytest
    makes for that run alone.
    """
    own = tmp_path_factory.getbasetemp()
    home = (own if worker_id == "master" else own.parent) / "voorbeelden"
    home.mkdir(exist_ok=True)
    made = home / "built.pickle"
    with FileLock(home / "lock"):
        if not made.exists():
            root = copy_examples(Path(tempfile.mkdtemp(dir=home)) / "w")
            made.write_bytes(pickle.dumps(Built(root=root, outcomes=build_all(root))))
        found = pickle.loads(made.read_bytes())
    assert isinstance(found, Built)
    return found
