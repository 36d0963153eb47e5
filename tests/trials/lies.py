"""Publishing to a server that lies: python tests/trials/lies.py N SEED.

N answers are drawn from every method, state, body, effect, moment and kind of server. What a
publish says is done must stand there, nothing of a colleague may be lost, the note may claim no
more than there is, and the next honest publish must complete it.
"""

import copy
import itertools
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from lying import BODIES, EFFECTS, METHODS, STATUSES, WHEN, Script, begun, completes, faults


def main(number: int, seed: int) -> int:
    """Return how many answers were believed wrongly, or were not recovered from."""
    every = list(itertools.product(METHODS, STATUSES, BODIES, EFFECTS, WHEN, (False, True)))
    drawn = random.Random(seed).sample(every, min(number, len(every)))
    start, wrong, left = begun(), 0, 0
    for *words, whole in drawn:
        host = copy.deepcopy(start)
        host.script = Script(*words)
        found = faults(host, whole=whole)
        if not completes(host):
            found.append("the next publish does not complete it")
            left += 1
        if found:
            wrong += 1
            print(words, whole, found)
    print(f"{len(drawn)} of {len(every)} answers: {wrong} wrong, of which {left} not completed")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
