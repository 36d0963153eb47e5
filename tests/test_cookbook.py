"""The cookbook: twenty questions, and every answer in it works as it stands there."""

import re
import shutil
from pathlib import Path

import pytest
from examples import ROOT

from handbook.loading.workspace import open_workspace, read_profile
from handbook.pipeline.organisation.hand_edits import decide

PAGE = (ROOT / "docs/kookboek.md").read_text(encoding="utf-8")
HEAD = {"naam": "Stichting De Linde", "kvk": "01234567", "onderdelen": "[138, 140]"}
QUESTIONS = re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]
FILE = re.compile(r"# organisations/(linde/.+)\n")


def blocks(question: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", question, re.MULTILINE | re.DOTALL)


def test_there_are_twenty_questions_in_order() -> None:
    assert [int(each.partition(".")[0]) for each in QUESTIONS] == list(range(1, 21))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.partition(".")[0])
def test_an_answer_can_be_typed_as_it_stands(question: str, tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(ROOT / "organisations/linde", root / "organisations/linde")
    given: list[str] = []
    for block in blocks(question):
        if told := FILE.match(block):
            path = root / "organisations" / told[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")
        else:
            given.append(block)
    keys = {line.partition(":")[0] for block in given for line in block.splitlines()}
    own = [f"{key}: {value}" for key, value in HEAD.items() if key not in keys]
    profile = root / "organisations/linde.yaml"
    profile.write_text("\n".join([*own, *given]), encoding="utf-8")
    loaded = read_profile(open_workspace(root), "linde")
    assert [str(each) for each in loaded.notices] == []
    assert decide(loaded, "linde").matrix.rows
