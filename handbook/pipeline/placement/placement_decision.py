"""One file in its place, or beside it when the file that stands there is somebody's work.

Deciding reads and writing writes, apart: many may decide at once, and one alone writes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem, StorageError
from handbook.loading.profile.secret_places import concealed
from handbook.model.documents.build import Block, DocumentOutcome, Proof
from handbook.model.documents.document import Document
from handbook.model.sources.own_document import SUFFIXES
from handbook.model.sources.register import Entry
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.internal_error import Fault, attempt, of_document, problem
from handbook.pipeline.organisation.lost_file import Kept, her_copy, put_back
from handbook.pipeline.placement.changes_copy import may_replace, place_of
from handbook.pipeline.placement.merge_report import blocks_of, not_merged
from handbook.pipeline.placement.moves import Delivery, Move
from handbook.pipeline.placement.older_file import older
from handbook.pipeline.placement.other_name import strays
from handbook.pipeline.placement.saved_workbook import sheet_by_hand
from handbook.tailoring.control.staleness import Verdict, named, verdict
from handbook.word.hand_edits.approval_hindrances import Hindrance
from handbook.word.hand_edits.no_edits_left import is_ours_again
from handbook.word.merge import Base, Merged, Refused, kept_part, refused, stranger

ASKED = "Vragenlijst"
_PROPOSALS = 9
_FOUND_AGAIN = "met de hand gewijzigd; het kenmerk van handbook was eruit en staat er weer in"


class Merge(Protocol):
    """Joins her file with the new one; `bases` are what we may have written, where hers is mute."""

    def __call__(  # noqa: D102
        self, mine: bytes, new: bytes, *, bases: Sequence[Base] = ()
    ) -> Merged | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A file to be made: its name, what it is made from (`wanted`), how to prove and to make it.

    `merge` joins a file that was changed by hand with the new one, where the kind of file allows;
    `rescue` knows what we wrote in a file that lost all that was ours: each text that it may be
    made from, or why that cannot be told; `show` makes a copy that shows what the new file changes
    in hers.
    `sources` say, by part of the fingerprint, what a reader should hear when that part changed.
    `stamp` sets version, status and dates in a file that was changed by hand, and nothing else,
    and what it then says to be made from; `hindered` tells what of hers stands in the way of that.
    `copy_of` is the file of hers that this one is a copy of, counted from the working folder.
    """

    document: Document
    filename: str
    wanted: str
    prove: Callable[[bytes], Proof | None]
    make: Callable[[], bytes]
    merge: Merge | None = None
    rescue: Callable[[bytes], Sequence[Base] | Refused] = lambda _: ()
    show: Callable[[bytes, bytes], bytes] | None = None
    sources: Callable[[], dict[str, str]] = dict
    stamp: Callable[[bytes, str], bytes] | None = None
    hindered: Callable[[bytes], Iterable[Hindrance]] = lambda _: ()
    copy_of: str = ""


def decide_on(context: OrganisationContext, making: Making) -> Delivery:
    """Return what is to be done with one file; whatever stops it is in the outcome.

    Nothing that is not proved ours will be replaced, and what is replaced will be kept first.
    """
    target = context.output / making.filename
    try:
        placed = of_document(_from_root(context, target), partial(_place, context, making, target))
    except HandbookError as error:
        return _failed(context, making.document, target, error.problems)
    outcome = replace(
        _outcome(context, making.document, placed.path, placed.found),
        blocks=tuple(_hidden(context, each) for each in placed.blocks),
        problems=placed.problems,
    )
    return Delivery(outcome=outcome, moves=placed.moves if context.request.write else ())


def not_made(context: OrganisationContext, document: Document, stopped: Fault) -> Delivery:
    """Return that a fault of ours stopped a document before anything of it could be made."""
    target = context.output / document.filename
    return _failed(context, document, target, (problem(_from_root(context, target), stopped),))


def stopped(
    context: OrganisationContext, document: Document, problems: tuple[Problem, ...]
) -> Delivery:
    """Return that `problems` keep a document from being made; what lies there stays."""
    return _failed(context, document, context.output / document.filename, problems)


def _failed(
    context: OrganisationContext, document: Document, target: Path, problems: tuple[Problem, ...]
) -> Delivery:
    failed = Verdict(action="mislukt", reason="niet geschreven")
    return Delivery(outcome=replace(_outcome(context, document, target, failed), problems=problems))


def _hidden(context: OrganisationContext, block: Block) -> Block:
    """Return what became of a block with nothing of a secret location, as a terminal shows it."""
    return replace(block, place=context.hide(block.place), text=context.hide(block.text))


def leaving(context: OrganisationContext, entry: Entry) -> Delivery | None:
    """Return how the file of a document that left the set goes to Vervallen/, its proposals too.

    None where there is no file, or where a document of the set has that name now.
    """
    target = context.output / entry.filename
    alive = {document.filename for document in context.made.documents}
    if entry.dropped is None or not folders.is_file(target) or entry.filename in alive:
        return None
    moves = [
        Move(kind="vervallen", path=_from_root(context, path))
        for path in (target, place_of(target), *proposals(target))
        if folders.is_file(path)
    ]
    return Delivery(
        outcome=DocumentOutcome(
            item=entry.item,
            code=entry.code,
            title=entry.title,
            path=_from_root(context, target),
            action="vervallen",
            reason="hoort niet meer bij deze organisatie",
        ),
        moves=tuple(moves) if context.request.write else (),
    )


