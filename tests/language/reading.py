"""All texts of all organisations → findings, each with its rule, place and sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from . import persons, rules, sentences, spelling
from .articles import Articles, nouns_of
from .organisations import (
    STRANGE,
    STRANGE_TOGETHER,
    Made,
    Reading,
    everyone,
    strangers,
    templates,
)
from .pieces import Piece, pieces_of_library
from .rules import Finder, Hit

MAX_WORDS = 25
MAX_MEAN = 14.0
# The share of passive sentences that a kind of document may have.
MAX_PASSIVE = {"handboek": 0.10, "procedure": 0.20}
MAX_PASSIVE_ELSEWHERE = 0.25
# Below this a share or a mean says nothing.
MIN_SENTENCES = 8
# Where articles of law may stand: the sources of a procedure, and the tables made of these.
_SOURCES = re.compile(r"\.grondslag\.|\.termijnen\.[^.]+\.bron$")
_SOURCE_TABLES = re.compile(r"Wet|Termijnen")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to mend: which rule, in which source, the words, the sentence around, the mend."""

    rule: str
    source: str
    words: str
    sentence: str
    mend: str

    def __str__(self) -> str:
        return f"{self.source}: '{self.words}' ({self.mend})\n      {self.sentence}"


@cache
def readers() -> tuple[Piece, ...]:
    """Return every different text of the examples and of every choice of work, in their order."""
    found: dict[Piece, None] = {}
    for each in everyone():
        for document in each.documents:
            found.update(dict.fromkeys(document.pieces))
    found.update(dict.fromkeys((*templates(), *pieces_of_library(everyone()[0].library))))
    return tuple(found)


def findings() -> tuple[Finding, ...]:
    """Return what is wrong in any text, but for spelling."""
    found = {
        *in_texts(readers()),
        *long_sentences(),
        *heavy_documents(everyone()),
        *words_for_persons(strangers()),
    }
    return tuple(sorted(found))


def misspelt() -> tuple[Finding, ...]:
    """Return the words nobody knows, with the first text they stand in."""
    first: dict[str, Piece] = {}
    for piece in readers():
        for word in spelling.words_in(piece.text):
            first.setdefault(word, piece)
    looked = _look_up(first)
    return tuple(
        sorted(
            _finding(
                "spelling",
                first[word],
                Hit(word, "verbeter het, of zet het met een reden in woorden.txt"),
            )
            for word in looked.unknown
        )
    )


def unneeded_words() -> tuple[str, ...]:
    """Return the words of woorden.txt without which everything is known just as well."""
    words = {word for piece in readers() for word in spelling.words_in(piece.text)}
    return tuple(sorted(set(spelling.own_words()) - _look_up(words).helped))


def _look_up(words: Iterable[str]) -> spelling.Spelt:
    listed = tuple(words)
    refused = spelling.dictionary_refuses(spelling.asked(listed))
    return spelling.look_up(listed, refused, spelling.own_words())


