"""A card per function: what it owns, what it does where, by when."""

from dataclasses import replace
from typing import Any

import pytest
from tailoring.small import FILES, LIBRARY, REQUEST, check, profile, setting

from handbook.model.documents.document import (
    CardsBody,
    CardText,
    Document,
    DutyText,
    OverviewBody,
    Text,
)
from handbook.model.sources.content import Run
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.content.role_cards import cards_document
from handbook.tailoring.text.laws import LIMIT_DOUBT


def cards(**more: Any) -> tuple[CardText, ...]:
    body = cards_document(setting(**more)).body
    assert isinstance(body, CardsBody)
    return body.cards


def said(text: Text) -> str:
    return "".join(run.text for run in text.runs)


def link(source: str, item: str, title: str) -> Text:
    return Text(source=source, runs=(Run(text=item, link=item), Run(text=f" {title}")))


def plain(source: str, words: str) -> Text:
    return Text(source=source, runs=(Run(text=words),) if words else ())


def test_a_card_says_what_a_function_owns_and_does_and_by_when() -> None:
    [head, *_] = cards()
    assert head == CardText(
        title=plain("KH-03.hoofd.titel", "Hoofd zorg"),
        task=plain("KH-03.hoofd.taak", "Leidt de cliënt niet."),
        people=plain("KH-03.hoofd.wie", ""),
        owned=(link("KH-03.hoofd.eigenaar.PP-01", "PP-01", "Aanmelding"),),
        duties=(
            DutyText(
                document=link("KH-03.hoofd.PP-01", "PP-01", "Aanmelding"),
                duties=(
                    plain("KH-03.hoofd.PP-01.besluit", "Beslis volgens art. 3 en laat het weten."),
                ),
                limits=(
                    Text(
                        source="KH-03.hoofd.PP-01.termijnen.besluit",
                        runs=(
                            Run(text="Besluit"),
                            Run(text=": "),
                            Run(text=LIMIT_DOUBT, mark="twijfel"),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_every_function_that_works_here_has_a_card_and_no_other() -> None:
    assert [said(card.title) for card in cards()] == [
        "Hoofd zorg",
        "Kwaliteitsmedewerker",
        "Medewerker",
    ]
    shelter = cards(onderdelen=["138", "139"])
    assert said(shelter[-1].title) == "Nachtwacht"
    assert [said(each) for duty in shelter[-1].duties for each in duty.duties] == ["Laat binnen."]


def test_a_card_gives_the_heart_of_a_step_and_the_limit_that_the_step_names() -> None:
    worker = cards()[-1]
    assert [
        (said(duty.document), [said(each) for each in duty.duties], [said(x) for x in duty.limits])
        for duty in worker.duties
    ] == [
        (
            "PP-01 Aanmelding",
            ["Lukt het niet? Reageer 2 werkdagen."],
            ["Reactie: 2 werkdagen"],
        ),
        ("OR-01 Bewaren", ["Leg het in de kast."], []),
    ]


def test_a_limit_that_no_step_names_is_the_owners_to_guard_and_keeps_its_mark() -> None:
    keeper = cards()[1]
    assert [[said(each) for each in duty.limits] for duty in keeper.duties] == [
        ["Bewaren: zolang de cliënt er is [na\u00a0te\u00a0gaan]"]
    ]


def test_who_only_owns_a_document_has_a_card_too() -> None:
    here = setting()
    procedure = FILES.model_copy(update={"owner": "bestuurder", "deadlines": ()})
    library = replace(LIBRARY, procedures={"OR-01": procedure})
    body = cards_document(replace(here, library=library)).body
    assert isinstance(body, CardsBody)
    [director] = [card for card in body.cards if said(card.title) == "Bestuurder"]
    assert ([said(each) for each in director.owned], director.duties) == (["OR-01 Bewaren"], ())


def test_two_roles_of_one_function_share_a_card() -> None:
    named = {"hoofd": {"functie": "consulent"}, "medewerker": {"functie": "consulent"}}
    shared = cards(rollen=named)
    assert [said(card.title) for card in shared] == ["Consulent", "Kwaliteitsmedewerker"]
    assert said(shared[0].task) == "Leidt de cliënt niet. Helpt."
    assert [said(each) for each in shared[0].duties[0].duties] == [
        "Lukt het niet? Reageer 2 werkdagen.",
        "Beslis volgens art. 3 en laat het weten.",
    ]


def test_no_card_names_a_person() -> None:
    named = {
        "hoofd": {"personen": ["A. Visser"]},
        "medewerker": {"extern": "Bureau Baak"},
    }
    assert [said(card.people) for card in cards(rollen=named)] == ["", "", "Bureau Baak"]


def test_a_limit_that_was_gone_after_prints_on_the_card() -> None:
    head = cards(nagegaan={"PP-01.termijnen.besluit": check()})[0]
    assert [said(each) for each in head.duties[0].limits] == ["Besluit: hoogstens 7373 weken"]


@pytest.mark.parametrize(
    ("action", "essence"),
    [
        ("Bel op.", "Bel op."),
        ("Bel op. Schrijf het op.", "Bel op."),
        ("Is er haast? Bel op. Schrijf het op.", "Is er haast? Bel op."),
        ("Is er haast? Of gevaar? Bel op! Klaar.", "Is er haast? Of gevaar? Bel op!"),
        ("Is er haast?", "Is er haast?"),
        ("Lees art. 3 van de wet. Klaar.", "Lees art. 3 van de wet."),
        ("Bel {{ de_persoon }}. {{ De_persoon }} beslist.", "Bel de cliënt."),
        ("Bel op. **Nooit** mailen.", "Bel op."),
    ],
)
def test_the_heart_of_a_step_is_its_first_sentence_with_the_question_before_it(
    action: str, essence: str
) -> None:
    step = REQUEST.steps[0].model_copy(update={"action": action})
    here = setting()
    procedure = REQUEST.model_copy(update={"steps": (step,)})
    library = replace(LIBRARY, procedures={"PP-01": procedure})
    body = cards_document(replace(here, library=library)).body
    assert isinstance(body, CardsBody)
    [worker] = [card for card in body.cards if said(card.title) == "Medewerker"]
    assert [said(each) for each in worker.duties[0].duties] == [essence]


# --- In the set ---


def documents() -> dict[str, Document]:
    made = document_set(profile(), LIBRARY, Register(), {}, "linde")
    return {document.item: document for document in made.documents}


def test_every_organisation_has_role_cards_beside_the_handbook() -> None:
    made = documents()
    card = made["KH-03"]
    assert (card.kind, card.code, card.title, card.subtitle, card.owner) == (
        "rolkaarten",
        "KH-03",
        "Rolkaarten",
        "De Linde",
        "kwaliteitsmedewerker",
    )
    assert dict(card.links) == {
        "PP-01": made["PP-01"].filename,
        "OR-01": made["OR-01"].filename,
    }


def test_the_overview_lists_the_role_cards_with_the_handbook() -> None:
    body = documents()["KH-00"].body
    assert isinstance(body, OverviewBody)
    handbook = body.groups[0]
    assert (said(handbook.title), [row.code for row in handbook.rows]) == (
        "Handboek",
        ["KH-01", "KH-02", "KH-03"],
    )
