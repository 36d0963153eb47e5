"""What a file discloses that it may not: another client, a secret location, live content."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from handbook.errors import Place, Problem
from handbook.inspection.canaries import Canary, Known, canaries
from handbook.inspection.said import KEPT, Piece, Said, readings, said_by_name
from handbook.inspection.walls import Walls, build_walls, exempt, longest, strange_in
from handbook.loading.conflict_copies import copied_profiles
from handbook.loading.owners import approvers_at, register_head
from handbook.loading.secret import Secret, pattern
from handbook.loading.telltales import OwnText, Telltales, own_texts, telltales
from handbook.loading.workspace import Workspace, profile_names
from handbook.pipeline.secrecy import places
from handbook.secrets.addresses import address_of
from handbook.secrets.folding import words_of
from handbook.secrets.public import secrets_of
from handbook.secrets.signs import Common, SecretPlace, Weight
from handbook.secrets.vocabulary import FAR_TOWNS, JOINING
from handbook.word.live import live_content
from handbook.word.logo import to_png
from handbook.word.package import read
from handbook.word.pictures import without_metadata

NAMES = frozenset({"naam", "locatie"})
"""Kinds of what organisations are called by: what may be spoken of."""


# Without slots, so that what takes a while is made once, and only where it is asked for.
@dataclass(frozen=True, kw_only=True)
class Border:
    """What one inspection of a working folder looks with, the same for each organisation.

    `told` is what was read of each, `problems` of which profiles that is not all.
    """

    workspace: Workspace
    told: Mapping[str, Telltales]
    problems: tuple[Problem, ...] = ()

    @property
    def common(self) -> Common:
        """The words of the tool's own texts, which give nothing away.

        A pack of somebody else may well name a client.
        """
        return self.workspace.common

    @property
    def houses(self) -> Mapping[str, tuple[SecretPlace, ...]]:
        """The secret locations of each organisation that has any."""
        return {each.name: each.places for each in self.told.values() if each.places}

    @cached_property
    def walls(self) -> Walls:
        """What betrays each of them."""
        known = Known(common=self.common, towns=_towns(self.told.values()))
        found = (canary for each in self.told.values() for canary in _canaries(each, known))
        return build_walls(found, known)

    @cached_property
    def logos(self) -> Mapping[str, frozenset[str]]:
        """The owners of a picture by the SHA-256 of its bytes."""
        logos: dict[str, frozenset[str]] = {}
        for each in self.told.values():
            for picture in _pictures(each.logo):
                logos[picture] = logos.get(picture, frozenset()) | {each.name}
        return logos


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One organisation that is looked at: what it may mention, typed itself, and may never tell.

    `owners` are the names that its own files may carry. `foreign` finds the secret locations of
    all others, in the light of what everybody may know of this one.
    """

    name: str
    owners: frozenset[str]
    border: Border
    may: frozenset[Canary]
    secret: Secret | None
    foreign: Secret
    typed: str
    quiet: set[str] = field(default_factory=set)  # texts that betray nobody: most stand everywhere


def border_of(workspace: Workspace) -> Border:
    """Return what betrays each organisation of the working folder, whichever is looked at.

    A copy that a sync program made of a profile is no organisation.
    """
    names = profile_names(workspace)
    copies = copied_profiles(workspace.root, names)
    told = [telltales(workspace.root, name) for name in names if name not in copies]
    return Border(
        workspace=workspace,
        told={each.name: each for each in told},
        problems=tuple(_unread(each) for each in told if each.problems),
    )


def visit_of(root: Path, name: str, border: Border, approvers: Sequence[str] = ()) -> Visit:
    """Return what files of the organisation `name` are looked at with.

    Who approves for it, now or before, it named itself: somebody with that name may work for
    another organisation as well.
    """
    own = border.told.get(name) or telltales(root, name)
    texts = tuple(own_texts(root, name))
    people = exempt((*approvers, *approvers_at(root, name)), border.walls)
    others = [each for other, found in border.houses.items() if other != name for each in found]
    return Visit(
        name=name,
        owners=register_head(root, name).owners(name),
        border=border,
        may=permitted(own, texts, border.walls)
        | {each for each in people if each.kind == "persoon"},
        secret=pattern(own.secrets(border.common)),
        foreign=secrets_of(others, border.common, own.public),
        typed="\n".join((*own.mentions, *(line for each in texts for line in each.lines))),
    )


