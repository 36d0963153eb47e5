"""Workbooks of Excel: the norm matrix and the list of documents."""

from handbook.sheets.live import live_sheet
from handbook.sheets.matrix import matrix_sheet
from handbook.sheets.register import register_sheet
from handbook.sheets.sealing import is_same_sheet, owner_of_sheet, prove_sheet, with_owner

__all__ = [
    "is_same_sheet",
    "live_sheet",
    "matrix_sheet",
    "owner_of_sheet",
    "prove_sheet",
    "register_sheet",
    "with_owner",
]
