"""Are the finished files fit to be handed over: nothing of another client, nothing left to do?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from handbook import excel, folders, opc, storage
from handbook.errors import HandbookError, Place, Problem, StorageError, worst
from handbook.inspection.file_text import OFFICE, PDF, said_in, said_of
from handbook.inspection.pdf_text import is_pdf
from handbook.inspection.pieces import Said
from handbook.inspection.unfinished_text import leftovers
from handbook.loading.profile.secret_places import concealed
from handbook.loading.workspace import Workspace
from handbook.model.common.base_record import date_text
from handbook.model.documents.build import Outcome
from handbook.pipeline.build.document_list import SHEET, TEXTS
from handbook.pipeline.build.edit_report import REPORT
from handbook.pipeline.organisation.context import guarded, organisations
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.organisation.other_clients import OtherClients, other_clients
from handbook.pipeline.organisation.paths import APPROVED, DROPPED
from handbook.pipeline.placement.changes_copy import COMPARED
from handbook.pipeline.placement.placement_decision import ASKED
from handbook.pipeline.safeguards.disclosure import (
    Visit,
    betrayed,
    betrayed_in_lines,
    hinted,
    live,
    tells,
    told_once,
    unseen,
    visit_of,
)
from handbook.pipeline.safeguards.secret_places import listed
from handbook.pipeline.safeguards.unfinished_text import LEFT
from handbook.word.package.seal import told_by_seal

# What computers and Office lay beside documents; nobody hands it over.
_SKIPPED = (".", "~$")
_PROPOSAL = " (voorstel"
# What stands here is not handed over as a document, but it may still go to another client.
_ASIDE = (ASKED, DROPPED)
_LONGEST_LIST = 20_000_000  # bytes; of a hundred documents a list has some fifty thousand
_SHOWN = 3  # examples in one message


def inspect(
    workspace: Workspace, names: Sequence[str] = (), *, today: date, strict: bool = False
) -> Iterator[Outcome]:
    """Yield what is wrong with the finished files of each organisation, in output/ as they lie.

    A leak is always wrong; what is left to do is a `let op`, and counts as wrong with `strict`.
    """
    chosen = organisations(workspace, names)
    clients = other_clients(workspace)
    if clients.problems:
        yield Outcome(
            organisation="profielen", problems=clients.problems, exit_code=1 if strict else 0
        )
    for name in chosen:
        yield guarded(
            name, partial(inspect_one, workspace.root, name, clients, today=today, strict=strict)
        )


def inspect_one(
    root: Path, name: str, clients: OtherClients, *, today: date, strict: bool
) -> Outcome:
    """Return what is wrong with the finished files of one organisation."""
    visit = visit_of(root, name, clients)
    folder = root / "output" / name
    shut: list[StorageError] = []
    files = folders.files(folder, passing=_SKIPPED, closed_to_us=shut.append)
    problems = [
        concealed(problem, visit.secret)
        for path in files
        for problem in _looked_into(visit, path, root, today)
        if _matters(problem, path, folder)
    ]
    problems = [*told_once(problems, len(files))]
    wrong = any(problem.weight == "fout" for problem in problems)
    closed = (problem for each in shut for problem in each.problems)
    problems += [concealed(each, visit.secret) for each in closed]
    if not files and not shut:
        problems.append(_nothing(name))
    wrong = wrong or (strict and bool(problems))
    return Outcome(
        organisation=name,
        problems=tuple(problems),
        notices=(f"{len(files)} bestanden nagekeken in output/{name}.",) if files else (),
        exit_code=worst([int(wrong), *(each.exit_code for each in shut)]),
    )


def _matters(problem: Problem, path: Path, folder: Path) -> bool:
    """Tell whether a problem with a file counts: of one that is approved only what betrays."""
    return problem.weight == "fout" or path.relative_to(folder).parts[0] != APPROVED


def _looked_into(visit: Visit, path: Path, root: Path, today: date) -> Iterable[Problem]:
    """Return what is wrong with one file; what stops the look at it stops no other."""
    file = path.relative_to(root).as_posix()
    try:
        return of_document(file, lambda: tuple(_of_file(visit, path, root, today)))
    except HandbookError as error:
        return error.problems


def _of_file(visit: Visit, path: Path, root: Path, today: date) -> Iterator[Problem]:
    file = path.relative_to(root).as_posix()
    if path.name in TEXTS:
        yield from _of_list(visit, file, storage.read(path) or b"")
        return
    if path.suffix.lower() not in {*OFFICE, PDF}:
        yield unseen(file, "dit soort bestand kan 'handbook' niet nakijken", "let op")
        return
    try:
        data = storage.read(path) or b""
        parts = {} if is_pdf(data) else opc.unpack(data)
        said = said_of(parts, data) if parts else said_in(data)
    except HandbookError as error:
        yield from error.problems
        return
    except ValueError as error:
        yield unseen(file, f"het bestand is niet na te kijken: {error}", "fout")
        return
    named = path.relative_to(root / "output" / visit.name).as_posix()
    yield from betrayed(visit, file, said, named)
    yield from hinted(visit, file, said)
    if said.opaque:
        yield unseen(file, f"in dit bestand is niet nagekeken: {listed(said.opaque)}", "let op")
    yield from _stray(visit, file, parts)
    yield from live(file, data)
    if path.parent.name not in _ASIDE and path.name not in (REPORT, SHEET):
        yield from _left(visit, file, said, today)


def _of_list(visit: Visit, file: str, data: bytes) -> Iterator[Problem]:
    if len(data) > _LONGEST_LIST:
        what = f"deze lijst is groter dan {_LONGEST_LIST // 1_000_000} MB"
        yield unseen(file, what, "fout")
        return
    yield from betrayed_in_lines(visit, file, data.decode("utf-8-sig", errors="replace"))


def _stray(visit: Visit, file: str, parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem when the file says that it belongs to another organisation (HB463)."""
    sealed = told_by_seal(parts)
    named = [sealed.get("organisation", "")] if sealed else []
    if owner := excel.owner_of_sheet(parts):
        named.append(owner)
    for name in named:
        if name not in visit.owners:
            yield Problem(
                Place(file),
                code="HB463",
                what=f"dit bestand is gemaakt voor '{name}'",
                mend="Zet het terug in de map van die organisatie, of haal het weg.",
            )


def _left(visit: Visit, file: str, said: Said, today: date) -> Iterator[Problem]:
    for kind, texts in leftovers(said, visit.typed).items():
        code, weight, one, more, mend = LEFT[kind]
        shown = [text for text in dict.fromkeys(texts) if not tells(visit, text)][:_SHOWN]
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


def _nothing(name: str) -> Problem:
    return Problem(
        Place(f"output/{name}"),
        code="HB472",
        what="er staan geen documenten om na te kijken",
        mend=f"Maak ze met: handbook build {name}",
        weight="let op",
    )
