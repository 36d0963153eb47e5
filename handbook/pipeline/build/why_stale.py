"""What changed a document since the last build, as a reader should hear it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from handbook.model.documents.document import Document
from handbook.model.sources.library import MATRIX
from handbook.model.sources.register import Register
from handbook.pipeline.build import cache as build_cache
from handbook.pipeline.build.cache import CachedBuild
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.placement.placement_decision import Making
from handbook.tailoring.control.codes_and_versions import with_causes

News = Callable[[], tuple[list[str], list[str]]]


def explained(context: OrganisationContext, making: Making, news: News) -> Making:
    """Return `making` with what a reader should hear when its file changes."""
    return replace(making, sources=partial(_sources, context, news, making.document))


def news_since(context: OrganisationContext, before: CachedBuild | None) -> News:
    """Return what gives the news since `before`, worked out when somebody first asks."""
    return cache(lambda: build_cache.news_since(before, context.loaded) if before else ([], []))


def _sources(context: OrganisationContext, news: News, document: Document) -> dict[str, str]:
    """Return what a reader should hear of a change, by the part of the fingerprint it is in."""
    if document.kind == "eigen":
        return {"tekst": "uw bestand is gewijzigd"}
    template = context.loaded.templates[document.kind][0].rpartition("/")[2]
    return {
        "sjabloon": f"sjabloon {template} gewijzigd",
        "tekst": _cause(context, news, document),
    }


def _cause(context: OrganisationContext, news: News, document: Document) -> str:
    """Return what changed the content of a document since the last build; "" if not known."""
    if document.kind == "eigen":
        return "uw bestand of uw regels daarover zijn gewijzigd"
    text = build_cache.changed_text(news(), context.loaded, document.item, document.kind)
    return " en ".join(filter(None, (text, _by_hand(context, document))))


def caused(context: OrganisationContext, news: News) -> Register:
    """Return the register with what changed in each version that has other content by now."""
    before = context.loaded.register
    known = {entry.item: entry.current.content for entry in before.entries}
    other = {
        entry.item
        for entry in context.register.entries
        if known.get(entry.item, entry.current.content) != entry.current.content
    }
    causes = {
        each.item: _cause(context, news, each)
        for each in context.made.documents
        if each.item in other
    }
    return with_causes(context.register, before, causes)


def _by_hand(context: OrganisationContext, document: Document) -> str:
    """Return which files the matrix tells about because a person changed them; "" if none."""
    if document.item != MATRIX or not context.made.handiwork:
        return ""
    codes = [each.code for each in context.made.documents if each.item in context.made.handiwork]
    return f"{build_cache.listed(codes)} met de hand gewijzigd"
