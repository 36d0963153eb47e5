"""No message on one client tells the secret location of another, also not from a file's name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from small_set import small_set

from handbook.errors import Problem
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.safeguards.sources import check
from handbook.pipeline.status import statuses

DAY = date(2026, 11, 23)
HAVEN = """\
naam: Stichting De Haven
kvk: "12345678"
onderdelen: [138]
activiteiten: {138: [maatschappelijk-werk]}
locaties:
  - {naam: Kantoor, adres: "Kade 1, 1234 AB Stad"}
  - {naam: Huize Zwaluwnest, adres: "Zwanebloemweg 118, 8899 ZQ Duinbroekerwaard", geheim: ja}
"""
LINDE = """\
naam: Stichting De Linde
kvk: "87654321"
onderdelen: [140]
"""
LISTED = """\
documenten:
  - id: ED-01
    titel: Werkwijze
    bestand: Werkwijze Zwaluwnest.docx
    soort: procedure
    eigenaar: bestuurder
    bevestigd: ja
"""


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_set(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with two clients; files of the one are called after a house of the other."""
    folder = tmp_path / "organisations" / "linde" / "inhoud" / "documenten"
    folder.mkdir(parents=True)
    (tmp_path / "organisations" / "haven.yaml").write_text(HAVEN, encoding="utf-8")
    (tmp_path / "organisations" / "linde.yaml").write_text(LINDE, encoding="utf-8")
    (folder.parent / "documenten.yaml").write_text(LISTED, encoding="utf-8")
    (folder / "Plan Huize Zwaluwnest.docx").write_bytes(b"x")
    (folder / "zwanebloemweg 118.pdf").write_bytes(b"x")
    return tmp_path


def said(problems: tuple[Problem, ...]) -> tuple[set[str], str]:
    text = "\n".join(f"{each} {each.place.excerpt}" for each in problems)
    return {each.code for each in problems}, text.casefold()


def test_no_message_shows_a_name_of_another_clients_house(root: Path) -> None:
    [checked] = check(open_workspace(root), ["linde"])
    [built] = build(open_workspace(root), ["linde"], today=DAY)
    [stands] = statuses(open_workspace(root), ["linde"], today=DAY)
    for problems, code in (
        (checked.problems, "HB293"),
        (built.problems, "HB291"),
        (stands.problems, "HB291"),
    ):
        codes, text = said(problems)
        assert code in codes
        assert [word for word in ("zwaluw", "zwanebloem", "duinbroek") if word in text] == []


def test_names_that_tell_nothing_are_shown(root: Path) -> None:
    (root / "organisations" / "linde" / "inhoud" / "documenten" / "Scan.pdf").write_bytes(b"x")
    [checked] = check(open_workspace(root), ["linde"])
    assert "scan.pdf" in said(checked.problems)[1]
