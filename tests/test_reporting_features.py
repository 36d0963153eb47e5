"""What came of a command, as a person reads it: every number and name in its own place."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from handbook.errors import Place, Problem
from handbook.model.documents.build import Action, DocumentOutcome, Outcome
from handbook.model.features.adoption import Adopted, Adoption
from handbook.model.features.comparison import Change, Comparison
from handbook.model.features.publishing import Plan, Step
from handbook.model.features.questionnaire import Questioned, Reply, Taken
from handbook.model.features.rename import Evidence, Rename
from handbook.model.features.status import DocumentStatus, OrganisationStatus
from handbook.model.features.watch import WatchEvent
from handbook.model.sources.register import Register
from handbook.reporting.build.batch import Tally, as_line, closing
from handbook.reporting.build.impact import Impact, impact_text
from handbook.reporting.build.outcome_text import summary
from handbook.reporting.features.adoption import adopted_text
from handbook.reporting.features.comparison import compared_text
from handbook.reporting.features.publishing import published_text
from handbook.reporting.features.questionnaire import questioned_text, taken_text
from handbook.reporting.features.rename import rename_text, renamed_text
from handbook.reporting.features.restore import formers_text, rebuilt_text
from handbook.reporting.features.status import standing_text
from handbook.reporting.features.watch import live_text
from handbook.reporting.terminal.stream import PLAIN

WRONG = Problem(Place("a.yaml", 3, 1), code="HB201", what="onbekend", mend="Kies een ander.")
NOTE = Problem(Place("b.yaml"), code="HB554", what="let hierop", mend="Kijk.", weight="let op")


def made(action: Action, reason: str = "", code: str = "PP-01") -> DocumentOutcome:
    path = f"output/x/{code}.docx"
    return DocumentOutcome(
        item=code, code=code, title="Titel", path=path, action=action, reason=reason
    )


def test_of_many_only_those_where_something_changed_or_went_wrong_get_a_line() -> None:
    still = Outcome(organisation="a", documents=(made("ongewijzigd"), made("behouden")))
    failed = Outcome(organisation="b", documents=(made("ongewijzigd"),), exit_code=1)
    changed = Outcome(organisation="c", documents=(made("gewijzigd"),))
    assert [as_line(each) for each in (still, failed, changed)] == [
        "",
        "b: 1 ongewijzigd",
        "c: 1 gewijzigd",
    ]


def test_many_are_closed_with_all_numbers_and_each_that_asks_attention() -> None:
    tally = Tally()
    tally.add(Outcome(organisation="a", documents=(made("nieuw"),), problems=(NOTE,)))
    documents = (made("nieuw"), made("vervallen"), made("mislukt", "te lang"))
    tally.add(Outcome(organisation="b", documents=documents, problems=(NOTE, WRONG), exit_code=1))
    assert closing(tally) == (
        "2 organisaties: 2 nieuw, 1 vervallen, 1 mislukt\n\n"
        "2 aandachtspunten; 'handbook check ORGANISATIE' toont die van één.\n\n"
        "1 organisatie vraagt aandacht\n\n"
        "b: 1 mislukt; 1 fout\n"
        "  mislukt       PP-01     Titel: te lang\n"
        "    output/x/PP-01.docx\n\n"
        "1 fout\n\n"
        "a.yaml:3:1: onbekend [HB201]\n"
        "    Kies een ander."
    )


def test_the_reach_of_a_change_is_told_by_reason_the_widest_first() -> None:
    impact = Impact()
    hers = made("samengevoegd", "norm nieuw; met de hand gewijzigd")
    strange = made("voorstel", "met de hand gewijzigd")
    impact.add(Outcome(organisation="a", documents=(made("gewijzigd", "klein"), hers)))
    impact.add(Outcome(organisation="b", documents=(made("nieuw", "norm nieuw"),), exit_code=3))
    impact.add(Outcome(organisation="c", documents=(made("ongewijzigd"), strange), exit_code=1))
    told = impact_text(impact).splitlines()
    assert told[0] == "3 van 3 organisaties, 4 documenten, waarvan 2 met eigen wijzigingen"
    rows = [" ".join(each.split()) for each in told]
    begin = next(place for place, each in enumerate(rows) if each.startswith("2 2 1"))
    assert rows[begin : begin + 3] == [
        "2 2 1 norm nieuw",
        "1 1 1 dit bestand is niet door handbook gemaakt",
        "1 1 0 klein",
    ]
    assert [each for each in rows if each in ("2 1 a", "1 0 b", "1 1 c")] == [
        *("2 1 a", "1 0 b", "1 1 c")
    ]
    assert rows[rows.index("1 1 c") + 2] == "1 organisatie vraagt aandacht"


def test_a_rename_says_whose_files_these_are_and_what_moves() -> None:
    whose = Evidence(
        name="De Linde", chamber_number="01234567", approved=2, newest=date(2026, 3, 4)
    )
    moves = (("output/a", "output/bb"), ("a.yaml", "bb.yaml"))
    assert rename_text(Rename(old="a", new="bb", whose=whose, moves=moves)) == (
        "Dit zijn de bestanden van: De Linde, KvK 01234567.\n"
        "Vastgesteld: 2 documenten, het nieuwste van 4 maart 2026.\n"
        "  output/a  wordt  output/bb\n"
        "  a.yaml    wordt  bb.yaml\n"
        "Wat is vastgesteld, blijft zoals het is, byte voor byte."
    )


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ({}, "Er is niets veranderd."),
        ({"done": True}, "'a' heet nu 'b'."),
        ({"done": True, "goes_on": True}, "Het hernoemen dat was afgebroken, is afgemaakt. 'a'"),
        ({"done": True, "new": "a"}, "Het register is nu van 'a'."),
    ],
)
def test_a_rename_tells_what_came_of_it(more: dict[str, Any], first: str) -> None:
    planned = Rename(**{"old": "a", "new": "b", "whose": Evidence(name="A"), **more})
    assert renamed_text(planned).startswith(first)


def test_a_register_made_anew_is_told_in_its_own_numbers() -> None:
    def version(number: str, **more: str) -> dict[str, str]:
        days = {"datum": "2026-01-02", "herziening": "2027-01-02"}
        return {"versie": number, "status": "concept", **days, "inhoud": "x", **more}

    approved = {"status": "vastgesteld", "vastgesteld_door": "B", "vastgesteld_op": "2026-02-03"}
    entry = {"document": "PP-01", "code": "PP-01", "titel": "T", "bestand": "PP-01.docx"}
    versions = [version("1.0", **approved), version("2.0", **approved), version("2.1")]
    register = Register.model_validate({"documenten": [{**entry, "versies": versions}]})
    assert rebuilt_text("linde", register, 1, ()) == (
        "linde: het register wordt opnieuw gemaakt uit het archief.\n"
        "  documenten: 1\n"
        "  vastgestelde versies: 2, waarvan 1 alleen uit het bestand zelf\n"
        "  concepten: 1"
    )


def test_former_files_are_numbered_as_they_are_asked_for() -> None:
    moments = [datetime(2026, 2, 3, 14, 5), datetime(2026, 1, 2, 9, 30)]  # noqa: DTZ001
    assert formers_text("PP-01", moments) == (
        "Vorige versies van PP-01, de laatste eerst:\n"
        "  1  vervangen op 03-02-2026 om 14:05 uur\n"
        "  2  vervangen op 02-01-2026 om 09:30 uur"
    )


def test_what_was_not_taken_over_is_told_with_its_reason() -> None:
    taken = Adopted(heading="Doel", before="oud", after="nieuw", file="inhoud/PP-01.yaml")
    left = Adopted(heading="", before="weg", after="", why="dit staat vast")
    found = Adoption(code="PP-01", title="T", changes=(taken, left), fresh=("inhoud/PP-01.yaml",))
    body = (
        "  Doel\n    - oud\n    + nieuw\n    in inhoud/PP-01.yaml\n"
        "Niet overgenomen; in uw document blijft het staan:\n"
        "  Bovenaan\n    - weg\n    Dit staat vast."
    )
    assert adopted_text(found, "linde", written=False) == (
        f"PP-01 T: 1 van 2 wijzigingen over te nemen\n{body}"
    )
    assert adopted_text(found, "linde", written=True) == (
        f"PP-01 T: 1 van 2 wijzigingen overgenomen\n{body}\n"
        "Nieuw: inhoud/PP-01.yaml. Die tekst is nu van uzelf: "
        "wat wij aan de onze verbeteren, komt er niet meer vanzelf in.\n"
        "Bouw nu opnieuw: handbook build linde"
    )


def test_a_comparison_is_told_in_number_and_with_all_texts_when_asked() -> None:
    changes = (
        Change(place="", before="", after="erbij"),
        Change(place="Doel", before="weg", after=""),
        Change(place="Doel", before="oud", after="nieuw"),
    )
    found = Comparison(
        code="PP-01", name="x", title="PP-01 T", reason="norm", changes=changes, path="a.docx"
    )
    head = "PP-01 T: 3 wijzigingen\n  Waarom: norm.\n  In Word: a.docx"
    assert compared_text([found], whole=False) == head
    assert compared_text([found], whole=True) == (
        f"{head}\n  Bovenaan\n    + erbij\n  Doel\n    - weg\n    - oud\n    + nieuw"
    )


@pytest.mark.parametrize(
    ("done", "code", "head"),
    [
        (False, 0, "plan voor"),
        (False, 1, "plan voor"),
        (True, 0, "gepubliceerd naar"),
        (True, 1, "niet alles gepubliceerd naar"),
    ],
)
def test_a_publish_says_what_it_did_and_all_that_is_wrong(
    *, done: bool, code: int, head: str
) -> None:
    steps = (
        Step(act="nieuw", identity="a", path="a.docx", reason="er stond niets"),
        Step(act="ongewijzigd", identity="b", path="b.docx"),
        Step(act="mislukt", identity="c", path="c.docx", problems=(WRONG,)),
    )
    plan = Plan(
        organisation="x", target="dav", steps=steps, notices=(NOTE,), done=done, exit_code=code
    )
    assert published_text(plan) == (
        f"x: {head} dav\n"
        "  nieuw        a.docx (er stond niets)\n"
        "  mislukt      c.docx\n"
        "  1 mislukt, 1 nieuw, 1 ongewijzigd\n"
        f"{NOTE}\n{WRONG}"
    )


def test_answers_are_told_beside_what_they_replace() -> None:
    replies = (
        Reply(id="PP-01.a", name="A", state="nieuw", after="ja"),
        Reply(id="PP-01.b", name="B", state="gewijzigd", before="oud", after="nieuw"),
        Reply(id="PP-01.c", name="C", state="leeg"),
    )
    taken = Taken(
        organisation="x", replies=replies, problems=(), path="a.yaml", waiting=1, exit_code=0
    )
    assert taken_text(taken, PLAIN) == (
        "x: 1 nieuw, 1 gewijzigd, 1 leeg\n"
        "  nieuw        PP-01.a  A\n"
        "  gewijzigd    PP-01.b  B\n    was:   oud\n    wordt: nieuw\n\n"
        "De antwoorden staan in a.yaml.\n"
        "Nog 1 open veld wacht op een antwoord.\n"
        "Maak nu de documenten met: handbook build x"
    )


def test_answers_that_were_not_written_are_not_said_to_stand_anywhere() -> None:
    taken = Taken(organisation="x", replies=(), problems=(WRONG,), path="", waiting=2, exit_code=1)
    assert taken_text(taken, PLAIN).endswith(
        "Er is niets geschreven.\nNog 2 open velden wachten op een antwoord."
    )
    nothing = Questioned(organisation="x", path="", number=0, state="niets te vragen")
    assert questioned_text(nothing).endswith("Er is niets te vragen.")


def standing(**more: Any) -> DocumentStatus:
    return DocumentStatus(
        **{
            "item": "PP-01",
            "code": "PP-01",
            "title": "T",
            "version": "1.1",
            "valid": "1.0",
            "status": "concept",
            "review": date(2027, 2, 3),
            "due": "",
            **more,
        }
    )


@pytest.mark.parametrize(
    ("document", "remarks"),
    [
        (standing(), "geldig is 1.0"),
        (standing(valid="1.1"), ""),
        (standing(valid="", missing=True), "nog niet gemaakt"),
        (standing(valid="", edited=True, open_fields=1), "met de hand gewijzigd; 1 open veld"),
        (standing(valid="", proposals=2), "2 voorstellen te verwerken"),
        (standing(valid="", due="verlopen"), "herziening was 3 februari 2027"),
        (standing(valid="", due="binnenkort"), "herziening 3 februari 2027"),
    ],
)
def test_how_a_document_stands_is_told_in_its_own_words(
    document: DocumentStatus, remarks: str
) -> None:
    found = OrganisationStatus(organisation="x", documents=(document,))
    last = standing_text([found], every=True).splitlines()[-1]
    assert last == f"  PP-01  {'1.1 concept':18}T{f': {remarks}' if remarks else ''}"


def test_who_watches_hears_what_is_wrong_but_not_of_an_open_document() -> None:
    busy = Problem(Place("c.docx"), code="HB501", what="open", mend="Sluit het.")
    hint = Problem(Place("d.yaml"), code="HB402", what="hint", mend="Kijk.", weight="let op")
    wrong = Outcome(organisation="x", problems=(WRONG, NOTE, busy, hint), exit_code=1)
    told = live_text(WatchEvent(what="gemaakt", subject="x", outcome=wrong), "10:00:00")
    assert told.splitlines()[0].endswith("; de documenten blijven zoals ze waren")
    assert [code for code in ("HB201", "HB554", "HB501", "HB402") if code in told] == [
        *("HB201", "HB554")
    ]


def test_who_watches_is_not_told_that_nothing_changed_where_documents_were_made() -> None:
    documents = (made("gewijzigd", "norm nieuw"), made("mislukt", code="PP-02"))
    partly = Outcome(organisation="x", documents=documents, exit_code=1)
    event = WatchEvent(what="gemaakt", subject="x", outcome=partly, seconds=1.25)
    assert live_text(event, "10:00:00").splitlines() == [
        "10:00:00  x: 1 gewijzigd, 1 mislukt in 1,2 s",
        "          PP-01.docx: norm nieuw",
    ]


def test_who_watches_sees_six_changes_and_how_many_more() -> None:
    changes = tuple((f"{number}.yaml", "gewijzigd") for number in range(8))
    told = live_text(WatchEvent(what="gewijzigd", changes=changes), "10:00:00").splitlines()
    assert [each.split("  ")[-1].strip() for each in told] == [
        *(f"{number}.yaml gewijzigd" for number in range(6)),
        "en nog 2 bestanden",
    ]


def test_what_a_document_and_its_organisation_both_say_is_counted_once() -> None:
    documents = (replace(made("mislukt"), problems=(WRONG,)), made("nieuw"))
    outcome = Outcome(organisation="x", documents=documents, problems=(WRONG, NOTE), exit_code=1)
    assert summary([outcome]) == "1 nieuw, 1 mislukt; 1 fout, 1 aandachtspunt"


def test_an_organisation_is_told_in_numbers_of_each_thing_that_asks_work() -> None:
    documents = (
        standing(status="vastgesteld", open_fields=1, due="verlopen"),
        standing(edited=True, proposals=1, due="binnenkort"),
        standing(missing=True),
    )
    found = OrganisationStatus(organisation="x", documents=documents, record="Sinds 2026.")
    assert standing_text([found], every=False) == (
        "x: 3 documenten, 1 vastgesteld, 1 met de hand gewijzigd, 1 met open velden, "
        "1 met voorstellen, 1 herziening binnenkort, 1 herziening verlopen, 1 niet gemaakt\n"
        "  Sinds 2026."
    )
