"""Ranges that she laid over words move along with them; none is left with one end."""

import re

import pytest
from word.merging.material import MAIN, made, merged, said, shown, typed, written
from word.merging.test_merging_notes import hers, noted
from word.specimen import table

from handbook.word.package.package import read
from handbook.word.reading.lint import damage

BASE = (
    "# Bewaren",
    "De manager bewaart het verslag twee jaar in de kast.",
    "Daarna gaat het weg.",
    "Tot slot.",
)
NEWS = (BASE[0], "De manager bewaart elk verslag zeven jaar in de kast.", *BASE[2:])
GONE = (BASE[0], *BASE[2:])
KINDS = (
    ("bookmarkStart", "bookmarkEnd"),
    ("permStart", "permEnd"),
    ("commentRangeStart", "commentRangeEnd"),
    ("moveFromRangeStart", "moveFromRangeEnd"),
    ("customXmlInsRangeStart", "customXmlInsRangeEnd"),
)
# Where a remark begins she worked; such a paragraph is never renewed or dropped.
SILENT = [each for each in KINDS if each != KINDS[2]]
REF = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF termijn \\h </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>twee jaar</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r>'
)
START = '<w:bookmarkStart w:id="{}" w:name="termijn"/>'
RUN = '</w:t></w:r>{}<w:r><w:t xml:space="preserve">'


def ranged(data: bytes, first: str, last: str, kind: tuple[str, str] = KINDS[0]) -> bytes:
    """Her file with a range over the words from `first` up to and with `last`."""
    name = ' w:name="termijn"' if kind == KINDS[0] else ""
    start = RUN.format(f'<w:{kind[0]} w:id="700"{name}/>')
    data = typed(data, first, start + first)
    return typed(data, last, last + RUN.format(f'<w:{kind[1]} w:id="700"/>'))


def within(data: bytes, kind: tuple[str, str] = KINDS[0]) -> str:
    """The words in the range of hers, paragraphs parted by a bar."""
    text = read(data)[MAIN].decode()
    [start] = re.finditer(rf'<w:{kind[0]} [^>]*w:id="700"[^>]*/>', text)
    [end] = re.finditer(rf'<w:{kind[1]} [^>]*w:id="700"[^>]*/>', text)
    assert start.end() <= end.start()
    inside = text[start.end() : end.start()].replace("</w:p>", "|")
    return re.sub(r"<[^>]*>", "", inside)


@pytest.mark.parametrize("kind", SILENT)
def test_a_range_in_a_renewed_paragraph_moves_along_with_its_words(kind: tuple[str, str]) -> None:
    mine = ranged(written(*BASE), "twee", "jaar", kind)
    result = merged(mine, made(*NEWS))

    assert (shown(result.data)[1], within(result.data, kind)) == (NEWS[1], "zeven jaar")
    assert merged(result.data, made(*NEWS)).data == result.data


LAST = ((*BASE[:2], "Daarna gaat alles weg.", BASE[3]), "twee jaar in de kast.|Daarna gaat")
NO_LAST = ((*BASE[:2], BASE[3]), "twee jaar in de kast.|")


@pytest.mark.parametrize(
    ("kind", "new", "words"),
    [
        *((kind, NEWS, "zeven jaar in de kast.|Daarna gaat") for kind in SILENT),
        *((kind, GONE, "Daarna gaat") for kind in SILENT),
        *((kind, *LAST) for kind in KINDS),
        *((kind, *NO_LAST) for kind in KINDS),
    ],
)
def test_a_range_over_two_paragraphs_keeps_both_ends(
    kind: tuple[str, str], new: tuple[str, ...], words: str
) -> None:
    mine = ranged(written(*BASE), "twee", "Daarna gaat", kind)
    result = merged(mine, made(*new))

    assert within(result.data, kind) == words
    assert damage(result.data) == {}


def test_a_reference_of_hers_still_finds_its_bookmark() -> None:
    mine = typed(ranged(written(*BASE), "twee", "jaar"), "Tot slot.", "Zie " + RUN.format(REF))
    result = merged(mine, made(*NEWS))

    assert (within(result.data), damage(result.data)) == ("zeven jaar", {})


def test_what_her_text_refers_to_stays_when_the_source_drops_it() -> None:
    mine = typed(ranged(written(*BASE), "twee", "jaar"), "Tot slot.", "Zie " + RUN.format(REF))
    result = merged(mine, made(*GONE))

    assert (within(result.data), shown(result.data)[1]) == ("twee jaar", BASE[1])
    assert [note.partition(";")[0] for note in said(result.data)] == [
        "Dit is in de bron vervallen. Uw tekst verwijst ernaar"
    ]
    assert merged(result.data, made(*GONE)).data == result.data


ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag twee jaar"), ("De begeleider", "Belt"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_range_in_a_refilled_cell_moves_along(kind: tuple[str, str]) -> None:
    mine = typed(written(table(*ROWS), "Tot slot."), "Belt", "Belt of mailt")
    mine = ranged(mine, "twee", "jaar", kind)
    new = made(
        table(ROWS[0], ("De manager", "Bewaart elk verslag zeven jaar"), ROWS[2]), "Tot slot."
    )
    result = merged(mine, new)

    assert within(result.data, kind) == "zeven jaar"
    assert "Bewaart elk verslag zeven jaar" in shown(result.data)
    assert merged(result.data, new).data == result.data


