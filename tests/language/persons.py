"""Which words for the person served stand in a text, and may they stand there?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .pieces import Piece
from .rules import Hit

# The words our texts leave to the slots. "Kind" is not among them: a child is a child anywhere.
_BY_HAND = re.compile(r"(?<![\w-])(?:cliënt(?:en)?|bewoners?|deelnemers?)(?![\w-])", re.IGNORECASE)
_ORDINARY = Path(__file__).parent / "gewoon.txt"
# The matrix has the words of the norm pack, which is the same for every organisation; the role
# cards say again what the procedures say.
_ELSEWHERE = frozenset({"KH-02", "KH-03"})


@dataclass(frozen=True, slots=True)
class Ordinary:
    """A place where such a word is an ordinary word, and why: "deelnemers" of a meeting."""

    source: str
    words: str
    reason: str


def by_hand(piece: Piece, ordinary: Iterable[Ordinary]) -> Iterator[Hit]:
    """Yield the words for the person that a text has by itself where a slot should stand.

    Args:
        piece: a text of an organisation whose own words are none of these.
        ordinary: the places where the word means somebody else.
    """
    if piece.item in _ELSEWHERE:
        return
    text = piece.text
    for each in ordinary:
        if piece.source.startswith(each.source):
            text = text.replace(each.words, "")
    for match in _BY_HAND.finditer(text):
        yield Hit(
            match.group(), "gebruik het slot: {{ persoon }}, {{ de_persoon }}, {{ personen }}"
        )


def mixed(pieces: Iterable[Piece], words: Iterable[str]) -> Iterator[tuple[Piece, Hit]]:
    """Yield the texts that call the person by another word than the first of `pieces` does.

    What a procedure adds for one part may have that part's word; within one text there is one.
    """
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    first = ""
    for piece in pieces:
        found = list(dict.fromkeys(each.casefold() for each in pattern.findall(piece.text)))
        if ".bijzonderheden." in piece.source:
            strays = found[1:]
        else:
            first = first or (found[0] if found else "")
            strays = [each for each in found if each != first]
        for each in strays:
            yield piece, Hit(each, f"hier heet {{{{ de_persoon }}}} ook '{first or found[0]}'")


def not_together(
    piece: Piece, orders: Mapping[str, str], own: Iterable[str]
) -> Iterator[tuple[Piece, Hit]]:
    """Yield a part's own word in the chapters about the whole organisation: rubriek 4 to 9.

    Args:
        piece: a text of an organisation with more than one part.
        orders: the file name of each section of the handbook, by its id.
        own: the words that belong to one part.
    """
    section = piece.source.removeprefix("KH-01.").split(".")[0]
    if "04" <= orders.get(section, "")[:2] <= "09":
        for word in own:
            if word in piece.text.casefold():
                yield piece, Hit(word, "in hoofdstuk 4 tot en met 9 hoort de verzamelnaam")


def ordinary_places() -> tuple[Ordinary, ...]:
    """Return the lines of gewoon.txt: `source: words in the text = reason`."""
    lines = _ORDINARY.read_text(encoding="utf-8").splitlines()
    return tuple(_ordinary(line) for line in lines if line.strip() and not line.startswith("#"))


def _ordinary(line: str) -> Ordinary:
    source, _, rest = line.partition(": ")
    words, _, reason = rest.rpartition(" = ")
    return Ordinary(source, words, reason)
