"""Are the finished files fit to be handed over: nothing of another client, nothing left to do?"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from handbook import sheets, storage
from handbook.errors import HandbookError, Place, Problem
from handbook.inspection.leftovers import leftovers
from handbook.inspection.said import (
    KEPT,
    OFFICE,
    Piece,
    Said,
    readings,
    said_by_name,
    said_in,
)
from handbook.inspection.walls import (
    Canary,
    Walls,
    build_walls,
    canaries,
    exempt,
    leaks,
    longest,
)
from handbook.loading.owners import register_head
from handbook.loading.secret import Secret, pattern
from handbook.loading.telltales import Telltales, telltales
from handbook.loading.workspace import Workspace, profile_names
from handbook.model.outcome import Outcome, Proof
from handbook.model.written import canonical, date_text
from handbook.pipeline.delivery import ASKED, DROPPED
from handbook.pipeline.desk import guarded, organisations
from handbook.pipeline.left import LEFT, Weight
from handbook.pipeline.listing import SHEET, TEXTS
from handbook.pipeline.noting import REPORT
from handbook.pipeline.places import APPROVED
from handbook.pipeline.secrecy import listed
from handbook.pipeline.showing import COMPARED
from handbook.secrets.folding import words_of
from handbook.secrets.signs import Common
from handbook.word.live import live_content
from handbook.word.logo import to_png
from handbook.word.package import read
from handbook.word.pictures import without_metadata
from handbook.word.proof import prove

# What computers and Office lay beside documents; nobody hands it over.
_SKIPPED = (".", "~$")
_PROPOSAL = " (voorstel"
# What stands here is not handed over as a document, but it may still go to another client.
_ASIDE = (ASKED, DROPPED)
_SHOWN = 3  # examples in one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """What one inspection of a working folder looks with, the same for each organisation.

    `logos` gives the owners of a picture by the SHA-256 of its bytes; `common` are the words of the
    library, which give no secret location away.
    """

    walls: Walls
    logos: Mapping[str, frozenset[str]]
    common: Common
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One organisation that is looked at: what it may mention, typed itself, and may never tell.

    `owners` are the names that its own files may carry.
    """

    name: str
    owners: frozenset[str]
    border: Border
    may: frozenset[Canary]
    secret: Secret | None
    typed: str
    quiet: set[str] = field(default_factory=set)  # texts that betray nobody: most stand everywhere


def inspect(
    workspace: Workspace, names: Sequence[str] = (), *, today: date, strict: bool = False
) -> Iterator[Outcome]:
    """Yield what is wrong with the finished files of each organisation, in output/ as they lie.

    A leak is always wrong; what is left to do is a `let op`, and counts as wrong with `strict`.
    """
    chosen = organisations(workspace, names)
    border = border_of(workspace)
    if border.problems:
        yield Outcome(
            organisation="profielen", problems=border.problems, exit_code=1 if strict else 0
        )
    for name in chosen:
        yield guarded(
            name, partial(inspect_one, workspace.root, name, border, today=today, strict=strict)
        )


def border_of(workspace: Workspace) -> Border:
    """Return what betrays each organisation of the working folder, whichever is looked at."""
    told = [telltales(workspace.root, name, workspace.common) for name in profile_names(workspace)]
    common = [words_of(text) for text in _texts(canonical(workspace.library))]
    logos: dict[str, frozenset[str]] = {}
    for each in told:
        for picture in _pictures(each.logo):
            logos[picture] = logos.get(picture, frozenset()) | {each.name}
    return Border(
        walls=build_walls((canary for each in told for canary in _canaries(each)), common),
        logos=logos,
        common=workspace.common,
        problems=tuple(_unread(each) for each in told if each.problems),
    )


