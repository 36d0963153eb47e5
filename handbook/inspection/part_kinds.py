"""What a part of an Office file is, by its bytes first and its name after that."""

import re
from pathlib import PurePosixPath
from typing import Literal

from handbook.inspection.pictures.picture_text import is_picture
from handbook.inspection.text.encodings import is_text
from handbook.inspection.text.rich_text import is_mail, is_rich

Sort = Literal[
    "package", "squeezed", "picture", "rich", "mail", "text", "settings", "font", "other"
]

_SUFFIXES = frozenset(
    {".xml", ".rels", ".vml", ".txt", ".htm", ".html", ".xhtml", ".svg", ".csv", ".json", ".css"}
)
_HEAD = 4_096  # bytes in which a mail says that it is one
# Word and Excel lay the settings of a printer beside a document: its name and the size of paper.
# A preview is a picture of the first page. Both are read as far as they hold letters; nobody can
# type in them, and nearly every file from an office has them, so they are not told.
_SETTINGS = re.compile(
    r"(?:word|xl|ppt)/printerSettings/printerSettings\d*\.bin|docProps/thumbnail\.(?:emf|wmf)"
)
# Shapes of letters, kept in a file so that it looks alike everywhere; they say nothing.
_FONTS = re.compile(r"(?:word|ppt|xl)/(?:embeddings/)?fonts?/[^/]+\.(?:odttf|ttf|otf|fntdata)")
_LEFT = re.compile(r"\[trash\]/.*")  # what Word erased, as zeros
_LARGEST_SETTINGS = 200_000
_STARTS: tuple[tuple[bytes, Sort], ...] = (
    (b"PK\x03\x04", "package"),
    (b"\x1f\x8b", "squeezed"),
    (b"%PDF-", "other"),  # its letters may stand in any order and code, however much it is text
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "other"),  # what Office wrote before 2007
)
_MAILS = frozenset({".mht", ".mhtml", ".eml"})


def sort_of(name: str, data: bytes) -> Sort:
    """Return how the part `name` is to be read; "other" is a part that cannot be looked into."""
    for start, sort in _STARTS:
        if data.startswith(start):
            return sort
    if is_picture(data):
        return "picture"
    if is_rich(data):
        return "rich"
    if PurePosixPath(name).suffix.lower() in _MAILS or is_mail(data[:_HEAD]):
        return "mail"
    return "text" if is_text(data) else _by_name(name, data)


def is_markup(name: str, text: str) -> bool:
    """Tell whether the part `name` is XML or a web page, and not a text without tags."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in _SUFFIXES - {".txt", ".csv", ".json"} or text.lstrip()[:1] == "<"


def _by_name(name: str, data: bytes) -> Sort:
    if _SETTINGS.fullmatch(name) and len(data) <= _LARGEST_SETTINGS:
        return "settings"
    if _FONTS.fullmatch(name) or (_LEFT.fullmatch(name) and not data.strip(b"\0")):
        return "font"
    return "other"
