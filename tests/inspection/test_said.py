"""Every text in an Office file is found, wherever it hides."""

import base64
import hashlib
import io
import zipfile
import zlib
from datetime import date

import pytest
from examples import ROOT
from openpyxl import Workbook

from handbook import opc
from handbook.inspection.file_text import said_in
from handbook.inspection.pieces import KEPT, Piece, Said
from handbook.inspection.unfinished_text import leftovers, short
from handbook.word.merge import base_from, with_base
from handbook.word.writing.draft import mark_name

NEEDLE = "Stichting De Linde"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(**parts: str) -> bytes:
    names = {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    return opc.pack({name: text.encode() for name, text in names.items()})


def where(data: bytes) -> set[str]:
    return {piece.where for piece in said_in(data).pieces if NEEDLE in piece.text}


def body(text: str) -> str:
    return f"<w:document {W}><w:body><w:p>{text}</w:p></w:body></w:document>"


@pytest.mark.parametrize(
    ("part", "text", "place"),
    [
        ("word/document.xml", body(f"<w:r><w:t>{NEEDLE}</w:t></w:r>"), "de tekst"),
        (
            "word/document.xml",
            body(
                "<w:r><w:t>Stichting De </w:t></w:r><w:proofErr/><w:r><w:t>Lin</w:t></w:r>"
                '<w:bookmarkStart w:id="1" w:name="x"/><w:r><w:t>de</w:t></w:r>'
            ),
            "de tekst",
        ),
        (
            "word/document.xml",
            body(
                "<w:r><w:t>Stichting De </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Lin</w:t></w:r>"
                "<w:r><w:rPr><w:i/></w:rPr><w:t>de</w:t></w:r>"
            ),
            "de tekst",
        ),
        (
            "word/document.xml",
            body("<w:r><w:t>Stichting</w:t><w:tab/><w:t>De</w:t><w:br/><w:t>Linde</w:t></w:r>"),
            "de tekst",
        ),
        (
            "word/document.xml",
            body(
                "<w:r><w:t>Stichting </w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
                "<w:r><w:t>De Linde</w:t></w:r>"
            ),
            "de tekst",
        ),
        ("word/document.xml", body(f"<w:del><w:delText>{NEEDLE}</w:delText></w:del>"), "de tekst"),
        ("word/document.xml", body(f"<w:instrText>TITLE {NEEDLE}</w:instrText>"), "de tekst"),
        ("word/document.xml", body("<w:t><![CDATA[Stichting De Linde]]></w:t>"), "de tekst"),
        ("word/document.xml", body("<w:t>Stichting&#160;De Linde</w:t>"), None),
        ("word/document.xml", body(f"<!-- {NEEDLE} -->"), "verborgen gegevens"),
        (
            "word/document.xml",
            body(f'<wp:docPr id="1" name="b" descr="Logo van {NEEDLE}"/>'),
            "een alternatieve tekst",
        ),
        ("word/document.xml", body(f'<w:tag w:val="{NEEDLE}"/>'), "verborgen gegevens"),
        ("word/document.xml", body(f"<w:x a='1 > 0' b='{NEEDLE}'/>"), "verborgen gegevens"),
        ("word/header3.xml", f"<w:hdr {W}><w:p><w:t>{NEEDLE}</w:t></w:p></w:hdr>", "een koptekst"),
        ("word/footer1.xml", f"<w:ftr {W}><w:p><w:t>{NEEDLE}</w:t></w:p></w:ftr>", "een voettekst"),
        ("word/footnotes.xml", f"<x><w:p><w:t>{NEEDLE}</w:t></w:p></x>", "een noot"),
        ("word/comments.xml", f"<x><w:p><w:t>{NEEDLE}</w:t></w:p></x>", "een opmerking"),
        ("word/glossary/document.xml", body(f"<w:t>{NEEDLE}</w:t>"), "verborgen gegevens"),
        ("docProps/core.xml", f"<x><dc:creator>{NEEDLE}</dc:creator></x>", "de eigenschappen"),
        ("docProps/app.xml", f"<x><Company>{NEEDLE}</Company></x>", "de eigenschappen"),
        ("docProps/custom.xml", f"<x><vt:lpwstr>{NEEDLE}</vt:lpwstr></x>", "de eigenschappen"),
        ("customXml/item2.xml", f"<a><b>{NEEDLE}</b></a>", "verborgen XML"),
        ("customXml/item2.xml", f'<a b="{NEEDLE}"/>', "verborgen gegevens"),
        (
            "word/_rels/document.xml.rels",
            f'<Relationship Target="file:///S:/{NEEDLE}/x.docx"/>',
            "een koppeling",
        ),
        ("word/document.xml", "<w:p><w:t>Stichting De Linde</w:t></w:q> geen XML <", "de tekst"),
        ("xl/sharedStrings.xml", f"<sst><si><r><t>{NEEDLE}</t></r></si></sst>", "een cel"),
        (
            "xl/worksheets/sheet1.xml",
            "<x><oddHeader>&amp;LStichting De Linde&amp;C&amp;P</oddHeader></x>",
            "een cel",
        ),
        ("xl/comments1.xml", f"<x><comment><t>{NEEDLE}</t></comment></x>", "een opmerking"),
    ],
)
def test_a_text_is_found_wherever_it_stands(part: str, text: str, place: str | None) -> None:
    data = opc.pack({"[Content_Types].xml": b"<Types/>", part: text.encode()})
    if place is None:
        assert any(" ".join(each.text.split()) == NEEDLE for each in said_in(data).pieces)
    else:
        assert place in {
            each.where for each in said_in(data).pieces if NEEDLE in " ".join(each.text.split())
        }


def test_the_name_of_our_own_bookmark_says_nothing_and_another_does() -> None:
    """It is a hash in letters: a short name stands in one of them by chance."""
    named = '<w:p><w:bookmarkStart w:id="1" w:name="{}"/></w:p>'
    ours = mark_name("PP-01.stappen.vraag.actie")
    for name, found in ((ours, []), (ours[:-1], [ours[:-1]]), (f"{ours}a", [f"{ours}a"])):
        data = package(**{"word/document.xml": body(named.format(name))})
        assert [each.text for each in said_in(data).pieces if "_kh" in each.text] == found


def test_two_paragraphs_and_two_cells_are_not_read_as_one() -> None:
    cells = (
        "<w:tc><w:p><w:t>Stichting De</w:t></w:p></w:tc><w:tc><w:p><w:t> Linde</w:t></w:p></w:tc>"
    )
    assert where(package(word__document_xml=body(cells))) == set()


def test_an_excel_file_is_read_with_hidden_sheets_and_their_names() -> None:
    book = Workbook()
    hidden = book.create_sheet("Klachten De Linde")
    hidden["A1"] = NEEDLE
    hidden.sheet_state = "hidden"
    hidden.oddFooter.left.text = NEEDLE
    buffer = io.BytesIO()
    book.save(buffer)
    pieces = said_in(buffer.getvalue()).pieces
    assert where(buffer.getvalue()) == {"een cel"}
    assert any("Klachten De Linde" in piece.text for piece in pieces)


def test_a_file_in_a_file_is_read_too() -> None:
    inner = package(xl__sharedStrings_xml=f"<si><t>{NEEDLE}</t></si>")
    data = opc.pack({"word/embeddings/blad.xlsx": inner})
    assert where(data) == {"een cel"}


def test_a_part_in_another_encoding_is_read() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><x><t>{NEEDLE}</t></x>'
    assert where(opc.pack({"customXml/item1.xml": text.encode("utf-16")})) == {"verborgen XML"}


def test_pictures_are_known_by_their_bytes_and_the_promised_review_by_its_property() -> None:
    custom = (
        '<property name="Herzieningsdatum"><vt:filetime>2027-03-01T00:00:00Z</vt:filetime>'
        "</property>"
    )
    data = opc.pack(
        {"word/media/x.png": b"png", "docProps/custom.xml": custom.encode(), "vba.bin": b"\0"}
    )
    said = said_in(data)
    assert (said.pictures, said.review, said.opaque) == (
        frozenset({hashlib.sha256(b"png").hexdigest()}),
        date(2027, 3, 1),
        ("vba.bin",),
    )


def test_what_is_no_office_file_is_refused() -> None:
    with pytest.raises(ValueError, match="geen leesbaar"):
        said_in(b"GIF89a")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[invullen: onze visie]", "open veld"),
        ("[Invullen …]", "open veld"),
        ("[nog in te vullen]", "open veld"),
        ("[ invullen ]", "open veld"),
        ("{{ organisatie.naam }}", "tag"),
        ("{{r blok(stap.wat) }}", "tag"),
        ("{%tr for stap in procedure.stappen %}", "tag"),
        ("MERGEFIELD Achternaam", "tag"),
        ("Klik of tik om tekst in te voeren.", "schrijver"),
        ("Beste [naam],", "schrijver"),
        ("TODO: nakijken", "schrijver"),
        ("Lorem ipsum dolor", "schrijver"),
        ("Opslaan in map TBD", "schrijver"),
        ("Het rapport van XXXX", "schrijver"),
        ("PM: bedrag", "schrijver"),
        ("Vul hier de namen van het team in.", "schrijver"),
        ("Hier uw logo plaatsen", "schrijver"),
        ("Bel [telefoonnummer]", "schrijver"),
        ("Locatie <adres>", "schrijver"),
        ("[voorstel: elke week]", "voorstel"),
        ("We bellen elke week (voorstel: elke dag).", "voorstel"),
        ("Voorstel. We bellen elke week.", "voorstel"),
        ("VOORSTEL  We bellen elke week.", "voorstel"),
        ("Binnen twee weken [nog na te gaan]", "nagaan"),
        ("Binnen twee weken [termijn na te gaan]", "nagaan"),
    ],
)
def test_what_is_left_is_told_by_its_kind(text: str, kind: str) -> None:
    assert list(leftovers(Said(pieces=(Piece(where="de tekst", text=text),)))) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "We vullen het formulier samen in.",
        "Een som: {{ 6*7 }} en {% x %}",
        "De naam [1] en [bron]",
        "Vul datum en tijd in",
        "De todo-lijst van het team",
        "Voorstel tot wijziging van de statuten",
        "Na te gaan: of de deur dicht is (het voorstel)",
    ],
)
def test_a_sentence_for_the_reader_is_not_left_over(text: str) -> None:
    assert leftovers(Said(pieces=(Piece(where="de tekst", text=text),))) == {}


