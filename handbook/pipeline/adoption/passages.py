"""What she changed in the handbook: a chapter has one bookmark, and its texts follow in order."""

from collections.abc import Iterable, Iterator, Sequence

from handbook.loading.source_editing import Rewrite, typed_text
from handbook.model.features.adoption import EditedParagraph, Edits, Span
from handbook.model.sources.content import Chapter
from handbook.model.sources.library import HANDBOOK
from handbook.pipeline.adoption.markdown_links import Links, is_writable, leads, unsigned
from handbook.pipeline.adoption.one_change import (
    LINKED,
    MADE,
    NEEDED,
    ODDITIES,
    OTHERWISE,
    AdoptedChange,
    Reader,
    added,
    refused,
)
from handbook.tailoring.content.source_lookup import chapter_texts, chapter_words, codes_of
from handbook.tailoring.text.source_rewrite import (
    UnwritableError,
    as_line,
    in_markdown,
    markdown_pieces,
    printed,
    reworded,
)
from handbook.word.writing.draft import mark_name

_LABEL = 14  # characters: "Let op: " before the text of a callout


class Passages:
    """Claims on the handbook: each chapter has one bookmark, and its texts follow in order."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._codes = codes_of(reader.setting)
        chapters = reader.setting.library.chapters
        self._starts = {mark_name(f"{HANDBOOK}.{each}"): chapters[each] for each in chapters}
        self._titles = {mark_name(f"{HANDBOOK}.{each}.titel") for each in chapters}
        self._places: dict[int, tuple[Chapter, int]] = {}

    def claims(self, stretches: Sequence[EditedParagraph]) -> Iterator[AdoptedChange]:
        """Yield a claim for each text that she changed or took out."""
        self._places = dict(self._trace(stretches))
        for at, each in enumerate(stretches):
            if not each.changed:
                continue
            if each.oddity:
                yield refused(each, ODDITIES[each.oddity])
            elif not all(map(is_writable, each.links)):
                yield refused(each, LINKED)
            elif at not in self._places:
                yield refused(each, MADE)
            elif each.after is None and self._reader.lost:
                yield refused(each, NEEDED)
            else:
                yield self._claim(each, *self._places[at])

    def _trace(
        self, stretches: Sequence[EditedParagraph]
    ) -> Iterator[tuple[int, tuple[Chapter, int]]]:
        """Yield the stretches that a chapter prints, with it and the number of the text in it."""
        chapter: Chapter | None = None
        waiting: list[tuple[str, int | None]] = []
        for at, each in enumerate(stretches):
            started = [self._starts[mark] for mark in sorted(each.marks) if mark in self._starts]
            if started:
                chapter = started[0]
                waiting = list(chapter_texts(self._reader.setting, chapter))
            elif each.marks & self._titles:
                chapter, waiting = None, []
            fit = next((n for n, (said, _) in enumerate(waiting) if _is(each.before, said)), None)
            if chapter is None or fit is None:
                continue
            number = waiting[fit][1]
            waiting = waiting[fit + 1 :]
            if number is not None:
                yield at, (chapter, number)

    def _claim(self, stretch: EditedParagraph, chapter: Chapter, number: int) -> AdoptedChange:
        item = chapter.head.id
        if stretch.after is None:
            rewrite = Rewrite(gone=(number,))
        else:
            try:
                rewrite = Rewrite(texts={number: self._written(stretch, chapter, number)})
            except UnwritableError as error:
                return refused(stretch, str(error))
        return AdoptedChange(
            heading=stretch.heading,
            before=stretch.before,
            after=stretch.after or "",
            item=item,
            rewrite=rewrite,
            links=stretch.links,
            leads=leads(stretch.spans),
        )

    def _written(self, stretch: EditedParagraph, chapter: Chapter, number: int) -> str:
        words = chapter_words(self._reader.setting, chapter)
        links = Links()
        typed = links.signed(typed_text(self._reader.found[chapter.head.id], number))
        found = markdown_pieces(typed, words)
        says = unsigned(printed(found))
        head = stretch.before.removesuffix(says)
        after = links.of_hers(stretch.spans)
        if head == stretch.before or not after.startswith(head):
            raise UnwritableError("hier staat een koppeling of opmaak die handbook niet omzet")
        new = after[len(head) :].strip()
        written = reworded(found, new, lambda text: in_markdown(text, self._codes))
        if printed(markdown_pieces(written, words)) != new:
            raise UnwritableError(OTHERWISE)
        return as_line(links.in_markdown(written))

    def _in_source(self, spans: Iterable[Span], chapter: Chapter) -> str:
        """Return a paragraph of hers as a line of Markdown.

        Raises:
            UnwritableError: it would print otherwise.
        """
        links = Links()
        text = links.of_hers(spans)
        written = in_markdown(text, self._codes)
        if printed(markdown_pieces(written, chapter_words(self._reader.setting, chapter))) != text:
            raise UnwritableError(OTHERWISE)
        return as_line(links.in_markdown(written))

    def additions(self, edits: Edits) -> Iterator[AdoptedChange]:
        """Yield a claim for each thing that she added."""
        for each in edits.additions:
            if each.row or each.below not in self._places:
                yield added(each, "boven deze tekst staat geen tekst uit de bron")
                continue
            if not all(map(is_writable, each.links)):
                yield added(each, LINKED)
                continue
            chapter, number = self._places[each.below]
            try:
                written = self._in_source(each.spans, chapter)
            except UnwritableError as error:
                yield added(each, str(error))
                continue
            yield AdoptedChange(
                heading=each.heading,
                before="",
                after=each.cells[0],
                item=chapter.head.id,
                rewrite=Rewrite(added={number: (written,)}),
                links=each.links,
                leads=leads(each.spans),
            )


def _is(shown: str, said: str) -> bool:
    """Tell whether a paragraph shows a text, with at most the label of a callout before it."""
    return shown == said or (
        bool(said) and shown.endswith(said) and len(shown) - len(said) < _LABEL
    )
