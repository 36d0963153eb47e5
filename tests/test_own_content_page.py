"""The page on own content names every key of every record, with what it means."""

import importlib.util

import pytest
from examples import ROOT

from handbook.loading.schema_content import content_schemas
from handbook.model.sources.explanations import EXPLANATIONS, explanation
from handbook.model.sources.library import Library

_spec = importlib.util.spec_from_file_location("page", ROOT / "tools/make_content_page.py")
assert _spec is not None
assert _spec.loader is not None
page = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(page)
RECORDS = [record for part in page.PARTS.values() for record in part]


def test_the_page_is_the_one_that_the_models_give() -> None:
    text = (ROOT / "docs/eigen-inhoud.md").read_text("utf-8")
    assert page.page(text) == text


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_every_key_of_a_record_is_explained(record: type) -> None:
    keys = [str(field.alias) for field in record.model_fields.values()]  # type: ignore[attr-defined]
    assert [key for key in keys if not explanation(record.__name__, key)[0]] == []


def test_nothing_is_explained_that_no_record_has() -> None:
    known = {each.__name__: each for each in RECORDS}
    files = {"Roles", "Terms", "Proposals", "Laws", "Glossary", "ServiceKinds"}
    assert set(EXPLANATIONS) - set(known) == files
    strange = {
        f"{name}.{key}"
        for name, told in EXPLANATIONS.items()
        if name in known
        for key in told
        if key not in {field.alias for field in known[name].model_fields.values()}
    }
    assert strange == set()


def test_the_editor_shows_the_same_words() -> None:
    schemas = content_schemas(Library(), Library())
    goal = schemas["procedure"]["properties"]["doel"]
    assert goal["description"] == "Wat u ermee wilt bereiken, in één zin. Komt in: onder de titel."