def test_a_tag_that_the_organisation_typed_itself_is_a_text() -> None:
    said = Said(pieces=(Piece(where="de tekst", text="Bureau {% for x in y %} BV"),))
    assert list(leftovers(said)) == ["tag"]
    assert leftovers(said, "naam\nBureau {% for x in y %} BV") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[invullen: onze visie]", {"open veld": ("[invullen: onze visie]",)}),
        ("TODO", {"schrijver": ("TODO",)}),
        ("[naam]", {"schrijver": ("[naam]",)}),
        ("[voorstel] Elke week.", {"voorstel": ("[voorstel] Elke week.",)}),
        ("Twee jaar [na te gaan].", {"nagaan": ("Twee jaar [na te gaan].",)}),
    ],
)
def test_what_an_organisation_typed_and_left_open_itself_is_still_left(
    text: str, told: dict[str, tuple[str, ...]]
) -> None:
    said = Said(pieces=(Piece(where="de tekst", text=text),))
    assert leftovers(said, f"naam\n{text}") == told


def test_a_style_that_word_renamed_is_known_by_its_name() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="Kv1"><w:name w:val="Kader voorstel"/></w:style>'
    text = body('<w:pPr><w:pStyle w:val="Kv1"/></w:pPr><w:r><w:t>Voorstel voor u</w:t></w:r>')
    data = opc.pack({"word/styles.xml": styles.encode(), "word/document.xml": text.encode()})
    assert leftovers(said_in(data)) == {"voorstel": ("Voorstel voor u",)}


