"""Files saved by the real LibreOffice, each time many in one call."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from handbook.word.package.markup import parse
from handbook.word.package.package import read


def libreoffice_many(scratch: Path) -> Callable[[Sequence[bytes]], list[bytes]]:
    """Return what saves files by LibreOffice, in a profile of its own below `scratch`.

    A file stays as it was where LibreOffice writes damaged XML, as it does of a control right
    behind a link: such a file opens nowhere, and the program refuses it.
    """
    profile = (scratch / "profile").as_uri()
    home, out = scratch / "to-save", scratch / "saved"

    def saved(datas: Sequence[bytes]) -> list[bytes]:
        home.mkdir(exist_ok=True)
        paths = [home / f"{at}.docx" for at, _ in enumerate(datas)]
        for path, data in zip(paths, datas, strict=True):
            path.write_bytes(data)
        if paths:
            command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
            command += ["docx:MS Word 2007 XML", "--outdir", str(out), *map(str, paths)]
            subprocess.run(command, capture_output=True, check=True)
        made = [(out / path.name).read_bytes() for path in paths]
        return [new if _is_sound(new) else old for old, new in zip(datas, made, strict=True)]

    return saved


def _is_sound(data: bytes) -> bool:
    try:
        return parse(read(data)["word/document.xml"]) is not None
    except ValueError:
        return False


def libreoffice(scratch: Path) -> Callable[[bytes], bytes]:
    """Return what saves one file by LibreOffice."""
    many = libreoffice_many(scratch)
    return lambda data: many([data])[0]
