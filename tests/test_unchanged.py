"""The build right after another one, whatever that one wrote, has no work to do."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from loading.world import write
from recorded import ASKED, LATER, NAME, PROFILE, approve, archive, small_packs

from handbook import storage
from handbook.loading.workspace import open_workspace
from handbook.pipeline.adoption.adopt import adopt
from handbook.pipeline.build import makings, preparation
from handbook.pipeline.build.build import build
from handbook.pipeline.organisation.base_file import unpacked

MANY = ("anna", "bram", "cato", "daan", "eva")
SECRET = (
    "locaties:\n  - {naam: Huize Zonneroos, adres: 'Heideweg 99, 9876 ZZ Verweg', geheim: ja}\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("onveranderd")
    with small_packs(home / "pakketten"):
        write(home / "w" / "organisations", {f"{NAME}.yaml": PROFILE})
        builds(home / "w")
        yield home / "w"


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is read of a document, made, or decided from here on."""
    done: list[str] = []
    read, render, open_organisation = (
        storage.read,
        makings.render,
        preparation.open_organisation,
    )

    def reads(path: Path) -> bytes | None:
        done.extend([f"gelezen: {path.name}"] if path.suffix in (".docx", ".xlsx", ".zip") else [])
        return read(path)

    def renders(*words: object) -> bytes:
        done.append("gemaakt")
        return render(*words)  # type: ignore[arg-type]

    def sits_down(*words: object) -> object:
        done.append("besloten")
        return open_organisation(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "read", reads)
    monkeypatch.setattr(makings, "render", renders)
    monkeypatch.setattr(preparation, "open_organisation", sits_down)
    return done


def builds(root: Path, executor: Executor | None = None) -> set[str]:
    """Return what was done with the documents."""
    outcomes = list(build(open_workspace(root), today=LATER, executor=executor))
    assert {each.exit_code for each in outcomes} == {0}, outcomes
    return {document.action for each in outcomes for document in each.documents}


def says(root: Path, name: str = "De Linde") -> None:
    write(root / "organisations", {f"{NAME}.yaml": PROFILE.replace("De Linde", name)})


def nothing(_: Path) -> None:
    """Leave all as the first build left it."""


def another_name(root: Path) -> None:
    says(root, "De Berk")


def an_approval(root: Path) -> None:
    assert approve(root, replace(ASKED, day=LATER), LATER) <= {"HB401"}


def an_approval_and_a_change(root: Path) -> None:
    an_approval(root)
    builds(root)
    another_name(root)


def an_approved_file_that_went(root: Path) -> None:
    an_approval(root)
    (root / "output" / NAME / "vastgesteld" / "PP-01.docx").unlink()


def an_adoption(root: Path) -> None:
    path = root / "output" / NAME / "PP-01.docx"
    document = Document(str(path))
    [line] = [each for each in document.paragraphs if each.text.startswith("Wie zich meldt")]
    line.runs[0].text = line.runs[0].text.replace("snel", "altijd snel")
    document.save(str(path))
    builds(root)
    adopt(open_workspace(root), NAME, "PP-01", today=LATER, write=True)
    assert (archive(root).parent / "inhoud" / "procedures" / "PP-01.yaml").is_file()


def a_secret(root: Path) -> None:
    write(root / "organisations", {f"{NAME}.yaml": PROFILE + SECRET})
    builds(root)
    write(root / "organisations", {f"{NAME}.yaml": PROFILE.replace("Linde", "Berk") + SECRET})


def copies_that_went(root: Path) -> None:
    (archive(root).parent / ".basis.zip").unlink()


BEFORE = (
    nothing,
    another_name,
    an_approval,
    an_approval_and_a_change,
    an_approved_file_that_went,
    an_adoption,
    a_secret,
    copies_that_went,
)


@pytest.mark.parametrize("happens", BEFORE)
def test_the_build_after_a_build_reads_and_makes_nothing(
    root: Path, work: list[str], happens: Callable[[Path], None]
) -> None:
    happens(root)
    builds(root)
    work.clear()
    assert builds(root) <= {"ongewijzigd", "behouden"}
    assert work == []


def test_of_many_organisations_each_is_left_alone(root: Path, work: list[str]) -> None:
    profiles = {f"{each}.yaml": PROFILE.replace("Linde", each.title()) for each in MANY}
    write(root / "organisations", profiles)
    with ThreadPoolExecutor(2) as workers:
        assert "nieuw" in builds(root, workers)
        work.clear()
        assert builds(root, workers) == {"ongewijzigd"}
    assert work == []


def test_copies_that_somebody_took_away_are_made_again(root: Path) -> None:
    path = archive(root).parent / ".basis.zip"
    before = unpacked(path.read_bytes())
    path.unlink()
    builds(root)
    again = unpacked(path.read_bytes())
    # What may be missing from before is told: of a text that is gone nobody knows.
    assert (again.newest, again.since != before.since) == (before.newest, True)


def test_what_changes_after_a_build_is_seen(root: Path, work: list[str]) -> None:
    builds(root)
    says(root, "De Iep")
    assert builds(root) >= {"gewijzigd"}
    assert {"besloten", "gemaakt"} <= set(work)
