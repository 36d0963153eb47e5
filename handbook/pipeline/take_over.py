"""`take-over`: existing files go to the folder of an organisation, each with lines to confirm.

Nothing is moved or guessed silently: the originals stay, and what is thought of a file is a
proposal until she says yes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from unicodedata import normalize

from handbook import storage
from handbook.errors import HandbookError, Place, Problem
from handbook.inspection.file_text import said_in
from handbook.loading.existing_files import ExistingFile, existing_files
from handbook.loading.list_entry import with_entry
from handbook.loading.own_documents import FILE, MAX_OWN
from handbook.loading.profile.secret_places import STAND_IN, concealed
from handbook.loading.text.workspace_files import ORGANISATIONS, read_bytes
from handbook.loading.text.yaml_source import read
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.documents.document import DocumentSet
from handbook.model.features.take_over import TakenFile, TakeOver
from handbook.model.sources.own_document import FOLDER, OwnDocument
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.internal_error import of_document
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.safeguards.disclosure import Visit, betrayed, tells, visit_of
from handbook.scaffold.own_entry import Suggestion, entry_text
from handbook.tailoring.content.resemblance import resembling
from handbook.tailoring.text.filling import function_of
from handbook.word.reading.outline import Outline, outline_of

_CODE = re.compile(r"([A-Za-z]{1,4}[-. ]?\d{1,3}(?:[.-]\d{1,3})?)[\s_.:-]+(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")
_OWNER = re.compile(r"(?:proces|document)?eigenaar\s*[:|\t]\s*([^\n|\t]{3,60})", re.IGNORECASE)
_UNNAMED = "een bestand met een naam die niet te noemen is"
_KINDS = (
    "procedure",
    "protocol",
    "werkinstructie",
    "instructie",
    "formulier",
    "reglement",
    "regeling",
    "gedragscode",
    "beleid",
    "richtlijn",
    "handleiding",
    "folder",
    "register",
    "checklist",
    "overzicht",
)


@dataclass(slots=True)
class _Task:
    """A take-over under way: what is known of the organisation, and what its list says by now."""

    workspace: Workspace
    name: str
    loaded: Loaded
    made: DocumentSet
    visit: Visit
    entries: bytes | None
    documents: tuple[OwnDocument, ...]
    sums: Mapping[str, str]
    before: bytes | None = None
    ids: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    copies: list[tuple[Path, bytes]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.workspace.root / ORGANISATIONS / self.name / "inhoud"

    @property
    def file(self) -> str:
        return f"{ORGANISATIONS}/{self.name}/inhoud/{FILE}"


def take_over(workspace: Workspace, folder: Path, name: str, *, write: bool = True) -> TakeOver:
    """Return what came of taking over `folder` for organisation `name`, or what would.

    Each file is copied to its inhoud/documenten, and gets an entry in documenten.yaml that waits
    for her yes. A file that is there already is passed over, so a second call takes what is new.

    Args:
        workspace: the working folder.
        folder: the folder with existing documents; nothing in it changes.
        name: the organisation.
        write: off, nothing is written, and what comes back is what would be done.

    Raises:
        HandbookError: the organisation's sources are not sound, HB567 the folder cannot be taken,
            HB328 the list cannot be changed by a program, HB511 a build is running.
    """
    _refuse_own_folders(workspace, folder)
    with storage.lock(workspace.root):
        task = _task(workspace, name)
        files = tuple(_taken(task, each) for each in existing_files(folder.absolute()))
        told = TakeOver(
            organisation=name, file=task.file, files=files, problems=tuple(task.problems)
        )
        if not (told.taken and write):
            return told
        for path, data in task.copies:
            storage.put(path, data, expected=None)
        digest = None if task.before is None else storage.sha256(task.before)
        storage.put(task.home / FILE, task.entries or b"", expected=digest)
    return replace(told, done=True)


def _refuse_own_folders(workspace: Workspace, folder: Path) -> None:
    """Refuse a folder with documents of handbook itself, or of several organisations.

    Raises:
        HandbookError: HB567.
    """
    there, root = folder.absolute().resolve(), workspace.root.resolve()
    inside = any(there.is_relative_to(root / each) for each in ("output", "packs", "templates"))
    if inside or root.is_relative_to(there):
        raise HandbookError(
            Problem(
                Place(folder.as_posix()),
                code="HB567",
                what="in deze map liggen documenten van handbook zelf, of van meer organisaties",
                mend="Kies de map met alleen de bestaande documenten van deze organisatie.",
            )
        )


def _task(workspace: Workspace, name: str) -> _Task:
    loaded = opened(workspace, name)
    visit = visit_of(workspace.root, name, other_clients(workspace))
    task = _Task(
        workspace=workspace,
        name=name,
        loaded=loaded,
        made=decide(loaded, name),
        visit=visit,
        entries=None,
        documents=(),
        sums={},
    )
    task.before = task.entries = storage.read(task.home / FILE)
    known = loaded.own_documents
    task.documents = known
    task.sums = dict(_sums(task))
    task.listed = {each.id for each in known}
    task.ids = {each.id for each in known} | {each.item for each in loaded.register.entries}
    return task


def _sums(task: _Task) -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 of each file that is known already, with what it is known as."""
    for entry in task.loaded.register.entries:
        if entry.sum:
            yield entry.sum, entry.item
    for about in task.documents:
        data = storage.read(task.home / FOLDER / about.file)
        if data is not None:
            yield storage.sha256(data), about.id


