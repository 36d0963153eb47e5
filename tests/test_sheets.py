"""The norm matrix in Excel: what stands in it, how it looks, and how it proves itself ours."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.protection import WorkbookProtection

from handbook import opc
from handbook.excel import matrix_sheet, prove_sheet, with_owner
from handbook.excel.content_digest import content_sum
from handbook.model.documents.build import Proof
from handbook.model.documents.document import Matrix, MatrixRow, Organisation
from handbook.model.documents.document_control import Control
from handbook.model.sources.norm import Topic

pytestmark = pytest.mark.newest

ORGANISATION = Organisation(
    id="linde",
    name="Stichting De Linde & Co",
    short_name="De Linde",
    legal_form="stichting",
    chamber_number="01234567",
    website="",
    norm="HKZ 138 en 140",
)
CONTROL = Control(
    version="0.1",
    status="concept",
    written=date(2026, 11, 23),
    review=date(2027, 11, 23),
    owner="kwaliteitsfunctionaris",
    approver="bestuur",
)


def topic(name: str, **more: Any) -> Topic:
    return Topic.model_validate(
        {"id": name, "rubriek": 4, "titel": f"Over {name}", "omschrijving": "…", **more}
    )


MATRIX = Matrix(
    rows=(
        MatrixRow(
            topic=topic("context", iso=["4.1", "4.2"], bewijs=["Contextanalyse", "Verslag"]),
            parts=("123", "138"),
            covers=(
                ("KH-01", "LI-KH-01", "Onze omgeving"),
                ("OR-22", "LI-OR-22", "Doel"),
                ("KH-01", "LI-KH-01", "Belanghebbenden"),
            ),
            reason="",
            reference="blz. 12",
            state="gedekt",
        ),
        MatrixRow(
            topic=topic("ontwerp"),
            parts=("123",),
            covers=(),
            reason="Wij ontwerpen niets.",
            reference="",
            state="uitgesloten",
        ),
        MatrixRow(
            topic=topic("nood"),
            parts=("138",),
            covers=(),
            reason="",
            reference="",
            state="ontbreekt",
        ),
    )
)


def made(
    matrix: Matrix = MATRIX, organisation: Organisation = ORGANISATION, code: str = "LI-KT-01"
) -> bytes:
    return matrix_sheet(matrix, organisation, CONTROL, item="KT-01", code=code, render="ab" * 32)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet: Any) -> list[Sequence[Any]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_sheet_has_a_line_for_each_topic_and_document() -> None:
    assert values(opened(made())["Kruistabel"]) == [
        [
            "Rubriek",
            "Onderwerp",
            "Code onderwerp",
            "ISO 9001:2015",
            "Onderdeel",
            "Document",
            "Kop",
            "Stand",
            "Reden bij uitsluiting",
            "Mogelijk bewijs",
            "Vindplaats in ons exemplaar",
        ],
        [
            4,
            "Over context",
            "context",
            "4.1, 4.2",
            "123, 138",
            "LI-KH-01",
            "Onze omgeving\nBelanghebbenden",
            "gedekt",
            "",
            "Contextanalyse; Verslag",
            "blz. 12",
        ],
        [
            4,
            "Over context",
            "context",
            "4.1, 4.2",
            "123, 138",
            "LI-OR-22",
            "Doel",
            "gedekt",
            "",
            "Contextanalyse; Verslag",
            "blz. 12",
        ],
        [
            4,
            "Over ontwerp",
            "ontwerp",
            "",
            "123",
            "",
            "",
            "uitgesloten",
            "Wij ontwerpen niets.",
            "",
            "",
        ],
        [4, "Over nood", "nood", "", "138", "", "", "ontbreekt", "", "", ""],
    ]


def test_a_document_links_to_its_file_in_the_same_folder() -> None:
    sheet = opened(made())["Kruistabel"]
    links = {cell.coordinate: cell.hyperlink.target for [cell] in sheet["F2:F5"] if cell.hyperlink}
    assert links == {"F2": "LI-KH-01.docx", "F3": "LI-OR-22.docx"}


@pytest.mark.parametrize("code", ["../x", "https://elders.nl/", "a b", "=1+1", "x#y", ".x", "C:x"])
def test_a_code_that_is_no_plain_name_does_not_become_a_link(code: str) -> None:
    row = replace(MATRIX.rows[0], covers=(("KH-01", code, "Doel"),))
    cell = opened(made(Matrix(rows=(row,))))["Kruistabel"]["F2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (code, "s", None)


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(1)",
    "{=1}",
    "http://x.nl",
    "\tx",
    "00123",
    "<b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    row = replace(
        MATRIX.rows[0],
        reason=text,
        reference=text,
        topic=topic("context", titel=text, bewijs=[text]),
        covers=(("KH-01", "KH-01", text),),
    )
    cells = opened(made(Matrix(rows=(row,)), replace(ORGANISATION, name=text)))["Kruistabel"]
    found = [cells[name] for name in ("B2", "G2", "I2", "J2", "K2")]
    assert [cell.data_type for cell in found] == ["s"] * 5
    assert [cell.hyperlink for cell in found] == [None] * 5
    # What a pack says loses the blanks around it when it is read.
    assert [cell.value for cell in found] == [text.strip(), text, text, text.strip(), text]


def test_a_text_longer_than_a_cell_is_cut_and_not_dropped() -> None:
    row = replace(MATRIX.rows[1], reason="x" * 40_000)
    assert opened(made(Matrix(rows=(row,))))["Kruistabel"]["I2"].value == "x" * 32_767


def test_the_sheet_is_pleasant_to_scroll_and_to_print() -> None:
    sheet = opened(made())["Kruistabel"]
    assert (
        sheet.freeze_panes,
        sheet.auto_filter.ref,
        sheet.print_title_rows,
        sheet.page_setup.orientation,
        sheet.page_setup.paperSize,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.oddHeader.left.text,
        sheet.oddHeader.center.text,
        sheet.oddHeader.right.text,
        {cell.alignment.wrap_text for cell in sheet[2]},
    ) == (
        "C2",
        "A1:K5",
        "$1:$1",
        "landscape",
        9,
        None,  # one page wide, as is usual
        0,
        "Stichting De Linde && Co",
        "Kruistabel HKZ 138 en 140",
        "LI-KT-01 versie 0.1",
        {True},
    )


def test_the_header_names_the_norm_without_the_day_it_was_looked_up() -> None:
    norm = "HKZ 123, versie 2015+A1:2019; HKZ 138 en 140, versie 2015 (nagegaan op 1 juli 2026)"
    sheet = opened(made(organisation=replace(ORGANISATION, norm=norm)))["Kruistabel"]
    assert sheet.oddHeader.center.text == (
        "Kruistabel HKZ 123, versie 2015+A1:2019; HKZ 138 en 140, versie 2015"
    )


def test_the_workbook_says_what_it_is() -> None:
    book = opened(made())
    about = {row[0]: row[1] for row in values(book["Toelichting"]) if row[1]}
    assert about == {
        "Organisatie": "Stichting De Linde & Co",
        "Norm": "HKZ 138 en 140",
        "Code": "LI-KT-01",
        "Versie": "0.1 (concept)",
        "Datum": "23-11-2026",
        "Herziening": "23-11-2027",
        "Eigenaar": "kwaliteitsfunctionaris",
        "Vaststelling": "bestuur",
        "gedekt": (
            "Het onderwerp is uitgewerkt in het document en onder de kop die erbij staan."
            " In deze kruistabel: 1."
        ),
        "uitgesloten": "U liet het onderwerp weg; de reden staat erbij. In deze kruistabel: 1.",
        "niet van toepassing": "Het onderwerp hoort bij ander werk dan het uwe; de reden staat "
        "erbij. In deze kruistabel: 0.",
        "ontbreekt": (
            "Het onderwerp geldt voor u, maar staat nog in geen enkel document."
            " In deze kruistabel: 1."
        ),
        "Let op": (
            "De onderwerpen en hun codes zijn van ons; het is geen tekst en geen nummering van de"
            " norm. De kolom 'Vindplaats in ons exemplaar' vult u zelf, met uw eigen exemplaar"
            " van de norm."
        ),
    }
    assert (book.properties.title, book.properties.creator, book.properties.created.date()) == (
        "Kruistabel HKZ 138 en 140",
        "Stichting De Linde & Co",
        date(2026, 11, 23),
    )
    custom = {each.name: each.value for each in book.custom_doc_props.props}
    assert custom.pop("HandbookZegel").isalnum()
    assert custom.pop("HandbookInhoud").isalnum()
    days = {name: str(custom.pop(name).date()) for name in ("Documentdatum", "Herzieningsdatum")}
    assert days == {"Documentdatum": "2026-11-23", "Herzieningsdatum": "2027-11-23"}
    assert custom == {
        "Titel": "Kruistabel HKZ 138 en 140",
        "Soort": "Kruistabel",
        "Kenmerk": "linde/KT-01",
        "Goedkeurder": "bestuur",
        "Versie": "0.1",
        "Status": "concept",
        "Datum": "23 november 2026",
        "Herziening": "23 november 2027",
        "Eigenaar": "kwaliteitsfunctionaris",
        "Documentnummer": "LI-KT-01",
        "HandbookOrganisatie": "linde",
        "HandbookDocument": "KT-01",
        "HandbookRender": "ab" * 32,
    }


def test_a_matrix_without_topics_is_a_workbook() -> None:
    assert len(values(opened(made(Matrix(rows=())))["Kruistabel"])) == 1


def test_the_same_matrix_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = made()
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert made() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.namelist()[1:] == sorted(archive.namelist()[1:])
        assert b"2026-11-23T00:00:00Z" in archive.read("docProps/core.xml")


# Proof

OURS = Proof(organisation="linde", item="KT-01", render="ab" * 32, intact=True)


def test_what_we_made_proves_itself() -> None:
    assert prove_sheet(made()) == OURS


def test_another_zip_of_the_same_parts_is_still_ours() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in reversed(opc.unpack(made()).items()):
            archive.writestr(name, part)
    assert prove_sheet(buffer.getvalue()) == OURS


UNSEEN = {
    "_rels/.rels",
    "xl/theme/theme1.xml",
}  # what a program keeps for itself


def test_a_change_in_any_part_that_a_reader_sees_is_seen() -> None:
    parts = opc.unpack(made())
    for name, part in parts.items():
        proof = prove_sheet(opc.pack({**parts, name: part.replace(b"t", b"T", 1) + b" "}))
        assert (proof is None or not proof.intact) == (name not in UNSEEN), name
    for changed in ({**parts, "xl/extra.bin": b""}, {**parts, "xl/styles.xml": b""}):
        assert prove_sheet(opc.pack(changed)) == replace(OURS, intact=False)


def test_another_identity_is_seen() -> None:
    parts = opc.unpack(made())
    custom = parts["docProps/custom.xml"].replace(b">linde<", b">boomgaard<", 1)
    assert prove_sheet(opc.pack({**parts, "docProps/custom.xml": custom})) == replace(
        OURS, organisation="boomgaard", intact=False
    )


def saved(change: Callable[[Any], object]) -> Proof | None:
    """Return what a workbook proves that another program opened, changed and saved."""
    book, buffer = opened(made()), io.BytesIO()
    change(book)
    book.save(buffer)
    return prove_sheet(buffer.getvalue())


SHEET, SHEET_1 = "Kruistabel", "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda book: book[SHEET].auto_filter.add_filter_column(7, ["gedekt"]),
        lambda book: setattr(book[SHEET].column_dimensions["B"], "width", 60),
        lambda book: setattr(book, "active", 1),
        lambda book: setattr(book.properties, "lastModifiedBy", "Fatima"),
    ],
)
def test_a_workbook_that_another_program_only_saved_is_ours(
    change: Callable[[Any], object],
) -> None:
    assert saved(change) == OURS


@pytest.mark.parametrize(
    "change",
    [
        lambda book: setattr(book[SHEET]["K2"], "value", "blz. 99"),
        lambda book: setattr(book[SHEET]["B2"], "value", ""),
        lambda book: setattr(book[SHEET]["K3"], "fill", PatternFill("solid", fgColor="FFFF00")),
        lambda book: setattr(book[SHEET]["B2"], "font", Font(strike=True)),
        lambda book: setattr(book[SHEET]["B2"], "hyperlink", "https://example.org/x"),
        lambda book: setattr(book[SHEET]["B2"], "comment", Comment("Klopt dit?", "Fatima")),
        lambda book: book[SHEET].merge_cells("A2:A3"),
        lambda book: setattr(book[SHEET].oddHeader.left, "text", "Concept"),
        lambda book: setattr(book[SHEET].protection, "sheet", True),
        lambda book: book.create_sheet("Mijn lijst"),
        lambda book: setattr(book["Toelichting"], "sheet_state", "hidden"),
        lambda book: setattr(book.properties, "keywords", "audit"),
        lambda book: setattr(book[SHEET].firstHeader.center, "text", "Niet gebruiken"),
        lambda book: setattr(book[SHEET].evenFooter.left, "text", "Fatima"),
        lambda book: setattr(book[SHEET].HeaderFooter, "differentFirst", True),
        lambda book: setattr(book[SHEET]["B2"], "number_format", 'General;;;"vervallen: "@'),
        lambda book: setattr(book[SHEET]["A2"], "number_format", "0%"),
        lambda book: setattr(book[SHEET], "print_title_rows", "1:4"),
        lambda book: setattr(book[SHEET], "print_title_cols", "A:B"),
        lambda book: setattr(book[SHEET], "print_area", "A1:B2"),
        lambda book: setattr(book, "security", WorkbookProtection(lockStructure=True)),
    ],
)
def test_a_workbook_in_which_she_set_something_is_ours_and_changed(
    change: Callable[[Any], object],
) -> None:
    assert saved(change) == replace(OURS, intact=False)


BOOK, STYLES, APP = "xl/workbook.xml", "xl/styles.xml", "docProps/app.xml"
END = b"</workbook>"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (BOOK, END, b'<webPublishObjects count="1"><webPublishObject id="1"/></webPublishObjects>'),
        (BOOK, END, b'<smartTagTypes><smartTagType url="http://elders/"/></smartTagTypes>'),
        (BOOK, END, b'<functionGroups builtInGroupCount="17"/>'),
        (BOOK, END, b'<fileSharing readOnlyRecommended="1"/>'),
        (APP, b"</Properties>", b"<HyperlinkBase>http://elders/</HyperlinkBase>"),
        (APP, b"</Properties>", b"<Manager>Fatima</Manager>"),
        (SHEET_1, b'tooltip="Open ', b'tooltip="Vervallen '),
    ],
)
def test_what_she_can_set_of_the_whole_workbook_is_seen(part: str, old: bytes, new: bytes) -> None:
    parts = opc.unpack(made())
    new = new + old if old.startswith(b"</") else new
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    assert prove_sheet(opc.pack(parts)) == replace(OURS, intact=False)


def test_what_a_program_writes_of_itself_is_not_hers() -> None:
    parts = opc.unpack(made())
    of_programs = (
        b'<workbookProtection/><fileRecoveryPr repairLoad="1"/><extLst><ext uri="x"/></extLst>'
    )
    parts[BOOK] = parts[BOOK].replace(END, of_programs + END)
    parts[SHEET_1] = parts[SHEET_1].replace(
        b"<headerFooter>", b'<headerFooter differentFirst="false" differentOddEven="0">'
    )
    assert prove_sheet(opc.pack(parts)) == OURS


def test_what_excel_notes_in_the_book_and_the_order_of_parts_are_not_hers() -> None:
    parts = opc.unpack(made())
    noted = b"".join(
        b"<%s a='1'/>" % each
        for each in (b"AlternateContent", b"revisionPtr", b"customWorkbookViews", b"oleSize")
    )
    parts[BOOK] = parts[BOOK].replace(END, noted + END)
    parts |= {"xl/b.bin": b"b", "xl/a.bin": b"a"}
    turned = dict(reversed(parts.items()))
    plain = {**opc.unpack(made()), "xl/a.bin": b"a", "xl/b.bin": b"b"}
    assert content_sum(parts) == content_sum(turned) == content_sum(plain)


def test_the_sum_of_what_was_made_before_stays_what_it_was() -> None:
    """A workbook of before that Excel saved is proved by the sum that it carries."""
    assert content_sum(opc.unpack(made())) == (
        "09c9fef0a14cce27bb02d4bc21a904ced58f2659e19f4a57faba9bbec9fc8f2a"
    )


def test_a_saved_one_gets_another_owner_and_stays_ours() -> None:
    buffer = io.BytesIO()
    opened(made()).save(buffer)
    moved = with_owner(buffer.getvalue(), "boomgaard", "cd" * 32)
    assert prove_sheet(moved) == replace(OURS, organisation="boomgaard", render="cd" * 32)


def test_one_of_an_older_release_that_was_saved_counts_as_changed() -> None:
    parts = opc.unpack(made())
    custom = parts["docProps/custom.xml"].replace(b'"HandbookInhoud"', b'"Iets"')
    assert prove_sheet(opc.pack({**parts, "docProps/custom.xml": custom})) == replace(
        OURS, intact=False
    )


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        b"no zip at all",
        opc.pack({"word/document.xml": b"<x/>"}),
        opc.pack({"docProps/custom.xml": b"<x"}),
        opc.pack({"docProps/custom.xml": b"\xff\xfe"}),
        opc.pack({"docProps/custom.xml": BOMB}),
        opc.pack({"docProps/custom.xml": b"<x>" + b"a" * 200_000 + b"</x>"}),
        made()[:-200],
    ],
)
def test_what_is_not_ours_proves_nothing(data: bytes) -> None:
    assert prove_sheet(data) is None


def test_a_workbook_with_entities_of_its_own_is_not_read() -> None:
    parts = opc.unpack(made())
    head, body = parts["docProps/custom.xml"].split(b"?>", 1)
    bomb = head + b'?><!DOCTYPE x [<!ENTITY a "linde">]>' + body.replace(b"linde", b"&a;", 1)
    assert prove_sheet(opc.pack({**parts, "docProps/custom.xml": bomb})) is None


def test_a_name_that_looks_like_an_empty_seal_does_no_harm() -> None:
    odd = replace(ORGANISATION, id="0" * 64, name='<&"' + "0" * 64)
    assert prove_sheet(made(organisation=odd)) == replace(OURS, organisation="0" * 64)


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=_TEXT, norm=_TEXT, reason=_TEXT, heading=_TEXT)
def test_every_text_comes_through(name: str, norm: str, reason: str, heading: str) -> None:
    row = replace(MATRIX.rows[0], reason=reason, covers=(("KH-01", "KH-01", heading),))
    data = made(Matrix(rows=(row,)), replace(ORGANISATION, name=name, norm=norm))
    sheet = opened(data)["Kruistabel"]
    assert [sheet["I2"].value or "", sheet["G2"].value or ""] == [reason, heading]
    assert prove_sheet(data) == OURS


# The package itself


def test_parts_come_back_from_a_parcel() -> None:
    parts = {"b/ö.xml": b"1", "[Content_Types].xml": b"", "a": bytes(range(256))}
    assert opc.unpack(opc.pack(parts)) == parts
    assert list(opc.unpack(opc.pack(parts))) == ["[Content_Types].xml", "a", "b/ö.xml"]


def test_a_parcel_that_grows_too_large_is_refused() -> None:
    bomb = opc.pack({"a": b"\0" * 1_000_000, "b": b"\0" * 1_000_000})
    assert len(bomb) < 5_000
    with pytest.raises(ValueError, match="uitgepakt groter dan 1500000 bytes"):
        opc.unpack(bomb, opc.Limits(size=1_500_000))
    with pytest.raises(ValueError, match="meer dan 1 onderdelen"):
        opc.unpack(bomb, opc.Limits(parts=1))


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(opc.pack({"a": b"\0" * 1_000_000}))
    size = (1_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(ValueError, match="geen leesbaar Office-bestand"):
        opc.unpack(bytes(data.replace(size, (10).to_bytes(4, "little"))))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_there_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(ValueError, match="'a' staat er twee keer in"):
        opc.unpack(buffer.getvalue())


@given(st.binary(max_size=300))
def test_any_damage_is_a_value_error(noise: bytes) -> None:
    data = opc.pack({"a": b"text " * 20, "b": b"more"})
    at = len(noise) % len(data)
    for damaged in (noise, data[:at] + noise + data[at + len(noise) :], data[:at]):
        try:
            opc.unpack(damaged)
        except ValueError:
            continue


def test_the_digest_sees_names_and_the_border_between_name_and_part() -> None:
    digests = {
        opc.digest(parts)
        for parts in ({"ab": b"c"}, {"a": b"bc"}, {"ac": b"b"}, {"a": b"b", "c": b""}, {})
    }
    assert len(digests) == 5
    assert opc.digest({"a": b"1", "b": b"2"}, without={"b"}) == opc.digest({"a": b"1"})
