"""A table that she and the source changed: rows and cells, each by itself."""

import pytest
from word.merging.material import made, merged, own, said, shown, typed, without, written
from word.specimen import identity, p, table

from handbook.word.merge import Outcome
from handbook.word.package.package import read
from handbook.word.reading.lint import lint

ROWS = (
    ("Wie", "Wat"),
    ("De manager", "Bewaart het verslag twee jaar"),
    ("De begeleider", "Belt de huisarts"),
    ("De bestuurder", "Bespreekt de cijfers elk jaar"),
)
MARKS = (
    '<w:r><w:commentReference w:id="0"/></w:r>',
    '<w:del w:id="1" w:author="Anja"><w:r><w:delText>snel</w:delText></w:r></w:del>',
)
INTRO = "Zo verdelen wij het werk."
HEADER = "word/header1.xml"


def source(*rows: tuple[str, ...], widths: tuple[int, ...] = (4513, 4513)) -> bytes:
    return made(INTRO, table(*rows, widths=widths), "Tot slot.")


THREE = (INTRO, table(*ROWS), "Tot slot.")
HERS = written(*THREE)
EDITED = typed(HERS, "twee jaar", "drie jaar")


def outcome(result: tuple[Outcome, ...]) -> Outcome:
    [found] = [each for each in result if "\t" in each.text]
    return found


def test_another_cell_of_the_source_comes_beside_hers() -> None:
    new = source(*ROWS[:2], ("De begeleider", "Belt de familie"), ROWS[3])
    result = merged(EDITED, new)

    assert shown(result.data) == [
        *(INTRO, "Wie", "Wat", "De manager", "Bewaart het verslag drie jaar"),
        *("De begeleider", "Belt de familie", "De bestuurder", "Bespreekt de cijfers elk jaar"),
        "Tot slot.",
    ]
    assert said(result.data) == []
    assert outcome(result.outcomes).kind == "renewed"


def test_the_same_cell_is_merged_word_by_word() -> None:
    new = source(ROWS[0], ("De manager", "Bewaart het dossier twee jaar"), *ROWS[2:])
    result = merged(EDITED, new)

    assert "Bewaart het dossier drie jaar" in shown(result.data)
    assert "Bewaart het verslag drie jaar" in shown(result.data, "reject")
    assert outcome(result.outcomes).kind == "merged"


def test_the_same_words_of_a_cell_stay_in_the_comment() -> None:
    new = source(ROWS[0], ("De manager", "Bewaart het verslag vijf jaar"), *ROWS[2:])
    result = merged(EDITED, new)

    assert "Bewaart het verslag vijf jaar" in shown(result.data)
    assert "Bewaart het verslag drie jaar" in shown(result.data, "reject")
    [note] = said(result.data)
    assert note.endswith("Uw tekst was: Bewaart het verslag drie jaar")
    assert (outcome(result.outcomes).kind, outcome(result.outcomes).note) == ("conflict", note)


def test_the_comment_gives_all_she_wrote_in_a_cell_of_which_a_later_line_was_changed() -> None:
    two = p("Bewaart het verslag", "Tabeltekst") + p("Zie de wet", "Tabeltekst")
    mine = typed(written(INTRO, table(ROWS[0], ("De manager", two))), "de wet", "de regels")
    new = made(INTRO, table(ROWS[0], ("De manager", two.replace("de wet", "het besluit"))))
    result = merged(mine, new)

    assert "Zie het besluit" in shown(result.data)
    [note] = said(result.data)
    assert note.endswith("Uw tekst was: Bewaart het verslag\nZie de regels")
    assert outcome(result.outcomes).kind == "conflict"


def test_a_cell_that_is_renewed_has_the_look_of_the_source_and_one_width() -> None:
    new = p("Belt de familie", "List Bullet")
    result = merged(EDITED, source(*ROWS[:2], ("De begeleider", new), ROWS[3]))

    body = read(result.data)["word/document.xml"].decode()
    assert outcome(result.outcomes).kind == "renewed"
    assert f'<w:pStyle w:val="{identity("List Bullet")}"/>' in body
    assert body.count("<w:tcPr>") == 2 * len(ROWS)


def test_a_cell_that_both_changed_alike_is_nothing_beside_one_that_is_renewed() -> None:
    new = source(ROWS[0], ("De directeur", "Bewaart het verslag drie jaar"), *ROWS[2:])
    result = merged(EDITED, new)

    assert shown(result.data)[3:5] == ["De directeur", "Bewaart het verslag drie jaar"]
    assert (outcome(result.outcomes).kind, said(result.data)) == ("renewed", [])


