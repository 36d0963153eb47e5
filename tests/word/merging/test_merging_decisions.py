"""The table of decisions, row by row: what she did, what the source did, what comes of it."""

from dataclasses import dataclass, field

import pytest
from word.merging.material import (
    after,
    made,
    mark,
    merged,
    own,
    said,
    shown,
    typed,
    without,
    written,
)

from handbook.word.merge import Kind
from handbook.word.reading.lint import lint

BASE = (
    "# Doel",
    "Wij bespreken elke melding in het team.",
    "De manager bewaart het verslag twee jaar.",
    "# Werkwijze",
    "- Schrijf op wat er gebeurde.",
    "- Bel de huisarts.",
    "Een melding sluit u af binnen tien dagen.",
    "# Bewaren",
    "Het dossier staat in de kast van het secretariaat.",
)


def source(old: str = "", new: str = "") -> bytes:
    """What the tool makes now: `old` became `new`; "" for nothing is a block that went."""
    blocks = [new if block == old else block for block in BASE]
    return made(*(block for block in blocks if block))


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@dataclass(frozen=True)
class Row:
    """A row of the table: `accept` and `reject` must be seen then, `never` may not be at all."""

    name: str
    mine: bytes
    new: bytes
    kind: Kind
    text: str
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    comments: tuple[str, ...] = field(default=())


