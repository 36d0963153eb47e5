"""A file with tracked changes: accept all and it is the new one, reject all and it is the old."""

from itertools import pairwise

import pytest
from bodies import DAY, TYPES, docx, p, shown, table, texts
from decided import W, decided
from examples import Built
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handbook.word.comparison.redline import redline
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove, unsealed
from handbook.word.reading.lint import lint


def marked(old: bytes, new: bytes) -> list[tuple[str, str]]:
    """Return the texts that a redline marks, with what became of them."""
    root = etree.fromstring(shown(old, new).encode())
    return [
        (each.tag.removeprefix(W), "".join(each.itertext()))
        for each in root.iter(f"{W}ins", f"{W}del")
        if len(each)
    ]


paragraphs = st.builds(p, texts, st.sampled_from(["", "<w:b/>", "<w:i/>"]))
tables = (
    st.integers(1, 3)
    .flatmap(lambda width: st.lists(st.tuples(*[texts] * width), min_size=1, max_size=4))
    .map(lambda rows: table(*rows))
)
bodies = st.lists(st.one_of(paragraphs, paragraphs, tables), max_size=7).map(
    lambda it: [*it, p("")]
)


@given(bodies, bodies)
@settings(max_examples=70, deadline=None)
def test_accepting_gives_the_new_text_and_rejecting_the_old(old: list[str], new: list[str]) -> None:
    before, after = docx(*old), docx(*new)
    made = redline(before, after, author="Ons", date=DAY)
    assert decided(made, accept=True) == decided(after, accept=True)
    assert decided(made, accept=False) == decided(before, accept=True)


@given(bodies, st.data())
@settings(max_examples=35, deadline=None)
def test_one_paragraph_more_or_less_is_all_that_is_marked(
    body: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(body) - 1))
    more = [*body[:at], p("Geheel nieuwe alinea"), *body[at:]]
    assert marked(docx(*body), docx(*more)) == [("ins", "Geheel nieuwe alinea")]
    assert marked(docx(*more), docx(*body)) == [("del", "Geheel nieuwe alinea")]


@given(bodies)
@settings(max_examples=17, deadline=None)
def test_a_file_against_itself_has_no_marks(body: list[str]) -> None:
    root = etree.fromstring(shown(docx(*body), docx(*body)).encode())
    names = ("ins", "del", "rPrChange", "pPrChange")
    assert [each.tag for name in names for each in root.iter(f"{W}{name}")] == []


def test_only_the_words_that_changed_are_marked() -> None:
    old, new = docx(p("Wij bellen binnen 5 werkdagen.")), docx(p("Wij bellen binnen 10 werkdagen."))
    assert marked(old, new) == [("del", "5"), ("ins", "10")]


def test_bold_is_marked_as_a_look_and_not_as_text() -> None:
    old, new = docx(p("Dit mag nooit.")), docx(p("Dit mag nooit.", "<w:b/>"))
    assert marked(old, new) == []
    assert shown(old, new).count("<w:rPrChange ") == 1


def test_a_table_of_which_every_row_is_new_stands_where_the_old_one_stood() -> None:
    old = docx(
        p("Voor"),
        table(
            ("een twee", "drie"),
        ),
        p("Na"),
    )
    new = docx(p("Voor"), table(("een acht", "twee"), ("negen", "tien")), p("Na"))
    made = redline(old, new, author="Ons", date=DAY)
    assert decided(made, accept=True) == ["Voor", "een acht", "twee", "negen", "tien", "Na"]
    assert decided(made, accept=False) == ["Voor", "een twee", "drie", "Na"]


def test_every_word_of_a_row_that_came_is_marked() -> None:
    old, new = docx(table(("een", "twee"))), docx(table(("een", "twee"), ("drie", "vier")))
    assert marked(old, new) == [("ins", "drie"), ("ins", "vier")]


