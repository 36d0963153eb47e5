"""Storage writes whole or not at all, and says in Dutch what went wrong."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handbook import storage
from handbook.errors import EditConflict, HandbookError, StorageError, WorkplaceError
from handbook.model.sources.register import Entry, Register, Version

OLD, NEW, HERS = b"old text", b"new text", b"her own text"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def laid(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def said(error: HandbookError) -> list[str]:
    return [problem.code for problem in error.problems]


def fails(number: int, **extra: int) -> Callable[..., None]:
    """Return a function that fails as the operating system does, with `number`."""

    def call(*_: object, **__: object) -> None:
        error = OSError(number, os.strerror(number))
        for name, value in extra.items():
            setattr(error, name, value)
        raise error

    return call


# Writing


def test_a_new_file_is_written_with_the_folders_it_needs(folder: Path) -> None:
    storage.put(folder / "output" / "linde" / "OR-22.docx", NEW, expected=None)
    assert tree(folder) == {"output/linde/OR-22.docx": NEW}


def test_a_file_that_is_as_it_was_read_is_replaced(folder: Path) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    storage.put(path, NEW, expected=storage.digest(path))
    assert tree(folder) == {"OR-22.docx": NEW}


def test_a_file_that_already_holds_the_text_is_not_written(folder: Path) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    before = path.stat()
    storage.put(path, OLD, expected=storage.digest(path))
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("expected", [None, storage.sha256(OLD)])
def test_a_file_that_changed_meanwhile_stays(folder: Path, expected: str | None) -> None:
    path = laid(folder / "OR-22.docx", HERS)
    with pytest.raises(EditConflict) as caught:
        storage.put(path, NEW, expected=expected)
    assert tree(folder) == {"OR-22.docx": HERS}
    assert str(caught.value) == (
        "OR-22.docx: het bestand is veranderd terwijl 'handbook' bezig was [HB452]\n"
        "    Er is niets overschreven. Bouw opnieuw; dan wordt het bestand opnieuw bekeken."
    )


def test_a_file_that_went_away_meanwhile_does_not_come_back(folder: Path) -> None:
    with pytest.raises(EditConflict):
        storage.put(folder / "OR-22.docx", NEW, expected=storage.sha256(OLD))
    assert tree(folder) == {}


def test_a_file_that_appears_at_the_last_moment_is_not_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "OR-22.docx"
    link = Path.hardlink_to

    def she_saves_first(self: Path, target: Path) -> None:
        path.write_bytes(HERS)
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", she_saves_first)
    with pytest.raises(EditConflict):
        storage.put(path, NEW, expected=None)
    assert tree(folder) == {"OR-22.docx": HERS}


def test_a_disk_without_hard_links_is_written_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", fails(errno.EPERM))
    storage.put(folder / "OR-22.docx", NEW, expected=None)
    assert tree(folder) == {"OR-22.docx": NEW}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_the_rights_of_a_file_stay_when_it_is_replaced(folder: Path) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    path.chmod(0o664)
    storage.put(path, NEW, expected=storage.sha256(OLD))
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


@pytest.mark.parametrize(
    "name",
    ["Klachten 🌳 en cliënten.docx", "é" * 120 + ".docx", "OR-22 (voorstel).docx", "-x.docx"],
)
def test_an_odd_name_is_a_name(folder: Path, name: str) -> None:
    storage.put(folder / name, OLD, expected=None)
    storage.put(folder / name, NEW, expected=storage.sha256(OLD))
    assert storage.keep_former(folder / name, folder / "vorige") is not None
    assert storage.read(folder / name) == NEW


@pytest.mark.parametrize("name", ["a:b.docx", "wat?.docx", "NUL.docx", "con", "OR-22.docx ", "x."])
def test_a_name_that_windows_cannot_hold_is_refused_everywhere(folder: Path, name: str) -> None:
    with pytest.raises(StorageError) as caught:
        storage.put(folder / name, NEW, expected=None)
    assert said(caught.value) == ["HB506"]
    assert tree(folder) == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows counts otherwise")
def test_a_name_that_is_too_long_is_a_message(folder: Path) -> None:
    with pytest.raises(StorageError) as caught:
        storage.put(folder / ("é" * 200 + ".docx"), NEW, expected=None)
    assert said(caught.value) == ["HB506"]
    assert tree(folder) == {}


# Links


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
class TestLinks:
    def test_a_link_out_of_the_folder_is_never_written_through(self, folder: Path) -> None:
        elsewhere = laid(folder / "elsewhere" / "hers.docx", HERS)
        path = folder / "linde" / "OR-22.docx"
        path.parent.mkdir()
        path.symlink_to(elsewhere)
        for act in (
            lambda: storage.put(path, NEW, expected=storage.sha256(HERS)),
            lambda: storage.withdraw(path, folder / "Vervallen"),
            lambda: storage.remove_ours(path, storage.sha256(HERS), folder / "vorige"),
        ):
            with pytest.raises(StorageError) as caught:
                act()
            assert said(caught.value) == ["HB505"]
        assert path.is_symlink()
        assert tree(folder) == {"elsewhere/hers.docx": HERS, "linde/OR-22.docx": HERS}

    def test_a_link_within_the_folder_stays_a_link(self, folder: Path) -> None:
        target = laid(folder / "KL-01.docx", OLD)
        path = folder / "OR-22.docx"
        path.symlink_to("KL-01.docx")
        storage.put(path, NEW, expected=storage.sha256(OLD))
        assert path.is_symlink()
        assert target.read_bytes() == NEW

    def test_a_link_to_itself_is_refused(self, folder: Path) -> None:
        path = folder / "OR-22.docx"
        path.symlink_to(path)
        with pytest.raises(StorageError) as caught:
            storage.put(path, NEW, expected=None)
        assert said(caught.value) == ["HB505"]

    def test_a_link_in_the_way_of_the_draft_is_not_followed(self, folder: Path) -> None:
        elsewhere = laid(folder / "elsewhere" / "hers.docx", HERS)
        (folder / f".OR-22.docx.{os.getpid()}.tmp").symlink_to(elsewhere)
        storage.put(folder / "OR-22.docx", NEW, expected=None)
        assert tree(folder) == {"elsewhere/hers.docx": HERS, "OR-22.docx": NEW}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
class TestFoldersThatAreLinks:
    PLACES = (
        "organisations/linde/archief",
        "organisations/linde/archief/PP-01",
        "organisations/linde/.vorige",
        "output/linde/vastgesteld",
        "output/.handbook",
        ".handbook",
        "output/output/vastgesteld",
    )

    @pytest.mark.parametrize("place", PLACES)
    def test_nothing_is_written_moved_or_removed_through_one(
        self, folder: Path, place: str
    ) -> None:
        (folder / "organisations").mkdir()
        hers = laid(folder / "elsewhere" / "hers.docx", HERS)
        linked = folder / place
        linked.parent.mkdir(parents=True, exist_ok=True)
        linked.symlink_to(hers.parent, target_is_directory=True)
        for act in (
            lambda: storage.put(linked / "PP-01.docx", NEW, expected=None),
            lambda: storage.put(linked / "1" / "PP-01.docx", NEW, expected=None),
            lambda: storage.put(linked / "hers.docx", NEW, expected=storage.sha256(HERS)),
            lambda: storage.withdraw(linked / "hers.docx", folder / "Vervallen"),
            lambda: storage.withdraw(laid(folder / "OR-22.docx", OLD), linked),
            lambda: storage.move(linked / "hers.docx", folder / "mijn.docx"),
            lambda: storage.remove_ours(linked / "hers.docx", storage.sha256(HERS), folder),
            lambda: storage.keep_former(laid(folder / "OR-22.docx", OLD), linked),
        ):
            with pytest.raises(StorageError) as caught:
                act()
            assert said(caught.value) == ["HB505"]
        storage.write_note(linked / "note.json", NEW)
        storage.remove_note(linked / "hers.docx")
        assert tree(folder / "elsewhere") == {"hers.docx": HERS}

    @pytest.mark.parametrize("place", ["output", "output/linde", "organisations/linde"])
    def test_where_the_folder_of_an_organisation_lies_is_hers_to_choose(
        self, folder: Path, place: str
    ) -> None:
        (folder / "organisations").mkdir()
        (folder / "elsewhere").mkdir()
        linked = folder / place
        linked.parent.mkdir(parents=True, exist_ok=True)
        linked.symlink_to(folder / "elsewhere", target_is_directory=True)
        storage.put(linked / "archief" / "PP-01.docx", NEW, expected=None)
        assert tree(folder / "elsewhere") == {"archief/PP-01.docx": NEW}

    def test_a_lock_is_not_laid_through_one(self, folder: Path) -> None:
        (folder / "organisations").mkdir()
        (folder / "elsewhere").mkdir()
        (folder / "output").mkdir()
        (folder / "output" / ".handbook").symlink_to(folder / "elsewhere")
        with pytest.raises(StorageError) as caught, storage.lock(folder):
            pass
        assert (said(caught.value), tree(folder / "elsewhere")) == (["HB505"], {})


# What the computer refuses


def test_a_full_disk_leaves_the_old_file_and_no_draft(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    monkeypatch.setattr(os, "fsync", fails(errno.ENOSPC))
    with pytest.raises(WorkplaceError) as caught:
        storage.put(path, NEW, expected=storage.sha256(OLD))
    assert tree(folder) == {"OR-22.docx": OLD}
    assert caught.value.exit_code == 4
    assert str(caught.value) == (
        "OR-22.docx: er is geen ruimte meer op de schijf [HB502]\n"
        "    Maak ruimte vrij en bouw opnieuw; het bestand staat er nog zoals het was."
    )


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_without_rights_is_a_matter_of_the_surroundings(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = laid(folder / "linde" / "OR-22.docx", OLD)
    monkeypatch.setattr(Path, "open", fails(number))
    monkeypatch.setattr(Path, "read_bytes", lambda _: OLD)
    with pytest.raises(WorkplaceError) as caught:
        storage.put(path, NEW, expected=storage.sha256(OLD))
    assert str(caught.value) == (
        "linde/OR-22.docx: u hebt hier geen rechten om te schrijven [HB503]\n"
        "    Vraag uw beheerder om rechten op 'linde', of kies een andere map."
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may do all")
def test_a_read_only_folder_is_left_alone(folder: Path) -> None:
    path = laid(folder / "linde" / "OR-22.docx", OLD)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(WorkplaceError) as caught:
            storage.put(path, NEW, expected=storage.sha256(OLD))
    finally:
        path.parent.chmod(0o755)
    assert said(caught.value) == ["HB503"]
    assert tree(folder) == {"linde/OR-22.docx": OLD}


def test_a_read_only_file_stays(folder: Path) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    path.chmod(0o444)
    for act in (
        lambda: storage.put(path, NEW, expected=storage.sha256(OLD)),
        lambda: storage.withdraw(path, folder / "Vervallen"),
        lambda: storage.remove_ours(path, storage.sha256(OLD), folder / "vorige"),
    ):
        with pytest.raises(StorageError) as caught:
            act()
        assert said(caught.value) == ["HB503"]
        assert caught.value.exit_code == 3
    assert tree(folder) == {"OR-22.docx": OLD}


def test_a_file_that_windows_says_is_shared_is_in_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    monkeypatch.setattr(Path, "replace", fails(errno.EACCES, winerror=5))
    with pytest.raises(StorageError) as caught:
        storage.put(path, NEW, expected=storage.sha256(OLD))
    assert len(pauses) == 4
    assert tree(folder) == {"OR-22.docx": OLD}
    assert str(caught.value) == (
        "OR-22.docx: het bestand is in gebruik, waarschijnlijk in Word [HB501]\n"
        "    Sluit het document en bouw opnieuw; het bestand staat er nog zoals het was."
    )


def test_a_virus_scanner_that_lets_go_in_time_is_not_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    replace, calls = Path.replace, []

    def busy_twice(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) < 3:
            fails(errno.EACCES, winerror=32)()
        return replace(self, target)

    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", busy_twice)
    storage.put(path, NEW, expected=storage.sha256(OLD))
    assert tree(folder) == {"OR-22.docx": NEW}


@pytest.mark.parametrize(
    ("number", "extra", "code", "exit_code"),
    [
        (errno.EBUSY, {}, "HB501", 3),
        (errno.EACCES, {"winerror": 32}, "HB501", 3),
        (errno.EDQUOT, {}, "HB502", 4),
        (errno.EINVAL, {"winerror": 112}, "HB502", 4),
        (errno.EROFS, {}, "HB503", 4),
        (errno.EIO, {}, "HB504", 3),
        (errno.EINVAL, {"winerror": 206}, "HB506", 3),
    ],
)
def test_each_refusal_has_its_code(
    folder: Path, number: int, extra: dict[str, int], code: str, exit_code: int
) -> None:
    with pytest.raises(OSError, match=r".") as refused:
        fails(number, **extra)()
    error = storage.storage_error(folder / "OR-22.docx", refused.value)
    assert (said(error), error.exit_code) == ([code], exit_code)


def test_what_we_do_not_know_is_told_in_the_words_of_the_computer(folder: Path) -> None:
    laid(folder / "linde", b"a file where a folder belongs")
    with pytest.raises(StorageError) as caught:
        storage.put(folder / "linde" / "OR-22.docx", NEW, expected=None)
    assert said(caught.value) == ["HB504"]
    assert "de computer meldt: '" in str(caught.value)


def test_a_folder_where_a_file_belongs_cannot_be_read(folder: Path) -> None:
    (folder / "OR-22.docx").mkdir()
    with pytest.raises(StorageError) as caught:
        storage.read(folder / "OR-22.docx")
    assert caught.value.problems[0].what.startswith("het bestand is niet te lezen")


def test_no_file_is_no_bytes(folder: Path) -> None:
    path = laid(folder / "een", OLD)
    assert (storage.read(folder / "OR-22.docx"), storage.digest(path / "twee")) == (None, None)


# Open in Word or LibreOffice


def word_owner(name: str) -> bytes:
    narrow = name.encode("cp1252", errors="replace")
    wide = name.encode("utf-16-le")
    return bytes([len(name)]) + narrow.ljust(53) + len(name).to_bytes(2, "little") + wide.ljust(106)


@pytest.mark.parametrize(
    ("name", "owner_file", "data", "owner"),
    [
        ("OR-22.docx", "~$OR-22.docx", word_owner("Miriam Öztürk"), "Miriam Öztürk"),
        ("LIOR-22.docx", "~$IOR-22.docx", word_owner("Ł. Nowak"), "Ł. Nowak"),
        ("LI-OR-22.docx", "~$-OR-22.docx", word_owner("J. de Vries"), "J. de Vries"),
        ("KT-01.xlsx", "~$KT-01.xlsx", b"\3Jan" + b" " * 51 + b"\3\0J\0a\0n\0", "Jan"),
        ("kruistabel.xlsx", "~$kruistabel.xlsx", b"\3Jan" + b" " * 51, "Jan"),
        ("OR-22.docx", "~$OR-22.docx", b"\3Jan", "Jan"),
        ("OR-22.docx", "~$OR-22.docx", b"", "naam onbekend"),
        ("OR-22.docx", "~$OR-22.docx", bytes(range(256)) * 3, "naam onbekend"),
        (
            "OR-22.docx",
            ".~lock.OR-22.docx#",
            b"Jan de Wit\\, MSc,jan,pc-12,23.11.2026 19:10,file:///home/jan;",
            "Jan de Wit, MSc",
        ),
        ("OR-22.docx", ".~lock.OR-22.docx#", b",jan,pc-12,23.11.2026 19:10,x;", "jan"),
        ("OR-22.docx", ".~lock.OR-22.docx#", b"\x1b[31m", "[31m"),
    ],
)
def test_the_owner_file_tells_who_has_it_open(
    folder: Path, name: str, owner_file: str, data: bytes, owner: str
) -> None:
    laid(folder / owner_file, data)
    assert storage.owner_of(folder / name) == owner


def test_nobody_has_a_file_open_without_an_owner_file(folder: Path) -> None:
    laid(folder / "~$PP-01.docx", word_owner("Jan"))
    assert storage.owner_of(folder / "OR-22.docx") == ""


def test_an_owner_file_that_word_keeps_to_itself_says_that_it_is_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = laid(folder / "OR-22.docx", b"a")
    laid(folder / "~$OR-22.docx", word_owner("Jan"))
    sound = Path.open

    def kept(path: Path, *args: Any, **more: Any) -> Any:
        if path.name.startswith("~$"):
            raise PermissionError(errno.EACCES, "van Word", str(path))
        return sound(path, *args, **more)

    monkeypatch.setattr(Path, "open", kept)
    assert storage.owner_of(document)
    with pytest.raises(StorageError):
        storage.put(document, b"b", expected=storage.sha256(b"a"))
    assert document.read_bytes() == b"a"


@given(data=st.binary(max_size=400))
def test_any_owner_file_gives_a_printable_name(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = laid(tmp_path_factory.mktemp("owner") / "~$OR-22.docx", data)
    name = storage.owner_of(path.with_name("OR-22.docx"))
    assert name
    assert name.isprintable()
    assert len(name) <= 60


def test_a_document_that_is_open_is_left_alone(folder: Path) -> None:
    path = laid(folder / "linde" / "OR-22.docx", OLD)
    laid(folder / "linde" / "~$OR-22.docx", word_owner("Miriam"))
    for act in (
        lambda: storage.put(path, NEW, expected=storage.sha256(OLD)),
        lambda: storage.withdraw(path, folder / "Vervallen"),
        lambda: storage.remove_ours(path, storage.sha256(OLD), folder / "vorige"),
    ):
        with pytest.raises(StorageError) as caught:
            act()
        assert str(caught.value) == (
            "linde/OR-22.docx: het bestand is in gebruik door Miriam [HB501]\n"
            "    Sluit het document en bouw opnieuw; het bestand staat er nog zoals het was.\n"
            "    Is het nergens meer open? Verwijder dan het verborgen bestand '~$OR-22.docx'"
            " in dezelfde map."
        )
    assert path.read_bytes() == OLD


# Former files, withdrawn files, proposals


def test_a_former_file_is_kept_by_its_contents(folder: Path) -> None:
    path = laid(folder / "linde" / "OR-22.docx", OLD)
    kept = storage.keep_former(path, folder / "vorige")
    assert kept == folder / "vorige" / "OR-22" / f"{storage.sha256(OLD)[:12]}.docx"
    assert kept.read_bytes() == path.read_bytes() == OLD


def test_no_more_than_five_former_files_are_kept_and_the_oldest_go(folder: Path) -> None:
    path = folder / "OR-22.docx"
    kept = []
    for number in range(7):
        laid(path, b"text %d" % number)
        copy = storage.keep_former(path, folder / "vorige")
        assert copy is not None
        os.utime(copy, (number, number))
        kept.append(copy)
    assert [copy.exists() for copy in kept] == [False, False, True, True, True, True, True]


def test_a_former_file_that_comes_back_is_the_newest(folder: Path) -> None:
    path = folder / "OR-22.docx"
    for number, text in enumerate((b"a", b"b", b"a", b"c")):
        laid(path, text)
        copy = storage.keep_former(path, folder / "vorige", limit=2)
        assert copy is not None
        os.utime(copy, (number, number))
    assert sorted(tree(folder / "vorige").values()) == [b"a", b"c"]


def test_a_text_that_is_kept_once_more_outlives_those_kept_between(folder: Path) -> None:
    path = folder / "OR-22.docx"
    for number, text in enumerate((b"a", b"b")):
        copy = storage.keep_former(laid(path, text), folder / "vorige", limit=2)
        assert copy is not None
        os.utime(copy, (number, number))
    for text in (b"a", b"c"):
        storage.keep_former(laid(path, text), folder / "vorige", limit=2)
    assert sorted(tree(folder / "vorige").values()) == [b"a", b"c"]


def test_a_former_workbook_takes_no_room_of_a_former_document(folder: Path) -> None:
    storage.keep_former(laid(folder / "KH-02.docx", OLD), folder / "vorige", limit=1)
    storage.keep_former(laid(folder / "KH-02.xlsx", NEW), folder / "vorige", limit=1)
    assert sorted(tree(folder / "vorige").values()) == [NEW, OLD]


def test_a_former_file_is_found_by_its_whole_sum_and_no_other_comes_for_it(folder: Path) -> None:
    path, home, whole = folder / "OR-22.docx", folder / "vorige", storage.sha256(OLD)
    kept = storage.keep_former(laid(path, OLD), home)
    assert kept is not None
    assert storage.former(path, home, whole) == OLD
    kept.write_bytes(HERS)
    assert storage.former(path, home, whole) is None
    storage.keep_former(path, home)
    assert storage.former(path, home, whole) == OLD


def test_only_our_own_copies_are_dropped(folder: Path) -> None:
    hers = laid(folder / "vorige" / "OR-22" / "bewaren.docx", HERS)
    for number in range(4):
        laid(folder / "OR-22.docx", b"%d" % number)
        storage.keep_former(folder / "OR-22.docx", folder / "vorige", limit=1)
    assert hers.read_bytes() == HERS
    assert sorted(tree(folder / "vorige").values()) == [b"3", HERS]


def test_a_former_file_that_she_changed_is_not_replaced(folder: Path) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    first = storage.keep_former(path, folder / "vorige")
    assert first is not None
    first.write_bytes(HERS)
    second = storage.keep_former(path, folder / "vorige")
    assert second == first.with_name(f"{storage.sha256(OLD)}.docx")
    assert first.read_bytes() == HERS


def test_nothing_is_kept_of_a_file_that_is_not_there(folder: Path) -> None:
    assert storage.keep_former(folder / "OR-22.docx", folder / "vorige") is None
    assert tree(folder) == {}


def test_a_withdrawn_file_moves_and_never_over_another(folder: Path) -> None:
    path, old = folder / "OR-22.docx", folder / "Vervallen"
    places = []
    for text in (b"1", b"2", b"3"):
        laid(path, text)
        places.append(storage.withdraw(path, old))
    assert places == [old / "OR-22.docx", old / "OR-22 (2).docx", old / "OR-22 (3).docx"]
    assert tree(folder) == {
        "Vervallen/OR-22.docx": b"1",
        "Vervallen/OR-22 (2).docx": b"2",
        "Vervallen/OR-22 (3).docx": b"3",
    }
    assert storage.withdraw(path, old) is None


def test_a_file_is_withdrawn_to_another_disk_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = laid(folder / "OR-22.docx", OLD)
    monkeypatch.setattr(Path, "rename", fails(errno.EXDEV))
    storage.withdraw(path, folder / "Vervallen")
    assert tree(folder) == {"Vervallen/OR-22.docx": OLD}


def test_what_she_saved_while_it_went_to_another_disk_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = laid(folder / "OR-22.docx", OLD)

    def she_saves(*_: object) -> None:
        laid(path, HERS)
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(Path, "rename", she_saves)
    real = storage.files.put

    def slowly(target: Path, data: bytes, *, expected: str | None) -> None:
        real(target, data, expected=expected)
        laid(path, NEW)

    monkeypatch.setattr(storage.files, "put", slowly)
    with pytest.raises(EditConflict):
        storage.withdraw(path, folder / "Vervallen")
    assert tree(folder) == {"OR-22.docx": NEW, "Vervallen/OR-22.docx": HERS}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_nowhere_keeps_its_name_from_what_is_moved(folder: Path) -> None:
    path, taken = laid(folder / "OR-22.docx", OLD), folder / "Vervallen" / "OR-22.docx"
    taken.parent.mkdir()
    taken.symlink_to("weg.docx")
    with pytest.raises(StorageError, match="HB504"):
        storage.move(path, taken)
    assert storage.withdraw(path, taken.parent) == taken.with_name("OR-22 (2).docx")
    assert taken.is_symlink()


def test_nothing_is_moved_over_a_file_and_what_is_gone_was_moved_before(folder: Path) -> None:
    path, target = laid(folder / "oud.yaml", OLD), laid(folder / "nieuw.yaml", HERS)
    with pytest.raises(StorageError, match="HB504"):
        storage.move(path, target)
    assert tree(folder) == {"oud.yaml": OLD, "nieuw.yaml": HERS}
    path.unlink()
    storage.move(path, target)
    assert tree(folder) == {"nieuw.yaml": HERS}


def test_a_stale_proposal_goes_and_is_kept(folder: Path) -> None:
    path = laid(folder / "OR-22 (voorstel).docx", OLD)
    storage.remove_ours(path, storage.sha256(OLD), folder / "vorige")
    assert list(tree(folder).values()) == [OLD]
    assert not path.exists()
    storage.remove_ours(path, storage.sha256(OLD), folder / "vorige")


def test_a_proposal_that_she_worked_on_stays(folder: Path) -> None:
    path = laid(folder / "OR-22 (voorstel).docx", HERS)
    with pytest.raises(EditConflict):
        storage.remove_ours(path, storage.sha256(OLD), folder / "vorige")
    assert path.read_bytes() == HERS


# Crashes

# Runs an act again and again in a process of its own, and ends that process, without any
# clearing up, at the first, second, third … call to the operating system.
CRASHING = """
import os, sys
from pathlib import Path
from typing import Any
from handbook import storage

