"""Content → Word: runs, paragraphs, lists and tables in the template's own styles."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

from handbook.model.documents.document import Passage, Text
from handbook.model.sources.content import (
    TONE_LABELS,
    Block,
    Grid,
    Listing,
    Paragraph,
    Run,
    Runs,
    Tone,
)
from handbook.word.package.markup import escape
from handbook.word.writing.draft import Draft

TONES: Mapping[Tone, str] = {
    "inleiding": "Inleiding",
    "tip": "Kader tip",
    "let-op": "Kader let op",
    "norm": "Kader norm",
    "voorstel": "Kader voorstel",
}
# A proposal looks like an open field: both wait for a choice of the organisation.
_MARKS = {"open": "Open veld", "twijfel": "Te controleren", "voorstel": "Open veld"}
# The order in which Word wants run properties; the SDK validator refuses any other.
_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
    *("specVanish", "oMath"),
)
_FIRST_PARAGRAPH = re.compile(r"<w:p>(?:<w:pPr>.*?</w:pPr>)?")
_SPECIAL = {"\n": "<w:br/>", "\t": "<w:tab/>"}

Look = Mapping[str, str]


def text_run(text: str, look: Look | None = None) -> str:
    """Return a run that prints `text`, with its line ends and tabs as Word has them."""
    inner = "".join(
        _SPECIAL.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split("([\n\t])", text)
        if piece
    )
    return f"<w:r>{run_properties(look or {})}{inner}</w:r>" if inner else ""


def run_properties(look: Look) -> str:
    """Return `w:rPr` of a look, its children in Word's order, or nothing."""
    inner = "".join(look[name] for name in _ORDER if name in look)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def styled(look: Look, style: str) -> Look:
    """Return `look` with a character style in place of its own."""
    return {**look, "rStyle": f'<w:rStyle w:val="{style}"/>'} if style else look


def runs_xml(runs: Runs, draft: Draft, look: Look | None = None) -> str:
    """Return `runs` in `look`, with links and marks; a link that leads nowhere prints plain."""
    return "".join(_run(each, draft, look or {}) for each in runs)


def _run(run: Run, draft: Draft, look: Look) -> str:
    target = draft.address(run.link) if run.link else ""
    look = _look_of(run, draft, look, linked=bool(target))
    xml = text_run(run.text, look)
    if not (target and xml):
        return xml
    relationship = draft.relate("hyperlink", target, external=True)
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{xml}</w:hyperlink>'


def _look_of(run: Run, draft: Draft, look: Look, *, linked: bool) -> Look:
    """Return the look of a run: one character style, the rest of it as bold and italic."""
    character = draft.sheet.character
    bold, italic = run.bold, run.italic
    if run.mark:
        look = styled(look, character(_MARKS[run.mark]))
    elif linked:
        look = styled(look, character("Hyperlink"))
    elif bold and "rStyle" not in look and character("Strong"):
        look, bold = styled(look, character("Strong")), False
    elif italic and "rStyle" not in look and character("Emphasis"):
        look, italic = styled(look, character("Emphasis")), False
    if bold:
        look = {**look, "b": "<w:b/>", "bCs": "<w:bCs/>"}
    if italic:
        look = {**look, "i": "<w:i/>", "iCs": "<w:iCs/>"}
    return look


def text_xml(text: Text, draft: Draft, look: Look | None = None) -> str:
    """Return a text as runs, behind the bookmark that says where it comes from."""
    return draft.mark(text.source) + runs_xml(text.runs, draft, look)


def passage_xml(passage: Passage, draft: Draft) -> str:
    """Return a passage as paragraphs, lists and tables; its first paragraph has the bookmark."""
    pieces = []
    before: Tone = ""
    for block in passage.blocks:
        pieces.append(block_xml(block, draft, after=before))
        before = block.tone if isinstance(block, Paragraph) else ""
    xml = "".join(pieces)
    mark = draft.mark(passage.source) if xml else ""
    return _FIRST_PARAGRAPH.sub(lambda match: match[0] + mark, xml, count=1)


