"""The styles of a template: every look refers to the theme, so that one template serves all."""

from collections.abc import Iterator, Sequence

from tools.templates_design import (
    BOLD,
    DARKER,
    HANG,
    HEADINGS,
    KEEP,
    MAJOR,
    MINOR,
    Design,
    Style,
    colour,
    indent,
    line,
    listed,
    shade,
    size,
    spacing,
)
from tools.templates_looks import IN_TABLES, characters, table_styles
from tools.templates_markup import part

_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{MINOR}"
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="nl-NL" w:eastAsia="nl-NL"'
    ' w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="140" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)


def styles(design: Design) -> bytes:
    """Return the part with all styles."""
    groups = (
        _headings(design),
        _titles(design),
        _TITLES,
        _RUNNING,
        _lists(),
        _callouts(),
        IN_TABLES,
        _contents(design),
        _edges(design),
        characters(),
    )
    inner = "".join(str(style) for group in groups for style in group)
    return part("styles", _DEFAULTS + _basic() + inner + table_styles())


def _basic() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:rPr>{colour('text1')}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        f"<w:unhideWhenUsed/></w:style>{_NORMAL_TABLE}"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def _headings(design: Design) -> Iterator[Style]:
    large = ((34, 0, 200), (26, 360, 100), (22, 280, 60), (21, 220, 40))
    small = ((28, 340, 110), (23, 300, 80), (21, 240, 60), (21, 200, 40))
    sizes = large if design.chapters else small
    colours = (colour("text2"), colour("text2"), colour("accent1"), colour("text1"))
    for number in range(1, HEADINGS + 1):
        letters, before, after = sizes[number - 1]
        counted = design.numbered and number < HEADINGS
        yield Style(
            id=f"Heading{number}",
            name=f"heading {number}",
            following="Normal",
            lines=_heading_lines(number, listed(1, number - 1) if counted else "", design)
            + spacing(before, after, 240)
            + (indent(0, HANG) if counted else "")
            + f'<w:outlineLvl w:val="{number - 1}"/>',
            letters=MAJOR + BOLD + colours[number - 1] + size(letters),
            custom=False,
            rank=9,
        )
    yield from _other_headings(design, sizes)


def _heading_lines(number: int, numbering: str, design: Design) -> str:
    top = "<w:pageBreakBefore/>" if number == 1 and design.chapters else ""
    return f"{KEEP}{top}{numbering}"


def _other_headings(design: Design, sizes: Sequence[tuple[int, int, int]]) -> Iterator[Style]:
    letters, before, after = sizes[0]
    looks = MAJOR + BOLD + colour("text2") + size(letters)
    room = spacing(before, after, 240)
    outline = '<w:outlineLvl w:val="0"/>'
    lines = _heading_lines(1, "", design) + room
    # On Normal and not on heading 1 with its number taken off: several readers print it all the
    # same.
    yield _heading("Kop zonder nummer", lines + outline, looks)
    yield Style(
        id="TOCHeading",
        name="TOC Heading",
        following="Normal",
        lines=lines,
        letters=looks,
        custom=False,
        rank=39,
    )
    lettered = _heading_lines(1, listed(6), design) + room + indent(1871, 1871)
    yield _heading("Bijlagekop", lettered + outline, looks)
    for number in (2, 3):
        letters, before, after = sizes[number - 1]
        lines = KEEP + listed(6, number - 1) + spacing(before, after, 240) + indent(0, HANG)
        outline = f'<w:outlineLvl w:val="{number - 1}"/>'
        looks = MAJOR + BOLD + colour("text2") + size(letters)
        yield _heading(f"Bijlagekop {number}", lines + outline, looks)


def _heading(name: str, lines: str, letters: str) -> Style:
    key = "".join(word.capitalize() for word in name.split())
    return Style(id=key, name=name, following="Normal", lines=lines, letters=letters, rank=9)


def _titles(design: Design) -> Iterator[Style]:
    ink = colour("background1") if design.cover else colour("text2")
    soft = colour("background1") if design.cover else colour("text1", "BF")
    yield Style(
        id="Title",
        name="Title",
        following="Subtitle",
        lines="<w:keepNext/><w:suppressAutoHyphens/>"
        + spacing(0, 160 if design.cover else 200, 228),
        letters=MAJOR + BOLD + ink + size(76 if design.cover else 44),
        custom=False,
        rank=10,
    )
    yield Style(
        id="Subtitle",
        name="Subtitle",
        following="Normal",
        lines="<w:suppressAutoHyphens/>" + spacing(0, 120, 264),
        letters=soft + size(32 if design.cover else 24),
        custom=False,
        rank=11,
    )


