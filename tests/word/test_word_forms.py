"""Form fields as content controls that can be filled in Word."""

import re

import pytest
from word.specimen import document_of, form, job, lines, p, template, text

from handbook.model.documents.document import FieldText
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

PAGE = template(
    p("{%p for veld in formulier.velden %}")
    + p("{%p if veld.type == 'tabel' %}")
    + p("{{p invultabel(veld) }}")
    + p("{%p else %}")
    + p("{{r invulveld(veld) }}")
    + p("{%p endif %}")
    + p("{%p endfor %}")
)


def made(kind: str, *options: str) -> bytes:
    field = FieldText(
        source=f"F-01.{kind}",
        label=text("Naam & datum"),
        note=text(""),
        kind=kind,
        options=options,
        required=True,
    )
    return render(job(form(field), PAGE, template_name="templates/formulier.docx"))


@pytest.mark.parametrize(
    ("kind", "options", "control", "shown"),
    [
        ("tekst", (), "<w:text/>", ["Vul in"]),
        ("lange tekst", (), '<w:text w:multiLine="1"/>', ["Vul in"]),
        ("getal", (), "<w:text/>", ["Vul een getal in"]),
        ("datum", (), '<w:lid w:val="nl-NL"/>', ["Kies een datum"]),
        ("keuze", ("a", "b"), "<w14:checkbox>", ["☐  a     ☐  b"]),
        ("keuze", (), "<w:text/>", ["Kies"]),
        ("schaal", ("1", "2"), "<w14:checkbox>", ["☐  1     ☐  2"]),
        ("checklist", ("a", "b"), "<w14:checkbox>", ["☐  a\n☐  b"]),
        ("ja_nee", (), "<w14:checkbox>", ["☐  Ja     ☐  Nee"]),
    ],
)
def test_a_field_is_a_control_of_its_kind(
    kind: str, options: tuple[str, ...], control: str, shown: list[str]
) -> None:
    data = made(kind, *options)
    assert control in document_of(data)
    assert lines(data) == shown
    assert lint(data) == ()


def test_a_control_can_be_filled_but_not_thrown_away() -> None:
    xml = document_of(made("tekst"))
    assert '<w:lock w:val="sdtLocked"/>' in xml
    assert '<w:alias w:val="Naam &amp; datum"/>' in xml
    assert '<w:tag w:val="F-01.tekst"/>' in xml


def test_the_name_of_a_control_is_no_longer_than_word_allows() -> None:
    field = FieldText(
        source="F-01.x",
        label=text("W" * 70),
        note=text(""),
        kind="tekst",
        options=(),
        required=True,
    )
    xml = document_of(render(job(form(field), PAGE, template_name="templates/formulier.docx")))
    assert [len(each) for each in re.findall(r'<w:alias w:val="([^"]*)"', xml)] == [64]


def test_a_table_to_fill_in_has_its_columns_and_empty_rows() -> None:
    data = made("tabel", "Datum", "Wie")
    assert lines(data) == ["Datum", "Wie", *["…"] * 12, ""]
    assert lint(data) == ()


def test_every_control_has_an_id_of_its_own() -> None:
    ids = re.findall(r'<w:id w:val="(\d+)"/>', document_of(made("tabel", "Datum", "Wie")))
    assert len(set(ids)) == len(ids) == 12
