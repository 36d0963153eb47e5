"""A secret address is read as people type it, and nothing in it is dropped."""

import time
from dataclasses import replace

import pytest

from handbook.secret_places.addresses import address_of
from handbook.secret_places.language.folding import squeezed
from handbook.secret_places.language.vocabulary import ends_as_street
from handbook.secret_places.profile_entries import Public
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import SecretPlace

STREETS = (
    "Zwanebloemweg",
    "Van der Zwanestraat",
    "Burgemeester Zwanenburgstraat",
    "Laan van Zwanenrode",
    "'t Zwaneneind",
    "Oude Zwanenkade",
    "Zwanebloem Weg",
)
# How people type the address of a house in a profile: {s} is its street.
TYPED = (
    "{s} 118, 8899 ZQ Duinbroek",
    "{s} 118 8899ZQ Duinbroek",
    "{s} 118",
    "{s} 118 Duinbroek",
    "{s} 118, Duinbroek",
    "{s} 118, Duinbroek, Gelderland",
    "{s}\n118\n8899 ZQ Duinbroek",
    "{s} nr118, 8899 ZQ Duinbroek",
    "{s} No118, 8899 ZQ Duinbroek",
    "{s} nr. 118, 8899 ZQ Duinbroek",
    "{s} #118, 8899 ZQ Duinbroek",
    "{s}118, 8899 ZQ Duinbroek",
    "{s} A118, 8899 ZQ Duinbroek",
    "{s} A 118, 8899 ZQ Duinbroek",
    "{s} 118A1, 8899 ZQ Duinbroek",
    "{s} 118K12, 8899 ZQ Duinbroek",
    "{s} 118 A, 8899 ZQ Duinbroek",
    "{s} 118-2, 8899 ZQ Duinbroek",
    "{s} 118 bis, 8899 ZQ Duinbroek",
    "{s} 118boven, 8899 ZQ Duinbroek",
    "{s} 118 boven, 8899 ZQ Duinbroek",
    "{s} 118huis, 8899 ZQ Duinbroek",
    "{s} 118, 1e etage, 8899 ZQ Duinbroek",
    "{s} honderdachttien, 8899 ZQ Duinbroek",
    "{s} 116 t/m 118, 8899 ZQ Duinbroek",
    "{s} 116, 118, 8899 ZQ Duinbroek",
    "{s} 116 en 118, 8899 ZQ Duinbroek",
    "118 {s}, 8899 ZQ Duinbroek",
    "118, {s}, 8899 ZQ Duinbroek",
    "nr. 118 aan de {s}, 8899 ZQ Duinbroek",
    "8899 ZQ Duinbroek, {s} 118",
    "Duinbroek, {s} 118",
    "Duinbroek {s} 118",
    "Adres: {s} 118, 8899 ZQ Duinbroek",
    "Bezoekadres {s} 118, 8899 ZQ Duinbroek",
    "(bezoek) {s} 118, 8899 ZQ Duinbroek",
    "p/a Villa Sterrenrijk - {s} 118, 8899 ZQ Duinbroek",
    "Villa Sterrenrijk {s} 118, 8899 ZQ Duinbroek",
    "{s} 118 (Villa Sterrenrijk), 8899 ZQ Duinbroek",
    "hoek {s} 118 / Lijsterpad 3, 8899 ZQ Duinbroek",
    "Lijsterpad 3 / {s} 118, 8899 ZQ Duinbroek",
    "Lijsterpad 3 en {s} 118, 8899 ZQ Duinbroek",
    "Lijsterpad en {s} 118, 8899 ZQ Duinbroek",
    "{s} 118; post: Postbus 33, 8899 ZQ Duinbroek",
    "{s} 118, NL8899ZQ Duinbroek",
    "{s} 118, NL-8899 ZQ Duinbroek",
    "{s} 118, 8899ZQDuinbroek",
    "{s} 118, Nederland",
)
# How a text may tell of it.
TOLD = ("Zie {s} 118.", "zie {s} 118", "{s} nr. 118", "118 {s}", "{s}, op nummer 118", "{s} 118a")


