"""For a program that embeds us: a profile, its documents and their bytes; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handbook.loading import workspace as loading
from handbook.loading.workspace import Workspace
from handbook.model.document import Document, DocumentSet
from handbook.model.outcome import Outcome
from handbook.model.profile import Profile
from handbook.pipeline import building
from handbook.pipeline.checking import refuse_bad_templates
from handbook.pipeline.desk import Desk, Request, decide, sit_down
from handbook.pipeline.preparing import makings
from handbook.word.properties import NAMES, value_of
from handbook.word.view import facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """One file of a document: what it is called, what it says of itself, and its bytes.

    `item` stays the same for ever, whatever `code` the organisation gives it. `properties` are
    those that Word and a document-management system show, by their Dutch names; dates as people
    read them. `data` is empty where files were only listed.
    """

    item: str
    code: str
    title: str
    filename: str
    properties: Mapping[str, str]
    data: bytes = b""


def read_profile(workspace: Workspace, name: str) -> Profile:
    """Return the profile of organisation `name`, sound in every name and without secret places.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it.
    """
    return loading.read_profile(workspace, name).profile


def select(workspace: Workspace, name: str) -> DocumentSet:
    """Return what binds organisation `name`, and every document it gets, in words.

    `selection` of it tells which parts and topics apply, `matrix` where each topic is worked out.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it.
    """
    return decide(loading.read_profile(workspace, name), name)


def plan(workspace: Workspace, names: Sequence[str] = (), *, today: date) -> Iterator[Outcome]:
    """Yield what `build` would do for each organisation, and why; writes nothing.

    Raises:
        HandbookError: HB299, one problem for each of `names` that is no organisation.
    """
    return building.build(workspace, names, today=today, request=Request(write=False))


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
    return building.build(workspace, names, today=today)


def list_documents(workspace: Workspace, name: str, *, today: date) -> tuple[DocumentFile, ...]:
    """Return the files of organisation `name` as a build on `today` would name them, no bytes.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it.
    """
    desk = sit_down(workspace, name, today, Request(write=False))
    return tuple(_file(desk, each.document, each.filename) for each in makings(desk))


def render(workspace: Workspace, name: str, *, today: date) -> Iterator[DocumentFile]:
    """Yield the files of organisation `name` with their bytes, made in memory one by one.

    They are those that `build` would write into an empty output folder on `today`: the register
    is read and not written, and what lies in output/ is not looked at.

    Raises:
        HandbookError: there is no such organisation, or everything that is wrong with it or with
            a template it uses.
    """
    desk = sit_down(workspace, name, today, Request(write=False))
    refuse_bad_templates(desk.loaded)
    for each in makings(desk):
        yield _file(desk, each.document, each.filename, each.make())


def _file(desk: Desk, document: Document, filename: str, data: bytes = b"") -> DocumentFile:
    facts = facts_of(document, desk.control(document))
    return DocumentFile(
        item=document.item,
        code=document.code,
        title=document.title,
        filename=filename,
        properties={shown: value_of(facts, word) for word, shown in NAMES.items()},
        data=data,
    )
