"""What stands beside the words of a block: how a table is described, tips of links, choices."""

import pytest
from word.merging.material import MAIN, made, merged, said, shown, typed, written
from word.merging.wordsim import save
from word.specimen import p, table

from handbook.word.merge.blocks.alt_texts_and_controls import (
    is_controlled,
    is_labelled,
    labels_of,
)
from handbook.word.package.markup import fragment
from handbook.word.package.package import read

ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag twee jaar"))
NEW_ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag drie jaar"))
END = "Tot slot."


def text(data: bytes) -> str:
    return read(data)[MAIN].decode()


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def link(words: str) -> str:
    return f'<w:hyperlink w:anchor="plan">{run(words)}</w:hyperlink>'


def tipped(words: str, tip: str = "Het plan van 2026") -> str:
    return link(words).replace('="plan">', f'="plan" w:tooltip="{tip}">')


def line(*pieces: str) -> str:
    return f"<w:p>{''.join(pieces)}</w:p>"


def choosing(*choices: str) -> str:
    items = "".join(f'<w:listItem w:displayText="{e}" w:value="{e}"/>' for e in choices)
    return (
        '<w:sdt><w:sdtPr><w:alias w:val="Keuze"/><w:tag w:val="f.1"/><w:id w:val="77"/>'
        f"<w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{run('Kies')}</w:sdtContent></w:sdt>"
    )


