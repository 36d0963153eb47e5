"""Workbooks of Excel: the norm matrix and the list of documents."""

from handbook.excel.live_content import live_sheet
from handbook.excel.matrix import matrix_sheet
from handbook.excel.register import register_sheet
from handbook.excel.seal import is_same_sheet, owner_of_sheet, prove_sheet, with_owner

__all__ = [
    "is_same_sheet",
    "live_sheet",
    "matrix_sheet",
    "owner_of_sheet",
    "prove_sheet",
    "register_sheet",
    "with_owner",
]
