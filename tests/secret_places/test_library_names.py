"""The library names no house, school or organisation: such a name could be a secret house's."""

import re
from pathlib import Path

import pytest
import yaml
from examples import copy_examples

from handbook.loading.profile.secret_places import library_texts
from handbook.loading.workspace import Workspace, open_workspace
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.secret_terms import SecretPlace

# A kind of house, a school or an organisation with a name of its own behind it.
NAMED = re.compile(
    r"\b(?:[a-z]*(?:school|huis|kerk|opvang|centrum|locatie|praktijk|flat)|[Ss]tichting|Huize|Huis)"
    r" (?:De |de |Het |het |'t )?(?P<name>[A-Z][a-z]+)"
)
# The national register of professionals in youth care, and a name that tells nothing.
NOBODY = {"Kwaliteitsregister", "Noord"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(copy_examples(tmp_path_factory.mktemp("werkmap") / "w"))


def named_in(root: Path) -> set[str]:
    """Return what our examples, and the houses they stand in, are called."""
    profiles = [
        yaml.safe_load(each.read_text("utf-8")) for each in (root / "organisations").glob("*.yaml")
    ]
    houses = [place["naam"] for each in profiles for place in each.get("locaties", ())]
    return {each[key] for each in profiles for key in ("naam", "korte_naam")}.union(houses)


def test_no_text_of_the_library_says_what_our_examples_are_called(place: Workspace) -> None:
    names = named_in(place.root)
    texts = tuple(library_texts(place.library))
    ways = {name for each in names for name in (each, "".join(each.lower().split()))}
    assert [text for text in texts for name in ways if re.search(rf"\b{name}\b", text)] == []
    assert {"De Linde", "De Haven", "Huize Zwaluwnest"} <= names


def test_no_text_of_the_library_gives_a_house_or_a_school_a_name(place: Workspace) -> None:
    found = {
        match["name"] for text in library_texts(place.library) for match in NAMED.finditer(text)
    }
    assert found == NOBODY


@pytest.mark.parametrize("name", ["De Linde", "Opvanghuis De Linde", "De Haven", "De Steiger"])
def test_a_house_that_is_called_as_our_examples_are_is_guarded(place: Workspace, name: str) -> None:
    house = SecretPlace(names=(name,), addresses=("Zwanebloemweg 118, 8899 ZQ Duinbroek",))
    secrets = secrets_of([house], place.common)
    bare = name.removeprefix("Opvanghuis ")
    text = f"Wie bij ons komt, gaat naar {bare} in Duinbroek."
    assert [(hit.weight, text[hit.start : hit.end]) for hit in secrets.hits(text)] == [
        ("fout", bare)
    ]