def block_xml(block: Block, draft: Draft, after: Tone = "") -> str:
    """Return one block; `after` is the tone of the paragraph above it.

    Callouts of one tone that follow each other are one box, so only the first has the label.
    """
    if isinstance(block, Paragraph):
        return _paragraph(block, draft, labelled=block.tone != after)
    if isinstance(block, Listing):
        return _listing(block, draft)
    return _grid(block, draft)


def paragraph(style: str, inner: str, numbering: str = "") -> str:
    """Return a paragraph in the style with id `style`; "" is the default style."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + numbering
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def _paragraph(block: Paragraph, draft: Draft, *, labelled: bool) -> str:
    style = draft.sheet.paragraph(TONES[block.tone]) if block.tone else ""
    label = TONE_LABELS.get(block.tone, "")
    text = "".join(run.text for run in block.runs)
    shown = ""
    if label and labelled and not text.casefold().startswith(label.casefold()):
        shown = text_run(f"{label}  ", styled({}, draft.sheet.character("Kaderlabel")))
    return paragraph(style, shown + runs_xml(block.runs, draft))


def _listing(block: Listing, draft: Draft) -> str:
    name = "List Number" if block.ordered else "List Bullet"
    number = draft.new_list(name) if block.ordered else 0
    lines = []
    for item in block.items:
        level = min(item.level, 1)
        style = draft.sheet.paragraph(f"{name} 2" if level else name)
        # A list of its own with a start override: lists by style alone count on from each other.
        numbering = (
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            if number
            else ""
        )
        lines.append(paragraph(style, runs_xml(item.runs, draft), numbering))
    return "".join(lines)


def _grid(block: Grid, draft: Draft) -> str:
    widths = column_widths(block.shares, draft.text_width)
    sheet = draft.sheet
    head = _row(block.head, widths, (draft, sheet.paragraph("Tabelkop")), band=None)
    rows = "".join(
        _row(row, widths, (draft, sheet.paragraph("Tabeltekst")), band=number % 2)
        for number, row in enumerate(block.rows)
    )
    caption = (
        paragraph(sheet.paragraph("caption"), text_run(block.caption)) if block.caption else ""
    )
    spacer = paragraph(sheet.paragraph("Tabelafstand"), "")
    start = table_start(widths, sheet.table("Tabel handboek"), block.caption)
    return f"{caption}{start}{head}{rows}</w:tbl>{spacer}"


def table_start(widths: Sequence[int], style: str, caption: str = "") -> str:
    """Return a table up to its first row: fixed columns, a head row, bands."""
    described = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"{described}</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + "</w:tblGrid>"
    )


def table_row(cells: Sequence[str], widths: Sequence[int], band: int | None) -> str:
    """Return a row of cells that hold whole paragraphs; `band` None is the head."""
    # Word writes this itself; some converters need it to know which look of the style applies.
    kind = "100000000000" if band is None else ("000000100000", "000000010000")[band]
    head = "<w:tblHeader/>" if band is None else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f'<w:tr><w:trPr><w:cnfStyle w:val="{kind}"/><w:cantSplit/>{head}</w:trPr>{inner}</w:tr>'


def _row(
    cells: Sequence[Runs],
    widths: Sequence[int],
    draft_and_style: tuple[Draft, str],
    band: int | None,
) -> str:
    draft, style = draft_and_style
    return table_row([paragraph(style, runs_xml(each, draft)) for each in cells], widths, band)


@cache
def column_widths(shares: Sequence[int], text_width: int) -> tuple[int, ...]:
    """Return column widths that divide `text_width` in proportion to `shares`.

    Widths are in twips (1/20 point, 1440 to the inch), the unit of `w:gridCol`, and add up to
    `text_width` exactly. Rounded one by one they can miss it by a few twips, and the right border
    of the table then stands out of line with the text.

    Args:
        shares: one positive number for each column; only their proportion counts.
        text_width: width between the margins in twips, at least one for each column.

    Source: ECMA-376 Part 1, `gridCol` (Grid Column Definition).
    """
    total = sum(shares)
    edges = [0, *(round(text_width * share / total) for share in accumulate(shares))]
    return tuple(right - left for left, right in pairwise(edges))
