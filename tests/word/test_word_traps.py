"""What docxtpl does silently, and we do not: one test for each trap."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from word.specimen import (
    DECLARED,
    document_of,
    handbook,
    identity,
    job,
    lines,
    p,
    parts,
    procedure,
    table,
    template,
    text,
)

from handbook.errors import TemplateError
from handbook.model.documents.document import Passage, StepText
from handbook.model.sources.content import Item, Listing, Run
from handbook.word.package.markup import HEADER, parse, qualified
from handbook.word.package.package import pack, read
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.templates.compile import check_template

NAME = "templates/procedure.docx"
STEPS = (
    p("Stappen", "heading 1"),
    table(
        ("Wie", "Wat"),
        ("{%tr for stap in procedure.stappen %}", ""),
        ("{{r blok(stap.wie) }}", "{{r blok(stap.wat) }}"),
        ("{%tr endfor %}", ""),
    ),
)


def problems(body: str, header: str = "") -> list[tuple[str, str]]:
    found = check_template(template(body, header), NAME, "procedure")
    return [(each.code, str(each.place)) for each in found if each.code != "HB316"]


def test_signs_of_xml_print_as_they_are() -> None:
    made = render(
        job(
            procedure(purpose=text("leeftijd <18 & ouder, R&D")),
            template(p("{{ document.titel }}") + p("{{r blok(procedure.doel) }}")),
            title="leeftijd <18 & ouder, R&D",
        )
    )
    assert lines(made) == ["leeftijd <18 & ouder, R&D"] * 2


def test_an_unknown_name_is_refused_with_the_one_that_was_meant() -> None:
    found = check_template(template(p("{{r blok(procedure.doell) }}")), NAME, "procedure")
    assert found[0].code == "HB301"
    assert found[0].what == "'procedure' heeft geen 'doell': {{r blok(procedure.doell) }}"
    assert found[0].mend.startswith("Bedoelde u 'doel'? 'procedure' heeft: doel, toepassing,")


def test_an_unknown_name_never_prints_nothing() -> None:
    with pytest.raises(TemplateError, match=r"'document' heeft geen 'naam'.*HB301"):
        render(job(procedure(), template(p("{{ document.naam }}"))))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ document.__class__ }}",
        "{{ document.titel.__class__.__mro__ }}",
        "{{ document.titel.format }}",
        "{{ document._record }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ [].append(1) }}",
        "{{ 'a' * 1000000 }}",
        "{{ range(10) }}",
        "{{ document.titel|attr('x') }}",
        "{{ document.titel|safe }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro x() %}",
        "{% for a, b in procedure.stappen %}",
        "{{ self }}",
    ],
)
def test_a_template_cannot_run_code(tag: str) -> None:
    assert problems(p(tag))[0][0] in {"HB301", "HB302", "HB303"}


def test_what_slips_through_the_check_meets_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbook.word.templates.compile.check_parts", lambda *_: ())
    for tag in (
        "{{ document.__class__ }}",
        "{{ blok.__globals__ }}",
        "{{ document.titel.upper() }}",
    ):
        with pytest.raises(TemplateError, match="HB318"):
            render(job(procedure(), template(p(tag)), template_name=tag))


def test_properties_are_escaped_once_and_all_of_them_are_written() -> None:
    made = render(job(procedure(), template(p("x")), title="R&D <18"))
    core = read(made)["docProps/core.xml"].decode()
    for piece in (
        "<dc:title>R&amp;D &lt;18</dc:title>",
        "<dc:creator>Stichting De Linde</dc:creator>",
        "<cp:keywords>PP-01</cp:keywords>",
        "<cp:category>Procedure</cp:category>",
        "<cp:contentStatus>concept</cp:contentStatus>",
        "<cp:version>0.1</cp:version>",
        "<dc:language>nl-NL</dc:language>",
    ):
        assert piece in core


@pytest.mark.parametrize(
    "body",
    [
        p("Let op: {%p if procedure.doel %}") + p("{%p endif %}"),
        p("{%p if procedure.doel %}{{ document.titel }}") + p("{%p endif %}"),
        table(("{%tr if procedure.doel %}", "verdwijnt"), ("{%tr endif %}", "")),
        p("{{p inhoud(procedure.doel) }} verdwijnt"),
    ],
)
def test_text_beside_a_paragraph_tag_is_refused(body: str) -> None:
    assert "HB307" in {code for code, _ in problems(body)}


@pytest.mark.parametrize("thing", ["drawing", "pict", "br"])
def test_a_thing_beside_a_paragraph_tag_is_refused(thing: str) -> None:
    begin = p("{%p if procedure.doel %}").replace("</w:r>", f"<w:{thing}/></w:r>")
    assert problems(begin + p("{%p endif %}")) == [("HB307", f"{NAME} › alinea 1")]


def test_a_loop_knows_its_first_and_its_last_turn_as_a_choice() -> None:
    row = "{% if loop.first %}van{% endif %}{% if loop.last %}tot{% endif %} {{ loop.index }}"
    loop = p("{%p for stap in procedure.stappen %}")
    made = render(job(procedure(), template(loop + p(row) + p("{%p endfor %}"))))
    assert lines(made) == ["van 1", "tot 2"]
    for word in ("first", "last"):
        assert problems(loop + p(f"{{{{ loop.{word} }}}}") + p("{%p endfor %}"))


def test_an_empty_text_beside_a_tag_is_nothing() -> None:
    cut = p("{{ document.titel }}").replace("<w:r>", "<w:r><w:t/>")
    assert lines(render(job(procedure(), template(cut + "<w:p><w:r><w:t/></w:r></w:p>")))) == [
        "Aanmelding",
        "",
    ]


def test_a_section_break_in_a_paragraph_with_a_tag_is_refused() -> None:
    broken = p("{%p endif %}").replace("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>")
    assert problems(p("{%p if procedure.doel %}") + p("x") + broken) == [
        ("HB308", f"{NAME} › alinea 3")
    ]


def test_a_cell_always_ends_in_a_paragraph() -> None:
    cell = p("{%p for deel in procedure.afspraken %}") + p("{{r blok(deel.naam) }}")
    made = render(job(procedure(), template(table((cell + p("{%p endfor %}"), "x")))))
    cells = parse(read(made)["word/document.xml"]).iter(qualified("w:tc"))
    assert [each[-1].tag for each in cells] == [qualified("w:p")] * 2
    assert lint(made) == ()


def test_a_table_without_turns_keeps_its_columns_and_one_without_rows_goes() -> None:
    rows = (("{%tr for deel in procedure.afspraken %}", ""), ("{{r blok(deel.naam) }}", ""))
    end = ("{%tr endfor %}", "")
    made = render(
        job(procedure(), template(table(("Naam", "Afspraak"), *rows, end) + table(*rows, end)))
    )
    root = parse(read(made)["word/document.xml"])
    widths = [each.get(qualified("w:w")) for each in root.iter(qualified("w:gridCol"))]
    assert widths == ["4513", "4513"]
    assert lint(made) == ()


def test_what_a_loop_copies_keeps_an_identity_of_its_own() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="eigen"/><w:bookmarkEnd w:id="7"/>'
    drawing = '<wp:inline><wp:docPr id="3" name="x" descr="y"/></wp:inline>'
    picture = f"<w:r><w:drawing>{drawing}</w:drawing></w:r>"
    inner = "<w:sdtContent><w:r><w:t>z</w:t></w:r></w:sdtContent>"
    control = f'<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr>{inner}</w:sdt>'
    copied = f'<w:p w14:paraId="0A0A0A0A">{mark}{picture}{control}</w:p>'
    made = render(
        job(
            procedure(),
            template(p("{%p for stap in procedure.stappen %}") + copied + p("{%p endfor %}")),
        )
    )
    root = parse(read(made)["word/document.xml"])
    assert [each.get("id") for each in root.iter(qualified("wp:docPr"))] == ["1", "2"]
    assert [each.get(qualified("w:name")) for each in root.iter(qualified("w:bookmarkStart"))] == [
        "eigen"
    ]
    assert lint(made) == ()


def test_a_value_with_braces_is_text_and_not_a_sum() -> None:
    braces = "{{ 6*7 }} en {% if x %} en {# geheim #} en {_{ x }_}"
    made = render(
        job(
            procedure(purpose=text(braces)),
            template(p("{{ document.titel }}") + p("{{r blok(procedure.doel) }}")),
            title=braces,
        )
    )
    assert lines(made) == [braces, braces]


def test_a_tag_in_a_footnote_is_refused() -> None:
    note = (
        f"{HEADER}<w:footnotes {DECLARED}><w:footnote>{p('{{ 6*7 }}')}</w:footnote></w:footnotes>"
    )
    found = check_template(template(p("x"), extra={"word/footnotes.xml": note}), NAME, "procedure")
    assert found[0].code == "HB309"
    assert found[0].what == "er staat een tag in een voetnoot"


def test_a_footnote_without_a_tag_comes_through_as_it_is() -> None:
    note = (
        f"{HEADER}<w:footnotes {DECLARED}><w:footnote>{p('Zie de wet.')}</w:footnote></w:footnotes>"
    )
    made = render(job(procedure(), template(p("x"), extra={"word/footnotes.xml": note})))
    assert lines(made, "word/footnotes.xml") == ["Zie de wet."]


@pytest.mark.parametrize("element", ["ins", "del"])
def test_a_template_with_tracked_changes_is_refused(element: str) -> None:
    run = "<w:r><w:delText>{{ 6*7 }}</w:delText></w:r>"
    changed = f"<w:{element} w:id='1' w:author='x'>{run}</w:{element}>"
    assert [code for code, _ in problems(f"<w:p>{changed}</w:p>")] == ["HB310", "HB309"]


def test_a_tag_in_a_text_box_is_refused() -> None:
    box = f"<w:txbxContent>{p('{{ document.titel }}')}</w:txbxContent>"
    body = f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    assert [code for code, _ in problems(body)] == ["HB309"]


def test_a_tag_in_a_field_code_is_refused() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    remark = ("REF {# noot #}bijlage",)
    for pieces in (("REF {{ document.code }}",), ("REF {", "{ document.code }", "}"), remark):
        code = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
        assert [code for code, _ in problems(f"<w:p>{begin}{code}{end}</w:p>")] == ["HB309"]


def test_braces_that_a_template_wants_to_show_are_shown() -> None:
    made = render(job(procedure(), template(p("Schrijf {_{ naam }_} of {_% if %_}."))))
    assert lines(made) == ["Schrijf {{ naam }} of {% if %}."]


@pytest.mark.parametrize("cut", range(1, len("Schrijf {_{ naam }_} of {_% if %_}.")))
def test_braces_to_show_are_shown_wherever_word_cut_them(cut: int) -> None:
    text = "Schrijf {_{ naam }_} of {_% if %_}."
    runs = "".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in (text[:cut], text[cut:]))
    made = render(job(procedure(), template(f"<w:p>{runs}</w:p>")))
    assert " ".join("".join(lines(made)).split()) == "Schrijf {{ naam }} of {% if %}."


def test_every_mistake_is_told_at_once_each_with_its_place() -> None:
    body = (
        p("Termijnen", "heading 1")
        + table(("a", "b"))
        + table(
            ("Wat", "Termijn"),
            ("{%tr for t in procedure.termijn %}", ""),
            ("{{r blok(t.wat) }}", "{{ procedure.doel }}"),
            ("{%tr endfor %}", ""),
        )
        + p("Stappen", "heading 1")
        + p("{{r blok(stap.wat) }}")
        + p("{% if document.titel")
    )
    assert problems(body, p("{{ organisatie.adres }}")) == [
        ("HB301", f'{NAME} › kop "Termijnen" › tabel 2, rij 2'),
        ("HB304", f'{NAME} › kop "Termijnen" › tabel 2, rij 3'),
        ("HB301", f'{NAME} › kop "Stappen" › alinea 2'),
        ("HB302", f'{NAME} › kop "Stappen" › alinea 3'),
        ("HB301", f"{NAME} › koptekst › alinea 1"),
    ]


def test_one_template_renders_as_often_as_you_like() -> None:
    data = template("".join(STEPS))
    one = render(job(procedure(), data))
    other = render(job(procedure(steps=()), data))
    assert lines(other) == ["Stappen", "Wie", "Wat"]
    assert render(job(procedure(), data)) == one


def numbers(data: bytes) -> list[str]:
    root = parse(read(data)["word/document.xml"])
    return [
        each.get(qualified("w:val"))
        for each in root.iterfind(f".//{qualified('w:numPr')}/{qualified('w:numId')}")
    ]


def test_every_numbered_list_begins_at_one() -> None:
    row = table(
        ("{%tr for stap in procedure.stappen %}", ""),
        (p("", "Stapnummer"), "{{r blok(stap.wat) }}"),
        ("{%tr endfor %}", ""),
    )
    lists = p("a", "List Number") + p("b", "List Number") + p("tussen") + p("c", "List Number")
    made = render(job(procedure(), template(row + row + lists)))
    # The first table and the first list keep the style's own; each further one gets its own.
    assert numbers(made) == ["6", "6", "7"]
    numbering = read(made)["word/numbering.xml"].decode()
    assert numbering.count('<w:startOverride w:val="1"/>') == 2
    assert numbering.rindex("</w:abstractNum>") < numbering.index('<w:num w:numId="6">')


def test_a_list_that_begins_anew_stands_where_word_wants_it_among_what_a_paragraph_has() -> None:
    point = p("a", "List Number").replace("</w:pPr>", "<w:keepNext/><w:jc/></w:pPr>")
    made = render(job(procedure(), template(point + p("tussen") + point)))
    root = parse(read(made)["word/document.xml"])
    last = list(root.iter(qualified("w:pPr")))[-1]
    names = [each.tag.rpartition("}")[2] for each in last]
    assert names == ["pStyle", "keepNext", "numPr", "jc"]


def test_lists_in_content_begin_at_one_too() -> None:
    steps = Listing(
        items=(Item(runs=(Run(text="een"),)), Item(runs=(Run(text="a"),), level=1)), ordered=True
    )
    body = handbook(("Hoofdstuk", Passage(source="x", blocks=(steps, steps)), ()))
    tags = p("{%p for h in handboek.hoofdstukken %}") + p("{{p inhoud(h.inhoud) }}")
    made = render(job(body, template(tags + p("{%p endfor %}"))))
    assert numbers(made) == ["6", "6", "7", "7"]


def test_control_characters_never_reach_the_file() -> None:
    made = render(
        job(
            procedure(purpose=text("a\x00b\x0bc\ufffed")),
            template(p("{{ document.titel }}") + p("{{r blok(procedure.doel) }}")),
            title="a\x01b",
        )
    )
    assert lines(made) == ["ab", "abcd"]


def test_line_ends_and_tabs_in_a_value_are_those_of_word() -> None:
    made = render(
        job(
            procedure(purpose=text("een\ntwee\tdrie")),
            template(p("{{ document.titel }}") + p("{{r blok(procedure.doel) }}")),
            title="een\r\ntwee\tdrie",
        )
    )
    assert lines(made) == ["een\ntwee\tdrie"] * 2


def test_a_tag_that_word_cut_in_pieces_is_one_tag() -> None:
    pieces = "".join(
        f"<w:r><w:t>{each}</w:t></w:r>" for each in ("{", "{ docu", "ment.", "titel }", "} !")
    )
    made = render(job(procedure(), template(f"<w:p>{pieces}</w:p>")))
    assert lines(made) == ["Aanmelding !"]


def test_quotes_that_word_curled_are_straight_again() -> None:
    made = render(job(procedure(), template(p("{{r eigenschap(‘versie’) }}"))))
    assert lines(made) == ["0.1"]


def test_a_text_keeps_the_look_of_its_tag_and_so_does_what_stands_beside_it() -> None:
    made = render(
        job(procedure(), template(p("voor {{r blok(procedure.doel) }} na", look="<w:b/>")))
    )
    root = parse(read(made)["word/document.xml"])
    runs = list(root.iter(qualified("w:r")))
    assert lines(made) == ["voor Iedereen krijgt snel antwoord. na"]
    assert [each.find(f"{qualified('w:rPr')}/{qualified('w:b')}") is not None for each in runs] == [
        True
    ] * 3


def test_a_text_printed_without_its_block_tag_is_refused() -> None:
    found = check_template(template(p("{{ procedure.doel }}")), NAME, "procedure")
    assert str(found[0]) == (
        f"{NAME} › alinea 1: 'procedure.doel' is een blok tekst; elk blok tekst krijgt een "
        "blok-tag: {{ procedure.doel }} [HB304]\n"
        "    Schrijf {{r blok(procedure.doel) }}: zo blijft bekend waar de tekst vandaan komt."
    )


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ("{{ blok(procedure.doel) }}", "HB306"),
        ("{{r document.titel }}", "HB306"),
        ("{{ procedure.stappen }}", "HB305"),
        ("{{ procedure }}", "HB305"),
        ("{{r inhoud(procedure.doel) }}", "HB306"),
        ("{{p inhoud(procedure.doel) }}", "HB304"),
        ("{{r blok(document.titel) }}", "HB304"),
        ("{{r eigenschap('version') }}", "HB317"),
        ("{{r logo(1000) }}", "HB303"),
        ("{{r bloc(procedure.doel) }}", "HB303"),
        ("{% if procedure.doel %}", "HB302"),
        ("{% endif %}", "HB302"),
        ("{{ document.titel", "HB302"),
        ("{{ document. }}", "HB302"),
        ("{%p for stap in procedure.doel %}", "HB305"),
        ("{{ document.titel.naam }}", "HB301"),
    ],
)
def test_a_tag_that_cannot_work_is_refused(tags: str, code: str) -> None:
    assert problems(p(tags))[0][0] == code


def test_a_block_begins_and_ends_in_the_same_way_and_place() -> None:
    assert [code for code, _ in problems(p("{% if procedure.doel %}") + p("{% endif %}"))] == [
        "HB314"
    ]
    assert [code for code, _ in problems(p("{%p if procedure.doel %}") + p("{% endif %}"))] == [
        "HB314"
    ]
    crossing = p("{%p if procedure.doel %}") + table((p("{%p endif %}"), "x"))
    assert [code for code, _ in problems(crossing)] == ["HB314"]


def test_xml_cut_through_the_middle_is_seen_before_anything_is_built() -> None:
    link = '<w:hyperlink w:anchor="x"><w:r><w:t>{% if procedure.doel %}a</w:t></w:r></w:hyperlink>'
    body = f"<w:p>{link}<w:r><w:t>b{{% endif %}}</w:t></w:r></w:p>"
    assert problems(body)[0] == ("HB318", f"{NAME} › tekst")


def broken_styles(data: dict[str, bytes]) -> None:
    data["word/styles.xml"] = data["word/styles.xml"].replace(b'"Strong"', b'"Sterk"')


def with_macro(data: dict[str, bytes]) -> None:
    data["word/vbaProject.bin"] = b"x"


def with_chunk(data: dict[str, bytes]) -> None:
    rels = data["word/_rels/document.xml.rels"]
    data["word/_rels/document.xml.rels"] = rels.replace(b'/header"', b'/aFChunk"')


def with_file_link(data: dict[str, bytes]) -> None:
    rels = data["word/_rels/document.xml.rels"]
    relationship = (
        b'<Relationship Id="x" Type="y/image" Target="file:///c:/x" TargetMode="External"/>'
    )
    data["word/_rels/document.xml.rels"] = rels.replace(b"</Rel", relationship + b"</Rel")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (broken_styles, "HB311"),
        (with_macro, "HB312"),
        (with_chunk, "HB312"),
        (with_file_link, "HB313"),
    ],
)
def test_a_package_that_cannot_be_trusted_is_refused(
    spoil: Callable[[dict[str, bytes]], None], code: str
) -> None:
    data = parts(p("{{r blok(procedure.doel) }}"))
    spoil(data)
    assert check_template(pack(data), NAME, "procedure")[0].code == code


def test_a_file_that_is_no_word_document_is_refused() -> None:
    assert check_template(b"geen zip", NAME, "procedure")[0].code == "HB300"
    assert check_template(pack({"a.txt": b""}), NAME, "procedure")[0].code == "HB320"


def test_entities_are_refused() -> None:
    data = parts(p("x"))
    text = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
        data["word/document.xml"] = text.encode(encoding)
        assert check_template(pack(data), NAME, "procedure")[0].code == "HB322"


def test_what_a_template_never_shows_is_said_but_not_refused() -> None:
    found = check_template(template("".join(STEPS)), NAME, "procedure")
    assert [(each.code, each.weight) for each in found] == [("HB316", "let op")]
    assert "procedure.doel" in found[0].what
    assert "procedure.stappen" not in found[0].what


def test_two_texts_from_one_source_have_one_bookmark() -> None:
    step = StepText(who=text("a", "PP-01.x"), what=text("b", "PP-01.x"), record=text(""))
    made = render(job(procedure(steps=(step,)), template("".join(STEPS))))
    assert document_of(made).count('w:name="_kh') == 1
    assert identity("heading 1") in document_of(made)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'a' ~ procedure.doel }}",
        "{{ procedure.doel or document.titel }}",
        "{{ procedure.doel if procedure.stappen else document.titel }}",
        "{% if procedure.doel == 'x' %}{% endif %}",
        "{%tc for stap in procedure.stappen %}",
    ],
)
def test_a_text_cannot_slip_out_by_a_detour(tag: str) -> None:
    assert problems(p(tag))[0][0] in {"HB303", "HB304"}


def test_a_condition_may_ask_whether_there_is_a_text() -> None:
    page = template(p("{% if procedure.doel and not procedure.afspraken %}ja{% endif %}"))
    assert check_template(page, NAME, "procedure")[0].weight == "let op"
    assert lines(render(job(procedure(), page))) == ["ja"]
    assert lines(render(job(procedure(purpose=text("", "doel")), page))) == [""]


WHOLE = parts("".join(STEPS) + p("{{r blok(procedure.doel) }}"), p("{{ organisatie.naam }}"))
PLACES = [(name, spot) for name, data in WHOLE.items() for spot in range(0, len(data), 7)]


@settings(max_examples=100, deadline=None)
@example(("_rels/.rels", 259), 0, b"x")
@given(st.sampled_from(PLACES), st.integers(0, 40), st.sampled_from([b"", b"<", b"x", b"{{ 1 }}"]))
def test_a_damaged_template_gives_a_message_and_never_a_crash(
    place: tuple[str, int], length: int, instead: bytes
) -> None:
    name, spot = place
    data = WHOLE[name][:spot] + instead + WHOLE[name][spot + length :]
    damaged = pack({**WHOLE, name: data})
    found = check_template(damaged, NAME, "procedure")
    try:
        render(job(procedure(), damaged))
    except TemplateError:
        assert any(each.weight == "fout" for each in found)