def test_a_proposal_that_is_not_certain_either_is_both() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="Kv1"><w:name w:val="Kader voorstel"/></w:style>'
    text = body('<w:pPr><w:pStyle w:val="Kv1"/></w:pPr><w:r><w:t>Binnen [na te gaan]</w:t></w:r>')
    data = opc.pack({"word/styles.xml": styles.encode(), "word/document.xml": text.encode()})
    told = ("Binnen [na te gaan]",)
    assert leftovers(said_in(data)) == {"voorstel": told, "nagaan": told}


def test_all_that_is_left_in_one_paragraph_is_told() -> None:
    text = "[invullen: a] [invullen: b] {{ naam }} {{ plaats }} [datum] TODO"
    assert leftovers(Said(pieces=(Piece(where="de tekst", text=text),))) == {
        "open veld": ("[invullen: a]", "[invullen: b]"),
        "tag": ("{{ naam }}", "{{ plaats }}"),
        "schrijver": ("[datum]", "TODO"),
    }


WORN = '<w:rPr><w:rStyle w:val="Te controleren"/></w:rPr>'


@pytest.mark.parametrize(
    ("runs", "left"),
    [
        (f"<w:r>{WORN}<w:t>zo snel mogelijk</w:t></w:r>", ["nagaan"]),
        # What was deleted in Word leaves its style behind, in a run or in the paragraph mark.
        (f"<w:pPr>{WORN}</w:pPr><w:r><w:t>twee weken</w:t></w:r>", []),
        (f"<w:r>{WORN}<w:t></w:t></w:r><w:r><w:t>twee weken</w:t></w:r>", []),
        (f'<w:r>{WORN}<w:t xml:space="preserve"> </w:t></w:r><w:r><w:t>weken</w:t></w:r>', []),
    ],
)
def test_a_style_counts_where_it_is_worn_by_words(runs: str, left: list[str]) -> None:
    assert list(leftovers(said_in(package(word__document_xml=body(runs))))) == left