def calls_the_system(function):
    if getattr(function, "__module__", "") == "posix":
        return function.__name__ not in {"fspath", "getpid"}
    return type(getattr(function, "__self__", None)).__module__ == "_io"

def crash_at(number):
    seen = 0
    def watch(frame, event, function):
        nonlocal seen
        if event == "c_call" and calls_the_system(function):
            seen += 1
            if seen == number:
                os._exit(9)
    sys.setprofile(watch)

def run(act, root):
    path, former = root / "linde" / "OR-22.docx", root / "vorige"
    expected = storage.sha256(b"old text")
    if act == "replace":
        storage.keep_former(path, former)
        storage.put(path, b"new text", expected=expected)
    elif act == "withdraw":
        storage.withdraw(path, root / "linde" / "Vervallen")
    elif act == "remove":
        storage.remove_ours(path, expected, former)

for number in range(1, 1000):
    root = Path(sys.argv[2], f"{number:03}")
    (root / "linde").mkdir(parents=True)
    (root / "linde" / "OR-22.docx").write_bytes(b"old text")
    child = os.fork()
    if not child:
        crash_at(number)
        run(sys.argv[1], root)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
print(number)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("act", ["replace", "withdraw", "remove"])
def test_a_crash_at_any_moment_loses_nothing(folder: Path, act: str) -> None:
    moments = subprocess.run(
        [sys.executable, "-c", CRASHING, act, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    roots = sorted(folder.iterdir())
    assert len(roots) == int(moments.stdout)
    assert len(roots) > 10
    ends = set()
    for root in roots:
        left = tree(root)
        assert OLD in {data for name, data in left.items() if not name.endswith(".tmp")}
        ends.add(left.get("linde/OR-22.docx"))
        assert left.get("linde/OR-22.docx") in {"replace": (OLD, NEW)}.get(act, (OLD, None))
        assert {data for name, data in left.items() if not name.endswith(".tmp")} <= {OLD, NEW}
        assert len([name for name in left if name.endswith(".tmp")]) <= 1
    assert len(ends) == 2


def test_who_takes_the_lock_takes_away_what_a_crash_left(folder: Path) -> None:
    output = laid(folder / "output" / "linde" / ".OR-22.docx.4711.tmp", b"half a te")
    state = laid(folder / "output" / ".handbook" / ".state.json.4711.tmp", b"{")
    register = laid(folder / "organisations" / "linde" / ".register.yaml.1.tmp", b"# D")
    for kept in ("~WRL0001.tmp", ".verslag.tmp", "OR-22.docx.4711.tmp", ".x.docx.47a.tmp"):
        laid(folder / "output" / "linde" / kept, HERS)
    laid(folder / "elders" / ".OR-22.docx.4711.tmp", HERS)
    with storage.lock(folder):
        assert not any(each.exists() for each in (register, state, output))
    assert list(tree(folder).values()).count(HERS) == 5


def test_a_huge_file_is_told_and_not_read(folder: Path) -> None:
    huge = laid(folder / "output" / "linde" / "OR-22.docx", b"x")
    os.truncate(huge, 300_000_001)  # with holes: it takes no room
    for work in (lambda: storage.read(huge), lambda: storage.digest(huge)):
        with pytest.raises(StorageError) as caught:
            work()
        assert said(caught.value) == ["HB508"]
    with pytest.raises(StorageError):
        storage.put(huge, b"y", expected=None)
    assert huge.stat().st_size == 300_000_001


def test_a_file_is_told_by_its_place_in_the_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / "organisations").mkdir(exist_ok=True)
    huge = laid(folder / "output" / "linde" / "OR-22.docx", b"x")
    os.truncate(huge, 300_000_001)
    with pytest.raises(StorageError) as caught:
        storage.read(huge)
    assert [each.place.file for each in caught.value.problems] == ["output/linde/OR-22.docx"]


def test_a_huge_owner_file_is_read_no_further_than_its_name(folder: Path) -> None:
    owner = laid(folder / "~$OR-22.docx", word_owner("Jan"))
    os.truncate(owner, 5_000_000_000)
    assert storage.owner_of(folder / "OR-22.docx") == "Jan"


# One build at a time


def test_a_second_build_waits_its_turn(folder: Path) -> None:
    with storage.lock(folder):
        with pytest.raises(WorkplaceError) as caught, storage.lock(folder):
            pass
        assert str(caught.value) == (
            ".: er loopt al een build in deze werkmap [HB511]\n"
            "    Wacht tot die klaar is en probeer het dan opnieuw. Staat er op een netwerkschijf "
            "een bestand output/.handbook/lock.bezet terwijl niemand bouwt, haal dat dan weg."
        )
    with storage.lock(folder):
        pass


def test_a_build_that_fails_lets_go_of_the_lock(folder: Path) -> None:
    with pytest.raises(ValueError, match="broke off"), storage.lock(folder):
        raise ValueError("broke off")
    with storage.lock(folder):
        pass


NO_LOCKS = ("ENOSYS", "ENOLCK", "EOPNOTSUPP")
# A computer of which the shares have no locks; what it then does with the lock of a folder.
WITHOUT = """
import errno, fcntl, os, pathlib, signal, sys
from handbook import storage
from handbook.errors import WorkplaceError

def refuse(*_):
    raise OSError(getattr(errno, sys.argv[2]), "no locks here")

fcntl.flock = refuse
root = pathlib.Path(sys.argv[1])
try:
    with storage.lock(root):
        print("held", storage.is_locked(root))
        if sys.argv[3] == "killed":
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            with storage.lock(root):
                print("held twice")
        except WorkplaceError as error:
            print(error.problems[0].code)
except WorkplaceError as error:
    print(error.problems[0].code)
print("free", not storage.is_locked(root))
"""


def without_locks(folder: Path, answer: str, what: str) -> list[str]:
    command = [sys.executable, "-W", "error", "-c", WITHOUT, str(folder), answer, what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [*done.stdout.splitlines(), *done.stderr.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="shares without locks are a matter of Unix")
@pytest.mark.parametrize("answer", NO_LOCKS)
def test_where_a_share_has_no_locks_one_build_still_keeps_out_the_other(
    folder: Path, answer: str
) -> None:
    assert without_locks(folder, answer, "whole") == ["held True", "HB511", "free True"]
    # Nobody waits for a program that was ended.
    assert without_locks(folder, answer, "killed") == ["held True"]
    assert without_locks(folder, answer, "whole") == ["held True", "HB511", "free True"]


def test_a_watcher_whose_lock_was_thrown_away_takes_it_again(folder: Path) -> None:
    with storage.watching(folder) as hold:
        shutil.rmtree(folder / "output")
        hold.keep()
        with pytest.raises(WorkplaceError) as caught, storage.watching(folder):
            pass
        assert said(caught.value) == ["HB516"]
    with storage.watching(folder):
        pass


def test_a_watcher_whose_lock_another_took_stops(folder: Path) -> None:
    with storage.watching(folder) as first:
        shutil.rmtree(folder / "output")
        with storage.watching(folder) as second:
            with pytest.raises(WorkplaceError) as caught:
                first.keep()
            second.keep()
        assert str(caught.value) == (
            ".: de map output werd weggehaald, en nu kijkt een andere 'handbook watch' hier mee "
            "[HB516]\n"
            "    Eén is genoeg: deze stopt. Start hem opnieuw als u de andere hebt gestopt."
        )


def test_a_watcher_waits_for_a_working_folder_that_is_away(folder: Path) -> None:
    away = folder.with_name("weg")
    with storage.watching(folder) as hold:
        folder.rename(away)
        hold.keep()
        assert not folder.exists()
        away.rename(folder)
        hold.keep()
        with pytest.raises(WorkplaceError), storage.watching(folder):
            pass


def test_a_lock_that_cannot_be_made_is_a_matter_of_the_surroundings(folder: Path) -> None:
    laid(folder / "output", b"a file where a folder belongs")
    with pytest.raises(WorkplaceError) as caught, storage.lock(folder):
        pass
    assert said(caught.value) == ["HB504"]


# The register

REGISTER = Register(
    documenten=(
        Entry(
            document="OR-22",
            code="LI-OR-22",
            titel='Klachten: "horen" en beslissen',
            bestand="LI-OR-22.docx",
            versies=(
                Version(
                    versie="0.1",
                    status="concept",
                    datum=date(2026, 11, 23),
                    herziening=date(2027, 11, 23),
                    inhoud="1e10",
                ),
            ),
        ),
    )
)


def test_the_register_is_yaml_that_a_person_can_read() -> None:
    assert storage.render_register(REGISTER) == (
        """\
# Documentenregister: elk document dat er ooit was, met zijn code en zijn versies.
# 'handbook' schrijft dit bestand. Verander het niet met de hand.
# Bewaar het goed: het is een kwaliteitsregistratie, en een code komt nooit terug op een ander stuk.
formaat: "1"
documenten:
  - document: "OR-22"
    code: "LI-OR-22"
    titel: "Klachten: \\"horen\\" en beslissen"
    bestand: "LI-OR-22.docx"
    versies:
      - versie: "0.1"
        status: "concept"
        datum: 2026-11-23
        herziening: 2027-11-23
        inhoud: "1e10"
"""
    )


def test_an_empty_register_is_a_register() -> None:
    text = storage.render_register(Register())
    assert Register.model_validate(yaml.safe_load(text)) == Register()


_TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "nee",
        "null",
        "0.10",
        "1e3",
        "- x",
        "a: b",
        "# c",
        "'",
        '"',
        "\\",
        "x\u2028y",
        "\ufeff",
        "\x85",
        "\x7f",
    ]
)
# Letters are composed wherever the program reads them.
_TEXTS = _TYPED.map(partial(normalize, "NFC"))
_VERSIONS = st.builds(
    Version,
    versie=st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,6})?", fullmatch=True),
    status=st.sampled_from(["concept", "ter vaststelling", "vastgesteld", "vervallen"]),
    datum=st.dates(),
    herziening=st.dates(),
    inhoud=_TEXTS,
)
_ENTRIES = st.builds(
    Entry,
    document=_TEXTS,
    code=st.from_regex(r"[A-Z]{2}-[0-9]{2}", fullmatch=True),
    titel=_TEXTS,
    bestand=st.from_regex(r"[A-Z]{2}-[0-9]{2}\.docx", fullmatch=True),
    vervallen_op=st.none() | st.dates(),
    versies=st.lists(_VERSIONS, min_size=1, max_size=3).map(tuple),
)


@given(st.lists(_ENTRIES, max_size=4).map(lambda entries: Register(documenten=tuple(entries))))
def test_a_register_read_back_is_the_same(register: Register) -> None:
    text = storage.render_register(register)
    assert Register.model_validate(yaml.safe_load(text)) == register
    assert text.isascii() or text.encode().decode() == text


@pytest.mark.parametrize("home", ["output", "organisations", "output/output"])
def test_a_working_folder_that_went_does_not_come_back_empty(tmp_path, home):
    root = tmp_path / "output" / "werkmap"
    with pytest.raises(StorageError, match="HB50"):
        storage.put(root / home / "linde" / "register.yaml", b"a", expected=None)
    storage.write_note(root / home / ".handbook" / "linde.json", b"a")
    assert list(tmp_path.rglob("*")) == []
    root.mkdir(parents=True)
    storage.put(root / home / "linde" / "register.yaml", b"a", expected=None)
    assert [path.name for path in root.rglob("*.yaml")] == ["register.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_a_document_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "LI-PP-01.docx")
    with pytest.raises(StorageError) as caught:
        storage.read(tmp_path / "LI-PP-01.docx")
    [problem] = caught.value.problems
    assert (problem.code, "geen gewoon bestand" in problem.what) == ("HB504", True)
