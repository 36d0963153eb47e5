"""What we last wrote in each document, kept beside it, for a file that lost its own copy.

Word's document inspector, Google Docs and pasting into a new file take hidden parts away: the seal
and the base of a merge. `rescuing` finds again what such a file was made from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from handbook import folders, storage
from handbook.errors import HandbookError, StorageError
from handbook.loading.profile.secret_places import pattern
from handbook.loading.text.workspace_files import ORGANISATIONS
from handbook.model.features.publishing import Offer
from handbook.model.sources.register import Register, Version
from handbook.pipeline.organisation import base_file
from handbook.pipeline.organisation.base_file import WHOLE, KeptBases, Since
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.internal_error import Fault, attempt
from handbook.pipeline.organisation.kept_id import COPIES
from handbook.pipeline.placement.moves import FORMER, Delivery, Move
from handbook.pipeline.safeguards.secret_places import Search
from handbook.word.merge import Base, kept_part, origins, read_kept
from handbook.word.merge.base_evidence import known_words, sums_of_lines
from handbook.word.package.seal import prove

LAST = 30
"""So many bases before the newest are kept of each document, whatever was made from them."""


def copies(
    context: OrganisationContext, deliveries: Sequence[Delivery], *, searched: bool = False
) -> Move | None:
    """Return how the copies become those of the documents as they will be; None: they are so.

    What tells of a secret location is not kept. With `searched` those that are kept already were
    looked at with the secrets of today.
    """
    secret = pattern(context.loaded.secrets)
    search = Search(secret) if secret else None
    before = kept_of(context)
    now = replace(before, owner=context.register.key or "")
    for item, part in _replaced(context, deliveries):
        if part != now.newest.get(item):
            now = base_file.with_earlier(now, item, part)
    for item, part in _standing(context, deliveries, before):
        now = base_file.with_newest(now, item, part)
    now = _begun(context, now)
    for item, part, ours, stands in _written(context, deliveries):
        if ours or not (search and search.told_in(part)):
            now = (base_file.with_newest if stands else base_file.with_earlier)(now, item, part)
        else:
            now = broken_off(context, now, item)
    now = _begun(
        context, now
    )  # of what nothing was known, what was written now is the oldest known
    now = _untelling(context, now, search, KeptBases() if not searched else before)
    now = _few(context, now)
    return None if now == before else _move(context, now)


def _move(context: OrganisationContext, kept: KeptBases) -> Move:
    path = context.home / COPIES
    return Move(
        kind="schrijven",
        path=path.relative_to(context.root).as_posix(),
        data=base_file.packed(kept),
        expected=storage.digest(path),
    )


def _begun(context: OrganisationContext, kept: KeptBases) -> KeptBases:
    """Return `kept`, telling of each document from when on its bases are all there.

    Of a new one that is from the first on. Of any other texts may have been written that were not
    kept, up to the version that it had. One of which nothing is known yet is left out.
    """
    for entry in context.register.entries:
        if entry.item in kept.since:
            continue
        known = bool(base_file.sums_of(kept, entry.item))
        stood = context.loaded.register.find(entry.item) or folders.exists(
            context.output / entry.filename
        )
        if known:
            kept = broken_off(context, kept, entry.item, context.loaded.register)
        elif not stood:
            kept = base_file.with_since(kept, entry.item, WHOLE)
    return kept


def broken_off(
    context: OrganisationContext, kept: KeptBases, item: str, register: Register | None = None
) -> KeptBases:
    """Return `kept`, telling that of a document a text may be missing up to now.

    That is up to the version in `register`, the one of today by default.
    """
    version = _current(register or context.register, item) or _current(context.register, item)
    if version is None:
        return kept
    until = Since(
        version=version.number,
        approved=version.approved is not None,
        before=base_file.sums_of(kept, item),
    )
    return base_file.with_since(kept, item, until)


def _current(register: Register, item: str) -> Version | None:
    entry = register.find(item)
    return entry.current if entry else None


def keep_published(root: Path, given: Offer) -> None:
    """Keep the base of each file that goes to readers, for ever.

    Where that cannot be done now the files go all the same: the base of each is kept as long as
    those of other texts, and what was dropped is told of when it is missed.
    """
    path = root / ORGANISATIONS / given.organisation / COPIES
    with suppress(HandbookError, ValueError), storage.lock(root):
        data = storage.read(path) or b""
        before = now = base_file.unpacked(data)
        for each in given.items if now.owner in ("", given.key) else ():
            part = kept_part(each.data) if each.path.endswith(".docx") else None
            if part is not None:
                now = base_file.with_published(now, each.identity, part)
        if now != before:
            storage.put(path, base_file.packed(now), expected=storage.sha256(data))


def carried_by(context: OrganisationContext, item: str, paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the part with the base of each file whose seal says that it is this document."""
    found = (_carried(context, storage.read(path), item) for path in paths)
    return (part for part in found if part is not None)


def _replaced(
    context: OrganisationContext, deliveries: Sequence[Delivery]
) -> Iterator[tuple[str, bytes]]:
    """Yield the base of each file that is about to be replaced: a copy of it may be out."""
    for delivery in deliveries:
        for move in _docx(delivery):
            data = storage.read(context.root / move.path) if move.expected else None
            part = _carried(context, data, delivery.outcome.item)
            if part is not None:
                yield delivery.outcome.item, part


