"""What the records of a pack ask of each other: articles stand in their law, kenmerken in order."""

import re
from collections.abc import Iterable, Iterator, Sequence

from handbook.errors import Problem
from handbook.loading.packs.items import Items, Source
from handbook.loading.text.limit_form import vague
from handbook.model.sources.content import Procedure
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Condition, Dated, Norm

_LIMIT = re.compile(r"\{\{\s*termijn\.([\w-]+)\s*\}\}", re.IGNORECASE)
_ANY_DAY = Dated()
_Path = tuple[str | int, ...]


def check_rules(
    norms: Iterable[Source[Norm]], shelves: Sequence[Items], library: Library
) -> list[Problem]:
    """Return what breaks these rules in norm packs and in folders of content."""
    read = list(norms)
    problems = [problem for norm in read for problem in (*_order(norm), *_circles(norm, library))]
    for items in shelves:
        for source in items.procedures:
            problems += [*_articles(source, library), *_vague(source), *_outlived(source)]
    return problems


def _articles(source: Source[Procedure], library: Library) -> Iterator[Problem]:
    """Yield a problem for each article that its law in wetten.yaml does not list (HB238)."""
    lines = (("termijnen", source.record.deadlines), ("grondslag", source.record.grounds))
    for key, cited in lines:
        for number, each in enumerate(cited):
            law = library.laws.get(each.law)
            for index, article in enumerate(each.articles if law else ()):
                if law and law.article(article) is None:
                    known = ", ".join(one.number for one in law.articles) or "nog geen"
                    yield Problem(
                        source.tree.place((key, number, "artikelen", index)),
                        code="HB238",
                        what=f"artikel {article} van de {law.name} staat niet in wetten.yaml",
                        mend=f"Zet het daar bij, met zekerheid en bron. Er staan: {known}.",
                    )


def _vague(source: Source[Procedure]) -> Iterator[Problem]:
    """Yield each limit of one's own choice that says no time (HB274)."""
    for number, each in enumerate(source.record.deadlines):
        if each.nature == "eigen":
            yield from vague(each.limit, source.tree.place(("termijnen", number, "termijn")))


def _outlived(source: Source[Procedure]) -> Iterator[Problem]:
    """Yield each text that names a limit and holds on a day on which that does not (HB257)."""
    limits = {each.id: each for each in source.record.deadlines if each.since or each.until}
    for path, text, holder in _texts(source.record) if limits else ():
        for name in _LIMIT.findall(text):
            if name in limits and not _within(holder, limits[name]):
                yield Problem(
                    source.tree.place(path),
                    code="HB257",
                    what=f"deze tekst noemt termijn '{name}', en geldt ook als die niet geldt",
                    mend="Noem de termijn alleen in een stap met dezelfde 'geldt_vanaf' en "
                    "'geldt_tot', of schrijf het zonder.",
                )


def _texts(item: Procedure) -> Iterator[tuple[_Path, str, Dated]]:
    """Yield each text that may name a limit, with where it stands and the days on which it does."""
    yield ("doel",), item.purpose, _ANY_DAY
    yield ("toepassing",), item.use, _ANY_DAY
    for number, step in enumerate(item.steps):
        yield ("stappen", number, "actie"), step.action, step
        yield ("stappen", number, "registratie"), step.record, step
    for number, each in enumerate(item.particulars):
        yield ("bijzonderheden", number, "tekst"), each.text, _ANY_DAY
    for number, risk in enumerate(item.risks):
        yield ("risicos", number, "maatregel"), risk.measure, _ANY_DAY
    for number, one in enumerate(item.indicators):
        yield ("indicatoren", number, "streef"), one.target, _ANY_DAY


def _within(inner: Dated, outer: Dated) -> bool:
    """Tell whether `outer` holds on every day on which `inner` does."""
    begun = outer.since is None or (inner.since is not None and inner.since >= outer.since)
    ended = outer.until is None or (inner.until is not None and inner.until <= outer.until)
    return begun and ended


def _circles(source: Source[Norm], library: Library) -> Iterator[Problem]:
    """Yield a problem for each part that requires itself, also by way of others (HB238)."""
    for number, part in enumerate(source.record.parts):
        found: set[str] = set()
        waiting = list(part.requires)
        while waiting:
            code = waiting.pop()
            if code not in found and code in library.parts:
                found.add(code)
                waiting += library.parts[code].requires
        if part.code in found:
            yield Problem(
                source.tree.place(("onderdelen", number, "vereist")),
                code="HB238",
                what=f"onderdeel '{part.code}' vereist zichzelf, misschien via een ander",
                mend="Haal uit de kring één onderdeel weg bij 'vereist'.",
            )


def _order(source: Source[Norm]) -> Iterator[Problem]:
    """Yield a problem for each kenmerk that follows from one that the pack lists later (HB238)."""
    later = [each.id for each in source.record.characteristics if each.follows]
    for number, each in enumerate(source.record.characteristics):
        if each.follows is None:
            continue
        later.remove(each.id)
        for name in _characteristics(each.follows):
            if name in later or name == each.id:
                yield Problem(
                    source.tree.place(("kenmerken", number, "volgt_uit")),
                    code="HB238",
                    what=f"kenmerk '{each.id}' volgt uit '{name}', dat er pas na komt",
                    mend=f"Zet '{name}' erboven.",
                )


def _characteristics(condition: Condition) -> Iterator[str]:
    yield from condition.characteristics
    for inner in condition.any_of:
        yield from _characteristics(inner)
    if condition.negated:
        yield from _characteristics(condition.negated)
