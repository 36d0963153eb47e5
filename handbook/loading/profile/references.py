"""Every name in a profile is the name of something, and fits the rules of the norm."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from handbook.errors import Place, Problem, did_you_mean
from handbook.loading.packs.item_references import answers, checks, deadlines
from handbook.loading.packs.library_references import unknown
from handbook.loading.text.as_typed import at, keys, rows, text_at, texts
from handbook.loading.text.messages import quoted
from handbook.loading.text.yaml_tree import KNOWN_AS, PUBLIC_NAME, Path, Tree
from handbook.model.common.base_record import date_text, read_date
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Refusal
from handbook.secret_places.language.folding import squeezed

GENERAL = "123"
_SEARCHED = 2  # letters and digits of a name: with fewer it stands in every text

_OF_HOLDER = ("functie", "lidwoord", "extern")
_WORDS = ("verzamelnaam", "138", "139", "140", "134")


def check_profile(tree: Tree, library: Library) -> list[Problem]:
    """Return what is wrong with the names in a profile, in the order of the file.

    It looks at what was typed and not at the record: a profile with a wrong date or a missing key
    gets its wrong names told in the same run.

    Args:
        tree: the profile's file.
        library: with the organisation's own items.
    """
    looks = (
        _parts,
        _edition,
        _activities,
        _characteristics,
        _services,
        _locations,
        _roles,
        _words,
        deadlines,
        answers,
        checks,
        _exclusions,
        _law_day,
    )
    found = [problem for look in looks for problem in look(tree, library)]
    return sorted(found, key=lambda problem: problem.place)


def check_references(tree: Tree, library: Library) -> list[Problem]:
    """Return what is wrong with the topics in a file of the organisation's own references."""
    known = {each.id: each.title for each in library.topics.values()}
    return [
        unknown("onderwerp", topic, known, tree.place((topic,), key=True))
        for topic in tree.data
        if topic not in known
    ]


def _parts(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.code: each.title for each in library.parts.values()}
    chosen = texts(tree, ("onderdelen",))
    yield from _unknown_in(tree, "onderdeel", chosen, known)
    yield from _doubles(tree, chosen, "onderdeel")
    codes = {word for _, word in chosen}
    general = {each.code for each in library.parts.values() if each.general}
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
    typed = text_at(tree, path)
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
    chosen = _chosen_parts(tree, library)
    for part in keys(tree, ("activiteiten",)):
        path = ("activiteiten", part)
        if part not in parts:
            yield unknown("onderdeel", part, parts, tree.place(path, key=True))
        elif part not in chosen:
            yield _not_chosen(tree.place(path, key=True), part, "deze activiteiten")
        else:
            yield from _activities_of(tree, library, part)


def _activities_of(tree: Tree, library: Library, part: str) -> Iterator[Problem]:
    words = texts(tree, ("activiteiten", part))
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
    words = texts(tree, ("kenmerken",))
    yield from _unknown_in(tree, "kenmerk", words, known)
    yield from _doubles(tree, words, "kenmerk")
    chosen = _chosen_parts(tree, library)
    for path, word in words:
        useful = library.characteristics[word].parts if word in known else ()
        if useful and chosen.isdisjoint(useful):
            what = f"kenmerk '{word}' hoort bij onderdeel {' of '.join(useful)}"
            mend = "Dat staat niet bij 'onderdelen'; het kenmerk verandert nu niets."
            yield Problem(tree.place(path), "HB218", what, mend, weight="let op")


def _services(tree: Tree, library: Library) -> Iterator[Problem]:
    for path in rows(tree, "diensten"):
        yield from _chosen(tree, library, (*path, "onderdeel"), "deze dienst")
        name = text_at(tree, (*path, "naam"))
        if refusal := _refused(name, library.refusals):
            yield _refusal(tree.place((*path, "naam")), name, refusal)


def _locations(tree: Tree, library: Library) -> Iterator[Problem]:
    for path in rows(tree, "locaties"):
        for code, _ in texts(tree, (*path, "onderdelen")):
            yield from _chosen(tree, library, code, "deze locatie")
        if "geheim" in at(tree, path) and not text_at(tree, (*path, "geheim")):
            place = tree.place((*path, "geheim"))
            yield Problem(place, "HB119", "bij 'geheim' staat niets", "Schrijf ja of nee.")
    yield from _public_names(tree)
    yield from _other_names(tree)


