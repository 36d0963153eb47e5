"""Documents that lost parts, left and came back: what she did in them is kept or told."""

import random
from pathlib import Path

from away.life import Life
from recorded import small_packs


def test_nothing_of_hers_is_lost_in_files_that_were_away(tmp_path: Path) -> None:
    with small_packs(tmp_path / "packs"):
        found = Life(tmp_path, random.Random(1)).run(2)

    assert (found.wrong, found.fates.lost()) == ([], [])
    assert found.fates.total() > 30
