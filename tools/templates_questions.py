"""The text of the template vragenlijst: how to fill it in, and then the questions."""

from tools.templates_markup import (
    Table,
    block,
    each,
    paragraph,
    row,
    run,
    table,
    text,
    when,
)


def questionnaire() -> str:
    """Return the text of a questionnaire: how to fill it in, and then the questions by subject."""
    number = (
        "{{ vragenlijst.aantal }} {% if vragenlijst.aantal == 1 %}vraag{% else %}vragen{% endif %}"
    )
    return (
        text("Bovenregel", "Vragenlijst bij het kwaliteitshandboek")
        + paragraph("Title", run("{{r invulveld(vragenlijst.organisatie) }}"))
        + text("Subtitle", number)
        + text("Inleiding", _WHY)
        + text("Heading1", "Zo vult u de lijst in")
        + "".join(text("ListNumber", line) for line in _HOW)
        + when("vragenlijst.beantwoord", text("KaderTip", _CHECK))
        + when("vragenlijst.geheim", text("KaderLetOp", _SECRET))
        + each(
            "groep",
            "vragenlijst.groepen",
            paragraph("Heading1", block("groep.titel")),
            each("vraag", "groep.vragen", _question()),
        )
    )


_WHY = (
    "Voor uw handboek en uw procedures zijn nog gegevens nodig die alleen u kent. "
    "Uw antwoord komt letterlijk in het document dat bij de vraag staat."
)
_HOW = (
    "Typ uw antwoord naast de vraag. Het voorbeeld laat zien wat voor antwoord er past.",
    "Schrijf het zoals het in het handboek moet staan: kort, met functies in plaats van namen.",
    "Weet u het niet? Laat het veld leeg of vraag een collega. U kunt later aanvullen.",
    "Bewaar het bestand als Word-document (.docx) en stuur het terug. Laat de vragen staan.",
)
_CHECK = "Staat er al een antwoord? Kijk of het nog klopt en verander het als dat niet zo is."
_SECRET = (
    "Noem nergens de naam of het adres van een locatie die geheim moet blijven. "
    "Een antwoord waar die in staat, wordt niet overgenomen."
)


def _question() -> str:
    shape = Table(
        widths=(4365, 4763),
        caption="Vraag en antwoord",
        style="TabelFormulier",
        banded=False,
        first_column=True,
    )
    asking = (
        paragraph("Tabellabel", run("{{ vraag.nummer }}.\u00a0\u00a0"), block("vraag.vraag"))
        + when(
            "vraag.voorbeeld",
            paragraph("Tabelnoot", run("Bijvoorbeeld: "), block("vraag.voorbeeld", "Emphasis")),
        )
        + paragraph("Tabelnoot", run("Komt in: "), block("vraag.komt_in"))
    )
    cells = (asking, paragraph("Tabeltekst", run("{{r invulveld(vraag.veld) }}")))
    marks = '<w:cantSplit/><w:trHeight w:val="1361" w:hRule="atLeast"/>'
    return table(shape, row(shape.widths, cells, marks=marks)) + paragraph("Veldafstand")
