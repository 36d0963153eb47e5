"""Codes, versions and dates."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.model.documents.document import Document, OverviewBody, OverviewGroup, Text
from handbook.model.documents.document_control import Control
from handbook.model.sources.content import Run
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Entry, Frozen, Register, Version, Waiver
from handbook.tailoring.control.approval import Decision, approve, next_whole
from handbook.tailoring.control.codes_and_versions import (
    codes_for,
    concealed,
    content_of,
    control_of,
    months_later,
    newest_open_day,
    not_ahead,
    revise,
    still_away,
    with_causes,
    with_words_around,
)

MONDAY, TUESDAY, LATER = date(2026, 11, 23), date(2026, 11, 24), date(2027, 2, 1)
AHEAD = date(2027, 5, 3)
PROFILE = Profile.model_validate({"naam": "De Linde", "kvk": "01234567", "onderdelen": ["138"]})


def document(item: str, words: str = "tekst") -> Document:
    body = OverviewBody(
        groups=(OverviewGroup(title=Text(source="x", runs=(Run(text=words),)), rows=()),)
    )
    return Document(
        item=item, kind="procedure", code=item, title=item, subtitle="", owner="", body=body
    )


def version(number: str = "0.1", **more: object) -> Version:
    status = "vastgesteld" if more.get("approved") else "concept"
    return Version(
        versie=number,
        status=status,
        datum=MONDAY,
        herziening=date(2028, 11, 23),
        inhoud=content_of(document("PP-01")),
    ).model_copy(update=more)


def entry_of(*versions: Version, **more: object) -> Entry:
    made = Entry(
        document="PP-01", code="PP-01", titel="PP-01", bestand="PP-01.docx", versies=versions
    )
    return made.model_copy(update=more)


def register_of(*versions: Version, **more: object) -> Register:
    return Register(documenten=(entry_of(*versions, **more),))


ADOPTED = version("1.0", approved=MONDAY, approver="A. de Wit", reason="een lek")


def test_a_new_document_is_a_concept_of_today_with_a_review_date() -> None:
    [entry] = revise(Register(), [document("PP-01")], PROFILE, MONDAY).entries
    assert (entry.code, entry.filename, entry.current.number, entry.current.status) == (
        "PP-01",
        "PP-01.docx",
        "0.1",
        "concept",
    )
    assert (entry.current.written, entry.current.review) == (MONDAY, date(2028, 11, 23))


def test_building_again_on_another_day_changes_nothing() -> None:
    first = revise(Register(), [document("PP-01")], PROFILE, MONDAY)
    assert revise(first, [document("PP-01")], PROFILE, LATER) == first


def test_an_open_concept_stays_one_version_however_often_its_text_changes() -> None:
    first = revise(Register(), [document("PP-01")], PROFILE, MONDAY)
    second = revise(first, [document("PP-01", "anders")], PROFILE, LATER)
    [entry] = second.entries
    assert len(entry.versions) == 1
    assert entry.current.written == MONDAY
    assert entry.current.content == content_of(document("PP-01", "anders"))


def test_a_text_built_by_a_clock_that_is_behind_is_not_older_than_the_one_it_replaces() -> None:
    register = revise(Register(), [document("PP-01")], PROFILE, MONDAY)
    for words, today in (("anders", LATER), ("weer anders", date(2020, 1, 1))):
        register = revise(register, [document("PP-01", words)], PROFILE, today)
    [entry] = register.entries
    assert (entry.current.written, entry.current.latest) == (MONDAY, LATER)
    assert entry.current.content == content_of(document("PP-01", "weer anders"))


def test_a_change_after_approval_opens_one_new_concept() -> None:
    [entry] = revise(Register(), [document("PP-01")], PROFILE, MONDAY).entries
    adopted = entry.current.model_copy(update={"number": "1.0", "status": "vastgesteld"})
    register = Register(documenten=(entry.model_copy(update={"versions": (adopted,)}),))
    [changed] = revise(register, [document("PP-01", "anders")], PROFILE, LATER).entries
    assert [(each.number, each.status, each.written) for each in changed.versions] == [
        ("1.0", "vastgesteld", MONDAY),
        ("1.1", "concept", LATER),
    ]


@pytest.mark.parametrize(
    ("words", "by_hand", "told"),
    [
        ("tekst", [], []),
        ("anders", [], ["de inhoud is gewijzigd"]),
        ("tekst", ["PP-01"], ["met de hand"]),
        ("anders", ["PP-01"], ["de inhoud is gewijzigd; met de hand"]),
    ],
)
def test_a_concept_after_an_approval_says_why_it_was_begun_and_is_begun_once(
    words: str, by_hand: list[str], told: list[str]
) -> None:
    register = register_of(ADOPTED)
    for day in (LATER, date(2027, 2, 2)):
        register = revise(register, [document("PP-01", words)], PROFILE, day, by_hand)
        [entry] = register.entries
        assert [each.reason for each in entry.versions] == ["een lek", *told]


def test_a_concept_prints_the_day_it_was_written_and_who_is_to_approve_it() -> None:
    [entry] = revise(Register(), [document("PP-01")], PROFILE, MONDAY).entries
    assert control_of(entry, document("PP-01"), "bestuurder") == Control(
        version="0.1",
        status="concept",
        written=MONDAY,
        review=date(2028, 11, 23),
        owner="",
        approver="bestuurder",
        history=("0.1  ·  concept van 23 november 2026  ·  eerste versie",),
    )


def test_a_concept_that_is_approved_keeps_the_day_on_which_it_was_written() -> None:
    written = revise(Register(), [document("PP-01")], PROFILE, MONDAY)
    changed = revise(written, [document("PP-01", "anders")], PROFILE, TUESDAY)
    decision = Decision(approver="B. Stuur", day=LATER)
    [entry] = approve(changed, ["PP-01"], decision, PROFILE).entries
    assert entry.versions == (
        Version(
            versie="1.0",
            status="vastgesteld",
            datum=MONDAY,
            herziening=date(2029, 2, 1),
            inhoud=content_of(document("PP-01", "anders")),
            vastgesteld_door="B. Stuur",
            vastgesteld_op=LATER,
        ),
    )


@pytest.mark.parametrize(
    ("reworded", "why"),
    [([], "zonder wijziging"), (["PP-01"], "na een wijziging van het sjabloon of de organisatie")],
)
def test_what_is_approved_again_is_a_version_of_that_day_and_takes_nothing_of_the_former(
    reworded: list[str], why: str
) -> None:
    kept = {
        "latest": LATER,
        "frozen": (Frozen(bestand="PP-01-1.0.docx", sha256="0" * 64),),
        "waivers": (Waiver(wat="nagaan", reden="besproken"),),
    }
    former = ADOPTED.model_copy(update=kept)
    decision = Decision(approver="C. Raad", day=LATER)
    [entry] = approve(register_of(former), ["PP-01"], decision, PROFILE, reworded).entries
    again = Version(
        versie="2.0",
        status="vastgesteld",
        datum=LATER,
        herziening=date(2029, 2, 1),
        inhoud=former.content,
        reden=f"opnieuw vastgesteld {why}",
        vastgesteld_door="C. Raad",
        vastgesteld_op=LATER,
    )
    assert entry.versions == (former, again)


def test_the_next_whole_number_comes_after_all_that_were() -> None:
    later = ADOPTED.model_copy(update={"number": "2.0"})
    assert next_whole(entry_of(ADOPTED, later, version("2.1"))) == "3.0"


def test_a_version_gathers_what_changed_in_it_and_an_approved_one_keeps_its_reason() -> None:
    def told(register: Register, words: str, cause: str) -> Register:
        revised = revise(register, [document("PP-01", words)], PROFILE, LATER)
        return with_causes(revised, register, {"PP-01": cause})

    def reasons(register: Register) -> list[str | None]:
        [entry] = register.entries
        return [each.reason for each in entry.versions]

    first = told(revise(Register(), [document("PP-01")], PROFILE, MONDAY), "eerst", "termijnen")
    [entry] = first.entries
    adopted = entry.current.model_copy(update={"number": "1.0", "status": "vastgesteld"})
    register = Register(documenten=(entry.model_copy(update={"versions": (adopted,)}),))
    assert reasons(register) == [None]
    unknown = told(register, "a", "")
    assert reasons(unknown) == [None, "de inhoud is gewijzigd"]
    once = told(register, "a", "termijnen gewijzigd")
    assert reasons(once) == [None, "termijnen gewijzigd"]
    assert told(once, "a", "naam gewijzigd") == once
    assert reasons(told(once, "b", "naam gewijzigd")) == [
        None,
        "termijnen gewijzigd; naam gewijzigd",
    ]
    assert reasons(told(once, "b", "termijnen gewijzigd")) == reasons(once)
    assert reasons(told(once, "b", "x" * 300)) == [
        None,
        "termijnen gewijzigd; de inhoud is gewijzigd",
    ]


def test_a_document_that_leaves_keeps_its_code_and_comes_back_under_it() -> None:
    both = revise(Register(), [document("PP-01"), document("PP-02")], PROFILE, MONDAY)
    without = revise(both, [document("PP-01")], PROFILE, LATER)
    assert [(entry.item, entry.dropped) for entry in without.entries] == [
        ("PP-01", None),
        ("PP-02", LATER),
    ]
    assert revise(without, [document("PP-01")], PROFILE, date(2027, 3, 1)) == without
    assert revise(without, [document("PP-01"), document("PP-02")], PROFILE, LATER) == both


def test_a_document_comes_back_with_its_file_and_goes_without_waiting_for_one() -> None:
    items = ("PP-01", "PP-02", "PP-03")
    every = revise(Register(), [document(each) for each in items], PROFILE, MONDAY)
    before = revise(every, [document("PP-03")], PROFILE, MONDAY)
    now = revise(before, [document("PP-01"), document("PP-02")], PROFILE, LATER)
    assert [each.dropped for each in still_away(now, before, ["PP-01"]).entries] == [
        None,
        MONDAY,
        LATER,
    ]


def test_an_entry_takes_the_title_and_the_file_of_its_document() -> None:
    first = revise(Register(), [document("PP-01")], PROFILE, MONDAY)
    other = replace(document("PP-01"), title="Aanmelding", code="LI-PP-01")
    [entry] = revise(first, [other], PROFILE, MONDAY).entries
    assert (entry.title, entry.filename, entry.code) == ("Aanmelding", "LI-PP-01.docx", "PP-01")


@pytest.mark.parametrize(
    ("number", "following"), [("1.0", "1.1"), ("1.9", "1.10"), ("1.10", "1.11")]
)
def test_a_file_changed_by_hand_opens_a_concept_with_the_next_number(
    number: str, following: str
) -> None:
    old = ADOPTED.model_copy(update={"number": number})
    revised = revise(register_of(old), [document("PP-01")], PROFILE, LATER, ["PP-01"])
    fresh = version(following, written=LATER, review=date(2029, 2, 1), reason="met de hand")
    assert revised == register_of(old, fresh)


def test_an_open_concept_changed_by_hand_stays_as_it_is() -> None:
    register = register_of(version(latest=LATER))
    assert revise(register, [document("PP-01")], PROFILE, AHEAD, ["PP-01"]) == register


@pytest.mark.parametrize(
    ("known", "today", "latest"),
    [(None, MONDAY, None), (None, LATER, LATER), (LATER, AHEAD, AHEAD), (AHEAD, LATER, AHEAD)],
)
def test_a_concept_knows_the_last_day_on_which_its_text_changed(
    known: date | None, today: date, latest: date | None
) -> None:
    register = register_of(version(latest=known))
    [entry] = revise(register, [document("PP-01", "anders")], PROFILE, today).entries
    assert (entry.current.written, entry.current.latest) == (MONDAY, latest)


@pytest.mark.parametrize(
    ("known", "since", "found"),
    [(None, None, None), ("oud", None, LATER), ("oud", AHEAD, AHEAD), ("nieuw", MONDAY, MONDAY)],
)
def test_other_words_around_a_text_are_there_since_today(
    known: str | None, since: date | None, found: date | None
) -> None:
    register = register_of(ADOPTED, around=known, around_since=since)
    assert with_words_around(register, {"PP-01": "nieuw"}, LATER) == register_of(
        ADOPTED, around="nieuw", around_since=found
    )


@pytest.mark.parametrize(
    ("ahead", "back"),
    [
        (
            {"written": AHEAD, "latest": AHEAD, "review": date(2029, 5, 3)},
            {"written": LATER, "latest": None, "review": date(2029, 2, 1)},
        ),
        ({"latest": AHEAD}, {"latest": LATER}),
        ({"written": LATER, "latest": AHEAD}, {"written": LATER, "latest": None}),
    ],
)
def test_a_concept_of_a_day_to_come_is_of_today_and_what_stood_before_it_stays(
    ahead: dict[str, date], back: dict[str, date | None]
) -> None:
    register = register_of(ADOPTED, version("1.1", **ahead), around_since=MONDAY)
    assert newest_open_day(register.entries[0]) == AHEAD
    assert not_ahead(register, PROFILE, LATER) == register_of(
        ADOPTED, version("1.1", **back), around_since=MONDAY
    )
    assert not_ahead(register, PROFILE, date(2015, 1, 1)) == register


def test_words_around_of_a_day_to_come_are_of_today_and_the_text_of_before_stays() -> None:
    late = ADOPTED.model_copy(update={"written": AHEAD, "latest": AHEAD})
    assert not_ahead(register_of(late), PROFILE, LATER) == register_of(late)
    for text in (late, version()):
        register = register_of(text, around_since=AHEAD)
        assert not_ahead(register, PROFILE, LATER) == register_of(text, around_since=LATER)


def test_an_approved_version_prints_who_approved_it_and_when() -> None:
    late = ADOPTED.model_copy(update={"approved": LATER})
    said = control_of(entry_of(version(), late), document("PP-01"), "bestuurder")
    assert (said.version, said.written, said.approver) == ("1.0", LATER, "A. de Wit")
    assert said.history == (
        "0.1  ·  concept van 23 november 2026  ·  eerste versie",
        "1.0  ·  vastgesteld op 1 februari 2027 door A. de Wit  ·  een lek",
    )
    open_now = control_of(entry_of(ADOPTED, version("1.1")), document("PP-01"), "bestuurder")
    assert (open_now.written, open_now.approver) == (MONDAY, "bestuurder")


def test_what_people_typed_in_any_version_is_hidden_where_it_is_printed() -> None:
    open_now = version("1.1", reason="een gat")
    assert concealed(register_of(ADOPTED, open_now, title="Het huis"), str.upper) == register_of(
        ADOPTED.model_copy(update={"reason": "EEN LEK", "approver": "A. DE WIT"}),
        open_now.model_copy(update={"reason": "EEN GAT"}),
        title="HET HUIS",
    )


def test_a_code_once_given_is_kept_when_the_prefix_changes() -> None:
    register = revise(Register(), [document("PP-01")], PROFILE, MONDAY)
    assert codes_for(["PP-01", "PP-02"], register, "LI-") == {"PP-01": "PP-01", "PP-02": "LI-PP-02"}


def test_a_code_of_another_document_is_never_given_again() -> None:
    register = revise(Register(), [document("LI-PP-01")], PROFILE, MONDAY)
    assert codes_for(["PP-01"], register, "LI-") == {"PP-01": "LI-PP-01-2"}
    assert codes_for(["PP-01"], register, "li-") == {"PP-01": "li-PP-01-2"}


def test_two_new_documents_never_get_codes_that_differ_in_capitals_alone() -> None:
    codes = codes_for(["PP-01", "pp-01"], Register(), "")
    assert codes == {"PP-01": "PP-01", "pp-01": "pp-01-2"}


def test_a_code_of_a_document_that_left_is_never_given_again() -> None:
    register = revise(Register(), [document("LI-PP-01")], PROFILE, MONDAY)
    gone = revise(register, [], PROFILE, LATER)
    assert codes_for(["PP-01"], gone, "LI-") == {"PP-01": "LI-PP-01-2"}


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_one_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])
