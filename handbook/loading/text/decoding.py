"""The bytes of a text file → its text, and what is wrong with its characters."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from unicodedata import is_normalized, normalize

from handbook.errors import Place, Problem, YamlError

MAX_BYTES = 1_000_000
MAX_SHOWN = 20
_WIDEST_EXCERPT = 140

# The ways a line can end in YAML; str.splitlines knows more and would count other lines.
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
# What XML 1.0 forbids, the C1 controls it discourages, and halves of surrogate pairs.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_UNSEEN_INDENT = re.compile(rf"^(?:[ \t]*(?:- )*)([{_UNSEEN}])")
_UNSEEN_AFTER_SIGN = re.compile(rf"^ *(?:-|[\w.-]+:)([{_UNSEEN}])")
_SECRET_WORD = "geheim"
_FIRST_LETTERS = frozenset("ghe")
_MOST_LETTERS = 3
_NEAR_ENOUGH = 0.8


def decode(data: bytes, file: str, *, limit: int = MAX_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of `data` with Unicode composed (NFC), and what should be told of it.

    A byte order mark decides; then UTF-8; then Windows-1252, what Notepad on an older Windows
    writes, with a `let op`. Guessing packages got short Dutch files wrong.

    Args:
        data: the bytes of the file.
        file: its path as the user would type it.
        limit: the most bytes that are read.

    Raises:
        YamlError: HB107 too large, HB108 not a text in any of these encodings.
    """
    if len(data) > limit:
        raise YamlError(_too_large(file, limit))
    try:
        return _composed(_by_mark(data)), ()
    except UnicodeDecodeError:
        pass
    try:
        return _composed(data.decode("cp1252")), (_not_utf8(file),)
    except UnicodeDecodeError as error:
        raise YamlError(_no_text(file)) from error


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of `text`, counted as YAML counts them."""
    return tuple(_LINE_END.split(text))


def excerpt(line: str, column: int = 1) -> str:
    """Return `line` as it may be shown: without control characters, and the part near `column`."""
    clean = FORBIDDEN.sub("\ufffd", line).rstrip()
    if len(clean) <= _WIDEST_EXCERPT:
        return clean
    start = max(0, min(column - 1 - _WIDEST_EXCERPT // 2, len(clean) - _WIDEST_EXCERPT))
    piece = clean[start : start + _WIDEST_EXCERPT].strip()
    before = "…" if start else ""
    after = "…" if start + _WIDEST_EXCERPT < len(clean) else ""
    return f"{before}{piece}{after}"


def bad_characters(
    lines: Sequence[str], file: str, *, offset: int = 0, indents: bool = True
) -> tuple[Problem, ...]:
    """Return a problem for each line with a character that cannot stand there (HB106).

    Args:
        lines: the lines of the text.
        file: its path as the user would type it.
        offset: the lines of the file before the first of `lines`.
        indents: whether blanks decide, as they do in YAML.
    """
    # Nothing that is looked for here is printable, and this is by far the quickest way to know.
    if "".join(lines).replace("\t", "").isprintable():
        return ()
    found = []
    for number, line in enumerate(lines, start=offset + 1):
        if match := FORBIDDEN.search(line):
            found.append(_forbidden(file, number, match.start() + 1, line))
        elif indents and not line.isascii() and (column := _unseen_blank(line)):
            found.append(_unseen(Place(file, number, column, excerpt(line, column))))
        if len(found) == MAX_SHOWN:
            break
    return tuple(found)


def marks_secret(word: str) -> bool:
    """Tell whether `word` is "geheim", or near enough to be that with a slip of the finger."""
    folded = word.strip().casefold()
    if folded == _SECRET_WORD:
        return True
    if folded[:1] not in _FIRST_LETTERS or abs(len(folded) - len(_SECRET_WORD)) > _MOST_LETTERS:
        return False
    return SequenceMatcher(None, folded, _SECRET_WORD).ratio() >= _NEAR_ENOUGH


def speaks_of_secrets(text: str) -> bool:
    """Tell whether "geheim" stands anywhere in `text`, or a word near it; then it is not shown."""
    if _SECRET_WORD in text.casefold():
        return True
    return any(marks_secret(word) for word in set(re.findall(r"\w+", text)))


def _by_mark(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _composed(text: str) -> str:
    # A Mac writes "ë" as two characters in some programs; then "cliënt" would not be "cliënt".
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _unseen_blank(line: str) -> int:
    match = _UNSEEN_INDENT.match(line) or _UNSEEN_AFTER_SIGN.match(line)
    return match.start(1) + 1 if match and line.strip(" \t").strip(match[1]) else 0


def _forbidden(file: str, number: int, column: int, line: str) -> Problem:
    return Problem(
        Place(file, number, column, excerpt(line, column)),
        code="HB106",
        what="hier staat een onzichtbaar besturingsteken",
        mend="Word kan dit teken niet bewaren. Wis het en typ de tekst op deze plek opnieuw.",
    )


def _unseen(place: Place) -> Problem:
    return Problem(
        place,
        code="HB106",
        what="hier staat een vaste spatie in plaats van een gewone spatie",
        mend="Die komt vaak mee bij kopiëren uit Word of een webpagina. "
        "Wis de ruimte en typ gewone spaties.",
    )


def _too_large(file: str, limit: int) -> Problem:
    return Problem(
        Place(file),
        code="HB107",
        what=f"het bestand is groter dan {limit // 1_000_000} MB",
        mend="Dit soort bestand is een paar bladzijden tekst. Kijk of u het goede bestand hebt.",
    )


def _not_utf8(file: str) -> Problem:
    return Problem(
        Place(file),
        code="HB108",
        what="het bestand is niet opgeslagen als UTF-8; het is gelezen als Windows-1252",
        mend="Kijk of ë, é en € goed in de documenten staan. "
        "Sla het bestand opnieuw op met codering UTF-8.",
        weight="let op",
    )


def _no_text(file: str) -> Problem:
    return Problem(
        Place(file),
        code="HB108",
        what="dit is geen tekstbestand",
        mend="Sla het op als platte tekst met codering UTF-8, niet als Word-document.",
    )
