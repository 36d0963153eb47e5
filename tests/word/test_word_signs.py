"""What a run, a link and a form say, as two files are compared: however a program wrote them."""

import pytest

from handbook.word.package.markup import fragment
from handbook.word.reading.run_content import described, link_target, said


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("https://x.nl/a/", "https://x.nl/a"),
        ("mailto:anja@x.nl", "mailto:anja@x.nl"),
        ("tel:06/12", "tel:06/12"),
        ("C:\\Anja\\PP-01%20oud.docx#doel", "PP-01 oud.docx#doel"),
        ("../map/PP-01.docx", "PP-01.docx"),
    ],
)
def test_a_link_leads_to_the_same_place_from_any_folder(target: str, read: str) -> None:
    assert link_target(target) == read


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<w:t> a </w:t>", "a"),
        ('<w:t xml:space="preserve"> a </w:t>', " a "),
        ("<w:t>e\u0301e\u00adn</w:t>", "\u00e9en"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ("<w:ptab/>", "\t"),
        ("<w:cr/>", "\n"),
    ],
)
def test_a_sign_is_read_as_it_is_seen(markup: str, text: str) -> None:
    [element] = fragment(markup)
    assert said(element) == text


def test_an_older_drawing_is_described_by_its_shape() -> None:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    [old] = fragment(f'<w:pict {vml}><v:shape title="Beeld" alt="De  tuin"/></w:pict>')
    [new] = fragment('<w:drawing><wp:docPr title="Beeld" descr="Het plein"/></w:drawing>')
    assert (described(old), described(new)) == ("Beeld De tuin", "Beeld Het plein")