@pytest.mark.parametrize(
    ("style", "kind"), [("Kader voorstel", "voorstel"), ("Te controleren", "nagaan")]
)
def test_what_is_left_in_a_marked_paragraph_is_told_beside_its_mark(style: str, kind: str) -> None:
    text = "Wekelijks overleg met [invullen: wie]"
    piece = Piece(where="de tekst", text=text, styles=frozenset({style}))
    assert leftovers(Said(pieces=(piece,))) == {"open veld": ("[invullen: wie]",), kind: (text,)}


@pytest.mark.parametrize(
    ("where", "told"),
    [("de tekst", "TODO"), ("een cel", "TODO"), ("een koptekst", "een koptekst: TODO")],
)
def test_a_place_is_named_where_a_reader_would_not_look_first(where: str, told: str) -> None:
    assert leftovers(Said(pieces=(Piece(where=where, text="TODO"),))) == {"schrijver": (told,)}


def test_a_text_in_a_message_has_sixty_signs_at_the_most() -> None:
    assert short("a" * 30 + " \n" + "b" * 29) == "a" * 30 + " " + "b" * 29
    assert short("a" * 61) == "a" * 59 + "…"


def test_open_changes_and_remarks_are_counted() -> None:
    data = package(
        word__document_xml=body(
            '<w:ins w:id="1" w:author="x"><w:r/></w:ins><w:insideH w:val="1"/>'
            '<w:r><w:rPr><w:rPrChange w:id="2" w:author="x"><w:rPr/></w:rPrChange></w:rPr></w:r>'
            '<w:tc><w:tcPr><w:cellDel w:id="3" w:author="x"/></w:tcPr></w:tc>'
        ),
        word__comments_xml='<w:comments><w:comment w:id="0"/><w:comment w:id="1"/></w:comments>',
    )
    assert said_in(data).changes == 5


def test_a_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            archive.writestr(f"word/x{number}.xml", b" " * 90_000_000)
    with pytest.raises(ValueError, match="groter dan"):
        said_in(buffer.getvalue())


def test_what_a_file_keeps_for_a_merge_is_told_apart_from_what_it_says() -> None:
    parts = opc.unpack((ROOT / "templates" / "procedure.docx").read_bytes())
    before, end, after = parts["word/document.xml"].rpartition(b"</w:body>")
    secret = b"<w:p><w:r><w:t>Esdoorn</w:t></w:r><w:r><w:t>plein 14</w:t></w:r></w:p>"
    keeps = base_from({**parts, "word/document.xml": before + secret + end + after})
    said = said_in(opc.pack(with_base(parts, keeps)))
    assert said.pieces == said_in(opc.pack(with_base(parts))).pieces
    assert "Esdoornplein 14" not in " ".join(each.text for each in said.pieces)
    kept = [each for each in said.kept if "Esdoornplein 14" in each.text]
    assert [each.where for each in kept] == [KEPT]


@pytest.mark.parametrize("text", [b"", b"AAAA", b"eJw=", base64.b64encode(zlib.compress(b"[1]"))])
def test_a_damaged_base_is_read_as_any_other_part(text: bytes) -> None:
    part = b'<h:base xmlns:h="urn:handbook:base:1" version="1">' + text + b"</h:base>"
    assert opc.kept_in(part) is None


def test_paragraphs_are_read_on_past_a_text_box_that_hangs_between_them() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:t>kader</w:t></w:p></w:txbxContent></w:pict></w:r>"
    data = package(
        word__document_xml=body(f"<w:t>een </w:t>{box}<w:t>twee</w:t></w:p><w:p><w:t>drie</w:t>")
    )
    read = [each.text for each in said_in(data).pieces if each.where == "de tekst"]
    assert read == ["een twee", "eentwee", "drie", "kader"]


def test_the_paragraphs_of_a_page_stand_apart() -> None:
    data = package(word__a_html="<html><div>een</div><div>twee<br>drie</div></html>")
    assert [each.text for each in said_in(data).pieces][:-1] == ["een", "twee drie"]
