"""What she arranged on a block of ours whose words she left alone, when the source renews it."""

import pytest
from word.merging.material import MAIN, made, merged, said, shown, typed, written
from word.merging.wordsim import save
from word.specimen import table

from handbook.word.package.package import pack, read

ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag twee jaar"))
NEW_ROWS = (("Wie", "Wat"), ("De manager", "Bewaart het verslag drie jaar"))
SENTENCE, CHANGED = "Wij bespreken elke melding.", "Wij bespreken elke melding samen."
BASE, NEW = ("# Doel", SENTENCE, table(*ROWS)), made("# Doel", CHANGED, table(*NEW_ROWS))
NUMBERING = "word/numbering.xml"
TALL = '<w:trHeight w:val="2222"/>'
PLACES = {
    "row": ("<w:tr>", "<w:tr><w:trPr>{}</w:trPr>"),
    "table": ("<w:tblLook", "{}<w:tblLook"),
    "cell": ('w:type="dxa"/></w:tcPr>', 'w:type="dxa"/>{}</w:tcPr>'),
    "paragraph": ('<w:p><w:bookmarkStart w:id="2"', '<w:p>{}<w:bookmarkStart w:id="2"'),
    "cell words": ('<w:pStyle w:val="sTabeltekst"/>', '<w:pStyle w:val="sTabeltekst"/>{}'),
    "words": ('<w:t xml:space="preserve">Wij ', '{}<w:t xml:space="preserve">Wij '),
}


def arranged(place: str, what: str) -> bytes:
    old, new = PLACES[place]
    return saved_by("Microsoft Office Word", typed(written(*BASE), old, new.format(what)))


def saved_by(program: str, data: bytes) -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    app = f'<Properties xmlns="{space}"><Application>{program}</Application></Properties>'
    return pack({**read(data), "docProps/app.xml": app.encode()})


def text(data: bytes) -> str:
    return read(data)[MAIN].decode()


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("row", TALL),
        ("row", '<w:trHeight w:val="400" w:hRule="exact"/>'),
        ("row", "<w:cantSplit/>"),
        ("row", "<w:tblHeader/>"),
        ("table", '<w:tblBorders><w:top w:val="single" w:sz="46"/></w:tblBorders>'),
        ("table", '<w:jc w:val="center"/>'),
        ("cell", '<w:tcBorders><w:top w:val="single" w:sz="45"/></w:tcBorders>'),
        ("paragraph", "<w:pPr><w:keepNext/></w:pPr>"),
        ("words", '<w:rPr><w:rStyle w:val="sTeControleren"/></w:rPr>'),
        ("table", '<w:tblpPr w:leftFromText="141" w:rightFromText="141" w:tblpX="1"/>'),
        ("cell words", '<w:jc w:val="center"/>'),
    ],
)
def test_what_she_arranged_stays_when_the_source_renews_it(place: str, what: str) -> None:
    result = merged(arranged(place, what), NEW)

    assert what in text(result.data)
    assert {CHANGED, NEW_ROWS[1][1]} <= set(shown(result.data))
    assert merged(result.data, NEW).data == result.data


def test_a_row_height_set_in_libreoffice_stays() -> None:
    mine = arranged("row", TALL)
    mine = typed(mine, TALL, TALL.replace("/>", ' w:hRule="atLeast"/>'))

    assert 'w:trHeight w:val="2222"' in text(merged(saved_by("LibreOffice", mine), NEW).data)


@pytest.mark.parametrize("seed", range(3))
def test_a_file_that_word_saved_is_renewed_without_a_proposal(seed: int) -> None:
    result = merged(save(written(*BASE), seed), NEW)

    assert [each.kind for each in result.outcomes] == ["unchanged", "renewed", "renewed"]


def test_a_row_of_hers_is_told_when_the_source_drops_its_table() -> None:
    result = merged(arranged("row", TALL), made("# Doel", SENTENCE))

    assert TALL in text(result.data)
    assert "vervallen" in "".join(said(result.data))


