"""What does not belong in a finished document: open fields, tags, notes to the writer, marks."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from handbook.inspection.pieces import Piece, Said

Left = Literal["open veld", "tag", "schrijver", "voorstel", "nagaan"]

_OPEN = re.compile(r"\[\s*(?:nog\s+)?in\s*(?:te\s+)?vullen\b[^\]]*\]?", re.IGNORECASE)
# A tag with a name in it; braces that an organisation typed itself, {{ 6*7 }}, may stay.
_TAG = re.compile(
    r"\{\{[a-z]{0,2} ?\s*[A-Za-z_][\w.]*\s*(?:\}\}|[(|][^}]*\}{0,2})"
    r"|\{%(?:tr|tc|p|r)?-?\s*(?:for|if|elif|else|end[a-z]+|set|macro|include)\b[^}]*%\}"
    r"|\bMERGEFIELD\s+\S+"
)
_WRITER = re.compile(
    r"(?i:lorem ipsum)|\bTODO\b|\bTBD\b|\bXXX+\b|\bPM:|(?i:klik of tik om tekst in te voeren)"
    r"|(?i:\bvul hier\b[^.]{0,60}|\bhier (?:uw|de) (?:tekst|naam|logo) (?:invullen|plaatsen)\b)"
    r"|\[(?:naam|datum|adres|plaats|functie|telefoon(?:nummer)?|e-mail|organisatie|bedrag|x+)\]"
    r"|<(?:naam|datum|adres|plaats|functie|organisatie)>"
)
_STYLES: Mapping[str, Left] = {"Kader voorstel": "voorstel", "Te controleren": "nagaan"}
# The words of a mark as well: a template of one's own may lack its style.
_MARKS: Mapping[Left, re.Pattern[str]] = {
    "voorstel": re.compile(
        r"\[voorstel\b|\(voorstel: \S|^\s*voorstel(?:[.:] |  )\s*\S", re.IGNORECASE
    ),
    "nagaan": re.compile(r"\[(?:termijn\s|nog\s)?na\ste\sgaan\b", re.IGNORECASE),
}
_PLAIN = ("de tekst", "een cel")  # where a reader looks first; not worth a word in a message
_LONGEST = 1_000  # characters of a text that is remembered: most stand in many files
_SHOWN = 60  # characters of a text in a message


def leftovers(said: Said, typed: str = "") -> dict[Left, tuple[str, ...]]:
    """Return what is left in a file by kind: where each stands and how it begins, in order.

    A tag that the organisation itself typed, as part of `typed`, is a text like any other.
    """
    found: dict[Left, list[str]] = {}
    for piece in (each for each in said.pieces if not each.again):
        for kind, text in _in_piece(piece):
            if kind == "tag" and text in typed:
                continue
            where = "" if piece.where in _PLAIN else f"{piece.where}: "
            found.setdefault(kind, []).append(f"{where}{short(text)}")
    return {kind: tuple(texts) for kind, texts in found.items()}


def short(text: str) -> str:
    """Return `text` on one line, cut off where it is longer than a message can hold."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def _in_piece(piece: Piece) -> Iterable[tuple[Left, str]]:
    look = _known if len(piece.text) <= _LONGEST else _in_text
    told = look(piece.text)
    if not piece.styles:
        return told
    marks = {_STYLES[style] for style in piece.styles & _STYLES.keys()} | {kind for kind, _ in told}
    return (
        *(each for each in told if each[0] not in _MARKS),
        *((kind, piece.text) for kind in _MARKS if kind in marks),
    )


def _in_text(text: str) -> tuple[tuple[Left, str], ...]:
    """Return what is left in `text`, whatever it wears."""
    return (
        *(("open veld", each) for each in (_OPEN.findall(text) if "[" in text else ())),
        *(("tag", each[0]) for each in _TAG.finditer(text)),
        *(("schrijver", each[0]) for each in _WRITER.finditer(text)),
        *((kind, text) for kind, pattern in _MARKS.items() if pattern.search(text)),
    )


_known = lru_cache(maxsize=10_000)(_in_text)
