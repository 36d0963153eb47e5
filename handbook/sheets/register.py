"""The list of documents as an Excel workbook, for who sorts and filters."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from handbook.model.document import Organisation
from handbook.model.listing import COLUMNS, Listed
from handbook.sheets.sealing import prepare_seal, sealed

TITLE = "Documentenregister"
_WIDTHS = {"Titel": 44, "Kenmerk": 20, "Eigenaar": 24, "Vastgesteld door": 24, "SHA-256": 20}
_USUAL = 14
_CELL = 32_767  # characters, the most that Excel keeps in a cell
_LOOK: dict[str, Any] = {
    "font_size": 10,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#D0D5DA",
}


def register_sheet(
    rows: Sequence[Listed], organisation: Organisation, *, item: str, render: str
) -> bytes:
    """Return `rows` as a workbook (.xlsx): dates are dates, and no text can become a formula.

    Args:
        rows: the documents, at least one.
        organisation: whose they are.
        item: what the seal names it.
        render: the fingerprint of what it is made from; it comes back from `prove_sheet`.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        newest = max(each.written for each in rows)
        book.set_properties(
            {
                "title": TITLE,
                "author": organisation.name,
                "company": organisation.name,
                # xlsxwriter takes the clock when it is given no date.
                "created": datetime.combine(newest, time()),
            }
        )
        prepare_seal(book, organisation.id, item, render)
        sheet = book.add_worksheet(TITLE)
        _fill(book, sheet, rows)
        sheet.freeze_panes(1, 3)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L{organisation.name[:80].replace('&', '&&')}&R{TITLE}")
        sheet.set_footer("&RBlad &P van &N")
    return sealed(buffer.getvalue())


def _fill(book: Any, sheet: Any, rows: Sequence[Listed]) -> None:
    head = book.add_format(_LOOK | {"bold": True, "bg_color": "#2F3E4E", "font_color": "#FFFFFF"})
    plain = book.add_format(_LOOK)
    day = book.add_format(_LOOK | {"num_format": "dd-mm-yyyy"})
    gone = book.add_format(_LOOK | {"font_color": "#656D75", "italic": True})
    for column, (label, name) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, _WIDTHS.get(label, _USUAL))
        sheet.write_string(0, column, label, head)
        for row, each in enumerate(rows, start=1):
            value = getattr(each, name)
            if isinstance(value, date):
                sheet.write_datetime(row, column, datetime.combine(value, time()), day)
            else:
                look = gone if each.dropped else plain
                sheet.write_string(row, column, str(value or "")[:_CELL], look)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:O{len(rows) + 1}"})
