"""Selection and library → the document set: every document of one organisation, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Any

from handbook.model.common.base_record import date_text
from handbook.model.documents.document import (
    Document,
    DocumentSet,
    Kind,
    ListedDocument,
    Organisation,
    OverviewBody,
    OverviewGroup,
    Selection,
    Text,
)
from handbook.model.documents.hand_edits import HandEdits
from handbook.model.sources.content import Run
from handbook.model.sources.library import CARDS, HANDBOOK, MATRIX, OVERVIEW, Library
from handbook.model.sources.own_document import successors
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.tailoring.content.chapters import chapters_of, handbook_document, with_glossary
from handbook.tailoring.content.matrix import matrix_document, matrix_of
from handbook.tailoring.content.overviews import open_doubts
from handbook.tailoring.content.own_documents import own_codes, own_documents, own_files
from handbook.tailoring.content.procedures import form_document, procedure_document
from handbook.tailoring.content.role_cards import cards_document
from handbook.tailoring.control.codes_and_versions import codes_for
from handbook.tailoring.selection.conditions import choose, holds
from handbook.tailoring.selection.norm_binding import select, situation_of
from handbook.tailoring.text.filling import Setting, plain, setting_for
from handbook.tailoring.text.glossary import vocabulary
from handbook.tailoring.text.laws import enumerated

_GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Handboek", ("handboek", "kruistabel", "rolkaarten")),
    ("Procedures", ("procedure",)),
    ("Formulieren en registers", ("formulier",)),
    ("Eigen documenten", ("eigen",)),
)


def document_set(  # noqa: PLR0913, PLR0917 -- four sources, a name, and what she did
    profile: Profile,
    library: Library,
    register: Register,
    references: Mapping[str, str],
    organisation: str,
    handiwork: Mapping[str, HandEdits] = MappingProxyType({}),
) -> DocumentSet:
    """Return all documents of one organisation, the handbook first, and its norm matrix.

    Args:
        profile: a sound profile: every name in it is the name of something.
        library: the packs, with the organisation's own items in their place.
        register: gives documents that exist their code; a code never changes.
        references: the organisation's own places in its copy of the norm, by topic.
        organisation: the organisation's id, the name of its profile.
        handiwork: what a person took out of the files, by item; the matrix tells it.
    """
    selection = select(profile, library)
    items = _items(selection, library)
    codes = codes_for(items, register, profile.control.prefix, own_codes(library))
    setting = setting_for(profile, library, selection, codes)
    others = tuple(_others(setting))
    runs = {each.item: tuple(_runs(each.body)) for each in others}
    working = (_handbook(setting, runs.values()), *others)
    matrix = matrix_of(selection, working, references, handiwork)
    listed = [working[0], matrix_document(setting, matrix, handiwork), *working[1:]]
    documents = [*listed, _overview(setting, listed)]
    names = {document.item: document.filename for document in documents}
    return DocumentSet(
        organisation=_organisation(profile, selection, organisation),
        selection=selection,
        documents=tuple(
            replace(each, links=_links(runs.get(each.item) or _runs(each.body), names))
            for each in documents
        ),
        matrix=matrix,
        doubts=open_doubts(setting),
        handiwork=handiwork,
    )


def _items(selection: Selection, library: Library) -> tuple[str, ...]:
    """Return the items that become a document: those that hold, and the forms these use."""
    situation = situation_of(selection)
    procedures = choose(tuple(library.procedures.values()), situation)
    used = {form for procedure in procedures for form in procedure.forms}
    forms = [
        form.id for form in library.forms.values() if form.id in used and holds(form, situation)
    ]
    own = own_files(library, selection)
    replaced = successors(own)
    made = [each for each in (*(each.id for each in procedures), *forms) if each not in replaced]
    return (OVERVIEW, HANDBOOK, MATRIX, CARDS, *made, *own)


def _handbook(setting: Setting, others: Iterable[Iterable[Run]]) -> Document:
    """Return the handbook; its glossary explains the words of its own text and of `others`."""
    written = chapters_of(setting)
    draft = handbook_document(setting, written)
    used = vocabulary(chain(_runs(draft.body), *others))
    return handbook_document(setting, with_glossary(written, replace(setting, vocabulary=used)))


def _others(setting: Setting) -> Iterable[Document]:
    yield from _procedures(setting)
    yield from _forms(setting)
    yield from own_documents(setting)
    yield cards_document(setting)


def _procedures(setting: Setting) -> Iterable[Document]:
    for procedure in setting.library.procedures.values():
        if procedure.id in setting.codes:
            yield procedure_document(setting, procedure)


def _forms(setting: Setting) -> Iterable[Document]:
    for form in setting.library.forms.values():
        if form.id in setting.codes:
            yield form_document(setting, form)


def _overview(setting: Setting, documents: Iterable[Document]) -> Document:
    made = tuple(documents)
    groups = [
        OverviewGroup(
            title=plain(f"{OVERVIEW}.{title.casefold()}", title),
            rows=tuple(_listed(document) for document in made if document.kind in kinds),
        )
        for title, kinds in _GROUPS
    ]
    return Document(
        item=OVERVIEW,
        kind="overzicht",
        code=setting.codes[OVERVIEW],
        title="Overzicht van documenten",
        subtitle=setting.profile.name,
        owner=setting.function("kwaliteitsmedewerker"),
        body=OverviewBody(groups=tuple(group for group in groups if group.rows)),
    )


def _listed(document: Document) -> ListedDocument:
    return ListedDocument(
        code=document.code,
        title=Text(
            source=f"{OVERVIEW}.{document.item}",
            runs=(Run(text=document.title, link=document.item),),
        ),
        kind=document.subtitle.split(" · ")[0]
        if document.kind in ("procedure", "formulier", "eigen")
        else document.kind.capitalize(),
        owner=document.owner,
    )


def _organisation(profile: Profile, selection: Selection, name: str) -> Organisation:
    return Organisation(
        id=name,
        name=profile.name,
        short_name=profile.known_as,
        legal_form=profile.legal_form,
        chamber_number=profile.chamber_number,
        website=profile.website,
        norm=_norm(selection, profile.norm.confirmed_on),
    )


def _norm(selection: Selection, confirmed: date | None) -> str:
    """Return the parts that bind, with their editions: "HKZ 138 en 140, versie 2015".

    Behind it stands the day on which the organisation made sure that these editions hold.
    """
    editions: dict[tuple[str, str], list[str]] = {}
    for bound in selection.parts:
        editions.setdefault((bound.part.norm, bound.part.edition), []).append(bound.part.code)
    named = "; ".join(
        f"{norm} {enumerated(codes)}, versie {edition}".strip()
        for (norm, edition), codes in editions.items()
    )
    return f"{named} (nagegaan op {date_text(confirmed)})" if confirmed else named


def _links(runs: Iterable[Run], names: Mapping[str, str]) -> dict[str, str]:
    """Return the file of each document that a text links to, so that its own words decide."""
    used = sorted({run.link for run in runs if run.link in names})
    return {item: names[item] for item in used}


def _runs(value: Any) -> Iterator[Run]:
    """Yield the runs in a record, in the order in which they print."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Run):
            yield each
        elif isinstance(each, tuple):
            waiting.extend(reversed(each))
        else:
            waiting.extend(getattr(each, name) for name in _last_first(each.__class__))


