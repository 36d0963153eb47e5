"""Twenty-six ordinary organisations with hard names: nothing that everybody may say is an error."""

from random import Random
from typing import Any

import pytest
import yaml
from examples import copy_examples

from handbook.errors import HandbookError, Problem
from handbook.loading.workspace import Workspace, open_workspace, read_profile
from handbook.model.common.base_record import canonical
from handbook.pipeline.safeguards.sources import check
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import SecretPlace

BASE = {"naam": "Stichting Opvang Kustland", "kvk": "01234567", "onderdelen": ["139"]}
OFFICE = {"naam": "Kantoor", "adres": "Kadestraat 40, 4321 BA Havenrijk"}


def secret(naam: str, adres: str, *allowed: str) -> dict[str, Any]:
    may = [{"tekst": each, "reden": "dit is iets anders"} for each in allowed]
    return {"naam": naam, "adres": adres, "geheim": "ja", "mag_genoemd": may}


# What makes it hard: the profile, and what it may well say itself.
HARD: dict[str, dict[str, Any]] = {
    "een huis met een gewoon woord als naam": {
        "locaties": [OFFICE, secret("De Brug", "Laan 4, 1234 AB Lindestad")],
        "missie": "Wij slaan een brug naar werk. Bruggen bouwen is ons vak; bruggenbouwers ook.",
    },
    "een organisatie die zo heet als haar huis": {
        "naam": "Stichting Zwaluwnest",
        "korte_naam": "Zwaluwnest",
        "locaties": [OFFICE, secret("Huize Zwaluwnest", "Laan 4, 1234 AB Lindestad")],
        "missie": "Zwaluwnest helpt. Stichting Zwaluwnest is er voor iedereen bij Zwaluwnest.",
    },
    "een huis dat zo heet als zijn plaats": {
        "locaties": [OFFICE, secret("Huize Lindestad", "Laan 4, 1234 AB Lindestad")],
        "missie": "Wij werken in Lindestad en in heel Kustland, voor de gemeente Lindestad.",
    },
    "een huis dat zo heet als de plaats van een ander": {
        "locaties": [OFFICE, secret("Huis Havenrijk", "Laan 4, 1234 AB Lindestad")],
        "missie": "Vanuit Havenrijk zijn wij er voor de hele streek.",
        "belanghebbenden": [{"naam": "Gemeente Havenrijk", "verwacht": "goede opvang"}],
    },
    "een bekend huis in dezelfde straat": {
        "locaties": [OFFICE, secret("Opvang 1", "Kadestraat 4, 4321 BB Havenrijk")],
        "missie": "Iedereen kan terecht op Kadestraat 40, ook zonder afspraak in de Kadestraat.",
    },
    "een huis dat Huis van de Wijk heet": {
        "locaties": [OFFICE, secret("Huis van de Wijk", "Laan 4, 1234 AB Lindestad")],
        "missie": "Wij zijn er voor elk huis in de wijk. Van de wijk, voor de wijk.",
    },
    "een huis met het nummer van een bekend huis": {
        "locaties": [OFFICE, secret("Opvang 1", "Zwanebloemweg 40, 8899 ZQ Duinbroek")],
        "missie": "Op nummer 40 zit ons kantoor: Kadestraat 40. Er werken 40 mensen.",
    },
    "een straat die heet als een medewerker": {
        "locaties": [OFFICE, secret("Opvang 1", "Jan de Vriesstraat 12, 8899 ZQ Duinbroek")],
        "rollen": {"bestuurder": {"personen": ["Jan de Vries"]}},
        "missie": "Jan de Vries leidt de organisatie.",
    },
    "een partner die zo heet als het huis": {
        "locaties": [OFFICE, secret("Huize Zwaluwnest", "Laan 4, 1234 AB Lindestad")],
        "belanghebbenden": [{"naam": "Stichting Zwaluwnest", "verwacht": "samen optrekken"}],
        "missie": "Met Stichting Zwaluwnest helpen wij gezinnen. Zwaluwnest doet de kinderen.",
    },
    "een landelijke methode met de naam van het huis": {
        "locaties": [
            OFFICE,
            secret("Huize Merelhof", "Laan 4, 1234 AB Lindestad", "Merelhof-methode"),
        ],
        "missie": "Wij werken met de Merelhof-methode, en iedereen kent de merelhof methode.",
    },
    "een huis met woorden uit de bibliotheek": {
        "locaties": [OFFICE, secret("De Samenwerking", "Plein 8, 1234 AB Lindestad")],
        "missie": "In samenwerking met de gemeente, op elk plein. Onze samenwerking is hecht.",
    },
    "een medewerker met de voornaam van het huis": {
        "locaties": [OFFICE, secret("Huize Johanna", "Laan 4, 1234 AB Lindestad")],
        "rollen": {"bestuurder": {"personen": ["Johanna de Vries"]}},
        "missie": "Johanna de Vries leidt de organisatie.",
    },
    "een dienst met de naam van het huis": {
        "locaties": [OFFICE, secret("Crisisopvang vrouwen", "Laan 4, 1234 AB Lindestad")],
        "diensten": [{"naam": "Crisisopvang vrouwen", "onderdeel": "139", "soort": "maatwerk"}],
        "missie": "Onze crisisopvang, vrouwen eerst, is dag en nacht open.",
    },
    "een commissie in een straat van die naam in een andere stad": {
        "locaties": [OFFICE, secret("Huize Merelhof", "Kerkstraat 4, 1234 AB Lindestad")],
        "missie": "Klachten gaan naar de commissie, Kerkstraat 4, 3511 AA Utrecht.",
    },
    "een kantoor met dezelfde postcode": {
        "locaties": [
            {"naam": "Kantoor", "adres": "Dennenlaan 2, 1234 AB Lindestad"},
            secret("Huize Merelhof", "Dennenlaan 4, 1234 AB Lindestad"),
        ],
        "missie": "Bezoek ons op Dennenlaan 2, 1234 AB Lindestad.",
    },
    "een postcode die leest als een jaartal": {
        "locaties": [OFFICE, secret("Huis Nieuwe Start", "Markt 2, 2012 EN Haarlem")],
        "missie": "Van 2012 en 2013 tot nu is er een nieuwe start, ook op de markt, in 2 stappen.",
    },
    "een organisatie van wie de naam het begin is van die van het huis": {
        "naam": "Vrouwenopvang Eva",
        "korte_naam": "Eva",
        "locaties": [OFFICE, secret("Evahuis", "Laan 4, 1234 AB Lindestad")],
        "missie": "Eva. Huisregels zijn er voor iedereen bij Eva; huisvesting ook. Eva huisvest.",
        "visie": "Vrouwenopvang Eva | Huis voor vrouwen\n\nVrouwenopvang Eva\n\nHuis na huis.",
    },
    "een medewerker die zo heet als het huis": {
        "locaties": [OFFICE, secret("Huis Van Zwaluwen", "Laan 4, 1234 AB Lindestad")],
        "rollen": {"bestuurder": {"personen": ["Kim van Zwaluwen"]}},
        "missie": "Kim van Zwaluwen leidt de organisatie; vraag het mevrouw Zwaluwen.",
    },
}


