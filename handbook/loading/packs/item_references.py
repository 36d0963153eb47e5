"""The keys of a profile that name a line of an item: PP-01.eerste-reactie, wmo-2015.3.5."""

from collections.abc import Iterator, Mapping, Sequence

from handbook.errors import Place, Problem, did_you_mean
from handbook.loading.text.as_typed import keys, text_at
from handbook.loading.text.limit_form import vague
from handbook.loading.text.messages import quoted
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.content import Deadline, OpenField
from handbook.model.sources.library import Library


def deadlines(tree: Tree, library: Library) -> Iterator[Problem]:
    """Yield the limits that do not exist, are not hers to choose, or say no time (HB274).

    How long a form is kept (F-21.bewaren) is always hers to choose.
    """
    limits = {
        f"{procedure.id}.{limit.id}": limit
        for procedure in library.procedures.values()
        for limit in procedure.deadlines
    }
    kept = [f"{form}.bewaren" for form in library.forms]
    own = [name for name, limit in limits.items() if limit.nature == "eigen"]
    for name in keys(tree, ("termijnen",)):
        place = tree.place(("termijnen", name), key=True)
        chosen = tree.place(("termijnen", name))
        if name in kept:
            yield from vague(text_at(tree, ("termijnen", name)), chosen)
        elif name not in limits:
            what = f"termijn {quoted(name)} bestaat niet"
            yield Problem(place, "HB206", what, _which(name, [*own, *kept], "eigen termijnen"))
        elif limits[name].nature != "eigen":
            yield _fixed(place, name, limits[name], library)
        else:
            yield from vague(text_at(tree, ("termijnen", name)), chosen)


def _fixed(place: Place, name: str, limit: Deadline, library: Library) -> Problem:
    nature = "in de wet" if limit.nature == "wet" else "in een afspraak"
    law = library.laws.get(limit.law)
    source = "; ".join(filter(None, (law.name if law else "", limit.source)))
    # A doubted limit is no fact here either.
    stays = "" if limit.doubt else f"Hij blijft {limit.limit}. "
    return Problem(
        place,
        "HB207",
        f"termijn '{name}' ligt vast {nature}{f': {source}' if source else ''}",
        f"{stays}Haal deze regel weg; alleen eigen termijnen kunt u kiezen.",
    )


def answers(tree: Tree, library: Library) -> Iterator[Problem]:
    """Yield the answers to open fields that do not exist."""
    fields: dict[str, OpenField] = {
        f"{item}.{each.id}": each
        for item, each in (
            *((proc.id, each) for proc in library.procedures.values() for each in proc.open_fields),
            *(
                (chapter.head.id, each)
                for chapter in library.chapters.values()
                for each in chapter.head.open_fields
            ),
        )
    }
    for name in keys(tree, ("invullen",)):
        if name not in fields:
            place = tree.place(("invullen", name), key=True)
            what = f"open veld {quoted(name)} bestaat niet"
            yield Problem(place, "HB208", what, _which(name, list(fields), "open velden"))


def _which(name: str, known: Sequence[str], things: str) -> str:
    item = name.partition(".")[0]
    near = did_you_mean(name, known)
    same = [each for each in known if each.partition(".")[0] == item]
    if same:
        return f"{near} Bij {item} kan: {', '.join(same)}.".lstrip()
    items = dict.fromkeys(each.partition(".")[0] for each in known)
    return f"{near} Er zijn {things} bij: {', '.join(items) or 'niets'}.".lstrip()


def checks(tree: Tree, library: Library) -> Iterator[Problem]:
    """Yield the checks (nagegaan) of what is not doubted or does not exist (HB229)."""
    known, clear = doubted(library), settled(library)
    for name in keys(tree, ("nagegaan",)):
        place = tree.place(("nagegaan", name), key=True)
        if name in clear:
            # It was doubted before: the line is no fault of hers.
            what = f"{quoted(name)} hoeft niet meer te worden nagegaan"
            mend = "Het is inmiddels zeker. De regel heeft geen gevolg; u kunt haar weghalen."
            yield Problem(place, "HB229", what, mend, weight="let op")
        elif name not in known:
            what = f"{quoted(name)} hoeft niet te worden nagegaan, of bestaat niet"
            yield Problem(place, "HB229", what, _which(name, list(known), "dingen na te gaan"))


def settled(library: Library) -> frozenset[str]:
    """Return the ids of everything that may be doubted and is certain."""
    laws = library.laws.values()
    articles = {law.article_id(article.number) for law in laws for article in law.articles}
    articles |= {law.amendment_id(change) for law in laws for change in law.amendments}
    limits = {
        f"{procedure.id}.termijnen.{deadline.id}"
        for procedure in library.procedures.values()
        for deadline in procedure.deadlines
    }
    return frozenset((articles | limits) - doubted(library).keys())


def doubted(library: Library) -> Mapping[str, str]:
    """Return the ids of everything that is doubted, as `handbook check` lists them."""
    found: dict[str, str] = {}
    for law in library.laws.values():
        found |= {law.doubt_id(): law.doubt} if law.doubt else {}
        found |= {
            law.article_id(article.number): article.about
            for article in law.articles
            if not article.is_certain
        }
        found |= {
            law.amendment_id(change): change.what
            for change in law.amendments
            if not change.is_certain
        }
    for procedure in library.procedures.values():
        found |= {
            f"{procedure.id}.termijnen.{deadline.id}": deadline.what
            for deadline in procedure.deadlines
            if deadline.doubt
        }
    return found
