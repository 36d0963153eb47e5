"""A second copy of what we last wrote in each document, for a file that lost its own.

Word's document inspector, Google Docs and pasting into a new file take hidden parts away: the seal
and the base of a merge. With the copy such a file is known again, and merged.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from handbook import parcel, storage
from handbook.inspection.said import Reading
from handbook.loading.secret import pattern
from handbook.model.document import Document
from handbook.pipeline.delivery import Delivery, Move
from handbook.pipeline.desk import Desk
from handbook.pipeline.kept_id import COPIES, OWNER
from handbook.pipeline.secrecy import Search
from handbook.word.merging import Base, kept_part, read_kept
from handbook.word.package import read
from handbook.word.proof import prove


def copies(desk: Desk, deliveries: Sequence[Delivery]) -> Move | None:
    """Return how the copies become those of the documents as they will be; None: they are so.

    What tells of a secret location is not kept.
    """
    before = _copies(desk)
    now = {**before, OWNER: (desk.register.key or "").encode()}
    for entry in desk.register.entries:
        if entry.dropped:
            now.pop(_name(entry.item), None)
    secret = pattern(desk.loaded.secrets)
    search = Search(secret) if secret else None
    for item, data, ours in _written(desk, deliveries, before):
        part = kept_part(data)
        if part is not None and (ours or not (search and search.told_in(part))):
            now[_name(item)] = part
    if now == before:
        return None
    path = desk.home / COPIES
    return Move(
        kind="schrijven",
        path=path.relative_to(desk.root).as_posix(),
        data=parcel.pack(now),
        expected=storage.digest(path),
    )


def copy_for(desk: Desk, document: Document, mine: bytes) -> Base | None:
    """Return what we last wrote in `document`, for her file that carries nothing of ours.

    None where there is no copy, and where `mine` does not say the organisation's name and the
    document's code: it may be anything.
    """
    part = _copies(desk).get(_name(document.item))
    if part is None or prove(mine) is not None:
        return None
    try:
        parts = read(mine)
        base = read_kept(part)
    except ValueError:
        return None
    said = "\n".join(piece.text for piece in Reading().package(parts).pieces)
    ours = (desk.made.organisation.name, document.code)
    return base if all(each in said for each in ours) else None


def _written(
    desk: Desk, deliveries: Sequence[Delivery], before: Iterable[str]
) -> Iterable[tuple[str, bytes, bool]]:
    """Yield each Word document that is written, and those of which there is no copy yet.

    With each stands whether every word in it is ours.
    """
    known = set(before)
    for delivery in deliveries:
        outcome = delivery.outcome
        moves = {move.path: move for move in delivery.moves if move.kind == "schrijven"}
        if PurePosixPath(outcome.path).suffix != ".docx" or "(" in PurePosixPath(outcome.path).name:
            continue
        if outcome.path in moves:
            ours = outcome.action in ("nieuw", "gewijzigd")
            yield outcome.item, moves[outcome.path].data, ours
        elif outcome.action != "vervallen" and _name(outcome.item) not in known:
            yield outcome.item, storage.read(desk.root / outcome.path) or b"", False


def _copies(desk: Desk) -> dict[str, bytes]:
    """Return the copies that are kept; a file that cannot be read, or is of another, holds none."""
    try:
        found = parcel.unpack(storage.read(desk.home / COPIES) or b"")
    except ValueError:
        return {}
    return found if _is_own(desk, found) else {}


def _is_own(desk: Desk, found: Mapping[str, bytes]) -> bool:
    """Tell whether the copies are this organisation's; those of before do not say it.

    Such ones lie beside a register of before, and were written before it.
    """
    owner = found.get(OWNER)
    if owner is not None:
        return owner.decode(errors="replace") == desk.register.key
    former = desk.loaded.register
    return former.key is None and bool(former.entries)


def _name(item: str) -> str:
    return f"{item}.xml"