HERS = written(*BASE)
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
LINK = '<w:hyperlink w:anchor="bewaren">{}</w:hyperlink>'
SUM = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x=2</m:t></m:r></m:oMath>'
REMARK = '<w:r><w:commentReference w:id="0"/></w:r>'
TRACKED = (
    '<w:del w:id="9" w:author="Anja"><w:r><w:delText>twee</w:delText></w:r></w:del>'
    '<w:ins w:id="10" w:author="Anja"><w:r><w:t>drie</w:t></w:r></w:ins>'
)
ROWS = (
    Row("neither", HERS, source(), "unchanged", BASE[1], (BASE[1],), (BASE[1],)),
    Row(
        "the source alone",
        typed(HERS, "twee jaar", "drie jaar"),
        source(BASE[1], "Wij bespreken elke melding in het overleg."),
        "renewed",
        "Wij bespreken elke melding in het overleg.",
        ("Wij bespreken elke melding in het overleg.", BASE[2].replace("twee", "drie")),
        ("Wij bespreken elke melding in het overleg.",),
        (BASE[1],),
    ),
    Row(
        "she alone",
        typed(HERS, "twee jaar", "drie jaar"),
        source(),
        "kept",
        "De manager bewaart het verslag drie jaar.",
        ("De manager bewaart het verslag drie jaar.",),
    ),
    Row(
        "both the same",
        typed(HERS, "twee jaar", "drie jaar"),
        source(BASE[2], "De manager bewaart het verslag drie jaar."),
        "same",
        "De manager bewaart het verslag drie jaar.",
        ("De manager bewaart het verslag drie jaar.",),
        ("De manager bewaart het verslag drie jaar.",),
    ),
    Row(
        "both, other words",
        typed(HERS, "De manager bewaart", "De teamleider bewaart"),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "merged",
        "De teamleider bewaart het verslag twee jaar.",
        ("De teamleider bewaart het verslag vijf jaar.",),
        ("De teamleider bewaart het verslag twee jaar.",),
        comments=("De bron is hier gewijzigd",),
    ),
    Row(
        "both, the same words",
        typed(HERS, "twee jaar", "negen maanden"),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "conflict",
        "De manager bewaart het verslag negen maanden.",
        ("De manager bewaart het verslag vijf jaar.",),
        ("De manager bewaart het verslag negen maanden.",),
        comments=("De manager bewaart het verslag negen maanden.",),
    ),
    Row(
        "she deleted, the source changed",
        without(HERS, "bewaart het verslag"),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "withheld",
        "De manager bewaart het verslag vijf jaar.",
        never=("bewaart het verslag",),
    ),
    Row(
        "she deleted",
        without(HERS, "bewaart het verslag"),
        source(BASE[1], "Wij bespreken alles."),
        "deleted",
        BASE[2],
        ("Wij bespreken alles.",),
        never=("bewaart het verslag",),
    ),
    Row(
        "she emptied, the source changed",
        typed(HERS, BASE[2], ""),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "withheld",
        "De manager bewaart het verslag vijf jaar.",
        never=("bewaart het verslag",),
    ),
    Row(
        "she put a sum in it, the source changed",
        typed(HERS, BASE[2], f"{BASE[2]}</w:t></w:r>{SUM}<w:r><w:t>"),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "conflict",
        f"{BASE[2]}\ufffc",
        (BASE[2], "De manager bewaart het verslag vijf jaar."),
        (BASE[2], "Werkwijze"),
        comments=("de nieuwe tekst staat als voorstel eronder",),
    ),
    Row(
        "she put a sum in it, the source dropped it",
        typed(HERS, BASE[2], f"{BASE[2]}</w:t></w:r>{SUM}<w:r><w:t>"),
        source(BASE[2]),
        "gone",
        f"{BASE[2]}\ufffc",
        (BASE[2],),
        comments=("in de bron vervallen",),
    ),
    Row(
        "she put a comment beside it, the source dropped it",
        typed(HERS, BASE[2], f"{BASE[2]}</w:t></w:r>{REMARK}<w:r><w:t>"),
        source(BASE[2]),
        "gone",
        BASE[2],
        (BASE[2],),
        comments=("in de bron vervallen",),
    ),
    Row(
        "she tracked a change, the source changed the same",
        typed(HERS, "twee jaar.", f'</w:t></w:r>{TRACKED}<w:r><w:t xml:space="preserve"> jaar.'),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "conflict",
        "De manager bewaart het verslag drie jaar.",
        ("De manager bewaart het verslag drie jaar.", "De manager bewaart het verslag vijf jaar."),
        ("De manager bewaart het verslag drie jaar.", "Werkwijze"),
        comments=("de nieuwe tekst staat als voorstel eronder",),
    ),
    Row(
        "she made it a link, the source changed words in it",
        typed(HERS, RUN.format(BASE[2]), LINK.format(RUN.format(BASE[2]))),
        source(BASE[2], "De manager bewaart het verslag vijf jaar."),
        "conflict",
        BASE[2],
        (BASE[2], "De manager bewaart het verslag vijf jaar."),
        (BASE[2], "Werkwijze"),
        comments=("de nieuwe tekst staat als voorstel eronder",),
    ),
    Row(
        "she moved it, the source changed it",
        after(
            without(HERS, "tien dagen"),
            "elke melding",
            own(BASE[6]).replace("<w:r>", f"{mark('Eenmeldingsl7', 70)}<w:r>"),
        ),
        source(BASE[6], "Een melding sluit u af binnen acht dagen."),
        "renewed",
        "Een melding sluit u af binnen acht dagen.",
        (BASE[1], "Een melding sluit u af binnen acht dagen.", BASE[2]),
        never=("tien dagen",),
    ),
    Row(
        "she added",
        after(HERS, "twee jaar", own("Ook in de vakantie.")),
        source(BASE[1], "Wij bespreken elke melding in het overleg."),
        "own",
        "Ook in de vakantie.",
        (BASE[2], "Ook in de vakantie.", "Werkwijze"),
    ),
    Row(
        "the source dropped",
        typed(HERS, "tien dagen", "acht dagen"),
        source(BASE[2]),
        "dropped",
        BASE[2],
        (BASE[1], "Werkwijze"),
        never=("bewaart het verslag",),
    ),
    Row(
        "the source dropped what she edited",
        typed(HERS, "twee jaar", "drie jaar"),
        source(BASE[2]),
        "gone",
        "De manager bewaart het verslag drie jaar.",
        ("De manager bewaart het verslag drie jaar.",),
        comments=("in de bron vervallen",),
    ),
    Row(
        "the source added",
        typed(HERS, "twee jaar", "drie jaar"),
        made(*BASE[:5], "- Vraag wie erbij was.", *BASE[5:]),
        "added",
        "Vraag wie erbij was.",
        ("Schrijf op wat er gebeurde.", "Vraag wie erbij was.", "Bel de huisarts."),
    ),
    Row(
        "the source added to a part that she deleted",
        without(without(without(without(HERS, "Werkwijze"), "Schrijf"), "Bel"), "tien dagen"),
        made(*BASE[:5], "- Vraag wie erbij was.", *BASE[5:]),
        "withheld",
        "Vraag wie erbij was.",
        never=("Vraag wie erbij was.",),
    ),
)


