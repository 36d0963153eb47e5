"""From a pack to the screen: what is doubted is told by `check`, until somebody went after it."""

from datetime import date
from pathlib import Path

from loading.world import GOOD, PROCEDURE, workspace, write

from handbook.model.documents.build import Outcome
from handbook.model.documents.document import Doubt
from handbook.pipeline.build.build import build
from handbook.pipeline.safeguards.sources import check

# A limit that is doubted, and an article that is.
DOUBTED = PROCEDURE.replace(
    'aard: wet, wet: wgs, artikelen: ["4a"]}',
    'aard: wet, wet: wgs, artikelen: ["4a", "4"], nagaan: een samenvatting noemt 8 weken}',
)
LIMIT = Doubt(id="PP-01.termijnen.besluit", what="Besluit", why="een samenvatting noemt 8 weken")
ARTICLE = Doubt(id="wgs.4", what="Wgs, art. 4", why="over eerste gesprek")
CHECK = "{door: A. Visser, op: 01-03-2026, bron: de wet}"


def checked(root: Path, profile: str = GOOD) -> Outcome:
    place = workspace(root)
    organisations = root / "organisations"
    write(organisations, {"de-linde.yaml": profile})
    write(organisations / "de-linde" / "inhoud", {"procedures/PP-01.yaml": DOUBTED})
    [outcome] = check(place, ["de-linde"])
    return outcome


def of_doubts(outcome: Outcome) -> list[str]:
    return [each for each in outcome.notices if "na te gaan" in each]


def test_check_names_what_is_still_to_look_up_and_goes_on(tmp_path: Path) -> None:
    outcome = checked(tmp_path)
    assert outcome.doubts == (LIMIT, ARTICLE)
    assert of_doubts(outcome) == []  # the list itself says it
    assert [each for each in outcome.problems if each.weight == "fout"] == []


def test_each_thing_that_was_looked_up_leaves_the_list(tmp_path: Path) -> None:
    one = checked(tmp_path, f"{GOOD}nagegaan:\n  wgs.4: {CHECK}\n")
    assert one.doubts == (LIMIT,)
    [built] = build(workspace(tmp_path), ["de-linde"], today=date(2026, 11, 23))
    assert of_doubts(built) == ["1 ding is nog na te gaan; 'handbook check' noemt het."]
    both = f"{GOOD}nagegaan:\n  wgs.4: {CHECK}\n  PP-01.termijnen.besluit: {CHECK}\n"
    none = checked(tmp_path, both)
    assert (none.doubts, of_doubts(none)) == ((), [])


def test_a_build_counts_what_is_to_look_up_and_leaves_the_list_to_check(tmp_path: Path) -> None:
    checked(tmp_path)
    [outcome] = build(workspace(tmp_path), ["de-linde"], today=date(2026, 11, 23))
    assert outcome.doubts == ()
    assert of_doubts(outcome) == ["2 dingen zijn nog na te gaan; 'handbook check' noemt ze."]
