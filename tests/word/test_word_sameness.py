"""A file whose words the source took over is ours again, unless anything else in it is hers."""

from collections.abc import Callable

import pytest
from word.merging.material import MAIN, body, merged, typed
from word.merging.test_merging_contents import chapters, with_line
from word.merging.wordsim import save
from word.specimen import parts

from handbook.word.markup import HEADER
from handbook.word.merging import with_base
from handbook.word.package import pack, read
from handbook.word.sameness import is_ours_again

FIELD = '<w:fldSimple w:instr=" TITLE "><w:r><w:t>Aanmelding</w:t></w:r></w:fldSimple>'
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="1800000"/>'
    '<wp:docPr id="1" name="Beeld" descr="Een grafiek van de meldingen"/></wp:inline></w:drawing>'
    "</w:r></w:p>"
)
CORE = (
    f'{HEADER}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Aanmelding</dc:title>'
    "<cp:lastModifiedBy>De Linde</cp:lastModifiedBy></cp:coreProperties>"
)
CUSTOM = (
    f'{HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'custom-properties"/>'
)


def ours(sentence: str) -> bytes:
    whole = body(f"<w:p>{FIELD}</w:p>", PICTURE, sentence)
    found = {"docProps/core.xml": CORE, "docProps/custom.xml": CUSTOM}
    return pack(parts(whole, extra=found))


NEW = ours("Wij bespreken elke melding binnen een week.")
# Her file says already what the source says now.
HERS = typed(
    pack(with_base(read(ours("Wij bespreken elke melding.")))),
    "elke melding.",
    "elke melding binnen een week.",
)


def is_ours(mine: bytes) -> bool:
    return is_ours_again(merged(mine, NEW), NEW)


@pytest.mark.parametrize("saved", [lambda data: data, lambda data: save(data, 3)])
def test_a_file_whose_words_the_source_has_is_ours(saved: Callable[[bytes], bytes]) -> None:
    assert is_ours(saved(HERS))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Aanmelding</w:t>", "Aanmelding van Anja</w:t>"),
        ("Een grafiek van de meldingen", "De meldingen per maand, aflopend"),
        ('cx="3600000" cy="1800000"', 'cx="1800000" cy="900000"'),
        (
            "<w:r><w:t",
            '<w:sdt><w:sdtPr><w:alias w:val="Akkoord"/></w:sdtPr><w:sdtContent/></w:sdt><w:r><w:t',
        ),
        ("<w:p><w:fldSimple", "<w:p><w:pPr><w:keepNext/></w:pPr><w:fldSimple"),
        ("<w:p><w:fldSimple", f"<w:p><w:pPr>{LIST}</w:pPr><w:fldSimple"),
        ("<w:r><w:t", '<w:bookmarkStart w:id="900" w:name="fatima"/><w:r><w:t'),
        ("<w:r><w:t", '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r><w:r><w:t'),
        ("<w:sectPr>", '<w:sectPr><w:lnNumType w:countBy="5"/>'),
    ],
    ids=["field", "description", "size", "control", "keep", "list", "bookmark", "symbol", "lines"],
)
def test_what_else_she_typed_or_set_keeps_it_hers(old: str, new: str) -> None:
    assert not is_ours(typed(HERS, old, new, MAIN))


def test_a_title_that_she_typed_keeps_it_hers() -> None:
    assert not is_ours(typed(HERS, ">Aanmelding<", ">Aanmelding en meer<", "docProps/core.xml"))


def test_who_saved_it_last_does_not() -> None:
    assert is_ours(typed(HERS, ">De Linde<", ">Anja<", "docProps/core.xml"))


def test_a_link_of_hers_under_the_same_words_keeps_it_hers() -> None:
    link = '<w:hyperlink w:anchor="elders"><w:r><w:t xml:space="preserve">Wij '
    mine = typed(HERS, '<w:r><w:t xml:space="preserve">Wij ', link)
    assert not is_ours(typed(mine, "een week.</w:t></w:r>", "een week.</w:t></w:r></w:hyperlink>"))


def test_a_line_in_the_contents_page_keeps_it_hers() -> None:
    base = pack(with_base(read(chapters("Wie wij zijn", "Hoe wij werken"))))
    new = chapters("Wie wij zijn", "Hoe wij samen werken")
    mine = base
    for _ in range(2):
        mine = typed(mine, ">Hoe wij werken<", ">Hoe wij samen werken<")
    lined = with_line(mine, "Vraag Anja om de bijlagen", 1)

    assert is_ours_again(merged(mine, new), new)
    assert not is_ours_again(merged(lined, new), new)
