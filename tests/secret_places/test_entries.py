"""Who works there may be called as the house is; what somebody does in it gives it away."""

import pytest

from handbook.secret_places.profile_entries import Public
from handbook.secret_places.public_knowledge import EVERYWHERE, secrets_of
from handbook.secret_places.secret_terms import SecretPlace


def wrong(house: str, person: str) -> bool:
    found = secrets_of([SecretPlace(names=(house,))], EVERYWHERE, Public(people=(person,)))
    return any(hit.weight == "fout" for hit in found.hits(person))


@pytest.mark.parametrize(
    ("house", "person"),
    [
        ("Huize Anna", "Anna Kok"),
        ("Villa Emma", "Emma van der Post"),
        ("Sint Josef", "Josef Portier"),
        ("Huize Maria", "Maria Kok-Jansen"),
        ("De Boer", "J.P. de Boer"),
        ("De Boer", "mevrouw Anna de Boer"),
    ],
)
def test_somebody_called_as_the_house_or_as_a_trade_may_work_there(house: str, person: str) -> None:
    assert not wrong(house, person)


@pytest.mark.parametrize(
    ("house", "person"),
    [
        ("Huize Anna", "Kok Anna"),
        ("Huize Zwaluwnest", "Zwaluwnest Kok"),
        ("Huize Zwaluwnest", "Anna Huize Zwaluwnest"),
        ("Het Zwaluwnest", "Bureau Het Zwaluwnest"),
        ("Huize Anna", "Anna Receptie"),
    ],
)
def test_what_somebody_does_in_the_house_gives_it_away(house: str, person: str) -> None:
    assert wrong(house, person)
