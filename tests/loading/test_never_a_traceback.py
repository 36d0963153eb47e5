"""Whatever stands in a file: it is read, or it is told what is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading.world import CHAPTER, GOOD, told, workspace

from handbook.errors import HandbookError, Problem
from handbook.loading.markdown import chapters
from handbook.loading.text import yaml_source
from handbook.loading.text.validation import attempt
from handbook.loading.workspace import Workspace
from handbook.model.sources.profile import Profile

FULL = (
    GOOD
    + """\
korte_naam: De Linde
fte: 41,5
activiteiten:
  138: [schuldhulp]
kenmerken: [vrijwilligers]
norm: {versie_bevestigd_op: 12-10-2026, audits: {fase_1: 09-03-2027}}
diensten:
  - {naam: Spreekuur, onderdeel: 138, soort: algemene voorziening}
locaties:
  - {naam: Hoofdkantoor, adres: "Lindelaan 1, 1234 AB Lindestad", onderdelen: [138]}
  - naam: De Haven
    geheim: ja
rollen:
  bestuurder: {functie: directeur, personen: [A. Visser]}
woordkeuze: {138: cliënt, verwijzing: hen}
missie: |
  Iedereen doet mee.
doelen:
  - {doel: Sneller, meten: 95 %, eigenaar: teamleider, jaar: 2027}
termijnen:
  PP-01.eerste-reactie: 1 werkdag
invullen:
  PP-01.openingstijden: "werkdagen van 9.00 tot 17.00 uur"
uitsluitingen:
  - onderwerp: intake-wachttijd
    motivering: De gemeente ontwerpt het aanbod.
huisstijl:
  kleuren: {primair: "#0F6B5C"}
"""
)
SIGNS = st.sampled_from(
    [*":-#'\"[]{},|>&*!%@`~?\\\t\n\r \x00\x07\u00a0\u2028\ufeff", "\n  ", ": ", "- ", "ja", "~"]
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace(tmp_path_factory.mktemp("werkmap"))


def sound(problems: tuple[Problem, ...]) -> bool:
    return all(each.code.startswith("HB") and each.what and each.place.file for each in problems)


def said(reading: Callable[[], tuple[Problem, ...]]) -> tuple[Problem, ...]:
    try:
        return reading()
    except HandbookError as error:
        return error.problems


def test_the_full_profile_is_good(place: Workspace) -> None:
    assert told(place, FULL) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert sound(said(lambda: attempt(Profile, yaml_source.parse(text, "x.yaml"))[1]))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    assert sound(said(lambda: yaml_source.read(data, "x.yaml").problems))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 6), SIGNS), min_size=1, max_size=4))
def test_any_edit_of_a_good_profile(place: Workspace, edits: list[tuple[int, int, str]]) -> None:
    text = FULL
    for at, gone, put in edits:
        here = at % len(text)
        text = text[:here] + put + text[here + gone :]
    assert sound(told(place, text))


VALUES = st.recursive(
    st.none() | st.sampled_from(["ja", "138", "1", "", "x y", "PP-01.besluit", "{{ x }}"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["naam", "138", "soort", "geheim", "onderwerp"]), inner)
    ),
    max_leaves=6,
)
KEYS = [field.alias for field in Profile.model_fields.values()]


def typed(value: object) -> str:
    if value is None:
        return "~"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(typed, value))}]"
    assert isinstance(value, dict)
    return "{" + ", ".join(f'"{key}": {typed(each)}' for key, each in value.items()) + "}"


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
def test_any_value_under_any_key(place: Workspace, profile: dict[str, object]) -> None:
    text = "".join(f"{key}: {typed(value)}\n" for key, value in profile.items())
    assert sound(told(place, text))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc \n:-*#`|<>[](){}!1.\\_&\t—é"), max_size=120))
def test_any_chapter(text: str) -> None:
    for chapter in (CHAPTER + text, text):
        found, problems = chapters.read(chapter.encode(), "x.md", "x.md")
        assert sound(problems)
        assert (found is None) == any(each.weight == "fout" for each in problems)


def test_the_working_folder_may_have_any_name(tmp_path: Path) -> None:
    assert told(workspace(tmp_path / "een map met 'tekens' & é"), GOOD) == ()