@cache
def _last_first(kind: type) -> tuple[str, ...]:
    """Return the fields of a record from the last to the first; none of what is no record."""
    return tuple(field.name for field in reversed(fields(kind))) if is_dataclass(kind) else ()


def open_fields(library: Library, made: DocumentSet) -> tuple[str, ...]:
    """Return the ids of the open fields that the documents of a set have, in library order."""
    situation = situation_of(made.selection)
    items = {document.item for document in made.documents}
    asking = [
        (each.id, each.open_fields) for each in library.procedures.values() if each.id in items
    ]
    asking += [
        (each.head.id, each.head.open_fields)
        for each in library.chapters.values()
        if holds(each.head, situation)
    ]
    return tuple(
        f"{item}.{field.id}" for item, fields in asking for field in choose(fields, situation)
    )


def unanswered(profile: Profile, library: Library, made: DocumentSet) -> tuple[str, ...]:
    """Return the ids of the open fields this organisation did not answer yet, in library order."""
    return tuple(
        each for each in open_fields(library, made) if not profile.answers.get(each, "").strip()
    )


def unused_answers(profile: Profile, library: Library, made: DocumentSet) -> tuple[str, ...]:
    """Return the ids of the answers that no document of the set prints."""
    asked = frozenset(open_fields(library, made))
    return tuple(each for each in profile.answers if each not in asked)
