"""An excluded topic takes along what serves it alone, and leaves what a law asks for."""

from datetime import date
from pathlib import Path

from loading.world import GOOD, NORM_PACK, said, told, workspace, write

from handbook.loading.workspace import read_profile
from handbook.model.documents.document import (
    DocumentSet,
    FormBody,
    HandbookBody,
    MatrixRow,
    ProcedureBody,
)
from handbook.model.sources.library import MATRIX
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.safeguards.sources import check

DAY = date(2026, 11, 23)
PROCEDURE = """\
id: PP-02
soort: procedure
titel: Wachten en wonen
groep: primair proces
thema: toegang
dekt: [intake-wachttijd]
doel: Wie wacht, weet waar hij aan toe is.
toepassing: Altijd.
eigenaar: teamleider
termijnen:
  - {id: bericht, wat: Bericht, termijn: 2 weken, aard: eigen, wanneer: {onderwerpen: [huisraad]}}
  - id: besluit
    wat: Besluit
    termijn: 8 weken
    aard: wet
    wet: wgs
    artikelen: ["4a"]
    wanneer: {onderwerpen: [huisraad]}
stappen:
  - {id: lijst, rol: teamleider, actie: Houd de lijst bij.}
  - {id: kast, rol: teamleider, actie: Bewaar wat iemand bezit., wanneer: {onderwerpen: [huisraad]}}
  - id: beide
    rol: teamleider
    actie: Vraag wat mag.
    wanneer: {onderwerpen: [huisraad, intake-wachttijd]}
  - {id: sleutel, rol: teamleider, actie: Noteer elke sleutel., dekt: [huisraad]}
  - id: brief
    rol: teamleider
    actie: Stuur het besluit.
    wet: wgs
    wanneer: {onderwerpen: [huisraad]}
bijzonderheden:
  - {id: geen, tekst: Spullen bewaren wij niet., wanneer: {niet: {onderwerpen: [huisraad]}}}
formulieren: [F-02, F-03]
"""
OTHER = """\
id: PP-03
soort: procedure
titel: Spullen
groep: primair proces
thema: wonen
dekt: [huisraad]
doel: Spullen blijven heel.
toepassing: Altijd.
eigenaar: teamleider
stappen:
  - {id: kast, rol: teamleider, actie: Bewaar wat iemand bezit.}
formulieren: [F-02]
"""
SLIP = """\
id: F-02
soort: formulier
titel: Bewijs van ontvangst
dekt: [huisraad]
doel: Wat wij bewaren.
velden:
  - {id: datum, naam: Datum, type: datum}
"""
LIST = """\
id: F-03
soort: formulier
titel: Wachtlijst
doel: Wie er wacht.
velden:
  - {id: datum, naam: Datum, type: datum}
  - {id: kast, naam: Kast, type: tekst, wanneer: {onderwerpen: [huisraad]}}
  - {id: besluit, naam: Besluit, type: tekst, wet: wgs, wanneer: {onderwerpen: [huisraad]}}
"""
CHAPTERS = {
    "hoofdstukken/02-00-wonen.md": """\
---
id: wonen
titel: Wonen
niveau: 1
dekt: [huisraad]
---
Wij bewaren spullen in een kast.
""",
    "hoofdstukken/02-10-regels.md": """\
---
id: regels
titel: Regels
---
Dit zijn de regels.

::: als {onderwerpen: [huisraad]}
De kast gaat op slot.
:::
""",
}
NORM = NORM_PACK["norm.yaml"] + (
    "  - {id: huisraad, rubriek: 1, titel: Spullen, omschrijving: Wat mensen bezitten.}\n"
    "  - {id: klachten, rubriek: 1, titel: Klachten, omschrijving: Wat mensen vinden.,"
    " vereist_door: De Wkkgz vraagt een klachtenregeling.}\n"
    "  - {id: nacht, rubriek: 1, titel: Nacht, omschrijving: De nacht.,"
    " wanneer: {kenmerken: [nachtdienst]}, anders: Hier werkt niemand in de nacht.}\n"
    "  - {id: budget, rubriek: 1, titel: Budget, omschrijving: Geld., "
    "wanneer: {activiteiten: [schuldhulp]}}\n"
    "  - {id: bed, rubriek: 1, titel: Bed, omschrijving: Slapen., "
    "wanneer: {activiteiten: [nachtopvang]}}\n"
)
EXCLUDED = "uitsluitingen:\n  - {onderwerp: huisraad, motivering: Niemand laat hier iets achter.}\n"