def _other_names(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for other names of no secret location, and for one that nothing finds.

    None of them is shown: she typed them as secret.
    """
    for path in rows(tree, "locaties"):
        for at_name, name in texts(tree, (*path, KNOWN_AS)):
            place = replace(tree.place(at_name), excerpt="")
            if not _is_secret(tree, path):
                what = f"deze locatie heeft namen onder '{KNOWN_AS}', en is niet geheim"
                mend = f"Zet er 'geheim: ja' bij, of haal '{KNOWN_AS}' weg."
                yield Problem(place, "HB270", what, mend)
                break
            if name and len(squeezed(name)) < _SEARCHED:
                what = f"deze naam onder '{KNOWN_AS}' heeft minder dan twee letters of cijfers"
                mend = "Zo wordt zij nergens gevonden. Schrijf de hele naam, of haal haar weg."
                yield Problem(place, "HB271", what, mend)


def _public_names(tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each public name that is another's as well, or of no secret location."""
    taken = {_folded(text_at(tree, (key,))) for key in ("naam", "korte_naam")}
    places = [(path, _is_secret(tree, path)) for path in rows(tree, "locaties")]
    taken |= {_folded(text_at(tree, (*path, "naam"))) for path, secret in places if not secret}
    for path, secret in places:
        at_name = (*path, PUBLIC_NAME)
        name = text_at(tree, at_name)
        if not name.strip():
            continue
        if not secret:
            what = "deze locatie heeft een naam voor buiten, en is niet geheim"
            mend = "Zet er 'geheim: ja' bij, of haal 'naam_buiten' weg."
            yield Problem(tree.place(at_name), "HB263", what, mend)
        if _folded(name) in taken:
            what = f"de naam voor buiten {quoted(name)} is al de naam van iets anders"
            mend = "Geef elke geheime locatie een eigen naam, zoals Huis 1 en Huis 2."
            yield Problem(tree.place(at_name), "HB262", what, mend)
        taken.add(_folded(name))


def _folded(name: str) -> str:
    """Return a name without capitals, accents, blanks and signs."""
    return "".join(re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", name.casefold())))


def _is_secret(tree: Tree, path: Path) -> bool:
    """Tell whether a location is secret; in doubt it is."""
    typed = text_at(tree, (*path, "geheim")).strip().casefold()
    return typed not in ("", "nee", "false")


def _chosen(tree: Tree, library: Library, path: Path, thing: str) -> Iterator[Problem]:
    """Yield a problem when the part code at `path` does not exist or is not chosen."""
    code = text_at(tree, path)
    parts = {each.code: each.title for each in library.parts.values()}
    chosen = _chosen_parts(tree, library)
    if not code:
        return
    if code not in parts:
        shown = code if tree.shows(path) else "…"
        yield unknown("onderdeel", shown, parts, tree.place(path))
    elif code not in chosen and code not in _required(chosen, library):
        yield _not_chosen(tree.place(path), code, thing)


def _chosen_parts(tree: Tree, library: Library) -> set[str]:
    """Return the parts that are chosen, or all of them where a typo may mean any."""
    chosen = {word for _, word in texts(tree, ("onderdelen",))}
    return chosen if chosen <= set(library.parts) else set(library.parts)


def _required(chosen: set[str], library: Library) -> set[str]:
    return {
        code for part in chosen if part in library.parts for code in library.parts[part].requires
    }


def _roles(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.id: each.function for each in library.roles.values()}
    for role in keys(tree, ("rollen",)):
        if role not in known:
            yield unknown("rol", role, known, tree.place(("rollen", role), key=True))
    paths: list[Path] = [("documentbeheer", "goedkeurder")]
    paths += [("rollen", role, "vervuld_door") for role in keys(tree, ("rollen",))]
    paths += [(*path, "eigenaar") for group in ("doelen", "risicos") for path in rows(tree, group)]
    for path in paths:
        role = text_at(tree, path)
        if role and role not in known:
            yield unknown("rol", role, known, tree.place(path))
    yield from _filled_by(tree)


def _filled_by(tree: Tree) -> Iterator[Problem]:
    """Yield the roles that another fills, where that is a circle or says more than it does (HB282).

    What the other is called and who that is, stands with the other.
    """
    given = {
        role: done_by
        for role in keys(tree, ("rollen",))
        if (done_by := text_at(tree, ("rollen", role, "vervuld_door")))
    }
    for role in given:
        path, seen = ("rollen", role, "vervuld_door"), [role]
        while seen[-1] in given and seen[-1] not in seen[:-1]:
            seen.append(given[seen[-1]])
        if seen[-1] == role:
            what = f"de rol {quoted(role)} komt bij zichzelf uit: {' → '.join(seen)}"
            mend = "Laat bij één van deze rollen 'vervuld_door' weg."
            yield Problem(tree.place(path), "HB282", what, mend)
            continue
        idle = [key for key in _OF_HOLDER if text_at(tree, ("rollen", role, key))]
        idle += ["personen"] if texts(tree, ("rollen", role, "personen")) else []
        if idle:
            shown = " en ".join(f"'{key}'" for key in idle)
            yield Problem(
                tree.place(path),
                "HB282",
                f"{shown} bij de rol {quoted(role)} heeft geen gevolg, want een andere rol doet "
                "haar werk",
                f"Zet dit bij {quoted(seen[-1])}, of haal 'vervuld_door' weg.",
                weight="let op",
            )


def _words(tree: Tree, library: Library) -> Iterator[Problem]:
    person = library.terms.get("persoon")
    usual = [person.collective, *person.by_part.values()] if person else []
    for key in _WORDS:
        path = ("woordkeuze", key)
        word = text_at(tree, path)
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


def _exclusions(tree: Tree, library: Library) -> Iterator[Problem]:
    known = {each.id: each.title for each in library.topics.values()}
    words = [
        ((*path, "onderwerp"), text_at(tree, (*path, "onderwerp")))
        for path in rows(tree, "uitsluitingen")
    ]
    typed = [(path, word) for path, word in words if word]
    yield from _unknown_in(tree, "onderwerp", typed, known)
    yield from _doubles(tree, typed, "onderwerp")


def _law_day(tree: Tree, library: Library) -> Iterator[Problem]:
    """Yield that the profile chose a day before that of the law list (HB258)."""
    chosen: object = None
    with suppress(ValueError):  # one that is no date was told as such
        chosen = read_date(text_at(tree, ("peildatum",)))
    if isinstance(chosen, date) and library.law_day and chosen < library.law_day:
        yield Problem(
            tree.place(("peildatum",)),
            "HB258",
            f"de peildatum is {date_text(chosen)}, en de wet is bijgehouden tot "
            f"{date_text(library.law_day)}",
            "Wat daartussen veranderde, staat niet in uw documenten. Haal 'peildatum' weg, of zet "
            "er een latere dag.",
            weight="let op",
        )


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
