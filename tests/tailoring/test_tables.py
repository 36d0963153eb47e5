"""The tables of the certificate and of the kinds of services."""

from typing import Any

from tailoring.small import lines, setting

from handbook.model.sources.content import Grid, Paragraph, Run
from handbook.tailoring.content.profile_tables import table


def scope(**more: Any) -> list[tuple[str, ...]]:
    return lines(table("certificaat", setting(**more)))


OFFICE = {"naam": "Kantoor", "adres": "Kade 1, Lindestad"}
NIGHT = {"naam": "Nachthuis", "adres": "Kade 2, Lindestad", "onderdelen": ["139"]}
SECRET = {"naam": "Kanarie", "adres": "Kanarielaan 7", "geheim": "ja", "onderdelen": ["139"]}


def test_the_scope_stands_for_each_chosen_part_with_its_own_places() -> None:
    assert scope(onderdelen=["138", "139"], locaties=[OFFICE, NIGHT]) == [
        (
            "HKZ 138 Hulp, versie 2015, samen met HKZ 123",
            "Schuldhulp; Raadslieden",
            "Kantoor, Kade 1, Lindestad",
        ),
        (
            "HKZ 139 Opvang, versie 2015, samen met HKZ 123",
            "Nachtopvang",
            "Kantoor, Kade 1, Lindestad; Nachthuis, Kade 2, Lindestad",
        ),
    ]


def test_the_scope_names_only_the_activities_that_were_chosen() -> None:
    assert scope(activiteiten={"138": ["raadslieden"]}) == [
        ("HKZ 138 Hulp, versie 2015, samen met HKZ 123", "Raadslieden", "")
    ]


def test_of_a_secret_location_the_scope_tells_neither_name_nor_place() -> None:
    assert scope(onderdelen=["139"], locaties=[SECRET, SECRET]) == [
        (
            "HKZ 139 Opvang, versie 2015, samen met HKZ 123",
            "Nachtopvang",
            "locatie met geheim adres",
        )
    ]


def service(name: str, kind: str) -> dict[str, str]:
    return {"naam": name, "onderdeel": "138", "soort": kind}


def test_each_kind_of_service_has_its_rules_and_names_our_own() -> None:
    services = [service("Begeleiding", "maatwerk"), service("Bewind", "maatwerk")]
    lead, rules = table("dienstsoorten", setting(diensten=services))
    assert lead == Paragraph(
        runs=(
            Run(text="Maatwerk. ", bold=True),
            Run(text="De gemeente beslist."),
            Run(text=" Bij ons: Begeleiding en Bewind."),
        )
    )
    assert isinstance(rules, Grid)
    assert (rules.caption, lines((rules,))) == (
        "Regels bij maatwerk",
        [
            ("Klacht", "Bij ons."),
            ("Toezicht", "De gemeente."),
            ("Calamiteit", "Meld het."),
            ("Registratie", "Een dossier over de cliënt."),
            ("Bewaren", "15 jaar."),
        ],
    )


def test_a_kind_that_we_do_not_have_brings_no_rules() -> None:
    assert table("dienstsoorten", setting(diensten=[service("Folder", "preventie")])) == ()
    assert table("dienstsoorten", setting()) == ()
