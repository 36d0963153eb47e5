"""The norm matrix as an Excel workbook: bytes that prove themselves ours, no files."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

import xlsxwriter

from handbook.excel.row_heights import height
from handbook.excel.seal import prepare_seal, sealed
from handbook.model.common.base_record import date_text
from handbook.model.documents.document import Matrix, MatrixRow, Organisation
from handbook.model.documents.document_control import Control

_CELL = 32_767  # characters, the most that Excel keeps in a cell
_HEADER = 80  # characters of one text in a page header, which holds 255 in all
_SAFE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

# Head and width (in characters of the standard font) of each column of the matrix.
_COLUMNS = (
    ("Rubriek", 9),
    ("Onderwerp", 34),
    ("Code onderwerp", 25),
    ("ISO 9001:2015", 11),
    ("Onderdeel", 12),
    ("Document", 13),
    ("Kop", 34),
    ("Stand", 13),
    ("Reden bij uitsluiting", 32),
    ("Mogelijk bewijs", 40),
    ("Vindplaats in ons exemplaar", 20),
)
_RUBRIEK, _DOCUMENT, _STATE = 0, 5, 7
_OF_TOPIC = frozenset({0, 1, 2, 3, 4, 9, 10})
_WIDTHS = tuple(width for _, width in _COLUMNS)
_LOOK: dict[str, Any] = {
    "font_size": 10,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#D0D5DA",
}
_STATES: dict[str, dict[str, Any]] = {
    "gedekt": {"bg_color": "#E3F1E5", "font_color": "#1E5631"},
    "uitgesloten": {"bg_color": "#ECEEF0", "font_color": "#3F4750"},
    "niet van toepassing": {"bg_color": "#ECEEF0", "font_color": "#3F4750"},
    "ontbreekt": {"bg_color": "#FBE3E1", "font_color": "#8C1D18", "bold": True},
}
_MEANINGS = {
    "gedekt": "Het onderwerp is uitgewerkt in het document en onder de kop die erbij staan.",
    "uitgesloten": "U liet het onderwerp weg; de reden staat erbij.",
    "niet van toepassing": "Het onderwerp hoort bij ander werk dan het uwe; de reden staat erbij.",
    "ontbreekt": "Het onderwerp geldt voor u, maar staat nog in geen enkel document.",
}
_REMARK = (
    "De onderwerpen en hun codes zijn van ons; het is geen tekst en geen nummering van de norm."
    " De kolom 'Vindplaats in ons exemplaar' vult u zelf, met uw eigen exemplaar van de norm."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the sheet: its texts by column; `again` where the line above has the same topic."""

    texts: tuple[str, ...]
    again: bool = False


