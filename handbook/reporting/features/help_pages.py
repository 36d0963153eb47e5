"""A page of the documentation as a terminal shows it."""

import io
import re
from collections.abc import Mapping

from rich.console import Console
from rich.markdown import Markdown

from handbook.reporting.terminal.stream import Capabilities, prose_columns


def page_text(text: str, style: Capabilities) -> str:
    """Return a page of Markdown as text; a link is told by its words alone."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<!--.*?-->\n?", "", text))
    page = io.StringIO()
    Console(
        file=page,
        width=prose_columns(),
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        legacy_windows=False,
        force_jupyter=False,
        safe_box=not style.signs,
    ).print(Markdown(plain, hyperlinks=False))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()).strip("\n")


def titles_text(titles: Mapping[str, str]) -> str:
    """Return the names of all pages, each with its title."""
    width = max(map(len, titles), default=0)
    lines = [f"  {name.ljust(width)}  {title}" for name, title in titles.items()]
    head = "Typ 'handbook uitleg' met een van deze namen, een code zoals HB118, of een sleutel:"
    return "\n".join([head, "", *lines])
