"""A secret house is found in the spellings in which people write its name and its street."""

import pytest

from handbook.secret_places.language.spellings import spellings, ways_of_street
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.secret_terms import SecretPlace


@pytest.mark.parametrize(
    ("street", "written"),
    [
        ("Dorpsstraat", "Dorpstraat"),
        ("Dorpsstraat", "Dorpstr."),
        ("Stationstraat", "Stationsstraat"),
        ("Hertogsingel", "Hertogssingel"),
        ("Sint Jansstraat", "St. Janstraat"),
        ("Zwanebloemweg", "Zwanenbloemweg"),
        ("Pannenkoekstraat", "Pannekoekstraat"),
        ("Berkenlaan", "Berkelaan"),
        ("Beukelaan", "Beukenlaan"),
        ("Müllerweg", "Muellerweg"),
        ("Müllerweg", "Mullerweg"),
        ("Röntgenstraat", "Roentgenstraat"),
        ("Josephstraat", "Jozefstraat"),
        ("Catharinastraat", "Katharinastraat"),
        ("Bernhardlaan", "Bernardlaan"),
    ],
)
def test_a_street_is_found_in_its_other_spellings(street: str, written: str) -> None:
    house = secrets_of([SecretPlace(addresses=(f"{street} 118, 8899 ZQ Duinbroek",))])
    found = house.hits(f"Kom naar {written} 118 en bel aan")
    assert [(hit.why, hit.weight) for hit in found] == [("adres", "fout")]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("De Drie Bruggen", "De 3 Bruggen"),
        ("De 7 Heuvels", "De Zeven Heuvels"),
        ("Huis in 't Veld", "Huis in het Veld"),
        ("Huis in het Veld", "Huis in 't Veld"),
        ("Blijf van m'n Lijf", "Blijf van mijn Lijf"),
        ("Thuishaven 2", "Thuishaven II"),
        ("Thuishaven III", "Thuishaven 3"),
        ("Rozenhof", "Rozehof"),
        ("Huize Sterrebos", "Sterrenbos"),
        ("Josephhuis", "Jozefhuis"),
        ("Huize Catharina", "Huize Katharina"),
        ("Huize Schröder", "Huize Schroeder"),
    ],
)
def test_a_name_is_found_in_its_other_spellings(name: str, written: str) -> None:
    house = secrets_of([SecretPlace(names=(name,))])
    assert "fout" in {hit.weight for hit in house.hits(f"Wij gaan naar {written} voor overleg")}


def test_another_name_or_street_is_no_spelling() -> None:
    house = secrets_of([SecretPlace(names=("De Drie Bruggen",), addresses=("Dorpsstraat 118",))])
    for text in ("De 4 Bruggen", "drie bruggen verder", "Dorpsplein 118"):
        assert "fout" not in {hit.weight for hit in house.hits(f"Kom naar {text} en bel aan")}


def test_a_name_has_few_spellings_and_a_long_one_none() -> None:
    assert len(ways_of_street("Zevenende Rozenbottelende Kersenboomgaardstraat")) < 100
    assert 0 < len(spellings("De Zevenende Rozenbottelende Kersenboomgaard")) < 20
    assert spellings("Berkelaan" * 100_000) == ()
    assert len(ways_of_street("Berkelaan" * 100_000)) < 10