def follow(lines: list[str], wanted: tuple[str, ...]) -> bool:
    """True when `wanted` stand among the lines one after the other, with nothing between."""
    return any(tuple(lines[at : at + len(wanted)]) == wanted for at in range(len(lines)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_decision(row: Row) -> None:
    result = merged(row.mine, row.new)

    assert [
        each.text for each in result.outcomes if each.kind == row.kind and each.text == row.text
    ]
    assert follow(shown(result.data), row.accept)
    assert follow(shown(result.data, "reject"), row.reject)
    everything = "\n".join(shown(result.data) + shown(result.data, "reject"))
    assert [each for each in row.never if each in everything] == []
    notes = said(result.data)
    assert len(notes) == len(row.comments)
    assert [each for each in row.comments if not any(each in note for note in notes)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_again_gives_the_same_file(row: Row) -> None:
    once = merged(row.mine, row.new).data

    assert merged(once, row.new).data == once


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_result_is_as_sound_as_her_file(row: Row) -> None:
    assert set(lint(merged(row.mine, row.new).data)) <= set(lint(row.mine))


def test_what_she_added_and_the_source_has_now_as_well_is_not_doubled() -> None:
    hers = after(written(*BASE), "Bel de huisarts", own("Vraag hulp aan een collega."))
    result = merged(hers, made(*BASE[:6], "Vraag hulp aan een collega.", *BASE[6:]))
    assert result.data != b""
    assert shown(result.data).count("Vraag hulp aan een collega.") == 1
    kinds = [each.kind for each in result.outcomes if each.text == "Vraag hulp aan een collega."]
    assert (kinds, said(result.data)) == (["same"], [])
    again = merged(result.data, made(*BASE[:6], "Vraag raad aan een collega.", *BASE[6:]))
    assert "Vraag raad aan een collega." in shown(again.data)
    assert "Vraag hulp aan een collega." not in shown(again.data)


def test_of_two_equal_sentences_in_the_source_she_wrote_only_one() -> None:
    line = "Vraag hulp aan een collega."
    hers = after(written(*BASE), "Bel de huisarts", own(line))
    result = merged(hers, made(*BASE[:6], line, line, *BASE[6:]))

    assert shown(result.data).count(line) == 2
    assert [each.kind for each in result.outcomes if each.text == line] == ["same", "added"]


PART = ("Bewaren", "Het dossier staat in de kast van het secretariaat.")
NEAR = "De manager bewaart elk verslag tien jaar in de kelder."
FIRST = "De manager bewaart elk verslag tien jaar in de kast."
SECOND = "De manager bewaart elk verslag twintig jaar in de kast."


@pytest.mark.parametrize(
    ("later", "fate"),
    [((SECOND,), ("withheld", SECOND)), ((), ("deleted", FIRST))],
    ids=["the source changed it", "the source dropped it"],
)
def test_a_sentence_of_hers_is_never_taken_for_one_that_was_withheld(
    later: tuple[str, ...], fate: tuple[Kind, str]
) -> None:
    begun = ("# Doel", "Wij bespreken elke melding in het team.", f"# {PART[0]}", PART[1])
    hers = without(without(written(*begun), PART[0]), PART[1])
    hers = after(hers, begun[1], own(NEAR))

    once = merged(hers, made(*begun, FIRST))
    again = merged(once.data, made(*begun, *later))

    deleted = [("deleted", each) for each in PART]
    for result, told in ((once, ("withheld", FIRST)), (again, fate)):
        fates = [(each.kind, each.text) for each in result.outcomes if each.kind != "unchanged"]
        assert fates == [*deleted, told, ("own", NEAR)]
        lines = ["Doel", begun[1], NEAR]
        assert (shown(result.data), shown(result.data, "reject")) == (lines, lines)
        assert said(result.data) == []


def test_a_blank_line_keeps_no_part_that_she_deleted_alive() -> None:
    blank = "<w:p/>"
    base = ("# Doel", "Een.", "# Bewaren", "Het dossier.", blank)
    mine = without(without(written(*base), "Bewaren"), "Het dossier.")
    result = merged(mine, made(*base[:4], "Nieuwe alinea.", blank))
    assert result.count("withheld") == 1
    assert "Nieuwe alinea." not in shown(result.data)