# Houses called after their kind, their town, or a step: what everybody says of such a house.
CALLED_AFTER: dict[str, tuple[str, str]] = {
    "Noodopvang": (
        "Noodopvang voor vrouwen is er dag en nacht. Onze noodopvang is vol.",
        "Noodopvang\n\nDe noodopvang voor gezinnen, en noodopvang elders.",
    ),
    "Meidenhuis": (
        "Het meidenhuis biedt plaats. Een meidenhuis is veilig.",
        "## Meidenhuis\n\n- Meidenhuis voor meiden\n- in een meidenhuis",
    ),
    "Moeder-kindhuis": (
        "Een moeder-kindhuis is er voor moeder en kind. Moeder-kindhuis: rust.",
        "het moederkindhuis, ieder moeder-kindhuis",
    ),
    "Mannenopvang": ("Wij bieden mannenopvang. Mannenopvang is nieuw.", "in de mannenopvang"),
    "Fase 2": ("Fase 2 duurt zes weken, na fase 1. Daarna fase 2 nog eens.", "Fase 2: wonen"),
    "Haarlem": (
        "Wij werken in Haarlem en heel Kustland. De gemeente Haarlem betaalt.",
        "Opvang in Haarlem, ook bij het ziekenhuis Haarlem. Ons huis. Haarlem is mooi.",
    ),
    "Den Haag": ("Wij werken in Den Haag, voor de gemeente Den Haag.", "Den Haag e.o."),
    "Huize Zuid-Holland": ("Onze regio is Zuid-Holland.", "in heel Zuid-Holland"),
}
HARD |= {
    f"een huis dat {name} heet": {
        "locaties": [OFFICE, secret(name, f"Zwanebloemweg 4, 1234 AB {place}")],
        "missie": mission,
        "visie": vision,
    }
    for name, (mission, vision) in CALLED_AFTER.items()
    for place in (name if name in {"Haarlem", "Den Haag"} else "Lindestad",)
}
# What an error is not all three: a service of that name, or the name of a town behind "in".
FEWER = frozenset(
    {
        "een dienst met de naam van het huis",
        "een huis dat Haarlem heet",
        "een huis dat Den Haag heet",
    }
)


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    rows = value.values() if isinstance(value, dict) else value
    several = isinstance(value, (dict, list))
    return [each for row in rows for each in strings(row)] if several else []


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(copy_examples(tmp_path_factory.mktemp("werkmap") / "w"))


