"""How much a template may hold, and that no walk through it goes over the same thing twice."""

import time

import pytest
from word.specimen import DECLARED, p, parts, template

from handbook.errors import Place, Problem
from handbook.word.package.markup import parse, qualified
from handbook.word.safety.limits import MOST_MARKS, MOST_NESTED, over_limits, too_large
from handbook.word.safety.readable_parts import read_markup
from handbook.word.template_language.tags import own, paragraphs, plain
from handbook.word.templates.compile import check_template

NAME = "templates/procedure.docx"
MEND = "Haal weg wat er niet in hoort; vaak zijn het lege alinea's aan het eind."


def found(body: str) -> list[Problem]:
    return list(over_limits(parts(body), NAME))


def headers(number: int, body: str) -> dict[str, bytes]:
    """Return so many headers of a template, each with the same text."""
    header = f"<w:hdr {DECLARED}>{body}</w:hdr>".encode()
    return {f"word/header{each}.xml": header for each in range(number)}


@pytest.mark.parametrize(
    ("number", "body", "what"),
    [
        (4, "<w:p/>" * 2_600, "10400 alinea's, "),
        (4, "<w:r/>" * 26_000, "104004 stukjes opmaak, "),
        (4, "<w:p><w:r><w:t>{{{{{</w:t></w:r></w:p>" * 600, "12000 accolades, "),
        (4, f"<w:p><w:r><w:t>{'a b ' * 325_000}</w:t></w:r></w:p>", "5202192 tekens, "),
    ],
)
def test_what_a_template_may_hold_counts_for_the_whole_file(
    number: int, body: str, what: str
) -> None:
    [problem] = over_limits(headers(number, body), NAME)
    assert problem.place == Place(f"{NAME} › koptekst")
    assert problem.code == "HB325"
    assert problem.what.startswith(f"het sjabloon heeft {what}")
    assert problem.mend == MEND
    assert list(over_limits(headers(number // 2, body), NAME)) == []


def test_what_is_too_much_is_told_once_at_the_fullest_part() -> None:
    body = p("{{{{{") * 2_600
    footer = f"<w:ftr {DECLARED}>{body * 3}</w:ftr>".encode()
    assert list(
        over_limits({**parts(""), **headers(1, body), "word/footer1.xml": footer}, NAME)
    ) == [
        Problem(
            Place(f"{NAME} › voettekst"),
            code="HB325",
            what="het sjabloon heeft 10401 alinea's, de meeste hier; het mag er 10000 hebben",
            mend=MEND,
        )
    ]


def test_the_marks_of_all_parts_are_counted_before_one_is_read() -> None:
    half = b"<" * (MOST_MARKS // 2)
    assert list(too_large({"word/document.xml": half, "word/header1.xml": half}, NAME)) == []
    assert list(too_large({"word/document.xml": half, "word/header1.xml": half + b"<"}, NAME)) == [
        Problem(
            Place(NAME),
            code="HB325",
            what="hier staan 300001 stukjes opmaak, en een sjabloon telt er hoogstens 300000",
            mend=MEND,
        )
    ]


def test_a_picture_has_no_marks_whatever_its_bytes() -> None:
    assert list(too_large({"word/media/image1.png": b"<" * (MOST_MARKS + 1)}, NAME)) == []


def test_a_long_paragraph_with_a_tag_is_read_soon() -> None:
    body = p("{{ document.titel }}" + "een woord " * 120_000)
    begun = time.process_time()
    told = check_template(template(body), NAME, "procedure")
    assert [each.code for each in told if each.weight == "fout"] == []
    assert time.process_time() - begun < 5


def test_blanks_before_a_text_are_read_soon() -> None:
    begun = time.process_time()
    assert read_markup(b" " * 50_000 + b"<a/>") is not None
    assert time.process_time() - begun < 5


def test_braces_that_are_never_closed_are_read_soon() -> None:
    body = p(("{{ " + "x" * 100) * 4_500)
    begun = time.process_time()
    told = check_template(template(body), NAME, "procedure")
    assert [each.code for each in told if each.weight == "fout"] == ["HB302"]
    assert time.process_time() - begun < 3


def nested(depth: int) -> str:
    box = ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>")
    return box[0] * depth + p("x") + box[1] * depth


def test_text_boxes_that_stand_too_deep_in_each_other_are_refused() -> None:
    assert found(nested(MOST_NESTED)) == []
    assert found(nested(MOST_NESTED + 1)) == [
        Problem(
            Place(f"{NAME} › tekst"),
            code="HB325",
            what="er staan meer dan 8 tekstvakken in elkaar",
            mend="Zet ze onder elkaar in plaats van in elkaar.",
        )
    ]


def test_text_boxes_are_too_deep_in_each_other_in_a_header_as_well() -> None:
    deep = {**parts(p("x")), **headers(1, nested(MOST_NESTED + 1))}
    assert [each.place for each in over_limits(deep, NAME)] == [Place(f"{NAME} › koptekst")]


def test_text_boxes_without_a_paragraph_between_are_too_deep_too() -> None:
    boxes = MOST_NESTED + 2
    deep = p("") + "<w:txbxContent>" * boxes + "</w:txbxContent>" * boxes
    assert [each.code for each in found(deep)] == ["HB325"]


def test_each_element_belongs_to_one_paragraph() -> None:
    inner = "<w:t>a</w:t>" * 50
    root = parse(f"<w:body {DECLARED}>{'<w:p><w:r>' * 40}{inner}{'</w:r></w:p>' * 40}</w:body>")
    walked = [each for paragraph in paragraphs(root) for each in own(paragraph)]
    assert len(walked) == len(set(walked)) == 40 * 2 + 50
    assert [plain(each) for each in paragraphs(root)] == [*[""] * 39, "a" * 50]


def test_the_text_of_a_paragraph_keeps_its_order_around_a_text_box() -> None:
    box = f"<w:r><w:t>b</w:t><w:txbxContent>{p('in')}</w:txbxContent><w:t>c</w:t></w:r>"
    root = parse(f"<w:p {DECLARED}><w:r><w:t>a</w:t></w:r>{box}<w:r><w:t>d</w:t></w:r></w:p>")
    assert [each.tag for each in own(root)].count(qualified("w:t")) == 4
    assert plain(root) == "abcd"


@pytest.mark.parametrize(
    "around",
    [
        ("<w:p><w:r>" * 5, "</w:r></w:p>" * 5),
        ("<w:p><w:r><w:txbxContent><w:p><w:r>", "</w:r></w:p></w:txbxContent></w:r></w:p>"),
    ],
)
def test_a_tag_in_an_attribute_is_told_once_however_deep_it_stands(around: tuple[str, str]) -> None:
    picture = '<w:drawing><wp:docPr id="1" name="x" descr="{{ document.naam }}"/></w:drawing>'
    told = check_template(template(f"{around[0]}{picture}{around[1]}"), NAME, "procedure")
    assert [each.code for each in told if "document.naam" in each.what] == ["HB301"]
