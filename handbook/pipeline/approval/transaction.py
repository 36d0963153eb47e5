"""An approval carried out: the archive, working copies, the register, and what readers find.

The register decides: what it does not name yet was not approved, and is taken back; what it names
the next build or approval puts in place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, worst
from handbook.loading.profile.secret_places import concealed
from handbook.model.documents.build import DocumentOutcome, Outcome
from handbook.model.sources.register import Entry, Frozen, Register
from handbook.pipeline.build.document_list import lists
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.lost_file import Kept
from handbook.pipeline.organisation.paths import DROPPED, archived, frozen_name, standing
from handbook.pipeline.placement.moves import FORMER, place
from handbook.pipeline.placement.placement_decision import Making
from handbook.pipeline.records.archive import hers_alone, of_somebody, to_stand
from handbook.pipeline.records.broken_approval import LaidFile, announce, settled
from handbook.storage.os_errors import in_use
from handbook.tailoring.control.codes_and_versions import still_away

_REGISTER = "register.yaml"
_DONE = "Dit was al zo vastgesteld; er is niets veranderd."
_NOTHING_OPEN = "Er is niets vast te stellen: geen document is een concept."


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be frozen: of which document, its bytes, and the working copy it came from.

    `hers` tells that somebody changed the working copy: when she did so nobody knows. `kept` is
    the copy that takes its place, where it is gone.
    """

    entry: Entry
    making: Making
    data: bytes
    former: bytes | None
    hers: bool
    kept: Kept | None = None

    @property
    def frozen(self) -> Frozen:
        """Its name in the archive and its sum."""
        name = frozen_name(self.entry, PurePath(self.making.filename).suffix)
        return Frozen(bestand=name, sha256=storage.sha256(self.data))


def clashes(context: OrganisationContext, files: Sequence[File]) -> tuple[Problem, ...]:
    """Return why nothing can be approved: another file lies there, or somebody has one open."""
    register = context.home / _REGISTER
    taken = [_nothing_approved(in_use(register))] if storage.owner_of(register) else []
    found = (*taken, *(problem for file in files for problem in _clash(context, file)))
    # Who has a file open may be called after the house where she works.
    return tuple(concealed(each, context.loaded.secrets) for each in found)


def _clash(context: OrganisationContext, file: File) -> list[Problem]:
    path = _archived(context, file)
    there = storage.digest(path)
    if there not in (None, file.frozen.digest):
        return [
            Problem(
                Place(path.relative_to(context.root).as_posix()),
                code="HB579",
                what="in het archief ligt al een ander bestand van deze versie",
                mend="Er is niets vastgesteld. Werd register.yaml teruggezet, neem dan het "
                "nieuwste terug; kies anders met --versie een hoger nummer.",
            )
        ]
    working = context.output / file.making.filename
    return [_nothing_approved(in_use(working))] if storage.owner_of(working) else []


def _nothing_approved(problem: Problem) -> Problem:
    """Return what stood in the way, as it is told of an approval."""
    mend = problem.mend.replace("bouw opnieuw", "stel daarna opnieuw vast")
    return replace(problem, what=f"{problem.what}; er is niets vastgesteld", mend=mend)


def carry_out(
    context: OrganisationContext, register: Register, files: Sequence[File], *, leave: bool
) -> Outcome:
    """Return what came of an approval; with `leave` what left the set leaves readers too.

    Raises:
        EditConflict: a file changed meanwhile; nothing is approved.
        StorageError: a file cannot be written; nothing is approved.
    """
    root, name = context.root, context.name
    items = {file.entry.item for file in files}
    _settle(context, still_away(register, context.loaded.register, items), files)
    replaced = tuple(_replaced(context, file) for file in files if _is_hers(context, file))
    approved, strange = hers_alone(context, to_stand(root, name, register, items))
    beside = (*approved, *lists(context, register)[0])
    waiting = place(root, name, beside)
    _take_away(context, register, items, leave=leave)
    _take_away_other_kinds(context, files)
    told = tuple(_outcome(context, file) for file in files)
    notices = () if told else (_DONE if context.request.only else _NOTHING_OPEN,)
    return Outcome(
        organisation=name,
        documents=told,
        problems=(
            *replaced,
            *strange,
            *(problem for error in waiting for problem in error.problems),
        ),
        notices=notices,
        exit_code=worst([1 if strange else 0, *(error.exit_code for error in waiting)]),
    )