def cell(content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def form(*rows: str) -> str:
    inner = "".join(f"<w:tr>{cell(each)}</w:tr>" for each in rows)
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{inner}</w:tbl>'


@pytest.mark.parametrize("name", ["tblCaption", "tblDescription"])
def test_what_describes_a_table_stays_when_the_source_drops_or_moves_it(name: str) -> None:
    label = f'<w:{name} w:val="Taken van ons team"/>'
    other = table(("Waar", "Wanneer"), ("In de kast op kantoor", "Elke maandag na het overleg"))
    mine = written("# Doel", table(*ROWS), other, END)
    mine = save(typed(mine, "</w:tblPr>", f"{label}</w:tblPr>"), 4)
    dropped = merged(mine, made("# Doel", other, END))
    moved = merged(mine, made("# Doel", other, END, table(*ROWS)))

    assert label in text(dropped.data)
    assert "vervallen" in "".join(said(dropped.data))
    assert label in text(moved.data)


def test_a_description_of_both_stays_hers_and_that_of_the_source_is_told() -> None:
    def described(rows: tuple[tuple[str, ...], ...], caption: str) -> str:
        label = f'<w:tblCaption w:val="{caption}"/></w:tblPr>'
        return table(*rows).replace("</w:tblPr>", label)

    mine = typed(written("# Doel", described(ROWS, "Taken")), '"Taken"', '"Wie bewaart wat"')
    result = merged(mine, made("# Doel", described(NEW_ROWS, "Alle taken")))

    assert 'w:tblCaption w:val="Wie bewaart wat"' in text(result.data)
    assert "Alle taken" in [each.text for each in result.outcomes if each.kind == "withheld"]
    assert NEW_ROWS[1][1] in shown(result.data)


@pytest.mark.parametrize("hers", ["De manager", "De baas"])
@pytest.mark.parametrize("rows", [ROWS, NEW_ROWS])
def test_a_description_that_the_source_changed_comes_in(
    hers: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    def described(rows: tuple[tuple[str, ...], ...], caption: str) -> str:
        label = f'<w:tblCaption w:val="{caption}"/></w:tblPr>'
        return table(*rows).replace("</w:tblPr>", label)

    mine = save(typed(written("# Doel", described(ROWS, "Taken")), "De manager", hers), 3)
    result = merged(mine, made("# Doel", described(rows, "Alle taken")))

    assert 'w:tblCaption w:val="Alle taken"' in text(result.data)
    assert hers in shown(result.data)
    assert result.count("withheld") == 0


def test_the_columns_of_a_table_stay_when_the_source_moves_it() -> None:
    mine = written("# Doel", table(*ROWS), "Een zin.", END)
    for width in (3000, 6026):
        mine = typed(mine, '<w:gridCol w:w="4513"/>', f'<w:gridCol w:w="{width}"/>')
    result = merged(mine, made("# Doel", "Een zin.", END, table(*ROWS)))

    assert '<w:gridCol w:w="3000"/><w:gridCol w:w="6026"/>' in text(result.data)


def test_a_tip_stays_on_the_link_when_the_words_around_it_change() -> None:
    mine = written("# Doel", line(run("Lees eerst "), link("het plan"), run(" en "), link("meer")))
    mine = typed(mine, link("het plan"), tipped("het plan"))
    new = made("# Doel", line(link("meer"), run(" en lees daarna "), link("het plan")))
    result = merged(mine, new)

    assert shown(result.data) == ["Doel", "meer en lees daarna het plan"]
    assert [each.kind for each in result.outcomes] == ["unchanged", "renewed"]
    assert text(result.data).count("tooltip") == 1
    assert tipped("het plan").partition(">")[0] in text(result.data)
    assert merged(result.data, new).data == result.data


def test_a_tip_stays_in_a_table_that_gets_a_row() -> None:
    rows = [line(link("het plan")), line(run("Het verslag"))]
    mine = typed(written("# Doel", form(*rows)), link("het plan"), tipped("het plan"))
    result = merged(mine, made("# Doel", form(*rows, line(run("Een nieuwe rij")))))

    assert 'w:tooltip="Het plan van 2026"' in text(result.data)
    assert shown(result.data) == ["Doel", "het plan", "Het verslag", "Een nieuwe rij"]


@pytest.mark.parametrize(
    "new",
    [
        (),
        (
            line(
                run("Lees dit niet meer, maar iets heel anders."),
            ),
        ),
    ],
)
def test_a_tip_on_a_link_that_the_source_has_no_more_stays(new: tuple[str, ...]) -> None:
    mine = written("# Doel", line(run("Lees dit: "), link("het plan")), END)
    mine = typed(mine, link("het plan"), tipped("het plan"))
    result = merged(mine, made("# Doel", *new, END))

    assert 'w:tooltip="Het plan van 2026"' in text(result.data)
    assert len(said(result.data)) == 1


def test_a_tip_in_the_code_of_a_field_stays() -> None:
    def field(code: str) -> str:
        marks = [
            f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>'
            for each in ("begin", "separate", "end")
        ]
        code = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        return line(marks[0], code, marks[1], run("het plan"), marks[2])

    plain, tip = 'HYPERLINK \\l "plan" ', 'HYPERLINK \\l "plan" \\o "Het plan van 2026" '
    mine = typed(written("# Doel", field(plain), END), plain, tip)

    assert "Het plan van 2026" in text(merged(mine, made("# Doel", END)).data)


def test_a_tip_on_a_picture_and_a_choice_without_a_text_are_known() -> None:
    tip = '<w:drawing><a:hlinkClick r:id="rIdX" tooltip="Het  plan"/></w:drawing>'
    choice = '<w:dropDownList><w:listItem w:value="later"/></w:dropDownList>'
    bare, tipped_, chosen = fragment(
        f"<w:p/><w:p>{tip}</w:p><w:p><w:sdt><w:sdtPr>{choice}</w:sdtPr></w:sdt></w:p>"
    )

    assert labels_of(tipped_) == {("tip", "Het plan"): 1}
    assert is_labelled(tipped_, bare)
    assert is_controlled(chosen, bare, exact=False)


@pytest.mark.parametrize(
    "new",
    [
        (form(line(run("Bewaarplaats")), line(run("Waar: "), choosing("Kast"))),),
        (form(line(run("Waar")), line(run("Waar precies: "), choosing("Kast"))),),
        ("Een zin.", form(line(run("Waar")), line(run("Waar: "), choosing("Kast")))),
        (),
    ],
)
def test_choices_that_she_gave_a_control_stay(new: tuple[str, ...]) -> None:
    mine = written("# Doel", form(line(run("Waar")), line(run("Waar: "), choosing("Kast"))), END)
    mine = typed(mine, choosing("Kast"), choosing("Kast", "Kluis"))
    for each in (mine, save(mine, 3)):
        result = merged(each, made("# Doel", *new, END))

        assert 'w:displayText="Kluis"' in text(result.data)
        assert bool(said(result.data)) is ("Waar precies" in "".join(new) or not new)


def test_choices_that_the_source_gave_another_order_come_in_without_a_proposal() -> None:
    mine = save(written("# Doel", p("Een zin."), form(line(choosing("Kast", "Kluis")))), 2)
    new = made("# Doel", p("Een zin."), form(line(run("Waar: "), choosing("Kluis", "Kast", "Ja"))))

    assert [each.kind for each in merged(mine, new).outcomes][-1] == "renewed"