def matrix_sheet(  # noqa: PLR0913 -- three records, and the names that a seal holds
    matrix: Matrix,
    organisation: Organisation,
    control: Control,
    *,
    item: str,
    code: str,
    render: str,
    identity: str = "",
    files: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return `matrix` as a workbook (.xlsx) with a line for each topic and document.

    A topic in three documents has three lines, so that sorting and filtering by document work.
    The code of a document links to its file in the same folder. No text can become a formula or
    a link. The same arguments give the same bytes on any day; the dates in the file are those of
    `control`. `item` is the library's id of the matrix, `code` what the organisation prints and
    `render` the fingerprint of the job; `item` and `render` come back from `prove_sheet`.
    `identity` is what a host knows it by for ever. `files` are the names of files that are called
    otherwise than their code with .docx.
    """
    title = f"Kruistabel {organisation.norm}".strip()
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _describe(book, title, organisation, control)
        _identify(book, code, identity or f"{organisation.id}/{item}")
        prepare_seal(book, organisation.id, item, render)
        sheet = book.add_worksheet("Kruistabel")
        _fill(book, sheet, tuple(_lines(matrix)), files)
        # When the version of the norm was looked up stands on the second sheet.
        named, _, _ = title.partition(" (")
        _lay_out(sheet, f"{code} versie {control.version}", named, organisation.name)
        _explain(book, title, _facts(organisation, control, code), matrix)
    return sealed(buffer.getvalue())


def _facts(organisation: Organisation, control: Control, code: str) -> dict[str, str]:
    return {
        "Organisatie": organisation.name,
        "Norm": organisation.norm,
        "Code": code,
        "Versie": f"{control.version} ({control.status})",
        "Datum": _dutch(control.written),
        "Herziening": _dutch(control.review),
        "Eigenaar": control.owner,
        "Vaststelling": control.approver,
    }


def _lines(matrix: Matrix) -> Iterator[_Line]:
    for row in matrix.rows:
        headings: dict[str, list[str]] = {}
        for _, code, heading in row.covers:
            headings.setdefault(code, []).append(heading)
        for _, code, heading in row.lost:
            headings.setdefault(code, []).append(f"{heading} (met de hand weggehaald)")
        for number, code in enumerate(headings or [""]):
            kept = dict.fromkeys(headings.get(code, []))
            yield _Line(texts=_texts(row, code, "\n".join(kept)), again=number > 0)


def _texts(row: MatrixRow, code: str, heading: str) -> tuple[str, ...]:
    topic = row.topic
    return (
        str(topic.section),
        topic.title,
        topic.id,
        ", ".join(topic.iso),
        ", ".join(row.parts),
        code,
        heading,
        row.state,
        row.reason,
        "; ".join(topic.evidence),
        row.reference,
    )


def _fill(book: Any, sheet: Any, lines: tuple[_Line, ...], files: Mapping[str, str]) -> None:
    head = book.add_format(
        _LOOK | {"bold": True, "bg_color": "#2F3E4E", "font_color": "#FFFFFF", "valign": "vcenter"}
    )
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.set_row(0, 32)
    plain = book.add_format(_LOOK)
    again = book.add_format(_LOOK | {"font_color": "#656D75"})
    number = book.add_format(_LOOK | {"align": "center"})
    link = book.add_format(_LOOK | {"font_color": "#0B5394", "underline": 1})
    states = {state: book.add_format(_LOOK | look) for state, look in _STATES.items()}
    for row, line in enumerate(lines, start=1):
        sheet.set_row(row, height(line.texts, _WIDTHS))
        for column, text in enumerate(line.texts):
            look = again if line.again and column in _OF_TOPIC else plain
            if column == _RUBRIEK:
                sheet.write_number(row, column, int(text), number)
            elif column == _DOCUMENT and _SAFE_CODE.fullmatch(text):
                address = f"external:{files.get(text, f'{text}.docx')}"
                sheet.write_url(row, column, address, link, text, f"Open {text}")
            else:
                sheet.write_string(
                    row, column, text[:_CELL], states[text] if column == _STATE else look
                )
    last = max(len(lines), 1)
    sheet.autofilter(0, 0, last, len(_COLUMNS) - 1)
    sheet.print_area(0, 0, last, len(_COLUMNS) - 1)
    # "4.1" and "138" are names here; Excel would mark each as a number that became a text.
    sheet.ignore_errors({"number_stored_as_text": f"A1:K{last + 1}"})


def _lay_out(sheet: Any, right: str, title: str, left: str) -> None:
    """Make `sheet` pleasant to scroll, and to print: A4, one page wide, the head on every page."""
    sheet.freeze_panes(1, 2)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    shown = [text[:_HEADER].replace("&", "&&") for text in (left, title, right)]
    sheet.set_header("&L{}&C{}&R{}".format(*shown))
    sheet.set_footer("&RBlad &P van &N")


def _explain(book: Any, title: str, facts: dict[str, str], matrix: Matrix) -> None:
    """Add the sheet that says what this workbook is, of which version, and what the words mean."""
    sheet = book.add_worksheet("Toelichting")
    heading = book.add_format({"bold": True, "font_size": 14})
    label = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, title[:_CELL], heading)
    counts = {state: sum(row.state == state for row in matrix.rows) for state in _MEANINGS}
    meanings = {
        state: f"{meaning} In deze kruistabel: {counts[state]}."
        for state, meaning in _MEANINGS.items()
    }
    for row, (name, value) in enumerate((facts | meanings | {"Let op": _REMARK}).items(), start=2):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, value[:_CELL], text)
    sheet.ignore_errors({"number_stored_as_text": "A1:B30"})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _describe(book: Any, title: str, organisation: Organisation, control: Control) -> None:
    book.set_properties(
        {
            "title": title,
            "subject": organisation.norm,
            "author": organisation.name,
            "company": organisation.name,
            "status": control.status,
            # xlsxwriter takes the clock when it is given no date.
            "created": datetime.combine(control.written, time()),
        }
    )
    for name, value in {
        "Titel": title,
        "Soort": "Kruistabel",
        "Versie": control.version,
        "Status": control.status,
        "Eigenaar": control.owner,
        "Goedkeurder": control.approver,
        "Datum": date_text(control.written),
        "Herziening": date_text(control.review),
    }.items():
        book.set_custom_property(name, value, "text")
    for name, day in {
        "Herzieningsdatum": control.review,
        "Documentdatum": control.written,
    }.items():
        book.set_custom_property(name, datetime.combine(day, time()), "date")


def _identify(book: Any, code: str, identity: str) -> None:
    """Give the workbook the number and the mark that its Word document has."""
    book.set_custom_property("Documentnummer", code, "text")
    book.set_custom_property("Kenmerk", identity, "text")


def _dutch(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"
