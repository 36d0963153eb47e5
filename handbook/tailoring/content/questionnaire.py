"""Open fields → the questionnaire that an organisation fills in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from handbook.model.documents.document import (
    Document,
    DocumentSet,
    QuestionGroup,
    QuestionnaireBody,
    QuestionText,
    Text,
)
from handbook.model.features.questionnaire import OWNER, QUESTIONNAIRE, FilledField
from handbook.model.sources.content import OpenField, Run
from handbook.model.sources.library import HANDBOOK, Library
from handbook.model.sources.norm import ALWAYS
from handbook.model.sources.profile import Profile
from handbook.model.sources.size_questions import SIZE_FIELDS, SIZE_ITEM, known_answer
from handbook.tailoring.content.document_set import open_fields, unanswered
from handbook.tailoring.content.procedures import procedure_words, title_of
from handbook.tailoring.selection.conditions import applies, holds
from handbook.tailoring.selection.norm_binding import situation_of
from handbook.tailoring.text.filling import Setting, plain, setting_for, text, words_for
from handbook.tailoring.text.segments import Words
from handbook.tailoring.text.thresholds import sizes_wanted

_SIZE_HEADING = "Omvang van de organisatie"
_SIZE_PLACE = "geen document; uw antwoord bepaalt welke wetten er staan"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What asks: an item of the library, the heading it stands under, where its answers land."""

    item: str
    heading: str
    place: str
    words: Words
    fields: Sequence[OpenField]


def questionnaire(
    profile: Profile, library: Library, made: DocumentSet, *, every: bool = False
) -> Document:
    """Return the page that asks an organisation for its open fields, the handbook's first.

    Only those without an answer; `every` adds the others, with the answer they have.

    Args:
        profile: a sound profile.
        library: the packs, with the organisation's own items in their place.
        made: the documents of that profile and library; the places of the answers.
        every: ask what is answered as well.
    """
    waiting = asked(profile, library, made, every=False)
    wanted = asked(profile, library, made, every=True) if every else waiting
    groups = tuple(_groups(profile, library, made, wanted))
    organisation = made.organisation
    return Document(
        item=QUESTIONNAIRE,
        kind="vragenlijst",
        code="",
        title="Vragenlijst",
        subtitle=organisation.name,
        owner="",
        body=QuestionnaireBody(
            owner=FilledField(
                source=f"{OWNER}{organisation.id}",
                label=plain("", "Organisatie"),
                note=plain("", ""),
                kind="vast",
                options=(),
                required=True,
                value=organisation.name,
            ),
            number=sum(len(group.questions) for group in groups),
            prefilled=wanted != waiting,
            secret=any(location.secret for location in profile.locations),
            groups=groups,
        ),
    )


def asked(profile: Profile, library: Library, made: DocumentSet, *, every: bool) -> frozenset[str]:
    """Return the ids of the open fields that wait for an answer; of all of them with `every`."""
    fields = open_fields(library, made) if every else unanswered(profile, library, made)
    return frozenset((*fields, *_sizes(library, made, every=every)))


def _sizes(library: Library, made: DocumentSet, *, every: bool) -> Iterator[str]:
    """Yield the ids of the numbers that texts ask; those that are known as well with `every`."""
    here, items = situation_of(made.selection), {each.item for each in made.documents}
    if every:
        here = replace(here, size={})
        able = {item: each.condition for item, each in library.procedures.items()}
        able |= {item: each.condition for item, each in library.forms.items()}
        items |= {item for item, condition in able.items() if applies(condition, here)}
    for key in sizes_wanted(library, items, here):
        yield f"{SIZE_ITEM}.{key}"


def _groups(
    profile: Profile, library: Library, made: DocumentSet, wanted: frozenset[str]
) -> Iterator[QuestionGroup]:
    codes = {document.item: document.code for document in made.documents}
    setting = setting_for(profile, library, made.selection, codes)
    handbook = next(each.title for each in made.documents if each.item == HANDBOOK)
    number = count(1)
    sources = (_numbers(setting), *_sections(setting, handbook), *_procedures(setting))
    for heading, group in groupby(sources, key=lambda source: source.heading):
        questions = tuple(
            _question(setting, source, field, next(number))
            for source in group
            for field in source.fields
            if f"{source.item}.{field.id}" in wanted
        )
        if questions:
            title = plain(f"{QUESTIONNAIRE}.{questions[0].field.source}.kop", heading)
            yield QuestionGroup(title=title, questions=questions)


def _numbers(setting: Setting) -> _Source:
    """Return what asks how large the organisation is; no document prints the answer itself."""
    return _Source(
        item=SIZE_ITEM,
        heading=_SIZE_HEADING,
        place=_SIZE_PLACE,
        words=words_for(setting, "", ALWAYS),
        fields=tuple(SIZE_FIELDS.values()),
    )


def _sections(setting: Setting, handbook: str) -> Iterator[_Source]:
    """Yield the sections of the document titled `handbook`, each under its chapter."""
    heading = handbook
    for chapter in setting.library.chapters.values():
        head = chapter.head
        if not holds(head, setting.situation):
            continue
        words = words_for(setting, head.id, head.condition, open_fields=head.open_fields)
        title = str(text("", head.title, words))
        heading = title if head.level == "1" else heading
        yield _Source(
            item=head.id,
            heading=heading,
            place=f"{setting.codes[HANDBOOK]} {handbook}, {title}",
            words=words,
            fields=head.open_fields,
        )


def _procedures(setting: Setting) -> Iterator[_Source]:
    for procedure in setting.library.procedures.values():
        if procedure.id in setting.codes:
            title = title_of(setting, procedure)
            yield _Source(
                item=procedure.id,
                heading=title,
                place=f"{setting.codes[procedure.id]} {title}",
                words=procedure_words(setting, procedure),
                fields=procedure.open_fields,
            )


def _question(setting: Setting, source: _Source, field: OpenField, number: int) -> QuestionText:
    whole = f"{source.item}.{field.id}"
    at = f"{QUESTIONNAIRE}.{whole}"
    return QuestionText(
        number=str(number),
        question=_unlinked(text(f"{at}.vraag", field.question, source.words)),
        example=plain(f"{at}.voorbeeld", field.example),
        place=plain(f"{at}.plaats", source.place),
        field=FilledField(
            source=whole,
            label=plain(f"{at}.naam", field.name),
            note=plain("", ""),
            kind="antwoord",
            options=(),
            required=False,
            # On one line, as documents print it: LibreOffice 7.4 loses line ends in a field.
            value=" ".join(known_answer(setting.profile, whole).split()),
        ),
    )


def _unlinked(asking: Text) -> Text:
    """Return `asking` without links: who fills it in has none of the other documents."""
    runs: tuple[Run, ...] = tuple(replace(run, link="") for run in asking.runs)
    return replace(asking, runs=runs)
