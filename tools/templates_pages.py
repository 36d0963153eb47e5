"""The text of the five templates, with the tags that docxtpl fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.templates_markup import (
    SPACER,
    Shape,
    Table,
    block,
    control,
    drawing,
    each,
    each_row,
    field,
    paragraph,
    part,
    placed,
    row,
    run,
    shown,
    table,
    text,
    when,
)
from tools.templates_package import THEME, arrow_id
from tools.templates_styles import TEXT_WIDTH, Design

WIDE = 14344  # the text of an A4 page in landscape: 253 mm, in twips
_LOGO = 3572  # room for a logo of 60 mm, in twips
_DOT = run("  ·  ")
_FACTS = (
    (("Code", "code"), ("Eigenaar", "eigenaar")),
    (("Versie", "versie"), ("Goedkeurder", "goedkeurder")),
    (("Datum", "datum"), ("Herziening", "herziening")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template before it is packed: its design, its body, and its headers and footers by part."""

    title: str
    design: Design
    body: str
    edges: Mapping[str, bytes]


def pages() -> Mapping[str, Page]:
    """Return the five templates by kind."""
    return {
        "handboek": _handbook(),
        "procedure": _plain("Sjabloon procedure", _procedure()),
        "formulier": _plain("Sjabloon formulier", _form()),
        "kruistabel": _plain("Sjabloon kruistabel", _matrix(), width=WIDE),
        "overzicht": _plain("Sjabloon overzicht", _overview()),
    }


def _plain(title: str, body: str, width: int = TEXT_WIDTH) -> Page:
    return Page(
        title=title,
        design=Design(width=width),
        body=body + _section(width),
        edges={"word/header1.xml": _header(width), "word/footer1.xml": _footer(width)},
    )


# --- around the text


def _section(width: int, header: str = "header1", footer: str = "footer1") -> str:
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    margins = 'w:top="1928" w:right="1247" w:bottom="1474" w:left="1531" w:header="680"'
    if width == WIDE:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        margins = 'w:top="1758" w:right="1247" w:bottom="1304" w:left="1247" w:header="624"'
    if header != "header1":
        # The text of the cover begins inside the band, whatever the height of the logo above it.
        margins = 'w:top="5897" w:right="1247" w:bottom="850" w:left="1531" w:header="1134"'
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{arrow_id(header)}"/>'
        f'<w:footerReference w:type="default" r:id="{arrow_id(footer)}"/>'
        f'<w:type w:val="nextPage"/>{size}<w:pgMar {margins} w:footer="624" w:gutter="0"/>'
        '<w:cols w:space="708"/></w:sectPr>'
    )


def _header(width: int) -> bytes:
    """Return the running header: the logo, and at the right the title and code.

    A table and not a tab: a long title then goes on under itself.
    """
    shape = Table(
        widths=(_LOGO, width - _LOGO), caption="Koptekst", style="TabelKoptekst", banded=False
    )
    cells = (
        paragraph("Header", run("{{r logo(9) }}", "Documenttitel")),
        paragraph("KoptekstRechts", shown("titel", "Documenttitel"), _DOT, shown("code")),
    )
    return part("hdr", table(shape, row(shape.widths, cells)) + paragraph("Veldafstand"))


def _footer(width: int) -> bytes:
    shape = Table(
        widths=(width - 1900, 1900), caption="Voettekst", style="TabelVoettekst", banded=False
    )
    left = (
        run("{{ organisatie.naam }}  ·  versie "),
        shown("versie"),
        _DOT,
        shown("status"),
        run("  ·  een afdruk is niet beheerd"),
    )
    right = (run("Pagina "), field("PAGE", "1"), run(" van "), field("NUMPAGES", "1"))
    cells = (paragraph("Footer", *left), paragraph("VoettekstRechts", *right))
    return part("ftr", table(shape, row(shape.widths, cells)) + paragraph("Veldafstand"))


def _control_table() -> str:
    """Return the facts of the document, three rows of two."""
    shape = Table(
        widths=(1276, 3118, 1474, 3260),
        caption="Gegevens van dit document",
        style="TabelGegevens",
        banded=False,
    )
    rows = (row(shape.widths, [cell for fact in pair for cell in _fact(*fact)]) for pair in _FACTS)
    return table(shape, *rows) + SPACER


def _fact(label: str, word: str) -> tuple[str, str]:
    values = [shown(word)]
    if word == "versie":
        values += [_DOT, shown("status")]
    return text("Gegevenslabel", label), paragraph("Tabeltekst", *values)


_STATUS = "{% if document.status != 'vastgesteld' %}  ·  {{ document.status }}{% endif %}"


def _top(kind: str = "") -> str:
    return (
        text("Bovenregel", f"{{{{ document.ondertitel }}}}{kind}{_STATUS}")
        + paragraph("Title", shown("titel"))
        + _control_table()
    )


