"""What a field shows is the program's; what a person typed over it is hers."""

import re

import pytest
from word.merging.material import MAIN, body, merged, said, shown, typed
from word.specimen import parts, table

from handbook.word.merge import Merged, with_base
from handbook.word.package.markup import HEADER, parse, qualified, serialise
from handbook.word.package.package import pack, read
from handbook.word.reading.field_results import is_worked_out

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
LAST = "Wij bespreken elke melding in het team."


def complex_field(code: str, result: str) -> str:
    shows = result if result.startswith("<") else f"<w:r><w:t>{result}</w:t></w:r>"
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{shows}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple_field(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>{result}</w:t></w:r></w:fldSimple>'


def nested_field(code: str, result: str) -> str:
    return complex_field("QUOTE x", complex_field(code, result))


def line(text: str, field: str) -> str:
    said = f"{text} voor de afspraken in het team van"
    return f'<w:p><w:r><w:t xml:space="preserve">{said} </w:t></w:r>{field}</w:p>'


def over(data: bytes, old: str, new: str) -> bytes:
    """Her file after she typed over the last place that shows `old`."""
    found = read(data)
    before, there, after = found[MAIN].decode().rpartition(f">{old}<")
    assert there, old
    return pack({**found, MAIN: f"{before}>{new}<{after}".encode()})


def custom(**values: str) -> str:
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}"'
        f' name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    return f'{HEADER}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{rows}</Properties>'


def ours(*blocks: str, header: str = "", base: bool = True, version: str = "0.1") -> bytes:
    """A file with a heading that is marked, and these blocks."""
    marked = (
        '<w:bookmarkStart w:id="99" w:name="doel"/><w:r><w:t>Doel van het beleid</w:t></w:r>'
        '<w:bookmarkEnd w:id="99"/>'
    )
    whole = body(f'<w:p><w:pPr><w:pStyle w:val="sHeading1"/></w:pPr>{marked}</w:p>', *blocks, LAST)
    properties = {"docProps/custom.xml": custom(Versie=version, Documentnummer="PP-01")}
    found = parts(whole, header, properties)
    return pack(with_base(found)) if base else pack(found)


FIELDS = {
    "DOCPROPERTY Documentnummer": "PP-01",
    "REF doel \\h": "Doel van het beleid",
    "DATE \\@ &quot;d MMMM yyyy&quot;": "23 november 2026",
    "SAVEDATE": "23-11-2026 10:12",
    "TITLE": "Aanmelding",
    "STYLEREF &quot;heading 1&quot;": "Doel van het beleid",
    "PAGE": "3",
    "NUMPAGES": "12",
    "SEQ Tabel \\* ARABIC": "2",
    "FILENAME": "PP-01.docx",
}
WAYS = (complex_field, simple_field, nested_field)


def kinds(result: Merged) -> list[str]:
    return [each.kind for each in result.outcomes if each.kind != "unchanged"]


@pytest.mark.parametrize("way", WAYS, ids=lambda each: str(each.__name__))
@pytest.mark.parametrize("code", FIELDS)
def test_words_typed_in_a_field_stay_when_its_line_changes(code: str, way: object) -> None:
    field = way(code, FIELDS[code])  # type: ignore[operator]
    mine = over(ours(line("Zie", field)), FIELDS[code], "zie ook Anja haar map")
    result = merged(mine, ours(line("Lees", field), base=False))

    for view in ("accept", "reject"):
        assert any(line.endswith(" zie ook Anja haar map") for line in shown(result.data, view))
    assert any(line.startswith("Lees voor de afspraken") for line in shown(result.data))
    assert len(said(result.data)) == 1


@pytest.mark.parametrize("code", FIELDS)
def test_words_typed_in_a_field_stay_when_its_line_goes(code: str) -> None:
    field = complex_field(code, FIELDS[code])
    mine = over(ours(line("Zie", field)), FIELDS[code], "zie ook Anja haar map")
    result = merged(mine, ours(base=False))

    assert "Zie voor de afspraken in het team van zie ook Anja haar map" in shown(result.data)
    assert kinds(result) == ["gone"]


@pytest.mark.parametrize("way", WAYS, ids=lambda each: str(each.__name__))
def test_words_typed_in_a_field_of_a_table_stay_when_the_row_changes(way: object) -> None:
    def facts(label: str) -> str:
        field = way("DOCPROPERTY Documentnummer", "PP-01")  # type: ignore[operator]
        return table((label, line("Code", field)), ("Eigenaar", "De manager"))

    mine = typed(ours(facts("Document")), ">PP-01<", ">PP-01 van Anja<")
    result = merged(mine, ours(facts("Nummer van het document"), base=False))

    assert "Code voor de afspraken in het team van PP-01 van Anja" in shown(result.data)
    assert "Nummer van het document" in " ".join([*shown(result.data), *said(result.data)])


