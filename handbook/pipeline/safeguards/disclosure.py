"""What a file discloses that it may not: another client, a secret location, live content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from handbook.errors import Place, Problem
from handbook.excel import live_sheet
from handbook.inspection.client_term_search import exempt, longest, strange_in
from handbook.inspection.client_terms import IdentifyingTerm
from handbook.inspection.pdf_text import is_pdf, read_pdf
from handbook.inspection.pieces import KEPT, Piece, Said, readings, said_by_name
from handbook.inspection.text.map_coordinates import holds_point
from handbook.loading.own_terms import own_terms, own_texts
from handbook.loading.owners import approvers_at, register_head
from handbook.loading.profile.secret_places import Secret, pattern
from handbook.pipeline.organisation.other_clients import OtherClients, permitted
from handbook.pipeline.safeguards.namesakes import foreign
from handbook.pipeline.safeguards.secret_places import places
from handbook.secret_places.secret_terms import Weight
from handbook.word.package.package import as_it_lies, read_any
from handbook.word.safety.live_content import live_content, safe_in_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a text tells of secret locations: one of them, or what may lead to one.

    `foreign` tells that it is one of somebody else.
    """

    tells: bool = False
    hints: bool = False
    foreign: bool = False


_NOTHING = Heard()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One organisation that is looked at: what it may mention, typed itself, and may never tell.

    `owners` are the names that its own files may carry. `foreign` finds the secret locations of
    all others, in the light of what everybody may know of this one.
    """

    name: str
    owners: frozenset[str]
    clients: OtherClients
    may: frozenset[IdentifyingTerm]
    secret: Secret | None
    foreign: Secret
    typed: str
    # Most texts stand in many files, and are looked at once: those that betray nobody, and what
    # each tells of secret locations.
    quiet: set[str] = field(default_factory=set)
    heard: dict[str, Heard] = field(default_factory=dict)


def visit_of(root: Path, name: str, clients: OtherClients, approvers: Sequence[str] = ()) -> Visit:
    """Return what files of the organisation `name` are looked at with.

    Who approves for it, now or before, it named itself: somebody with that name may work for
    another organisation as well.
    """
    own = clients.told.get(name) or own_terms(root, name)
    texts = tuple(own_texts(root, name))
    people = exempt((*approvers, *approvers_at(root, name)), clients.term_search)
    others = [place for each in clients.told.values() if each.name != name for place in each.places]
    return Visit(
        name=name,
        owners=register_head(root, name).owners(name),
        clients=clients,
        may=permitted(own, texts, clients.term_search)
        | {each for each in people if each.kind == "persoon"},
        secret=pattern(own.secrets(clients.common)),
        foreign=foreign(others, own, clients.common),
        typed="\n".join((*own.mentions, *(line for each in texts for line in each.lines))),
    )


def can_betray(visit: Visit) -> bool:
    """Tell whether there is anything at all that a file of this organisation must not tell."""
    owners = (
        *(term.owners for term in visit.clients.term_search.all()),
        *visit.clients.logos.values(),
    )
    return visit.secret is not None or any(visit.name not in each for each in owners)


def betrayed(visit: Visit, file: str, said: Said, named: str) -> Iterator[Problem]:
    """Yield what a file, `named` so, tells that it may not tell; each is a `fout`.

    HB460 to HB462, and HB264 where a photo may say where a secret location is.
    """
    pieces = (said_by_name(named), *said.pieces, *said.kept)
    yield from _of_others(visit, file, pieces)
    yield from _logos(visit, file, said)
    yield from _secrets(visit, file, pieces)
    if visit.secret is not None:
        yield from places(file, said.placed, "fout")


def betrayed_in_lines(visit: Visit, file: str, text: str) -> Iterator[Problem]:
    """Yield what a list, a file of plain text, tells that it may not tell: HB460 and HB462."""
    lines = [Piece(where="de lijst", text=line) for line in text.splitlines()]
    yield from _of_others(visit, file, lines)
    yield from _secrets(visit, file, lines)


def hinted(visit: Visit, file: str, said: Said) -> Iterator[Problem]:
    """Yield a `let op` for each kind of place that may lead to a secret location (HB476, HB265).

    And for what may be the name of another organisation (HB478). Without such a location, for
    photos that say where they were taken (HB264).
    """
    found = dict.fromkeys(
        where for where, text in readings(said.pieces) if heard(visit, text).hints
    )
    yield from _by_chance(visit, file, said.pieces)
    for where in found:
        yield Problem(
            Place(file),
            code="HB476",
            what=f"in {where} staat een straat of een woord uit de naam van een geheime locatie",
            mend="Haal het weg als een lezer zo de locatie kan vinden.",
            weight="let op",
        )
    if visit.secret is None:
        yield from places(file, said.placed, "let op")
    else:
        yield from _points(file, said)


def told_once(problems: Iterable[Problem], files: int) -> tuple[Problem, ...]:
    """Return `problems`, of which what stands in most of the `files` in the same way is told once.

    A name in the header of two hundred documents is one thing to mend. What stands in some of them
    is told of each: she has to know which.
    """
    every = tuple(problems)
    often = Counter(_words(each) for each in every if each.code in _ONCE)
    kept: dict[Problem | tuple[str, str, str], Problem] = {}
    for each in every:
        number = often[_words(each)]
        if number > _MANY and number * 2 > files:
            what = f"{each.what} (ook in {number - 1} andere bestanden)"
            kept.setdefault(_words(each), replace(each, what=what))
        else:
            kept[each] = each
    return tuple(kept.values())


def _words(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.what, problem.mend


def live(file: str, data: bytes) -> Iterator[Problem]:
    """Yield what in a Word file or a workbook fetches, runs or asks something at its reader's."""
    kind = PurePath(file).suffix.lower()
    if kind == ".pdf" and is_pdf(data) and read_pdf(data).scripts:
        yield Problem(
            Place(file),
            code="HB409",
            what="deze pdf voert iets uit bij wie haar opent: een script, of een programma",
            mend="Maak de pdf opnieuw zonder script, bijvoorbeeld met 'Opslaan als pdf' in Word.",
        )
    if kind in (".docx", ".xlsx"):
        try:
            if kind == ".docx":
                yield from live_content(read_any(data), file)
            else:
                yield from live_sheet(as_it_lies(data), file, safe_in_document)
        except ValueError as error:
            yield unseen(file, f"het bestand is niet na te kijken: {error}", "fout")


