"""What several tests look at is made once; on a build server every run sees the same examples."""

import os

import pytest
from examples import Built, build_all, copy_examples
from hypothesis import settings

# How long an example takes is no claim of ours: a busy machine may be slow.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_examples(tmp_path_factory.mktemp("werkmap") / "w")
    return Built(root=root, outcomes=build_all(root))
