"""Ranges, equal sentences and half answered proposals, at random: python places.py N SEED.

Run with PYTHONPATH=.:tests. N documents go through five releases; she lays bookmarks, remarks and
permissions over words, refers to them, writes a sentence once more elsewhere, and types words
that stand there already in our proposals, of which she answers some word by word. Prints what was
kept, told and lost; leaves with 1 when anything was lost. With `--libreoffice` the real
LibreOffice on the PATH saves now and then.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from examples import build_all, copy_examples
from trials.saving import libreoffice
from word.merging.judging import Judged
from word.merging.laying import lay_for_years
from word.merging.test_merging_properties import small

TIMES = 14


def main() -> None:
    """Count, and tell what went wrong."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    all_ = Judged()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = copy_examples(Path(scratch) / "w", ("linde",))
        build_all(root)
        documents = [path.read_bytes() for path in sorted((root / "output").rglob("*.docx"))]
        program = libreoffice(Path(scratch)) if "--libreoffice" in sys.argv else None
        for at in range(seed, seed + number):
            chance = random.Random(at)
            data = chance.choice(documents) if at % 2 else small(chance)
            judged = lay_for_years(data, chance, TIMES, program)
            for each in judged.wrong:
                print(f"{at}: {each}", flush=True)
            all_.wrong += judged.wrong
            all_.counts += judged.counts
            all_.fates.merge(judged.fates, str(at))
    print(f"{number} documents from seed {seed}, {time.perf_counter() - began:.0f} s\n")
    print(all_.fates.table(), "\n")
    for name, count in sorted(all_.counts.items()):
        print(f"{name}: {count}")
    print(f"faults: {len(all_.wrong)}")
    sys.exit(1 if all_.wrong else 0)


if __name__ == "__main__":
    main()
