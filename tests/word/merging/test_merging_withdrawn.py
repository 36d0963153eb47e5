"""Open proposals in a block that got another shape: they stay open, or they are told in words."""

from collections.abc import Callable

import pytest
from word.merging.answering import answer
from word.merging.material import changed, made, mark, merged, said, shown, typed, written
from word.specimen import p, table

from handbook.word.merge import with_base
from handbook.word.package.markup import Element, fragment, qualified
from handbook.word.package.package import pack, read

ROWS = (
    ("Wie", "Wat"),
    ("De manager", "Bewaart het verslag twee jaar"),
    ("De begeleider", "Belt de huisarts"),
    ("De bestuurder", "Bespreekt de cijfers elk jaar"),
)
ARTS = ("De arts", "Komt langs")
LATER = (ROWS[3][0], "Bespreekt de cijfers elke maand")
ONE_WORD = (ROWS[1][0], "Bewaart het dossier twee jaar")
OTHER_WORDS = (ROWS[1][0], "Sluit tijdig alle deuren af")


def source(*rows: tuple[str, ...]) -> bytes:
    return made(table(*rows), "Tot slot.")


HERS = typed(written(table(*ROWS), "Tot slot."), "twee jaar", "drie jaar")


def column(root: Element) -> None:
    for row in root.iter(_ROW):
        row.extend(fragment("<w:tc><w:p/></w:tc>"))


def one_cell(root: Element) -> None:
    """A cell more in the first row only."""
    next(root.iter(_ROW)).extend(fragment("<w:tc><w:p/></w:tc>"))


def less(root: Element) -> None:
    """Without the first column."""
    for row in root.iter(_ROW):
        row.remove(row.find(_CELL))


def joined(root: Element) -> None:
    """The two cells of each row made one."""
    for row in root.iter(_ROW):
        first, second = row.findall(_CELL)
        first.extend(second.findall(_P))
        row.remove(second)
        width = first.find(_TCPR)
        if width is None:
            width = first.makeelement(_TCPR)
            first.insert(0, width)
        span = first.makeelement(qualified("w:gridSpan"))
        span.set(qualified("w:val"), "2")
        width.append(span)


SHAPES = [column, one_cell, less, joined]


def told(mine: bytes, new: bytes) -> str:
    """All that she reads in the file that came of it, and in the report."""
    result = merged(mine, new)
    assert merged(result.data, new).data == result.data
    notes = [each.note for each in result.outcomes]
    notes += [each.text for each in result.outcomes if each.kind in ("withheld", "deleted")]
    return "\n".join([*shown(result.data), *said(result.data), *notes])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_proposed_row_is_told_when_the_table_got_another_shape(
    shape: Callable[[Element], None],
) -> None:
    once = merged(HERS, source(*ROWS, ARTS)).data
    found = told(changed(once, shape), source(*ROWS[:3], LATER, ARTS))

    assert (ARTS[1] in found, LATER[1] in found) == (True, True)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("row", [ONE_WORD, OTHER_WORDS])
def test_a_proposed_cell_is_told_when_the_table_got_another_shape(
    row: tuple[str, str], shape: Callable[[Element], None]
) -> None:
    once = merged(HERS, source(ROWS[0], row, *ROWS[2:])).data
    found = told(changed(once, shape), source(ROWS[0], row, ROWS[2], LATER))

    assert (row[1] in found, LATER[1] in found) == (True, True)


@pytest.mark.parametrize("shape", SHAPES[:3])
def test_that_a_row_went_is_told_when_the_table_got_another_shape(
    shape: Callable[[Element], None],
) -> None:
    once = merged(HERS, source(*ROWS[:2], ROWS[3])).data
    assert ROWS[2][1] not in shown(once)
    found = said(merged(changed(once, shape), source(*ROWS[:2], LATER)).data)

    assert any(ROWS[2][1] in each and "vervallen" in each for each in found)


def test_a_proposed_row_stays_though_she_took_words_from_it() -> None:
    once = merged(HERS, source(*ROWS, ARTS)).data
    found = told(typed(once, "Komt langs", "Komt"), source(*ROWS[:3], LATER, ARTS))

    assert (ARTS[1] in found, LATER[1] in found) == (True, True)


