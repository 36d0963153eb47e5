"""A folder of content → procedures, forms, chapters and what they share."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from handbook import folders
from handbook.errors import HandbookError, Place, Problem, StorageError
from handbook.loading.markdown.chapters import ChapterSource
from handbook.loading.markdown.chapters import read as read_chapter
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import is_text, listed, read_bytes
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree
from handbook.model.common.base_record import Written
from handbook.model.sources.content import Chapter, Form, Procedure, Proposals, Roles, Terms
from handbook.model.sources.library import Library
from handbook.model.sources.reference import Glossary, Laws, ServiceKinds

Record = TypeVar("Record", bound=Written)

FOLDERS = ("procedures", "formulieren", "hoofdstukken")
FILES = (
    "rollen.yaml",
    "termen.yaml",
    "voorstellen.yaml",
    "wetten.yaml",
    "begrippen.yaml",
    "dienstsoorten.yaml",
)
# Files of content that stay read: those of all packs, and of a few organisations beside them.
_KEPT = 512
# A watcher and a run over many clients open the same packs again and again.
_tree_of = lru_cache(maxsize=_KEPT)(read)
_chapter_of = lru_cache(maxsize=_KEPT)(read_chapter)

# What a folder with content may have beside it; an installed one is a Python package as well.
_SILENT = ("readme", "license", "licence", "licentie", "__init__.py", "__pycache__", "py.typed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[Record]):
    """A record with the file it came from."""

    record: Record
    tree: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """What one folder of content holds, what is wrong with it, and a digest of its files.

    `broken` are the names, without ending, of the files that could not be read.
    """

    procedures: tuple[Source[Procedure], ...] = ()
    forms: tuple[Source[Form], ...] = ()
    chapters: tuple[ChapterSource, ...] = ()
    roles: tuple[Source[Roles], ...] = ()
    terms: tuple[Source[Terms], ...] = ()
    proposals: tuple[Source[Proposals], ...] = ()
    laws: tuple[Source[Laws], ...] = ()
    glossaries: tuple[Source[Glossary], ...] = ()
    service_kinds: tuple[Source[ServiceKinds], ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: tuple[str, ...] = ()
    digest: str = ""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of its procedures, forms and chapters."""
        return (
            *(source.record.id for source in self.procedures),
            *(source.record.id for source in self.forms),
            *(source.chapter.head.id for source in self.chapters),
        )

    def trees(self) -> tuple[Tree, ...]:
        """Return the YAML of every item."""
        return (
            *(source.tree for source in self.procedures),
            *(source.tree for source in self.forms),
            *(source.tree for source in self.chapters),
            *(source.tree for source in self.roles),
            *(source.tree for source in self.terms),
            *(source.tree for source in self.proposals),
            *(source.tree for source in self.laws),
            *(source.tree for source in self.glossaries),
            *(source.tree for source in self.service_kinds),
        )


@dataclass(slots=True)
class ContentFolder:
    """The files of one folder as they are taken from it; it lives while the folder is read."""

    folder: Path
    shown: str
    problems: list[Problem] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    def bytes_of(self, path: Path) -> tuple[str, bytes] | None:
        """Return the name the user knows `path` by, and its bytes; None when it cannot be read."""
        inner = path.relative_to(self.folder).as_posix()
        file = f"{self.shown}/{inner}"
        try:
            data = read_bytes(path, file)
        except HandbookError as error:
            self.problems += error.problems
            self.broken.append(path.stem)
            return None
        self.digests.append(f"{inner} {sha256(data).hexdigest()}")
        return file, data

    def tree(self, path: Path) -> Tree | None:
        """Return the YAML in `path`; None when it cannot be read."""
        if (found := self.bytes_of(path)) is None:
            return None
        file, data = found
        try:
            return _tree_of(data, file)
        except HandbookError as error:
            self.problems += error.problems
            self.broken.append(path.stem)
            return None

    def record(self, path: Path, model: type[Record]) -> tuple[Source[Record], ...]:
        """Return the record in `path`; nothing when it is wrong."""
        tree = self.tree(path)
        return () if tree is None else self.shaped(path, tree, model)

    def shaped(self, path: Path, tree: Tree, model: type[Record]) -> tuple[Source[Record], ...]:
        """Return the record that `tree`, read from `path`, describes; nothing when it is wrong."""
        record, problems = attempt(model, tree)
        self.problems += problems
        self.problems += [each for each in tree.problems if each.weight == "let op"]
        if record is None:
            self.broken.append(path.stem)
            return ()
        return (Source(record=record, tree=tree),)

    def listed(self, folder: str = "") -> tuple[Path, ...]:
        """Return what stands in `folder`; nothing, and that it is told, where it stays closed."""
        try:
            return listed(self.folder / folder)
        except StorageError as error:
            self.problems += error.problems
            self.broken.append(folder)
            return ()

    def records(self, folder: str, model: type[Record]) -> tuple[Source[Record], ...]:
        """Return the records in the YAML files of `folder`."""
        return tuple(
            source
            for path in self.listed(folder)
            if self.fits(path, ".yaml")
            for source in self.record(path, model)
        )

    def chapters(self) -> tuple[ChapterSource, ...]:
        """Return the chapters, in order of file name."""
        found = []
        for path in self.listed("hoofdstukken"):
            if self.fits(path, ".md") and (data := self.bytes_of(path)) is not None:
                source, problems = _chapter_of(data[1], data[0], path.name)
                self.problems += problems
                found += [] if source is None else [source]
        return tuple(found)

    def fits(self, path: Path, suffix: str) -> bool:
        """Tell whether `path` is a file of this kind; say so when it is none."""
        if path.suffix == suffix and is_text(path.name) and folders.is_file(path):
            return True
        if not path.name.lower().startswith(_SILENT):
            file = f"{self.shown}/{path.relative_to(self.folder).as_posix()}"
            self.problems.append(_unread(file, suffix))
        return False

    def strangers(self, known: Iterable[str]) -> None:
        """Tell of what stands in the folder and is not read."""
        names = {*known, *FOLDERS, *FILES}
        for path in self.listed():
            if path.name not in names and not path.name.lower().startswith(_SILENT):
                self.problems.append(_unread(f"{self.shown}/{path.name}", ""))

    def digest(self) -> str:
        """Return the SHA-256, in hex digits, of the names and contents of what was read."""
        return sha256("\n".join(self.digests).encode()).hexdigest()


