"""A chapter in Markdown becomes a head and blocks; what cannot be in it is told."""

import pytest

from handbook.loading.markdown import chapters
from handbook.model.sources.content import (
    Conditional,
    Grid,
    Item,
    Listing,
    Paragraph,
    RawBlock,
    Run,
    Slot,
)
from handbook.model.sources.norm import Condition

HEAD = "---\nid: beleid\ntitel: Beleid\n---\n"


def blocks(text: str) -> tuple[RawBlock, ...]:
    source, problems = chapters.read((HEAD + text).encode(), "h.md", "01-beleid.md")
    assert problems == ()
    assert source is not None
    return source.chapter.blocks


def p(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))


def said(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    _, problems = chapters.read((head + text).encode(), "h.md", "01-beleid.md")
    return [(problem.code, str(problem.place)) for problem in problems]


def test_the_head_says_where_a_chapter_stands() -> None:
    source, _ = chapters.read((HEAD + "Tekst.").encode(), "h.md", "01-beleid.md")
    assert source is not None
    head = source.chapter.head
    assert (head.id, head.title, head.level, source.chapter.order) == (
        "beleid",
        "Beleid",
        "2",
        "01-beleid.md",
    )


def test_text_keeps_its_look_and_its_slots() -> None:
    assert blocks(
        "Wij helpen **{{ de_persoon }}** en *{{ personen }}*,\nzie [de wet](https://wet.example)."
    ) == (
        Paragraph(
            runs=(
                Run(text="Wij helpen "),
                Run(text="{{ de_persoon }}", bold=True),
                Run(text=" en "),
                Run(text="{{ personen }}", italic=True),
                Run(text=", zie "),
                Run(text="de wet", link="https://wet.example"),
                Run(text="."),
            )
        ),
    )


def test_lists_know_their_level_and_kind() -> None:
    assert blocks("- een\n  - twee\n- drie\n\n1. a\n2. b\n") == (
        Listing(
            items=(
                Item(runs=(Run(text="een"),)),
                Item(runs=(Run(text="twee"),), level=1),
                Item(runs=(Run(text="drie"),)),
            )
        ),
        Listing(items=(Item(runs=(Run(text="a"),)), Item(runs=(Run(text="b"),))), ordered=True),
    )


def test_a_table_divides_its_width_by_its_longest_cells() -> None:
    (grid,) = blocks("| wie | wat |\n|---|---|\n| a | " + "b" * 30 + " |\n|  | **c** |\n")
    assert grid == Grid(
        head=((Run(text="wie"),), (Run(text="wat"),)),
        rows=(
            ((Run(text="a"),), (Run(text="b" * 30),)),
            ((), (Run(text="c", bold=True),)),
        ),
        shares=(8, 30),
    )


def test_a_table_slot_alone_is_a_slot() -> None:
    assert blocks("Voor:\n\n{{ tabel.locaties }}\n\nNa.") == (
        p("Voor:"),
        Slot(name="locaties"),
        p("Na."),
    )


def test_conditions_and_callouts_nest() -> None:
    assert blocks(
        '::: als onderdelen: ["138"]\n'
        "Een.\n\n"
        "::: let-op\nTwee.\n:::\n"
        "::: als {niet: {kenmerken: [inhuur]}}\nDrie.\n:::\n"
        ":::\nVier."
    ) == (
        Conditional(
            condition=Condition(onderdelen=("138",)),
            blocks=(
                p("Een."),
                Paragraph(runs=(Run(text="Twee."),), tone="let-op"),
                Conditional(
                    condition=Condition(niet=Condition(kenmerken=("inhuur",))),
                    blocks=(p("Drie."),),
                ),
            ),
        ),
        p("Vier."),
    )


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("# Kop", ("HB125", "h.md:5:1")),
        ("Tekst\n\n> citaat", ("HB125", "h.md:7:1")),
        ("Tekst <b>vet</b>", ("HB125", "h.md:5:1")),
        ("<div>x</div>", ("HB125", "h.md:5:1")),
        ("![plaatje](x.png)", ("HB125", "h.md:5:1")),
        ("een `code`", ("HB125", "h.md:5:1")),
        ("```\ncode\n```", ("HB125", "h.md:5:1")),
        ("Tekst\n\n    ver ingesprongen", ("HB125", "h.md:7:5")),
        ("Tekst\n\n***", ("HB125", "h.md:7:1")),
        ("een\ntwee [x](bestand.docx)", ("HB125", "h.md:6:1")),
        ("3. drie", ("HB125", "h.md:5:1")),
        ("- a\n  1. b", ("HB125", "h.md:6:3")),
        ("- a\n\n  b", ("HB125", "h.md:7:3")),
        ("Zie {{ tabel.locaties }} hier.", ("HB125", "h.md:5:1")),
        ("- {{ tabel.locaties }}", ("HB125", "h.md:5:1")),
        ("::: tip\nx", ("HB126", "h.md:5:1")),
        ("x\n:::", ("HB126", "h.md:6:1")),
        ("::: kader\nx\n:::", ("HB126", "h.md:5:1")),
        ("::: tip\n- x\n:::", ("HB126", "h.md:5:1")),
        ("::: als\nx\n:::", ("HB126", "h.md:5:1")),
        ("::: als onderdel: [1]\nx\n:::", ("HB111", "h.md:5:9")),
        ("::: als onderdelen: 138\nx\n:::", ("HB113", "h.md:5:21")),
        ("tekst\x07", ("HB106", "h.md:5:6")),
    ],
)
def test_what_cannot_be_in_a_chapter_is_told_on_its_line(text: str, spot: tuple[str, str]) -> None:
    assert spot in said(text)


@pytest.mark.parametrize("head", ["", "id: x\ntitel: y\n", "---\nid: x\ntitel: y\n"])
def test_a_chapter_without_a_head_is_told(head: str) -> None:
    assert [code for code, _ in said("Tekst.", head)] == ["HB124"]


def test_a_wrong_head_is_told_on_its_line() -> None:
    assert said("", "---\nid: x\ntitle: y\nniveau: 4\n---\n") == [
        ("HB111", "h.md:3:1"),
        ("HB117", "h.md:4:9"),
    ]
