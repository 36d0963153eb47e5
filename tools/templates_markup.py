"""Pieces of WordprocessingML that the templates are put together from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handbook.word.package.markup import HEADER, escape

NAMESPACES: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
EMU_PER_CM = 360_000
EMU_PER_POINT = 12_700
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def part(tag: str, inner: str) -> bytes:
    """Return a part whose root is `w:tag`, with every prefix declared."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return f'{HEADER}<w:{tag} {declared} mc:Ignorable="w14">{inner}</w:{tag}>'.encode()


def run(text: str, style: str = "") -> str:
    """Return a run with `text`, which may hold a tag, in a character style."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def block(expression: str, style: str = "") -> str:
    """Return a run that prints the text `expression` with its bookmark."""
    return run(f"{{{{r blok({expression}) }}}}", style)


def shown(word: str, style: str = "") -> str:
    """Return a run that shows a property of the document as a field."""
    return run(f"{{{{r eigenschap('{word}') }}}}", style)


def field(instruction: str, result: str) -> str:
    """Return a field of Word with what it prints until Word counts."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + run(result) + mark("end")


TAB = "<w:r><w:tab/></w:r>"


def paragraph(style: str, *runs: str, last: str = "") -> str:
    """Return a paragraph in the style with id `style`; `last` closes its properties."""
    inner = "".join(runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{last}</w:pPr>{inner}</w:p>'


def text(style: str, words: str) -> str:
    """Return a paragraph of plain words."""
    return paragraph(style, run(words))


def control(statement: str) -> str:
    """Return the paragraph of a `{%p … %}` tag, alone as docxtpl wants it."""
    return f"<w:p>{run(f'{{%p {statement} %}}')}</w:p>"


def placed(call: str) -> str:
    """Return the paragraph that `call` replaces by paragraphs, lists and tables."""
    return f"<w:p>{run(f'{{{{p {call} }}}}')}</w:p>"


def when(condition: str, *inner: str) -> str:
    """Return `inner` printed only when `condition` holds."""
    return control(f"if {condition}") + "".join(inner) + control("endif")


def each(name: str, sequence: str, *inner: str) -> str:
    """Return `inner` printed for each of `sequence`, known as `name`."""
    return control(f"for {name} in {sequence}") + "".join(inner) + control("endfor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns in twips, its style, and what a screen reader calls it.

    `head` are the words of a row that repeats on every page; `banded` tints every other row.
    """

    widths: Sequence[int]
    caption: str
    style: str = "TabelHandboek"
    head: Sequence[str] = ()
    banded: bool = True
    first_column: bool = False
    frame: str = ""


def table(shape: Table, *rows: str) -> str:
    """Return a table of `rows`, each made by `row` or a tag by `row_control`."""
    look = f'w:firstRow="{int(bool(shape.head))}" w:lastRow="0"'
    look += f' w:firstColumn="{int(shape.first_column)}" w:lastColumn="0"'
    look += f' w:noHBand="{int(not shape.banded)}" w:noVBand="1"'
    # The same six switches as one number, which older readers look at (ECMA-376, tblLook).
    bits = 0x20 * bool(shape.head) | 0x80 * shape.first_column | 0x200 * (not shape.banded) | 0x400
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{shape.style}"/>{shape.frame}'
        f'<w:tblW w:w="{sum(shape.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{bits:04X}" {look}/><w:tblCaption w:val="{escape(shape.caption)}"/>'
        "</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in shape.widths)
        + "</w:tblGrid>"
        + (_head(shape) if shape.head else "")
        + "".join(rows)
        + "</w:tbl>"
    )


def _head(shape: Table) -> str:
    cells = [text("Tabelkop", words) for words in shape.head]
    marks = '<w:cnfStyle w:val="100000000000"/><w:cantSplit/><w:tblHeader/>'
    return row(shape.widths, cells, marks=marks)


def row(widths: Sequence[int], cells: Sequence[str], marks: str = "<w:cantSplit/>") -> str:
    """Return a row of cells that hold whole paragraphs; `marks` are its properties."""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{inner}</w:tr>"


def row_control(widths: Sequence[int], statement: str) -> str:
    """Return the row of a `{%tr … %}` tag; docxtpl takes the whole row away."""
    cells = ["<w:p/>"] * len(widths)
    cells[0] = text("Tabeltekst", f"{{%tr {statement} %}}")
    return row(widths, cells)


def each_row(shape: Table, name: str, sequence: str, *cells: str) -> str:
    """Return a row of `cells` for each of `sequence`, known as `name`."""
    return (
        row_control(shape.widths, f"for {name} in {sequence}")
        + row(shape.widths, cells)
        + row_control(shape.widths, "endfor")
    )


SPACER = '<w:p><w:pPr><w:pStyle w:val="Tabelafstand"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A decorative shape, placed on the page in centimetres from its upper left corner."""

    name: str
    left: float
    top: float
    width: float
    height: float
    fill: str
    legacy: str = ""
    ellipse: bool = False


def drawing(number: int, shape: Shape) -> str:
    """Return a run with `shape` behind the text; `legacy` is its colour for Word before 2010.

    Without `legacy` older readers show nothing.
    """
    left, top, width, height = (
        round(each * EMU_PER_CM) for each in (shape.left, shape.top, shape.width, shape.height)
    )
    outline = "ellipse" if shape.ellipse else "rect"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        f' relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapNone/><wp:docPr id="{number}" name="{shape.name}" descr="">{_DECORATIVE}'
        "</wp:docPr><wp:cNvGraphicFramePr/><a:graphic><a:graphicData"
        f' uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{outline}"><a:avLst/></a:prstGeom>{shape.fill}'
        "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback>{_legacy(number, shape)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _legacy(number: int, shape: Shape) -> str:
    if not shape.legacy:
        return ""

    def points(centimetres: float) -> str:
        return f"{centimetres * EMU_PER_CM / EMU_PER_POINT:.1f}pt"

    return (
        f'<w:pict><v:rect id="vlak{number}" style="position:absolute;'
        f"margin-left:{points(shape.left)};margin-top:{points(shape.top)};"
        f"width:{points(shape.width)};height:{points(shape.height)};z-index:-{number};"
        'mso-position-horizontal-relative:page;mso-position-vertical-relative:page"'
        f' fillcolor="#{shape.legacy}" stroked="f"/></w:pict>'
    )
