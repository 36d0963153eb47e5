"""The program as one folder without Python: made by its recipe, and used as a user would."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from examples import ROOT

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("bundel")
    words = ["--noconfirm", "--distpath", str(home / "dist"), "--workpath", str(home / "werk")]
    recipe = str(ROOT / "tools/bundle/handbook.spec")
    made = subprocess.run(
        [sys.executable, "-m", "PyInstaller", *words, recipe],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-2000:]
    return home / "dist/handbook/handbook"


def run(bundle: Path, root: Path, *words: str) -> str:
    """Return what the program says; it knows no Python of this machine."""
    done = subprocess.run(
        [str(bundle), "-C", str(root), *words],
        env={"PATH": "/usr/bin:/bin", "HOME": str(root), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_bundle_makes_watches_and_publishes(bundle: Path, tmp_path: Path) -> None:
    run(bundle, tmp_path, "init")
    run(bundle, tmp_path, "nieuw", "De Eik", "--kvk", "01234567", "--onderdelen", "138")
    run(bundle, tmp_path, "nieuw", "De Es", "--kvk", "76543210", "--onderdelen", "134")
    made = run(bundle, tmp_path, "build", "-j", "2")
    assert "de-eik" in made
    assert (tmp_path / "output/de-es/KH-01.docx").is_file()
    assert watched(bundle, tmp_path)
    told = run(
        bundle, tmp_path, "publiceer", "de-eik", str(tmp_path / "k.zip"), "--concepten", "--ja"
    )
    assert "nieuw" in told
    assert (tmp_path / "k.zip").is_file()


def watched(bundle: Path, root: Path) -> bool:
    """Tell whether a change of a profile is followed."""
    with subprocess.Popen(
        [str(bundle), "-C", str(root), "volg"], stdout=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stdout is not None
        seen = iter(watching.stdout.readline, "")
        next(line for line in seen if "Ik kijk mee" in line)
        profile = root / "organisations/de-eik.yaml"
        time.sleep(0.5)
        profile.write_text(profile.read_text("utf-8") + "missie: Samen.\n", encoding="utf-8")
        found = next((line for line in seen if "gewijzigd in" in line), "")
        watching.terminate()
    return "de-eik" in found
