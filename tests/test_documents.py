"""Each organisation gets exactly the documents and steps that belong to what it does."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.loading.workspace import Workspace, open_workspace
from handbook.model.documents.document import Document, ProcedureBody
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set
from tests.documents import LISTS, combinations, lists

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT)


def test_the_documents_of_every_activity_kenmerk_and_combination_are_these(
    workspace: Workspace,
) -> None:
    assert lists(workspace) == yaml.safe_load(LISTS.read_text(encoding="utf-8"))


def test_twelve_combinations_are_named() -> None:
    assert len(combinations()) >= 12


@pytest.mark.parametrize("case", combinations(), ids=lambda each: str(each["naam"]))
def test_a_combination_has_what_belongs_and_nothing_that_does_not(
    workspace: Workspace, case: dict[str, Any]
) -> None:
    read = Profile.model_validate({"naam": "Toets", "kvk": "01234567", **case["profiel"]})
    made = document_set(read, workspace.library, Register(), {}, "toets")
    present = {name for document in made.documents for name in _names(document)}
    assert {
        "ontbreekt": [each for each in case["wel"] if each not in present],
        "te veel": [each for each in case["niet"] if each in present],
    } == {"ontbreekt": [], "te veel": []}


def _names(document: Document) -> list[str]:
    """Return the id of a document and of its steps: PP-05 and PP-05.noteren."""
    if not isinstance(document.body, ProcedureBody):
        return [document.item]
    steps = [step.what.source.split(".")[2] for step in document.body.steps]
    return [document.item, *(f"{document.item}.{step}" for step in steps)]
