"""Laws and limits in print: certain or gone after as fact, doubted with a mark and no number."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tailoring.small import FILES, LIBRARY, REQUEST, WGS, check, profile, setting

from handbook.model.documents.document import Document, Doubt, LimitText, ProcedureBody, Text
from handbook.model.sources.content import Deadline, Ground, Run, Runs
from handbook.model.sources.norm import ALWAYS
from handbook.model.sources.reference import Check
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.content.procedures import procedure_document
from handbook.tailoring.text.filling import fill, words_for
from handbook.tailoring.text.laws import DOUBT, DOUBTED, LIMIT_DOUBT, law_runs

# The ids of all that is doubted in the small library, and what would print of each as a number.
NUMBERS = {
    "PP-01.termijnen.besluit": "7373",
    "OR-01.termijnen.bewaren": "6464",
    "wgs.9191": "9191",
    "wgs.8282": "8282",
}


def said(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def cited(*articles: str, **more: Any) -> Runs:
    ground = Ground(id="x", wet="wgs", artikelen=articles)
    return law_runs(profile(**more), LIBRARY, ground)


def dated(day: date | None, *articles: str, **days: date) -> str:
    """Return how the law reads on `day`, where it and its article 7 have these days."""
    law = [each.model_copy(update=days) if each.number == "7" else each for each in WGS.articles]
    whole = WGS.model_copy(update=days if not articles else {"articles": tuple(law)})
    library = replace(LIBRARY, laws={"wgs": whole})
    return said(law_runs(profile(), library, Ground(id="x", wet="wgs", artikelen=articles), day))


def body(document: Document) -> ProcedureBody:
    assert isinstance(document.body, ProcedureBody)
    return document.body


# --- Articles ---


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ((), "Wgs"),
        (("4a",), "Wgs, art. 4a"),
        (("4a", "7"), "Wgs, art. 4a en 7"),
        (("hfd. 5",), "Wgs, hfd. 5"),
        (("4a", "hfd. 5", "7"), "Wgs, art. 4a en 7, hfd. 5"),
    ],
)
def test_a_law_is_cited_with_its_articles(articles: tuple[str, ...], expected: str) -> None:
    assert cited(*articles) == (Run(text=expected),)


def test_a_doubted_article_is_a_mark_and_no_number() -> None:
    assert [(run.text, run.mark) for run in DOUBTED] == [(" ", ""), (DOUBT, "twijfel")]
    assert cited("9191") == (Run(text="Wgs"), *DOUBTED)
    assert cited("4a", "9191", "8282") == (Run(text="Wgs, art. 4a"), *DOUBTED)


def test_a_law_that_ended_or_is_to_come_is_named_as_such() -> None:
    eve, day = date(2026, 12, 31), date(2027, 1, 1)
    assert dated(eve, until=day) == dated(day, since=day) == "Wgs"
    assert dated(day, until=day) == "Wgs (geldt niet meer sinds 1 januari 2027)"
    assert dated(eve, since=day) == "Wgs (geldt vanaf 1 januari 2027)"
    assert dated(None, since=day) == "Wgs (geldt vanaf 1 januari 2027)"


def test_an_article_that_does_not_hold_is_not_cited_and_no_doubt() -> None:
    eve, day = date(2026, 12, 31), date(2027, 1, 1)
    assert dated(eve, "4a", "7", until=day) == "Wgs, art. 4a en 7"
    assert dated(day, "4a", "7", until=day) == "Wgs, art. 4a"
    assert dated(eve, "7", since=day) == "Wgs"


def test_an_article_that_was_gone_after_is_cited_as_any_other() -> None:
    assert cited("4a", "9191", nagegaan={"wgs.9191": check()}) == (
        Run(text="Wgs, art. 4a en 9191"),
    )


def test_a_mark_never_breaks_over_two_lines() -> None:
    assert [mark for mark in (DOUBT, LIMIT_DOUBT) if " " in mark] == []


# --- Limits ---


def limited(deadline: Deadline, **more: Any) -> Runs:
    words = words_for(setting(**more), "PP-01", ALWAYS, deadlines=[deadline])
    return fill(f"Binnen {{{{ termijn.{deadline.id} }}}}.", words)


DECISION, KEEPING = REQUEST.deadlines[1], FILES.deadlines[0]


def test_a_doubted_limit_is_a_mark_in_a_sentence() -> None:
    assert limited(DECISION) == (
        Run(text="Binnen "),
        Run(text=LIMIT_DOUBT, mark="twijfel"),
        Run(text="."),
    )


def test_what_stands_in_for_a_doubted_limit_is_filled_like_any_text() -> None:
    assert limited(KEEPING) == (Run(text="Binnen zolang de cliënt er is."),)


def test_a_limit_that_was_gone_after_prints_and_what_was_found_goes_before_it() -> None:
    right = {"PP-01.termijnen.besluit": check()}
    other = {"PP-01.termijnen.besluit": check(uitkomst="8 weken")}
    assert limited(DECISION, nagegaan=right) == (Run(text="Binnen hoogstens 7373 weken."),)
    assert limited(DECISION, nagegaan=other) == (Run(text="Binnen 8 weken."),)


def test_the_organisation_goes_before_the_pack_in_what_was_found() -> None:
    found = Check(door="Pakket", op="01-01-2026", bron="de wet", uitkomst="9 weken")
    gone_after = DECISION.model_copy(update={"check": found})
    own = {"PP-01.termijnen.besluit": check(uitkomst="8 weken")}
    assert said(limited(gone_after)) == "Binnen 9 weken."
    assert said(limited(gone_after, nagegaan=own)) == "Binnen 8 weken."


def test_an_own_choice_needs_nobody_to_go_after_it() -> None:
    own = Deadline(id="x", wat="X", termijn="4 dagen", aard="eigen", nagaan="is dit haalbaar")
    assert said(limited(own)) == f"Binnen {LIMIT_DOUBT}."
    assert said(limited(own, termijnen={"PP-01.x": "5 dagen"})) == "Binnen 5 dagen."


# --- In a procedure ---


def test_a_procedure_shows_each_limit_with_its_law_and_its_doubt() -> None:
    limits = body(procedure_document(setting(), REQUEST)).limits
    assert limits == (
        LimitText(
            what=Text(source="PP-01.termijnen.reactie.wat", runs=(Run(text="Reactie"),)),
            limit=Text(source="PP-01.termijnen.reactie.termijn", runs=(Run(text="2 werkdagen"),)),
            nature="eigen",
            basis=Text(source="PP-01.termijnen.reactie.bron", runs=()),
        ),
        LimitText(
            what=Text(source="PP-01.termijnen.besluit.wat", runs=(Run(text="Besluit"),)),
            limit=Text(
                source="PP-01.termijnen.besluit.termijn",
                runs=(Run(text=LIMIT_DOUBT, mark="twijfel"),),
            ),
            nature="wet",
            basis=Text(
                source="PP-01.termijnen.besluit.bron",
                runs=(Run(text="Wgs, art. 4a"), *DOUBTED),
            ),
        ),
    )


def test_a_doubted_limit_with_other_words_in_its_place_still_carries_a_mark_in_its_row() -> None:
    [row] = body(procedure_document(setting(), FILES)).limits
    assert row.limit.runs == (Run(text="zolang de cliënt er is"), *DOUBTED)
    assert said(row.basis.runs) == "contract"


def test_a_procedure_rests_on_laws_codes_and_agreements() -> None:
    grounds = body(procedure_document(setting(), REQUEST)).grounds
    assert [(each.source, said(each.runs)) for each in grounds] == [
        ("PP-01.grondslag.wgs", f"Wgs, art. 4a en 7, hfd. 5 {DOUBT}"),
        ("PP-01.grondslag.code", "Meldcode"),
        ("PP-01.grondslag.contract", "Het contract met de gemeente"),
    ]


def test_a_procedure_says_who_is_at_work_once_and_in_order() -> None:
    shelter = {"onderdelen": ["138", "139"]}
    assert body(procedure_document(setting(), REQUEST)).people == "medewerker en hoofd zorg"
    assert body(procedure_document(setting(**shelter), REQUEST)).people == (
        "medewerker, hoofd zorg en nachtwacht"
    )
    one = {"medewerker": {"functie": "consulent"}, "hoofd": {"functie": "consulent"}}
    assert body(procedure_document(setting(rollen=one), REQUEST)).people == "consulent"


# --- The whole set ---


CHANGE = "wgs.gewijzigd.2024"


def doubted(**more: Any) -> tuple[Doubt, ...]:
    return document_set(profile(**more), LIBRARY, Register(), {}, "linde").doubts


def test_a_set_names_what_is_doubted_in_it_with_the_reason() -> None:
    assert doubted() == (
        Doubt(id="PP-01.termijnen.besluit", what="Besluit", why="het maximum"),
        Doubt(id="OR-01.termijnen.bewaren", what="Bewaren", why="de duur"),
        Doubt(id="wgs.9191", what="Wgs, art. 9191", why="over eerste gesprek"),
        Doubt(id="wgs.8282", what="Wgs, art. 8282", why="over archief"),
        Doubt(id=CHANGE, what="Wgs, 2024", why="Bewaren duurt langer."),
    )


def test_what_was_gone_after_is_doubted_no_longer() -> None:
    found = doubted(nagegaan={"wgs.9191": check(), "OR-01.termijnen.bewaren": check()})
    assert [each.id for each in found] == ["PP-01.termijnen.besluit", "wgs.8282", CHANGE]
    assert doubted(nagegaan={name: check() for name in (*NUMBERS, CHANGE)}) == ()


def texts(value: Any) -> str:
    """Return every text in a record, one behind the other."""
    if isinstance(value, str):
        return f"{value} "
    if isinstance(value, tuple):
        return "".join(map(texts, value))
    if hasattr(value, "__dataclass_fields__"):
        return "".join(texts(getattr(value, name)) for name in value.__dataclass_fields__)
    return ""


@given(gone_after=st.sets(st.sampled_from(sorted(NUMBERS))), pack=st.booleans())
def test_a_number_prints_when_somebody_went_after_it_and_never_before(
    gone_after: set[str], *, pack: bool
) -> None:
    library, here = LIBRARY, {name: check() for name in sorted(gone_after)}
    if pack:
        library, here = recorded(gone_after), {}
    made = document_set(profile(nagegaan=here), library, Register(), {}, "linde")
    printed = texts(tuple(document.body for document in made.documents))
    assert {name for name, number in NUMBERS.items() if number in printed} == gone_after
    assert {each.id for each in made.doubts} == (set(NUMBERS) - gone_after) | {CHANGE}
    waiting = set(NUMBERS) - gone_after
    assert (LIMIT_DOUBT in printed) == ("PP-01.termijnen.besluit" in waiting)
    assert (DOUBT in printed) == bool(waiting - {"PP-01.termijnen.besluit"})


def recorded(gone_after: set[str]) -> Any:
    """Return the small library whose pack itself says that these were gone after."""
    known = Check(door="Pakket", op="01-01-2026", bron="de wet")
    law = LIBRARY.laws["wgs"]
    articles = tuple(
        each.model_copy(update={"check": known}) if f"wgs.{each.number}" in gone_after else each
        for each in law.articles
    )
    procedures = {
        name: procedure.model_copy(
            update={
                "deadlines": tuple(
                    each.model_copy(update={"check": known})
                    if f"{name}.termijnen.{each.id}" in gone_after
                    else each
                    for each in procedure.deadlines
                )
            }
        )
        for name, procedure in LIBRARY.procedures.items()
    }
    laws = {**LIBRARY.laws, "wgs": law.model_copy(update={"articles": articles})}
    return replace(LIBRARY, laws=laws, procedures=procedures)
