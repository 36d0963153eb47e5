"""A secret location in a file that we did not write, or wrote before it was secret."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from examples import ROOT, opened_parts, parts_of
from loading.world import write
from small_shelter import shelf

from handbook import opc
from handbook.loading.profile.secret_places import pattern
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.safeguards.secret_places import tells
from handbook.pipeline.safeguards.sources import check
from handbook.word.merge import base_from, with_base

__all__ = ["shelf"]

NAME = "linde"
DAY = date(2026, 11, 30)
PLAIN = '  - {naam: Buurthuis De Bladerkroon, adres: "Esdoornplein 14, 1235 CD Lindestad"'
PROFILE = f"""\
naam: Stichting De Linde
kvk: "01234567"
onderdelen: [138]
missie: Iedereen doet mee.
locaties:
{PLAIN}}}
"""
pytestmark = pytest.mark.usefixtures("shelf")


def workspace(folder: Path) -> Path:
    return write(folder / "w", {f"organisations/{NAME}.yaml": PROFILE})


def make_secret(root: Path) -> None:
    profile = root / "organisations" / "linde.yaml"
    text = profile.read_text(encoding="utf-8")
    assert PLAIN in text
    profile.write_text(text.replace(PLAIN, f"{PLAIN}, geheim: ja"), encoding="utf-8")


def test_what_was_made_before_a_location_became_secret_is_named(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    list(build(open_workspace(root), today=DAY))
    handbook = root / "output" / "linde" / "KH-01.docx"
    assert b"Bladerkroon" in b"".join(opened_parts(handbook).values())
    edited = Document(str(handbook))
    edited.add_paragraph("Van mij.")
    edited.save(str(handbook))
    make_secret(root)
    [outcome] = build(open_workspace(root), today=DAY)
    told = {each.place.file for each in outcome.problems if each.code == "HB226"}
    assert [Path(each).parent.as_posix() for each in told] == ["organisations/linde/.vorige/KH-01"]
    assert "Van mij." in parts_of(handbook)["word/document.xml"].decode()
    assert b"Bladerkroon" not in b"".join(opened_parts(handbook).values())
    assert "Bladerkroon" not in "".join(str(each) for each in outcome.problems)


def test_an_address_that_she_typed_herself_is_named_when_it_is_merged(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    list(build(open_workspace(root), today=DAY))
    handbook = root / "output" / "linde" / "KH-01.docx"
    edited = Document(str(handbook))
    edited.add_paragraph("Kom naar Esdoornplein 14.")
    edited.save(str(handbook))
    make_secret(root)
    [outcome] = build(open_workspace(root), today=DAY)
    assert [each.action for each in outcome.documents if each.code == "KH-01"] == ["samengevoegd"]
    told = {each.place.file for each in outcome.problems if each.code == "HB226"}
    assert "output/linde/KH-01.docx" in told


def test_her_own_file_is_named_where_a_proposal_comes_beside_it(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    list(build(open_workspace(root), today=DAY))
    hers = Document()
    hers.add_paragraph("Kom naar Esdoornplein 14.")
    hers.save(str(root / "output" / "linde" / "KH-01.docx"))
    make_secret(root)
    [outcome] = build(open_workspace(root), today=DAY)
    [handbook] = [each for each in outcome.documents if each.code == "KH-01"]
    assert (handbook.action, Path(handbook.path).name) == ("voorstel", "KH-01 (voorstel).docx")
    told = {each.place.file for each in outcome.problems if each.code == "HB226"}
    assert "output/linde/KH-01.docx" in told


def test_an_own_template_that_tells_of_it_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    make_secret(root)
    own = root / "organisations" / "linde" / "sjablonen" / "procedure.docx"
    own.parent.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "procedure.docx", own)
    parts = parts_of(own)
    before, end, after = parts["word/footer1.xml"].rpartition(b"</w:p>")
    runs = b"<w:r><w:t>Esdoorn</w:t></w:r><w:r><w:t>plein 14</w:t></w:r>"
    parts["word/footer1.xml"] = before + runs + end + after
    with zipfile.ZipFile(own, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    [outcome] = check(open_workspace(root))
    assert [each.code for each in outcome.problems if each.weight == "fout"] == ["HB225"]
    assert outcome.exit_code == 1


def test_a_postcode_alone_tells_the_place_as_well(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    make_secret(root)
    profile = root / "organisations" / "linde.yaml"
    text = profile.read_text(encoding="utf-8")
    assert "missie: Iedereen" in text
    profile.write_text(text.replace("missie: Iedereen", "missie: Op 1235cd. Iedereen", 1), "utf-8")
    [outcome] = check(open_workspace(root))
    assert [each.code for each in outcome.problems if each.weight == "fout"] == ["HB216"]


def test_a_secret_in_what_a_file_keeps_of_its_former_text_is_found() -> None:
    parts = parts_of(ROOT / "templates" / "procedure.docx")
    before, end, after = parts["word/document.xml"].rpartition(b"</w:body>")
    runs = b"<w:p><w:r><w:t>Esdoorn</w:t></w:r><w:r><w:t>plein 14</w:t></w:r></w:p>"
    keeps = base_from({**parts, "word/document.xml": before + runs + end + after})
    secret = pattern(["Esdoornplein 14"])
    assert secret
    told = [tells(opc.pack(with_base(parts, each)), secret) for each in (None, keeps)]
    assert told == [False, True]
