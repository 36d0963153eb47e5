"""May a file go along: is it what was approved, and tells it nothing that it may not."""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem
from handbook.excel import is_same_sheet
from handbook.inspection.file_text import said_in
from handbook.loading.workspace import Loaded
from handbook.model.documents.build import Proof
from handbook.model.features.publishing import Item, Offer
from handbook.model.sources.register import Entry, Version
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.organisation.ownership import frozen_files, seal_of
from handbook.pipeline.organisation.paths import APPROVED, is_of_a_system, standing
from handbook.pipeline.records.archive import CLOSE, former_version
from handbook.pipeline.safeguards.disclosure import Visit, betrayed, live
from handbook.pipeline.safeguards.secret_places import unread
from handbook.publishing.publication_record import sight_of
from handbook.word.hand_edits.edited_since import says_the_same
from handbook.word.provenance.approval_record import said_of_itself

_KINDS = (".docx", ".xlsx", ".pdf")
_AGAIN = (
    "Stel het daarna opnieuw vast. Staat op het doel nog een vorige versie, haal die daar dan zelf"
    " weg."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that is to go along: of which version of which document, and where it lies.

    `digest` is the SHA-256 that it must have; "" where it is a working copy.
    """

    entry: Entry
    version: Version
    path: Path
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The files of one organisation that are to leave; without a visit they can tell nothing."""

    root: Path
    organisation: str
    loaded: Loaded
    visit: Visit | None

    def place(self, path: Path) -> Place:
        """Return the place of a file of the working folder."""
        return Place(path.relative_to(self.root).as_posix())

    def withheld(self, path: Path, entry: Entry, *problems: Problem) -> Offer:
        """Return the offer of a file that may not go along, of the document `entry`."""
        valid = self.loaded.register.is_valid(entry) or not entry.dropped
        held = (_identity(entry, suffix) for suffix in _KINDS) if valid else ()
        return Offer(
            organisation=self.organisation,
            items=(),
            refused=tuple((path.name, each) for each in problems),
            held=frozenset(held),
        )


def files_of(out: Outgoing, *, drafts: bool) -> Iterator[File]:
    """Yield each file that is to go along."""
    for entry in out.loaded.register.entries:
        if drafts and not entry.dropped:
            yield from _working(out, entry)
        elif not drafts and entry.approved and out.loaded.register.is_valid(entry):
            yield from _approved(out, entry, entry.approved)


def _working(out: Outgoing, entry: Entry) -> Iterator[File]:
    document = out.root / "output" / out.organisation / entry.filename
    yield File(entry=entry, version=entry.current, path=document)
    if entry.sum:  # a document of her own is one file
        return
    for path in (document.with_suffix(suffix) for suffix in _KINDS[1:2]):
        if os.path.lexists(path):
            yield File(entry=entry, version=entry.current, path=path)


def _approved(out: Outgoing, entry: Entry, version: Version) -> Iterator[File]:
    for frozen in version.frozen:
        path = standing(out.root, out.organisation, entry, frozen)
        yield File(entry=entry, version=version, path=path, digest=frozen.digest)


def strays(out: Outgoing) -> Iterator[Offer]:
    """Yield what lies among the approved files and was never approved; none of it goes along.

    A file under the name of a document is a `fout`: readers take it for the one that is valid. Any
    other, such as a PDF that she made, is a `let op`.
    """
    entries = out.loaded.register.entries
    approved = [(each, each.approved) for each in entries if each.approved]
    known = {file.path for each, version in approved for file in _approved(out, each, version)}
    own = {
        PurePath(entry.filename).with_suffix(suffix).name.casefold(): entry
        for entry in entries
        for suffix in (_KINDS[:2] if entry.sum is None else (PurePath(entry.filename).suffix,))
    }
    for path in folders.entries(out.root / "output" / out.organisation / APPROVED):
        if path in known or is_of_a_system(path.name) or not folders.is_file(path):
            continue
        place, entry = out.place(path), own.get(path.name.casefold())
        if entry:
            yield out.withheld(path, entry, _bad(place, "dit bestand is nooit vastgesteld"))
        else:
            yield Offer(organisation=out.organisation, items=(), notices=(_strange(place),))


def looked_at(out: Outgoing, file: File) -> Offer:
    """Return the offer of one file; what cannot be looked at stays behind, and stops no other."""
    place = out.place(file.path)
    try:
        return of_document(place.file, lambda: _weighed(out, file, place))
    except HandbookError as error:
        return out.withheld(file.path, file.entry, *error.problems)


def _weighed(out: Outgoing, file: File, place: Place) -> Offer:
    """Return the offer of one file: it goes along, with what is told of it, or it is refused.

    Raises:
        HandbookError: it cannot be read.
    """
    stored = storage.read(file.path)
    data = stored or b""
    problem = _unfit(stored, out.loaded.register.owners(out.organisation), file, place)
    problem = problem or _unapproved(out, file, data, place)
    notices = () if problem else tuple(live(place.file, data))
    problem = problem or _lively(notices)
    if out.visit and not problem:
        # The lists beside it have these.
        named = f"{file.path.name} {file.entry.code} {file.entry.title}"
        problem, unseen = _telling(out.visit, data, named, place)
        notices += unseen if out.loaded.secrets else ()
    if problem:
        return out.withheld(file.path, file.entry, problem)
    return Offer(organisation=out.organisation, items=(_item(file, data),), notices=notices)


def _unfit(data: bytes | None, owners: Collection[str], file: File, place: Place) -> Problem | None:
    """Return why a file may not go along: not there, of another organisation, or changed since.

    Args:
        data: its bytes, or None where there is no file.
        owners: the names of the organisation that its seal may carry.
        file: which file it is; without a digest its seal must be right.
        place: where it lies.
    """
    if data is None:
        return _bad(place, "dit bestand is er niet", "Bouw opnieuw, en publiceer dan.")
    proof = seal_of(data)
    if proof is not None and proof.organisation not in owners:
        return _of_another(place, proof.organisation)
    digest = storage.sha256(data)
    if file.digest:
        return None if digest == file.digest else _changed(file.entry, digest, place)
    # A document of her own without a seal is known by its sum.
    return None if digest == file.entry.sum else _strange_draft(file, proof, place)


def _strange_draft(file: File, proof: Proof | None, place: Place) -> Problem | None:
    if proof is None or proof.item != file.entry.item:
        return _bad(place, "dit bestand is niet door handbook voor deze organisatie gemaakt")
    if file.path.suffix == _KINDS[1] and not proof.intact:
        # Formulas in it may fetch or run something, and no approval takes such a workbook either.
        what = "dit werkblad is met de hand gewijzigd, of Excel heeft het bewaard"
        return _bad(place, what, "Het gaat niet mee. Zet het apart en bouw opnieuw.")
    return None


def _unapproved(out: Outgoing, file: File, data: bytes, place: Place) -> Problem | None:
    """Return that a working copy counts as approved and says something else; or None.

    She changed it and nobody built since, or the words of its template are others by now.
    """
    said = said_of_itself(data)
    says_so = file.version.approved or (said is not None and said.status == "vastgesteld")
    if file.digest or not says_so:
        return None
    approved = file.entry.approved.frozen if file.entry.approved else ()
    known = {each.digest for each in approved if each.filename.endswith(file.path.suffix)}
    if storage.sha256(data) in known:
        return None
    for _, frozen in frozen_files(out.root, out.organisation, file.entry):
        if storage.sha256(frozen) in known and _same(frozen, data, file.path.suffix):
            return None
    return _bad(
        place,
        "in deze werkversie staat dat zij is vastgesteld, en haar tekst is een andere",
        "Het gaat niet mee. Bouw opnieuw; blijft het zo, stel het document dan opnieuw vast.",
    )


def _same(one: bytes, other: bytes, suffix: str) -> bool:
    if suffix not in _KINDS[:2]:
        return one == other
    return (says_the_same if suffix == _KINDS[0] else is_same_sheet)(one, other)


def _changed(entry: Entry, digest: str, place: Place) -> Problem:
    """Return that a file is not what was approved: a former version, or what somebody changed."""
    if former := former_version(entry, digest):
        return _bad(place, former, f"Het gaat niet mee. {CLOSE} Publiceer dan opnieuw.")
    return _bad(place, "dit bestand is gewijzigd na het vaststellen")


def _lively(found: Iterable[Problem]) -> Problem | None:
    """Return what in a Word file fetches or runs something at whoever opens it, or None."""
    wrong = next((each for each in found if each.weight == "fout"), None)
    return wrong and _bad(wrong.place, wrong.what, f"Het gaat niet mee. {wrong.mend}")


def _telling(
    visit: Visit, data: bytes, named: str, place: Place
) -> tuple[Problem | None, tuple[Problem, ...]]:
    """Return why a file may not leave the house, and what in it could not be looked into."""
    try:
        said = said_in(data)
    except ValueError:  # approved before anybody damaged it: its bytes say so elsewhere
        return None, tuple(unread(place.file, ("het hele bestand",)))
    for found in betrayed(visit, place.file, said, named):
        house = found.code == "HB462"
        what = "dit bestand noemt een locatie die geheim is" if house else found.what
        return _bad(place, what, f"Het gaat niet mee. {found.mend} {_AGAIN}"), ()
    return None, tuple(unread(place.file, said.opaque))


def _item(file: File, data: bytes) -> Item:
    seen, entry, suffix = sight_of(data), file.entry, file.path.suffix
    return Item(
        identity=_identity(entry, suffix),
        path=file.path.name,
        data=data,
        digest=seen.digest,
        essence=seen.essence,
        code=entry.code,
        title=entry.title,
        version=file.version.number,
        status=file.version.status,
    )


def _identity(entry: Entry, suffix: str) -> str:
    """Return what a file of a document is known by on a host, for ever."""
    return entry.item if suffix == _KINDS[0] else f"{entry.item}{suffix}"


def _bad(place: Place, what: str, mend: str = "") -> Problem:
    mend = mend or f"Het gaat niet mee. Haal het weg uit '{APPROVED}', of stel het opnieuw vast."
    return Problem(place, code="HB545", what=what, mend=mend)


def _strange(place: Place) -> Problem:
    return Problem(
        place,
        code="HB545",
        what="dit bestand is niet door handbook hier gezet, en gaat niet mee",
        mend="Het houdt niets tegen. Hoort het hier niet, zet het dan in een andere map.",
        weight="let op",
    )


def _of_another(place: Place, owner: str) -> Problem:
    return Problem(
        place,
        code="HB597",
        what=f"dit bestand is van '{owner}', een andere organisatie",
        mend="Het gaat niet mee. Zet het terug in de map van die organisatie, of haal het weg.",
    )