# --- handboek


def _handbook() -> Page:
    cover = paragraph("OmslagKoptekst", run("{{r logo(24) }}"), _band())
    edges = {
        "word/header1.xml": _header(TEXT_WIDTH),
        "word/footer1.xml": _footer(TEXT_WIDTH),
        "word/header2.xml": part("hdr", cover),
        "word/footer2.xml": part("ftr", paragraph("Veldafstand")),
    }
    contents = text("TOCHeading", "Inhoud") + placed("inhoudsopgave()")
    body = _cover() + contents + _chapters() + _section(TEXT_WIDTH)
    design = Design(numbered=True, chapters=True, cover=True)
    return Page(title="Sjabloon handboek", design=design, body=body, edges=edges)


def _cover() -> str:
    # A frame on the page: the facts stand under the band, however long the title in it.
    frame = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page"'
        ' w:horzAnchor="margin" w:tblpX="0" w:tblpY="11907"/>'
    )
    shape = Table(
        widths=(2211, 6236),
        caption="Gegevens van dit handboek",
        style="TabelGegevens",
        banded=False,
        frame=frame,
    )
    facts = [pair[side] for side in (0, 1) for pair in _FACTS]
    rows = [
        _cover_row(shape, "Organisatie", run("{{ organisatie.naam }}")),
        _cover_row(shape, "Norm", run("{{ organisatie.norm }}")),
        *(row(shape.widths, _fact(*fact)) for fact in facts),
    ]
    return (
        paragraph("Title", shown("titel"))
        + text("Subtitle", "{{ document.ondertitel }}")
        + text("OmslagRegel", "Wat wij afspreken, doen, meten en verbeteren")
        + table(shape, *rows)
        + paragraph("Veldafstand")
        + paragraph("Veldafstand", last=_section(TEXT_WIDTH, "header2", "footer2"))
    )


def _cover_row(shape: Table, label: str, value: str) -> str:
    return row(shape.widths, (text("Gegevenslabel", label), paragraph("Tabeltekst", value)))


def _band() -> str:
    stops = (("0", "tx2"), ("100000", "accent1"))
    gradient = "".join(
        f'<a:gs pos="{place}"><a:schemeClr val="{name}"/></a:gs>' for place, name in stops
    )
    fill = (
        f'<a:gradFill rotWithShape="1"><a:gsLst>{gradient}</a:gsLst>'
        '<a:lin ang="2700000" scaled="0"/></a:gradFill>'
    )
    shapes = (
        Shape(
            name="Vlak omslag",
            left=0,
            top=8.6,
            width=21,
            height=11.2,
            fill=fill,
            legacy=THEME["dk2"],
        ),
        _circle("Cirkel links", left=12.2, top=10.4, across=9.2, alpha=7000),
        _circle("Cirkel rechts", left=15.6, top=8.9, across=7.0, alpha=6000),
        Shape(
            name="Accent omslag",
            left=0,
            top=19.8,
            width=21,
            height=0.22,
            fill='<a:solidFill><a:schemeClr val="accent2"/></a:solidFill>',
            legacy=THEME["accent2"],
        ),
    )
    return "".join(drawing(number, shape) for number, shape in enumerate(shapes, start=101))


def _circle(name: str, *, left: float, top: float, across: float, alpha: int) -> Shape:
    """Return a white circle that is nearly clear, so that it shows on the band alone."""
    clear = f'<a:schemeClr val="bg1"><a:alpha val="{alpha}"/></a:schemeClr>'
    fill = f"<a:solidFill>{clear}</a:solidFill>"
    return Shape(
        name=name, left=left, top=top, width=across, height=across, fill=fill, ellipse=True
    )


def _chapters() -> str:
    title = block("hoofdstuk.titel")
    return each(
        "hoofdstuk",
        "handboek.hoofdstukken",
        control("if hoofdstuk.bijlage"),
        paragraph("Bijlagekop", title),
        control("else"),
        paragraph("Heading1", title),
        control("endif"),
        placed("inhoud(hoofdstuk.inhoud)"),
        each(
            "paragraaf",
            "hoofdstuk.paragrafen",
            _section_heading(),
            placed("inhoud(paragraaf.inhoud)"),
        ),
    )


def _section_heading() -> str:
    title = block("paragraaf.titel")
    choices = (
        ("if hoofdstuk.bijlage and paragraaf.niveau == 2", "Bijlagekop2"),
        ("elif hoofdstuk.bijlage", "Bijlagekop3"),
        ("elif paragraaf.niveau == 2", "Heading2"),
        ("else", "Heading3"),
    )
    lines = (control(choice) + paragraph(style, title) for choice, style in choices)
    return "".join(lines) + control("endif")


# --- procedure


