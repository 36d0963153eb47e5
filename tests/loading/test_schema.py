"""The JSON Schema of a profile is Dutch, knows the library, and raises no false alarm."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from loading.world import workspace, write

from handbook.loading.own_names import own_content
from handbook.loading.schema import profile_schema
from handbook.loading.schema_content import content_schemas
from handbook.loading.text.limit_form import LIMIT, is_vague
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return profile_schema(workspace(tmp_path_factory.mktemp("w")).library)


def fields(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for record in (schema, *schema["definitions"].values()):
        yield from record.get("properties", {}).items()


def takes(schema: Schema, value: Any) -> bool:
    """Tell whether `schema` takes `value`."""
    return bool(Draft7Validator(schema).is_valid(value))


def test_every_key_has_a_dutch_word_about_it(schema: Schema) -> None:
    assert set(schema["properties"]) == {each.alias for each in Profile.model_fields.values()}
    assert [key for key, field in fields(schema) if not field.get("description")] == []


def test_no_english_words_are_left(schema: Schema) -> None:
    text = json.dumps(schema, ensure_ascii=False)
    assert not re.search(r'"(title|description)": "[^"]*\b(the|of the|its|and|what)\b', text)


GOOD = {"naam": "De Linde", "kvk": "01234567", "onderdelen": [138]}


@pytest.mark.parametrize(
    "more",
    [
        {"kvk": 1234567},
        {"kvk": 134140},
        {"fte": "41,5"},
        {"fte": 41.5},
        {"naam": 2030},
        {"fte": "0"},
        {"documentbeheer": {"voorvoegsel": 12}},
        {"documentbeheer": {"voorvoegsel": None}},
        {"locaties": [{"naam": "x", "geheim": "Ja"}, {"naam": "y", "geheim": "NEE"}]},
        {"onderdelen": ["138", 139]},
        {"kenmerken": None, "missie": None, "huisstijl": None, "rechtsvorm": None},
        {"norm": {"versie_bevestigd_op": "31-03-2027", "audits": {"fase_1": "2027-03-09"}}},
        {"locaties": [{"naam": "x", "geheim": "ja"}, {"naam": "y", "geheim": True}]},
        {"activiteiten": {"138": ["schuldhulp"], "139": None}},
        {"rollen": {"bestuurder": {"functie": "baas"}, "teamleider": None}},
        {"woordkeuze": {"138": "cliënt", "verwijzing": "hen"}},
        {"termijnen": {"PP-01.eerste-reactie": "5 dagen", "F-01.bewaren": None}},
        {"invullen": {"PP-01.openingstijden": "9 tot 5", "beleid.kernzin": None}},
        {"uitsluitingen": [{"onderwerp": "intake-wachttijd", "motivering": "niet van ons"}]},
        {"doelen": [{"doel": "x", "meten": "y", "eigenaar": "teamleider", "jaar": 2027}]},
    ],
)
def test_good_lines_raise_no_alarm(schema: Schema, more: Schema) -> None:
    assert takes(schema, {**GOOD, **more})


@pytest.mark.parametrize(
    "more",
    [
        {"kvk": "1234"},
        {"fte": -3},
        {"onderdelen": []},
        {"documentbeheer": {"voorvoegsel": "LI_"}},
        {"norm": {"versie_bevestigd_op": "31-13-2026"}},
        {"norm": {"audits": {"fase_1": "2026-02-32"}}},
        {"naam": None},
        {"onderdelen": [141]},
        {"onderdelen": ["141"]},
        {"kenmerkn": []},
        {"kvk": 123456789},
        {"fte": "veel"},
        {"rollen": {"eigen-rol": {}}},
        {"termijnen": {"XX-01.eigen": "1 dag"}},
        {"termijnen": {"PP-01.eerste-reactie": "gauw"}},
        {"invullen": {"XX-01.eigen": None}},
        {"nagegaan": {"bw.99": {"door": "x", "op": "1-1-2026", "bron": "y"}}},
        {"woordkeuze": {"138": "buur"}},
        {"doelen": [{"doel": "x", "meten": "y", "eigenaar": "baas"}]},
        {"doelen": [{"doel": "x", "meten": "y", "eigenaar": "teamleider", "jaar": 27}]},
        {"documentbeheer": {"herziening": 24}},
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
    assert not takes(schema, {**GOOD, **more})


def test_names_of_the_library_are_offered_with_their_titles(schema: Schema) -> None:
    activities = schema["properties"]["activiteiten"]["anyOf"][0]["properties"]["138"]
    assert activities["anyOf"][0]["items"]["defaultSnippets"] == [
        {
            "label": "maatschappelijk-werk",
            "description": "Maatschappelijk werk.",
            "body": "maatschappelijk-werk",
        },
        {"label": "schuldhulp", "description": "Schuldhulpverlening.", "body": "schuldhulp"},
    ]
    assert names_of(schema, "termijnen") == ["PP-01.eerste-reactie", "F-01.bewaren"]
    assert names_of(schema, "invullen") == ["PP-01.openingstijden", "beleid.kernzin"]


FORMER = {
    "rollen": {"baas": "Schrijf: bestuurder."},
    "kenmerken": {"oud": "Bestaat niet meer."},
    "activiteiten": {"budget": "Schrijf: schuldhulp."},
    "termijnen": {"PP-01.eerst": "Schrijf: PP-01.eerste-reactie."},
    "invullen": {"PP-01.tijden": "Schrijf: PP-01.openingstijden."},
    "onderwerpen": {"wachttijd": "Schrijf: intake-wachttijd."},
}
OF_BEFORE: dict[str, Any] = {
    "rollen": {"baas": {"functie": "chef"}},
    "documentbeheer": {"goedkeurder": "baas"},
    "kenmerken": ["oud"],
    "activiteiten": {"138": ["budget"]},
    "termijnen": {"PP-01.eerst": "5 dagen"},
    "invullen": {"PP-01.tijden": "9 tot 5"},
    "uitsluitingen": [{"onderwerp": "wachttijd", "motivering": "niet van ons"}],
}


@pytest.mark.parametrize("key", OF_BEFORE)
def test_an_id_of_before_stays_good_and_is_not_offered(
    schema: Schema, tmp_path: Path, key: str
) -> None:
    lines = {**GOOD, key: OF_BEFORE[key]}
    assert not takes(schema, lines)
    lenient = profile_schema(workspace(tmp_path).library, retired=FORMER)
    assert takes(lenient, lines)
    offered = re.findall(r'"(?:label|body)": "([^"]*)"', json.dumps(lenient))
    assert {"baas", "oud", "budget", "wachttijd"}.isdisjoint(offered)
    assert "Let op, geen fout: 'baas' is vervallen. Schrijf: bestuurder." in json.dumps(lenient)


def names_of(schema: Schema, key: str) -> list[str]:
    return list(schema["properties"][key]["anyOf"][0]["properties"])


OWN = """\
id: EP-01
soort: procedure
titel: Geheim van De Haven
groep: primair proces
thema: toegang
doel: Doen.
toepassing: Altijd.
eigenaar: kok
termijnen:
  - {id: pauze, wat: Pauze, termijn: 1 uur, aard: eigen}
