"""Each thing that reads files finds a secret in each hiding place, and refuses or tells it."""

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from examples import DAY, ROOT, Built
from inspection.test_carried import exif, jpeg, placed
from loading.world import GOOD, workspace, write

from handbook import opc
from handbook.errors import HandbookError
from handbook.inspection.file_text import said_in
from handbook.loading.workspace import Workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.comparison import Asked as Compared
from handbook.pipeline.comparison import compare
from handbook.pipeline.publishing.publish import offer
from handbook.pipeline.publishing.zip_bundle import bundle
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.questionnaire.take_in import take
from handbook.pipeline.safeguards.sources import check
from handbook.pipeline.status import statuses
from handbook.reporting.features.comparison import compared_text
from handbook.word.merge import base_from, with_base

NAME = "de-linde"
SECRET = GOOD + "locaties:\n  - {naam: Huize Kanarie, adres: 'Kanarielaan 77', geheim: ja}\n"
ASKED = Asked(
    approver="B. Stuur",
    day=DAY,
    despite=dict.fromkeys(SUBJECTS, "proef"),
    codes=frozenset({"F-01"}),
)
FILE = f"output/{NAME}/F-01.docx"
Parts = Mapping[str, bytes]
Change = Callable[[Parts], Parts]


def in_text(text: str) -> Change:
    def change(parts: Parts) -> Parts:
        before, end, after = parts["word/document.xml"].rpartition(b"<w:sectPr")
        assert end
        return {**parts, "word/document.xml": before + text.encode() + end + after}

    return change


def added(part: str, data: bytes) -> Change:
    return lambda parts: {**parts, part: data}


def in_title(parts: Parts) -> Parts:
    core = parts["docProps/core.xml"].decode()
    told = re.sub(r"(<dc:title>)", r"\1Kanarielaan 77: ", core)
    assert told != core
    return {**parts, "docProps/core.xml": told.encode()}


def in_base(parts: Parts) -> Parts:
    plain = {name: data for name, data in parts.items() if opc.kept_in(data) is None}
    return with_base(dict(plain), base_from(dict(in_text(SPLIT)(plain))))


SPLIT = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Huize Kan</w:t></w:r><w:proofErr w:type='spellEnd'/>"
    "<w:r><w:rPr><w:i/></w:rPr><w:t>arie</w:t></w:r></w:p>"
)
CELLS = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
    "<w:tc><w:p><w:r><w:t>Kanarielaan</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>77</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
