"""A point on the map is found however it was copied, and figures are no point."""

import time

import pytest

from handbook.inspection.text.map_coordinates import holds_point

POINTS = [
    "52.37021, 4.89523",
    "52.37021 4.89523",
    "52.37021/4.89523",
    "52,37021; 4,89523",
    "52.37021,4.89523,19z",
    "52.3702%2C4.8952",
    "4.89523, 52.37021",
    "POINT(4.89523 52.37021)",
    "lat: 52.37021 lon: 4.89523",
    "geo:52.37022,4.89517?z=19",
    "https://maps.example/@52.3702157,4.8951679,17z",
    "https://www.google.com/maps/place/data=!3d52.3702157!4d4.8951679",
    "https://www.openstreetmap.org/#map=19/52.37022/4.89517",
    "https://www.openstreetmap.org/?mlat=52.37022&mlon=4.89517",
    "!3d52.3702157!4d4.8951679",
    "!2d4.8951679!3d52.3702157",
    '{"lat":52.37021,"lng":4.89523}',
    "52.370216° noorderbreedte en 4.895168° oosterlengte",
    "52.37021 N, 4.89523 O",
    "52.37021° N, 4.89523° O",
    "52,3° N 4,8° O",
    "N 52.3 E 4.8",
    "52.37N 4.89E",
    "52,37 NB, 4,89 OL",
    "breedtegraad 52,37 en lengtegraad 4,89",
    "latitude=52.37&longitude=4.89",
    "52°22'12.3\"N 4°53'42.1\"E",
    "52° 22′ 12,3″ N, 4° 53′ 42,1″ O",
    "N 52° 22.205 E 004° 53.702",
    "52 graden 22 minuten noorderbreedte, 4 graden 53 minuten oosterlengte",
    "RD 121687, 487484",
    "RD-coördinaten: 121.687 / 487.484",
    "x 121687 y 487484",
    "X: 121687,3 Y: 487484,6",
    "///woord.tafel.lamp",
    "https://w3w.co/woord.tafel.lamp",
    "https://what3words.com/woord.tafel.lamp",
    "9F469V8X+2Q",
    "https://plus.codes/9F469V8X+2Q",
    "9V8X+2Q Amsterdam",
    "https://goo.gl/maps/AbCdEf123",
    "https://maps.app.goo.gl/AbCdEf123",
    "https://osm.org/go/0E6VC~Qe",
    "https://www.google.nl/maps/place/Iets",
]
FIGURES = [
    "52,4 en 4,9",
    "52,4% van de cliënten en 4,9% van de medewerkers",
    "52.370 en 4.895 euro",
    "€ 52.370,21; € 4.895,23",
    "Kerkstraat 52, 4e verdieping",
    "van 50,5 tot 53,5 en van 3,5 tot 7,5",
    "versie 52.1, artikel 4.12",
    "52° en 4°",
    "52 °C overdag, 4 °C 's nachts",
    "48.85837, 2.29448",
    "52.37021, 14.89523",
    "121687, 487484",
    "dossier 121687 en 487484",
    "x 12 y 40",
    "file:///map.met.bestand",
    "www.dit.dat.nl",
    "https://voorbeeld.nl///dit.dat",
    "2345+67 Amsterdam",
    "06 1234 5678",
    "AB12+CD",
    "www.google.nl/search?q=kaart",
]


@pytest.mark.parametrize("text", POINTS)
def test_a_point_is_found_however_it_was_copied(text: str) -> None:
    assert [holds_point(each) for each in (text, f"Op {text} halen we u op.")] == [True, True]


@pytest.mark.parametrize("text", FIGURES)
def test_figures_addresses_and_places_elsewhere_are_no_point(text: str) -> None:
    assert not holds_point(text)


@pytest.mark.parametrize(
    "text",
    ["52.3702 ", "52° 22 ", "x 121687 ", "///abc.", "N 52.3 ", "9F469V8X+", "rd ", "52,37N "],
)
def test_a_hostile_text_of_a_million_signs_takes_seconds(text: str) -> None:
    """What grows with the square of the length takes a sixteenth on a quarter of it: 1.25 of 20."""
    begun = time.process_time()
    holds_point(text * (250_000 // len(text)))
    assert time.process_time() - begun < 3