stappen:
  - {id: een, rol: kok, actie: Kook.}
invullen:
  - {id: menu, naam: Menu, vraag: Wat staat er op tafel?}
"""


def test_names_of_any_organisation_in_the_folder_are_known_and_nothing_else_of_them(
    tmp_path: Path,
) -> None:
    root = tmp_path / "w"
    opened = workspace(root)
    write(
        root,
        {
            "organisations/haven.yaml": "naam: Stichting De Haven\n",
            "organisations/haven/inhoud/procedures/EP-01.yaml": OWN,
            "organisations/haven/inhoud/rollen.yaml": (
                "rollen:\n  - {id: kok, functie: kok van De Haven}\n"
            ),
            "organisations/linde.yaml": "naam: Stichting De Linde\n",
            "organisations/linde/inhoud/rollen.yaml": "rollen: [",
        },
    )
    schema = profile_schema(opened.library, own_content(opened))
    good = {"termijnen": {"EP-01.pauze": "2 uur"}, "invullen": {"EP-01.menu": "soep"}}
    assert takes(schema, {**GOOD, **good, "rollen": {"kok": {"functie": "chef"}}})
    text = json.dumps([schema, content_schemas(opened.library, own_content(opened))])
    assert [each for each in ("Haven", "tafel", "Pauze", "Kook") if each in text] == []


def test_a_limit_of_ones_own_in_a_procedure_says_how_long_and_one_of_a_law_need_not(
    tmp_path: Path,
) -> None:
    library = workspace(tmp_path).library
    schema = content_schemas(library, Library())["procedure"]
    whole = {"$ref": "#/definitions/termijnen", "definitions": schema["definitions"]}
    row = {"id": "pauze", "wat": "Pauze"}
    assert takes(whole, {**row, "termijn": "1 uur", "aard": "eigen"})
    assert not takes(whole, {**row, "termijn": "gauw", "aard": "eigen"})
    assert takes(whole, {**row, "termijn": "zodra het kan", "aard": "afspraak"})
    of_law = {**row, "termijn": "zodra het kan", "aard": "wet"}
    assert not takes(whole, of_law)
    assert takes(whole, {**of_law, "wet": next(iter(library.laws))})


@pytest.mark.parametrize(
    "limit",
    ["5 werkdagen", "elke 3 maanden", "dezelfde dag", "direct", "vóór 1 juni", "Altijd", "", "één"],
)
def test_a_limit_says_how_long(limit: str) -> None:
    assert not is_vague(limit)


@pytest.mark.parametrize("limit", ["gauw", "snel", "zsm", "5", "op tijd", "zo spoedig mogelijk"])
def test_a_limit_that_everybody_reads_in_another_way_is_vague(limit: str) -> None:
    assert is_vague(limit)
    assert not re.search(re.compile(LIMIT.pattern), limit)


def test_it_is_json_and_the_same_each_time(tmp_path: Path) -> None:
    library = workspace(tmp_path).library
    assert json.dumps(profile_schema(library)) == json.dumps(profile_schema(library))


def test_an_empty_library_still_gives_a_schema() -> None:
    empty = profile_schema(Library())
    assert takes(empty, GOOD)
