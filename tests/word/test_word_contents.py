"""Headings numbered as Word numbers them, and a contents page that looks finished."""

import re

import pytest
from word.specimen import (
    document_of,
    handbook,
    identity,
    job,
    lines,
    numbering,
    p,
    procedure,
    template,
    text,
)

from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import HandbookBody, Passage
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.writing.contents_page import OUTLINE
from handbook.word.writing.styles import number_format

EMPTY = Passage(source="leeg", blocks=())
BODY = handbook(
    ("Wie wij zijn", EMPTY, (("Missie", 2), ("Visie", 2), ("Waarden", 3))),
    ("Wat wij doen", EMPTY, (("Diensten", 2),)),
    ("Bijlagen bij dit handboek", EMPTY, ()),
)
PAGE = template(
    p("Inhoud", "TOC Heading")
    + p("{{p inhoudsopgave() }}")
    + p("Vooraf", "Kop zonder nummer")
    + p("{%p for h in handboek.hoofdstukken %}")
    + p("{%p if h.bijlage %}")
    + p("{{r blok(h.titel) }}", "Bijlagekop")
    + p("{%p else %}")
    + p("{{r blok(h.titel) }}", "heading 1")
    + p("{%p endif %}")
    + p("{%p for d in h.paragrafen %}")
    + p("{%p if d.niveau == 3 %}")
    + p("{{r blok(d.titel) }}", "heading 3")
    + p("{%p else %}")
    + p("{{r blok(d.titel) }}", "heading 2")
    + p("{%p endif %}")
    + p("{%p endfor %}")
    + p("{%p endfor %}")
)


def made(body: HandbookBody = BODY, **changes: object) -> RenderJob:
    return job(body, PAGE, **changes)


def entries(data: bytes) -> list[str]:
    shown = lines(data)
    return shown[1 : shown.index("")]


def test_entries_have_the_numbers_that_word_will_give_the_headings() -> None:
    assert entries(render(made())) == [
        "Vooraf",
        "1\tWie wij zijn",
        "1.1\tMissie",
        "1.2\tVisie",
        "2\tWat wij doen",
        "2.1\tDiensten",
        # Too long for the tab stop, which would send it to the page number's.
        "Bijlage A  Bijlagen bij dit handboek",
    ]


def test_entries_point_to_their_headings() -> None:
    xml = document_of(render(made()))
    asked = re.findall(r'w:anchor="(_Toc\d{9})"', xml)
    marked = re.findall(r'w:name="(_Toc\d{9})"', xml)
    assert len(asked) == 7
    # "Waarden", of level 3, has a bookmark and no entry.
    assert [each for each in marked if each in asked] == asked
    assert len(marked) == 8
    assert lint(render(made())) == ()


def test_a_bookmark_keeps_its_name_when_a_chapter_comes_before_it() -> None:
    longer = HandbookBody(chapters=(*handbook(("Nieuw", EMPTY, ())).chapters, *BODY.chapters))
    before = set(re.findall(r'w:name="(_Toc\d+)"', document_of(render(made()))))
    after = set(re.findall(r'w:name="(_Toc\d+)"', document_of(render(made(longer)))))
    assert before < after


def test_without_page_numbers_no_tab_leads_nowhere_and_nothing_asks_to_be_updated() -> None:
    data = render(made())
    assert not any(line.endswith("\t") for line in entries(data))
    xml = document_of(data)
    assert "PAGEREF" not in xml
    assert "dirty" not in xml
    assert 'TOC \\o "1-2" \\h \\z \\u' in xml


def test_with_page_numbers_every_entry_has_its_own() -> None:
    bare = document_of(render(made()))
    names = re.findall(r'w:anchor="(_Toc\d{9})"', bare)
    pages = {name: str(number) for number, name in enumerate(names, start=3)}
    data = render(made(pages=pages))
    assert entries(data)[:3] == ["Vooraf\t3", "1\tWie wij zijn\t4", "1.1\tMissie\t5"]
    assert document_of(data).count("PAGEREF") == 7
    assert lint(data) == ()


def test_page_numbers_for_some_headings_only_are_not_used() -> None:
    bare = render(made())
    known = re.findall(r'w:anchor="(_Toc\d{9})"', document_of(bare))[0]
    for name in ("_Toc000000000", known):
        assert entries(render(made(pages={name: "3"}))) == entries(bare)


def test_chapters_that_begin_at_three_have_that_number_in_the_contents() -> None:
    later = numbering().replace('<w:start w:val="1"/>', '<w:start w:val="3"/>', 1)
    body = p("Een", "heading 1") + p("Twee", "heading 1") + p("{{p inhoudsopgave() }}")
    page = template(body, extra={"word/numbering.xml": later})
    assert lines(render(job(procedure(), page)))[2:4] == ["3\tEen", "4\tTwee"]


def test_a_document_without_headings_has_no_contents() -> None:
    data = render(job(procedure(), template(p("x") + p("{{p inhoudsopgave() }}"))))
    assert lines(data) == ["x"]


def test_two_headings_of_one_text_have_two_bookmarks() -> None:
    page = template(p("Doel", "heading 1") * 2 + p("{{p inhoudsopgave() }}"))
    xml = document_of(render(job(procedure(), page)))
    assert len(set(re.findall(r'w:anchor="(_Toc\d{9})"', xml))) == 2


def test_an_empty_heading_gets_no_entry_and_is_a_finding() -> None:
    body = handbook(("", EMPTY, ()))
    assert entries(render(made(body))) == ["Vooraf"]
    assert lint(render(made(body))) == ("een kop van niveau 1 is leeg",)


def test_headings_are_known_by_the_name_of_their_style() -> None:
    assert identity("heading 1") != "Heading1"
    assert sorted(OUTLINE) == sorted(
        ["heading 1", "heading 2", "heading 3", "heading 4", "kop zonder nummer", "bijlagekop"]
    )
    assert text("x").source == "bron.x"


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("upperLetter", 1, "A"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("bullet", 1, ""),
    ],
)
def test_a_number_prints_in_the_format_of_its_list(kind: str, number: int, shown: str) -> None:
    assert number_format(kind, number) == shown
