"""docxtpl is the language: plain docxtpl, given the same functions, shows the same text."""

import io
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from word.specimen import handbook, job, lines, procedure, text
from word.two_templates import HANDBOOK, PROCEDURE

from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import Passage, StepText
from handbook.model.sources.content import Grid, Item, Listing, Paragraph, Run
from handbook.word.package.package import read
from handbook.word.rendering import render
from handbook.word.template_language.template_names import facts_of
from handbook.word.templates.compile import names_for
from handbook.word.templates.template_functions import Functions
from handbook.word.writing.draft import Draft
from handbook.word.writing.styles import read_stylesheet


def plainly(made: RenderJob) -> bytes:
    """What docxtpl itself makes of the job."""
    facts = facts_of(made.document, made.control)
    sheet = read_stylesheet(read(made.template))
    draft = Draft(sheet=sheet, links=made.document.links, item="", text_width=9000)
    functions = Functions(draft, facts, made.organisation, made.logo)
    names: dict[str, Any] = names_for(made.document, made.control, made.organisation, functions)
    document = DocxTemplate(io.BytesIO(made.template))
    document.render(names, autoescape=True)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def assert_alike(made: RenderJob) -> None:
    ours, theirs = render(made), plainly(made)
    for part in ("word/document.xml", "word/header1.xml"):
        assert lines(ours, part) == lines(theirs, part)


def runs(words: str) -> tuple[Run, ...]:
    return (Run(text=words), Run(text=" vet", bold=True), Run(text=" zie", link="OR-13"))


def test_a_procedure_reads_as_docxtpl_makes_it() -> None:
    assert_alike(job(procedure(), PROCEDURE))
    assert_alike(job(procedure(particulars=(), steps=(), forms=()), PROCEDURE))


def test_a_handbook_reads_as_docxtpl_makes_it() -> None:
    passage = Passage(
        source="h",
        blocks=(
            Paragraph(runs=runs("a & b"), tone="inleiding"),
            Paragraph(runs=runs("opgelet"), tone="let-op"),
            Listing(items=(Item(runs=runs("een")), Item(runs=runs("twee"), level=1)), ordered=True),
            Grid(head=(runs("kop"), runs("kop 2")), rows=((runs("<1>"), ()),), shares=(1, 2)),
        ),
    )
    body = handbook(("Inleiding", passage, (("Doel", 2),)), ("Bijlage met lijst", passage, ()))
    assert_alike(job(body, HANDBOOK))


# docxtpl turns {_{ in a value into {{ and a form feed into a page; those two we do not copy.
SAFE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff_"),
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(SAFE, SAFE, st.lists(st.tuples(SAFE, SAFE), max_size=3))
def test_any_procedure_reads_as_docxtpl_makes_it(
    title: str, purpose: str, steps: list[tuple[str, str]]
) -> None:
    rows = tuple(
        StepText(who=text(who, f"w{n}"), what=text(what, f"s{n}"), record=text(""))
        for n, (who, what) in enumerate(steps)
    )
    assert_alike(job(procedure(purpose=text(purpose, "doel"), steps=rows), PROCEDURE, title=title))


def test_the_comparison_can_fail() -> None:
    other = job(procedure(), PROCEDURE, title="Anders")
    with pytest.raises(AssertionError):
        assert lines(render(other)) == lines(plainly(job(procedure(), PROCEDURE)))