def house(address: str) -> Secrets:
    return secrets_of([SecretPlace(addresses=(address,))])


@pytest.mark.parametrize("street", STREETS)
def test_48_ways_to_type_an_address_find_6_ways_to_tell_of_it(street: str) -> None:
    missed = [
        (typed, text)
        for typed in TYPED
        for secrets in [house(typed.format(s=street))]
        for text in TOLD
        if not any(
            (hit.why, hit.weight) == ("adres", "fout")
            for hit in secrets.hits(text.format(s=street))
        )
    ]
    assert missed == []
    assert (len(TYPED), len(TOLD)) == (48, 6)


@pytest.mark.parametrize("typed", [each for each in TYPED if "8899" in each])
def test_the_postcode_is_found_however_it_is_typed(typed: str) -> None:
    secrets = house(typed.format(s="Zwanebloemweg"))
    assert [hit.why for hit in secrets.hits("te 8899 ZQ")] == ["postcode"]


@pytest.mark.parametrize(
    ("street", "texts"),
    [
        ("President Kennedylaan", ["Pres. Kennedylaan", "Kennedylaan", "J.F. Kennedyln."]),
        ("Burgemeester van Hallstraat", ["Burg. v. Hallstr.", "Burgem. van Hallst.", "Hallstraat"]),
        ("Burg. van Hallstraat", ["Burgemeester van Hallstraat", "Van Hallstraat"]),
        ("Dr. A. Schweitzerlaan", ["Schweitzerlaan", "Dokter Albert Schweitzerlaan"]),
        ("Prof. Dr. Dorgelolaan", ["Professor Dorgelolaan", "Prof.dr. Dorgelolaan", "Dorgelolaan"]),
        ("Prinses Irenestraat", ["Pr. Irenestraat", "Prs. Irenestr.", "Irenestraat"]),
        ("Jan van Galenstraat", ["J. van Galenstraat", "Jan v. Galenstraat", "Galenstraat"]),
        ("Van der Helststraat", ["v.d. Helststraat", "Van de Helststraat", "Helststraat"]),
        ("'s-Gravendijkwal", ["Gravendijkwal", "s Gravendijkwal"]),
        ("Het Rozenhof", ["Rozenhof", "'t Rozenhof"]),
        ("Aan de Vliertuin", ["de Vliertuin", "Vliertuin"]),
        ("Laan van Meerdervoort", ["Ln. v. Meerdervoort", "Meerdervoort"]),
        ("1e Vlierdwarsstraat", ["Eerste Vlierdwarsstraat", "1ste Vlierdwarsstr."]),
        ("Zwanebloemstraat", ["Zwanebloemst.", "Zwanebloemstrt"]),
        ("Zwanebloemplantsoen", ["Zwanebloempl.", "Zwanebloemplnts."]),
        ("Zwanebloemhof", ["Zwanebloemhf"]),
        ("Zwanebloempark", ["Zwanebloempk"]),
        ("Zwanebloempad", ["Zwanebloempd."]),
        ("Oranjeboulevard", ["Oranjeboul.", "Oranje blvd."]),
    ],
)
def test_a_street_is_found_without_its_title_or_first_name_and_shortened(
    street: str, texts: list[str]
) -> None:
    secrets = house(f"{street} 118, 8899 ZQ Duinbroek")
    missed = [each for each in texts if not secrets.search(f"Zie {each} 118.")]
    assert missed == []


