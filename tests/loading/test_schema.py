"""The JSON Schema of a profile is Dutch, knows the library, and raises no false alarm."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loading.world import workspace

from handbook.loading.schema import profile_schema
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return profile_schema(workspace(tmp_path_factory.mktemp("w")).library)


def fields(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for record in (schema, *schema["definitions"].values()):
        yield from record.get("properties", {}).items()


KINDS = {
    "string": str,
    "number": (int, float),
    "null": type(None),
    "array": list,
    "object": dict,
}


def takes(schema: Schema, value: Any, root: Schema) -> bool:
    """Tell whether `schema` takes `value`: the part of JSON Schema that is used here."""
    if "$ref" in schema:
        return takes(root["definitions"][schema["$ref"].rpartition("/")[2]], value, root)
    if "anyOf" in schema and not any(takes(each, value, root) for each in schema["anyOf"]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    kinds = schema.get("type", list(KINDS))
    named = [kinds] if isinstance(kinds, str) else kinds
    if not any(isinstance(value, KINDS[kind]) for kind in named) and "enum" not in schema:
        return False
    return takes_inside(schema, value, root)


def takes_inside(schema: Schema, value: Any, root: Schema) -> bool:
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value))
    if isinstance(value, list):
        return all(takes(schema.get("items", {}), each, root) for each in value)
    if not isinstance(value, dict):
        return True
    known, other = schema.get("properties", {}), schema.get("additionalProperties", {})
    inner = [(known.get(key, other), each) for key, each in value.items()]
    complete = set(schema.get("required", ())) <= set(value)
    return complete and all(each is not False and takes(each, one, root) for each, one in inner)


def test_every_key_has_a_dutch_word_about_it(schema: Schema) -> None:
    assert set(schema["properties"]) == {each.alias for each in Profile.model_fields.values()}
    assert [key for key, field in fields(schema) if not field.get("description")] == []


def test_no_english_words_are_left(schema: Schema) -> None:
    text = json.dumps(schema, ensure_ascii=False)
    assert schema["title"] == "Profiel van een organisatie"
    assert not re.search(r'"(title|description)": "[^"]*\b(the|of the|its|and|what)\b', text)


GOOD = {"naam": "De Linde", "kvk": "01234567", "onderdelen": [138]}


@pytest.mark.parametrize(
    "more",
    [
        {"kvk": 1234567},
        {"fte": "41,5"},
        {"fte": 41.5},
        {"naam": 2030},
        {"onderdelen": ["138", 139]},
        {"kenmerken": None, "missie": None, "huisstijl": None, "rechtsvorm": None},
        {"norm": {"versie_bevestigd_op": "31-03-2027", "audits": {"fase_1": "2027-03-09"}}},
        {"locaties": [{"naam": "x", "geheim": "ja"}, {"naam": "y", "geheim": True}]},
        {"activiteiten": {"138": ["schuldhulp"], "139": None}},
        {"rollen": {"bestuurder": {"functie": "baas"}, "teamleider": None, "eigen-rol": {}}},
        {"woordkeuze": {"138": "buur", "verwijzing": "hen"}},
        {"termijnen": {"PP-01.eerste-reactie": 5, "XX-01.eigen": "1 dag"}},
        {"invullen": {"PP-01.openingstijden": "9 tot 5", "XX-01.eigen": None}},
        {"uitsluitingen": [{"onderwerp": "intake-wachttijd", "motivering": "niet van ons"}]},
        {"doelen": [{"doel": "x", "meten": "y", "eigenaar": "teamleider", "jaar": 2027}]},
    ],
)
def test_good_lines_raise_no_alarm(schema: Schema, more: Schema) -> None:
    assert takes(schema, {**GOOD, **more}, schema)


@pytest.mark.parametrize(
    "more",
    [
        {"kvk": "1234"},
        {"naam": None},
        {"onderdelen": [141]},
        {"onderdelen": ["141"]},
        {"kenmerkn": []},
        {"kenmerken": ["x"]},
        {"rechtsvorm": "x"},
        {"activiteiten": {"138": ["nachtopvang"]}},
        {"activiteiten": {"141": []}},
        {"locaties": [{"naam": "x", "geheim": "misschien"}]},
        {"uitsluitingen": [{"onderwerp": "x", "motivering": "niet van ons"}]},
        {"diensten": [{"naam": "x", "onderdeel": 138, "soort": "x"}]},
    ],
)
def test_wrong_lines_raise_one(schema: Schema, more: Schema) -> None:
    assert not takes(schema, {**GOOD, **more}, schema)


def test_names_of_the_library_are_offered_with_their_titles(schema: Schema) -> None:
    assert schema["properties"]["activiteiten"]["properties"]["138"]["items"] == {
        "enum": ["maatschappelijk-werk", "schuldhulp"],
        "enumDescriptions": ["Maatschappelijk werk.", "Schuldhulpverlening."],
    }
    assert list(schema["properties"]["termijnen"]["properties"]) == [
        "PP-01.eerste-reactie",
        "F-01.bewaren",
    ]
    assert list(schema["properties"]["invullen"]["properties"]) == [
        "PP-01.openingstijden",
        "beleid.kernzin",
    ]


def test_it_is_json_and_the_same_each_time(tmp_path: Path) -> None:
    library = workspace(tmp_path).library
    assert json.dumps(profile_schema(library)) == json.dumps(profile_schema(library))


def test_an_empty_library_still_gives_a_schema() -> None:
    empty = profile_schema(Library())
    assert takes(empty, GOOD, empty)
