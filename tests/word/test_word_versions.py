"""The lines that tell a version: which signs of them an approval changes, and which stay hers."""

import pytest

from handbook.word.package.markup import Element, fragment
from handbook.word.reading.version_lines import (
    joined,
    line_with,
    marked_lines,
    plain,
    put,
    renewed,
    say,
    status_mark,
    texts_of,
)

DRAFT = "0.3  ·  concept van 3 november 2026  ·  nieuwe wet"
WANTED = "1.0  ·  vastgesteld op 24 november 2026  ·  nieuwe wet"
SUBTITLE = "Zorg · concept"


def after(said: str, before: str) -> str:
    """The line after an approval, as it is put over its signs."""
    found = renewed(said, before, WANTED)
    assert found is not None
    for start, end, words in reversed(found):
        said = said[:start] + words + said[end:]
    return said


@pytest.mark.parametrize(
    ("said", "before", "becomes"),
    [
        (DRAFT, DRAFT, WANTED),
        (DRAFT.replace(" nieuwe", "\u00a0nieu\u00adwe"), DRAFT, WANTED),
        (f"Let op: {DRAFT}, zie Anja", DRAFT, f"Let op: {WANTED}, zie Anja"),
        (DRAFT, "", WANTED),
        (f"{WANTED}, zie Anja", DRAFT, f"{WANTED}, zie Anja"),
        (f"deel 10.3: {DRAFT}!", DRAFT, f"deel 10.3: {WANTED}!"),
    ],
    ids=["as written", "other blanks", "beside hers", "no base", "already so", "a longer number"],
)
def test_number_and_day_are_renewed_and_what_she_typed_stays(
    said: str, before: str, becomes: str
) -> None:
    assert after(said, before) == becomes


@pytest.mark.parametrize("said", ["", "Versie van Anja", "concept van 3 november 2026  ·  0.3"])
def test_a_line_without_number_and_day_in_this_order_cannot_be_renewed(said: str) -> None:
    assert renewed(said, DRAFT, WANTED) is None


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("Zorg  ·  concept", 4),
        ("Zorg · concept van wet  ·  concept", 22),
        ("Zorg  ·  concept · concept", 4),
        ("Zorg · concept · concept", 14),
        (f"{SUBTITLE}  ·  ter vaststelling", len(SUBTITLE)),
        (SUBTITLE, None),
        ("Zorg · conceptueel", None),
    ],
)
def test_the_status_is_found_as_we_write_it_and_not_in_the_subtitle(
    said: str, starts: int | None
) -> None:
    found = status_mark(said, SUBTITLE)
    assert (None if found is None else found.start()) == starts


def paragraph(*texts: str, mark: str = "") -> Element:
    start = f'<w:bookmarkStart w:id="1" w:name="{mark}"/>' if mark else ""
    runs = "".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in texts)
    return fragment(f"<w:body><w:p>{start}{runs}</w:p></w:body>")[0]


def test_words_over_several_runs_are_put_once() -> None:
    texts = texts_of(paragraph("versie 0", ".", "3 van Anja"))
    put(texts, 7, 10, "1.0")
    assert [each.text for each in texts] == ["versie 1.0", "", " van Anja"]


def test_what_a_line_says_is_said_by_its_first_run_alone() -> None:
    texts = texts_of(paragraph("een", "twee"))
    say(texts, "drie ")
    assert [each.text for each in texts] == ["drie ", ""]
    assert joined(texts) == "drie "


def test_a_line_is_known_by_its_bookmark_or_else_by_its_number_and_day() -> None:
    marked, bare = paragraph("iets", mark="_kh1"), paragraph(DRAFT[:5], DRAFT[5:])
    assert joined(texts_of(line_with(marked, "_kh1", DRAFT))) == "iets"
    assert joined(texts_of(line_with(bare, "_kh1", DRAFT))) == DRAFT
    assert [line_with(bare, "_kh1", before) for before in ("", WANTED, "0.3")] == [None] * 3


def test_the_marked_lines_of_a_file_without_a_text_are_none() -> None:
    assert marked_lines({}) == {}
    assert plain(" a\u00a0\u00ad b ") == "a b"
