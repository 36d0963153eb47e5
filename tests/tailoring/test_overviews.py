"""The tables made from the documents: who does what, limits, laws, and what changed in them."""

from dataclasses import replace
from datetime import date
from typing import Any

from tailoring.small import WGS, lines, setting

from handbook.model.sources.content import Block, Grid, Paragraph, Run
from handbook.model.sources.reference import Amendment, Law
from handbook.tailoring.content.overviews import (
    amendments_table,
    deadlines_table,
    functions_table,
    laws_table,
    raci_table,
    roles_used,
)
from handbook.tailoring.text.filling import Setting
from handbook.tailoring.text.laws import DOUBT, LIMIT_DOUBT

SHELTER: dict[str, Any] = {"onderdelen": ["138", "139"]}
ONE_PERSON = {"medewerker": {"functie": "consulent"}, "hoofd": {"functie": "consulent"}}


def table(blocks: tuple[Block, ...]) -> Grid:
    [made] = blocks
    assert isinstance(made, Grid)
    return made


def test_who_owns_does_thinks_along_and_hears() -> None:
    assert lines(raci_table(setting())) == [
        (
            "PP-01 Aanmelding",
            "Hoofd zorg",
            "Medewerker, hoofd zorg",
            "Bestuurder",
            "Kwaliteitsmedewerker",
        ),
        ("OR-01 Bewaren", "Kwaliteitsmedewerker", "Medewerker", "", ""),
    ]


def test_a_role_that_is_not_here_hears_nothing() -> None:
    [request, _] = lines(raci_table(setting(**SHELTER)))
    assert request[2:] == (
        "Medewerker, hoofd zorg, nachtwacht",
        "Bestuurder",
        "Kwaliteitsmedewerker",
    )


def test_who_does_it_is_not_asked_beside_that_under_another_role() -> None:
    named = {"bestuurder": {"functie": "consulent"}, "medewerker": {"functie": "consulent"}}
    [request, _] = lines(raci_table(setting(rollen=named)))
    assert request[2:4] == ("Consulent, hoofd zorg", "")


def test_two_roles_of_one_function_are_named_once() -> None:
    [request, _] = lines(raci_table(setting(rollen=ONE_PERSON)))
    assert request[1:3] == ("Consulent", "Consulent")


def test_a_code_in_the_table_is_a_link() -> None:
    assert table(raci_table(setting())).rows[0][0] == (
        Run(text="PP-01", link="PP-01"),
        Run(text=" Aanmelding"),
    )


def test_limits_stand_by_nature_the_law_first_and_no_doubted_one_with_its_number() -> None:
    assert lines(deadlines_table(setting())) == [
        ("Besluit", LIMIT_DOUBT, "wet", f"Wgs, art. 4a {DOUBT}", "PP-01"),
        ("Bewaren", f"zolang de cliënt er is {DOUBT}", "afspraak", "contract", "OR-01"),
        ("Reactie", "2 werkdagen", "eigen", "", "PP-01"),
    ]


def test_a_limit_that_the_organisation_chose_says_so() -> None:
    own = setting(termijnen={"PP-01.reactie": "1 werkdag"})
    assert lines(deadlines_table(own))[-1] == (
        "Reactie",
        "1 werkdag",
        "eigen",
        "eigen keuze",
        "PP-01",
    )


def test_a_law_stands_once_with_what_it_is_about_and_its_documents() -> None:
    assert lines(laws_table(setting())) == [
        ("Wgs (Wet gemeentelijke schuldhulpverlening)", "Hulp bij schulden.", "PP-01, OR-01"),
        ("Meldcode", "Geweld thuis.", "PP-01"),
        ("Het contract met de gemeente", "", "PP-01"),
    ]


EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)


def on(day: date, law: Law) -> Setting:
    """Return the setting of that day, with `law` in the place of the Wgs."""
    here = setting()
    library = replace(here.library, laws={**here.library.laws, "wgs": law})
    return replace(here, library=library, situation=replace(here.situation, day=day))


def test_a_law_that_ended_is_named_as_such_in_the_list() -> None:
    [first, *_] = lines(laws_table(on(NEW_YEAR, WGS.model_copy(update={"until": NEW_YEAR}))))
    assert first == (
        "Wgs (Wet gemeentelijke schuldhulpverlening), geldt niet meer sinds 1 januari 2027",
        "Hulp bij schulden.",
        "PP-01, OR-01",
    )
    assert lines(laws_table(on(EVE, WGS))) == lines(laws_table(setting()))


def test_a_law_that_is_to_come_is_announced_and_then_among_what_changed() -> None:
    coming = Amendment(
        per="1 januari 2027", geldt_vanaf=NEW_YEAR, wat="Komt.", hier="Goed.", zekerheid="hoog"
    )
    law = WGS.model_copy(update={"since": NEW_YEAR, "amendments": (coming,)})
    row = [("Wgs", "1 januari 2027", "Komt.", "Goed.")]
    [said, ahead] = amendments_table(on(EVE, law))
    assert isinstance(said, Paragraph)
    assert lines((ahead,)) == row
    assert lines(amendments_table(on(NEW_YEAR, law))) == row


def test_what_is_announced_without_a_day_stands_last_among_what_is_to_come() -> None:
    some = {"wat": "Komt.", "hier": "Goed.", "zekerheid": "hoog"}
    law = WGS.model_copy(
        update={
            "amendments": (
                Amendment(per="in voorbereiding", aangekondigd="ja", **some),
                Amendment(per="2028", geldt_vanaf="2028-01-01", **some),
                Amendment(per="1 januari 2027", geldt_vanaf=NEW_YEAR, **some),
            )
        }
    )
    ahead = amendments_table(on(NEW_YEAR, law))[-1:]
    assert [since for _, since, _, _ in lines(ahead)] == ["2028", "in voorbereiding"]


def test_changes_of_the_law_stand_there_with_a_mark_on_what_is_not_certain() -> None:
    assert lines(amendments_table(setting())) == [
        ("Wgs", "1 juli 2023", "Uitwisselen mag.", "Staat in PP-01."),
        ("Wgs", "2024", f"Bewaren duurt langer. {DOUBT}", "Nog niets."),
    ]
    shelter = lines(amendments_table(setting(**SHELTER)))
    assert [since for _, since, _, _ in shelter] == ["1 juli 2023", "2024", "2025"]


def test_only_roles_that_work_here_are_in_the_list_of_functions() -> None:
    here = setting(rollen={"medewerker": {"personen": ["A. Visser", "B. Bakker"]}})
    assert roles_used(here) == {"hoofd", "medewerker", "kwaliteitsmedewerker"}
    assert lines(functions_table(here)) == [
        ("Hoofd zorg", "", "Leidt de cliënt niet."),
        ("Kwaliteitsmedewerker", "", ""),
        ("Medewerker", "A. Visser, B. Bakker", "Helpt."),
    ]