def test_words_typed_in_a_field_of_a_footer_stay() -> None:
    header = line("Versie", complex_field("DOCPROPERTY Versie", "0.1"))
    mine = typed(ours(header=header), ">0.1<", ">0.1 besproken<", "word/header1.xml")
    new = ours(header=header.replace(">Versie ", ">Uitgave "), base=False, version="0.2")
    result = merged(mine, new)

    assert shown(result.data, part="word/header1.xml") == [
        "Uitgave voor de afspraken in het team van 0.1 besproken"
    ]
    assert [(e.place, e.text) for e in result.outcomes if e.kind == "withheld"] == [
        ("Versie", "0.2")
    ]


UPDATED = {
    "DOCPROPERTY Documentnummer": "PP-01",
    "REF doel \\h": "Doel van het beleid",
    "REF doel \\r \\h": "2.1",
    "REF weg \\h": "Fout! Verwijzingsbron niet gevonden.",
    "DATE \\@ &quot;d MMMM yyyy&quot;": "1 maart 2027",
    "TIME": "10:31",
    "SAVEDATE": "1-3-2027 9:05:00",
    "STYLEREF &quot;heading 1&quot;": "Doel van het beleid",
    "PAGE": "- 14 -",
    "PAGEREF doel \\h": "iv",
    "NUMPAGES": "120",
    "SEQ Tabel \\* ARABIC": "7",
    "FILENAME \\p": "C:\\Anja\\kwaliteit\\PP-01 nieuw.docx",
    "NUMWORDS": "1.204",
}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DATE", "maart"),
        ("SAVEDATE", "—"),
        ("PAGE", "bladzijde"),
        ("REF", "erboven"),
        ("TITLE", "1"),
    ],
)
def test_words_that_no_program_makes_of_a_field_are_hers(name: str, said: str) -> None:
    assert not is_worked_out(name, said)


@pytest.mark.parametrize("way", WAYS, ids=lambda each: str(each.__name__))
@pytest.mark.parametrize("code", UPDATED)
def test_a_result_that_word_worked_out_is_not_hers(code: str, way: object) -> None:
    written = way(code, "nog leeg")  # type: ignore[operator]
    mine = over(ours(line("Zie", written)), "nog leeg", UPDATED[code])
    result = merged(mine, ours(line("Zie", written), base=False))

    assert kinds(result) == []
    assert kinds(merged(mine, ours(line("Lees", written), base=False))) == ["renewed"]


def test_a_reference_that_follows_her_heading_is_not_hers() -> None:
    field = complex_field("REF doel \\h", "Doel van het beleid")
    mine = over(ours(line("Zie", field)), "Doel van het beleid", "Zin van het beleid")
    mine = over(mine, "Doel van het beleid", "Zin van het beleid")
    result = merged(mine, ours(line("Lees", field), base=False))

    assert "renewed" in kinds(result)
    assert said(result.data) == []


def test_a_second_merge_leaves_words_in_a_field_alone() -> None:
    field = complex_field("TITLE", "Aanmelding")
    mine = typed(ours(line("Zie", field)), ">Aanmelding<", ">Aanmelding en meer<")
    new = ours(line("Lees", field), base=False)
    once = merged(mine, new)

    assert merged(once.data, new).data == once.data


def checkbox(checked: str) -> str:
    data = f'<w:ffData><w:checkBox><w:default w:val="0"/>{checked}</w:checkBox></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def choice(number: int) -> str:
    entries = '<w:listEntry w:val="ja"/><w:listEntry w:val="nee"/>'
    data = f'<w:ffData><w:ddList><w:result w:val="{number}"/>{entries}</w:ddList></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        (checkbox(""), "</w:checkBox>", "<w:checked/></w:checkBox>"),
        (choice(0), '<w:result w:val="0"/>', '<w:result w:val="1"/>'),
        (complex_field("FORMTEXT", "vul in"), ">vul in<", ">u12x<"),
    ],
)
def test_what_she_set_in_a_form_field_stays(field: str, old: str, new: str) -> None:
    mine = typed(ours(line("Akkoord:", field)), old, new)
    result = merged(mine, ours(line("Akkoord van de cliënt:", field), base=False))

    assert "merged" in kinds(result) or "conflict" in kinds(result)
    typed(result.data, new, new)


