"""Page numbers in the contents come from LibreOffice, and stay the same afterwards."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from examples import DAY, copy_examples

from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.context import Request

pytestmark = pytest.mark.system


def contents(path: Path) -> list[str]:
    """Return the lines of the contents page as a reader sees them."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = []
    for paragraph in Document(str(path)).element.body.iter(f"{w}p"):
        style = paragraph.find(f"{w}pPr/{w}pStyle")
        if style is not None and re.fullmatch(r"TOC\d", str(style.get(f"{w}val"))):
            texts = (node.text or "" for node in paragraph.iter(f"{w}t"))
            lines.append("".join(texts))
    return lines


def test_counted_pages_are_printed_and_kept(tmp_path: Path) -> None:
    assert shutil.which("soffice"), "apt-get install libreoffice-writer-nogui"
    root = copy_examples(tmp_path / "w", ("linde",))
    asked = Request(only=frozenset({"LI-KH-01"}), pages=True)
    [outcome] = build(open_workspace(root), today=DAY, request=asked)
    assert outcome.exit_code == 0
    handbook = root / "output" / "linde" / "LI-KH-01.docx"
    lines = contents(handbook)
    numbers = [int(re.search(r"\d+$", line).group()) for line in lines]  # type: ignore[union-attr]
    assert numbers == sorted(numbers)
    assert numbers[0] > 1
    before = handbook.read_bytes()
    again = Request(only=frozenset({"LI-KH-01"}))
    [second] = build(open_workspace(root), today=date(2027, 1, 1), request=again)
    assert [each.action for each in second.documents] == ["ongewijzigd"]
    assert handbook.read_bytes() == before
