"""The formulas of a workbook: what one fetches or runs when somebody opens it or clicks at it."""

import re
from collections.abc import Callable

# A text, a name between quotes, and a column of a table: what stands in them is no operator.
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_COLUMNS = re.compile(r"\[[^\[\]]*\]")
_PREFIX = re.compile(r"_xl(?:fn|ws|udf|pm)\.", re.IGNORECASE)
_CALLED = re.compile(r"([A-Za-z][\w.]*)\s*\(")
_SHEET = re.compile(r"'([^']*)'\s*!")
_SEPARATORS = frozenset("/\\")  # of a path: 'http://a/[x.xlsx]S'!A1
_LINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_WHOLE = re.compile(r'\s*"((?:[^"]|"")*)"\s*[,;)]')  # the address stands there, and nothing after
_WITHIN = re.compile(r'\s*"#')  # a place in the workbook itself

# Source: Microsoft, Excel functions (by category), Add-in and Web; and Excel 4.0 Macro Functions
# Reference.
_FETCHING = frozenset(
    (
        *("WEBSERVICE", "IMAGE", "STOCKHISTORY", "RTD", "SQL.REQUEST", "PY", "TRANSLATE"),
        *("DETECTLANGUAGE", "COPILOT", "CUBEKPIMEMBER", "CUBEMEMBER", "CUBEMEMBERPROPERTY"),
        *("CUBERANKEDMEMBER", "CUBESET", "CUBESETCOUNT", "CUBEVALUE", "DDE"),
    )
)
_RUNNING = frozenset(
    (
        *("CALL", "REGISTER", "REGISTER.ID", "UNREGISTER", "EXEC", "EXECUTE", "EVALUATE", "RUN"),
        *("INITIATE", "POKE", "REQUEST", "SEND.KEYS", "APP.ACTIVATE", "OPEN", "ON.TIME"),
        *("FOPEN", "FREAD", "FWRITE", "FCLOSE", "FILE.DELETE", "DIRECTORY", "GET.WORKSPACE"),
        *("FORMULA", "FORMULA.FILL", "SET.VALUE", "SET.NAME", "ALERT", "INPUT", "GOTO", "HALT"),
    )
)


def formula_fault(formula: str, safe: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the code and what is wrong with a formula; None where it only calculates.

    Args:
        formula: as the file holds it: with a comma between arguments and English names.
        safe: tells where a link may lead.
    """
    plain = _PREFIX.sub("", formula)
    bare = _TEXT.sub('""', plain)
    called = {each.upper() for each in _CALLED.findall(bare)}
    if "|" in _COLUMNS.sub("[]", bare):
        return "HB312", "een formule die een ander programma start (DDE)"
    if any("[" in each and not _SEPARATORS.isdisjoint(each) for each in _SHEET.findall(bare)):
        return "HB312", "een formule met een koppeling naar een andere werkmap"
    if called & _RUNNING:
        return "HB312", "een formule die iets uitvoert"
    if called & _FETCHING:
        return "HB313", "een formule die iets ophaalt van buiten"
    return _link_fault(plain, safe)


def _link_fault(formula: str, safe: Callable[[str], bool]) -> tuple[str, str] | None:
    for link in _LINK.finditer(formula):
        rest = formula[link.end() :]
        whole = _WHOLE.match(rest)
        if whole is None and not _WITHIN.match(rest):
            return "HB313", "een formule met een link waarvan het adres pas bij het openen ontstaat"
        if whole and not safe(whole[1].replace('""', '"')):
            return "HB313", f"een formule met een link naar '{whole[1]}'"
    return None
