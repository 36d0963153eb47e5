"""Whatever she edits in the documents of the library: adopted and built, they read as hers."""

import random
from pathlib import Path

import pytest
from adopted import try_document
from examples import build_all, copy_examples


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_examples(tmp_path_factory.mktemp("any") / "w", ("haven",))
    build_all(folder)
    return folder


@pytest.mark.parametrize("item", ["F-01", "KH-01", "OR-13"])
def test_adopted_and_built_a_document_reads_as_she_left_it(root: Path, item: str) -> None:
    tried = try_document(root, "haven", item, random.Random(item), 8)
    assert tried.wrong == []
    assert tried.counts["taken"] > 0
