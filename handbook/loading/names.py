"""Every name in a profile is the name of something, and fits the rules of the norm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.errors import Place, Problem, did_you_mean
from handbook.loading.library_names import unknown
from handbook.loading.sentences import quoted
from handbook.loading.tree import Path, Tree
from handbook.model.content import Deadline, OpenField
from handbook.model.library import Library
from handbook.model.norm import Condition, Refusal
from handbook.model.profile import Profile

GENERAL = "123"

_WORDS = ("verzamelnaam", "138", "139", "140", "134")


def check_profile(tree: Tree, library: Library) -> list[Problem]:
    """Return what is wrong with the names in a profile, in the order of the file.

    It looks at what was typed and not at the record: a profile with a wrong date or a missing key
    gets its wrong names told in the same run.

    Args:
        tree: the profile's file.
        library: with the organisation's own items.
    """
    checks = (
        _parts,
        _edition,
        _activities,
        _characteristics,
        _services,
        _locations,
        _roles,
        _words,
        _deadlines,
        _answers,
        _exclusions,
    )
    found = [problem for check in checks for problem in check(tree, library)]
    return sorted(found, key=lambda problem: problem.place)


def check_references(tree: Tree, library: Library) -> list[Problem]:
    """Return what is wrong with the topics in a file of the organisation's own references."""
    known = {each.id: each.title for each in library.topics.values()}
    return [
        unknown("onderwerp", topic, known, tree.place((topic,), key=True))
        for topic in tree.data
        if topic not in known
    ]


def notices(profile: Profile, library: Library) -> tuple[str, ...]:
    """Return what the norm packs want this organisation to know: told, nothing to mend."""
    return tuple(
        notice.text
        for notice in library.notices
        if _holds(notice.condition, profile, library)
        and (
            not notice.fte_at_most
            or (profile.fte is not None and profile.fte <= notice.fte_at_most)
        )
    )


def _parts(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.code: each.title for each in library.parts.values()}
    chosen = _texts(tree, ("onderdelen",))
    yield from _unknown_in(tree, "onderdeel", chosen, known)
    yield from _doubles(tree, chosen, "onderdeel")
    codes = {word for _, word in chosen}
    general = {code for each in library.parts.values() for code in each.requires}
    if codes and codes <= general:
        path, code = chosen[0]
        others = "; ".join(
            f"{each} {title}" for each, title in known.items() if each not in general
        )
        yield Problem(
            tree.place(path),
            "HB210",
            f"onderdeel {code} wordt alleen samen met een ander onderdeel gecertificeerd",
            f"Kies er een bij: {others}. Onderdeel {code} komt dan vanzelf mee.",
        )


def _edition(tree: Tree, library: Library) -> Iterator[Problem]:
    path = ("norm", "editie_123")
    typed = _text_at(tree, path)
    part = library.parts.get(GENERAL)
    if typed and part and _bare(typed) != _bare(part.edition):
        yield Problem(
            tree.place(path),
            "HB211",
            f"editie {quoted(typed)} van 123 past niet bij deze norm",
            f"De onderdelen worden gecertificeerd met 123, editie {part.edition}. "
            "Ga na welke editie uw certificerende instelling gebruikt.",
        )


def _bare(edition: str) -> str:
    return re.sub(r"\s|^hkz\s*123\s*:?|^versie", "", edition.casefold())


def _activities(tree: Tree, library: Library) -> Iterator[Problem]:
    parts = {each.code: each.title for each in library.parts.values()}
    chosen = [word for _, word in _texts(tree, ("onderdelen",))]
    for part in _keys(tree, ("activiteiten",)):
        path = ("activiteiten", part)
        if part not in parts:
            yield unknown("onderdeel", part, parts, tree.place(path, key=True))
        elif part not in chosen:
            yield _not_chosen(tree.place(path, key=True), part, "deze activiteiten")
        else:
            yield from _activities_of(tree, library, part)


def _activities_of(tree: Tree, library: Library, part: str) -> Iterator[Problem]:
    words = _texts(tree, ("activiteiten", part))
    own = {each.id: each.title for each in library.activities.values() if each.part == part}
    yield from _doubles(tree, words, "activiteit")
    if not words and own:
        what = f"onderdeel {part} heeft hier geen enkele activiteit"
        mend = (
            f"Kies er minstens één uit: {', '.join(own)}. Of haal '{part}:' weg: dan gelden alle."
        )
        yield Problem(tree.place(("activiteiten", part), key=True), "HB122", what, mend)
    for path, word in words:
        if refusal := _refused(word, library.refusals):
            yield _refusal(tree.place(path), word, refusal)
        elif word not in library.activities:
            yield unknown("activiteit", word, own, tree.place(path))
        elif word not in own:
            other = library.activities[word].part
            what = f"activiteit '{word}' hoort niet bij onderdeel {part}"
            mend = f"Zet de activiteit bij onderdeel {other}, als dat bij 'onderdelen' staat."
            yield Problem(tree.place(path), "HB212", what, mend)