def _standing(
    context: OrganisationContext, deliveries: Sequence[Delivery], before: KeptBases
) -> Iterator[tuple[str, bytes]]:
    """Yield the base of each file that stays as it is, and of which none is kept yet."""
    for delivery in deliveries:
        outcome = delivery.outcome
        target = _target(context, delivery)
        if target is None or outcome.item in before.newest or outcome.action == "vervallen":
            continue
        if not any(context.root / move.path == target for move in _docx(delivery)):
            part = _carried(context, storage.read(target), outcome.item)
            if part is not None:
                yield outcome.item, part


def _written(
    context: OrganisationContext, deliveries: Sequence[Delivery]
) -> Iterator[tuple[str, bytes, bool, bool]]:
    """Yield the base of each Word document that is written.

    With each stands whether every word in it is ours, and whether it is the document itself and
    no proposal beside it.
    """
    for delivery in deliveries:
        outcome = delivery.outcome
        target = _target(context, delivery)
        ours = outcome.action in ("nieuw", "gewijzigd")
        for move in _docx(delivery) if target else ():
            stands = context.root / move.path == target
            part = _carried(context, move.data, outcome.item)
            if part is not None:
                yield outcome.item, part, ours and stands, stands


def _target(context: OrganisationContext, delivery: Delivery) -> Path | None:
    """Return where the Word document of a delivery stands; None for another kind of file."""
    entry = context.register.find(delivery.outcome.item)
    if entry is None or PurePosixPath(delivery.outcome.path).suffix != ".docx":
        return None
    return context.output / entry.filename


def _docx(delivery: Delivery) -> Iterator[Move]:
    for move in delivery.moves:
        if move.kind == "schrijven" and PurePosixPath(move.path).suffix == ".docx":
            yield move


def _carried(context: OrganisationContext, data: bytes | None, item: str) -> bytes | None:
    """Return the part with the base of a file, where its seal says that it is this document.

    None where a fault of ours stops the look: the file stays, and the others have their copies.
    """
    part = attempt(partial(_part_of, context, data, item))
    return None if isinstance(part, Fault) else part


def _part_of(context: OrganisationContext, data: bytes | None, item: str) -> bytes | None:
    proof = prove(data) if data else None
    return kept_part(data) if data and proof and context.is_of(proof, item) else None


def _untelling(
    context: OrganisationContext, kept: KeptBases, search: Search | None, looked: KeptBases
) -> KeptBases:
    """Return `kept` without the earlier bases that tell of a secret; not those in `looked`."""
    for item, lines in kept.earlier.items() if search else ():
        new = set(lines) - set(looked.earlier.get(item, ()))
        tell = {each for each in new if search and search.told_in(_whole(kept, each))}
        if tell:
            kept = broken_off(context, base_file.without(kept, item, tell), item)
    return kept


def _whole(kept: KeptBases, line: str) -> bytes:
    return base_file.part_of(kept, line) or b""


def _few(context: OrganisationContext, kept: KeptBases) -> KeptBases:
    """Return `kept` with the latest bases only, and those that somebody may have a file of.

    These are what went to readers, and what a file in the folder is made from; one that does not
    tell which one holds all that may be it. Of the others the sums of their lines stay.
    """
    for item, lines in kept.earlier.items():
        published = kept.published.get(item, frozenset())
        late = [each for each in lines if base_file.sum_of(each) not in published][LAST:]
        if late:
            used = _in_use(context, item, {line: _whole(kept, line) for line in late})
            gone = {line: _whole(kept, line) for line in late if line not in used}
            told = [sums_of_lines(known_words(e)) for e in readable(gone.items()).values()]
            kept = base_file.with_gone(base_file.without(kept, item, gone), item, told)
    return kept


def _in_use(context: OrganisationContext, item: str, late: Mapping[str, bytes]) -> set[str]:
    """Return which of some bases the files in the folder are made from."""
    used: set[str] = set()
    shut: list[StorageError] = []
    for path in _word_files(context, shut.append):
        data = storage.read(path) or b""
        part = _carried(context, data, item)
        if part is not None:
            used |= late.keys() & set(map(base_file.line_of, [part]))
            continue
        proof = attempt(partial(prove, data))
        if isinstance(proof, Fault):
            used |= late.keys()  # nobody knows what it is made from
        elif proof is None:
            used |= _may_be_of(data, late)
    return set(late) if shut else used  # nobody knows what lies in a closed folder


def _word_files(
    context: OrganisationContext, closed_to_us: Callable[[StorageError], object]
) -> Iterator[Path]:
    for folder in (context.output, context.home / FORMER):
        found = folders.files(folder, closed_to_us=closed_to_us)
        yield from (path for path in found if path.suffix == ".docx")


def _may_be_of(data: bytes, late: Mapping[str, bytes]) -> set[str]:
    bases = readable(late.items())
    try:
        found = origins(data, list(bases.values()))
    except ValueError:
        return set()
    return {line for line, base in bases.items() if any(base is each for each in found)}


def readable(parts: Iterable[tuple[str, bytes]]) -> dict[str, Base]:
    """Return the bases that parts hold; one that is damaged is none."""
    found: dict[str, Base] = {}
    for key, part in parts:
        with suppress(ValueError):
            found[key] = read_kept(part)
    return found


def kept_of(context: OrganisationContext) -> KeptBases:
    """Return the bases that are kept; a file that cannot be read, or is of another, holds none."""
    try:
        found = base_file.unpacked(storage.read(context.home / COPIES) or b"")
    except ValueError:
        return KeptBases()
    return found if _is_own(context, found) else KeptBases()


def _is_own(context: OrganisationContext, found: KeptBases) -> bool:
    """Tell whether the copies are this organisation's; those of before do not say it.

    Such ones lie beside a register of before, and were written before it.
    """
    if found.owner:
        return found.owner == context.register.key
    former = context.loaded.register
    return former.key is None and bool(former.entries)