@pytest.mark.parametrize(
    ("mark", "kind"), list(zip(MARKS, ("merged", "conflict"), strict=True)), ids=["remark", "del"]
)
def test_a_cell_with_a_remark_or_a_deletion_of_hers_is_never_just_replaced(
    mark: str, kind: str
) -> None:
    mine = typed(EDITED, "Belt de huisarts</w:t></w:r>", f"Belt de huisarts</w:t></w:r>{mark}")
    result = merged(mine, source(*ROWS[:2], ("De begeleider", "Belt de familie"), ROWS[3]))

    assert mark.partition(" ")[0] in read(result.data)["word/document.xml"].decode()
    assert "Belt de huisarts" in shown(result.data, "reject")
    assert outcome(result.outcomes).kind == kind


GONE = (ROWS[0], *ROWS[2:])
OTHER = (ROWS[0], ("De begeleider", "Belt de familie"), ROWS[3])


@pytest.mark.parametrize(
    ("mine", "new", "kind"),
    [
        (without(EDITED, "Belt de huisarts"), source(*OTHER), "withheld"),
        (EDITED, source(*GONE, ("De arts", "Komt langs")), "gone"),
        (EDITED, source(*OTHER[:2], ROWS[1], ("De arts", "Komt langs"), ROWS[3]), "merged"),
    ],
)
def test_a_table_is_told_by_the_gravest_of_what_became_of_it(
    mine: bytes, new: bytes, kind: str
) -> None:
    assert outcome(merged(mine, new).outcomes).kind == kind


def test_a_new_row_is_a_proposal_at_its_place() -> None:
    new = source(*ROWS[:2], ("De arts", "Komt langs"), *ROWS[2:])
    result = merged(EDITED, new)

    assert shown(result.data)[5:9] == ["De arts", "Komt langs", "De begeleider", "Belt de huisarts"]
    assert "De arts" not in shown(result.data, "reject")


def test_a_row_that_went_from_the_source_is_a_proposal_to_delete() -> None:
    result = merged(EDITED, source(*ROWS[:2], ROWS[3]))

    assert "Belt de huisarts" not in shown(result.data)
    assert "Belt de huisarts" in shown(result.data, "reject")


def test_a_row_that_went_from_the_source_stays_when_she_edited_it() -> None:
    result = merged(EDITED, source(ROWS[0], *ROWS[2:]))

    assert "Bewaart het verslag drie jaar" in shown(result.data)
    note = "Deze rij is in de bron vervallen. U hebt haar aangepast; daarom blijft zij staan."
    assert said(result.data) == [note]
    assert (outcome(result.outcomes).kind, outcome(result.outcomes).note) == ("gone", note)


@pytest.mark.parametrize("mark", MARKS)
def test_a_row_with_a_remark_or_a_deletion_of_hers_is_not_proposed_to_go(mark: str) -> None:
    mine = typed(HERS, "Belt de huisarts</w:t></w:r>", f"Belt de huisarts</w:t></w:r>{mark}")
    result = merged(mine, source(*ROWS[:2], ROWS[3]))

    assert "Belt de huisarts" in shown(result.data)
    [note] = said(result.data)
    assert note.startswith("Deze rij is in de bron vervallen.")


def test_a_row_that_she_is_deleting_herself_is_marked_once() -> None:
    row = "<w:tr><w:tc>{}De begeleider"
    text = read(HERS)["word/document.xml"].decode()
    cell = text[: text.index("De begeleider")].rpartition("<w:tr><w:tc>")[2]
    mark = '<w:tr><w:trPr><w:del w:id="1" w:author="Anja"/></w:trPr><w:tc>'
    mine = typed(HERS, row.format(cell), row.format(cell).replace("<w:tr><w:tc>", mark))
    result = merged(mine, source(*ROWS[:2], ROWS[3]))

    assert read(result.data)["word/document.xml"].count(b"<w:del ") == 1


def test_a_row_that_she_deleted_stays_deleted() -> None:
    mine = without(HERS, "Belt de huisarts")
    new = source(*ROWS[:2], ("De begeleider", "Belt de familie"), ROWS[3])
    result = merged(mine, new)

    assert "De begeleider" not in shown(result.data) + shown(result.data, "reject")
    assert outcome(result.outcomes).kind == "withheld"
    assert "Belt de familie" in outcome(result.outcomes).note


def test_each_row_that_she_deleted_and_the_source_changed_is_told() -> None:
    mine = without(without(HERS, "Belt de huisarts"), "Bespreekt de cijfers")
    rows = ("De begeleider", "Belt de familie"), ("De bestuurder", "Bespreekt de cijfers")
    result = merged(mine, source(*ROWS[:2], *rows))

    assert outcome(result.outcomes).note == "; ".join(
        f"U hebt deze rij verwijderd; de bron heeft haar gewijzigd: {' | '.join(row)}"
        for row in rows
    )


