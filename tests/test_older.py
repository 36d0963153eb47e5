"""An older copy of a document that was put back: what it lacks of what was approved is told."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from loading.world import write
from recorded import ASKED, NAME, PROFILE, archive, register_of, small_packs
from word.merging.wordsim import save

from handbook.errors import Problem
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.model.sources.register import Version
from handbook.pipeline.approval.approve import approve_documents
from handbook.pipeline.build.build import build
from handbook.pipeline.status import statuses

FIRST, LATER, LAST = date(2026, 3, 2), date(2026, 4, 8), date(2026, 5, 4)
WORDS, MORE = "Fatima belt iedereen.", "Joost belt terug."
FILE = f"output/{NAME}/PP-01.docx"
CHANGED = PROFILE + "termijnen: {PP-01.eerste-reactie: 1 werkdag}\n"
TOLD = (
    "dit bestand is ouder dan versie 1.0 en heeft niet wat daarin met de hand is vastgesteld: "
    f"'{WORDS}'"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder in which what she wrote is approved; beside it lies the file of before."""
    home = tmp_path_factory.mktemp("ouder")
    with small_packs(home / "packs"):
        root = write(home / "w", {f"organisations/{NAME}.yaml": PROFILE})
        make(root, FIRST)
        shutil.copy(root / FILE, home / "oud.docx")
        types(root, WORDS)
        assert approve(root, FIRST) == (0, [])
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    shutil.copy(built.parent / "oud.docx", tmp_path / "oud.docx")
    return Path(shutil.copytree(built, tmp_path / "w"))


def make(root: Path, day: date) -> Outcome:
    [outcome] = build(open_workspace(root), today=day)
    return outcome


def approve(
    root: Path, day: date, *, waiving: bool = True, today: date | None = None
) -> tuple[int, list[str]]:
    despite = {each: why for each, why in ASKED.despite.items() if each != "oudere-versie"}
    despite |= {"oudere-versie": "zij werkt hier niet meer"} if waiving else {}
    asked = replace(ASKED, codes=frozenset({"PP-01"}), day=day, despite=despite)
    outcome = approve_documents(open_workspace(root), NAME, asked, today=today or day)
    return outcome.exit_code, [each.what for each in outcome.problems]


def types(root: Path, words: str) -> None:
    document = Document(str(root / FILE))
    document.add_paragraph(words)
    document.save(str(root / FILE))


def takes_out(root: Path, words: str) -> None:
    document = Document(str(root / FILE))
    [found] = [each for each in document.paragraphs if words in each.text]
    found._element.getparent().remove(found._element)
    document.save(str(root / FILE))


def put_back(root: Path) -> bytes:
    shutil.copy(root.parent / "oud.docx", root / FILE)
    return (root / FILE).read_bytes()


def changes(root: Path) -> None:
    write(root / "organisations", {f"{NAME}.yaml": CHANGED})


def told(outcome: Outcome) -> list[tuple[str, str]]:
    problems = [*outcome.problems, *(each for one in outcome.documents for each in one.problems)]
    return _her_work(problems)


def status(root: Path) -> list[tuple[str, str]]:
    [found] = statuses(open_workspace(root), [NAME], today=LAST)
    return _her_work(found.problems)


def _her_work(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, str]]:
    codes = {"HB459", "HB451", "HB458", "HB518"}
    return [(each.code, each.what) for each in problems if each.code in codes]


def says(path: Path, words: str) -> bool:
    return any(words in each.text for each in Document(str(path)).paragraphs)


def test_an_older_copy_that_was_put_back_stays_and_is_told_as_long_as_it_lies_there(
    root: Path,
) -> None:
    before = put_back(root)
    assert status(root) == [("HB459", TOLD)]
    for day in (LATER, LAST):
        changes(root)
        outcome = make(root, day)
        assert (outcome.exit_code, told(outcome)) == (0, [("HB459", TOLD)])
        assert (root / FILE).read_bytes() == before
    assert status(root) == [("HB459", TOLD)]


def test_her_approved_words_leave_a_version_only_with_a_reason(root: Path) -> None:
    put_back(root)
    changes(root)
    make(root, LATER)
    assert approve(root, LAST, waiving=False) == (1, [TOLD])
    assert [each.number for each in _versions(root)] == ["1.0", "1.1"]
    assert approve(root, LAST)[0] == 0
    assert not says(root / FILE, WORDS)
    newest = _versions(root)[-1]
    kept = [each.reason for each in newest.waivers if each.subject == "oudere-versie"]
    assert (newest.number, kept) == ("2.0", ["zij werkt hier niet meer"])
    assert says(archive(root) / "PP-01/PP-01-1.0.docx", WORDS)
    assert told(make(root, LAST)) == status(root) == []


