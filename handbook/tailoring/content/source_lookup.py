"""A printed text → where in the library it is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from handbook.model.documents.document import Text
from handbook.model.sources.content import (
    Block,
    Chapter,
    Conditional,
    Form,
    Grid,
    Listing,
    Paragraph,
    Procedure,
    RawBlock,
    Runs,
    Slot,
)
from handbook.tailoring.content.procedures import location_hint, procedure_words
from handbook.tailoring.content.profile_tables import table
from handbook.tailoring.selection.conditions import applies
from handbook.tailoring.text.filling import Setting, fill_runs, narrowed, words_for
from handbook.tailoring.text.laws import deadline_id, retention_id
from handbook.tailoring.text.segments import Words
from handbook.tailoring.text.thresholds import as_paragraph

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a text is written: the way to it in the YAML of its item, the text and its words."""

    path: Path
    written: str
    words: Words


def origins(setting: Setting, item: Procedure | Form) -> dict[str, Origin]:
    """Return, by the source of a printed text, where it is written in a procedure or form."""
    if isinstance(item, Form):
        return dict(_of_form(setting, item))
    return dict(_of_procedure(setting, item))


def _of_procedure(setting: Setting, item: Procedure) -> Iterator[tuple[str, Origin]]:
    words = procedure_words(setting, item)

    def origin(written: str, *path: str | int, own: Words = words) -> Origin:
        return Origin(path=path, written=written, words=own)

    at = item.id
    yield f"{at}.doel", origin(item.purpose, "doel")
    yield f"{at}.toepassing", origin(item.use, "toepassing")
    for number, limit in enumerate(item.deadlines):
        yield f"{deadline_id(at, limit)}.wat", origin(limit.what, "termijnen", number, "wat")
    for number, step in enumerate(item.steps):
        here = f"{at}.stappen.{step.id}"
        yield f"{here}.actie", origin(step.action, "stappen", number, "actie")
        yield f"{here}.registratie", origin(step.record, "stappen", number, "registratie")
    for number, each in enumerate(item.particulars):
        own = narrowed(words, setting, each.condition)
        here = f"{at}.bijzonderheden.{each.id}"
        yield here, origin(each.text, "bijzonderheden", number, "tekst", own=own)
    for number, risk in enumerate(item.risks):
        here = f"{at}.risicos.{risk.id}"
        yield f"{here}.risico", origin(risk.risk, "risicos", number, "risico")
        yield f"{here}.maatregel", origin(risk.measure, "risicos", number, "maatregel")
    for number, one in enumerate(item.indicators):
        here = f"{at}.indicatoren.{one.id}"
        yield f"{here}.naam", origin(one.name, "indicatoren", number, "naam")
        yield f"{here}.streef", origin(one.target, "indicatoren", number, "streef")


def _of_form(setting: Setting, item: Form) -> Iterator[tuple[str, Origin]]:
    words = words_for(setting, item.id, item.condition)
    at = item.id
    yield f"{at}.doel", Origin(path=("doel",), written=item.purpose, words=words)
    if retention_id(at) not in setting.profile.deadlines:
        written = item.retention
        yield retention_id(at), Origin(path=("bewaren",), written=written, words=words)
    for number, field in enumerate(item.fields):
        here, path = f"{at}.velden.{field.id}", ("velden", number)
        yield f"{here}.naam", Origin(path=(*path, "naam"), written=field.name, words=words)
        if not location_hint(setting, field):
            yield (
                f"{here}.toelichting",
                Origin(path=(*path, "toelichting"), written=field.note, words=words),
            )


def texts_of(value: object) -> dict[str, str]:
    """Return, by source, every text in a record and the records in it."""
    return dict(_texts(value))


def _texts(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Text):
        yield value.source, " ".join(str(value).split())
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))


def chapter_words(setting: Setting, chapter: Chapter) -> Words:
    """Return what the slots in the text of `chapter` stand for."""
    head = chapter.head
    return words_for(setting, head.id, head.condition, open_fields=head.open_fields)


def chapter_texts(setting: Setting, chapter: Chapter) -> tuple[tuple[str, int | None], ...]:
    """Return what a chapter prints: paragraphs, points and cells in order, with blanks as one.

    With each stands its number among the texts of the source, from 0; None where it comes from a
    table that is made from the profile.
    """
    return tuple((_said(runs), number) for runs, number in chapter_runs(setting, chapter))


def chapter_runs(setting: Setting, chapter: Chapter) -> tuple[tuple[Runs, int | None], ...]:
    """Return what a chapter prints, as `chapter_texts` does, with how it looks and leads."""
    words = chapter_words(setting, chapter)
    return tuple(_walk(chapter.blocks, words, setting, 0)[0])


def _walk(
    blocks: Iterable[RawBlock], words: Words, setting: Setting, at: int
) -> tuple[list[tuple[Runs, int | None]], int]:
    found: list[tuple[Runs, int | None]] = []
    for block in blocks:
        if isinstance(block, Conditional):
            inner, at = _walk(block.blocks, words, setting, at)
            if applies(block.condition, setting.situation):
                hedge = as_paragraph(block.condition, setting.situation)
                found += [*inner, *((runs, None) for each in hedge for runs in _runs(each))]
        elif isinstance(block, Slot):
            made = (runs for each in table(block.name, setting) for runs in _runs(each))
            found += [(runs, None) for runs in made]
        else:
            texts = [fill_runs(runs, words) for runs in _runs(block)]
            found += zip(texts, range(at, at + len(texts)), strict=True)
            at += len(texts)
    return found, at


def _runs(block: Block) -> Iterator[Runs]:
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Listing):
        yield from (item.runs for item in block.items)
    elif isinstance(block, Grid):
        yield from block.head
        for row in block.rows:
            yield from row


def _said(runs: Runs) -> str:
    return " ".join("".join(run.text for run in runs).split())


def codes_of(setting: Setting) -> Mapping[str, str]:
    """Return the library's id of each document by the code that it has here."""
    return {code: item for item, code in setting.codes.items()}
