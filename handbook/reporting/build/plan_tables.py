"""Tables of a plan and of the norm."""

import io
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from handbook.errors import plain
from handbook.model.documents.build import Outcome
from handbook.model.sources.library import Library
from handbook.reporting.build.outcome_text import ACTION_STYLES, problems_of, problems_text, summary
from handbook.reporting.terminal.stream import PLAIN, Capabilities, paint

# A row of the norm: the parts it belongs to (none: all of them), and its cells.
_Row = tuple[Sequence[str], Sequence[str]]
_ALL = "alle"
# rich's SIMPLE_HEAD, a line under the heads and nothing more, for a stream that has no "─".
_PLAIN_HEAD = box.Box("    \n    \n -- \n" + "    \n" * 5, ascii=True)


def plan_text(
    outcomes: Iterable[Outcome], *, why: bool = False, style: Capabilities = PLAIN
) -> str:
    """Return what a build would do, as a table for each organisation.

    Documents that would stay as they are are only counted, unless the reader asks `why`.
    """
    blocks = []
    for outcome in outcomes:
        name = paint(plain(outcome.organisation), "bold", on=style.colour)
        blocks.append(f"{name}: {summary([outcome])}")
        rows = [
            (Text(each.action, ACTION_STYLES[each.action]), each.code, each.title, each.reason)
            for each in outcome.documents
            if why or each.action != "ongewijzigd"
        ]
        blocks.append(table(("Wat", "Code", "Titel", "Waarom"), rows, style))
        blocks.append(problems_text(problems_of(outcome), colour=style.colour))
    return "\n\n".join(block for block in blocks if block)


def norm_text(library: Library, *, parts: Sequence[str] = (), style: Capabilities = PLAIN) -> str:
    """Return what the norm packs hold as tables: parts, activities, kenmerken and topics.

    With `parts`, part codes, only what belongs to one of those or to every part.
    """
    tables: dict[str, tuple[Sequence[str], Iterable[_Row]]] = {
        "Onderdelen": (("Code", "Titel", "Editie", "Vereist"), _parts(library)),
        "Activiteiten": (("Onderdeel", "Activiteit", "Titel", "Groep"), _activities(library)),
        "Kenmerken": (("Kenmerk", "Titel", "Onderdeel"), _characteristics(library)),
        "Onderwerpen": (
            ("Onderwerp", "Rubriek", "Titel", "Onderdeel", "ISO 9001:2015"),
            _topics(library),
        ),
    }
    blocks = []
    for title, (heads, found) in tables.items():
        rows = [cells for codes, cells in found if not (parts and codes) or {*parts} & {*codes}]
        if rows:
            head = paint(f"{title} ({len(rows)})", "bold", on=style.colour)
            blocks.append(f"{head}\n{table(heads, rows, style)}")
    return "\n\n".join(blocks)


def _parts(library: Library) -> Iterator[_Row]:
    for part in library.parts.values():
        yield (part.code,), (part.code, part.title, part.edition, ", ".join(part.requires))


def _activities(library: Library) -> Iterator[_Row]:
    for each in library.activities.values():
        yield (each.part,), (each.part, each.id, each.title, each.group)


def _characteristics(library: Library) -> Iterator[_Row]:
    for each in library.characteristics.values():
        yield each.parts, (each.id, each.title, ", ".join(each.parts) or _ALL)


def _topics(library: Library) -> Iterator[_Row]:
    for topic in library.topics.values():
        codes = topic.condition.parts
        cells = (str(topic.section), topic.title, ", ".join(codes) or _ALL, ", ".join(topic.iso))
        yield codes, (topic.id, *cells)


def table(heads: Sequence[str], rows: Sequence[Sequence[str | Text]], style: Capabilities) -> str:
    """Return a table without a line end; "" when there are no rows. No cell is cut off."""
    if not rows:
        return ""
    table = Table(box=box.SIMPLE_HEAD if style.signs else _PLAIN_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        # A text in square brackets would be taken for a style.
        table.add_row(*(Text(plain(cell)) if isinstance(cell, str) else cell for cell in row))
    page = io.StringIO()
    Console(
        file=page,
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        legacy_windows=False,
        force_jupyter=False,
    ).print(table)
    lines = [line.rstrip() for line in page.getvalue().splitlines()]
    return "\n".join(line for line in lines if line)
