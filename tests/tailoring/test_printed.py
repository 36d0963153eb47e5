"""A version is about what a reader reads: words, tables and pictures in order, and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, make_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from examples import ROOT
from hypothesis import given
from hypothesis import strategies as st

from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.document import (
    ChapterText,
    Document,
    HandbookBody,
    PairText,
    Passage,
    ProcedureBody,
    StepText,
    Text,
)
from handbook.model.documents.edit_report import named
from handbook.model.sources.content import Grid, Item, Listing, Paragraph, Run
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.hand_edits import decide
from handbook.tailoring.control.codes_and_versions import content_of, recognised, revise
from handbook.tailoring.control.earlier_fingerprint import former_content_of
from handbook.tailoring.control.reader_text import plain, printed

DAY, LATER = date(2026, 11, 23), date(2027, 2, 1)
PROFILE = Profile.model_validate({"naam": "De Linde", "kvk": "01234567", "onderdelen": ["138"]})


def words(text: str) -> Text:
    return Text(source=f"PP-01.{text}", runs=(Run(text=text),))


STEPS = (
    StepText(who=words("Teamleider"), what=words("Bel terug."), record=words("F-01")),
    StepText(who=words("Medewerker"), what=words("Luister."), record=words("")),
)
BODY = ProcedureBody(
    purpose=words("Iedereen krijgt antwoord."),
    use=words("Bij elke vraag."),
    owner="teamleider",
    people="teamleider en medewerker",
    group="primair proces",
    limits=(),
    steps=STEPS,
    particulars=(),
    answers=(PairText(label=words("Openingstijden"), value=words("elke werkdag")),),
    risks=(),
    indicators=(),
    forms=(words("F-01 Aanmelding"),),
    related=(),
    grounds=(),
)
PROCEDURE = Document(
    item="PP-01",
    kind="procedure",
    code="PP-01",
    title="Aanmelding",
    subtitle="Procedure · intake",
    owner="teamleider",
    body=BODY,
)
TABLE = Grid(
    head=((Run(text="Wat"),), (Run(text="Wanneer"),)),
    rows=(
        ((Run(text="Audit"),), (Run(text="maart"),)),
        ((Run(text="Toets"),), (Run(text="mei"),)),
    ),
    shares=(1, 2),
    caption="Jaarkalender",
)


def handbook(*blocks: Paragraph | Listing | Grid) -> Document:
    passage = Passage(source="beleid", blocks=blocks)
    chapter = ChapterText(title=words("Beleid"), body=passage, sections=(), appendix=False)
    return replace(PROCEDURE, kind="handboek", body=HandbookBody(chapters=(chapter,)))


@cache
def documents() -> tuple[Document, ...]:
    """Return all documents of an example: every kind of record stands in them."""
    loaded = read_profile(open_workspace(ROOT), "linde")
    return decide(loaded, "linde").documents


def each_document() -> Iterator[Document]:
    """Yield a document of every kind."""
    yield from (PROCEDURE, handbook(Paragraph(runs=(Run(text="Samen."),)), TABLE))
    yield from {document.kind: document for document in documents()}.values()


def remade(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return `value` with each record in it as `change` makes it of the record, inside first."""
    if isinstance(value, tuple):
        return tuple(remade(each, change) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inner = {each.name: remade(getattr(value, each.name), change) for each in fields(value)}
    return change(replace(value, **inner))


@cache
def grown(kind: type, more: Any) -> Any:
    """Return a record like `kind` that has one more field, which templates may print."""
    extra = ("extra", object, field(**dict(more), metadata={"word": "extra"}))
    return make_dataclass(kind.__name__, [extra], bases=(kind,), frozen=True, kw_only=True)


@pytest.mark.parametrize("default", ["", "nieuw", (), ("nieuw",), None, True, 7, b"beeld"])
@pytest.mark.parametrize("way", ["default", "default_factory"])
def test_a_field_added_to_every_record_with_a_default_raises_no_version(
    default: object, way: str
) -> None:
    more = ((way, default if way == "default" else lambda: default),)

    def with_more(record: Any) -> Any:
        values = {each.name: getattr(record, each.name) for each in fields(record)}
        return grown(type(record), more)(**values)

    for document in each_document():
        other = remade(document, with_more)
        assert content_of(other) == content_of(document)
        assert former_content_of(other) == former_content_of(document)


@cache
def renamed(kind: type) -> Any:
    told = [each for each in fields(kind) if "word" in each.metadata]
    names = [(f"new_{each.name}", object, named(each.metadata["word"])) for each in told]
    return make_dataclass(f"New{kind.__name__}", names, frozen=True, kw_only=True)


def test_a_field_that_gets_another_name_raises_no_version() -> None:
    def with_new_names(record: Any) -> Any:
        told = [each.name for each in fields(record) if "word" in each.metadata]
        if not told:
            return record
        return renamed(type(record))(**{f"new_{name}": getattr(record, name) for name in told})

    for document in each_document():
        other = replace(document, body=remade(document.body, with_new_names))
        assert content_of(other) == content_of(document)


LOOKS: Mapping[str, object] = {
    "source": "elders",
    "link": "OR-99",
    "bold": True,
    "italic": True,
    "level": 3,
    "shares": (3, 1),
    "ordered": True,
    "item": "XX-01",
    "covers": (),
    "links": {"OR-99": "OR-99.docx"},
}


def test_ids_anchors_links_and_looks_raise_no_version() -> None:
    def looking_else(record: Any) -> Any:
        names = {each.name for each in fields(record)} & LOOKS.keys()
        return replace(record, **{name: LOOKS[name] for name in names})

    for document in each_document():
        assert content_of(remade(document, looking_else)) == content_of(document)


def test_typography_raises_no_version() -> None:
    signs = str.maketrans({" ": "\u00a0", "-": "\u2011", "'": "’", "n": "\u00adn"})

    def typeset(record: Any) -> Any:
        texts = {
            each.name: value.translate(signs)
            for each in fields(record)
            if isinstance(value := getattr(record, each.name), str) and each.name != "tone"
        }
        return replace(record, **texts)

    for document in each_document():
        assert content_of(remade(document, typeset)) == content_of(document)


def test_how_words_are_cut_into_runs_raises_no_version() -> None:
    def cut(record: Any) -> Any:
        if not isinstance(record, Text):
            return record
        letters = [replace(run, text=sign) for run in record.runs for sign in run.text]
        return replace(record, runs=tuple(letters))

    for document in each_document():
        assert content_of(remade(document, cut)) == content_of(document)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(PROCEDURE, title="Aanmelden"), id="another title"),
        pytest.param(replace(PROCEDURE, owner="bestuurder"), id="another owner"),
        pytest.param(replace(PROCEDURE, body=replace(BODY, steps=STEPS[::-1])), id="order"),
        pytest.param(replace(PROCEDURE, body=replace(BODY, steps=STEPS[:1])), id="a row less"),
        pytest.param(
            replace(PROCEDURE, body=replace(BODY, forms=(), related=BODY.forms)),
            id="under another heading",
        ),
        pytest.param(
            replace(
                PROCEDURE,
                body=replace(
                    BODY, steps=(STEPS[0], replace(STEPS[1], what=words(""), record=STEPS[1].what))
                ),
            ),
            id="in another column",
        ),
    ],
)
def test_what_a_reader_sees_change_is_another_content(other: Document) -> None:
    assert content_of(other) != content_of(PROCEDURE)


