"""A Word file → the page on which each of its bookmarks stands, by a LibreOffice pass."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfReader

from handbook.errors import Place, Problem, WorkplaceError

_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)
_SECONDS = 180
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_office() -> str:
    """Return the path of LibreOffice's program.

    Raises:
        WorkplaceError: HB512, it is not there.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    for known in _WINDOWS:
        found = found or (known if Path(known).is_file() else None)
    if not found:
        raise WorkplaceError(
            Problem(
                Place("LibreOffice"),
                code="HB512",
                what="voor '--pages' is LibreOffice nodig, en dat staat niet op deze computer",
                mend="Installeer LibreOffice, of bouw zonder '--pages'.",
            )
        )
    return found


def page_numbers(data: bytes, office: str) -> Mapping[str, str]:
    """Return the page of each bookmark in the Word file `data`, counted from 1.

    Source: LibreOffice writes every bookmark as a named destination of the PDF, with each
    character that is no letter or digit as two hex digits: `_Toc1` becomes `5FToc1`.

    Raises:
        WorkplaceError: HB513, LibreOffice could not make a PDF of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(data)
        _convert(source, office)
        pdf = source.with_suffix(".pdf")
        if not pdf.is_file():
            raise WorkplaceError(_failed("er kwam geen PDF uit"))
        reader = PdfReader(pdf)
        return {
            _decoded(str(name).lstrip("/")): str(number + 1)
            for name, place in sorted(reader.named_destinations.items())
            if (number := reader.get_destination_page_number(place)) is not None
        }


def _convert(source: Path, office: str) -> None:
    # A profile of its own: a LibreOffice that is open elsewhere would otherwise block this one.
    profile = (source.parent / "profiel").as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(source.parent),
        str(source),
    ]
    try:
        subprocess.run(
            command, check=True, capture_output=True, timeout=_SECONDS, env=dict(os.environ)
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise WorkplaceError(_failed(type(error).__name__)) from error


def _decoded(name: str) -> str:
    """Return the bookmark's own name from that of the PDF's destination."""
    return f"_{name[2:]}" if name.startswith("5F") else name


def _failed(why: str) -> Problem:
    return Problem(
        Place("LibreOffice"),
        code="HB513",
        what=f"LibreOffice kon de bladzijden niet tellen ({why})",
        mend="Bouw opnieuw, of bouw zonder '--pages'. De documenten zelf zijn in orde.",
    )
