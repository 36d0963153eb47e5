"""A clock that stood wrong for a day: what it left is told, and stops no approval for ever."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from loading.world import write
from recorded import (
    ASKED,
    FIRST,
    LATER,
    NAME,
    NOW,
    PROFILE,
    approve,
    chained,
    library,
    path_of,
    register_of,
    root,
    run,
    status,
)

from handbook.loading.workspace import open_workspace
from handbook.pipeline.approval.approve import approve_documents
from handbook.pipeline.build.build import build

__all__ = ("chained", "library", "root")

AHEAD = date(2027, 3, 2)
SHORTER = PROFILE + "termijnen: {PP-01.eerste-reactie: 1 werkdag}\n"


def profile(root: Path, text: str = PROFILE) -> None:
    write(root / "organisations", {f"{NAME}.yaml": text})


def days(root: Path) -> set[tuple[date, date | None, date | None]]:
    """Return the days of all that is open: of the text, its last change, the words around it."""
    entries = register_of(root).entries
    return {(each.current.written, each.current.latest, each.around_since) for each in entries}


def test_a_concept_of_a_day_to_come_is_of_today_after_a_build_and_told_once(
    library: Path, tmp_path: Path
) -> None:
    assert library.is_dir()
    profile(tmp_path)
    run(tmp_path, AHEAD)
    [outcome] = build(open_workspace(tmp_path), today=NOW)
    told = [each for each in outcome.problems if each.code == "HB525"]
    assert [(each.weight, each.place.file) for each in told] == [
        ("let op", f"organisations/{NAME}/register.yaml")
    ]
    assert "moest nog komen (2 maart 2027)" in told[0].what
    assert told[0].what.endswith("dat is nu 1 juni 2026")
    assert days(tmp_path) == {(NOW, None, None)}
    assert {each.current.review for each in register_of(tmp_path).entries} == {date(2028, 6, 1)}
    written = path_of(tmp_path).read_bytes()
    assert "HB525" not in run(tmp_path, NOW)[1]
    assert path_of(tmp_path).read_bytes() == written
    assert approve(tmp_path, replace(ASKED, day=NOW), NOW) == set()


def test_an_approval_before_that_build_says_what_to_do(library: Path, tmp_path: Path) -> None:
    assert library.is_dir()
    profile(tmp_path)
    run(tmp_path, AHEAD)
    outcome = approve_documents(
        open_workspace(tmp_path),
        NAME,
        replace(ASKED, day=NOW, codes=frozenset({"PP-01"})),
        today=NOW,
    )
    assert [(each.code, each.what, each.mend) for each in outcome.problems] == [
        (
            "HB576",
            "het register zegt dat PP-01 van 2 maart 2027 is, en die dag moet nog komen",
            "Staat de klok goed, bouw dan eerst opnieuw; er is niets vastgesteld.",
        )
    ]


def test_a_change_made_while_the_clock_was_ahead_is_of_today(root: Path) -> None:
    before = register_of(root)
    profile(root, SHORTER.replace("De Linde", "De Beuk"))
    run(root, AHEAD)
    assert (AHEAD, None, AHEAD) in days(root)
    assert "HB525" in run(root, NOW)[1]
    assert max(max(filter(None, each)) for each in days(root)) == NOW
    assert approve(root, replace(ASKED, day=NOW), NOW) == set()
    approved = [each.versions[0] for each in before.entries]
    assert [each.versions[0] for each in register_of(root).entries] == approved
    assert status(root)[:2] == (0, set())


def test_a_later_text_of_an_open_concept_is_of_today(library: Path, tmp_path: Path) -> None:
    assert library.is_dir()
    profile(tmp_path)
    run(tmp_path, FIRST)
    profile(tmp_path, SHORTER)
    run(tmp_path, AHEAD)
    assert (FIRST, AHEAD, None) in days(tmp_path)
    run(tmp_path, NOW)
    assert days(tmp_path) == {(FIRST, None, None), (FIRST, NOW, None)}


def test_a_clock_from_before_there_was_a_register_changes_nothing(root: Path) -> None:
    profile(root, SHORTER)
    run(root, NOW)
    written = path_of(root).read_bytes()
    (root / "output" / ".handbook" / f"{NAME}.json").unlink(missing_ok=True)
    assert "HB525" not in run(root, date(2015, 1, 1))[1]
    assert path_of(root).read_bytes() == written


def test_a_link_has_its_own_day_whatever_the_one_before_it_says(
    library: Path, tmp_path: Path
) -> None:
    assert library.is_dir()
    profile(tmp_path)
    run(tmp_path, FIRST)
    assert approve(tmp_path, replace(ASKED, codes=frozenset({"PP-01"})), AHEAD) == set()
    assert status(tmp_path) == (0, {"HB526"}, proved(tmp_path, "2 maart 2027"))
    assert approve(tmp_path, replace(ASKED, codes=frozenset({"F-01"})), LATER) == set()
    assert [each.day for each in register_of(tmp_path).chain] == [AHEAD, LATER]
    assert status(tmp_path) == (0, {"HB526"}, proved(tmp_path, "2 maart 2026"))
    exit_code, codes = run(tmp_path, NOW)
    assert (exit_code, "HB526" in codes) == (0, True)


@pytest.mark.parametrize(
    ("today", "what"),
    [
        (NOW, "schakel 1 van de ketting is van 2 maart 2027: dat moet nog komen"),
        (
            AHEAD,
            "schakel 2 van de ketting is van 2 maart 2026, en een schakel ervoor van 2 maart 2027",
        ),
    ],
)
def test_links_out_of_order_are_told_for_ever(
    library: Path, tmp_path: Path, today: date, what: str
) -> None:
    assert library.is_dir()
    profile(tmp_path)
    run(tmp_path, FIRST)
    for code, day in (("PP-01", AHEAD), ("F-01", LATER)):
        assert approve(tmp_path, replace(ASKED, codes=frozenset({code})), day) == set()
    (outcome,) = build(open_workspace(tmp_path), today=today)
    [told] = [each for each in outcome.problems if each.code == "HB526"]
    assert (told.weight, what in told.what) == ("let op", True)


def proved(root: Path, since: str) -> str:
    newest = register_of(root).chain[-1].sum[:12]
    return f"register en archief kloppen; aantoonbaar vanaf {since}. Nieuwste som: {newest}"
