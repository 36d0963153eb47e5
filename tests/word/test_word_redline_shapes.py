"""Every shape a flow can have: accept all and it is the new file, reject all and it is the old."""

from bodies import DAY, docx, p, shown, table, texts, words
from decided import decided
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.word.comparison.redline import redline

SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)


def item(text: str, level: int) -> str:
    """Return a paragraph of a list."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return p(text).replace("<w:p>", f"<w:p><w:pPr>{numbered}</w:pPr>", 1)


def ending(text: str) -> str:
    """Return the paragraph that ends a section."""
    return p(text).replace("<w:p>", f"<w:p><w:pPr>{SECTION}</w:pPr>", 1)


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def tracked(kept: str, gone: str, come: str) -> str:
    """Return a paragraph in which somebody tracked that `gone` became `come`."""
    return (
        f'<w:p><w:r><w:t xml:space="preserve">{kept} </w:t></w:r>'
        f'<w:del w:id="1"><w:r><w:delText xml:space="preserve">{gone}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2"><w:r><w:t xml:space="preserve">{come}</w:t></w:r></w:ins></w:p>'
    )


def ended(text: str, way: str) -> str:
    """Return a paragraph of which somebody tracked that its end came or went."""
    mark = f'<w:pPr><w:rPr><w:{way} w:id="3"/></w:rPr></w:pPr>'
    return p(text).replace("<w:p>", f"<w:p>{mark}", 1)


def row(cells: list[str], way: str = "") -> str:
    mark = f'<w:trPr><w:{way} w:id="4"/></w:trPr>' if way else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def grid(rows: list[str]) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


paragraphs = st.one_of(
    st.builds(p, texts, st.sampled_from(["", "<w:b/>"])),
    st.builds(item, texts, st.integers(0, 2)),
    st.builds(ending, texts),
    st.builds(tracked, texts, texts, texts),
    st.builds(ended, texts, st.sampled_from(["ins", "del"])),
)
# A cell ends with a paragraph of its own, whatever stands before it.
cells = st.one_of(
    texts.map(p),
    st.builds(lambda one, other: p(one) + p(other), texts, texts),
    texts.map(lambda text: control(p(text))),
    st.builds(lambda one, last: table((one,)) + p(last), texts, texts),
)
rows = st.builds(
    lambda inside, way, held: control(row(inside, way)) if held else row(inside, way),
    st.lists(cells, min_size=1, max_size=3),
    st.sampled_from(["", "", "ins", "del"]),
    st.booleans(),
)
# Nothing but deleted rows is no table any more: one row at least stays.
tables = st.builds(
    lambda some, first: grid([row([p(first)]), *some]), st.lists(rows, max_size=4), texts
)
controls = st.lists(st.one_of(paragraphs, tables), min_size=1, max_size=3).map(
    lambda some: control("".join(some) + p("Vast"))
)
bodies = st.lists(st.one_of(paragraphs, paragraphs, tables, controls), max_size=6).map(
    lambda some: [*some, p("")]
)


@given(bodies, bodies)
@settings(max_examples=100, deadline=None)
def test_accepting_gives_the_new_text_and_rejecting_the_old(old: list[str], new: list[str]) -> None:
    before, after = docx(*old), docx(*new)
    made = redline(before, after, author="Ons", date=DAY)
    assert decided(made, accept=True) == decided(after, accept=True)
    assert decided(made, accept=False) == decided(before, accept=True)


@given(bodies, st.data())
@settings(max_examples=70, deadline=None)
def test_a_body_that_was_edited_comes_back(old: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(old) - 1))
    to = data.draw(st.integers(at, len(old) - 1))
    new = [*old[:at], *data.draw(st.lists(st.one_of(paragraphs, tables), max_size=3)), *old[to:]]
    before, after = docx(*old), docx(*new)
    made = redline(before, after, author="Ons", date=DAY)
    assert decided(made, accept=True) == decided(after, accept=True)
    assert decided(made, accept=False) == decided(before, accept=True)


@given(words)
def test_a_contents_page_is_not_compared(some: list[str]) -> None:
    old = docx(CONTENTS.format("Oud"), p(" ".join(some)))
    new = docx(CONTENTS.format("Nieuw"), p(" ".join(some)))
    assert "<w:ins " not in shown(old, new)


def test_a_front_page_from_the_gallery_is_compared() -> None:
    front = CONTENTS.replace("Table of Contents", "Cover Pages")
    old, new = docx(front.format("Ons handboek"), p("x")), docx(p("x"))
    assert '<w:delText xml:space="preserve">Ons handboek</w:delText>' in shown(old, new)
