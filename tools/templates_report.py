"""The text of the template verslag: what a build did with the work of a person."""

from tools.templates_markup import (
    SPACER,
    Table,
    each,
    each_row,
    paragraph,
    shown,
    table,
    text,
    when,
)


def report() -> str:
    """Return the text of a report: per document what happened, and the blocks worth a look."""
    return (
        text("Bovenregel", "Verslag van het samenvoegen")
        + paragraph("Title", shown("titel"))
        + text("Subtitle", "{{ document.ondertitel }}")
        + text("Inleiding", _WHY)
        + when("verslag.wachtend", text("KaderLetOp", _WAITING))
        + each("stuk", "verslag.documenten", _document())
    )


_WHY = (
    "Iemand had in deze documenten gewerkt toen de tekst veranderde. Hier leest u per document wat "
    "daarmee is gebeurd. Uw woorden zijn niet weg: van elk document staat de vorige versie klaar. "
    "Met ‘handbook herstel’ zet u die terug."
)
_WAITING = (
    "{% if verslag.wachtend == 1 %}1 stuk tekst wacht{% else %}{{ verslag.wachtend }} stukken "
    "tekst wachten{% endif %} op u. Een voorstel staat in het document als bijgehouden wijziging, "
    "met een opmerking erbij. Open het in Word en accepteer of negeer het."
)
_KEPT = (
    "Wat u zelf schreef of weghaalde, bleef zo op {{ stuk.behouden }} "
    "{% if stuk.behouden == 1 %}plaats{% else %}plaatsen{% endif %}."
)
_RENEWED = "Vernieuwd, waar u niets had gewijzigd: {{ stuk.vernieuwd }}."


def _document() -> str:
    shape = Table(
        widths=(1701, 2268, 5159),
        caption="Wat er met uw tekst gebeurde",
        head=("Wat", "Onder de kop", "Tekst"),
    )
    rows = each_row(
        shape,
        "regel",
        "stuk.regels",
        text("Tabellabel", "{{ regel.wat|capitalize }}"),
        text("Tabeltekst", "{{ regel.waar or 'Bovenaan' }}"),
        text("Tabeltekst", "{{ regel.tekst }}")
        + when("regel.toelichting", text("Tabelnoot", "{{ regel.toelichting }}")),
    )
    return (
        text("Heading1", "{{ stuk.titel }}")
        + text("BodyText", "{{ stuk.gebeurde }} Waarom: {{ stuk.reden }}.")
        + when("stuk.regels", table(shape, rows), SPACER)
        + when("stuk.behouden", text("BodyText", _KEPT))
        + when("stuk.vernieuwd", text("BodyText", _RENEWED))
    )
