"""Words that stand where a field of ours stood: the field was made plain text, or typed over.

Word makes text of fields with Ctrl+Shift+F9, some programs do so by saving. What the field showed
then stays, and no program brings it up to date.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from handbook.word.package.markup import Element, qualified
from handbook.word.reading.property_fields import property_fields
from handbook.word.reading.units import Document, Story
from handbook.word.reading.version_lines import joined, plain, put

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_PARAGRAPH, _TEXT = qualified("w:p"), qualified("w:t")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainField:
    """A place in her file where a field of ours stood, and now only words do.

    Attributes:
        story: the story of her file that it stands in.
        word: which property the field showed, a key of `properties.NAMES`.
        was: what the field showed when we last wrote it.
        texts: the texts of her paragraph.
        span: which signs of that paragraph stand in its place; none of them where it is gone.
    """

    story: Story
    word: str
    was: str
    texts: tuple[Element, ...]
    span: tuple[int, int]

    @property
    def said(self) -> str:
        """What a reader of her file reads in that place."""
        return joined(self.texts)[slice(*self.span)]

    @property
    def is_same(self) -> bool:
        """True while the words still say what the field said."""
        return plain(self.said) == plain(self.was)

    def says(self, value: str) -> bool:
        """Tell whether the paragraph has `value`, as words of their own."""
        return _has(joined(self.texts), value)


def plain_fields(ours: Document, hers: Document) -> Iterator[PlainField]:
    """Yield where a field stood in `ours`, which we last wrote, and in `hers` only words do.

    Where the paragraph went as well, nothing stands.
    """
    for key, story in hers.stories.items():
        if key in ours.stories:
            yield from _in_story(ours.stories[key].root, story)


def write_plainly(found: Sequence[PlainField], values: Mapping[str, str]) -> set[str]:
    """Let words that still say what the field said, say the value of their property.

    Returns:
        the names of the parts in which words changed.
    """
    written = [each for each in found if _is_due(each, values.get(each.word, each.was))]
    # From behind, so that the places before it in the same paragraph stay where they are.
    for each in sorted(written, key=lambda each: each.span, reverse=True):
        put(each.texts, *each.span, values[each.word])
    return {each.story.part for each in written}


def _is_due(place: PlainField, value: str) -> bool:
    written = _has(value, place.was) and place.says(value)
    return place.is_same and plain(value) != plain(place.was) and not written


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: its texts, and each field in it by its word and its first and last sign."""

    texts: tuple[Element, ...]
    fields: tuple[tuple[str, int, int], ...]

    @property
    def said(self) -> str:
        return joined(self.texts).replace("\u00a0", " ")


def _in_story(base: Element, story: Story) -> Iterator[PlainField]:
    lacking = _count(base) - _count(story.root)
    if not lacking:
        return
    ours, hers = _lines(base), _lines(story.root)
    wanted = [at for at, line in enumerate(ours) if {word for word, *_ in line.fields} & {*lacking}]
    for at, other in _pairs(ours, hers, wanted):
        line, found = ours[at], hers[other]
        present = Counter(word for word, *_ in found.fields)
        for word, start, end in line.fields:
            if word in lacking and not present[word] and line.said[start:end].strip():
                yield PlainField(
                    story=story,
                    word=word,
                    was=line.said[start:end],
                    texts=found.texts,
                    span=_span(line.said, found.said, start, end),
                )


def _count(root: Element) -> Counter[str]:
    return Counter(each.word for each in property_fields(root))


def _lines(root: Element) -> list[_Line]:
    """Return the paragraphs of a story; one in a text box is no part of the one around it."""
    texts: dict[Element, list[Element]] = {each: [] for each in root.iter(_PARAGRAPH)}
    for text in root.iter(_TEXT):
        around = next(text.iterancestors(_PARAGRAPH), None)
        if around is not None:
            texts[around].append(text)
    shown: dict[Element, list[tuple[str, Sequence[Element]]]] = {}
    for each in property_fields(root):
        around = next(each.texts[0].iterancestors(_PARAGRAPH), None)
        if around is not None:
            shown.setdefault(around, []).append((each.word, each.texts))
    return [
        _Line(tuple(own), tuple(_fields(own, shown.get(paragraph, ()))))
        for paragraph, own in texts.items()
    ]


def _fields(
    texts: Sequence[Element], shown: Sequence[tuple[str, Sequence[Element]]]
) -> Iterator[tuple[str, int, int]]:
    for word, results in shown:
        start = len(joined(texts[: texts.index(results[0])]))
        yield word, start, start + len(joined(results))


def _pairs(
    ours: Sequence[_Line], hers: Sequence[_Line], wanted: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield which line of hers stands where each of `wanted` stood; none where it went."""
    said, told = [each.said for each in ours], [each.said for each in hers]
    steps = SequenceMatcher(None, said, told, autojunk=False).get_opcodes()
    taken = {at for kind, _, _, *new in steps if kind == "equal" for at in range(*new)}
    for at in wanted:
        step = next(step for step in steps if step[1] <= at < step[2])
        other = _counterpart(at, step, said, told)
        if other is None:  # it may stand elsewhere, word for word
            same = (n for n, text in enumerate(told) if text == said[at] and n not in taken)
            other = next(same, None)
        if other is not None:
            taken.add(other)
            yield at, other


def _counterpart(
    at: int, step: tuple[str, int, int, int, int], said: Sequence[str], told: Sequence[str]
) -> int | None:
    """Return which line of hers stands in the place of line `at`, which `step` is about."""
    kind, start, end, first, last = step
    if kind == "equal":
        return first + at - start
    holding = next((n for n in range(first, last) if _has(told[n], said[at])), None)
    if holding is not None:
        return holding
    if kind == "replace" and end - start in (1, last - first):
        return first + at - start
    return None


def _span(said: str, told: str, start: int, end: int) -> tuple[int, int]:
    """Return which signs of `told` stand where the signs `start` to `end` of `said` stood.

    What she typed right before or behind them is not among them.
    """
    ours, hers = _TOKEN.findall(said), _TOKEN.findall(told)
    before, after = _starts(ours), _starts(hers)
    found = []
    for kind, *at in SequenceMatcher(None, ours, hers, autojunk=False).get_opcodes():
        first, last, new, until = before[at[0]], before[at[1]], after[at[2]], after[at[3]]
        if kind == "equal":
            shift = new - first
            new, until = max(start, first) + shift, min(end, last) + shift
        if first < end and start < last and new < until:
            found.append((new, until))
    return (found[0][0], found[-1][1]) if found else (0, 0)


def _starts(tokens: Sequence[str]) -> list[int]:
    """Return at which sign each token begins, and where the last one ends."""
    starts = [0]
    for each in tokens:
        starts.append(starts[-1] + len(each))
    return starts


def _has(text: str, words: str) -> bool:
    sought = plain(words).casefold()
    found = rf"(?<!\w){re.escape(sought)}(?!\w)"
    return bool(sought) and re.search(found, plain(text).casefold()) is not None
