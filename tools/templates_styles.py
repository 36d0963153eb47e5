"""The styles of a template: every look refers to the theme, so that one template serves all."""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.templates_markup import part

# Twips, 1/20 point. The text of an A4 page in portrait is 161 mm wide.
TEXT_WIDTH = 9128
HANG = 737  # headings have their numbers in the left margin
HEADINGS = 4
_MAJOR = (
    '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"'
    ' w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/>'
)
_MINOR = _MAJOR.replace("major", "minor")
_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"
_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_BOTTOM = '<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>'
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_MINOR}"
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="nl-NL" w:eastAsia="nl-NL"'
    ' w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="140" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What one kind of template does in its own way.

    `numbered` headings count 1, 1.1, 1.1.1 and `chapters` begin on a new page; `cover` gives
    the title its place and colour on the band. `width` is that of the text, in twips.
    """

    numbered: bool = False
    chapters: bool = False
    cover: bool = False
    width: int = TEXT_WIDTH


def colour(theme: str, tint: str = "") -> str:
    """Return the colour of text by its name in the theme; `dress` writes the cached value."""
    return f'<w:color w:val="000000" w:themeColor="{theme}"{_tinted("themeTint", tint)}/>'


def shade(theme: str, tint: str = "") -> str:
    """Return the ground behind a text or cell."""
    tinted = _tinted("themeFillTint", tint)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="{theme}"{tinted}/>'


def line(side: str, width: int, theme: str, tint: str = "", space: int = 0) -> str:
    """Return one line of a border; `width` in 1/8 point, `space` to the text in points."""
    return (
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="000000"'
        f' w:themeColor="{theme}"{_tinted("themeTint", tint)}/>'
    )


def _tinted(name: str, tint: str) -> str:
    return f' w:{name}="{tint}"' if tint else ""


def size(half_points: int) -> str:
    """Return a size of letter, in half points as Word counts."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def spacing(before: int, after: int, height: int = 0, rule: str = "auto") -> str:
    """Return the room above and below a paragraph in twips; `height` 240 is one line."""
    lines = f' w:line="{height}" w:lineRule="{rule}"' if height else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def indent(left: int, hanging: int = 0, right: int = 0) -> str:
    """Return the indents of a paragraph in twips."""
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


def listed(number: int, level: int = 0) -> str:
    """Return the list that a style brings along."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: `lines` are its w:pPr and `letters` its w:rPr, in Word's order.

    A style of our own, not one that Word knows by itself, is `custom`; `quick` shows it in
    Word's gallery, in order of `rank`.
    """

    id: str
    name: str
    based: str = "Normal"
    following: str = ""
    lines: str = ""
    letters: str = ""
    custom: bool = True
    quick: bool = True
    rank: int = 50

    def __str__(self) -> str:
        custom = ' w:customStyle="1"' if self.custom else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="{self.based}"/>{following}'
            f'<w:uiPriority w:val="{self.rank}"/>{"<w:qFormat/>" if self.quick else ""}'
            f"{f'<w:pPr>{self.lines}</w:pPr>' if self.lines else ''}"
            f"{f'<w:rPr>{self.letters}</w:rPr>' if self.letters else ''}</w:style>"
        )


def styles(design: Design) -> bytes:
    """Return the part with all styles."""
    groups = (
        _headings(design),
        _titles(design),
        _running(),
        _callouts(),
        _in_tables(),
        _contents(design),
        _edges(design),
        _characters(),
    )
    inner = "".join(str(style) for group in groups for style in group)
    return part("styles", _DEFAULTS + _basic() + inner + _tables())


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
            letters=_MAJOR + _BOLD + colours[number - 1] + size(letters),
            custom=False,
            rank=9,
        )
    yield from _other_headings(design, sizes)


def _heading_lines(number: int, numbering: str, design: Design) -> str:
    top = "<w:pageBreakBefore/>" if number == 1 and design.chapters else ""
    return f"{_KEEP}{top}{numbering}"


def _other_headings(design: Design, sizes: tuple[tuple[int, int, int], ...]) -> Iterator[Style]:
    letters, before, after = sizes[0]
    looks = _MAJOR + _BOLD + colour("text2") + size(letters)
    room = spacing(before, after, 240)
    # On Normal and not on heading 1 with its number taken off: several readers print it all the
    # same.
    plain = _heading_lines(1, "", design) + room
    yield Style(
        id="KopZonderNummer",
        name="Kop zonder nummer",
        following="Normal",
        lines=plain + '<w:outlineLvl w:val="0"/>',
        letters=looks,
        rank=9,
    )
    yield Style(
        id="TOCHeading",
        name="TOC Heading",
        following="Normal",
        lines=plain,
        letters=looks,
        custom=False,
        rank=39,
    )
    yield Style(
        id="Bijlagekop",
        name="Bijlagekop",
        following="Normal",
        lines=_heading_lines(1, listed(6), design)
        + room
        + indent(1871, 1871)
        + '<w:outlineLvl w:val="0"/>',
        letters=looks,
        rank=9,
    )
    for number in (2, 3):
        letters, before, after = sizes[number - 1]
        yield Style(
            id=f"Bijlagekop{number}",
            name=f"Bijlagekop {number}",
            following="Normal",
            lines=_KEEP
            + listed(6, number - 1)
            + spacing(before, after, 240)
            + indent(0, HANG)
            + f'<w:outlineLvl w:val="{number - 1}"/>',
            letters=_MAJOR + _BOLD + colour("text2") + size(letters),
            rank=9,
        )