def in_texts(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """Yield what the finders of one text find."""
    finders = text_finders()
    said: dict[str, list[tuple[str, Hit]]] = {}
    for piece in pieces:
        if piece.text not in said:
            said[piece.text] = [
                (rule, hit) for rule, find in finders.items() for hit in find(piece.text)
            ]
        for rule, hit in said[piece.text]:
            yield _finding(rule, piece, hit)
        if piece.shape == "tekst":
            yield from (
                _finding("hoofdletter", piece, hit) for hit in rules.small_start(piece.text)
            )
        if not prints_sources(piece):
            yield from (
                _finding("wetsartikel", piece, hit) for hit in rules.law_numbers(piece.text)
            )


@cache
def text_finders() -> Mapping[str, Finder]:
    """Return the finders that look at a text alone, by the name of their rule."""
    return {
        "leestekens": rules.signs,
        "paren": rules.loose_brackets,
        "restanten": rules.leftovers,
        "dubbel": rules.doubled,
        "vermijden": rules.avoided_words(rules.avoided_table()),
        "lidwoord": Articles(nouns_of(everyone()[0].library)),
    }


def prints_sources(piece: Piece) -> bool:
    """Tell whether `piece` stands where laws are named with their articles."""
    return bool(_SOURCES.search(piece.source) or _SOURCE_TABLES.match(piece.table))


def long_sentences() -> Iterator[Finding]:
    """Yield sentences that are too long; the cells an example fills itself are left alone.

    A sentence that comes back with other names of functions or documents is told once.
    """
    seen: set[tuple[str, str]] = set()
    looked: set[Piece] = set()
    for each in everyone():
        for piece in (piece for document in each.documents for piece in document.pieces):
            if piece in looked or (each.example and piece.shape == "cel"):
                continue
            looked.add(piece)
            for finding in too_long(piece):
                if (key := (finding.source, finding.sentence[-30:])) not in seen:
                    seen.add(key)
                    yield finding


def too_long(piece: Piece) -> Iterator[Finding]:
    """Yield the sentences of `piece` with more than 25 words, but no bare enumeration."""
    if len(piece.text) < MAX_WORDS * 2:
        return
    for sentence in sentences.sentences(piece.text):
        count = sentences.length(sentence)
        if count > MAX_WORDS and not sentences.is_enumeration(sentence):
            hit = Hit(f"{count} woorden", f"hoogstens {MAX_WORDS}: maak er twee zinnen van")
            yield Finding("lange zin", piece.source, hit.words, sentence, hit.mend)


def heavy_documents(made: Iterable[Made]) -> Iterator[Finding]:
    """Yield the documents whose sentences are long on average, or too often in the passive."""
    seen: set[Reading] = set()
    for each in made:
        for document in each.documents:
            if document not in seen:
                seen.add(document)
                yield from heavy(document.item, document.kind, tuple(_whole(document.pieces)))


def heavy(item: str, kind: str, said: Sequence[str]) -> Iterator[Finding]:
    """Yield what is wrong with the whole sentences of one document taken together."""
    if len(said) < MIN_SENTENCES:
        return
    mean = sentences.mean_length(said)
    if mean >= MAX_MEAN:
        mend = f"gemiddeld hoogstens {MAX_MEAN:g} woorden"
        yield Finding("gemiddelde zin", item, f"{mean:.1f} woorden", "", mend)
    passive = [each for each in said if sentences.is_passive(each)]
    most = MAX_PASSIVE.get(kind, MAX_PASSIVE_ELSEWHERE)
    if len(passive) > most * len(said):
        share = f"{len(passive)} van {len(said)} zinnen"
        yield Finding(
            "lijdend", item, share, " ".join(passive), f"hoogstens {most:.0%}: wie doet het?"
        )


def _whole(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.shape in ("tekst", "lijst"):
            yield from filter(sentences.is_whole, sentences.sentences(piece.text))


def words_for_persons(made: Iterable[Made]) -> Iterator[Finding]:
    """Yield the words for the person served that stand by hand, or beside another one."""
    ordinary = persons.ordinary_places()
    words = (*STRANGE.values(), STRANGE_TOGETHER)
    for each in made:
        orders = {chapter.head.id: chapter.order for chapter in each.library.chapters.values()}
        for document in each.documents:
            for piece in document.pieces:
                for hit in persons.by_hand(piece, ordinary):
                    yield _finding("persoon met de hand", piece, hit)
            # The matrix and the overview name documents of every part.
            if document.kind in ("kruistabel", "overzicht"):
                continue
            found = _two_words(document.pieces, words, orders, many=len(each.parts) > 1)
            yield from (_finding("twee woorden voor een mens", *pair) for pair in found)


def _two_words(
    pieces: Sequence[Piece], words: Iterable[str], orders: Mapping[str, str], *, many: bool
) -> Iterator[tuple[Piece, Hit]]:
    """Yield the words that do not fit: by document, and by text in what serves several parts."""
    texts = [(each,) for each in pieces] if pieces[0].item in ("KH-01", "KH-03") else [pieces]
    for text in texts:
        yield from persons.mixed(text, words)
    for piece in pieces if many else ():
        if piece.item == "KH-01":
            yield from persons.not_together(piece, orders, STRANGE.values())


def unused_places() -> tuple[str, ...]:
    """Return the lines of gewoon.txt whose words stand nowhere any more."""
    texts = {
        (piece.source, piece.text)
        for each in strangers()
        for document in each.documents
        for piece in document.pieces
    }
    return tuple(
        f"{place.source}: {place.words}"
        for place in persons.ordinary_places()
        if not any(
            source.startswith(place.source) and place.words in text for source, text in texts
        )
    )


def _finding(rule: str, piece: Piece, hit: Hit) -> Finding:
    around = next(
        (each for each in sentences.sentences(piece.text) if hit.words in each), piece.text
    )
    place = f"{piece.source} [{piece.table}]" if piece.table else piece.source
    return Finding(rule, place, hit.words, around, hit.mend)
