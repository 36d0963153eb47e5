"""What changed a document since the last build, as a reader should hear it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from handbook.model.document import Document
from handbook.model.library import MATRIX
from handbook.model.register import Register
from handbook.pipeline import memory
from handbook.pipeline.delivery import Making
from handbook.pipeline.desk import Desk
from handbook.pipeline.memory import Memory
from handbook.tailoring.control import with_causes

News = Callable[[], tuple[list[str], list[str]]]


def explained(desk: Desk, making: Making, news: News) -> Making:
    """Return `making` with what a reader should hear when its file changes."""
    return replace(making, sources=partial(_sources, desk, news, making.document))


def news_since(desk: Desk, before: Memory | None) -> News:
    """Return what gives the news since `before`, worked out when somebody first asks."""
    return cache(lambda: memory.news_since(before, desk.loaded) if before else ([], []))


def _sources(desk: Desk, news: News, document: Document) -> dict[str, str]:
    """Return what a reader should hear of a change, by the part of the fingerprint it is in."""
    template = desk.loaded.templates[document.kind][0].rpartition("/")[2]
    return {
        "sjabloon": f"sjabloon {template} gewijzigd",
        "tekst": _cause(desk, news, document),
    }


def _cause(desk: Desk, news: News, document: Document) -> str:
    """Return what changed the content of a document since the last build; "" if not known."""
    text = memory.changed_text(news(), desk.loaded, document.item, document.kind)
    return " en ".join(filter(None, (text, _by_hand(desk, document))))


def caused(desk: Desk, news: News) -> Register:
    """Return the register with what changed in each version that has other content by now."""
    before = desk.loaded.register
    known = {entry.item: entry.current.content for entry in before.entries}
    other = {
        entry.item
        for entry in desk.register.entries
        if known.get(entry.item, entry.current.content) != entry.current.content
    }
    causes = {
        each.item: _cause(desk, news, each) for each in desk.made.documents if each.item in other
    }
    return with_causes(desk.register, before, causes)


def _by_hand(desk: Desk, document: Document) -> str:
    """Return which files the matrix tells about because a person changed them; "" if none."""
    if document.item != MATRIX or not desk.made.handiwork:
        return ""
    codes = [each.code for each in desk.made.documents if each.item in desk.made.handiwork]
    return f"{memory.listed(codes)} met de hand gewijzigd"
