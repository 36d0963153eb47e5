"""What comes from outside has a limit, whatever it says of its own size and depth."""

import base64
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from examples import DAY

from handbook import opc, storage
from handbook.errors import HandbookError, StorageError
from handbook.loading.text.workspace_files import read_bytes
from handbook.loading.workspace import open_workspace
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.ownership_problems import JOURNAL
from handbook.pipeline.publishing.zip_bundle import _named
from handbook.pipeline.rename.rename import _begun
from handbook.storage import files
from handbook.word.provenance.base import NAMESPACE, read_kept

DEEP = b'{"van": "linde", "naar": "berk", "x": ' + b"[" * 200_000
PROFILE = 'naam: Stichting De Linde\nkvk: "01234567"\nonderdelen: [140]\n'


def zipped(names: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_folders_in_a_package_count_before_any_is_read() -> None:
    data = zipped({"word/document.xml": b"<w:p/>"})
    with pytest.raises(ValueError, match="te veel mappen en bestanden"):
        opc.unpack(data + b"PK\x01\x02" * 50_000)


def test_the_files_in_a_file_that_lies_in_a_package_count_as_one_part() -> None:
    inner = zipped({f"{number}.xml": b"" for number in range(4_000)})
    assert opc.unpack(zipped({"a.xml": b"", "book.xlsx": inner})) == {
        "a.xml": b"",
        "book.xlsx": inner,
    }


def test_a_file_that_is_larger_than_it_says_is_told_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "OR-22.docx"
    path.write_bytes(b"x" * 11)
    stat = Path.stat

    def empty(self: Path, **how: bool) -> os.stat_result:
        state = list(stat(self, **how))
        return os.stat_result([*state[:6], 0, *state[7:]])

    monkeypatch.setattr(files, "_LARGEST", 10)
    monkeypatch.setattr(Path, "stat", empty)
    with pytest.raises(StorageError) as caught:
        storage.read(path)
    assert [each.code for each in caught.value.problems] == ["HB508"]
    with pytest.raises(HandbookError) as refused:
        read_bytes(path, "OR-22.docx", limit=10)
    assert [each.code for each in refused.value.problems] == ["HB107"]


@pytest.mark.parametrize("size", [0, 1, 999_999, 1_000_000, 1_000_001])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    path = tmp_path / "OR-22.docx"
    path.write_bytes(b"x" * size)
    assert storage.read(path) == b"x" * size
    assert read_bytes(path, "OR-22.docx") == b"x" * size


def test_a_list_that_is_too_large_is_named_and_not_searched(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations" / "linde.yaml").write_text(PROFILE, encoding="utf-8")
    path = tmp_path / "output" / "linde" / "documenten.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x\n" * 10_000_001)
    [outcome] = inspect(open_workspace(tmp_path), ["linde"], today=DAY)
    assert [(each.code, each.weight, each.what) for each in outcome.problems] == [
        ("HB471", "fout", "deze lijst is groter dan 20 MB")
    ]


def test_a_note_of_a_rename_that_is_too_deep_is_told(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations" / JOURNAL).write_bytes(DEEP)
    with pytest.raises(HandbookError) as caught:
        _begun(tmp_path)
    assert [each.code for each in caught.value.problems] == ["HB599"]


def test_a_list_in_a_zip_that_is_too_deep_names_nobody() -> None:
    assert _named({"documenten.json": DEEP}) == ""


def test_a_base_that_is_too_deep_is_damaged() -> None:
    packed = base64.b64encode(zlib.compress(DEEP)).decode()
    part = (
        f'<b:base xmlns:b="{NAMESPACE}" version="1" '
        f'sha256="{hashlib.sha256(DEEP).hexdigest()}">{packed}</b:base>'
    )
    with pytest.raises(ValueError, match="de basis is beschadigd"):
        read_kept(part.encode())
