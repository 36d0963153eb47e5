"""A PDF as its reader finds it: pages, what stands beside them, and what nobody can read."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from test_own_documents import pdf

from handbook.inspection.file_text import said_in
from handbook.inspection.pdf_text import WHOLE, read_pdf


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def copied(line: str = "Welkom bij ons.") -> PdfWriter:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf(line))))
    return writer


def texts(data: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in said_in(data).pieces:
        found.setdefault(each.where, []).append(each.text)
    return found


def test_the_words_on_a_page_are_read() -> None:
    assert texts(pdf()) == {"de tekst": ["Welkom bij ons."]}
    assert said_in(pdf()).opaque == ()


def test_properties_outline_and_notes_are_read_too() -> None:
    writer = copied()
    writer.add_metadata({"/Title": "Huis Zeldzaam"})
    writer.add_outline_item(title="Verborgenpad 9", page_number=0)
    found = texts(written(writer))
    assert "Huis Zeldzaam" in found["de eigenschappen"]
    assert found["de inhoudsopgave"] == ["Verborgenpad 9"]


def test_a_file_in_it_is_read_as_well() -> None:
    writer = copied()
    writer.add_attachment("plattegrond.txt", b"Verborgenpad 9")
    said = said_in(written(writer))
    assert "Verborgenpad 9" in [each.text for each in said.pieces]
    assert "plattegrond.txt" in [each.text for each in said.pieces]


def test_a_page_that_only_draws_is_named() -> None:
    assert said_in(pdf(image=True)).opaque == (WHOLE,)
    writer = copied()
    writer.append(PdfReader(io.BytesIO(pdf(image=True))))
    assert said_in(written(writer)).opaque == ("bladzijde 2",)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\x00" * 500])
def test_what_cannot_be_opened_is_unread_as_a_whole(data: bytes) -> None:
    assert read_pdf(data).unread == (WHOLE,)


def test_one_behind_a_password_is_unread_as_a_whole() -> None:
    writer = copied()
    writer.encrypt("geheim")
    assert read_pdf(written(writer)).unread == (WHOLE,)


def test_a_script_is_told() -> None:
    writer = copied()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    assert read_pdf(written(writer)).scripts
    assert not read_pdf(pdf()).scripts
