"""What merging costs, as ratios of one run: python benchmarks/merging.py.

A base costs time and bytes in every file, whether anybody works in it or not; a merge is compared
with a fresh render of the same document. All in one process, medians of several runs.
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from word.merging.fuzzing import Editor  # noqa: E402
from word.merging.wordsim import save  # noqa: E402

from handbook.loading.workspace import open_workspace  # noqa: E402
from handbook.pipeline.build.preparation import makings, open_organisation  # noqa: E402
from handbook.pipeline.organisation.context import Request  # noqa: E402
from handbook.pipeline.placement.placement_decision import Making  # noqa: E402
from handbook.word import rendering  # noqa: E402
from handbook.word.merge import Merged  # noqa: E402

RUNS = 7
DAY = date(2026, 11, 24)


def main() -> None:
    """Print a line for each figure."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        shutil.copytree(ROOT / "organisations", root / "organisations")
        shutil.copy(ROOT / "tests/organisations/groot.yaml", root / "organisations")
        carrying(word_files(root, "vierstroom"))
        linde = {each.document.item: each for each in word_files(root, "linde")}
        merging("procedure PP-01 of linde, one edit", linde["PP-01"], 1)
        largest = max(word_files(root, "groot"), key=lambda each: len(each.make()))
        merging(f"{largest.filename} of groot, 40 edits", largest, 40)


def word_files(root: Path, name: str) -> list[Making]:
    """Return how each Word file of an organisation is made."""
    context = open_organisation(open_workspace(root), name, DAY, Request(write=False))
    return [each for each in makings(context) if each.filename.endswith(".docx")]


def carrying(files: list[Making]) -> None:
    """Compare all files of an organisation with and without what they keep for a merge."""
    keep = rendering.with_base
    times: dict[bool, list[float]] = {True: [], False: []}
    sizes: dict[bool, int] = {}
    for _ in range(RUNS):
        for carried in (True, False):
            rendering.with_base = keep if carried else dict
            start = time.perf_counter()
            sizes[carried] = sum(len(each.make()) for each in files)
            times[carried].append(time.perf_counter() - start)
    rendering.with_base = keep
    with_it, without = (statistics.median(times[carried]) for carried in (True, False))
    print(f"rendering {len(files)} documents: {with_it:.2f} s with a base, {without:.2f} s without")
    print(f"  ratio {with_it / without:.2f}; bytes {sizes[True]:,} and {sizes[False]:,}", end="")
    print(f", ratio {sizes[True] / sizes[False]:.2f}")


def merging(what: str, making: Making, edits: int) -> None:
    """Compare a merge with a render; the source changes a quarter as much as she, at least once."""
    assert making.merge
    data, chance = making.make(), random.Random(1)
    mine = save(Editor(data, chance, "u", hers=True).run(edits), 1)
    new = Editor(data, chance, "s", hers=False).run(max(1, edits // 4))
    merge = making.merge
    assert isinstance(merge(mine, new), Merged)
    joined, rendered = timed(lambda: merge(mine, new)), timed(making.make)
    print(f"{what}: merged in {joined:.3f} s, rendered in {rendered:.3f} s", end="")
    print(f", ratio {joined / rendered:.1f}")


def timed(work: Callable[[], object]) -> float:
    """Return the median of the seconds that `work` takes."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
