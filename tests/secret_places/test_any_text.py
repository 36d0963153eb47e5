"""No text and no address, whatever stands in it, stops the search for a secret location."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.number_words import number_in_words, number_words
from handbook.secret_places.profile_entries import Public
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import SecretPlace

STREETS = ("Kerkstraat", "Markt", "Plein 1944", "De Heuvel", "Noordeinde", "Dr. Heijdenstraat")
WORDS = st.integers(2, 999).flatmap(lambda number: st.sampled_from(number_words(number)))
DIGITS = st.sampled_from(
    [chr(each) for each in range(sys.maxunicode + 1) if unicodedata.digit(chr(each), None)]
)
NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str), WORDS, DIGITS, st.sampled_from(["½", "ↂ", "㊿", "Ⅻ", "一"])
)
JOINS = st.sampled_from(
    (
        *" \n\t\u2029\u00a0\u202f,.;:-/|()&+%€'’_@",
        *("", " - ", ", ", " (", ") ", " t/m ", " tot en met ", " à ", " en ", " nr. ", " nummer "),
        *(
            " op ",
            " in Zwolle ",
            " naast ",
            "a",
            " b",
            " bis",
            "e etage",
            " bedden",
            " uur",
            " mei",
        ),
        *(" t", " m", " 8021 AB ", " Postbus ", " voorheen ", " opvang "),
    )
)
PIECES = st.one_of(st.sampled_from(STREETS), NUMBERS, JOINS, st.text(max_size=4))
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60))


def asked_all(secrets: Secrets, text: str) -> None:
    secrets.search(text)
    secrets.whole(text)
    secrets.hints(text)
    secrets.sub("[geheim]", text)
    secrets.cut(text)
    secrets.addresses(text, door=True)
    secrets.names(text)
    secrets.held_in(text)


@settings(max_examples=300)
@given(st.sampled_from(STREETS), NUMBERS, NUMBERS, TEXTS)
def test_no_text_about_a_street_with_any_numbers_raises(
    street: str, public: str, secret: str, text: str
) -> None:
    known = Public(addresses=(f"{street} {public}, Zwolle",))
    secrets = secrets_of(
        [SecretPlace(addresses=(f"{street} {secret}, 8021 AB Zwolle",))], public=known
    )
    for each in (text, f"{street} {text}", f"{text} {street}", f"{street} {secret} {text}"):
        asked_all(secrets, each)


@settings(max_examples=200)
@given(TEXTS, TEXTS, TEXTS)
def test_no_address_and_no_name_raises(address: str, name: str, text: str) -> None:
    address_of(address)
    place = SecretPlace(names=(name,), addresses=(address,), others=(name,))
    asked_all(secrets_of([place], public=Public(addresses=(text,), places=(name,))), text + address)


@pytest.mark.parametrize("number", range(2, 1000, 7))
def test_a_number_in_words_is_read_whatever_its_size(number: int) -> None:
    assert {number_in_words(each) for each in number_words(number)} == {number}


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        ("7", "Kerkstraat zeven"),
        ("2", "Kerkstraat nummer twee"),
        ("10", "KERKSTRAAT TIEN"),
        ("118", "Kerkstraat honderdachttien"),
        ("1", "Kerkstraat ❶"),
        ("118", "Kerkstraat ➊➊➑"),
        ("12", "Kerkstraat ⓵⓶"),
    ],
)
def test_the_number_of_the_house_in_words_or_in_circles_gives_it_away(
    secret: str, text: str
) -> None:
    secrets = secrets_of([SecretPlace(addresses=(f"Kerkstraat {secret}, Zwolle",))])
    assert [(each.why, each.weight) for each in secrets.hits(text)] == [("adres", "fout")]


@pytest.mark.parametrize("blank", ["\u00a0", "\t", "\u202f", "\u200b", " . ", "-"])
@pytest.mark.parametrize("address", ["Kerkstraat 118,{}", "Kerkstraat 118\n{}", "{},{}", "{}"])
def test_a_piece_of_an_address_in_which_nothing_stands_is_none(address: str, blank: str) -> None:
    typed = address.replace("{}", blank)
    secrets = secrets_of([SecretPlace(addresses=(typed,))], public=Public(addresses=(typed,)))
    assert bool(secrets.search("Kerkstraat 118")) == ("118" in typed)