def tells(visit: Visit, text: str) -> bool:
    """Tell whether `text` tells of a secret location, its own or that of somebody else."""
    return heard(visit, text).tells


def heard(visit: Visit, text: str) -> Heard:
    """Return what `text` tells of secret locations; a text that was looked at is not searched."""
    known = visit.heard.get(text)
    if known is None:
        known = visit.heard[text] = _listened(visit, text)
    return known


def _listened(visit: Visit, text: str) -> Heard:
    own = visit.secret.verdict(text) if visit.secret is not None else None
    others = visit.foreign.verdict(text)
    found = Heard(
        tells=others.whole or (own is not None and own.wrong),
        hints=(others.wrong and not others.whole) or (own is not None and own.hints),
        foreign=others.whole,
    )
    return _NOTHING if found == _NOTHING else found


def unseen(file: str, what: str, weight: Weight) -> Problem:
    """Return that a file, or a part of it, could not be looked into (HB471)."""
    mend = "Kijk het zelf na voor u het weggeeft, of haal het weg uit deze map."
    return Problem(Place(file), code="HB471", what=what, mend=mend, weight=weight)


# What is told once when most files have it: another organisation, its logo, a hint of a secret.
_ONCE = frozenset({"HB460", "HB461", "HB476", "HB478"})
_MANY = 5  # files
_NAMESAKE = (
    "Is het een huis of adres in een andere plaats dat net zo heet, zet die plaats er dan achter,"
    " hier en in uw profiel, bij 'locaties' of 'belanghebbenden'. Weet u van geen geheime locatie,"
    " vraag het dan aan wie alle profielen in deze werkmap beheert."
)


