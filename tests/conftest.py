"""What several tests look at is made once; on a build server every run sees the same examples."""

import gc
import os
import pickle

import pytest
from examples import Built, build_all, copy_examples
from filelock import FileLock
from hypothesis import settings

# Most of what a test makes lives long.
gc.set_threshold(50_000, 10, 1)
# How long an example takes is no claim of ours: a busy machine may be slow.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Return the examples as this run built them: the first worker builds, the others look.

    No test may change anything in it. It stands in the temporary folder of the run, which pytest
    makes anew for each run and takes away.
    """
    own = tmp_path_factory.getbasetemp()
    home = (own if worker_id == "master" else own.parent) / "voorbeelden"
    outcomes = home / "outcomes.pickle"
    home.mkdir(exist_ok=True)
    with FileLock(home / "lock"):
        if not outcomes.exists():
            root = copy_examples(home / "w")
            outcomes.write_bytes(pickle.dumps(build_all(root)))
        return Built(root=home / "w", outcomes=pickle.loads(outcomes.read_bytes()))