def test_words_in_a_style_of_ours_that_word_cut_in_two_are_not_hers() -> None:
    run = '<w:r><w:rPr><w:rStyle w:val="sStrong"/></w:rPr><w:t>{}</w:t></w:r>'
    whole = f"<w:p>{run.format('Elke melding telt.')}</w:p>"
    cut = f"<w:p>{run.format('Elke mel')}{run.format('ding telt.')}</w:p>"
    mine = saved_by("Microsoft Office Word", typed(written("# Doel", whole), whole, cut))
    result = merged(mine, made("# Doel", whole.replace("Elke", "Iedere")))

    assert [each.kind for each in result.outcomes] == ["unchanged", "renewed"]


def test_a_blank_of_another_look_behind_the_last_word_is_not_hers() -> None:
    end = "in het team.</w:t></w:r>"
    blank = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    bold = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bespreek elke melding {end}</w:p>"
    mine = typed(written("# Doel", bold), end, end + blank)
    result = merged(mine, made("# Doel", bold.replace("melding", "klacht")))

    assert [each.kind for each in result.outcomes] == ["unchanged", "renewed"]


LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)


@pytest.mark.parametrize(
    ("definition", "own"),
    [
        (LEVEL.format("bullet", "Let op:"), ""),
        (LEVEL.format("bullet", "•"), f'<w:lvlOverride w:ilvl="0">{LEVEL.format("bullet", "»")}'),
    ],
)
@pytest.mark.parametrize("new", [("# Doel", "- Meld elke klacht meteen."), ("# Doel",)])
def test_a_list_format_of_her_own_stays(definition: str, own: str, new: tuple[str, ...]) -> None:
    own += "</w:lvlOverride>" * bool(own)
    abstract = f'<w:abstractNum w:abstractNumId="77">{definition}</w:abstractNum>'
    listed = f'<w:num w:numId="77"><w:abstractNumId w:val="77"/>{own}</w:num>'
    style = '<w:pStyle w:val="sListBullet"/>'
    mine = written("# Doel", "- Meld elke klacht.", "Tot slot.")
    mine = typed(mine, style, f'{style}<w:numPr><w:numId w:val="77"/></w:numPr>')
    mine = typed(mine, '<w:num w:numId="1">', f'{abstract}<w:num w:numId="1">', NUMBERING)
    mine = typed(mine, "</w:numbering>", f"{listed}</w:numbering>", NUMBERING)
    result = merged(saved_by("Microsoft Office Word", mine), made(*new, "Tot slot."))

    assert '<w:numId w:val="77"/>' in text(result.data)
    assert len(said(result.data)) == 1


def test_an_item_that_she_moved_a_level_down_stays_there() -> None:
    style = '<w:pStyle w:val="sListBullet"/>'
    mine = written("# Doel", "- Meld elke klacht.", "Tot slot.")
    mine = typed(mine, style, f'{style}<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    result = merged(mine, made("# Doel", "- Meld elke klacht meteen.", "Tot slot."))

    assert '<w:ilvl w:val="1"/>' in text(result.data)


def test_a_list_that_she_starts_at_another_number_stays() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    listed = f'<w:num w:numId="77"><w:abstractNumId w:val="12"/>{own}</w:num>'
    step = '<w:p><w:pPr><w:pStyle w:val="sListNumber"/>{}</w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    mine = typed(
        written("# Doel", step.format("", "Meld dit.")),
        "</w:pPr><w:r><w:t>Meld",
        (f"{numbered}</w:pPr><w:r><w:t>Meld"),
    )
    mine = typed(mine, "</w:numbering>", f"{listed}</w:numbering>", NUMBERING)
    new = made("# Doel", step.format("", "Meld dit meteen."))
    result = merged(saved_by("Microsoft Office Word", mine), new)

    assert numbered in text(result.data)
    assert "Meld dit meteen." in shown(result.data)
