"""The role cards on paper: a page for each function, only what it has, a doubt with its mark."""

from dataclasses import replace
from pathlib import Path

from word.specimen import document_of, job, lines, procedure, text

from handbook.model.documents.document import CardsBody, CardText, DutyText, Text
from handbook.model.sources.content import Run
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

TEMPLATES = Path(__file__).parents[2] / "templates"
NOTHING = Text(source="niets", runs=())
DOUBT = Text(
    source="termijn",
    runs=(Run(text="Melden: "), Run(text="[termijn na te gaan]", mark="twijfel")),
)
LEADER = CardText(
    title=text("Teamleider"),
    task=text("Leidt het team."),
    people=text("Bureau Baak"),
    owned=(Text(source="eigen", runs=(Run(text="OR-13", link="OR-13"), Run(text=" Melden"))),),
    duties=(
        DutyText(
            document=text("OR-13 Melden"),
            duties=(text("Meldt het."), text("Kijkt terug.")),
            limits=(DOUBT,),
        ),
    ),
)
WATCH = CardText(title=text("Nachtwacht"), task=NOTHING, people=NOTHING, owned=(), duties=())


def rendered(*cards: CardText) -> bytes:
    data = (TEMPLATES / "rolkaarten.docx").read_bytes()
    base = job(procedure(), data, template_name="templates/rolkaarten.docx")
    body = CardsBody(cards=cards)
    document = replace(
        base.document, item="KH-03", kind="rolkaarten", code="KH-03", title="Rolkaarten", body=body
    )
    return render(replace(base, document=document))


def seen(*cards: CardText) -> list[str]:
    """Return the lines of the cards themselves, behind the page with the contents."""
    told = [line for line in lines(rendered(*cards)) if line]
    return told[len(told) - told[::-1].index(cards[0].title.runs[0].text) - 1 :]


def test_a_card_shows_what_the_function_owns_and_does() -> None:
    assert seen(LEADER) == [
        "Teamleider",
        "Leidt het team.",
        "Vervuld door: Bureau Baak",
        "Eigenaar van",
        "OR-13 Melden",
        "Wat ik doe",
        "Document",
        "Wat ik doe",
        "Termijn",
        "OR-13 Melden",
        "Meldt het.",
        "Kijkt terug.",
        "Melden: [termijn na te gaan]",
    ]


def test_a_card_shows_nothing_that_the_function_has_not() -> None:
    assert seen(WATCH) == ["Nachtwacht"]


def test_every_card_stands_in_the_contents_and_then_in_its_place() -> None:
    told = lines(rendered(LEADER, WATCH))
    names = [line for line in told if line in ("Teamleider", "Nachtwacht")]
    assert names == ["Teamleider", "Nachtwacht", "Teamleider", "Nachtwacht"]


def test_a_doubted_limit_is_marked_and_the_gate_is_silent() -> None:
    data = rendered(LEADER, WATCH)
    before, _, _ = document_of(data).partition("[termijn na te gaan]")
    assert "TeControleren" in before.rpartition("<w:r>")[2]
    assert lint(data) == ()


def test_a_procedure_says_who_is_at_work_and_whom_to_ask() -> None:
    data = (TEMPLATES / "procedure.docx").read_bytes()
    told = lines(render(job(procedure(people="medewerker en nachtwacht"), data)))
    at = told.index("Wie")
    assert told[at : at + 3] == [
        "Wie",
        "Aan het werk: medewerker en nachtwacht.",
        "Eigenaar, ook voor vragen: teamleider.",
    ]
