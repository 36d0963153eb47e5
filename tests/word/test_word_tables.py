"""Tables in which no word is broken, with heads that repeat and rows that stay whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word.specimen import (
    document_of,
    handbook,
    job,
    lines,
    p,
    procedure,
    table,
    template,
    text,
)

from handbook.model.documents.document import Passage
from handbook.model.sources.content import Grid, Run
from handbook.word.package.markup import parse, qualified
from handbook.word.package.package import read
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.writing.hyphenation import pieces
from handbook.word.writing.styles import Look
from handbook.word.writing.tables import widen
from handbook.word.writing.text_width import word_width


def columns(data: bytes) -> list[int]:
    root = parse(read(data)["word/document.xml"])
    return [int(each.get(qualified("w:w"))) for each in root.iter(qualified("w:gridCol"))]


def cells(data: bytes) -> list[int]:
    root = parse(read(data)["word/document.xml"])
    return [int(each.get(qualified("w:w"))) for each in root.iter(qualified("w:tcW"))]


def test_a_column_grows_for_its_longest_word_and_the_table_keeps_its_width() -> None:
    body = table(("ja", "Verwijzingsovereenkomst"), ("x", "y"), widths=(8000, 1026))
    made = columns(render(job(procedure(), template(body))))
    need = word_width("Verwijzingsovereenkomst", Look(size=20), "calibri")
    assert made[1] > need > 1026
    assert sum(made) == 9026


def test_cells_are_as_wide_as_their_columns() -> None:
    body = table(("ja", "Verwijzingsovereenkomst"), ("x", "y"), widths=(8000, 1026))
    data = render(job(procedure(), template(body)))
    assert cells(data) == columns(data) * 2


def test_the_column_of_a_word_after_a_joined_cell_grows_for_it() -> None:
    rows = (("ja", "Verwijzingsovereenkomst"), ("x", "y", "z"))
    first = '<w:tcW w:w="5000" w:type="dxa"/>'
    body = table(*rows, widths=(5000, 3000, 1026))
    joined = body.replace(first, f'{first}<w:gridSpan w:val="2"/>', 1)
    apart = table(("ja", "", rows[0][1]), rows[1], widths=(5000, 3000, 1026))
    data = render(job(procedure(), template(joined)))
    made = columns(data)
    assert made == columns(render(job(procedure(), template(apart))))
    need = word_width(rows[0][1], Look(size=20), "calibri")
    assert made[2] > need > 1026
    assert made == [9026 - 3000 - made[2], 3000, made[2]]
    assert cells(data) == [made[0] + 3000, made[2], *made]


def test_a_table_in_which_all_fits_is_left_as_it_was() -> None:
    data = render(job(procedure(), template(table(("a", "b"), widths=(3000, 6026)))))
    assert columns(data) == [3000, 6026]


def test_words_that_cannot_all_fit_share_the_width() -> None:
    assert widen([500, 500], [3000, 1000]) == [750, 250]


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), min_size=1, max_size=9))
def test_widening_keeps_the_sum_and_meets_every_need_that_can_be_met(
    pairs: list[tuple[int, int]],
) -> None:
    widths, needs = [list(each) for each in zip(*pairs, strict=True)]
    made = widen(widths, needs)
    assert sum(made) == sum(widths)
    if sum(needs) <= sum(widths):
        assert all(width >= need for width, need in zip(made, needs, strict=True))


def test_a_long_word_of_an_unknown_font_counts_as_wide() -> None:
    look = Look(size=19)
    narrow, wide = (word_width("zorgplan", look, font) for font in ("calibri", "museo sans"))
    assert wide > narrow
    assert word_width("zorgplan", Look(size=19, bold=True), "calibri") > narrow


def test_a_head_row_repeats_and_no_row_is_split() -> None:
    body = table(("Wat", "Termijn"), ("x", "y"))
    root = parse(read(render(job(procedure(), template(body))))["word/document.xml"])
    assert [
        [each.tag.rpartition("}")[2] for each in row.find(qualified("w:trPr"))]
        for row in root.iter(qualified("w:tr"))
    ] == [["cantSplit", "tblHeader"], ["cantSplit"]]


def test_a_table_in_a_cell_fits_in_it() -> None:
    grid = Grid(head=((Run(text="a"),), (Run(text="b"),)), rows=(), shares=(1, 1))
    body = handbook(("Kop", Passage(source="s", blocks=(grid,)), ()))
    tags = (
        p("{%p for h in handboek.hoofdstukken %}")
        + p("{{p inhoud(h.inhoud) }}")
        + p("{%p endfor %}")
    )
    data = render(job(body, template(table((tags, "x"), widths=(4000, 5026)))))
    made = columns(data)
    assert made[:2] == [4000, 5026]
    assert sum(made[2:]) < 4000
    wide = [
        each.get(qualified("w:w"))
        for each in parse(read(data)["word/document.xml"]).iter(qualified("w:tblW"))
    ]
    assert wide[-1] == str(sum(made[2:]))


def test_a_table_that_word_may_fit_itself_is_left_alone() -> None:
    body = table(("Verwijzingsovereenkomst", "b"), widths=(100, 100)).replace(
        '"fixed"', '"autofit"'
    )
    assert columns(render(job(procedure(), template(body)))) == [100, 100]


def test_text_after_a_hyphen_may_begin_a_new_line() -> None:
    body = table(("HKZ-certificatieschema-onderdelen", "b"), widths=(2200, 3000))
    assert columns(render(job(procedure(purpose=text("x")), template(body)))) == [2200, 3000]
    assert re.split(r"(?<=-)", "a-b") == ["a-", "b"]


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("hulpverleningsovereenkomst", "hulp-ver-le-nings-over-een-komst"),
        ("vertegenwoordiger", "ver-te-gen-woor-di-ger"),
        ("cliëntregistratie", "cliënt-re-gi-stra-tie"),
        ("kinderopvang", "kin-der-op-vang"),
        ("gebiedsmanager", "gebieds-ma-na-ger"),
        ("Ouderenadviseur", "Oude-ren-ad-vi-seur"),
        ("schuldregeling", "schuld-re-ge-ling"),
        ("zelfevaluatie", "zelf-eva-lu-a-tie"),
        ("vrijwilligerscoördinator", "vrij-wil-li-gers-coör-di-na-tor"),
        ("vriendenlijst", "vrien-den-lijst"),
        ("cliëntvertrouwenspersoon", "cliënt-ver-trou-wens-per-soon"),
        ("hulpverleningsplan", "hulp-ver-le-nings-plan"),
        ("kosten", "kos-ten"),
        ("zorg", "zorg"),
        ("VS-PP-01", "VS-PP-01"),
        ("https://x.nl/abcdefg", "https://x.nl/abcdefg"),
    ],
)
def test_a_long_word_is_cut_at_its_parts(word: str, cut: str) -> None:
    assert "-".join(pieces(word)) == cut


@given(st.text(max_size=40))
def test_no_letter_is_lost_in_cutting(word: str) -> None:
    assert "".join(pieces(word)) == word


def test_words_that_cannot_stand_side_by_side_get_optional_hyphens() -> None:
    words = ("Hulpverleningsovereenkomst", "Vertegenwoordigingsbevoegdheid", "plan")
    body = table(words, widths=(1500, 1500, 1500))
    data = render(job(procedure(), template(body)))
    assert document_of(data).count("<w:softHyphen/>") > 3
    assert lines(data) == list(words)
    assert sum(columns(data)) == 4500
    assert lint(data) == ()


def test_words_that_fit_get_no_hyphens() -> None:
    data = render(job(procedure(), template(table(("Hulpverleningsovereenkomst", "b")))))
    assert "softHyphen" not in document_of(data)
