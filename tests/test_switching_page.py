"""The page on switching from an existing handbook: followed line by line, as she would."""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from click.testing import CliRunner
from test_docs import as_pattern
from test_own_documents import pdf

from handbook.cli.app import main
from handbook.cli.common import click_in_dutch

PAGE = Path(__file__).parents[1] / "docs/overstappen.md"
TEXTS = {
    "P-01 Klachtenregeling v3.docx": (
        "Klachtenregeling",
        ["Doel", "Zo behandelen wij een klacht"],
        "Eigenaar: teamleider",
    ),
    "P-02 Protocol agressie.docx": (
        "Protocol agressie en geweld",
        ["Voorkomen", "Na een incident"],
        "Bel de achterwacht.",
    ),
    "F-12 Meldformulier.docx": ("Meldformulier incidenten", ["Wat is er gebeurd"], ""),
    "Oud/Klachtenregeling v2.docx": ("Klachtenregeling", [], ""),
}


def existing(folder: Path) -> None:
    """Write the folder that the page begins with."""
    for name, (title, headings, line) in TEXTS.items():
        document = docx.Document()
        document.core_properties.author = ""
        document.add_heading(title, 0)
        for heading in headings:
            document.add_heading(heading, 1)
        document.add_paragraph(line)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        document.save(str(folder / name))
    (folder / "Huisregels.pdf").write_bytes(pdf("Iedereen is welkom."))
    (folder / "Rooster.xls").write_bytes(b"een oud werkblad")


def blocks() -> Iterator[tuple[str, str]]:
    """Yield each block of the page: its kind, and what stands in it."""
    text = PAGE.read_text(encoding="utf-8")
    yield from re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_whoever_follows_the_page_sees_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    existing(tmp_path / "Kwaliteit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    noon = datetime(2026, 12, 1, 12).astimezone()  # the day that the page approves on
    clock = SimpleNamespace(datetime=SimpleNamespace(now=lambda: noon))
    monkeypatch.setattr(click_in_dutch, "datetime", clock)
    wrong = []
    for kind, block in blocks():
        if kind == "yaml":
            name, _, text = block.partition("\n")
            (tmp_path / "werkmap" / name.removeprefix("# ")).write_text(text, encoding="utf-8")
            continue
        for piece in re.split(r"^\$ handbook ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = piece.partition("\n")
            output = CliRunner().invoke(main, shlex.split(command)).output
            if not re.fullmatch(as_pattern(answer), output.rstrip() + "\n"):
                wrong.append(f"$ handbook {command}\n{output}")
    assert wrong == []
    assert sorted(each.name for each in (tmp_path / "verspreid").iterdir()) == [
        ".handbook",
        "F-12.docx",
        "P-01.docx",
        "P-02.docx",
    ]
