"""A secret is found in every place, in every encoding, however it is cut: a counted attack.

The words are put together here as Word, LibreOffice and people put them in files; what must find
them is the reader that build, approve, publish, templates, answers and `check --output` share.
"""

import base64
import html
import io
import quopri
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import product
from urllib.parse import quote

import pytest
from examples import ROOT

from handbook import opc
from handbook.inspection.file_text import Reading, said_in
from handbook.inspection.pieces import readings
from handbook.loading.profile.secret_places import pattern
from handbook.secret_places.profile_entries import Public
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import Secrets
from handbook.secret_places.secret_terms import SecretPlace
from handbook.word.merge import base_from, with_base

NAME = "Huize Zwalüwnest"
SECRET = pattern([NAME, "Zwanebloemweg 118"])
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def told(data: bytes) -> bool:
    said = said_in(data)
    assert SECRET
    return any(SECRET.search(text) for _, text in readings((*said.pieces, *said.kept)))


def run(text: str) -> str:
    looks = '<w:rPr><w:b/><w:lang w:val="nl-NL"/></w:rPr>'
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def cut(between: str) -> str:
    return f"{run('Huize Zwa')}{between}{run('lüwnest')}"


def in_word(between: str) -> str:
    return f"<w:r><w:t>Huize Zwa{between}lüwnest</w:t></w:r>"


