"""Tables in which no word is broken, with heads that repeat and rows that stay whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word.specimen import (
    DECLARED,
    document_of,
    handbook,
    identity,
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
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import read
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.writing.hyphenation import pieces
from handbook.word.writing.styles import Look, Stylesheet
from handbook.word.writing.tables import fit, widen
from handbook.word.writing.text_width import word_width

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SOFT = qualified("w:softHyphen")


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


def test_each_table_grows_for_its_own_words() -> None:
    one, other = ("ja", "Verwijzingsovereenkomst"), ("Verwijzingsovereenkomst", "ja")
    body = table(one, widths=(8000, 1026)) + p("") + table(other, widths=(1026, 8000))
    made = columns(render(job(procedure(), template(body))))
    assert made == [*made[:2], *reversed(made[:2])]
    assert made[1] > 1026


def test_a_word_in_a_later_paragraph_of_a_cell_counts() -> None:
    long = "Verwijzingsovereenkomst"
    alone, below = (
        columns(render(job(procedure(), template(table(("ja", each), widths=(8000, 1026))))))
        for each in (long, p("ja", "Tabeltekst") + p(long, "Tabeltekst"))
    )
    assert below == alone != [8000, 1026]


def test_a_cell_in_hundredths_gets_the_width_of_its_column() -> None:
    body = table(("ja", "Verwijzingsovereenkomst"), widths=(8000, 1026))
    shares = body.replace('w:type="dxa"/></w:tcPr>', 'w:type="pct"/></w:tcPr>')
    data = render(job(procedure(), template(shares)))
    assert cells(data) == columns(data)
    assert b'"pct"' not in read(data)["word/document.xml"]


def test_a_word_in_a_joined_cell_widens_no_column() -> None:
    body = table(("Verwijzingsovereenkomst", "z"), ("a", "b", "c"), widths=(900, 900, 7226))
    cell = '<w:tcW w:w="900" w:type="dxa"/>'
    joined = body.replace(cell, f'{cell}<w:gridSpan w:val="2"/>', 1)
    assert columns(render(job(procedure(), template(joined)))) == [900, 900, 7226]


def test_a_join_over_no_columns_counts_as_one_and_a_cell_too_many_as_none() -> None:
    long = "Verwijzingsovereenkomst"
    body = table(("a", "b", long), ("a", long), widths=(8000, 1026, 500))
    one = body.replace('<w:gridCol w:w="500"/>', "", 1)
    none = one.replace("</w:tcPr>", '<w:gridSpan w:val="0"/></w:tcPr>')
    made = columns(render(job(procedure(), template(one))))
    assert made == columns(render(job(procedure(), template(none))))
    assert made[1] > 1026


def test_a_table_in_which_all_fits_is_left_as_it_was() -> None:
    data = render(job(procedure(), template(table(("a", "b"), widths=(3000, 6026)))))
    assert columns(data) == [3000, 6026]


def test_words_that_cannot_all_fit_share_the_width() -> None:
    assert widen([500, 500], [3000, 1000]) == [750, 250]


def test_of_columns_with_as_much_to_spare_the_first_gives() -> None:
    assert widen([500, 500, 0], [0, 0, 100]) == [400, 500, 100]


def fitted(
    words: tuple[str, ...], widths: tuple[int, ...], size: int = 20, margin: int = 100
) -> Element:
    """A table of these words, fitted with a text of this size and cells with these margins."""
    root = parse(f"<w:body {DECLARED}>{table(words, widths=widths)}</w:body>".encode())
    looks, margins = {identity("Tabeltekst"): Look(size=size)}, {identity("Tabel handboek"): margin}
    fit(root, Stylesheet(looks=looks, margins=margins), "Calibri")
    return root


def test_a_column_grows_as_the_styles_of_its_text_and_its_table_want() -> None:
    def width(size: int, margin: int) -> int:
        root = fitted(("a", "Overeenkomst"), (8000, 1026), size, margin)
        return int(list(root.iter(qualified("w:gridCol")))[1].get(qualified("w:w")))

    small, large = (word_width("Overeenkomst", Look(size=size), "calibri") for size in (20, 48))
    assert width(48, 100) - width(20, 100) == large - small > 0
    assert width(20, 500) - width(20, 100) == 400


def test_words_that_cannot_all_stay_whole_share_the_width_whatever_the_columns_were() -> None:
    words = ("Hulpverleningsovereenkomst", "Vertegenwoordiger")
    made = {
        tuple(
            int(each.get(qualified("w:w")))
            for each in fitted(words, widths).iter(qualified("w:gridCol"))
        )
        for widths in ((2900, 100), (1500, 1500), (100, 2900))
    }
    [(first, second)] = made
    assert first > second > 100


def test_a_word_is_cut_where_its_style_or_the_margins_of_its_cell_leave_no_room() -> None:
    word = "Overeenkomst"
    room = word_width(word, Look(size=20), "calibri") + 300
    cut = {
        (size, margin): fitted((word, word), (room, room), size, margin).find(f".//{SOFT}")
        is not None
        for size, margin in ((20, 100), (24, 100), (20, 300))
    }
    assert cut == {(20, 100): False, (24, 100): True, (20, 300): True}


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


def test_a_row_is_told_to_repeat_or_stay_whole_once_and_only_where_it_should() -> None:
    exception = '<w:tblPrEx><w:jc w:val="left"/></w:tblPrEx>'
    told = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    twice = table(("Wat", "Termijn")).replace("<w:tr>", f"<w:tr>{told}")
    plain = table(("x", "y")).replace('w:firstRow="1"', 'w:firstRow="0"')
    body = twice + p("") + plain.replace("<w:tr>", f"<w:tr>{exception}")
    root = parse(read(render(job(procedure(), template(body))))["word/document.xml"])
    assert [
        [each.tag.rpartition("}")[2] for each in row.iterchildren() for each in (each, *each)][:5]
        for row in root.iter(qualified("w:tr"))
    ] == [
        ["trPr", "cantSplit", "tblHeader", "tc", "tcPr"],
        ["tblPrEx", "jc", "trPr", "cantSplit", "tc"],
    ]


@pytest.mark.parametrize(
    ("cell", "kind", "inner"),
    [
        (4000, "dxa", [1500, 1500]),
        (2500, "dxa", [1127, 1127]),
        (300, "dxa", [500, 500]),
        (2500, "pct", [1500, 1500]),
    ],
)
def test_a_table_in_a_cell_is_made_no_wider_and_not_too_narrow(
    cell: int, kind: str, inner: list[int]
) -> None:
    inside = p("a") + table(("a", "b"), widths=(1500, 1500)) + p("b")
    outer = table((inside, "x"), widths=(cell, 5026))
    body = outer.replace(
        f'<w:tcW w:w="{cell}" w:type="dxa"/>', f'<w:tcW w:w="{cell}" w:type="{kind}"/>'
    )
    assert columns(render(job(procedure(), template(body))))[2:] == inner


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


def test_each_long_word_of_a_cell_gets_hyphens_and_loses_no_space() -> None:
    word, other = "Hulpverleningsovereenkomst", "Vertegenwoordigingsbevoegdheid"
    run = f'<w:r><w:t xml:space="preserve"> {word} of </w:t></w:r>'
    first = p(f"De {word}", "Tabeltekst").replace("</w:p>", f"{run}</w:p>")
    body = table((first + p(other, "Tabeltekst"), other), widths=(1500, 1500))
    data = render(job(procedure(), template(body)))
    for each in parse(read(data)["word/document.xml"]).iter(qualified("w:t")):
        assert (each.text or "").strip() == each.text or each.get(SPACE) == "preserve"
    assert lines(data) == [f"De {word} {word} of ", other, other]
    cut = document_of(data).split("<w:softHyphen/>")
    assert len(cut) - 1 == 2 * (len(pieces(word)) - 1) + 2 * (len(pieces(other)) - 1)


def test_words_that_fit_get_no_hyphens() -> None:
    data = render(job(procedure(), template(table(("Hulpverleningsovereenkomst", "b")))))
    assert "softHyphen" not in document_of(data)
