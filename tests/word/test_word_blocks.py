"""Content in Word's words: styles by name, links, marks, callouts, lists and tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word.specimen import handbook, identity, job, lines, p, parts, procedure, template, text

from handbook.model.documents.document import PairText, Passage, Text
from handbook.model.sources.content import Block, Grid, Item, Listing, Paragraph, Run, Runs
from handbook.word.package.package import pack, read, relations
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.writing.blocks import block_xml, column_widths, passage_xml, runs_xml
from handbook.word.writing.draft import Draft, mark_name
from handbook.word.writing.styles import read_stylesheet


def draft() -> Draft:
    links = {"OR-13": "OR-13.docx", "PP-01": "PP-01.docx"}
    sheet = read_stylesheet(parts(""))
    return Draft(sheet=sheet, links=links, item="PP-01", text_width=9000)


def xml_of(**run: object) -> str:
    return runs_xml((Run(text="x", **run),), draft())  # type: ignore[arg-type]


def run_in(style: str, direct: str = "") -> str:
    styled = f'<w:rStyle w:val="{identity(style)}"/>' if style else ""
    return f'<w:r><w:rPr>{styled}{direct}</w:rPr><w:t xml:space="preserve">x</w:t></w:r>'


def test_a_run_has_a_character_style_and_no_direct_look_where_it_can() -> None:
    assert xml_of() == '<w:r><w:t xml:space="preserve">x</w:t></w:r>'
    assert xml_of(bold=True) == run_in("Strong")
    assert xml_of(italic=True) == run_in("Emphasis")
    assert xml_of(bold=True, italic=True) == run_in("Strong", "<w:i/><w:iCs/>")
    assert xml_of(mark="open") == run_in("Open veld")
    assert xml_of(mark="twijfel", bold=True) == run_in("Te controleren", "<w:b/><w:bCs/>")


def test_a_link_to_another_document_is_relative_and_one_to_itself_is_plain() -> None:
    made = draft()
    xml = runs_xml((Run(text="x", link="OR-13"), Run(text="x", link="PP-01")), made)
    assert xml == (
        f'<w:hyperlink r:id="rIdBlok1" w:history="1">{run_in("Hyperlink")}</w:hyperlink>'
        '<w:r><w:t xml:space="preserve">x</w:t></w:r>'
    )
    relationship = made.relations["word/document.xml"][0]
    assert (relationship.kind, relationship.target, relationship.external) == (
        "hyperlink",
        "OR-13.docx",
        True,
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://wetten.overheid.nl/BWBR0035362/", "https://wetten.overheid.nl/BWBR0035362/"),
        ("https://x.nl/a b?q=é&r=100%", "https://x.nl/a%20b?q=%C3%A9&r=100%25"),
        ("mailto:info@x.nl", "mailto:info@x.nl"),
        ("https://", ""),
        ("https://[x", ""),
        ("https://exa mple/", ""),
        ("javascript:alert(1)", ""),
        ("file:///c:/x", ""),
        ("XX-99", ""),
    ],
)
def test_a_link_is_kept_as_word_can_keep_it_or_left_out(link: str, target: str) -> None:
    assert draft().address(link) == target


def test_two_links_to_one_place_are_one_relation() -> None:
    made = draft()
    runs_xml((Run(text="x", link="OR-13"), Run(text="y", link="OR-13")), made)
    assert len(made.relations["word/document.xml"]) == 1


def styles_of(*blocks: Block) -> list[str]:
    xml = passage_xml(Passage(source="s", blocks=blocks), draft())
    return [piece.partition('"')[0] for piece in xml.split('<w:pStyle w:val="')[1:]]


ONE: Runs = (Run(text="een"),)


def test_every_tone_has_its_own_style() -> None:
    tones = ("inleiding", "tip", "let-op", "norm", "voorstel")
    names = ("Inleiding", "Kader tip", "Kader let op", "Kader norm", "Kader voorstel")
    blocks = [Paragraph(runs=ONE, tone=tone) for tone in tones]  # type: ignore[arg-type]
    assert styles_of(*blocks) == [identity(name) for name in names]
    assert styles_of(Paragraph(runs=ONE)) == []


def test_lists_have_two_levels_by_style() -> None:
    items = (Item(runs=ONE), Item(runs=ONE, level=1), Item(runs=ONE, level=2))
    expected = ["List Bullet", "List Bullet 2", "List Bullet 2"]
    assert styles_of(Listing(items=items)) == [identity(each) for each in expected]


def test_a_table_has_a_caption_above_and_room_below() -> None:
    grid = Grid(head=(ONE,), rows=((ONE,),), shares=(1,), caption="Wie wat doet")
    expected = ["caption", "Tabelkop", "Tabeltekst", "Tabelafstand"]
    assert styles_of(grid) == [identity(each) for each in expected]
    assert '<w:tblCaption w:val="Wie wat doet"/>' in block_xml(grid, draft())


def test_only_the_first_of_joined_callouts_has_the_label() -> None:
    tip = Paragraph(runs=ONE, tone="tip")
    body = handbook(("H", Passage(source="s", blocks=(tip, tip, Paragraph(runs=ONE), tip)), ()))
    tags = p("{%p for h in handboek.hoofdstukken %}") + p("{{p inhoud(h.inhoud) }}")
    shown = lines(render(job(body, template(tags + p("{%p endfor %}")))))
    assert shown == ["Tip  een", "een", "een", "Tip  een"]


def test_a_callout_behind_a_list_has_a_label_of_its_own() -> None:
    tip = Paragraph(runs=ONE, tone="tip")
    between = Listing(items=(Item(runs=ONE),))
    body = handbook(("H", Passage(source="s", blocks=(tip, between, tip)), ()))
    tags = p("{%p for h in handboek.hoofdstukken %}") + p("{{p inhoud(h.inhoud) }}")
    shown = lines(render(job(body, template(tags + p("{%p endfor %}")))))
    assert shown == ["Tip  een", "een", "Tip  een"]


def test_a_callout_that_names_itself_gets_no_label() -> None:
    told = Paragraph(runs=(Run(text="Voorstel. Neem op wat klopt."),), tone="voorstel")
    assert "Kaderlabel" not in block_xml(told, draft())


def test_the_first_paragraph_of_a_passage_carries_the_bookmark_of_its_source() -> None:
    xml = passage_xml(Passage(source="H-01", blocks=(Paragraph(runs=ONE, tone="tip"),)), draft())
    name = mark_name("H-01")
    start = f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'
    assert xml.index("</w:pPr>") < xml.index(start) < xml.index("<w:t ")
    assert len(name) == 19


def test_an_empty_passage_is_nothing_at_all() -> None:
    assert passage_xml(Passage(source="s", blocks=()), draft()) == ""


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(100, 12_000))
def test_columns_share_the_width_and_never_miss_a_twip(shares: list[int], width: int) -> None:
    widths = column_widths(tuple(shares), width)
    assert sum(widths) == width
    assert min(widths) >= 0


def test_a_link_in_a_header_belongs_to_the_header() -> None:
    linked = procedure(use=Text(source="u", runs=(Run(text="y", link="OR-13"),)))
    made = read(render(job(linked, template(p("x"), p("{{r blok(procedure.toepassing) }}")))))
    assert [(each.target, each.external) for each in relations(made, "word/header1.xml")] == [
        ("OR-13.docx", True)
    ]


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "R&D <b>vet</b> \"citaat\" 'x'",
            "{{ 6*7 }} {% if x %} {# c #} {_{",
            "👩‍👩‍👧 emoji",
            "שלום עולם",
            "a\u00a0b\u202fc\u200bd\u00ade",
            "  twee  spaties  ",
            "]]> <![CDATA[ &amp; &#1;",
            "Zelfstandigebedrijvenvoorzieningenbeleidsmedewerkersoverleg" * 3,
            "\\1 \\g<0> $1 %s {0}",
        ]
    ),
    st.text(
        st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
        max_size=60,
    ),
)
EVERYWHERE = template(
    p("{{ document.titel }}", "Title")
    + p("{{r blok(procedure.doel) }}")
    + p("{{ procedure.eigenaar }}")
    + p("{%p for deel in procedure.risicos %}")
    + p("{{r blok(deel.naam) }}: {{r blok(deel.tekst) }}", "List Bullet")
    + p("{%p endfor %}")
)


@settings(max_examples=80, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_in_a_record_comes_out_as_a_reader_sees_it(
    title: str, purpose: str, owner: str
) -> None:
    risks = (PairText(label=text(purpose, "r1"), value=text(owner, "r2")),)
    body = procedure(purpose=text(purpose, "d"), owner=owner, risks=risks)
    made = render(job(body, EVERYWHERE, title=title))
    assert lines(made) == [title, purpose, owner, f"{purpose}: {owner}"]
    # Text that looks like a tag or like a value that is not there, and a title of blanks.
    allowed = ("nog een tag", "er staat 'None'", "geen titel")
    assert [each for each in lint(made) if not any(word in each for word in allowed)] == []


PASSAGE = template(
    p("{%p for h in handboek.hoofdstukken %}")
    + p("{{r blok(h.titel) }}", "heading 1")
    + p("{{p inhoud(h.inhoud) }}")
    + p("{%p endfor %}")
)


@settings(max_examples=40, deadline=None)
@given(HOSTILE, HOSTILE)
def test_any_text_in_a_passage_comes_out_as_a_reader_sees_it(one: str, other: str) -> None:
    blocks: tuple[Block, ...] = (
        Paragraph(runs=(Run(text=one, bold=True), Run(text=other, link="OR-13"))),
        Listing(items=(Item(runs=(Run(text=one),)),), ordered=True),
        Grid(head=((Run(text=one),),), rows=(((Run(text=other),),),), shares=(1,)),
    )
    made = render(job(handbook(("Kop", Passage(source="s", blocks=blocks), ())), PASSAGE))
    # Where a word is too wide for its column, soft hyphens stand at other places than they did.
    shown = [line.replace("\xad", "") for line in lines(made)]
    one, other = one.replace("\xad", ""), other.replace("\xad", "")
    assert shown == ["Kop", one + other, one, one, other, ""]


def test_parts_of_a_test_are_a_package() -> None:
    assert read(pack(parts(""))) == parts("")