def test_the_way_out_brings_back_what_was_approved_with_the_new_text(root: Path) -> None:
    put_back(root)
    changes(root)
    make(root, LATER)
    (root / FILE).unlink()
    assert [code for code, _ in told(make(root, LATER))] == ["HB458"]
    assert says(root / FILE, WORDS)
    assert approve(root, LAST, waiving=False) == (0, [])
    assert says(archive(root) / "PP-01/PP-01-2.0.docx", WORDS)


def test_an_older_copy_that_she_works_in_is_kept_as_it_is(root: Path) -> None:
    put_back(root)
    types(root, MORE)
    before = (root / FILE).read_bytes()
    changes(root)
    assert told(make(root, LATER)) == [("HB459", TOLD)]
    assert (root / FILE).read_bytes() == before
    assert approve(root, LATER, waiving=False)[0] == 1


def test_an_older_copy_in_which_she_types_her_words_again_lacks_nothing(root: Path) -> None:
    put_back(root)
    types(root, WORDS)
    changes(root)
    assert told(make(root, LATER)) == []
    assert says(root / FILE, WORDS)
    assert approve(root, LATER, waiving=False) == (0, [])


def test_words_approved_before_are_not_hers_of_the_day_they_are_approved_again(
    root: Path,
) -> None:
    before = (root / FILE).read_bytes()
    types(root, MORE)
    assert approve(root, LATER) == (0, [])
    (root / FILE).write_bytes(before)
    make(root, LATER)
    assert approve(root, LAST, today=date(2026, 5, 5)) == (0, [])
    assert [(each.number, each.latest) for each in _versions(root)] == [
        ("1.0", None),
        ("2.0", None),
        ("3.0", None),
    ]


def test_what_an_older_copy_lacks_is_told_without_a_house_that_became_secret(root: Path) -> None:
    types(root, "Bel Huize Kanarie.")
    assert approve(root, LATER) == (0, [])
    put_back(root)
    house = "locaties:\n  - {naam: Huize Kanarie, geheim: ja, naam_buiten: Huis 1}\n"
    write(root / "organisations", {f"{NAME}.yaml": PROFILE + house})
    hidden = TOLD.replace("1.0", "2.0") + "; 'Bel [geheim].'"
    assert told(make(root, LATER)) == status(root) == [("HB459", hidden)]
    assert approve(root, LAST, waiving=False) == (1, [hidden])


def test_what_she_takes_out_after_the_approval_is_her_own_choice(root: Path) -> None:
    takes_out(root, WORDS)
    assert status(root)[0][0] == "HB518"
    assert told(make(root, LATER)) == []
    changes(root)
    assert told(make(root, LATER)) == status(root) == []
    assert approve(root, LAST, waiving=False) == (0, [])
    assert not says(archive(root) / "PP-01/PP-01-2.0.docx", WORDS)


def test_what_she_took_out_and_approved_does_not_come_back_unseen(
    root: Path,
) -> None:
    sentence = next(
        each.text for each in Document(str(root / FILE)).paragraphs if "weet snel" in each.text
    )
    takes_out(root, sentence)
    make(root, LATER)
    assert approve(root, LATER, waiving=False) == (0, [])
    put_back(root)
    [(code, what)] = told(make(root, LAST))
    assert code == "HB459"
    assert what.endswith(f"'{WORDS}'; '{sentence}' (weggehaald)")


def test_a_copy_that_a_build_of_before_wrote_over_an_older_one_is_told_as_well(
    root: Path,
) -> None:
    """It says to be the approved version, nobody changed it, and her words are not in it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("handbook.pipeline.placement.placement_decision.older", lambda *_: None)
        put_back(root)
        assert told(make(root, LATER)) == []
    assert not says(root / FILE, WORDS)
    assert status(root) == [("HB459", TOLD)]
    changes(root)
    assert told(make(root, LAST)) == [("HB459", TOLD)]


def test_a_copy_that_word_only_saved_again_is_no_older_one(root: Path) -> None:
    (root / FILE).write_bytes(save((root / FILE).read_bytes(), 1))
    assert told(make(root, LATER)) == []
    assert approve(root, LAST, waiving=False) == (0, [])


def test_nothing_is_told_where_nobody_changed_what_was_approved(
    tmp_path: Path, built: Path
) -> None:
    root = write(tmp_path / "w", {f"organisations/{NAME}.yaml": PROFILE})
    assert built.is_dir()
    make(root, FIRST)
    before = (root / FILE).read_bytes()
    assert approve(root, FIRST, waiving=False) == (0, [])
    (root / FILE).write_bytes(before)
    assert told(make(root, LATER)) == status(root) == []
    assert approve(root, LAST, waiving=False) == (0, [])


def _versions(root: Path) -> tuple[Version, ...]:
    entry = register_of(root).find("PP-01")
    assert entry is not None
    return entry.versions
