"""The text of the plain templates: procedure, formulier, kruistabel, overzicht, rolkaarten."""

from collections.abc import Sequence

from tools.templates_frame import DOT, STATUS, top, versions
from tools.templates_markup import (
    SPACER,
    Table,
    block,
    control,
    each,
    each_row,
    paragraph,
    placed,
    row,
    run,
    shown,
    table,
    text,
    when,
)


def procedure() -> str:
    """Return the text of a procedure: page one says why, when, who and by when."""
    return (
        top("  ·  {{ procedure.groep }}")
        + paragraph("Doel", block("procedure.doel"))
        + when(
            "procedure.toepassing",
            text("Heading1", "Wanneer"),
            paragraph("BodyText", block("procedure.toepassing")),
        )
        + text("Heading1", "Wie")
        + text("BodyText", "Aan het werk: {{ procedure.wie }}.")
        + text("BodyText", "Eigenaar, ook voor vragen: {{ procedure.eigenaar }}.")
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
        + versions()
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


def form() -> str:
    """Return the text of a form; a register is a list of what it keeps."""
    line = (
        shown("code"),
        run("  ·  versie "),
        shown("versie"),
        DOT,
        shown("status"),
        run("  ·  eigenaar: "),
        shown("eigenaar"),
    )
    return (
        text("Bovenregel", f"{{{{ document.ondertitel }}}}{STATUS}")
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
        + text("Heading1", "Over dit {{ document.soort|lower }}")
        + _about()
        + versions()
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
        caption="Bewaartermijn, gebruik en beheer",
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


def matrix() -> str:
    """Return the text of the norm matrix, a table for each rubriek."""
    shape = Table(
        widths=(3118, 1134, 1247, 3969, 3119, 1757),
        caption="Onderwerpen van de norm en waar zij zijn uitgewerkt",
        head=(
            "Onderwerp",
            "ISO 9001",
            "Onderdeel",
            "Waar uitgewerkt",
            "Mogelijk bewijs",
            "Vindplaats in ons exemplaar",
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
    return top() + placed("inhoud(kruistabel.inleiding)") + groups + versions()


def _place() -> str:
    """Return where a topic is worked out; what is left out or missing has a bar beside it."""
    choices = (
        ("if rij.status == 'uitgesloten'", "RegelUitgesloten"),
        ("elif rij.status == 'ontbreekt'", "RegelOntbreekt"),
        ("else", "Tabelregel"),
    )
    lines = (control(choice) + paragraph(style, block("plaats")) for choice, style in choices)
    return "".join(lines) + control("endif")


def overview() -> str:
    """Return the text of the overview of documents."""
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
    return top() + text("Doel", intro) + groups + versions()


def cards() -> str:
    """Return the text of the role cards: a page for each function."""
    shape = Table(
        widths=(2721, 4366, 2041),
        caption="Wat deze functie doet, per document",
        head=("Document", "Wat ik doe", "Termijn"),
    )
    rows = each_row(
        shape,
        "werk",
        "kaart.werk",
        paragraph("Tabellabel", block("werk.document")),
        each("taak", "werk.taken", paragraph("Tabelopsomming", block("taak"))),
        each("termijn", "werk.termijnen", paragraph("Tabeltekst", block("termijn"))),
    )
    owned = each("eigendom", "kaart.eigenaar_van", paragraph("ListBullet", block("eigendom")))
    intro = (
        "Voor elke functie een kaart: wat doe ik, in welk document staat het en binnen welke "
        "termijn. De procedure zelf gaat voor; de kaart wijst de weg."
    )
    return (
        top()
        + text("Doel", intro)
        + placed("inhoudsopgave()")
        + each(
            "kaart",
            "rolkaarten.kaarten",
            paragraph("Heading1", block("kaart.titel")),
            when("kaart.taak", paragraph("BodyText", block("kaart.taak"))),
            when("kaart.wie", paragraph("BodyText", run("Vervuld door: "), block("kaart.wie"))),
            when(
                "kaart.eigenaar_van",
                text("Caption", "Eigenaar van"),
                owned,
            ),
            when("kaart.werk", text("Caption", "Wat ik doe"), table(shape, rows), SPACER),
        )
        + versions()
    )