def _characteristics(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.id: each.title for each in library.characteristics.values()}
    words = _texts(tree, ("kenmerken",))
    yield from _unknown_in(tree, "kenmerk", words, known)
    yield from _doubles(tree, words, "kenmerk")
    chosen = {word for _, word in _texts(tree, ("onderdelen",))}
    for path, word in words:
        useful = library.characteristics[word].parts if word in known else ()
        if useful and chosen.isdisjoint(useful):
            what = f"kenmerk '{word}' hoort bij onderdeel {' of '.join(useful)}"
            mend = "Dat staat niet bij 'onderdelen'; het kenmerk verandert nu niets."
            yield Problem(tree.place(path), "HB218", what, mend, weight="let op")


def _services(tree: Tree, library: Library) -> Iterator[Problem]:
    for path in _rows(tree, "diensten"):
        yield from _chosen(tree, library, (*path, "onderdeel"), "deze dienst")
        name = _text_at(tree, (*path, "naam"))
        if refusal := _refused(name, library.refusals):
            yield _refusal(tree.place((*path, "naam")), name, refusal)


def _locations(tree: Tree, library: Library) -> Iterator[Problem]:
    for path in _rows(tree, "locaties"):
        for code, _ in _texts(tree, (*path, "onderdelen")):
            yield from _chosen(tree, library, code, "deze locatie")
        if "geheim" in _at(tree, path) and not _text_at(tree, (*path, "geheim")):
            place = tree.place((*path, "geheim"))
            yield Problem(place, "HB119", "bij 'geheim' staat niets", "Schrijf ja of nee.")


def _chosen(tree: Tree, library: Library, path: Path, thing: str) -> Iterator[Problem]:
    """Yield a problem when the part code at `path` does not exist or is not chosen."""
    code = _text_at(tree, path)
    parts = {each.code: each.title for each in library.parts.values()}
    chosen = {word for _, word in _texts(tree, ("onderdelen",))}
    if not code:
        return
    if code not in parts:
        shown = code if tree.shows(path) else "…"
        yield unknown("onderdeel", shown, parts, tree.place(path))
    elif code not in chosen and code not in _required(chosen, library):
        yield _not_chosen(tree.place(path), code, thing)


def _required(chosen: set[str], library: Library) -> set[str]:
    return {
        code for part in chosen if part in library.parts for code in library.parts[part].requires
    }


def _roles(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.id: each.function for each in library.roles.values()}
    for role in _keys(tree, ("rollen",)):
        if role not in known:
            yield unknown("rol", role, known, tree.place(("rollen", role), key=True))
    paths: list[Path] = [("documentbeheer", "goedkeurder")]
    paths += [(*path, "eigenaar") for group in ("doelen", "risicos") for path in _rows(tree, group)]
    for path in paths:
        role = _text_at(tree, path)
        if role and role not in known:
            yield unknown("rol", role, known, tree.place(path))


def _words(tree: Tree, library: Library) -> Iterator[Problem]:
    person = library.terms.get("persoon")
    usual = [person.collective, *person.by_part.values()] if person else []
    for key in _WORDS:
        path = ("woordkeuze", key)
        word = _text_at(tree, path)
        if not word or word in library.words:
            continue
        near = did_you_mean(word, library.words)
        yield Problem(
            tree.place(path),
            "HB209",
            f"het woord {quoted(word)} is niet bekend",
            f"{near} Lidwoord en meervoud moeten bekend zijn. Gebruikelijk zijn: "
            f"{', '.join(dict.fromkeys(usual))}. Bekend zijn: {', '.join(sorted(library.words))}. "
            "Een nieuw woord zet u in inhoud/termen.yaml.".lstrip(),
        )


