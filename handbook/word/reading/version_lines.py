"""The lines of a document that tell its version: the history, and the status above the title."""

import re
from collections.abc import Iterator, Mapping, Sequence

from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import MAIN

DOT = "  ·  "
_MARK = re.compile(r"\s*·\s*(?:concept|ter vaststelling)(?![^\W\d_])", re.IGNORECASE)
_MADE = re.compile(r"(\d+\.\d+)\s*·\s*((?:concept van|vastgesteld op) \d{1,2} \w+ \d{4})")
_BLANKS = re.compile(r"\s+")
_TEXT, _PARAGRAPH, _STYLE, _VALUE = (qualified(f"w:{name}") for name in ("t", "p", "pStyle", "val"))
_BOOKMARK, _NAME = qualified("w:bookmarkStart"), qualified("w:name")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def above_title(root: Element) -> Iterator[list[Element]]:
    """Yield the texts of each line above a title, which is known by its style."""
    for paragraph in root.iter(_PARAGRAPH):
        styles = [each.get(_VALUE, "").casefold() for each in paragraph.iter(_STYLE)]
        if any("bovenregel" in each for each in styles):
            yield texts_of(paragraph)


def status_mark(said: str, subtitle: str) -> re.Match[str] | None:
    """Return where a line names the status, behind the subtitle; as we write it goes first."""
    skip = len(subtitle) if said.startswith(subtitle) else 0
    found = list(_MARK.finditer(said, skip))
    return max(found, key=lambda each: (each[0].startswith(DOT), each.start()), default=None)


def renewed(said: str, before: str, wanted: str) -> tuple[tuple[int, int, str], ...] | None:
    """Return which signs of a line of the history become what; None where it cannot be.

    A line says number, day and why, in this order: the first two are what an approval decides.
    What she typed before, between or behind them stays.
    """
    if before and plain(said) == plain(before):
        return ((0, len(said), wanted),)
    ours = wanted.split(DOT)[:2]
    if _spans(said, ours):
        return ()
    made = _MADE.search(said)
    former = before.split(DOT)[:2] if before else [*made.groups()] if made else []
    spans = _spans(said, former)
    if not spans:
        return None
    return tuple((*span, word) for span, word in zip(spans, ours, strict=True))


def _spans(said: str, words: list[str]) -> list[tuple[int, int]]:
    """Return where each of `words` stands in `said`, one behind the other; all of them or none."""
    found, at = [], 0
    for word in words:
        match = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(said, at)
        if match is None:
            return []
        found.append(match.span())
        at = match.end()
    return found


def marked_lines(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the text of each paragraph with a bookmark, by the name of that bookmark."""
    if MAIN not in parts:
        return {}
    marks = parse(parts[MAIN]).iter(_BOOKMARK)
    found = ((each.get(_NAME), next(each.iterancestors(_PARAGRAPH), None)) for each in marks)
    return {name: joined(texts_of(here)) for name, here in found}


def line_with(root: Element, name: str, before: str = "") -> Element | None:
    """Return the paragraph in which the bookmark `name` begins, or None.

    A program may drop bookmarks: the line is then known by number and day of what stood there
    `before`.
    """
    mark = next((each for each in root.iter(_BOOKMARK) if each.get(_NAME) == name), None)
    if mark is not None:
        return next(mark.iterancestors(_PARAGRAPH), None)
    former = before.split(DOT)[:2] if DOT in before else []
    lines = (each for each in root.iter(_PARAGRAPH) if former)
    return next((each for each in lines if _spans(joined(texts_of(each)), former)), None)


def texts_of(paragraph: Element | None) -> list[Element]:
    """Return the elements that hold the text of a paragraph; none where there is none."""
    return [] if paragraph is None else list(paragraph.iter(_TEXT))


def joined(texts: Sequence[Element]) -> str:
    """Return what `texts` say, read on over the runs that a program cut them into."""
    return "".join(each.text or "" for each in texts)


def plain(text: str) -> str:
    """Return `text` as it is compared: a blank of another kind or a soft hyphen is no word."""
    return _BLANKS.sub(" ", text.replace("\u00ad", "")).strip()


def say(texts: Sequence[Element], value: str) -> None:
    """Let `texts` together say `value`: the first of them all, the others nothing."""
    for number, text in enumerate(texts):
        text.text = "" if number else value
        text.set(_SPACE, "preserve")


def put(texts: Sequence[Element], start: int, end: int, words: str) -> None:
    """Let `words` stand where the signs `start` to `end` stood, counted over all `texts`."""
    at = 0
    for text in texts:
        said = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(said))
        if first < last:
            text.text = f"{said[:first]}{words}{said[last:]}"
            text.set(_SPACE, "preserve")
            words = ""
        at += len(said)
