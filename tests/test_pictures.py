"""What a picture says beside its pixels is in no document: of a logo, of an own template."""

import datetime
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import ROOT
from few_documents import few_documents
from word.test_word_pictures import SECRET, chunk, png

from handbook import opc
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.questionnaire.ask import ask
from handbook.word.package.package import Relation, add_relations, add_types, rels_name

DAY = datetime.date(2026, 11, 23)
BERK = """\
naam: Stichting De Berk
kvk: "12345678"
onderdelen: [140]
activiteiten: {140: [buurtwerk]}
huisstijl: {logo: berk/logo.png}
"""
DOCUMENTS = ("OR-01", "F-31", "01-00-organisatie", "01-01-diensten")
TOLD = png(chunk(b"tEXt", b"Comment\0" + SECRET), chunk(b"zTXt", b"X\0\0" + zlib.compress(SECRET)))
MAIN = "word/document.xml"


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with few_documents(tmp_path_factory.mktemp("pakketten") / "packs", *DOCUMENTS) as home:
        yield home


def with_picture(template: Path) -> bytes:
    """Return a template that holds a picture with metadata, as one that somebody sent us."""
    parts = opc.unpack(template.read_bytes())
    rels = rels_name(MAIN)
    relationship = Relation(id="rIdFoto", kind="image", target="media/foto.png", external=False)
    parts[rels] = add_relations(parts.get(rels), (relationship,))
    parts["[Content_Types].xml"] = add_types(parts["[Content_Types].xml"], {}, {"png": "image/png"})
    return opc.pack({**parts, "word/media/foto.png": TOLD})


def folder(root: Path) -> Path:
    home = root / "organisations/berk"
    (home / "sjablonen").mkdir(parents=True)
    (root / "organisations/berk.yaml").write_text(BERK, encoding="utf-8")
    (home / "logo.png").write_bytes(TOLD)
    for kind in ("procedure", "vragenlijst"):
        template = ROOT / f"templates/{kind}.docx"
        (home / f"sjablonen/{kind}.docx").write_bytes(with_picture(template))
    return root


def pictures(root: Path) -> set[bytes]:
    return {
        data
        for path in (root / "output").rglob("*.docx")
        for name, data in opc.unpack(path.read_bytes()).items()
        if name.startswith("word/media/")
    }


def test_no_document_holds_what_a_picture_says_beside_its_pixels(tmp_path: Path) -> None:
    root = folder(tmp_path / "w")
    [outcome] = build(open_workspace(root), today=DAY)
    ask(open_workspace(root), "berk")
    assert [each for each in outcome.problems if each.weight == "fout"] == []
    assert pictures(root) == {png()}


def test_a_logo_of_another_is_known_with_its_metadata_and_without(tmp_path: Path) -> None:
    root = folder(tmp_path / "w")
    (root / "organisations/eik.yaml").write_text(
        BERK.replace("Berk", "Eik").replace("12345678", "87654321").replace("berk/", "eik/"),
        encoding="utf-8",
    )
    (root / "organisations/eik").mkdir()
    own = png(chunk(b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01"))
    (root / "organisations/eik/logo.png").write_bytes(own)
    list(build(open_workspace(root), ["eik"], today=DAY))
    path = root / "output/eik/OR-01.docx"
    for foreign in (TOLD, png()):
        parts = opc.unpack(path.read_bytes())
        path.write_bytes(opc.pack({**parts, "word/media/vreemd.png": foreign}))
        [outcome] = inspect(open_workspace(root), ["eik"], today=DAY)
        found = [each for each in outcome.problems if each.code == "HB461"]
        assert [each.place.file for each in found] == ["output/eik/OR-01.docx"]