def inspect_one(root: Path, name: str, border: Border, *, today: date, strict: bool) -> Outcome:
    """Return what is wrong with the finished files of one organisation."""
    visit = visit_of(root, name, border)
    folder = root / "output" / name
    files = [path for path in sorted(folder.rglob("*")) if _counts(path, folder)]
    problems = [
        problem
        for path in files
        for problem in _of_file(visit, path, root, today)
        if _matters(problem, path, folder)
    ]
    if not files:
        problems.append(_nothing(name))
    wrong = any(problem.weight == "fout" for problem in problems) or (strict and bool(problems))
    return Outcome(
        organisation=name,
        problems=tuple(problems),
        notices=(f"{len(files)} bestanden nagekeken in output/{name}.",) if files else (),
        exit_code=1 if wrong else 0,
    )


def visit_of(root: Path, name: str, border: Border) -> Visit:
    """Return what files of the organisation `name` are looked at with."""
    own = telltales(root, name, border.common)
    return Visit(
        name=name,
        owners=register_head(root, name).owners(name),
        border=border,
        may=exempt(own.mentions, border.walls),
        secret=pattern(own.secrets),
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
    """Yield what a file, `named` so, tells that it may not tell: HB460 to HB462, each a `fout`."""
    pieces = (said_by_name(named), *said.pieces, *said.kept)
    yield from _of_others(visit, file, pieces)
    yield from _logos(visit, file, said)
    yield from _secrets(visit, file, pieces)


def _counts(path: Path, folder: Path) -> bool:
    steps = path.relative_to(folder).parts
    return path.is_file() and not any(step.startswith(_SKIPPED) for step in steps)


def _matters(problem: Problem, path: Path, folder: Path) -> bool:
    """Tell whether a problem with a file counts: of one that is approved only what betrays."""
    return problem.weight == "fout" or path.relative_to(folder).parts[0] != APPROVED


def _canaries(told: Telltales) -> Iterator[Canary]:
    for kind, text in told.marks:
        yield from canaries(kind, text, told.name)
    for text in told.secrets:
        yield from canaries("geheim", text, told.name)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _pictures(logo: bytes) -> Iterator[str]:
    """Yield the SHA-256 of a logo as it is, without its metadata, and as documents carry it."""
    if logo:
        yield hashlib.sha256(logo).hexdigest()
        yield hashlib.sha256(without_metadata(logo)).hexdigest()
        try:
            yield hashlib.sha256(to_png(logo)).hexdigest()
        except ValueError:
            return


def _of_file(visit: Visit, path: Path, root: Path, today: date) -> Iterator[Problem]:
    file = path.relative_to(root).as_posix()
    if path.name in TEXTS:
        text = (storage.read(path) or b"").decode("utf-8-sig", errors="replace")
        lines = [Piece(where="de lijst", text=line) for line in text.splitlines()]
        yield from _of_others(visit, file, lines)
        yield from _secrets(visit, file, lines)
        return
    if path.suffix.lower() not in OFFICE:
        yield _unseen(file, "dit soort bestand kan 'handbook' niet nakijken", "let op")
        return
    try:
        data = storage.read(path) or b""
        said = said_in(data)
    except (HandbookError, ValueError) as error:
        yield _unseen(file, f"het bestand is niet na te kijken: {error}", "fout")
        return
    named = path.relative_to(root / "output" / visit.name).as_posix()
    yield from betrayed(visit, file, said, named)
    if said.opaque:
        yield _unseen(file, f"in dit bestand is niet nagekeken: {listed(said.opaque)}", "let op")
    yield from _stray(visit, file, data)
    yield from _live(file, data)
    if path.parent.name not in _ASIDE and path.name not in (REPORT, SHEET):
        yield from _left(visit, file, said, today)


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
            if canary.secret:
                yield _secret(file, where)
            else:
                owners = " en ".join(f"'{owner}'" for owner in sorted(canary.owners))
                yield Problem(
                    Place(file),
                    code="HB460",
                    what=f"in {where} staat '{canary.shown}', {_A[canary.kind]} van {owners}",
                    mend="Haal het eruit voor u het bestand weggeeft. Hoort het er wel? Noem het "
                    "dan in het profiel, bijvoorbeeld bij 'belanghebbenden'.",
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
    """Yield a problem for each kind of place that tells of a secret location of its own."""
    if visit.secret is None:
        return
    secret = visit.secret
    places = dict.fromkeys(where for where, text in readings(pieces) if secret.search(text))
    yield from (_secret(file, where) for where in places)


def _secret(file: str, where: str) -> Problem:
    return Problem(
        Place(file),
        code="HB462",
        what=f"in {where} staat de naam of het adres van een geheime locatie",
        mend="Geef dit bestand aan niemand. Bouw het opnieuw: dan verdwijnt de vorige tekst."
        if where == KEPT
        else "Geef dit bestand aan niemand. Haal naam en adres eruit, ook uit de eigenschappen.",
    )


def _stray(visit: Visit, file: str, data: bytes) -> Iterator[Problem]:
    """Yield a problem when the file says that it belongs to another organisation (HB463)."""
    provers: tuple[Callable[[bytes], Proof | None], ...] = (prove, sheets.prove_sheet)
    for proof in (found for prover in provers if (found := prover(data))):
        if proof.organisation not in visit.owners:
            yield Problem(
                Place(file),
                code="HB463",
                what=f"dit bestand is gemaakt voor '{proof.organisation}'",
                mend="Zet het terug in de map van die organisatie, of haal het weg.",
            )


def _live(file: str, data: bytes) -> Iterator[Problem]:
    """Yield what in a Word file fetches, runs or asks something at its reader's."""
    if file.endswith(".docx"):
        try:
            yield from live_content(read(data), file)
        except ValueError as error:
            yield _unseen(file, f"het bestand is niet na te kijken: {error}", "fout")


def _left(visit: Visit, file: str, said: Said, today: date) -> Iterator[Problem]:
    for kind, texts in leftovers(said, visit.typed).items():
        code, weight, one, more, mend = LEFT[kind]
        shown = [text for text in dict.fromkeys(texts) if not _tells(visit, text)][:_SHOWN]
        number = f"{len(texts)} {more}" if len(texts) > 1 else f"1 {one}"
        yield Problem(
            Place(file),
            code=code,
            what=f"{number} ({'; '.join(shown)}{'; …' if len(texts) > len(shown) else ''})",
            mend=mend,
            weight=weight,
        )
    if said.review and said.review < today:
        yield Problem(
            Place(file),
            code="HB467",
            what=f"de herziening was op {date_text(said.review)}",
            mend="Bekijk het document opnieuw, of spreek een nieuwe datum af.",
            weight="let op",
        )
    if _PROPOSAL in file or file.endswith(COMPARED):
        yield Problem(
            Place(file),
            code="HB468",
            what="dit is een voorstel of een kopie met verschillen, en nog niet verwerkt",
            mend="Neem over wat u wilt in uw eigen document en haal dit bestand weg.",
            weight="let op",
        )
    if said.changes:
        yield Problem(
            Place(file),
            code="HB470",
            what=f"{said.changes} opmerkingen of bijgehouden wijzigingen staan nog open",
            mend="Verwerk ze in Word: 'Controleren', dan 'Accepteren' of 'Verwijderen'.",
            weight="let op",
        )


def _tells(visit: Visit, text: str) -> bool:
    """Tell whether `text`, meant for a message, holds something that no message may show."""
    found = leaks(text, visit.name, visit.border.walls, visit.may)
    own = visit.secret is not None and visit.secret.search(text) is not None
    return own or any(canary.secret for canary in found)


def _unseen(file: str, what: str, weight: Weight) -> Problem:
    mend = "Kijk het zelf na voor u het weggeeft, of haal het weg uit deze map."
    return Problem(Place(file), code="HB471", what=what, mend=mend, weight=weight)


def _nothing(name: str) -> Problem:
    return Problem(
        Place(f"output/{name}"),
        code="HB472",
        what="er staan geen documenten om na te kijken",
        mend=f"Maak ze met: handbook build {name}",
        weight="let op",
    )


def _unread(told: Telltales) -> Problem:
    return Problem(
        Place(f"organisations/{told.name}.yaml"),
        code="HB473",
        what="dit profiel is niet te lezen; op wat erin staat, is niet overal gezocht",
        mend=f"Herstel het profiel: handbook check {told.name} zegt wat er mis is.",
        weight="let op",
    )
