"""A Word file from anywhere → its title, its headings and what its properties say."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from handbook.word.package.package import pack, read_any

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s*\d|title|titel", re.IGNORECASE)
_TITLE = re.compile(r"title|titel", re.IGNORECASE)
_LONGEST = 120  # characters of a line that may be a heading
_FIRST = 12  # paragraphs among which a title stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a Word file says of itself; "" is what it does not say.

    `title` is what its first lines or its properties call it. `headings` are its headings in
    order, those that only look like one because they are short and bold as well. `text` holds its
    paragraphs, those of tables as well.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    author: str = ""
    subject: str = ""
    version: str = ""
    text: tuple[str, ...] = ()


def outline_of(data: bytes) -> Outline:
    """Return the outline of the Word file `data`.

    Raises:
        ValueError: it is no Word file that can be read.
    """
    sound = pack(read_any(data))
    try:
        document = docx.Document(io.BytesIO(sound))
        return _outline(document)
    except (KeyError, AttributeError, TypeError, IndexError, LookupError, OSError) as error:
        raise ValueError("het is geen gewoon Word-bestand") from error


def _outline(document: WordDocument) -> Outline:
    paragraphs = [each for each in document.paragraphs if each.text.strip()]
    told = document.core_properties
    headings = tuple(_plain(each.text) for each in paragraphs if _is_heading(each))
    return Outline(
        title=_title(paragraphs) or _plain(told.title or ""),
        headings=headings,
        author=_plain(told.author or ""),
        subject=_plain(told.subject or ""),
        version=_plain(str(told.version or "")),
        text=tuple(_texts(document)),
    )


def _title(paragraphs: list[Paragraph]) -> str:
    """Return the line that stands above a document as its title; "" where none does."""
    first = paragraphs[:_FIRST]
    styled = [each for each in first if _TITLE.fullmatch(_style(each))]
    shown = styled or [each for each in first if _is_heading(each)]
    return _plain(shown[0].text) if shown else ""


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if not text or len(text) > _LONGEST:
        return False
    return bool(_HEADING.match(_style(paragraph))) or _is_bold_line(paragraph)


def _is_bold_line(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line in bold: in many files that is what a heading is."""
    runs = [each for each in paragraph.runs if each.text.strip()]
    said = paragraph.text.strip()
    return bool(runs) and all(each.bold for each in runs) and not said.endswith((".", ":", ";"))


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style is not None else ""


def _texts(document: WordDocument) -> Iterator[str]:
    yield from (each.text for each in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield "\t".join(cell.text for cell in row.cells)


def _plain(text: str) -> str:
    return " ".join(text.split())