@pytest.fixture(scope="module")
def library(place: Workspace) -> tuple[str, ...]:
    return tuple(dict.fromkeys(strings(canonical(place.library))))


@pytest.fixture(scope="module")
def hard(place: Workspace) -> dict[str, tuple[tuple[Problem, ...], Secrets]]:
    return {name: read(place, profile) for name, profile in HARD.items()}


def read(place: Workspace, profile: dict[str, Any]) -> tuple[tuple[Problem, ...], Secrets]:
    path = place.root / "organisations" / "proef.yaml"
    path.write_text(yaml.safe_dump(BASE | profile, allow_unicode=True), "utf-8")
    try:
        loaded = read_profile(place, "proef")
    except HandbookError as error:
        return error.problems, Secrets()
    finally:
        path.unlink()
    return loaded.notices, loaded.secrets


def test_there_are_twenty_six_of_them() -> None:
    assert len(HARD) == 26


@pytest.mark.parametrize("name", HARD)
def test_neither_her_own_texts_nor_one_of_the_library_is_an_error(
    hard: dict[str, tuple[tuple[Problem, ...], Secrets]], library: tuple[str, ...], name: str
) -> None:
    problems, secrets = hard[name]
    assert [str(each) for each in problems if each.weight == "fout"] == []
    assert secrets
    assert [text for text in library if secrets.search(text)] == []
    assert len(library) > 5_000


@pytest.mark.parametrize("name", HARD)
def test_the_house_itself_is_an_error_all_the_same(place: Workspace, name: str) -> None:
    [house] = [each for each in HARD[name]["locaties"] if "geheim" in each]
    leaks = (house["naam"], house["adres"], house["adres"].partition(",")[0])
    limits = [{"naam": "Verhuur", "reden": f"wij zitten in {leak}"} for leak in leaks]
    problems, _ = read(place, HARD[name] | {"diensten_buiten_toepassingsgebied": limits})
    expected = 2 if name in FEWER else 3
    assert [each.code for each in problems if each.weight == "fout"] == ["HB216"] * expected


def test_the_three_examples_have_no_find_in_their_own_texts_or_the_library(
    place: Workspace, library: tuple[str, ...]
) -> None:
    found = [each for outcome in check(place) for each in outcome.problems]
    assert [each for each in found if each.code in {"HB216", "HB227", "HB285", "HB286"}] == []
    haven = read_profile(place, "haven").secrets
    assert [text for text in library if haven.hits(text)] == []


def test_sentences_of_the_library_in_any_order_are_no_error(
    hard: dict[str, tuple[tuple[Problem, ...], Secrets]], library: tuple[str, ...]
) -> None:
    chance = Random(7)
    for _ in range(200):
        text = " ".join(chance.sample(library, 12))
        found = [name for name, (_, secrets) in hard.items() if secrets.search(text)]
        assert found == [], text


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Made of these: 456 names that houses in the Netherlands bear, or might, and 296 streets.
BEFORE = ("De {}", "Het {}", "{}", "Huize {}", "Huis {}", "Villa {}")
SPOKEN = listed(
    "Aanhuis Aanloop Aanzet Achterhuis Akker Anker Baken Balans Bijeen Binnen Bolster Brug "
    "Dichtbij Doorgang Doorstart Draad Eendracht Geborgen Haven Houvast Ineen Ingang Inhuis "
    "Inzet Inzicht Kans Keerpunt Kentering Kiem Kompas Kring Luwte Meerpaal Meteen Moed Omzien "
    "Onderdak Ontmoeting Opmaat Opnieuw Opstap Opvang Opweg Overstap Oversteek Pauze "
    "Perspectief Plek Punt Rust Samenspel Samenuit Schakel Sleutel Stap Start Steun Terugblik "
    "Thuis Thuishaven Toekomst Toeverlaat Totaal Tussenstap Uitkomst Uitweg Veilig Vangnet "
    "Voorstap Voorzorg Vooruit Wissel Werkplaats Zaak Zelfstandig Zicht"
)
ALONGSIDE = listed(
    "Aanloop Achterom Achterstraat Achterweg Balans Binnenhof Binnenweg Buitenweg Buurt Centrum "
    "Dorp Dreef Eendracht Gemeenteplein Harmonie Hoofdstraat Hulpstraat Kerkstraat Markt "
    "Nieuwstraat Opmaat Oost Plein Raadhuisplein Regel Ring Schoolstraat Singel Stap Start "
    "Stationsplein Toekomst Tussenweg Voorstraat Vooruitgang Werkplaats Zuid"
)
NUMBERS = ("1", "2", "3", "4", "7", "10", "12", "24")


