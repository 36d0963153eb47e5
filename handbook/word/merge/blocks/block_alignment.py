"""Which block of one text is which block of another: same words, nearly the same, or moved."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from handbook.word.reading.units import Content, Para, Table, text_of
from handbook.word.writing.contents_page import OUTLINE

ALIKE = 0.45
"""From here on two blocks of the two texts may be the same one; 1 is equal in words."""

_MOVED = 0.75
_MARK = 0.5
_OTHER_MARK = 0.3
_STYLE = 0.05
# Beyond this many pairs in one gap only blocks near each other are compared.
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Item:
    """A block to be aligned, with the bookmarks that say where it came from."""

    content: Content
    marks: frozenset[str] = frozenset()


_Key = Callable[[Item], Hashable]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of index → index; `moved` are the first indexes of those that changed places."""

    pairs: Mapping[int, int]
    moved: frozenset[int] = frozenset()

    @property
    def back(self) -> dict[int, int]:
        """The pairs the other way round."""
        return {second: first for first, second in self.pairs.items()}


def align(first: Sequence[Item], second: Sequence[Item], least: float = ALIKE) -> Alignment:
    """Return which item of `second` each of `first` became; one that is missing has no pair.

    Equal blocks that can be no other are anchors; between them the pairing that is most alike
    counts, in order; what is left and found elsewhere is a move. A bookmark of ours that both
    carry is a hint, no proof: people copy and paste.
    """
    shared = _once(first) & _once(second)
    pairs = _anchors(first, second, shared)
    ours = frozenset().union(*(each.marks for each in first))
    words = {id(e): Counter(_words(text_of(e.content))) for e in (*first, *second)}
    scorer = _Scorer(words, ours)
    moved = _equal_elsewhere(first, second, pairs, shared)
    for left, right in list(_gaps(pairs, len(first), len(second))):
        free = [at for at in left if at not in moved]
        open_ = [at for at in right if at not in moved.values()]
        pairs |= _best(first, second, free, open_, lambda a, b: _at_least(scorer(a, b), least))
    moved |= _moves(first, second, {**pairs, **moved}, scorer)
    return Alignment({**pairs, **moved}, frozenset(moved))


def _at_least(score: float, least: float) -> float:
    return score if score >= least else 0.0


def _anchors(
    first: Sequence[Item], second: Sequence[Item], shared: AbstractSet[str]
) -> dict[int, int]:
    """Return the pairs that stand fast: equal, and there is no other that could be meant.

    Blocks with a bookmark of ours in common come first, then headings: they say where the rest
    stands. Of what is left a block counts that is said once on either side. Equal blocks by the
    dozen are paired by what stands round them (`_best`), but for a stretch too long for that.
    """
    pairs: dict[int, int] = {}
    for key in (_marked(shared), _heading, _plain(shared)):
        for left, right in list(_gaps(pairs, len(first), len(second))):
            short = len(left) * len(right) <= _WINDOW * _WINDOW
            ours = [(at, key(first[at])) for at in left]
            theirs = [(at, key(second[at])) for at in right]
            pairs |= _equal(ours, theirs, once=short and key is not _heading)
    return pairs


def _marked(shared: AbstractSet[str]) -> _Key:
    """Return the key of blocks with one of the bookmarks that both texts have once."""
    return lambda each: (each.content, each.marks & shared) if each.marks & shared else None


def _plain(shared: AbstractSet[str]) -> _Key:
    """Return the key of blocks without such a bookmark."""
    return lambda each: None if each.marks & shared else each.content


def _heading(item: Item) -> Content | None:
    content = item.content
    return content if isinstance(content, Para) and content.style in OUTLINE else None


def _once(items: Sequence[Item]) -> frozenset[str]:
    """Return the bookmarks that one block has and no other: nobody copied them."""
    numbers = Counter(mark for each in items for mark in each.marks)
    return frozenset(mark for mark, number in numbers.items() if number == 1)


def _equal(
    first: Sequence[tuple[int, Hashable]],
    second: Sequence[tuple[int, Hashable]],
    *,
    once: bool = False,
) -> dict[int, int]:
    """Return the pairs with an equal key in one order; with `once` only of what is there once."""
    numbers = [Counter(key for _, key in side) for side in (first, second)]

    def counts(key: Hashable) -> bool:
        return key is not None and not (once and any(each[key] != 1 for each in numbers))

    ours, theirs = ([each for each in side if counts(each[1])] for side in (first, second))
    matcher = difflib.SequenceMatcher(
        None, [key for _, key in ours], [key for _, key in theirs], autojunk=False
    )
    return {
        ours[block.a + at][0]: theirs[block.b + at][0]
        for block in matcher.get_matching_blocks()
        for at in range(block.size)
    }


