"""Tab in a real bash, with the program as it is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from examples import ROOT

pytestmark = pytest.mark.system
ASK = """\
eval "$(handbook aanvullen bash)"
COMP_WORDS=(handbook "$@"); COMP_CWORD=$#; COMPREPLY=()
_handbook_completion handbook 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


def tab(root: Path, *words: str) -> list[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", ASK, "bash", *words],
        cwd=root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "added"),
    [
        (["vr"], ["vragenlijst"]),
        (["bouw", "li"], ["linde"]),
        (["stand", ""], ["haven", "linde", "vierstroom"]),
        (["vaststellen", "linde", "LI-KH"], ["LI-KH-00", "LI-KH-01", "LI-KH-02", "LI-KH-03"]),
        (["controleer", "--ui"], ["--uitvoer"]),
    ],
)
def test_tab_completes_what_was_begun(tmp_path: Path, words: list[str], added: list[str]) -> None:
    shutil.copytree(ROOT / "organisations", tmp_path / "organisations")
    assert tab(tmp_path, *words) == added
