"""File names as old zips leave them: they stop no organisation and command no terminal."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from loading.world import write
from recorded import NAME, NOW, PROFILE, run, small_packs

from handbook.cli.app import main
from handbook.errors import HandbookError, Place, Problem
from handbook.loading.workspace import open_workspace, read_profile
from handbook.pipeline.publishing.fitness import Outgoing, strays

ODD = {
    "of no text": b"\xff\xfe",
    "half a sign": b"\xed\xa0\x80",
    "a command": b"\x1b]0;titel\x07\x1b[31m",
    "another direction": "\u202egpj".encode(),
    "two lines": b"a\nb",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("namen")
    with small_packs(home / "packs"):
        root = write(home / "w", {f"organisations/{NAME}.yaml": PROFILE})
        assert run(root, NOW)[0] == 0
        yield root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def put(folder: Path, name: bytes, suffix: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = os.fsencode(folder) + b"/" + name + suffix.encode()
    try:
        Path(os.fsdecode(path)).write_bytes(b"naam: x\n")
    except OSError:  # a system that has no such names
        pytest.skip("zo'n naam kan hier niet")


def test_no_place_and_no_message_commands_the_terminal() -> None:
    problem = Problem(
        Place("output/\x1b]0;x\x07\u202e\ud800.docx", 2, 3, "a\x1b[31m\tb"),
        code="HB999",
        what="dit is '\x9b31m'",
        mend="Doe \u2066dit\u2069.\nEn dit.",
    )
    assert str(HandbookError(problem)).split("\n") == [
        "output/\N{REPLACEMENT CHARACTER}]0;x" + "\N{REPLACEMENT CHARACTER}" * 3 + ".docx:2:3: "
        "dit is '\N{REPLACEMENT CHARACTER}31m' [HB999]",
        "    | a\N{REPLACEMENT CHARACTER}[31m b",
        "    Doe \N{REPLACEMENT CHARACTER}dit\N{REPLACEMENT CHARACTER}.",
        "    En dit.",
    ]
    assert str(Place("a\nb.docx")) == "a b.docx"


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
@pytest.mark.parametrize("folder", ["inhoud", "inhoud/procedures"])
def test_a_file_of_content_with_an_odd_name_is_told_and_is_no_fault_of_ours(
    root: Path, folder: str, name: bytes
) -> None:
    put(root / "organisations" / NAME / folder, name, ".yaml")
    exit_code, codes = run(root, NOW)
    assert exit_code in (0, 1)
    assert "HB519" not in codes


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_no_command_prints_an_odd_name_as_it_is(root: Path, name: bytes) -> None:
    put(root / "output" / NAME / "vastgesteld", name, ".docx")
    put(root / "output" / NAME, name, ".docx")
    put(root / "organisations" / NAME / "archief/PP-01", name, ".docx")
    for words in (
        ["build"],
        ["status"],
        ["check", "--output"],
        ["publish", NAME, str(root.parent / "doel")],
        ["rename", NAME, "olm", "--naam", "Stichting De Linde"],
    ):
        told = CliRunner().invoke(main, ["-C", str(root), *words])
        assert told.exit_code in (0, 1, 3), told.output
        assert not set(told.output) & set("\x1b\x07\u202e\ud800"), words


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_what_is_not_published_is_named_in_signs_that_can_be_shown(root: Path, name: bytes) -> None:
    put(root / "output" / NAME / "vastgesteld", name, ".docx")
    loaded = read_profile(open_workspace(root), NAME)
    [stray] = strays(Outgoing(root, NAME, loaded, None))
    [problem] = stray.notices
    assert str(problem).replace("\n", "").isprintable()
