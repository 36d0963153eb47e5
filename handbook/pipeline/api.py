"""For a program that embeds us: a profile, its documents and their bytes; nothing is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from handbook.errors import EditConflict, Place, Problem
from handbook.excel import prove_sheet
from handbook.loading.workspace import Workspace
from handbook.model.documents.build import Action, Block, Outcome
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.features.publishing import Plan
from handbook.model.sources.profile import Profile
from handbook.pipeline.build.build import build as build_all
from handbook.pipeline.build.makings import makings
from handbook.pipeline.organisation.context import OrganisationContext, Request, open_organisation
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.placement.merge_report import blocks_of, not_merged
from handbook.pipeline.publishing.publish import offer, published
from handbook.pipeline.safeguards.sources import refuse_bad_templates
from handbook.publishing.address import open_target
from handbook.tailoring.control.staleness import verdict
from handbook.word.merge import Refused
from handbook.word.merge import merge as merge_files
from handbook.word.package.seal import prove
from handbook.word.template_language.properties import NAMES, value_of
from handbook.word.template_language.template_names import facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """One file of a document: what it is called, what it says of itself, and its bytes.

    `item` stays the same for ever, whatever `code` the organisation gives it, and so does
    `identity`, which names the organisation as well. `properties` are those that Word and a
    document-management system show, by their Dutch names; dates as people read them. `written` is
    the day of this version, `review` the day to look at it again. `data` is empty where files were
    only listed.
    """

    item: str
    identity: str
    code: str
    title: str
    filename: str
    written: date
    review: date
    properties: Mapping[str, str]
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """A file that somebody worked in, with the new text in it.

    `action` says what was done: "ongewijzigd" and "behouden" give her own bytes back, "gewijzigd"
    those of the new file, because she changed nothing, "samengevoegd" one that is made of both.
    Then `blocks` tell of each block of text what became of it.
    """

    data: bytes
    action: Action
    blocks: tuple[Block, ...] = ()


def read_profile(workspace: Workspace, name: str) -> Profile:
    """Return the profile of organisation `name`, sound in every name and without secret places.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it.
    """
    return opened(workspace, name).profile


def select(workspace: Workspace, name: str) -> DocumentSet:
    """Return what binds organisation `name`, and every document it gets, in words.

    `selection` of it tells which parts and topics apply, `matrix` where each topic is worked out.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it.
    """
    return decide(opened(workspace, name), name)


def plan(workspace: Workspace, names: Sequence[str] = (), *, today: date) -> Iterator[Outcome]:
    """Yield what `build` would do for each organisation, and why; writes nothing.

    Raises:
        HandbookError: HB299, one problem for each of `names` that is no organisation.
    """
    return build_all(workspace, names, today=today, request=Request(write=False))


def build(workspace: Workspace, names: Sequence[str] = (), *, today: date) -> Iterator[Outcome]:
    """Yield what came of each organisation; its documents are in output/ once it is yielded.

    Args:
        workspace: the working folder.
        names: the organisations; all of them when it is empty.
        today: the day that a new version gets.

    Raises:
        HandbookError: HB299, one problem for each of `names` that is no organisation; HB511,
            another build is running.
    """
    return build_all(workspace, names, today=today)


def list_documents(workspace: Workspace, name: str, *, today: date) -> tuple[DocumentFile, ...]:
    """Return the files of organisation `name` as a build on `today` would name them, no bytes.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it.
    """
    context = open_organisation(workspace, name, today, Request(write=False))
    return tuple(_file(context, each.document, each.filename) for each in makings(context))


def render(workspace: Workspace, name: str, *, today: date) -> Iterator[DocumentFile]:
    """Yield the files of organisation `name` with their bytes, made in memory one by one.

    They are those that `build` would write into an empty output folder on `today`: the register
    is read and not written, and what lies in output/ is not looked at.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it or with
            a template it uses.
    """
    context = open_organisation(workspace, name, today, Request(write=False))
    refuse_bad_templates(context.loaded)
    for each in makings(context):
        yield _file(context, each.document, each.filename, each.make())


def merge(mine: bytes, new: DocumentFile) -> MergedFile:
    """Return what becomes of the file `mine` when `new` is the document as it is made today.

    It is what a build makes of a file in output/: no word of hers is lost, and where both changed
    the same words her text stays, with the new one as a tracked change. Nothing is written.

    Args:
        mine: the file as somebody left it, in a document-management system for example.
        new: the same document, as `render` gives it.

    Raises:
        HandbookError: HB454, it cannot be merged, or it is no document of this organisation.
    """
    is_word = PurePath(new.filename).suffix == ".docx"
    proves = prove if is_word else prove_sheet
    ours = proves(new.data)
    if not new.data:
        raise ValueError("'new' has no bytes: it was listed, not rendered")
    if ours is None:  # she wrote it herself, and it carries no seal
        if mine == new.data:
            return MergedFile(data=mine, action="ongewijzigd")
        raise EditConflict(_stranger(new.filename))
    found = verdict(
        exists=True,
        proof=proves(mine),
        organisation=ours.organisation,
        item=ours.item,
        wanted=ours.render,
    )
    if found.action != "voorstel":
        return MergedFile(data=new.data if found.changes else mine, action=found.action)
    if not (is_word and found.changes):
        raise EditConflict(_stranger(new.filename))
    result = merge_files(mine, new.data, date=f"{new.written}T00:00:00Z")
    if isinstance(result, Refused):
        raise EditConflict(not_merged(new.filename, result))
    return MergedFile(data=result.data, action="samengevoegd", blocks=blocks_of(result))


def publish(
    workspace: Workspace,
    name: str,
    address: str,
    *,
    agreed: Callable[[Plan], bool],
    drafts: bool = False,
) -> Plan:
    """Return the plan to bring the documents of organisation `name` to `address`, or what came.

    Args:
        workspace: the working folder.
        name: the organisation.
        address: a folder, a .zip, or an address of any file system that fsspec knows.
        agreed: is shown the plan before anything is written, and says whether to go on.
        drafts: the working copies in output/, and not what is approved.

    Raises:
        HandbookError: there is no such organisation or nothing to publish, or the host refuses.
    """
    given = offer(workspace, name, drafts=drafts)
    return published(workspace, given, address, open_target, agreed)


def _file(
    context: OrganisationContext, document: Document, filename: str, data: bytes = b""
) -> DocumentFile:
    control = context.control(document)
    facts = facts_of(document, control)
    return DocumentFile(
        item=document.item,
        identity=context.identity(document.item),
        code=document.code,
        title=document.title,
        filename=filename,
        written=control.written,
        review=control.review,
        properties={shown: value_of(facts, word) for word, shown in NAMES.items()},
        data=data,
    )


def _stranger(filename: str) -> Problem:
    return Problem(
        Place(filename),
        code="HB454",
        what="dit bestand is niet het document van deze organisatie, of geen Word-bestand met het "
        "kenmerk van handbook",
        mend="Er is niets samengevoegd. Geef het bestand dat bij dit document hoort, of bewaar dit "
        "onder een andere naam.",
    )
