"""Whatever its conditions empty, an organisation's own content is told and printed, never a crash.

Each list of a procedure, a form, a chapter or the roles holds points that only others have.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from loading.world import CHAPTER, write
from recorded import NAME, NOW, PROFILE, small_packs

from handbook.inspection.file_text import said_in
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.safeguards.sources import check

GONE = "wanneer: {kenmerken: [vrijwilligers]}"
LISTS = {
    "stappen": '{id: stap, rol: teamleider, actie: "Doe het, zie F-90.", registratie: "F-90"%s}',
    "termijnen": "{id: snel, wat: Snel, termijn: 2 dagen, aard: eigen%s}",
    "bijzonderheden": "{id: bij, tekst: Let op%s}",
    "grondslag": '{id: site, tekst: "{{ organisatie.website }}"%s}',
    "indicatoren": "{id: telling, naam: Aantal, streef: 3%s}",
    "risicos": "{id: mis, risico: Het gaat mis, maatregel: Kijk%s}",
    "invullen": "{id: wie, naam: Wie, vraag: Wie is het%s}",
}
PROCEDURE = """\
id: PP-90
soort: procedure
titel: Eigen stuk
groep: primair proces
thema: toegang
dekt: [intake-wachttijd]
doel: Waarom.
toepassing: Altijd.
eigenaar: teamleider
formulieren: [F-90]
"""
FORM = """\
id: F-90
soort: {kind}
titel: Eigen formulier
doel: Vastleggen.
velden:
  - {{id: dag, naam: Dag, type: datum, {gone}}}
"""
CHAPTERS = {
    "01-00-beleid.md": CHAPTER.replace("niveau: 1", f"niveau: 1\n{GONE}"),
    "02-00-eigen.md": """\
---
id: eigen
titel: Eigen hoofdstuk
niveau: 1
invullen:
  - {id: wat, naam: Wat, vraag: Wat is het, wanneer: {kenmerken: [vrijwilligers]}}
---
::: als kenmerken: [vrijwilligers]
Alleen voor vrijwilligers.
:::
""",
}


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_packs(tmp_path_factory.mktemp("pakketten")):
        yield


def procedure(emptied: Sequence[str]) -> str:
    lines = [
        f"{key}:\n  - {point % (f', {GONE}' if key in emptied else '')}\n"
        for key, point in LISTS.items()
    ]
    return PROCEDURE + "".join(lines)


def organisation(root: Path, *emptied: str, kind: str = "formulier", more: str = "") -> Path:
    write(root / "organisations", {f"{NAME}.yaml": PROFILE + more})
    own = {
        "procedures/PP-90.yaml": procedure(emptied),
        "formulieren/F-90.yaml": FORM.format(kind=kind, gone=GONE),
    }
    write(root / "organisations" / NAME / "inhoud", own)
    return root


def outcomes(root: Path) -> list[Outcome]:
    """Return what every command says of the organisation."""
    [checked] = check(open_workspace(root), [NAME])
    [built] = build(open_workspace(root), [NAME], today=NOW)
    [looked] = inspect(open_workspace(root), [NAME], today=NOW)
    ask(open_workspace(root), NAME)
    return [checked, built, looked]


def faults(root: Path) -> list[tuple[str, str]]:
    told = (problem for each in outcomes(root) for problem in each.problems)
    return [(each.code, each.what) for each in told if each.weight == "fout"]


@pytest.mark.parametrize(
    "emptied",
    [*combinations(LISTS, 0), *combinations(LISTS, 1), *combinations(LISTS, len(LISTS))],
)
def test_lists_of_a_procedure_that_conditions_empty_are_left_out(
    tmp_path: Path, emptied: tuple[str, ...]
) -> None:
    assert faults(organisation(tmp_path, *emptied)) == []


@pytest.mark.parametrize("kind", ["formulier", "register"])
def test_a_form_of_which_no_field_holds_is_made(tmp_path: Path, kind: str) -> None:
    assert faults(organisation(tmp_path, kind=kind)) == []


def test_a_procedure_without_a_step_says_that_nobody_does_it(tmp_path: Path) -> None:
    root = organisation(tmp_path, "stappen")
    assert faults(root) == []
    said = said_in((root / "output" / NAME / "PP-90.docx").read_bytes())
    texts = [each.text for each in said.pieces]
    assert "Aan het werk: nog niemand, want hier geldt geen stap." in texts


def test_chapters_and_roles_that_conditions_empty_are_left_out(tmp_path: Path) -> None:
    root = organisation(tmp_path, *LISTS)
    write(root / "organisations" / NAME / "inhoud" / "hoofdstukken", CHAPTERS)
    assert faults(root) == []
