"""What in a workbook fetches or runs something when somebody opens it: nothing of it may leave."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from xml.etree import ElementTree

from handbook.errors import Place, Problem
from handbook.excel.formulas import formula_fault
from handbook.package_normalisation.part_encoding import as_utf8

_TYPES = "[content_types].xml"
_MAIN = ".main+xml"
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MARKUP = (".xml", ".rels", ".vml")
_OBJECT = b"\xd0\xcf\x11\xe0"  # a file of OLE: macros, or an object of another program
_MOST = 20  # problems; nobody reads more of one file
_LONG = 60
_APART = "Haal het weg in Excel, of zet het bestand apart en bouw opnieuw."

# Element → what a person sees of it in Excel, whatever part it stands in.
_ELEMENTS: Mapping[str, str] = {
    "externalLink": "een koppeling naar een andere werkmap",
    "externalReference": "een koppeling naar een andere werkmap",
    "ddeLink": "een koppeling naar een ander programma (DDE)",
    "oleLink": "een koppeling naar een ander programma",
    "connection": "een verbinding met gegevens van buiten",
    "dbPr": "een verbinding met gegevens van buiten",
    "webPr": "een verbinding met een webpagina",
    "queryTable": "een tabel die uit andere gegevens komt",
    "volTypes": "gegevens die een ander programma ververst",
    "oleObject": "een ingevoegd object",
    "ocx": "een ActiveX-besturingselement",
    "macrosheet": "een blad met macro's",
    "dialogsheet": "een blad met een dialoogvenster",
    "customUI": "een eigen lint",
    "webextension": "een invoegtoepassing",
    "taskpane": "een invoegtoepassing",
    "webPublishItem": "publiceren als webpagina",
    "webPublishObject": "publiceren als webpagina",
    "smartTagType": "een infolabel met een adres",
    "functionGroup": "functies van macro's",
    "DataMashup": "een query op gegevens van buiten (Power Query)",
    "DataBinding": "een koppeling met een XML-bestand",
}
# What may stand in the root of a part. Source: ECMA-376 part 1, CT_Workbook and CT_Worksheet;
# `AlternateContent` and `revisionPtr` Excel adds itself. What has a fault above is named there.
_KNOWN: Mapping[str, frozenset[str]] = {
    "workbook": frozenset(
        (
            *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews"),
            *("sheets", "functionGroups", "externalReferences", "definedNames", "calcPr"),
            *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes"),
            *("webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
            *("AlternateContent", "revisionPtr"),
        )
    ),
    "worksheet": frozenset(
        (
            *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
            *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
            *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
            *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
            *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
            *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
            *("drawingHF", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects"),
            *("controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"),
        )
    ),
}
_BASE = "HyperlinkBase"  # what all links begin with that name no place of their own
# The same by the last word of a relationship, for a part that is no XML or is not there.
_ARROWS: Mapping[str, str] = {
    "externallinkpath": _ELEMENTS["externalLink"],
    "externallink": _ELEMENTS["externalLink"],
    "connections": _ELEMENTS["connection"],
    "querytable": _ELEMENTS["queryTable"],
    "vbaproject": "macro's",
    "xlmacrosheet": _ELEMENTS["macrosheet"],
    "xlintlmacrosheet": _ELEMENTS["macrosheet"],
    "dialogsheet": _ELEMENTS["dialogsheet"],
    "oleobject": _ELEMENTS["oleObject"],
    "package": "een ingevoegd bestand",
    "control": _ELEMENTS["ocx"],
    "activexcontrolbinary": _ELEMENTS["ocx"],
    "attachedtoolbars": "werkbalken met macro's",
    "extensibility": _ELEMENTS["customUI"],
    "usercustomization": "een eigen werkbalk",
    "webextension": _ELEMENTS["webextension"],
    "webextensiontaskpanes": _ELEMENTS["webextension"],
    "volatiledependencies": _ELEMENTS["volTypes"],
    "powerpivotdata": "een gegevensmodel",
}
_HYPERLINK = "hyperlink"
_ABSOLUTE = re.compile(r"[^/?#]*:|//|.*\\")  # a scheme, a drive, a computer
_FORMULAS = frozenset(
    (
        *("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"),
        *("totalsRowFormula", "FmlaMacro", "FmlaLink", "FmlaRange", "FmlaPict", "FmlaGroup"),
    )
)
_RUNS = frozenset(("macro", "onAction", "xlm", "vbProcedure"))  # attributes
_FALSE = frozenset(("", "0", "false"))

_Fault = tuple[str, str]


def live_sheet(
    parts: Mapping[str, bytes], name: str, safe: Callable[[str], bool]
) -> tuple[Problem, ...]:
    """Return what in a workbook fetches or runs something, each with the part that it stands in.

    A formula that calculates, a drawing, a remark and a link that is safe to click are no faults.

    Args:
        parts: the parts of the file by name.
        name: how the user knows the file.
        safe: tells where a link may lead.
    """
    found = [
        Problem(Place(f"{name} › {part}"), code=code, what=f"hier zit {what} in", mend=_APART)
        for part in sorted(parts)
        for code, what in dict.fromkeys(islice(_faults(part, parts[part], safe), _MOST))
    ]
    return tuple(found[:_MOST])


def _faults(part: str, data: bytes, safe: Callable[[str], bool]) -> Iterator[_Fault]:
    text = as_utf8(data)
    if part.casefold().endswith("vbaproject.bin"):
        yield "HB312", "macro's"
    elif data.startswith(_OBJECT):
        yield "HB312", _ELEMENTS["oleObject"]
    elif part.casefold().endswith(_MARKUP) or text.lstrip(b"\0\r\n\t ").startswith(b"<"):
        root = _root(text)
        if root is None:
            yield "HB312", "een onderdeel dat niet is na te kijken"
        elif part.casefold() == _TYPES:
            yield from _kinds(root)
        elif _local(root.tag) == "Relationships":
            yield from _relationships(root, safe)
        else:
            yield from _elements(root, safe)


def _root(text: bytes) -> ElementTree.Element | None:
    """Return the root of a part; None where it is no XML that Office writes."""
    if b"<!DOCTYPE" in text:  # entities, that grow to gigabytes
        return None
    try:
        return ElementTree.fromstring(text.lstrip())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def _kinds(root: ElementTree.Element) -> Iterator[_Fault]:
    """Yield why a file is no ordinary workbook: a template, or one with macros, or in binary."""
    kinds = {each.get("ContentType", "").partition(";")[0].strip().casefold() for each in root}
    wrong = {each for each in kinds if "macroenabled" in each or each.endswith("macrosheet+xml")}
    mains = {each for each in kinds if each.endswith(_MAIN) and "spreadsheetml" in each}
    if wrong or any("vbaproject" in each for each in kinds):
        yield "HB320", "een kenmerk van een werkmap met macro's (.xlsm)"
    elif mains != {_PLAIN}:
        yield "HB320", "een kenmerk van een sjabloon of een ander soort werkmap"


def _relationships(root: ElementTree.Element, safe: Callable[[str], bool]) -> Iterator[_Fault]:
    for each in root:
        kind = each.get("Type", "").rstrip("/").rpartition("/")[2].casefold()
        target, shown = each.get("Target", ""), _short(each.get("Target", ""))
        out = each.get("TargetMode", "Internal") != "Internal" or _ABSOLUTE.match(target)
        if kind in _ARROWS:
            yield "HB312", _ARROWS[kind]
        elif out and kind != _HYPERLINK:
            yield "HB313", f"iets dat wordt opgehaald van '{shown}'"
        elif out and not safe(target):
            yield "HB313", f"een link naar '{shown}'"


def _elements(root: ElementTree.Element, safe: Callable[[str], bool]) -> Iterator[_Fault]:
    yield from _unknown(root)
    for element in root.iter():
        local = _local(element.tag)
        if local in _ELEMENTS:
            yield "HB312", _ELEMENTS[local]
        if local == "cacheSource" and element.get("type", "worksheet") == "external":
            yield "HB312", _ELEMENTS["connection"]
        if any(_local(key) in _RUNS and value not in _FALSE for key, value in element.items()):
            yield "HB312", "een knop of naam die een macro start"
        if local in _FORMULAS and (fault := formula_fault("".join(element.itertext()), safe)):
            yield fault[0], _short(fault[1])


def _unknown(root: ElementTree.Element) -> Iterator[_Fault]:
    """Yield what stands in a part and is in no standard, and where all links of a file begin."""
    known = _KNOWN.get(_local(root.tag))
    for each in root:
        tag = _local(each.tag)
        if known is not None and tag not in known:
            yield "HB312", f"een onderdeel '{_short(tag)}' dat handbook niet kent"
        if tag == _BASE and (base := "".join(each.itertext()).strip()):
            yield "HB313", f"een begin van alle links, '{_short(base)}'"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _short(text: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text)
    return shown if len(shown) <= _LONG * 2 else f"{shown[: _LONG * 2]} …"