def deleted(text: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2">{run(text)}</w:ins>'


def hidden(text: str, how: str = "vanish") -> str:
    return f"<w:r><w:rPr><w:{how}/></w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f"<w:p><w:pPr><w:jc w:val='left'/></w:pPr>{text}</w:p>"


def picture(inner: str = "") -> str:
    return (
        "<w:r><w:drawing><wp:inline><wp:positionH><wp:posOffset>12345</wp:posOffset>"
        f"<wp:align>center</wp:align></wp:positionH>{inner}</wp:inline></w:drawing></w:r>"
    )


BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
CODE = "<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>"
WAYS: Mapping[str, str] = {
    "in one run": paragraph(run(NAME)),
    "over two runs": paragraph(cut("")),
    "over three runs": paragraph(f"{run('Huize')}{run(' Zwalüw')}{run('nest')}"),
    "round a spelling mark": paragraph(cut('<w:proofErr w:type="spellStart"/>')),
    "round a bookmark": paragraph(cut('<w:bookmarkStart w:id="1" w:name="x"/>')),
    "round a picture": paragraph(cut(picture())),
    "round a note": paragraph(cut('<w:r><w:footnoteReference w:id="2"/></w:r>')),
    "round a remark": paragraph(cut('<w:commentRangeStart w:id="0"/>')),
    "round a field": paragraph(cut(f"{BEGIN}{CODE}{MIDDLE}{END}")),
    "as the result of a field": paragraph(
        f"{run('Huize Zwa')}{BEGIN}{CODE}{MIDDLE}{run('lüw')}{END}{run('nest')}"
    ),
    "in a simple field": paragraph(
        f"{run('Huize Zwa')}<w:fldSimple w:instr='REF x'>{run('lüwnest')}</w:fldSimple>"
    ),
    "in the code of a field": paragraph(f"<w:r><w:instrText>TITLE {NAME}</w:instrText></w:r>"),
    "cut in the code of a field": paragraph(
        "<w:r><w:instrText>TITLE Huize Zwa</w:instrText></w:r>"
        "<w:r><w:instrText>lüwnest</w:instrText></w:r>"
    ),
    "half in a link": paragraph(
        f"{run('Huize Zwa')}<w:hyperlink r:id='rId1'>{run('lüw')}</w:hyperlink>{run('nest')}"
    ),
    "half in a control": paragraph(
        f"{run('Huize Zwa')}<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>"
        f"{run('lüwnest')}</w:sdtContent></w:sdt>"
    ),
    "half in a smart tag": paragraph(
        f"{run('Huize Zwa')}<w:smartTag w:element='x'>{run('lüwnest')}</w:smartTag>"
    ),
    "deleted": paragraph(deleted(NAME)),
    "half inserted": paragraph(f"{run('Huize Zwa')}{inserted('lüwnest')}"),
    "as it was before a change": paragraph(
        f"{run('Huize Zwa')}{deleted('lüw')}{inserted('ll')}{run('nest')}"
    ),
    "as it is after a change": paragraph(
        f"{run('Huize Zwa')}{deleted('ll')}{inserted('lüw')}{run('nest')}"
    ),
    "round a hidden run": paragraph(cut(hidden("qqq"))),
    "round a run that is hidden on the web": paragraph(cut(hidden("qqq", "webHidden"))),
    "in a hidden run": paragraph(hidden(NAME)),
    "half in a hidden run": paragraph(f"{run('Huize Zwa')}{hidden('lüw')}{run('nest')}"),
    "round a hidden run and a change": paragraph(
        f"{run('Huize Zwa')}{hidden('qqq')}{inserted('zz')}{run('lüwnest')}"
    ),
    "moved": paragraph(f"<w:moveFrom>{run(NAME)}</w:moveFrom>"),
    "in a choice": paragraph(
        f"{run('Huize Zwa')}<mc:AlternateContent><mc:Choice>{run('lüw')}</mc:Choice>"
        f"<mc:Fallback>{run('xx')}</mc:Fallback></mc:AlternateContent>{run('nest')}"
    ),
    "for an older program": paragraph(
        f"{run('Huize Zwa')}<mc:AlternateContent><mc:Choice>{run('xx')}</mc:Choice>"
        f"<mc:Fallback>{run('lüw')}</mc:Fallback></mc:AlternateContent>{run('nest')}"
    ),
    "round a text box": paragraph(
        cut(
            f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run('Doos'))}</w:txbxContent>"
            "</v:textbox></w:pict></w:r>"
        )
    ),
    "in a text box": paragraph(
        f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(cut(''))}</w:txbxContent>"
        "</v:textbox></w:pict></w:r>"
    ),
    "with a soft hyphen": paragraph(in_word("</w:t><w:softHyphen/><w:t>")),
    "with a symbol": paragraph(
        in_word("</w:t><w:sym w:font='Symbol' w:char='F06C'/><w:t>").replace("lüwnest", "üwnest")
    ),
    "round a comment of XML": paragraph(in_word("<!-- x -->")),
    "round an instruction": paragraph(in_word("<?x y?>")),
    "in CDATA": paragraph(in_word("<![CDATA[l]]>").replace("lüwnest", "üwnest")),
    "with references": paragraph(run("Huize &#90;wal&#xFC;wnest")),
    "with a blank that does not break": paragraph(run("Huize&#160;Zwalüwnest")),
    "over lines of a pretty print": paragraph(
        cut("\n      ").replace("</w:t></w:r>", "</w:t>\n </w:r>\n")
    ),
    "with a blank that Word leaves out": paragraph(
        "<w:r><w:t>Huize</w:t></w:r><w:r><w:t xml:space='preserve'> Zwa</w:t></w:r>"
        "<w:r><w:t>lüw </w:t></w:r><w:r><w:t>nest</w:t></w:r>"
    ),
    "over a line break": paragraph(f"{run('Huize')}<w:r><w:br/></w:r>{run('Zwalüwnest')}"),
    "over a tab": paragraph("<w:r><w:t>Huize</w:t><w:tab/><w:t>Zwalüwnest</w:t></w:r>"),
    "with a hyphen that does not break": paragraph(
        "<w:r><w:t>Huize</w:t><w:noBreakHyphen/><w:t>Zwalüwnest</w:t></w:r>"
    ),
    "over two paragraphs": paragraph(run("Huize")) + paragraph(run("Zwalüwnest")),
    "with the number in the next paragraph": paragraph(run("Zwanebloemweg"))
    + paragraph(run("118")),
    "over two cells": f"<w:tr><w:tc>{paragraph(run('Zwanebloemweg'))}</w:tc>"
    f"<w:tc>{paragraph(run('118'))}</w:tc></w:tr>",
    "in a formula": paragraph("<m:r><m:t>Huize Zwa</m:t></m:r><m:r><m:t>lüwnest</m:t></m:r>"),
    "in a shape": "<a:p><a:r><a:t>Huize Zwa</a:t></a:r><a:r><a:rPr/><a:t>lüwnest</a:t></a:r></a:p>",
    "in an alternative text": paragraph(picture(f'<wp:docPr id="1" descr="{NAME}"/>')),
    "in a text path": paragraph(f"<v:textpath style='x' string='{NAME}'/>"),
    "in an attribute with references": paragraph("<w:tag w:val='Huize Zwal&#252;wnest'/>"),
    "in a part that breaks off": f"{paragraph(cut(''))}<w:p><w:t",
    "without an end": f"<w:p>{cut('')}",
    "behind an open quote": f'<w:p w:x="1>{cut("")}</w:p>',
}
OFFICE_PARTS = (
    "word/document.xml",
    "word/header1.xml",
    "word/footer2.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/glossary/document.xml",
    "word/diagrams/data1.xml",
    "xl/drawings/drawing1.xml",
    "ppt/slides/slide1.xml",
    "customXml/item3.xml",
)
ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with a mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16 turned, with a mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 turned, without a mark": lambda text: text.encode("utf-16-be"),
    "UTF-32 without a mark": lambda text: text.encode("utf-32-le"),
    "ISO 8859-1": lambda text: text.replace("?>", " encoding='iso-8859-1'?>", 1).encode("latin-1"),
    "Windows": lambda text: text.replace("?>", ' encoding="windows-1252"?>', 1).encode("cp1252"),
    "undeclared Windows": lambda text: text.encode("cp1252"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_name_is_found_however_it_is_cut_in_every_part_and_encoding(encoding: str) -> None:
    tried, missed = 0, []
    for part, (way, text) in product(OFFICE_PARTS, WAYS.items()):
        whole = f"<?xml version='1.0'?><w:x {NAMESPACES}><w:body>{text}</w:body></w:x>"
        if way in ("in a part that breaks off", "without an end"):
            whole = whole.removesuffix("</w:body></w:x>")
        tried += 1
        if not told(opc.pack({part: ENCODINGS[encoding](whole)})):
            missed.append((part, way))
    assert (tried, missed) == (len(OFFICE_PARTS) * len(WAYS), [])


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, behind: bytes = b"") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join((*chunks, chunk(b"IEND", b""))) + behind


