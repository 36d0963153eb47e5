"""What stands in the way is told without the house it is called after."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from small_shelter import shelf
from watcher.test_following import play, said, write

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.safeguards.sources import check

__all__ = ["shelf"]

DAY = date(2026, 11, 30)
PROFILE = """\
naam: Stichting Opvang De Berk
kvk: "12345678"
onderdelen: [139]
locaties:
  - {naam: Kantoor, adres: "Lindelaan 12, 8021 AB Zwolle"}
  - naam: Huize Zwaluwnest
    adres: Zwanebloemweg 118, 8899 ZQ Duinbroekerwaard
    geheim: ja
    naam_buiten: Huis 1
"""
OTHER = """\
naam: Stichting De Eik
kvk: "87654321"
onderdelen: [139]
"""
OPENED = "Receptie Zwaluwnest"
LATER = PROFILE.replace("onderdelen", "korte_naam: De Berk\nonderdelen")


@pytest.fixture
def root(tmp_path: Path, shelf: Path) -> Path:  # noqa: ARG001
    home = tmp_path / "w" / "organisations"
    home.mkdir(parents=True)
    (home / "berk.yaml").write_text(PROFILE, encoding="utf-8")
    (home / "eik.yaml").write_text(OTHER, encoding="utf-8")
    return tmp_path / "w"


def opens(root: Path) -> None:
    lock = f",{OPENED},pc,30.11.2026 09:00,file:///x;"
    (root / "output/berk/.~lock.PP-01.docx#").write_text(lock, encoding="utf-8")


def told(outcome: Outcome) -> Iterator[str]:
    found = (*outcome.problems, *(one for each in outcome.documents for one in each.problems))
    yield from (f"{each.code} {each}" for each in found if each.code in ("HB501", "HB554"))


def test_a_pack_that_is_called_after_a_secret_house_is_told_without_it(root: Path) -> None:
    pack = root / "packs" / "zwaluwnest" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("soort: onzin\n", encoding="utf-8")
    for outcomes in (
        check(open_workspace(root), ["eik"]),
        build(open_workspace(root), ["eik"], today=DAY),
    ):
        [line] = [line for each in outcomes for line in told(each)]
        assert line.startswith("HB554 packs/[geheim]: ")
        assert "zwaluw" not in line.casefold()


def test_who_has_a_file_open_is_told_without_the_house_at_a_build_and_an_approval(
    root: Path,
) -> None:
    list(build(open_workspace(root), ["berk"], today=DAY))
    opens(root)
    (root / "organisations/berk.yaml").write_text(LATER, encoding="utf-8")
    [built] = build(open_workspace(root), ["berk"], today=DAY)
    asked = Asked(approver="B. Stuur", day=DAY, despite=dict.fromkeys(SUBJECTS, "proef"))
    approved = approve_documents(open_workspace(root), "berk", asked, today=DAY)
    lines = [*told(built), *told(approved)]
    assert len(lines) == 2
    assert all("in gebruik door Receptie [geheim]" in line for line in lines), lines


def test_a_watcher_tells_no_house_in_a_path_or_in_who_has_a_file_open(root: Path) -> None:
    list(build(open_workspace(root), ["berk", "eik"], today=DAY))
    opens(root)
    own = root / "organisations/berk/inhoud/procedures/zwaluwnest.yaml"
    lines = said(
        play(
            root,
            (1, write(own, "id: [\n")),
            (5, own.unlink),
            (20, write(root / "organisations/berk.yaml", LATER)),
        )
    )
    assert "organisations/berk/inhoud/procedures/[geheim].yaml nieuw" in lines
    waits = [line for line in lines if " is open" in line]
    assert set(waits) == {
        "output/berk/PP-01.docx is open bij Receptie [geheim]. Ik schrijf het zodra het dicht is."
    }
    assert "zwaluw" not in "\n".join(lines).casefold()