ROWS = opc.pack(
    {
        "xl/sharedStrings.xml": b"<sst><si><t>Kanarielaan</t></si></sst>",
        "xl/worksheets/sheet1.xml": b"<row><c t='s'><v>0</v></c><c><v>77</v></c></row>",
    }
)
CAPTION = b"Title\0\0" + zlib.compress(b"Kanarielaan 77")
PICTURE = (
    b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(CAPTION)) + b"zTXt" + CAPTION
    + struct.pack(">I", zlib.crc32(b"zTXt" + CAPTION))
)  # fmt: skip
HIDING: Mapping[str, tuple[Change, str]] = {
    "a word over two runs": (in_text(SPLIT), "de tekst"),
    "two cells": (in_text(CELLS), "de tekst"),
    "the title": (in_title, "de eigenschappen"),
    "a part in UTF-16 without a mark": (
        added("customXml/item9.xml", "<a><b>Huize Kanarie</b></a>".encode("utf-16-le")),
        "verborgen XML",
    ),
    "a workbook": (added("word/embeddings/blad.xlsx", ROWS), "een cel"),
    "a workbook under another name": (added("word/media/x.bin", ROWS), "een cel"),
    "rich text": (
        added("word/afchunk.rtf", rb"{\rtf1 Huize {\b Kan}arie}"),
        "verborgen gegevens",
    ),
    "a picture": (added("word/media/foto.png", PICTURE), "de gegevens van een afbeelding"),
    "a text file": (added("word/afchunk.txt", b"Kanarielaan\r\n77"), "verborgen gegevens"),
}
BINARY = added("word/media/x.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = workspace(tmp_path_factory.mktemp("geheim"))
    profiles = {f"{NAME}.yaml": SECRET, "de-eik.yaml": GOOD.replace("De Linde", "De Oude Eik")}
    write(place.root / "organisations", profiles)
    list(build(place, today=DAY))
    ask(place, NAME, path=place.root / "vragenlijst.docx")
    return place


@pytest.fixture
def place(made: Workspace, tmp_path: Path) -> Workspace:
    again = workspace(tmp_path)
    for path in sorted(made.root.rglob("*")):
        if path.is_file() and "packs" not in path.parts:
            to = tmp_path / path.relative_to(made.root)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
    return again


def changed(path: Path, change: Change) -> bytes:
    data = opc.pack(change(opc.unpack(path.read_bytes())))
    path.write_bytes(data)
    return data


def told(outcome: Outcome, file: str = FILE) -> dict[str, str]:
    """Return code and weight of what is said of one file."""
    return {each.code: each.weight for each in outcome.problems if each.place.file == file}


@pytest.mark.parametrize("hiding", HIDING)
def test_a_file_that_she_edited_is_told_refused_at_approval_and_not_published(
    place: Workspace, hiding: str
) -> None:
    change, where = HIDING[hiding]
    data = changed(place.root / FILE, change)
    [built] = build(place, [NAME], today=DAY)
    assert told(built)["HB226"] == "let op"
    assert (place.root / FILE).read_bytes() == data  # told, and nothing cut out of it
    [seen] = inspect(place, [NAME], today=DAY)
    assert (told(seen)["HB462"], seen.exit_code) == ("fout", 1)
    approved = approve_documents(place, NAME, ASKED, today=DAY)
    assert (told(approved)["HB462"], approved.exit_code) == ("fout", 1)
    assert not list((place.root / f"organisations/{NAME}").rglob("archief/**/*.docx"))
    given = offer(place, NAME, drafts=True)
    assert [(name, each.code) for name, each in given.refused] == [("F-01.docx", "HB545")]
    shown = f"{built.problems}{seen.problems}{approved.problems}{given.refused}"
    assert "anarie" not in shown
    what = f"in {where} staat de naam of het adres van een geheime locatie"
    assert [each.what for each in approved.problems if each.code == "HB462"] == [what]


@pytest.mark.parametrize("hiding", [each for each in HIDING if each != "a picture"])
def test_a_template_that_tells_of_it_is_refused(place: Workspace, hiding: str) -> None:
    own = place.root / "organisations" / NAME / "sjablonen" / "formulier.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "templates" / "formulier.docx").read_bytes())
    changed(own, HIDING[hiding][0])
    [outcome] = check(place, [NAME])
    assert told(outcome, f"organisations/{NAME}/sjablonen/formulier.docx")["HB225"] == "fout"
    assert outcome.exit_code == 1


@pytest.mark.parametrize("hiding", HIDING)
def test_a_filled_questionnaire_that_tells_of_it_beside_the_answers_is_named(
    place: Workspace, hiding: str
) -> None:
    path = place.root / "vragenlijst.docx"
    changed(path, HIDING[hiding][0])
    taken = take(place, path)
    told = [(each.code, each.weight) for each in taken.problems if each.code != "HB251"]
    assert told == [("HB475", "let op")]
    assert "anarie" not in repr(taken)


def test_a_questionnaire_that_would_tell_of_it_is_not_written(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opc.pack(in_text(SPLIT)(opc.unpack((place.root / FILE).read_bytes())))
    monkeypatch.setattr("handbook.pipeline.questionnaire.ask.render", lambda _: made)
    with pytest.raises(HandbookError) as caught:
        ask(place, NAME, path=place.root / "nieuw.docx")
    assert [each.code for each in caught.value.problems] == ["HB475"]
    assert not (place.root / "nieuw.docx").exists()


def test_what_a_file_keeps_of_its_former_text_is_searched_before_it_is_frozen(
    place: Workspace,
) -> None:
    changed(place.root / FILE, in_base)
    assert told(approve_documents(place, NAME, ASKED, today=DAY)) == {"HB462": "fout"}


def test_another_client_is_refused_at_approval_and_at_publishing(place: Workspace) -> None:
    split = SPLIT.replace("Huize Kan", "Stichting De Ou").replace("arie", "de Eik")
    changed(place.root / FILE, in_text(split))
    outcome = approve_documents(place, NAME, ASKED, today=DAY)
    assert [(each.code, each.what) for each in outcome.problems] == [
        ("HB460", "in de tekst staat 'Stichting De Oude Eik', een naam van 'de-eik'")
    ]
    given = offer(place, NAME, drafts=True)
    assert [(name, each.code) for name, each in given.refused] == [("F-01.docx", "HB545")]


def test_what_fetches_something_is_refused_at_approval_and_at_publishing(place: Workspace) -> None:
    field = '<w:p><w:fldSimple w:instr=" DDEAUTO excel blad r1c1 "><w:r><w:t>1</w:t></w:r>'
    changed(place.root / FILE, in_text(f"{field}</w:fldSimple></w:p>"))
    [seen] = inspect(place, [NAME], today=DAY)
    outcome = approve_documents(place, NAME, ASKED, today=DAY)
    given = offer(place, NAME, drafts=True)
    live = [each.code for each in seen.problems if each.weight == "fout"]
    assert len(live) == 1
    assert [each.code for each in outcome.problems] == live
    assert [(name, each.code) for name, each in given.refused] == [("F-01.docx", "HB545")]


def test_what_the_register_says_of_a_house_that_became_secret_is_printed_nowhere(
    place: Workspace,
) -> None:
    write(place.root, {f"organisations/{NAME}.yaml": GOOD})
    asked = replace(ASKED, approver="Hoofd van Huize Kanarie")
    assert approve_documents(place, NAME, asked, today=DAY).exit_code == 0
    frozen = (place.root / f"output/{NAME}/vastgesteld/F-01.docx").read_bytes()
    write(place.root, {f"organisations/{NAME}.yaml": SECRET})
    [built] = build(place, [NAME], today=DAY)
    [seen] = inspect(place, [NAME], today=DAY)
    standing = f"output/{NAME}/vastgesteld/F-01.docx"
    assert {each.place.file for each in seen.problems if each.code == "HB462"} == {standing}
    assert told(built, standing) == {"HB226": "let op"}
    assert (place.root / standing).read_bytes() == frozen
    assert "Hoofd van [geheim]" in (place.root / f"output/{NAME}/documenten.csv").read_text(
        "utf-8-sig"
    )
    again = approve_documents(place, NAME, asked, today=DAY)
    assert [each.code for each in again.problems] == ["HB578"]


def test_the_list_in_a_zip_of_concepts_hides_a_house_that_became_secret(
    place: Workspace, tmp_path: Path
) -> None:
    write(place.root, {f"organisations/{NAME}.yaml": GOOD})
    asked = replace(ASKED, approver="Hoofd van Huize Kanarie")
    assert approve_documents(place, NAME, asked, today=DAY).exit_code == 0
    changed(place.root / FILE, in_text("<w:p><w:r><w:t>Bel even.</w:t></w:r></w:p>"))
    write(place.root, {f"organisations/{NAME}.yaml": SECRET})
    list(build(place, [NAME], today=DAY))
    path = tmp_path / "handboek.zip"
    bundle(place, offer(place, NAME, drafts=True), path, lambda _: True)
    listed = opc.unpack(path.read_bytes())["documenten.csv"].decode("utf-8-sig")
    assert ("Kanarie" in listed, "Hoofd van [geheim]" in listed) == (False, True)


def test_a_copy_with_changes_is_not_made_where_it_would_tell_of_it(place: Workspace) -> None:
    said = "invullen:\n  beleid.kernzin: {}\n"
    write(place.root, {f"organisations/{NAME}.yaml": GOOD + said.format("Huize Kanarie")})
    list(build(place, [NAME], today=DAY))
    write(place.root, {f"organisations/{NAME}.yaml": SECRET + said.format("Ons huis")})
    found = compare(place, NAME, Compared(), today=DAY)
    assert [each.code for each in found if each.withheld]
    assert all(bool(each.path) != bool(each.withheld) for each in found)
    assert "anarie" not in compared_text(found, whole=True)
    copies = [path.read_bytes() for path in place.root.rglob("* (verschil).docx")]
    pieces = [piece.text for data in copies for piece in said_in(data).pieces]
    assert [text for text in pieces if "anarie" in text] == []


def test_a_street_that_everybody_knows_is_told_in_a_file_and_stops_nothing(
    place: Workspace,
) -> None:
    public = "  - {naam: Kantoor, adres: 'Kanarielaan 2'}\n"
    write(place.root, {f"organisations/{NAME}.yaml": SECRET + public})
    changed(place.root / FILE, in_text("<w:p><w:r><w:t>Aan de Kanarielaan</w:t></w:r></w:p>"))
    [seen] = inspect(place, [NAME], today=DAY)
    assert told(seen)["HB476"] == "let op"
    assert told(approve_documents(place, NAME, ASKED, today=DAY)) == {}


OF_ANOTHER = (
    *("Kanarielaan 77", "Kanarieln. 77", "75-77 Kanarielaan", "77 Kanarielaan", "kanarielaan77"),
    *("Huize Kanarie", "HUIZE-KANARIE", "H u i z e K a n a r i e"),
)


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_the_secret_house_of_another_client_is_found_however_it_is_spelled(
    place: Workspace, text: str
) -> None:
    file = place.root / "output/de-eik/F-01.docx"
    changed(file, in_text(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    [seen] = inspect(place, ["de-eik"], today=DAY)
    assert [each.code for each in seen.problems if each.weight == "fout"] == ["HB462"]
    given = offer(place, "de-eik", drafts=True)
    assert [(name, each.code) for name, each in given.refused] == [("F-01.docx", "HB545")]


@pytest.mark.parametrize(
    ("asking", "told"),
    [
        ("de-eik", "de naam of het adres van een geheime locatie"),
        (NAME, "'Stichting De Oude Eik', een naam van 'de-eik'"),
    ],
)
def test_a_questionnaire_that_would_tell_of_another_client_is_not_written(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, asking: str, told: str
) -> None:
    text = SPLIT if asking == "de-eik" else "<w:p><w:r><w:t>Stichting De Oude Eik</w:t></w:r></w:p>"
    made = opc.pack(in_text(text)(opc.unpack((place.root / FILE).read_bytes())))
    monkeypatch.setattr("handbook.pipeline.questionnaire.ask.render", lambda _: made)
    with pytest.raises(HandbookError) as caught:
        ask(place, asking, path=place.root / "nieuw.docx")
    [found] = [each for each in caught.value.problems if told in each.what]
    assert found.code == "HB273"
    assert not (place.root / "nieuw.docx").exists()


def test_a_questionnaire_is_not_called_after_a_secret_location(place: Workspace) -> None:
    with pytest.raises(HandbookError) as caught:
        ask(place, NAME, path=place.root / "kanarielaan-77.docx")
    assert [each.code for each in caught.value.problems] == ["HB273"]
    assert "anarie" not in str(caught.value)


def test_a_copy_beside_a_document_is_told_without_what_its_name_tells(place: Workspace) -> None:
    copy = place.root / f"output/{NAME}/F-01 (Kanarielaan 77).docx"
    copy.write_bytes((place.root / FILE).read_bytes())
    [checked] = check(place, [NAME])
    [built] = build(place, [NAME], today=DAY)
    [standing] = statuses(place, [NAME], today=DAY)
    for problems in (checked.problems, built.problems, standing.problems):
        [found] = [each for each in problems if each.code == "HB585"]
        assert found.place.file == f"output/{NAME}/F-01 ([geheim]).docx"
        assert "anarie" not in str(found)


def test_who_has_a_file_open_is_told_without_what_the_name_of_the_computer_tells(
    place: Workspace,
) -> None:
    lock = place.root / f"output/{NAME}/.~lock.F-01.docx#"
    lock.write_text(",Balie Kanarielaan 77,pc-1,30.11.2026 10:00,file:///x;", encoding="utf-8")
    write(place.root, {f"organisations/{NAME}.yaml": SECRET.replace("De Linde", "De Lindeboom")})
    [built] = build(place, [NAME], today=DAY)
    found = [each for one in built.documents for each in one.problems if each.code == "HB501"]
    assert [each.what for each in found] == ["het bestand is in gebruik door Balie [geheim]"]


FORMER = SECRET.replace("naam: Huize Kanarie", "naam: Het Zeil, ook_bekend_als: [Huize Kanarie]")


@pytest.mark.parametrize("name", [NAME, "de-eik"])
def test_another_name_of_a_secret_house_is_found_in_a_file_of_its_own_and_of_another_client(
    place: Workspace, name: str
) -> None:
    write(place.root, {f"organisations/{NAME}.yaml": FORMER})
    changed(place.root / f"output/{name}/F-01.docx", in_text(SPLIT))
    [seen] = inspect(place, [name], today=DAY)
    assert [each.code for each in seen.problems if each.weight == "fout"] == ["HB462"]
    approved = approve_documents(place, name, ASKED, today=DAY)
    assert [each.code for each in approved.problems if each.weight == "fout"] == ["HB462"]
    given = offer(place, name, drafts=True)
    assert [(file, each.code) for file, each in given.refused] == [("F-01.docx", "HB545")]
    assert "anarie" not in f"{seen.problems}{approved.problems}{given.refused}"


def test_an_answer_with_another_name_of_a_secret_house_is_not_taken(place: Workspace) -> None:
    write(place.root, {f"organisations/{NAME}.yaml": FORMER})
    path = place.root / "vragenlijst.docx"
    changed(path, in_text(SPLIT))
    taken = take(place, path)
    assert [each.code for each in taken.problems if each.code != "HB251"] == ["HB475"]
    assert "anarie" not in repr(taken)


@pytest.mark.parametrize("text", ["Aan de Kanarielaan", "Onze kanarie zingt", "Mevrouw Kanarie"])
def test_another_client_may_say_a_word_that_is_also_in_a_secret_house(
    place: Workspace, text: str
) -> None:
    file = place.root / "output/de-eik/F-01.docx"
    changed(file, in_text(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    [seen] = inspect(place, ["de-eik"], today=DAY)
    assert [each.code for each in seen.problems if each.weight == "fout"] == []


def test_what_cannot_be_read_is_told_and_stops_nothing(place: Workspace) -> None:
    changed(place.root / FILE, BINARY)
    [built] = build(place, [NAME], today=DAY)
    [seen] = inspect(place, [NAME], today=DAY)
    given = offer(place, NAME, drafts=True)
    approved = approve_documents(place, NAME, ASKED, today=DAY)
    assert (told(built)["HB474"], told(seen)["HB471"], told(approved)) == (
        "let op",
        "let op",
        {"HB474": "let op"},
    )
    assert approved.exit_code == 0
    assert [(each.place.file, each.code) for each in given.notices] == [(FILE, "HB474")]
    assert all(
        "word/media/x.bin" in each.what
        for each in (*built.problems, *seen.problems, *approved.problems, *given.notices)
        if each.code in ("HB471", "HB474")
    )


def test_a_folder_without_a_secret_hears_of_unread_parts_from_the_inspection_alone(
    place: Workspace,
) -> None:
    write(place.root, {f"organisations/{NAME}.yaml": GOOD})
    changed(place.root / FILE, BINARY)
    [built] = build(place, [NAME], today=DAY)
    [seen] = inspect(place, [NAME], today=DAY)
    assert ("HB474" in told(built), "HB471" in told(seen)) == (False, True)


PHOTO = jpeg(exif(placed()))


def test_a_photo_that_says_where_it_was_taken_is_told_refused_and_not_published(
    place: Workspace,
) -> None:
    data = changed(place.root / FILE, added("word/media/foto.jpg", PHOTO))
    [built] = build(place, [NAME], today=DAY)
    assert told(built) == {"HB264": "let op"}
    assert (place.root / FILE).read_bytes() == data  # told, and nothing cut out of it
    [seen] = inspect(place, [NAME], today=DAY)
    approved = approve_documents(place, NAME, ASKED, today=DAY)
    assert (told(seen)["HB264"], seen.exit_code) == ("fout", 1)
    assert (told(approved), approved.exit_code) == ({"HB264": "fout"}, 1)
    given = offer(place, NAME, drafts=True)
    [(name, refused)] = given.refused
    what = "hier zegt een foto in haar gegevens waar zij is gemaakt: word/media/foto.jpg"
    assert (name, refused.code, refused.what) == ("F-01.docx", "HB545", what)
    assert "Afbeeldingen comprimeren" in refused.mend


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            added(
                "word/_rels/kaart.rels",
                b'<Relationship Target="https://maps.example/@52.37021,4.89523,19z"/>',
            ),
            "een koppeling",
        ),
        (
            added(
                "word/_rels/kaart.rels",
                b'<Relationship Target="https://maps.app.goo.gl/AbCdEf123"/>',
            ),
            "een koppeling",
        ),
        (
            in_text("<w:p><w:r><w:t>Op 52.37021, 4.89523 halen we u op</w:t></w:r></w:p>"),
            "de tekst",
        ),
    ],
)
def test_a_point_on_the_map_is_told_where_a_location_is_secret(
    place: Workspace, change: Change, where: str
) -> None:
    changed(place.root / FILE, change)
    [seen] = inspect(place, [NAME], today=DAY)
    found = [each for each in seen.problems if each.code == "HB265"]
    assert [(each.weight, each.what) for each in found] == [
        ("let op", f"in {where} staat een punt op de kaart: coördinaten of een koppeling daarheen")
    ]
    write(place.root, {f"organisations/{NAME}.yaml": GOOD})
    [seen] = inspect(place, [NAME], today=DAY)
    assert "HB265" not in told(seen)


def test_where_nothing_is_secret_such_a_photo_is_told_by_the_inspection_alone(
    place: Workspace,
) -> None:
    write(place.root, {f"organisations/{NAME}.yaml": GOOD})
    changed(place.root / FILE, added("word/media/foto.jpg", PHOTO))
    [built] = build(place, [NAME], today=DAY)
    [seen] = inspect(place, [NAME], today=DAY)
    approved = approve_documents(place, NAME, ASKED, today=DAY)
    assert (told(built), told(seen)["HB264"], told(approved)) == ({}, "let op", {})
    assert offer(place, NAME, drafts=True).refused == ()


@pytest.mark.parametrize(("photo", "code"), [(PHOTO, None), (placed(), "HB264")])
def test_a_template_is_told_of_a_photo_that_keeps_its_place_in_a_document(
    place: Workspace, photo: bytes, code: str | None
) -> None:
    file = f"organisations/{NAME}/sjablonen/formulier.docx"
    own = place.root / file
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "templates" / "formulier.docx").read_bytes())
    changed(own, added("word/media/foto.jpg", photo))
    [outcome] = check(place, [NAME])
    assert told(outcome, file).get("HB264") == (code and "let op")


def test_a_picture_in_a_template_tells_of_nothing_in_a_document(place: Workspace) -> None:
    file = f"organisations/{NAME}/sjablonen/formulier.docx"
    own = place.root / file
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "templates" / "formulier.docx").read_bytes())
    changed(own, HIDING["a picture"][0])
    [outcome] = check(place, [NAME])
    assert "HB225" not in told(outcome, file)


def test_nothing_that_we_make_holds_a_part_that_cannot_be_read(built: Built) -> None:
    unread = {
        path.name: said.opaque
        for path in built.files("haven")
        if (said := said_in(path.read_bytes())).opaque
    }
    assert unread == {}