def jpeg(marker: int, data: bytes) -> bytes:
    return b"\xff\xd8\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data + b"\xff\xd9"


def exif(tag: int, kind: int, value: bytes) -> bytes:
    entry = struct.pack("<HHHII", 1, tag, kind, len(value), 26)
    return b"II*\0" + struct.pack("<I", 8) + entry + struct.pack("<I", 0) + value


LATIN, UTF = NAME.encode("latin-1"), NAME.encode()
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:title>{NAME}</dc:title></x:xmpmeta>".encode()
MIME = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
HTML = "<html><body><p>Huize <b>Zwa</b>l&uuml;wnest</p></body></html>"
PLACES: Mapping[str, tuple[str, bytes]] = {
    "title": ("docProps/core.xml", f"<x><dc:title>{NAME}</dc:title></x>".encode()),
    "company": ("docProps/app.xml", f"<x><Company>{NAME}</Company></x>".encode()),
    "own property": (
        "docProps/custom.xml",
        f"<x><property name='a'><vt:lpwstr>{NAME}</vt:lpwstr></property></x>".encode(),
    ),
    "name of a property": ("docProps/custom.xml", f"<x><property name='{NAME}'/></x>".encode()),
    "link": (
        "word/_rels/document.xml.rels",
        f'<Relationship Target="https://x.example/{quote(NAME)}"/>'.encode(),
    ),
    "link in a field": (
        "word/document.xml",
        f"<w:p><w:instrText>HYPERLINK 'x/{quote(NAME)}'</w:instrText></w:p>".encode(),
    ),
    "variable": (
        "word/settings.xml",
        f"<w:docVars><w:docVar w:name='a' w:val='{NAME}'/></w:docVars>".encode(),
    ),
    "alias of a control": ("word/document.xml", f"<w:p><w:alias w:val='{NAME}'/></w:p>".encode()),
    "bookmark": ("word/document.xml", b"<w:p><w:bookmarkStart w:name='Zwanebloemweg_118'/></w:p>"),
    "sheet": ("xl/workbook.xml", f"<sheets><sheet name='{NAME}'/></sheets>".encode()),
    "named range": (
        "xl/workbook.xml",
        f"<definedNames><definedName name='x'>'{NAME}'!A1</definedName></definedNames>".encode(),
    ),
    "head of a sheet": (
        "xl/worksheets/sheet1.xml",
        "<x><oddHeader>&amp;LHuize Zwa&amp;Blüwnest&amp;R&amp;P</oddHeader></x>".encode(),
    ),
    "shared text": (
        "xl/sharedStrings.xml",
        "<sst><si><r><t>Huize Zwa</t></r><r><rPr/><t>lüwnest</t></r></si></sst>".encode(),
    ),
    "text in a cell": (
        "xl/worksheets/sheet1.xml",
        b"<row><c t='inlineStr'><is><t>Zwanebloemweg</t></is></c><c><v>118</v></c></row>",
    ),
    "result of a formula": (
        "xl/worksheets/sheet1.xml",
        f"<row><c t='str'><f>A1&amp;B1</f><v>{NAME}</v></c></row>".encode(),
    ),
    "cache of a chart": (
        "word/charts/chart1.xml",
        f"<c:pt idx='0'><c:v>{NAME}</c:v></c:pt>".encode(),
    ),
    "threaded remark": (
        "xl/threadedComments/threadedComment1.xml",
        f"<ThreadedComments><threadedComment><text>{NAME}</text></threadedComment>"
        "</ThreadedComments>".encode(),
    ),
    "own entity": (
        "customXml/item1.xml",
        f"<!DOCTYPE a [<!ENTITY n '{NAME}'>]><a>&n;</a>".encode(),
    ),
    "cut entity": (
        "customXml/item1.xml",
        "<!DOCTYPE a [<!ENTITY n 'Zwa'>]><a>Huize &n;lüwnest</a>".encode(),
    ),
    "comment of XML": ("word/document.xml", f"<w:p><!-- {NAME} --></w:p>".encode()),
    "instruction of XML": ("word/document.xml", f"<w:p><?x {NAME}?></w:p>".encode()),
    "name of a part": (f"word/media/{NAME}.png", png()),
    "folder of a part": (f"word/{NAME}/x.xml", b"<x/>"),
    "text file": ("word/afchunk.txt", LATIN),
    "list": ("word/lijst.csv", b"straat;nummer\nZwanebloemweg;118\n"),
    "JSON": ("word/x.json", f'{{"naam": "{NAME}"}}'.encode()),
    "web page": ("word/afchunk.htm", HTML.encode()),
    "web page in its encoding": (
        "word/afchunk.htm",
        f"<meta charset=windows-1252><p>{NAME}</p>".encode("cp1252"),
    ),
    "list of a web page": ("word/a.html", b"<ul><li>Zwanebloemweg<li>118</ul>"),
    "VML": ("xl/drawings/vml1.vml", f"<xml><div>{NAME}</div></xml>".encode()),
    "drawing": (
        "word/media/a.svg",
        "<svg><text><tspan>Huize Zwa</tspan><tspan>lüwnest</tspan></text></svg>".encode(),
    ),
    "title of a drawing": ("word/media/a.svg", f"<svg><title>{NAME}</title></svg>".encode()),
    "squeezed drawing": (
        "word/media/a.svgz",
        zlib.compress(f"<svg><desc>{NAME}</desc></svg>".encode(), wbits=31),
    ),
    "rich text": (
        "word/afchunk.rtf",
        rb"{\rtf1\ansi\ansicpg1252{\*\generator x}\pard Huize {\b Zwa}l\'fcwnest\par}",
    ),
    "rich text with numbers": ("word/a.rtf", rb"{\rtf1 Huize Zwa{\*\bkmkstart x}l\u252\'fcwnest}"),
    "rich text under another name": ("word/media/x.bin", rb"{\rtf1 Huize Zwal\u252 ?wnest}"),
    "web archive": (
        "word/afchunk.mht",
        MIME + b"Content-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(HTML.encode())
        + b"\n--x--\n",
    ),
    "packed web archive": (
        "word/afchunk.mht",
        MIME + b'Content-Type: text/html; charset="iso-8859-1"\n'
        b"Content-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(f"<p>{NAME}</p>".encode("latin-1"))
        + b"\n--x--\n",
    ),
    "subject of a mail": (
        "word/afchunk.eml",
        b"MIME-Version: 1.0\nSubject: =?utf-8?B?" + base64.b64encode(UTF[:9]) + b"?=\n "
        b"=?utf-8?Q?" + UTF[9:].replace(b"\xc3\xbc", b"=C3=BC") + b"?=\n\nx",
    ),
    "address card": (
        "word/afchunk.txt",
        b"BEGIN:VCARD\nADR;ENCODING=QUOTED-PRINTABLE:;;=5Awanebloemweg=20118\nEND:VCARD",
    ),
    "JSON in codes": ("customXml/item1.json", b'{"naam": "Huize Zwal\\u00fcwnest"}'),
    "script of a web page": ("word/a.htm", b"<script>x='\\x5awanebloemweg 118'</script>"),
    "codes in a cell": (
        "xl/sharedStrings.xml",
        "<sst><si><t>Huize _x005A_walüw_x000D_nest</t></si></sst>".encode(),
    ),
    "file in flat XML": (
        "word/afchunk.xml",
        b"<pkg:package><pkg:part><pkg:binaryData>"
        + base64.encodebytes(opc.pack({"word/document.xml": f"<w:p>{cut('')}</w:p>".encode()}))
        + b"</pkg:binaryData></pkg:part></pkg:package>",
    ),
    "file in the XML of 2003": (
        "word/afchunk.xml",
        b"<w:wordDocument><w:binData w:name='x'>" + base64.b64encode(UTF) + b"</w:binData>"
        b"</w:wordDocument>",
    ),
    "caption of a PNG": ("word/media/a.png", png(chunk(b"tEXt", b"Title\0" + LATIN))),
    "packed caption of a PNG": (
        "word/media/a.png",
        png(chunk(b"zTXt", b"Title\0\0" + zlib.compress(LATIN))),
    ),
    "long caption of a PNG": (
        "word/media/a.png",
        png(chunk(b"iTXt", b"Title\0\1\0nl\0Titel\0" + zlib.compress(UTF))),
    ),
    "metadata of a PNG": (
        "word/media/a.png",
        png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    ),
    "behind a PNG": ("word/media/a.png", png(behind=UTF)),
    "PNG under another name": ("word/media/a.bin", png(chunk(b"tEXt", b"Title\0" + LATIN))),
    "comment of a JPEG": ("word/media/a.jpg", jpeg(0xFE, UTF)),
    "metadata of a JPEG": ("word/media/a.jpg", jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "caption of a JPEG": ("word/media/a.jpg", jpeg(0xE1, b"Exif\0\0" + exif(0x10E, 2, UTF))),
    "Windows title of a JPEG": (
        "word/media/a.jpg",
        jpeg(0xE1, b"Exif\0\0" + exif(0x9C9B, 1, NAME.encode("utf-16-le"))),
    ),
    "press data of a JPEG": (
        "word/media/a.jpg",
        jpeg(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + UTF),
    ),
    "comment of a GIF": (
        "word/media/a.gif",
        b"GIF89a\1\0\1\0\0\0\0!\xfe" + bytes([len(UTF)]) + UTF + b"\0;",
    ),
    "cut comment of a GIF": (
        "word/media/a.gif",
        b"GIF89a\1\0\1\0\0\0\0!\xfe\x09" + UTF[:9] + bytes([len(UTF) - 9]) + UTF[9:] + b"\0;",
    ),
    "text that begins as a picture": ("word/a.txt", b"GIF89a is een formaat. " + UTF),
    "text that begins as a drawing": ("word/a.txt", b"BMW staat bij " + UTF),
    "caption of a TIFF": ("word/media/a.tif", exif(0x10E, 2, UTF)),
    "metadata of a WebP": (
        "word/media/a.webp",
        b"RIFF\0\0\0\0WEBPXMP " + struct.pack("<I", len(XMP)) + XMP,
    ),
    "old object": (
        "word/embeddings/oleObject1.bin",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + NAME.encode("utf-16-le") + bytes(9),
    ),
    "drawing of Windows": (
        "word/media/image1.emf",
        b"\1\0\0\0" + bytes(range(1, 30)) + NAME.encode("utf-16-le") + bytes(range(9)),
    ),
    "printer": (
        "word/printerSettings/printerSettings1.bin",
        NAME.encode("utf-16-le") + bytes(range(200)),
    ),
    "format of a number, sign by sign": (
        "xl/styles.xml",
        f"<numFmt formatCode='{''.join(chr(92) + each for each in NAME)}0'/>".encode(),
    ),
    "format of a number in pieces": (
        "xl/styles.xml",
        '<numFmt formatCode="&quot;Huize Zwa&quot;&quot;lüw&quot;\\n&quot;est&quot;"/>'.encode(),
    ),
    "document in a document": (
        "word/embeddings/a.docx",
        opc.pack({"word/document.xml": f"<w:p>{cut('')}</w:p>".encode()}),
    ),
    "document under another name": (
        "word/media/x.bin",
        opc.pack({"word/document.xml": f"<w:p>{cut('')}</w:p>".encode()}),
    ),
    "row of a workbook": (
        "word/embeddings/a.xlsx",
        opc.pack(
            {
                "xl/sharedStrings.xml": b"<sst><si><t>Zwanebloemweg</t></si></sst>",
                "xl/worksheets/sheet1.xml": b"<row><c t='s'><v>0</v></c><c><v>118</v></c></row>",
            }
        ),
    ),
}


# What is a file in a file of itself; one more lies deeper than is looked into.
DEEP = (
    *("document in a document", "document under another name", "row of a workbook"),
    "file in flat XML",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_in_every_place(place: str) -> None:
    name, data = PLACES[place]
    assert told(opc.pack({"word/document.xml": b"<w:p/>", name: data}))
    inner = opc.pack({"word/document.xml": b"<w:p/>", name: data})
    if place not in DEEP:
        assert told(opc.pack({"word/embeddings/b.docx": inner}))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.htm", "a.svg", "a.vml", "a.xml", "a.odd"])
def test_a_text_beside_the_document_is_read_in_every_encoding(name: str, encoding: str) -> None:
    text = f"<?xml version='1.0'?><p>{NAME}</p>" if name[-3:] not in ("txt", "csv") else f"?>{NAME}"
    if encoding == "UTF-16 without a mark" or encoding.startswith("UTF-32"):
        text += " en verder" * 9
    assert told(opc.pack({f"word/{name}": ENCODINGS[encoding](text)}))


def test_a_remark_of_the_zip_file_is_read() -> None:
    buffer = io.BytesIO(opc.pack({"word/document.xml": b"<w:p/>"}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = UTF
    assert told(buffer.getvalue())


def test_what_a_file_keeps_of_its_former_text_is_read_as_the_text_itself() -> None:
    parts = opc.unpack((ROOT / "templates" / "procedure.docx").read_bytes())
    before, end, after = parts["word/document.xml"].rpartition(b"</w:body>")
    ways = ("over two runs", "over two paragraphs", "round a field", "as it is after a change")
    for way in ways:
        text = before + WAYS[way].encode() + end + after
        keeps = base_from({**parts, "word/document.xml": text})
        assert told(opc.pack(with_base(parts, keeps))), way


def public_street() -> Secrets:
    """Return what finds a house in a street that an open location of the organisation names too."""
    house = SecretPlace(names=("De Kade",), addresses=("Lindelaan 14, 1234 AB",))
    return secrets_of([house], public=Public(addresses=("Lindelaan 90",)))


@pytest.mark.parametrize(
    "text",
    [
        "De kademuur",
        "Die Kade",
        "Wij werken aan de rand. Kade en haven liggen dichtbij.",
        "Lindelaan 140",
        "Lindelaan 1",
        "Onderlindelaan 14",
        "1234 ABC",
    ],
)
def test_what_only_looks_like_it_is_not_found(text: str) -> None:
    secret = public_street()
    data = opc.pack({"word/document.xml": f"<w:p>{run(text)}</w:p>".encode()})
    assert secret
    assert [each for _, each in readings(said_in(data).pieces) if secret.search(each)] == []


def test_numbers_that_stand_for_other_things_are_not_read_on() -> None:
    secret = public_street()
    text = paragraph(run("Lindelaan") + picture().replace("12345", "14"))
    cells = b"<row><c t='s'><v>0</v></c><c t='s'><v>14</v></c></row>"
    data = opc.pack(
        {
            "word/document.xml": text.encode(),
            "xl/sharedStrings.xml": b"<sst><si><t>Lindelaan</t></si></sst>",
            "xl/worksheets/sheet1.xml": cells,
        }
    )
    assert secret
    assert [each for _, each in readings(said_in(data).pieces) if secret.search(each)] == []


def test_what_shows_in_a_picture_is_not_taken_for_text() -> None:
    pixels = png(chunk(b"IDAT", UTF), chunk(b"IDAT", bytes(range(256)) * 20))
    said = said_in(opc.pack({"word/media/a.png": pixels}))
    assert (said.opaque, [each for each in said.pieces if NAME in each.text]) == ((), [])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/fonts/font1.odttf", bytes(range(256)) * 9),
        ("word/printerSettings/printerSettings1.bin", bytes(range(256)) * 9),
        ("docProps/thumbnail.emf", bytes(range(256)) * 9),
        ("docProps/thumbnail.jpeg", jpeg(0xE0, b"JFIF\0\1\1")),
        ("word/theme/theme1.xml", b"<a:theme/>"),
        ("[trash]/0000.dat", bytes(300)),
        ("_xmlsignatures/origin.sigs", b""),
    ],
)
def test_what_word_lays_beside_every_document_makes_no_noise(name: str, data: bytes) -> None:
    assert said_in(opc.pack({name: data})).opaque == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256))),
        ("xl/workbook.bin", bytes(range(256)) * 3),
        ("word/media/image1.emf", bytes(range(256)) * 3),
        ("word/media/a.pdf", b"%PDF-1.4\nBT [(Zwane)15(bloemweg)] TJ ET\n"),
        ("word/media/geluid.mp3", bytes(range(256)) * 3),
        ("word/document.xml", bytes(range(256)) * 3),
        ("word/a.rtf", rb"{\rtf1 tekst {\object{\*\objdata 0105000002000000}}}"),
        ("word/embeddings/a.docx", b"PK\3\4 half"),
        ("word/fonts/font1.docx", bytes(range(256)) * 3),
        ("word/media/a.svgz", b"\x1f\x8b kapot"),
    ],
)
def test_what_cannot_be_looked_into_is_named(name: str, data: bytes) -> None:
    assert said_in(opc.pack({name: data})).opaque == (name,)


