"""`adopt`: what she changed in a document becomes the organisation's own content."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from handbook import folders, storage
from handbook.errors import SourceError
from handbook.inspection.client_term_search import leaks
from handbook.loading.library_copies import with_origin
from handbook.loading.source_editing import Found, Item, Rewrite, own_place, source_of
from handbook.loading.workspace import Workspace
from handbook.model.documents.document import HandbookBody
from handbook.model.features.adoption import Adopted, Adoption, Edits
from handbook.pipeline.adoption.her_document import HerDocument, hers_of, stop
from handbook.pipeline.adoption.one_change import AdoptedChange, Reader, printable
from handbook.pipeline.adoption.passages import Passages
from handbook.pipeline.adoption.proof import files_of, proved
from handbook.pipeline.adoption.rows import Rows
from handbook.pipeline.organisation.context import OrganisationContext, Request, open_organisation
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.placement.moves import Move, make_move
from handbook.pipeline.safeguards.disclosure import tells, visit_of
from handbook.tailoring.control.hand_edits import hand_edits_of, statutory_limits
from handbook.tailoring.text.filling import setting_for
from handbook.word.hand_edits.changed_lines import lines_of
from handbook.word.hand_edits.edits import edits_of

_SECRET = "dit noemt een locatie die geheim is"
_OTHER = "dit noemt een andere organisatie uit uw werkmap"


def adopt(workspace: Workspace, name: str, code: str, *, today: date, write: bool) -> Adoption:
    """Take over what she changed in document `code` as own content of organisation `name`.

    Each change is tried apart: the source must print exactly what she wrote, and nothing else may
    change. Her file and her profile are not touched.

    Args:
        workspace: the working folder with its packs.
        name: the organisation.
        code: of the document, or the library's id of it.
        today: the day it is, which a new copy remembers.
        write: whether to write the files, or only to say what would become of each change.

    Raises:
        HandbookError: HB298 no such document, HB590 none of hers, HB591 nothing changed, HB592
            changes that wait in Word, HB593 a build goes first, HB594 what we wrote is not known,
            HB595 `check` would refuse what came of it, or what is wrong with the profile.
    """
    with storage.lock(workspace.root) if write else nullcontext():
        context = open_organisation(workspace, name, today, Request(only=frozenset({code})))
        hers = hers_of(context)
        reader = _reader(workspace, context, hers)
        edits = edits_of(hers.data, hers.base) or Edits()
        claims = [_safe(printable(each), context, workspace) for each in _claims_of(reader, edits)]
        made, told = files_of(reader, [proved(reader, each, name) for each in claims], name)
        files = _remembering(reader, made, name, today)
        if write:
            _write(workspace, context, files)
    known = {each.tree.file for each in reader.found.values()}
    return Adoption(
        code=hers.document.code,
        title=hers.document.title,
        changes=tuple(_adopted(reader, each, name) for each in told),
        fresh=tuple(path for path in files if path not in known),
    )


def _remembering(
    reader: Reader, files: Mapping[str, bytes], name: str, today: date
) -> dict[str, bytes]:
    """Return `files`, in which each new copy tells of which text of the library it was made."""
    originals = {
        place: each
        for each in reader.found.values()
        if (place := own_place(each, name)) != each.tree.file
    }
    return {
        place: with_origin(originals[place], data, place, today) if place in originals else data
        for place, data in files.items()
    }


def _adopted(reader: Reader, claim: AdoptedChange, name: str) -> Adopted:
    return Adopted(
        heading=claim.heading,
        before=claim.before,
        after=claim.after,
        file="" if claim.why else own_place(reader.found[claim.item], name),
        why=claim.why,
        links=claim.links,
    )


def _write(workspace: Workspace, context: OrganisationContext, files: Mapping[str, bytes]) -> None:
    """Write all files, or none where the organisation cannot be read with them.

    Raises:
        HandbookError: HB595, or why a file could not be written.
    """
    before = {path: storage.read(context.root / path) for path in files}
    written: list[str] = []
    try:
        for path, data in files.items():
            make_move(context.root, context.name, _writing(data, path, before[path]))
            written.append(path)
        opened(workspace, context.name)
        written.clear()
    except SourceError as error:
        raise stop(
            error.problems[0].place.file,
            "HB595",
            f"zo zou uw eigen tekst niet kloppen: {error.problems[0].what}",
            "Er is niets geschreven. Pas dit aan in het document en probeer het opnieuw.",
        ) from error
    finally:
        for path in written:
            _put_back(context.root / path, before[path])


def _writing(data: bytes, path: str, before: bytes | None) -> Move:
    expected = None if before is None else storage.sha256(before)
    return Move(kind="schrijven", path=path, data=data, expected=expected)


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        storage.put(path, before, expected=storage.digest(path))


def _claims_of(reader: Reader, edits: Edits) -> tuple[AdoptedChange, ...]:
    """Return a claim for each thing she changed, in the order of the document."""
    maker = Passages(reader) if isinstance(reader.document.body, HandbookBody) else Rows(reader)
    claims = [*maker.claims(edits.stretches), *maker.additions(edits)]
    aside = [
        AdoptedChange(
            heading="",
            before="",
            after="een kop- of voettekst",
            why="kop- en voetteksten komen uit het sjabloon",
        )
        for _ in edits.aside[:1]
    ]
    return (*claims, *aside)


def _reader(workspace: Workspace, context: OrganisationContext, hers: HerDocument) -> Reader:
    loaded, made, document = context.loaded, context.made, hers.document
    codes = {each.item: each.code for each in made.documents}
    library = loaded.library
    items: Iterable[Item]
    if isinstance(document.body, HandbookBody):
        items = library.chapters.values()
    else:
        items = [library.procedures.get(document.item) or library.forms[document.item]]
    found = {
        _id(each): source
        for each in items
        if (source := source_of(workspace, context.name, each)) is not None
    }
    procedure = library.procedures.get(document.item)
    statutory = statutory_limits(made.documents)
    work = hand_edits_of(document, procedure, statutory, lines_of(hers.data, hers.base))
    return Reader(
        setting=setting_for(loaded.profile, library, made.selection, codes),
        document=document,
        found=found,
        taken=frozenset(each for each in found if _is_taken(context, found[each])),
        lost=bool(work.lost),
    )


def _is_taken(context: OrganisationContext, found: Found) -> bool:
    """Tell whether something else stands where the organisation's own copy of an item comes."""
    place = own_place(found, context.name)
    return place != found.tree.file and folders.exists(context.root / place)


def _id(item: object) -> str:
    head = getattr(item, "head", item)
    return str(getattr(head, "id", ""))


def _safe(
    claim: AdoptedChange, context: OrganisationContext, workspace: Workspace
) -> AdoptedChange:
    """Return a claim, refused where her words tell of a secret location or of somebody else."""
    visit = visit_of(workspace.root, context.name, other_clients(workspace))
    said = " ".join((claim.after, *claim.links))
    if tells(visit, said):
        gone = replace(claim, before="", after="", links=(), leads=())
        return replace(gone, item="", rewrite=Rewrite(), why=_SECRET)
    if claim.why or not any(leaks(said, context.name, visit.clients.term_search, visit.may)):
        return claim
    return replace(claim, item="", rewrite=Rewrite(), why=_OTHER)
