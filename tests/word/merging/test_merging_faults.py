"""Faults that stood in her file, or are a matter of how it reads, never keep a merge back."""

import pytest
from word.merging.material import after, made, merged, own, shown, typed, without, written
from word.specimen import p, table

from handbook.word.reading.lint import damage

ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag"))
BASE = ("# Doel", "Wij bespreken elke melding in het team.", table(*ROWS), "Tot slot.")
PLAIN = (
    '<w:tbl><w:tblPr><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr><w:tblGrid><w:gridCol'
    ' w:w="4000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Telefoon</w:t></w:r></w:p></w:tc></w:tr>'
    "</w:tbl>"
)


def with_table() -> bytes:
    """Her file with a table as Word makes it, below our own."""
    mine = written(*BASE)
    return typed(mine, "<w:sectPr", f"{PLAIN}<w:p/><w:sectPr")


@pytest.mark.parametrize(
    "new",
    [
        made(BASE[0], BASE[1], "Tot slot."),
        made(BASE[0], table(("Waar", "Wanneer"), ("Hier", "Nu")), *BASE[1:]),
    ],
    ids=["the source drops a table", "the source adds a table"],
)
def test_a_table_of_hers_without_a_repeated_head_keeps_no_merge_back(new: bytes) -> None:
    assert "Telefoon" in shown(merged(with_table(), new).data)


def test_a_heading_of_hers_may_be_left_below_a_level_that_the_source_drops() -> None:
    blocks = ("# Doel", p("Waarom", "heading 2"), "Wij bespreken alles.", "Tot slot.")
    mine = after(written(*blocks), "Wij bespreken", own("Ons stuk", "heading 3"))
    result = merged(mine, made(blocks[0], *blocks[2:]))

    assert shown(result.data) == ["Doel", "Wij bespreken alles.", "Ons stuk", "Tot slot."]


def test_a_word_of_hers_that_a_program_might_have_left_keeps_no_merge_back() -> None:
    text = "Wij bespreken elke melding in het team."
    mine = typed(written(*BASE), "elke melding", "None van de meldingen")
    result = merged(mine, made(BASE[0], text.replace("Wij", "Allen"), *BASE[2:]))

    assert "Allen bespreken None van de meldingen in het team." in shown(result.data)


def test_a_reference_that_led_nowhere_before_keeps_no_merge_back() -> None:
    link = '<w:hyperlink w:anchor="weg"><w:r><w:t>zie daar</w:t></w:r></w:hyperlink>'
    mine = after(written(*BASE), "Tot slot.", f"<w:p>{link}</w:p>")
    result = merged(mine, made(*BASE[:3], "Dit was het."))

    assert shown(result.data)[-2:] == ["Dit was het.", "zie daar"]


def test_a_reference_of_the_source_to_what_she_deleted_keeps_no_merge_back() -> None:
    mine = without(typed(written(*BASE), "Tot slot", "Tot ziens"), "Doel")
    name = "_khDoel1"
    link = f'<w:hyperlink w:anchor="{name}"><w:r><w:t>zie Doel</w:t></w:r></w:hyperlink>'
    result = merged(mine, made(*BASE, f"<w:p>{link}</w:p>"))

    assert "zie Doel" in shown(result.data)
    assert damage(result.data) == {}


def test_a_remark_of_hers_with_an_odd_number_keeps_no_merge_back() -> None:
    mine = typed(written(*BASE), "elke melding in", "alle meldingen in")
    once = merged(mine, made(BASE[0], "Wij bespreken elke melding in het overleg.", *BASE[2:])).data
    odd = typed(once, "</w:comments>", '<w:comment w:id="x"/></w:comments>', "word/comments.xml")
    odd = typed(odd, "Tot slot.", "Tot slot van zaken.")
    news = made(BASE[0], "Wij bespreken elke melding in het overleg.", BASE[2], "Tot besluit.")

    assert "Tot besluit van zaken." in shown(merged(odd, news).data)