def _taken(task: _Task, file: ExistingFile) -> TakenFile:
    """Return what comes of one file; what stops it stops no other."""
    shown, why = _discreet(task, file.shown), _discreet(task, file.why)
    if why:
        return TakenFile(path=shown, fate="niet overgenomen", why=why)
    try:
        return of_document(shown, partial(_judged, task, file, shown))
    except HandbookError as error:
        task.problems += [concealed(each, task.visit.secret) for each in error.problems]
        said = _discreet(task, error.problems[0].what)
        return TakenFile(path=shown, fate="niet overgenomen", why=said)


def _discreet(task: _Task, text: str) -> str:
    """Return a text with nothing of a secret location, whosever it is."""
    own = task.loaded.secrets.sub(STAND_IN, text)
    return _UNNAMED if tells(task.visit, own) else own


def _judged(task: _Task, file: ExistingFile, shown: str) -> TakenFile:
    data = read_bytes(file.path, file.shown, limit=MAX_OWN)
    digest, name = storage.sha256(data), normalize("NFC", file.path.name)
    item = task.sums.get(digest, "")
    if item and item in task.listed:
        return _known(task, item, shown)
    named = {each.file.casefold() for each in task.documents}
    lying = storage.digest(task.home / FOLDER / name)
    if name.casefold() in named or lying not in (None, digest):
        why = f"in uw map ligt al een ander bestand '{name}'; geef dit een andere naam"
        return TakenFile(path=shown, fate="niet overgenomen", why=why)
    wrong = [*_betrayed(task, shown, name, data)]
    if wrong:
        task.problems += wrong
        return TakenFile(path=shown, fate="niet overgenomen", why=wrong[0].what)
    return _add(task, file, data, (shown, item))


def _known(task: _Task, item: str, shown: str) -> TakenFile:
    """Return that a file is there already; where its own is gone, which line then changes."""
    about = next((each for each in task.documents if each.id == item), None)
    if about is None or storage.read(task.home / FOLDER / about.file) is not None:
        return TakenFile(path=shown, fate="bekend", item=item)
    number = task.documents.index(about)
    line = read(task.before or b"", task.file).place(("documenten", number, "bestand")).line
    why = (
        f"dit is het bestand dat bij {item} ontbreekt. Zet het in inhoud/{FOLDER}; heet het nu "
        f"anders, wijzig dan regel {line} van {FILE}"
    )
    return TakenFile(path=shown, fate="bekend", item=item, why=why)


