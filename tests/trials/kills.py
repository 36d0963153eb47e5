"""Kill builds and watchers at random moments: python tests/trials/kills.py [KILLS] [SEED].

After each kill every document is whole and nothing of hers changed; after the next build all work
is done, no draft is left, no worker lives on, and nothing of ours was taken for hers. Every tenth
time the folder is compared, byte by byte, with one that was built without a kill.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from world import (
    command,
    digests,
    documents,
    edit,
    environment,
    finished,
    handbook,
    profile,
    whole,
    workspace,
)

NAMES = ("anna", "bert", "carla", "dirk", "els")
LONGEST = 5.0  # seconds until the kill
COMMANDS = (("build",), ("build", "-j", "2"), ("watch",), ("watch", "--poll"))


def main() -> None:
    """Tell what was wrong, and leave with 1 when anything was."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    with tempfile.TemporaryDirectory() as scratch:
        wrong = trial(Path(scratch) / "w", kills, chance)
    print(f"{kills} kills: {len(wrong)} things wrong")
    sys.exit(1 if wrong else 0)


def trial(root: Path, kills: int, chance: random.Random) -> list[str]:
    """Kill `kills` times, and return everything that was wrong."""
    workspace(root, NAMES)
    handbook(root, "build")
    hers = {}
    for path in chance.sample([p for p in documents(root) if p.suffix == ".docx"], 12):
        edit(path)
        hers[path.relative_to(root).as_posix()] = path.read_bytes()
    letter = root / "output/anna/brief.docx"
    letter.write_bytes(b"een brief, geen Word")
    hers["output/anna/brief.docx"] = letter.read_bytes()
    wrong: list[str] = []
    counts = {"build": 0, "watch": 0, "under way": 0}
    for number in range(kills):
        changed = change(root, number, chance)
        words = COMMANDS[number % len(COMMANDS)]
        ended = killed(root, words, chance)
        counts[words[0]] += 1
        counts["under way"] += not ended
        found = [*whole(root, hers), *orphans(root)]
        after = handbook(root, "build", "-j", str(1 + number % 2))
        if after.returncode not in (0, 3):
            found.append(f"the next build leaves with {after.returncode}: {after.stdout[-800:]}")
        found += finished(root, hers)
        if number % 10 == 9:
            found += unlike_a_folder_without_kills(root, hers)
        wrong += found
        print(f"{number + 1:4} {' '.join(words):14} {changed:22} {found or 'good'}", flush=True)
    print(counts)
    return wrong


def change(root: Path, number: int, chance: random.Random) -> str:
    """Change something that makes documents stale, and take some away."""
    name = chance.choice(NAMES)
    short = f"Naam {number}"
    for each in NAMES if number % 3 == 0 else (name,):
        path = root / "organisations" / f"{each}.yaml"
        path.write_text(profile(each, NAMES.index(each), short=short), encoding="utf-8")
    if number % 5 == 0:
        shutil.rmtree(root / "output" / ".handbook", ignore_errors=True)
    return "all" if number % 3 == 0 else name


def killed(root: Path, words: tuple[str, ...], chance: random.Random) -> bool:
    """Kill `handbook` with `words` at some moment; return whether it had ended before."""
    started = subprocess.Popen(
        command(root, *words),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(str(root)),
        start_new_session=True,
    )
    moment = time.monotonic() + chance.uniform(0.2, LONGEST)
    while (left := moment - time.monotonic()) > 0:
        time.sleep(min(left, 0.8))
        if words[0] == "watch":
            change(root, chance.randrange(1000), chance)
    ended = started.poll() is not None
    # Sometimes only the parent dies, and its workers must notice.
    if chance.random() < 0.5:
        started.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    return ended


def orphans(root: Path) -> list[str]:
    """Return the processes of ours that live on although their parent is gone."""
    for _ in range(100):
        living = [pid.name for pid in Path("/proc").glob("[0-9]*") if _is_ours(pid, root)]
        if not living:
            return []
        time.sleep(0.1)
    return [f"workers live on: {living}"]


def _is_ours(pid: Path, root: Path) -> bool:
    try:
        return f"HANDBOOK_TRIAL={root}\0".encode() in (pid / "environ").read_bytes()
    except OSError:
        return False


def unlike_a_folder_without_kills(root: Path, hers: dict[str, bytes]) -> list[str]:
    """Return the documents that are other than those of a folder in which nothing was killed."""
    with tempfile.TemporaryDirectory() as scratch:
        clean = Path(scratch) / "w"
        (clean / "organisations").mkdir(parents=True)
        for path in (root / "organisations").glob("*.yaml"):
            shutil.copy(path, clean / "organisations")
        handbook(clean, "build", "-j", "2")
        expected, found = digests(clean), digests(root)
    known = {name for name in expected if name not in hers}
    return [f"other bytes: {name}" for name in sorted(known) if found.get(name) != expected[name]]


if __name__ == "__main__":
    main()