def _procedure() -> str:
    return (
        _top("  ·  {{ procedure.groep }}")
        + paragraph("Doel", block("procedure.doel"))
        + when(
            "procedure.toepassing",
            text("Heading1", "Wanneer"),
            paragraph("BodyText", block("procedure.toepassing")),
            text(
                "BodyText", "Vragen? De eigenaar van deze procedure is: {{ procedure.eigenaar }}."
            ),
        )
        + when("procedure.termijnen", text("Heading1", "Termijnen"), _limits())
        + text("Heading1", "Stappen")
        + _steps()
        + _pairs("Bijzonderheden", "bijzonderheden", ("Voor", "Wat er dan bij komt"))
        + _pairs("Onze afspraken", "afspraken", ("Onderwerp", "Wat wij afspreken"))
        + _pairs("Risico’s", "risicos", ("Wat er mis kan gaan", "Wat wij eraan doen"))
        + _pairs("Indicatoren", "indicatoren", ("Wat wij meten", "Waar wij naar streven"))
        + _bullets("Formulieren", "procedure.formulieren")
        + _bullets("Verwante documenten", "procedure.verwant")
        + _bullets("Grondslag", "procedure.grondslag")
    )


def _limits() -> str:
    shape = Table(
        widths=(3005, 2268, 1134, 2721),
        caption="Termijnen van deze procedure",
        head=("Wat", "Termijn", "Aard", "Bron"),
    )
    rows = each_row(
        shape,
        "termijn",
        "procedure.termijnen",
        paragraph("Tabeltekst", block("termijn.wat")),
        paragraph("Tabeltekst", block("termijn.termijn", "Strong")),
        text("Tabeltekst", "{{ termijn.aard|capitalize }}"),
        paragraph("Tabeltekst", block("termijn.bron")),
    )
    note = (
        "Wet: staat in de wet. Afspraak: volgt uit een code of contract. Eigen: onze eigen keuze."
    )
    return table(shape, rows) + text("Tabelnoot", note)


def _steps() -> str:
    shape = Table(
        widths=(737, 1928, 4366, 2097),
        caption="Stappen van deze procedure",
        head=("Stap", "Wie", "Wat", "Vastlegging"),
    )
    rows = each_row(
        shape,
        "stap",
        "procedure.stappen",
        paragraph("Stapnummer"),
        paragraph("Tabeltekst", block("stap.wie")),
        paragraph("Tabeltekst", block("stap.wat")),
        paragraph("Tabeltekst", block("stap.vastlegging")),
    )
    return table(shape, rows) + SPACER


def _pairs(heading: str, word: str, head: Sequence[str]) -> str:
    """Return a heading with a table of two columns, or nothing where there is nothing to tell."""
    shape = Table(widths=(3118, 6010), caption=heading, head=head)
    rows = each_row(
        shape,
        "regel",
        f"procedure.{word}",
        paragraph("Tabellabel", block("regel.naam")),
        paragraph("Tabeltekst", block("regel.tekst")),
    )
    return when(f"procedure.{word}", text("Heading1", heading), table(shape, rows), SPACER)


def _bullets(heading: str, sequence: str) -> str:
    lines = each("regel", sequence, paragraph("ListBullet", block("regel")))
    return when(sequence, text("Heading1", heading), lines)


# --- formulier


def _form() -> str:
    line = (
        shown("code"),
        run("  ·  versie "),
        shown("versie"),
        _DOT,
        shown("status"),
        run("  ·  eigenaar: "),
        shown("eigenaar"),
    )
    return (
        text("Bovenregel", f"{{{{ document.ondertitel }}}}{_STATUS}")
        + paragraph("Title", shown("titel"))
        + paragraph("Beheerregel", *line)
        + paragraph("Inleiding", block("formulier.doel"))
        + text("Heading1", "Invullen")
        + control("if formulier.register")
        + _register()
        + control("else")
        + paragraph("Tabelnoot", run("*", "Verplicht"), run(" vult u altijd in."))
        + each("veld", "formulier.velden", _field())
        + control("endif")
        + text("Heading1", "Over dit formulier")
        + _about()
    )


def _register() -> str:
    shape = Table(
        widths=(2892, 1417, 1304, 3515),
        caption="Gegevens in dit register",
        head=("Gegeven", "Soort", "Verplicht", "Toelichting en keuzes"),
    )
    kind = "{% if veld.type == 'ja_nee' %}ja of nee{% else %}{{ veld.type }}{% endif %}"
    rows = each_row(
        shape,
        "veld",
        "formulier.velden",
        paragraph("Tabellabel", block("veld.naam")),
        text("Tabeltekst", kind),
        text("Tabeltekst", "{% if veld.verplicht %}ja{% else %}nee{% endif %}"),
        when("veld.toelichting", paragraph("Tabeltekst", block("veld.toelichting")))
        + when("veld.opties", text("Tabeltekst", "{{ veld.opties|join(', ') }}")),
    )
    what = (
        "Dit is een register: een lijst die wij bijhouden, met een regel per geval. "
        "Per regel leggen wij deze gegevens vast."
    )
    return text("KaderNorm", what) + table(shape, rows) + SPACER