def _deadlines(tree: Tree, library: Library) -> Iterator[Problem]:
    limits = {
        f"{procedure.id}.{limit.id}": limit
        for procedure in library.procedures.values()
        for limit in procedure.deadlines
    }
    own = [name for name, limit in limits.items() if limit.nature == "eigen"]
    for name in _keys(tree, ("termijnen",)):
        place = tree.place(("termijnen", name), key=True)
        if name not in limits:
            what = f"termijn {quoted(name)} bestaat niet"
            yield Problem(place, "HB206", what, _which(name, own, "eigen termijnen"))
        elif limits[name].nature != "eigen":
            yield _fixed(place, name, limits[name])


def _fixed(place: Place, name: str, limit: Deadline) -> Problem:
    nature = "in de wet" if limit.nature == "wet" else "in een afspraak"
    source = f": {limit.source}" if limit.source else ""
    return Problem(
        place,
        "HB207",
        f"termijn '{name}' ligt vast {nature}{source}",
        f"Hij blijft {limit.limit}. Haal deze regel weg; alleen eigen termijnen kunt u kiezen.",
    )


def _answers(tree: Tree, library: Library) -> Iterator[Problem]:
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
    for name in _keys(tree, ("invullen",)):
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


def _exclusions(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.id: each.title for each in library.topics.values()}
    words = [
        ((*path, "onderwerp"), _text_at(tree, (*path, "onderwerp")))
        for path in _rows(tree, "uitsluitingen")
    ]
    typed = [(path, word) for path, word in words if word]
    yield from _unknown_in(tree, "onderwerp", typed, known)
    yield from _doubles(tree, typed, "onderwerp")


def _unknown_in(
    tree: Tree, family: str, words: Sequence[tuple[Path, str]], known: Mapping[str, str]
) -> Iterator[Problem]:
    for path, word in words:
        if word not in known:
            yield unknown(family, word, known, tree.place(path))


def _doubles(tree: Tree, words: Sequence[tuple[Path, str]], thing: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for path, word in words:
        place = tree.place(path)
        if word in first:
            mend = f"Op regel {first[word].line} staat het ook. Haal er een weg."
            yield Problem(place, "HB215", f"{thing} {quoted(word)} staat hier dubbel", mend)
        first.setdefault(word, place)


def _not_chosen(place: Place, part: str, thing: str) -> Problem:
    return Problem(
        place,
        "HB213",
        f"onderdeel {part} is niet gekozen",
        f"Zet {part} bij 'onderdelen', of haal {thing} daar weg.",
    )


def _refused(name: str, refusals: Sequence[Refusal]) -> Refusal | None:
    spaced = f" {_spaced(name)} "
    return next(
        (
            refusal
            for refusal in refusals
            if any(f" {_spaced(word)} " in spaced for word in refusal.names)
        ),
        None,
    )


def _spaced(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _refusal(place: Place, name: str, refusal: Refusal) -> Problem:
    what = f"{quoted(name)} kan niet in het toepassingsgebied van deze norm"
    return Problem(place, "HB214", what, refusal.reason)


def _holds(condition: Condition, profile: Profile, library: Library) -> bool:
    parts = {*profile.parts, *_required(set(profile.parts), library)}
    activities = {
        each.id
        for each in library.activities.values()
        if each.part in parts and each.id in profile.activities.get(each.part, (each.id,))
    }
    services = {service.kind for service in profile.services}
    asked = (
        (condition.parts, parts),
        (condition.activities, activities),
        (condition.characteristics, set(profile.characteristics)),
        (condition.services, services),
    )
    if any(words and present.isdisjoint(words) for words, present in asked):
        return False
    return condition.negated is None or not _holds(condition.negated, profile, library)


def _at(tree: Tree, path: Path) -> Any:
    value: Any = tree.data
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _text_at(tree: Tree, path: Path) -> str:
    value = _at(tree, path)
    return value.strip() if isinstance(value, str) else ""


def _texts(tree: Tree, path: Path) -> list[tuple[Path, str]]:
    """Return the texts in the list at `path`, each with its own path."""
    value = _at(tree, path)
    if not isinstance(value, list):
        return []
    return [
        ((*path, number), each.strip())
        for number, each in enumerate(value)
        if isinstance(each, str)
    ]


def _keys(tree: Tree, path: Path) -> list[str]:
    value = _at(tree, path)
    return list(value) if isinstance(value, dict) else []


def _rows(tree: Tree, key: str) -> list[Path]:
    """Return the paths of the mappings in the list under `key`."""
    value = tree.data.get(key)
    if not isinstance(value, list):
        return []
    return [(key, number) for number, each in enumerate(value) if isinstance(each, dict)]