def test_no_text_of_the_library_is_an_error_for_any_of_752_houses(
    place: Workspace, library: tuple[str, ...]
) -> None:
    names = [each.format(word) for word in SPOKEN for each in BEFORE]
    streets = [f"{street} {number}, 8899 ZQ Stad" for street in ALONGSIDE for number in NUMBERS]
    found = []
    for houses in (
        [SecretPlace(names=(each,)) for each in names],
        [SecretPlace(addresses=(each,)) for each in streets],
    ):
        secrets = secrets_of(houses, place.common)
        found += [text for text in library if secrets.search(text)]
    assert found == []
    assert len(names) + len(streets) == 752


@pytest.mark.parametrize("name", ["De Opstap", "Bijeen", "Huize Voorzorg", "Het Perspectief"])
def test_such_a_house_itself_is_an_error_in_a_library_of_its_words(
    place: Workspace, name: str
) -> None:
    secrets = secrets_of([SecretPlace(names=(name,))], place.common)
    assert secrets.search(f"Wij zitten in {name}.")


# What an organisation may well say with a secret house of this name.
SAID: dict[str, str] = {
    "De Opstap": "een opstap naar zelfstandig wonen",
    "De Doorstart": "een doorstart maken",
    "De Oversteek": "de oversteek naar werk",
    "De Tussenstap": "als tussenstap naar een woning",
    "De Meerpaal": "houvast als een meerpaal",
    "Geborgen": "zich geborgen voelen",
    "De Uitweg": "een uitweg uit schulden",
    "De Vrijplaats": "een vrijplaats voor iedereen",
    "De Luwte": "in de luwte tot rust komen",
    "De Bolster": "onder een ruwe bolster",
    "De Kiem": "in de kiem",
    "De Ruggensteun": "een ruggensteun zijn",
    "De Toeverlaat": "steun en toeverlaat",
    "Zorgzaam": "wij zijn zorgzaam",
    "Moed": "wie moed verzamelt",
    "De Draad": "de draad oppakken",
    "De Opmaat": "zorg op maat",
    "OpWeg": "samen op weg naar werk",
    "Noodbedden": "wij hebben noodbedden",
    "Opvang vrouwen en kinderen": "opvang voor mannen, en opvang vrouwen en kinderen",
}


def test_an_everyday_word_in_small_letters_is_no_error(place: Workspace) -> None:
    refused = [
        name
        for name, said in SAID.items()
        if secrets_of([SecretPlace(names=(name,))], place.common).search(said)
    ]
    assert refused == []


@pytest.mark.parametrize("name", CALLED_AFTER)
def test_such_a_name_written_as_a_name_is_an_error_and_at_the_head_of_a_text_is_told(
    place: Workspace, name: str
) -> None:
    house = SecretPlace(names=(name,), addresses=("Zwanebloemweg 4, 1234 AB Lindestad",))
    secrets = secrets_of([house], place.common)
    bare = name.removeprefix("Huize ")
    wrong = [f"Kom naar Huize {bare}.", f"in {house.addresses[0]}", f"de villa '{bare}'"]
    town = bare in {"Haarlem", "Den Haag", "Zuid-Holland"}
    wrong += [] if town else [f"wij zitten in {bare}", f"{bare.replace(' ', '')}.docx en {bare}"]
    assert [each for each in wrong if not secrets.search(each)] == []
    [*told] = [(hit.why, hit.weight, hit.common) for hit in secrets.hits(f"{bare} is open.")]
    assert told[0][1:] == ("let op", town)
