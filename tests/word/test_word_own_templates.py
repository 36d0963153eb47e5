"""The templates that come with the program: sound, silent at the gate, true to docxtpl."""

from dataclasses import replace
from pathlib import Path

import pytest
from word.specimen import job, lines, procedure
from word.test_word_faithful import plainly

from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import TemplateKind
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.template_language.samples import sample
from handbook.word.template_language.template_names import BODIES
from handbook.word.templates.compile import check_template

FOLDER = Path(__file__).parents[2] / "templates"
KINDS = sorted(BODIES)


def filled(kind: TemplateKind, *, full: bool) -> RenderJob:
    document, control, organisation = sample(kind, full=full)
    data = (FOLDER / f"{kind}.docx").read_bytes()
    return replace(
        job(procedure(), data, template_name=f"templates/{kind}.docx"),
        document=document,
        control=control,
        organisation=organisation,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_template_has_nothing_wrong_and_shows_everything(kind: TemplateKind) -> None:
    data = (FOLDER / f"{kind}.docx").read_bytes()
    assert check_template(data, f"templates/{kind}.docx", kind) == ()


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_the_gate_is_silent_on_a_full_and_on_an_empty_document(
    kind: TemplateKind,
    full: bool,  # noqa: FBT001
) -> None:
    assert lint(render(filled(kind, full=full))) == ()


# These have a contents page, which docxtpl knows nothing of.
WITH_CONTENTS = ("handboek", "rolkaarten")


@pytest.mark.parametrize("kind", [each for each in KINDS if each not in WITH_CONTENTS])
def test_our_own_template_reads_as_docxtpl_fills_it(kind: TemplateKind) -> None:
    made = filled(kind, full=True)
    assert lines(render(made)) == lines(plainly(made))