def test_words_typed_in_a_field_of_a_text_box_stay() -> None:
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{line('Blad', complex_field('PAGE', '1'))}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    same = typed(ours(f"<w:p>{box}</w:p>"), ">1<", ">14<")
    mine = typed(ours(f"<w:p>{box}</w:p>"), ">1<", ">1 van Anja<")

    assert kinds(merged(same, ours(f"<w:p>{box}</w:p>", base=False))) == []
    assert kinds(merged(mine, ours(base=False))) == ["gone"]


def test_a_typed_result_makes_no_proposal_where_the_source_stays() -> None:
    block = line("Zie", complex_field("TITLE", "Aanmelding"))
    mine = typed(ours(block), ">Aanmelding<", ">Aanmelding en meer<")
    result = merged(mine, ours(block, base=False))

    assert kinds(result) == ["kept"]
    assert result.data == mine


def inspected(data: bytes) -> bytes:
    """Her file after Word's document inspector took its properties out."""
    found = dict(read(data))
    del found["docProps/custom.xml"]
    for name in ("_rels/.rels", "[Content_Types].xml"):
        gone = rb"<(Relationship|Override) [^>]*custom\.xml[^>]*/>"
        found[name] = re.sub(gone, b"", found[name])
    return pack(found)


def test_a_field_is_renewed_where_the_document_inspector_took_its_property_out() -> None:
    def field(version: str) -> str:
        return line("Dit is versie", complex_field("DOCPROPERTY Versie", version))

    mine = inspected(over(ours(field("0.1")), LAST, "Dit is onze zin."))
    new = ours(field("0.2"), base=False, version="0.2")
    result = merged(mine, new)
    parts = read(result.data)

    assert shown(result.data)[1:] == [
        "Dit is versie voor de afspraken in het team van 0.2",
        "Dit is onze zin.",
    ]
    assert b">0.2<" in parts["docProps/custom.xml"]
    assert b"docProps/custom.xml" in parts["_rels/.rels"]
    assert b"/docProps/custom.xml" in parts["[Content_Types].xml"]
    assert merged(result.data, new).data == result.data


def test_what_she_typed_in_a_field_stays_where_its_property_was_taken_out() -> None:
    def field(version: str) -> str:
        return line("Dit is versie", complex_field("DOCPROPERTY Versie", version))

    mine = inspected(over(ours(field("0.1")), "0.1", "van ons"))
    result = merged(mine, ours(field("0.2"), base=False, version="0.2"))

    assert "van ons" in shown(result.data)[1]
    assert "0.2" in [each.text for each in result.outcomes if each.kind == "withheld"]


def test_a_simple_field_shows_what_the_source_changed() -> None:
    def field(version: str) -> str:
        return line("Dit is versie", simple_field("DOCPROPERTY Versie", version))

    result = merged(ours(field("0.1")), ours(field("0.2"), base=False, version="0.2"))

    assert shown(result.data)[1].endswith("0.2")
    assert result.count("withheld") == 0


def test_a_field_is_renewed_whose_property_alone_is_gone() -> None:
    def field(version: str) -> str:
        return line("Dit is versie", complex_field("DOCPROPERTY Versie", version))

    found = read(ours(field("0.1")))
    mine = pack({**found, "docProps/custom.xml": custom(Documentnummer="PP-01").encode()})
    result = merged(mine, ours(field("0.2"), base=False, version="0.2"))

    assert shown(result.data)[1].endswith("0.2")
    assert result.count("withheld") == 0


def unlinked(data: bytes, part: str = MAIN) -> bytes:
    """Her file after she made text of every field in a part, as Ctrl+Shift+F9 does."""
    found = dict(read(data))
    tree = parse(found[part])
    for run in [*tree.iter(qualified("w:r"))]:
        if {child.tag for child in run} & {qualified("w:fldChar"), qualified("w:instrText")}:
            run.getparent().remove(run)
    for simple in [*tree.iter(qualified("w:fldSimple"))]:
        for run in [*simple]:
            simple.addprevious(run)
        simple.getparent().remove(simple)
    return pack({**found, part: serialise(tree)})


def of_version(version: str, way: object) -> str:
    return line("Dit is", way("DOCPROPERTY Versie", version))  # type: ignore[operator]


@pytest.mark.parametrize("way", WAYS, ids=lambda each: str(each.__name__))
def test_words_that_were_a_field_follow_the_source(way: object) -> None:
    mine = unlinked(over(ours(of_version("0.1", way)), LAST, "Dit is onze zin."))
    new = ours(of_version("0.2", way), base=False, version="0.2")
    once = merged(mine, new)

    assert shown(once.data)[1:] == [
        "Dit is voor de afspraken in het team van 0.2",
        "Dit is onze zin.",
    ]
    assert [each.text for each in once.outcomes if each.kind == "withheld"] == []
    assert merged(once.data, new).data == once.data
    again = merged(once.data, ours(of_version("1.0", way), base=False, version="1.0"))
    assert shown(again.data)[1] == "Dit is voor de afspraken in het team van 1.0"


