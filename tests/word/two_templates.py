"""A template of a procedure and one of a handbook, with most of what a template may do.

Another process makes these documents as well, so nothing here needs pytest.
"""

from word.specimen import handbook, job, p, procedure, table, template

from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import Passage
from handbook.model.sources.content import Paragraph, Run

PROCEDURE = template(
    p("{{ document.soort }} {{ document.code }}", "Bovenregel")
    + p("{{ document.titel }}", "Title")
    + p(
        "{% if procedure.afspraken %}met{% else %}zonder{% endif %} afspraken, {{ document.datum }}"
    )
    + p("Doel", "heading 1")
    + p("Het doel: {{r blok(procedure.doel) }} Punt.", look="<w:i/>")
    + p("{%p if procedure.bijzonderheden %}")
    + p("Bijzonder", "heading 1")
    + p("{%p endif %}")
    + p("Stappen", "heading 1")
    + table(
        ("Nr", "Wie", "Wat"),
        ("{%tr for stap in procedure.stappen %}", "", ""),
        (
            "{{ loop.index }}/{{ procedure.stappen|length }}",
            "{{r blok(stap.wie) }}",
            "{{r blok(stap.wat) }}",
        ),
        ("{%tr endfor %}", "", ""),
        widths=(900, 3000, 5126),
    )
    + p("{%p for f in procedure.formulieren %}")
    + p("{{r blok(f) }}", "List Bullet")
    + p("{%p endfor %}"),
    p("{{ organisatie.naam }} · {{r eigenschap('versie') }} · {{r logo(10) }}", "header"),
)
HANDBOOK = template(
    p("{%p for h in handboek.hoofdstukken %}")
    + p("{%p if h.bijlage %}")
    + p("{{r blok(h.titel) }}", "Bijlagekop")
    + p("{%p else %}")
    + p("{{r blok(h.titel) }}", "heading 1")
    + p("{%p endif %}")
    + p("{{p inhoud(h.inhoud) }}")
    + p("{%p for d in h.paragrafen %}")
    + p("{{r blok(d.titel) }}", "heading 2")
    + p("{%p endfor %}")
    + p("{%p endfor %}")
)


def examples() -> list[RenderJob]:
    """One document of each."""
    passage = Passage(source="s", blocks=(Paragraph(runs=(Run(text="x", link="OR-13"),)),))
    return [
        job(procedure(), PROCEDURE),
        job(handbook(("Kop", passage, (("Sub", 2),))), HANDBOOK),
    ]