def permitted(own: Telltales, texts: Iterable[OwnText], walls: Walls) -> frozenset[Canary]:
    """Return what an organisation may tell of others: what its profile does.

    Its own content may be a copy of somebody else's. A name there is told where it stands; a
    number, an address or a person of an organisation that the profile does not name is a leak.
    """
    may = trusted(own, walls)
    content = exempt((line for each in texts for line in each.lines), walls)
    return may.canaries | {
        each
        for each in content
        if each.kind in NAMES or each.sign.weight != "fout" or may.partners & each.owners
    }


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the profile of an organisation tells of others, and the names of its partners."""

    canaries: frozenset[Canary]
    partners: frozenset[str]


def trusted(own: Telltales, walls: Walls) -> Trusted:
    """Return what a profile tells of others, and those it calls partner, payer or the like.

    A name in its mission makes nobody a partner: a copied profile has that too.
    """
    called = exempt(own.public.others, walls)
    named = (each for each in called if each.kind == "naam" and each.sign.weight == "fout")
    partners = frozenset(owner for each in named for owner in each.owners)
    return Trusted(exempt(own.mentions, walls), partners - {own.name})


def can_betray(visit: Visit) -> bool:
    """Tell whether there is anything at all that a file of this organisation must not tell."""
    owners = (
        *(canary.owners for canary in visit.border.walls.all()),
        *visit.border.logos.values(),
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
    found = dict.fromkeys(where for where, text in readings(said.pieces) if _hints(visit, text))
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


def _hints(visit: Visit, text: str) -> bool:
    own = visit.secret is not None and bool(visit.secret.hints(text))
    return own or (visit.foreign.search(text) is not None and not visit.foreign.whole(text))


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
    """Yield what in a Word file fetches, runs or asks something at its reader's."""
    if file.endswith(".docx"):
        try:
            yield from live_content(read(data), file)
        except ValueError as error:
            yield unseen(file, f"het bestand is niet na te kijken: {error}", "fout")


def tells(visit: Visit, text: str) -> bool:
    """Tell whether `text` tells of a secret location, its own or that of somebody else."""
    own = visit.secret is not None and visit.secret.search(text) is not None
    return own or visit.foreign.whole(text)


def unseen(file: str, what: str, weight: Weight) -> Problem:
    """Return that a file, or a part of it, could not be looked into (HB471)."""
    mend = "Kijk het zelf na voor u het weggeeft, of haal het weg uit deze map."
    return Problem(Place(file), code="HB471", what=what, mend=mend, weight=weight)


# What is told once when most files have it: another organisation, its logo, a hint of a secret.
_ONCE = frozenset({"HB460", "HB461", "HB476", "HB478"})
_MANY = 5  # files


