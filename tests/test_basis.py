"""A file that lost all that was ours, but is still the document, is known again and merged."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from examples import build_all, parts_of
from loading.world import write
from small_organisation import small_library, with_profiles

from handbook import opc
from handbook.pipeline.organisation.base_file import WHOLE, KeptBases, line_of, unpacked
from handbook.pipeline.organisation.base_file import parts_of as parts_of_kept
from handbook.word.merge import read_base
from handbook.word.package.seal import prove

REGISTER = "organisations/linde/register.yaml"
HERS = " Bij ons belt de balie altijd terug."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a working folder with two organisations, built."""
    home = tmp_path_factory.mktemp("basis")
    with small_library(home / "pakketten"):
        root = with_profiles(home / "w", "linde", "haven")
        build_all(root)
        yield root


def built_elsewhere(built: Path, root: Path) -> Path:
    """Return a working folder to which the register of `built` came along alone, built anew."""
    with_profiles(root, "linde")
    write(root, {REGISTER: (built / REGISTER).read_text(encoding="utf-8")})
    build_all(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def path_of(root: Path, organisation: str, item: str) -> Path:
    [path] = (root / "output" / organisation).glob(f"*{item}.docx")
    return path


def inspected(path: Path) -> None:
    """Write in a document, and take its hidden parts away as Word's inspector does."""
    document = Document(str(path))
    document.paragraphs[4].add_run(HERS)
    document.save(str(path))
    parts = {n: d for n, d in parts_of(path).items() if not n.startswith("customXml/")}
    rels = parts["word/_rels/document.xml.rels"].decode()
    kept = "".join(
        each + ">" for each in rels.split(">")[:-1] if '/relationships/customXml"' not in each
    )
    parts["word/_rels/document.xml.rels"] = kept.encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = "".join(
        each + ">" for each in types.split(">")[:-1] if "customXml" not in each
    ).encode()
    path.write_bytes(opc.pack(parts))


def changed(root: Path) -> None:
    profile = root / "organisations/linde.yaml"
    text = profile.read_text(encoding="utf-8")
    assert "telefoon: 0522" in text or "korte_naam: " in text
    lines = [
        "korte_naam: De Nieuwe Linde" if each.startswith("korte_naam:") else each
        for each in text.splitlines()
    ]
    profile.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_it_is_merged_and_carries_our_parts_again(root: Path) -> None:
    path = path_of(root, "linde", "PP-01")
    inspected(path)
    assert prove(path.read_bytes()) is None
    changed(root)
    [outcome] = [each for each in build_all(root)["linde"].documents if each.item == "PP-01"]
    assert outcome.action == "samengevoegd"
    assert "kenmerk" in outcome.reason
    assert HERS in "\n".join(each.text for each in Document(str(path)).paragraphs)
    assert not path.with_name(f"{path.stem} (voorstel).docx").exists()
    proof = prove(path.read_bytes())
    assert proof
    assert not proof.intact
    assert read_base(parts_of(path))
    before = path.read_bytes()
    build_all(root)
    assert path.read_bytes() == before


def test_where_texts_may_have_been_written_before_it_stays_with_a_proposal_beside_it(
    built: Path, tmp_path: Path
) -> None:
    """The register came along from another computer, what was written there did not."""
    root = built_elsewhere(built, tmp_path / "elders")
    path = path_of(root, "linde", "PP-01")
    inspected(path)
    mine = path.read_bytes()
    changed(root)

    [outcome] = [each for each in build_all(root)["linde"].documents if each.item == "PP-01"]

    assert (outcome.action, [each.code for each in outcome.problems]) == ("voorstel", ["HB454"])
    assert path.read_bytes() == mine
    assert path.with_name(f"{path.stem} (voorstel).docx").exists()


def test_another_document_or_another_client_is_not_merged(root: Path) -> None:
    other, mine = path_of(root, "haven", "OR-01"), path_of(root, "linde", "OR-01")
    inspected(other)
    mine.write_bytes(other.read_bytes())
    before = mine.read_bytes()
    actions = {each.item: each.action for each in build_all(root)["linde"].documents}
    assert actions["OR-01"] == "voorstel"
    assert mine.read_bytes() == before


def test_of_each_document_the_newest_is_kept_and_it_stays_the_same(root: Path) -> None:
    path = root / "organisations/linde/.basis.zip"
    kept = unpacked(path.read_bytes())
    register = (root / REGISTER).read_text("utf-8")
    assert f'kenmerk: "{kept.owner}"' in register  # whose they are
    assert len(kept.newest) == len(list((root / "output/linde").glob("*.docx")))
    assert kept.earlier == {}
    path.unlink()
    build_all(root)
    changed(root)
    build_all(root)
    again = unpacked(path.read_bytes())
    assert again.newest.keys() == kept.newest.keys()
    other = [item for item in kept.newest if again.newest[item] != kept.newest[item]]
    assert other
    assert {item: kept_bases_of(again, item) for item in other} == {
        item: kept_bases_of(kept, item) for item in other
    }


def kept_bases_of(kept: KeptBases, item: str) -> str:
    """The base that documents had before the change, as one line."""
    return line_of(parts_of_kept(kept, item)[-1])


def test_where_only_the_file_is_left_nobody_says_that_all_its_texts_are_kept(root: Path) -> None:
    (root / REGISTER).unlink()
    (root / "organisations/linde/.basis.zip").unlink()
    inspected(path_of(root, "linde", "PP-01"))
    path_of(root, "linde", "PP-03").unlink()
    build_all(root)
    kept = unpacked((root / "organisations/linde/.basis.zip").read_bytes())
    whole = {item: kept.since[item] == WHOLE for item in ("PP-01", "PP-03")}
    assert whole == {"PP-01": False, "PP-03": True}