@pytest.mark.parametrize(
    ("address", "texts"),
    [
        (
            "Villa Sterrenrijk, Zwanebloemweg 118, 8899 ZQ Stad",
            ["Villa Sterrenrijk", "Sterrenrijk"],
        ),
        ("Villa Sterrenrijk, Zwanebloemweg 118", ["Villa Sterrenrijk", "Sterrenrijk"]),
        ("Zwanebloemweg 118, wijk Rozenbeek, 8899 ZQ Stad", ["wijk Rozenbeek", "Rozenbeek"]),
        ("Zwanebloemweg zonder nr, 8899 ZQ Stad", ["Zwanebloemweg"]),
        ("Zwanebloemweg Duinbroek", ["Zwanebloemweg 3"]),
        ("Zwanebloemweg te Duinbroek", ["Zwanebloemweg"]),
        ("Zwanebloemweg/Lijsterpad, 8899 ZQ Stad", ["Zwanebloemweg", "Lijsterpad"]),
        ("Voorbeeldflat, Stad", ["Voorbeeldflat"]),
        ("12, Rue de la Gare, 59000 Lille", ["12 Rue de la Gare", "Rue de la Gare 12"]),
        ("52.3702, 4.8952", ["52.3702, 4.8952"]),
    ],
)
def test_what_is_no_street_with_a_number_is_a_sign_all_the_same(
    address: str, texts: list[str]
) -> None:
    missed = [each for each in texts if not house(address).search(each)]
    assert missed == []


@pytest.mark.parametrize(
    ("address", "unread"),
    [
        ("Zwanebloemweg 118, 8899 ZQ Stad", False),
        ("Zwanebloemweg honderdachttien", False),
        ("Postbus 33, 8899 ZQ Stad", False),
        ("Zwanebloemweg zonder nr, 8899 ZQ Stad", True),
        ("8899 ZQ 118", True),
        ("Voorbeeldflat, Stad", True),
    ],
)
def test_an_address_without_street_and_number_says_so(address: str, *, unread: bool) -> None:
    assert address_of(address).unread is unread


@pytest.mark.parametrize("address", ["Zwanebloemweg 118 Duinbroek", "Zwanebloemweg 118, Duinbroek"])
def test_the_town_of_an_address_is_no_sign(address: str) -> None:
    assert house(address).hits("in Duinbroek") == ()


def test_what_may_be_a_town_or_a_house_is_a_sign_that_weighs_little() -> None:
    [hit] = house("Sterrenrijk, Zwanebloemweg 118").hits("in Sterrenrijk")
    assert (hit.why, hit.weight) == ("deel", "let op")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerkstraat 4", [("adres", "fout")]),
        ("Kerkstraat 4, 1234 AB Lindestad", [("adres", "fout"), ("postcode", "fout")]),
        ("Kerkstraat 4, 1234 AC Lindestad", [("adres", "fout")]),
        ("Kerkstraat 4 in Lindestad", [("adres", "fout")]),
        ("Kerkstraat 4, 3511 AA Lindestad", [("adres", "fout")]),
        ("Kerkstraat 4, telefoon 030", [("adres", "fout")]),
        ("Kerkstraat 4, Utrecht", [("adres", "let op")]),
        ("Kerkstraat 4, 3511 AA Utrecht", []),
        ("Kerkstraat 45, 3511 AA Utrecht", []),
        ("Kerkstraat 45, Utrecht", []),
        ("de Kerkstraat in Utrecht", []),
        ("de Kerkstraat", [("straat", "fout")]),
        ("de Kerkstraat in Lindestad", [("straat", "fout")]),
    ],
)
def test_a_street_with_another_postcode_or_town_behind_it_is_another_street(
    text: str, expected: list[tuple[str, str]]
) -> None:
    secrets = house("Kerkstraat 4, 1234 AB Lindestad")
    assert [(hit.why, hit.weight) for hit in secrets.hits(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Weg 1 " * 30_000,
        "a" * 200_000,
        "A1" * 100_000,
        "van de " * 30_000 + "weg 3",
        "1-" * 100_000,
    ],
)
def test_a_hostile_address_takes_little_time_and_is_a_secret_as_a_whole(text: str) -> None:
    before = time.process_time()
    secrets = secrets_of([SecretPlace(names=(text,), addresses=(text,))])
    whole = tuple(each for each in secrets.signs if each.letters == squeezed(text))
    assert replace(secrets, signs=whole).search(text)
    assert time.process_time() - before < 10
    assert address_of(text).unread