_TITLES = (
    Style(
        id="Bovenregel",
        name="Bovenregel",
        following="Title",
        lines="<w:keepNext/>" + spacing(0, 60, 240),
        letters=f'{BOLD}<w:caps/>{colour("accent2", darker=DARKER)}<w:spacing w:val="30"/>'
        + size(18),
        rank=10,
    ),
    Style(
        id="Beheerregel",
        name="Beheerregel",
        following="Inleiding",
        lines=spacing(0, 280, 252),
        letters=colour("text1", "BF") + size(19),
        rank=11,
    ),
    Style(
        id="OmslagRegel",
        name="Omslag regel",
        lines=spacing(120, 0, 264),
        letters=colour("background1") + size(22),
        quick=False,
        rank=98,
    ),
    Style(
        id="OmslagKoptekst",
        name="Omslag koptekst",
        lines=spacing(0, 0, 240),
        letters=MAJOR + BOLD + colour("text2") + size(32),
        quick=False,
        rank=98,
    ),
)
_RUNNING = (
    Style(id="BodyText", name="Body Text", custom=False, rank=1),
    Style(
        id="Inleiding",
        name="Inleiding",
        following="Normal",
        lines=spacing(0, 220, 300),
        letters=colour("text2") + size(24),
        rank=2,
    ),
    # Under the facts of a document, where a table stands close above it.
    Style(id="Doel", name="Doel", based="Inleiding", lines='<w:spacing w:before="200"/>', rank=2),
    Style(
        id="Caption",
        name="caption",
        following="Normal",
        lines="<w:keepNext/>" + spacing(200, 80, 240),
        letters=BOLD + colour("text2") + size(18),
        custom=False,
        rank=35,
    ),
    # The history closes a document: a rule keeps it apart from the text.
    Style(
        id="Versiekop",
        name="Versiekop",
        based="Caption",
        following="Versieregel",
        lines=f"<w:pBdr>{line('top', 4, 'text1', '33', 8)}</w:pBdr>" + spacing(480, 40, 240),
    ),
)


def _lists() -> Iterator[Style]:
    for name, number in (("Bullet", 2), ("Number", 3)):
        for level, (suffix, left) in enumerate((("", 397), ("2", 794))):
            yield Style(
                id=f"List{name}{suffix}",
                name=f"List {name} {suffix}".rstrip(),
                lines=listed(number, level) + '<w:spacing w:after="80"/>' + indent(left, 397),
                custom=False,
                rank=3,
            )


def _callouts() -> Iterator[Style]:
    """Yield the callouts: paragraphs with a bar and a tint, that join where two follow."""
    for name, bar, ground, tint in (
        ("tip", "accent1", "accent1", "1A"),
        ("let op", "accent2", "accent2", "1F"),
        ("norm", "text2", "background2", ""),
    ):
        edge = [line(side, 4, ground, tint, 6) for side in ("top", "bottom", "right")]
        box = edge[0] + line("left", 36, bar, "", 9) + edge[1] + edge[2]
        yield _callout(f"Kader {name}", box, shade(ground, tint))
    # A proposal has to be seen in a black and white print as well: a broken line all around.
    box = "".join(
        line(side, 12, "accent2", "", 9 if side in ("left", "right") else 6).replace(
            '"single"', '"dashed"'
        )
        for side in ("top", "left", "bottom", "right")
    )
    yield _callout("Kader voorstel", box, shade("accent2", "0F"))


def _callout(name: str, box: str, ground: str) -> Style:
    return Style(
        id="".join(word.capitalize() for word in name.split()),
        name=name,
        lines=f"<w:keepLines/><w:pBdr>{box}</w:pBdr>{ground}"
        + spacing(200, 240, 276)
        + indent(227, 0, 200)
        + "<w:contextualSpacing/>",
        letters=size(20),
        rank=5,
    )


def _contents(design: Design) -> Iterator[Style]:
    """Yield the lines of the contents page; a chapter has a hairline above it.

    The second tab of a chapter is for "Bijlage A", which is wider than a number. Chapters without
    sections stand close, and do not all hold on to each other.
    """
    above_chapter = 110 if design.numbered else 40
    end = f'<w:tab w:val="right" w:leader="dot" w:pos="{design.width}"/>'
    for level, (start, first, above) in enumerate(
        ((0, 510, above_chapter), (510, 1134, 0), (1134, 1871, 0)), start=1
    ):
        stops = [first, 1247] if level == 1 else [first]
        tabs = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
        rule = f"<w:pBdr>{line('top', 4, 'text1', '33', 5)}</w:pBdr>" if level == 1 else ""
        keep = "<w:keepNext/>" if level == 1 and design.numbered else ""
        yield Style(
            id=f"TOC{level}",
            name=f"toc {level}",
            following="Normal",
            lines=f"{keep}{rule}<w:tabs>{tabs}{end}</w:tabs>"
            + spacing(above, 50, 252)
            + indent(first, first - start),
            letters=BOLD + colour("text2") if level == 1 else "",
            custom=False,
            quick=False,
            rank=39,
        )


def _edges(design: Design) -> Iterator[Style]:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{design.width}"/></w:tabs>'
    for sort, dutch, letters in (("header", "Koptekst", 17), ("footer", "Voettekst", 16)):
        yield Style(
            id=sort.capitalize(),
            name=sort,
            lines=tabs + spacing(0, 0, 240),
            letters=colour("text1", "BF") + size(letters),
            custom=False,
            quick=False,
            rank=99,
        )
        yield Style(
            id=f"{dutch}Rechts",
            name=f"{dutch} rechts",
            based=sort.capitalize(),
            lines='<w:suppressAutoHyphens/><w:jc w:val="right"/>',
            quick=False,
            rank=99,
        )
