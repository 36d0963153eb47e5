"""Templates that would bring something live along: every way of the standard, none comes through.

The generator crosses what a field may say with the ways to write it and the places where it may
stand, and does the same for relationships, addresses, content types and encodings. The counts
stand in the tests, so that a way that drops out of the generator is seen.
"""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from word.specimen import DECLARED, parts

from handbook.errors import Problem
from handbook.word.package.markup import HEADER, NAMESPACES, RELATIONSHIPS
from handbook.word.package.package import TYPES, pack
from handbook.word.safety.allowed_content import (
    DOCX,
    DOTX,
    DROPPED,
    FIELDS,
    KEPT,
    KEPT_OF_PACKAGE,
    LOADED,
    OFFICE,
    STRICT,
)
from handbook.word.safety.live_content import live_content
from handbook.word.safety.picture_kinds import is_picture
from handbook.word.safety.removal import without_leftovers
from handbook.word.safety.template_safety import live_problems, package_problems
from handbook.word.templates.compile import check_template

NAME = "templates/procedure.docx"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# ECMA-376 Part 1, 17.16.5, and the fields that [MS-OI29500] and [MS-DOC] (flt) add: those that
# bring in, run, link or ask.
LIVE_CODES = (
    *("DDE", "DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "LINK", "IMPORT", "RD"),
    *("DATABASE", "DATA", "EMBED", "ADDIN", "CONTROL", "HTMLCONTROL", "MACROBUTTON", "MACRO"),
    *("PRINT", "PRIVATE", "ASK", "FILLIN", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY"),
    *("MERGEFIELD", "MERGEREC", "MERGESEQ", "MERGEBARCODE", "NEXT", "NEXTIF", "SKIPIF"),
    *("ADDRESSBLOCK", "GREETINGLINE", "SNAPSHOT", "WIZARD"),
)
LIVE_LINKS = (
    "HYPERLINK file:///c:/x.exe",
    'HYPERLINK "\\\\\\\\host\\\\share\\\\x"',
    'HYPERLINK \\o "tip" "javascript:alert(1)"',
    'HYPERLINK "ms-word:ofe|u|https://x" \\l "a"',
    "HYPERLINK ..\\\\x.docx",
    'HYPERLINK \\n"file://evil/x.exe"',
    'HYPERLINK \\* MERGEFORMAT"file://evil/x"',
    "HYPERLINK \\n\\\\evil\\x.exe",
    'HYPERLINK \\l"b"file://evil/x',
    'HYPERLINK \\o "a""file://evil/x"',
    'HYPERLINK https://ok.nl/"file://evil/x"',
    "HYPERLINK \\n\u201cfile://evil/x\u201d",
    'HYPERLINK \\t"_b""file://evil/x.exe"',
)
CAPITALS: tuple[Callable[[str], str], ...] = (
    str,
    str.lower,
    str.title,
    lambda code: f"\t  {code.swapcase()}  ",
)


def run(*inner: str) -> str:
    return f"<w:r>{''.join(inner)}</w:r>"


def sign(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def code(text: str) -> str:
    return run(f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def simple(text: str) -> str:
    return (
        f'<w:p><w:fldSimple w:instr="{escaped(text)}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )


def in_full(text: str) -> str:
    return f"<w:p>{sign('begin')}{code(escaped(text))}{sign('separate')}{sign('end')}</w:p>"


def cut_in_letters(text: str) -> str:
    letters = "".join(code(escaped(each)) for each in text)
    return f"<w:p>{sign('begin')}{letters}{sign('separate')}{sign('end')}</w:p>"


def over_paragraphs(text: str) -> str:
    name, _, rest = text.strip().partition(" ")
    return (
        f"<w:p>{sign('begin')}</w:p><w:p>{code(escaped(name))}</w:p>"
        f"<w:p>{code(' ' + escaped(rest))}{sign('end')}</w:p>"
    )


def composed(text: str) -> str:
    """A code whose name a field inside it gives."""
    name, _, rest = text.strip().partition(" ")
    quoted = code(f'QUOTE "{name}"')
    inner = f"{sign('begin')}{quoted}{sign('separate')}{run(f'<w:t>{name}</w:t>')}{sign('end')}"
    return f"<w:p>{sign('begin')}{inner}{code(' ' + escaped(rest))}{sign('end')}</w:p>"


def inside_if(text: str) -> str:
    inner = f"{sign('begin')}{code(escaped(text))}{sign('end')}"
    return f"<w:p>{sign('begin')}{code('IF 1 = 1 ')}{inner}{sign('separate')}{sign('end')}</w:p>"


def in_characters(text: str) -> str:
    numbers = "".join(f"&#{ord(each)};" for each in text)
    return f"<w:p>{sign('begin')}{code(numbers)}{sign('end')}</w:p>"


def in_cdata(text: str) -> str:
    return f"<w:p>{sign('begin')}{code(f'<![CDATA[{text}]]>')}{sign('end')}</w:p>"


def parted_by_remarks(text: str) -> str:
    return (
        f"<w:p>{sign('begin')}{code('<!-- PAGE -->'.join(map(escaped, text)))}{sign('end')}</w:p>"
    )


def in_plain_text(text: str) -> str:
    words = run(f'<w:t xml:space="preserve">{escaped(text)}</w:t>')
    return f"<w:p>{sign('begin')}{words}{sign('end')}</w:p>"


def behind_deleted(text: str) -> str:
    gone = run('<w:delInstrText xml:space="preserve">PAGE </w:delInstrText>')
    deleted = f'<w:del w:id="1" w:author="x">{gone}</w:del>'
    return f"<w:p>{sign('begin')}{deleted}{code(escaped(text))}{sign('end')}</w:p>"


def deleted(text: str) -> str:
    gone = run(f'<w:delInstrText xml:space="preserve">{escaped(text)}</w:delInstrText>')
    return f'<w:p><w:del w:id="1" w:author="x">{sign("begin")}{gone}{sign("end")}</w:del></w:p>'


def in_the_other_choice(text: str) -> str:
    older = f"<mc:Fallback>{code(escaped(text))}</mc:Fallback>"
    newer = f'<mc:Choice Requires="w14">{code("PAGE ")}</mc:Choice>'
    choice = f"<mc:AlternateContent>{newer}{older}</mc:AlternateContent>"
    return f"<w:p>{sign('begin')}{choice}{sign('end')}</w:p>"


def without_an_end(text: str) -> str:
    return f"<w:p>{sign('begin')}{code(escaped(text))}</w:p>"


def hyperlinked(text: str) -> str:
    inner = in_full(text).removeprefix("<w:p>").removesuffix("</w:p>")
    return f'<w:p><w:hyperlink w:anchor="x">{inner}</w:hyperlink></w:p>'


Spot = Callable[[str], dict[str, bytes]]
WAYS = (
    *(simple, in_full, cut_in_letters, over_paragraphs, composed, inside_if, in_characters),
    *(in_cdata, parted_by_remarks, in_plain_text, behind_deleted, deleted, in_the_other_choice),
    *(without_an_end, hyperlinked),
)


def story(part: str, root: str, before: str = "", after: str = "") -> Spot:
    """Where a piece of a text may stand: the part of a template that holds it, and nothing else."""

    def spot(inner: str) -> dict[str, bytes]:
        text = f"{HEADER}<w:{root} {DECLARED}>{before}{inner}{after}</w:{root}>"
        return {f"word/{part}.xml": text.encode()}

    return spot


body = story("document", "document", "<w:body>", "</w:body>")
header = story("header1", "hdr")
table = story(
    "document",
    "document",
    '<w:body><w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:tcPr/>',
    "</w:tc></w:tr></w:tbl></w:body>",
)
SPOTS = (
    *(body, header, table, story("footer1", "ftr")),
    story(
        "document",
        "document",
        "<w:body><w:p><w:r><w:pict><w:txbxContent>",
        "</w:txbxContent></w:pict></w:r></w:p></w:body>",
    ),
    story(
        "document",
        "document",
        "<w:body><w:sdt><w:sdtPr/><w:sdtContent>",
        "</w:sdtContent></w:sdt></w:body>",
    ),
    *(
        story(kind, kind, f'<w:{kind[:-1]} w:id="1">', f"</w:{kind[:-1]}>")
        for kind in ("footnotes", "endnotes", "comments")
    ),
)


def linked(data: dict[str, bytes], kind: str, part: str, content: str) -> dict[str, bytes]:
    """Put a part into a template, with its relationship and its content type."""
    rels, types = data["word/_rels/document.xml.rels"], data["[Content_Types].xml"]
    relationship = f'<Relationship Id="rIdNew" Type="{kind}" Target="/{part}"/></Relationships>'
    name = part.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    override = f'<Override PartName="/{part}" ContentType="{WML}.{name}+xml"/></Types>'
    return {
        **data,
        part: content.encode(),
        "word/_rels/document.xml.rels": rels.replace(b"</Relationships>", relationship.encode()),
        "[Content_Types].xml": types
        if f'PartName="/{part}"'.encode() in types
        else types.replace(b"</Types>", override.encode()),
    }


def fields(text: str) -> Iterator[str]:
    for way, capitals in product(WAYS, CAPITALS):
        yield way(capitals(text) if text.startswith(tuple(LIVE_CODES)) else text)


def told(data: dict[str, bytes]) -> set[str]:
    return {each.code for each in live_problems(data, NAME)}


def test_no_live_field_comes_through_however_and_wherever_it_is_written() -> None:
    tried = 0
    for text in (*(f'{each} "x" "y"' for each in LIVE_CODES), *LIVE_LINKS):
        for spot, field in product(SPOTS, fields(text)):
            assert told(spot(field)) & {"HB313", "HB315"}, field
            tried += 1
    assert tried == (len(LIVE_CODES) + len(LIVE_LINKS)) * len(WAYS) * len(CAPITALS) * len(SPOTS)
    assert tried == 47 * 15 * 4 * 9 == 25_380


def test_no_live_field_comes_through_in_a_finished_document_either() -> None:
    tried = 0
    for text in (*(f'{each} "x" "y"' for each in LIVE_CODES), *LIVE_LINKS[2:4]):
        for way in WAYS:
            assert live_content(body(way(text)), "output/linde/PP-01.docx"), (text, way)
            tried += 1
    assert tried == 36 * 15


def led_out(kind: str, target: str) -> dict[str, bytes]:
    out = f'Id="r" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"'
    rels = f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship {out}/></Relationships>'
    return {"word/_rels/document.xml.rels": rels.encode()}


@pytest.mark.parametrize(
    "address",
    [
        *("PP-01.docx", "../Formulieren/F-01.docx", "file:///g:/kwaliteit/x.docx", "g:\\x.docx"),
        *("\\\\server\\map\\x.docx", "tel:010-1234567", "https://x.nl/a:b", "#kop", "a/b:c.docx"),
    ],
)
def test_a_document_may_link_to_the_files_of_its_owner(address: str) -> None:
    assert live_content(led_out("hyperlink", address), "PP-01.docx") == ()


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("image", "https://x.nl/x.png", ["HB313 fout"]),
        ("oleObject", "file:///c:/x.xlsx", ["HB313 fout"]),
        ("subDocument", "x.docx", ["HB312 fout"]),
        ("hyperlink", "javascript:x", ["HB313 fout"]),
        ("attachedTemplate", "https://x.nl/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "file:///\\\\host\\x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "//server/share/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", " https://x.nl/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "http:\\\\x.nl\\x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "\\/server/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "/\\server/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "file:/server/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "file://server/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "file:////server/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "file:///%5C%5Cserver/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "https:x.nl/x.dotm", ["HB313 let op"]),
        ("attachedTemplate", "file:///C:\\Users\\x\\Huisstijl.dotm", []),
        ("attachedTemplate", "file:///Users/x/Huisstijl.dotm", []),
        ("attachedTemplate", "C:\\Users\\x\\Huisstijl.dotm", []),
        ("attachedTemplate", "Normal.dotm", []),
    ],
)
def test_a_finished_document_tells_what_it_fetches(kind: str, target: str, said: list[str]) -> None:
    found = live_content(led_out(kind, target), "PP-01.docx")
    assert [f"{each.code} {each.weight}" for each in found] == said


@pytest.mark.parametrize("name", ["word/_rels/document.xml.RELS", "word/_Rels/DOCUMENT.xml.rels"])
def test_an_arrow_of_a_document_is_seen_however_its_part_is_named(name: str) -> None:
    (rels,) = led_out("image", "https://x.nl/x.png").values()
    assert [each.code for each in live_content({name: rels}, "PP-01.docx")] == ["HB313"]


@pytest.mark.parametrize("kind", sorted(LOADED))
def test_what_a_finished_document_loads_by_itself_is_told(kind: str) -> None:
    relationship = f'<Relationship Id="r" Type="{kind}" Target="word/x.xml"/>'
    rels = f'<Relationships xmlns="{RELATIONSHIPS}">{relationship}</Relationships>'.encode()
    found = live_content({"_rels/.rels": rels}, "PP-01.docx")
    assert [f"{each.code} {each.weight}" for each in found] == ["HB312 let op"]


MACROS = "HB320 dit is een document of sjabloon met macro's (.docm of .dotm)"
TEMPLATE = "HB320 dit is een sjabloon (.dotx), en geen document"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["application/vnd.ms-word.document.macroEnabled.main+xml"], [MACROS]),
        (["application/vnd.ms-word.DOCUMENT.MACROENABLED.main+xml "], [MACROS]),
        (["application/vnd.ms-word.document.macroEnabled.main+xml; charset=x"], [MACROS]),
        (["application/vnd.ms-word.template.macroEnabledTemplate.main+xml"], [MACROS]),
        ([DOTX], [TEMPLATE]),
        ([DOCX, DOTX], [TEMPLATE]),
        ([DOTX + "; charset=utf-8"], [TEMPLATE]),
        ([DOCX], []),
        ([DOCX, "application/vnd.ms-word.document.macroEnabled.12"], []),  # an object in it
    ],
)
def test_a_finished_document_tells_that_it_is_no_ordinary_one(
    kinds: list[str], said: list[str]
) -> None:
    named = "".join(
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/>' for kind in kinds
    )
    found = live_content({TYPES: f"<Types>{named}</Types>".encode()}, "PP-01.docx")
    assert [f"{each.code} {each.what}" for each in found] == said


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_macros_in_a_finished_document_are_told_with_no_arrow_to_them(name: str) -> None:
    data = b"<x/>" if name.endswith(".xml") else b"\xd0\xcf\x11\xe0"
    found = live_content({name: data}, "PP-01.docx")
    assert [f"{each.code} {each.weight}" for each in found] == ["HB312 fout"]


def test_a_finished_document_that_is_still_a_mailing_is_told() -> None:
    mailing = '<w:mailMerge><w:connectString w:val="x"/><w:query w:val="SELECT"/></w:mailMerge>'
    settings = story("settings", "settings", mailing)("")
    assert [f"{each.code} {each.weight}" for each in live_content(settings, "PP-01.docx")] == [
        "HB313 let op"
    ]


def test_check_tells_a_field_with_its_place_and_what_to_do() -> None:
    field = table(simple("DDEAUTO c:\\\\windows\\\\cmd.exe"))
    (found,) = faults({**parts("<w:p/>"), **field})
    assert str(found) == (
        f"{NAME} › tabel 1, rij 1: hier staat een veld dat iets van buiten kan halen: "
        "'DDEAUTO c:\\\\windows\\\\cmd.exe' [HB315]\n"
        "    Klik het veld aan en druk op Ctrl+Shift+F9: dan blijft wat er staat, als gewone tekst."
    )
    assert [str(each.place) for each in live_problems(header(simple("ASK x")), NAME)] == [
        f"{NAME} › koptekst › alinea 1"
    ]


def test_every_allowed_field_may_stand_wherever_and_however_word_writes_it() -> None:
    tried = 0
    for field, spot in product(sorted(FIELDS), SPOTS):
        for way in (simple, in_full, cut_in_letters, over_paragraphs, inside_if, hyperlinked):
            text = 'HYPERLINK "https://x.nl" \\l "a" \\o "b c"' if field == "HYPERLINK" else field
            assert told(spot(way(f" {text} \\* MERGEFORMAT "))) == set(), (field, way)
            tried += 1
    assert tried == len(FIELDS) * 9 * 6 == 62 * 54


@pytest.mark.parametrize(
    "text",
    [
        'HYPERLINK "http://x.nl/a b"',
        "HYPERLINK https://x.nl",
        'HYPERLINK "mailto:a@b.nl?subject=Hallo"',
        'HYPERLINK \\l "_Toc1"',
        'HYPERLINK "#kop"',
        "PAGE\\* MERGEFORMAT",
        "=1+2",
        'IF"a"="b" "c" "d"',
        "page",
        "",
    ],
)
def test_a_field_of_the_document_itself_stays(text: str) -> None:
    assert told(body(in_full(text))) == set()


# Everything that an Office program may write as a type, of documents, sheets and presentations.
ALL_KINDS = (
    *(f"{OFFICE}/{each}" for each in (
        *("aFChunk", "audio", "attachedToolbars", "calcChain", "chart", "chartsheet"),
        *("chartUserShapes", "commentAuthors", "comments", "connections", "control", "ctrlProp"),
        *("customProperty", "dialogsheet", "drawing", "externalLink", "externalLinkPath"),
        *("frame", "handoutMaster", "htmlPubSaveAs", "legacyDrawing", "media", "movie"),
        *("notesMaster", "notesSlide", "oleObject", "package", "pivotCacheDefinition"),
        *("pivotTable", "presProps", "queryTable", "sharedStrings", "slide", "slideLayout"),
        *("slideMaster", "slideUpdateInfo", "slideUpdateUrl", "subDocument", "table", "tags"),
        *("usernames", "video", "viewProps", "vmlDrawing", "volatileDependencies", "worksheet"),
        *("worksheetSource", "xlExternalLinkPath/xlAlternateStartup", "xmlMaps", "officeDocument"),
        *("image", "header", "footer", "hyperlink", "IMAGE", "Hyperlink", "image ", "image/x"),
    )),
    *("http://schemas.microsoft.com/office/" + each for each in (
        *("2006/relationships/vbaProject", "2006/relationships/wordVbaData"),
        *("2006/relationships/activeXControlBinary", "2006/relationships/attachedToolbars"),
        *("2007/relationships/media", "2007/relationships/slicer", "2011/relationships/timeline"),
        *("2011/relationships/webextension", "2017/06/relationships/model3d"),
        *("2020/07/relationships/rdrichvalue", "2006/relationships/xlExternalLinkPath/x"),
    )),
    *("x/image", "image", "", "http://x/hyperlink", "urn:x", f"{STRICT}/image"),
)  # fmt: skip
PROGRAM = b"MZ\x90\x00 This program cannot be run in DOS mode."
PIECES: dict[str, bytes] = {
    "word/media/x.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "word/media/y.png": b"PK\x03\x04" + bytes(64),
    "word/media/z.png": PROGRAM,
    "word/media/w.png": b"<html><script>alert(1)</script></html>",
    "word/header7.xml": b"<a/>",
}


WHOLE = parts("<w:p/>")
BARE = {
    **{name: WHOLE[name] for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml")},
    "word/_rels/document.xml.rels": (
        f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'.encode()
    ),
}


def refused(data: dict[str, bytes]) -> bool:
    return package_problems(data, NAME) != ()


def relationship(kind: str, target: str, more: str = "") -> dict[str, bytes]:
    data = BARE
    written = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{more}/></Relationships>'
    rels = data["word/_rels/document.xml.rels"].replace(b"</Relationships>", written.encode())
    types = data["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="png" ContentType="image/png"/><Default Extension="bin" '
        b'ContentType="application/vnd.openxmlformats-officedocument.oleObject"/></Types>',
    )
    return {**data, "word/_rels/document.xml.rels": rels, "[Content_Types].xml": types}


def faults(data: dict[str, bytes]) -> list[Problem]:
    found = check_template(pack(data), NAME, "procedure")
    return [each for each in found if each.weight == "fout"]


TARGETS = (
    *("file:///c:/x", "\\\\host\\x", "//host/x", "http://x.nl/y.docx", "javascript:x", "c:\\x"),
    *("x.docx", "../../x", "ftp://x", "%5c%5chost%5cx", "mhtml:http://x", "data:text/html,x"),
)
MODES = (' TargetMode="External"', ' targetmode="External"', ' TARGETMODE="External"', "")
HARMLESS = {(f"{OFFICE}/hyperlink", "http://x.nl/y.docx", MODES[0])}


def test_no_arrow_out_of_the_file_comes_through_but_a_link_to_a_page() -> None:
    tried = 0
    for kind, target, mode in product(ALL_KINDS, TARGETS, MODES):
        if kind not in DROPPED and (kind, target, mode) not in HARMLESS:
            data = relationship(kind, target, mode)
            kept = {} if refused(data) else without_leftovers(data)
            assert b"rIdX" not in b"".join(kept.values()), (kind, target, mode)
            tried += 1
    assert tried == len(ALL_KINDS) * 12 * 4 - 1 == 75 * 48 - 1


def test_no_part_comes_through_under_a_harmless_name() -> None:
    """What no text points to may stay behind; what one points to is refused."""
    tried = 0
    for kind, (part, content) in product(ALL_KINDS, PIECES.items()):
        data = {**relationship(kind, f"/{part}"), part: content}
        if not refused(data):
            assert part not in without_leftovers(data), (kind, part)
        text = data["word/document.xml"].replace(b"<w:p/>", b'<w:p r:id="rIdX"/>')
        assert b"rIdX" in text
        assert kind in DROPPED or refused({**data, "word/document.xml": text}), (kind, part)
        tried += 1
    assert tried == len(ALL_KINDS) * 5


def test_an_arrow_that_is_not_kept_never_travels() -> None:
    tried = 0
    for kind in ALL_KINDS:
        data = {**relationship(kind, "/word/x.xml"), "word/x.xml": b"<a/>"}
        if kind not in KEPT and not refused(data):
            kept = without_leftovers(data)
            assert "word/x.xml" not in kept, kind
            assert b"rIdX" not in kept.get("word/_rels/document.xml.rels", b""), kind
            tried += 1
    assert tried > 40


def test_what_is_dropped_never_travels() -> None:
    """Each kind, as a part with live content in it and as a relationship out of the file."""
    tried = 0
    for kind in DROPPED:
        live = f"<w:x {DECLARED}>{simple('DDEAUTO x')}</w:x>".encode()
        data = {**relationship(kind, "/word/x.png"), "word/x.png": live}
        out = relationship(kind, "https://x.nl/evil.dotm", MODES[0])
        for each in (data, out):
            assert not refused(each), kind
            kept = without_leftovers(each)
            assert "word/x.png" not in kept
            assert b"rIdX" not in kept.get("word/_rels/document.xml.rels", b"")
            assert b"evil" not in b"".join(kept.values())
            tried += 1
    assert tried == 2 * len(DROPPED) == 54


def test_a_kind_of_arrow_is_allowed_or_dropped_and_never_both() -> None:
    assert not set(DROPPED) & (set(KEPT) | set(KEPT_OF_PACKAGE))


MAIN_TYPE = f"{WML}.document.main+xml".encode()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "HB320"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "HB320"),
        ("application/vnd.ms-word.document.macro&#69;nabled.main+xml", "HB320"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "HB320"),
        ("application/xml", "HB320"),
        ("text/html", "HB320"),
        ("", "HB320"),
    ],
)
def test_a_file_of_another_kind_is_refused(kind: str, code: str) -> None:
    data = parts("<w:p/>")
    types = data["[Content_Types].xml"].replace(MAIN_TYPE, kind.encode())
    assert [each.code for each in faults({**data, "[Content_Types].xml": types})] == [code]


VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
PLACES = ("file:///c:/x.png", "\\\\host\\x.png", "http://x.nl/x.png", "//host/x", "d:\\x.png")


def picture(inner: str) -> str:
    return f"<w:p><w:r><w:pict {VML}>{inner}</w:pict></w:r></w:p>"


ADDRESSED: tuple[Callable[[str], str], ...] = (
    lambda to: picture(f'<v:shape><v:imagedata src="{to}"/></v:shape>'),
    lambda to: picture(f'<v:shape><v:imagedata o:href="{to}"/></v:shape>'),
    lambda to: picture(f'<v:shape><v:imagedata o:althref="{to}"/></v:shape>'),
    lambda to: picture(f'<v:shape><v:fill src="{to}" type="frame"/></v:shape>'),
    lambda to: picture(f'<v:shape><v:fill o:href="{to}"/></v:shape>'),
    lambda to: picture(f'<v:shape><v:stroke src="{to}"/></v:shape>'),
    lambda to: picture(f'<v:background><v:fill o:althref="{to}"/></v:background>'),
    lambda to: picture(f'<v:shape o:href="{to}"/>'),
    lambda to: picture(f'<v:shape style="behavior:url({to})"/>'),
    lambda to: picture(f'<v:shape o:anything="{to}"/>'),
    lambda to: f'<w:p xml:base="{to}"/>',
    lambda to: (
        f'<w:p xsi:schemaLocation="a {to}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    ),
    lambda to: f'<w:p xmlns:x="urn:x" x:datapipe="{to}"/>',
    lambda to: f'<w:p><w:r><w:drawing><a:hlinkClick invalidUrl="{to}"/></w:drawing></w:r></w:p>',
    lambda to: f'<w:p><w:r><w:drawing><a:hlinkClick action="{to}"/></w:drawing></w:r></w:p>',
    lambda to: f'<w:p><w:r><x:webVideoPr xmlns:x="urn:v" embeddedHtml="{to}"/></w:r></w:p>',
)


def test_no_address_comes_through_in_an_attribute() -> None:
    tried = 0
    for write, address, spot in product(ADDRESSED, PLACES, SPOTS):
        assert told(spot(write(address))) & {"HB319", "HB312"}, write(address)
        tried += 1
    assert tried == 16 * 5 * 9


def test_a_file_beside_the_document_is_no_picture_of_a_template() -> None:
    for write in ADDRESSED[:8]:
        assert told(body(write("logo.png"))) == {"HB319"}


def test_a_shape_may_link_to_a_page_and_say_where_its_picture_came_from() -> None:
    shape = '<v:shape href="https://x.nl" alt="http://x.nl/x.png" title="c:\\logo.png"/>'
    told_of = f'<w:p><w:r><w:drawing><wp:docPr id="1" name="n" descr="{PLACES[0]}"/></w:drawing></w:r></w:p>'  # noqa: E501
    assert told(body(picture(shape) + told_of)) == set()


LIVE_PIECES = (
    *('<w:altChunk r:id="x"/>', '<w:subDoc r:id="x"/>', "<w:p><w:r><w:object/></w:r></w:p>"),
    *("<w:p><w:r><w:control/></w:r></w:p>", "<w:p><w:r><w:movie/></w:r></w:p>"),
    picture('<o:OLEObject Type="Link" ProgID="Excel.Sheet.12"/>'),
    "<w:p><w:r><w:drawing><a:videoFile r:link='x'/></w:drawing></w:r></w:p>",
    "<w:p><w:r><w:drawing><a:audioFile r:link='x'/></w:drawing></w:r></w:p>",
    "<w:p><w:r><w14:contentPart r:id='x'/></w:r></w:p>",
    "<w:p><w:r><w:drawing><m:model3d xmlns:m='urn:m'/></w:drawing></w:r></w:p>",
)


def test_no_object_comes_through_wherever_it_stands() -> None:
    for piece, spot in product(LIVE_PIECES, SPOTS):
        assert "HB312" in told(spot(piece)), piece


MADE_UTF8 = ("utf-16", "utf-16-le", "utf-16-be", "utf-8")
ENCODINGS = (*MADE_UTF8, "utf-32", "cp037", "utf-7", "cp500")
ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/styles.xml"])
def test_no_other_encoding_and_no_entity_comes_through(part: str) -> None:
    tried = 0
    for encoding, declared in product(ENCODINGS, (True, False)):
        data = parts("<w:p/>")
        text = data[part].decode().partition("?>")[2]
        if declared:
            text = text.replace("<w:", f"{ENTITY}<w:", 1)
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        found = faults({**data, part: (head + text).encode(encoding)})
        assert ([each.code for each in found] == []) == (encoding in MADE_UTF8 and not declared)
        assert all("Entity" not in each.what and "line" not in each.what for each in found)
        tried += 1
    assert tried == 16


@pytest.mark.parametrize(
    "name",
    [
        *("word/_rels/document.xml.RELS", "word/_RELS/document.xml.rels", "word/document.xml.rels"),
        *("word/a\x01.xml", "word/a\x7f.xml", "word/%2e%2e/x.xml", "word/a%5cb.xml", "word//x.xml"),
        *("word/x.xml.", "word/%00.xml", "word/a?.xml", "word/ /x.xml", "/word/x.xml", "c:/x"),
        *("word/../x", "word\\x.xml", "word/DOCUMENT.xml"),
    ],
)
def test_no_part_under_an_odd_name_comes_through(name: str) -> None:
    data = {**parts("<w:p/>"), name: b"<a/>"}
    assert {each.code for each in faults(data)} <= {"HB300", "HB323"}
    assert faults(data)
    assert "\x01" not in str(faults(data)[0])


def test_a_part_that_is_no_part_of_a_word_document_is_refused() -> None:
    for part in ("word/document.xml", "word/header1.xml", "word/styles.xml", "word/numbering.xml"):
        for content in (b"<a/>", b'<document xmlns="urn:x"/>', b"", b"x", b"<w:document/>"):
            found = faults({**parts("<w:p/>"), part: content})
            assert [each.code for each in found] == ["HB322"], (part, content)
            assert part in found[0].what


def test_notes_that_are_no_notes_are_refused() -> None:
    for kind in ("footnotes", "endnotes", "comments"):
        data = linked(parts("x"), f"{OFFICE}/{kind}", f"word/{kind}.xml", f"<w:ftr {DECLARED}/>")
        assert [each.what for each in faults(data)] == [
            f"het onderdeel 'word/{kind}.xml' is geen onderdeel van een Word-document"
        ]


def test_a_strict_document_is_refused_with_what_to_do() -> None:
    data = parts("<w:p/>")
    rels = data["_rels/.rels"].replace(OFFICE.encode(), STRICT.encode())
    (found,) = faults({**data, "_rels/.rels": rels})
    assert str(found) == (
        f"{NAME}: dit is een document in de vorm 'Strikt Open XML' [HB324]\n"
        "    Bewaar het in Word als gewoon Word-document (.docx)."
    )


def test_a_main_part_under_another_name_is_read_under_its_own() -> None:
    data = parts("<w:p/>")
    moved = {
        name.replace("document.xml", "document2.xml"): content.replace(
            b"word/document.xml", b"word/document2.xml"
        )
        for name, content in data.items()
    }
    assert faults(moved) == faults(data)


STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@pytest.mark.parametrize("namespace", [STRICT_WORD, "urn:x"])
def test_no_field_comes_through_in_another_namespace(namespace: str) -> None:
    field = f'<w:p><x:fldSimple x:instr="DDE a b" xmlns:x="{namespace}"/></w:p>'
    assert told(body(field)) == {"HB324"}


def test_no_text_comes_through_in_a_part_that_has_no_name_of_a_text() -> None:
    story = f"{HEADER}<w:hdr {DECLARED}>{simple('DDE a b')}</w:hdr>"
    for name in ("word/header9.bin", "header9.xml", "word/header9.XML", "customXml/header9.xml"):
        data = linked(WHOLE, f"{OFFICE}/header", name, story)
        types = data["[Content_Types].xml"].replace(b"customXml+xml", b"header+xml")
        assert {each.code for each in faults({**data, "[Content_Types].xml": types})} & {
            *("HB321", "HB315")
        }, name


def test_a_simple_field_gives_no_name_to_the_field_around_it() -> None:
    quoted = "<w:fldSimple w:instr='QUOTE &quot;DDE&quot;'><w:r><w:t>PAGE</w:t></w:r></w:fldSimple>"
    assert told(body(f"<w:p>{sign('begin')}{quoted}{code(' a b')}{sign('end')}</w:p>")) == {"HB315"}


TAGGED = (
    '<w:p><w:bookmarkStart w:id="1" w:name="{{ document.titel }}"/><w:bookmarkEnd w:id="1"/></w:p>',
    simple("REF {{ document.code }}"),
    picture('<v:shape href="{{ document.titel }}"/>'),
    '<w:p><w:hyperlink w:anchor="{{ document.code }}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
    '<w:sdt><w:sdtPr><w:tag w:val="{{ document.code }}"/></w:sdtPr><w:sdtContent/></w:sdt>',
    "<w:p><w:r><w:drawing><wp:posOffset>{{ document.code }}</wp:posOffset></w:drawing></w:r></w:p>",
)


@pytest.mark.parametrize("tagged", TAGGED)
def test_no_value_makes_a_code_or_an_address(tagged: str) -> None:
    assert "HB309" in {each.code for each in faults(parts(tagged))}


def test_a_value_may_stand_in_an_alternative_text() -> None:
    drawing = '<wp:docPr id="1" name="x" descr="{{ document.titel }}"/>'
    assert (
        faults(
            parts(f"<w:p><w:r><w:drawing><wp:inline>{drawing}</wp:inline></w:drawing></w:r></w:p>")
        )
        == []
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'


LIVELY = [
    *("<script>alert(1)</script>", "<foreignObject/>", "<style>@import 'http://x'</style>"),
    *('<image x:href="http://x.nl/x.png"/>', '<image href="x.png"/>', '<g onload="x"/>'),
    *('<rect style="fill:url(http://x)"/>', '<use href="file:///x.svg#a"/>'),
    '<style><!-- --> @import "http://x/x.css"; </style>',
    '<style>@\\69mport "http://x/x.css"; </style>',
    "<style>@/**/import 'http://x'</style>",
    '<rect style="fill:u\\72l(http://x/x.svg#a)"/>',
    "<style>rect{fill:u\\000072 l(http://x)}</style>",
    "<style>rect{fill:url(data:image/svg+xml;base64,x)}</style>",
    '<style>rect{background:image-set("http://x/x.png" 1x)}</style>',
    '<image width="9"><set attributeName="href" to="http://x/x.png"/></image>',
    '<image><animate attributeName="x:href" values="http://x/a;http://x/b"/></image>',
    '<a><set attributeName="onclick" to="alert(1)"/></a>',
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" srcset="http://x/x.png 1x"/>',
]


@pytest.mark.parametrize("inner", LIVELY)
def test_a_drawing_that_fetches_or_runs_is_no_picture(inner: str) -> None:
    data = relationship(f"{OFFICE}/image", "media/x.svg")
    types = (
        data["[Content_Types].xml"]
        .replace(b'"png"', b'"svg"')
        .replace(b"image/png", b"image/svg+xml")
    )
    for content, fine in ((f"{SVG}{inner}</svg>", False), (f"{SVG}<rect/></svg>", True)):
        full = {**data, "[Content_Types].xml": types, "word/media/x.svg": content.encode()}
        assert (faults(full) == []) == fine


@pytest.mark.parametrize("inner", LIVELY)
def test_a_drawing_in_a_finished_document_fetches_and_runs_nothing_either(inner: str) -> None:
    part = "word/media/image1.svg"
    for content, codes in ((f"{SVG}{inner}</svg>", ["HB319"]), (f"{SVG}<rect/></svg>", [])):
        found = live_content({part: content.encode()}, "PP-01.docx")
        assert [each.code for each in found] == codes
        assert {each.place.file for each in found} <= {f"PP-01.docx › {part}"}


@pytest.mark.parametrize(
    "place", ["<?xml-stylesheet href='http://x'?>{}", "{}<?xml-stylesheet x?>"]
)
def test_a_drawing_with_a_stylesheet_of_elsewhere_is_no_picture(place: str) -> None:
    assert not is_picture(place.format(f"{SVG}<rect/></svg>").encode())
    assert is_picture(f"<!-- Made with Inkscape -->{SVG}<rect/></svg>".encode())


def test_an_address_between_marks_of_a_remark_that_stand_in_strings_is_fetched() -> None:
    style = 'a{content:"/*"} b{background:url(http://x.nl/y)} c{content:"*/"}'
    assert not is_picture(f"{SVG}<style>{style}</style></svg>".encode())


@pytest.mark.parametrize(
    "inner",
    [
        '<style>.a{fill:#fff;font-family:"Open Sans"} .b{clip-path:url(#c)}</style>',
        '<rect style="fill:url( \'#grad\' )"/><animate attributeName="x" to="9"/>',
        '<image x:href="data:image/png;base64,iVBO"/><text>Zie @import en C:\\x</text>',
    ],
)
def test_a_drawing_that_shows_what_it_holds_is_a_picture(inner: str) -> None:
    assert is_picture(f"{SVG}{inner}</svg>".encode())


def test_no_setting_that_leads_out_comes_through() -> None:
    leading = (
        *('<w:attachedTemplate r:id="rIdX"/>', '<w:attachedSchema w:val="http://x/y.xsd"/>'),
        *('<w:saveThroughXslt r:id="rIdX" w:solutionID="x"/>', "<w:linkStyles/>"),
        '<w:mailMerge><w:query w:val="SELECT"/><w:dataSource r:id="rIdX"/></w:mailMerge>',
        '<w:smartTagType w:url="http://x" w:name="y"/>',
        '<w:docVars><w:docVar w:name="a" w:val="file:///c:/x"/></w:docVars>',
        '<sl:schemaLibrary xmlns:sl="urn:sl"><sl:schema sl:manifestLocation="http://x"/>'
        "</sl:schemaLibrary>",
    )
    kept = '<w:evenAndOddHeaders/><w:defaultTabStop w:val="709"/>'
    story = f"{HEADER}<w:settings {DECLARED}>{kept}{''.join(leading)}</w:settings>"
    data = linked(parts("<w:p/>"), f"{OFFICE}/settings", "word/settings.xml", story)
    rels = (
        f'{HEADER}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rIdX" Type="{OFFICE}/attachedTemplate" Target="file:///x.dotm"'
        ' TargetMode="External"/></Relationships>'
    )
    data["word/_rels/settings.xml.rels"] = rels.encode()
    assert faults(data) == []
    made = without_leftovers(data)
    assert "word/_rels/settings.xml.rels" not in made
    for sign_of in (b"x.dotm", b"rIdX", b"http://x", b"SELECT", b"file:", b"linkStyles"):
        assert sign_of not in made["word/settings.xml"]
    assert kept.encode() in made["word/settings.xml"].replace(b" xmlns", b" xmlns")
    assert NAMESPACES["w"].encode() in made["word/settings.xml"]


def test_the_page_on_templates_names_every_field_and_all_that_stays_behind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sjablonen.md").read_text(encoding="utf-8")
    told_of = page.partition("## Wat in een sjabloon mag zitten")[2].partition("\n## ")[0]
    assert [each for each in sorted(FIELDS) if f"`{each}`" not in told_of] == []
    assert [each for each in DROPPED.values() if f"| {each} |" not in told_of] == []


ORDINARY = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUNS = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CALLING = (
    f"<w:p>{RUNS.format('begin')}<w:r><w:instrText>DDEAUTO c x y</w:instrText></w:r>"
    f"{RUNS.format('end')}</w:p>"
)


@pytest.mark.parametrize("root", ["ftr", "hdr", "comments", "footnotes", "anything"])
@pytest.mark.parametrize("namespace", [STRICT_WORD, ORDINARY, "urn:x"])
@pytest.mark.parametrize("before", ["", " " * 5_000, "\n\t \n" * 20])
def test_a_field_is_seen_in_any_part_of_a_finished_document(
    root: str, namespace: str, before: str
) -> None:
    part = f'{before}<w:{root} xmlns:w="{namespace}">{CALLING}</w:{root}>'
    found = live_content({"word/extra.xml": part.encode()}, "PP-01.docx")
    assert {each.weight for each in found} == {"fout"}
    assert {each.code for each in found} <= {"HB315", "HB324"}


def test_a_link_whose_address_a_field_makes_is_told() -> None:
    quote = f"{RUNS.format('begin')}<w:r><w:instrText>QUOTE x</w:instrText></w:r>"
    code = f"<w:r><w:instrText>HYPERLINK </w:instrText></w:r>{quote}{RUNS.format('end')}"
    link = f"<w:p>{RUNS.format('begin')}{code}{RUNS.format('end')}</w:p>"
    part = f'<w:ftr xmlns:w="{ORDINARY}">{link}</w:ftr>'
    found = live_content({"word/footer1.xml": part.encode()}, "PP-01.docx")
    assert [each.what for each in found] == [
        "hier staat een link waarvan het adres pas bij het openen ontstaat"
    ]


UNREADABLE: dict[str, Callable[[str], bytes]] = {
    "a comment that names a doctype": lambda xml: f"{xml}<!--<!DOCTYPE-->".encode(),
    "a comment that names an entity": lambda xml: f"{xml}<!-- <!ENTITY -->".encode(),
    "an instruction": lambda xml: f"{xml}<?x <!DOCTYPE ?>".encode(),
    "a doctype": lambda xml: f"<!DOCTYPE r>{xml}".encode(),
    "a doctype as of a drawing": lambda xml: (
        f'<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY x "y">]>{xml}'.encode()
    ),
    "deep elements": lambda xml: xml.replace("><", f">{'<a>' * 300}{'</a>' * 300}<", 1).encode(),
    "a long attribute": lambda xml: xml.replace(">", f' x="{"a" * 10_100_000}">', 1).encode(),
    "half of it": lambda xml: xml[: len(xml) - 8].encode(),
    "letters that are none": lambda xml: xml.encode() + b"<!--\xff-->",
    "an encoding that nobody uses": lambda xml: (
        f'<?xml version="1.0" encoding="x-own"?>{xml}'.encode()
    ),
}


@pytest.mark.parametrize("way", UNREADABLE)
@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("word/_rels/header1.xml.rels", led_out("image", "https://x.nl/x.png")),
        ("word/header1.xml", story("header1", "hdr")(simple("DDEAUTO a b"))),
        ("word/header1.dat", story("header1", "hdr")(simple("DDEAUTO a b"))),
        ("customXml/item1.xml", {"": b"<x><y/></x>"}),
    ],
)
def test_a_part_of_a_document_that_cannot_be_read_is_never_clean(
    part: str, xml: dict[str, bytes], way: str
) -> None:
    (text,) = xml.values()
    bare = text.decode().removeprefix(HEADER)
    found = live_content({part: UNREADABLE[way](bare)}, "PP-01.docx")
    assert [(each.code, each.weight) for each in found] == [("HB322", "fout")]
    assert f"'{part}'" in found[0].what


