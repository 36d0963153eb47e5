"""Templates as Word, LibreOffice and others save them are taken: no false refusal, nothing lost."""

import io
import shutil
import subprocess
import time
from pathlib import Path

import docx
import pytest
from word.specimen import (
    DECLARED,
    SECTION,
    job,
    lines,
    p,
    parts,
    procedure,
    styles,
    template,
    theme,
)

from handbook.errors import TemplateError
from handbook.model.documents.document import TemplateKind
from handbook.word.package.markup import HEADER, parse
from handbook.word.package.package import pack, read
from handbook.word.rendering import render
from handbook.word.safety.removal import without_leftovers
from handbook.word.template_language.template_names import BODIES
from handbook.word.templates.compile import check_template

NAME = "templates/procedure.docx"
TEMPLATES = Path(__file__).parents[2] / "templates"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MS = "http://schemas.microsoft.com/office"
OPEN = "application/vnd.openxmlformats-officedocument"
WML = f"{OPEN}.wordprocessingml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND"
    b"\xaeB`\x82"
)


def wrong(data: bytes, kind: TemplateKind = "procedure") -> list[str]:
    return [str(each) for each in check_template(data, NAME, kind) if each.weight == "fout"]


def rels(*relationships: tuple[str, str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in relationships
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'.encode()


def field(code: str, shown: str = "1") -> str:
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f'<w:r w:rsidR="00A1">{each}</w:r>' for each in pieces)


def w(root: str, inner: str = "") -> str:
    return f"<w:{root} {DECLARED}>{inner}</w:{root}>"


CONTENTS = field("TOC \\o &quot;1-3&quot; \\h \\z \\u")
DEPARTMENT = field("DOCPROPERTY  Afdeling  \\* MERGEFORMAT", "Zorg")
CITATION = field("CITATION Jan20 \\l 1043", "(Jansen, 2020)")
BOUND = "w:prefixMappings=\"xmlns:ns0='http://x/y'\" w:storeItemID='{1}' w:xpath='/x'"


def as_word_saves_it() -> dict[str, bytes]:
    """A template with all that Word, SharePoint and a mailing leave in it."""
    body = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent><w:p>{CONTENTS}</w:p></w:sdtContent></w:sdt>"
        f"<w:p w:rsidR='00A1'>{DEPARTMENT}</w:p><w:p>{CITATION}</w:p>"
        f"<w:p>{field('DOCVARIABLE Kleur', 'blauw')}</w:p>"
        '<w:p><w:hyperlink r:id="rId20"><w:r><w:t>site</w:t></w:r></w:hyperlink></w:p>'
        f'<w:sdt><w:sdtPr><w:alias w:val="Titel"/><w:dataBinding {BOUND}/></w:sdtPr><w:sdtContent>'
        f"{p('{{r blok(procedure.doel) }}')}</w:sdtContent></w:sdt>"
        '<w:p><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:drawing><wp:inline>'
        '<wp:docPr id="1" name="Afbeelding 1" descr="C:\\Users\\x\\logo.png"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rId21"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    settings = (
        '<w:writeProtection w:recommended="1"/>'
        '<w:zoom w:percent="100"/><w:proofState w:spelling="clean"/>'
        '<w:attachedTemplate r:id="rId1"/><w:defaultTabStop w:val="708"/><w:mailMerge>'
        '<w:mainDocumentType w:val="formLetters"/><w:connectString w:val="DSN=x"/>'
        '<w:query w:val="SELECT * FROM a"/><w:dataSource r:id="rId2"/></w:mailMerge>'
        '<w:evenAndOddHeaders/><w:docVars><w:docVar w:name="Kleur" w:val="blauw"/>'
        '<w:docVar w:name="Pad" w:val="\\\\host\\x"/></w:docVars><w:compat><w:compatSetting'
        ' w:uri="http://schemas.microsoft.com/office/word" w:name="compatibilityMode" w:val="15"/>'
        '</w:compat><w:rsids><w:rsidRoot w:val="00A1"/></w:rsids><w:themeFontLang w:val="nl-NL"/>'
    )
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{text}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(
            (("Afdeling", "Zorg &amp; hulp"), ("ContentTypeId", "0x01"), ("Versie", "9")), start=2
        )
    )
    custom = f"{OPEN}.custom-properties"
    head = "http://schemas.openxmlformats.org/officeDocument/2006"
    texts: dict[str, str] = {
        "word/document.xml": w("document", f"<w:body>{body}{SECTION}</w:body>"),
        "word/header1.xml": w("hdr", f"<w:p>{field('STYLEREF &quot;Kop 1&quot;')}</w:p>"),
        "word/footer1.xml": w("ftr", f"<w:p>{field('PAGE')}{field('NUMPAGES')}</w:p>"),
        "word/styles.xml": styles().removeprefix(HEADER),
        "word/theme/theme1.xml": theme().removeprefix(HEADER),
        "word/settings.xml": w("settings", settings),
        "word/webSettings.xml": w("webSettings"),
        "word/fontTable.xml": w(
            "fonts", '<w:font w:name="X"><w:embedRegular r:id="rId1"/></w:font>'
        ),
        "word/footnotes.xml": w(
            "footnotes", f'<w:footnote w:id="2">{p("Zie de wet.")}</w:footnote>'
        ),
        "word/endnotes.xml": w("endnotes"),
        "word/people.xml": "<x:people xmlns:x='x'><x:person x:author='J. Jansen'/></x:people>",
        "word/glossary/document.xml": w("glossaryDocument", field("DDE x y")),
        "customXml/item1.xml": '<b:Sources SelectedStyle="\\APA.XSL" xmlns:b="x"/>',
        "customXml/itemProps1.xml": "<ds:datastoreItem xmlns:ds='x'/>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="x"/>',
        "docProps/app.xml": (
            f'<Properties xmlns="{head}/extended-properties"><Template>x.dotx</Template>'
            "</Properties>"
        ),
        "docProps/custom.xml": (
            f'<Properties xmlns="{head}/custom-properties" xmlns:vt="{head}/docPropsVTypes">'
            f"{properties}</Properties>"
        ),
        "docMetadata/LabelInfo.xml": "<x/>",
        "word/customizations.xml": "<wne:tcg xmlns:wne='x'/>",
    }
    kinds = {
        "word/document.xml": f"{WML}.template.main+xml",
        **{
            f"word/{name}.xml": f"{WML}.{kind}+xml"
            for name, kind in (
                *(("header1", "header"), ("footer1", "footer"), ("styles", "styles")),
                *(("settings", "settings"), ("webSettings", "webSettings")),
                *(("fontTable", "fontTable"), ("footnotes", "footnotes"), ("endnotes", "endnotes")),
                *(("people", "people"), ("glossary/document", "document.glossary")),
            )
        },
        "word/theme/theme1.xml": f"{OPEN}.theme+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{OPEN}.extended-properties+xml",
        "docProps/custom.xml": f"{custom}+xml",
        "customXml/itemProps1.xml": f"{OPEN}.customXmlProperties+xml",
        "word/customizations.xml": "application/vnd.ms-word.keyMapCustomizations+xml",
    }
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    defaults = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in (
            ("png", "image/png"),
            ("jpeg", "image/jpeg"),
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("odttf", f"{OPEN}.obfuscatedFont"),
        )
    )
    return {
        "[Content_Types].xml": (
            f'{HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f"{defaults}{types}</Types>"
        ).encode(),
        **{name: (HEADER + text).encode() for name, text in texts.items()},
        "_rels/.rels": rels(
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
            ("rId4", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
            ("rId5", f"{PACKAGE}/metadata/thumbnail", "docProps/thumbnail.jpeg"),
            (
                "rId6",
                f"{MS}/2020/02/relationships/classificationlabels",
                "docMetadata/LabelInfo.xml",
            ),
        ),
        "word/_rels/document.xml.rels": rels(
            ("rIdH", f"{OFFICE}/header", "header1.xml"),
            ("rId2", f"{OFFICE}/footer", "footer1.xml"),
            ("rId3", f"{OFFICE}/styles", "styles.xml"),
            ("rId4", f"{OFFICE}/settings", "settings.xml"),
            ("rId5", f"{OFFICE}/webSettings", "webSettings.xml"),
            ("rId6", f"{OFFICE}/fontTable", "fontTable.xml"),
            ("rId7", f"{OFFICE}/theme", "theme/theme1.xml"),
            ("rId8", f"{OFFICE}/footnotes", "footnotes.xml"),
            ("rId9", f"{OFFICE}/endnotes", "endnotes.xml"),
            ("rId10", f"{OFFICE}/customXml", "../customXml/item1.xml"),
            ("rId11", f"{OFFICE}/glossaryDocument", "glossary/document.xml"),
            ("rId12", f"{MS}/2011/relationships/people", "people.xml"),
            ("rId13", f"{MS}/2006/relationships/keyMapCustomizations", "customizations.xml"),
            ("rId20", f"{OFFICE}/hyperlink", "https://www.example.nl/"),
            ("rId21", f"{OFFICE}/image", "media/image1.png"),
        ),
        "word/_rels/settings.xml.rels": rels(
            ("rId1", f"{OFFICE}/attachedTemplate", "file:///\\\\host\\Huisstijl.dotm"),
            ("rId2", f"{OFFICE}/mailMergeSource", "file:///C:/leden.xlsx"),
        ),
        "word/_rels/fontTable.xml.rels": rels(("rId1", f"{OFFICE}/font", "fonts/font1.odttf")),
        "customXml/_rels/item1.xml.rels": rels(
            ("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")
        ),
        "word/media/image1.png": PNG,
        "word/fonts/font1.odttf": bytes(range(64)),
        "docProps/thumbnail.jpeg": b"\xff\xd8\xff",
    }


def test_a_template_as_word_saves_it_is_taken_and_gives_a_clean_document() -> None:
    data = pack(as_word_saves_it())
    assert wrong(data) == []
    made = read(render(job(procedure(), data)))
    assert sorted(name for name in made if not name.startswith("customXml/")) == [
        *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
        *("docProps/custom.xml", "word/_rels/document.xml.rels", "word/document.xml"),
        *("word/endnotes.xml", "word/fontTable.xml", "word/footer1.xml", "word/footnotes.xml"),
        *("word/header1.xml", "word/media/image1.png", "word/settings.xml", "word/styles.xml"),
        "word/theme/theme1.xml",
    ]
    whole = b"".join(made.values())
    for gone in (b"Huisstijl.dotm", b"leden.xlsx", b"SELECT", b"J. Jansen", b"DDE x", b"rsidRoot"):
        assert gone not in whole
    for gone in (
        b"writeProtection",
        b"embedRegular",
        b"dataBinding",
        b"proofState",
        b"LabelInfo",
        b"glossary",
        b"host",
    ):
        assert gone not in whole
    for kept in (b"evenAndOddHeaders", b'w:name="Kleur"', b"compatSetting"):
        assert kept in made["word/settings.xml"]
    assert b"TOC \\o" in made["word/document.xml"]
    docx.Document(io.BytesIO(pack(made)))


def test_a_property_of_the_template_stays_when_a_field_shows_it() -> None:
    made = read(render(job(procedure(), pack(as_word_saves_it()))))
    shown = {
        each.get("name"): "".join(each.itertext()) for each in parse(made["docProps/custom.xml"])
    }
    assert shown["Afdeling"] == "Zorg & hulp"
    assert shown["Versie"] == "0.1"
    assert "ContentTypeId" not in shown


def test_a_template_for_new_documents_gives_documents() -> None:
    data = parts(p("{{ document.titel }}"))
    types = data["[Content_Types].xml"].replace(b".document.main+xml", b".template.main+xml")
    made = render(job(procedure(), pack({**data, "[Content_Types].xml": types})))
    assert b".document.main+xml" in read(made)["[Content_Types].xml"]
    assert b".template.main+xml" not in read(made)["[Content_Types].xml"]
    assert [each.text for each in docx.Document(io.BytesIO(made)).paragraphs] == ["Aanmelding"]


def test_nothing_of_a_template_without_leftovers_changes() -> None:
    for kind in sorted(BODIES):
        data = read((TEMPLATES / f"{kind}.docx").read_bytes())
        assert without_leftovers(data) == data


def test_the_default_template_of_python_docx_is_taken() -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    assert wrong(made.getvalue()) == []


@pytest.mark.system
def test_what_libreoffice_saves_is_taken(tmp_path: Path) -> None:
    for kind in sorted(BODIES):
        shutil.copy(TEMPLATES / f"{kind}.docx", tmp_path / f"{kind}.docx")
    office = ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless"]
    saved = tmp_path / "saved"
    files = [str(tmp_path / f"{kind}.docx") for kind in sorted(BODIES)]
    subprocess.run([*office, "--convert-to", "docx", "--outdir", saved, *files], check=True)
    for kind in sorted(BODIES):
        assert wrong((saved / f"{kind}.docx").read_bytes(), kind) == []


def test_a_measure_with_a_fraction_or_a_unit_is_a_measure() -> None:
    data = parts(p("{{ document.titel }}"))
    for left in (b"1417.5", b"2.5cm", b"70.875pt", b"1440.0000000000002", b"links"):
        text = data["word/document.xml"].replace(b'w:left="1440"', b'w:left="%s"' % left)
        made = pack({**data, "word/document.xml": text})
        assert wrong(made) == []
        assert lines(render(job(procedure(), made))) == ["Aanmelding"]


def added(
    data: dict[str, bytes], kind: str, part: tuple[str, str], content: bytes, name: str = "n"
) -> dict[str, bytes]:
    """Return a template whose text has a relationship to one more part (name, content type)."""
    path, content_type = part
    relationship = f'<Relationship Id="{name}" Type="{kind}" Target="/{path}"/></Relationships>'
    override = f'<Override PartName="/{path}" ContentType="{content_type}"/></Types>'
    rels, types = data["word/_rels/document.xml.rels"], data["[Content_Types].xml"]
    return {
        **data,
        path: content,
        "word/_rels/document.xml.rels": rels.replace(b"</Relationships>", relationship.encode()),
        "[Content_Types].xml": types.replace(b"</Types>", override.encode()),
    }


def drawn(inner: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="d"/><a:graphic>'
        f"<a:graphicData uri='x'>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r></w:p>"
    )


TITLED = p("{{ document.titel }}")
# What newer programs leave in a file, and no text points to: [MS-DOCX] 2.1 and its supplements.
NEWER = (
    (f"{MS}/2020/10/relationships/intelligence", "word/intelligence2.xml", "intelligence2+xml"),
    (f"{MS}/2019/09/relationships/intelligence", "word/intelligence.xml", "intelligence+xml"),
    (f"{MS}/2019/05/relationships/documenttasks", "word/documenttasks/t1.xml", "documenttasks+xml"),
    (f"{MS}/2029/01/relationships/somethingNew", "word/new1.xml", "somethingNew+xml"),
    (f"{MS}/2029/01/relationships/binaryThing", "word/new2.bin", "binaryThing"),
    ("urn:a-program-of-somebody", "custom/state.dat", "state"),
)


@pytest.mark.parametrize(("kind", "part", "content_type"), NEWER)
def test_what_a_newer_word_leaves_behind_stays_behind(
    kind: str, part: str, content_type: str
) -> None:
    content = b"<x xmlns='urn:x' to='https://x.nl/secret'/>"
    named = (part, f"application/vnd.ms-office.{content_type}")
    data = added(parts(TITLED), kind, named, content)
    assert wrong(pack(data)) == []
    made = read(render(job(procedure(), pack(data))))
    assert part not in made
    assert not [each for each in made.values() if b"secret" in each or kind.encode() in each]


def test_what_the_text_points_to_is_refused_when_we_do_not_know_it() -> None:
    kind = f"{MS}/2029/01/relationships/somethingNew"
    body = drawn('<x:new xmlns:x="urn:x" r:id="n"/>') + TITLED
    data = added(parts(body), kind, ("word/new1.xml", "application/new+xml"), b"<x/>")
    (said,) = wrong(pack(data))
    assert "HB321" in said
    assert "'somethingNew'" in said
    assert "afbeelding" in said


def smart_art() -> dict[str, bytes]:
    """A template with a SmartArt as Word 2010 and later write it."""
    diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = f"{MS}/drawing/2008/diagram"
    look = "urn:microsoft.com/office/officeart/2005/8/layout/default"
    extension = (
        f'<a:ext uri="{drawing}"><dsp:dataModelExt xmlns:dsp="{drawing}" relId="d5"'
        f' minVer="{diagram}"/></a:ext>'
    )
    model = (
        f'<dgm:ptLst><dgm:pt modelId="{{A}}" type="doc"><dgm:prSet loTypeId="{look}"/></dgm:pt>'
        f"</dgm:ptLst><dgm:extLst>{extension}</dgm:extLst>"
    )
    shown = f'<dgm:relIds xmlns:dgm="{diagram}" r:dm="d1" r:lo="d2" r:qs="d3" r:cs="d4"/>'
    data = parts(TITLED + drawn(shown))
    for number, (kind, root, relationship, said) in enumerate(
        (
            ("data", "dataModel", "diagramData", "diagramData"),
            ("layout", "layoutDef", "diagramLayout", "diagramLayout"),
            ("quickStyle", "styleDef", "diagramQuickStyle", "diagramStyle"),
            ("colors", "colorsDef", "diagramColors", "diagramColors"),
        ),
        start=1,
    ):
        inner = model if kind == "data" else f'<dgm:title lang="" val=""/><x y="{diagram}"/>'
        declared = f'xmlns:dgm="{diagram}" xmlns:a="{DRAWING}"'
        content = f"{HEADER}<dgm:{root} {declared}>{inner}</dgm:{root}>".encode()
        data = added(
            data,
            f"{OFFICE}/{relationship}",
            (f"word/diagrams/{kind}1.xml", f"{OPEN}.drawingml.{said}+xml"),
            content,
            f"d{number}",
        )
    return added(
        data,
        f"{MS}/2007/relationships/diagramDrawing",
        (
            "word/diagrams/drawing1.xml",
            "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        ),
        f'{HEADER}<dsp:drawing xmlns:dsp="{drawing}"/>'.encode(),
        "d5",
    )


def test_a_smart_art_is_taken_whole() -> None:
    data = smart_art()
    assert wrong(pack(data)) == []
    made = read(render(job(procedure(), pack(data))))
    assert [name for name in sorted(made) if "diagrams" in name] == [
        f"word/diagrams/{kind}1.xml"
        for kind in ("colors", "data", "drawing", "layout", "quickStyle")
    ]
    assert made["word/diagrams/data1.xml"] == data["word/diagrams/data1.xml"]


def test_a_photo_that_was_changed_in_word_leaves_its_first_form_behind() -> None:
    layer = (
        f'<a:blip r:embed="p"><a:extLst><a:ext uri="{{BEBA8EAE}}"><a14:imgProps xmlns:a14='
        f'"{MS}/drawing/2010/main"><a14:imgLayer r:embed="h"/></a14:imgProps></a:ext>'
        '<a:ext uri="{28A0092B}"><a14:useLocalDpi xmlns:a14="x" val="0"/></a:ext></a:extLst>'
        "</a:blip>"
    )
    photo = f"<pic:pic><pic:blipFill>{layer}</pic:blipFill></pic:pic>"
    data = added(
        parts(TITLED + drawn(photo)),
        f"{OFFICE}/image",
        ("word/media/image1.png", "image/png"),
        PNG,
        "p",
    )
    kind = f"{MS}/2007/relationships/hdphoto"
    first = b"II\xbc\x01 gps"
    data = added(data, kind, ("word/media/hdphoto1.wdp", "image/vnd.ms-photo"), first, "h")
    assert wrong(pack(data)) == []
    made = read(render(job(procedure(), pack(data))))
    assert "word/media/hdphoto1.wdp" not in made
    assert "word/media/image1.png" in made
    assert b"imgProps" not in made["word/document.xml"]
    assert b"{BEBA8EAE}" not in made["word/document.xml"]
    assert b"{28A0092B}" in made["word/document.xml"]


def pictured(content_type: str, extension: str, content: bytes) -> dict[str, bytes]:
    shown = '<pic:pic><pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic>'
    part = (f"word/media/image1.{extension}", content_type)
    return added(parts(TITLED + drawn(shown)), f"{OFFICE}/image", part, content, "p")


JPEG = b"\xff\xd8\xff\xe0" + bytes(20)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [("image/JPEG", JPEG), ("IMAGE/PNG", PNG), ("image/x-png", PNG), ("Image/Jpg", JPEG)],
)
def test_a_type_of_picture_may_be_written_in_capitals(content_type: str, content: bytes) -> None:
    assert wrong(pack(pictured(content_type, "jpeg", content))) == []


@pytest.mark.parametrize(
    ("content_type", "extension", "content"),
    [
        ("image/x-emz", "emz", b"\x1f\x8b\x08" + bytes(60)),
        ("image/x-wmz", "wmz", b"\x1f\x8b\x08" + bytes(60)),
        ("image/pict", "pict", bytes(600)),
        ("application/pdf", "pdf", b"%PDF-1.4"),
        ("image/x-icon", "ico", b"\0\0\1\0" + bytes(60)),
        ("image/heic", "heic", b"\0\0\0\x18ftypheic"),
        ("application/octet-stream", "png3", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("image/png", "png", b"%PDF-1.4"),
    ],
)
def test_a_picture_that_cannot_be_taken_is_told_once_with_what_works(
    content_type: str, extension: str, content: bytes
) -> None:
    (said,) = wrong(pack(pictured(content_type, extension, content)))
    assert "HB321" in said
    assert f"'word/media/image1.{extension}'" in said
    assert said.endswith(
        "Klik de afbeelding aan, knip haar (Ctrl+X) en plak haar als PNG: Plakken speciaal, "
        "Afbeelding (PNG). Of haal haar weg en voeg haar in als PNG of JPG."
    )


# How many of these a template may hold, what it says of it, and within how many seconds.
TOO_MUCH = {
    "open braces": p("{{ " * 20_000),
    "elements in paragraphs in each other": "<w:p><w:r>" * 100
    + "<w:tab/>" * 90_000
    + "</w:r></w:p>" * 100,
    "row tags beside empty runs": "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>"
    + "<w:r><w:t/></w:r>" * 48_000
    + "</w:p>"
    + p("{%tr if document.titel %}") * 300
    + "</w:tc></w:tr></w:tbl>",
    "braces of each sort": "".join(p("{{ {% {# ") for _ in range(14_000)),
    "tags": "".join(p("{{ document.titel }}") for _ in range(12_000)),
    "empty paragraphs": "<w:p/>" * 300_000,
    "row tags": "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>"
    + p("{%tr if document.titel %}") * 9_000
    + "</w:tc></w:tr></w:tbl>",
    "paragraph tags": p("{%p if document.titel %}" * 5_000),
    "rows": "<w:tbl><w:tblPr/><w:tblGrid/>"
    + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 60_000
    + "</w:tbl>",
    "empty runs": "<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t/></w:r>" * 98_000 + "</w:p>",
    "paragraphs in paragraphs": "<w:p><w:r>" * 100 + "<w:x/>" * 90_000 + "</w:r></w:p>" * 100,
    "runs in each other": "<w:p>" + "<w:r>" * 100 + "<w:x/>" * 380_000 + "</w:r>" * 100 + "</w:p>",
    "names": p(f"{{% if {' and '.join(['document.titel'] * 400)} %}}x{{% endif %}}"),
    "brackets": p(f"{{{{ {'(' * 300}document.titel{')' * 300} }}}}"),
    "negations": p(f"{{% if {'not ' * 3_000}document.titel %}}x{{% endif %}}"),
    "choices": p("{%p if document.titel %}") * 400 + p("{%p endif %}") * 400,
    "loops": "".join(p(f"{{%p for s{n} in procedure.stappen %}}") for n in range(25))
    + p("{%p endfor %}") * 25,
}


@pytest.mark.parametrize("body", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_told_in_dutch_and_soon(body: str) -> None:
    begun = time.process_time()
    found = check_template(template(body), NAME, "procedure")
    assert time.process_time() - begun < 5
    assert {each.code for each in found if each.weight == "fout"} <= {
        *("HB325", "HB302", "HB307", "HB314")
    }
    assert any(each.weight == "fout" for each in found)
    assert not any(
        word in str(each) for each in found for word in ("recursion", "nested", "invalid")
    )


def test_a_message_of_another_program_is_never_shown() -> None:
    data = parts(p("{{ document.titel }}"))
    tinted = data["word/styles.xml"].replace(b'="text2"', b'="text2" w:themeTint="zz"')
    spoilt = (
        data | {"word/document.xml": data["word/document.xml"].replace(b"<w:p>", b"<w:p", 1)},
        data | {"word/styles.xml": tinted},
        data | {"[Content_Types].xml": b"<Types"},
        data | {"_rels/.rels": b"\xff\xfe<x"},
    )
    for each in spoilt:
        with pytest.raises(TemplateError) as caught:
            render(job(procedure(), pack(each)))
        for word in ("line", "column", "invalid", "literal", "expected", "codec", "tag mismatch"):
            assert word not in str(caught.value)
    for raw in (b"geen zip", b"PK\x03\x04 half", b"\xd0\xcf\x11\xe0" * 100, b""):
        (problem,) = check_template(raw, NAME, "procedure")
        assert "zip file" not in str(problem)
