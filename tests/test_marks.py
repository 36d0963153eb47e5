"""What is doubted or proposed wears its mark in every document that prints it, and stops approval.

The whole library is looked at: each doubted limit, each doubted article and each proposal gets a
word of its own, so that whoever prints it can be found.
"""

import datetime
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from examples import ROOT

from handbook.inspection.file_text import said_in
from handbook.inspection.pieces import Piece, Said
from handbook.inspection.unfinished_text import leftovers
from handbook.loading.workspace import open_workspace
from handbook.model.documents.document import Document, DocumentSet, ProcedureBody
from handbook.model.sources.content import Form, Grid, Procedure, Run, Runs
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.safeguards.sources import check
from handbook.tailoring.content.document_set import document_set
from handbook.tailoring.text.filling import fill
from handbook.tailoring.text.laws import retentions_to_choose
from handbook.tailoring.text.segments import Words

DAY = datetime.date(2026, 11, 23)
WHOLE = {"naam": "Stichting Alles", "kvk": "01234567", "onderdelen": ["138", "139", "140", "134"]}
BERK = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [138]
activiteiten: {138: [maatschappelijk-werk, schuldhulp]}
"""


def library() -> Library:
    return open_workspace(ROOT).library


def tokens(known: Library) -> Library:
    """Return the library with a word of its own in each doubted limit and each proposal."""
    procedures = {each.id: _limits(each) for each in known.procedures.values()}
    forms = {each.id: _retention(each) for each in known.forms.values()}
    return replace(known, procedures=procedures, forms=forms)


def _limits(procedure: Procedure) -> Procedure:
    word = procedure.id.replace("-", "")
    deadlines = tuple(
        each.model_copy(update={"limit": f"GETAL{word}", "instead": f"ZONDER{word}"})
        if each.doubt
        else each
        for each in procedure.deadlines
    )
    return procedure.model_copy(update={"deadlines": deadlines})


def _retention(form: Form) -> Form:
    return form.model_copy(update={"retention": "[voorstel: DUUR] en dan weg"})


def made_of(known: Library, **more: Any) -> DocumentSet:
    kinds = [each.id for each in known.characteristics.values() if not each.follows]
    chosen = Profile.model_validate({**WHOLE, "kenmerken": kinds, **more})
    return document_set(chosen, known, Register(), {}, "alles")


@cache
def all_of_it() -> DocumentSet:
    return made_of(tokens(library()))


CHECK = {"door": "A. Visser", "op": "01-03-2026", "bron": "de wet"}


def marks_in(made: DocumentSet) -> list[tuple[str, str, str]]:
    return [
        (document.item, run.mark, run.text)
        for document in made.documents
        for runs in texts(document.body)
        for run in runs
        if run.mark in ("twijfel", "voorstel")
    ]


def test_every_mark_goes_when_its_id_was_gone_after_or_its_limit_chosen() -> None:
    known = library()
    first = made_of(known)
    assert marks_in(first)
    items = {each.item for each in first.documents}
    forms = [each for each in known.forms.values() if each.id in items]
    settled = made_of(
        known,
        nagegaan={each.id: CHECK for each in first.doubts},
        termijnen=dict.fromkeys(
            retentions_to_choose(Profile.model_validate(WHOLE), forms), "1 jaar"
        ),
    )
    assert (marks_in(settled), settled.doubts) == ([], ())


def law_row(made: DocumentSet, law: str, caption: str) -> str:
    """Return the row of a law in a table of the handbook, as it reads."""
    [row] = [
        row
        for document in made.documents
        for grid in grids(document.body)
        if grid.caption == caption
        for row in grid.rows
        if row[0][0].text == law
    ]
    return " | ".join("".join(run.text for run in cell) for cell in row).replace("\u00a0", " ")


def test_what_is_not_certain_of_a_law_as_a_whole_wears_a_mark_until_it_was_gone_after() -> None:
    caption, id_ = "Wetten en afspraken", "governancecode-sociaal-werk.waarover"
    told = {
        outcome: law_row(made_of(library(), **profile), "Governancecode Sociaal Werk", caption)
        for outcome, profile in {
            "open": {},
            "klopt": {"nagegaan": {id_: CHECK}},
            "anders": {"nagegaan": {id_: {**CHECK, "uitkomst": "De versie van 2025 geldt."}}},
        }.items()
    }
    assert told == {
        "open": "Governancecode Sociaal Werk | Principes voor goed bestuur en toezicht. Welke "
        "versie geldt: [na te gaan] | OR-01, OR-02, OR-03, OR-26",
        "klopt": "Governancecode Sociaal Werk | Principes voor goed bestuur en toezicht. | "
        "OR-01, OR-02, OR-03, OR-26",
        "anders": "Governancecode Sociaal Werk | Principes voor goed bestuur en toezicht. "
        "De versie van 2025 geldt. | OR-01, OR-02, OR-03, OR-26",
    }


def texts(value: Any) -> list[Runs]:
    """Return every text in a record: runs that stand together."""
    if isinstance(value, tuple) and value and all(isinstance(each, Run) for each in value):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    if is_dataclass(value):
        return [text for each in fields(value) for text in texts(getattr(value, each.name))]
    return []


def grids(value: Any) -> list[Grid]:
    """Return every table in a record."""
    if isinstance(value, Grid):
        return [value]
    if isinstance(value, tuple):
        return [grid for each in value for grid in grids(each)]
    if is_dataclass(value):
        return [grid for each in fields(value) for grid in grids(getattr(value, each.name))]
    return []


def said(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def whole(document: Document) -> str:
    return "\n".join(said(runs) for runs in texts(document.body))


def marks(document: Document) -> set[str]:
    return {run.mark for runs in texts(document.body) for run in runs}


def test_a_document_that_prints_a_doubted_limit_prints_its_mark() -> None:
    printing = [each for each in all_of_it().documents if "ZONDER" in whole(each)]
    assert {"KH-01", "KH-03", "OR-21"} < {each.item for each in printing}
    assert [each.item for each in printing if "twijfel" not in marks(each)] == []


def test_a_doubted_limit_that_stands_by_itself_has_the_mark_beside_it() -> None:
    rows = [
        runs
        for each in all_of_it().documents
        if each.item in ("KH-01", "KH-03") or isinstance(each.body, ProcedureBody)
        for runs in _alone(each)
    ]
    # As many as the library still doubts: what was read in the law is doubted no more.
    assert len({said(runs) for runs in rows}) == 12
    assert [said(runs) for runs in rows if runs[-1].mark != "twijfel"] == []


def _alone(document: Document) -> list[Runs]:
    """Return the doubted limits of a document that are no part of a sentence."""
    return [
        runs for runs in texts(document.body) if re.search(r"(^|: )ZONDER\w+(\s\[.*)?$", said(runs))
    ]


def test_no_document_prints_the_number_of_a_doubted_limit() -> None:
    assert [each.item for each in all_of_it().documents if "GETAL" in whole(each)] == []


def test_a_proposal_wears_its_mark_in_the_form_and_in_the_handbook() -> None:
    runs = {
        (each.item, run.mark)
        for each in all_of_it().documents
        for each_text in texts(each.body)
        for run in each_text
        if "DUUR" in run.text
    }
    assert {("KH-01", "voorstel"), ("F-01", "voorstel"), ("F-21", "voorstel")} < runs
    assert {mark for _, mark in runs} == {"voorstel"}


def test_the_library_says_a_proposal_or_a_doubt_in_no_other_words() -> None:
    plain = [
        form.id
        for form in library().forms.values()
        if any(word in form.retention.lower() for word in ("voorstel", "na te gaan", "ga na"))
        and "[voorstel: " not in form.retention
        and "[na te gaan]" not in form.retention
    ]
    assert plain == []


def folder(root: Path, profile: str = BERK) -> Path:
    (root / "organisations").mkdir(parents=True)
    (root / "organisations" / "berk.yaml").write_text(profile, encoding="utf-8")
    return root


def refused(root: Path, item: str, *, despite: tuple[str, ...] = ()) -> set[str]:
    request = Request(only=frozenset({item}))
    list(build(open_workspace(root), ["berk"], today=DAY, request=request))
    asked = Asked(
        approver="B. Stuur",
        day=DAY,
        codes=frozenset({item}),
        despite=dict.fromkeys(despite, "proef"),
    )
    outcome = approve_documents(open_workspace(root), "berk", asked, today=DAY)
    return {each.code for each in outcome.problems if each.weight == "fout"}


def test_a_form_whose_retention_is_a_proposal_is_not_approved(tmp_path: Path) -> None:
    assert refused(folder(tmp_path / "w"), "F-01") == {"HB572"}


def test_a_retention_of_her_own_is_no_proposal_any_more(tmp_path: Path) -> None:
    own = f"{BERK}termijnen:\n  F-01.bewaren: 1 jaar; met vervolg 20 jaar\n"
    root = folder(tmp_path / "w", own)
    assert refused(root, "F-01") == set()
    made = said_in((root / "output/berk/F-01.docx").read_bytes())
    assert "1 jaar; met vervolg 20 jaar" in "".join(piece.text for piece in made.pieces)


def test_check_names_the_retentions_that_are_still_a_proposal(tmp_path: Path) -> None:
    own = f"{BERK}termijnen:\n  F-01.bewaren: 1 jaar; met vervolg 20 jaar\n"
    [outcome] = check(open_workspace(folder(tmp_path / "w", own)), ["berk"])
    [told] = [each for each in outcome.notices if ".bewaren" in each]
    assert told == (
        "Van 6 formulieren is de bewaartermijn een voorstel, of nog na te gaan. Kies bij "
        "'termijnen': F-04.bewaren, F-09.bewaren, F-24.bewaren, F-27.bewaren, F-28.bewaren, "
        "F-35.bewaren."
    )


def test_the_role_cards_are_not_approved_while_a_limit_on_them_is_doubted(tmp_path: Path) -> None:
    assert "HB574" in refused(folder(tmp_path / "w"), "KH-03")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[voorstel: 5 jaar]", "voorstel"),
        ("Voorstel: 5 jaar.", "voorstel"),
        ("Zonder vervolg kort (voorstel: 1 jaar).", "voorstel"),
        ("Voorstel. Deze tabel is een voorstel voor de sector.", "voorstel"),
        ("Besluit: zo snel mogelijk [na\u00a0te\u00a0gaan]", "nagaan"),
        ("[termijn na te gaan]", "nagaan"),
    ],
)
def test_a_mark_is_seen_where_a_template_lacks_its_style(text: str, kind: str) -> None:
    assert list(leftovers(Said(pieces=(Piece(where="de tekst", text=text),)))) == [kind]


def test_the_words_of_a_mark_wear_it_and_the_words_around_them_do_not() -> None:
    words = Words(slots={"x": (Run(text="kort"),)}, references={})
    assert fill("**Houd** {{ x }}: [Voorstel: 1 jaar] of [na te gaan], [zo].", words) == (
        Run(text="Houd", bold=True),
        Run(text=" kort: "),
        Run(text="[Voorstel: 1 jaar]", mark="voorstel"),
        Run(text=" of "),
        Run(text="[na\u00a0te\u00a0gaan]", mark="twijfel"),
        Run(text=", [zo]."),
    )