def of_another_kind(context: OrganisationContext, document: Document) -> Delivery | None:
    """Return how the former copy of a document of her own goes, that was another kind of file."""
    target = context.output / document.filename
    alive = {each.filename for each in context.made.documents}
    others = [target.with_suffix(suffix) for suffix in SUFFIXES]
    gone = [each for each in others if each.name not in alive and folders.is_file(each)]
    if document.kind != "eigen" or not gone:
        return None
    away = Verdict(action="vervallen", reason=f"het is nu een {target.suffix}-bestand")
    moves = tuple(Move(kind="vervallen", path=_from_root(context, each)) for each in gone)
    outcome = _outcome(context, document, gone[0], away)
    return Delivery(outcome=outcome, moves=moves if context.request.write else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """Where a file comes, by which verdict and moves; and what became of its blocks."""

    found: Verdict
    path: Path
    moves: tuple[Move, ...]
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()


def _place(context: OrganisationContext, making: Making, target: Path) -> _Placed:
    data = storage.read(target)
    if making.stamp is None:
        return _over(context, making, target, data)
    sought = (context.root, context.name, context.loaded.register, making.document.item)
    if data is None and (kept := her_copy(*sought)):
        return _put_back(context, making, target, kept)
    if (behind := older(*sought, data)) is None:
        return _over(context, making, target, data)
    # Written over or merged it would pass for newer, and nothing would tell what it lacks.
    stays = Verdict(action="behouden", reason=f"ouder dan versie {behind.version}")
    told = concealed(behind.told(_from_root(context, target)), context.loaded.secrets)
    return _Placed(found=stays, path=target, moves=(), problems=(told,))


def _over(
    context: OrganisationContext, making: Making, target: Path, data: bytes | None
) -> _Placed:
    """Place a file over `data`, which stands there: as somebody's work, or as a copy of ours."""
    found = _judge(context, making, data)
    if found.action in ("voorstel", "behouden") and making.copy_of:
        return _edited_copy(context, making, target)
    if found.action == "voorstel":
        placed = _beside_or_in(context, making, target, data or b"", found)
    else:
        moves = _replacing(context, making, target, data, found)
        moves = (*moves, *_stale(context, making, target))
        placed = _Placed(found=found, path=target, moves=moves)
    told = (
        () if data is None or making.copy_of else sheet_by_hand(_from_root(context, target), data)
    )
    return replace(placed, problems=(*placed.problems, *told))


def _edited_copy(context: OrganisationContext, making: Making, target: Path) -> _Placed:
    """Leave the copy of a document of her own in which somebody worked, and tell it (HB408)."""
    told = Problem(
        Place(_from_root(context, target)),
        code="HB408",
        what=f"in deze kopie is gewerkt; het document zelf is {making.copy_of}",
        mend="Wat u hier wijzigde, staat alleen hier. Neem het over in het document zelf, haal "
        "deze kopie weg en bouw opnieuw.",
        weight="let op",
    )
    stays = Verdict(action="behouden", reason="in deze kopie is gewerkt")
    return _Placed(found=stays, path=target, moves=(), problems=(told,))


def _put_back(context: OrganisationContext, making: Making, target: Path, kept: Kept) -> _Placed:
    """Place a file that is gone as if the copy that is kept of it stood there."""
    placed = _over(context, making, target, kept.data)
    here = _from_root(context, target)
    made = (move.data for move in placed.moves if move.path == here)
    back = Move(kind="schrijven", path=here, data=next(made, kept.data))
    others = tuple(move for move in placed.moves if move.path != here)
    away = Move(
        kind="weghalen", path=_from_root(context, kept.path), expected=storage.sha256(kept.data)
    )
    stays = kept.version or storage.owner_of(kept.path)  # in the archive, or somebody has it open
    gone = () if stays else (away,)
    lies = next(_edited_on(context, making, kept.data), "")
    return replace(
        placed,
        moves=(back, *others, *gone),
        problems=(put_back(context.root, target, kept, lies), *placed.problems),
    )


def _edited_on(context: OrganisationContext, making: Making, kept: bytes) -> Iterator[str]:
    """Yield where a file lies with what she wrote in a document after `kept`."""
    for stray in strays(context.root, context.name, context.loaded.register):
        if stray.entry.item == making.document.item and stray.told(kept):
            yield context.hide(stray.file)


def _beside_or_in(
    context: OrganisationContext, making: Making, target: Path, mine: bytes, found: Verdict
) -> _Placed:
    """Merge the new text into her file; where that cannot be, put it beside her file."""
    making = replace(making, make=cache(making.make))
    merged = attempt(partial(_merged, context, making, target, mine, found))
    if isinstance(merged, _Placed):
        return merged
    refusal = refused("fault", merged.what) if isinstance(merged, Fault) else merged
    path, moves = _propose(context, making, target)
    if refusal and refusal.reason != "other_document":
        moves = (*moves, *_shown(context, making, target, mine))
    told = (not_merged(_from_root(context, target), refusal),) if refusal else ()
    return _Placed(found=found, path=path, moves=moves, problems=told)


def _merged(
    context: OrganisationContext, making: Making, target: Path, mine: bytes, found: Verdict
) -> _Placed | Refused | None:
    """Return her file with the new text in it, or why it stays as it is; None: no kind to merge."""
    if making.merge is None:
        return None
    bases = () if found.changes and kept_part(mine) else making.rescue(mine)
    if isinstance(bases, Refused):
        return bases
    if bases and not found.changes:
        found = replace(found, reason=_FOUND_AGAIN)
    if not (found.changes or bases):
        return stranger(mine, ours=making.prove(mine) is not None)
    new = making.make()
    result = making.merge(mine, new, bases=bases)
    if isinstance(result, Refused):
        return result
    ours = is_ours_again(result, new)
    moves = _written(context, target, mine, new if ours else result.data)
    return _Placed(
        found=replace(found, action="gewijzigd" if ours else "samengevoegd"),
        path=target,
        moves=(*moves, *_stale(context, making, target)),
        blocks=() if ours else blocks_of(result),
    )


def _shown(
    context: OrganisationContext, making: Making, target: Path, mine: bytes
) -> Iterator[Move]:
    """Yield the copy beside a file that was not merged, where both can be compared."""
    path = place_of(target)
    before = storage.read(path)
    if making.show is None or not may_replace(before, (context.name, making.document.item)):
        return
    data = attempt(partial(making.show, mine, making.make()))
    if isinstance(data, Fault):
        return  # what cannot be read cannot be shown: the proposal stands beside it
    if data != before:
        yield from _written(context, path, before, data)


def _stale(context: OrganisationContext, making: Making, target: Path) -> tuple[Move, ...]:
    return tuple(
        move for path in proposals(target) for move in _stale_proposal(context, making, path)
    )


def _judge(context: OrganisationContext, making: Making, data: bytes | None) -> Verdict:
    proof = making.prove(data) if data is not None else None
    if proof and proof.organisation in context.owners:
        proof = replace(proof, organisation=context.name)  # it may carry a name of before
    found = verdict(
        exists=data is not None,
        proof=proof,
        organisation=context.name,
        item=making.document.item,
        wanted=making.wanted,
    )
    return named(found, making.sources()) if found.changes else found


def _replacing(
    context: OrganisationContext, making: Making, target: Path, former: bytes | None, found: Verdict
) -> tuple[Move, ...]:
    if found.action not in ("nieuw", "gewijzigd") or not context.request.write:
        return ()
    return _written(context, target, former, making.make())


def _written(
    context: OrganisationContext, target: Path, former: bytes | None, data: bytes
) -> tuple[Move, ...]:
    expected = None if former is None else storage.sha256(former)
    path = _from_root(context, target)
    return (Move(kind="schrijven", path=path, data=data, expected=expected),)


def proposals(target: Path) -> Iterator[Path]:
    """Yield the places where a proposal may stand, the first one first."""
    yield target.with_name(f"{target.stem} (voorstel){target.suffix}")
    for number in range(2, _PROPOSALS + 1):
        yield target.with_name(f"{target.stem} (voorstel {number}){target.suffix}")


def _propose(
    context: OrganisationContext, making: Making, target: Path
) -> tuple[Path, tuple[Move, ...]]:
    """Put the new text beside a file that stays; a proposal that was edited stays as well."""
    for path in proposals(target):
        data = storage.read(path)
        found = _judge(context, making, data)
        if found.action != "voorstel":
            return path, _replacing(context, making, path, data, found)
    raise StorageError(
        Problem(
            Place(_from_root(context, target)),
            code="HB453",
            what=f"er staan al {_PROPOSALS} bewerkte voorstellen naast dit document",
            mend="Verwerk de voorstellen in het document en haal ze weg; bouw daarna opnieuw.",
        )
    )


def _stale_proposal(context: OrganisationContext, making: Making, path: Path) -> tuple[Move, ...]:
    """Return how a proposal goes that is ours, that nobody touched and nobody needs any more."""
    data = storage.read(path) if context.request.write else None
    proof = making.prove(data) if data is not None else None
    if data is None or proof is None or not proof.intact:
        return ()
    if not context.is_of(proof, making.document.item):
        return ()
    expected = storage.sha256(data)
    return (Move(kind="weghalen", path=_from_root(context, path), expected=expected),)


def _from_root(context: OrganisationContext, path: Path) -> str:
    return path.relative_to(context.root).as_posix()


def _outcome(
    context: OrganisationContext, document: Document, path: Path, found: Verdict
) -> DocumentOutcome:
    return DocumentOutcome(
        item=document.item,
        code=document.code,
        title=document.title,
        path=_from_root(context, path),
        action=found.action,
        reason=found.reason,
    )
