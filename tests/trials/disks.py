"""A disk that is full, read-only or gone, and two builds at once: python tests/trials/disks.py.

The first two need an administrator and Linux, for a small disk in memory; elsewhere they are
skipped, and said so.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from world import (
    command,
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


def main() -> None:
    """Tell what was wrong, and leave with 1 when anything was."""
    wrong = []
    for trial in (full, read_only, vanished, two_at_once):
        with tempfile.TemporaryDirectory() as scratch:
            found = trial(Path(scratch))
        print(f"{trial.__name__}: {found or 'good'}", flush=True)
        wrong += found
    sys.exit(1 if wrong else 0)


def mounted(folder: Path, size: str, work: Callable[[Path], list[str]]) -> list[str]:
    """Do `work` on a small disk; nothing where there is none to be had."""
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(options, check=False).returncode:
        print(f"{work.__name__}: skipped, no disk to fill")
        return []
    try:
        return work(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def full(scratch: Path) -> list[str]:
    """Build on a disk that is too small, thirty times as the room shrinks; then give it room."""
    return mounted(scratch / "disk", "64m", _full)


def _full(disk: Path) -> list[str]:
    root = workspace(disk / "w", NAMES)
    handbook(root, "build")
    hers = _edited(root)
    used = sum(path.stat().st_blocks * 512 for path in disk.rglob("*") if path.is_file())
    wrong = []
    refused = 0
    for number in range(30):
        for each in NAMES:
            path = root / "organisations" / f"{each}.yaml"
            text = profile(each, NAMES.index(each), short=f"Naam {number}")
            remount(disk, "size=64m")
            path.write_text(text, encoding="utf-8")
        remount(disk, f"size={used + number % 10 * 4_000}")
        tight = handbook(root, "build", "-j", str(1 + number % 2))
        said = tight.stdout + tight.stderr
        refused += "HB502" in said
        if "HB502" in said and tight.returncode not in (3, 4):
            wrong.append(f"too full, and it leaves with {tight.returncode}: {said[-500:]}")
        wrong += whole(root, hers)
        remount(disk, "size=64m")
        roomy = handbook(root, "build")
        if roomy.returncode not in (0, 3):
            wrong.append(f"with room it leaves with {roomy.returncode}: {roomy.stdout[-500:]}")
        wrong += finished(root, hers)
        used = sum(path.stat().st_blocks * 512 for path in disk.rglob("*") if path.is_file())
    if refused < 20:
        wrong.append(f"the disk was too full in only {refused} of 30 builds")
    return wrong


def read_only(scratch: Path) -> list[str]:
    """Build on a disk that may only be read; then on one that may be written."""
    return mounted(scratch / "disk", "64m", _read_only)


def _read_only(disk: Path) -> list[str]:
    root = workspace(disk / "w", NAMES)
    handbook(root, "build")
    hers = _edited(root)
    path = root / "organisations/anna.yaml"
    path.write_text(profile("anna", 0, short="Anders"), encoding="utf-8")
    remount(disk, "ro")
    refused = handbook(root, "build")
    looked = handbook(root, "plan")
    wrong = whole(root, hers)
    if refused.returncode != 4 or "Traceback" in refused.stderr:
        wrong.append(f"build leaves with {refused.returncode}: {refused.stderr}")
    if looked.returncode not in (0, 3):
        wrong.append(f"plan leaves with {looked.returncode}: {looked.stderr}")
    remount(disk, "rw")
    handbook(root, "build")
    return [*wrong, *finished(root, hers)]


def vanished(scratch: Path) -> list[str]:
    """Take the folder away at thirty moments of a build, and bring it back."""
    chance = random.Random(5)
    root = workspace(scratch / "w", NAMES)
    handbook(root, "build")
    hers = _edited(root)
    wrong = []
    for number in range(30):
        for each in NAMES:
            path = root / "organisations" / f"{each}.yaml"
            text = profile(each, NAMES.index(each), short=f"Naam {number}")
            path.write_text(text, encoding="utf-8")
        running = subprocess.Popen(
            command(root, "build", "-j", str(1 + number % 2)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(),
            cwd=scratch,
        )
        time.sleep(chance.uniform(0.3, 4.0))
        away = scratch / "elders"
        root.rename(away)
        _, said = running.communicate()
        if running.returncode not in (0, 1, 3, 4) or "Traceback" in said:
            wrong.append(f"it leaves with {running.returncode}: {said}")
        if root.exists():
            wrong.append(f"came back from nowhere: {sorted(root.rglob('*'))[:4]}")
            shutil.rmtree(root)
        away.rename(root)
        wrong += whole(root, hers)
        handbook(root, "build")
        wrong += finished(root, hers)
    return wrong


def two_at_once(scratch: Path) -> list[str]:
    """Start two builds together, twenty times: one builds, the other waits its turn."""
    root = workspace(scratch / "w", NAMES)
    handbook(root, "build")
    hers = _edited(root)
    wrong, met = [], 0
    for number in range(20):
        path = root / "organisations/carla.yaml"
        path.write_text(profile("carla", 2, short=f"Naam {number}"), encoding="utf-8")
        both = [
            subprocess.Popen(
                command(root, "build"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                env=environment(),
            )
            for _ in range(2)
        ]
        ends = [(each.communicate()[1], each.returncode) for each in both]
        refused = [said for said, code in ends if code == 4]
        met += len(refused)
        if any(code not in (0, 3, 4) for _, code in ends) or len(refused) > 1:
            wrong.append(f"they leave with {[code for _, code in ends]}")
        wrong += [f"refused: {said}" for said in refused if "HB511" not in said]
        wrong += finished(root, hers)
    print(f"two_at_once: {met} of 20 met")
    return wrong


def _edited(root: Path) -> dict[str, bytes]:
    hers = {}
    for path in [path for path in documents(root) if path.suffix == ".docx"][::40]:
        edit(path)
        hers[path.relative_to(root).as_posix()] = path.read_bytes()
    os.sync()
    return hers


if __name__ == "__main__":
    main()