@pytest.mark.parametrize(
    ("old", "hers", "wanted"),
    [
        ("van <", "van onze <", "van onze 0.2"),
        (">0.1<", ">0.1 (besproken)<", "van 0.2 (besproken)"),
        (">Dit is", ">Zie", "Zie voor de afspraken in het team van 0.2"),
    ],
)
def test_her_words_beside_words_that_were_a_field_stay(old: str, hers: str, wanted: str) -> None:
    mine = typed(unlinked(ours(of_version("0.1", complex_field))), old, hers)
    result = merged(mine, ours(of_version("0.2", complex_field), base=False, version="0.2"))

    assert shown(result.data)[1].endswith(wanted)
    assert said(result.data) == []


@pytest.mark.parametrize("hers", ["nul punt een", "0.10", ""])
def test_what_she_typed_over_a_whole_field_is_told_with_the_news(hers: str) -> None:
    mine = over(unlinked(ours(of_version("0.1", complex_field))), "0.1", hers)
    new = ours(of_version("0.2", complex_field), base=False, version="0.2")
    result = merged(mine, new)

    assert (
        shown(result.data)[1].strip() == f"Dit is voor de afspraken in het team van {hers}".strip()
    )
    [told] = [each for each in result.outcomes if each.kind == "withheld"]
    assert (told.story, told.place, told.text) == ("body", "Versie", "0.2")
    assert (f"'{hers}'" if hers else "niets") in told.note
    assert merged(result.data, new).data == result.data


def test_what_she_typed_over_a_whole_field_is_not_told_where_nothing_changed() -> None:
    mine = over(unlinked(ours(of_version("0.1", complex_field))), "0.1", "nul punt een")
    result = merged(mine, ours(of_version("0.1", complex_field), LAST, base=False))

    assert [each for each in result.outcomes if each.kind == "withheld"] == []


def test_a_value_that_holds_the_one_before_comes_in_once() -> None:
    mine = typed(unlinked(ours(of_version("0.1", complex_field))), ">Dit is", ">Zie")
    new = ours(of_version("0.1 b", complex_field), base=False, version="0.1 b")
    result = merged(mine, new)

    assert shown(result.data)[1] == "Zie voor de afspraken in het team van 0.1 b"
    assert merged(result.data, new).data == result.data


def test_words_that_were_a_field_in_a_cell_follow_the_source() -> None:
    def facts(version: str) -> str:
        field = complex_field("DOCPROPERTY Versie", version)
        rows = [("Deel", "0.1"), ("Versie", f"<w:p>{field}</w:p>"), ("Vorige", "0.1")]
        return table(*rows)

    mine = typed(unlinked(ours(facts("0.1"))), ">Deel<", ">Ons deel<")
    result = merged(mine, ours(facts("0.2"), base=False, version="0.2"))

    assert shown(result.data)[1:-1] == ["Ons deel", "0.1", "Versie", "0.2", "Vorige", "0.1"]


def test_words_that_were_a_field_in_a_footer_follow_the_source() -> None:
    header = of_version("0.1", complex_field)
    mine = unlinked(ours(header=header), "word/header1.xml")
    new = ours(header=of_version("0.2", complex_field), base=False, version="0.2")

    assert shown(merged(mine, new).data, part="word/header1.xml") == [
        "Dit is voor de afspraken in het team van 0.2"
    ]


def test_two_fields_in_a_sentence_that_became_text_are_both_renewed_at_their_place() -> None:
    def sentence(number: str, status: str) -> dict[str, bytes]:
        words = ("Versie ", " is een ", " van het team")
        said = [f'<w:r><w:t xml:space="preserve">{each}</w:t></w:r>' for each in words]
        fields = (
            complex_field("DOCPROPERTY Versie", number),
            complex_field("DOCPROPERTY Status", status),
        )
        block = f"<w:p>{said[0]}{fields[0]}{said[1]}{fields[1]}{said[2]}</w:p>"
        known = custom(Versie=number, Status=status, Documentnummer="PP-01")
        return parts(body(block, LAST), "", {"docProps/custom.xml": known})

    mine = unlinked(pack(with_base(sentence("0.1", "concept"))))
    result = merged(mine, pack(sentence("0.10", "ter vaststelling"))).data
    assert shown(result)[0] == "Versie 0.10 is een ter vaststelling van het team"
