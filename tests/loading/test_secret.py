"""Nothing of a secret location is ever said, whatever is wrong with the profile."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loading.world import CHAPTER, FORM, GOOD, told, workspace, write

from handbook.errors import Problem
from handbook.loading.profile.secret_places import concealed, pattern, secrets_of
from handbook.loading.text.yaml_source import parse
from handbook.loading.workspace import Loaded, read_profile

NAME, STREET, TOWN = "Kanariehuis", "Kanarielaan 77", "Zangdorp"
SECRET = f"""\
locaties:
  - naam: {NAME}
    adres: {STREET}, 7777 KK {TOWN}
    geheim: ja
    onderdelen: [138]
"""
ZEIL = "  - naam: Het Zeil\n    geheim: ja\n"
CANARY = ("kanarie", "7777")
NAMED = (
    "\nKanarie",
    "\nkenmerken",
    "\nrollen",
    "\nvindplaatsen",
    "\nhuisstijl",
    "\nonderdelen",
    "\nwoordkeuze",
    "\ntermijnen",
    "\nuitsluitingen",
    "\nnorm",
    "\nrechtsvorm",
)


def betrayed(problems: Iterable[Problem]) -> list[str]:
    said = json.dumps([asdict(each) for each in problems], ensure_ascii=False).casefold()
    return [word for word in CANARY if word in said]


WRONG = [
    "\nkvk: 1",
    "\nmissie: [a",
    '\nmissie: "a',
    "\nmissie: a: b",
    "\n\tx: 1",
    "\nmissie: *a",
    "\nmissie: &a b",
    "\nonbekend: 1",
    f"\nmissie: wij wonen in het {NAME}",
    f"\nvisie: {STREET.upper()}",
    "\nmissie: >-\n  aan de Kanarielaan\n  77",
    f"\n{NAME}: 1",
    f"\nkenmerken: [{NAME}]",
    f"\nrollen:\n  {NAME}: x",
    f"\nvindplaatsen: {NAME}.yaml",
    f"\nhuisstijl: {{logo: ../{NAME}.png}}",
    f"\nonderdelen: [{NAME}]",
    f"\nwoordkeuze: {{138: {NAME}}}",
    f"\ntermijnen:\n  {NAME}: 1",
    f"\ninvullen:\n  PP-01.openingstijden: bel {NAME}",
    f"\nuitsluitingen:\n  - {{onderwerp: {NAME}, motivering: {NAME} is geheim}}",
    f"\nlocaties:\n  - {{naam: Tweede, adres: '{STREET}'}}",
    f"\n# {NAME}\nmissie: Stichting #1 {NAME}",
    f"\nnorm: {{versie_bevestigd_op: {NAME}, editie_123: {NAME}}}",
    f"\nrechtsvorm: {NAME}",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_no_message_tells_of_a_secret_location(tmp_path: Path, wrong: str) -> None:
    problems = told(workspace(tmp_path), GOOD + SECRET + wrong + "\n")
    assert problems
    assert betrayed(problems) == []


@pytest.mark.parametrize("wrong", [each for each in WRONG if each.startswith(NAMED)])
def test_the_canary_sings_where_the_location_is_not_secret(tmp_path: Path, wrong: str) -> None:
    problems = told(workspace(tmp_path), GOOD + SECRET.replace("ja", "nee") + wrong + "\n")
    assert betrayed(problems)


@pytest.mark.parametrize(
    "location",
    [
        f"  - {{naam: {NAME}, adres: '{STREET}', geheim: true}}",
        f"  - {{naam: {NAME}, geheim: jaa}}",
        f"  - {{naam: {NAME}, gehiem: ja}}",
        f"  - {{naam: {NAME}, Geheim: ja}}",
        f"  - {{{NAME}, geheim: ja}}",
        f"  - {{naam: [{NAME}], geheim: ja}}",
        f"  - {{naam: {NAME}, naam: {NAME} 2, geheim: ja}}",
        f"  - {{naam: {NAME}, adrs: '{STREET}', geheim: ja}}",
        "  - {geheim: ja, telefoon: '7777'}",
        f"  - geheim: ja\n    naam: {NAME} #1\n    x: 1",
        f"  - geheim: ja\n    adres: |\n      {STREET}\n      {TOWN}\n    x: 1",
        f"  - geheim:\n    naam: {NAME}",
        f"  - {{naam: {NAME}{'x' * 400}, geheim: ja}}",
        f"  - {{naam: {NAME}, geheim: ja, onderdelen: [{NAME}]}}",
        f"  - {{naam: Het Zeil, geheim: ja, ook_bekend_als: {NAME}}}",
        f"  - {{naam: Het Zeil, geheim: ja, ook_bekend_als: [[{NAME}]]}}",
        f"  - {{naam: Het Zeil, geheim: ja, ook_bekent_als: [{NAME}]}}",
        f"  - {{naam: Het Zeil, ook_bekend_als: [{NAME}]}}",
        f"  - {{naam: Het Zeil, geheim: ja, ook_bekend_als: [{NAME}, {NAME}, x]}}",
        f"  - {{naam: {NAME}, geheim: ja}}\n  - {{naam: {NAME}, geheim: nee, y: 1}}",
        f"  - {{naam: {NAME}, geheim: ja, geheim: nee, y: 1}}",
        f"  - #aam: {NAME}\n    geheim: ja",
        f"  # {NAME}\n  - geheim: ja\n  # x #{NAME}",
        f"{ZEIL}ook_bekend_als: [{NAME}]",
        f"{ZEIL}ook_bekend_als: {NAME}",
        f"{ZEIL}ook_bekend_als:\n  - {NAME}\n  - {STREET}",
        f"{ZEIL}ook_bekent_als: {NAME}",
        f"{ZEIL}  - ook_bekend_als: [{NAME}]",
        f"{ZEIL}rollen:\n  ook_bekend_als: [{NAME}]",
        f"{ZEIL}adres: {STREET}, 7777 KK {TOWN}",
        f"{ZEIL}adres: >-\n  {STREET}\n  {TOWN}",
        f"{ZEIL}  - adres: {STREET}, 7777 KK {TOWN}",
        f"{ZEIL}adres: {STREET}, 7777 KK {TOWN}\nvisie: Kom naar {STREET.upper()}",
    ],
)
def test_a_slip_in_the_location_itself_tells_nothing(tmp_path: Path, location: str) -> None:
    profile = GOOD + "fte: fout\nlocaties:\n" + location + "\n"
    problems = told(workspace(tmp_path), profile)
    assert problems
    assert betrayed(problems) == []


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cut=st.integers(0, 300),
    put=st.sampled_from(
        ["", ":", '"', "'", "[", "{", "\t", "#", "- ", "\n", "*", "\x07", "\u00a0"]
    ),
)
def test_a_random_edit_tells_nothing(tmp_path: Path, cut: int, put: str) -> None:
    profile = GOOD + SECRET + "missie: Iedereen doet mee.\n"
    at = cut % len(profile)
    edited = profile[:at] + put + profile[at + 1 :]
    if "geheim" in edited:
        assert betrayed(told(workspace(tmp_path), edited)) == []


def test_the_profile_and_all_that_is_printed_of_it_holds_no_secret(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    write(tmp_path / "organisations", {"de-linde.yaml": GOOD + SECRET})
    loaded = read_profile(place, "de-linde")
    (location,) = loaded.profile.locations
    assert (location.name, location.address, location.secret) == ("", "", True)
    assert location.parts == ("138",)
    typed = (NAME, f"{STREET}, 7777 KK {TOWN}", STREET, "7777 KK")
    assert tuple(loaded.secrets) == typed
    assert not any(word in repr(loaded).casefold() for word in CANARY)
    assert not any(word in repr(loaded.profile).casefold() for word in CANARY)


@pytest.mark.parametrize(
    ("file", "text", "spot"),
    [
        (
            "inhoud/formulieren/F-01.yaml",
            FORM.replace("vastleggen.", f"vastleggen in {NAME}."),
            "4:7",
        ),
        (
            "inhoud/hoofdstukken/01-00-beleid.md",
            f"{CHAPTER}\nHet huis, de kanarielaan\n77.\n",
            "10:14",
        ),
        ("inhoud/hoofdstukken/01-00-beleid.md", CHAPTER.replace("Kwaliteitsbeleid", NAME), "3:8"),
        ("vindplaatsen.yaml", f"intake-wachttijd: map {NAME}, 3.1\n", "1:19"),
    ],
)
def test_own_texts_that_tell_of_it_are_refused(
    tmp_path: Path, file: str, text: str, spot: str
) -> None:
    place = workspace(tmp_path)
    write(tmp_path / "organisations" / "de-linde", {"vindplaatsen.yaml": "intake-wachttijd: 3.1"})
    write(tmp_path / "organisations" / "de-linde", {file: text})
    problems = told(place, GOOD + SECRET + "vindplaatsen: de-linde/vindplaatsen.yaml\n")
    assert [(each.code, str(each.place)) for each in problems] == [
        ("HB216", f"organisations/de-linde/{file}:{spot}")
    ]
    assert betrayed(problems) == []


def test_the_name_of_the_profile_may_not_tell_of_it(tmp_path: Path) -> None:
    problems = told(workspace(tmp_path), GOOD + SECRET, name="kanariehuis")
    assert [each.code for each in problems] == ["HB216"]


def test_words_that_only_contain_a_secret_are_no_secret() -> None:
    tree = parse("l:\n  - {naam: De Kade, geheim: ja, adres: 'Kade 1'}\n", "x.yaml")
    secret = pattern(secrets_of(tree))
    assert secret is not None
    assert [
        bool(secret.search(text)) for text in ("de  KADE!", "de kademuur", "kade 12", "kade\n1")
    ] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("Lindelaan 1, 1234 AB Lindestad", ["Lindelaan 1", "1234 AB"]),
        ("Lange Kade 12a 1234ab Stad", ["Lange Kade 12a", "1234ab"]),
        ("1e Kruisweg 4-2, Stad", ["1e Kruisweg 4"]),
        ("Plein 1944 nr 8, Nijmegen", ["Plein 1944", "Plein 1944 8"]),
        ("Postbus, Stad", []),
    ],
)
def test_street_with_number_and_postcode_alone_are_secret_too(
    address: str, pieces: list[str]
) -> None:
    tree = parse(f"l:\n  - {{adres: '{address}', geheim: ja}}\n", "x.yaml")
    assert tuple(secrets_of(tree)) == (address, *pieces)


def test_concealing_leaves_other_messages_alone(tmp_path: Path) -> None:
    (problem,) = told(workspace(tmp_path), GOOD + "fte: veel\n")
    assert concealed(problem, pattern((NAME,))) == problem
    assert concealed(problem, None) == problem


def test_loaded_is_plain_data() -> None:
    assert Loaded.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_the_street_alone_is_told_with_the_reason_and_never_repeated(tmp_path: Path) -> None:
    [found] = told(workspace(tmp_path), GOOD + SECRET + "missie: Wij zitten aan de Kanarielaan.\n")
    assert (found.code, found.weight, found.what) == (
        "HB216",
        "fout",
        "hier staat de straat van een geheime locatie, zonder nummer",
    )
    assert betrayed([found]) == []


def test_a_street_with_a_public_house_in_it_is_a_remark_there_and_elsewhere(tmp_path: Path) -> None:
    public = f"  - {{naam: Kantoor, adres: 'Kanarielaan 5, 7777 KL {TOWN}'}}\n"
    found = told(workspace(tmp_path), GOOD + SECRET + public + "missie: In de Kanarielaan.\n")
    assert [(each.code, each.weight) for each in found] == [
        ("HB266", "let op"),
        ("HB227", "let op"),
    ]
    assert betrayed(found) == []


def test_what_may_be_named_goes_with_the_rest_of_a_secret_location(tmp_path: Path) -> None:
    allowed = "    mag_genoemd:\n      - {tekst: Kanariehuis-fonds, reden: een fonds}\n"
    place = workspace(tmp_path)
    write(
        tmp_path / "organisations",
        {"de-linde.yaml": f"{GOOD}{SECRET}{allowed}missie: Met het Kanariehuis-fonds.\n"},
    )
    loaded = read_profile(place, "de-linde")
    assert loaded.profile.locations[0].permitted == ()
    assert "een fonds" not in repr(loaded)
    assert loaded.secrets.search("Het Kanariehuis-fonds helpt.") is None
    assert loaded.secrets.search("een fonds van het Kanariehuis") is not None


def test_a_slip_in_what_may_be_named_tells_nothing(tmp_path: Path) -> None:
    for wrong in (
        f"[{NAME}]",
        f"{NAME}",
        f"[{{tekst: {NAME}-fonds}}]",
        f"[{{tekst: {NAME}-fonds, reden: {NAME}, x: 1}}]",
        f"[{{tekst: {NAME}, reden: {NAME}}}]",
    ):
        problems = told(workspace(tmp_path), f"{GOOD}{SECRET}    mag_genoemd: {wrong}\n")
        assert problems, wrong
        assert betrayed(problems) == [], wrong


def test_each_line_of_an_address_is_secret() -> None:
    tree = parse(
        "l:\n  - adres: |\n      Merelpad 7\n      1234 A Stad\n    geheim: ja\n", "x.yaml"
    )
    assert tuple(secrets_of(tree)) == ("Merelpad 7 1234 A Stad", "Merelpad 7", "1234 A Stad")
