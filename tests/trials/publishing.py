"""Publishing, killed at random moments: python tests/trials/publishing.py N SEED.

A process publishes to a folder and is killed: four times out of five while it writes, and else at
any moment. What the host shows must be whole: an old version or a new one. The next publish must
complete it.
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
NOTE = ".handbook/publicatie.json"


def started(root: Path, host: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "handbook", "-C", str(root), "publish", NAME, str(host), "--ja"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until_it_writes(process: subprocess.Popen[bytes], host: Path) -> float:
    """Wait until the note, which is written first, is another; return the seconds that took."""
    start, former = time.monotonic(), (host / NOTE).stat().st_mtime_ns
    while process.poll() is None and (host / NOTE).stat().st_mtime_ns == former:
        time.sleep(0.001)
    return time.monotonic() - start


def killed(process: subprocess.Popen[bytes], after: float) -> bool:
    """Kill it after so many seconds; tell whether it was still at work."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def standing(host: Path) -> dict[str, bytes]:
    return {name: data for name, data in shown_on(host).items() if "/" not in name}


def main(number: int, seed: int) -> int:
    """Return how many moments went wrong."""
    chance = random.Random(seed)
    faults = broken = half = 0
    with tempfile.TemporaryDirectory() as folder:
        old, host = workspace_at(Path(folder) / "old"), Path(folder) / "host"
        new = copy_of(old, Path(folder) / "new")
        changes(new, "naam: Stichting De Berk", "naam: Stichting De Beuk", LATER)
        before, after = approved(old), approved(new)
        publishes(old, str(host))
        rehearsal = started(new, host)
        reading, start = until_it_writes(rehearsal, host), time.time()
        rehearsal.wait()
        writing = max(path.stat().st_mtime for path in host.iterdir()) - start
        for _ in range(number):
            shutil.rmtree(host)
            publishes(old, str(host))
            process = started(new, host)
            if chance.random() < 0.8:
                until_it_writes(process, host)
                broken += killed(process, chance.uniform(0, writing))
            else:
                broken += killed(process, chance.uniform(0, reading + writing))
            here = standing(host)
            torn = [
                name
                for name, data in here.items()
                if data not in (before.get(name), after.get(name))
            ]
            half += here not in (before, after)
            publishes(new, str(host))
            if torn or standing(host) != after:
                faults += 1
                print("torn:", torn, "differ:", sorted(set(standing(host)) ^ set(after)))
    print(f"{number} moments: {broken} while it was at work, {half} half done, {faults} faults")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
