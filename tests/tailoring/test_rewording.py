"""What she typed over a printed text, said in the source text with its slots still open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.model.sources.content import Run
from handbook.tailoring.text.segments import Words
from handbook.tailoring.text.source_rewrite import (
    UnwritableError,
    as_line,
    in_library,
    in_markdown,
    markdown_pieces,
    pieces,
    printed,
    reworded,
)

CODES = {"LI-PP-03": "PP-03", "LI-F-01": "F-01"}
WORDS = Words(
    slots={
        "de_persoon": (Run(text="de cliënt"),),
        "persoon": (Run(text="cliënt"),),
        "hij": (Run(text="die"),),
        "rol.hoofd": (Run(text="hoofd zorg"),),
        "termijn.reactie": (Run(text="2 werkdagen"),),
        "invul.plek": (Run(text="in de hal."),),
    },
    references={item: (Run(text=code, link=item),) for code, item in CODES.items()},
    neuter=frozenset({"rol.hoofd"}),
)
TEXT = "Vraag {{ de_persoon }} binnen {{ termijn.reactie }} wat {{ hij }} wil. Volg dan PP-03."


def said(written: str, new: str) -> str:
    return reworded(pieces(written, WORDS), new, lambda text: in_library(text, CODES))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("Vraag", "Vraag rustig", TEXT.replace("Vraag", "Vraag rustig")),
        (" Volg dan LI-PP-03.", "", TEXT.replace(" Volg dan PP-03.", "")),
        ("LI-PP-03.", "LI-PP-03. Vul LI-F-01 in.", f"{TEXT} Vul F-01 in."),
        ("de cliënt", "iedereen", TEXT.replace("{{ de_persoon }}", "iedereen")),
        ("Vraag", "Hoor", TEXT.replace("Vraag", "Hoor")),
    ],
)
def test_slots_and_codes_stay_open_where_she_left_them(old: str, new: str, wanted: str) -> None:
    shown = printed(pieces(TEXT, WORDS))
    assert old in shown
    assert said(TEXT, shown.replace(old, new)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2 werkdagen", "3 werkdagen", "de termijn '2 werkdagen' komt uit de tabel met termijnen"),
        ("2 werkdagen", "een week", "de termijn '2 werkdagen' komt uit de tabel met termijnen"),
        ("de cliënt", "de bezoeker", "'de cliënt' is een woord dat op veel plaatsen staat"),
        ("LI-PP-03", "LI-PP-04", "'LI-PP-03' verwijst naar een document"),
        ("Vraag", "Vraag {{ naam }}", "accolades of sterretjes"),
    ],
)
def test_a_value_is_not_changed_by_hand(old: str, new: str, why: str) -> None:
    shown = printed(pieces(TEXT, WORDS))
    with pytest.raises(UnwritableError, match=why):
        said(TEXT, shown.replace(old, new))


def test_bold_a_bent_article_and_a_swallowed_stop_stay() -> None:
    written = "Meld het **snel** bij de {{ rol.hoofd }}. Kijk {{ invul.plek }}."
    shown = printed(pieces(written, WORDS))
    assert shown == "Meld het snel bij het hoofd zorg. Kijk in de hal."
    new = shown.replace("Meld", "Zeg").replace("hal.", "hal. Vraag hulp.").replace("snel", "direct")
    assert said(written, new) == (
        "Zeg het **direct** bij de {{ rol.hoofd }}. Kijk {{ invul.plek }}. Vraag hulp."
    )


def test_markdown_keeps_its_marks_and_gets_no_new_ones() -> None:
    written = r"Zeg *altijd* 5 \* 3 tegen **{{ de_persoon }}**."
    found = markdown_pieces(written, WORDS)
    assert printed(found) == "Zeg altijd 5 * 3 tegen de cliënt."
    new = "Zeg nooit 5 * 3 [of_4] tegen de cliënt."
    wanted = r"Zeg *nooit* 5 \* 3 \[of\_4\] tegen **{{ de_persoon }}**."
    assert reworded(found, new, lambda text: in_markdown(text, CODES)) == wanted
    assert [as_line(each) for each in ("- a", "1. a", "# a", "a - b")] == [
        r"\- a",
        r"1\. a",
        r"\# a",
        "a - b",
    ]


WHOLE = "{{ de_persoon }}", "{{ termijn.reactie }}", "{{ rol.hoofd }}", "{{ invul.plek }}", "PP-03"
PARTS = st.lists(
    st.sampled_from([*WHOLE, "**", " ", ". ", "a", "de ", "zorg ", "wat nu"]), max_size=12
)


@given(parts=PARTS)
def test_the_pieces_of_a_text_are_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(each.written for each in pieces(text, WORDS)) == text


@given(
    parts=PARTS,
    cut=st.tuples(st.integers(0, 60), st.integers(0, 20)),
    new=st.text("ab .", max_size=9),
)
def test_a_reworded_text_prints_her_words_or_is_refused(
    parts: list[str], cut: tuple[int, int], new: str
) -> None:
    written = " ".join("".join(parts).split())
    shown = printed(pieces(written, WORDS))
    wanted = " ".join((shown[: cut[0]] + new + shown[cut[0] + cut[1] :]).split())
    try:
        fresh = said(written, wanted)
    except UnwritableError:
        return
    # What does not print her words after all is refused by who asked; slots never change.
    kept = [
        each.written for each in pieces(fresh, WORDS) if each.slot.startswith(("termijn", "invul"))
    ]
    were = [
        each.written
        for each in pieces(written, WORDS)
        if each.slot.startswith(("termijn", "invul"))
    ]
    assert all(each in were for each in kept)
    if printed(pieces(fresh, WORDS)) == wanted:
        assert said(fresh, wanted) == fresh
