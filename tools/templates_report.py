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
    "In deze documenten had iemand met de hand gewerkt toen de tekst veranderde. Hier staat per "
    "document wat daarmee is gebeurd. Van uw woorden is niets weggegooid: de vorige bestanden "
    "zijn bewaard, en met de opdracht herstel zet u ze terug."
)
_WAITING = (
    "{{ verslag.wachtend }} {% if verslag.wachtend == 1 %}blok wacht{% else %}blokken wachten"
    "{% endif %} op u. Open het document in Word: een voorstel staat er als bijgehouden wijziging, "
    "met een opmerking erbij. Neem het over of wijs het af."
)


_KEPT = (
    "Verder bleef het zoals u het had gemaakt, in {{ stuk.behouden }} "
    "{% if stuk.behouden == 1 %}blok{% else %}blokken{% endif %}."
)


def _document() -> str:
    shape = Table(
        widths=(1701, 2268, 5159),
        caption="Wat er met elk blok gebeurde",
        head=("Wat", "Waar", "Tekst"),
    )
    rows = each_row(
        shape,
        "regel",
        "stuk.regels",
        text("Tabellabel", "{{ regel.wat }}"),
        text("Tabeltekst", "{{ regel.waar }}"),
        text("Tabeltekst", "{{ regel.tekst }}")
        + when("regel.toelichting", text("Tabelnoot", "{{ regel.toelichting }}")),
    )
    return (
        text("Heading1", "{{ stuk.titel }}")
        + text("BodyText", "{{ stuk.gebeurde }} Waarom: {{ stuk.reden }}.")
        + when(
            "stuk.behouden",
            text("BodyText", _KEPT),
        )
        + when("stuk.regels", table(shape, rows), SPACER)
    )
