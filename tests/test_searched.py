"""A file that was searched for a secret location is not searched again while both are the same."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loading.world import write
from recorded import LATER, NAME, PROFILE, small_packs

from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.build import build
from handbook.pipeline.build.cache import Basis, CachedBuild, same_words
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.safeguards import searched_files
from handbook.pipeline.safeguards.searched_files import Look, Searched
from handbook.pipeline.safeguards.secret_places import Search
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.secret_terms import SecretPlace
from handbook.word.package.package import pack, read

HOUSE, STREET = "Huize Zonneroos", "Heideweg 99"
SECRET = f"locaties:\n  - {{naam: {HOUSE}, adres: '{STREET}, 9876 ZZ Verweg', geheim: ja}}\n"
OTHER = SECRET.replace("Zonneroos", "Maanlicht").replace("Heideweg", "Duinpad")
NOTE = Path("output/.handbook") / f"{NAME}.gezocht.json"
FORMER = Path("organisations") / NAME / ".vorige"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a working folder with the files of two former names of an organisation."""
    home = tmp_path_factory.mktemp("gezocht")
    with small_packs(home / "pakketten"):
        for name in ("De Linde", "De Berk", "De Iep"):
            builds(home / "w", name)
        yield home / "w"


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that are searched from here on."""
    found: list[bytes] = []
    look = Search.look

    def looked(self: Search, data: bytes) -> Look:
        found.append(data)
        return look(self, data)

    monkeypatch.setattr(Search, "look", looked)
    return found


def builds(root: Path, name: str, secret: str = SECRET, *, write_it: bool = True) -> Outcome:
    write(root / "organisations", {f"{NAME}.yaml": PROFILE.replace("De Linde", name) + secret})
    [outcome] = build(open_workspace(root), today=LATER, request=Request(write=write_it))
    assert outcome.exit_code == 0, outcome
    return outcome


def former(root: Path) -> set[bytes]:
    return {path.read_bytes() for path in (root / FORMER).rglob("*.docx")}


def is_document(data: bytes) -> bool:
    return "word/document.xml" in read(data)


def told(outcome: Outcome) -> list[str]:
    return [each.place.file for each in outcome.problems if each.code == "HB226"]


def with_house(path: Path) -> None:
    """Write the name of the secret house in a file; its time and place stay as they were."""
    before = path.stat()
    parts = read(path.read_bytes())
    line = f"<w:p><w:r><w:t>{HOUSE}</w:t></w:r></w:p>".encode()
    text = parts["word/document.xml"].replace(b"</w:body>", line + b"</w:body>")
    path.write_bytes(pack({**parts, "word/document.xml": text}))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_of_many_builds_each_searches_only_what_no_other_one_did(
    root: Path, looks: list[bytes]
) -> None:
    before = former(root)
    builds(root, "De Es")
    builds(root, "De Vlier")
    assert before
    assert {each for each in looks if is_document(each)} == former(root) - before
    assert len(looks) == len(set(looks))


def test_a_former_file_that_changed_is_searched_again(root: Path, looks: list[bytes]) -> None:
    builds(root, "De Iep")  # a copy is not the same file; now it is noted as it lies here
    looks.clear()
    path = min((root / FORMER).rglob("*.docx"))
    with_house(path)
    outcome = builds(root, "De Es")
    assert path.read_bytes() in looks
    assert told(outcome) == [path.relative_to(root).as_posix()]


def test_what_a_search_found_is_told_again_by_each_build(root: Path, looks: list[bytes]) -> None:
    path = min((root / FORMER).rglob("*.docx"))
    with_house(path)
    builds(root, "De Es")
    looks.clear()
    outcome = builds(root, "De Vlier")
    assert path.read_bytes() not in looks
    assert told(outcome) == [path.relative_to(root).as_posix()]


def test_a_file_in_another_folder_is_known_by_its_bytes(root: Path, looks: list[bytes]) -> None:
    path = min((root / FORMER).rglob("*.docx"))
    moved = root / "output" / NAME / "Vervallen" / "PP-99.docx"
    moved.parent.mkdir()
    path.rename(moved)
    builds(root, "De Es")
    assert moved.read_bytes() not in looks


def test_another_secret_is_sought_in_every_file(root: Path, looks: list[bytes]) -> None:
    before = former(root)
    builds(root, "De Iep", OTHER)
    assert set(looks) >= before


@pytest.mark.parametrize(
    "note",
    [b"", b"null", b"[]", b'{"versie":1}', b'{"versie":1,"gezocht":7,"bestanden":[]}', b"\xff{"],
)
def test_a_note_that_is_gone_or_odd_tells_nothing(
    root: Path, looks: list[bytes], note: bytes
) -> None:
    before = former(root)
    (root / NOTE).write_bytes(note)
    builds(root, "De Es")
    assert set(looks) >= before


def test_a_note_whose_lists_hold_something_else_tells_nothing(
    root: Path, looks: list[bytes]
) -> None:
    before = former(root)
    text = (root / NOTE).read_text(encoding="utf-8")
    (root / NOTE).write_text(text.replace('"tells":false', '"tells":{}'), encoding="utf-8")
    builds(root, "De Es")
    assert set(looks) >= before


def test_a_note_of_another_organisation_or_of_another_version_of_the_tool_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = secrets_of([SecretPlace(names=(HOUSE,))])
    (tmp_path / "output").mkdir()
    (tmp_path / "brief.docx").write_bytes(b"")
    sought = searched_files.recall(tmp_path, "linde", secret).sought
    files = {"brief.docx": ((0, 1, 2, 3), "ab")}
    known = Searched(sought=sought, files=files, looks={"ab": Look(unread=("iets.bin",))})
    searched_files.remember(tmp_path, "linde", known)
    assert searched_files.recall(tmp_path, "linde", secret) == known
    notes = tmp_path / "output" / ".handbook"
    (notes / "berk.gezocht.json").write_bytes((notes / "linde.gezocht.json").read_bytes())
    assert searched_files.recall(tmp_path, "berk", secret).files == {}
    monkeypatch.setattr(searched_files, "program", lambda: "anders")
    assert searched_files.recall(tmp_path, "linde", secret).files == {}


def test_a_plan_notes_nothing(root: Path) -> None:
    before = (root / NOTE).read_bytes()
    builds(root, "De Es", write_it=False)
    assert (root / NOTE).read_bytes() == before


def test_the_note_holds_no_word_of_what_is_secret(root: Path) -> None:
    text = (root / NOTE).read_text(encoding="utf-8").casefold()
    assert [
        word for word in ("zonneroos", "heideweg", "9876 zz", "9876zz", "verweg") if word in text
    ] == []


def test_only_the_same_release_and_the_same_texts_are_surely_the_same_words() -> None:
    basis = Basis(program="1", sources={"a.yaml": "x", "logo.png": "y"}, files={})
    cached = CachedBuild(basis=basis, outcome=Outcome(organisation=NAME))
    same = {
        "all": same_words(cached, basis),
        "a picture": same_words(cached, replace(basis, sources={"a.yaml": "x", "logo.png": "z"})),
        "another text": same_words(cached, replace(basis, sources={"a.yaml": "z"})),
        "a text more": same_words(cached, replace(basis, sources={"a.yaml": "x", "b.yaml": "x"})),
        "a release": same_words(cached, replace(basis, program="2")),
        "nothing known": same_words(None, basis),
    }
    assert [each for each, found in same.items() if found] == ["all", "a picture"]
