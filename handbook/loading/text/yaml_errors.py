"""What the YAML parser could not read → what a person must mend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.errors import Place, Problem
from handbook.loading.text.decoding import excerpt

_OPEN_QUOTE = re.compile(r"""(?:^\s*(?:- +)*|[:\[{,] *)(["'])(?!.*\1)""")
_CLOSED_QUOTE = re.compile(r"""[:\-,\[{] *(["'])[^"']*\1$""")
_SECOND_COLON = re.compile(r"^(\s*(?:- +)*[^:#\"'\[{]+: +)\S.*?(:)(?: |$)")
_TAB_INDENT = re.compile(r"^ *\t\s*\S")
_OWN_SIGN = re.compile(r"[@`%]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What the parser says: its sentence, and where; lines and columns count from 0.

    `context_line` and `context_column` tell where the construction began that it was reading.
    """

    sentence: str
    line: int
    column: int
    context: str = ""
    context_line: int = 0
    context_column: int = 0


def explain(fault: Fault, lines: Sequence[str], file: str, offset: int = 0) -> Problem:
    """Return `fault` in Dutch, at the place that must be mended.

    Looking at the line in question is more reliable than translating the parser: it often stumbles
    some lines after the slip.

    Args:
        fault: what the parser says.
        lines: the lines it read.
        file: their file as the user would type it.
        offset: the lines of the file before the first of `lines`.
    """
    for look in (_tab, _escape, _behind_quote, _quote, _bracket, _colon, _no_colon, _sign):
        if found := look(fault, lines):
            line, column, code, what, mend = found
            break
    else:
        line, column = fault.line, fault.column
        code, what, mend = "HB100", "deze regel past niet in de opbouw van het bestand", _STRUCTURE
    shown = lines[line] if line < len(lines) else ""
    place = Place(file, line + 1 + offset, column + 1, excerpt(shown, column + 1))
    return Problem(place, code=code, what=what, mend=mend)


_Found = tuple[int, int, str, str, str]
_STRUCTURE = (
    "Kijk naar het inspringen en naar de dubbele punt achter de sleutel, ook op de regel erboven. "
    "Wat bij elkaar hoort, springt even ver in."
)


def _tab(fault: Fault, lines: Sequence[str]) -> _Found | None:
    tabbed = [number for number, line in enumerate(lines) if _TAB_INDENT.match(line)]
    near = [number for number in tabbed if abs(number - fault.line) <= 1]
    if not near or ("tab" not in fault.sentence and fault.line not in tabbed):
        return None
    first = tabbed[0]
    more = " Er staan er meer in dit bestand." if len(tabbed) > 1 else ""
    mend = f"Gebruik spaties om in te springen, twee per niveau.{more}"
    return first, lines[first].index("\t"), "HB101", "er staat een tab aan het begin", mend


def _escape(fault: Fault, lines: Sequence[str]) -> _Found | None:
    if "escape" not in fault.sentence:
        return None
    mend = "Schrijf een map met gewone strepen (/), of gebruik enkele aanhalingstekens."
    what = "een schuine streep \\ kan niet zomaar tussen dubbele aanhalingstekens"
    column = (
        lines[fault.line].find("\\", max(fault.column - 1, 0)) if fault.line < len(lines) else 0
    )
    return fault.line, max(column, 0), "HB103", what, mend


def _behind_quote(fault: Fault, lines: Sequence[str]) -> _Found | None:
    before = lines[fault.line][: fault.column].rstrip() if fault.line < len(lines) else ""
    if "expected" not in fault.sentence or not _CLOSED_QUOTE.search(before):
        return None
    what = "na het aanhalingsteken staat nog tekst"
    mend = "Zet de hele waarde tussen één paar aanhalingstekens."
    return fault.line, fault.column, "HB103", what, mend


def _quote(fault: Fault, lines: Sequence[str]) -> _Found | None:
    if "quoted scalar" in fault.context and "end of stream" in fault.sentence:
        line, column = fault.context_line, fault.context_column
    elif "expected" in fault.sentence and (found := _last_open_quote(fault, lines)):
        line, column = found
    else:
        return None
    mend = (
        "Zet een tweede aanhalingsteken aan het eind van de waarde. Begint een woord met een "
        "apostrof, zoals 's avonds, zet dan de hele waarde tussen dubbele aanhalingstekens."
    )
    return line, column, "HB103", "een aanhalingsteken is niet gesloten", mend


def _last_open_quote(fault: Fault, lines: Sequence[str]) -> tuple[int, int] | None:
    for number in range(min(fault.line, len(lines) - 1), -1, -1):
        if match := _OPEN_QUOTE.search(lines[number]):
            return number, match.start(1)
    return None


def _bracket(fault: Fault, lines: Sequence[str]) -> _Found | None:
    if "']'" in fault.sentence or "'}'" in fault.sentence:
        line, column = fault.context_line, fault.context_column
    elif "node content" in fault.sentence and (found := _last_open_bracket(fault, lines)):
        line, column = found
    else:
        return None
    sign = {"[": "]", "{": "}"}.get(lines[line][column : column + 1], "]")
    mend = f"Zet '{sign}' aan het eind."
    if re.search(r"\s#", lines[line] if line < len(lines) else ""):
        mend += " Na ' #' leest het programma niet verder: zet een kleur tussen aanhalingstekens."
    return line, column, "HB100", "een haak is niet gesloten", mend


def _last_open_bracket(fault: Fault, lines: Sequence[str]) -> tuple[int, int] | None:
    for number in range(min(fault.line, len(lines) - 1), -1, -1):
        text = re.split(r"(?:^|\s)#", lines[number])[0]
        if sum(map(text.count, "[{")) > sum(map(text.count, "]}")):
            return number, max(text.find("["), text.find("{"))
    return None


def _colon(fault: Fault, lines: Sequence[str]) -> _Found | None:
    if "mapping values" not in fault.sentence or fault.line >= len(lines):
        return None
    if not (match := _SECOND_COLON.match(lines[fault.line])):
        return None
    mend = "Zet de hele waarde tussen aanhalingstekens."
    what = "er staat een dubbele punt in de tekst"
    return fault.line, match.start(2), "HB102", what, mend


def _no_colon(fault: Fault, lines: Sequence[str]) -> _Found | None:
    above = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    if "mapping values" not in fault.sentence or not above.strip() or ":" in above:
        return None
    column = len(above) - len(above.lstrip())
    mend = "Schrijf een sleutel, een dubbele punt, een spatie en de waarde."
    return fault.line - 1, column, "HB100", "op deze regel ontbreekt een dubbele punt", mend


def _sign(fault: Fault, lines: Sequence[str]) -> _Found | None:
    if "cannot start any token" not in fault.sentence or fault.line >= len(lines):
        return None
    sign = lines[fault.line][fault.column : fault.column + 1]
    if not _OWN_SIGN.match(sign):
        return None
    mend = "Zet de hele waarde tussen aanhalingstekens."
    return fault.line, fault.column, "HB100", f"een waarde kan niet beginnen met {sign}", mend
