"""What several tests look at is made once; on a build server every run sees the same examples."""

import os

import pytest
from examples import Built, build_all, copy_examples
from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_examples(tmp_path_factory.mktemp("werkmap") / "w")
    return Built(root=root, outcomes=build_all(root))
