"""What she set around or on words of ours: controls, links, how a table is described and wide."""

import pytest
from word.merging.material import MAIN, made, merged, said, shown, typed, written
from word.merging.wordsim import save
from word.specimen import p, table

from handbook.word.package.package import read
from handbook.word.reading.lint import lint

SENTENCE = "Wij bespreken elke melding in het team."
CHANGED = "Wij bespreken elke nieuwe melding in het team."
ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag twee jaar"))
NEW_ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag drie jaar"))


def control(content: str, alias: str = "Akkoord") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="u1x"/><w:id w:val="77"/>'
        "</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def kinds(mine: bytes, new: bytes) -> list[str]:
    return [each.kind for each in merged(mine, new).outcomes if each.kind != "unchanged"]


def test_a_control_around_words_stays_when_the_paragraph_changes() -> None:
    mine = typed(written("# Doel", SENTENCE), run(SENTENCE), control(run(SENTENCE)))
    result = merged(save(mine, 2), made("# Doel", CHANGED))

    assert 'w:val="Akkoord"' in read(result.data)[MAIN].decode()
    assert SENTENCE in shown(result.data)
    assert CHANGED in shown(result.data)


def test_a_control_in_a_cell_stays_when_the_cell_changes() -> None:
    mine = written("# Doel", table(*ROWS))
    mine = typed(mine, run(ROWS[1][1]), control(run(ROWS[1][1])))
    mine = typed(mine, ">De manager<", ">De directeur<")
    result = merged(save(mine, 2), made("# Doel", table(*NEW_ROWS)))

    assert 'w:val="Akkoord"' in read(result.data)[MAIN].decode()
    assert "drie jaar" in "".join(said(result.data))


def test_a_control_without_a_name_that_libreoffice_made_is_not_hers() -> None:
    nameless = control(run(SENTENCE)).replace('<w:alias w:val="Akkoord"/><w:tag w:val="u1x"/>', "")
    mine = typed(written("# Doel", SENTENCE), run(SENTENCE), nameless)

    assert kinds(mine, made("# Doel", CHANGED)) == ["renewed"]
    assert kinds(save(mine, 1), made("# Doel", CHANGED)) == ["conflict"]


def test_a_control_around_a_paragraph_stays_when_it_changes_and_when_it_is_dropped() -> None:
    block = p(SENTENCE)
    mine = typed(written("# Doel", block, "Tot slot."), block, control(block))
    changed = merged(mine, made("# Doel", p(CHANGED), "Tot slot."))
    dropped = merged(mine, made("# Doel", "Tot slot."))

    assert 'w:val="Akkoord"' in read(changed.data)[MAIN].decode()
    assert shown(changed.data) == ["Doel", CHANGED, "Tot slot."]
    assert 'w:val="Akkoord"' in read(dropped.data)[MAIN].decode()
    assert "vervallen" in "".join(said(dropped.data))


def test_a_nameless_control_around_ours_and_hers_stays_with_hers() -> None:
    block, hers = p(SENTENCE), p("Vraag Anja om hulp.")
    nameless = control(block + hers).replace('<w:alias w:val="Akkoord"/><w:tag w:val="u1x"/>', "")
    mine = typed(written("# Doel", block, "Tot slot."), block, nameless)
    dropped = merged(mine, made("# Doel", "Tot slot."))

    assert shown(dropped.data) == ["Doel", "Vraag Anja om hulp.", "Tot slot."]


def test_a_control_around_a_paragraph_moves_with_it() -> None:
    block, text = p("Eerst overleggen wij samen."), "Daarna melden wij het op dezelfde dag."
    mine = typed(written("# Doel", block, text, "Tot slot."), block, control(block))
    moved = merged(mine, made("# Doel", text, "Tot slot.", block))
    document = read(moved.data)[MAIN].decode()

    assert shown(moved.data) == ["Doel", text, "Tot slot.", "Eerst overleggen wij samen."]
    assert document.count("<w:sdt>") == 1
    assert "<w:p>" in document.partition("<w:sdtContent>")[2].partition("</w:sdtContent>")[0]


def test_a_nameless_control_around_a_paragraph_goes_with_it() -> None:
    block = p(SENTENCE)
    nameless = control(block).replace('<w:alias w:val="Akkoord"/><w:tag w:val="u1x"/>', "")
    mine = typed(written("# Doel", block, "Tot slot."), block, nameless)
    dropped = merged(mine, made("# Doel", "Tot slot."))

    assert "<w:sdt" not in read(dropped.data)[MAIN].decode()
    assert lint(dropped.data) == lint(made("# Doel", "Tot slot."))


@pytest.mark.parametrize(("was", "now"), [("Kies een item", "Bewaarplaats u2x"), ("☐", "☒ u2x")])
def test_what_she_chose_in_a_control_of_ours_stays(was: str, now: str) -> None:
    def line(text: str) -> str:
        return f"<w:p>{run(text)}{control(run(was), 'Keuze')}</w:p>"

    mine = typed(written("# Doel", line("Waar wij het verslag bewaren: ")), was, now)
    result = merged(save(mine, 2), made("# Doel", line("Waar wij elk verslag bewaren: ")))

    for view in ("accept", "reject"):
        assert "u2x" in "".join(shown(result.data, view))
    assert len(said(result.data)) == 1


def test_a_link_that_she_laid_elsewhere_stays_under_the_same_words() -> None:
    def line(text: str, target: str) -> str:
        link = f'<w:hyperlink w:anchor="{target}">{run("het plan")}</w:hyperlink>'
        return f"<w:p>{run(text)}{link}</w:p>"

    mine = typed(written("# Doel", line("Lees eerst ", "plan")), 'anchor="plan"', 'anchor="u3x"')
    result = merged(mine, made("# Doel", line("Lees daarna ", "plan")))

    assert 'w:anchor="u3x"' in read(result.data)[MAIN].decode()


def test_the_description_of_a_table_and_its_columns_stay_when_it_is_renewed() -> None:
    mine = written("# Doel", table(*ROWS))
    mine = typed(mine, "</w:tblPr>", '<w:tblDescription w:val="Taken, u4x"/></w:tblPr>')
    for width in (3000, 6026):
        mine = typed(mine, '<w:gridCol w:w="4513"/>', f'<w:gridCol w:w="{width}"/>')
    for width in (3000, 6026) * 2:
        mine = typed(mine, '<w:tcW w:w="4513"', f'<w:tcW w:w="{width}"')
    result = merged(mine, made("# Doel", table(*NEW_ROWS)))
    text = read(result.data)[MAIN].decode()

    assert [each.kind for each in result.outcomes] == ["unchanged", "renewed"]
    assert 'w:tblDescription w:val="Taken, u4x"' in text
    assert [text.count(f'w:w="{width}"') for width in (3000, 6026, 4513)] == [3, 3, 0]


def test_a_table_that_she_left_alone_takes_the_columns_of_the_source() -> None:
    mine = save(written("# Doel", table(*ROWS)), 3)
    result = merged(mine, made("# Doel", table(*NEW_ROWS, widths=(3000, 6026))))

    assert read(result.data)[MAIN].decode().count('w:w="3000"') == 3
