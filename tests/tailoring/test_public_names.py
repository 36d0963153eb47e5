"""A secret location goes by its public name wherever a public one goes by its own."""

from dataclasses import replace
from typing import Any

import pytest
from tailoring.small import LIBRARY, LIST, lines, setting

from handbook.model.documents.document import FormBody
from handbook.model.sources.content import Form
from handbook.tailoring.content.procedures import form_document
from handbook.tailoring.content.profile_tables import table
from handbook.tailoring.content.source_lookup import origins
from handbook.tailoring.text.filling import Setting

OFFICE = {"naam": "Kantoor", "adres": "Kade 1, Lindestad"}
SECRET = {"naam": "Kanarie", "adres": "Kanarielaan 7", "geheim": "ja"}
FIRST, SECOND = ({**SECRET, "naam_buiten": name} for name in ("Huis 1", "Huis {{ persoon }}"))
ONLY = "Gebruik bij een geheime locatie alleen de naam"
NEVER = "nooit de echte naam of het adres."


def rows(slot: str, *places: dict[str, str]) -> list[tuple[str, ...]]:
    return lines(table(slot, setting(locaties=list(places))))


def test_the_table_of_locations_has_the_public_name_and_no_address() -> None:
    assert rows("locaties", OFFICE, FIRST, SECRET) == [
        ("Kantoor", "Kade 1, Lindestad", "138"),
        ("Huis 1", "geheim", "138"),
        ("Locatie met geheim adres", "geheim", "138"),
    ]


def test_the_scope_has_the_public_name() -> None:
    [(_, _, places)] = rows("certificaat", OFFICE, FIRST, SECRET)
    assert places == "Kantoor, Kade 1, Lindestad; Huis 1; locatie met geheim adres"


def form(**field: Any) -> Form:
    typed = {"id": "waar", "naam": "Locatie", "type": "tekst", **field}
    return Form.model_validate(
        {"id": "F-01", "soort": "formulier", "titel": "X", "doel": "Y.", "velden": [typed]}
    )


def note(*places: dict[str, str], **field: Any) -> str:
    here = setting(locaties=list(places))
    body = form_document(here, form(**field)).body
    assert isinstance(body, FormBody)
    return str(body.fields[0].note)


def test_a_field_for_a_location_says_by_which_names_a_secret_one_goes() -> None:
    assert note(FIRST) == f"{ONLY} Huis 1, {NEVER}"
    assert note(FIRST, SECOND) == f"{ONLY} Huis 1 of Huis {{{{ persoon }}}}, {NEVER}"
    assert note(FIRST, toelichting="Kort.") == f"Kort. {ONLY} Huis 1, {NEVER}"


@pytest.mark.parametrize(
    "field",
    [
        {"naam": "Datum, groep en locatie", "type": "lange tekst"},
        {"naam": "Verblijfadres"},
        {"naam": "Bezoeken", "type": "tabel", "opties": ["datum", "adres"]},
    ],
)
def test_a_field_in_which_a_place_is_typed_says_so(field: dict[str, Any]) -> None:
    assert note(FIRST, **field).startswith(ONLY)


@pytest.mark.parametrize(
    "field",
    [
        {"naam": "Datum"},
        {"naam": "E-mailadres"},
        {"naam": "Geheim adres besproken", "type": "ja_nee"},
    ],
)
def test_another_field_says_nothing_of_it(field: dict[str, Any]) -> None:
    assert note(FIRST, **field) == ""


@pytest.mark.parametrize("places", [[], [OFFICE], [SECRET]])
def test_without_a_public_name_a_form_reads_as_before(places: list[dict[str, str]]) -> None:
    assert note(*places) == ""


def with_form(*places: dict[str, str]) -> Setting:
    here = setting(locaties=list(places))
    return replace(here, library=replace(LIBRARY, forms={LIST.id: form()}))


def test_a_note_with_the_hint_is_not_to_be_taken_over_as_a_text_of_the_form() -> None:
    source = "F-01.velden.waar.toelichting"
    assert source in origins(with_form(SECRET), form())
    assert source not in origins(with_form(FIRST), form())
