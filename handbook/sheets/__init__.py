"""Workbooks of Excel: the norm matrix and the list of documents."""

from handbook.sheets.live import live_sheet
from handbook.sheets.matrix import matrix_sheet
from handbook.sheets.register import register_sheet
from handbook.sheets.sealing import owner_of_sheet, prove_sheet, with_owner

__all__ = [
    "live_sheet",
    "matrix_sheet",
    "owner_of_sheet",
    "prove_sheet",
    "register_sheet",
    "with_owner",
]