def test_a_row_that_she_deleted_is_not_told_while_the_source_leaves_it() -> None:
    mine = without(HERS, "Belt de huisarts")
    new = source(ROWS[0], ("De manager", "Bewaart het verslag vijf jaar"), *ROWS[2:])
    result = merged(mine, new)

    assert "Bewaart het verslag vijf jaar" in shown(result.data)
    assert (outcome(result.outcomes).kind, outcome(result.outcomes).note) == ("renewed", "")


def test_other_columns_are_told_and_her_table_stays() -> None:
    rows = [(*row, "Extra") for row in ROWS]
    result = merged(EDITED, source(*rows, widths=(3000, 3000, 3026)))

    assert "Extra" not in shown(result.data)
    [note] = said(result.data)
    assert "De begeleider | Belt de huisarts | Extra" in note


def test_in_a_table_of_other_columns_only_what_changed_is_told_and_all_of_it() -> None:
    rows = [
        (f"Wijk {n}", f"Belt de huisarts van wijk {n} {'en de familie ' * 9}") for n in range(20)
    ]
    hers = written(INTRO, table(*ROWS, *rows), "Tot slot.")
    mine = typed(hers, "</w:tc></w:tr>", "</w:tc><w:tc><w:p/></w:tc></w:tr>")
    news = [(wijk, what.replace("Belt", "Bezoekt")) for wijk, what in rows]
    [note] = said(merged(mine, source(*ROWS, *news)).data)

    assert note.partition(":\n")[2].split("\n") == [" | ".join(row).strip() for row in news]


def test_in_a_table_of_other_columns_a_row_that_she_kept_and_that_went_is_told() -> None:
    last = "Bespreekt de cijfers elk jaar</w:t></w:r></w:p></w:tc>"
    mine = typed(without(HERS, "Belt de huisarts"), last, f"{last}<w:tc><w:p/></w:tc>")
    [note] = said(merged(mine, source(ROWS[0], ROWS[3])).data)

    assert note == (
        "De bron van deze tabel is gewijzigd; uw tabel blijft zoals zij is. Dit is in de bron "
        "vervallen:\nDe manager | Bewaart het verslag twee jaar"
    )


def test_a_cell_is_merged_whole_or_not_at_all() -> None:
    two = p("Bewaart het verslag twee jaar", "Tabeltekst") + p("Zie de wet", "Tabeltekst")
    mine = typed(written(INTRO, table(ROWS[0], ("De manager", two))), "twee jaar", "drie jaar")
    tracked = '<w:ins w:id="1" w:author="Anja"><w:r><w:t>Zie de wet</w:t></w:r></w:ins>'
    mine = typed(mine, '<w:r><w:t xml:space="preserve">Zie de wet</w:t></w:r>', tracked)
    new = two.replace("twee", "vijf").replace("de wet", "het besluit")
    result = merged(mine, made(INTRO, table(ROWS[0], ("De manager", new))))

    assert "Bewaart het verslag drie jaar" in shown(result.data)
    [note] = said(result.data)
    assert "Bewaart het verslag vijf jaar Zie het besluit" in note


@pytest.mark.parametrize(
    "new",
    [
        source(*ROWS[:2], ("De arts", "Komt langs"), *ROWS[2:]),
        source(*ROWS[:2], ROWS[3]),
        source(ROWS[0], *ROWS[2:]),
        source(ROWS[0], ("De manager", "Bewaart het verslag vijf jaar"), *ROWS[2:]),
        source(*[(*row, "Extra") for row in ROWS], widths=(3000, 3000, 3026)),
    ],
)
def test_again_changes_nothing(new: bytes) -> None:
    once = merged(EDITED, new).data

    assert merged(once, new).data == once
    assert set(lint(once)) <= set(lint(EDITED))


def test_a_row_that_she_added_and_the_source_has_now_as_well_is_not_doubled() -> None:
    more = (*ROWS, ("De vrijwilliger", "Schenkt koffie"))
    hers = typed(EDITED, "Tot slot.", "Tot slot!")
    grown = written(INTRO, table(*more), "Tot slot!")
    rows = grown and typed(hers, "</w:tr></w:tbl>", f"</w:tr>{last_row(grown)}</w:tbl>")
    result = merged(rows, source(*more))
    assert [each for each in shown(result.data) if each == "Schenkt koffie"] == ["Schenkt koffie"]
    assert (shown(result.data), said(result.data)) == (shown(result.data, "reject"), [])