def folder(root: Path) -> Path:
    write(
        root / "organisations" / "de-linde" / "inhoud",
        {
            "procedures/PP-02.yaml": PROCEDURE,
            "procedures/PP-03.yaml": OTHER,
            "formulieren/F-02.yaml": SLIP,
            "formulieren/F-03.yaml": LIST,
            **CHAPTERS,
        },
    )
    return root


def made(root: Path, more: str = "") -> DocumentSet:
    place = workspace(folder(root), {**NORM_PACK, "norm.yaml": NORM})
    write(root / "organisations", {"de-linde.yaml": GOOD + more})
    return decide(read_profile(place, "de-linde"), "de-linde")


def procedure(of: DocumentSet, item: str) -> ProcedureBody:
    [body] = [each.body for each in of.documents if each.item == item]
    assert isinstance(body, ProcedureBody)
    return body


def chapters(of: DocumentSet) -> list[str]:
    [body] = [each.body for each in of.documents if isinstance(each.body, HandbookBody)]
    return [
        str(section.title)
        for chapter in body.chapters
        for section in (chapter, *chapter.sections)
        if section.body.blocks
    ]


def fields(of: DocumentSet) -> list[str]:
    [body] = [each.body for each in of.documents if each.item == "F-03"]
    assert isinstance(body, FormBody)
    return [str(each.label) for each in body.fields]


def row(of: DocumentSet, topic: str) -> MatrixRow:
    [found] = [each for each in of.matrix.rows if each.topic.id == topic]
    return found


def test_what_serves_an_excluded_topic_alone_goes_and_what_a_law_asks_stays(
    tmp_path: Path,
) -> None:
    all_of_it, without = made(tmp_path / "a"), made(tmp_path / "b", EXCLUDED)
    steps = [
        [str(each.what) for each in procedure(it, "PP-02").steps] for it in (all_of_it, without)
    ]
    assert steps == [
        [
            "Houd de lijst bij.",
            "Bewaar wat iemand bezit.",
            "Vraag wat mag.",
            "Noteer elke sleutel.",
            "Stuur het besluit.",
        ],
        ["Houd de lijst bij.", "Vraag wat mag.", "Stuur het besluit."],
    ]
    limits = [
        [str(each.what) for each in procedure(it, "PP-02").limits] for it in (all_of_it, without)
    ]
    assert limits == [["Bericht", "Besluit"], ["Besluit"]]
    assert [fields(each) for each in (all_of_it, without)] == [
        ["Datum", "Kast", "Besluit"],
        ["Datum", "Besluit"],
    ]


def test_a_text_may_say_that_a_topic_is_excluded(tmp_path: Path) -> None:
    told = [
        [str(each.value) for each in procedure(it, "PP-02").particulars]
        for it in (made(tmp_path / "a"), made(tmp_path / "b", EXCLUDED))
    ]
    assert told == [[], ["Spullen bewaren wij niet."]]


def test_a_document_of_an_excluded_topic_leaves_the_set_with_its_forms(tmp_path: Path) -> None:
    all_of_it, without = made(tmp_path / "a"), made(tmp_path / "b", EXCLUDED)
    left = {each.item for each in all_of_it.documents} - {each.item for each in without.documents}
    assert left == {"PP-03", "F-02"}
    shown = [str(each) for each in procedure(without, "PP-02").forms]
    assert shown == ["F-03 Wachtlijst"]


def test_a_chapter_of_an_excluded_topic_goes_and_its_sections_stay(tmp_path: Path) -> None:
    all_of_it, without = made(tmp_path / "a"), made(tmp_path / "b", EXCLUDED)
    gone = [each for each in chapters(all_of_it) if each not in chapters(without)]
    assert gone == ["Wonen"]
    assert "De kast gaat op slot." in str(all_of_it.documents)
    assert "De kast gaat op slot." not in str(without.documents)
    assert "Dit zijn de regels." in str(without.documents)


