"""inhoud/documenten.yaml and its files → the documents of her own that count, and what is wrong.

What is wrong with a file stops nothing else: it is told, and the document stays as it last was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from handbook import folders, opc
from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.packs.items import ContentFolder
from handbook.loading.packs.library_references import unknown
from handbook.loading.text.workspace_files import listed, read_bytes
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import CARDS, HANDBOOK, MATRIX, OVERVIEW, Library
from handbook.model.sources.own_document import (
    FOLDER,
    SUFFIXES,
    OwnDocument,
    OwnDocuments,
    OwnFile,
)
from handbook.model.sources.register import Register

FILE = "documenten.yaml"
MAX_OWN = 50_000_000
_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # an old Office file, or a new one behind a password
_SHOWN = 6
# What a build lays beside the documents under a name of its own.
_RESERVED = frozenset(
    {*("overzicht", "verslag", "documenten", "documentenregister"), *("con", "prn", "aux", "nul")}
)
AWAY_OR_SHUT = frozenset({"HB291", "HB292"})
"""The codes of what is told of a file that is gone, or that cannot be opened."""


@dataclass(slots=True)
class OwnReading:
    """What is read of the documents of her own, and what is wrong; it lives for one call."""

    folder: Path
    shown: str
    tree: Tree | None = None
    entries: tuple[OwnDocument, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    @property
    def files(self) -> Path:
        """The folder in which her files lie."""
        return self.folder / FOLDER

    def place(self, number: int, key: str = "id") -> Place:
        """Return where `key` of an entry stands; its first line where she left it out."""
        if self.tree is None:
            return Place(f"{self.shown}/{FILE}")
        typed = self.tree.data["documenten"][number]
        keys = ("documenten", number, key) if key in typed else ("documenten", number)
        return self.tree.place(keys)

    def tell(self, number: int, key: str, code: str, said: tuple[str, str]) -> None:
        """Tell a `let op` on `key` of an entry."""
        what, mend = said
        place = self.place(number, key)
        self.problems.append(Problem(place, code=code, what=what, mend=mend, weight="let op"))


def nothing_read() -> OwnReading:
    """Return the reading of an organisation that wrote no documents itself."""
    return OwnReading(folder=Path(), shown="")


def read_own_documents(shelf: ContentFolder) -> OwnReading:
    """Return the entries of documenten.yaml on a shelf; nothing of it where it is wrong."""
    reading = OwnReading(folder=shelf.folder, shown=shelf.shown)
    path = shelf.folder / FILE
    if not folders.exists(path):
        return reading
    before = len(shelf.problems)
    found = shelf.record(path, OwnDocuments)
    reading.problems += shelf.problems[before:]
    del shelf.problems[before:]
    reading.broken = any(each.code != "HB110" for each in reading.problems)
    for source in found:
        reading.tree, reading.entries = source.tree, source.record.documents
    return reading


def own_files(reading: OwnReading, library: Library, register: Register) -> Mapping[str, OwnFile]:
    """Return the documents of her own that count, by id: confirmed, and of which the file is known.

    A file that is gone, or that cannot be opened, stays known by what `register` says it was.
    What is wrong goes to the problems of `reading`.
    """
    reading.problems += _wrong_names(reading, library)
    proposals = [each for each in reading.entries if not each.confirmed]
    if proposals:
        reading.problems.append(_proposals(reading, proposals))
    found: dict[str, OwnFile] = {}
    lying = _lying(reading)
    for number, entry in enumerate(reading.entries):
        digest = _digest(reading, number, lying, register) if entry.confirmed else ""
        if digest:
            found[entry.id] = OwnFile(about=entry, digest=digest)
    if not reading.broken:  # else nobody knows what it names
        reading.problems += _unnamed(reading, lying)
    return found


def _wrong_names(reading: OwnReading, library: Library) -> Iterator[Problem]:
    """Yield a `fout` for each name that is none, or that stands twice."""
    yield from _twice(reading)
    for number, entry in enumerate(reading.entries):
        yield from _unknown(reading, number, entry, library)
        yield from _in_vain(reading, number, entry)
        taken = _taken(entry.id, library)
        if taken:
            yield Problem(
                reading.place(number),
                code="HB287",
                what=f"'{entry.id}' is al het kenmerk van {taken}",
                mend="Kies een ander, bijvoorbeeld ED-01. Komt uw document ervoor in de plaats, "
                f"schrijf dan 'vervangt: [{entry.id}]'.",
            )
        if entry.code and entry.code.casefold() in _RESERVED:
            yield Problem(
                reading.place(number, "code"),
                code="HB287",
                what=f"zo kan een document niet heten: '{entry.code}' is een bestand van handbook",
                mend="Kies een andere code, bijvoorbeeld P-17.",
            )
        if entry.suffix not in SUFFIXES:
            yield Problem(
                reading.place(number, "bestand"),
                code="HB288",
                what=f"dit soort bestand kan niet mee: '{entry.file}'",
                mend="Bewaar het als .docx, .xlsx of .pdf, en schrijf de nieuwe naam hier.",
            )
        elif "/" in entry.file or "\\" in entry.file:
            yield Problem(
                reading.place(number, "bestand"),
                code="HB288",
                what="hier hoort alleen de naam van een bestand",
                mend=f"Zet het bestand in {reading.shown}/{FOLDER} en schrijf zijn naam, zonder "
                "map ervoor.",
            )


def _in_vain(reading: OwnReading, number: int, entry: OwnDocument) -> Iterator[Problem]:
    """Yield a `let op` on properties that are asked of a file that cannot have them (HB407)."""
    if entry.with_properties and entry.suffix != SUFFIXES[0]:
        yield Problem(
            reading.place(number, "eigenschappen"),
            code="HB407",
            what="alleen een Word-bestand krijgt eigenschappen; dit bestand gaat mee zoals het is",
            mend="Haal deze regel weg.",
            weight="let op",
        )


def _taken(item: str, library: Library) -> str:
    """Return what has an id already, in Dutch; "" where nothing has it."""
    known = library.procedures.get(item) or library.forms.get(item)
    if known:
        return f"'{known.title}' uit de bibliotheek"
    return "een document dat elk handboek heeft" if item in _ALWAYS else ""


_ALWAYS = (OVERVIEW, HANDBOOK, MATRIX, CARDS)


def _unknown(
    reading: OwnReading, number: int, entry: OwnDocument, library: Library
) -> Iterator[Problem]:
    topics = {each.id: each.title for each in library.topics.values()}
    activities = {each.id: each.title for each in library.activities.values()}
    documents = {each.id: each.title for each in library.procedures.values()}
    documents |= {each.id: each.title for each in library.forms.values()}
    asked = (
        ("dekt", "onderwerp", [each.topic for each in entry.covers], topics),
        ("activiteiten", "activiteit", entry.activities, activities),
        ("vervangt", "document", entry.replaces, documents),
    )
    for key, family, words, known in asked:
        for word in words:
            if word not in known:
                yield unknown(family, word, known, reading.place(number, key))
    roles = library.roles
    near = "" if entry.owner in roles else did_you_mean(entry.owner, roles)
    if near:
        yield Problem(
            reading.place(number, "eigenaar"),
            code="HB289",
            what=f"'{entry.owner}' is geen rol; het komt zo als naam van een functie in de lijsten",
            mend=f"{near} Is het een functie van uzelf, laat het dan zo.",
            weight="let op",
        )


def _twice(reading: OwnReading) -> Iterator[Problem]:
    told = (
        ("id", [[each.id] for each in reading.entries]),
        ("bestand", [[_folded(each.file)] for each in reading.entries]),
        ("code", [[e.code.casefold()] if e.code and e.confirmed else [] for e in reading.entries]),
        ("vervangt", [list(e.replaces) if e.confirmed else [] for e in reading.entries]),
    )
    for key, words in told:
        often = Counter(word for each in words for word in dict.fromkeys(each))
        first: set[str] = set()
        for number, each in enumerate(words):
            for word in each:
                if often[word] > 1 and word in first:
                    yield Problem(
                        reading.place(number, key),
                        code="HB230",
                        what=f"'{word}' staat twee keer bij '{key}'",
                        mend="Elk document heeft een eigen kenmerk, bestand en code, en vervangt "
                        "wat geen ander vervangt.",
                    )
                first.add(word)


def _proposals(reading: OwnReading, proposals: Sequence[OwnDocument]) -> Problem:
    shown = ", ".join(each.id for each in proposals[:_SHOWN])
    more = f" en {len(proposals) - _SHOWN} andere" if len(proposals) > _SHOWN else ""
    number = reading.entries.index(proposals[0])
    one = len(proposals) == 1
    return Problem(
        reading.place(number),
        code="HB290",
        what=f"{'dit document doet' if one else 'deze documenten doen'} nog niet mee: "
        f"{shown}{more}",
        mend="Kijk de regels na en schrijf erbij: 'bevestigd: ja'.",
        weight="let op",
    )


def _lying(reading: OwnReading) -> dict[str, Path]:
    """Return what lies in the folder with her files, by the name that counts."""
    try:
        return {_folded(path.name): path for path in listed(reading.files)}
    except HandbookError as error:
        reading.problems += [replace(each, weight="let op") for each in error.problems]
        return {}


def _folded(name: str) -> str:
    """Return a name as Windows and a Mac compare it."""
    return normalize("NFC", name).casefold()


def _digest(reading: OwnReading, number: int, lying: Mapping[str, Path], register: Register) -> str:
    """Return the SHA-256 of the file of an entry; what the register says where it is not to be had.

    "" where nobody knows.
    """
    entry = reading.entries[number]
    known = register.find(entry.id)
    before = (known.sum or "") if known else ""
    path = lying.get(_folded(entry.file))
    if path is None:
        reading.tell(number, "bestand", "HB291", _gone(reading, entry, lying, before))
        return before
    data, why = _sound(reading, path, entry)
    if why:
        reading.tell(number, "bestand", "HB292", (why, _as_it_was(before)))
        return before
    return sha256(data).hexdigest()


def _sound(reading: OwnReading, path: Path, entry: OwnDocument) -> tuple[bytes, str]:
    """Return the bytes of her file; and why they cannot be used, "" where they can."""
    file = f"{reading.shown}/{FOLDER}/{path.name}"
    try:
        if not path.resolve().is_relative_to(reading.folder.resolve()):
            return b"", f"'{entry.file}' is een koppeling naar een plek buiten deze map"
        data = read_bytes(path, file, limit=MAX_OWN)
    except HandbookError as error:
        return b"", error.problems[0].what
    except OSError as error:
        return b"", f"'{entry.file}' is niet te lezen: {error.strerror or 'leesfout'}"
    return data, wrong_inside(data, entry.suffix)


def wrong_inside(data: bytes, suffix: str) -> str:
    """Return why the bytes of a file with this ending cannot be read, in Dutch; "" if they can."""
    if not data:
        return "dit bestand is leeg"
    if suffix == ".pdf":
        return "" if b"%PDF-" in data[:1024] else "dit is geen pdf, wat de naam ook zegt"
    if data.startswith(_ENCRYPTED):
        return "dit bestand is beveiligd met een wachtwoord, of een oud soort Office-bestand"
    try:
        opc.unpack(data)
    except ValueError as error:
        return f"dit bestand is niet te openen: {error}"
    return ""


def _gone(
    reading: OwnReading, entry: OwnDocument, lying: Mapping[str, Path], before: str
) -> tuple[str, str]:
    what = f"het bestand '{entry.file}' ligt niet in {reading.shown}/{FOLDER}"
    named = {_folded(each.file) for each in reading.entries}
    free = {path.name: path for key, path in lying.items() if key not in named}
    same = next((name for name, path in free.items() if before and _sum(path) == before), "")
    if same:
        return what, f"Het heet nu '{same}'. Schrijf hier: bestand: {same}"
    near = did_you_mean(entry.file, free)
    return what, f"{near} {_as_it_was(before)}".strip()


def _as_it_was(before: str) -> str:
    if before:
        return (
            "Zet het terug, of schrijf hier de nieuwe naam. Tot dan blijft het document zoals het "
            "was; wat is vastgesteld, ligt in 'vastgesteld'."
        )
    return "Zet het erin, of schrijf hier de goede naam. Tot dan doet het niet mee."


def _sum(path: Path) -> str:
    try:
        return sha256(read_bytes(path, path.name, limit=MAX_OWN)).hexdigest()
    except HandbookError:
        return ""


def _unnamed(reading: OwnReading, lying: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield a `let op` on files that no entry names: they stand in no register and no overview."""
    named = {_folded(each.file) for each in reading.entries}
    left = [path.name for key, path in lying.items() if key not in named]
    if left:
        shown = "; ".join(left[:_SHOWN])
        more = f" en {len(left) - _SHOWN} andere" if len(left) > _SHOWN else ""
        yield Problem(
            Place(f"{reading.shown}/{FOLDER}"),
            code="HB293",
            what=f"in {FILE} staat niets over: {shown}{more}",
            mend="Zo staan ze in geen overzicht. 'handbook take-over' schrijft de regels ervoor.",
            weight="let op",
        )
