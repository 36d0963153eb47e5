"""The styles in and of tables, and those of letters."""

from collections.abc import Iterator

from tools.templates_design import (
    BOLD,
    DARKER,
    MAJOR,
    Style,
    colour,
    indent,
    line,
    listed,
    shade,
    size,
    spacing,
)

_BOTTOM = '<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>'


def _marked(name: str, bar: str, letters: str) -> Style:
    """Return a line with a bar beside it, so that a black and white print shows it too."""
    return Style(
        id=f"Regel{name.capitalize()}",
        name=f"Regel {name}",
        based="Tabelregel",
        lines=f"<w:pBdr>{bar}</w:pBdr>{indent(142)}",
        letters=letters,
        rank=4,
    )


IN_TABLES = (
    Style(
        id="Tabeltekst",
        name="Tabeltekst",
        lines=spacing(40, 40, 252),
        letters=size(19),
        rank=4,
    ),
    Style(
        id="Tabelkop",
        name="Tabelkop",
        based="Tabeltekst",
        lines="<w:keepNext/><w:suppressAutoHyphens/>",
        letters=BOLD + colour("background1"),
        rank=4,
    ),
    Style(
        id="Tabellabel",
        name="Tabellabel",
        based="Tabeltekst",
        lines="<w:suppressAutoHyphens/>",
        letters=BOLD + colour("text2"),
        rank=4,
    ),
    Style(
        id="Gegevenslabel",
        name="Gegevenslabel",
        based="Tabellabel",
        lines="<w:keepNext/>",
        rank=4,
    ),
    Style(
        id="Tabelnoot",
        name="Tabelnoot",
        based="Tabeltekst",
        lines=spacing(60, 40, 240),
        letters=colour("text1", "BF") + size(17),
        rank=4,
    ),
    Style(
        id="Versieregel",
        name="Versieregel",
        based="Tabelnoot",
        lines="<w:keepLines/>" + spacing(20, 20, 240) + indent(284, 284),
        rank=4,
    ),
    Style(
        id="Tabelregel",
        name="Tabelregel",
        based="Tabeltekst",
        lines=indent(142, 142) + "<w:contextualSpacing/>",
        rank=4,
    ),
    _marked("uitgesloten", line("left", 24, "text1", "A6", 6), "<w:i/><w:iCs/>"),
    _marked("ontbreekt", line("left", 24, "accent2", "", 6), BOLD),
    Style(
        id="Tabelopsomming",
        name="Tabelopsomming",
        based="Tabeltekst",
        lines=listed(5) + spacing(0, 20) + indent(227, 227),
        rank=4,
    ),
    Style(
        id="Stapnummer",
        name="Stapnummer",
        based="Tabeltekst",
        lines=listed(4) + indent(0),
        letters=MAJOR + BOLD + colour("text2") + size(22),
        rank=4,
    ),
    Style(
        id="Tabelafstand",
        name="Tabelafstand",
        lines=spacing(0, 180, 20, "exact"),
        letters=size(2),
        quick=False,
        rank=98,
    ),
    Style(
        id="Veldafstand",
        name="Veldafstand",
        lines=spacing(0, 0, 20, "exact"),
        letters=size(2),
        quick=False,
        rank=98,
    ),
)


def characters() -> Iterator[str]:
    """Yield the character styles."""
    boxed = (
        '<w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000" w:themeColor="accent2"/>'
        + shade("accent2", "33")
    )
    dotted = '<w:bdr w:val="dotted" w:sz="8" w:space="0" w:color="000000" w:themeColor="accent2"/>'
    underlined = '<w:u w:val="single"/>'
    looks = (
        ("Strong", "Strong", BOLD),
        ("Emphasis", "Emphasis", "<w:i/><w:iCs/>"),
        ("Kaderlabel", "Kaderlabel", BOLD + colour("text2")),
        ("OpenVeld", "Open veld", BOLD + colour("text1") + boxed),
        ("TeControleren", "Te controleren", "<w:i/><w:iCs/>" + colour("text1") + dotted),
        ("Verplicht", "Verplicht", BOLD + colour("accent2", darker=DARKER)),
        ("Documenttitel", "Documenttitel", BOLD + colour("text2")),
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


def table_styles() -> str:
    """Return the table styles."""
    hair = line("insideH", 4, "text1", "33")
    first_row = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{BOLD}{colour("background1")}</w:rPr>'
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
        f"{'' if margin else _BOTTOM}{looks}</w:style>"
    )
