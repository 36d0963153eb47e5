"""Rows she took out of a table: the heading above them may not go with the last of them."""

from datetime import date
from pathlib import Path

from loading.world import PROCEDURE, write
from officer import Officer
from recorded import small_packs
from word.merging.material import changed

from handbook.loading.workspace import open_workspace
from handbook.pipeline.adoption.adopt import adopt
from handbook.word.package.markup import Element, qualified

PROFILE = 'naam: Stichting Berk\nkvk: "11111111"\nonderdelen: [138]\n'
OWN = f"""{PROCEDURE}\
bijzonderheden:
  - id: nood
    tekst: Bel bij nood 112.
  - id: brand
    tekst: Ga bij brand naar buiten.
"""


def without_rows(root: Element, *texts: str) -> None:
    for row in [*root.iter(qualified("w:tr"))]:
        if any(text in "".join(row.itertext()) for text in texts):
            row.getparent().remove(row)


def adopted_without(folder: Path, *texts: str) -> tuple[list[str], list[str], list[str]]:
    """Return why each change was not taken over, and what the file says before and after."""
    with small_packs(folder / "packs"):
        anja = Officer(folder / "w", "berk", PROFILE)
        write(anja.root / "organisations/berk/inhoud/procedures", {"PP-01.yaml": OWN})
        anja.builds(2026, 1)
        anja.edits("PP-01", lambda data: changed(data, lambda root: without_rows(root, *texts)))
        said = anja.reads("PP-01")
        workspace = open_workspace(anja.root)
        found = adopt(workspace, "berk", "PP-01", today=date(2026, 1, 1), write=True)
        anja.builds(2026, 1)
        assert (anja.waiting(), anja.proposed("PP-01")) == ([], [])
        return [each.why for each in found.changes], said, anja.reads("PP-01")


def test_one_of_two_rows_leaves_the_source(tmp_path: Path) -> None:
    why, said, after = adopted_without(tmp_path, "nood 112")
    assert (why, after) == ([""], said)


def test_the_last_rows_stay_in_the_source_with_their_heading(tmp_path: Path) -> None:
    why, said, after = adopted_without(tmp_path, "nood 112", "bij brand")
    emptied = "zo blijft onder deze kop niets over; dan zou ook de kop uit uw document gaan"
    assert (why, after) == ([emptied, emptied], said)