def _of_others(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a problem for each thing of another organisation, at each kind of place (HB460)."""
    for where, term in _strange(visit, readings(pieces), "fout"):
        yield Problem(
            Place(file),
            code="HB460",
            what=f"in {where} staat '{term.shown}', {said_of(term)}",
            mend="Haal het eruit voor u het bestand weggeeft; staat het in een sjabloon of een "
            "pakket, dan daar. Hoort het er wel? Noem het dan in het profiel, bijvoorbeeld bij "
            "'belanghebbenden'.",
        )


def _by_chance(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a `let op` for each name that is perhaps that of another organisation (HB478)."""
    told = ((each.where, each.text) for each in pieces)
    for where, term in _strange(visit, told, "let op"):
        yield Problem(
            Place(file),
            code="HB478",
            what=f"in {where} staat misschien '{term.shown}', {said_of(term)}",
            mend="Haal het eruit als die organisatie bedoeld is. Is iets anders bedoeld, dan mag "
            "het blijven staan.",
            weight="let op",
        )


def _strange(
    visit: Visit, told: Iterable[tuple[str, str]], weight: Weight
) -> Iterator[tuple[str, IdentifyingTerm]]:
    """Yield each term of others in `told`, texts with where they stand, once for each place."""
    found: dict[str, list[IdentifyingTerm]] = {}
    for where, text in told:
        if text in visit.quiet:
            continue
        here = tuple(strange_in(text, visit.name, visit.clients.term_search, visit.may))
        if not here:
            visit.quiet.add(text)
        found.setdefault(where, []).extend(each for each, told in here if told == weight)
    for where, others in found.items():
        yield from ((where, term) for term in longest(others))


def said_of(term: IdentifyingTerm) -> str:
    """Return what a term is, and whose: "een adres van 'eik'"."""
    owners = " en ".join(f"'{owner}'" for owner in sorted(term.owners))
    return f"{_A[term.kind]} van {owners}"


_A = {
    "naam": "een naam",
    "kvk-nummer": "het KvK-nummer",
    "adres": "een adres",
    "website": "de website",
    "persoon": "iemand",
    "locatie": "een locatie",
}


def _logos(visit: Visit, file: str, said: Said) -> Iterator[Problem]:
    for picture in sorted(said.pictures):
        owners = visit.clients.logos.get(picture, frozenset())
        if owners and visit.name not in owners:
            yield Problem(
                Place(file),
                code="HB461",
                what=f"in dit bestand staat het logo van {' en '.join(sorted(owners))}",
                mend="Haal het logo uit het document of het sjabloon en bouw opnieuw.",
            )


def _secrets(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a problem for each kind of place that tells of a secret location, whosever it is."""
    told: dict[str, bool] = {}
    for where, text in readings(pieces):
        found = heard(visit, text)
        if found.tells:
            told[where] = told.get(where, False) or found.foreign
    yield from (_secret(file, where, foreign=foreign) for where, foreign in told.items())


def _points(file: str, said: Said) -> Iterator[Problem]:
    """Yield a `let op` for each kind of place where a point on the map stands (HB265)."""
    found = dict.fromkeys(where for where, text in readings(said.pieces) if holds_point(text))
    for where in found:
        yield Problem(
            Place(file),
            code="HB265",
            what=f"in {where} staat een punt op de kaart: coördinaten of een koppeling daarheen",
            mend="Haal ze weg als dat de plaats van een geheime locatie is.",
            weight="let op",
        )


def _secret(file: str, where: str, *, foreign: bool) -> Problem:
    """Return that a secret location is told of (HB462); of which one, nothing."""
    how = "Bouw het opnieuw: dan verdwijnt de vorige tekst."
    if where != KEPT:
        how = "Haal naam en adres eruit, ook uit de eigenschappen."
    return Problem(
        Place(file),
        code="HB462",
        what=f"in {where} staat de naam of het adres van een geheime locatie",
        mend=f"Geef dit bestand aan niemand. {how}{f' {_NAMESAKE}' if foreign else ''}",
    )