def test_unreadable_styles_hide_no_field_in_the_text() -> None:
    data = {**body(simple("DDEAUTO a b")), "word/styles.xml": b"<w:styles"}
    assert [each.code for each in live_content(data, "PP-01.docx")] == ["HB315", "HB322"]


@pytest.mark.parametrize(
    "name", ["word/%5Frels/header1.xml.rels", "word/_rels/header1.xml%2Erels", "word/header1.RELS"]
)
def test_an_arrow_is_seen_where_the_name_of_its_part_is_spelled_with_numbers(name: str) -> None:
    (rels,) = led_out("image", "https://x.nl/x.png").values()
    assert [each.code for each in live_content({name: rels}, "PP-01.docx")] == ["HB313"]


def test_a_drawing_as_other_programs_save_it_may_stay() -> None:
    kind = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        b' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    drawing = b'<?xml version="1.0"?>\n<!-- Inkscape -->' + kind + b"<svg/>"
    assert live_content({"word/media/image1.svg": drawing, "a.xml": b""}, "PP-01.docx") == ()


def test_a_field_behind_the_kind_of_a_drawing_is_seen() -> None:
    (text,) = body(simple("DDEAUTO a b")).values()
    bare = text.decode().removeprefix(HEADER)
    data = f'<!DOCTYPE svg PUBLIC "a" "b">{bare}'.encode()
    assert [each.code for each in live_content({"word/x.dat": data}, "PP-01.docx")] == ["HB315"]