@pytest.mark.parametrize("way", ["ins", "del"])
def test_the_end_of_a_paragraph_that_came_or_went_goes_with_its_words(way: str) -> None:
    less, more = docx(p("Voor"), p("Na")), docx(p("Voor"), p("Tussen"), p("Na"))
    root = etree.fromstring(shown(*((less, more) if way == "ins" else (more, less))).encode())
    ended = [
        each for each in root.iter(f"{W}p") if each.find(f"{W}pPr/{W}rPr/{W}{way}") is not None
    ]
    assert ["".join(each.itertext()) for each in ended] == ["Tussen"]


@pytest.mark.parametrize("sign", ["tab", "br", "noBreakHyphen"])
def test_beside_a_tab_or_a_new_line_only_the_words_that_changed_are_marked(sign: str) -> None:
    line = f"<w:p><w:r><w:t>Datum</w:t><w:{sign}/><w:t>{{}}</w:t></w:r></w:p>"
    assert marked(docx(line.format("maandag")), docx(line.format("dinsdag"))) == [
        ("del", "maandag"),
        ("ins", "dinsdag"),
    ]


def test_what_somebody_tracked_counts_as_accepted_on_both_sides() -> None:
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">Wij bellen </w:t></w:r><w:del w:id="1"><w:r>'
        '<w:delText>niet</w:delText></w:r></w:del><w:ins w:id="2">'
        "<w:r><w:t>altijd</w:t></w:r></w:ins></w:p>"
    )
    plain = docx(p("Wij bellen altijd"))
    assert marked(docx(tracked), plain) == []
    assert marked(plain, docx(tracked)) == []


def test_a_paragraph_in_a_control_is_compared_like_any_other() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    old = docx(control.format(p("Wij bellen altijd")), p("Einde"))
    new = docx(control.format(p("Wij bellen nooit")), p("Einde"))
    assert marked(old, new) == [("del", "altijd"), ("ins", "nooit")]


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(ValueError, match="geen leesbaar Office-bestand"):
        redline(b"niets", docx(p("x")), author="Ons", date=DAY)
    with pytest.raises(ValueError, match="ontbreekt"):
        redline(pack({"[Content_Types].xml": TYPES.encode()}), docx(p("x")), author="Ons", date=DAY)


def test_real_documents_become_each_other(built: Built) -> None:
    files = [path for path in built.files("haven") if path.suffix == ".docx"]
    for one, other in list(pairwise(files))[::6]:
        old, new = one.read_bytes(), other.read_bytes()
        made = redline(old, new, author="Ons", date=DAY)
        assert decided(made, accept=True) == decided(new, accept=True), other.name
        assert decided(made, accept=False) == decided(old, accept=True), one.name
        # A heading that went has no text any more, and that is right.
        assert {each for each in lint(made) if " is leeg" not in each} == set(), other.name


def test_headers_and_footers_show_what_changed(built: Built) -> None:
    one, other = (built.root / "output/linde" / f"LI-PP-0{n}.docx" for n in (1, 2))
    parts = read(redline(one.read_bytes(), other.read_bytes(), author="Ons", date=DAY))
    stories = [name for name in parts if "header" in name and name.endswith(".xml")]
    assert any(b"<w:del " in parts[name] for name in stories)


def test_the_same_two_files_give_the_same_bytes(built: Built) -> None:
    one, other = ((built.root / "output/linde" / f"LI-PP-0{n}.docx").read_bytes() for n in (1, 2))
    first = redline(one, other, author="Ons", date=DAY)
    assert first == redline(one, other, author="Ons", date=DAY)


def test_without_its_seal_a_file_is_nobodys_and_whole(built: Built) -> None:
    data = (built.root / "output/linde/LI-PP-01.docx").read_bytes()
    bare = pack(unsealed(read(data)))
    assert prove(bare) is None
    assert lint(bare) == lint(data) == ()


def test_a_copy_with_changes_carries_neither_seal_nor_base(built: Built) -> None:
    path = built.root / "output/linde/LI-PP-01.docx"
    made = read(redline(path.read_bytes(), path.read_bytes(), author="Ons", date=DAY))
    assert [n for n in made if b"urn:handbook" in made[n] or n.startswith("customXml")] == []
