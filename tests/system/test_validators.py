"""Every document of the examples passes the validators, opens in LibreOffice and becomes a PDF."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from examples import EXAMPLES, ROOT, Built

pytestmark = pytest.mark.system

SDK = ROOT / "tools" / "node_modules" / ".bin" / "ooxml-validator"
BIN = Path(sys.executable).parent


def documents(built: Built, name: str) -> list[Path]:
    return [path for path in built.files(name) if path.suffix == ".docx"]


def complaint(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return "" if done.returncode == 0 else f"{command[-1]}: {done.stdout}{done.stderr}"


def complaints(commands: Iterator[list[str]]) -> list[str]:
    with ThreadPoolExecutor(2) as pool:
        return [said for said in pool.map(complaint, commands) if said]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_open_xml_sdk_has_no_complaint(built: Built, name: str) -> None:
    assert SDK.exists(), "npm install --prefix tools"
    assert complaints([str(SDK), str(path)] for path in documents(built, name)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_openxml_audit_has_no_complaint(built: Built, name: str) -> None:
    tool = str(BIN / "openxml-audit")
    assert complaint([tool, "-q", "-r", str(built.root / "output" / name)]) == ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_ooxml_integrity_has_no_complaint(built: Built, name: str) -> None:
    tool = str(BIN / "ooxml-integrity")
    command = [tool, "check", "--fail-on", "warn", *map(str, documents(built, name))]
    assert complaint(command) == ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_document_opens_in_libreoffice_and_becomes_a_pdf(
    built: Built, name: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    assert office, "apt-get install libreoffice-writer-nogui"
    files = documents(built, name)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=900,
    )
    missing = [
        path.name
        for path in files
        if not (tmp_path / f"{path.stem}.pdf").is_file()
        or not (tmp_path / f"{path.stem}.pdf").read_bytes().startswith(b"%PDF")
    ]
    assert missing == []
