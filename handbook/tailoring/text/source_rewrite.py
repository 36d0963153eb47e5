"""A text of the library and what it should print instead → the text with its slots still open."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from handbook.tailoring.text.segments import BOLD, SWALLOWED, Segment, Words, segments

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MARKS = frozenset({BOLD, "*"})
# Marks of Markdown that print nothing, and signs that stand for another one.
_MARKUP = re.compile(
    r"(?P<bold>\*\*)|(?P<look>(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*]))"
    r"|\\(?P<sign>[!-/:-@\[-`{-~])"
)
_SPECIAL = re.compile(r"([\\`*_<>\[\]|])")
_LEADING = re.compile(r"^(#|>|[-+](?=\s)|:::|\d+(?=[.)]\s))")
_BRACES = ("{{", "}}", "{%", "%}", "{#", "#}")
_FROM_PROFILE: Mapping[str, str] = {
    "termijn": "de termijn '{}' komt uit de tabel met termijnen; een eigen termijn zet u in het "
    "profiel, bij 'termijnen'",
    "invul": "'{}' is een antwoord uit het profiel, bij 'invullen'",
    "rol": "'{}' is een functie; hoe die heet, staat in het profiel bij 'rollen'",
    "organisatie": "'{}' komt uit het profiel",
}
_WORD_OF = (
    "'{}' is een woord dat op veel plaatsen staat; u kiest het in het profiel bij 'woordkeuze'"
)
_CODE = "'{}' verwijst naar een document"


class UnwritableError(ValueError):
    """What she wrote cannot be said in the source; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a source text: as written, what it prints, and what fills it ("": itself)."""

    written: str
    prints: str
    slot: str = ""


def pieces(content: str, words: Words) -> tuple[Piece, ...]:
    """Return the pieces of a text that knows slots, codes and `**`."""
    return tuple(_piece(each) for each in segments(content, words))


def markdown_pieces(content: str, words: Words) -> tuple[Piece, ...]:
    """Return the pieces of a line of Markdown: as `pieces`, and its marks and escaped signs."""
    found: list[Piece] = []
    start = 0
    for match in _MARKUP.finditer(content):
        found += pieces(content[start : match.start()], words)
        found.append(Piece(match.group(), match["sign"] or "", match.group()))
        start = match.end()
    return (*found, *pieces(content[start:], words))


def printed(found: Iterable[Piece]) -> str:
    """Return what pieces print, blanks as one."""
    return " ".join("".join(each.prints for each in found).split())


def reworded(found: Sequence[Piece], new: str, write: Callable[[str], str]) -> str:
    """Return the source text of `found`, changed so that it prints `new`.

    Slots stay where what they print stays; words of hers are put through `write`.

    Raises:
        UnwritableError: she changed a part of what a slot prints, or `write` refuses her words.
    """
    units = list(_units(found))
    old = "".join(unit.prints for unit in units)
    changes = list(_changes(old, new))
    for change in changes:
        _refuse_slots(units, change)
    return _applied(units, changes, write)


def in_library(text: str, codes: Mapping[str, str]) -> str:
    """Return words of hers as a text of the library: the code of a document becomes its id.

    Raises:
        UnwritableError: there are signs in it that mean something else there.
    """
    if any(sign in text for sign in (*_BRACES, BOLD)):
        raise UnwritableError("accolades of sterretjes betekenen in de bron iets anders")
    if not codes:
        return text
    listed = "|".join(re.escape(each) for each in sorted(codes, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{listed})(?![\w-])", lambda match: codes[match.group()], text)


def in_markdown(text: str, codes: Mapping[str, str]) -> str:
    """Return words of hers as Markdown.

    Raises:
        UnwritableError: as `in_library`.
    """
    return _SPECIAL.sub(r"\\\1", in_library(text, codes))


def as_line(written: str) -> str:
    r"""Return a line of Markdown that begins no heading, list or quote: "- a" becomes "\- a"."""
    return _LEADING.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", written)


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is taken or left as one: a sign, or a whole slot."""

    start: int
    written: str
    prints: str
    slot: str

    @property
    def end(self) -> int:
        return self.start + len(self.prints)


def _piece(segment: Segment) -> Piece:
    prints = "".join(run.text for run in segment.prints) if segment.slot else segment.written
    return Piece(segment.written, prints, segment.slot)


def _units(found: Iterable[Piece]) -> Iterator[_Unit]:
    """Yield the units of pieces; blanks that print as one are one."""
    at = 0
    for piece in found:
        if piece.slot:
            yield _Unit(at, piece.written, piece.prints, piece.slot)
            at += len(piece.prints)
            continue
        for sign in re.sub(r"\s+", " ", piece.written):
            yield _Unit(at, sign, sign, "")
            at += 1


def _changes(old: str, new: str) -> Iterator[_Change]:
    """Yield what changed, word by word; two changes with only blanks between them are one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    starts = [0, *accumulate(map(len, before))]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    waiting: tuple[int, int, int, int] | None = None
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" and waiting and not "".join(before[i1:i2]).strip():
            waiting = (waiting[0], i2, waiting[2], j2)
        elif tag == "equal":
            if waiting:
                yield _between(waiting, starts, after)
            waiting = None
        else:
            waiting = (waiting[0], i2, waiting[2], j2) if waiting else (i1, i2, j1, j2)
    if waiting:
        yield _between(waiting, starts, after)


def _between(
    span: tuple[int, int, int, int], starts: Sequence[int], after: Sequence[str]
) -> _Change:
    return _Change(starts[span[0]], starts[span[1]], "".join(after[span[2] : span[3]]))


def _refuse_slots(units: Iterable[_Unit], change: _Change) -> None:
    """Refuse a change of a part of what a slot prints, and of a value that the profile gives."""
    for unit in units:
        if not unit.slot or not unit.prints or unit.end <= change.start or unit.start >= change.end:
            continue
        whole = change.start <= unit.start and unit.end <= change.end
        kept = change.text.strip() and unit.slot.startswith(("termijn.", "invul."))
        if not whole or kept:
            raise UnwritableError(_why(unit))


def _why(unit: _Unit) -> str:
    family, dot, _ = unit.slot.partition(".")
    if re.fullmatch(r"[A-Z]{1,4}-\d{2,3}", unit.slot):
        return _CODE.format(unit.prints)
    return (_FROM_PROFILE.get(family, _WORD_OF) if dot else _WORD_OF).format(unit.prints)


def _applied(
    units: Sequence[_Unit], changes: Sequence[_Change], write: Callable[[str], str]
) -> str:
    waiting = list(changes)
    out: list[str] = []
    gone_until, inside = 0, False
    for unit in units:
        while waiting and _comes(waiting[0], unit, inside=inside):
            change = waiting.pop(0)
            out.append(write(change.text))
            gone_until = change.end
        inside = inside != (unit.slot in _MARKS)
        if not (unit.prints and unit.start < gone_until and unit.end <= gone_until):
            out.append(unit.written)
    out += [write(change.text) for change in waiting]
    return "".join(out).replace(BOLD * 2, "").strip()


def _comes(change: _Change, unit: _Unit, *, inside: bool) -> bool:
    """Tell whether a change comes before a unit; `inside`: the unit ends what is bold or italic.

    Words in the place of others stay within the marks around them; words that only come in do not.
    """
    if change.start != unit.start or unit.prints:
        return change.start <= unit.start
    return unit.slot != SWALLOWED and change.start == change.end and not inside
