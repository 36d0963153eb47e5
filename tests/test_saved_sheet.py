"""A workbook that Excel only saved stays ours; one in which she worked stops no other document."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from loading.world import write
from recorded import (
    ASKED,
    NAME,
    NOW,
    PROFILE,
    chained,
    library,
    register_of,
    root,
    run,
    status,
)

from handbook.excel import prove_sheet
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import Asked, approve_documents

__all__ = ["chained", "library", "root"]

SHORTER = PROFILE + "termijnen: {PP-01.eerste-reactie: 1 werkdag}\n"
ALL = replace(ASKED, day=NOW)
BOOK = "KH-02.xlsx"


@pytest.fixture
def opened(root: Path) -> Path:
    """Return a folder in which documents are open for approval, the matrix among them."""
    write(root / "organisations", {f"{NAME}.yaml": SHORTER.replace("De Linde", "De Berk")})
    run(root, NOW)
    return root


def saved(root: Path, change: Callable[[Any], object] = lambda _: None) -> bytes:
    """Let another program open the workbook, change it and save it; return it."""
    path, buffer = root / "output" / NAME / BOOK, io.BytesIO()
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(buffer)
    path.write_bytes(buffer.getvalue())
    return buffer.getvalue()


def hers(book: Any) -> None:
    book["Kruistabel"]["K2"] = "blz. 99"


def approves(root: Path, asked: Asked) -> Outcome:
    return approve_documents(open_workspace(root), NAME, asked, today=NOW)


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(each.code, each.place.file) for each in outcome.problems]


def approved_now(root: Path) -> set[str]:
    entries = register_of(root).entries
    return {each.code for each in entries if each.current.approved == NOW}


def test_one_that_was_only_saved_is_told_by_nobody_and_approved_as_ours(opened: Path) -> None:
    data = saved(opened)
    assert run(opened, NOW) == (0, {"HB401"})
    assert "HB577" not in status(opened)[1]
    both = replace(ALL, codes=frozenset({"KH-02", "PP-01"}))
    outcome = approves(opened, both)
    assert (outcome.exit_code, told(outcome), approved_now(opened)) == (0, [], {"KH-02", "PP-01"})
    for folder in ("", "vastgesteld"):
        made = (opened / "output" / NAME / folder / BOOK).read_bytes()
        proof = prove_sheet(made)
        assert (proof is not None and proof.intact, made != data) == (True, True)


def test_one_in_which_she_worked_is_left_out_and_the_others_are_approved(opened: Path) -> None:
    data = saved(opened, hers)
    both = replace(ALL, codes=frozenset({"KH-02", "PP-01"}))
    outcome = approves(opened, both)
    assert (outcome.exit_code, told(outcome)) == (3, [("HB404", f"output/{NAME}/{BOOK}")])
    assert approved_now(opened) == {"PP-01"}
    assert (opened / "output" / NAME / BOOK).read_bytes() == data
    assert status(opened)[:2] == (0, {"HB577"})


def test_asked_for_alone_it_is_refused(opened: Path) -> None:
    saved(opened, hers)
    outcome = approves(opened, replace(ALL, codes=frozenset({"KH-02"})))
    assert (outcome.exit_code, told(outcome)) == (1, [("HB577", f"output/{NAME}/{BOOK}")])
    assert approved_now(opened) == set()


def test_put_apart_it_stands_in_no_way_any_more(opened: Path) -> None:
    saved(opened, hers)
    path = opened / "output" / NAME / BOOK
    path.rename(path.with_name(f"mijn {BOOK}"))
    run(opened, NOW)
    outcome = approves(opened, replace(ALL, codes=frozenset({"KH-02"})))
    assert (outcome.exit_code, approved_now(opened)) == (0, {"KH-02"})


@pytest.mark.parametrize("page", ["first", "even"])
def test_words_in_the_header_of_some_pages_are_her_work(opened: Path, page: str) -> None:
    def writes(book: Any) -> None:
        sheet = book.worksheets[0]
        getattr(sheet, f"{page}Header").center.text = "Concept, niet gebruiken"

    proofs = [prove_sheet(saved(opened)), prove_sheet(saved(opened, writes))]
    assert [each and each.intact for each in proofs] == [True, False]
