"""A profile was named after a house that is secret by now: after a rename nothing tells of it."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from small_library import library
from test_renaming import renamed, run

from handbook.inspection.file_text import said_in
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.model.sources.register import Register
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.tailoring.control.ownership import known_as
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove
from handbook.word.template_language.properties import CUSTOM

__all__ = ["library"]

pytestmark = pytest.mark.usefixtures("library")

OLD, NEW = "zwaluwnest", "kade"
DAY, LATER = date(2026, 11, 24), date(2026, 11, 28)
PROFILE = """\
naam: Stichting Opvang De Kade
korte_naam: De Kade
kvk: "55512345"
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
locaties:
  - {naam: Kantoor, adres: "Lindelaan 12, 8021 AB Zwolle"}
  - {naam: Huize Zwaluwnest, adres: "Zwanebloemweg 118, 8899 ZQ Duinbroekerwaard"}
"""
HERS = "Dit schreef zij zelf."
EDITED = "SW-01.docx"


def builds(root: Path, name: str, day: date = LATER) -> Outcome:
    [outcome] = build(open_workspace(root), [name], today=day)
    return outcome


def approves(root: Path, name: str, day: date = LATER) -> Outcome:
    asked = Asked(approver="B. Stuur", day=day, despite=dict.fromkeys(SUBJECTS, "proef"))
    return approve_documents(open_workspace(root), name, asked, today=day)


def publishes(root: Path, name: str) -> None:
    target = root.parent / "doel"
    target.mkdir(exist_ok=True)
    for each in (target, root.parent / "doel.zip"):
        code, said = run(root, "publish", name, str(each), "--yes")
        assert code == 0, said


def edits(path: Path) -> None:
    parts = read(path.read_bytes())
    ended = b"</w:t></w:r></w:p>"
    main = parts["word/document.xml"].replace(ended, f" {HERS}".encode() + ended, 1)
    path.write_bytes(pack({**parts, "word/document.xml": main}))


def becomes_secret(root: Path, name: str) -> None:
    path = root / "organisations" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    secret = text.replace('rwaard"}', 'rwaard", geheim: ja, naam_buiten: Huis 1}')
    assert secret != text
    path.write_text(secret, encoding="utf-8")


def kept_name(path: Path) -> str:
    found = re.search(
        rb'name="Kenmerk"[^>]*><vt:lpwstr[^>]*>(.*?)/', read(path.read_bytes())[CUSTOM]
    )
    return found[1].decode() if found else ""


def said(path: Path) -> str:
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text(encoding="utf-8")
    found = said_in(path.read_bytes())
    return "\n".join(each.text for each in (*found.pieces, *found.kept))


def telling(folder: Path) -> list[str]:
    """Return the names of the files in which a reader, or a program, finds the word."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return sorted(each.name for each in files if OLD in said(each).casefold())


@pytest.fixture(scope="module")
def published(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    """Built, approved, and published to a folder and a zip, while the house was not secret."""
    root = tmp_path_factory.mktemp("kade") / "w"
    (root / "organisations").mkdir(parents=True)
    (root / "organisations" / f"{OLD}.yaml").write_text(PROFILE, encoding="utf-8")
    assert builds(root, OLD, DAY).exit_code == 0
    assert approves(root, OLD, DAY).exit_code == 0
    publishes(root, OLD)
    edits(root / "output" / OLD / EDITED)
    return root.parent


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "s")) / "w"


def test_a_name_that_tells_is_on_no_paper_that_is_made_published_or_approved_after_the_rename(
    root: Path,
) -> None:
    becomes_secret(root, OLD)
    renamed(root, OLD, NEW)
    outcome = builds(root, NEW)
    assert {each.code for each in outcome.documents if each.action != "gewijzigd"} == {"SW-01"}
    assert telling(root / "output" / NEW) == sorted(
        each.name for each in (root / "output" / NEW / "vastgesteld").iterdir()
    )
    kept = prove((root / "output" / NEW / EDITED).read_bytes())
    assert kept is not None
    assert not kept.intact

    approved = approves(root, NEW)
    assert (approved.exit_code, len(approved.documents)) == (0, len(outcome.documents))
    [inspected] = inspect(open_workspace(root), [NEW], today=LATER)
    assert inspected.exit_code == 0, inspected.problems
    publishes(root, NEW)
    target = root.parent / "doel"
    shutil.unpack_archive(root.parent / "doel.zip", root.parent / "uit")
    for folder in (root / "output" / NEW, target, root.parent / "uit"):
        assert telling(folder) == []
    assert all(HERS in said(folder / EDITED) for folder in (target, root.parent / "uit"))
    assert {each.action for each in builds(root, NEW).documents} == {"ongewijzigd", "behouden"}


def test_a_house_that_becomes_secret_after_the_rename_is_taken_out_of_what_hosts_know(
    root: Path,
) -> None:
    renamed(root, OLD, NEW)
    builds(root, NEW)
    assert kept_name(root / "output" / NEW / "F-02.docx") == OLD
    becomes_secret(root, NEW)
    made = builds(root, NEW).documents
    reasons = {each.code: each.reason for each in made}
    assert reasons["F-02"] == "het kenmerk in de eigenschappen noemde een geheime locatie"
    paths = [root / each.path for each in made if each.path.endswith(".docx")]
    assert {kept_name(each) for each in paths} == {NEW}
    approved = approves(root, NEW)
    assert (approved.exit_code, len(approved.documents)) == (0, len(made))
    assert telling(root / "output" / NEW) == []


@pytest.mark.parametrize(
    ("former", "telling_names", "known"),
    [
        ((), (), "kade"),
        (("berk", "eik"), (), "berk"),
        (("berk", "eik"), ("eik",), "berk"),
        (("berk", "eik"), ("berk",), "eik"),
        (("berk", "eik"), ("berk", "eik"), "kade"),
        (("berk",), ("berk", "kade"), "0123456789abcdef"),
    ],
)
def test_a_host_knows_documents_by_the_first_name_that_gives_nothing_away(
    former: tuple[str, ...], telling_names: tuple[str, ...], known: str
) -> None:
    register = Register(kenmerk="0123456789abcdef", voorheen=former)
    assert known_as(register, "kade", telling_names) == known


@pytest.mark.parametrize("new", [OLD, "huize-zwaluwnest", "zwanebloemweg-118"])
def test_no_profile_gets_a_name_that_tells_of_a_secret_house(tmp_path: Path, new: str) -> None:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations" / f"{NEW}.yaml").write_text(PROFILE, encoding="utf-8")
    becomes_secret(tmp_path, NEW)
    code, told = run(tmp_path, "rename", NEW, new, "--name", "Stichting Opvang De Kade")
    assert (code, "HB598" in told, new in told) == (1, True, False)
    assert [each.name for each in (tmp_path / "organisations").iterdir()] == [f"{NEW}.yaml"]


def test_a_rename_away_from_a_name_that_tells_is_not_refused(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations" / f"{OLD}.yaml").write_text(PROFILE, encoding="utf-8")
    becomes_secret(tmp_path, OLD)
    assert run(tmp_path, "rename", OLD, OLD, "--name", "Stichting Opvang De Kade")[0] == 0
    assert run(tmp_path, "rename", OLD, NEW, "--name", "Stichting Opvang De Kade")[0] == 0
