"""A link she added in Word comes back from the source: the same words lead to the same address."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from loading.world import write
from officer import Officer
from recorded import small_packs
from word.merging.material import changed

from handbook.loading.markdown import chapters
from handbook.loading.workspace import open_workspace
from handbook.model.features.adoption import Adoption, Span
from handbook.pipeline.adoption.adopt import adopt
from handbook.pipeline.adoption.markdown_links import Links, leads
from handbook.pipeline.adoption.one_change import LINKED
from handbook.reporting.features.adoption import adopted_text
from handbook.tailoring.text.source_rewrite import UnwritableError, as_line, in_markdown
from handbook.word.package.markup import Element, fragment, qualified
from handbook.word.package.package import read, relations
from handbook.word.writing.draft import web_address

PROFILE = 'naam: Stichting Berk\nkvk: "11111111"\nonderdelen: [138]\n'
CHAPTER = """\
---
id: beleid
titel: Kwaliteitsbeleid
niveau: 1
---
Wij helpen {{ de_persoon }} in **heel** de stad.

Lees [de wet](https://wetten.nl/a_\\(b\\)?x=1) voor u begint.

- Bel bij twijfel.
"""


@pytest.fixture
def anja(tmp_path: Path) -> Iterator[Officer]:
    with small_packs(tmp_path / "packs"):
        officer = Officer(tmp_path / "w", "berk", PROFILE)
        home = officer.root / "organisations/berk/inhoud/hoofdstukken"
        write(home, {"beleid.md": CHAPTER})
        officer.builds(2026, 1)
        yield officer


def links_a_word(officer: Officer, code: str, text: str, address: str, anchor: str = "") -> None:
    """Let her put a word behind a paragraph's text, and let it lead to `address`."""

    def put(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
        paragraph = next(each for each in paragraphs if text in each.text)
        relationship = document.part.relate_to(
            address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        [link] = fragment(
            f'<w:hyperlink r:id="{relationship}"><w:r><w:t xml:space="preserve"> </w:t></w:r>'
            f"<w:r><w:t>hier</w:t></w:r></w:hyperlink>"
        )
        if anchor:
            link.set(qualified("w:anchor"), anchor)
        paragraph._p.append(link)
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    officer.edits(code, put)


def adopts(officer: Officer, code: str) -> Adoption:
    return adopt(open_workspace(officer.root), "berk", code, today=date(2026, 1, 1), write=True)


def chapter(officer: Officer) -> str:
    path = officer.root / "organisations/berk/inhoud/hoofdstukken/beleid.md"
    return path.read_text(encoding="utf-8")


def addresses(officer: Officer, code: str) -> set[str]:
    found = relations(read(officer.path(code).read_bytes()), "word/document.xml")
    return {each.target for each in found if each.kind == "hyperlink" and ":" in each.target}


def agrees(officer: Officer, code: str, told: list[str], *shown: str) -> None:
    """Build, and see that her file stayed as it read, with nothing proposed."""
    officer.builds(2026, 1)
    assert officer.reads(code) == told
    assert (officer.waiting(), officer.proposed(code)) == ([], [])
    assert addresses(officer, code) >= set(shown)


@pytest.mark.parametrize(
    ("text", "address", "wanted"),
    [
        (
            "in heel de stad",
            "https://berk.nl/wij/?a=b&c=d#top",
            "**heel** de stad.[ hier](https://berk.nl/wij/?a=b&c=d#top)\n",
        ),
        (
            "voor u begint",
            "mailto:info@berk.nl?subject=Hallo",
            "a_\\(b\\)?x=1) voor u begint.[ hier](mailto:info@berk.nl?subject=Hallo)\n",
        ),
        (
            "Bel bij",
            "http://berk.nl/a_(b)",
            "- Bel bij twijfel.[ hier](http://berk.nl/a_\\(b\\))\n",
        ),
    ],
)
def test_a_link_in_a_chapter_becomes_one_in_its_source(
    anja: Officer, text: str, address: str, wanted: str
) -> None:
    links_a_word(anja, "KH-01", text, address)
    told = anja.reads("KH-01")
    found = adopts(anja, "KH-01")
    assert [(each.links, each.why) for each in found.changes] == [((address,), "")]
    assert wanted in chapter(anja)
    agrees(anja, "KH-01", told, address)


def test_the_place_in_a_page_that_word_keeps_apart_comes_along(anja: Officer) -> None:
    links_a_word(anja, "KH-01", "Bel bij", "https://berk.nl/a", "tarief")
    adopts(anja, "KH-01")
    assert "[ hier](https://berk.nl/a#tarief)" in chapter(anja)


def test_another_word_beside_a_link_of_ours_leaves_the_link(anja: Officer) -> None:
    anja.types("KH-01", "voor u begint", "altijd voor u begint")
    told = anja.reads("KH-01")
    assert [each.why for each in adopts(anja, "KH-01").changes] == [""]
    assert "[de wet](https://wetten.nl/a_\\(b\\)?x=1) altijd voor u" in chapter(anja)
    agrees(anja, "KH-01", told)


def test_another_address_behind_the_same_words_is_taken_over(anja: Officer) -> None:
    def other(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        for each in document.part.rels.values():
            if each.is_external and "wetten.nl" in each.target_ref:
                each._target = "https://overheid.nl/wet"
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    anja.edits("KH-01", other)
    told = anja.reads("KH-01")
    assert [each.why for each in adopts(anja, "KH-01").changes] == [""]
    assert "Lees [de wet](https://overheid.nl/wet) voor u begint." in chapter(anja)
    agrees(anja, "KH-01", told, "https://overheid.nl/wet")


def test_a_tip_at_a_link_stays_where_the_link_is_taken_over(anja: Officer) -> None:
    def tip(root: Element) -> None:
        [*_, link] = root.iter(qualified("w:hyperlink"))
        link.set(qualified("w:tooltip"), "Kijk hier")

    links_a_word(anja, "KH-01", "Bel bij", "https://berk.nl/a")
    anja.edits("KH-01", lambda data: changed(data, tip))
    told = anja.reads("KH-01")
    assert [each.why for each in adopts(anja, "KH-01").changes] == [""]
    agrees(anja, "KH-01", told, "https://berk.nl/a")
    assert b"Kijk hier" in read(anja.path("KH-01").read_bytes())["word/document.xml"]


def test_a_link_that_is_a_field_in_word_is_one_in_the_source(anja: Officer) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK'
        ' "https://berk.nl/a%20b?x=%26" \\l "top" \\t "_blank"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>hier</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    def put(root: Element) -> None:
        paragraphs = root.iter(qualified("w:p"))
        place = next(each for each in paragraphs if "Bel bij" in "".join(each.itertext()))
        place.extend(fragment(field))

    anja.edits("KH-01", lambda data: changed(data, put))
    told = anja.reads("KH-01")
    assert [each.why for each in adopts(anja, "KH-01").changes] == [""]
    assert "- Bel bij twijfel.[hier](https://berk.nl/a%20b?x=%26#top)" in chapter(anja)
    agrees(anja, "KH-01", told)


@pytest.mark.parametrize(
    ("code", "text", "address"),
    [
        ("KH-01", "Bel bij", "ftp://berk.nl/a"),
        ("KH-01", "Bel bij", "https://u:p@berk.nl/a"),
        ("PP-01", "Wie zich meldt", "https://berk.nl/a"),
    ],
)
def test_a_link_that_the_source_cannot_hold_is_told_with_its_address(
    anja: Officer, code: str, text: str, address: str
) -> None:
    links_a_word(anja, code, text, address)
    found = adopts(anja, code)
    assert [(each.links, each.why) for each in found.changes] == [((address,), LINKED)]
    assert f"      koppeling naar {address}" in adopted_text(found, "berk", written=True)
    assert chapter(anja) == CHAPTER
    agrees(anja, code, anja.reads(code), address)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
ADDRESSES = st.one_of(
    st.text(st.characters(min_codepoint=33, max_codepoint=126)).map(
        lambda path: web_address(f"https://berk.nl/{path}")
    ),
    st.text(st.characters(min_codepoint=33, max_codepoint=126)).map(
        lambda path: web_address(f"mailto:info@berk.nl?subject={path}")
    ),
)
SPANS = st.lists(st.builds(Span, WORDS, st.one_of(st.just(""), ADDRESSES)), min_size=1)


def in_source(spans: list[Span]) -> str:
    links = Links()
    written = in_markdown(links.of_hers(spans), {})
    return as_line(links.in_markdown(written))


@given(SPANS)
def test_words_and_addresses_come_out_of_markdown_as_they_went_in(spans: list[Span]) -> None:
    try:
        line = in_source(spans)
    except UnwritableError:
        reject()
    data = f"---\nid: h\ntitel: H\n---\n{line}\n".encode()
    found, _ = chapters.read(data, "h.md", "h")
    assume(found is not None)
    [block] = found.chapter.blocks
    runs = getattr(block, "runs", ())
    # What Markdown reads otherwise, such as an entity, is refused where it is read back.
    assume("".join(each.text for each in runs) == "".join(each.text for each in spans))
    assert leads(Span(each.text, each.link) for each in runs) == leads(spans)
