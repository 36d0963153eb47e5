"""What belongs to a file as a whole: headers, properties, house style, contents, seal, refusals."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from word.merging.material import (
    DATE,
    body,
    made,
    merged,
    own,
    said,
    shown,
    typed,
    without,
    written,
)
from word.merging.wordsim import save
from word.specimen import handbook, job, p, parts, procedure, table

from handbook.model.documents.document import Passage
from handbook.model.sources.profile import HouseStyle
from handbook.word.merge import Refused, base_from, merge, read_base, with_base
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove
from handbook.word.reading.lint import lint
from handbook.word.rendering import render

pytestmark = pytest.mark.newest

TEMPLATES = Path(__file__).parents[3] / "templates"
HEADER = p("Stichting De Linde") + p("Kwaliteit voor iedereen")
HEADER_PART, STYLES = "word/header1.xml", "word/styles.xml"
BASE = ("# Doel", "Wij bespreken elke melding in het team.", "Tot slot.")


@lru_cache
def rendered(version: str = "0.1", **changes: object) -> bytes:
    """A procedure from the template that comes with the program."""
    made_of = job(procedure(**changes), (TEMPLATES / "procedure.docx").read_bytes())
    assert made_of.control is not None
    return render(replace(made_of, control=replace(made_of.control, version=version)))


def based(data: bytes) -> bytes:
    return pack(with_base(read(data)))


def test_a_header_that_she_left_alone_is_renewed() -> None:
    mine = typed(written(*BASE, header=HEADER), "het team", "het overleg")
    result = merged(mine, made(*BASE, header=HEADER.replace("iedereen", "allen")))

    assert shown(result.data, part=HEADER_PART) == ["Stichting De Linde", "Kwaliteit voor allen"]
    assert [each.story for each in result.outcomes if each.kind == "renewed"] == [
        "header:0:default"
    ]


def test_a_header_that_she_changed_stays() -> None:
    mine = typed(written(*BASE, header=HEADER), "Linde", "Linde en de Berk", HEADER_PART)
    result = merged(mine, made(*BASE, header=HEADER.replace("iedereen", "allen")))

    assert shown(result.data, part=HEADER_PART) == [
        "Stichting De Linde en de Berk",
        "Kwaliteit voor allen",
    ]


def test_other_words_in_the_same_line_of_a_header_are_a_tracked_change_without_comment() -> None:
    mine = typed(written(*BASE, header=HEADER), "Kwaliteit voor", "Zorg voor", HEADER_PART)
    result = merged(mine, made(*BASE, header=HEADER.replace("iedereen", "allen")))

    assert shown(result.data, part=HEADER_PART)[1] == "Zorg voor allen"
    assert shown(result.data, "reject", HEADER_PART)[1] == "Zorg voor iedereen"
    assert said(result.data) == []


def test_the_same_words_of_a_header_stay_beside_the_proposal() -> None:
    mine = typed(written(*BASE, header=HEADER), "voor iedereen", "voor de buurt", HEADER_PART)
    result = merged(mine, made(*BASE, header=HEADER.replace("iedereen", "allen")))

    assert shown(result.data, part=HEADER_PART)[1:] == [
        "Kwaliteit voor de buurt",
        "Kwaliteit voor allen",
    ]
    assert shown(result.data, "reject", HEADER_PART)[1:] == ["Kwaliteit voor de buurt"]
    assert said(result.data) == []
    assert merged(result.data, made(*BASE, header=HEADER.replace("iedereen", "allen"))).data == (
        result.data
    )


def test_fields_show_the_new_version_and_what_she_typed_stays() -> None:
    mine = typed(based(rendered()), "Iedereen krijgt snel antwoord.", "Iedereen krijgt antwoord.")
    result = merged(save(mine, 3), rendered("1.0"))
    found = read(result.data)

    assert "<vt:lpwstr>1.0</vt:lpwstr>" in found["docProps/custom.xml"].decode()
    assert "Iedereen krijgt antwoord." in shown(result.data)
    assert any("1.0" in line for line in shown(result.data))
    assert not any("0.1" in line for line in shown(result.data))


def test_a_version_typed_over_a_field_stays_and_is_told() -> None:
    mine = typed(based(rendered()), ">0.1<", ">0.7 van Anja<")
    result = merged(mine, rendered("1.0"))

    assert any("0.7 van Anja" in line for line in shown(result.data))
    assert [(e.place, e.text) for e in result.outcomes if e.kind == "withheld"] == [
        ("Versie", "1.0")
    ]


def test_a_property_that_she_changed_stays_and_is_told() -> None:
    mine = typed(based(rendered()), "<vt:lpwstr>0.1<", "<vt:lpwstr>0.7<", "docProps/custom.xml")
    result = merged(mine, rendered("1.0"))

    assert "<vt:lpwstr>0.7</vt:lpwstr>" in read(result.data)["docProps/custom.xml"].decode()
    assert ("properties", "Versie", "1.0") in [
        (each.story, each.place, each.text) for each in result.outcomes if each.kind == "withheld"
    ]


def test_the_house_style_follows_the_profile() -> None:
    base = job(procedure(), (TEMPLATES / "procedure.docx").read_bytes())
    mine = save(typed(based(render(base)), "snel antwoord", "antwoord"), 5)
    new = render(
        replace(base, style=HouseStyle.model_validate({"kleuren": {"primair": "#7A1F5C"}}))
    )
    result = merged(mine, new)

    assert read(result.data)["word/theme/theme1.xml"] == read(new)["word/theme/theme1.xml"]
    assert "Kop1" in read(result.data)["word/styles.xml"].decode()
    assert [each.story for each in result.outcomes if each.kind == "renewed"] == ["style"]
    assert merged(result.data, new).data == result.data


def test_a_style_that_she_changed_is_told_when_the_house_style_changes_it() -> None:
    data = rendered()
    name = '<w:name w:val="heading 1"/>'
    before, _, after = read(data)[STYLES].decode().partition(name)
    wanted = after.replace("<w:rPr>", '<w:rPr><w:spacing w:val="9"/>', 1)
    source = pack({**read(data), STYLES: f"{before}{name}{wanted}".encode()})
    hers = after.replace("<w:rPr>", '<w:rPr><w:spacing w:val="40"/>', 1)
    mine = pack({**read(based(data)), STYLES: f"{before}{name}{hers}".encode()})

    told = [(e.kind, e.text) for e in merged(mine, source).outcomes if e.story == "style"]
    assert told == [("conflict", "heading 1"), ("renewed", "heading 1")]
    result = merged(based(data), source)
    assert [(e.kind, e.text) for e in result.outcomes if e.story == "style"] == [
        ("renewed", "heading 1")
    ]
    assert '<w:spacing w:val="9"/>' in read(result.data)[STYLES].decode()


def chapters(*names: str) -> bytes:
    empty = Passage(source="leeg", blocks=())
    body_ = handbook(*((name, empty, ()) for name in names))
    return render(
        job(
            body_,
            (TEMPLATES / "handboek.docx").read_bytes(),
            template_name="templates/handboek.docx",
        )
    )


def test_the_contents_page_lists_new_chapters_and_her_own() -> None:
    mine = based(chapters("Wie wij zijn", "Hoe wij werken"))
    heading = own("Ons verhaal", "heading 1").replace("sHeading1", "Heading1")
    mine = _before_end(mine, heading)
    result = merged(mine, chapters("Wie wij zijn", "Wat wij beloven", "Hoe wij werken"))

    names = ("Wie wij zijn", "Wat wij beloven", "Hoe wij werken", "Ons verhaal")
    everything = "\n".join(shown(result.data))
    assert [everything.count(name) for name in names] == [2, 2, 2, 2]
    assert lint(result.data) == lint(mine)


def test_a_chapter_that_went_leaves_the_contents_page() -> None:
    mine = _before_end(
        based(chapters("Wie wij zijn", "Hoe wij werken", "Bewaren")), own("Van ons.")
    )
    result = merged(mine, chapters("Wie wij zijn", "Bewaren"))

    assert "Hoe wij werken" not in "\n".join(shown(result.data))
    assert set(lint(result.data)) <= set(lint(mine))


def _before_end(data: bytes, block: str) -> bytes:
    found = read(data)
    document = found["word/document.xml"].decode()
    at = document.rindex("<w:sectPr")
    changed = document[:at] + block + document[at:]
    return pack({**found, "word/document.xml": changed.encode()})


def test_the_file_says_from_what_it_was_merged_and_counts_as_worked_in() -> None:
    mine = typed(based(rendered()), "snel antwoord", "antwoord")
    proof = prove(merged(mine, rendered("1.0")).data)

    assert proof is not None
    assert (proof.organisation, proof.item, proof.intact) == ("linde", "PP-01", False)


def test_a_source_that_reads_the_same_is_not_merged_again_and_again() -> None:
    made_of = replace(job(procedure(), (TEMPLATES / "procedure.docx").read_bytes()))
    mine = save(typed(based(render(made_of)), "snel antwoord", "antwoord"), 4)
    new = render(replace(made_of, fingerprint="naam=anders"))
    result = merged(mine, new)
    proof = prove(result.data)

    assert proof is not None
    assert (proof.render, proof.intact) == ("naam=anders", False)
    assert shown(result.data) == shown(mine)
    assert merged(result.data, new).data == result.data


def test_the_base_may_be_kept_elsewhere() -> None:
    mine = typed(made(*BASE), "het team", "het overleg")
    new = made(BASE[0], BASE[1], "Dit was het.")

    refused = merge(mine, new, date=DATE)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.why) == (
        "no_base",
        "Dit bestand draagt niet bij zich wat wij er het laatst in schreven.",
    )
    result = merge(mine, new, base=base_from(parts(body(*BASE))), date=DATE)
    assert not isinstance(result, Refused)
    assert shown(result.data) == [
        "Doel",
        "Wij bespreken elke melding in het overleg.",
        "Dit was het.",
    ]
    assert read_base(read(result.data)) is not None


CHUNK = '<w:altChunk r:id="rIdS"/>'


def less(part: str) -> bytes:
    """Her file without one of its parts."""
    found = read(written(*BASE))
    del found[part]
    return pack(found)


@pytest.mark.parametrize(
    ("mine", "reason"),
    [
        (b"", "empty"),
        (bytes(30_000), "empty"),
        (b"PK is geen bestand", "unreadable"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"...", "locked"),
        (typed(written(*BASE), "</w:body>", "</w:bod>"), "unreadable"),
        (less("word/document.xml"), "unreadable"),
        (less("_rels/.rels"), "unreadable"),
        (less("[Content_Types].xml"), "no_word"),
        (typed(written(*BASE), body(*BASE), ""), "unlike"),
        (typed(written(*BASE), "<w:body>", f"<w:body>{CHUNK}"), "chunk"),
        (typed(written(*BASE), body(*BASE), table(("Wie", CHUNK + "<w:p/>"))), "chunk"),
        (typed(written(*BASE), "</w:p>", '<w:subDoc r:id="rIdS"/></w:p>'), "chunk"),
        (
            typed(
                written(*BASE), "document.main", "document.macroEnabled.main", "[Content_Types].xml"
            ),
            "macros",
        ),
        (pack({**read(written(*BASE)), "word/vbaProject.bin": b"x"}), "macros"),
        (
            typed(written(*BASE), "document.main", "template.main", "[Content_Types].xml"),
            "no_word",
        ),
        (typed(written(*BASE), 'sha256="', 'sha256="0', "customXml/item1.xml"), "damaged_base"),
        (
            typed(written(*BASE), 'version="1"', 'version="2"', "customXml/item1.xml"),
            "damaged_base",
        ),
        (
            typed(
                written(*BASE),
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
            "strict",
        ),
        (
            typed(
                written(*BASE),
                body(*BASE),
                "".join(own(f"Een heel ander verhaal, deel {n}, over tuinen.") for n in range(9)),
            ),
            "unlike",
        ),
    ],
)
def test_refused_rather_than_guessed(mine: bytes, reason: str) -> None:
    result = merge(mine, made(*BASE), date=DATE)

    assert isinstance(result, Refused)
    assert result.reason == reason
    assert result.why.endswith(".")


def test_a_file_of_which_she_deleted_most_is_still_merged() -> None:
    mine = written(*BASE, *(f"Regel {n} van het oude beleid." for n in range(12)))
    for number in range(12):
        mine = without(mine, f"Regel {number} ")
    new = made(
        BASE[0],
        "Wij bespreken alles.",
        BASE[2],
        *(f"Regel {n} van het oude beleid." for n in range(12)),
    )

    assert shown(merged(mine, new).data) == ["Doel", "Wij bespreken alles.", "Tot slot."]


CORE, APP, CUSTOM = (f"docProps/{name}.xml" for name in ("core", "app", "custom"))
INFO = {
    "title": ("<dc:title>Aanmelding<", "<dc:title>Aanmelding u1x<"),
    "subject": ("<dc:subject>Van eerste vraag tot besluit<", "<dc:subject>u2x<"),
    "keywords": ("<cp:keywords>PP-01<", "<cp:keywords>PP-01, u3x<"),
    "category": ("<cp:category>Procedure<", "<cp:category>u4x<"),
    "creator": ("<dc:creator>Stichting De Linde<", "<dc:creator>u5x<"),
    "language": ("<dc:language>nl-NL<", "<dc:language>fr<"),
}


@pytest.mark.parametrize("name", INFO)
def test_what_she_typed_under_info_stays_and_is_told_when_the_source_changes_it(name: str) -> None:
    old, new = INFO[name]
    mine = typed(based(rendered()), old, new, CORE)
    source = typed(rendered("1.0"), old, old.replace(">", ">Nieuw: ", 1), CORE)
    result = merged(mine, source)

    assert new in read(result.data)[CORE].decode()
    told = [(e.kind, e.text) for e in result.outcomes if e.story == "properties"]
    assert told == [("withheld", f"Nieuw: {old.partition('>')[2].rstrip('<')}")]
    assert merged(result.data, source).data == result.data


@pytest.mark.parametrize("name", INFO)
def test_a_property_that_she_left_alone_follows_the_source(name: str) -> None:
    old = INFO[name][0]
    wanted = old.replace(">", ">Nieuw: ", 1)
    mine = typed(based(rendered()), "snel antwoord", "antwoord")
    result = merged(save(mine, 2), typed(rendered("1.0"), old, wanted, CORE))

    assert wanted in read(result.data)[CORE].decode()
    assert [each for each in result.outcomes if each.story == "properties"] == []


def test_the_company_and_a_property_of_her_own_stay() -> None:
    mine = typed(based(rendered()), ">Stichting De Linde<", ">Team Noord<", APP)
    row = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" name="Archief">'
        "<vt:lpwstr>kast 4</vt:lpwstr></property></Properties>"
    )
    mine = typed(mine, "</Properties>", row, "docProps/custom.xml")
    mine = typed(mine, "</cp:coreProperties>", f"{COMMENT}</cp:coreProperties>", CORE)
    found = read(merged(mine, rendered("1.0")).data)

    assert ">Team Noord<" in found[APP].decode()
    assert "kast 4" in found["docProps/custom.xml"].decode()
    assert COMMENT in found[CORE].decode()


COMMENT = "<dc:description>Besproken met de raad</dc:description>"


@pytest.mark.parametrize("part", [CORE, APP])
def test_a_file_without_a_part_for_properties_is_merged(part: str) -> None:
    mine = pack({name: data for name, data in read(based(rendered())).items() if name != part})
    found = read(merged(mine, rendered("1.0")).data)

    assert (part in found) == (part == CORE)


def test_who_saved_the_file_last_is_no_property_of_hers() -> None:
    by = "<cp:lastModifiedBy>Stichting De Linde<"
    mine = typed(based(rendered()), by, "<cp:lastModifiedBy>Anja<", CORE)
    result = merged(mine, rendered())

    assert {each.kind for each in result.outcomes} == {"unchanged"}
    assert result.data == mine


def test_a_file_whose_base_knows_no_properties_keeps_hers() -> None:
    base = base_from(read(rendered()))
    before = replace(base, parts={k: v for k, v in base.parts.items() if k not in (CORE, APP)})
    old, new = INFO["title"]
    mine = pack(with_base(read(typed(rendered(), old, new, CORE)), before))
    found = read(merged(mine, rendered("1.0")).data)[CORE].decode()

    assert new in found
    assert "<cp:contentStatus>concept<" in found
    assert "<cp:version>1.0<" in found


def test_a_property_that_a_base_of_before_does_not_know_is_told_when_it_is_renewed() -> None:
    base = base_from(read(rendered()))
    before = replace(base, parts={k: v for k, v in base.parts.items() if k != CUSTOM})
    old = ">teamleider</vt:lpwstr>"
    mine = typed(rendered(), old, old.replace("<", " van team Noord<", 1), CUSTOM)
    source = rendered("1.0")
    result = merged(pack(with_base(read(mine), before)), source)

    told = [(e.place, e.text) for e in result.outcomes if e.kind == "conflict"]
    assert told == [("Versie", "0.1"), ("Eigenaar", "teamleider van team Noord")]
    assert merged(result.data, source).data == result.data
