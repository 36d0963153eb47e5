"""Writes the eight Word templates: python -m tools.make_templates [folder]."""

import sys
from collections.abc import Mapping
from pathlib import Path

from handbook.model.sources.profile import HouseStyle
from handbook.word.package.package import pack
from handbook.word.writing.house_style import dress
from tools.templates_markup import part
from tools.templates_package import font_table, joined, numbering, settings, theme
from tools.templates_pages import Page, pages
from tools.templates_styles import styles

FOLDER = Path(__file__).resolve().parent.parent / "templates"


def build() -> Mapping[str, bytes]:
    """Return the eight templates by file name; the same bytes on any day.

    They wear the default house style, so that a template opened by itself shows its colours in
    every program; an organisation's own comes in its place when a document is made.
    """
    return {f"{kind}.docx": pack(_parts(page)) for kind, page in pages().items()}


def _parts(page: Page) -> dict[str, bytes]:
    parts = {
        "word/document.xml": part("document", f"<w:body>{page.body}</w:body>"),
        "word/styles.xml": styles(page.design),
        "word/numbering.xml": numbering(headings=page.design.numbered),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
        **page.edges,
    }
    return dress(joined(parts, page.title), HouseStyle())


def main(folder: Path) -> None:
    """Write the templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in build().items():
        (folder / name).write_bytes(data)
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
