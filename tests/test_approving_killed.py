"""An approval that is killed at any step: made again, it ends as if nothing had happened."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from killed import Killed, copied_at_each_step, killed_at
from loading.world import write
from recorded import ASKED, FIRST, NAME, PROFILE, approve, library, path_of, run, status

from handbook import storage

__all__ = ["library"]

OPEN, DAY, TODAY = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 12)
AGAIN = replace(ASKED, codes=frozenset({"PP-01", "F-01", "KH-02"}), day=DAY)
PASSING = ("/.vorige/", "/.handbook/")  # copies of what goes, and notes that may be thrown away


def typed(path: Path, words: str) -> None:
    document = Document(str(path))
    document.paragraphs[-1].add_run(words)
    document.save(str(path))


@pytest.fixture(scope="module")
def open_again(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which she wrote in two documents before 1.0.

    Of one the profile changed since; of the other the working copy is gone.
    """
    assert library.is_dir()
    root = tmp_path_factory.mktemp("open") / "w"
    write(root / "organisations", {f"{NAME}.yaml": PROFILE})
    run(root, FIRST)
    output = root / "output" / NAME
    for file in ("PP-01.docx", "F-01.docx"):
        typed(output / file, "Fatima belt.")
    assert approve(root, replace(ASKED, day=FIRST), FIRST) == set()
    shorter = "termijnen: {PP-01.eerste-reactie: 1 werkdag}\n"
    write(root / "organisations", {f"{NAME}.yaml": PROFILE + shorter})
    run(root, OPEN)
    (output / "F-01.docx").unlink()
    return root


def tree(root: Path, passing: tuple[str, ...] = PASSING) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(each in path.as_posix() for each in passing)
    }


@pytest.fixture(scope="module")
def whole(open_again: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what an approval leaves that nobody stopped, and beside it what each step left."""
    home = tmp_path_factory.mktemp("heel")
    root = Path(shutil.copytree(open_again, home / "w"))
    with copied_at_each_step(root, home / "stappen") as steps:
        approve(root, AGAIN, TODAY)
    assert len(steps) > 12
    assert status(root)[:2] == (0, set())
    (home / "stappen.txt").write_text(" ".join(name for name, _ in steps), encoding="utf-8")
    return root


def killed(whole: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Yield each step, and a folder as it is when the computer stops right after it."""
    names = (whole.parent / "stappen.txt").read_text(encoding="utf-8").split()
    for moment, name in enumerate(names):
        shutil.rmtree(tmp_path / "w", ignore_errors=True)
        copied = whole.parent / "stappen" / f"{moment:02}"
        yield f"{moment} {name}", Path(shutil.copytree(copied, tmp_path / "w"))


@pytest.mark.parametrize("moment", [0, 6, 13, 20])
def test_a_copy_after_a_step_is_what_a_killed_approval_leaves(
    open_again: Path, whole: Path, tmp_path: Path, moment: int
) -> None:
    root = Path(shutil.copytree(open_again, tmp_path / "w"))
    with pytest.raises(Killed), killed_at(moment, after=True):
        approve(root, AGAIN, TODAY)
    assert tree(root, ()) == tree(whole.parent / "stappen" / f"{moment:02}", ())


def test_made_again_an_approval_ends_in_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    expected, wrong = tree(whole), []
    for step, root in killed(whole, tmp_path):
        approve(root, AGAIN, TODAY)
        found = tree(root)
        other = {path for path in {*found, *expected} if found.get(path) != expected.get(path)}
        wrong += [(step, sorted(other))] if other else []
    assert wrong == []


def test_a_build_after_it_takes_no_stamp_of_ours_for_her_work(
    open_again: Path, whole: Path, tmp_path: Path
) -> None:
    register = path_of(open_again).read_bytes()
    wrong = []
    for step, root in killed(whole, tmp_path):
        begun = path_of(root).read_bytes()
        run(root, TODAY)
        wrong += [] if path_of(root).read_bytes() == begun else [step]
    assert (wrong, begun != register) == ([], True)


def test_what_she_writes_in_a_stamped_file_after_it_stays(
    open_again: Path, whole: Path, tmp_path: Path
) -> None:
    working = f"output/{NAME}/PP-01.docx"
    root = stamped(open_again, whole, tmp_path)
    typed(root / working, "Joost belt.")
    run(root, TODAY)
    told = [said(root / working)]
    approve(root, AGAIN, TODAY)
    told += [said(root / working), said(root / "output" / NAME / "vastgesteld" / "PP-01.docx")]
    assert [each.count("Joost belt.") for each in told] == [1, 1, 1]
    assert status(root)[:2] == (0, set())


def said(path: Path) -> str:
    return "\n".join(each.text for each in Document(str(path)).paragraphs)


def stamped(open_again: Path, whole: Path, tmp_path: Path) -> Path:
    """Return the folder as a kill leaves it right after the working copy of PP-01 got its stamp."""
    working = f"output/{NAME}/PP-01.docx"
    before = storage.digest(open_again / working)
    for _, root in killed(whole, tmp_path):
        if storage.digest(root / working) != before:
            return root
    raise AssertionError(working)


def test_while_she_has_a_stamped_file_open_that_is_told_and_no_version_begins(
    open_again: Path, whole: Path, tmp_path: Path
) -> None:
    working = f"output/{NAME}/PP-01.docx"
    root = stamped(open_again, whole, tmp_path)
    owner = root / "output" / NAME / "~$PP-01.docx"
    owner.write_bytes(b"\x06Fatima")
    before = [path.read_bytes() for path in (path_of(root), root / working)]
    assert run(root, TODAY) == (3, {"HB501"})
    assert [path.read_bytes() for path in (path_of(root), root / working)] == before
    owner.unlink()
    approve(root, AGAIN, TODAY)
    assert status(root)[:2] == (0, set())