def test_files_deeper_in_each_other_than_three_are_named() -> None:
    data = opc.pack({"word/document.xml": b"<w:p/>"})
    for _ in range(3):
        data = opc.pack({"word/a.docx": data})
    assert said_in(data).opaque == ("word/a.docx/word/a.docx/word/a.docx",)


def test_a_text_that_is_too_large_is_named_and_not_left_out() -> None:
    name = "word/document.xml"
    assert Reading().part(name, b" " * 20_000_001).opaque == (name,)
    reading = Reading()
    assert [reading.part(f"x{n}.txt", b" " * 15_000_000).opaque for n in range(4)] == [
        (),
        (),
        ("x2.txt",),
        ("x3.txt",),
    ]


HOSTILE = (
    *("<", "&", '"', "'", '<"', "<a", "<!--", "<![CDATA[", "<?", "=", "= ", "&#", "{", "\\"),
    *("<w:p>", "</w:p>", "<w:ins><w:t>a</w:t>", "<w:tc></w:p>", "%41", "<!ENTITY ", "<w:style "),
    *('<w:style w:styleId="', 'name="Herziening"', '"urn:handbook:base:1"', "<si>", "<row><c><v>"),
    *("--\n", "\n", "alt=", '<a x="<">', "=?a-b?B?", "=?ab?q?a?= ", "=5A", "\\u005a", "_x005A_"),
    *("data:a/b;base64,", "<w:binData>AAAA", "data:a/b;c=d"),
)


