"""A file whose words the source took over is ours again, unless anything else in it is hers."""

from collections.abc import Callable

import pytest
from word.merging.material import MAIN, body, merged, typed
from word.merging.test_merging_contents import chapters, with_line
from word.merging.wordsim import save
from word.specimen import parts, table

from handbook.word.hand_edits.no_edits_left import is_ours_again
from handbook.word.merge import with_base
from handbook.word.package.markup import HEADER
from handbook.word.package.package import pack, read

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
    whole = body(
        f"<w:p>{FIELD}</w:p>", PICTURE, sentence, table(("Wat", "Wie"), ("Nagaan", "Anja"))
    )
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


PARAGRAPH = ("<w:p><w:bookmarkStart", "<w:p>{}<w:bookmarkStart")
RUN = ('<w:r><w:t xml:space="preserve">Wij ', '{}<w:r><w:t xml:space="preserve">Wij ')
WORDS = ('<w:t xml:space="preserve">Wij ', '{}<w:t xml:space="preserve">Wij ')
TABLE, ROW = ("<w:tblLook", "{}<w:tblLook"), ("<w:tr>", "<w:tr>{}")
CELL, PAGE = ('w:type="dxa"/></w:tcPr>', 'w:type="dxa"/>{}</w:tcPr>'), ("<w:pgSz", "{}<w:pgSz")
LISTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>'
CHOICE = (
    '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Anja" w:value="1"/>'
    "</w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>"
)


@pytest.mark.parametrize(
    ("place", "what"),
    [
        (RUN, '<w:bookmarkStart w:id="90" w:name="melding"/><w:bookmarkEnd w:id="90"/>'),
        (RUN, CHOICE),
        (RUN, '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
        (RUN, '<w:hyperlink w:anchor="elders"><w:r><w:t>Wij</w:t></w:r></w:hyperlink>'),
        (WORDS, '<w:rPr><w:rStyle w:val="sStrong"/></w:rPr>'),
        (WORDS, "<w:rPr><w:vanish/></w:rPr>"),
        (WORDS, '<w:rPr><w:bdr w:val="single" w:sz="4"/></w:rPr>'),
        (WORDS, '<w:rPr><w:sz w:val="77"/></w:rPr>'),
        (WORDS, '<w:rPr><w:lang w:val="fr-FR"/></w:rPr>'),
        (PARAGRAPH, LISTED),
        (PARAGRAPH, "<w:pPr><w:keepNext/></w:pPr>"),
        (PARAGRAPH, "<w:pPr><w:pageBreakBefore/></w:pPr>"),
        (PARAGRAPH, '<w:pPr><w:tabs><w:tab w:val="left" w:pos="3333"/></w:tabs></w:pPr>'),
        (PARAGRAPH, '<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>'),
        (PARAGRAPH, '<w:pPr><w:ind w:left="400"/></w:pPr>'),
        (TABLE, '<w:tblDescription w:val="Wie wat doet"/>'),
        (TABLE, '<w:tblBorders><w:top w:val="single" w:sz="46"/></w:tblBorders>'),
        (ROW, '<w:trPr><w:trHeight w:val="2222"/></w:trPr>'),
        (ROW, "<w:trPr><w:tblHeader/></w:trPr>"),
        (CELL, '<w:vAlign w:val="bottom"/>'),
        (CELL, '<w:shd w:val="clear" w:fill="FF0000"/>'),
        (PAGE, '<w:pgBorders><w:top w:val="single" w:sz="45"/></w:pgBorders>'),
        (PAGE, '<w:lnNumType w:countBy="5"/>'),
        (PAGE, '<w:pgNumType w:start="71"/>'),
        (PAGE, "<w:titlePg/>"),
        (('w:left="1440"', 'w:left="{}"'), "200"),
        (("<w:body>", "{}<w:body>"), '<w:background w:color="FACADE"/>'),
    ],
)
def test_all_that_can_be_set_beside_words_keeps_it_hers(place: tuple[str, str], what: str) -> None:
    old, new = place
    assert not is_ours(typed(HERS, old, new.format(what), MAIN))


def test_another_look_of_a_style_keeps_it_hers() -> None:
    heading = '<w:name w:val="heading 1"/>'
    red = f'{heading}<w:pPr><w:jc w:val="center"/></w:pPr>'
    assert not is_ours(typed(HERS, heading, red, "word/styles.xml"))


def test_another_language_of_the_file_keeps_it_hers() -> None:
    title = "<dc:title>Aanmelding</dc:title>"
    language = f"{title}<dc:language>fr</dc:language>"
    assert not is_ours(typed(HERS, title, language, "docProps/core.xml"))


@pytest.mark.parametrize(
    ("place", "what"),
    [
        (RUN, '<w:proofErr w:type="spellStart"/>'),
        (RUN, '<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>'),
        (WORDS, '<w:rPr><w:lang w:val="nl-NL"/><w:noProof/></w:rPr>'),
        (WORDS, '<w:rPr><w:lang w:val="nl-BE" w:bidi="ar-SA"/></w:rPr>'),
        (WORDS, '<w:rPr><w:lang w:eastAsia="en-US"/></w:rPr>'),
        (WORDS, "<w:lastRenderedPageBreak/>"),
        (("<w:tr>", "<w:tr {}>"), 'w:rsidR="00AB12CD" w14:paraId="1234ABCD"'),
        (ROW, '<w:trPr><w:cnfStyle w:val="100000000000"/></w:trPr>'),
        (("<w:tblLook", "<w:tblLook {}"), 'w:noVBand="1"'),
        (PAGE, '<w:docGrid w:linePitch="360"/>'),
    ],
)
def test_what_a_program_leaves_by_saving_does_not(place: tuple[str, str], what: str) -> None:
    old, new = place
    assert is_ours(typed(HERS, old, new.format(what), MAIN))


def test_a_title_that_she_typed_keeps_it_hers() -> None:
    assert not is_ours(typed(HERS, ">Aanmelding<", ">Aanmelding en meer<", "docProps/core.xml"))


def test_a_property_of_her_own_keeps_it_hers() -> None:
    added = (
        '/custom-properties"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2"'
        ' name="Archief"><vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        'docPropsVTypes">kast 4</vt:lpwstr></property></Properties>'
    )
    assert not is_ours(typed(HERS, '/custom-properties"/>', added, "docProps/custom.xml"))


def test_another_address_of_a_link_of_ours_keeps_it_hers() -> None:
    link = '<w:p><w:hyperlink w:anchor="{}"><w:r><w:t>Het plan</w:t></w:r></w:hyperlink></w:p>'

    def linked(data: bytes, anchor: str) -> bytes:
        return typed(data, "<w:tbl>", f"{link.format(anchor)}<w:tbl>")

    new, base = linked(NEW, "plan"), linked(ours("Wij bespreken elke melding."), "plan")
    mine = typed(pack(with_base(read(base))), "elke melding.", "elke melding binnen een week.")

    assert is_ours_again(merged(mine, new), new)
    assert not is_ours_again(merged(typed(mine, '"plan"', '"elders"'), new), new)


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
