"""Edits that are no typing, against changes of the source: python tests/trials/meanings.py N SEED.

Run with PYTHONPATH=.:tests. N documents of the example De Linde are drawn, those with fields,
pictures, controls and a contents page as they come. Each goes through five releases: she types in
fields, under File > Info and in the contents page, describes pictures, sets controls, and answers
proposals; the source changes its text. Her files are saved by the imitation of Word, and with
`--libreoffice` in every release by the real LibreOffice on the PATH as well. Prints what was kept
and what was told, by kind; leaves with 1 when anything was lost, or a second merge changed a file.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from examples import build_all, copy_examples
from trials.saving import libreoffice
from word.merging.meanings import Years, wrong, years
from word.merging.wordsim import save

from handbook.word.package.package import read

TIMES = (5, 12, 8)
"""Releases, edits of hers and changes of the source in each."""


def main() -> None:
    """Count, and tell what went wrong."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    all_ = Years()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = copy_examples(Path(scratch) / "w", ("linde",))
        build_all(root)
        paths = sorted((root / "output").rglob("*.docx"))
        rich = [each for each in paths if is_rich(each)]
        program = libreoffice(Path(scratch)) if "--libreoffice" in sys.argv else None
        for at in range(seed, seed + number):
            chance = random.Random(at)
            path = chance.choice(paths if chance.random() < 0.5 else rich)
            found = years(path.read_bytes(), chance, TIMES, saving(chance, program))
            for each in wrong(found):
                print(f"{at} {path.name}: {each}", flush=True)
            all_.fates.merge(found.fates, str(at))
            all_.counts += found.counts
    print(f"{number} documents from seed {seed}, {time.perf_counter() - began:.0f} s\n")
    print(all_.fates.table(), "\n")
    for key, count in sorted(all_.counts.items()):
        print(f"{key}: {count}")
    sys.exit(1 if wrong(all_) else 0)


def saving(
    chance: random.Random, program: Callable[[bytes], bytes] | None
) -> Callable[[bytes], bytes]:
    """Return what saves a file: the imitation of Word, and the program after it."""

    def saved(data: bytes) -> bytes:
        out = save(data, chance.randrange(1_000_000))
        return program(out) if program else out

    return saved


def is_rich(path: Path) -> bool:
    """Tell whether a document has a picture or a contents page."""
    main = read(path.read_bytes())["word/document.xml"]
    return b"<wp:docPr" in main or b"docPartGallery" in main


if __name__ == "__main__":
    main()