def _gaps(pairs: Mapping[int, int], first: int, second: int) -> Iterator[tuple[range, range]]:
    before = (-1, -1)
    for left, right in [*sorted(pairs.items()), (first, second)]:
        gap = range(before[0] + 1, left), range(before[1] + 1, right)
        if gap[0] and gap[1]:
            yield gap
        before = left, right


def _equal_elsewhere(
    first: Sequence[Item],
    second: Sequence[Item],
    pairs: Mapping[int, int],
    shared: AbstractSet[str],
) -> dict[int, int]:
    """Return the pairs of equal blocks that say something, once in each text, out of order.

    A block with a bookmark of ours is only one with the same; its words may be edited there.
    """
    found: dict[int, int] = {}
    for key in (_marked(shared), _plain(shared)):
        taken = {**pairs, **found}
        places = [
            _places(
                [(at, key(each)) for at, each in enumerate(side) if at not in out and _says(each)]
            )
            for side, out in ((first, taken.keys()), (second, set(taken.values())))
        ]
        found |= {at: places[1][said] for said, at in places[0].items() if said in places[1]}
    return found


def _places(keys: Sequence[tuple[int, Hashable]]) -> dict[Hashable, int]:
    """Return where each key stands that is there once."""
    numbers = Counter(key for _, key in keys)
    return {key: at for at, key in keys if key is not None and numbers[key] == 1}


class _Scorer:
    """Says how alike two items are: 0 for nothing, about 1 for the same words, more with marks."""

    def __init__(self, words: Mapping[int, Counter[str]], ours: frozenset[str]) -> None:
        self._words = words
        self._ours = ours

    def __call__(self, one: Item, other: Item) -> float:
        score = self._words_score(one, other)
        if score and one.marks & self._ours:
            shared = one.marks & other.marks
            score += _MARK if shared else -_OTHER_MARK * bool(other.marks & self._ours)
        return score

    def _words_score(self, one: Item, other: Item) -> float:
        if type(one.content) is not type(other.content):
            return 0.0
        left, right = self._words[id(one)], self._words[id(other)]
        same_style = _style(one.content) == _style(other.content)
        if not left and not right:
            return 0.9 if same_style else 0.3
        if not left or not right:
            return 0.01
        shared = 2 * (left & right).total() / (left.total() + right.total())
        return shared + _STYLE * same_style + 0.01


def _style(content: Content) -> str:
    return content.style if isinstance(content, Para | Table) else content.kind


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _best(
    first: Sequence[Item],
    second: Sequence[Item],
    left: Sequence[int],
    right: Sequence[int],
    score: Callable[[Item, Item], float],
) -> dict[int, int]:
    """Return the pairs within a gap that are most alike together and keep their order."""
    scores = {
        (x, y): score(first[i], second[j])
        for x, i in enumerate(left)
        for y, j in enumerate(right)
        if len(left) * len(right) <= _WINDOW * _WINDOW or abs(x - y) <= _WINDOW
    }
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for x in range(len(left) - 1, -1, -1):
        for y in range(len(right) - 1, -1, -1):
            here = scores.get((x, y), 0.0)
            pair = best[x + 1][y + 1] + here if here else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], pair)
    found: dict[int, int] = {}
    x = y = 0
    while x < len(left) and y < len(right):
        here = scores.get((x, y), 0.0)
        if here and best[x][y] == best[x + 1][y + 1] + here:
            found[left[x]] = right[y]
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return found


def _moves(
    first: Sequence[Item], second: Sequence[Item], pairs: Mapping[int, int], score: "_Scorer"
) -> dict[int, int]:
    """Return the pairs of what is left over and says the same elsewhere."""
    taken = set(pairs.values())
    free = [at for at in range(len(second)) if at not in taken and _says(second[at])]
    found: dict[int, int] = {}
    for index, item in enumerate(first):
        if index in pairs or not _says(item) or not free:
            continue
        scored = [(_move_score(item, second[at], score), -at) for at in free]
        best, place = max(scored)
        if best >= _MOVED:
            found[index] = -place
            free.remove(-place)
    return found


def _move_score(one: Item, other: Item, score: "_Scorer") -> float:
    return score(one, other) + (one.content == other.content)


def _says(item: Item) -> bool:
    return bool(text_of(item.content).strip())