def _field() -> str:
    """Return one line of a form; a table to fill in breaks the lines, in its own place."""
    tall = "veld.type == 'lange tekst' or veld.type == 'handtekening'"
    return (
        control("if veld.type == 'tabel'")
        + paragraph("Caption", block("veld.naam"), _star())
        + when("veld.toelichting", paragraph("Tabelnoot", block("veld.toelichting")))
        + placed("invultabel(veld)")
        + control(f"elif {tall}")
        + _line(1361)
        + control("else")
        + _line(510)
        + control("endif")
    )


def _star() -> str:
    return run("{% if veld.verplicht %}\u00a0*{% endif %}", "Verplicht")


def _line(height: int) -> str:
    shape = Table(
        widths=(3402, 5726),
        caption="Veld van dit formulier",
        style="TabelFormulier",
        banded=False,
        first_column=True,
    )
    label = paragraph("Tabellabel", block("veld.naam"), _star()) + when(
        "veld.toelichting", paragraph("Tabelnoot", block("veld.toelichting"))
    )
    cells = (label, paragraph("Tabeltekst", run("{{r invulveld(veld) }}")))
    marks = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return table(shape, row(shape.widths, cells, marks=marks)) + paragraph("Veldafstand")


def _about() -> str:
    shape = Table(
        widths=(2438, 6690),
        caption="Over dit formulier",
        style="TabelGegevens",
        banded=False,
    )
    users = each("gebruiker", "formulier.gebruikt_in", paragraph("Tabelregel", block("gebruiker")))
    kept = when("formulier.bewaren", paragraph("Tabeltekst", block("formulier.bewaren")))
    rows = [
        row(shape.widths, (text("Gegevenslabel", label), value))
        for label, value in (
            ("Bewaren", kept),
            ("Gebruikt in", users),
            ("Goedkeurder", paragraph("Tabeltekst", shown("goedkeurder"))),
            ("Datum", paragraph("Tabeltekst", shown("datum"))),
            ("Herziening", paragraph("Tabeltekst", shown("herziening"))),
        )
    ]
    return table(shape, *rows) + SPACER


# --- kruistabel and overzicht


def _matrix() -> str:
    shape = Table(
        widths=(3118, 1134, 1247, 3969, 3119, 1757),
        caption="Onderwerpen van de norm en waar zij zijn uitgewerkt",
        head=(
            "Onderwerp",
            "ISO 9001",
            "Onderdeel",
            "Waar uitgewerkt",
            "Bewijs",
            "Vindplaats in uw norm",
        ),
    )
    rows = each_row(
        shape,
        "rij",
        "groep.rijen",
        paragraph("Tabellabel", block("rij.onderwerp")),
        paragraph("Tabeltekst", block("rij.iso")),
        paragraph("Tabeltekst", block("rij.onderdelen")),
        each("plaats", "rij.waar", _place()),
        paragraph("Tabeltekst", block("rij.bewijs")),
        paragraph("Tabeltekst", block("rij.vindplaats")),
    )
    title = paragraph("Heading1", block("groep.titel"))
    groups = each("groep", "kruistabel.groepen", title, table(shape, rows), SPACER)
    return _top() + placed("inhoud(kruistabel.inleiding)") + groups


def _place() -> str:
    """Return where a topic is worked out; what is left out or missing has a bar beside it."""
    choices = (
        ("if rij.status == 'uitgesloten'", "RegelUitgesloten"),
        ("elif rij.status == 'ontbreekt'", "RegelOntbreekt"),
        ("else", "Tabelregel"),
    )
    lines = (control(choice) + paragraph(style, block("plaats")) for choice, style in choices)
    return "".join(lines) + control("endif")


def _overview() -> str:
    shape = Table(
        widths=(1304, 4252, 1474, 2098),
        caption="Documenten met code, titel, soort en eigenaar",
        head=("Code", "Titel", "Soort", "Eigenaar"),
    )
    rows = each_row(
        shape,
        "rij",
        "groep.rijen",
        text("Tabellabel", "{{ rij.code }}"),
        paragraph("Tabeltekst", block("rij.titel")),
        text("Tabeltekst", "{{ rij.soort }}"),
        text("Tabeltekst", "{{ rij.eigenaar }}"),
    )
    intro = (
        "Alle documenten van {{ organisatie.naam }} op een rij. "
        "Klik op een titel om het document te openen."
    )
    title = paragraph("Heading1", block("groep.titel"))
    groups = each("groep", "overzicht.groepen", title, table(shape, rows), SPACER)
    return _top() + text("Doel", intro) + groups
