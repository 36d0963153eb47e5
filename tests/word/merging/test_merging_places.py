"""Where a block stands counts, not only what it says: equal blocks are not each other."""

import pytest
from word.merging.material import after, changed, made, merged, own, said, shown, typed, written
from word.specimen import table

from handbook.word.package.markup import Element, qualified

NOT = "Niet van toepassing."
BASE = ("# Doel", NOT, "# Werkwijze", "Bel de huisarts.", "# Bewaren", "In de kast.")


def cut(data: bytes, number: int) -> bytes:
    """Her file after she deleted its paragraph `number`, counted from 0."""

    def drop(root: Element) -> None:
        paragraph = list(root.iter(qualified("w:p")))[number]
        paragraph.getparent().remove(paragraph)

    return changed(data, drop)


def unmarked(data: bytes) -> bytes:
    """Her file as a program leaves it that knows no bookmarks."""

    def drop(root: Element) -> None:
        for each in list(root.iter(qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))):
            each.getparent().remove(each)

    return changed(data, drop)


@pytest.mark.parametrize("program", [bytes, unmarked], ids=["Word", "no bookmarks"])
@pytest.mark.parametrize("place", ["Werkwijze", "Bel de huisarts.", "Bewaren", "In de kast."])
@pytest.mark.parametrize(
    "new",
    [("# Doel", *BASE[2:]), ("# Doel", "Niet van toepassing hier.", *BASE[2:])],
    ids=["gone", "other"],
)
def test_a_sentence_that_she_wrote_elsewhere_is_hers(
    program: type, place: str, new: tuple[str, ...]
) -> None:
    mine = program(after(cut(written(*BASE), 1), place, own(NOT)))
    result = merged(mine, made(*new))

    lines = shown(result.data, "reject")
    assert lines[lines.index(place) + 1] == NOT
    assert merged(result.data, made(*new)).data == result.data


TWO = ("# Kop A", NOT, "# Kop B", "Iets over B hier.")


@pytest.mark.parametrize("program", [bytes, unmarked], ids=["Word", "no bookmarks"])
@pytest.mark.parametrize("below", ["Kop B", "Iets over B hier."])
def test_what_the_source_says_now_does_not_come_over_her_sentence_under_another_heading(
    program: type, below: str
) -> None:
    mine = program(after(cut(written(*TWO), 1), below, own(NOT)))
    news = "Wel van toepassing sinds kort."
    result = merged(mine, made("# Kop A", news, *TWO[2:]))

    assert shown(result.data) == shown(mine)
    assert said(result.data) == []
    told = [(each.place, each.text) for each in result.outcomes if each.kind == "withheld"]
    assert told == [("Kop A", news)]
    assert merged(result.data, made("# Kop A", news, *TWO[2:])).data == result.data


def test_a_sentence_that_she_moved_under_its_own_heading_gets_a_proposal() -> None:
    blocks = ("# Kop A", NOT, "Bel de huisarts.", "Vraag na.", "# Kop B", "Iets over B.")
    mine = after(cut(written(*blocks), 1), "Vraag na.", own(NOT))
    result = merged(mine, made("# Kop A", "Niet van toepassing hier.", *blocks[2:]))

    assert shown(result.data)[3] == "Niet van toepassing hier."
    assert shown(result.data, "reject")[3] == NOT


def test_a_block_that_she_moved_with_its_bookmark_follows_the_source() -> None:
    def move(root: Element) -> None:
        paragraphs = list(root.iter(qualified("w:p")))
        paragraphs[3].addnext(paragraphs[1])

    mine = changed(written(*BASE), move)
    result = merged(mine, made("# Doel", "Niet van toepassing hier.", *BASE[2:]))

    assert shown(result.data)[1:4] == [
        *("Werkwijze", "Bel de huisarts.", "Niet van toepassing hier.")
    ]
    assert said(result.data) == []


def test_a_sentence_that_she_wrote_once_more_in_its_place_is_hers() -> None:
    mine = after(cut(written(*BASE), 1), "Doel", own(NOT))
    result = merged(mine, made("# Doel", *BASE[2:]))

    assert shown(result.data)[1] == NOT
    assert ["in de bron vervallen" in each for each in said(result.data)] == [True]


EQUAL = ("# Doel", NOT, "# Werkwijze", NOT, "# Bewaren", NOT, "Tot slot.")