def test_a_proposed_cell_of_other_words_stays_when_the_source_changes_elsewhere() -> None:
    once = merged(HERS, source(ROWS[0], OTHER_WORDS, *ROWS[2:])).data
    found = told(once, source(ROWS[0], OTHER_WORDS, ROWS[2], LATER))

    assert (OTHER_WORDS[1] in found, LATER[1] in found) == (True, True)


def marked(words: str) -> str:
    """A cell that says what its row is by a bookmark of ours, whatever its words."""
    return p(words, "Tabeltekst").replace("<w:r>", f"{mark('stappen', 40)}<w:r>", 1)


@pytest.mark.parametrize("shape", [lambda _: None, *SHAPES])
def test_a_proposed_row_of_other_words_with_the_same_bookmark_is_told(
    shape: Callable[[Element], None],
) -> None:
    mine = written(table((marked("Lees mee"), "Direct"), *ROWS), "Tot slot.")
    mine = typed(typed(mine, "twee jaar", "drie jaar"), "Lees mee", "Lees alles mee")
    mine = typed(mine, ">Direct<", ">Zeer direct<")
    new = (marked("Sluit alle deuren af"), "Daarna")
    once = merged(mine, source(new, *ROWS)).data
    assert "Sluit alle deuren af" in shown(once)
    found = told(changed(once, shape), source(new, *ROWS[:3], LATER))

    assert ("Sluit alle deuren af" in found, "Daarna" in found, LATER[1] in found) == (True,) * 3


WORDS = "Zij bellen elke dag terug"
MINE = "Het team van de wijk belt elke dag terug"
TWICE = f"{WORDS} Aanvulling drie vier. Aanvulling vijf."


def in_cell(words: str, year: str = "") -> bytes:
    return source(ROWS[0], ("De manager", words), ("De bestuurder", f"Bespreekt dit{year}"))


def in_paragraph(words: str, year: str = "") -> bytes:
    return made("# Kop", f"{words}{year}", "Tot slot.")


def accept_last(root: Element) -> None:
    """Accept the last words that were proposed in her file."""
    *_, came = root.iter(qualified("w:ins"))
    for each in list(came):
        came.addprevious(each)
    came.getparent().remove(came)


@pytest.mark.parametrize("release", [in_cell, in_paragraph])
def test_words_that_do_not_come_back_as_a_proposal_are_told(
    release: Callable[..., bytes],
) -> None:
    """She refused `vier`, it came back beside a newer word, and she accepted what stood behind."""
    mine = typed(pack(with_base(read(release(WORDS)))), WORDS, MINE)
    refused = answer(merged(mine, release(f"{WORDS} Aanvulling vier.")).data, accept=False)
    half = changed(merged(refused, release(TWICE)).data, accept_last)
    assert any("vier" in line for line in shown(half))
    found = told(half, release(TWICE, " Slot zes."))

    assert ("vier" in found, "drie" in found, "Slot zes" in found) == (True, True, True)


LINK = '<w:hyperlink w:anchor="x"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'
LINKED = f"<w:p>{mark('kast', 41)}<w:r><w:t>De manager bewaart dit </w:t></w:r>{LINK}</w:p>"


def beside(term: str, more: str = "") -> tuple[str, ...]:
    return "# Bewaren", LINKED.format(term) + more, "Tot slot."


def into_cell(paragraph: Element) -> None:
    [made] = fragment("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc/></w:tr></w:tbl>")
    paragraph.addnext(made)
    next(made.iter(_CELL)).append(paragraph)


def onto_heading(paragraph: Element) -> None:
    above = paragraph.getprevious()
    above.extend([each for each in paragraph if each.tag != qualified("w:pPr")])
    paragraph.getparent().remove(paragraph)


@pytest.mark.parametrize("change", [into_cell, onto_heading, lambda e: e.getparent().remove(e)])
@pytest.mark.parametrize("term", ["vijf jaar", "zes jaar"])
def test_a_proposal_beside_stays_or_is_told_whatever_she_does_to_her_own_paragraph(
    term: str, change: Callable[[Element], None]
) -> None:
    mine = typed(written(*beside("twee jaar")), "De manager", "De teamleider")
    once = merged(mine, made(*beside("vijf jaar"))).data
    assert "De manager bewaart dit vijf jaar" in shown(once)
    own = changed(once, lambda root: change(list(root.iter(_P))[1]))

    assert term in told(own, made(*beside(term, p("Nieuw."))))


_ROW, _CELL, _P, _TCPR = (qualified(f"w:{n}") for n in ("tr", "tc", "p", "tcPr"))
