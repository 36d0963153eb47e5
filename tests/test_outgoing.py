"""What was approved and leaves the set holds until the handbook and the matrix say so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from officer import Officer
from small_set import small_set

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.status import statuses

NAME = "berk"
PROFILE = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [140]
activiteiten: {140: [buurtwerk, vrijwilligerscentrale]}
kenmerken: [vrijwilligers]
"""
TOLD = (
    "SW-04 hoort niet meer bij de set en geldt nog: versie 1.0 blijft staan tot KH-01 en KH-02 "
    "zonder dit document zijn vastgesteld"
)


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_set(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture
def anja(tmp_path: Path) -> Officer:
    """Return somebody whose whole set is approved, and who then stopped an activity."""
    anja = Officer(tmp_path / "w", NAME, PROFILE)
    anja.builds(2026, 3)
    assert approve(anja, date(2026, 3, 2)).exit_code == 0
    anja.changes_profile(", vrijwilligerscentrale", "")
    anja.builds(2026, 4)
    return anja


def approve(anja: Officer, day: date, *codes: str) -> Outcome:
    asked = Asked(
        approver="B. Stuur",
        day=day,
        codes=frozenset(codes),
        despite=dict.fromkeys(SUBJECTS, "proef"),
    )
    return approve_documents(open_workspace(anja.root), NAME, asked, today=day)


def valid(anja: Officer) -> list[str]:
    """Return the documents that readers find."""
    folder = anja.root / "output" / NAME / "vastgesteld"
    return sorted(path.stem for path in folder.glob("*.docx"))


def entry(anja: Officer, item: str) -> dict[str, object]:
    path = anja.root / "organisations" / NAME / "register.yaml"
    register = yaml.safe_load(path.read_text(encoding="utf-8"))
    [found] = [each for each in register["documenten"] if each["document"] == item]
    return {key: found[key] for key in ("vervallen_op", "geldt_nog") if key in found}


def told(outcome: Outcome) -> list[str]:
    return [each.what for each in outcome.problems if each.code == "HB565"]


def test_a_build_tells_what_left_and_holds(anja: Officer) -> None:
    assert told(anja.outcome) == [TOLD]
    assert "SW-04" in valid(anja)
    assert entry(anja, "SW-04") == {"vervallen_op": date(2026, 4, 1), "geldt_nog": "ja"}
    [now] = statuses(open_workspace(anja.root), [NAME], today=date(2026, 4, 1))
    assert [each.what for each in now.problems if each.code == "HB565"] == [TOLD]


@pytest.mark.parametrize("codes", [("OR-05",), ("KH-02",)])
def test_another_approval_leaves_it(anja: Officer, codes: tuple[str, ...]) -> None:
    assert approve(anja, date(2026, 4, 2), *codes).exit_code == 0
    assert "SW-04" in valid(anja)
    assert entry(anja, "SW-04")["geldt_nog"] == "ja"


@pytest.mark.parametrize("codes", [(), ("KH-01", "KH-02")])
def test_it_goes_in_the_step_that_approves_handbook_and_matrix(
    anja: Officer, codes: tuple[str, ...]
) -> None:
    assert approve(anja, date(2026, 4, 2), *codes).exit_code == 0
    assert "SW-04" not in valid(anja)
    assert (anja.root / "output" / NAME / "Vervallen" / "SW-04.docx").exists()
    assert entry(anja, "SW-04") == {"vervallen_op": date(2026, 4, 1)}
    anja.builds(2026, 5)
    assert told(anja.outcome) == []


def test_one_after_the_other_is_as_good(anja: Officer) -> None:
    assert approve(anja, date(2026, 4, 2), "KH-02").exit_code == 0
    assert approve(anja, date(2026, 4, 3), "KH-01").exit_code == 0
    assert "SW-04" not in valid(anja)


def test_what_comes_back_holds_as_if_it_never_left(anja: Officer) -> None:
    anja.changes_profile("[buurtwerk]", "[buurtwerk, vrijwilligerscentrale]")
    anja.builds(2026, 5)
    assert told(anja.outcome) == []
    assert "SW-04" in valid(anja)
    assert entry(anja, "SW-04") == {}


def test_what_was_never_approved_just_goes(tmp_path: Path) -> None:
    anja = Officer(tmp_path / "w", NAME, PROFILE)
    anja.builds(2026, 3)
    anja.changes_profile(", vrijwilligerscentrale", "")
    anja.builds(2026, 4)
    assert told(anja.outcome) == []
    assert entry(anja, "SW-04") == {"vervallen_op": date(2026, 4, 1)}


def test_what_left_under_an_older_version_does_not_come_back_to_readers(anja: Officer) -> None:
    """A register of before has no 'geldt_nog': there it was withdrawn at once."""
    path = anja.root / "organisations" / NAME / "register.yaml"
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if "geldt_nog" not in line]
    assert len(lines) == len(text.splitlines()) - 1
    path.write_text("".join(lines), encoding="utf-8")
    anja.builds(2026, 5)
    assert told(anja.outcome) == []
