"""What single commands take, measured on this machine: python benchmarks/measure.py.

Every figure is the median of several runs, each a fresh process, and stands beside `python -c pass`
of the same run: on a shared machine the ratio says more than the seconds.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 7
_BUILT = "handbook build vierstroom, everything new"
_LOOKED = "handbook check --output vierstroom"


def timed(command: Sequence[str], folder: Path) -> float:
    """Return how many seconds `command` takes in `folder`."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=surroundings, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def workspace(folder: Path) -> Path:
    """Return a working folder with the examples, without anything built."""
    shutil.copytree(
        ROOT / "organisations",
        folder / "organisations",
        ignore=shutil.ignore_patterns(".vorige"),
    )
    return folder


def main() -> None:
    """Print a line for each figure."""
    handbook = [sys.executable, "-m", "handbook"]
    with tempfile.TemporaryDirectory() as scratch:
        root = workspace(Path(scratch) / "w")
        cases = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "handbook --help": [*handbook, "--help"],
            "handbook check haven": [*handbook, "check", "haven"],
            _BUILT: [*handbook, "build", "vierstroom"],
            "handbook build vierstroom, nothing changed": [*handbook, "build", "vierstroom"],
            _LOOKED: [*handbook, "check", "--output", "vierstroom"],
        }
        times: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(RUNS):
            shutil.rmtree(root / "output", ignore_errors=True)
            for name, command in cases.items():
                times[name].append(timed(command, root))
        files = sum(1 for _ in (root / "output" / "vierstroom").glob("*.docx"))
    base = statistics.median(times["python -c pass"])
    print(f"{'median of ' + str(RUNS) + ' runs':<46}{'seconds':>9}{'ratio':>8}")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:<46}{middle:>9.2f}{middle / base:>8.0f}")
    built, looked = (statistics.median(times[name]) for name in (_BUILT, _LOOKED))
    print(f"looking at all files costs {looked / built:.2f} of making them")
    print(f"documents of vierstroom in Word: {files}; cores: {os.cpu_count()}")


if __name__ == "__main__":
    main()
