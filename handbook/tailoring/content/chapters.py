"""The chapters of the library → the handbook in final words, without an empty heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handbook.model.documents.document import (
    ChapterText,
    Cover,
    Document,
    HandbookBody,
    Passage,
    SectionText,
)
from handbook.model.sources.content import (
    Block,
    Chapter,
    Conditional,
    Grid,
    Listing,
    Paragraph,
    RawBlock,
    Slot,
)
from handbook.model.sources.library import HANDBOOK
from handbook.tailoring.content.profile_tables import GLOSSARY, table
from handbook.tailoring.selection.conditions import applies, only_for_excluded
from handbook.tailoring.text.filling import Setting, fill, fill_runs, plain, words_for
from handbook.tailoring.text.segments import Words
from handbook.tailoring.text.thresholds import as_paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A chapter or section that has something to say here."""

    chapter: Chapter
    title: str
    blocks: tuple[Block, ...]

    @property
    def level(self) -> int:
        return int(self.chapter.head.level)


Groups = list[list[_Written]]


def handbook_document(setting: Setting, written: Groups) -> Document:
    """Return the handbook: every chapter of `written` that has text, numbered as Word will."""
    chapters = [_with_text(group) for group in written]
    printed = [chapter for chapter in chapters if chapter]
    return Document(
        item=HANDBOOK,
        kind="handboek",
        code=setting.codes[HANDBOOK],
        title="Kwaliteitshandboek",
        subtitle=setting.profile.name,
        owner=setting.function("kwaliteitsmedewerker"),
        body=HandbookBody(chapters=tuple(_chapter_text(chapter) for chapter in printed)),
        covers=tuple(_covers(printed)),
    )


def chapters_of(setting: Setting) -> Groups:
    """Return the chapters that hold, each with its sections; a dropped one takes its own along."""
    groups: list[list[_Written]] = []
    open_group = False
    for chapter in setting.library.chapters.values():
        holds = applies(chapter.head.condition, setting.situation)
        if chapter.head.level == "1":
            open_group = holds
            if holds:
                groups.append([])
        if holds and open_group:
            groups[-1].append(_write(chapter, setting))
    return groups


def with_glossary(written: Groups, setting: Setting) -> Groups:
    """Return `written` with the glossary of the words that `setting` knows as used."""
    return [
        [_write(each.chapter, setting) if _explain(each.chapter.blocks) else each for each in group]
        for group in written
    ]


def _explain(blocks: Iterable[RawBlock]) -> bool:
    """Tell whether `blocks` print the glossary, which waits for the words of all other texts."""
    return any(
        each.name == GLOSSARY if isinstance(each, Slot) else _explain(each.blocks)
        for each in blocks
        if isinstance(each, Slot | Conditional)
    )


def _write(chapter: Chapter, setting: Setting) -> _Written:
    head = chapter.head
    words = words_for(setting, head.id, head.condition, open_fields=head.open_fields)
    title = "".join(run.text for run in fill(head.title, words))
    left_out = only_for_excluded(head, setting.situation)
    blocks = () if left_out else tuple(_filled(chapter.blocks, words, setting))
    hedge = as_paragraph(head.condition, setting.situation) if blocks else ()
    return _Written(chapter=chapter, title=title, blocks=(*blocks, *hedge))


def _with_text(group: Sequence[_Written]) -> list[_Written]:
    """Return the group without headings under which nothing stands."""
    kept: list[_Written] = []
    for written in reversed(group):
        holds_up = bool(kept) and kept[-1].level > written.level
        if written.blocks or holds_up:
            kept.append(written)
    return kept[::-1]


def _filled(blocks: Iterable[RawBlock], words: Words, setting: Setting) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Conditional):
            if applies(block.condition, setting.situation):
                yield from _filled(block.blocks, words, setting)
                yield from as_paragraph(block.condition, setting.situation)
        elif isinstance(block, Slot):
            yield from table(block.name, setting)
        else:
            yield _fill_block(block, words)


def _fill_block(block: Block, words: Words) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=fill_runs(block.runs, words))
    if isinstance(block, Listing):
        return replace(
            block,
            items=tuple(replace(item, runs=fill_runs(item.runs, words)) for item in block.items),
        )
    return Grid(
        head=tuple(fill_runs(cell, words) for cell in block.head),
        rows=tuple(tuple(fill_runs(cell, words) for cell in row) for row in block.rows),
        shares=block.shares,
        caption=block.caption,
    )


def _chapter_text(group: Sequence[_Written]) -> ChapterText:
    first, *sections = group
    at = f"{HANDBOOK}.{first.chapter.head.id}"
    return ChapterText(
        title=plain(f"{at}.titel", first.title),
        body=Passage(source=at, blocks=first.blocks),
        sections=tuple(_section_text(section) for section in sections),
        appendix=first.chapter.head.appendix,
    )


def _section_text(written: _Written) -> SectionText:
    at = f"{HANDBOOK}.{written.chapter.head.id}"
    return SectionText(
        title=plain(f"{at}.titel", written.title),
        level=written.level,
        body=Passage(source=at, blocks=written.blocks),
    )


def _covers(groups: Sequence[Sequence[_Written]]) -> Iterable[Cover]:
    """Return which topic stands under which numbered heading: "2.3 Kwaliteitsbeleid"."""
    chapter, appendix = 0, 0
    for group in groups:
        if group[0].chapter.head.appendix:
            appendix += 1
            number = chr(ord("A") + appendix - 1)
        else:
            chapter += 1
            number = str(chapter)
        counts = [0, 0]
        for written in group:
            label = _number(number, counts, written.level)
            for topic in written.chapter.head.covers:
                if written.blocks:
                    yield Cover(topic=topic, heading=f"{label} {written.title}")


def _number(chapter: str, counts: list[int], level: int) -> str:
    """Return the number Word will print before a heading of `level`, counting on in `counts`."""
    if level == 1:
        return chapter
    counts[level - 2] += 1
    if level == 2:  # noqa: PLR2004 - a section starts its sub-sections anew
        counts[1] = 0
    return ".".join([chapter, *(str(count) for count in counts[: level - 1])])
