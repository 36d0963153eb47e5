"""Ranges, equal sentences and half answered proposals, at random: python places.py N SEED.

Run with PYTHONPATH=.:tests. N documents go through five releases; she lays bookmarks, remarks and
permissions over words, refers to them, writes a sentence once more elsewhere, and types words
that stand there already in our proposals, of which she answers some word by word. Prints what was
kept, told and lost; leaves with 1 when anything was lost.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from examples import build_all, copy_examples
from word.merging.answering import answer_some
from word.merging.fuzzing import Editor, Trace
from word.merging.judging import Judged, has, judge, tokens_of
from word.merging.laying import WAYS, answer_words, judge_laid
from word.merging.material import shown
from word.merging.test_merging_properties import small
from word.merging.wordsim import save

from handbook.word.merging import with_base
from handbook.word.package import pack, read

RELEASES = 5
TIMES = 14


def main() -> None:
    """Count, and tell what went wrong."""
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    counts: Counter[str] = Counter()
    wrong = 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = copy_examples(Path(scratch) / "w", ("linde",))
        build_all(root)
        documents = [path.read_bytes() for path in sorted((root / "output").rglob("*.docx"))]
        for at in range(seed, seed + number):
            judged = years(documents, at)
            counts += judged.counts
            wrong += len(judged.wrong)
            for each in judged.wrong:
                print(f"{at}: {each}", flush=True)
    print(f"{number} documents from seed {seed}, {time.perf_counter() - began:.0f} s")
    for name in sorted(counts):
        print(f"{name}: {counts[name]}")
    print(f"faults: {wrong}")
    sys.exit(1 if wrong else 0)


def years(documents: list[bytes], seed: int) -> Judged:
    """One document, every other one of the example, through five releases."""
    chance = random.Random(seed)
    new = chance.choice(documents) if seed % 2 else small(chance)
    hers = pack(with_base(read(new)))
    judged = Judged()
    for release in range(1, RELEASES + 1):
        editor = Editor(hers, chance, "u", hers=True, start=1_000 * release)
        editor.ways = (*editor.ways, *WAYS)
        mine = save(editor.run(TIMES), chance.randrange(1_000_000))
        writer = Editor(new, chance, "s", hers=False, start=1_000 * release)
        new = writer.run(TIMES)
        seen = "\n".join(shown(mine))
        there = [each for each in tokens_of(new, "s").tokens if has(seen, each)]
        theirs = Trace(tokens=[*there, *writer.trace.tokens])
        found, result = judge(mine, new, tokens_of(mine, "u"), theirs, editor.trace.deleted)
        judge_laid(mine, result.data, found)
        judged.wrong += [f"release {release}: {each}" for each in found.wrong]
        judged.counts += found.counts
        hers = answer_words(answer_some(result.data, chance), chance)
    return judged


if __name__ == "__main__":
    main()