def shelf(folder: Path, shown: str) -> ContentFolder:
    """Return the shelf of `folder`, which the user knows as `shown`."""
    return ContentFolder(folder, shown)


def read_items(place: ContentFolder) -> Items:
    """Return the content on a shelf; what is wrong is left out, and told."""
    folder = place.folder
    items = Items(
        procedures=place.records("procedures", Procedure),
        forms=place.records("formulieren", Form),
        chapters=place.chapters(),
        roles=_one(place, folder / "rollen.yaml", Roles),
        terms=_one(place, folder / "termen.yaml", Terms),
        proposals=_one(place, folder / "voorstellen.yaml", Proposals),
        laws=_one(place, folder / "wetten.yaml", Laws),
        glossaries=_one(place, folder / "begrippen.yaml", Glossary),
        service_kinds=_one(place, folder / "dienstsoorten.yaml", ServiceKinds),
    )
    return replace(
        items,
        problems=tuple(place.problems),
        broken=tuple(place.broken),
        digest=place.digest(),
    )


def with_items(library: Library, items: Items) -> Library:
    """Return `library` with `items` added; one of the same id takes the place of the old one."""
    own = {each.chapter.head.id: each.chapter for each in items.chapters}
    chapters: dict[str, Chapter] = {**library.chapters, **own}
    ordered = sorted(chapters.values(), key=lambda chapter: chapter.order)
    words = {word.word: word for source in items.terms for word in source.record.words}
    verbs = {verb.plural: verb for source in items.terms for verb in source.record.verbs}
    return replace(
        library,
        procedures={**library.procedures, **_by_id(each.record for each in items.procedures)},
        forms={**library.forms, **_by_id(each.record for each in items.forms)},
        chapters={chapter.head.id: chapter for chapter in ordered},
        roles={**library.roles, **_by_id(x for each in items.roles for x in each.record.roles)},
        terms={**library.terms, **_by_id(x for each in items.terms for x in each.record.terms)},
        words={**library.words, **words},
        verbs={**library.verbs, **verbs},
        laws={**library.laws, **_by_id(x for each in items.laws for x in each.record.laws)},
        glossary={
            **library.glossary,
            **_by_id(x for each in items.glossaries for x in each.record.terms),
        },
        service_rules={
            **library.service_rules,
            **{x.kind: x for each in items.service_kinds for x in each.record.kinds},
        },
        proposals=_merged(library.proposals, [each.record for each in items.proposals]),
    )


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


def _by_id(records: Iterable[Named]) -> dict[str, Named]:
    return {record.id: record for record in records}


def _merged(old: Proposals, new: Iterable[Proposals]) -> Proposals:
    for each in new:
        old = Proposals.model_construct(
            stakeholders=_replaced(old.stakeholders, each.stakeholders),
            risks=_replaced(old.risks, each.risks),
            goals=_replaced(old.goals, each.goals),
        )
    return old


def _replaced(old: Iterable[Named], new: Iterable[Named]) -> tuple[Named, ...]:
    return tuple({**_by_id(old), **_by_id(new)}.values())


def _one(place: ContentFolder, path: Path, model: type[Record]) -> tuple[Source[Record], ...]:
    return place.record(path, model) if folders.exists(path) else ()


def _unread(file: str, suffix: str) -> Problem:
    if not is_text(file):
        # As an old zip leaves it, in the letters of another computer.
        shown = file.encode(errors="surrogateescape").decode(errors="replace")
        mend = "De naam heeft tekens die hier niet te lezen zijn. Geef het bestand een andere naam."
        return replace(_unread(shown, ""), mend=mend)
    return Problem(
        Place(file),
        code="HB239",
        what="dit bestand of deze map wordt niet gelezen",
        mend=f"Hier horen alleen bestanden op {suffix}." if suffix else "Kijk of de naam klopt.",
        weight="let op",
    )
