"""Publishing, killed at random moments: python tests/trials/publishing.py N SEED.

A process publishes to a folder and is killed. What the host shows must be whole: an old version or
a new one. The next publish must complete it.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from handed import NAME, approved, changes, copy_of, publishes, shown_on, workspace_at

LATER = date(2027, 2, 1)


def killed(root: Path, host: Path, after: float) -> bool:
    """Publish in a process of its own and kill it; tell whether it was still at work."""
    words = [sys.executable, "-m", "handbook", "-C", str(root), "publish", NAME, str(host), "--ja"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def main(number: int, seed: int) -> int:
    """Return how many moments went wrong."""
    chance = random.Random(seed)
    faults = broken = 0
    with tempfile.TemporaryDirectory() as folder:
        old = workspace_at(Path(folder) / "old")
        new = copy_of(old, Path(folder) / "new")
        changes(new, "naam: Stichting De Berk", "naam: Stichting De Beuk", LATER)
        start = time.monotonic()
        killed(new, Path(folder) / "rehearsal", 60)
        longest = time.monotonic() - start
        for _ in range(number):
            host = Path(folder) / "host"
            publishes(old, str(host))
            broken += killed(new, host, chance.uniform(longest / 3, longest))
            before, after = approved(old), approved(new)
            torn = [
                name
                for name, data in shown_on(host).items()
                if "/" not in name and data not in (before.get(name), after.get(name))
            ]
            publishes(new, str(host))
            done = {name: data for name, data in shown_on(host).items() if "/" not in name}
            if torn or done != after:
                faults += 1
                print("torn:", torn, "differ:", sorted(set(done) ^ set(after)))
            shutil.rmtree(host)
    print(f"{number} moments, {broken} while it was at work, {faults} faults")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