@pytest.mark.parametrize("program", [bytes, unmarked], ids=["Word", "no bookmarks"])
@pytest.mark.parametrize("hers", [1, 3, 5])
@pytest.mark.parametrize("goes", [1, 3, 5])
def test_of_equal_paragraphs_the_one_goes_that_the_source_drops(
    program: type, hers: int, goes: int
) -> None:
    def edit(root: Element) -> None:
        text = next(list(root.iter(qualified("w:p")))[hers].iter(qualified("w:t")))
        text.text = "Niet van toepassing bij ons."

    mine = program(changed(written(*EQUAL), edit))
    new = tuple(each for at, each in enumerate(EQUAL) if at != goes)
    result = merged(mine, made(*new))

    wanted = [each.lstrip("# ") for each in EQUAL]
    wanted[hers] = "Niet van toepassing bij ons."
    if goes != hers:
        del wanted[goes]
    assert shown(result.data) == wanted


def test_an_equal_sentence_above_one_that_she_edited_is_not_that_one() -> None:
    mine = after(written(*EQUAL), "Werkwijze", own(NOT))

    def edit(root: Element) -> None:
        text = next(list(root.iter(qualified("w:p")))[4].iter(qualified("w:t")))
        text.text = "Niet van toepassing bij ons."

    new = (*EQUAL[:3], "Niet van toepassing, nog niet.", *EQUAL[4:])
    result = merged(changed(mine, edit), made(*new))

    assert shown(result.data, "reject")[3:5] == [NOT, "Niet van toepassing bij ons."]
    assert shown(result.data)[3:5] == [NOT, "Niet van toepassing bij ons, nog niet."]


@pytest.mark.parametrize("hers", [1, 2, 3])
@pytest.mark.parametrize("goes", [1, 2, 3])
def test_of_equal_items_the_one_goes_that_the_source_drops(hers: int, goes: int) -> None:
    def edit(root: Element) -> None:
        text = next(list(root.iter(qualified("w:p")))[hers].iter(qualified("w:t")))
        text.text = "Niet van toepassing bij ons."

    whole = ("# Doel", *("- " + NOT for _ in range(3)), "Tot slot.")
    result = merged(changed(written(*whole), edit), cut(made(*whole), goes))

    wanted = ["Doel", NOT, NOT, NOT, "Tot slot."]
    wanted[hers] = "Niet van toepassing bij ons."
    if goes != hers:
        del wanted[goes]
    assert shown(result.data) == wanted


def test_under_a_heading_that_she_renamed_an_equal_paragraph_is_still_that_one() -> None:
    mine = cut(cut(written(*EQUAL[:4]), 0), 0)  # the first part went
    mine = unmarked(typed(mine, ">Werkwijze<", ">Onze werkwijze<"))

    assert shown(merged(mine, made("# Doel", "# Werkwijze", NOT)).data) == ["Onze werkwijze", NOT]


def test_what_she_added_is_not_what_the_source_adds_under_another_heading() -> None:
    mine = after(written(*BASE), "In de kast.", own("Elk jaar bespreken."))
    news = (*BASE[:4], "Elk jaar bespreken.", *BASE[4:])
    once = merged(mine, made(*news))
    result = merged(once.data, made(*BASE))

    assert shown(once.data).count("Elk jaar bespreken.") == 2
    assert shown(result.data)[-2:] == ["In de kast.", "Elk jaar bespreken."]


ROWS = (("Wie", "Wat"), ("Team", "Belt"), ("Team", "Belt"), ("Team", "Belt"), ("Arts", "Komt"))


@pytest.mark.parametrize("hers", [1, 2, 3])
@pytest.mark.parametrize("goes", [1, 2, 3])
def test_of_equal_rows_the_one_goes_that_the_source_drops(hers: int, goes: int) -> None:
    def edit(root: Element) -> None:
        row = list(root.iter(qualified("w:tr")))[hers]
        list(row.iter(qualified("w:t")))[1].text = "Belt altijd"

    def drop(root: Element) -> None:
        row = list(root.iter(qualified("w:tr")))[goes]
        row.getparent().remove(row)

    mine = changed(written(marked(*ROWS), "Tot slot."), edit)
    result = merged(mine, changed(made(marked(*ROWS), "Tot slot."), drop))

    rows = [list(each) for each in ROWS]
    rows[hers][1] = "Belt altijd"
    if goes != hers:
        del rows[goes]
    assert shown(result.data) == [*(cell for row in rows for cell in row), "Tot slot."]


def marked(*rows: tuple[str, str]) -> str:
    """A table with a bookmark of ours in the first cell of each row."""
    parts = table(*rows).split("<w:tr>")
    place = '<w:bookmarkStart w:id="{0}" w:name="_khrij{0}"/><w:bookmarkEnd w:id="{0}"/><w:r>'
    return "<w:tr>".join(
        part if not at else part.replace("<w:r>", place.format(60 + at), 1)
        for at, part in enumerate(parts)
    )