@pytest.mark.parametrize("kind", KINDS)
def test_a_range_over_cells_keeps_both_ends_when_one_is_refilled(kind: tuple[str, str]) -> None:
    mine = typed(written(table(*ROWS), "Tot slot."), "Belt", "Belt of mailt")
    mine = ranged(mine, "twee", "De begeleider", kind)
    new = made(
        table(ROWS[0], ("De manager", "Bewaart elk verslag zeven jaar"), ROWS[2]), "Tot slot."
    )
    result = merged(mine, new)

    assert within(result.data, kind) == "zeven jaar|De begeleider"


def test_a_range_in_a_renewed_table_moves_along() -> None:
    mine = ranged(written(table(*ROWS), "Tot slot."), "twee", "De begeleider")
    new = made(
        table(ROWS[0], ("De manager", "Bewaart elk verslag zeven jaar"), ROWS[2]), "Tot slot."
    )

    assert within(merged(mine, new).data) == "zeven jaar|De begeleider"


def test_a_range_that_ends_in_a_paragraph_that_the_source_moves_stays_in_order() -> None:
    blocks = [f"Regel {n} van het beleid over zorg en team." for n in range(6)]
    mine = ranged(written(*blocks), "Regel 1", "Regel 2")
    moved = [*blocks[:2], *blocks[3:], blocks[2].replace("beleid", "nieuwe beleid")]
    result = merged(mine, made(*moved))

    assert within(result.data).startswith("Regel 1 van het beleid")
    assert damage(result.data) == {}


@pytest.mark.parametrize("kind", KINDS[:2])
def test_a_range_that_begins_in_a_proposal_of_ours_survives_it(kind: tuple[str, str]) -> None:
    mine = typed(written(*BASE), "De manager", "De teamleider")
    proposed = merged(mine, made(*NEWS)).data
    ranged_ = typed(
        proposed,
        ">zeven<",
        f'>ze</w:t></w:r><w:{kind[0]} w:id="700" w:name="termijn"/><w:r><w:t>ven<',
    )
    ranged_ = typed(
        ranged_, "Daarna gaat", "Daarna" + RUN.format(f'<w:{kind[1]} w:id="700"/>') + " gaat"
    )
    later = (BASE[0], NEWS[1].replace("zeven", "acht"), *BASE[2:])
    result = merged(ranged_, made(*later))

    assert shown(result.data)[1] == later[1].replace("De manager", "De teamleider")
    assert within(result.data, kind).endswith("|Daarna")


def test_a_bookmark_of_hers_in_a_note_gives_no_number_twice() -> None:
    mine = hers(noted({BASE[1]: "noot"}, *BASE))
    mark = '<w:bookmarkStart w:id="{0}" w:name="noot{0}"/><w:bookmarkEnd w:id="{0}"/>'
    marks = "".join(mark.format(n) for n in range(5, 40))
    mine = typed(mine, "<w:t>noot", f"<w:t>noot</w:t></w:r>{marks}<w:r><w:t>", "word/footnotes.xml")
    result = merged(mine, made(*BASE, "En nog iets."))

    assert (shown(result.data)[-1], damage(result.data)) == ("En nog iets.", {})


def test_a_bookmark_that_ends_before_it_begins_gets_its_end_behind_its_start() -> None:
    mine = typed(
        written(*BASE), "Daarna gaat", RUN.format('<w:bookmarkEnd w:id="700"/>') + "Daarna gaat"
    )
    mine = typed(
        mine, "Tot slot", RUN.format('<w:bookmarkStart w:id="700" w:name="termijn"/>') + "Tot slot"
    )

    assert within(merged(mine, made(*NEWS)).data) == ""


def test_a_bookmark_of_hers_round_words_of_a_proposal_keeps_them() -> None:
    proposed = merged(typed(written(*BASE), "De manager", "De teamleider"), made(*NEWS)).data
    mark = f'<w:{KINDS[0][0]} w:id="700" w:name="termijn"/>'
    mine = typed(
        proposed,
        ">zeven</w:t></w:r>",
        f'>ze</w:t></w:r>{mark}<w:r><w:t>ven</w:t></w:r><w:{KINDS[0][1]} w:id="700"/>',
    )
    result = merged(mine, made(BASE[0], NEWS[1].replace("zeven", "acht"), *BASE[2:]))

    assert within(result.data).startswith("ven")


def test_a_bookmark_of_hers_that_nothing_refers_to_outlives_its_paragraph() -> None:
    result = merged(ranged(written(*BASE), "twee", "jaar"), made(*GONE))

    assert shown(result.data) == ["Bewaren", "Daarna gaat het weg.", "Tot slot."]
    assert within(result.data) == ""


def test_a_bookmark_that_libreoffice_starts_twice_runs_on_to_its_end() -> None:
    mine = typed(written(*BASE), "twee", RUN.format(START.format(700)) + "twee")
    mine = typed(mine, "Daarna gaat", RUN.format(START.format(701)) + "Daarna gaat")
    mine = typed(mine, "het weg", RUN.format('<w:bookmarkEnd w:id="701"/>') + "het weg")
    result = merged(mine, made(*BASE[:3], "Dit was het."))

    text = read(result.data)[MAIN].decode()
    assert text.count('w:name="termijn"') == text.count(START.format(701)) == 1
    assert text.index("kast.") > text.index(START.format(701)) < text.index("Daarna")
    assert damage(result.data) == {}
