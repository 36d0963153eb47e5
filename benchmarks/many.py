"""What many organisations cost, and how soon a watcher is done: python benchmarks/many.py [N].

Four tables, each with ratios of one run: documents a second with one process and with two, peak
memory at several numbers of organisations, a run in which nothing changed, and the time between
the moment a profile is saved and the moment its documents lie there.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
QUIET = 0.3  # seconds that a watcher waits until nothing changes any more
ROUNDS = 5
BATCH = 20
PARTS = {"138": "schuldhulp", "139": "nachtopvang", "140": "buurtwerk"}
_PEAK = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> None:
    """Print the tables; N is the largest number of organisations, 1000 unless told."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as scratch:
        latency(workspace(Path(scratch) / "watch", 1))
        batch(workspace(Path(scratch) / "batch", BATCH))
        memory(Path(scratch) / "memory", [each for each in (10, 100, 1000) if each <= most])


def profile(number: int, more: str = "") -> str:
    """Return the profile of organisation `number`, with lines `more` at its end."""
    part = sorted(PARTS)[number % len(PARTS)]
    return (
        f'naam: Stichting Huis {number}\nkvk: "{10_000_000 + number}"\nonderdelen: [{part}]\n'
        f"activiteiten: {{{part}: [{PARTS[part]}]}}\n"
        f'locaties:\n  - {{naam: Pand {number}, adres: "Laan {number + 1}, 1000 AB Dorp"}}\n'
        f"{more}"
    )


def workspace(root: Path, number: int, first: int = 0) -> Path:
    """Return a working folder in which profiles up to `number` stand, from `first` on new."""
    (root / "organisations").mkdir(parents=True, exist_ok=True)
    for each in range(first, number):
        path = root / "organisations" / f"huis-{each}.yaml"
        path.write_text(profile(each), encoding="utf-8")
    return root


def command(root: Path, *words: str) -> list[str]:
    """Return the command line of `handbook` in `root`."""
    return [sys.executable, "-u", "-m", "handbook", "-C", str(root), *words]


def surroundings() -> dict[str, str]:
    """Return the environment in which this checkout's `handbook` runs."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUTF8": "1"}


def timed(words: Sequence[str]) -> float:
    """Return how many seconds a command takes."""
    start = time.perf_counter()
    subprocess.run(words, env=surroundings(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def peak(words: Sequence[str]) -> float:
    """Return the largest memory of any process of a command, in megabytes."""
    told = subprocess.run(
        [sys.executable, "-c", _PEAK, *words],
        env=surroundings(),
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.split()
    if told[0] != "0":
        sys.exit(f"{' '.join(words)} leaves with {told[0]}")
    return int(told[1]) / 1024


def batch(root: Path) -> None:
    """Print documents a second of a batch with one process and with two."""
    taken = {}
    for jobs in (1, 2):
        rounds = []
        for _ in range(3):
            shutil.rmtree(root / "output", ignore_errors=True)
            rounds.append(timed(command(root, "build", "-j", str(jobs))))
        taken[jobs] = statistics.median(rounds)
    files = sum(1 for _ in (root / "output").rglob("*.docx"))
    for jobs, seconds in taken.items():
        print(
            f"batch of {BATCH} organisations, {files} documents, {jobs} process(es): "
            f"{seconds:.1f} s, {files / seconds:.0f} documents/s, ratio {taken[1] / seconds:.2f}",
            flush=True,
        )


def memory(root: Path, numbers: Sequence[int]) -> None:
    """Print peak memory while the folder grows, and the price of a run without a change."""
    former, least = 0, 0.0
    for number in numbers:
        workspace(root, number, former)
        built = peak(command(root, "build", "-j", "2"))
        least = least or built
        quiet = statistics.median(timed(command(root, "build")) for _ in range(3))
        idle = peak(command(root, "build"))
        files = sum(1 for _ in (root / "output").rglob("*.docx"))
        print(
            f"{number} organisations, {files} documents: largest process {built:.0f} MB "
            f"(ratio {built / least:.2f}); nothing changed: {quiet:.2f} s, "
            f"{quiet / number * 1000:.1f} ms an organisation, {idle:.0f} MB",
            flush=True,
        )
        former = number


def latency(root: Path) -> None:
    """Print how long a watcher takes after its quiet period, for one document and for all."""
    path = root / "organisations" / "huis-0.yaml"
    watching = subprocess.Popen(
        command(root, "watch"), env=surroundings(), stdout=subprocess.PIPE, encoding="utf-8"
    )
    lines: Queue[tuple[float, str]] = Queue()
    threading.Thread(target=_listen, args=(watching, lines), daemon=True).start()
    _until(lines, "Alles is bij")
    time.sleep(2)
    for title, text in (
        (
            "one document",
            lambda n: profile(0, f"invullen: {{PP-02.gespreksleidraad: Leidraad {n}}}\n"),
        ),
        ("all documents", lambda n: profile(0).replace("Huis 0", f"Huis {n}", 1)),
    ):
        taken = []
        made = 0
        for number in range(ROUNDS):
            before = _stamps(root)
            saved = time.perf_counter()
            path.write_text(text(number), encoding="utf-8")
            moment = _until(lines, r" in [\d,]+ s$")
            time.sleep(1)
            taken.append(moment - saved - QUIET)
            made = len(_stamps(root) - before)
        print(
            f"watch, {title} ({made} written): {statistics.median(taken):.2f} s after the quiet "
            f"period of {QUIET} s",
            flush=True,
        )
    watching.terminate()
    watching.wait()


def _listen(watching: "subprocess.Popen[str]", lines: "Queue[tuple[float, str]]") -> None:
    for line in watching.stdout or ():
        lines.put((time.perf_counter(), line))


def _until(lines: "Queue[tuple[float, str]]", pattern: str) -> float:
    while True:
        moment, line = lines.get(timeout=120)
        if os.environ.get("SHOW"):
            print("   ", line, end="")
        if re.search(pattern, line):
            return moment


def _stamps(root: Path) -> set[tuple[str, int]]:
    return {(str(path), path.stat().st_mtime_ns) for path in (root / "output").rglob("*.docx")}


if __name__ == "__main__":
    main()
