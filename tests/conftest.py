"""What several tests look at is made once."""

import pytest
from examples import Built, build_all, copy_examples


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_examples(tmp_path_factory.mktemp("werkmap") / "w")
    return Built(root=root, outcomes=build_all(root))
