"""What betrays an organisation is found however it is written, and nothing else is."""

import pytest

from handbook.inspection.client_term_search import (
    TermSearch,
    exempt,
    leaks,
    longest,
    search_for,
    strange_in,
)
from handbook.inspection.client_terms import Known, identifying_terms
from handbook.secret_places.secret_terms import common_words

LIBRARY = Known(common=common_words(["De cliënt belt het steunpunt in de wijk van de gemeente."]))


def walls(*told: tuple[str, str, str]) -> TermSearch:
    found = [
        each for kind, text, owner in told for each in identifying_terms(kind, text, owner, LIBRARY)
    ]
    return search_for(found, LIBRARY)


LINDE = walls(
    ("naam", "Stichting De Linde", "linde"),
    ("kvk-nummer", "01234567", "linde"),
    ("adres", "Lindelaan 1a", "linde"),
    ("adres", "1234 AB", "linde"),
    ("website", "delinde.example", "linde"),
    ("persoon", "P. van Dijk-Özer", "linde"),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Klachten gaan naar STICHTING DE LINDE.", ["Stichting De Linde"]),
        ("Stichting\u00a0De-Linde", ["Stichting De Linde"]),
        ("Stich\u00adting De Lin\u200bde", ["Stichting De Linde"]),
        ("mail@stichtingdelinde.nl", ["Stichting De Linde"]),
        ("KvK 01 23 45 67", ["01234567"]),
        ("kvk:01234567.", ["01234567"]),
        ("Lindelaan 1 A, 1234AB Lindestad", ["1234 AB", "Lindelaan 1a"]),
        ("https://www.delinde.example/klacht", ["delinde.example"]),
        ("bel P. van Dijk Ozer", ["P. van Dijk-Özer"]),
        ("Lindelaan nr. 1a", ["Lindelaan 1a"]),
        ("Stichting De Lindе", ["Stichting De Linde"]),  # a Cyrillic е
        ("Ｌindelaan １ a", ["Lindelaan 1a"]),
        ("𝐒tichting De L\u034finde", ["Stichting De Linde"]),
        ("P. van Dijk-O\u0308zer", ["P. van Dijk-Özer"]),
    ],
)
def test_it_is_found_however_it_is_written(text: str, shown: list[str]) -> None:
    assert [each.shown for each in longest(leaks(text, "haven", LINDE, frozenset()))] == shown


@pytest.mark.parametrize(
    "text",
    ["de linde in de tuin", "Stichting De Lindehof", "012345678", "Lindelaan 11", "delinde.nl"],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert list(leaks(text, "haven", LINDE, frozenset())) == []


def test_an_organisation_may_say_its_own_name() -> None:
    assert list(leaks("Stichting De Linde, 01234567", "linde", LINDE, frozenset())) == []


def test_what_the_own_profile_mentions_may_be_said() -> None:
    may = exempt(["Wij werken samen met Stichting De Linde."], LINDE)
    found = leaks("Stichting De Linde aan de Lindelaan 1a", "haven", LINDE, may)
    assert [each.shown for each in found] == ["Lindelaan 1a"]


def test_a_name_that_the_library_uses_betrays_nobody() -> None:
    common = walls(("naam", "Steunpunt", "a"), ("naam", "In de Wijk", "b"))
    said = "Ons Steunpunt, ook in de wijk. Wij zijn In de Wijk."
    assert [each.shown for each, _ in strange_in(said, "c", common, frozenset())] == ["In de Wijk"]


def test_what_two_organisations_share_betrays_neither_of_them() -> None:
    shared = walls(("adres", "Plein 7", "a"), ("adres", "Plein 7", "b"))
    assert [list(leaks("Plein 7", name, shared, frozenset())) != [] for name in "abc"] == [
        False,
        False,
        True,
    ]
