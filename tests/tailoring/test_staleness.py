"""What is made again, and why; what is never touched."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.model.documents.build import Proof, RenderJob
from handbook.model.documents.document import Document, Organisation, OverviewBody
from handbook.model.documents.document_control import Control
from handbook.model.sources.profile import Colours, HouseStyle
from handbook.tailoring.control.staleness import Verdict, fingerprint_of, named, verdict

OLD = "tekst=1;sjabloon=1"
NEW = "tekst=2;sjabloon=1"


def judged(proof: Proof | None, *, exists: bool = True, wanted: str = NEW) -> Verdict:
    return verdict(exists=exists, proof=proof, organisation="linde", item="PP-01", wanted=wanted)


def ours(*, intact: bool = True, organisation: str = "linde", item: str = "PP-01") -> Proof:
    return Proof(organisation=organisation, item=item, render=OLD, intact=intact)


def test_where_no_file_stands_a_new_one_comes() -> None:
    assert judged(None, exists=False).action == "nieuw"


def test_a_file_that_is_not_ours_is_never_replaced() -> None:
    assert judged(None).action == "voorstel"


def test_a_file_of_another_client_or_another_document_is_never_replaced() -> None:
    assert judged(ours(organisation="haven")).action == "voorstel"
    assert judged(ours(item="PP-02")).action == "voorstel"


def test_a_file_edited_by_hand_stays_and_gets_a_proposal() -> None:
    assert judged(ours(intact=False)).action == "voorstel"


def test_a_file_edited_by_hand_needs_no_proposal_while_its_source_is_the_same() -> None:
    assert judged(ours(intact=False), wanted=OLD).action == "behouden"


def test_a_file_nobody_touched_is_replaced_and_the_reason_is_named() -> None:
    assert judged(ours()) == Verdict(
        action="gewijzigd", reason="de tekst is gewijzigd", changes=("tekst",)
    )


def test_the_reason_is_told_in_the_words_of_who_knows_better() -> None:
    sources = {"tekst": "locaties gewijzigd in het profiel", "sjabloon": ""}
    both = judged(ours(), wanted="tekst=2;sjabloon=2")
    assert named(both, sources).reason == (
        "locaties gewijzigd in het profiel; het sjabloon is gewijzigd"
    )
    edited = judged(ours(intact=False))
    assert named(edited, sources).reason == (
        "met de hand gewijzigd; locaties gewijzigd in het profiel"
    )


def test_a_file_that_is_right_is_left_alone() -> None:
    assert judged(ours(), wanted=OLD).action == "ongewijzigd"


BASE = RenderJob(
    document=Document(
        item="PP-01",
        kind="overzicht",
        code="PP-01",
        title="Aanmelding",
        subtitle="",
        owner="teamleider",
        body=OverviewBody(groups=()),
    ),
    control=Control(
        version="0.1",
        status="concept",
        written=date(2026, 11, 23),
        review=date(2028, 11, 23),
        owner="teamleider",
        approver="bestuurder",
    ),
    organisation=Organisation(
        id="linde",
        name="De Linde",
        short_name="De Linde",
        legal_form="stichting",
        chamber_number="01234567",
        website="",
        norm="HKZ 138",
    ),
    style=HouseStyle(),
    template=b"sjabloon",
    template_name="templates/overzicht.docx",
    logo=b"",
)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (replace(BASE, document=replace(BASE.document, title="X")), "de tekst is gewijzigd"),
        (
            replace(BASE, control=replace(BASE.control, version="0.2")),
            "versie, status, datum of eigenaar is gewijzigd",
        ),
        (
            replace(BASE, control=replace(BASE.control, written=date(2026, 11, 24))),
            "versie, status, datum of eigenaar is gewijzigd",
        ),
        (
            replace(BASE, organisation=replace(BASE.organisation, name="De Es")),
            "de gegevens van de organisatie zijn gewijzigd",
        ),
        (
            replace(BASE, style=HouseStyle(kleuren=Colours(primair="#112233"))),
            "de huisstijl of het logo is gewijzigd",
        ),
        (replace(BASE, logo=b"x"), "de huisstijl of het logo is gewijzigd"),
        (replace(BASE, template=b"ander"), "het sjabloon is gewijzigd"),
        (replace(BASE, pages={"_Toc1": "1"}), "de bladzijdenummers zijn gewijzigd"),
    ],
)
def test_whatever_a_document_is_made_of_makes_it_stale_and_is_named(
    changed: RenderJob, reason: str
) -> None:
    before, after = fingerprint_of(BASE, 1), fingerprint_of(changed, 1)
    proof = Proof(organisation="linde", item="PP-01", render=before, intact=True)
    found = judged(proof, wanted=after)
    assert (found.action, found.reason, len(found.changes)) == ("gewijzigd", reason, 1)


def test_a_new_renderer_makes_every_document_anew() -> None:
    assert fingerprint_of(BASE, 1) != fingerprint_of(BASE, 2)


def test_the_name_of_the_template_does_not_matter() -> None:
    elsewhere = replace(BASE, template_name="elders/overzicht.docx", fingerprint="x")
    assert fingerprint_of(elsewhere, 1) == fingerprint_of(BASE, 1)
