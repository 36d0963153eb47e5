"""A text of the library in pieces: words that print as they are, slots, codes and bold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from handbook.model.sources.content import Run, Runs
from handbook.model.sources.library import DETERMINERS

_TOKEN = re.compile(r"\*\*|\{\{\s*([^{}]+?)\s*\}\}|\b([A-Z]{1,4}-\d{2,3})\b")
# A determiner with the slot right behind it, maybe in bold.
_DETERMINER = re.compile(
    rf"\b({'|'.join(DETERMINERS)})(?= (?:\*\*)?\{{\{{\s*([^{{}}]+?)\s*\}}\}})", re.IGNORECASE
)
BOLD = "**"
DETERMINED = "lidwoord"
SWALLOWED = "punt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the slots and the document codes of one text stand for.

    Before a slot of `neuter` a determiner takes the form that goes with het.
    """

    slots: Mapping[str, Runs]
    references: Mapping[str, Runs]
    neuter: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text of the library: as it is written there, and what it prints.

    `slot` is empty for words that print as they are; else it names what fills the piece: a slot, a
    document code, `**`, or one of DETERMINED and SWALLOWED.
    """

    written: str
    slot: str = ""
    prints: Runs = ()


@lru_cache(maxsize=1 << 15)
def prints_itself(content: str) -> bool:
    """Tell whether a text of the library prints as it stands: no bold, slot, code or mark in it."""
    return not _TOKEN.search(content) and "[" not in content


def segments(content: str, words: Words) -> Iterator[Segment]:
    """Yield the pieces of `content`; what is written in them, joined, is `content` again."""
    bent = _bent(content, words)
    start = 0
    for match in _TOKEN.finditer(content):
        yield from _loose(content, start, match.start(), bent)
        start = match.end()
        if match.group() == BOLD:
            yield Segment(BOLD, BOLD)
            continue
        values = _value(match, words)
        yield Segment(match.group(), match[1] or match[2], values)
        # An answer that ends as a sentence needs no second full stop.
        if values and values[-1].text.endswith(".") and content[start : start + 1] == ".":
            yield Segment(".", SWALLOWED)
            start += 1
    yield from _loose(content, start, len(content), bent)


def _loose(content: str, start: int, end: int, bent: Mapping[int, Segment]) -> Iterator[Segment]:
    """Yield the words from `start` to `end`, the determiners that take another form apart."""
    for at in (each for each in bent if start <= each < end):
        if start < at:
            yield Segment(content[start:at])
        yield bent[at]
        start = at + len(bent[at].written)
    if start < end:
        yield Segment(content[start:end])


def _bent(content: str, words: Words) -> dict[int, Segment]:
    """Return, by place, the determiners that the word behind them bends: "de" becomes "het"."""
    found = {}
    for match in _DETERMINER.finditer(content) if words.neuter and "{{" in content else ():
        typed, slot = match.groups()
        if slot.lower() in words.neuter:
            form = DETERMINERS[typed.lower()][1]
            form = form.capitalize() if typed[0].isupper() else form
            found[match.start()] = Segment(typed, DETERMINED, (Run(text=form),))
    return found


def _value(match: re.Match[str], words: Words) -> Runs:
    slot, code = match.groups()
    if code:
        return words.references.get(code, (Run(text=code),))
    if slot in words.slots:
        return words.slots[slot]
    lowered = slot[:1].lower() + slot[1:]
    return _capital(words.slots[lowered])


def _capital(runs: Runs) -> Runs:
    if not runs:
        return runs
    first = runs[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *runs[1:])