LINES = (Paragraph(runs=(Run(text="Eerst."),)), Paragraph(runs=(Run(text="Dan."),)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LINES, LINES[::-1]),
        (LINES, LINES[:1]),
        (LINES, (replace(LINES[0], tone="voorstel"), LINES[1])),
        ((TABLE,), (replace(TABLE, rows=TABLE.rows[::-1]),)),
        ((TABLE,), (replace(TABLE, caption="Kalender"),)),
        ((TABLE,), (replace(TABLE, rows=TABLE.rows[:1]),)),
        ((TABLE,), (replace(TABLE, rows=tuple(row[::-1] for row in TABLE.rows)),)),
    ],
)
def test_what_a_reader_sees_change_in_running_text_is_another_content(
    one: tuple[Paragraph, ...], other: tuple[Paragraph, ...]
) -> None:
    assert content_of(handbook(*one)) != content_of(handbook(*other))


def test_a_list_reads_as_the_same_words_below_each_other() -> None:
    items = tuple(Item(runs=line.runs) for line in LINES)
    assert content_of(handbook(Listing(items=items))) == content_of(handbook(*LINES))


@given(st.data())
def test_one_word_more_anywhere_is_another_content(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(documents()))
    places = [each for each in texts_of(document) if each.runs]
    chosen = data.draw(st.sampled_from(places)).source

    def one_more(record: Any) -> Any:
        if isinstance(record, Text) and record.source == chosen:
            return replace(record, runs=(*record.runs, Run(text=" voortaan")))
        return record

    assert content_of(remade(document, one_more)) != content_of(document)


