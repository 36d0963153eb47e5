"""Same input, same bytes: on another day, in another time zone, with another hash seed."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from examples import ROOT, Built, copy_examples

_BUILD = """
import sys
from datetime import date
from pathlib import Path
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
for _ in build(open_workspace(Path(sys.argv[1])), today=date.fromisoformat(sys.argv[2])):
    pass
"""


def digests(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((root / "output").rglob("*"))
        if path.suffix in (".docx", ".xlsx")
    }


def test_another_clone_day_time_zone_and_hash_seed_give_the_same_bytes(
    built: Built, tmp_path: Path
) -> None:
    clone = copy_examples(tmp_path / "elders" / "werkmap met spatie")
    for name in ("haven", "linde", "vierstroom"):
        register = Path("organisations") / name / "register.yaml"
        shutil.copy(built.root / register, clone / register)
    surroundings = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(clone), "2031-07-09"], check=True, env=surroundings
    )
    assert digests(clone) == digests(built.root)
