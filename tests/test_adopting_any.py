"""Whatever she edits in the documents of the library: adopted and built, they read as hers."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from adopted import try_document
from few_documents import CHAPTERS, copy_with_few, few_documents

DOCUMENTS = ("F-01", "PP-01", "OR-13")
CHAPTER = ("01-00-organisatie", "01-02-bestuur")


@pytest.fixture
def root(item: str, tmp_path: Path) -> Iterator[Path]:
    """Return an example with these documents alone, and the whole handbook where that is `item`."""
    names = (*DOCUMENTS, *(CHAPTERS if item == "KH-01" else CHAPTER))
    with few_documents(tmp_path / "packs", *names):
        yield copy_with_few(tmp_path / "w", ("haven",), *names)


@pytest.mark.parametrize("item", ["F-01", "KH-01", "OR-13"])
def test_adopted_and_built_a_document_reads_as_she_left_it(root: Path, item: str) -> None:
    tried = try_document(root, "haven", item, random.Random(item), 8)
    assert tried.wrong == []
    assert tried.counts["taken"] > 0