def _betrayed(task: _Task, shown: str, name: str, data: bytes) -> Iterator[Problem]:
    try:
        said = said_in(data)
    except ValueError:
        return
    for each in betrayed(task.visit, shown, said, name):
        yield concealed(each, task.visit.secret)


def _add(task: _Task, file: ExistingFile, data: bytes, told: tuple[str, str]) -> TakenFile:
    """Propose a file, shown so; it may have been a document before, with its id."""
    shown, before = told
    name = normalize("NFC", file.path.name)
    said = _suggestion(task, file, name, _outline(file, data))
    said = replace(said, id=before or said.id)
    if said.code:
        task.codes.add(said.code.casefold())
    task.entries = with_entry(task.entries, task.file, "documenten", entry_text(said))
    task.ids.add(said.id)
    task.sums = {**task.sums, storage.sha256(data): said.id}
    task.listed.add(said.id)
    if storage.read(task.home / FOLDER / name) is None:
        task.copies.append((task.home / FOLDER / name, data))
    title = task.loaded.secrets.sub(STAND_IN, said.title)
    return TakenFile(path=shown, fate="overgenomen", item=said.id, title=title)


def _outline(file: ExistingFile, data: bytes) -> Outline:
    if file.suffix != ".docx":
        return Outline()
    try:
        return outline_of(data)
    except ValueError:
        return Outline()


def _suggestion(task: _Task, file: ExistingFile, name: str, outline: Outline) -> Suggestion:
    code, subject = _code(file.subject)
    title = _title(outline.title, subject)
    topics = {row.topic.id: row.topic.title for row in task.made.matrix.rows}
    items = {each.item: each.title for each in task.made.documents if each.kind in _REPLACEABLE}
    near = resembling(f"{title} {subject}", outline.headings, topics)
    alike = [each.id for each in resembling(f"{title} {subject}", (), items)]
    taken = {each.code.casefold() for each in task.made.documents}
    taken |= {each.code.casefold() for each in task.loaded.register.entries} | task.codes
    taken |= {(each.code or "").casefold() for each in task.documents}
    owner, said = _owner(task, outline)
    return Suggestion(
        id=_free_id(task.ids),
        file=name,
        title=title,
        kind=next((each for each in _KINDS if each in f"{title} {subject}".casefold()), ""),
        code="" if code.casefold() in taken else code,
        code_taken=code if code.casefold() in taken else "",
        owner=owner,
        owner_said=said,
        version=outline.version,
        topics=[(each.id, topics[each.id]) for each in near if each.strong],
        perhaps=[(each.id, topics[each.id]) for each in near if not each.strong],
        replaces=[(each, items[each]) for each in alike],
    )


_REPLACEABLE = ("procedure", "formulier")


def _title(said: str, subject: str) -> str:
    """Return the title of a document: what stands above it, or the name of its file."""
    fits = _LETTER.search(said) and len(said) > len("kop") and "{" not in said
    title = said if fits else subject
    title = re.sub(r"\.docx?$", "", " ".join(title.split()))[:200]
    return f"{title[:1].upper()}{title[1:]}"


def _code(subject: str) -> tuple[str, str]:
    """Return the code with which the name of a file begins, or "", and the rest of the name."""
    match = _CODE.match(subject)
    if match is None:
        return "", subject
    code = re.sub(r"[. ]", "-", match[1])
    return code, subject[match.end() :]


def _owner(task: _Task, outline: Outline) -> tuple[str, str]:
    """Return the role that a document names as its owner; else what it says, for her to judge."""
    found = _OWNER.search("\n".join(outline.text))
    said = " ".join((found[1] if found else outline.author).split()).strip(" .:")
    for role in task.loaded.library.roles:
        function = function_of(role, task.loaded.profile, task.loaded.library)
        if said and said.casefold() in (role, function.casefold()):
            return role, ""
    return "", said if _LETTER.search(said) else ""


def _free_id(taken: Sequence[str] | set[str]) -> str:
    return next(each for each in (f"ED-{n:02}" for n in range(1, 1000)) if each not in taken)
