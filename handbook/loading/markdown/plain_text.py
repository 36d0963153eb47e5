"""A Markdown text → what a reader reads of it: links, codes and tags resolved, marks gone."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_TAG = re.compile(r"<[^<>]*>")
# What else than marks between words, which nobody looks at, can come between two letters.
_MARKED = re.compile(r"[\[<&]|^\s*\d+[.)]\s", re.MULTILINE)
_LARGEST = 200_000  # characters; no text of a profile is as long


def printed(text: str) -> tuple[tuple[int, str], ...]:
    """Return the paragraphs, cells and points of `text` as they read, each with its first line.

    Lines count from 0. Nothing comes back where `text` reads as it is written, but for marks.
    """
    if len(text) > _LARGEST or not _MARKED.search(text):
        return ()
    return tuple(_read(_parser().parse(_FOOTNOTE.sub("", text))))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _read(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline":
            yield line, "".join(_plain(token.children or ()))
        elif token.content:
            yield line, _TAG.sub("", token.content)


def _plain(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type == "image":
            yield from _plain(token.children or ())
        elif token.type != "html_inline":
            yield token.content
