"""One paragraph that changed, word by word, as tracked changes."""

import difflib
from collections.abc import Sequence
from itertools import groupby

from handbook.word.comparison.revisions import (
    RevisionPen,
    former_properties,
    looks_alike,
    mark_properties,
    put,
    put_restyled,
)
from handbook.word.comparison.tokens import Piece, Token, letters_of, pieces
from handbook.word.package.markup import Element, qualified

_PPR = qualified("w:pPr")
# A blank or a short word between two changes reads as noise: it goes with them.
_ISLAND = 2
# Pieces old[start:end] stand for new[first:last]; the last says whether they are equal.
_Step = tuple[int, int, int, int, bool]


def reword(pen: RevisionPen, old: Element, new: Element) -> None:
    """Make of `new` a paragraph that shows how it came from `old`; both are settled."""
    former = former_properties(pen, old)
    before, after = letters_of(old), letters_of(new)
    if not _same(pen, before, after):
        for each in [each for each in new if each.tag != _PPR]:
            new.remove(each)
        _rewrite(pen, new, pieces(before), pieces(after))
    mark_properties(pen, new, former)


def _same(pen: RevisionPen, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Tell whether two paragraphs say the same and look the same."""
    old = [each for each in before if each.text or each.key]
    new = [each for each in after if each.text or each.key]
    if [(each.key, each.text) for each in old] != [(each.key, each.text) for each in new]:
        return False
    looks = {
        (id(one.look), id(other.look)): (one.look, other.look)
        for one, other in zip(old, new, strict=True)
        if not other.nodes
    }
    return all(looks_alike(pen, *pair) for pair in looks.values())


def _rewrite(
    pen: RevisionPen, paragraph: Element, old: Sequence[Piece], new: Sequence[Piece]
) -> None:
    for start, end, first, last, equal in _steps(old, new):
        if equal:
            _restyle(pen, paragraph, old[start:end], new[first:last])
        else:
            put(pen, paragraph, _letters(old[start:end]), "del")
            put(pen, paragraph, _letters(new[first:last]), "ins")


def _restyle(
    pen: RevisionPen, paragraph: Element, old: Sequence[Piece], new: Sequence[Piece]
) -> None:
    """Put pieces that say the same; where they print otherwise, that is marked."""
    both = list(zip(old, new, strict=True))
    for (_, alike), group in groupby(both, key=lambda pair: _looks(pen, *pair)):
        same = list(group)
        letters = _letters([piece for _, piece in same])
        if alike:
            put(pen, paragraph, letters, None)
        else:
            put_restyled(pen, paragraph, _heard(same[0][0]), letters)


def _looks(pen: RevisionPen, old: Piece, new: Piece) -> tuple[int, bool]:
    one, other = _heard(old), _heard(new)
    alike = bool(other.nodes) or looks_alike(pen, one.look, other.look)
    return (0 if alike else id(one.look), alike)


def _heard(piece: Piece) -> Token:
    return next((each for each in piece.letters if each.text or each.key), piece.letters[0])


def _letters(some: Sequence[Piece]) -> list[Token]:
    return [letter for piece in some for letter in piece.letters]


def _steps(old: Sequence[Piece], new: Sequence[Piece]) -> list[_Step]:
    """Return the steps from `old` to `new`; no two changes are neighbours."""
    before, after = [each.key for each in old], [each.key for each in new]
    found = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    out: list[_Step] = []
    for at, (tag, start, end, first, last) in enumerate(found):
        short = len("".join(before[start:end]).strip()) <= _ISLAND
        equal = tag == "equal" and not (short and 0 < at < len(found) - 1)
        if out and not out[-1][4] and not equal:
            out[-1] = (out[-1][0], end, out[-1][2], last, False)
        else:
            out.append((start, end, first, last, equal))
    return out
