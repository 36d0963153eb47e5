"""Documents that lost parts, left, came back or came back older: python returns.py N SEED.

Run with PYTHONPATH=.:tests. N small organisations go through five releases. In each release she
works in every document (types, lays ranges, sets fields, properties and controls, writes equal
sentences, answers proposals word by word), and a document stays where it is, loses its hidden
parts, is out and comes back without them, leaves the set and comes back, gets another name, is
deleted, or an older copy is put in its place; between that some are approved, and some are built
alone. Her files are saved by the imitation of Word, and with `--libreoffice` by the real
LibreOffice on the PATH as well. Prints for every kind how many of her edits were kept, told and
lost; leaves with 1 when anything was lost, came back or did not arrive.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from away.life import Life
from recorded import small_packs
from trials.saving import libreoffice_many
from word.merging.fates import Fates


def main() -> None:
    """Count, and tell what went wrong."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    fates, counts, wrong = Fates(), Counter[str](), 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch, small_packs(Path(scratch) / "packs"):
        office = libreoffice_many(Path(scratch)) if "--libreoffice" in sys.argv else None
        for at in range(seed, seed + number):
            found = Life(Path(scratch) / str(at), random.Random(at), office).run()
            for each in found.wrong:
                print(f"{at}: {each}", flush=True)
            wrong += len(found.wrong)
            counts += found.counts
            fates.merge(found.fates, str(at))
    print(f"{number} organisations from seed {seed}, {time.perf_counter() - began:.0f} s\n")
    print(fates.table(), "\n")
    for name, count in sorted(counts.items()):
        print(f"{name}: {count}")
    print(f"faults: {wrong}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
