"""What we last wrote in each document, kept beside it, for a file that lost its own copy.

Word's document inspector, Google Docs and pasting into a new file take hidden parts away: the seal
and the base of a merge. The base that such a file was made from is found again by what she left
untouched in it: among those kept here, and those that approved and former files carry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from handbook import storage
from handbook.inspection.said import Reading
from handbook.loading.secret import pattern
from handbook.model.document import Document
from handbook.pipeline import kept_bases
from handbook.pipeline.delivery import proposals
from handbook.pipeline.desk import Desk
from handbook.pipeline.fault import Fault, attempt
from handbook.pipeline.kept_bases import KeptBases
from handbook.pipeline.kept_id import COPIES
from handbook.pipeline.moves import FORMER, Delivery, Move
from handbook.pipeline.places import archived
from handbook.pipeline.secrecy import Search
from handbook.word.merging import Base, kept_part, origins, read_kept
from handbook.word.package import read
from handbook.word.proof import prove

LAST = 30
"""So many bases before the newest are kept of each document, whatever was made from them."""


def copies(desk: Desk, deliveries: Sequence[Delivery], *, searched: bool = False) -> Move | None:
    """Return how the copies become those of the documents as they will be; None: they are so.

    What tells of a secret location is not kept. With `searched` those that are kept already were
    looked at with the secrets of today.
    """
    secret = pattern(desk.loaded.secrets)
    search = Search(secret) if secret else None
    before = _kept(desk)
    now = replace(before, owner=desk.register.key or "")
    for item, part in _replaced(desk, deliveries):
        if part != now.newest.get(item):
            now = kept_bases.with_earlier(now, item, part)
    for item, part, ours, stands in _written(desk, deliveries, before):
        if ours or not (search and search.told_in(part)):
            now = (kept_bases.with_newest if stands else kept_bases.with_earlier)(now, item, part)
    now = _untelling(now, search, KeptBases() if not searched else before)
    now = _few(desk, now)
    if now == before:
        return None
    path = desk.home / COPIES
    return Move(
        kind="schrijven",
        path=path.relative_to(desk.root).as_posix(),
        data=kept_bases.packed(now),
        expected=storage.digest(path),
    )


def copies_for(desk: Desk, document: Document, mine: bytes) -> tuple[Base, ...]:
    """Return what we wrote in `document` when her file was made, for one that does not tell.

    Several where more than one may be it. None where nothing fits, and where `mine` does not say
    the organisation's name and the document's code: it may be anything.
    """
    proof = prove(mine)
    if proof is not None and not desk.is_of(proof, document.item):
        return ()
    try:
        parts = read(mine)
        said = "\n".join(piece.text for piece in Reading().package(parts).pieces)
        if not all(each in said for each in (desk.made.organisation.name, document.code)):
            return ()
        own = kept_part(mine)
        if own is not None:
            return (read_kept(own),)
        known = ((kept_bases.line_of(part), part) for part in _known(desk, document))
        return origins(mine, list(_read(known).values()))
    except ValueError:
        return ()


def _known(desk: Desk, document: Document) -> tuple[bytes, ...]:
    """Return every base of a document that is kept, each once: copies, versions, former files.

    Not what a proposal is made from that lies beside it: a file was refused before that came, and
    one that takes its place leaves no proposal behind.
    """
    item = document.item
    beside = set(_carried_by(desk, item, proposals(desk.output / document.filename)))
    kept = kept_bases.parts_of(_kept(desk), item)
    carried = _carried_by(desk, item, _own_files(desk, item))
    return tuple(each for each in kept_bases.distinct((*kept, *carried)) if each not in beside)


def _carried_by(desk: Desk, item: str, paths: Iterable[Path]) -> Iterator[bytes]:
    found = (_carried(desk, storage.read(path), item) for path in paths)
    return (part for part in found if part is not None)


def _own_files(desk: Desk, item: str) -> Iterator[Path]:
    """Yield the approved files of a document, the newest first, and its former files."""
    entry = desk.register.find(item)
    if entry is None:
        return
    for version in reversed(entry.versions):
        yield from (archived(desk.root, desk.name, entry, each) for each in version.frozen)
    yield from sorted((desk.home / FORMER).glob(f"{entry.code}*/*.docx"))


def _replaced(desk: Desk, deliveries: Sequence[Delivery]) -> Iterator[tuple[str, bytes]]:
    """Yield the base of each file that is about to be replaced: a copy of it may be out."""
    for delivery in deliveries:
        for move in _docx(delivery):
            data = storage.read(desk.root / move.path) if move.expected else None
            part = _carried(desk, data, delivery.outcome.item)
            if part is not None:
                yield delivery.outcome.item, part


def _written(
    desk: Desk, deliveries: Sequence[Delivery], before: KeptBases
) -> Iterator[tuple[str, bytes, bool, bool]]:
    """Yield the base of each Word document that is written, and those of which there is none yet.

    With each stands whether every word in it is ours, and whether it is the document itself and
    no proposal beside it.
    """
    for delivery in deliveries:
        outcome = delivery.outcome
        entry = desk.register.find(outcome.item)
        if entry is None or PurePosixPath(outcome.path).suffix != ".docx":
            continue
        target = desk.output / entry.filename
        ours = outcome.action in ("nieuw", "gewijzigd")
        found = [(move.data, desk.root / move.path == target) for move in _docx(delivery)]
        known = outcome.item in before.newest or outcome.action == "vervallen"
        if not known and not any(stands for _, stands in found):
            found.append((storage.read(target) or b"", True))
        for data, stands in found:
            part = _carried(desk, data, outcome.item)
            if part is not None:
                yield outcome.item, part, ours and stands, stands


def _docx(delivery: Delivery) -> Iterator[Move]:
    for move in delivery.moves:
        if move.kind == "schrijven" and PurePosixPath(move.path).suffix == ".docx":
            yield move


def _carried(desk: Desk, data: bytes | None, item: str) -> bytes | None:
    """Return the part with the base of a file, where its seal says that it is this document.

    None where a fault of ours stops the look: the file stays, and the others have their copies.
    """
    part = attempt(partial(_part_of, desk, data, item))
    return None if isinstance(part, Fault) else part


def _part_of(desk: Desk, data: bytes | None, item: str) -> bytes | None:
    proof = prove(data) if data else None
    return kept_part(data) if data and proof and desk.is_of(proof, item) else None


def _untelling(kept: KeptBases, search: Search | None, looked: KeptBases) -> KeptBases:
    """Return `kept` without the earlier bases that tell of a secret; not those in `looked`."""
    for item, lines in kept.earlier.items() if search else ():
        new = set(lines) - set(looked.earlier.get(item, ()))
        tell = {each for each in new if search and search.told_in(_whole(kept, each))}
        kept = kept_bases.without(kept, item, tell)
    return kept


def _whole(kept: KeptBases, line: str) -> bytes:
    return kept_bases.part_of(kept, line) or b""


def _few(desk: Desk, kept: KeptBases) -> KeptBases:
    """Return `kept` with the latest bases only, and those that a file in the folder is made from.

    A file that does not tell which one holds all that may be it.
    """
    for item, lines in kept.earlier.items():
        late = set(lines[LAST:])
        if late:
            late -= _in_use(desk, item, {line: _whole(kept, line) for line in late})
            kept = kept_bases.without(kept, item, late)
    return kept


def _in_use(desk: Desk, item: str, late: Mapping[str, bytes]) -> set[str]:
    """Return which of some bases the files in the folder are made from."""
    used: set[str] = set()
    for path in (*desk.output.rglob("*.docx"), *(desk.home / FORMER).rglob("*.docx")):
        data = storage.read(path) or b""
        part = _carried(desk, data, item)
        if part is not None:
            used |= late.keys() & set(map(kept_bases.line_of, [part]))
            continue
        proof = attempt(partial(prove, data))
        if isinstance(proof, Fault):
            used |= late.keys()  # nobody knows what it is made from
        elif proof is None:
            used |= _may_be_of(data, late)
    return used


def _may_be_of(data: bytes, late: Mapping[str, bytes]) -> set[str]:
    bases = _read(late.items())
    try:
        found = origins(data, list(bases.values()))
    except ValueError:
        return set()
    return {line for line, base in bases.items() if any(base is each for each in found)}


def _read(parts: Iterable[tuple[str, bytes]]) -> dict[str, Base]:
    """Return the bases that parts hold; one that is damaged is none."""
    found: dict[str, Base] = {}
    for key, part in parts:
        with suppress(ValueError):
            found[key] = read_kept(part)
    return found


def _kept(desk: Desk) -> KeptBases:
    """Return the bases that are kept; a file that cannot be read, or is of another, holds none."""
    try:
        found = kept_bases.unpacked(storage.read(desk.home / COPIES) or b"")
    except ValueError:
        return KeptBases()
    return found if _is_own(desk, found) else KeptBases()


def _is_own(desk: Desk, found: KeptBases) -> bool:
    """Tell whether the copies are this organisation's; those of before do not say it.

    Such ones lie beside a register of before, and were written before it.
    """
    if found.owner:
        return found.owner == desk.register.key
    former = desk.loaded.register
    return former.key is None and bool(former.entries)
