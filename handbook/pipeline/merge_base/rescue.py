"""What a file was made from that lost its hidden parts, by what she left untouched in it.

Looked at is what is kept of the document, and what its approved and former files carry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

from handbook import folders
from handbook.inspection.file_text import Reading
from handbook.model.documents.document import Document
from handbook.model.sources.register import Register
from handbook.pipeline.merge_base.certainty import Known, is_certain
from handbook.pipeline.merge_base.copies import broken_off, carried_by, kept_of, readable
from handbook.pipeline.organisation import base_file
from handbook.pipeline.organisation.base_file import WHOLE, KeptBases
from handbook.pipeline.organisation.context import OrganisationContext
from handbook.pipeline.organisation.lost_file import numbers_of
from handbook.pipeline.organisation.paths import archived
from handbook.pipeline.placement.moves import FORMER
from handbook.pipeline.placement.placement_decision import proposals
from handbook.word.merge import Base, Refused, kept_part, origins, read_kept, refused
from handbook.word.merge.base_evidence import Stage, known_words, words_in
from handbook.word.package.package import read
from handbook.word.package.seal import prove


def copies_for(
    context: OrganisationContext, document: Document, mine: bytes
) -> tuple[Base, ...] | Refused:
    """Return what we wrote in `document` when her file was made, for one that does not tell.

    Several where more than one may be it. None where nothing fits, and where `mine` does not say
    the organisation's name and the document's code: it may be anything. Refused where it may be
    made from a text that is no longer kept.
    """
    proof = prove(mine)
    if proof is not None and not context.is_of(proof, document.item):
        return ()
    try:
        parts = read(mine)
        said = "\n".join(piece.text for piece in Reading().package(parts).pieces)
        if not all(each in said for each in (context.made.organisation.name, document.code)):
            return ()
        own = kept_part(mine)
        if own is not None:
            return (read_kept(own),)
        kept = kept_of(context)
        known = readable(_known(context, kept, document))
        beside = _beside(context, kept, document)
        found = origins(mine, _candidates(words_in(mine), known, beside))
        certain = not found or is_certain(mine, found, _about(context, kept, document.item, known))
        return found if certain else refused("lost_base")
    except ValueError:
        return ()


def _candidates(
    hers: Sequence[str], known: Mapping[str, Base], beside: AbstractSet[str]
) -> list[Base]:
    """Return which bases may be that of a file that says `hers`.

    One `beside` is so only where the file shows what no other says: a file that was refused was
    there before the proposal.
    """
    others = {
        each for line, base in known.items() if line not in beside for each in known_words(base)
    }
    fresh = set(hers) - others
    return [
        base
        for line, base in known.items()
        if line not in beside or not fresh.isdisjoint(known_words(base))
    ]


def _beside(context: OrganisationContext, kept: KeptBases, document: Document) -> AbstractSet[str]:
    """Return the bases of the proposals beside a document, but for what it said itself last."""
    item = document.item
    last = base_file.distinct([kept.newest[item]] if item in kept.newest else [])
    lines = _read_lines(context, item, proposals(context.output / document.filename))
    return {*lines} - set(map(base_file.line_of, last))


def _about(
    context: OrganisationContext, kept: KeptBases, item: str, known: Mapping[str, Base]
) -> Known:
    """Return what is known of all that we wrote in a document; `known` are its bases by line."""
    lines = kept.earlier.get(item, ())
    since = kept.since.get(item)
    gone = kept.gone.get(item, ())
    whole = since == WHOLE and all(base_file.part_of(kept, line) for line in lines)
    if since is None:
        kept = broken_off(context, kept, item, context.loaded.register)
        since = kept.since.get(item, WHOLE)
    later = (base_file.sums_of(kept, item) - since.before) & {base_file.sum_of(e) for e in known}
    sides: tuple[list[Base], list[Base]] = ([], [])
    for line, base in known.items():
        sides[base_file.sum_of(line) in later].append(base)
    return Known(
        whole=whole,
        until=(numbers_of(since.version), since.approved),
        before=sides[0],
        later=sides[1],
        settled=_settled(context.loaded.register, item),
        gone=gone,
    )


def _settled(register: Register, item: str) -> frozenset[Stage]:
    """Return the approved versions around which a document printed no other words since."""
    entry = register.find(item)
    return frozenset(
        (numbers_of(each.number), True)
        for each in (entry.versions if entry else ())
        if entry and each.approved and (entry.around_since or date.min) < each.approved
    )


def _known(
    context: OrganisationContext, kept: KeptBases, document: Document
) -> Iterator[tuple[str, bytes]]:
    """Yield every base of a document that is known, each once, with the line that tells it.

    These are those in `kept`, and those that its approved and former files and the proposals
    beside it carry.
    """
    item = document.item
    paths = (*_own_files(context, item), *proposals(context.output / document.filename))
    parts = (*base_file.parts_of(kept, item), *carried_by(context, item, paths))
    for part in base_file.distinct(parts):
        yield base_file.line_of(part), part


def _read_lines(context: OrganisationContext, item: str, paths: Iterable[Path]) -> Iterator[str]:
    return map(base_file.line_of, base_file.distinct(carried_by(context, item, paths)))


def _own_files(context: OrganisationContext, item: str) -> Iterator[Path]:
    """Yield the approved files of a document, the newest first, and its former files."""
    entry = context.register.find(item)
    if entry is None:
        return
    for version in reversed(entry.versions):
        yield from (archived(context.root, context.name, entry, each) for each in version.frozen)
    for home in folders.entries(context.home / FORMER):
        if home.name.startswith(entry.code):
            yield from folders.entries(home, ".docx")
