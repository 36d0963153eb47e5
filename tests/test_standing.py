"""`status`: version, hand edits, open fields, proposals and reviews, as they are in the files."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from examples import DAY, build_all
from small_organisation import small_library, with_profiles

from handbook.cli.app import main
from handbook.loading.workspace import open_workspace
from handbook.model.features.status import DocumentStatus
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.status import statuses

CODE = "LI-F-01"
WAIVED = Asked(approver="B. Stuur", day=DAY, despite=dict.fromkeys(SUBJECTS, "proef"))


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("stand")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde", "haven")
        build_all(root)
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def stand(root: Path, day: date = DAY) -> DocumentStatus:
    [found] = statuses(open_workspace(root), ["linde"], today=day)
    return next(each for each in found.documents if each.code == CODE)


def test_a_document_says_its_version_its_hand_edits_and_its_proposals(root: Path) -> None:
    fresh = stand(root)
    assert (fresh.version, fresh.status, fresh.valid) == ("0.1", "concept", "")
    assert (fresh.edited, fresh.proposals, fresh.missing, fresh.due) == (False, 0, False, "")
    path = root / "output/linde" / f"{CODE}.docx"
    document = Document(str(path))
    document.add_paragraph("[invullen: wie dit bijhoudt]")
    document.save(str(path))
    path.with_name(f"{CODE} (voorstel).docx").write_bytes(b"wat dan ook")
    assert stand(root) == replace(
        fresh, edited=True, proposals=1, open_fields=fresh.open_fields + 1
    )
    path.unlink()
    assert stand(root).missing


def test_a_review_comes_and_goes_by(root: Path) -> None:
    review = stand(root).review
    days = [date(review.year - 1, 1, 1), review, date(review.year, review.month, 28)]
    assert [stand(root, day).due for day in days] == ["", "binnenkort", "verlopen"]


def test_after_an_approval_the_valid_version_stays_told(root: Path) -> None:
    asked = replace(WAIVED, codes=frozenset({CODE}))
    approve_documents(open_workspace(root), "linde", asked, today=DAY)
    found = stand(root)
    assert (found.version, found.status, found.valid) == ("1.0", "vastgesteld", "1.0")
    assert found.edited is False


def test_an_approved_file_that_changed_or_went_is_told(root: Path) -> None:
    asked = replace(WAIVED, codes=frozenset({CODE}))
    approve_documents(open_workspace(root), "linde", asked, today=DAY)
    assert run(root, "stand", "linde").exit_code == 0
    standing = root / f"output/linde/vastgesteld/{CODE}.docx"
    standing.write_bytes(standing.read_bytes() + b" ")
    told = run(root, "stand", "linde")
    assert told.exit_code == 1
    assert "HB580" in told.output
    assert f"output/linde/vastgesteld/{CODE}.docx" in " ".join(told.output.split())


def test_many_organisations_get_a_line_and_one_gets_its_documents(root: Path) -> None:
    both = run(root, "status")
    assert [line.partition(":")[0] for line in both.output.splitlines() if line] == [
        "haven",
        "linde",
    ]
    assert CODE in run(root, "status", "linde").output
    data = json.loads(run(root, "status", "linde", "--json").output)
    [told] = data["organisaties"]
    assert told["aantallen"]["documenten"] == len(told["documenten"])
    assert data["exitcode"] == 0


def test_strict_fails_on_a_review_that_is_past_and_a_broken_profile_stops_no_other(
    root: Path,
) -> None:
    register = root / "organisations/linde/register.yaml"
    text = register.read_text(encoding="utf-8")
    year = f"herziening: {stand(root).review.year}"
    register.write_text(text.replace(year, "herziening: 2020"), encoding="utf-8")
    assert run(root, "status", "linde").exit_code == 0
    assert run(root, "status", "linde", "--strict").exit_code == 1
    (root / "organisations/haven.yaml").write_text("naam: [", encoding="utf-8")
    both = run(root, "status")
    assert both.exit_code != 0
    assert "linde: " in both.output


@pytest.mark.parametrize("data", [b"", b"geen Word", b"\xd0\xcf\x11\xe0" + b"\x00" * 600])
def test_a_file_that_is_no_word_file_any_more_is_told_as_hers(root: Path, data: bytes) -> None:
    (root / "output/linde" / f"{CODE}.docx").write_bytes(data)
    assert stand(root).edited
