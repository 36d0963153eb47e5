"""A house or street of the same name in another town is no find of what another client hides."""

import pytest

from handbook.loading.own_terms import OwnTerms
from handbook.loading.profile.secret_places import public_of
from handbook.loading.text.yaml_source import read
from handbook.pipeline.safeguards.namesakes import foreign
from handbook.secret_places.secret_terms import Common, SecretPlace

SECRET = SecretPlace(names=("Huize Agnes",), addresses=("Dorpsstraat 12, 8011 XY Zwolle",))
HEAD = 'naam: Stichting Berk\nkvk: "76543210"\nonderdelen: [138]\n'
OFFICE = 'locaties:\n  - {naam: %s, adres: "%s"}\n'
FULL = [
    "Huize Agnes in Zwolle",
    "Huize Agnes te Zwolle",
    "Huize Agnes, Zwolle",
    "Huize Agnes | Zwolle",
    "Huize Agnes (vestiging Zwolle)",
    "Huize Agnes in de gemeente Zwolle",
    "Huize Agnes, Dorpsstraat 12",
    "Dorpsstraat 12, 8011 XY Zwolle",
    "Dorpsstraat 12 in Zwolle",
    "8011 XY",
]


def found(profile: str, *texts: str, secret: SecretPlace = SECRET) -> list[str]:
    """Return the texts that tell of `secret` in a file of the organisation with `profile`."""
    tree = read((HEAD + profile).encode(), "organisations/berk.yaml")
    own = OwnTerms(name="berk", public=public_of(tree.data), mentions=tuple(tree.texts()))
    pattern = foreign([secret], own, Common())
    return [text for text in texts if pattern.verdict(text).whole]


def test_who_has_nothing_of_that_name_may_not_tell_of_it() -> None:
    every = ["Huize Agnes", "Dorpsstraat 12", "Huize Agnes te Breda", *FULL]
    assert found("", *every) == every


def test_its_own_public_house_of_that_name_is_no_find_and_that_of_the_other_is() -> None:
    profile = OFFICE % ("Huize Agnes", "Boomstraat 4, 4811 AB Breda")
    may = ["Huize Agnes", "In Huize Agnes te Breda", "Huize Agnes, Boomstraat 4, 4811 AB Breda"]
    assert found(profile, *may, *FULL) == FULL


def test_its_own_address_in_another_town_is_no_find_and_that_of_the_other_is() -> None:
    profile = OFFICE % ("Kantoor", "Dorpsstraat 12, 6741 AA Lunteren")
    may = ["Dorpsstraat 12", "Dorpsstraat 12, 6741 AA Lunteren", "Dorpsstraat 12 in Lunteren"]
    full = [each for each in FULL if each != "Huize Agnes, Dorpsstraat 12"]
    assert found(profile, *may, *full) == full


@pytest.mark.parametrize(
    "address", ["Dorpsstraat 12, 8011 XY Zwolle", "Dorpsstraat 12, Zwolle", "Dorpsstraat 12 8011XY"]
)
def test_a_public_address_that_is_the_secret_one_stays_a_find(address: str) -> None:
    texts = [
        address,
        "Dorpsstraat 12",
        "Dorpsstraat 12, 8011 XY Zwolle",
        "Dorpsstraat 12 in Zwolle",
    ]
    assert found(OFFICE % ("Kantoor", address), *texts) == texts


@pytest.mark.parametrize("address", ["Burgemeester Vosstraat 3-5, Zwolle", "Burg. Vosstraat 3"])
def test_a_public_address_that_is_the_secret_one_is_known_in_another_spelling(address: str) -> None:
    secret = SecretPlace(names=("Huize Agnes",), addresses=("Burg. Vosstraat 3, 8011 XY Zwolle",))
    texts = ["Burgemeester Vosstraat 3", "Burg. Vosstraat 3 in Zwolle"]
    assert found(OFFICE % ("Kantoor", f"{address}, 8011 XY Zwolle"), *texts, secret=secret) == texts


def test_a_public_house_of_that_name_in_the_same_town_is_its_own() -> None:
    profile = OFFICE % ("Huize Agnes", "Boomstraat 4, 8022 AB Zwolle")
    assert found(profile, "Huize Agnes in Zwolle", "Huize Agnes, Zwolle") == []


@pytest.mark.parametrize(
    "partner",
    [
        "Huize Agnes te Breda",
        "Huize Agnes in Lunteren",
        "Huize Agnes (Breda)",
        "Huize Agnes, Boomstraat 4, 4811 AB Breda",
    ],
)
def test_a_partner_with_its_own_town_is_no_find_and_without_it_is(partner: str) -> None:
    profile = f'belanghebbenden:\n  - {{naam: "{partner}", verwacht: samen werken}}\n'
    assert found(profile, partner, f"Wij werken met {partner}.", "Huize Agnes", *FULL) == [
        "Huize Agnes",
        *FULL,
    ]


def test_a_line_of_the_profile_with_another_town_may_stand_in_documents() -> None:
    profile = "missie: Kom langs bij de huisarts, Dorpsstraat 12 in Lunteren.\n"
    may = ["Kom naar Dorpsstraat 12 in Lunteren", "Dorpsstraat 12, Lunteren"]
    assert found(profile, *may, "Dorpsstraat 12", *FULL) == ["Dorpsstraat 12", *FULL]


@pytest.mark.parametrize(
    "text",
    [
        "Huize Agnes te Zwolle",
        "Huize Agnes in Zwolle-Zuid",
        "Huize Agnes, Opvang",
        "Huize Agnes in De Wijk",
        "Dorpsstraat 12, 8011 XY Zwolle",
        "Huize Agnes. Breda is ver weg.",
    ],
)
def test_no_other_town_makes_it_somewhere_else(text: str) -> None:
    assert found(f'missie: "{text}"\n', text, "Huize Agnes te Breda") == [
        text,
        "Huize Agnes te Breda",
    ]


def test_where_the_town_of_the_secret_house_is_not_known_nothing_is_elsewhere() -> None:
    bare = SecretPlace(names=("Huize Agnes",), addresses=("Dorpsstraat 12",))
    profile = "missie: Samen met Huize Agnes te Breda.\n"
    assert found(profile, "Huize Agnes te Breda", secret=bare) == ["Huize Agnes te Breda"]


@pytest.mark.parametrize("town", ["Zwolle", "Den Haag", "'s-Gravenhage", "Alphen aan den Rijn"])
@pytest.mark.parametrize("street", ["Dorpsstraat 12", "Markt 14a", "Kerkstraat 118-120"])
def test_the_town_of_the_secret_house_makes_it_a_find_however_both_are_written(
    street: str, town: str
) -> None:
    secret = SecretPlace(names=("Huize Agnes",), addresses=(f"{street}, 2511 XY {town}",))
    profile = OFFICE % ("Huize Agnes", f"{street}, 4811 AB Breda")
    whole = [
        f"{what}{joint}{town}"
        for what in ("Huize Agnes", street)
        for joint in (" in ", " te ", ", ", " (", " | ")
    ]
    may = ["Huize Agnes", street, f"{street} in Breda", "Huize Agnes te Breda"]
    assert found(profile, *may, *whole, secret=secret) == whole