def _titles(design: Design) -> Iterator[Style]:
    ink = colour("background1") if design.cover else colour("text2")
    soft = colour("background1") if design.cover else colour("text1", "BF")
    yield Style(
        id="Title",
        name="Title",
        following="Subtitle",
        lines="<w:keepNext/><w:suppressAutoHyphens/>"
        + spacing(0, 160 if design.cover else 200, 228),
        letters=_MAJOR + _BOLD + ink + size(76 if design.cover else 44),
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
    yield Style(
        id="Bovenregel",
        name="Bovenregel",
        following="Title",
        lines="<w:keepNext/>" + spacing(0, 60, 240),
        letters=f'{_BOLD}<w:caps/>{colour("accent2")}<w:spacing w:val="30"/>{size(18)}',
        rank=10,
    )
    yield Style(
        id="Beheerregel",
        name="Beheerregel",
        following="Inleiding",
        lines=spacing(0, 280, 252),
        letters=colour("text1", "BF") + size(19),
        rank=11,
    )
    yield Style(
        id="OmslagRegel",
        name="Omslag regel",
        lines=spacing(120, 0, 264),
        letters=colour("background1") + size(22),
        quick=False,
        rank=98,
    )
    yield Style(
        id="OmslagKoptekst",
        name="Omslag koptekst",
        lines=spacing(0, 0, 240),
        letters=_MAJOR + _BOLD + colour("text2") + size(32),
        quick=False,
        rank=98,
    )


def _running() -> Iterator[Style]:
    yield Style(id="BodyText", name="Body Text", custom=False, rank=1)
    yield Style(
        id="Inleiding",
        name="Inleiding",
        following="Normal",
        lines=spacing(0, 220, 300),
        letters=colour("text2") + size(24),
        rank=2,
    )
    # Under the facts of a document, where a table stands close above it.
    yield Style(
        id="Doel", name="Doel", based="Inleiding", lines='<w:spacing w:before="200"/>', rank=2
    )
    for name, number in (("Bullet", 2), ("Number", 3)):
        for level, (suffix, left) in enumerate((("", 397), ("2", 794))):
            yield Style(
                id=f"List{name}{suffix}",
                name=f"List {name} {suffix}".rstrip(),
                lines=listed(number, level) + '<w:spacing w:after="80"/>' + indent(left, 397),
                custom=False,
                rank=3,
            )
    yield Style(
        id="Caption",
        name="caption",
        following="Normal",
        lines="<w:keepNext/>" + spacing(200, 80, 240),
        letters=_BOLD + colour("text2") + size(18),
        custom=False,
        rank=35,
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


def _in_tables() -> Iterator[Style]:
    yield Style(
        id="Tabeltekst",
        name="Tabeltekst",
        lines=spacing(40, 40, 252),
        letters=size(19),
        rank=4,
    )
    yield Style(
        id="Tabelkop",
        name="Tabelkop",
        based="Tabeltekst",
        lines="<w:keepNext/><w:suppressAutoHyphens/>",
        letters=_BOLD + colour("background1"),
        rank=4,
    )
    yield Style(
        id="Tabellabel",
        name="Tabellabel",
        based="Tabeltekst",
        lines="<w:suppressAutoHyphens/>",
        letters=_BOLD + colour("text2"),
        rank=4,
    )
    yield Style(
        id="Gegevenslabel",
        name="Gegevenslabel",
        based="Tabellabel",
        lines="<w:keepNext/>",
        rank=4,
    )
    yield Style(
        id="Tabelnoot",
        name="Tabelnoot",
        based="Tabeltekst",
        lines=spacing(60, 40, 240),
        letters=colour("text1", "BF") + size(17),
        rank=4,
    )
    yield Style(
        id="Tabelregel",
        name="Tabelregel",
        based="Tabeltekst",
        lines=indent(142, 142) + "<w:contextualSpacing/>",
        rank=4,
    )
    # A bar beside the line, so that a black and white print shows the difference too.
    for name, bar, tint, letters in (
        ("uitgesloten", "text1", "A6", "<w:i/><w:iCs/>"),
        ("ontbreekt", "accent2", "", _BOLD),
    ):
        yield Style(
            id=f"Regel{name.capitalize()}",
            name=f"Regel {name}",
            based="Tabelregel",
            lines=f"<w:pBdr>{line('left', 24, bar, tint, 6)}</w:pBdr>{indent(142, 0)}",
            letters=letters,
            rank=4,
        )
    yield Style(
        id="Tabelopsomming",
        name="Tabelopsomming",
        based="Tabeltekst",
        lines=listed(5) + spacing(0, 20) + indent(227, 227),
        rank=4,
    )
    yield Style(
        id="Stapnummer",
        name="Stapnummer",
        based="Tabeltekst",
        lines=listed(4) + indent(0),
        letters=_MAJOR + _BOLD + colour("text2") + size(22),
        rank=4,
    )
    yield Style(
        id="Tabelafstand",
        name="Tabelafstand",
        lines=spacing(0, 180, 20, "exact"),
        letters=size(2),
        quick=False,
        rank=98,
    )
    yield Style(
        id="Veldafstand",
        name="Veldafstand",
        lines=spacing(0, 0, 20, "exact"),
        letters=size(2),
        quick=False,
        rank=98,
    )


def _contents(design: Design) -> Iterator[Style]:
    """Yield the lines of the contents page; a chapter has a hairline above it.

    The second tab of a chapter is for "Bijlage A", which is wider than a number.
    """
    end = f'<w:tab w:val="right" w:leader="dot" w:pos="{design.width}"/>'
    for level, (start, first, above) in enumerate(
        ((0, 510, 110), (510, 1134, 0), (1134, 1871, 0)), start=1
    ):
        stops = [first, 1247] if level == 1 else [first]
        tabs = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
        rule = f"<w:pBdr>{line('top', 4, 'text1', '33', 5)}</w:pBdr>" if level == 1 else ""
        keep = "<w:keepNext/>" if level == 1 else ""
        yield Style(
            id=f"TOC{level}",
            name=f"toc {level}",
            following="Normal",
            lines=f"{keep}{rule}<w:tabs>{tabs}{end}</w:tabs>"
            + spacing(above, 50, 252)
            + indent(first, first - start),
            letters=_BOLD + colour("text2") if level == 1 else "",
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


def _characters() -> Iterator[str]:
    boxed = (
        '<w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000" w:themeColor="accent2"/>'
        + shade("accent2", "33")
    )
    wavy = '<w:u w:val="wave" w:color="000000" w:themeColor="accent2"/>'
    underlined = '<w:u w:val="single"/>'
    looks = (
        ("Strong", "Strong", _BOLD),
        ("Emphasis", "Emphasis", "<w:i/><w:iCs/>"),
        ("Kaderlabel", "Kaderlabel", _BOLD + colour("text2")),
        ("OpenVeld", "Open veld", _BOLD + colour("text1") + boxed),
        ("TeControleren", "Te controleren", "<w:i/><w:iCs/>" + colour("text1") + wavy),
        ("Verplicht", "Verplicht", _BOLD + colour("accent2")),
        ("Documenttitel", "Documenttitel", _BOLD + colour("text2")),
        ("Hyperlink", "Hyperlink", colour("hyperlink") + underlined),
        ("FollowedHyperlink", "FollowedHyperlink", colour("followedHyperlink") + underlined),
        ("PlaceholderText", "Placeholder Text", colour("text1", "A6")),
    )
    known = {"Strong", "Emphasis", "Hyperlink", "FollowedHyperlink", "Placeholder Text"}
    for number, (key, name, letters) in enumerate(looks):
        custom = "" if name in known else ' w:customStyle="1"'
        yield (
            f'<w:style w:type="character"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="{20 + number}"/>'
            f"<w:qFormat/><w:rPr>{letters}</w:rPr></w:style>"
        )


def _tables() -> str:
    hair = line("insideH", 4, "text1", "33")
    first_row = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}{colour("background1")}</w:rPr>'
        f'<w:tcPr>{shade("text2")}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    bands = f'<w:tblStylePr w:type="band2Horz"><w:tcPr>{shade("background2")}</w:tcPr>'
    label = f'<w:tblStylePr w:type="firstCol"><w:tcPr>{shade("background2")}</w:tcPr>'
    return (
        _table_style(
            "Tabel handboek",
            line("top", 8, "text2") + line("bottom", 8, "text2") + hair,
            f"{first_row}{bands}</w:tblStylePr>",
        )
        + _table_style(
            "Tabel gegevens",
            line("top", 4, "text1", "33") + line("bottom", 4, "text1", "33") + hair,
        )
        + _table_style(
            "Tabel formulier", line("bottom", 4, "text1", "59"), f"{label}</w:tblStylePr>"
        )
        + _table_style("Tabel koptekst", line("bottom", 4, "text1", "40"), margin=0)
        + _table_style("Tabel voettekst", line("top", 4, "text1", "40"), margin=0)
    )


def _table_style(name: str, borders: str, looks: str = "", margin: int = 113) -> str:
    key = "".join(word.capitalize() for word in name.split())
    room = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", margin), ("bottom", 45), ("right", margin))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:qFormat/><w:tblPr>'
        '<w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{room}</w:tblCellMar></w:tblPr>"
        f"{'' if margin else _BOTTOM}"
        f"{looks}</w:style>"
    )
