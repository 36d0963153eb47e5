"""What a file discloses that it may not: another client, a secret location, live content."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from handbook.errors import Place, Problem
from handbook.inspection.said import KEPT, Piece, Said, readings, said_by_name
from handbook.inspection.walls import (
    Canary,
    Walls,
    build_walls,
    canaries,
    exempt,
    leaks,
    longest,
)
from handbook.loading.owners import approvers_at, register_head
from handbook.loading.secret import Secret, library_texts, pattern
from handbook.loading.telltales import Telltales, telltales
from handbook.loading.workspace import Workspace, profile_names
from handbook.pipeline.left import Weight
from handbook.pipeline.secrecy import places
from handbook.secrets.folding import words_of
from handbook.secrets.public import secrets_of
from handbook.secrets.signs import Common, SecretPlace
from handbook.sheets import live_sheet
from handbook.word.live import live_content, safe_in_document
from handbook.word.logo import to_png
from handbook.word.package import as_it_lies, read_any
from handbook.word.pictures import without_metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """What one inspection of a working folder looks with, the same for each organisation.

    `logos` gives the owners of a picture by the SHA-256 of its bytes; `common` are the words of the
    library, which give no secret location away. `houses` are the secret locations of each.
    """

    walls: Walls
    logos: Mapping[str, frozenset[str]]
    common: Common
    houses: Mapping[str, tuple[SecretPlace, ...]]
    problems: tuple[Problem, ...] = ()


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
    """Return what betrays each organisation of the working folder, whichever is looked at."""
    told = [telltales(workspace.root, name, workspace.common) for name in profile_names(workspace)]
    common = [words_of(text) for text in library_texts(workspace.library)]
    logos: dict[str, frozenset[str]] = {}
    for each in told:
        for picture in _pictures(each.logo):
            logos[picture] = logos.get(picture, frozenset()) | {each.name}
    return Border(
        walls=build_walls((canary for each in told for canary in _canaries(each)), common),
        logos=logos,
        common=workspace.common,
        houses={each.name: each.places for each in told if each.places},
        problems=tuple(_unread(each) for each in told if each.problems),
    )


def visit_of(root: Path, name: str, border: Border, approvers: Sequence[str] = ()) -> Visit:
    """Return what files of the organisation `name` are looked at with.

    Who approves for it, now or before, it named itself: somebody with that name may work for
    another organisation as well.
    """
    own = telltales(root, name, border.common)
    people = exempt((*approvers, *approvers_at(root, name)), border.walls)
    others = [each for other, found in border.houses.items() if other != name for each in found]
    return Visit(
        name=name,
        owners=register_head(root, name).owners(name),
        border=border,
        may=exempt(own.mentions, border.walls)
        | {each for each in people if each.kind == "persoon"},
        secret=pattern(own.secrets),
        foreign=secrets_of(others, border.common, own.public),
        typed="\n".join(own.mentions),
    )


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

    Without such a location, for photos that say where they were taken (HB264).
    """
    found = dict.fromkeys(where for where, text in readings(said.pieces) if _hints(visit, text))
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
    """Yield what in a Word file or a workbook fetches, runs or asks something at its reader's."""
    kind = PurePath(file).suffix.lower()
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
    own = visit.secret is not None and visit.secret.search(text) is not None
    return own or visit.foreign.whole(text)


def unseen(file: str, what: str, weight: Weight) -> Problem:
    """Return that a file, or a part of it, could not be looked into (HB471)."""
    mend = "Kijk het zelf na voor u het weggeeft, of haal het weg uit deze map."
    return Problem(Place(file), code="HB471", what=what, mend=mend, weight=weight)


# What is told once when most files have it: another organisation, its logo, a hint of a secret.
_ONCE = frozenset({"HB460", "HB461", "HB476"})
_MANY = 5  # files


def _of_others(visit: Visit, file: str, pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a problem for each thing of another organisation, at each kind of place (HB460)."""
    found: dict[str, list[Canary]] = {}
    for piece in (each for each in pieces if each.text not in visit.quiet):
        told = list(leaks(piece.text, visit.name, visit.border.walls, visit.may))
        if told:
            found.setdefault(piece.where, []).extend(told)
        else:
            visit.quiet.add(piece.text)
    for where, others in found.items():
        for canary in longest(others):
            owners = " en ".join(f"'{owner}'" for owner in sorted(canary.owners))
            yield Problem(
                Place(file),
                code="HB460",
                what=f"in {where} staat '{canary.shown}', {_A[canary.kind]} van {owners}",
                mend="Haal het eruit voor u het bestand weggeeft. Hoort het er wel? Noem het dan "
                "in het profiel, bijvoorbeeld bij 'belanghebbenden'.",
            )


# Degrees to about ten metres, as people copy them from a map and as links to one hold them.
_POINT = re.compile(
    r"(?<![\d.,])[+-]?\d{1,2}\.\d{4,15}\s?(?:,|%2C|;)\s?[+-]?\d{1,3}\.\d{4,15}(?![\d.])"
)
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


def _canaries(told: Telltales) -> Iterator[Canary]:
    for kind, text in told.marks:
        yield from canaries(kind, text, told.name)


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