@pytest.mark.parametrize("begin", ["", "<a ", r"{\rtf1 ", "MIME-Version: 1.0\n\n", "GIF89a!\xfe"])
def test_a_hostile_part_takes_a_time_that_grows_with_its_length_alone(begin: str) -> None:
    slow = []
    for text in HOSTILE:
        data = (begin + text * (50_000 // len(text))).encode("latin-1")
        started = time.process_time()
        parts = {
            "word/document.xml": data,
            "word/styles.xml": data,
            "customXml/item1.xml": data,
            "docProps/custom.xml": data,
            "xl/sharedStrings.xml": data,
            "xl/worksheets/sheet1.xml": data,
            "word/a.htm": data,
        }
        said_in(opc.pack(parts))
        # Seven parts of 50 kB; a step that looks back over all that came before needs far more.
        if time.process_time() - started > 1.5:
            slow.append(text)
    assert slow == []


@pytest.mark.parametrize("sign", ["<", "&", '"'])
def test_a_megabyte_of_one_sign_is_read_in_seconds(sign: str) -> None:
    started = time.process_time()
    for name in ("word/document.xml", "customXml/item1.xml", "word/a.htm", "word/a.txt"):
        Reading().part(name, sign.encode() * 1_000_000)
    assert time.process_time() - started < 20


def test_entities_of_a_part_do_not_grow_without_end() -> None:
    text = "<!ENTITY a '" + "b" * 80 + "'>" + "&a;" * 300_000
    longest = max(
        len(each.text) for each in Reading().part("customXml/item1.xml", text.encode()).pieces
    )
    assert longest < 4_000_000


def test_references_are_read_in_all_kinds_of_text() -> None:
    coded = "".join(f"&#{ord(each)};" for each in NAME)
    assert html.unescape(coded) == NAME
    for name in ("word/document.xml", "word/a.htm", "customXml/item1.xml", "word/media/a.svg"):
        assert told(opc.pack({name: f"<w:p><w:t>{coded}</w:t></w:p>".encode()})), name