def _settle(context: OrganisationContext, register: Register, files: Sequence[File]) -> None:
    """Write archive, working copies and register; where one cannot be, `undo` puts all back."""
    announce(context.root, context.name, [_laid(context, each) for each in files])
    path = context.home / _REGISTER
    try:
        for file in files:
            kept = _archived(context, file)
            storage.put(kept, file.data, expected=storage.digest(kept))
        for file in files:
            _set_working_copy(context, _laid(context, file), file.data)
        storage.put(path, storage.render_register(register).encode(), expected=storage.digest(path))
    except HandbookError as error:
        raise type(error)(*map(_nothing_approved, error.problems)) from error
    settled(context.root, context.name)


def _archived(context: OrganisationContext, file: File) -> Path:
    return archived(context.root, context.name, file.entry, file.frozen)


def _is_hers(context: OrganisationContext, file: File) -> bool:
    return of_somebody(context.root, context.name, file.entry, file.frozen) is not None


def _replaced(context: OrganisationContext, file: File) -> Problem:
    path = standing(context.root, context.name, file.entry, file.frozen)
    return Problem(
        Place(path.relative_to(context.root).as_posix()),
        code="HB580",
        what="hier stond een bestand dat nooit zo is vastgesteld",
        mend=f"De nieuwe versie staat er nu. Wat er stond, ligt in organisations/{context.name}/"
        f"{FORMER}/{path.stem}.",
        weight="let op",
    )


def _laid(context: OrganisationContext, file: File) -> LaidFile:
    return LaidFile(
        archived=_archived(context, file),
        working=context.output / file.making.filename,
        digest=file.frozen.digest,
        former="" if file.former is None or file.kept else storage.sha256(file.former),
    )


def _set_working_copy(context: OrganisationContext, laid: LaidFile, data: bytes) -> None:
    if laid.former not in ("", laid.digest):
        storage.keep_former(laid.working, context.home / FORMER)
    storage.put(laid.working, data, expected=laid.former or None)


def _take_away(
    context: OrganisationContext, register: Register, items: Collection[str], *, leave: bool
) -> None:
    """Move the approved files of documents that left the set to Vervallen/.

    Of one in whose place another came, in the step in which that one is approved; of one without,
    in the step in which the handbook and the matrix are.
    """
    before = context.loaded.register
    held = {entry.item for entry in before.entries if before.is_valid(entry)}
    alive = {entry.filename for entry in register.entries if not entry.dropped}
    for entry in register.entries:
        away = entry.dropped and not register.is_valid(entry) and entry.filename not in alive
        if away and entry.approved and (leave or entry.merged_into in items or entry.item in held):
            for frozen in entry.approved.frozen:
                place = standing(context.root, context.name, entry, frozen)
                storage.withdraw(place, context.output / DROPPED)


def _take_away_other_kinds(context: OrganisationContext, files: Sequence[File]) -> None:
    """Move what was approved before of a document of her own and is another kind of file."""
    for file in files:
        now = standing(context.root, context.name, file.entry, file.frozen)
        for version in file.entry.versions if file.entry.sum else ():
            for frozen in version.frozen:
                place = standing(context.root, context.name, file.entry, frozen)
                if place != now and storage.digest(place) == frozen.digest:
                    storage.withdraw(place, context.output / DROPPED)


def _outcome(context: OrganisationContext, file: File) -> DocumentOutcome:
    version = file.entry.current
    return DocumentOutcome(
        item=file.entry.item,
        code=file.entry.code,
        title=file.entry.title,
        path=standing(context.root, context.name, file.entry, file.frozen)
        .relative_to(context.root)
        .as_posix(),
        action="vastgesteld",
        reason=f"versie {version.number}, door {version.approver}",
    )
