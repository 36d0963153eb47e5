"""Where a paragraph stands, as a person would look for it in Word."""

from collections.abc import Iterator, Mapping

from handbook.errors import Place
from handbook.word.package.markup import Element, qualified
from handbook.word.package.package import MAIN
from handbook.word.template_language.tags import paragraphs, plain
from handbook.word.writing.contents_page import OUTLINE, style_of
from handbook.word.writing.styles import Stylesheet

_SHOWN = 60  # letters of a heading

_STORIES: Mapping[str, str] = {
    "header": "koptekst",
    "footer": "voettekst",
    "footnotes": "een voetnoot",
    "endnotes": "een eindnoot",
    "comments": "een opmerking",
    "document": "tekst",
    "settings": "de instellingen",
    "styles": "de stijlen",
    "numbering": "de lijsten",
    "theme": "het thema",
    "chart": "een grafiek",
    "diagrams": "een SmartArt",
}


def shown_story(part: str) -> str:
    """Return what a person calls the part of a document that the file calls `part`."""
    return next((shown for piece, shown in _STORIES.items() if piece in part), part)


def places(
    root: Element, name: str, story: str, sheet: Stylesheet
) -> Iterator[tuple[Element, Place]]:
    """Yield every paragraph of a story with its place.

    Args:
        root: of the part `story`.
        name: how the user knows the file.
        story: the name of the part.
        sheet: says which paragraphs are headings.
    """
    heading, tables, counted, row = "", 0, 0, 0
    former_table: Element | None = None
    former_row: Element | None = None
    for paragraph in paragraphs(root):
        outer = _outermost_row(paragraph)
        if outer is None:
            level = OUTLINE.get(sheet.names.get(style_of(paragraph), ""), 0)
            if level and plain(paragraph).strip():
                heading, counted = plain(paragraph).strip(), 0
            counted += 1
            where = f"alinea {counted}"
        else:
            table = next(outer.iterancestors(_TABLE), None)
            if table is not former_table:
                tables, row, former_table = tables + 1, 0, table
            if outer is not former_row:
                row, former_row = row + 1, outer
            where = f"tabel {tables}, rij {row}"
        under = f' › kop "{heading[:_SHOWN]}"' if heading else ""
        if story != MAIN:
            under = f" › {shown_story(story)}"
        yield paragraph, Place(f"{name}{under} › {where}")


def _outermost_row(paragraph: Element) -> Element | None:
    found = None
    for each in paragraph.iterancestors(_ROW):
        found = each
    return found


_ROW, _TABLE = qualified("w:tr"), qualified("w:tbl")
