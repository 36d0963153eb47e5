"""Our own look at a file: it is silent on what is good, and names each fault."""

from collections.abc import Callable

import pytest
from word.specimen import job, p, procedure, table, template

from handbook.word.package.package import pack, read
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

GOOD = render(
    job(
        procedure(),
        template(
            p("{{p inhoudsopgave() }}")
            + p("Doel", "heading 1")
            + p("{{r blok(procedure.doel) }}")
            + table(("a", "b"), ("c", "d"))
            + p("{{r eigenschap('versie') }}")
        ),
    )
)


def spoilt(old: str, new: str, part: str = "word/document.xml") -> tuple[str, ...]:
    parts = read(GOOD)
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    return lint(pack(parts))


def test_a_good_file_is_silent() -> None:
    assert lint(GOOD) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<w:bookmarkEnd", "<w:proofErr", "heeft niet één begin en één einde"),
        ('w:fldCharType="end"', 'w:fldCharType="separate"', "een veld heeft geen einde"),
        ('w:anchor="_Toc', 'w:anchor="_Tik', "komt nergens uit"),
        ("<w:tblHeader/>", "", "de kopregel wordt niet herhaald"),
        (">Iedereen krijgt", ">{{ procedure.doel }}", "er staat nog een tag: {{ procedure.doel }}"),
        (">Iedereen krijgt", ">{%p endfor %}", "er staat nog een tag"),
        (">Iedereen krijgt", ">None krijgt", "er staat 'None'"),
        ("sHeading1", "sHeading3", "is niveau 3 en volgt op niveau 0"),
        (
            '<w:r><w:t xml:space="preserve">Iedereen',
            '<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
            'wordprocessingDrawing"><wp:docPr id="1" name="Foto"/></w:drawing><w:r><w:t>Iedereen',
            "afbeelding Foto heeft geen alternatieve tekst",
        ),
        ("</w:tc>", "<w:tbl/></w:tc>", "een tabelcel eindigt niet op een alinea"),
        ("<w:tc>", "<w:tr/><w:tc>", "een tabelrij heeft geen cellen"),
    ],
)
def test_a_fault_is_named(old: str, new: str, said: str) -> None:
    assert any(said in each for each in spoilt(old, new))


def test_a_bookmark_with_the_name_of_another_is_named() -> None:
    again = '<w:bookmarkStart w:id="99" w:name="_Toc1"/><w:bookmarkEnd w:id="99"/>'
    twice = again + again.replace("99", "98")
    found = spoilt("<w:sectPr>", f"<w:p>{twice}</w:p><w:sectPr>")
    assert found == ("de bladwijzer _Toc1 staat er 2 keer",)


PICTURE = '<w:r><w:drawing><wp:docPr id="7" name="Foto" descr="Een foto"/></w:drawing></w:r>'
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent/></w:sdt>'
NAMED = f'<w:bookmarkStart w:id="99" w:name="{"n" * 41}"/><w:bookmarkEnd w:id="99"/>'
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (PICTURE * 2, ("afbeelding-id 7 staat er twee keer",)),
        (CONTROL * 2, ("id 7 van een invulveld staat er twee keer",)),
        (f"<mc:AlternateContent><mc:Fallback>{PICTURE}</mc:Fallback></mc:AlternateContent>", ()),
        (NAMED, (f"de naam van bladwijzer {'n' * 41} is langer dan 40 tekens",)),
        (NAMED.replace("n" * 41, "n" * 40), ()),
        (
            "<w:r><w:instrText> REF weg \\h </w:instrText></w:r>",
            ("word/document.xml: een verwijzing naar weg komt nergens uit",),
        ),
    ],
)
def test_what_a_file_may_have_once_is_counted(added: str, said: tuple[str, ...]) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shown = PICTURE if "Fallback" in added else ""
    inside = f'<w:p xmlns:wp="{WP}" xmlns:mc="{mc}">{added}{shown}</w:p>'
    assert spoilt("<w:sectPr>", f"{inside}<w:sectPr>") == said


def test_an_identity_of_a_paragraph_that_stands_twice_is_named() -> None:
    known = (
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="0A0A0A0A"'
    )
    assert spoilt("<w:sectPr>", f"<w:p{known}/>" * 2 + "<w:sectPr>") == (
        "word/document.xml: alinea-id 0A0A0A0A staat er twee keer",
    )


def test_an_empty_heading_is_named() -> None:
    empty = '<w:p><w:pPr><w:pStyle w:val="sHeading1"/></w:pPr></w:p>'
    assert spoilt("<w:sectPr>", f"{empty}<w:sectPr>") == ("een kop van niveau 1 is leeg",)


def test_a_title_and_the_language_are_asked_for() -> None:
    assert spoilt("<dc:title>Aanmelding", "<dc:title>", "docProps/core.xml") == (
        "het document heeft geen titel",
    )
    assert spoilt('w:lang w:val="nl-NL"', 'w:lang w:val="en-US"', "word/styles.xml") == (
        "de taal van de tekst is niet Nederlands",
    )


def cut(data: bytes) -> bytes:
    return data[:-40]


def headless(data: bytes) -> bytes:
    return pack({name: each for name, each in read(data).items() if "document.xml" not in name})


@pytest.mark.parametrize("spoil", [cut, headless])
def test_a_file_that_cannot_be_read_is_a_finding(spoil: Callable[[bytes], bytes]) -> None:
    assert lint(spoil(GOOD))[0].startswith("het bestand is niet te lezen")


def test_braces_that_are_a_sum_of_hers_are_no_finding() -> None:
    assert spoilt(">Iedereen krijgt", ">{{ 6*7 }} krijgt") == ()