def last_row(data: bytes) -> str:
    text = read(data)["word/document.xml"].decode()
    start = text.rindex("<w:tr>") if "<w:tr>" in text else text.rindex("<w:tr ")
    return text[start : text.index("</w:tr>", start) + len("</w:tr>")]


def test_a_row_after_one_that_both_added_comes_below_it() -> None:
    both, later = ("De vrijwilliger", ""), ("De arts", "Komt langs")
    added = last_row(written(INTRO, table(*ROWS, both)))
    mine = typed(EDITED, "</w:tr></w:tbl>", f"</w:tr>{added}</w:tbl>")
    result = merged(mine, source(*ROWS, both, later))

    assert shown(result.data)[-5:] == [
        *("Bespreekt de cijfers elk jaar", "De vrijwilliger", *later, "Tot slot.")
    ]
    assert shown(result.data, "reject") == shown(mine)


def test_of_two_equal_rows_in_the_source_she_added_only_one() -> None:
    row = ("De arts", "Komt langs")
    mine = written(INTRO, table(*ROWS), "Tot slot.")
    added = table(row).partition("<w:tr>")[2].partition("</w:tr>")[0]
    mine = typed(mine, "</w:tr></w:tbl>", f"</w:tr><w:tr>{added}</w:tr></w:tbl>")
    result = merged(mine, source(*ROWS, row, row))

    assert shown(result.data).count("Komt langs") == 2
    assert shown(result.data, "reject").count("Komt langs") == 1


def test_a_row_with_one_wide_cell_is_merged_like_any_other() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{own("Bij nood")}</w:tc>'
    wide = f"<w:tr>{cell}</w:tr>"
    end = "</w:tr></w:tbl>"
    hers, new = (
        typed(each, end, f"</w:tr>{wide}</w:tbl>") for each in (written(*THREE), made(*THREE))
    )
    mine = typed(hers, "twee jaar", "drie jaar")
    result = merged(mine, typed(new, "Belt de huisarts", "Belt de familie"))

    assert {"Bewaart het verslag drie jaar", "Belt de familie", "Bij nood"} <= {*shown(result.data)}
    assert said(result.data) == []


def test_the_same_words_of_a_cell_in_a_header_stay_hers_alone() -> None:
    cells = table(("Versie", "Elk verslag blijft twee jaar"))
    mine = typed(written(*THREE, header=cells), "twee jaar", "drie jaar", HEADER)
    result = merged(mine, made(*THREE, header=cells.replace("twee jaar", "vijf jaar")))

    assert shown(result.data, part=HEADER) == ["Versie", "Elk verslag blijft drie jaar"]
    assert [each.kind for each in result.outcomes if each.kind != "unchanged"] == ["conflict"]


def linked(words: str, anchor: str = "tabel") -> str:
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    rows = (*ROWS[:2], ("De begeleider", "Zie"), ROWS[3])
    text = table(*rows, widths=(4513, 4513)).replace(
        '<w:r><w:t xml:space="preserve">Zie</w:t></w:r>',
        f'<w:hyperlink w:anchor="{anchor}">{run}</w:hyperlink>',
    )
    assert "hyperlink" in text
    return text


def test_words_that_both_wrote_are_no_conflict_where_only_a_link_is_left_of_hers() -> None:
    mine = typed(written(INTRO, linked("PP-01"), "Tot slot."), "PP-01", "het plan")
    new = source(*ROWS[:2], ("De begeleider", "het plan"), ROWS[3])
    result = merged(mine, new)
    assert said(result.data) == []
    assert shown(result.data) == shown(mine)


def test_a_link_that_goes_elsewhere_is_told_where_she_put_a_remark() -> None:
    hers = typed(written(INTRO, linked("PP-01"), "Tot slot."), "twee jaar", "drie jaar")
    mine = typed(hers, "</w:hyperlink>", f"</w:hyperlink>{MARKS[0]}")
    [note] = said(merged(mine, made(INTRO, linked("PP-01", "elders"), "Tot slot.")).data)
    assert note.endswith("De nieuwe tekst is:\nPP-01")


@pytest.mark.parametrize("whose", ["hers", "new"])
def test_the_same_words_are_told_where_only_one_of_the_two_has_a_note_with_them(whose: str) -> None:
    end = "Belt de familie</w:t></w:r>"
    files = {
        "hers": typed(HERS, "Belt de huisarts", "Belt de familie"),
        "new": source(*ROWS[:2], ("De begeleider", "Belt de familie"), ROWS[3]),
    }
    files[whose] = typed(files[whose], end, f'{end}<w:r><w:footnoteReference w:id="2"/></w:r>')
    result = merged(files["hers"], files["new"])
    assert outcome(result.outcomes).kind == "conflict"
