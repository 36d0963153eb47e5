"""Hand edits against changes of the source, at random: python tests/trials/merges.py N SEED.

Run with PYTHONPATH=.:tests. N documents of the example De Linde are drawn; each goes through one
merge with many edits, and through five releases with proposals accepted and rejected. Her files
are saved by the imitation of Word; with `--libreoffice` every document is also saved by the real
LibreOffice on the PATH before its first merge. Prints what was counted; leaves with 1 when
anything of hers, or a change of the source, was lost.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from examples import build_all, copy_examples
from trials.saving import libreoffice
from word.merging.fuzzing import Editor
from word.merging.judging import Judged, judge, judge_years
from word.merging.wordsim import save

from handbook.word.merge import with_base
from handbook.word.package.package import pack, read

EDITS = 25
YEARLY = 12


def main() -> None:
    """Count, and tell what went wrong."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    office = "--libreoffice" in sys.argv
    counts: Counter[str] = Counter()
    wrong = 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = copy_examples(Path(scratch) / "w", ("linde",))
        build_all(root)
        documents = [path.read_bytes() for path in sorted((root / "output").rglob("*.docx"))]
        program = libreoffice(Path(scratch)) if office else None
        for at in range(seed, seed + number):
            for trial in (once, years):
                judged = trial(documents, at, program)
                counts += judged.counts
                wrong += len(judged.wrong)
                for each in judged.wrong:
                    print(f"{trial.__name__} {at}: {each}", flush=True)
    print(f"{number} documents from seed {seed}, {time.perf_counter() - began:.0f} s")
    print(f"her edits looked up: {counts['hers']}; lost: see above, {wrong} faults in all")
    print(f"changes of the source: {counts['source']}, of which only told: {counts['withheld']}")
    print(f"deletions of hers: {counts['deleted']}; second merges: {counts['again']}")
    sys.exit(1 if wrong else 0)


def once(documents: list[bytes], seed: int, program: Callable[[bytes], bytes] | None) -> Judged:
    """One document, many edits of both, one merge."""
    chance = random.Random(seed)
    data = chance.choice(documents)
    hers = Editor(pack(with_base(read(data))), chance, "u", hers=True)
    mine = save(hers.run(EDITS), seed)
    mine = program(mine) if program else mine
    source = Editor(data, chance, "s", hers=False)
    judged, _ = judge(mine, source.run(EDITS), hers.trace, source.trace)
    return judged


def years(documents: list[bytes], seed: int, program: Callable[[bytes], bytes] | None) -> Judged:
    """One document through five releases; a real program saves now and then."""
    chance = random.Random(-seed)

    def saved(data: bytes) -> bytes:
        out = save(data, chance.randrange(1_000_000))
        return program(out) if program and chance.random() < 0.5 else out

    return judge_years(chance.choice(documents), chance, 5, YEARLY, saved)


if __name__ == "__main__":
    main()
