"""A questionnaire that LibreOffice saved again still says whose it is and what was answered."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from examples import ROOT, copy_examples
from questionnaires import controls, edited, typed

from handbook.loading.workspace import open_workspace, read_profile
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.questionnaire.take_in import take
from handbook.word.package.markup import parse
from handbook.word.package.package import MAIN, read

pytestmark = pytest.mark.system
BIN = Path(sys.executable).parent
SDK = ROOT / "tools" / "node_modules" / ".bin" / "ooxml-validator"


def resaved(path: Path, folder: Path) -> Path:
    """Return the copy of `path` that LibreOffice writes into `folder`."""
    office = shutil.which("soffice")
    assert office, "apt-get install libreoffice-writer-nogui"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profiel').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / path.name


def test_libreoffice_keeps_the_answers_and_whose_they_are(tmp_path: Path) -> None:
    root = copy_examples(tmp_path / "w", ("linde",))
    workspace = open_workspace(root)
    path = root / "vragenlijst.docx"
    number = ask(workspace, "linde", path=path).number
    fields = [tag for tag in controls(parse(read(path.read_bytes())[MAIN])) if "." in tag]
    given = {tag: f"Antwoord {place} op 'u & ik'" for place, tag in enumerate(fields[::2])}
    path.write_bytes(edited(path.read_bytes(), typed(given)))
    taken = take(workspace, resaved(path, tmp_path / "lo"), "linde")
    assert (len(taken.replies), taken.problems) == (number, ())
    assert {each.id: each.after for each in taken.replies if each.state == "nieuw"} == given
    assert {each.state for each in taken.replies} == {"nieuw", "leeg"}
    assert read_profile(workspace, "linde").given == given
    path.unlink()
    ask(workspace, "linde", path=path, every=True)
    again = take(workspace, resaved(path, tmp_path / "lo"))
    assert {each.id for each in again.replies if each.state == "ongewijzigd"} >= set(given)
    assert {each.state for each in again.replies} == {"ongewijzigd", "leeg"}


@pytest.mark.parametrize("name", ["haven", "linde", "vierstroom"])
def test_the_validators_have_no_complaint(tmp_path: Path, name: str) -> None:
    path = tmp_path / "vragenlijst.docx"
    ask(open_workspace(ROOT), name, path=path, every=True)
    assert SDK.exists(), "npm install --prefix tools"
    for command in (
        [str(SDK), str(path)],
        [str(BIN / "openxml-audit"), "-q", str(path)],
        [str(BIN / "ooxml-integrity"), "check", "--fail-on", "warn", str(path)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert (done.returncode, done.stdout[-500:] if done.returncode else "") == (0, "")
