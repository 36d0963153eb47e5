"""Which duties of our texts hang on the size of an organisation, and what then prints."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from examples import ROOT

from handbook.loading.workspace import open_workspace
from handbook.model.common.base_record import Written
from handbook.model.documents.document import DocumentSet, ProcedureBody
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Condition
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.selection.norm_binding import situation_of
from handbook.tailoring.text.thresholds import sizes_wanted


@cache
def library() -> Library:
    return open_workspace(ROOT).library


def made_for(size: dict[str, str], **profile: Any) -> DocumentSet:
    told = {"naam": "Stichting Toets", "kvk": "01234567", "onderdelen": ["138"], **profile}
    read = Profile.model_validate({**told, "omvang": size})
    return document_set(read, library(), Register(), {}, "toets")


def body(made: DocumentSet, item: str) -> ProcedureBody:
    [found] = [each.body for each in made.documents if each.item == item]
    assert isinstance(found, ProcedureBody)
    return found


def steps(made: DocumentSet, item: str, *ids: str) -> list[str]:
    return [
        str(each.what) for each in body(made, item).steps if each.what.source.split(".")[2] in ids
    ]


WORKS = ("or-instellen", "pvt-of-vergadering", "personeelsvergadering")
COUNCIL, ALL = "Stel een ondernemingsraad in.", "Bespreek belangrijke plannen met alle medewerkers."
MEETING = (
    "Vergader minstens twee keer per jaar met alle medewerkers, en ook als een kwart daar met "
    "redenen om vraagt. Vraagt de meerderheid om een personeelsvertegenwoordiging? Laat dan "
    "minstens drie leden kiezen."
)


@pytest.mark.parametrize(
    ("size", "told", "limits"),
    [
        ({"medewerkers": "9"}, [ALL], []),
        (
            {"medewerkers": "10"},
            [MEETING, ALL],
            ["Personeelsvertegenwoordiging of personeelsvergadering"],
        ),
        ({"medewerkers": "50"}, [COUNCIL, ALL], ["Ondernemingsraad"]),
        (
            {},
            [
                f"{COUNCIL} Dit geldt vanaf 50 mensen in dienst.",
                f"{MEETING} Dit geldt van 10 tot 50 mensen in dienst.",
                ALL,
            ],
            [
                "Ondernemingsraad (vanaf 50 mensen in dienst)",
                "Personeelsvertegenwoordiging of personeelsvergadering "
                "(van 10 tot 50 mensen in dienst)",
            ],
        ),
    ],
)
def test_how_staff_have_a_say_follows_from_their_number(
    size: dict[str, str], told: list[str], limits: list[str]
) -> None:
    made = made_for(size)
    assert steps(made, "OR-24", *WORKS) == told
    said = [str(each.what) for each in body(made, "OR-24").limits]
    assert [each for each in said if "raad" in each or "vergadering" in each] == limits


def test_who_has_a_works_council_hears_of_no_other_form() -> None:
    for size in ({}, {"medewerkers": "30"}):
        made = made_for(size, kenmerken=["ondernemingsraad"])
        assert steps(made, "OR-24", *WORKS) == []
        assert "vergadering" not in str([str(each.what) for each in body(made, "OR-24").limits])


REPORTS = ("meldregeling", "melding-termijnen", "meldregister")
PROTECTS = "Wet bescherming klokkenluiders, art. 17e en 17eb"


@pytest.mark.parametrize(
    ("size", "number", "hedge", "ground"),
    [
        ({"medewerkers": "49"}, 0, "", [PROTECTS]),
        ({"medewerkers": "50"}, 3, "", ["Wet bescherming klokkenluiders, art. 2 en 2a", PROTECTS]),
        (
            {},
            3,
            " Dit geldt vanaf 50 mensen in dienst.",
            ["Wet bescherming klokkenluiders, art. 2 en 2a (vanaf 50 mensen in dienst)", PROTECTS],
        ),
    ],
)
def test_rules_for_reports_of_wrongdoing_hold_from_fifty_people_protection_for_all(
    size: dict[str, str], number: int, hedge: str, ground: list[str]
) -> None:
    made = made_for(size)
    told = steps(made, "OR-03", *REPORTS)
    assert len(told) == number
    assert all(each.endswith(f".{hedge}") for each in told)
    assert all(each.count("Dit geldt") == bool(hedge) for each in told)
    said = [str(each) for each in body(made, "OR-03").grounds]
    assert [each for each in said if "klokkenluiders" in each] == ground
    assert len(steps(made, "OR-03", "melding")) == 1


def test_of_a_law_for_larger_employers_nothing_remains() -> None:
    words = ("melding-termijnen", "WNT", "ondernemingsraad in", "35b", "Dit geldt ")
    said = {
        size: str(made_for({"medewerkers": size, "subsidie": "90000"}).documents)
        for size in ("5", "50")
    }
    found = {size: [each for each in words if each in text] for size, text in said.items()}
    assert found == {"5": [], "50": ["melding-termijnen", "ondernemingsraad in"]}
    assert all(each in str(made_for({}).documents) for each in words)


def test_a_text_that_names_its_threshold_does_not_say_it_twice() -> None:
    [told] = steps(made_for({}), "OR-03", "wnt")
    assert told.endswith("minstens 500.000 euro en minstens de helft van de inkomsten was.")


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ({"medewerkers": "25"}, ["toetsen-klein", "preventie-zelf"]),
        ({"medewerkers": "26"}, ["toetsen"]),
        ({}, ["toetsen", "toetsen-klein", "preventie-zelf"]),
    ],
)
def test_up_to_25_people_the_rie_needs_no_outside_look(
    size: dict[str, str], told: list[str]
) -> None:
    found = [each.what.source.split(".")[2] for each in body(made_for(size), "OR-12").steps]
    assert [
        each for each in found if each in {"toetsen", "toetsen-klein", "preventie-zelf"}
    ] == told


YOUTH: Any = {
    "activiteiten": {"138": ["maatschappelijk-werk"]},
    "diensten": [{"naam": "Jeugdhulp", "onderdeel": "138", "soort": "jeugdhulp"}],
}


@pytest.mark.parametrize(
    ("size", "board", "council"),
    [({"jeugdhulpverleners": "10"}, 0, 0), ({"jeugdhulpverleners": "11"}, 2, 1), ({}, 2, 1)],
)
def test_a_board_and_a_council_come_with_more_than_ten_who_give_youth_help(
    size: dict[str, str], board: int, council: int
) -> None:
    made = made_for(size, **YOUTH)
    assert len(steps(made, "OR-24", "jeugdhulp")) == council
    said = [str(each.value) for each in body(made, "OR-03").particulars]
    assert len([each for each in said if "toezicht" in each]) == board


def test_only_the_numbers_that_count_for_this_work_are_asked() -> None:
    asked = []
    for profile in ({}, YOUTH, {"kenmerken": ["zorg"]}):
        made = made_for({}, **profile)
        codes = [each.item for each in made.documents]
        asked.append(set(sizes_wanted(library(), codes, situation_of(made.selection))))
    common = {"medewerkers", "subsidie"}
    assert asked == [common, common | {"jeugdhulpverleners"}, common | {"zorgverleners"}]


def bounds_in(value: object) -> Iterator[int]:
    if isinstance(value, Condition):
        for each in value.sizes.values():
            yield from (number for number in (each.at_least, each.below) if number is not None)
    if isinstance(value, tuple):
        for each in value:
            yield from bounds_in(each)
    if isinstance(value, Written):
        for name in type(value).model_fields:
            yield from bounds_in(getattr(value, name))


def test_every_threshold_was_read_in_an_article_that_the_procedure_cites() -> None:
    unread = set()
    for procedure in library().procedures.values():
        says = " ".join(
            article.reading.says
            for each in (*procedure.grounds, *procedure.deadlines)
            for number in each.articles
            if (article := library().laws[each.law].article(number))
            and article.reading
            and article.is_certain
        ).replace(".", "")
        known = {int(each) for each in re.findall(r"\d+", says)}
        # "Meer dan 10" is 11 and more; "tot en met 25" is under 26.
        unread |= {
            (procedure.id, each) for each in bounds_in(procedure) if not {each, each - 1} & known
        }
    assert unread == set()
