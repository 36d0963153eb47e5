"""The list of documents as an Excel workbook, for who sorts and filters."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from handbook.excel.row_heights import height
from handbook.excel.seal import prepare_seal, sealed
from handbook.model.documents.document import Organisation
from handbook.model.documents.document_list import COLUMNS, Listed

TITLE = "Documentenregister"
_WIDTHS = {
    "Kenmerk": 18,
    "Titel": 50,
    "Versie": 8,
    "Eigenaar": 24,
    "Geldige versie": 9,
    "Vastgesteld door": 24,
    "Bestand": 18,
    "SHA-256": 20,
}
_USUAL = 12
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
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        sheet.set_header(f"&L{organisation.name[:80].replace('&', '&&')}&R{TITLE}")
        sheet.set_footer("&RBlad &P van &N")
    return sealed(buffer.getvalue())


def _fill(book: Any, sheet: Any, rows: Sequence[Listed]) -> None:
    head = book.add_format(
        _LOOK | {"bold": True, "bg_color": "#2F3E4E", "font_color": "#FFFFFF", "valign": "vcenter"}
    )
    looks = {dropped: _Looks(book, dropped=dropped) for dropped in (False, True)}
    widths = [_WIDTHS.get(label, _USUAL) for label in COLUMNS]
    for column, (label, width) in enumerate(zip(COLUMNS, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, head)
    sheet.set_row(0, 32)
    last = len(COLUMNS) - 1
    for row, each in enumerate(rows, start=1):
        values = [getattr(each, name) or "" for name in COLUMNS.values()]
        look = looks[each.dropped is not None]
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, datetime.combine(value, time()), look.day)
            else:
                shown = look.code if column == last else look.text
                sheet.write_string(row, column, value[:_CELL], shown)
        # The last column is for machines: it does not wrap, and is not printed.
        sheet.set_row(row, height(list(map(str, values))[:-1], widths[:-1]))
    sheet.autofilter(0, 0, len(rows), last)
    sheet.print_area(0, 0, len(rows), last - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:O{len(rows) + 1}"})


class _Looks:
    """How the texts and the days of a document look: grey where it left the set."""

    def __init__(self, book: Any, *, dropped: bool) -> None:
        look = _LOOK | ({"font_color": "#656D75", "italic": True} if dropped else {})
        self.text = book.add_format(look)
        self.code = book.add_format(look | {"text_wrap": False})
        self.day = book.add_format(look | {"num_format": "dd-mm-yyyy", "align": "left"})