def test_the_matrix_has_the_reason_and_no_place_that_is_gone(tmp_path: Path) -> None:
    found = row(made(tmp_path, EXCLUDED), "huisraad")
    assert (found.state, found.reason, found.covers) == (
        "uitgesloten",
        "Niemand laat hier iets achter.",
        (),
    )


def test_every_topic_of_the_parts_has_its_row(tmp_path: Path) -> None:
    of = made(tmp_path, EXCLUDED + "activiteiten: {138: [maatschappelijk-werk]}\n")
    assert {each.topic.id: (each.state, each.reason) for each in of.matrix.rows} == {
        "intake-wachttijd": ("gedekt", ""),
        "intake-aanmelding": ("gedekt", ""),
        "huisraad": ("uitgesloten", "Niemand laat hier iets achter."),
        "klachten": ("ontbreekt", ""),
        "nacht": ("niet van toepassing", "Hier werkt niemand in de nacht."),
        "budget": ("niet van toepassing", "Dit hoort bij werk dat wij niet doen."),
        # 'bed' is about an activity of part 139, which this organisation does not have.
    }
    printed = str([each.body for each in of.documents if each.item == MATRIX])
    assert "Niet van toepassing: Hier werkt niemand in de nacht." in printed


def test_check_tells_what_a_law_keeps(tmp_path: Path) -> None:
    made(tmp_path, EXCLUDED)
    place = workspace(tmp_path, {**NORM_PACK, "norm.yaml": NORM})
    [outcome] = check(place, ["de-linde"])
    assert [each for each in outcome.notices if "huisraad" in each] == [
        "Onderwerp 'huisraad' is uitgesloten. Wat de wet ervan vraagt, blijft staan: "
        "PP-02, F-03 (Wgs)."
    ]


REQUIRED = "uitsluitingen:\n  - {onderwerp: klachten, motivering: Er klaagt hier nooit iemand.}\n"
REFUSED = (
    "organisations/de-linde.yaml:5:17: onderwerp 'klachten' (Klachten) is niet uit te sluiten"
    " [HB280]\n"
    "    | - {onderwerp: klachten, motivering: Er klaagt hier nooit iemand.}\n"
    "    De Wkkgz vraagt een klachtenregeling. Haal deze uitsluiting weg."
)


def test_what_a_law_requires_cannot_be_excluded(tmp_path: Path) -> None:
    place = workspace(tmp_path, {**NORM_PACK, "norm.yaml": NORM})
    assert said(told(place, GOOD + REQUIRED)) == REFUSED


def test_of_a_folder_of_before_it_has_no_effect_and_its_matrix_is_not_approved(
    tmp_path: Path,
) -> None:
    place = workspace(tmp_path, {**NORM_PACK, "norm.yaml": NORM})
    write(tmp_path / "organisations", {"de-linde.yaml": GOOD})
    list(build(place, ["de-linde"], today=DAY))
    assert said(told(place, GOOD + REQUIRED)) == (
        f"let op {REFUSED} Tot dan heeft zij geen gevolg, en de kruistabel is niet vast te stellen."
    )
    of = decide(read_profile(place, "de-linde"), "de-linde")
    assert (row(of, "klachten").state, of.selection.excluded) == ("ontbreekt", {})
    list(build(place, ["de-linde"], today=DAY))
    asked = Asked(
        approver="B. Stuur", day=DAY, codes=frozenset({MATRIX}), despite={"onderwerpen": "proef"}
    )
    outcome = approve_documents(place, "de-linde", asked, today=DAY)
    assert {each.code for each in outcome.problems if each.weight == "fout"} == {"HB280"}


def test_an_exclusion_of_what_does_not_apply_is_told(tmp_path: Path) -> None:
    of = made(tmp_path, "uitsluitingen:\n  - {onderwerp: nacht, motivering: Dat doen wij niet.}\n")
    assert of.selection.excluded == {}
    place = workspace(tmp_path, {**NORM_PACK, "norm.yaml": NORM})
    [outcome] = check(place, ["de-linde"])
    assert [str(each) for each in outcome.problems if each.code == "HB281"] == [
        "organisations/de-linde.yaml: onderwerp 'nacht' (Nacht) geldt bij u niet; de uitsluiting "
        "heeft geen gevolg [HB281]\n"
        "    Haal de uitsluiting weg, of kijk of een activiteit of kenmerk ontbreekt."
    ]
