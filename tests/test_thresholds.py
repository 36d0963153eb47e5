"""A law that holds from a number on: with the number, without it, and under it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading.world import PROCEDURE, write
from recorded import small_packs

from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.document import ProcedureBody
from handbook.model.sources.norm import Condition
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.safeguards.sources import check
from handbook.tailoring.selection.conditions import Situation, applies

SIZED = """\
  - id: regeling
    wat: Meldregeling
    termijn: 7 dagen
    aard: eigen
    wanneer: {medewerkers: {vanaf: 50}}
stappen:
  - id: register
    rol: teamleider
    actie: Houd een register bij.
    wanneer: {medewerkers: {vanaf: 50}}
  - {id: ooit, rol: teamleider, actie: Komt., geldt_vanaf: 2030-01-01, wanneer: {omzet: {vanaf: 9}}}
  - {id: praten, rol: teamleider, actie: Praat met iedereen., wanneer: {medewerkers: {tot: 10}}}
"""
PROFILE = "naam: Stichting De Linde\nkvk: 01234567\nonderdelen: [138]\n"
NOBODY = Situation(
    parts=frozenset(), activities=frozenset(), characteristics=frozenset(), services=frozenset()
)


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        sized = PROCEDURE.replace("stappen:\n", SIZED)
        write(home, {"inhoud-mini/procedures/PP-01.yaml": sized})
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_size(tmp_path, "")


def with_size(root: Path, line: str) -> Path:
    (root / "organisations").mkdir(exist_ok=True)
    (root / "organisations/linde.yaml").write_text(f"{PROFILE}{line}", encoding="utf-8")
    return root


def said(root: Path) -> tuple[list[str], list[str]]:
    """Return the limits and the steps of PP-01 that ask for a size."""
    made = decide(read_profile(open_workspace(root), "linde"), "linde")
    [body] = [each.body for each in made.documents if each.item == "PP-01"]
    assert isinstance(body, ProcedureBody)
    limits = [str(each.what) for each in body.limits]
    return limits[2:], [str(each.what) for each in body.steps][:-1]


def asked(root: Path) -> list[str]:
    [outcome] = check(open_workspace(root), ["linde"])
    return [each for each in outcome.notices if "omvang" in each]


def test_without_the_number_a_text_prints_with_its_threshold_and_check_asks(root: Path) -> None:
    assert said(root) == (
        ["Meldregeling (vanaf 50 mensen in dienst)"],
        [
            "Houd een register bij. Dit geldt vanaf 50 mensen in dienst.",
            "Praat met iedereen. Dit geldt tot 10 mensen in dienst.",
        ],
    )
    [question] = asked(root)
    assert question.startswith("Vul bij 'omvang' in het profiel in: medewerkers.")
    assert question.endswith("PP-01.")


@pytest.mark.parametrize(
    ("number", "limits", "steps"),
    [
        ("50", ["Meldregeling"], ["Houd een register bij."]),
        ("49", [], []),
        ("10", [], []),
        ("9", [], ["Praat met iedereen."]),
        ("0", [], ["Praat met iedereen."]),
    ],
)
def test_with_the_number_the_law_holds_or_it_does_not(
    root: Path, number: str, limits: list[str], steps: list[str]
) -> None:
    with_size(root, f"omvang: {{medewerkers: {number}}}\n")
    assert said(root) == (limits, steps)
    assert asked(root) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("omvang: {medewerkers: -3}", "HB"),
        ("omvang: {medewerkers: veel}", "HB"),
        ("omvang: {medewerker: 3}", "HB111"),
        ("omvang: 58", "HB"),
    ],
)
def test_a_number_that_is_none_is_told_at_its_line(root: Path, line: str, code: str) -> None:
    with_size(root, f"{line}\n")
    with pytest.raises(HandbookError) as caught:
        read_profile(open_workspace(root), "linde")
    [problem] = caught.value.problems
    assert problem.code.startswith(code)
    assert (problem.place.line, bool(problem.mend)) == (4, True)


SIZES = st.fixed_dictionaries({}, optional={"medewerkers": st.integers(0, 100)})
ASKING = st.builds(
    lambda least, below: Condition(medewerkers={"vanaf": least, "tot": below}),  # type: ignore[arg-type]
    st.none() | st.integers(0, 100),
    st.none() | st.integers(0, 100),
)


@given(ASKING, SIZES)
def test_what_is_unknown_always_prints_and_so_does_its_opposite(
    condition: Condition, size: dict[str, int]
) -> None:
    here = Situation(
        parts=frozenset(),
        activities=frozenset(),
        characteristics=frozenset(),
        services=frozenset(),
        size=size,
    )
    holds, opposite = applies(condition, here), applies(Condition(niet=condition), here)
    assert (holds and opposite) is not bool(size)
    assert holds or opposite
    assert applies(condition, NOBODY)
