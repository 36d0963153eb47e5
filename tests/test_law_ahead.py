"""The days of the law in our own packs: what is announced, and no amount that outlives its year."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from examples import ROOT

from handbook.loading.workspace import Loaded, open_workspace, read_profile
from handbook.model.common.base_record import date_text
from handbook.model.documents.document import DocumentSet, HandbookBody, ProcedureBody
from handbook.model.sources.content import Grid
from handbook.pipeline.organisation.hand_edits import decide

YEAR = re.compile(r"(?<!-)\b20[2-9]\d\b")  # by itself: sinds 2-2-2025 stays true
ANNOUNCED = {  # (law, day): as the list of changes of the law gives them
    ("participatiewet", "1 januari 2027"),
    ("waadi", "1 januari 2027"),
    ("wet-dba", "1 januari 2027"),
    ("ai-verordening", "2 december 2027"),
}


@cache
def loaded() -> Loaded:
    return read_profile(open_workspace(ROOT), "vierstroom")


def made_on(day: date | None) -> DocumentSet:
    profile = loaded().profile.model_copy(update={"reference_day": day})
    return decide(replace(loaded(), profile=profile), "vierstroom")


def allowance(day: date | None) -> list[str]:
    """Return what OR-09 says on `day` that a volunteer may get without tax."""
    [body] = [each.body for each in made_on(day).documents if each.item == "OR-09"]
    assert isinstance(body, ProcedureBody)
    return [str(each.limit) for each in body.limits if "vergoeding" in str(each.what)]


def changes(day: date | None) -> list[list[tuple[str, str]]]:
    """Return law and day in each table of changes: what changed, and what is to come."""
    [body] = [each.body for each in made_on(day).documents if each.item == "KH-01"]
    assert isinstance(body, HandbookBody)
    tables = [
        block
        for chapter in body.chapters
        for section in chapter.sections
        for block in section.body.blocks
        if isinstance(block, Grid) and block.caption.startswith("Wetten die verander")
    ]
    return [
        [("".join(run.text for run in row[0]), "".join(run.text for run in row[1])) for row in rows]
        for rows in (each.rows for each in tables)
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, "hoogstens 220 euro per maand en 2.200 euro per jaar (2026)"),
        (date(2026, 12, 31), "hoogstens 220 euro per maand en 2.200 euro per jaar (2026)"),
        (date(2027, 1, 1), "hoogstens het bedrag dat de Belastingdienst voor dat jaar noemt"),
    ],
)
def test_what_a_volunteer_may_get_is_that_of_the_year(day: date | None, said: str) -> None:
    assert allowance(day) == [said]


def test_the_handbook_says_what_is_to_come_with_its_day() -> None:
    _, ahead = changes(None)
    assert ahead == [
        ("Participatiewet", "1 januari 2027"),
        ("Waadi", "1 januari 2027"),
        ("Wet DBA", "1 januari 2027"),
        ("AI-verordening", "2 december 2027"),
        ("Wmo 2015", "in voorbereiding"),
        ("Wet kinderopvang", "nog niet bevestigd"),
    ]


def test_what_has_come_is_no_longer_ahead() -> None:
    changed, ahead = changes(date(2027, 1, 1))
    assert ("Waadi", "1 januari 2027") in changed
    assert [since for _, since in ahead] == [
        "2 december 2027",
        "in voorbereiding",
        "nog niet bevestigd",
    ]


def test_a_limit_of_the_law_that_names_a_year_ends_with_it() -> None:
    outlives = [
        f"{procedure.id}.{limit.id}"
        for procedure in loaded().library.procedures.values()
        for limit in procedure.deadlines
        if limit.nature == "wet" and YEAR.search(f"{limit.what} {limit.limit}") and not limit.until
    ]
    assert outlives == []


def test_only_what_the_list_of_changes_gives_a_day_has_one_and_it_reads_as_it_is() -> None:
    ahead = {
        (law.id, each.told): each.since
        for law in loaded().library.laws.values()
        for each in law.amendments
        if each.since
    }
    assert {key for key, since in ahead.items() if date_text(since) == key[1]} == ANNOUNCED
    assert ahead.keys() == ANNOUNCED
    assert loaded().library.law_day is not None
