"""What she typed in the contents page stays, or is told, when its lines are made again."""

from functools import lru_cache
from pathlib import Path

from word.merging.material import changed, merged, said, shown, typed
from word.specimen import handbook, job

from handbook.model.documents.document import Passage
from handbook.word.merge import Merged, with_base
from handbook.word.package.markup import Element, fragment, qualified
from handbook.word.package.package import pack, read
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

TEMPLATE = (Path(__file__).parents[3] / "templates" / "handboek.docx").read_bytes()


@lru_cache
def chapters(*names: str) -> bytes:
    empty = Passage(source="leeg", blocks=())
    body = handbook(*((name, empty, ()) for name in names))
    return render(job(body, TEMPLATE, template_name="templates/handboek.docx"))


def based(*names: str) -> bytes:
    return pack(with_base(read(chapters(*names))))


def lines_of(root: Element) -> list[Element]:
    control = next(root.iter(qualified("w:sdt")))
    return list(control.iter(qualified("w:p")))


def with_line(data: bytes, text: str, at: int) -> bytes:
    """Her file with a line of her own in the contents page, above line `at`."""

    def put(root: Element) -> None:
        line = lines_of(root)[at]
        [made] = fragment(
            '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        )
        line.addprevious(made)

    return changed(data, put)


def told(result: Merged) -> list[tuple[str, str]]:
    return [
        (each.kind, each.text)
        for each in result.outcomes
        if each.kind not in ("unchanged", "added", "dropped", "renewed")
    ]


def test_a_line_between_the_headings_comes_below_the_contents_page() -> None:
    mine = with_line(based("Wie wij zijn", "Hoe wij werken"), "Vraag Anja om de bijlagen", 1)
    new = chapters("Wie wij zijn", "Wat wij beloven", "Hoe wij werken")
    result = merged(mine, new)

    assert ("own", "Vraag Anja om de bijlagen") in told(result)
    seen = shown(result.data)
    assert seen.count("Vraag Anja om de bijlagen") == 1
    assert seen.index("Vraag Anja om de bijlagen") > seen.index("3Hoe wij werken")
    assert set(lint(result.data)) <= set(lint(mine))
    assert merged(result.data, new).data == result.data


def test_a_line_above_the_first_heading_comes_above_the_contents_page() -> None:
    mine = with_line(based("Wie wij zijn", "Hoe wij werken"), "Wat hierin staat", 0)
    result = merged(mine, chapters("Wie wij zijn", "Wat wij beloven", "Hoe wij werken"))

    seen = shown(result.data)
    assert seen.index("Wat hierin staat") < seen.index("1Wie wij zijn")


def test_words_typed_in_a_line_are_told_in_a_comment() -> None:
    mine = typed(based("Wie wij zijn", "Hoe wij werken"), ">Hoe wij werken<", ">Hoe (nog niet af)<")
    result = merged(mine, chapters("Wie wij zijn", "Wat wij beloven", "Hoe wij werken"))

    assert said(result.data) == [
        "De inhoudsopgave is opnieuw gemaakt. In uw bestand stond daar: 2 Hoe (nog niet af)"
    ]
    assert ("conflict", "2\tHoe (nog niet af)") in told(result)


def test_lines_that_word_made_of_her_headings_are_not_hers() -> None:
    mine = based("Wie wij zijn", "Hoe wij werken")
    for _ in range(2):  # the line and the heading
        mine = typed(mine, ">Hoe wij werken<", ">Hoe wij hier werken<")
    paged = (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    def number(root: Element) -> None:
        for each in lines_of(root)[:-1]:
            each.find(qualified("w:hyperlink")).extend(fragment(paged))

    result = merged(
        changed(mine, number), chapters("Wie wij zijn", "Wat wij beloven", "Hoe wij werken")
    )

    assert said(result.data) == []
    assert told(result) == [("kept", "Hoe wij hier werken")]


def test_a_line_stays_where_it_is_while_no_heading_changes() -> None:
    mine = with_line(based("Wie wij zijn", "Hoe wij werken"), "Vraag Anja om de bijlagen", 1)

    assert merged(mine, chapters("Wie wij zijn", "Hoe wij werken")).data == mine
