"""What a document of hers lacks: topics that it treated, limits that the law sets."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from handbook.model.documents.document import Document, ProcedureBody
from handbook.model.documents.hand_edits import HandEdits, Line
from handbook.model.sources.content import Procedure

_NUMBER = re.compile(r"^(\d+(\.\d+)*|Bijlage [A-Z])[.:]?\s+")


def hand_edits_of(
    document: Document,
    procedure: Procedure | None,
    statutory: Collection[tuple[str, str]],
    lines: Sequence[Line],
) -> HandEdits:
    """Return what the file of `document` lacks, told by what became of its `lines`.

    Only what the file said in the words of today counts: where the source changed as well, the
    merge has a word to say first.

    Args:
        document: what is to be made of it today.
        procedure: the procedure in the library that it is, or None.
        statutory: limits that the law sets, as `statutory_limits` gives them.
        lines: the file as we last wrote it, and what became of each line.
    """
    body = document.body
    gone = _topics_of_gone_steps(body, procedure, lines)
    lost = [
        (cover.topic, cover.heading)
        for cover in document.covers
        if cover.topic in gone or _is_empty(_section(cover.heading, lines))
    ]
    return HandEdits(
        lost=tuple(dict.fromkeys(lost)),
        limits=tuple(_changed(statutory, lines)),
    )


def statutory_limits(documents: Iterable[Document]) -> frozenset[tuple[str, str]]:
    """Return the limits of the law in `documents`: what each is about, and what it is."""
    return frozenset(
        (str(limit.what), str(limit.limit))
        for document in documents
        if isinstance(document.body, ProcedureBody)
        for limit in document.body.limits
        if limit.nature == "wet"
    )


def _changed(
    statutory: Collection[tuple[str, str]], lines: Sequence[Line]
) -> Iterator[tuple[str, str]]:
    """Yield the limits of the law that read otherwise, or not at all, in her file."""
    for line in lines:
        if line.cells[:2] in statutory and (line.hers is None or line.hers[:2] != line.cells[:2]):
            yield line.cells[0], line.cells[1]


def _topics_of_gone_steps(
    body: object, procedure: Procedure | None, lines: Sequence[Line]
) -> frozenset[str]:
    """Return the topics that only steps treat, all of which she took out."""
    if not isinstance(body, ProcedureBody) or procedure is None:
        return frozenset()
    taken = {cell for each in lines if each.hers is None for cell in each.cells}
    gone = {step.what.source for step in body.steps if str(step.what) in taken}
    printed = {step.what.source for step in body.steps}
    found: set[str] = set()
    left: set[str] = set(procedure.covers)
    for step in procedure.steps:
        sources = {each for each in printed if f".{step.id}." in f"{each}."}
        found |= set(step.covers) if sources and sources <= gone else set()
        left |= set(step.covers) if sources - gone else set()
    return frozenset(found - left)


def _section(heading: str, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines under a heading, up to the next one of its level or higher."""
    wanted = _NUMBER.sub("", heading)
    at = next((n for n, each in enumerate(lines) if each.level and _is(each, wanted)), None)
    if at is None:
        return ()
    ends = (n for n in range(at + 1, len(lines)) if 0 < lines[n].level <= lines[at].level)
    return lines[at + 1 : next(ends, len(lines))]


def _is(line: Line, wanted: str) -> bool:
    return _NUMBER.sub("", line.cells[0]) == wanted


def _is_empty(section: Sequence[Line]) -> bool:
    said = [each for each in section if not each.level]
    return bool(said) and all(each.hers is None for each in said)
