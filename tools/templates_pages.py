"""The eight templates as pages: the handbook with its cover, and seven plain ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from tools.templates_bodies import cards, form, matrix, overview, procedure
from tools.templates_design import TEXT_WIDTH, Design
from tools.templates_frame import FACTS, WIDE, fact, footer, header, section, versions
from tools.templates_markup import (
    Shape,
    Table,
    block,
    control,
    drawing,
    each,
    paragraph,
    part,
    placed,
    row,
    run,
    shown,
    table,
    text,
)
from tools.templates_package import THEME
from tools.templates_questions import questionnaire
from tools.templates_report import report


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template before it is packed: its design, its body, and its headers and footers by part."""

    title: str
    design: Design
    body: str
    edges: Mapping[str, bytes]


def pages() -> Mapping[str, Page]:
    """Return the eight templates by kind."""
    return {
        "handboek": _handbook(),
        "procedure": _plain("Sjabloon procedure", procedure()),
        "formulier": _plain("Sjabloon formulier", form()),
        "kruistabel": _plain("Sjabloon kruistabel", matrix(), width=WIDE),
        "overzicht": _plain("Sjabloon overzicht", overview()),
        "rolkaarten": _plain("Sjabloon rolkaarten", cards(), chapters=True),
        "vragenlijst": _questionnaire(),
        "verslag": _report(),
    }


def _plain(title: str, body: str, width: int = TEXT_WIDTH, *, chapters: bool = False) -> Page:
    return Page(
        title=title,
        design=Design(width=width, chapters=chapters),
        body=body + section(width),
        edges={"word/header1.xml": header(width), "word/footer1.xml": footer(width)},
    )


def _questionnaire() -> Page:
    """Return a page that cannot be taken for a document: no code, version or date around it."""
    edges = {
        "word/header1.xml": header(TEXT_WIDTH, run("Vragenlijst", "Documenttitel")),
        "word/footer1.xml": footer(TEXT_WIDTH, "vragenlijst, geen beheerd document"),
    }
    body = questionnaire() + section(TEXT_WIDTH)
    return Page(title="Sjabloon vragenlijst", design=Design(), body=body, edges=edges)


def _report() -> Page:
    """Return a page about documents, and none itself."""
    edges = {
        "word/header1.xml": header(TEXT_WIDTH, run("Verslag", "Documenttitel")),
        "word/footer1.xml": footer(TEXT_WIDTH, "verslag, geen beheerd document"),
    }
    body = report() + section(TEXT_WIDTH)
    return Page(title="Sjabloon verslag", design=Design(), body=body, edges=edges)


def _handbook() -> Page:
    cover = paragraph("OmslagKoptekst", run("{{r logo(24) }}"), _band())
    edges = {
        "word/header1.xml": header(TEXT_WIDTH),
        "word/footer1.xml": footer(TEXT_WIDTH),
        "word/header2.xml": part("hdr", cover),
        "word/footer2.xml": part("ftr", paragraph("Veldafstand")),
    }
    contents = text("TOCHeading", "Inhoud") + placed("inhoudsopgave()")
    body = _cover() + contents + _chapters() + versions() + section(TEXT_WIDTH)
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
    facts = [pair[side] for side in (0, 1) for pair in FACTS]
    rows = [
        _cover_row(shape, "Organisatie", run("{{ organisatie.naam }}")),
        _cover_row(shape, "Norm", run("{{ organisatie.norm }}")),
        *(row(shape.widths, fact(*pair)) for pair in facts),
    ]
    return (
        paragraph("Title", shown("titel"))
        + text("Subtitle", "{{ document.ondertitel }}")
        + text("OmslagRegel", "Wat wij afspreken, doen, meten en verbeteren")
        + table(shape, *rows)
        + paragraph("Veldafstand")
        + paragraph("Veldafstand", last=section(TEXT_WIDTH, "header2", "footer2"))
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
