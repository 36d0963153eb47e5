"""What stands around the text of a template: section, header, footer, and the facts on top."""

from tools.templates_markup import (
    SPACER,
    Table,
    block,
    each,
    field,
    paragraph,
    part,
    row,
    run,
    shown,
    table,
    text,
    when,
)
from tools.templates_package import arrow_id

WIDE = 14344  # the text of an A4 page in landscape: 253 mm, in twips
_LOGO = 3572  # room for a logo of 60 mm, in twips
DOT = run("  ·  ")
STATUS = "{% if document.status != 'vastgesteld' %}  ·  {{ document.status }}{% endif %}"
FACTS = (
    (("Code", "code"), ("Eigenaar", "eigenaar")),
    (("Versie", "versie"), ("Goedkeurder", "goedkeurder")),
    (("Datum", "datum"), ("Herziening", "herziening")),
)


def section(width: int, header: str = "header1", footer: str = "footer1") -> str:
    """Return the section that ends here: its page, its margins, its header and footer."""
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


def header(width: int, title: str = "") -> bytes:
    """Return the running header: the logo, and at the right the title and code, or `title` alone.

    A table and not a tab: a long title then goes on under itself.
    """
    shape = Table(
        widths=(_LOGO, width - _LOGO), caption="Koptekst", style="TabelKoptekst", banded=False
    )
    # The code has a line of its own: beside a long title it was broken through the middle.
    usual = paragraph("KoptekstRechts", shown("titel", "Documenttitel")) + paragraph(
        "KoptekstRechts", shown("code")
    )
    cells = (
        paragraph("Header", run("{{r logo(9) }}", "Documenttitel")),
        paragraph("KoptekstRechts", title) if title else usual,
    )
    return part("hdr", table(shape, row(shape.widths, cells)) + paragraph("Veldafstand"))


def footer(width: int, told: str = "") -> bytes:
    """Return the running footer: whose document, which version or what is `told`, which page."""
    shape = Table(
        widths=(width - 1900, 1900), caption="Voettekst", style="TabelVoettekst", banded=False
    )
    control = (
        run("{{ organisatie.naam }}  ·  versie "),
        shown("versie"),
        DOT,
        shown("status"),
        run("  ·  een afdruk is niet beheerd"),
    )
    left = (run(f"{{{{ organisatie.naam }}}}  ·  {told}"),) if told else control
    right = (run("Pagina "), field("PAGE", "1"), run(" van "), field("NUMPAGES", "1"))
    cells = (paragraph("Footer", *left), paragraph("VoettekstRechts", *right))
    return part("ftr", table(shape, row(shape.widths, cells)) + paragraph("Veldafstand"))


def control_table() -> str:
    """Return the facts of the document, three rows of two."""
    shape = Table(
        widths=(1276, 3118, 1474, 3260),
        caption="Gegevens van dit document",
        style="TabelGegevens",
        banded=False,
    )
    rows = (row(shape.widths, [cell for each in pair for cell in fact(*each)]) for pair in FACTS)
    return table(shape, *rows) + SPACER


def fact(label: str, word: str) -> tuple[str, str]:
    """Return two cells: a label, and the property `word` of the document as a field."""
    values = [shown(word)]
    if word == "versie":
        values += [DOT, shown("status")]
    return text("Gegevenslabel", label), paragraph("Tabeltekst", *values)


def versions() -> str:
    """Return a line for each version of the document: which, when, by whom and why.

    Never in a cell: a merge takes a cell as one text, and a line that comes would be a conflict.
    """
    lines = each("regel", "document.versies", paragraph("Versieregel", block("regel")))
    return when("document.versies", text("Versiekop", "Versies van dit document"), lines)


def top(kind: str = "") -> str:
    """Return the head of a document: a line above the title, the title, and the facts."""
    return (
        text("Bovenregel", f"{{{{ document.ondertitel }}}}{kind}{STATUS}")
        + paragraph("Title", shown("titel"))
        + control_table()
    )


# --- handboek