def _of_others(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a problem for each thing of another organisation, at each kind of place (HB460)."""
    for where, canary in _strange(visit, readings(pieces), "fout"):
        yield Problem(
            Place(file),
            code="HB460",
            what=f"in {where} staat '{canary.shown}', {said_of(canary)}",
            mend="Haal het eruit voor u het bestand weggeeft; staat het in een sjabloon of een "
            "pakket, dan daar. Hoort het er wel? Noem het dan in het profiel, bijvoorbeeld bij "
            "'belanghebbenden'.",
        )


def _by_chance(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a `let op` for each name that is perhaps that of another organisation (HB478)."""
    told = ((each.where, each.text) for each in pieces)
    for where, canary in _strange(visit, told, "let op"):
        yield Problem(
            Place(file),
            code="HB478",
            what=f"in {where} staat misschien '{canary.shown}', {said_of(canary)}",
            mend="Haal het eruit als die organisatie bedoeld is. Is iets anders bedoeld, dan mag "
            "het blijven staan.",
            weight="let op",
        )


def _strange(
    visit: Visit, told: Iterable[tuple[str, str]], weight: Weight
) -> Iterator[tuple[str, Canary]]:
    """Yield each canary of others in `told`, texts with where they stand, once for each place."""
    found: dict[str, list[Canary]] = {}
    for where, text in told:
        if text in visit.quiet:
            continue
        here = tuple(strange_in(text, visit.name, visit.border.walls, visit.may))
        if not here:
            visit.quiet.add(text)
        found.setdefault(where, []).extend(each for each, told in here if told == weight)
    for where, others in found.items():
        yield from ((where, canary) for canary in longest(others))


def said_of(canary: Canary) -> str:
    """Return what a canary is, and whose: "een adres van 'eik'"."""
    owners = " en ".join(f"'{owner}'" for owner in sorted(canary.owners))
    return f"{_A[canary.kind]} van {owners}"


# Degrees to about ten metres, as people copy them from a map and as links to one hold them.
_POINT = re.compile(
    r"(?<![\d.,])[+-]?\d{1,2}\.\d{4,15}\s?(?:,|%2C|;)\s?[+-]?\d{1,3}\.\d{4,15}(?![\d.])"
)
_COUNCIL = re.compile(r"(?i:gemeente)\s+([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)")
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
        owners = visit.border.logos.get(picture, frozenset())
        if owners and visit.name not in owners:
            yield Problem(
                Place(file),
                code="HB461",
                what=f"in dit bestand staat het logo van {' en '.join(sorted(owners))}",
                mend="Haal het logo uit het document of het sjabloon en bouw opnieuw.",
            )


def _secrets(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a problem for each kind of place that tells of a secret location, whosever it is."""
    told = dict.fromkeys(where for where, text in readings(pieces) if tells(visit, text))
    yield from (_secret(file, where) for where in told)


def _points(file: str, said: Said) -> Iterator[Problem]:
    """Yield a `let op` for each kind of place where a point on the map stands (HB265)."""
    found = dict.fromkeys(each.where for each in said.pieces if _POINT.search(each.text))
    for where in found:
        yield Problem(
            Place(file),
            code="HB265",
            what=f"in {where} staan coördinaten, een punt op de kaart",
            mend="Haal ze weg als dat de plaats van een geheime locatie is.",
            weight="let op",
        )


def _secret(file: str, where: str) -> Problem:
    return Problem(
        Place(file),
        code="HB462",
        what=f"in {where} staat de naam of het adres van een geheime locatie",
        mend="Geef dit bestand aan niemand. Bouw het opnieuw: dan verdwijnt de vorige tekst."
        if where == KEPT
        else "Geef dit bestand aan niemand. Haal naam en adres eruit, ook uit de eigenschappen.",
    )


def _canaries(told: Telltales, known: Known) -> Iterator[Canary]:
    for kind, text in told.marks:
        yield from canaries(kind, text, told.name, known)


def _towns(told: Iterable[Telltales]) -> frozenset[str]:
    """Return the words of the towns that profiles name: "Lindestad", and "gemeente Havenrijk"."""
    texts = [address_of(text).town for each in told for text in each.public.addresses]
    texts += [name for each in told for text in each.mentions for name in _COUNCIL.findall(text)]
    return FAR_TOWNS.union(word for text in texts for word in words_of(text)) - JOINING


def _pictures(logo: bytes) -> Iterator[str]:
    """Yield the SHA-256 of a logo as it is, without its metadata, and as documents carry it."""
    if logo:
        yield hashlib.sha256(logo).hexdigest()
        yield hashlib.sha256(without_metadata(logo)).hexdigest()
        try:
            yield hashlib.sha256(to_png(logo)).hexdigest()
        except ValueError:
            return


def _unread(told: Telltales) -> Problem:
    return Problem(
        Place(f"organisations/{told.name}.yaml"),
        code="HB473",
        what="dit profiel is niet te lezen; op wat erin staat, is niet overal gezocht",
        mend=f"Herstel het profiel: handbook check {told.name} zegt wat er mis is.",
        weight="let op",
    )