def texts_of(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_of(getattr(value, each.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustrated:
    """A body with a picture, as a record may have one."""

    picture: bytes = named("beeld")
    below: Text = named("onderschrift")


def test_a_picture_counts_by_its_bytes() -> None:
    def shows(picture: bytes) -> str:
        body: Any = Illustrated(picture=picture, below=words("Onze bus"))
        return content_of(replace(PROCEDURE, body=body))

    assert shows(b"een") == shows(b"een")
    assert shows(b"een") != shows(b"twee")


def test_every_field_that_is_not_read_is_known() -> None:
    def silent(value: Any) -> Iterator[str]:
        if isinstance(value, tuple):
            for each in value:
                yield from silent(each)
        elif is_dataclass(value):
            names = [each.name for each in fields(value) if "word" not in each.metadata]
            yield from (f"{type(value).__name__}.{name}" for name in names)
            for each in fields(value):
                yield from silent(getattr(value, each.name))

    read_otherwise = {"Text.runs", "Passage.blocks", "Run.text", "Paragraph.runs", "Paragraph.tone"}
    read_otherwise |= {"Listing.items", "Item.runs", "Grid.head", "Grid.rows", "Grid.caption"}
    found = {name for document in documents() for name in silent(document.body)}
    assert found - read_otherwise == {
        "Text.source",
        "Passage.source",
        "FieldText.source",
        *("Run.bold", "Run.italic", "Run.link", "Run.mark"),
        *("Listing.ordered", "Item.level", "Grid.shares"),
    }


def test_a_document_reads_as_lists_of_texts() -> None:
    assert printed(PROCEDURE) == [
        *("PP-01", "Aanmelding", "Procedure · intake", "teamleider"),
        [
            *("Iedereen krijgt antwoord.", "Bij elke vraag."),
            *("teamleider", "teamleider en medewerker", "primair proces"),
            [],
            [["Teamleider", "Bel terug.", "F-01"], ["Medewerker", "Luister.", ""]],
            [],
            [["Openingstijden", "elke werkdag"]],
            *([], []),
            ["F-01 Aanmelding"],
            *([], []),
        ],
    ]


def test_no_break_signs_read_as_plain_ones() -> None:
    assert plain("5\u00a0werk\u00addagen,\n24\u2011uurs  “zo’n” cafe\u0301") == (
        '5 werkdagen, 24-uurs "zo\'n" café'
    )


def approved(content: str) -> Register:
    [entry] = revise(Register(), [PROCEDURE], PROFILE, DAY).entries
    version = entry.current.model_copy(
        update={"number": "1.0", "status": "vastgesteld", "content": content}
    )
    return Register(documenten=(entry.model_copy(update={"versions": (version,)}),))


# As the program of commit 2683c60 wrote it for `PROCEDURE`.
OF_BEFORE = "5e4f90f111855af919b19063d1526b77c21383a973b3e2eed29548182a5d9ec1"


def test_a_register_of_before_is_known_again_and_raises_nothing() -> None:
    assert former_content_of(PROCEDURE) == OF_BEFORE
    known = recognised(approved(OF_BEFORE), [PROCEDURE])
    assert known == approved(content_of(PROCEDURE))
    assert revise(known, [PROCEDURE], PROFILE, LATER) == known
    assert recognised(known, [PROCEDURE]) == known


def test_a_version_before_the_one_that_is_known_again_stays_as_it_was() -> None:
    [entry] = approved(OF_BEFORE).entries
    first = entry.current.model_copy(update={"content": "ab" * 32})
    second = entry.current.model_copy(update={"number": "2.0"})
    register = Register(documenten=(entry.model_copy(update={"versions": (first, second)}),))
    [known] = recognised(register, [PROCEDURE]).entries
    now = second.model_copy(update={"content": content_of(PROCEDURE)})
    assert known.versions == (first, now)


def test_a_document_that_changed_since_before_gets_a_concept_all_the_same() -> None:
    changed = replace(PROCEDURE, title="Aanmelden")
    known = recognised(approved(OF_BEFORE), [changed])
    assert known == approved(OF_BEFORE)
    [entry] = revise(known, [changed], PROFILE, LATER).entries
    assert [(each.number, each.content) for each in entry.versions] == [
        ("1.0", OF_BEFORE),
        ("1.1", content_of(changed)),
    ]


def test_a_document_that_was_away_is_known_again_when_it_comes_back() -> None:
    away = revise(recognised(approved(OF_BEFORE), []), [], PROFILE, LATER)
    assert away.entries[0].dropped == LATER
    back = revise(recognised(away, [PROCEDURE]), [PROCEDURE], PROFILE, LATER)
    assert back == approved(content_of(PROCEDURE))


def test_every_fingerprint_says_which_way_it_was_taken() -> None:
    assert {content_of(each)[:2] for each in documents()} == {"2:"}
    assert len({content_of(each) for each in documents()}) == len(documents())
