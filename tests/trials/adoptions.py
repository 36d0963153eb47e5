"""Hand edits at random, adopted and built: python tests/trials/adoptions.py N SEED.

Run with PYTHONPATH=.:tests. Of each example N documents are drawn and the handbook; each is
edited, adopted and built. Prints what was counted; leaves with 1 when the law of adopting
(tests/adopted.py) was broken.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from adopted import try_document
from examples import build_all, copy_examples

from handbook.loading.workspace import open_workspace, read_profile
from handbook.pipeline.organisation.hand_edits import decide

EDITS = 6
EXAMPLES = ("haven", "linde", "vierstroom")


def main() -> None:
    """Count, and tell what went wrong."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    wrong = 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = copy_examples(Path(scratch) / "w", EXAMPLES)
        build_all(root)
        workspace = open_workspace(root)
        for name in EXAMPLES:
            made = decide(read_profile(workspace, name), name)
            kinds = ("procedure", "formulier")
            items = [each.item for each in made.documents if each.kind in kinds]
            for item in ["KH-01", *chance.sample(items, min(number, len(items)))]:
                own = random.Random(f"{seed} {name} {item}")
                tried = try_document(root, name, item, own, EDITS)
                counts += tried.counts
                wrong += len(tried.wrong)
                for each in tried.wrong:
                    print(f"{name} {each}", flush=True)
    print(f"{counts.total()} in {time.perf_counter() - began:.0f} s, {wrong} faults: {counts}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