@pytest.mark.parametrize("part", ["appartement", "unit", "flat", "afdeling", "De Toren", "lokaal"])
@pytest.mark.parametrize("between", [", {} 3,", " {} 3,", " ({} 3),"])
def test_a_part_of_the_house_with_a_number_is_no_street(part: str, between: str) -> None:
    address = f"Zwanebloemweg 118{between.format(part)} 8899 ZQ Duinbroek"
    secrets = secrets_of([SecretPlace(addresses=(address,))])
    assert [secrets.search(f"Zij woont in {part}{each}") for each in (".", " 3.")] == [None, None]
    assert secrets.search("Zwanebloemweg 118")


def test_a_street_that_is_called_as_a_part_of_a_house_is_one() -> None:
    assert [each.numbers for each in address_of("Kavel 3, 8899 ZQ Duinbroek").streets] == [("3",)]


@pytest.mark.parametrize("typed", ["Kerkstraat 1024 in Haarlem", "Kerkstraat 1024 te Haarlem"])
def test_a_house_number_of_four_digits_is_no_postcode(typed: str) -> None:
    secrets = secrets_of(
        [SecretPlace(addresses=(typed,))], public=Public(addresses=("Kerkstraat 12, Haarlem",))
    )
    said = ("Kerkstraat 1024 in Haarlem", "Kerkstraat 12 en 1024 te Haarlem", "Kerkstraat 1024 is")
    assert [bool(secrets.search(each)) for each in (*said, "Kerkstraat 12")] == [True] * 3 + [False]


@pytest.mark.parametrize("typed", ["n.v.t.", "Onbekend", "geheim adres", "volgt", "Zwolle"])
def test_what_stands_instead_of_an_address_is_no_secret(typed: str) -> None:
    assert address_of(typed).unread
    secrets = secrets_of([SecretPlace(addresses=(typed,))])
    assert secrets.search(f"Dit is {typed}, en dat is {typed}.") is None


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Dorpsstraat 12 in Lunteren", ["let op"]),
        ("Dorpsstraat 12a te Nieuw-Vennep", ["let op"]),
        ("de Dorpsstraat in Lunteren", ["let op"]),
        ("Dorpsstraat 12 in Zwolle", ["fout"]),
        ("Dorpsstraat 12 in Zwole", ["fout"]),
        ("Dorpsstraat 12 in Zwolle-Zuid", ["fout"]),
        ("Dorpsstraat 12", ["fout"]),
        ("Dorpsstraat 12, Lunteren", ["fout"]),
        ("Dorpsstraat 12 in Overijssel", ["fout"]),
        ("Dorpsstraat 12 in Nederland", ["fout"]),
        ("Dorpsstraat 12 in Huize Zwaluwnest", ["fout"]),
        ("Dorpsstraat 12 in Januari", ["fout"]),
        ("Dorpsstraat 12 in de buurt", ["fout"]),
        ("Dorpsstraat 12. In Lunteren", ["fout"]),
    ],
)
def test_a_name_behind_in_is_another_town_unless_it_may_be_the_own_one(
    text: str, weights: list[str]
) -> None:
    assert [hit.weight for hit in house("Dorpsstraat 12, 8011 AB Zwolle").hits(text)] == weights


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("Sint Oedenrode", "St. Oedenrode"),
        ("Sint Oedenrode", "Oedenrode"),
        ("'s-Hertogenbosch", "Hertogenbosch"),
        ("Bergen op Zoom", "Bergen op Zoom"),
        ("Den Haag", "Den Haag"),
        ("Duinbroekerwaard", "Dunbroekerwaard"),
        ("Nieuw-Lindestad", "Lindestad"),
    ],
)
def test_the_own_town_is_known_in_short_and_with_a_slip(own: str, said: str) -> None:
    secrets = house(f"Dorpsstraat 12, 8899 ZQ {own}")
    assert [hit.weight for hit in secrets.hits(f"Dorpsstraat 12 in {said}")] == ["fout"]


@pytest.mark.parametrize(
    ("word", "is_street"),
    [("kerkstraat", True), ("oudhof", True), ("ahof", False), ("hof", False), ("kerk", False)],
)
def test_a_street_says_so_behind_two_letters_of_its_own(word: str, *, is_street: bool) -> None:
    assert ends_as_street(word) is is_street
